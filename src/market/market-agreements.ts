import { asDay, type Day } from '../kernel/calendar';
import { agreementId, partyCode, type AgreementId, type PartyCode } from '../kernel/vocabulary';

/** A framework agreement of Midtjylland. Since 2019 they run for two years (R4). */
export interface AgreementPlan {
  readonly agreementId: AgreementId;
  readonly name: string;
  readonly region: PartyCode;
  readonly first: Day;
  readonly last: Day;
}

const plan = (years: string, first: string, last: string): AgreementPlan => ({
  agreementId: agreementId(`rammeaftale-${years}`),
  name: `Rammeaftale ${years}`,
  region: partyCode('1082'),
  first: asDay(first),
  last: asDay(last),
});

/** 2023-24 is the founding document; the periods of the others are in R4. The rules, with the caps (R19), are the region’s default. */
export const MIDTJYLLAND_AGREEMENTS: readonly AgreementPlan[] = [
  plan('2019-20', '2019-01-01', '2020-12-31'),
  plan('2021-22', '2021-01-01', '2022-12-31'),
  plan('2023-24', '2023-01-01', '2024-12-31'),
  plan('2025-26', '2025-01-01', '2026-12-31'),
];

/** The demonstration goes on after the last agreement we know of; the extension says that it is constructed. */
export const EXTENSION_REASON = 'Konstrueret til demonstration: næste rammeaftale er ikke kendt';

/** R19 item 3 is in the founding document; who owes how much is not, so these are made up. */
export const OWED_REDUCTIONS = [
  { party: partyCode('615'), reductionBp: 50 },
  { party: partyCode('730'), reductionBp: 120 },
  { party: partyCode('791'), reductionBp: 80 },
];
export const OWED_REASON = 'Konstrueret til demonstration: hvem der endnu skylder en sænkning efter den forrige aftale';

/** A constructed GLN (13 digits, GS1 check digit) for a party whose own is not published here. */
export const constructedEan = (party: PartyCode): string => {
  const twelve = `57900${party.padStart(7, '0')}`;
  const weighted = [...twelve].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (weighted % 10)) % 10}`;
};

/** A constructed bank account; no bank has the registration number 0000. */
export const constructedAccount = (party: PartyCode): { registrationNumber: string; accountNumber: string } => ({
  registrationNumber: '0000',
  accountNumber: party.padStart(10, '0'),
});
