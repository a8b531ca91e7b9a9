import type { VNode } from 'preact';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { dayText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { mayDo, type PlacementPermission } from './placement-ties';
import { useWords, type Words, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Ændringer',
    change: 'Foreslå andre vilkår',
    changeHint: 'Niveau, timer eller tillæg. Du ser prisen før og efter, og modparten skal godkende.',
    payer: 'Skift betaler',
    payerHint: 'En anden kommune betaler fra en dag, efter loven eller efter aftale.',
    absence: 'Registrer fravær',
    absenceHint: 'Pladsen holdes, og prisen er den samme.',
    correct: 'Ret udskrivningen',
    correctHint: 'Dagen eller grunden var forkert, eller beskeden kom for sent.',
    answerChange: 'Se forslaget og prisen',
    answerPayer: 'Se spørgsmålet',
    proposed: (party: string, day: string) => `${party} har foreslået andre vilkår fra ${day}.`,
    asked: (by: string, payer: string, day: string) => `${by} har spurgt, om ${payer} vil betale fra ${day}.`,
  },
  en: {
    title: 'Changes',
    change: 'Propose other terms',
    changeHint: 'Level, hours or supplements. You see the price before and after, and the other party has to accept.',
    payer: 'Change who pays',
    payerHint: 'Another municipality pays from a day on, by law or by agreement.',
    absence: 'Register absence',
    absenceHint: 'The place is held, and the price is the same.',
    correct: 'Correct the discharge',
    correctHint: 'The day or the reason was wrong, or the message came late.',
    answerChange: 'See the proposal and the price',
    answerPayer: 'See the question',
    proposed: (party: string, day: string) => `${party} has proposed other terms from ${day}.`,
    asked: (by: string, payer: string, day: string) => `${by} has asked whether ${payer} will pay from ${day}.`,
  },
} satisfies Words<Record<string, unknown>>;

interface Parts {
  readonly placement: PlacementView;
  readonly actor: Actor;
}

/** Whether something has been proposed that the reader may answer or take back. */
export const answersPending = (placement: PlacementView, actor: Actor): boolean =>
  (placement.proposal !== null && mayDo(placementsAccess.refuseServiceChange, placement, actor)) ||
  (placement.payerProposal !== null && mayDo(placementsAccess.refusePayerChange, placement, actor));

/** What has been proposed and not been answered, with the way to it for who may answer or take it back. */
export const PendingChanges = ({ placement, actor, name }: Parts & { name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { placementId, proposal, payerProposal } = placement;
  const at = `${PATHS.placements}/${placementId}`;
  return (
    <>
      {proposal !== null && (
        <div class="offered">
          <p>{words.proposed(name(proposal.by), dayText(proposal.from, language))}</p>
          {mayDo(placementsAccess.refuseServiceChange, placement, actor) && (
            <a class={`button button-${proposal.by === actor.party ? 'secondary' : 'primary'}`} href={`${at}/change`}>
              {words.answerChange}
            </a>
          )}
        </div>
      )}
      {payerProposal !== null && (
        <div class="offered">
          <p>{words.asked(name(payerProposal.by), name(payerProposal.payer), dayText(payerProposal.from, language))}</p>
          {mayDo(placementsAccess.refusePayerChange, placement, actor) && (
            <a
              class={`button button-${payerProposal.payer === actor.party ? 'primary' : 'secondary'}`}
              href={`${at}/payer`}
            >
              {words.answerPayer}
            </a>
          )}
        </div>
      )}
    </>
  );
};

/** The ways to what may change while a purchase stands. */
export const ChangesPart = ({ placement, actor }: Parts): VNode | null => {
  const words = useWords(WORDS);
  const { phase, proposal, payerProposal } = placement;
  const came = phase === 'enrolled' || phase === 'discharged';
  const ways: readonly {
    readonly when: boolean;
    readonly permission: PlacementPermission;
    readonly page: string;
    readonly text: string;
    readonly hint: string;
  }[] = [
    {
      when: came && proposal === null,
      permission: placementsAccess.proposeServiceChange,
      page: 'change',
      text: words.change,
      hint: words.changeHint,
    },
    {
      when: (came || phase === 'agreed') && payerProposal === null,
      permission: placementsAccess.changePayer,
      page: 'payer',
      text: words.payer,
      hint: words.payerHint,
    },
    {
      when: came,
      permission: placementsAccess.registerAbsence,
      page: 'absence',
      text: words.absence,
      hint: words.absenceHint,
    },
    {
      when: phase === 'discharged',
      permission: placementsAccess.correctDischarge,
      page: 'end/correct',
      text: words.correct,
      hint: words.correctHint,
    },
  ];
  const open = ways.filter(({ when, permission }) => when && mayDo(permission, placement, actor));
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="changes" class="d-print-none">
      <h2 id="changes">{words.title}</h2>
      <ul>
        {open.map(({ page, text, hint }) => (
          <li>
            <a href={`${PATHS.placements}/${placement.placementId}/${page}`}>{text}</a>
            <span class="under">{hint}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
