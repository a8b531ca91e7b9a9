import type { VNode } from 'preact';
import type { CalculationView } from '../../calculations/calculation.views';
import type { Language } from '../../kernel/messages';
import type { OfferingView } from '../../offerings/offering-view';
import type { FieldFault } from '../../platform/http/problem';
import type { TariffView } from '../../tariffs/tariff-view';
import { FaultSummary } from '../components/faults';
import { type Choice, Filters, Select, TextInput } from '../components/form';
import type { FormState } from '../frame/forms';
import { useVisit, type Words } from '../frame/visit';
import { levelText, paragraph } from '../frame/words';
import { PRICE_FIELD, pricePartsOf, priceValue } from './calculation-standing';

const WORDS = {
  da: {
    lead: 'Vælg ydelsen, niveauet og året. Pladser, belægning og efterregulering henter Pladsbog selv frem.',
    price: 'Ydelse og niveau',
    newLevelOf: (line: string) => `${line}, et nyt niveau`,
    newLevel: 'Navn, hvis niveauet er nyt',
    year: 'År',
    on: 'Videre til tallene',
  },
  en: {
    lead: 'Choose the service, the level and the year. Pladsbog finds places, occupancy and regulation itself.',
    price: 'Service and level',
    newLevelOf: (line: string) => `${line}, a new level`,
    newLevel: 'Name, where the level is new',
    year: 'Year',
    on: 'On to the figures',
  },
} satisfies Words<object>;

export const NEW_LEVEL_FIELD = 'newLevel';

/** What the pages that make a calculation know of its offering. */
export interface Found {
  readonly offering: OfferingView;
  readonly calculations: readonly CalculationView[];
  /** Those of all years. */
  readonly tariffs: readonly TariffView[];
}

/** The prices of an offering to choose from, each level of each line; `opened` names a new level of a line. */
export const priceChoices = (
  { offering, calculations, tariffs }: Found,
  language: Language,
  opened?: (line: string) => string,
): readonly Choice[] =>
  offering.serviceLines.flatMap(({ serviceLineId, name }) => {
    const text = `${paragraph(serviceLineId)} ${name}`;
    return [
      ...levelsOf(serviceLineId, tariffs, calculations).map((level) => ({
        value: priceValue(serviceLineId, level),
        text: `${text}, ${levelText(level, language)}`,
      })),
      ...(opened === undefined ? [] : [{ value: priceValue(serviceLineId, ''), text: opened(text) }]),
    ];
  });

/** Chooses what to calculate: a price that there is, or that of a level that is new. */
export const PriceChoice = ({
  found,
  state,
  year,
}: {
  found: Found;
  state: FormState;
  /** The year that most people come for. */
  year: number;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const choices = priceChoices(found, language, words.newLevelOf);
  const labels = { [PRICE_FIELD]: words.price, [NEW_LEVEL_FIELD]: words.newLevel, year: words.year };
  return (
    <>
      <FaultSummary id="choice" state={state} labels={labels} />
      <p class="font-lead">{words.lead}</p>
      <Filters id="choice" submit={words.on} faults={state.faults}>
        <Select name={PRICE_FIELD} label={words.price} choices={choices} />
        <TextInput name={NEW_LEVEL_FIELD} label={words.newLevel} optional />
        <TextInput name="year" label={words.year} inputMode="numeric" value={String(year)} />
      </Filters>
    </>
  );
};

/** One price of an offering: of a line, a level and a year. */
export interface AskedPrice {
  readonly serviceLineId: string;
  readonly level: string;
  readonly year: string;
}

/** The price that the choice names: `SEL-107 1`, or `SEL-107` with the name of a level that is new. */
export const askedPrice = (price: string, newLevel: string, year: string): AskedPrice => {
  const { serviceLineId, level } = pricePartsOf(price);
  return { serviceLineId, level: level === '' ? newLevel : level, year };
};

/** Faults by the fields of the choice, where line and level are chosen in one. */
export const inChoice = (fault: FieldFault): FieldFault => {
  const field = { serviceLineId: PRICE_FIELD, level: NEW_LEVEL_FIELD }[fault.field] ?? fault.field;
  return { ...fault, field };
};

/** Levels that have been priced or calculated on their own: a package is calculated of others (R13). */
export const levelsOf = (
  line: string,
  tariffs: readonly TariffView[],
  calculations: readonly CalculationView[],
): readonly string[] => {
  const ofLine = <T extends { readonly serviceLineId: string }>(items: readonly T[]) =>
    items.filter(({ serviceLineId }) => serviceLineId === line);
  const packages = new Set(ofLine(calculations).flatMap(({ kind, level }) => (kind === 'PACKAGE' ? [level] : [])));
  const levels = [...ofLine(tariffs), ...ofLine(calculations)].map(({ level }) => level);
  return [...new Set(levels)].filter((level) => !packages.has(level)).sort(new Intl.Collator('da').compare);
};
