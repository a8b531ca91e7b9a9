import type { OfferingId, ServiceLineId, TariffLevel } from '../../kernel/vocabulary';
import { PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import type { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import type { SignedInVisit } from '../frame/visit';

/** Purchases at a level that are agreed or running, and whose days follow its tariff (R29). */
export const runningPlacements = async (
  doors: Doors,
  visit: SignedInVisit,
  at: { readonly offeringId: OfferingId; readonly serviceLineId: ServiceLineId; readonly level: TariffLevel },
): Promise<readonly PlacementView[]> => {
  const rows = await Promise.all(
    (['agreed', 'enrolled'] as const).map((phase) =>
      everyRow((cursor) =>
        doors
          .open(PlacementRoutes, visit)
          .list({ phase, offeringId: at.offeringId, limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
      ),
    ),
  );
  return rows.flat().filter(({ serviceLineId, level }) => serviceLineId === at.serviceLineId && level === at.level);
};
