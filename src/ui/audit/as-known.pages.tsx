import { Get, Inject } from '@nestjs/common';
import { type Day, firstDayOf, lastDayOf, monthOf } from '../../kernel/calendar';
import { offeringId as asOfferingId, type OfferingId, type PlacementId } from '../../kernel/vocabulary';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import type { OfferingView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { PlacementListQuery, PlacementRoutes } from '../../placements/placement.routes';
import { placementsAccess } from '../../placements/placements.access';
import { ContractRoutes } from '../../contracts/contract.routes';
import type { ContractView } from '../../contracts/contract.views';
import type { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import type { TariffView } from '../../tariffs/tariff-view';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/refusals';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { invalidRequest } from '../../platform/http/problem';
import { scalarFault } from '../../platform/http/reading';
import { uuid } from '../../platform/http/scalars';
import { StatementRoutes, StatementsQuery } from '../../settlement/statements/statement.routes';
import { isOneMoment } from './as-known-columns';
import { Both, type Picture } from './as-known-picture';
import { Times } from './as-known-times';
import { AuditMenu } from './audit-section';
import { slid } from '../components/day-slider';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, SeeOther } from '../frame/screen';
import { knownAtOf, type Moment, type TwoTimes, twoTimesIn } from './two-times';
import { sameWith, type SignedInVisit, TheVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Som vi vidste det',
    lead: 'Bogen husker både, hvornår noget gælder (virkning), og hvornår det blev kendt. Vælg en dag, og se den, som den så ud på to tidspunkter.',
    pick: 'Vælg et tilbud ovenfor for at se det på to tidspunkter.',
  },
  en: {
    title: 'As it was known',
    lead: 'The ledger remembers both when something holds (virkning) and when it became known. Choose a day and see it as it looked at two moments.',
    pick: 'Choose an offering above to see it at two moments.',
  },
};

/** The two times: a day as it held (virkning), at two moments of what was known. Everybody sees their own. */
@Pages()
export class AsKnownPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.asKnown)
  @Allowed(placementsAccess.listPlacements)
  async show(@TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    const words = WORDS[visit.language];
    const today = this.clock.today();
    // Without script a slider is one more field of the form; the page shown has an address without it.
    const moved = slid(visit.query, { on: undefined, known: today });
    if (moved !== undefined) return new SeeOther(sameWith(visit, moved));
    const times = twoTimesIn(visit.query, today);
    const offerings = await everyRow((cursor) =>
      this.doors.open(OfferingRoutes, visit).search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }),
    );
    const offeringId = offeringIn(visit);
    const offering =
      offeringId === undefined ? undefined : await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <Times offerings={offerings} times={times} today={today} />
          <div id="picture" data-live>
            {offering === undefined ? (
              <p class="nothing">{words.pick}</p>
            ) : (
              <Both
                offering={offering}
                times={times}
                {...await this.pictures(offering, times, visit)}
                name={this.names.all()}
              />
            )}
          </div>
        </>
      ),
    });
  }

  /** Of one moment there is one picture; held against itself it is not drawn twice. */
  private async pictures(offering: OfferingView, times: TwoTimes, visit: SignedInVisit) {
    const then = await this.picture(offering, times.on, times.known, visit);
    if (isOneMoment(times, visit.language)) return { then, later: then };
    return { then, later: await this.picture(offering, times.on, times.against, visit) };
  }

  private async picture(
    { offeringId, operator }: OfferingView,
    on: Day,
    moment: Moment,
    visit: SignedInVisit,
  ): Promise<Picture> {
    const month = monthOf(on);
    const known = knownAtOf(moment);
    const { actor } = visit;
    const [placements, statements, lines, tariffs] = await Promise.all([
      this.doors
        .open(PlacementRoutes, visit)
        .list(
          Object.assign(new PlacementListQuery(), { offeringId, effectiveOn: on, limit: PAGE_ROWS_MAX, ...known }),
          actor,
        ),
      this.doors
        .open(StatementRoutes, visit)
        .list(Object.assign(new StatementsQuery(), { operator, month, limit: PAGE_ROWS_MAX, ...known }), actor),
      this.occupancy({ offeringId, from: firstDayOf(month), to: lastDayOf(month), ...known }, visit),
      this.tariffs(offeringId, { effectiveOn: on, ...known }, visit),
    ]);
    const contracts = await Promise.all(
      placements.items.map(({ placementId }) => this.contract(placementId, { effectiveOn: on, ...known }, visit)),
    );
    return {
      placements: placements.items,
      statements: statements.items,
      lines,
      tariffs,
      contracts: contracts.filter((contract) => contract !== undefined),
    };
  }

  /** An offering that did not stand in the ledger yet had no prices. */
  private async tariffs(
    offeringId: OfferingId,
    asked: ReadTimesQuery,
    visit: SignedInVisit,
  ): Promise<readonly TariffView[]> {
    const found = await unless('UNKNOWN_OFFERING', this.doors.open(TariffRoutes, visit).list(offeringId, asked));
    return found?.items ?? [];
  }

  /** A placement has a contract when its purchase has been agreed. */
  private contract(
    placementId: PlacementId,
    asked: ReadTimesQuery,
    visit: SignedInVisit,
  ): Promise<ContractView | undefined> {
    return unless('CONTRACT_UNKNOWN', this.doors.open(ContractRoutes, visit).find(placementId, asked, visit.actor));
  }

  /** An offering that did not stand in the ledger yet had no occupancy. */
  private async occupancy(
    asked: Parameters<OccupancyRoutes['find']>[0],
    visit: SignedInVisit,
  ): Promise<readonly LineOccupancyView[]> {
    const found = await unless('OFFERING_UNKNOWN', this.doors.open(OccupancyRoutes, visit).find(asked, visit.actor));
    return found?.lines ?? [];
  }
}

/** The answer, or undefined where it was refused because there is no such thing. */
const unless = async <T,>(code: string, answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.rejection.code === code) return undefined;
    throw error;
  }
};

/** @throws Problem 400 when the address names something that is no id. */
const offeringIn = ({ query }: SignedInVisit): OfferingId | undefined => {
  const given = query.get('offeringId') ?? '';
  if (given === '') return undefined;
  if (!uuid.check(given)) throw invalidRequest([scalarFault('offeringId', uuid)]);
  return asOfferingId(given);
};
