import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import type { Day, Month } from '../kernel/calendar';
import { addDays, firstDayOf, lastDayOf } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/command-runner';
import { DayField, MonthField, WholeNumberField } from '../platform/http/fields';
import { ApiFile, fileAnswer, type FileKind } from '../platform/http/file-answers';
import { FreshReads } from '../platform/http/fresh-reads';
import { AuditPacks, type PackRange } from './audit-pack';
import { LogProofs } from './log-proofs';
import { proofsAccess } from './proofs.access';

const ZIP: FileKind = { type: 'application/zip', ending: 'zip' };

export class AuditPackQuery {
  @MonthField('Only events recorded in this Danish month.', { optional: true })
  month?: Month;

  @DayField('Only events recorded on this Danish day or later.', { optional: true })
  from?: Day;

  @DayField('Only events recorded on this Danish day or earlier.', { optional: true })
  to?: Day;

  @WholeNumberField('Number of events of an earlier checkpoint, which this log is then shown to begin with.', {
    min: 1,
    optional: true,
  })
  since?: number;
}

@ApiTags('audit')
@Controller('api/v1/audit/pack')
export class AuditPackRoute {
  constructor(
    private readonly packs: AuditPacks,
    private readonly proofs: LogProofs,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(proofsAccess.getAuditPack)
  @Get()
  @ApiOperation({
    operationId: 'getAuditPack',
    summary: 'One file with the events, what is signed of them, and a program that verifies both without the product',
    description:
      'A ZIP archive with the events as they are stored, the checkpoint, what else is needed to compute its root, the certificate of the last replay if there is one, a text in Danish, and a verifier for Node 20 or later. Of a part of the log its proof is given, too. It is written as it is read, however long the log is.',
  })
  @ApiFile(ZIP, 'The pack.')
  @ApiConflictResponse({ description: 'EMPTY_LOG, LOG_CONTRADICTS_CHECKPOINT' })
  @ApiUnprocessableEntityResponse({ description: 'NOTHING_RECORDED_THEN, MONTH_OR_DAYS, LOG_NOT_SO_LONG' })
  async pack(@Query() query: AuditPackQuery): Promise<StreamableFile> {
    const { content, name } = await this.packs.pack(await this.range(query));
    return fileAnswer(content, ZIP, name);
  }

  private async range({ month, from, to, since }: AuditPackQuery): Promise<PackRange> {
    if (month !== undefined && (from !== undefined || to !== undefined)) throw new Refused(reject('MONTH_OR_DAYS'));
    const first = month === undefined ? from : firstDayOf(month);
    const last = month === undefined ? to : lastDayOf(month);
    return {
      ...(first === undefined ? {} : { first: (await this.countUpTo(addDays(first, -1))) + 1 }),
      ...(last === undefined ? {} : { last: await this.countUpTo(last) }),
      ...(since === undefined ? {} : { since }),
    };
  }

  /** How many events had been recorded at the end of a Danish day. */
  private async countUpTo(day: Day): Promise<number> {
    const { knownAt = 0 } = await this.fresh.resolve({ knownAt: day });
    return this.proofs.numberAt(knownAt);
  }
}
