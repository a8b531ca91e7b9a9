import { stringify } from 'csv-stringify/sync';
import { danishDay } from '../../kernel/calendar';
import { legalBasis } from '../../kernel/legal-basis';
import type { Language } from '../../kernel/messages';
import type { PartyCode } from '../../kernel/vocabulary';
import type { UnbilledDays, UnbilledKind } from './unbilled-days.calculation';

const KINDS: Readonly<Record<UnbilledKind, Readonly<Record<Language, string>>>> = {
  OPEN_MONTH: { da: 'Måned ikke lukket', en: 'Month not closed' },
  LEARNED_LATE: { da: 'Kendt efter lukning', en: 'Learned after closing' },
  TOO_LATE: { da: 'For sent', en: 'Too late' },
};

const COLUMNS: readonly {
  readonly da: string;
  readonly en: string;
  readonly value: (row: UnbilledDays, language: Language, nameOf: (party: PartyCode) => string) => string | number;
}[] = [
  { da: 'Kan senest kræves', en: 'Can be claimed until', value: ({ lastClaimDay }) => danishDay(lastClaimDay) },
  { da: 'Dage tilbage', en: 'Days left', value: ({ daysLeft }) => daysLeft },
  { da: 'Beløb i kr.', en: 'Amount in DKK', value: ({ amountOre }) => (amountOre / 100).toFixed(2).replace('.', ',') },
  { da: 'Slags', en: 'Kind', value: ({ kind }, language) => KINDS[kind][language] },
  { da: 'Betaler', en: 'Payer', value: ({ payer }) => payer },
  { da: 'Måned', en: 'Month', value: ({ month }) => month },
  { da: 'Første dag', en: 'First day', value: ({ firstDay }) => danishDay(firstDay) },
  { da: 'Sidste dag', en: 'Last day', value: ({ lastDay }) => danishDay(lastDay) },
  { da: 'Dage', en: 'Days', value: ({ days }) => days },
  { da: 'Tilbud', en: 'Offering', value: ({ offeringName }) => offeringName },
  { da: 'Paragraf', en: 'Legal basis', value: (row) => row.legalBasis },
  { da: 'Paragraf i ord', en: 'Legal basis in words', value: (row) => legalBasis(row.legalBasis).danish },
  { da: 'Kontrakt', en: 'Contract', value: ({ contractId }) => contractId },
  { da: 'Borger (pseudonym)', en: 'Citizen (pseudonym)', value: ({ citizenRef }) => citizenRef },
  { da: 'Betalerens navn', en: 'Payer’s name', value: ({ payer }, _, nameOf) => nameOf(payer) },
];

/** The list for a spreadsheet with Danish settings, as statements are written. */
export const claimClockCsv = (
  rows: readonly UnbilledDays[],
  language: Language,
  nameOf: (party: PartyCode) => string,
): Buffer =>
  Buffer.from(
    stringify(
      [
        COLUMNS.map((column) => column[language]),
        ...rows.map((row) => COLUMNS.map(({ value }) => value(row, language, nameOf))),
      ],
      { delimiter: ';', bom: true, record_delimiter: 'windows', escape_formulas: true },
    ),
  );
