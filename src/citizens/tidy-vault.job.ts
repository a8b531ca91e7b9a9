import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { CitizenRef } from '../kernel/vocabulary';
import { CLOCK, type Clock } from '../platform/clock';
import { Vault } from '../platform/vault/vault';
import { CitizenFacts } from './citizens.facts';
import { CitizenQueries } from './citizens.queries';

const HOUR_MS = 3_600_000;
/** Milliseconds after the start of the process, when the read models have had time to open. */
const FIRST_RUN_MS = 3_000;
/** Age in milliseconds at which an edition that no fact names is surely no longer on its way into the log. */
const ABANDONED_MS = HOUR_MS;

/**
 * Brings the vault in line with the log, which alone says what counts: an erasure is carried out again on a vault that
 * was brought back from an older copy, and an edition whose registration was cut off by a crash is forgotten.
 */
@Injectable()
export class TidyVaultJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('tidy-vault');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly vault: Vault,
    private readonly facts: CitizenFacts,
    private readonly citizens: CitizenQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.next(FIRST_RUN_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** @returns how many subjects or editions were forgotten. */
  async run(): Promise<number> {
    let forgotten = 0;
    for (const { citizenRef } of this.citizens.erased()) {
      if (this.stopped) return forgotten;
      if (await this.vault.holds(citizenRef)) {
        await this.vault.destroy(citizenRef);
        forgotten += 1;
      }
    }
    const abandonedBefore = Temporal.Instant.from(this.clock.now()).epochMilliseconds - ABANDONED_MS;
    for (const { subject, edition, keptAt } of await this.vault.editions()) {
      if (this.stopped) return forgotten;
      if (Temporal.Instant.from(keptAt).epochMilliseconds > abandonedBefore) continue;
      const { state } = await this.facts.recordOf(subject as CitizenRef);
      if (state.phase === 'registered' && state.edition === edition) continue;
      await this.vault.discard(subject, edition);
      forgotten += 1;
    }
    return forgotten;
  }

  private next(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.run()
        .catch((failure: unknown) => this.log.warn(`The vault could not be tidied: ${String(failure)}`))
        .finally(() => this.next(HOUR_MS));
    }, delayMs);
    this.timer.unref();
  }
}
