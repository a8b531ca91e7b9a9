/** An ERROR keeps a row out; a DOUBT keeps it out until somebody has looked at it; a NOTE is only said. */
export type Severity = 'ERROR' | 'DOUBT' | 'NOTE';

interface RemarkText {
  readonly severity: Severity;
  readonly da: string;
  readonly en: string;
}

const error = (da: string, en: string): RemarkText => ({ severity: 'ERROR', da, en });
const doubt = (da: string, en: string): RemarkText => ({ severity: 'DOUBT', da, en });
const note = (da: string, en: string): RemarkText => ({ severity: 'NOTE', da, en });

/** Everything that can be said about a row, by its stable code. */
export const REMARKS = {
  NO_OPERATOR: error('Driftsherren mangler', 'The operator is missing'),
  OPERATOR_UNREADABLE: error(
    'Driftsherren er ikke en kommunekode, regionskode eller et CVR-nummer',
    'The operator is no party code',
  ),
  UNKNOWN_OPERATOR: error('Driftsherren er ikke registreret som part', 'The operator is not registered as a party'),
  NOT_YOURS: error(
    'Kun driftsherren selv kan fastsætte taksten (R1)',
    'Only the operator itself can set the tariff (R1)',
  ),
  NO_OFFERING: error('Tilbuddets navn mangler', 'The name of the offering is missing'),
  TEXT_UNFIT: error(
    'En tekst er for lang eller indeholder tegn, som ikke kan bruges',
    'A text is too long or holds unusable characters',
  ),
  CPR_IN_TEXT: error(
    'Der står, hvad der ligner et CPR-nummer; det skal ud af filen, for bogen glemmer intet',
    'There is what looks like a CPR number; take it out of the file, for the ledger forgets nothing',
  ),
  AMBIGUOUS_OFFERING: error(
    'Driftsherren har flere tilbud med det navn',
    'The operator has several offerings of that name',
  ),
  OFFERING_ID_UNKNOWN: error('Driftsherren har intet tilbud med det id', 'The operator has no offering with that id'),
  OFFERING_CLOSED: error(
    'Tilbuddet er lukket før takstens første dag',
    'The offering closes before the first day of the tariff',
  ),
  NO_LEGAL_BASIS: error('Kilden nævner ingen paragraf', 'The source names no paragraph'),
  UNKNOWN_LEGAL_BASIS: error('Paragraffen er ukendt', 'The paragraph is unknown'),
  LEGAL_BASIS_NOT_IN_FORCE: error('Paragraffen gælder ikke den dag', 'The paragraph is not in force on that day'),
  LEGAL_BASIS_AGAINST_LINE: error(
    'Ydelsen sælges efter en anden paragraf',
    'The service line is sold under another paragraph',
  ),
  SERVICE_LINE_UNFIT: error('Ydelseskoden kan ikke bruges', 'The code of the service line cannot be used'),
  AMBIGUOUS_SERVICE_LINE: error(
    'Tilbuddet har flere ydelser efter paragraffen; angiv ydelseskoden',
    'Several service lines have this paragraph; give the code',
  ),
  SERVICE_LINE_ENDED: error(
    'Ydelsen er ophørt før takstens første dag',
    'The service line has ended before the first day',
  ),
  UNDATED: error(
    'Der står ikke, fra hvilken dag taksten gælder',
    'The source is undated; the tariff can hold from no day',
  ),
  DATE_UNREADABLE: error('Dagen kan ikke læses: skriv dd-mm-åååå', 'The day cannot be read: write dd-mm-yyyy'),
  NO_UNIT: error('Enheden mangler', 'The unit is missing'),
  UNKNOWN_UNIT: error(
    'Enheden er ukendt: skriv døgn, dag, time, måned, km eller stk.',
    'The unit is unknown: day, hour, month, km or piece',
  ),
  NO_PRICE: error('Der er ingen pris', 'There is no price'),
  PRICE_UNREADABLE: error('Prisen kan ikke læses: skriv 1.234,56', 'The price cannot be read: write 1.234,56'),
  PRICE_OUT_OF_RANGE: error('Prisen er negativ eller over 100.000 kr.', 'The price is negative or above 100,000 kr.'),
  KIND_UNKNOWN: error(
    'Takstarten er ukendt: basis, ydelsestime, pakke eller tillæg',
    'The kind is unknown: base, service hour, package or supplement',
  ),
  UNIT_UNFIT: error('Enheden passer ikke til takstarten', 'The unit does not fit the kind'),
  NO_BASE_PRICE: error(
    'Taksten har ingen pris pr. døgn eller måned, som altid betales',
    'The tariff has no price by day or month that is always charged',
  ),
  COMPONENT_TWICE: error('Takstdelen står to gange i samme takst', 'The component stands twice in one tariff'),
  TOO_MANY_COMPONENTS: error('Taksten har for mange dele', 'The tariff has too many components'),
  OCCUPANCY_UNREADABLE: error(
    'Belægningen er ikke en procent over 0 og højst 100',
    'The occupancy is no per cent above 0 and at most 100',
  ),
  OCCUPANCY_DIFFERS: error(
    'Takstens rækker har forskellig belægning',
    'The rows of the tariff have different occupancy',
  ),
  GROUND_UNKNOWN: error(
    'Anbringelsesgrundlaget er ukendt: skriv socialt eller strafferetligt',
    'The placement ground is unknown: write social or criminal law',
  ),
  GROUND_DIFFERS: error(
    'Takstens rækker har forskelligt anbringelsesgrundlag',
    'The rows of the tariff have different placement grounds',
  ),
  GROUND_AGAINST_LEVEL: error(
    'Niveauet er prisen for et andet anbringelsesgrundlag (R41)',
    'The level is the price for another placement ground (R41)',
  ),
  PLACES_UNREADABLE: error('Antallet af pladser kan ikke læses', 'The number of places cannot be read'),
  DUPLICATE: error('Taksten står også tidligere i filen', 'The tariff stands earlier in the file too'),
  PART_REFUSED: error('En anden række af samme takst kan ikke læses', 'Another row of the same tariff cannot be read'),
  TARIFF_NOT_IN_FUTURE: error(
    'Der gælder allerede en takst; en ny kan tidligst gælde fra i morgen',
    'A tariff holds already; a new one can begin tomorrow at the earliest',
  ),
  PACKAGE_NOT_CALCULATED: error(
    'Niveauet er en pakke, hvis pris skal beregnes af ydelsernes priser (R13), og ændres ikke af en fil',
    'The level is a package, whose price must be calculated from its services’ prices (R13), and is changed by no file',
  ),
  UNIT_AGAINST_PRICE: doubt('Prisen er usædvanlig for enheden', 'The price is unusual for its unit'),
  UNIT_AGAINST_TEXT: doubt('Teksten nævner en anden enhed end kolonnen', 'The text names another unit than the column'),
  YEAR_AGAINST_DATE: doubt(
    'Året passer ikke til takstens første dag',
    'The year does not fit the first day of the tariff',
  ),
  LARGE_CHANGE: doubt('Taksten ændres med mere end 25 %', 'The tariff changes by more than 25 %'),
  CORRECTS_TARIFF: doubt(
    'Der står en anden takst fra samme dag; den rettes, og det afregnede efterreguleres',
    'Another tariff stands from the same day; it is corrected, and what was billed is adjusted',
  ),
  NEW_OFFERING: doubt('Tilbuddet findes ikke og oprettes', 'The offering is not there and is published'),
  NEW_SERVICE_LINE: note('Ydelsen findes ikke på tilbuddet og oprettes', 'The service line is new and is added'),
  NO_PLACES: note('Kilden angiver ikke antal pladser', 'The source states no number of places'),
  PLACES_DIFFER: note(
    'Hovedbogen har et andet antal pladser; det ændres ikke her',
    'The ledger has another number of places; it is not changed here',
  ),
  SPAN_OF_PARAGRAPHS: note('Rækken dækker flere paragraffer', 'The row covers several paragraphs'),
  NO_LEVEL: note('Niveauet mangler; det læses som 1', 'The level is missing; it is read as 1'),
  ADDRESS_UNREADABLE: note(
    'Beliggenheden er ikke en kommunekode og udelades',
    'The address is no municipality code and is left out',
  ),
  PREVIOUS_PRICE_DIFFERS: note(
    'Den forrige takst er en anden i hovedbogen',
    'The previous price is another in the ledger',
  ),
} as const satisfies Readonly<Record<string, RemarkText>>;

export type RemarkCode = keyof typeof REMARKS;
export const REMARK_CODES = Object.keys(REMARKS) as readonly RemarkCode[];

export const hasError = (codes: readonly RemarkCode[]): boolean =>
  codes.some((code) => REMARKS[code].severity === 'ERROR');
export const isDoubtful = (codes: readonly RemarkCode[]): boolean =>
  codes.some((code) => REMARKS[code].severity === 'DOUBT');
