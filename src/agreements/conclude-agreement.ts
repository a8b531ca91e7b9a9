import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { type Actor, AGREEMENT_ID_FORM, type AgreementId, type PartyCode } from '../kernel/vocabulary';
import { PartyFacts } from '../parties/parties.facts';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, DayField, ListField, NestedField, TextField } from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { agreementsAccess } from './agreements.access';
import { agreement, ConcludeAgreement, concludeAgreement } from './agreement.decider';
import { defaultRulesOf } from './midtjylland-rules';
import { RulesBody, rulesFrom } from './rules-body';

/** All municipalities and regions of the country, and room for suppliers. */
export const AGREEMENT_PARTIES_MAX = 200;

export class ConcludeAgreementBody {
  @CodeField(AGREEMENT_ID_FORM, 'A short name, part of the address.', { example: 'rammeaftale-2025-26' })
  agreementId!: AgreementId;

  @TextField('The name as people know it.', { maxLength: 120, example: 'Rammeaftale 2025-26' })
  name!: string;

  @CodeField(/^\d{4}$/, 'The region whose offerings it is about.', { example: '1082' })
  region!: PartyCode;

  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @ListField(scalars.party, 'The parties bound from the first day.', {
    minItems: 1,
    maxItems: AGREEMENT_PARTIES_MAX,
    unique: true,
  })
  parties!: PartyCode[];

  @NestedField(() => RulesBody, 'The rules. Left out: the default rules of the region, where there are any.', {
    optional: true,
  })
  rules?: RulesBody;
}

export type AgreementConcludedAnswer = Receipt & { readonly agreementId: AgreementId };

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class ConcludeAgreementRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(agreementsAccess.concludeAgreement)
  @Post()
  @ApiOperation({ operationId: 'concludeAgreement', summary: 'Register a framework agreement with parties and rules' })
  conclude(@Body() body: ConcludeAgreementBody, @CurrentActor() actor: Actor): Promise<AgreementConcludedAnswer> {
    const { agreementId, name, region, first, last, parties } = body;
    const rules = body.rules === undefined ? defaultRulesOf(region, first) : rulesFrom(body.rules);
    return this.bus.execute(
      new ConcludeAgreement({
        by: actor,
        agreementId,
        name: name.trim(),
        region,
        first,
        last,
        parties,
        ...(rules === undefined ? {} : { rules }),
      }),
    );
  }
}

@CommandHandler(ConcludeAgreement)
export class ConcludeAgreementHandler implements ICommandHandler<ConcludeAgreement> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly parties: PartyFacts,
  ) {}

  async execute(command: ConcludeAgreement): Promise<AgreementConcludedAnswer> {
    const { agreementId, parties, region } = command.data;
    const unregistered = await this.parties.unregistered([region, ...parties]);
    const { receipt } = await this.runner.run(agreement, agreementId, (state) =>
      concludeAgreement(command, state, { unregistered }),
    );
    return { agreementId, ...receipt };
  }
}
