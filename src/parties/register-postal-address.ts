import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, FlagField, TextField } from '../platform/http/fields';
import { PartyParam } from '../platform/http/parameters';
import { partiesAccess } from './parties.access';
import { party, RegisterPostalAddress, registerPostalAddress } from './party.decider';

export class RegisterPostalAddressBody {
  @TextField('Street and number.', { maxLength: 120 })
  street!: string;

  @CodeField(/^\d{4}$/, 'Postal code.', { example: '8000' })
  postalZone!: string;

  @TextField('City.', { maxLength: 80 })
  city!: string;

  @FlagField('Made up for demonstration.', { optional: true })
  constructed?: boolean;
}

@ApiTags('parties')
@Controller('api/v1/parties')
export class RegisterPostalAddressRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(partiesAccess.registerPostalAddress)
  @Post(':party/postal-address')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'registerPostalAddress',
    summary: 'Register a party’s address',
    description: 'By the party itself, or by the secretariat for it. Documents that name the party give it.',
  })
  register(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() { constructed = false, ...given }: RegisterPostalAddressBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new RegisterPostalAddress({ party, by: actor, ...given, constructed }));
  }
}

@CommandHandler(RegisterPostalAddress)
export class RegisterPostalAddressHandler implements ICommandHandler<RegisterPostalAddress> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: RegisterPostalAddress): Promise<Receipt> {
    const { receipt } = await this.runner.run(party, command.data.party, (state) =>
      registerPostalAddress(command, state),
    );
    return receipt;
  }
}
