import { Injectable } from '@nestjs/common';
import type { PartyCode } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { AnswerMemory } from '../../platform/http/answer-memory';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { Doors } from './doors';
import { everyRow } from './every-row';
import { Names } from './names';
import type { SignedInVisit } from './visit';

/** Who has offerings: those that a list of the market can be narrowed to, and nobody else. */
@Injectable()
export class Operators {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly memory: AnswerMemory,
  ) {}

  /** Everybody's offerings are asked for, so it is worked out once until something is recorded. */
  list(visit: SignedInVisit): Promise<readonly PartyCode[]> {
    return this.memory.of(['operators with offerings', visit.actor.roles], async () => {
      const offerings = await everyRow((cursor) =>
        this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
      );
      return [...new Set(offerings.map(({ operator }) => operator))];
    });
  }

  /** The same to choose from, in order of name. */
  async choices(visit: SignedInVisit): Promise<readonly { readonly value: PartyCode; readonly text: string }[]> {
    return this.names.choices(await this.list(visit));
  }
}
