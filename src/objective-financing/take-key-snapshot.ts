import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PartyCode, SchemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { NestedField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { objectiveFinancingAccess } from './objective-financing.access';
import { scheme, TakeKeySnapshot, takeKeySnapshot } from './scheme.decider';
import { SchemeDesk } from './scheme-desk';

/** More than live in the country. */
export const FIGURE_MAX = 10_000_000;
/** All municipalities and regions, and room for more. */
export const FIGURES_MAX = 200;

export class KeyFigureBody {
  @PartyField('The municipality.')
  party!: PartyCode;

  @WholeNumberField('What the key counts there on the day.', { min: 0, max: FIGURE_MAX })
  figure!: number;
}

export class TakeKeySnapshotBody {
  @TextField('Where the figures were read. No personal data.', {
    maxLength: 200,
    example: 'Danmarks Statistik, FOLK1A, 1. kvartal 2026',
  })
  source!: string;

  @NestedField(() => KeyFigureBody, 'One figure for each who pays.', { list: true, minItems: 1, maxItems: FIGURES_MAX })
  figures!: KeyFigureBody[];
}

@ApiTags('objective financing')
@Controller('api/v1/objective-financing/schemes')
export class TakeKeySnapshotRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(objectiveFinancingAccess.takeKeySnapshot)
  @Post(':schemeId/key')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'takeKeySnapshot',
    summary: 'Record the key: a figure for each municipality as of the scheme’s day (R40)',
    description: 'Until the shares are computed a later key replaces an earlier one; after that it stands.',
  })
  take(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Body() { source, figures }: TakeKeySnapshotBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new TakeKeySnapshot({
        schemeId,
        by: actor,
        today: this.clock.today(),
        source: source.trim(),
        figures: figures.map(({ party, figure }) => ({ party, figure })),
      }),
    );
  }
}

@CommandHandler(TakeKeySnapshot)
export class TakeKeySnapshotHandler implements ICommandHandler<TakeKeySnapshot> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: SchemeDesk,
  ) {}

  async execute(command: TakeKeySnapshot): Promise<Receipt> {
    const { schemeId, figures } = command.data;
    const unregistered = await this.desk.unregistered(figures.map(({ party }) => party));
    const { receipt } = await this.runner.run(scheme, schemeId, (state) =>
      takeKeySnapshot(command, state, { unregistered }),
    );
    return receipt;
  }
}
