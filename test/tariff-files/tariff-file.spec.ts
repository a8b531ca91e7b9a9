import { asDay } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { offeringId, partyCode, serviceLineId, tariffFileId, tariffId, tariffLevel } from '../../src/kernel/vocabulary';
import { judged, type KnownLedger, type KnownVersion } from '../../src/tariff-files/row-judgement.calculation';
import {
  AcceptTariffFile,
  acceptTariffFile,
  ImportTariffRows,
  importTariffRows,
  ReceiveTariffFile,
  receiveTariffFile,
  RecordTariffRows,
  recordTariffRows,
  tariffFile,
  type TariffFileState,
} from '../../src/tariff-files/tariff-file.decider';
import type { TariffFileEvent, TariffFileRow } from '../../src/tariff-files/tariff-file.events';
import { dayPrice } from '../../src/tariffs/tariffs.facts';
import { scenariosFor } from '../support/given';

const region = partyCode('1082');
const line = serviceLineId('SEL-107');
const fileId = tariffFileId('fil-1');
const row = (change: Partial<TariffFileRow> = {}): TariffFileRow => ({
  row: 2,
  operator: region,
  offering: 'Elsted',
  legalBasis: 'SEL-107',
  level: tariffLevel('1'),
  component: 'BASE',
  kind: 'BASE',
  unit: 'DAY',
  priceOre: asOre(256_000),
  validFrom: asDay('2027-01-01'),
  remarks: [],
  ...change,
});
const version = (validFrom: string, priceOre: number, change: Partial<KnownVersion> = {}): KnownVersion => ({
  tariffId: tariffId(`takst-${validFrom}`),
  serviceLineId: line,
  level: '1',
  validFrom: asDay(validFrom),
  components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(priceOre) }],
  ...change,
});
const ledger = (versions: readonly KnownVersion[], change: Partial<KnownLedger> = {}): KnownLedger => ({
  by: region,
  today: asDay('2026-11-24'),
  operatorRegistered: true,
  offerings: [
    {
      offeringId: offeringId('elsted'),
      lines: [{ serviceLineId: line, legalBasis: 'SEL-107', name: 'Botilbud', places: 12 }],
      versions,
    },
  ],
  ...change,
});
const judge = (read: TariffFileRow | readonly TariffFileRow[], known: KnownLedger) =>
  judged(Array.isArray(read) ? (read as TariffFileRow[]) : [read as TariffFileRow], known, dayPrice);
const codes = (read: TariffFileRow, known: KnownLedger): readonly string[] => judge(read, known).remarks.flat();

