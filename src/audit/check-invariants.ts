import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, Get, HttpCode, Inject, Injectable, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { Allowed } from '../platform/auth/allowed.decorator';
import type { EventStore } from '../platform/event-store/event-store';
import {
  DayField,
  FlagField,
  ListField,
  NestedField,
  OneOfField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { EVENT_STORE } from '../platform/tokens';
import { auditAccess } from './audit.access';
import type { Breach, InvariantId } from './findings';
import { INVARIANT_IDS } from './findings';
import type { Verdict } from './invariants.calculation';
import { InvariantCheck } from './invariants.calculation';

const PAGE_SIZE = 1_000;

export class BreachedThingView {
  @TextField('What kind of thing it is.')
  kind!: string;

  @TextField('Which one.')
  id!: string;
}

export class BreachView {
  @OneOfField(INVARIANT_IDS, 'The invariant.')
  rule!: InvariantId;

  @NestedField(() => BreachedThingView, 'Where to look.')
  thing!: Breach['thing'];

  @DayField('The first day it is about.', { optional: true })
  day?: Day;

  @ListField(scalars.uuid, 'Events it follows from.')
  events!: readonly string[];

  @TextField('What is wrong, in Danish.')
  da!: string;

  @TextField('The same in English.')
  en!: string;
}

export class InvariantView {
  @OneOfField(INVARIANT_IDS, 'The invariant.')
  id!: InvariantId;

  @TextField('What it promises, in Danish.')
  da!: string;

  @TextField('The same in English.')
  en!: string;

  @WholeNumberField('Things looked at.')
  checked!: number;

  @WholeNumberField('Breaches found; the first 500 are named.')
  breachesFound!: number;

  @NestedField(() => BreachView, 'Each breach by name.', { list: true })
  breaches!: readonly Breach[];
}

export class VerdictView {
  @WholeNumberField('Events looked at.')
  checkedEvents!: number;

  @WholeNumberField('Position of the last one.')
  position!: number;

  @FlagField('Whether every invariant holds.')
  holds!: boolean;

  @ApiProperty({ type: [InvariantView] })
  invariants!: readonly InvariantView[];
}

/** Holds the whole ledger against what it promises. */
@Injectable()
export class InvariantChecks {
  private last?: Verdict;
  private running: Promise<Verdict> | undefined;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The verdict on everything recorded so far; the last one where nothing has been recorded since. */
  async latest(): Promise<Verdict> {
    const head = await this.store.head();
    return this.last?.position === head ? this.last : this.run();
  }

  /** Whoever asks while a check runs gets that one's verdict. */
  run(): Promise<Verdict> {
    this.running ??= this.check().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async check(): Promise<Verdict> {
    const check = new InvariantCheck();
    for await (const page of this.store.readAll({ pageSize: PAGE_SIZE })) {
      check.take(page);
      await nextTurn();
    }
    const steps = check.verdict();
    for (;;) {
      const step = steps.next();
      if (step.done) return (this.last = step.value);
      await nextTurn();
    }
  }
}

@ApiTags('audit')
@Controller('api/v1/audit/invariants')
export class CheckInvariantsRoute {
  constructor(private readonly checks: InvariantChecks) {}

  @Allowed(auditAccess.getInvariants)
  @Get()
  @ApiOperation({
    operationId: 'getInvariants',
    summary: 'The latest verdict, made anew if anything was recorded since',
  })
  @ApiOkResponse({ type: VerdictView })
  latest(): Promise<Verdict> {
    return this.checks.latest();
  }

  @Allowed(auditAccess.checkInvariants)
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'checkInvariants', summary: 'Check every invariant over the whole ledger now' })
  @ApiOkResponse({ type: VerdictView })
  run(): Promise<Verdict> {
    return this.checks.run();
  }
}
