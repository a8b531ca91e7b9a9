import { Injectable } from '@nestjs/common';
import type { PartyCode } from '../kernel/vocabulary';
import { CommandRunner } from '../platform/commands/command-runner';
import type { PartyState, RegisteredParty } from './party.decider';
import { party } from './party.decider';

/** Who is registered, straight from the log: for decisions that must not trust a read model. */
@Injectable()
export class PartyFacts {
  constructor(private readonly runner: CommandRunner) {}

  find(code: PartyCode): RegisteredParty | undefined | Promise<RegisteredParty | undefined> {
    const state = this.runner.stateAtHand(party, code);
    return state === undefined ? this.read(code) : registered(state);
  }

  /** Those of the parties that are not registered. */
  async unregistered(codes: readonly PartyCode[]): Promise<readonly PartyCode[]> {
    const found = await Promise.all(codes.map(async (code) => this.find(code)));
    return codes.filter((_, at) => found[at] === undefined);
  }

  private async read(code: PartyCode): Promise<RegisteredParty | undefined> {
    return registered((await this.runner.stateOf(party, code)).state);
  }
}

const registered = (state: PartyState): RegisteredParty | undefined =>
  state.phase === 'registered' ? state : undefined;
