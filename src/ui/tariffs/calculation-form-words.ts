import { COST_TEXTS } from '../../calculations/calculations.queries';
import type { Language } from '../../kernel/messages';
import type { TypedForm } from '../../platform/http/form-body';
import { rowsIn } from '../frame/typed-rows';
import { typedText } from '../components/previewed';
import { COST_GROUPS, costRows } from './typed-calculation';

/** Words of the form of a calculation, and what its fields are called in the summary of what is wrong. */
export const WORDS = {
  da: {
    groups: {
      direct: 'Direkte omkostninger',
      indirect: 'Indirekte omkostninger',
      service: 'Omkostninger til timeprisen',
    },
    hints: {
      direct: 'Alt, der er budgetteret til selve ydelsen i året (R1, R10). Rækker uden beløb tæller ikke med.',
      indirect:
        'Skriv overhead som et beløb; eftersynet viser, hvor mange procent det er af de direkte omkostninger (Q8).',
    },
    category: 'Art',
    categoryOf: (what: string) => `Art: ${what}`,
    costRow: (group: string, row: number) => `${group}, række ${row}`,
    before: (year: number) => `Beregnet for ${year}, kr.`,
    amount: 'Beløb, kr.',
    remark: 'Bemærkning',
    amountOf: (what: string) => `Beløb: ${what}`,
    noteOf: (what: string) => `Bemærkning: ${what}`,
    row: 'Række',
    income: 'Andre indtægter',
    incomeHint: 'Indtægter, der ikke er takster, gør taksten mindre (R10). Skriv dem uden minus.',
    incomeRow: (row: number) => `Indtægt ${row}`,
    regulation: 'Efterregulering',
    regulationHint:
      'Det, reguleringskontoen har tilbage til denne takst (R22). Et overskud er minus og gør taksten mindre.',
    nothingDue: 'Reguleringskontoen har intet til denne takst (R22). Et overskud skrives med minus.',
    othersTake: (levels: readonly string[]) =>
      `Beløbet er hele ydelsens, og niveau ${levels.join(', ')} er ikke beregnet endnu. Skriv den del, dette niveau tager; det sidste tager resten.`,
    originYear: 'Resultat fra',
    originYearOf: (row: number) => `Efterregulering ${row}: året`,
    due: 'På kontoen, kr.',
    regulated: 'I taksten, kr.',
    regulatedOf: (row: number) => `Efterregulering ${row}: beløb i taksten`,
    accounts: 'Se reguleringskontiene',
    places: 'Pladser',
    noPlaces: (year: number) => `Bogen har ingen pladser på ydelsen i ${year}.`,
    openPlaces: 'Åbn pladser',
    placesOf: (places: string, days: string) => `Bogen har ${places} pladser på ydelsen i året: ${days} pladsdage.`,
    span: (first: string, last: string, places: number) => `${first} – ${last}: ${places}`,
    ownPlaces: 'Niveauets egne pladser',
    ownPlacesHint: 'Kun hvis niveauet har andre pladser end hele ydelsen.',
    ownPlacesShared:
      'Ydelsen sælges på flere niveauer. Skriv niveauets del af pladserne; ellers regnes med alle ydelsens.',
    first: 'Fra og med',
    last: 'Til og med',
    placesCount: 'Pladser',
    firstOf: (row: number) => `Pladser ${row}: fra og med`,
    lastOf: (row: number) => `Pladser ${row}: til og med`,
    placesOfRow: (row: number) => `Pladser ${row}: antal`,
    dayBasis: 'Taksten fordeles på',
    dayBasisHint: 'De dage, en plads betales for i året (R11).',
    bases: {
      CALENDAR: 'Alle årets dage',
      FIXED_365: '365 dage, også i skudår',
      OPENING_DAYS: 'Åbningsdage',
    },
    openingDays: 'Åbningsdage i året, hvis taksten fordeles på dem',
    occupancy: 'Belægning',
    occupancyRule: (from: number, to: number, least: string, most: string) =>
      `Reglen tager gennemsnittet af ${from} og ${to}, mindst ${least} og højst 100 %; over ${most} giver en bemærkning (R12).`,
    occupancyGiven: (rate: string) => `Efter bogens tal bliver det ${rate}.`,
    occupancyOf: (year: number) => `Faktisk belægning ${year}`,
    knownYear: (rate: string) => `Tomt felt: bogens ${rate}`,
    unknownYear: 'Bogen har ikke hele året, så oplys den.',
    decided: 'Regn med en anden belægning end reglens',
    decidedHint:
      'Kun efter konkret godkendelse i den administrative styregruppe, eller hvor der ingen historik er (R12). Sekretariatet ser det.',
    decidedRate: 'Belægning at regne med',
    decidedReason: 'Grund',
    byTheRule: 'Ingen: reglens belægning',
    twoPart: 'Todelt takst',
    twoPartMore: 'Læg omkostninger i en pris pr. time',
    twoPartHint:
      'En todelt takst har en basistakst pr. dag og en ydelsestakst pr. time (R15). De omkostninger, timeprisen betaler, står her og ikke ovenfor.',
    serviceHours: 'Budgetterede timer i året',
    hours: 'timer',
    cap: 'Takstloft og bemærkning',
    capLimit: (limit: string) => `Efter takstloftet må prisen pr. dag højst være ${limit} (R19).`,
    noCap: 'Der er intet takstloft for denne pris i året (R19).',
    capReason: 'Grund, hvis prisen går over takstloftet',
    noReason: 'Ingen',
    note: 'Bemærkning til beregningen',
    personal: 'Skriv ingen personoplysninger.',
    add: {
      direct: 'Tilføj en direkte omkostning',
      indirect: 'Tilføj en indirekte omkostning',
      service: 'Tilføj en omkostning til timeprisen',
      otherIncome: 'Tilføj en indtægt',
      regulation: 'Tilføj et år',
      capacity: 'Tilføj en periode med pladser',
    },
    show: 'Se, hvad taksten bliver',
    again: 'Regn igen',
  },
  en: {
    groups: { direct: 'Direct costs', indirect: 'Indirect costs', service: 'Costs of the hour price' },
    hints: {
      direct: 'All that is budgeted for the service itself in the year (R1, R10). Rows without an amount do not count.',
      indirect: 'Write overhead as an amount; the preview shows how many per cent it is of direct costs (Q8).',
    },
    category: 'Kind',
    categoryOf: (what: string) => `Kind: ${what}`,
    costRow: (group: string, row: number) => `${group}, row ${row}`,
    before: (year: number) => `Calculated for ${year}, kr.`,
    amount: 'Amount, kr.',
    remark: 'Note',
    amountOf: (what: string) => `Amount: ${what}`,
    noteOf: (what: string) => `Note: ${what}`,
    row: 'Row',
    income: 'Other income',
    incomeHint: 'Income that is no tariff makes the tariff smaller (R10). Write it without a minus.',
    incomeRow: (row: number) => `Income ${row}`,
    regulation: 'Regulation',
    regulationHint:
      'What the regulation account has left for this tariff (R22). A surplus is minus and makes the tariff smaller.',
    nothingDue: 'The regulation account has nothing for this tariff (R22). A surplus is written with a minus.',
    othersTake: (levels: readonly string[]) =>
      `The amount is of the whole service line, and level ${levels.join(', ')} is not calculated yet. Write the part that this level takes; the last one takes the rest.`,
    originYear: 'Result of',
    originYearOf: (row: number) => `Regulation ${row}: the year`,
    due: 'On the account, kr.',
    regulated: 'In the tariff, kr.',
    regulatedOf: (row: number) => `Regulation ${row}: amount in the tariff`,
    accounts: 'See the regulation accounts',
    places: 'Places',
    noPlaces: (year: number) => `The ledger has no places of the service line in ${year}.`,
    openPlaces: 'Open places',
    placesOf: (places: string, days: string) =>
      `The ledger has ${places} places of the service line in the year: ${days} place-days.`,
    span: (first: string, last: string, places: number) => `${first} – ${last}: ${places}`,
    ownPlaces: 'Places of the level alone',
    ownPlacesHint: 'Only where the level has other places than the whole service line.',
    ownPlacesShared:
      'The service line is sold at several levels. Write the level’s part of the places; else all of the line count.',
    first: 'From',
    last: 'To',
    placesCount: 'Places',
    firstOf: (row: number) => `Places ${row}: from`,
    lastOf: (row: number) => `Places ${row}: to`,
    placesOfRow: (row: number) => `Places ${row}: number`,
    dayBasis: 'The tariff is spread over',
    dayBasisHint: 'The days of the year that a place is paid for (R11).',
    bases: {
      CALENDAR: 'All days of the year',
      FIXED_365: '365 days, in leap years too',
      OPENING_DAYS: 'Opening days',
    },
    openingDays: 'Opening days of the year, where the tariff is spread over them',
    occupancy: 'Occupancy',
    occupancyRule: (from: number, to: number, least: string, most: string) =>
      `The rule takes the mean of ${from} and ${to}, at least ${least} and at most 100 %; above ${most} is remarked on (R12).`,
    occupancyGiven: (rate: string) => `By the ledger’s figures it is ${rate}.`,
    occupancyOf: (year: number) => `Actual occupancy ${year}`,
    knownYear: (rate: string) => `Empty field: the ledger’s ${rate}`,
    unknownYear: 'The ledger does not have the whole year, so state it.',
    decided: 'Calculate with another occupancy than the rule’s',
    decidedHint:
      'Only after concrete approval in the administrative steering group, or where there is no history (R12). The secretariat sees it.',
    decidedRate: 'Occupancy to calculate with',
    decidedReason: 'Reason',
    byTheRule: 'None: the rule’s occupancy',
    twoPart: 'Two-part tariff',
    twoPartMore: 'Put costs into a price an hour',
    twoPartHint:
      'A two-part tariff has a base price a day and a service price an hour (R15). The costs that the hour price pays stand here and not above.',
    serviceHours: 'Hours budgeted for the year',
    hours: 'hours',
    cap: 'Cap and remark',
    capLimit: (limit: string) => `Under the cap a day may cost at most ${limit} (R19).`,
    noCap: 'No cap holds for this price in the year (R19).',
    capReason: 'Why, if the price goes above the cap',
    noReason: 'None',
    note: 'Remark on the calculation',
    personal: 'Write no personal data.',
    add: {
      direct: 'Add a direct cost',
      indirect: 'Add an indirect cost',
      service: 'Add a cost of the hour price',
      otherIncome: 'Add an income',
      regulation: 'Add a year',
      capacity: 'Add a period with places',
    },
    show: 'See what the tariff becomes',
    again: 'Calculate again',
  },
};

