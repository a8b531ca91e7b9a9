import { Get, Inject } from '@nestjs/common';
import {
  addMonths,
  addToMonth,
  firstDayOf,
  isMonth,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
} from '../../kernel/calendar';
import { partyCode, PARTY_CODE_FORM, type OfferingId, type PartyCode } from '../../kernel/vocabulary';
import { occupancyAccess } from '../../occupancy/occupancy.access';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { IdParam } from '../../platform/http/parameters';
import { Filters, Select, TextInput } from '../components/form';
import { Doors } from '../frame/doors';
import { monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { DayBoard, MonthBoard, OfferingDays } from './occupancy-board';
import { Operators } from '../frame/operators';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit } from '../frame/visit';

/** Months side by side, the one that runs included. */
const MONTHS_SHOWN = 12;
const WORDS = {
  da: {
    title: 'Belægning',
    of: (operator: string) => `Belægning hos ${operator}`,
    operator: 'Driftsherre',
    until: 'Til og med måned',
    by: 'Vis',
    byMonth: 'Belægning over et år',
    byDay: 'Ledige pladser dag for dag',
    inMonth: (name: string, month: string) => `${name}, ${month}`,
    before: 'Måneden før',
    after: 'Måneden efter',
    placements: 'Se indskrivningerne her',
  },
  en: {
    title: 'Occupancy',
    of: (operator: string) => `Occupancy at ${operator}`,
    operator: 'Operator',
    until: 'Up to month',
    by: 'Show',
    byMonth: 'Occupancy over a year',
    byDay: 'Free places day by day',
    inMonth: (name: string, month: string) => `${name}, ${month}`,
    before: 'The month before',
    after: 'The month after',
    placements: 'See the placements here',
  },
};

const monthIn = (text: string | null, otherwise: Month): Month => (isMonth(text) ? text : otherwise);

/** How full an operator's places are, by month; and those of one offering, by day. */
@Pages()
export class OccupancyPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly operators: Operators,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.occupancy)
  @Allowed(occupancyAccess.getOccupancy)
  async board(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const last = monthIn(visit.query.get('until'), monthOf(this.clock.today()));
    const by = visit.query.get('by') === 'day' ? 'day' : 'month';
    const first = by === 'day' ? last : monthOf(addMonths(firstDayOf(last), 1 - MONTHS_SHOWN));
    const operator = operatorIn(visit, await this.operators.list(visit));
    const seen = await this.doors
      .open(OccupancyRoutes, visit)
      .find({ operator, from: firstDayOf(first), to: lastDayOf(last), by }, visit.actor);
    const choices = await this.operators.choices(visit);
    return screen({
      title: words.of(this.names.of(operator)),
      wide: true,
      body: (
        <>
          <Filters id="board">
            <Select name="operator" label={words.operator} value={operator} choices={choices} />
            <TextInput name="until" type="month" label={words.until} value={last} optional />
            <Select
              name="by"
              label={words.by}
              value={by}
              choices={[
                { value: 'month', text: words.byMonth },
                { value: 'day', text: words.byDay },
              ]}
            />
          </Filters>
          {by === 'day' ? (
            <DayBoard seen={seen} month={last} />
          ) : (
            <MonthBoard seen={seen} months={monthsBetween(first, last)} />
          )}
        </>
      ),
    });
  }

  @Get(`${PATHS.occupancy}/:offeringId`)
  @Allowed(occupancyAccess.getOccupancy)
  async month(@IdParam('offeringId') offeringId: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const month = monthIn(visit.query.get('month'), monthOf(this.clock.today()));
    const offering = await this.doors.open(OfferingRoutes, visit).find(offeringId, {});
    const seen = await this.doors
      .open(OccupancyRoutes, visit)
      .find({ offeringId, from: firstDayOf(month), to: lastDayOf(month), by: 'day' }, visit.actor);
    const sells = visit.actor.party === offering.operator && visit.actor.roles.includes('operator');
    return screen({
      title: words.inMonth(offering.name, monthText(month, visit.language)),
      crumbs: [{ href: addressOf(PATHS.occupancy, { operator: offering.operator }), text: words.title }],
      wide: true,
      body: (
        <>
          <p class="actions">
            <a
              class="button button-secondary"
              rel="prev"
              href={addressOf(visit.path, { month: addToMonth(month, -1) })}
            >
              {words.before}
            </a>
            <a class="button button-secondary" rel="next" href={addressOf(visit.path, { month: addToMonth(month, 1) })}>
              {words.after}
            </a>
            {sells && <a href={addressOf(PATHS.placements, { offeringId })}>{words.placements}</a>}
          </p>
          <div id="days" data-live>
            <OfferingDays seen={seen} />
          </div>
        </>
      ),
    });
  }
}

/** Whose places: those asked for, else the reader's own, else the first operator's there is. */
const operatorIn = ({ query, actor }: SignedInVisit, operators: readonly PartyCode[]): PartyCode => {
  const asked = query.get('operator') ?? '';
  if (PARTY_CODE_FORM.test(asked)) return partyCode(asked);
  return operators.includes(actor.party) ? actor.party : (operators[0] ?? actor.party);
};
