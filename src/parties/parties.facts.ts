import { Injectable } from '@nestjs/common';
import type { PartyCode } from '../kernel/vocabulary';
import { CommandRunner } from '../platform/commands/command-runner';
import type { RegisteredParty } from './party.decider';
import { party } from './party.decider';

/** Who is registered, straight from the log: for decisions that must not trust a read model. */
@Injectable()
export class PartyFacts {
  constructor(private readonly runner: CommandRunner) {}

  async find(code: PartyCode): Promise<RegisteredParty | undefined> {
    const { state } = await this.runner.stateOf(party, code);
    return state.phase === 'registered' ? state : undefined;
  }

  /** Those of the parties that are not registered. */
  async unregistered(codes: readonly PartyCode[]): Promise<readonly PartyCode[]> {
    const found = await Promise.all(codes.map((code) => this.find(code)));
    return codes.filter((_, at) => found[at] === undefined);
  }
}
