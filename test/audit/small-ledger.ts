import type { LedgerEvent, RecordedEvent } from '../../src/audit/ledger';
import type { Day, Month } from '../../src/kernel/calendar';
import { addDays, asDay, asMonth, dayNumber } from '../../src/kernel/calendar';
import { contentHash } from '../../src/kernel/canonical-json';
import { asOre } from '../../src/kernel/money';
import {
  agreementId,
  citizenRef,
  offeringId,
  partyCode,
  placementId,
  serviceLineId,
  statementId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import type { PlacementTerms } from '../../src/placements/place-book.events';
import type { StatementLine } from '../../src/settlement/months/settlement.events';

/** A ledger small enough to read: Aarhus buys one place at Høskoven (domain.md §5.2), and three months are closed. */

export const AARHUS = partyCode('751');
export const VIBORG = partyCode('791');
export const REGION = partyCode('1082');
export const HOESKOVEN = offeringId('hoeskoven');
export const LINE = serviceLineId('SEL-107');
export const LEVEL = tariffLevel('1');
export const PRICE = asOre(256_000);
export const TARIFF = tariffId('takst-2020');
export const STAY = placementId('019c1a00-1111-7000-8000-000000000001');
export const CITIZEN = citizenRef('borger-7f3a');
const AGREEMENT = agreementId('midtjylland-2019-20');

export const d = asDay;

const components = [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: PRICE }] as const;

export const terms = (change: Partial<PlacementTerms> = {}): PlacementTerms => ({
  level: LEVEL,
  supplements: [],
  factorBp: 10_000,
  offeringName: 'Bostøtte Høskoven',
  operator: REGION,
  buyer: AARHUS,
  payer: AARHUS,
  payerGround: 'ACTING_MUNICIPALITY',
  citizenRef: CITIZEN,
  serviceLineId: LINE,
  legalBasis: 'SEL-107',
  placementGround: 'SOCIAL',
  agreementId: AGREEMENT,
  tariffId: TARIFF,
  components,
  ...change,
});

