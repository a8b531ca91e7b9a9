import { Inject, Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';
import { CommandRunner } from '../platform/commands/command-runner';
import type { EventStore } from '../platform/event-store/event-store';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../platform/tokens';
import type { AgreementState } from './agreement.decider';
import { agreement } from './agreement.decider';
import type { AgreementInForce, AgreementTerms } from './agreement-terms.calculation';
import { covers, leftFrom, termsOn } from './agreement-terms.calculation';
import { AgreementQueries } from './agreements.queries';
import { frameworkAgreements } from './framework-agreements.projection';

/** Milliseconds a command waits for the list of agreements before it is told that there is none. */
const CATCH_UP_MS = 2_000;

/** Agreements for commands. The read model only says where to look; what holds is read from the agreement's stream. */
@Injectable()
export class AgreementFacts {
  constructor(
    private readonly runner: CommandRunner,
    private readonly queries: AgreementQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The agreement that covers the day and all the parties; of several, the latest concluded. */
  async inForce(on: Day, parties: readonly PartyCode[]): Promise<AgreementInForce | undefined> {
    const found = await this.lookUp(on, parties);
    if (found !== undefined) return found;
    // One may have been concluded or changed a moment ago.
    await this.projections.waitFor(await this.store.head(), CATCH_UP_MS, [frameworkAgreements]);
    return this.lookUp(on, parties);
  }

  find(agreementId: AgreementId): AgreementTerms | undefined | Promise<AgreementTerms | undefined> {
    const state = this.runner.stateAtHand(agreement, agreementId);
    return state === undefined ? this.read(agreementId) : concluded(state);
  }

  private async read(agreementId: AgreementId): Promise<AgreementTerms | undefined> {
    return concluded((await this.runner.stateOf(agreement, agreementId)).state);
  }

  /** The first day on which the party, having left, is bound by no agreement (R23); undefined while it is, or never was. */
  async leftFrom(party: PartyCode): Promise<Day | undefined> {
    const terms = await Promise.all(this.queries.all().map(async ({ agreementId }) => this.find(agreementId)));
    return leftFrom(
      terms.filter((each) => each !== undefined),
      party,
    );
  }

  private async lookUp(on: Day, parties: readonly PartyCode[]): Promise<AgreementInForce | undefined> {
    for (const { agreementId } of this.queries.covering(on, parties)) {
      const terms = await this.find(agreementId);
      if (terms !== undefined && covers(terms, on, parties)) return termsOn(terms, on);
    }
    return undefined;
  }
}

const concluded = (state: AgreementState): AgreementTerms | undefined =>
  state.phase === 'concluded' ? state : undefined;
