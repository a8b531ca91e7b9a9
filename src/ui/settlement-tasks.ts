import { Injectable } from '@nestjs/common';
import type { Month } from '../kernel/calendar';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import type { DisputeView } from '../settlement/dispute.views';
import { DisputeRoutes } from '../settlement/disputes.routes';
import { SettlementMonthRoutes } from '../settlement/settlement-month.routes';
import { settlementAccess } from '../settlement/settlement.access';
import { Doors } from './doors';
import { everyRow } from './every-row';
import { mayEver } from './navigation';
import type { SignedInVisit } from './visit';

/** What of the settlement waits for whoever looks. */
@Injectable()
export class SettlementTasks {
  constructor(private readonly doors: Doors) {}

  /** Disputes in which it is the reader's turn. */
  async disputes(visit: SignedInVisit): Promise<readonly DisputeView[]> {
    if (!mayEver(settlementAccess.listDisputes, visit.actor)) return [];
    const { party, roles } = visit.actor;
    const all = await everyRow((cursor) =>
      this.doors.open(DisputeRoutes, visit).list({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
    );
    return all.filter(
      ({ waitsFor, operator, payer }) =>
        (waitsFor === 'OPERATOR' && operator === party && roles.includes('operator')) ||
        (waitsFor === 'PAYER' && payer === party && roles.includes('buyer')) ||
        (waitsFor === 'SECRETARIAT' && roles.includes('secretariat')),
    );
  }

  /** Months that are over and that the reader's party has not closed, the oldest first. */
  async monthsToClose(visit: SignedInVisit): Promise<readonly Month[]> {
    if (!visit.actor.roles.includes('operator')) return [];
    const { items } = await this.doors.open(SettlementMonthRoutes, visit).months({}, visit.actor);
    return items.filter(({ status }) => status === 'OPEN').map(({ month }) => month);
  }
}
