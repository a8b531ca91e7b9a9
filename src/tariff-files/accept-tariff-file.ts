import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, TariffFileId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { FlagField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { AcceptTariffFile, acceptTariffFile, tariffFile } from './tariff-file.decider';
import { tariffFilesAccess } from './tariff-files.access';

export class AcceptTariffFileBody {
  @FlagField('Take the doubtful rows along. Default: no; they can be accepted later.', { optional: true })
  doubtful?: boolean;
}

@ApiTags('tariff files')
@Controller('api/v1/tariff-files')
export class AcceptTariffFileRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffFilesAccess.acceptTariffFile)
  @Post(':fileId/accept')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'acceptTariffFile',
    summary: 'Let a received file become tariffs',
    description: 'The import goes on by itself, also after a crash; read the file to see how far it has come.',
  })
  accept(
    @IdParam('fileId', 'The file.') fileId: TariffFileId,
    @Body() { doubtful = false }: AcceptTariffFileBody,
    @CurrentActor() { party }: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new AcceptTariffFile({ fileId, by: party, doubtful, acceptedOn: this.clock.today() }));
  }
}

@CommandHandler(AcceptTariffFile)
export class AcceptTariffFileHandler implements ICommandHandler<AcceptTariffFile> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: AcceptTariffFile): Promise<Receipt> {
    const { fileId } = command.data;
    return (await this.runner.run(tariffFile, fileId, (state) => acceptTariffFile(command, state))).receipt;
  }
}
