import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { cosigningAccess } from '../../cosigning/cosigning.access';
import type { CosignedMonthView } from '../../cosigning/cosigning.views';
import { CosignatureListQuery, MonthCheckpointRoutes } from '../../cosigning/month-checkpoint.routes';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Checkbox, Filters, TextInput } from '../components/form';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { askedIn } from '../frame/asked';
import { Doors } from '../frame/doors';
import { danishKroner, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { shownList, type WholeList } from '../frame/whole-list';
import { CosignedSide, sideOf } from './cosigned-side';
import { partyColumns } from './party-columns';
import { PartyFilters } from './party-filters';
import { settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { StatementLink } from './statement-names';

const WORDS = {
  da: {
    title: 'Medunderskrifter',
    lead: 'Begge sider kan medunderskrive månedens kontrolpunkt: at de har set den samme log og den samme opgørelse. Intet venter på det.',
    month: 'Måned',
    missing: 'Kun måneder, hvor en side mangler',
    closed: 'Lukket',
    total: 'I alt',
    operatorSigned: 'Driftsherrens underskrift',
    payerSigned: 'Betalerens underskrift',
    checkpoint: 'Kontrolpunkt',
    see: 'Se',
    seeOf: (id: string) => `Se kontrolpunktet for ${id}`,
    nothing: 'Der er ingen lukkede måneder, som passer.',
  },
  en: {
    title: 'Cosignatures',
    lead: 'Both sides can cosign the month’s checkpoint: that they have seen the same log and the same statement. Nothing waits for it.',
    month: 'Month',
    missing: 'Only months in which a side is missing',
    closed: 'Closed',
    total: 'In all',
    operatorSigned: 'The operator’s signature',
    payerSigned: 'The payer’s signature',
    checkpoint: 'Checkpoint',
    see: 'See',
    seeOf: (id: string) => `See the checkpoint of ${id}`,
    nothing: 'No closed months fit.',
  },
};

const FILTERS = ['month', 'operator', 'payer', 'missing', 'cursor'] as const;

/** Who has cosigned which closed month, for both sides and for the auditor. */
@Pages()
export class CosignaturesPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(SETTLEMENT.cosignatures)
  @Allowed(cosigningAccess.listCosignatures)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, CosignatureListQuery, FILTERS);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(MonthCheckpointRoutes, visit).list(asked, actor),
    );
    const parties = await settlementParties(this.doors, this.names, visit);
    return screen({
      title: words.title,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <Filters id="cosignatures">
            <TextInput type="month" name="month" label={words.month} optional />
            <PartyFilters parties={parties} />
            <Checkbox name="missing" label={words.missing} checked={query.missing === true} />
          </Filters>
          <div id="list" data-live>
            <MonthTable rows={items} whole={whole} name={this.names.all()} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }
}

const MonthTable = ({
  rows,
  whole,
  name,
}: {
  rows: readonly CosignedMonthView[];
  whole: WholeList<CosignedMonthView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language } = visit;
  const words = WORDS[language];
  const columns: readonly Column<CosignedMonthView>[] = [
    { title: words.month, heads: true, cell: ({ statementId }) => <StatementLink statementId={statementId} /> },
    ...partyColumns<CosignedMonthView>(name, visit),
    { title: words.closed, cell: ({ issuedOn }) => dayText(issuedOn, language) },
    { title: words.total, numeric: true, cell: ({ totalOre }) => danishKroner(totalOre) },
    { title: words.operatorSigned, cell: (row) => <CosignedSide of={sideOf(row, 'OPERATOR')} /> },
    { title: words.payerSigned, cell: (row) => <CosignedSide of={sideOf(row, 'PAYER')} /> },
    {
      title: words.checkpoint,
      onPageOnly: true,
      cell: ({ statementId }) => (
        <a href={`${SETTLEMENT.statements}/${statementId}/checkpoint`} aria-label={words.seeOf(statementId)}>
          {words.see}
        </a>
      ),
    },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};
