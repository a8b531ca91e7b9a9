import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, OneOfField, PartyField, TextField } from '../platform/http/fields';
import { partiesAccess } from './parties.access';
import { party, RegisterParty, registerParty } from './party.decider';
import { PARTY_KINDS, type PartyKind } from './party.events';

const NAME_LENGTH_MAX = 120;

export class RegisterPartyBody {
  @PartyField('Municipality code, region code or, for a private supplier, its CVR number.')
  party!: PartyCode;

  @TextField('The name as people know it.', { maxLength: NAME_LENGTH_MAX, example: 'Aarhus' })
  name!: string;

  @OneOfField(PARTY_KINDS, 'What kind of party it is.')
  kind!: PartyKind;

  @CodeField(/^\d{8}$/, 'CVR number.')
  cvr!: string;

  @CodeField(/^\d{4}$/, 'The region whose framework agreement it belongs to.', { optional: true, example: '1082' })
  frameworkRegion?: PartyCode;
}

export type PartyRegisteredAnswer = Receipt & { readonly party: PartyCode };

@ApiTags('parties')
@Controller('api/v1/parties')
export class RegisterPartyRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(partiesAccess.registerParty)
  @Post()
  @ApiOperation({ operationId: 'registerParty', summary: 'Register a municipality, region or private supplier' })
  register(
    @Body() { party, name, kind, cvr, frameworkRegion }: RegisterPartyBody,
    @CurrentActor() actor: Actor,
  ): Promise<PartyRegisteredAnswer> {
    return this.bus.execute(
      new RegisterParty({
        party,
        name: name.trim(),
        kind,
        cvr,
        ...(frameworkRegion === undefined ? {} : { frameworkRegion }),
        by: actor,
      }),
    );
  }
}

@CommandHandler(RegisterParty)
export class RegisterPartyHandler implements ICommandHandler<RegisterParty> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: RegisterParty): Promise<PartyRegisteredAnswer> {
    const { party: code } = command.data;
    const { receipt } = await this.runner.run(party, code, (state) => registerParty(command, state));
    return { party: code, ...receipt };
  }
}
