import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { TextField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { PartyParam } from '../platform/http/parameters';
import { CosigningKey } from '../platform/log-tree/cosignature';
import { cosigner, RegisterCosigningKey, registerCosigningKey } from './cosigner.decider';
import { cosigningAccess } from './cosigning.access';
import { CosigningQueries } from './cosigning.queries';
import { CosigningKeyView } from './cosigning.views';
import { MonthCheckpoints } from './month-checkpoints';

const PEM_MAX = 400;

export class RegisterCosigningKeyBody {
  @TextField('The public key: Ed25519, SPKI in PEM. The private one never leaves the party.', {
    maxLength: PEM_MAX,
    example: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA…\n-----END PUBLIC KEY-----\n',
  })
  publicKey!: string;
}

@ApiTags('cosigning')
@Controller('api/v1/parties')
export class CosigningKeyRoutes {
  constructor(
    private readonly bus: CommandBus,
    private readonly cosigning: CosigningQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(cosigningAccess.getCosigningKey)
  @Get(':party/cosigning-key')
  @ApiOperation({ operationId: 'getCosigningKey', summary: 'The public key that a party cosigns months with, if any' })
  @ApiOkResponse({ type: CosigningKeyView })
  async find(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Query() query: ReadTimesQuery,
  ): Promise<CosigningKeyView> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.cosigning.key(party, knownAt);
    const key = row && CosigningKey.from(row.verifierKey);
    if (row === undefined || key === undefined) return { party };
    const { verifierKey, registeredOn } = row;
    return { party, verifierKey, keyId: key.keyId, pem: key.pem, registeredOn };
  }

  @Allowed(cosigningAccess.registerCosigningKey)
  @Post(':party/cosigning-key')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'registerCosigningKey',
    summary: 'Register the public key that your party cosigns months with',
    description: 'It replaces the one before. What was cosigned with that stands, and is verified with it.',
  })
  register(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() { publicKey }: RegisterCosigningKeyBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new RegisterCosigningKey({ party, by: actor, publicKey, today: this.clock.today() }));
  }
}

@CommandHandler(RegisterCosigningKey)
export class RegisterCosigningKeyHandler implements ICommandHandler<RegisterCosigningKey> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly months: MonthCheckpoints,
  ) {}

  async execute(command: RegisterCosigningKey): Promise<Receipt> {
    const { party, publicKey } = command.data;
    const key = CosigningKey.fromPem(await this.months.nameFor(party), publicKey)?.toString();
    const { receipt } = await this.runner.run(cosigner, party, (state) => registerCosigningKey(command, state, key));
    return receipt;
  }
}