describe('A row against the ledger', () => {
  it('is a first tariff, a change by so many per cent, a correction, or the same', () => {
    expect(judge(row(), ledger([]))).toMatchObject({ outcome: 'NEW', line, newLine: false, doubtful: false });
    const changed = judge(row(), ledger([version('2020-01-01', 250_000)]));
    expect(changed).toMatchObject({ outcome: 'CHANGED', previousOre: 250_000, changeBp: 240, doubtful: false });
    const corrected = judge(row(), ledger([version('2027-01-01', 250_000)]));
    expect(corrected).toMatchObject({ outcome: 'CORRECTED', supersedes: 'takst-2027-01-01', doubtful: true });
    expect(judge(row(), ledger([version('2027-01-01', 256_000)])).outcome).toBe('UNCHANGED');
  });

  it('changes nothing when the price in force on its day is the same, however long it has been', () =>
    expect(judge(row({ validFrom: asDay('2025-01-01') }), ledger([version('2020-01-01', 256_000)])).outcome).toBe(
      'UNCHANGED',
    ));

  it('is unchanged for everybody, but changed by its operator alone (R1)', () => {
    const other = { by: partyCode('751') };
    expect(judge(row(), ledger([version('2027-01-01', 256_000)], other)).outcome).toBe('UNCHANGED');
    expect(codes(row(), ledger([], other))).toContain('NOT_YOURS');
  });

  it.each<[string, Partial<TariffFileRow>, KnownLedger, string]>([
    ['an operator that nobody knows', {}, ledger([], { operatorRegistered: false }), 'UNKNOWN_OPERATOR'],
    [
      'a change of what holds already',
      { validFrom: asDay('2026-11-24') },
      ledger([version('2020-01-01', 1)]),
      'TARIFF_NOT_IN_FUTURE',
    ],
    [
      'two offerings of one name',
      {},
      ledger([], { offerings: [0, 1].flatMap(() => ledger([]).offerings) }),
      'AMBIGUOUS_OFFERING',
    ],
    ['a new offering', {}, ledger([], { offerings: [] }), 'NEW_OFFERING'],
    ['a new line', { legalBasis: 'SEL-104' }, ledger([]), 'NEW_SERVICE_LINE'],
    [
      'another paragraph than the line’s',
      { serviceLineId: line, legalBasis: 'SEL-108' },
      ledger([]),
      'LEGAL_BASIS_AGAINST_LINE',
    ],
    [
      'a paragraph that is no longer in force',
      { legalBasis: 'SEL-66' },
      ledger([], { offerings: [] }),
      'LEGAL_BASIS_NOT_IN_FORCE',
    ],
    ['a change of more than a quarter', {}, ledger([version('2020-01-01', 200_000)]), 'LARGE_CHANGE'],
    ['other places', { places: 14 }, ledger([]), 'PLACES_DIFFER'],
    [
      'another previous price',
      { previousOre: asOre(1) },
      ledger([version('2020-01-01', 250_000)]),
      'PREVIOUS_PRICE_DIFFERS',
    ],
  ])('names %s', (_, change, known, code) => expect(codes(row(change), known)).toContain(code));

  it('takes next year’s price of a line that is sold no more, and prices from before the first', () => {
    const ended = (versions: KnownVersion[], last: string) => {
      const [known] = ledger(versions).offerings;
      if (known === undefined) throw new Error('no offering');
      const lines = known.lines.map((each) => ({ ...each, last: asDay(last) }));
      return ledger(versions, { offerings: [{ ...known, lines }] });
    };
    expect(judge(row(), ended([version('2026-01-01', 250_000)], '2026-06-30')).outcome).toBe('CHANGED');
    expect(codes(row(), ended([], '2026-06-30'))).toContain('SERVICE_LINE_ENDED');
    const earlier = row({ validFrom: asDay('2025-01-01') });
    expect(judge(earlier, ledger([version('2026-01-01', 250_000)])).outcome).toBe('CHANGED');
  });

  it('keeps a level to the placement ground it was first the price for (R41)', () => {
    const social = ledger([version('2026-01-01', 250_000, { placementGround: 'SOCIAL' })]);
    const said = (read: Partial<TariffFileRow>, known = social) => {
      const { outcome, remarks } = judge(row(read), known);
      return [outcome, remarks[0]?.includes('GROUND_AGAINST_LEVEL')];
    };
    expect(said({})).toEqual(['CHANGED', false]);
    expect(said({ placementGround: 'SOCIAL' })).toEqual(['CHANGED', false]);
    expect(said({ placementGround: 'CRIMINAL_LAW' })).toEqual(['REFUSED', true]);
    expect(said({ placementGround: 'CRIMINAL_LAW', priceOre: asOre(250_000) })).toEqual(['REFUSED', true]);
    expect(said({ placementGround: 'CRIMINAL_LAW' }, ledger([]))).toEqual(['NEW', false]);
  });

  it('cannot choose between two lines of one paragraph', () => {
    const [known] = ledger([]).offerings;
    if (known === undefined) throw new Error('no offering');
    const lines = [
      ...known.lines,
      { serviceLineId: serviceLineId('SEL-107-B'), legalBasis: 'SEL-107' as const, name: 'B' },
    ];
    expect(codes(row(), ledger([], { offerings: [{ ...known, lines }] }))).toContain('AMBIGUOUS_SERVICE_LINE');
    expect(judge(row({ service: 'B' }), ledger([], { offerings: [{ ...known, lines }] })).line).toBe('SEL-107-B');
  });

  it('compares all components, in any order (R15)', () => {
    const hour = row({ row: 3, component: 'TIME', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: asOre(40_200) });
    const both = judge([row(), hour], ledger([])).components;
    const known = ledger([version('2027-01-01', 0, { components: [...both].reverse() })]);
    expect(judge([row(), hour], known).outcome).toBe('UNCHANGED');
    expect(judge(row(), known).outcome).toBe('CORRECTED');
  });
});

