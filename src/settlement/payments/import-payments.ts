import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { FlagField, IdField, OneOfField, TextField, WholeNumberField } from '../../platform/http/fields';
import { FreshReads } from '../../platform/http/fresh-reads';
import { PAYMENT_FORMATS, type PaymentFormat } from './payment-file.events';
import { PaymentImports } from './payment-imports';
import { PaymentFileView, PaymentImportView } from './payment-file.views';
import { settlementAccess } from '../settlement.access';

/** Characters of a file; a request holds a megabyte. */
const FILE_CHARACTERS_MAX = 900_000;

export class PaymentTextBody {
  @OneOfField(PAYMENT_FORMATS, 'CSV with headings, or an account statement by ISO 20022 (camt.053).')
  format!: PaymentFormat;

  // Accounts and dates that stand side by side look like CPR numbers; of the text only what is known to be none is kept.
  @TextField('The file as text.', { maxLength: FILE_CHARACTERS_MAX, mayHoldCpr: true })
  content!: string;
}

export class PaymentFileBody extends PaymentTextBody {
  @FlagField('Only say what each row would become.', { optional: true })
  dryRun?: boolean;
}

export class PaymentImportQuery {
  @IdField('A file that was sent before. Default: the one sent last.', { optional: true })
  fileId?: string;

  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/payment-files')
export class ImportPaymentsRoute {
  constructor(
    private readonly imports: PaymentImports,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(settlementAccess.importPayments)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'importPayments',
    summary: 'Payments from a bank or finance system’s file, row by row',
    description:
      'Columns in any order, by Danish or English names: beløb, dato, reference and, if there is one, bilag. A row is for the statement whose number stands in its reference. The same entry, or the same file again, changes nothing.',
  })
  @ApiOkResponse({ type: PaymentFileView })
  @ApiConflictResponse({ description: 'PAYMENT_IMPORT_RUNNING' })
  import(
    @Body() { format, content, dryRun = false }: PaymentFileBody,
    @CurrentActor() { party }: Actor,
  ): Promise<PaymentFileView> {
    return this.imports.take(party, { format, content }, dryRun);
  }

  @Allowed(settlementAccess.beginPaymentImport)
  @Post('begin')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'beginPaymentImport',
    summary: 'The same, without waiting for the end of a long file',
    description: 'A short file is answered with its end. One at a time for each operator.',
  })
  @ApiAcceptedResponse({ type: PaymentImportView })
  @ApiConflictResponse({ description: 'PAYMENT_IMPORT_RUNNING' })
  begin(@Body() { format, content }: PaymentTextBody, @CurrentActor() { party }: Actor): Promise<PaymentImportView> {
    return this.imports.begin(party, { format, content });
  }

  @Allowed(settlementAccess.stopPaymentImport)
  @Post('stop')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stopPaymentImport',
    summary: 'Stop the payment file that is being taken',
    description:
      'Rows that were taken stand: each is a payment of its own. The same file again takes the rest, and counts none twice. Without one that runs, nothing happens.',
  })
  @ApiOkResponse({ type: PaymentImportView })
  stop(@CurrentActor() { party }: Actor): Promise<PaymentImportView> {
    return this.imports.stop(party);
  }

  @Allowed(settlementAccess.getPaymentImport)
  @Get()
  @ApiOperation({
    operationId: 'getPaymentImport',
    summary: 'How far the operator’s payment file is, and what became of each row of any that was sent',
    description:
      'As it is recorded, so every replica and a process that was started since tell the same: rows taken, rows refused and why, and how many are still to come. A file that was cut off is told as such; the same file again takes what is left of it.',
  })
  @ApiOkResponse({ type: PaymentImportView })
  async stand(
    @Query() { fileId, minPosition }: PaymentImportQuery,
    @CurrentActor() { party }: Actor,
  ): Promise<PaymentImportView> {
    await this.fresh.resolve(minPosition === undefined ? {} : { minPosition });
    return this.imports.stand(party, fileId);
  }
}
