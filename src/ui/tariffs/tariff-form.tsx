import type { VNode } from 'preact';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import { beginning } from '../../kernel/messages';
import { PLACEMENT_GROUND_WORDS, PLACEMENT_GROUNDS } from '../../kernel/placement-ground';
import type { TypedForm } from '../../platform/http/form-body';
import { CAP_REASONS, type ComponentKind, type TariffUnit } from '../../tariffs/tariff.events';
import { FaultText } from '../components/faults';
import { Checkbox, DayInput, Form, Select, TextInput } from '../components/form';
import type { FormState } from '../frame/forms';
import { CAP_REASON_WORDS, partWords } from './tariff-words';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import { faultsOfRows, formOfRows, NEW_LEVEL, PARTS, rowsIn, typedRows } from './tariff-rows';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    parts: 'Taksten består af',
    partsHint:
      'Basistakst og ydelsespakker betales altid, tillæg kun hvor de er aftalt (R15). Tomme rækker tæller ikke med.',
    row: (at: number) => `Del ${at}`,
    part: 'Hvad',
    choose: 'Vælg',
    code: 'Kode',
    price: 'Pris',
    remove: 'Tag delen ud',
    calculated: 'Beregning',
    keepsCalculation: 'Basistakst, timepris og belægning er stadig de beregnede; kun tillæg er ændret',
    validFrom: 'Gælder fra',
    validFromHint:
      'Fra i morgen eller senere; en første takst fra en hvilken som helst dag. Aftalens varsel står i eftersynet.',
    occupancy: 'Budgetteret belægning',
    capReason: 'Grund, hvis prisen går over takstloftet',
    noReason: 'Ingen',
    source: 'Hvor prisen er offentliggjort',
    level: 'Niveau',
    levelHint: 'Som det skal offentliggøres. En pakke har sit eget niveau (R13).',
    ground: 'Gælder kun for anbringelser med',
    anyGround: 'Ethvert grundlag',
    line: 'Ydelse',
    components: 'Dele af taksten',
    show: 'Se, hvad det fører til',
  },
  en: {
    parts: 'The tariff consists of',
    partsHint:
      'The base tariff and packages are always charged, supplements only where agreed (R15). Empty rows do not count.',
    row: (at: number) => `Part ${at}`,
    part: 'What',
    choose: 'Choose',
    code: 'Code',
    price: 'Price',
    remove: 'Take the part out',
    calculated: 'Calculation',
    keepsCalculation: 'Base tariff, hour price and occupancy are still those calculated; only supplements change',
    validFrom: 'Holds from',
    validFromHint:
      'From tomorrow or later; a first tariff from any day. The notice that was agreed is looked at in the preview.',
    occupancy: 'Budgeted occupancy',
    capReason: 'Why, if the price goes above the cap',
    noReason: 'None',
    source: 'Where the price was published',
    level: 'Level',
    levelHint: 'As it is to be published. A package has a level of its own (R13).',
    ground: 'Only for placements with',
    anyGround: 'Any ground',
    line: 'Service',
    components: 'Parts of the tariff',
    show: 'See what it leads to',
  },
};

const GROUND_WORDS = beginning(PLACEMENT_GROUND_WORDS);

const textOf = (form: TypedForm, field: string): string => {
  const typed = form[field];
  return typeof typed === 'string' ? typed : '';
};

/** The form as it was typed, with its rows in order and empty ones to add parts in. */
export const shownAgain = (form: TypedForm, { faults, ...state }: FormState): FormState => ({
  ...state,
  typed: formOfRows(form, typedRows(form)),
  faults: faultsOfRows(faults),
});

/**
 * A price in its parts. A new version says from when and where it was published; a correction takes the day of the
 * version it replaces, and may keep the calculation that version was made of.
 */
