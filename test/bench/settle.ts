import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { frameworkAgreements } from '../../src/agreements/framework-agreements.projection';
import { AgreementQueries } from '../../src/agreements/agreements.queries';
import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { asDay, asMonth } from '../../src/kernel/calendar';
import type { Fact, Recorded } from '../../src/kernel/event';
import { NO_STREAM } from '../../src/kernel/event';
import { asOre } from '../../src/kernel/money';
import * as words from '../../src/kernel/vocabulary';
import type { PlaceBookEvent } from '../../src/placements/place-book.events';
import { placeBookProjection } from '../../src/placements/place-book.projection';
import { PlaceBookQueries } from '../../src/placements/place-book.queries';
import { newContext, within } from '../../src/platform/commands/command-context';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadModelFile } from '../../src/platform/subscriptions/read-model-file';
import { readFolderOf, readModelFileName, ReadStore } from '../../src/platform/subscriptions/read-store';
import { RowsOverlay } from '../../src/platform/subscriptions/rows-overlay';
import { CloseMonthHandler } from '../../src/settlement/months/close-month';
import { chargeable, holding, MonthDrawings } from '../../src/settlement/months/month-facts';
import { drawMonth } from '../../src/settlement/months/month.calculation';
import { CloseMonth } from '../../src/settlement/months/settlement.decider';
import { DisputeQueries } from '../../src/settlement/disputes/dispute.queries';
import { SettlementQueries } from '../../src/settlement/issued/settlement.queries';
import { disputes } from '../../src/settlement/disputes/disputes.projection';
import { statements } from '../../src/settlement/issued/statements.projection';
import { priceList } from '../../src/tariffs/price-list.projection';
import type { TariffEvent } from '../../src/tariffs/tariff.events';
import { TariffQueries } from '../../src/tariffs/tariffs.queries';
import { median, numberArgument, printJson, printTable } from './table';
import { benchFolder, newId } from './workload';

/**
 * Closing one month of all operators: rows read from the read models, calculation, statements appended durably, months
 * closed, and statements read in again. The placements' rows are made by the place book's own projection and written
 * straight into its file, because 100,000 purchases are not what is measured; everything else is real.
 * `--rounds 5`, `--largest 100000`, `--json`.
 */
const ROUNDS = numberArgument('rounds', 5);
const LARGEST = numberArgument('largest', 100_000);
const SIZES = [1_000, 10_000, 100_000].filter((size) => size <= LARGEST);
/** Each buys from each: 400 pairs. */
const PARTIES = Array.from({ length: 20 }, (_, at) => words.partyCode(String(700 + at)));
const LEVELS = [1, 2, 3];
const MONTH = asMonth('2024-03');
const FIRST_DAY = asDay('2024-03-01');
const ISSUED_ON = asDay('2024-04-02');
const GOAL_RATIO = 1.2;

const offeringOf = (operator: string) => words.offeringId(`0195d9a0-0000-7000-8000-000000000${operator}`);
const LINE = words.serviceLineId('SEL-107');
const AGREEMENT = words.agreementId('bench');
const metadata = {
  commandId: 'bench',
  correlationId: 'bench',
  causationId: 'bench',
  actor: 'bench',
  onBehalfOf: '700',
};

const priceOf = (level: number) => asOre(200_000 + level * 1_050);

const tariff = (operator: words.PartyCode, level: number): TariffEvent => ({
  type: 'TariffChanged',
  data: {
    tariffId: words.tariffId(`${operator}-${level}`),
    offeringId: offeringOf(operator),
    operator,
    serviceLineId: LINE,
    level: words.tariffLevel(String(level)),
    components: [
      { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: priceOf(level) },
      { code: 'HOUR', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: asOre(40_200) },
    ],
    validFrom: asDay('2024-01-01'),
    reason: 'Bench',
    warnings: [],
  },
});

