import { Controller, Inject, Injectable, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode, TariffFileId } from '../kernel/vocabulary';
import { tariffFileId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { currentContext, within } from '../platform/commands/command-context';
import { CommandRunner } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import { FlagField } from '../platform/http/fields';
import { type ReceivedFile, TakesFile, UploadedFile } from '../platform/http/uploads';
import { TariffQueries } from '../tariffs/tariffs.queries';
import {
  ReceiveTariffFile,
  receiveTariffFile,
  RecordTariffRows,
  recordTariffRows,
  tariffFile,
} from './tariff-file.decider';
import type { RowOutcome, TariffFileRow } from './tariff-file.events';
import { type OpenTariffFile, openTariffFile } from './tariff-file-reader';
import {
  countViews,
  type GoneTariffView,
  rowReport,
  type RowReportView,
  TariffFileReportView,
} from './tariff-file.views';
import { tariffFilesAccess } from './tariff-files.access';
import { TariffDesk } from './tariff-desk';

/** Rows in one event, as many as fit well under the store's limit whatever their texts are. */
const PART_ROWS_MAX = 100;
/** Rows and tariffs shown in the answer to an upload; the rest is paged. */
const SHOWN_MAX = 500;

export class ReceiveQuery {
  @FlagField('Only look: nothing is recorded. Default: no.', { optional: true })
  dryRun?: boolean;
}

/** What a file would do to the ledger, all of it counted and the first of it shown. */
interface FileReport {
  readonly rows: number;
  readonly counts: Readonly<Partial<Record<RowOutcome, number>>>;
  readonly doubtful: number;
  readonly items: readonly RowReportView[];
  readonly gone: readonly GoneTariffView[];
}

/** Goes through a file once: what is seen is reported, and what is to be kept is handed on tariff by tariff. */
@Injectable()
export class TariffFileReports {
  constructor(
    private readonly desk: TariffDesk,
    private readonly tariffs: TariffQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(
    fileId: TariffFileId,
    by: PartyCode,
    { tariffs }: OpenTariffFile,
    keep: (rows: readonly TariffFileRow[]) => Promise<void>,
  ): Promise<FileReport> {
    const pass = this.desk.pass(fileId, by, this.clock.today());
    const counts: Partial<Record<RowOutcome, number>> = {};
    const items: RowReportView[] = [];
    const named = new Set<string>();
    const operators = new Set<PartyCode>();
    let [rows, doubtful] = [0, 0];
    for await (const tariff of tariffs) {
      await keep(tariff);
      const judgement = await this.desk.judged(tariff, pass);
      const { outcome, offeringId, line } = judgement;
      rows += tariff.length;
      counts[outcome] = (counts[outcome] ?? 0) + tariff.length;
      if (judgement.doubtful) doubtful += tariff.length;
      const [first] = tariff;
      if (first?.operator !== undefined && outcome !== 'REFUSED') operators.add(first.operator);
      if (offeringId !== undefined) named.add(`${offeringId} ${line} ${first?.level ?? ''}`);
      for (const [at, row] of tariff.entries())
        if (items.length < SHOWN_MAX && outcome !== 'UNCHANGED') items.push(rowReport(row, judgement, at));
    }
    return { rows, counts, doubtful, items, gone: this.gone(operators, named) };
  }

  /** Tariffs in force of the operators that the file speaks of, which it does not hold. */
  private gone(operators: ReadonlySet<PartyCode>, named: ReadonlySet<string>): readonly GoneTariffView[] {
    const today = this.clock.today();
    return [...operators]
      .flatMap((operator) => this.tariffs.versionsOfOperator(operator))
      .filter(({ validFrom, validTo, supersededBy }) => {
        return supersededBy === null && validFrom <= today && (validTo === null || validTo >= today);
      })
      .filter(({ offeringId, serviceLineId, level }) => !named.has(`${offeringId} ${serviceLineId} ${level}`))
      .slice(0, SHOWN_MAX)
      .map(({ offeringId, operator, serviceLineId, level }) => ({ offeringId, operator, serviceLineId, level }));
  }
}

@ApiTags('tariff files')
@Controller('api/v1/tariff-files')
export class ReceiveTariffFileRoute {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reports: TariffFileReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffFilesAccess.receiveTariffFile)
  @Post()
  @TakesFile()
  @ApiOperation({
    operationId: 'receiveTariffFile',
    summary: 'Send a tariff file, CSV or XLSX, and see row by row what it would do',
    description:
      'The body is the file itself, or a form with the file alone. Columns in any order, named in Danish or English. Nothing of the file holds until it ' +
      'is accepted. The same file from the same party is the same import.',
  })
  @ApiCreatedResponse({ type: TariffFileReportView })
  async receive(
    @UploadedFile() file: ReceivedFile,
    @Query() { dryRun = false }: ReceiveQuery,
    @CurrentActor() { party }: Actor,
  ): Promise<TariffFileReportView> {
    const fileId = tariffFileId(derivedId('tariff-file', party, file.hash));
    const known = (await this.runner.stateOf(tariffFile, fileId)).state;
    const opened = await openTariffFile(file);
    const { unknown: unknownColumns } = opened.header;
    let part = 0;
    let open: TariffFileRow[] = [];
    const flush = async (): Promise<void> => {
      if (open.length === 0) return;
      part += 1;
      const command = new RecordTariffRows({ fileId, part, rows: open });
      await this.record(`part ${part}`, () =>
        this.runner.run(tariffFile, fileId, (state) => recordTariffRows(command, state)),
      );
      open = [];
    };
    const keep = async (rows: readonly TariffFileRow[]): Promise<void> => {
      if (dryRun) return;
      if (open.length + rows.length > PART_ROWS_MAX) await flush();
      open.push(...rows);
    };
    const report = await this.reports.of(fileId, party, opened, keep);
    const { rows, counts, doubtful, items, gone } = report;
    const shown = { rows, counts: countViews(counts), doubtful, unknownColumns, items, gone };
    const repeated = known.received !== undefined;
    if (dryRun) return { dryRun, repeated, ...shown };
    await flush();
    const { format, hash, bytes } = file;
    const receivedOn = this.clock.today();
    const command = new ReceiveTariffFile({ fileId, party, format, hash, bytes, rows, unknownColumns, receivedOn });
    const { receipt } = await this.record('received', () =>
      this.runner.run(tariffFile, fileId, (state) => receiveTariffFile(command, state)),
    );
    return { fileId, position: receipt.position, dryRun, repeated, ...shown };
  }

  /** Each decision has an id of its own; what makes a repetition harmless is the file's hash, not the request's key. */
  private record<T>(step: string, run: () => Promise<T>): Promise<T> {
    const { correlationId, causationId, commandId, actor, onBehalfOf } = currentContext();
    return within({ commandId: derivedId(commandId, step), correlationId, causationId, actor, onBehalfOf }, run);
  }
}
