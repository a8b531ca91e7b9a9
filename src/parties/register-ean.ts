import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, FlagField } from '../platform/http/fields';
import { PartyParam } from '../platform/http/parameters';
import { partiesAccess } from './parties.access';
import { party, RegisterEan, registerEan } from './party.decider';

export class RegisterEanBody {
  @CodeField(/^\d{13}$/, 'EAN location number (GLN): 13 digits, the last a check digit.', { example: '5798005770220' })
  ean!: string;

  @FlagField('The number is made up for demonstration.', { optional: true })
  constructed?: boolean;
}

@ApiTags('parties')
@Controller('api/v1/parties')
export class RegisterEanRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(partiesAccess.registerEan)
  @Post(':party/ean')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'registerEan',
    summary: 'Register where electronic invoices go',
    description: 'By the party itself, or for it by the secretariat of its region.',
  })
  register(
    @PartyParam('party', 'The party that receives the invoices.') party: PartyCode,
    @Body() { ean, constructed = false }: RegisterEanBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new RegisterEan({ party, by: actor, ean, constructed }));
  }
}

@CommandHandler(RegisterEan)
export class RegisterEanHandler implements ICommandHandler<RegisterEan> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: RegisterEan): Promise<Receipt> {
    const { receipt } = await this.runner.run(party, command.data.party, (state) => registerEan(command, state));
    return receipt;
  }
}