/** A tenth come or leave within the month; a third have hours besides. */
const purchase = (number: number): PlaceBookEvent[] => {
  const operator = PARTIES[number % PARTIES.length]!;
  const buyer = PARTIES[Math.floor(number / PARTIES.length) % PARTIES.length]!;
  const level = LEVELS[number % LEVELS.length]!;
  const firstDay = number % 10 === 0 ? asDay('2024-03-11') : FIRST_DAY;
  const of = { placementId: words.placementId(newId()), offeringId: offeringOf(operator) };
  const terms = {
    level: words.tariffLevel(String(level)),
    supplements: [],
    ...(number % 3 === 0 ? { hoursPerDay: 250 } : {}),
    factorBp: 10_000,
    offeringName: `Tilbud ${operator}`,
    operator,
    buyer,
    payer: buyer,
    payerGround: 'ACTING_MUNICIPALITY' as const,
    payerEan: '5790000000012',
    citizenRef: words.citizenRef(newId()),
    serviceLineId: LINE,
    legalBasis: 'SEL-107' as const,
    placementGround: 'SOCIAL' as const,
    agreementId: AGREEMENT,
    tariffId: words.tariffId(`${operator}-${level}`),
    components: [],
  };
  const stay = { ...of, firstDay };
  const left = { ...of, departureDay: asDay('2024-03-20'), lastPayableDay: asDay('2024-03-20') };
  return [
    { type: 'PlaceReserved', data: { ...stay, expiresOn: firstDay, terms } },
    { type: 'PlacePurchaseAgreed', data: { ...stay, agreedOn: firstDay, terms } },
    { type: 'CitizenEnrolled', data: stay },
    ...(number % 10 === 1
      ? [{ type: 'CitizenDischarged' as const, data: { ...left, reason: 'MOVED' as const, ruleRef: 'R35' } }]
      : []),
  ];
};

const asRecorded = <E extends Fact>(fact: E, stream: string): Recorded<E> => ({
  ...fact,
  id: newId(),
  stream,
  revision: 0,
  position: 1,
  recordedAt: '2024-01-01T00:00:00.000Z',
  metadata,
});

const writePlaceBook = (dataFolder: string, placements: number): void => {
  mkdirSync(readFolderOf(dataFolder), { recursive: true });
  const path = join(readFolderOf(dataFolder), readModelFileName(placeBookProjection));
  const file = ReadModelFile.open(path, placeBookProjection);
  const overlay = new RowsOverlay(placeBookProjection);
  for (let number = 0; number < placements; number += 1) {
    for (const fact of purchase(number)) {
      const handle = placeBookProjection.on[fact.type] as (fact: Recorded, rows: RowsOverlay['access']) => void;
      overlay.apply(1, (rows) => handle(asRecorded(fact, 'placebook-bench'), rows));
    }
  }
  file.save(overlay, 1);
  file.createIndexes();
  file.close();
};

interface Measured {
  readonly placements: number;
  readonly lines: number;
  readonly closeUs: number;
  readonly drawUs: number;
  readonly calculationUs: number;
}

