import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { type TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { type ReceivedFile, TakesFile, UploadedFile } from '../../platform/http/uploads';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode, TariffFileId } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { AcceptTariffFileBody, AcceptTariffFileRoute } from '../../tariff-files/accept-tariff-file';
import { ReceiveTariffFileRoute } from '../../tariff-files/receive-tariff-file';
import { TariffFilePageQuery, TariffFileRoutes } from '../../tariff-files/tariff-file.routes';
import type { TariffFileView } from '../../tariff-files/tariff-file.views';
import { tariffFilesAccess } from '../../tariff-files/tariff-files.access';
import { askedIn } from '../frame/asked';
import { FileForm } from '../components/file-form';
import { Checkbox, Form } from '../components/form';
import { Pager } from '../components/pager';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { dayText } from '../frame/formats';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { Names } from '../frame/names';
import { mayEver, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { FileFacts, Phase, Report, Rows } from './tariff-file-report';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { shownList, type WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    tariffs: 'Takster',
    title: 'Takstfiler',
    lead: 'Årets takster som regneark eller CSV. Intet i filen gælder, før den er godkendt.',
    send: 'Send en takstfil',
    file: 'Fil (CSV eller XLSX)',
    fileHint: 'Samme kolonner som i Tilbudsviften. Prøv filen først; så registreres intet.',
    check: 'Prøv filen',
    receive: 'Send filen',
    checkTitle: 'Det ville filen føre til',
    rows: 'Rækker',
    party: 'Sendt af',
    received: 'Modtaget',
    phase: 'Status',
    nothing: 'Der er ikke sendt nogen takstfil.',
    accept: 'Godkend, så filen bliver til takster',
    acceptHint: 'Rækker med fejl holdes ude. Rækker med tvivl kommer kun med, hvis du siger det.',
    takeDoubtful: 'Tag de tvivlsomme rækker med',
    one: (id: string) => `Takstfil ${id}`,
  },
  en: {
    tariffs: 'Tariffs',
    title: 'Tariff files',
    lead: 'The year’s tariffs as a spreadsheet or CSV. Nothing in the file holds before it is accepted.',
    send: 'Send a tariff file',
    file: 'File (CSV or XLSX)',
    fileHint: 'The same columns as in the price list. Try the file first; then nothing is recorded.',
    check: 'Try the file',
    receive: 'Send the file',
    checkTitle: 'What the file would lead to',
    rows: 'Rows',
    party: 'Sent by',
    received: 'Received',
    phase: 'Status',
    nothing: 'No tariff file has been sent.',
    accept: 'Accept, so that the file becomes tariffs',
    acceptHint: 'Rows with faults are left out. Rows in doubt are taken only when you say so.',
    takeDoubtful: 'Take the doubtful rows along',
    one: (id: string) => `Tariff file ${id}`,
  },
};

