import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asDay, asMonth } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import * as words from '../../src/kernel/vocabulary';
import { statementCsv } from '../../src/documents/statement-csv';
import { StatementFileLines } from '../../src/documents/statement-file-lines';
import { statementXlsx } from '../../src/documents/statement-xlsx';
import { DocumentParties } from '../../src/documents/document-parties';
import { EInvoices } from '../../src/documents/e-invoices';
import { OfferingQueries } from '../../src/offerings/offerings.queries';
import { offeringCatalogue } from '../../src/offerings/offering-catalogue.projection';
import type { PartyFacts } from '../../src/parties/parties.facts';
import { PartyQueries } from '../../src/parties/parties.queries';
import { partyDirectory } from '../../src/parties/party-directory.projection';
import { ReadModelFile } from '../../src/platform/subscriptions/read-model-file';
import { readFolderOf, readModelFileName, ReadStore } from '../../src/platform/subscriptions/read-store';
import { RowsOverlay } from '../../src/platform/subscriptions/rows-overlay';
import type { StatementLine } from '../../src/settlement/months/settlement.events';
import { SettlementQueries } from '../../src/settlement/issued/settlement.queries';
import type { StatementExplanations } from '../../src/settlement/statements/statement-explanations.queries';
import {
  settlementMonthsTable,
  statementLinesTable,
  statements,
  statementsTable,
} from '../../src/settlement/issued/statements.projection';
import { median, numberArgument, printJson, printTable } from './table';
import { benchFolder, newId } from './workload';

/**
 * Exporting one month of all operators: lines read page by page from the read model, written as CSV and XLSX streams,
 * and every statement as a checked Peppol document. Each case runs in a process of its own, so that its peak memory is
 * its own; the rows are written straight into the read model's file beforehand.
 * `--rounds 3`, `--largest 100000`, `--json`.
 */
const ROUNDS = numberArgument('rounds', 3);
const LARGEST = numberArgument('largest', 100_000);
const SIZES = [10_000, 100_000].filter((size) => size <= LARGEST);
const FORMATS = ['csv', 'xlsx', 'xml'] as const;
type Format = (typeof FORMATS)[number];
/** Memory of the largest month over that of the smallest. */
const GOAL_RATIO = 1.5;

const PARTIES = Array.from({ length: 20 }, (_, at) => words.partyCode(String(700 + at)));
const MONTH = asMonth('2024-03');
const LINES_PER_SAVE = 5_000;

const lineOf = (line: number, operator: string, payer: words.PartyCode): StatementLine => ({
  line,
  kind: 'REGULAR',
  contractId: words.placementId(newId()),
  citizenRef: words.citizenRef(newId()),
  buyer: payer,
  offeringId: words.offeringId(`0195d9a0-0000-7000-8000-000000000${operator}`),
  offeringName: `Tilbud ${operator}`,
  serviceLineId: words.serviceLineId('SEL-107'),
  legalBasis: 'SEL-107',
  accountFunction: '5.38.52',
  level: words.tariffLevel('1'),
  tariffId: words.tariffId(newId()),
  component: 'BASE',
  componentKind: 'BASE',
  unit: 'DAY',
  priceOre: asOre(256_000),
  firstDay: asDay('2024-03-01'),
  lastDay: asDay('2024-03-31'),
  days: 31,
  quantity: 3_100,
  factorBp: 10_000,
  amountOre: asOre(7_936_000),
  rules: ['R29', 'R35', 'R36', 'R45', 'R6'],
  events: [newId(), newId(), newId()],
});

/** A month of so many lines, evenly over the 400 pairs. */
const writeMonth = (dataFolder: string, placements: number): void => {
  mkdirSync(readFolderOf(dataFolder), { recursive: true });
  const file = ReadModelFile.open(join(readFolderOf(dataFolder), readModelFileName(statements)), statements);
  let overlay = new RowsOverlay(statements);
  let unsaved = 0;
  const each = placements / PARTIES.length ** 2;
  for (const operator of PARTIES) {
    const closed = { eventId: newId(), closedPosition: 1, recordedAt: '2024-04-02T08:00:00.000Z' };
    overlay.apply(1, (rows) =>
      rows(settlementMonthsTable).put({
        operator,
        month: MONTH,
        issuedOn: asDay('2024-04-02'),
        knownPosition: 1,
        agreementId: words.agreementId('bench'),
        dueDays: 30,
        claimLimitMonths: 12,
        statements: PARTIES.length,
        totalOre: asOre(0),
        lostClaims: 0,
        lostOre: asOre(0),
        lateClaimReason: null,
        ...closed,
      }),
    );
    for (const payer of PARTIES) {
      const statementId = words.statementId(`${operator}-${payer}-${MONTH}`);
      overlay.apply(1, (rows) => {
        for (let line = 1; line <= each; line += 1) {
          const entry = lineOf(line, operator, payer);
          const { contractId, component, firstDay, lastDay, days, amountOre } = entry;
          const of = { statementId, attempt: 'bench', line, operator, payer, month: MONTH };
          rows(statementLinesTable).put({ ...of, contractId, component, firstDay, lastDay, days, amountOre, entry });
        }
        rows(statementsTable).put({
          statementId,
          operator,
          payer,
          payerEan: '5790000000012',
          month: MONTH,
          status: 'ISSUED',
          issuedOn: asDay('2024-04-02'),
          dueOn: asDay('2024-05-02'),
          lines: each,
          totalOre: asOre(each * 7_936_000),
          linesHash: 'bench',
          attempt: 'bench',
          ...closed,
        });
      });
      unsaved += each;
      if (unsaved < LINES_PER_SAVE) continue;
      file.save(overlay, 1);
      overlay = new RowsOverlay(statements);
      unsaved = 0;
    }
  }
  file.save(overlay, 1);
  file.createIndexes();
  file.close();
};

