import { Injectable } from '@nestjs/common';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { yearEndAccess } from '../../year-end/year-end.access';
import { AccountsQuery, YearEndRoutes } from '../../year-end/year-end.routes';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { mayEver, PATHS } from '../frame/navigation';
import { addressOf, type SignedInVisit } from '../frame/visit';

/** Accounts whose result waits to be split, as a list. */
export const TO_SPLIT = addressOf(PATHS.yearEndAccounts, { waiting: 'SPLIT' });

/** What of year end waits for whoever looks. */
@Injectable()
export class YearEndTasks {
  constructor(private readonly doors: Doors) {}

  /** How many results of the reader's own wait to be split (R23). */
  async toSplit(visit: SignedInVisit): Promise<number> {
    if (!mayEver(yearEndAccess.splitYearEndResult, visit.actor)) return 0;
    const found = await everyRow((cursor) =>
      this.doors
        .open(YearEndRoutes, visit)
        .accounts(
          Object.assign(new AccountsQuery(), { waiting: 'SPLIT', limit: PAGE_ROWS_MAX, cursor } as const),
          visit.actor,
        ),
    );
    return found.filter(({ operator }) => operator === visit.actor.party).length;
  }
}
