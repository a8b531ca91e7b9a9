import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { RowReportView, TariffFileReportView, TariffFileView } from '../../tariff-files/tariff-file.views';
import { Alert, Facts, Figures, Progress, Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishKroner, dayOr, dayText, shareText } from '../frame/formats';
import { PATHS, TARIFFS } from '../frame/navigation';
import { FILE_PHASE_WORDS, OUTCOME_WORDS } from './tariff-words';
import { useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import type { WholeList } from '../frame/whole-list';

const WORDS = {
  da: {
    checkLead: 'Filen er kun prøvet. Intet er registreret. Vælg den igen for at sende den.',
    again: 'Vælg filen igen',
    rows: 'Rækker',
    doubtful: 'Tvivlsomme rækker',
    unknown: 'Overskrifter, som ingen kender, og som ikke er læst',
    gone: 'Takster, der gælder nu og ikke er i filen',
    row: 'Række',
    offering: 'Tilbud',
    level: 'Niveau',
    component: 'Del',
    price: 'Pris',
    from: 'Gælder fra',
    before: 'Pris pr. dag før',
    change: 'Ændring',
    outcome: 'Udfald',
    remarks: 'Hvorfor',
    party: 'Sendt af',
    received: 'Modtaget',
    noRows: 'Filen ændrer intet.',
    format: 'Format',
    hash: 'Filens kontrolsum (SHA-256)',
    progress: 'Indlæst',
    line: 'Ydelse',
    operator: 'Driftsherre',
  },
  en: {
    checkLead: 'The file was only tried. Nothing has been recorded. Choose it again to send it.',
    again: 'Choose the file again',
    rows: 'Rows',
    doubtful: 'Doubtful rows',
    unknown: 'Headings that nobody knows and that were not read',
    gone: 'Tariffs in force that are not in the file',
    row: 'Row',
    offering: 'Offering',
    level: 'Level',
    component: 'Part',
    price: 'Price',
    from: 'Holds from',
    before: 'Price a day before',
    change: 'Change',
    outcome: 'Outcome',
    remarks: 'Why',
    party: 'Sent by',
    received: 'Received',
    noRows: 'The file changes nothing.',
    format: 'Format',
    hash: 'Checksum of the file (SHA-256)',
    progress: 'Imported',
    line: 'Service',
    operator: 'Operator',
  },
};

export const Phase = ({ phase }: Pick<TariffFileView, 'phase'>): VNode => (
  <Status kind={FILE_PHASE_WORDS[phase].kind}>{FILE_PHASE_WORDS[phase][useVisit().language]}</Status>
);

const Counts = ({ of }: { of: Pick<TariffFileView, 'counts'> & { readonly rows: number } }): VNode => {
  const { language } = useVisit();
  return (
    <Figures
      entries={[
        { term: WORDS[language].rows, value: of.rows },
        ...of.counts.map(({ outcome, rows }) => ({ term: OUTCOME_WORDS[outcome][language], value: rows })),
      ]}
    />
  );
};

/** Who sent a file, how far it has come, and what becomes of its rows. */
export const FileFacts = ({ file, name }: { file: TariffFileView; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { phase, party, receivedOn, format, hash, parts, importedParts, unknownColumns } = file;
  return (
    <>
      <p>
        <Phase phase={phase} />
      </p>
      <Counts of={file} />
      {phase === 'importing' && <Progress label={words.progress} value={importedParts} of={parts} />}
      <Facts
        entries={[
          { term: words.party, value: name(party) },
          { term: words.received, value: dayText(receivedOn, language) },
          { term: words.format, value: format },
          unknownColumns.length > 0 && { term: words.unknown, value: unknownColumns.join(', ') },
          { term: words.hash, value: <code class="hash">{hash}</code> },
        ]}
      />
    </>
  );
};

/** What a file would lead to; it was only tried. */
export const Report = ({
  report,
  name,
  offering,
}: {
  report: TariffFileReportView;
  name: (party: PartyCode) => string;
  /** What an offering is called. */
  offering: (id: string) => string;
}): VNode => {
  const words = WORDS[useVisit().language];
  const { doubtful, unknownColumns, items, gone } = report;
  return (
    <>
      <Alert tone="info">
        <p>{words.checkLead}</p>
        <p>
          <a href={TARIFFS.files}>{words.again}</a>
        </p>
      </Alert>
      <Counts of={report} />
      <Facts
        entries={[
          { term: words.doubtful, value: doubtful },
          unknownColumns.length > 0 && { term: words.unknown, value: unknownColumns.join(', ') },
        ]}
      />
      <Rows rows={items} caption={words.rows} />
      {gone.length > 0 && (
        <section>
          <h2>{words.gone}</h2>
          <Table
            caption={words.gone}
            captionHidden
            rows={gone}
            columns={[
              {
                title: words.offering,
                heads: true,
                cell: ({ offeringId }) => <a href={`${PATHS.offerings}/${offeringId}`}>{offering(offeringId)}</a>,
              },
              { title: words.operator, cell: ({ operator }) => name(operator) },
              { title: words.line, cell: ({ serviceLineId }) => serviceLineId },
              { title: words.level, cell: ({ level }) => level },
            ]}
          />
        </section>
      )}
    </>
  );
};

/** What becomes of each row, and why. */
export const Rows = ({
  rows,
  whole,
  caption,
}: {
  rows: readonly RowReportView[];
  /** The list of which they are a part; left out where they are all. */
  whole?: WholeList<RowReportView>;
  caption: string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<RowReportView>[] = [
    { title: words.row, heads: true, cell: ({ row }) => row },
    {
      title: words.offering,
      cell: ({ offering, legalBasis }) => (
        <>
          {offering}
          {legalBasis !== undefined && <span class="under">{paragraph(legalBasis)}</span>}
        </>
      ),
    },
    { title: words.level, cell: ({ level }) => level },
    { title: words.component, cell: ({ component }) => component },
    {
      title: words.price,
      numeric: true,
      cell: ({ priceOre }) => (priceOre === undefined ? '–' : danishKroner(priceOre)),
    },
    { title: words.from, cell: ({ validFrom }) => dayOr(validFrom, language) },
    {
      title: words.before,
      numeric: true,
      cell: ({ previousOre, changeBp }) => (
        <>
          {previousOre === undefined ? '–' : danishKroner(previousOre)}
          {changeBp !== undefined && (
            <span class="under">
              {words.change}: {shareText(changeBp)}
            </span>
          )}
        </>
      ),
    },
    {
      title: words.outcome,
      cell: ({ outcome, doubtful }) => (
        <>
          <Status kind={OUTCOME_WORDS[outcome].kind}>{OUTCOME_WORDS[outcome][language]}</Status>
          {doubtful && <span class="under">{words.doubtful}</span>}
        </>
      ),
    },
    {
      title: words.remarks,
      cell: ({ remarks }) => remarks.map((remark) => <span class="under">{remark[language]}</span>),
    },
  ];
  return <Table files {...(whole && { whole })} caption={caption} columns={columns} rows={rows} empty={words.noRows} />;
};