export const formLabels = (typed: TypedForm, language: Language): Readonly<Record<string, string>> => {
  const words = WORDS[language];
  const named = (list: string, field: string, text: (row: number) => string): readonly [string, string][] =>
    rowsIn(typed, list).map((at) => [`${list}.${at}.${field}`, text(at + 1)]);
  const costs = COST_GROUPS.flatMap((group) =>
    costRows(typed, group).flatMap(({ name, category, fixed }, at): [string, string][] => {
      const text = fixed ? COST_TEXTS[category][language] : words.costRow(words.groups[group], at + 1);
      return [
        ...(fixed ? [] : [[`${name}.category`, words.categoryOf(text)] satisfies [string, string]]),
        [`${name}.amountOre`, words.amountOf(text)],
        [`${name}.note`, words.noteOf(text)],
      ];
    }),
  );
  return {
    costs: words.groups.direct,
    capacity: words.places,
    occupancy: words.occupancy,
    ...Object.fromEntries([
      ...costs,
      ...named('otherIncome', 'amountOre', (row) => words.amountOf(words.incomeRow(row))),
      ...named('otherIncome', 'note', (row) => words.noteOf(words.incomeRow(row))),
      ...named('regulation', 'originYear', words.originYearOf),
      ...named('regulation', 'amountOre', words.regulatedOf),
      ...named('capacity', 'first', words.firstOf),
      ...named('capacity', 'last', words.lastOf),
      ...named('capacity', 'places', words.placesOfRow),
      ...rowsIn(typed, 'occupancy').map((at): [string, string] => [
        `occupancy.${at}.rateBp`,
        words.occupancyOf(Number(typedText(typed, `occupancy.${at}.year`))),
      ]),
    ]),
    dayBasis: words.dayBasis,
    openingDays: words.openingDays,
    'decidedOccupancy.rateBp': words.decidedRate,
    'decidedOccupancy.reason': words.decidedReason,
    serviceHours: words.serviceHours,
    capReason: words.capReason,
    note: words.note,
  };
};