export const TariffForm = ({
  action,
  state,
  sold,
  corrects,
  calculationId,
}: {
  /** Where it leads: the preview, which records nothing. */
  action: string;
  state: FormState;
  /** What the price is paid for; undefined while the form names no service of the offering. */
  sold: LegalBasisCode | undefined;
  corrects?: boolean;
  /** The calculation of the wrong version. */
  calculationId?: string | undefined;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const opens = textOf(state.typed, NEW_LEVEL) !== '';
  const rows = Array.from({ length: rowsIn(state.typed) }, (_, at) => at);
  const labels = {
    validFrom: words.validFrom,
    budgetedOccupancyBp: words.occupancy,
    reason: REASON_LABEL[language],
    capReason: words.capReason,
    source: words.source,
    level: words.level,
    placementGround: words.ground,
    serviceLineId: words.line,
    components: words.components,
    ...(calculationId === undefined ? {} : { calculationId: words.calculated }),
    ...Object.fromEntries(
      rows.flatMap((at) =>
        (['part', 'code', 'priceOre'] as const).map((field) => [
          `components.${at}.${field}`,
          `${words.row(at + 1)}, ${words[field === 'priceOre' ? 'price' : field].toLowerCase()}`,
        ]),
      ),
    ),
  };
  const ofParts = state.faults.find(({ field }) => field === 'components');
  const described = `tariff-components-hint${ofParts ? ' tariff-components-error' : ''}`;
  const choices = PARTS.map((part) => {
    const [kind, unit] = part.split(' ') as [ComponentKind, TariffUnit];
    return { value: part, text: partWords(kind, unit, sold, language) };
  });
  return (
    <Form
      id="tariff"
      action={action}
      state={state}
      labels={labels}
      hidden={Object.fromEntries(
        ['serviceLineId', ...(opens ? [NEW_LEVEL] : ['level'])].flatMap((field) =>
          field in state.typed ? [[field, textOf(state.typed, field)]] : [],
        ),
      )}
      submit={words.show}
    >
      {opens && (
        <>
          <TextInput name="level" label={words.level} hint={words.levelHint} />
          <Select
            name="placementGround"
            label={words.ground}
            none={words.anyGround}
            optional
            choices={PLACEMENT_GROUNDS.map((ground) => ({ value: ground, text: GROUND_WORDS[ground][language] }))}
          />
        </>
      )}
      <fieldset class="tariff-parts" id="tariff-components" tabIndex={-1} aria-describedby={described}>
        <legend class="h3">{words.parts}</legend>
        <p class="form-hint" id="tariff-components-hint">
          {words.partsHint}
        </p>
        <FaultText id="tariff-components" fault={ofParts} label={labels.components} />
        {rows.map((at) => (
          <fieldset class="tariff-part">
            <legend class="sr-only">{words.row(at + 1)}</legend>
            <Select
              name={`components.${at}.part`}
              label={words.part}
              none={words.choose}
              choices={choices}
              optional
              unmarked
            />
            <TextInput name={`components.${at}.code`} label={words.code} optional unmarked />
            <TextInput
              name={`components.${at}.priceOre`}
              label={words.price}
              inputMode="decimal"
              suffix="kr."
              optional
              unmarked
            />
            {textOf(state.typed, `components.${at}.part`) !== '' && (
              <Checkbox name={`components.${at}.remove`} label={words.remove} />
            )}
          </fieldset>
        ))}
      </fieldset>
      {calculationId !== undefined && (
        <Checkbox name="calculationId" value={calculationId} label={words.keepsCalculation} />
      )}
      {corrects !== true && <DayInput name="validFrom" label={words.validFrom} hint={words.validFromHint} />}
      <TextInput name="budgetedOccupancyBp" label={words.occupancy} optional inputMode="decimal" suffix="%" />
      <ReasonField />
      <Select
        name="capReason"
        label={words.capReason}
        none={words.noReason}
        optional
        choices={CAP_REASONS.map((reason) => ({ value: reason, text: CAP_REASON_WORDS[reason][language] }))}
      />
      {corrects !== true && <TextInput name="source" label={words.source} optional />}
    </Form>
  );
};

/** The form again without anything to fill in: what was looked at is sent on as it was. */
export const sentOn = (form: TypedForm): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(form).map((field) => [field, textOf(form, field)]));
