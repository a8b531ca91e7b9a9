import { Injectable } from '@nestjs/common';
import type { OfferingId } from '../kernel/vocabulary';
import { CommandRunner } from '../platform/commands/command-runner';
import type { OfferingState } from './offering.decider';
import { offering } from './offering.decider';

/** What an offering is and sells, straight from its stream, for decisions downstream. */
@Injectable()
export class OfferingFacts {
  constructor(private readonly runner: CommandRunner) {}

  /** At once where it is at hand, as it nearly always is: a purchase asks for five such facts. */
  of(offeringId: OfferingId): OfferingState | Promise<OfferingState> {
    return this.runner.stateAtHand(offering, offeringId) ?? this.read(offeringId);
  }

  private async read(offeringId: OfferingId): Promise<OfferingState> {
    return (await this.runner.stateOf(offering, offeringId)).state;
  }
}

export type { OfferedServiceLine, OfferingState, PublishedOffering } from './offering.decider';
