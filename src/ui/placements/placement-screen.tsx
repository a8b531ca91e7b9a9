import type { ComponentChildren, VNode } from 'preact';
import type { HistoryEntryView } from '../../audit/audit-views';
import { CONTRACT_SIDES, type ContractSide } from '../../contracts/contract.events';
import type { ContractView } from '../../contracts/contract.views';
import { contractsAccess } from '../../contracts/contracts.access';
import type { Day } from '../../kernel/calendar';
import type { Actor, PartyCode, PlacementId } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import { DECLINE_REASONS } from '../../placements/place-book.events';
import { placementsAccess } from '../../placements/placements.access';
import type { PriceOfTerms } from '../../settlement/lines/day-charges.calculation';
import { DayInput, Form, Select } from '../components/form';
import { Steps } from '../components/steps';
import { Told } from '../components/typed';
import { Timeline } from '../components/timeline';
import { historyOf, ToldEvent } from '../audit/audit-section';
import { AgreedFacts } from './agreed-facts';
import { addendaToSign, ContractPart, sidesToSign } from './contract-part';
import { dayText } from '../frame/formats';
import { type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { answersPending, ChangesPart, PendingChanges } from './changes-part';
import { isOnlyAsked, mayDo, type PlacementPermission } from './placement-ties';
import { courseOf } from './purchase-course';
import { useVisit } from '../frame/visit';
import { DECLINE_WORDS } from '../frame/words';

export type PlacementForm = 'confirm' | 'decline' | 'withdraw' | 'sign' | 'enrol' | `addenda/${number}/sign`;

export const PLACEMENT_WORDS = {
  da: {
    placements: 'Indskrivninger',
    next: 'Næste skridt',
    facts: 'Aftalen',
    history: 'Det er sket',
    wholeHistory: 'Indskrivningens historik',
    nothing: 'Der er ikke noget, I skal gøre nu.',
    toSign: 'Underskriv kontrakten',
    toSignAddendum: (number: number) => `Underskriv tillæg ${number}`,
    toSignHint: 'Den står længere nede på siden.',
    toSignAddendumHint: 'Det står under kontrakten.',
    waitsSign: (whose: string) => `Kontrakten mangler ${whose}.`,
    signatureOf: {
      BUYER: (party: string) => `købers underskrift (${party})`,
      SUPPLIER: (party: string) => `driftsherrens underskrift (${party})`,
    },
    and: ' og ',
    waitsFor: (party: string, day: string) => `${party} skal svare senest ${day}.`,
    waitsEnrol: (party: string, day: string) =>
      `${party} indskriver borgeren, når borgeren er flyttet ind, aftalt til ${day}.`,
    confirm: 'Bekræft reservationen',
    confirmHint: 'Så er pladsen solgt, og kontrakten skrives.',
    decline: 'Afslå reservationen',
    reason: 'Grund',
    choose: 'Vælg en grund',
    withdraw: 'Træk tilbage',
    withdrawHint: 'Pladsen bliver fri igen, og intet skal betales.',
    enrol: 'Indskriv borgeren',
    firstDay: 'Første dag, borgeren er der',
    firstDayHint: (day: string) => `Den første dag, der betales for. Aftalt til ${day}.`,
    end: 'Udskriv borgeren',
    endHint: 'Du ser den sidste betalingsdag, før du udskriver.',
    notice: 'Opsig pladsen',
    noticeHint: 'Du ser den sidste betalingsdag, før du opsiger.',
  },
  en: {
    placements: 'Placements',
    next: 'Next step',
    facts: 'The agreement',
    history: 'What happened',
    wholeHistory: 'History of the placement',
    nothing: 'There is nothing for you to do now.',
    toSign: 'Sign the contract',
    toSignAddendum: (number: number) => `Sign addendum ${number}`,
    toSignHint: 'It stands further down the page.',
    toSignAddendumHint: 'It stands below the contract.',
    waitsSign: (whose: string) => `The contract still waits for ${whose}.`,
    signatureOf: {
      BUYER: (party: string) => `the buyer’s signature (${party})`,
      SUPPLIER: (party: string) => `the operator’s signature (${party})`,
    },
    and: ' and ',
    waitsFor: (party: string, day: string) => `${party} has to answer by ${day}.`,
    waitsEnrol: (party: string, day: string) => `${party} enrols the citizen who has moved in, as agreed on ${day}.`,
    confirm: 'Confirm the reservation',
    confirmHint: 'Then the place is sold, and the contract is drawn up.',
    decline: 'Decline the reservation',
    reason: 'Reason',
    choose: 'Choose a reason',
    withdraw: 'Withdraw',
    withdrawHint: 'The place is free again, and nothing is owed.',
    enrol: 'Enrol the citizen',
    firstDay: 'First day the citizen is there',
    firstDayHint: (day: string) => `The first day that is paid. Agreed for ${day}.`,
    end: 'Discharge the citizen',
    endHint: 'You see the last payable day before you discharge.',
    notice: 'Give notice',
    noticeHint: 'You see the last payable day before you give notice.',
  },
};

interface Parts {
  readonly placement: PlacementView;
  readonly contract: ContractView | undefined;
  readonly history: readonly HistoryEntryView[];
  /** What the place costs by the tariff of the day; undefined where it is not held, or has none. */
  readonly price: PriceOfTerms | undefined;
  readonly actor: Actor;
  readonly name: (party: PartyCode) => string;
  readonly today: Day;
  /** The form that was sent and has to be mended. */
  readonly failed: { readonly form: PlacementForm; readonly state: FormState } | undefined;
}

export const PlacementScreen = (parts: Parts): VNode => {
  const { placement, contract, history, name } = parts;
  const { language } = useVisit();
  const words = PLACEMENT_WORDS[language];
  const { placementId, phase } = placement;
  // Who is only asked to pay reads no contract.
  const contracted = contract !== undefined || !isOnlyAsked(placement, parts.actor);
  return (
    <>
      <Steps steps={courseOf(placement, contracted ? { signedOn: contract?.signedOn ?? null } : undefined, language)} />
      <div class="two-columns">
        <div>
          <section class="panel" aria-labelledby="next">
            <h2 id="next">{words.next}</h2>
            <PendingChanges placement={placement} actor={parts.actor} name={name} />
            <NextSteps {...parts} />
          </section>
          <ChangesPart placement={placement} actor={parts.actor} />
          <ContractPart
            contract={contract}
            expected={contracted && (phase === 'agreed' || phase === 'enrolled' || phase === 'discharged')}
            sign={
              contract !== undefined && may(contractsAccess.signContract, parts)
                ? { action: actionOf(placementId, 'sign'), state: stateOf(parts, 'sign'), actor: parts.actor }
                : undefined
            }
            addendum={
              may(contractsAccess.signAddendum, parts)
                ? (number) => ({
                    action: actionOf(placementId, `addenda/${number}/sign`),
                    state: stateOf(parts, `addenda/${number}/sign`),
                    actor: parts.actor,
                  })
                : undefined
            }
            name={name}
          />
        </div>
        <div class="aside">
          <section>
            <h2>{words.facts}</h2>
            <AgreedFacts
              placement={placement}
              price={parts.price}
              actor={parts.actor}
              today={parts.today}
              name={name}
            />
          </section>
          <section>
            <h2>{words.history}</h2>
            <Timeline
              entries={history.map(({ eventId, recordedAt, words: told, written, onBehalfOf }) => {
                const [said, by] = [told[language], name(onBehalfOf as PartyCode)];
                const text = (
                  <ToldEvent eventId={eventId}>
                    <Told sentence={said} typed={written} />
                  </ToldEvent>
                );
                // Who did it is said once.
                return { recordedAt, text, ...(said.includes(by) ? {} : { by }) };
              })}
            />
            {history.length > 0 && (
              <p class="d-print-none">
                <a href={historyOf('placement', placementId)}>{words.wholeHistory}</a>
              </p>
            )}
          </section>
        </div>
      </div>
    </>
  );
};

const actionOf = (placementId: PlacementId, form: PlacementForm): string =>
  `${PATHS.placements}/${placementId}/${form}`;

const stateOf = ({ failed }: Parts, form: PlacementForm, typed = {}): FormState =>
  failed?.form === form ? failed.state : freshForm(typed);

const may = (permission: PlacementPermission, { placement, actor }: Parts): boolean =>
  mayDo(permission, placement, actor);

/** Whether the reader is to sign the contract, and which others are; none when it is annulled or the stay is over. */
const signingOf = (parts: Parts): { readonly own: boolean; readonly others: readonly ContractSide[] } => {
  const { contract, placement } = parts;
  const stands = placement.phase === 'agreed' || placement.phase === 'enrolled';
  if (contract?.annulledOn !== null || !stands) return { own: false, others: [] };
  const own = may(contractsAccess.signContract, parts) ? sidesToSign(contract, contract.signatures, parts.actor) : [];
  const others = CONTRACT_SIDES.filter(
    (side) => !own.includes(side) && !contract.signatures.some((signature) => signature.side === side),
  );
  return { own: own.length > 0, others };
};

/** What the reader may do to a purchase that stands where this one does. Each is a form of its own. */
const NextSteps = (parts: Parts): VNode => {
  const { language } = useVisit();
  const words = PLACEMENT_WORDS[language];
  const { placement, name, today } = parts;
  const { placementId, phase, revision, firstDay, expiresOn, operator } = placement;
  const form = (id: PlacementForm) => ({ id, action: actionOf(placementId, id), revision });
  const offered: ComponentChildren[] = [];
  const offer = (
    when: readonly PlacementView['phase'][],
    permission: Parameters<typeof may>[0],
    child: VNode,
  ): void => {
    if (when.includes(phase) && may(permission, parts)) offered.push(child);
  };
  const signing = signingOf(parts);
  const signer = { BUYER: placement.buyer, SUPPLIER: operator };
  if (signing.own)
    offered.push(
      <p>
        <a class="button button-primary" href="#contract">
          {words.toSign}
        </a>
        <span class="under">{words.toSignHint}</span>
      </p>,
    );
  for (const number of addendaToSign(parts.contract, parts.actor))
    offered.push(
      <p>
        <a class="button button-primary" href={`#addendum-${number}`}>
          {words.toSignAddendum(number)}
        </a>
        <span class="under">{words.toSignAddendumHint}</span>
      </p>,
    );
  offer(
    ['reserved'],
    placementsAccess.confirmReservation,
    <>
      <p>{words.confirmHint}</p>
      <Form {...form('confirm')} state={stateOf(parts, 'confirm')} labels={{}} submit={words.confirm} />
    </>,
  );
  offer(
    ['reserved'],
    placementsAccess.declineReservation,
    <Folded summary={words.decline} open={parts.failed?.form === 'decline'}>
      <Form
        {...form('decline')}
        state={stateOf(parts, 'decline')}
        labels={{ reason: words.reason }}
        submit={words.decline}
        tone="warning"
      >
        <Select
          name="reason"
          label={words.reason}
          none={words.choose}
          choices={DECLINE_REASONS.map((reason) => ({ value: reason, text: DECLINE_WORDS[reason][language] }))}
        />
      </Form>
    </Folded>,
  );
  offer(
    ['agreed'],
    placementsAccess.enrolCitizen,
    <Form
      {...form('enrol')}
      state={stateOf(parts, 'enrol', { firstDay: firstDay > today ? '' : firstDay })}
      labels={{ firstDay: words.firstDay }}
      submit={words.enrol}
    >
      <DayInput name="firstDay" label={words.firstDay} hint={words.firstDayHint(dayText(firstDay, language))} />
    </Form>,
  );
  offer(
    ['reserved', 'agreed'],
    placementsAccess.withdrawReservation,
    <Folded summary={words.withdraw} open={parts.failed?.form === 'withdraw'}>
      <p>{words.withdrawHint}</p>
      <Form
        {...form('withdraw')}
        state={stateOf(parts, 'withdraw')}
        labels={{}}
        submit={words.withdraw}
        tone="warning"
      />
    </Folded>,
  );
  if (placement.noticeDate === null)
    offer(
      ['enrolled'],
      placementsAccess.giveNotice,
      <p>
        <a class="button button-secondary" href={`${PATHS.placements}/${placementId}/notice`}>
          {words.notice}
        </a>
        <span class="under">{words.noticeHint}</span>
      </p>,
    );
  offer(
    ['enrolled'],
    placementsAccess.dischargeCitizen,
    <p>
      <a class="button button-secondary" href={`${PATHS.placements}/${placementId}/end`}>
        {words.end}
      </a>
      <span class="under">{words.endHint}</span>
    </p>,
  );
  const waits =
    phase === 'reserved' && !may(placementsAccess.confirmReservation, parts)
      ? words.waitsFor(name(operator), dayText(expiresOn, language))
      : phase === 'agreed' && !may(placementsAccess.enrolCitizen, parts)
        ? words.waitsEnrol(name(operator), dayText(firstDay, language))
        : undefined;
  return (
    <>
      {waits !== undefined && <p>{waits}</p>}
      {waits === undefined && offered.length === 0 && !answersPending(placement, parts.actor) && (
        <p class="nothing">{words.nothing}</p>
      )}
      {offered.map((each) => (
        <div class="offered">{each}</div>
      ))}
      {signing.others.length > 0 && (
        <p class="soft">
          {words.waitsSign(signing.others.map((side) => words.signatureOf[side](name(signer[side]))).join(words.and))}
        </p>
      )}
    </>
  );
};

/** What is done seldom, or takes something back, is folded away. */
const Folded = ({
  summary,
  open,
  children,
}: {
  summary: string;
  open: boolean;
  children: ComponentChildren;
}): VNode => (
  <details class="more" open={open}>
    <summary>{summary}</summary>
    <div>{children}</div>
  </details>
);