describe('A tariff file', () => {
  const given = scenariosFor<TariffFileState, TariffFileEvent>(tariffFile);
  const read = (part: number): TariffFileEvent => ({ type: 'TariffRowsRead', data: { fileId, part, rows: [row()] } });
  const arrived = {
    fileId,
    party: region,
    format: 'CSV',
    hash: 'abc',
    bytes: 10,
    rows: 2,
    unknownColumns: [],
    receivedOn: asDay('2026-11-24'),
  } as const;
  const received: TariffFileEvent = { type: 'TariffFileReceived', data: { ...arrived, parts: 2 } };
  const accepted = (round: number, doubtful: boolean): TariffFileEvent => ({
    type: 'TariffFileAccepted',
    data: { fileId, party: region, round, doubtful, acceptedOn: asDay('2026-11-24') },
  });
  const outcome = { rows: [2], outcome: 'NEW', tariffId: tariffId('t'), reasons: [] } as const;
  const imported = (round: number, part: number): TariffFileEvent => ({
    type: 'TariffRowsImported',
    data: { fileId, party: region, round, part, outcomes: [outcome] },
  });
  const finished = (round: number): TariffFileEvent => ({
    type: 'TariffFileImported',
    data: { fileId, party: region, round, hash: 'abc', counts: { NEW: 2 } },
  });
  const whole = [read(1), read(2), received];
  const record = (part: number) => (state: TariffFileState) =>
    recordTariffRows(new RecordTariffRows({ fileId, part, rows: [row()] }), state);
  const accept =
    (doubtful: boolean, by = region) =>
    (state: TariffFileState) =>
      acceptTariffFile(new AcceptTariffFile({ fileId, by, doubtful, acceptedOn: asDay('2026-11-24') }), state);
  const take = (round: number, part: number) => (state: TariffFileState) =>
    importTariffRows(new ImportTariffRows({ fileId, party: region, round, part }), state, [outcome]);

  it('takes an upload up where it was broken off, and one that is complete not at all', () => {
    given(read(1)).when(record(1)).thenNothing();
    given(read(1)).when(record(2)).thenRecorded(read(2));
    given(...whole)
      .when(record(3))
      .thenNothing();
    const receive = (state: TariffFileState) => receiveTariffFile(new ReceiveTariffFile(arrived), state);
    given(read(1), read(2)).when(receive).thenRecorded(received);
    given(...whole)
      .when(receive)
      .thenNothing();
    given().when(receive).thenRejected('TARIFF_FILE_EMPTY');
  });

  it('is accepted by its sender alone, once, and a second time for its doubtful rows', () => {
    given(read(1)).when(accept(false)).thenRejected('UNKNOWN_TARIFF_FILE');
    given(...whole)
      .when(accept(false, partyCode('751')))
      .thenRejected('NOT_YOURS');
    given(...whole)
      .when(accept(false))
      .thenRecorded(accepted(1, false));
    given(...whole, accepted(1, false))
      .when(accept(false))
      .thenNothing();
    given(...whole, accepted(1, false))
      .when(accept(true))
      .thenRejected('TARIFF_FILE_BEING_IMPORTED');
    const done = [...whole, accepted(1, false), imported(1, 1), imported(1, 2), finished(1)];
    given(...done)
      .when(accept(false))
      .thenNothing();
    given(...done)
      .when(accept(true))
      .thenRecorded(accepted(2, true));
    given(...done, accepted(2, true), imported(2, 1), imported(2, 2), finished(2))
      .when(accept(true))
      .thenNothing();
  });

  it('is imported part by part, each once, and ends with the last', () => {
    const begun = [...whole, accepted(1, false)];
    given(...begun)
      .when(take(1, 1))
      .thenRecorded(imported(1, 1));
    given(...begun)
      .when(take(1, 2))
      .thenNothing();
    given(...begun, imported(1, 1))
      .when(take(1, 1))
      .thenNothing();
    given(...begun, imported(1, 1))
      .when(take(1, 2))
      .thenRecorded(imported(1, 2), finished(1));
    given(...begun, imported(1, 1), imported(1, 2), finished(1))
      .when(take(1, 3))
      .thenNothing();
    given(...begun)
      .when(take(2, 1))
      .thenNothing();
  });
});
