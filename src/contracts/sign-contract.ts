import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, OneOfField, TextField } from '../platform/http/fields';
import { IdParam, WholeNumberParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { contractsAccess } from './contracts.access';
import { contract, SignAddendum, signAddendum, SignContract, signContract } from './contract.decider';
import { CONTRACT_SIDES, type ContractSide, SIGNING_METHODS, type SigningMethod } from './contract.events';

export const ADDENDA_MAX = 10_000;

export class SignContractBody {
  @CodeField(/^[0-9a-f]{64}$/, 'SHA-256 of the content that was read, as the contract shows it.')
  contentHash!: string;

  @TextField('Title of the one who signs, such as “myndighedschef”. Never a name.', { maxLength: 120 })
  title!: string;

  @OneOfField(SIGNING_METHODS, 'How it is signed. Default: LOCAL.', { optional: true })
  method?: SigningMethod;

  @OneOfField(CONTRACT_SIDES, 'The side that is signed for. Only needed by who may sign for both.', {
    optional: true,
  })
  side?: ContractSide;
}

@ApiTags('contracts')
@Controller('api/v1/contracts')
export class SignContractRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(contractsAccess.signContract)
  @Post(':contractId/sign')
  @HttpCode(200)
  @ApiOperation({ operationId: 'signContract', summary: 'Sign the standard contract for your side (R28)' })
  signContract(
    @IdParam('contractId', 'The contract.') contractId: PlacementId,
    @Body() body: SignContractBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision: number | undefined,
  ): Promise<Receipt> {
    return this.bus.execute(new SignContract({ ...this.signing(contractId, body, actor), ifRevision }));
  }

  @Allowed(contractsAccess.signAddendum)
  @Post(':contractId/addenda/:addendum/sign')
  @HttpCode(200)
  @ApiOperation({ operationId: 'signAddendum', summary: 'Sign an addendum for your side (R29)' })
  signAddendum(
    @IdParam('contractId', 'The contract.') contractId: PlacementId,
    @WholeNumberParam('addendum', 'Number of the addendum, from 1.', { min: 1, max: ADDENDA_MAX }) addendum: number,
    @Body() body: SignContractBody,
    @CurrentActor() actor: Actor,
    @IfMatch() ifRevision: number | undefined,
  ): Promise<Receipt> {
    return this.bus.execute(new SignAddendum({ ...this.signing(contractId, body, actor), addendum, ifRevision }));
  }

  private signing(
    contractId: PlacementId,
    { contentHash, title, method = 'LOCAL', side }: SignContractBody,
    actor: Actor,
  ) {
    return {
      contractId,
      by: actor,
      subject: actor.subject,
      title,
      contentHash,
      method,
      side,
      today: this.clock.today(),
    };
  }
}

@CommandHandler(SignContract)
export class SignContractHandler implements ICommandHandler<SignContract> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: SignContract): Promise<Receipt> {
    const { contractId, ifRevision } = command.data;
    const seen = ifRevision === undefined ? {} : { ifRevision };
    return (await this.runner.run(contract, contractId, (state) => signContract(command, state), seen)).receipt;
  }
}

@CommandHandler(SignAddendum)
export class SignAddendumHandler implements ICommandHandler<SignAddendum> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: SignAddendum): Promise<Receipt> {
    const { contractId, ifRevision } = command.data;
    const seen = ifRevision === undefined ? {} : { ifRevision };
    return (await this.runner.run(contract, contractId, (state) => signAddendum(command, state), seen)).receipt;
  }
}
