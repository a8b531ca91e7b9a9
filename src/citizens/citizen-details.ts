import { Inject, Injectable } from '@nestjs/common';
import type { Decision } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Outcome, Refused } from '../platform/commands/command-runner';
import { Lanes } from '../platform/commands/lanes';
import { type Indexed, Vault } from '../platform/vault/vault';
import type { CitizenDetails, CitizenRecordState } from './citizen-record.decider';
import { citizenRecord } from './citizen-record.decider';
import type { CitizenField, CitizenRecordEvent } from './citizen-record.events';
import { CITIZEN_FIELDS } from './citizen-record.events';

/** A decision about a record, and the details that go with it under the edition's name. */
export interface Rewriting {
  readonly citizenRef: CitizenRef;
  readonly by: PartyCode;
  readonly edition: string;
  readonly details: CitizenDetails;
  readonly decide: (state: CitizenRecordState) => Decision<CitizenRecordEvent>;
  /** The revision that the details were made from. */
  readonly revision: number;
}

/** The details of citizens in the vault, in step with what the log says of them. */
@Injectable()
export class CitizenDetailsDesk {
  private readonly lanes = new Lanes();

  constructor(
    private readonly runner: CommandRunner,
    private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One change of a citizen's details at a time. */
  inTurn<T>(citizenRef: CitizenRef, work: () => Promise<T>): Promise<T> {
    return this.lanes.run(citizenRef, work);
  }

  /**
   * Keeps the details first and records them last: an edition that no fact names counts for nothing, so a crash between
   * the two leaves nothing that anybody reads (as with statements, ADR 8).
   */
  async rewrite(
    state: CitizenRecordState,
    wanted: Rewriting,
  ): Promise<Outcome<CitizenRecordState, CitizenRecordEvent>> {
    const { citizenRef, edition, decide, revision } = wanted;
    const decision = decide(state);
    const keeps = !isRejection(decision) && decision.length > 0;
    if (keeps) await this.keep(wanted);
    try {
      const options = keeps ? { ifRevision: revision } : {};
      const outcome = await this.runner.run(citizenRecord, citizenRef, decide, options);
      if (keeps) {
        if (outcome.repeated) await this.vault.discard(citizenRef, edition);
        else await this.vault.keepOnly(citizenRef, edition);
      }
      return outcome;
    } catch (failure) {
      // Only a refusal says that the fact is not there; after anything else it may be, and then it needs its details.
      if (keeps && failure instanceof Refused) await this.vault.discard(citizenRef, edition);
      throw failure;
    }
  }

  /** The named details of an edition, as far as it has them. */
  open(
    citizenRef: CitizenRef,
    edition: string,
    fields: readonly CitizenField[] = CITIZEN_FIELDS,
  ): Promise<CitizenDetails> {
    return this.vault.open(citizenRef, edition, fields);
  }

  /** The citizen that the party has registered under this number. */
  async find(by: PartyCode, cpr: string): Promise<CitizenRef | undefined> {
    return (await this.vault.find(cprIndex(by, cpr))) as CitizenRef | undefined;
  }

  /** @returns once nothing of the details is left. */
  async destroy(citizenRef: CitizenRef): Promise<void> {
    await this.vault.destroy(citizenRef);
  }

  private async keep({ citizenRef, by, edition, details }: Rewriting): Promise<void> {
    const { cpr } = details;
    const indexed = cpr === undefined ? [] : [cprIndex(by, cpr)];
    const kept = await this.vault.keep({ subject: citizenRef, edition, details, indexed, keptAt: this.clock.now() });
    if (kept.outcome === 'taken') throw new Refused(reject('CPR_ALREADY_REGISTERED', { citizenRef: kept.by }));
    // Its erasure is being recorded at this moment.
    if (kept.outcome === 'destroyed') throw new Refused(reject('CONCURRENT_CHANGE'));
  }
}

/** Each municipality finds its own citizens only, and cannot tell whether another has registered the same person. */
const cprIndex = (by: PartyCode, cpr: string): Indexed => ({ name: 'cpr', scope: by, text: cpr });
