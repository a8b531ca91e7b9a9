import { asDay, asMonth, daysInMonth, monthOf } from '../../src/kernel/calendar';
import { asOre, roundedRatio } from '../../src/kernel/money';
import * as words from '../../src/kernel/vocabulary';
import type { FileLine } from '../../src/documents/statement-columns.calculation';
import type { InvoiceFacts, InvoiceParty } from '../../src/documents/invoice.calculation';
import type { StatementLine } from '../../src/settlement/months/settlement.events';
import { lineWords } from '../../src/settlement/lines/line-words';

/** Lines and parties as a statement has them, with what a test wants otherwise. */

export const statementLine = (more: Partial<StatementLine> = {}): StatementLine => ({
  line: 1,
  kind: 'REGULAR',
  contractId: words.placementId('0195d9a0-0000-7000-8000-0000000000c1'),
  citizenRef: words.citizenRef('0195d9a0-0000-7000-8000-0000000000b1'),
  buyer: words.partyCode('751'),
  offeringId: words.offeringId('0195d9a0-0000-7000-8000-0000000000a1'),
  offeringName: 'Bostøtte Høskoven',
  serviceLineId: words.serviceLineId('SEL-107'),
  legalBasis: 'SEL-107',
  accountFunction: '5.38.52',
  level: words.tariffLevel('1'),
  tariffId: words.tariffId('0195d9a0-0000-7000-8000-0000000000d1'),
  component: 'BASE',
  componentKind: 'BASE',
  unit: 'DAY',
  priceOre: asOre(256_000),
  firstDay: asDay('2020-05-01'),
  lastDay: asDay('2020-05-31'),
  days: 31,
  quantity: 3_100,
  factorBp: 10_000,
  amountOre: asOre(7_936_000),
  rules: ['R29', 'R35', 'R36', 'R45', 'R6'],
  events: [],
  ...more,
});

/** The amount a line has by its own price, days and part (R36). */
export const priced = (line: StatementLine): StatementLine => {
  const days = line.unit === 'MONTH' ? daysInMonth(monthOf(line.firstDay)) : 1;
  const product = BigInt(line.priceOre) * BigInt(line.quantity) * BigInt(line.factorBp);
  return { ...line, amountOre: asOre(roundedRatio(product, 1_000_000n * BigInt(days))) };
};

/** 11 days of May taken back, as the founding example has it. */
export const credit = (more: Partial<StatementLine> = {}): StatementLine =>
  statementLine({
    kind: 'ADJUSTMENT',
    firstDay: asDay('2020-05-21'),
    days: -11,
    quantity: -1_100,
    amountOre: asOre(-2_816_000),
    corrects: { statementId: words.statementId('1082-751-2020-05'), line: 1 },
    cause: '0195d9a0-0000-7000-8000-0000000000e1',
    rules: ['R29', 'R35', 'R36', 'R45', 'R6', 'R38'],
    ...more,
  });

export const head = {
  statementId: '1082-751-2020-05',
  month: '2020-05',
  operator: '1082',
  operatorName: 'Region Midtjylland',
  payer: '751',
  payerName: 'Aarhus',
  issuedOn: asDay('2020-06-01'),
  dueOn: asDay('2020-07-01'),
};

export const fileLine = (more: Partial<StatementLine> = {}): FileLine => {
  const line = statementLine(more);
  return { statement: head, line, words: lineWords(line, 'da') };
};

export const seller: InvoiceParty = {
  party: words.partyCode('1082'),
  name: 'Region Midtjylland',
  cvr: '29190925',
  endpoint: { scheme: '0184', id: 'DK29190925' },
  address: { street: 'Skottenborg 26', postalZone: '8800', city: 'Viborg' },
  country: 'DK',
};

export const buyer: InvoiceParty = {
  party: words.partyCode('751'),
  name: 'Aarhus',
  cvr: '55133018',
  endpoint: { scheme: '0088', id: '5798005770220' },
  country: 'DK',
};

export const account = { registrationNumber: '0001', accountNumber: '0000012345' };

export const CAUSE = {
  da: 'Udskrivning rettet: rejst 20.05.2020; sidste betalte dag 20.05.2020 (AGREED)',
  en: 'Discharge corrected: left on 2020-05-20; last payable day 2020-05-20 (AGREED)',
};

export const factsOf = (lines: readonly StatementLine[], more: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  statementId: words.statementId(head.statementId),
  month: asMonth('2020-05'),
  issuedOn: head.issuedOn,
  dueOn: head.dueOn,
  agreementId: words.agreementId('rammeaftale-2019-20'),
  seller,
  buyer,
  account,
  constructed: false,
  lines: lines.map((line) => ({
    line,
    words: lineWords(line, 'da'),
  })),
  ...more,
});
