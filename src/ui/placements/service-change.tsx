import type { VNode } from 'preact';
import { AnswerForms } from '../components/answer-forms';
import type { Day } from '../../kernel/calendar';
import { legalBasis } from '../../kernel/legal-basis';
import { inEffect } from '../../kernel/timeline';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import type { ServiceTerms } from '../../placements/place-book.events';
import type { PlacementView } from '../../placements/placement.views';
import type { TypedForm } from '../../platform/http/form-body';
import type { TariffView } from '../../tariffs/tariff-view';
import { FaultSummary } from '../components/faults';
import { Checkboxes, DayInput, Filters, Form, Select, TextInput } from '../components/form';
import { dayText } from '../frame/formats';
import { concerns, type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { quantityText } from '../settlement/statement-lines';
import { TermsCompared } from './terms-compared';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    lead: 'Vælg de nye vilkår, og se prisen før og efter, inden du foreslår dem. De gælder først, når modparten har godkendt.',
    from: 'Første dag med de nye vilkår',
    level: 'Niveau',
    hoursPerDay: 'Timer pr. dag',
    hoursHint: 'Som 2,5.',
    supplements: 'Tillæg',
    daysPerWeek: 'Dage om ugen',
    daysHint: 'Tomt er hele ugen.',
    show: 'Vis prisen',
    propose: (day: string) => `Foreslå vilkårene fra ${day}`,
    proposed: (party: string, day: string) => `${party} har foreslået disse vilkår fra ${day}.`,
    waits: 'Modparten har ikke svaret endnu. Indtil da gælder de hidtidige vilkår.',
    accept: (day: string) => `Godkend vilkårene fra ${day}`,
    refuse: 'Afvis forslaget',
    takeBack: 'Træk forslaget tilbage',
  },
  en: {
    lead: 'Choose the new terms, and see the price before and after, before you propose them. They hold once the other party has accepted.',
    from: 'First day of the new terms',
    level: 'Level',
    hoursPerDay: 'Hours a day',
    hoursHint: 'Such as 2,5.',
    supplements: 'Supplements',
    daysPerWeek: 'Days a week',
    daysHint: 'Empty is the whole week.',
    show: 'Show the price',
    propose: (day: string) => `Propose the terms from ${day}`,
    proposed: (party: string, day: string) => `${party} has proposed these terms from ${day}.`,
    waits: 'The other party has not answered yet. Until then the present terms hold.',
    accept: (day: string) => `Accept the terms from ${day}`,
    refuse: 'Refuse the proposal',
    takeBack: 'Take the proposal back',
  },
} satisfies Words<Record<string, unknown>>;

export interface ServiceChangeParts {
  readonly placement: PlacementView;
  readonly from: Day;
  /** The price list of the line on that day. */
  readonly tariffs: readonly TariffView[];
  /** What was typed, and what is wrong with it. */
  readonly state: FormState;
  readonly actor: Actor;
  readonly name: (party: PartyCode) => string;
  /** The terms that were asked for, as they would be proposed; undefined until they can be. */
  readonly terms: ServiceTerms | undefined;
}

const termsBefore = ({ serviceTerms, terms }: PlacementView, from: Day): ServiceTerms =>
  inEffect(serviceTerms, from) ?? terms;

/** What the address asks for, or as it is now where it asks for nothing yet. */
export const typedTerms = (typed: TypedForm, placement: PlacementView, from: Day): TypedForm => {
  if (typed.level !== undefined) return typed;
  const { level, hoursPerDay, daysPerWeek, supplements } = termsBefore(placement, from);
  return {
    ...typed,
    level,
    hoursPerDay: hoursPerDay === undefined ? '' : String(hoursPerDay),
    daysPerWeek: String(daysPerWeek ?? ''),
    supplements,
  };
};

const textOf = (typed: TypedForm[string] | undefined): string => (typeof typed === 'string' ? typed.trim() : '');

export const Proposing = ({ placement, from, tariffs, state, terms }: ServiceChangeParts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const typed = typedTerms(state.typed, placement, from);
  const [hours, days, level] = [textOf(typed.hoursPerDay), textOf(typed.daysPerWeek), textOf(typed.level)];
  const supplements = [typed.supplements ?? []].flat();
  const components = tariffs.flatMap((tariff) => tariff.components);
  const offered = [...new Set(components.filter(({ kind }) => kind === 'SUPPLEMENT').map(({ code }) => code))];
  const labels = {
    from: words.from,
    level: words.level,
    hoursPerDay: words.hoursPerDay,
    supplements: words.supplements,
    daysPerWeek: words.daysPerWeek,
  };
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <FaultSummary id="terms" state={state} labels={labels} />
      <Filters id="terms" submit={words.show} faults={state.faults}>
        <DayInput name="from" label={labels.from} value={from} />
        <Select
          name="level"
          label={labels.level}
          value={level}
          choices={tariffs.map((tariff) => ({ value: tariff.level, text: tariff.level }))}
        />
        {(components.some(({ kind }) => kind === 'SERVICE_HOUR') || concerns({ ...state, typed }, 'hoursPerDay')) && (
          <TextInput
            name="hoursPerDay"
            label={labels.hoursPerDay}
            hint={words.hoursHint}
            value={/^\d+$/.test(hours) ? quantityText(Number(hours)) : hours}
            inputMode="decimal"
          />
        )}
        {(legalBasis(placement.legalBasis).kind === 'day' || concerns({ ...state, typed }, 'daysPerWeek')) && (
          <TextInput
            name="daysPerWeek"
            label={labels.daysPerWeek}
            hint={words.daysHint}
            value={days}
            inputMode="numeric"
          />
        )}
        {offered.length > 0 && (
          <Checkboxes
            name="supplements"
            label={labels.supplements}
            choices={offered.map((code) => ({ value: code, text: code }))}
            chosen={supplements}
          />
        )}
      </Filters>
      {terms !== undefined && (
        <>
          <TermsCompared before={termsBefore(placement, from)} after={terms} from={from} tariffs={tariffs} />
          <Form
            id="propose"
            action={`${PATHS.placements}/${placement.placementId}/change`}
            state={freshForm()}
            labels={labels}
            revision={placement.revision}
            hidden={{ from, level, hoursPerDay: hours, daysPerWeek: days }}
            submit={words.propose(dayText(from, language))}
          >
            {supplements.map((code) => (
              <input type="hidden" name="supplements" value={code} />
            ))}
          </Form>
        </>
      )}
    </>
  );
};

export const Answering = ({ placement, from, tariffs, state, actor, name }: ServiceChangeParts): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { placementId, revision, proposal, buyer, operator } = placement;
  if (proposal === null) return <></>;
  const at = `${PATHS.placements}/${placementId}/change`;
  const day = dayText(from, language);
  const own = proposal.by === actor.party;
  // Of its own citizens a party is both sides, and answers itself.
  const answers = !own || buyer === operator;
  return (
    <>
      <p class="font-lead">{words.proposed(name(proposal.by), day)}</p>
      {!answers && <p>{words.waits}</p>}
      <TermsCompared before={termsBefore(placement, from)} after={proposal.terms} from={from} tariffs={tariffs} />
      <AnswerForms
        at={at}
        state={state}
        revision={revision}
        accept={answers ? words.accept(day) : undefined}
        refuse={own ? words.takeBack : words.refuse}
      />
    </>
  );
};
