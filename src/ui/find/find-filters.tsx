import type { VNode } from 'preact';
import { type Day, isDay } from '../../kernel/calendar';
import { LEGAL_BASIS_CODES } from '../../kernel/legal-basis';
import type { PartyCode } from '../../kernel/vocabulary';
import type { FieldFault } from '../../platform/http/problem';
import type { OfferingView } from '../../offerings/offering-view';
import { isMunicipality } from '../../parties/municipality-distances.queries';
import { type Choice, DayInput, Filters, Select, TextInput } from '../components/form';
import { FaultSummary } from '../components/faults';
import { More } from '../components/notes';
import { PRICE } from './find-search';
import { freshForm } from '../frame/forms';
import { useVisit } from '../frame/visit';
import { paragraphWithName } from '../frame/words';

const WORDS = {
  da: {
    targetGroup: 'Målgruppe',
    all: 'Alle',
    paragraph: 'Paragraf',
    price: 'Højest pris pr. dag',
    operator: 'Driftsherre',
    municipality: 'Ligger i kommunen',
    near: 'Afstand regnes fra',
    choose: 'Vælg kommune',
    withinKm: (from: string) => `Højst så langt fra ${from}`,
    chosen: 'den valgte kommune',
    from: 'Ønsket fra',
    freeBy: 'Ledig senest',
    text: 'Navn',
    kroner: 'kr.',
    more: 'Flere filtre',
  },
  en: {
    targetGroup: 'Target group',
    all: 'All',
    paragraph: 'Paragraph',
    price: 'Highest price a day',
    operator: 'Operator',
    municipality: 'Lies in the municipality',
    near: 'Distance counted from',
    choose: 'Choose a municipality',
    withinKm: (from: string) => `At most so far from ${from}`,
    chosen: 'the chosen municipality',
    from: 'Wanted from',
    freeBy: 'Free by',
    text: 'Name',
    kroner: 'kr.',
    more: 'More filters',
  },
};

const MORE_FILTERS = ['municipality', 'near', 'operator', 'freeBy', 'text'] as const;

/** What is searched for. The choices are what the market has to offer. */
export const SearchFields = ({
  offerings,
  municipalities,
  name,
  today,
  faults,
}: {
  offerings: readonly OfferingView[];
  municipalities: readonly Choice[];
  name: (party: PartyCode) => string;
  today: Day;
  faults: readonly FieldFault[];
}): VNode => {
  const { language, query, actor } = useVisit();
  const words = WORDS[language];
  const danish = new Intl.Collator('da');
  const parties = (codes: readonly (PartyCode | null)[]): readonly Choice[] =>
    [...new Set(codes)]
      .flatMap((code) => (code === null ? [] : [{ value: code, text: name(code) }]))
      .sort((a, b) => danish.compare(a.text, b.text));
  const groups = [...new Set(offerings.flatMap(({ targetGroups }) => targetGroups))].sort(danish.compare);
  const sold = new Set(offerings.flatMap(({ serviceLines }) => serviceLines.map(({ legalBasis }) => legalBasis)));
  const from = query.get('from') ?? '';
  const own = actor !== undefined && isMunicipality(actor.party) ? actor.party : undefined;
  const near = query.get('near') ?? '';
  const counted = municipalities.find(({ value }) => value === (near === '' ? own : near))?.text;
  const labels = {
    [PRICE]: words.price,
    withinKm: words.withinKm(counted ?? words.chosen),
    from: words.from,
    freeBy: words.freeBy,
    text: words.text,
  };
  return (
    <>
      <FaultSummary id="find" state={{ ...freshForm(), faults }} labels={labels} />
      <Filters id="find" faults={faults} keep={['sort', 'view', 'area', 'citizenRef']}>
        <Select
          name="targetGroup"
          label={words.targetGroup}
          none={words.all}
          optional
          choices={groups.map((group) => ({ value: group, text: group }))}
        />
        <Select
          name="legalBasis"
          label={words.paragraph}
          none={words.all}
          optional
          choices={LEGAL_BASIS_CODES.filter((code) => sold.has(code)).map((code) => ({
            value: code,
            text: paragraphWithName(code),
          }))}
        />
        <TextInput name={PRICE} label={words.price} optional inputMode="decimal" suffix={words.kroner} />
        <TextInput
          name="withinKm"
          label={words.withinKm(counted ?? words.chosen)}
          optional
          inputMode="numeric"
          suffix="km"
        />
        <DayInput name="from" label={words.from} optional value={isDay(from) ? from : today} />
        <More
          summary={words.more}
          open={MORE_FILTERS.some((filter) => (query.get(filter) ?? '') !== '') || own === undefined}
        >
          <div class="filter-fields">
            <Select
              name="municipality"
              label={words.municipality}
              none={words.all}
              optional
              choices={parties(offerings.map(({ addressMunicipality }) => addressMunicipality))}
            />
            <Select
              name="near"
              label={words.near}
              {...(own === undefined ? { none: words.choose } : { value: own })}
              optional
              choices={municipalities}
            />
            <Select
              name="operator"
              label={words.operator}
              none={words.all}
              optional
              choices={parties(offerings.map(({ operator }) => operator))}
            />
            <DayInput name="freeBy" label={words.freeBy} optional />
            <TextInput name="text" label={words.text} optional type="search" />
          </div>
        </More>
      </Filters>
    </>
  );
};
