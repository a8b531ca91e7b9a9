import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { VisibleContracts } from '../contracts/visible-contracts.queries';
import type { Language } from '../kernel/messages';
import type { Actor, PartyCode, PlacementId } from '../kernel/vocabulary';
import { PlaceBookQueries } from '../placements/place-book.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { ApiFile, ApiReaderLanguage, fileAnswer, PDF } from '../platform/http/file-answers';
import { ReadTimesQuery } from '../platform/http/fresh-reads';
import { IdParam } from '../platform/http/parameters';
import { ReaderLanguage } from '../platform/http/reader-language.decorator';
import { contractDocument } from './contract-document.calculation';
import { contractPdf } from './contract-pdf';
import { DocumentParties } from './document-parties';
import { documentsAccess } from './documents.access';

/** A contract as a file, to be kept on paper and compared with the ledger. */
@ApiTags('documents')
@Controller('api/v1/contracts')
export class ContractFileRoutes {
  constructor(
    private readonly visible: VisibleContracts,
    private readonly parties: DocumentParties,
    private readonly placements: PlaceBookQueries,
  ) {}

  @Allowed(documentsAccess.contractAsPdf)
  @Get(':contractId/pdf')
  @ApiOperation({
    operationId: 'contractAsPdf',
    summary: 'A contract with its addenda, signatures and hashes as PDF',
    description:
      'Tagged PDF/A-2b. The words are those that were signed, in Danish; headings follow the reader. The same contract shown as of the same day gives the same bytes.',
  })
  @ApiFile(PDF, 'The contract as people read it.')
  @ApiReaderLanguage()
  async pdf(
    @IdParam('contractId', 'The contract; the id of its placement.') contractId: PlacementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const { contract, on } = await this.visible.find(contractId, query, actor, documentsAccess.contractAsPdf);
    const bought = this.placements.placement(contractId);
    const constructed = this.parties.constructed(contract, bought === undefined ? [] : [bought.offeringId]);
    const party = (code: PartyCode) => this.parties.named(code);
    const document = contractDocument({ contract, on, party, constructed }, language);
    return fileAnswer(await contractPdf(document, on), PDF, `kontrakt-${contractId}`);
  }
}