export const market = (): LedgerEvent[] => [
  {
    type: 'PartyRegistered',
    data: { party: AARHUS, name: 'Aarhus', kind: 'municipality', cvr: '55133018', frameworkRegion: REGION },
  },
  { type: 'EanRegistered', data: { party: AARHUS, ean: '5798005770220', constructed: true } },
  { type: 'PartyRegistered', data: { party: REGION, name: 'Region Midtjylland', kind: 'region', cvr: '29190925' } },
  {
    type: 'OfferingPublished',
    data: {
      offeringId: HOESKOVEN,
      operator: REGION,
      name: 'Bostøtte Høskoven',
      addressMunicipality: VIBORG,
      targetGroups: ['erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 85,
      constructed: false,
    },
  },
  {
    type: 'ServiceLineAdded',
    data: {
      offeringId: HOESKOVEN,
      serviceLineId: LINE,
      legalBasis: 'SEL-107',
      name: 'Midlertidigt botilbud',
      from: d('2018-01-01'),
      coveredByFramework: true,
      shortStay: false,
    },
  },
  tariff({}),
  capacity(1),
  { type: 'SettlementOpened', data: { operator: REGION, firstMonth: asMonth('2020-03') } },
];

export const tariff = (change: Partial<RecordedEvent<'TariffChanged'>['data']>): LedgerEvent => ({
  type: 'TariffChanged',
  data: {
    tariffId: TARIFF,
    offeringId: HOESKOVEN,
    operator: REGION,
    serviceLineId: LINE,
    level: LEVEL,
    components,
    validFrom: d('2020-01-01'),
    reason: 'Årlig takst',
    warnings: [],
    ...change,
  },
});

export const capacity = (places: number, from = d('2020-01-01')): LedgerEvent => ({
  type: 'CapacityChanged',
  data: { offeringId: HOESKOVEN, serviceLineId: LINE, places, from, reason: 'Godkendt' },
});

/** Reserved, agreed and moved in. */
export const stay = (firstDay: Day, id = STAY, change: Partial<PlacementTerms> = {}): LedgerEvent[] => {
  const agreed = { placementId: id, offeringId: HOESKOVEN, firstDay, terms: terms(change) };
  return [
    { type: 'PlaceReserved', data: { ...agreed, expiresOn: addDays(firstDay, -1) } },
    { type: 'PlacePurchaseAgreed', data: { ...agreed, agreedOn: addDays(firstDay, -10) } },
    { type: 'CitizenEnrolled', data: { placementId: id, offeringId: HOESKOVEN, firstDay } },
  ];
};

export const left = (day: Day, id = STAY): LedgerEvent => ({
  type: 'CitizenDischarged',
  data: {
    placementId: id,
    offeringId: HOESKOVEN,
    departureDay: day,
    lastPayableDay: day,
    reason: 'MOVED',
    ruleRef: 'R35',
  },
});

export const leftEarlier = (day: Day, id = STAY): LedgerEvent => ({
  type: 'DischargeCorrected',
  data: {
    placementId: id,
    offeringId: HOESKOVEN,
    departureDay: day,
    lastPayableDay: day,
    reason: 'MOVED',
    ruleRef: 'R35',
    cause: 'LATE_MESSAGE',
  },
});

export const line = (first: string, last: string, change: Partial<StatementLine> = {}): StatementLine => {
  const [firstDay, lastDay] = [d(first), d(last)];
  const days = (change.kind === 'ADJUSTMENT' ? -1 : 1) * (dayNumber(lastDay) - dayNumber(firstDay) + 1);
  return {
    line: 1,
    kind: 'REGULAR',
    contractId: STAY,
    citizenRef: CITIZEN,
    buyer: AARHUS,
    offeringId: HOESKOVEN,
    offeringName: 'Bostøtte Høskoven',
    serviceLineId: LINE,
    legalBasis: 'SEL-107',
    accountFunction: '5.38.52',
    level: LEVEL,
    tariffId: TARIFF,
    component: 'BASE',
    componentKind: 'BASE',
    unit: 'DAY',
    priceOre: PRICE,
    firstDay,
    lastDay,
    days,
    quantity: 100 * days,
    factorBp: 10_000,
    amountOre: asOre(days * PRICE),
    rules: ['R35', 'R36'],
    events: [],
    ...change,
  };
};

export type Closing = RecordedEvent<'MonthClosed'>['data'];

/** One statement for Aarhus, drawn and closed; it counts what was recorded before it. */
export const closed =
  (month: Month, issuedOn: Day, lines: readonly StatementLine[], change: Partial<Closing> = {}) =>
  (position: number): LedgerEvent[] => {
    const id = statementId(`1082-751-${month}`);
    const attempt = `attempt-${month}`;
    const totalOre = asOre(lines.reduce((sum, { amountOre }) => sum + amountOre, 0));
    return [
      {
        type: 'StatementDrawn',
        data: { statementId: id, operator: REGION, payer: AARHUS, month, attempt, part: 1, parts: 1, lines },
      },
      {
        type: 'MonthClosed',
        data: {
          operator: REGION,
          month,
          issuedOn,
          knownPosition: position,
          agreementId: AGREEMENT,
          dueDays: 30,
          claimLimitMonths: 12,
          statements: [
            {
              statementId: id,
              payer: AARHUS,
              attempt,
              lines: lines.length,
              totalOre,
              dueOn: addDays(issuedOn, 30),
              linesHash: contentHash(lines),
            },
          ],
          lost: [],
          totalOre,
          ...change,
        },
      },
    ];
  };

export type Step = LedgerEvent | ((position: number) => LedgerEvent[]);

/** The facts as the store would have recorded them, one after the other. */
export const recordedLedger = (...steps: readonly Step[]): RecordedEvent[] => {
  const recorded: RecordedEvent[] = [];
  const record = (event: LedgerEvent): void => {
    const position = recorded.length + 1;
    const id = idOf(position);
    recorded.push({
      ...event,
      id,
      stream: 'ledger-1',
      revision: position - 1,
      position,
      recordedAt: '2020-06-04T08:00:00.000Z',
      metadata: { commandId: id, correlationId: id, causationId: id, actor: 'medarbejder-1', onBehalfOf: REGION },
    });
  };
  for (const step of steps)
    for (const event of typeof step === 'function' ? step(recorded.length) : [step]) record(event);
  return recorded;
};

export const idOf = (position: number): string => `019c0000-0000-7000-8000-${position.toString(16).padStart(12, '0')}`;

const MARCH = asMonth('2020-03');
const APRIL = asMonth('2020-04');
const MAY = asMonth('2020-05');
const JUNE = asMonth('2020-06');

export const march = (change?: Partial<StatementLine>) =>
  closed(MARCH, d('2020-04-02'), [line('2020-03-10', '2020-03-31', change)]);
export const april = () => closed(APRIL, d('2020-05-04'), [line('2020-04-01', '2020-04-30')]);
export const may = () => closed(MAY, d('2020-06-03'), [line('2020-05-01', '2020-05-31')]);
/** The message that the citizen left on 20 May came after May was closed. */
export const june = () =>
  closed(JUNE, d('2020-07-02'), [
    line('2020-05-21', '2020-05-31', {
      kind: 'ADJUSTMENT',
      corrects: { statementId: statementId('1082-751-2020-05'), line: 1 },
    }),
  ]);

export const cleanLedger = (): RecordedEvent[] =>
  recordedLedger(
    ...market(),
    ...stay(d('2020-03-10')),
    march(),
    april(),
    left(d('2020-05-31')),
    may(),
    leftEarlier(d('2020-05-20')),
    june(),
  );