interface Measured {
  readonly seconds: number;
  readonly bytes: number;
  /** Resident memory above that before the export, in megabytes. */
  readonly peakMb: number;
}

/** Takes bytes and keeps none. */
const swallow = (onBytes: (bytes: number) => void): Writable =>
  new Writable({
    write: (chunk: Buffer, _, done) => {
      onBytes(chunk.length);
      done();
    },
  });

const measure = async (format: Format, placements: number): Promise<Measured> => {
  const folder = benchFolder();
  writeMonth(folder.path, placements);
  const reads = new ReadStore({
    projections: [statements, partyDirectory, offeringCatalogue],
    dataFolder: folder.path,
  });
  const settlement = new SettlementQueries(reads);
  const parties = new PartyQueries(reads);
  const explanations = { causes: async () => new Map() } as unknown as StatementExplanations;
  const lines = new StatementFileLines(settlement, explanations, parties);
  const facts = { find: async () => undefined } as unknown as PartyFacts;
  const invoices = new EInvoices(settlement, facts, new DocumentParties(parties, new OfferingQueries(reads)));
  const all = () => settlement.statements({ month: MONTH, seenBy: EVERYTHING }, PARTIES.length ** 2);

  global.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  let bytes = 0;
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
  const started = performance.now();
  const count = (more: number): void => {
    bytes += more;
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  if (format === 'xml') for (const row of all()) count((await invoices.draft(row, 'peppol-bis-3')).bytes.length);
  else {
    const file: Readable = (format === 'csv' ? statementCsv : statementXlsx)(lines.of(all(), 'da'), 'da');
    await pipeline(file, swallow(count));
  }
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(watching);
  reads.close();
  folder.remove();
  return { seconds, bytes, peakMb: (peak - before) / 1_000_000 };
};

const inItsOwnProcess = (format: Format, placements: number): Measured => {
  const preload = join(__dirname, '../support/typescript.cjs');
  const args = ['--expose-gc', '-r', preload, __filename, '--one', format, '--size', String(placements)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
};

/** The bench asks as nobody in particular. */
const EVERYTHING = { everything: true, party: words.partyCode('1082'), relations: [] } as const;

const run = (): void => {
  const rows = FORMATS.flatMap((format) =>
    SIZES.map((placements) => {
      const rounds = Array.from({ length: ROUNDS }, () => inItsOwnProcess(format, placements));
      const of = (value: (measured: Measured) => number) => median(rounds.map(value));
      const seconds = of((each) => each.seconds);
      return {
        format,
        placements,
        seconds,
        linesPerSecond: placements / seconds,
        megabytes: of((each) => each.bytes) / 1_000_000,
        peakMb: of((each) => each.peakMb),
      };
    }),
  );
  printTable(
    `Exporting a month of ${PARTIES.length ** 2} statements, ${ROUNDS} rounds, each case in a process of its own`,
    ['format', 'lines', 'seconds', 'lines per second', 'MB written', 'peak MB above start'],
    rows.map(({ format, placements, seconds, linesPerSecond, megabytes, peakMb }) => [
      format,
      placements.toLocaleString('en-US'),
      seconds.toFixed(2),
      Math.round(linesPerSecond).toLocaleString('en-US'),
      megabytes.toFixed(1),
      peakMb.toFixed(0),
    ]),
  );
  const peakOf = (format: Format, at: number): number =>
    rows.filter((row) => row.format === format).at(at)?.peakMb ?? 1;
  const goals = (['csv', 'xlsx'] as const).map((format) => {
    const ratio = peakOf(format, -1) / peakOf(format, 0);
    return { format, ratio, must: GOAL_RATIO, met: ratio <= GOAL_RATIO };
  });
  for (const { format, ratio, met } of goals)
    console.log(
      `\ngoal: ${format}: peak memory at the largest / at the smallest ≤ ${GOAL_RATIO}: ${ratio.toFixed(2)}, ${met ? 'met' : 'NOT MET'}`,
    );
  if (process.argv.includes('--json')) printJson({ title: 'export', rows, goals });
};

const one = process.argv.indexOf('--one');
if (one < 0) run();
else
  void measure(process.argv[one + 1] as Format, numberArgument('size', 10_000)).then((measured) => printJson(measured));
