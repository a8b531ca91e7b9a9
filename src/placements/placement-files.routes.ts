import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { legalBasis } from '../kernel/legal-basis';
import type { Language } from '../kernel/messages';
import type { Actor } from '../kernel/vocabulary';
import { PartyQueries } from '../parties/parties.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { ApiFile, ApiReaderLanguage, CSV, fileAnswer, XLSX } from '../platform/http/file-answers';
import { ReaderLanguage } from '../platform/http/reader-language.decorator';
import { type SheetColumn, sheetCsv, sheetXlsx } from '../platform/http/sheets';
import { PHASE_NAMES } from './phase-names';
import { PlacementFilterQuery, PlacementLists } from './placement-list';
import { placementView } from './placement.routes';
import type { PlacementView } from './placement.views';
import { placementsAccess } from './placements.access';

const SHEET: Readonly<Record<Language, string>> = { da: 'Indskrivninger', en: 'Placements' };

/** The list as files, narrowed and ordered as the list is. A citizen stands there by the reference alone. */
@ApiTags('placements')
@Controller('api/v1/placements')
export class PlacementFileRoutes {
  constructor(
    private readonly lists: PlacementLists,
    private readonly parties: PartyQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.placementsAsCsv)
  @Get('csv')
  @ApiOperation({
    operationId: 'placementsAsCsv',
    summary: 'Your placements as CSV, by the same filters as the list',
    description: 'Semicolons, UTF-8 with byte order mark; no text begins as a formula would.',
  })
  @ApiFile(CSV, 'One row per placement, with a heading.')
  @ApiReaderLanguage()
  async csv(
    @Query() query: PlacementFilterQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const pages = await this.pages(query, actor, placementsAccess.placementsAsCsv);
    return fileAnswer(sheetCsv(this.columns(language), pages, language), CSV, this.name());
  }

  @Allowed(placementsAccess.placementsAsXlsx)
  @Get('xlsx')
  @ApiOperation({
    operationId: 'placementsAsXlsx',
    summary: 'Your placements as a spreadsheet, by the same filters as the list',
    description: 'Days are dates.',
  })
  @ApiFile(XLSX, 'One row per placement, with a heading.')
  @ApiReaderLanguage()
  async xlsx(
    @Query() query: PlacementFilterQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const pages = await this.pages(query, actor, placementsAccess.placementsAsXlsx);
    return fileAnswer(sheetXlsx(SHEET[language], this.columns(language), pages, language), XLSX, this.name());
  }

  private name(): string {
    return `indskrivninger-${this.clock.today()}`;
  }

  private async pages(
    query: PlacementFilterQuery,
    actor: Actor,
    permission: Parameters<PlacementLists['every']>[2],
  ): Promise<AsyncIterable<readonly PlacementView[]>> {
    const found = await this.lists.every(query, actor, permission);
    return (async function* () {
      for await (const rows of found) yield rows.map((row) => placementView(row, query.effectiveOn));
    })();
  }

  private columns(language: Language): readonly SheetColumn<PlacementView>[] {
    const names = new Map(this.parties.all().map(({ party, name }) => [party, name]));
    return [
      { heading: { da: 'Tilbud', en: 'Offering' }, width: 36, kind: 'text', value: (row) => row.offeringName },
      { heading: { da: 'Ydelse', en: 'Service line' }, width: 14, kind: 'text', value: (row) => row.serviceLineId },
      { heading: { da: 'Paragraf', en: 'Paragraph' }, width: 14, kind: 'text', value: (row) => row.legalBasis },
      {
        heading: { da: 'Paragraf i ord', en: 'Paragraph in words' },
        width: 30,
        kind: 'text',
        value: (row) => legalBasis(row.legalBasis).danish,
      },
      { heading: { da: 'Niveau', en: 'Level' }, width: 16, kind: 'text', value: (row) => row.level },
      {
        heading: { da: 'Status', en: 'Status' },
        width: 14,
        kind: 'text',
        value: ({ phase }) => PHASE_NAMES[phase][language],
      },
      { heading: { da: 'Køber', en: 'Buyer' }, width: 8, kind: 'text', value: (row) => row.buyer },
      {
        heading: { da: 'Købers navn', en: 'Buyer’s name' },
        width: 22,
        kind: 'text',
        value: ({ buyer }) => names.get(buyer),
      },
      { heading: { da: 'Driftsherre', en: 'Operator' }, width: 10, kind: 'text', value: (row) => row.operator },
      {
        heading: { da: 'Driftsherrens navn', en: 'Operator’s name' },
        width: 22,
        kind: 'text',
        value: ({ operator }) => names.get(operator),
      },
      { heading: { da: 'Betaler', en: 'Payer' }, width: 8, kind: 'text', value: (row) => row.payer },
      {
        heading: { da: 'Betalers navn', en: 'Payer’s name' },
        width: 22,
        kind: 'text',
        value: ({ payer }) => names.get(payer),
      },
      { heading: { da: 'Første dag', en: 'First day' }, width: 12, kind: 'day', value: (row) => row.firstDay },
      { heading: { da: 'Sidste dag', en: 'Last day' }, width: 12, kind: 'day', value: (row) => row.lastDay },
      {
        heading: { da: 'Sidste betalingsdag', en: 'Last payable day' },
        width: 12,
        kind: 'day',
        value: ({ lastPayableDay, noticeLastPayableDay }) => lastPayableDay ?? noticeLastPayableDay,
      },
      { heading: { da: 'Indskrivning', en: 'Placement' }, width: 38, kind: 'text', value: (row) => row.placementId },
      {
        heading: { da: 'Borger (pseudonym)', en: 'Citizen (pseudonym)' },
        width: 38,
        kind: 'text',
        value: (row) => row.citizenRef,
      },
    ];
  }
}
