import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { type TypedForm } from '../../platform/http/form-body';
import { fileText, type ReceivedFile, TakesFile, UploadedFile } from '../../platform/http/uploads';
import { ImportPaymentsRoute, PaymentImportQuery, PaymentTextBody } from '../../settlement/payments/import-payments';
import type { PaymentFileView, PaymentImportView } from '../../settlement/payments/payment-file.views';
import { settlementAccess } from '../../settlement/settlement.access';
import { FileForm } from '../components/file-form';
import { askedIn } from '../frame/asked';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { Ended, Report, SentFiles } from './payment-file-report';
import { Sections, settlementCrumb } from './settlement-sections';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { RunningWork } from '../components/running-work';

const WORDS = {
  da: {
    payments: 'Betalinger',
    title: 'Indlæs en fil med betalinger',
    lead: 'En fil fra banken eller økonomisystemet. Hver række bliver til en betaling af den opgørelse, hvis nummer står i dens reference.',
    file: 'Fil (CSV, eller kontoudtog camt.053 som XML)',
    fileHint:
      'CSV med kolonnerne beløb, dato og reference, og gerne bilag. Den samme fil to gange ændrer intet. Højst 5.000 rækker.',
    check: 'Prøv filen',
    take: 'Indlæs betalingerne',
    tried: 'Det ville filen føre til',
    running: 'En fil bliver indlæst',
    rows: 'Rækker',
    stop: 'Stands indlæsningen',
    stopRule:
      'Den kan standses. Rækker, der er taget, står ved magt; den samme fil igen tager resten og tæller ingen to gange.',
  },
  en: {
    payments: 'Payments',
    title: 'Bring in a payment file',
    lead: 'A file from the bank or the finance system. Each row becomes a payment of the statement whose number stands in its reference.',
    file: 'File (CSV, or an account statement camt.053 as XML)',
    fileHint:
      'CSV with the columns beløb, dato and reference, and bilag if there is one; or amount, date, text and entry. The same file twice changes nothing. At most 5.000 rows.',
    check: 'Try the file',
    take: 'Bring in the payments',
    tried: 'What the file would lead to',
    running: 'A file is being brought in',
    rows: 'Rows',
    stop: 'Stop it',
    stopRule:
      'It can be stopped. Rows that were taken stand; the same file again takes the rest and counts none twice.',
  },
};

type PaymentUpload = ReceivedFile<'CSV' | 'XML'>;

/** Payments from a bank's or a finance system's file: tried first, then taken, with what became of each row. */
@Pages()
export class PaymentFilesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(SETTLEMENT.paymentFiles)
  @Allowed(settlementAccess.getPaymentImport)
  show(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.stand(visit, freshForm());
  }

  @Post(`${SETTLEMENT.paymentFiles}/check`)
  @TakesFile(['CSV', 'XML'])
  @Allowed(settlementAccess.importPayments)
  check(@UploadedFile() file: PaymentUpload, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(file, visit, async (body) => {
      const route = this.doors.open(ImportPaymentsRoute, visit);
      return this.report(await route.import({ ...body, dryRun: true }, visit.actor), visit);
    });
  }

  @Post(SETTLEMENT.paymentFiles)
  @TakesFile(['CSV', 'XML'])
  @Allowed(settlementAccess.beginPaymentImport)
  begin(@UploadedFile() file: PaymentUpload, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.take(file, visit, async (body) => {
      await this.doors.open(ImportPaymentsRoute, visit).begin(body, visit.actor);
      return new SeeOther(SETTLEMENT.paymentFiles);
    });
  }

  @Post(`${SETTLEMENT.paymentFiles}/stop`)
  @Allowed(settlementAccess.stopPaymentImport)
  stop(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      async () => {
        await this.doors.open(ImportPaymentsRoute, visit).stop(visit.actor);
        return new SeeOther(SETTLEMENT.paymentFiles);
      },
      (state) => this.stand(visit, state),
    );
  }

  private async take(
    file: PaymentUpload,
    visit: SignedInVisit,
    send: (body: PaymentTextBody) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const content = await fileText(file);
    const format = file.format === 'XML' ? 'CAMT053' : 'CSV';
    // The file itself is not drawn again.
    return this.forms.take(visit, PaymentTextBody, { format, content }, send, (state) =>
      this.stand(visit, { ...state, typed: {} }),
    );
  }

  private async stand(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const asked = askedIn(visit, PaymentImportQuery, ['fileId']);
    const stand = await this.doors.open(ImportPaymentsRoute, visit).stand(asked, actor);
    return screen({
      title: words.title,
      wide: true,
      crumbs: crumbsOf(language),
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <div id="import" data-live>
            {stand.running ? <Running of={stand} /> : <Ended of={stand} />}
          </div>
          {!stand.running && <Upload state={state} />}
          {stand.files.length > 1 && <SentFiles files={stand.files} shown={stand.fileId} />}
        </>
      ),
    });
  }

  private report(report: PaymentFileView, { language }: SignedInVisit): Screen {
    const words = WORDS[language];
    return screen({
      title: words.tried,
      wide: true,
      crumbs: [...crumbsOf(language), { href: SETTLEMENT.paymentFiles, text: words.title }],
      body: <Report report={report} />,
    });
  }
}

const crumbsOf = (language: SignedInVisit['language']) => [
  settlementCrumb(language),
  { href: SETTLEMENT.payments, text: WORDS[language].payments },
];

const Upload = ({ state }: { state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel" aria-label={words.title}>
      <FileForm
        id="payments"
        name="content"
        action={SETTLEMENT.paymentFiles}
        state={state}
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.xml,text/csv,application/xml,text/xml"
        check={words.check}
        send={words.take}
      />
    </section>
  );
};

const Running = ({ of: { done = 0, rows = 0 } }: { of: PaymentImportView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <RunningWork
      at={SETTLEMENT.paymentFiles}
      title={words.running}
      counted={words.rows}
      done={done}
      of={rows}
      stop={words.stop}
    >
      <p>{words.stopRule}</p>
    </RunningWork>
  );
};
