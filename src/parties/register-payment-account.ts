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
import { party, RegisterPaymentAccount, registerPaymentAccount } from './party.decider';

export class RegisterPaymentAccountBody {
  @CodeField(/^\d{4}$/, 'Registration number of the bank.', { example: '0216' })
  registrationNumber!: string;

  @CodeField(/^\d{10}$/, 'Account number, ten digits with leading zeros.', { example: '0004069001' })
  accountNumber!: string;

  @FlagField('Made up for demonstration.', { optional: true })
  constructed?: boolean;
}

@ApiTags('parties')
@Controller('api/v1/parties')
export class RegisterPaymentAccountRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(partiesAccess.registerPaymentAccount)
  @Post(':party/payment-account')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'registerPaymentAccount',
    summary: 'Register where payments go',
    description: 'By the party itself and nobody else. What it is owed names the account from then on.',
  })
  register(
    @PartyParam('party', 'The party that is paid.') party: PartyCode,
    @Body() { constructed = false, ...given }: RegisterPaymentAccountBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new RegisterPaymentAccount({ party, by: actor, ...given, constructed }));
  }
}

@CommandHandler(RegisterPaymentAccount)
export class RegisterPaymentAccountHandler implements ICommandHandler<RegisterPaymentAccount> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: RegisterPaymentAccount): Promise<Receipt> {
    const { receipt } = await this.runner.run(party, command.data.party, (state) =>
      registerPaymentAccount(command, state),
    );
    return receipt;
  }
}
