import { Inject, Injectable } from '@nestjs/common';
import type { CitizenRef } from '../kernel/vocabulary';
import { PlaceBookQueries } from '../placements/place-book.queries';
import type { PlacementRow } from '../placements/place-book.queries';
import { CommandRunner } from '../platform/commands/command-runner';
import type { EventStore } from '../platform/event-store/event-store';
import { Problem } from '../platform/http/problem';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../platform/tokens';
import type { CitizenRecordState } from './citizen-record.decider';
import { citizenRecord } from './citizen-record.decider';

/** Milliseconds a command waits for the placements to be read in. */
const CATCH_UP_MS = 10_000;

/** What is recorded about a citizen, straight from the stream, and the placements that go with the reference. */
@Injectable()
export class CitizenFacts {
  constructor(
    private readonly runner: CommandRunner,
    private readonly placeBook: PlaceBookQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  recordOf(citizenRef: CitizenRef): Promise<{ state: CitizenRecordState; revision: number }> {
    return this.runner.stateOf(citizenRecord, citizenRef);
  }

  /** As far as they have been read in; enough to decide what somebody sees. */
  placementsOf(citizenRef: CitizenRef): readonly PlacementRow[] {
    return this.placeBook.ofCitizen(citizenRef);
  }

  /**
   * Every placement that was recorded before the call.
   * @throws Problem PLACEMENTS_BEHIND (503) when they could not be read in in time.
   */
  async allPlacementsOf(citizenRef: CitizenRef): Promise<readonly PlacementRow[]> {
    const head = await this.store.head();
    await this.projections.waitFor(head, CATCH_UP_MS);
    if (this.placeBook.position < head) throw placementsBehind();
    return this.placementsOf(citizenRef);
  }
}

const placementsBehind = (): Problem =>
  new Problem(
    503,
    'PLACEMENTS_BEHIND',
    {
      da: 'Registreringerne om pladser er ikke læst ind endnu. Prøv igen om lidt.',
      en: 'What has been recorded about places has not been read in yet. Try again shortly.',
    },
    { headers: { 'retry-after': '5' } },
  );