const closeAll = async (placements: number): Promise<Measured> => {
  const folder = benchFolder();
  const store = SqliteEventStore.open(join(folder.path, 'ledger.db'));
  const append = (stream: string, facts: readonly Fact[]) =>
    store.append(
      stream,
      NO_STREAM,
      facts.map((fact) => ({ ...fact, id: newId(), metadata })),
    );
  await append(`agreement-${AGREEMENT}`, [
    {
      type: 'AgreementConcluded',
      data: {
        agreementId: AGREEMENT,
        name: 'Bench',
        region: PARTIES[0],
        first: '2023-01-01',
        last: '2024-12-31',
        parties: PARTIES,
        rules: MIDTJYLLAND_RULES,
      },
    },
  ]);
  for (const operator of PARTIES) {
    await append(
      `tariff-${offeringOf(operator)}`,
      LEVELS.map((level) => tariff(operator, level)),
    );
  }
  writePlaceBook(folder.path, placements);

  const projections = [frameworkAgreements, placeBookProjection, priceList, statements, disputes];
  const reads = new ReadStore({ projections, dataFolder: folder.path });
  const following = new ProjectionRunner(store, reads);
  await following.start();
  await following.waitFor(await store.head(), 60_000);
  const runner = new CommandRunner(store);
  const [placeBook, tariffs] = [new PlaceBookQueries(reads), new TariffQueries(reads)];
  const settlement = new SettlementQueries(reads);
  const drawings = new MonthDrawings(
    placeBook,
    tariffs,
    new AgreementQueries(reads),
    settlement,
    new DisputeQueries(reads),
    following,
    store,
    reads,
  );
  const handler = new CloseMonthHandler(runner, drawings);

  const calculationMs = PARTIES.reduce((sum, operator) => {
    const rows = placeBook.ofOperator(operator).map((row) => chargeable(row));
    const versions = tariffs.versionsOfOperator(operator).map(holding);
    const started = performance.now();
    const rules = { agreementId: AGREEMENT, dueDays: 30, claimLimitMonths: 12 };
    const nothing = { billed: new Map(), lost: new Map() };
    drawMonth({ operator, month: MONTH, issuedOn: ISSUED_ON, rules, placements: rows, tariffs: versions, ...nothing });
    return sum + performance.now() - started;
  }, 0);

  const drawStarted = performance.now();
  for (const operator of PARTIES) {
    await drawings.draw({ operator, month: MONTH, issuedOn: ISSUED_ON, state: { opened: false } });
  }
  const drawMs = performance.now() - drawStarted;

  let lines = 0;
  const started = performance.now();
  for (const operator of PARTIES) {
    const command = new CloseMonth({ operator, month: MONTH, issuedOn: ISSUED_ON, attempt: newId() });
    const closed = await within(newContext({ subject: 'bench', party: operator }), () => handler.execute(command));
    for (const { lines: count } of closed.statements) lines += count;
  }
  await following.waitFor(await store.head(), 60_000);
  const closeMs = performance.now() - started;

  await following.stop();
  reads.close();
  await store.close();
  folder.remove();
  const us = (ms: number) => (ms * 1_000) / placements;
  return { placements, lines, closeUs: us(closeMs), drawUs: us(drawMs), calculationUs: us(calculationMs) };
};

const run = async (): Promise<void> => {
  const rounds: Measured[][] = [];
  await closeAll(1_000);
  for (let round = 0; round < ROUNDS; round += 1) {
    const measured: Measured[] = [];
    for (const size of SIZES) measured.push(await closeAll(size));
    rounds.push(measured);
    console.log(
      `round ${round + 1}: ${measured.map(({ closeUs }) => closeUs.toFixed(1)).join(' / ')} µs per placement`,
    );
  }
  const rows = SIZES.map((placements, at) => {
    const of = (value: (measured: Measured) => number) => median(rounds.map((round) => value(round[at]!)));
    return {
      placements,
      lines: of(({ lines }) => lines),
      closeUs: of(({ closeUs }) => closeUs),
      drawUs: of(({ drawUs }) => drawUs),
      calculationUs: of(({ calculationUs }) => calculationUs),
      /** Median over the rounds of the cost per placement by that of 1,000 in the same round. */
      ratio: median(rounds.map((round) => round[at]!.closeUs / round[0]!.closeUs)),
    };
  });
  printTable(
    `Closing a month, ${PARTIES.length} operators and ${PARTIES.length ** 2} pairs, µs per placement, ${ROUNDS} rounds`,
    ['placements', 'lines', 'whole close', 'reading + calculation', 'calculation', 'by 1,000'],
    rows.map(({ placements, lines, closeUs, drawUs, calculationUs, ratio }) => [
      placements.toLocaleString('en-US'),
      lines.toLocaleString('en-US'),
      closeUs.toFixed(1),
      drawUs.toFixed(1),
      calculationUs.toFixed(2),
      ratio.toFixed(2),
    ]),
  );
  const largest = rows.at(-1)!;
  const met = largest.ratio <= GOAL_RATIO;
  console.log(`\ngoal: cost per placement at the largest / at 1,000 ≤ ${GOAL_RATIO}: ${met ? 'met' : 'NOT MET'}`);
  if (process.argv.includes('--json'))
    printJson({ title: 'settle', rows, goal: { must: GOAL_RATIO, ratio: largest.ratio, met } });
};

void run();