/** Journey 1: the yearly tariff file, tried first, then sent and accepted, with what becomes of each row in words. */
@Pages()
export class TariffFilesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(TARIFFS.files)
  @Allowed(tariffFilesAccess.listTariffFiles)
  list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.files(visit, freshForm());
  }

  @Post(`${TARIFFS.files}/check`)
  @TakesFile()
  @Allowed(tariffFilesAccess.receiveTariffFile)
  check(@UploadedFile() file: ReceivedFile, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const words = WORDS[visit.language];
    return this.forms.take(
      visit,
      NoBody,
      {},
      async () => {
        const route = this.doors.open(ReceiveTariffFileRoute, visit);
        const report = await route.receive(file, { dryRun: true }, visit.actor);
        return screen({
          title: words.checkTitle,
          wide: true,
          crumbs: [
            { href: TARIFFS.all, text: words.tariffs },
            { href: TARIFFS.files, text: words.title },
          ],
          body: <Report report={report} name={this.names.all()} offering={await this.offerings(visit)} />,
        });
      },
      (state) => this.files(visit, state),
    );
  }

  @Post(TARIFFS.files)
  @TakesFile()
  @Allowed(tariffFilesAccess.receiveTariffFile)
  receive(@UploadedFile() file: ReceivedFile, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      {},
      async () => {
        const route = this.doors.open(ReceiveTariffFileRoute, visit);
        const { fileId, position } = await route.receive(file, {}, visit.actor);
        return new SeeOther(`${TARIFFS.files}/${fileId ?? ''}`, position === undefined ? {} : { position });
      },
      (state) => this.files(visit, state),
    );
  }

  private async files(visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, TariffFilePageQuery, ['cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(TariffFileRoutes, visit).list(asked, actor),
    );
    return screen({
      title: words.title,
      crumbs: [{ href: TARIFFS.all, text: words.tariffs }],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {mayEver(tariffFilesAccess.receiveTariffFile, actor) && <Upload state={state} />}
          <div id="list" data-live>
            <Files rows={items} whole={whole} name={this.names.all()} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(`${TARIFFS.files}/:fileId`)
  @Allowed(tariffFilesAccess.getTariffFile)
  show(@IdParam('fileId') id: TariffFileId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.screen(id, visit, freshForm());
  }

  @Post(`${TARIFFS.files}/:fileId/accept`)
  @Allowed(tariffFilesAccess.acceptTariffFile)
  accept(
    @IdParam('fileId') id: TariffFileId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      AcceptTariffFileBody,
      form,
      async (body) => {
        const { position } = await this.doors.open(AcceptTariffFileRoute, visit).accept(id, body, visit.actor);
        return new SeeOther(`${TARIFFS.files}/${id}`, { position });
      },
      (state) => this.screen(id, visit, state),
    );
  }

  /** What the reader's own offerings are called. */
  private async offerings(visit: SignedInVisit): Promise<(id: string) => string> {
    const rows = await everyRow((cursor) =>
      this.doors
        .open(OfferingRoutes, visit)
        .search({ operator: visit.actor.party, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const names = new Map<string, string>(rows.map(({ offeringId, name }) => [offeringId, name]));
    return (id) => names.get(id) ?? id;
  }

  private async screen(id: TariffFileId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const routes = this.doors.open(TariffFileRoutes, visit);
    const file = await routes.get(id, {}, actor);
    const query = askedIn(visit, TariffFilePageQuery, ['cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) => routes.rows(id, asked, actor));
    return screen({
      title: words.one(shortReference(id)),
      wide: true,
      crumbs: [
        { href: TARIFFS.all, text: words.tariffs },
        { href: TARIFFS.files, text: words.title },
      ],
      body: (
        <>
          <div id="file" data-live>
            <FileFacts file={file} name={this.names.all()} />
          </div>
          {file.party === actor.party && actor.roles.includes('operator') && file.phase !== 'importing' && (
            <section class="panel">
              <p>{words.acceptHint}</p>
              <Form
                id="accept"
                action={`${TARIFFS.files}/${id}/accept`}
                state={state}
                labels={{ doubtful: words.takeDoubtful }}
                submit={words.accept}
              >
                <Checkbox name="doubtful" label={words.takeDoubtful} />
              </Form>
            </section>
          )}
          <Rows rows={items} whole={whole} caption={words.rows} />
          <Pager next={next} />
        </>
      ),
    });
  }
}

const Upload = ({ state }: { state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <section class="panel" aria-labelledby="send">
      <h2 id="send">{words.send}</h2>
      <FileForm
        id="tariff"
        name="file"
        action={TARIFFS.files}
        state={state}
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.xlsx,text/csv"
        check={words.check}
        send={words.receive}
      />
    </section>
  );
};

const Files = ({
  rows,
  whole,
  name,
}: {
  rows: readonly TariffFileView[];
  whole: WholeList<TariffFileView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      rows={rows}
      empty={words.nothing}
      columns={[
        {
          title: words.title,
          heads: true,
          cell: ({ fileId, format }) => (
            <a href={`${TARIFFS.files}/${fileId}`}>
              {words.one(shortReference(fileId))} ({format})
            </a>
          ),
        },
        { title: words.party, cell: ({ party }) => name(party) },
        { title: words.received, cell: ({ receivedOn }) => dayText(receivedOn, language) },
        { title: words.rows, numeric: true, cell: (file) => file.rows },
        { title: words.phase, cell: ({ phase }) => <Phase phase={phase} /> },
      ]}
    />
  );
};
