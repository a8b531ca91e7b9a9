import { Injectable } from '@nestjs/common';
import { END_OF_TIME, type Month } from '../../kernel/calendar';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import type { DisputeView } from '../../settlement/disputes/dispute.views';
import { DisputeRoutes } from '../../settlement/disputes/disputes.routes';
import { SettlementMonthRoutes } from '../../settlement/months/settlement-month.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { type StatementPage, StatementRoutes } from '../../settlement/statements/statement.routes';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { mayEver } from '../frame/navigation';
import type { SignedInVisit } from '../frame/visit';

/** Where a dispute waits for somebody in the role. */
const PHASES_OF_ROLE = [
  ['operator', 'RAISED'],
  ['buyer', 'ANSWERED'],
  ['secretariat', 'ESCALATED'],
] as const;

/** What of the settlement waits for whoever looks. */
@Injectable()
export class SettlementTasks {
  constructor(private readonly doors: Doors) {}

  /** Disputes in which it is the reader's turn, those that are due soonest first. */
  async disputes(visit: SignedInVisit): Promise<readonly DisputeView[]> {
    if (!mayEver(settlementAccess.listDisputes, visit.actor)) return [];
    const { party, roles } = visit.actor;
    // Those that are settled grow in number for ever; only where somebody's turn can come is asked for.
    const open = PHASES_OF_ROLE.filter(([role]) => roles.includes(role));
    const found = await Promise.all(
      open.map(([, phase]) =>
        everyRow((cursor) =>
          this.doors
            .open(DisputeRoutes, visit)
            .list({ phase, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
        ),
      ),
    );
    const own = found
      .flat()
      .filter(
        ({ waitsFor, operator, payer }) =>
          (waitsFor === 'OPERATOR' && operator === party) ||
          (waitsFor === 'PAYER' && payer === party) ||
          waitsFor === 'SECRETARIAT',
      );
    return own.sort((one, other) => ((one.waitsUntil ?? END_OF_TIME) < (other.waitsUntil ?? END_OF_TIME) ? -1 : 1));
  }

  /** Statements that the reader's party has neither approved nor disputed, due soonest first (R34), and how many in all. */
  async toApprove(visit: SignedInVisit, limit: number): Promise<StatementPage> {
    if (!mayEver(settlementAccess.approveStatement, visit.actor)) return { items: [], count: 0 };
    const asked = { side: 'purchases', waiting: 'APPROVAL', limit } as const;
    return this.doors.open(StatementRoutes, visit).list(asked, visit.actor);
  }

  /** Months that are over and that the reader's party has not closed, the oldest first. */
  async monthsToClose(visit: SignedInVisit): Promise<readonly Month[]> {
    if (!visit.actor.roles.includes('operator')) return [];
    const { items } = await this.doors.open(SettlementMonthRoutes, visit).months({}, visit.actor);
    return items.filter(({ status }) => status === 'OPEN').map(({ month }) => month);
  }
}
