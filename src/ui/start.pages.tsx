import { Get, Inject } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import { ContractRoutes } from '../contracts/contract.routes';
import type { ContractSummary } from '../contracts/contract.views';
import { contractsAccess } from '../contracts/contracts.access';
import { addDays, type Day, type Month } from '../kernel/calendar';
import type { PartyCode } from '../kernel/vocabulary';
import { OccupancyRoutes } from '../occupancy/occupancy.routes';
import { PlaceBookQueries } from '../placements/place-book.queries';
import { PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { placementsAccess } from '../placements/placements.access';
import { PAGE_ROWS_MAX } from '../platform/http/paging';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Figures, Status } from './components/notes';
import { type Column, Table } from './components/table';
import type { DisputeView } from '../settlement/dispute.views';
import { DisputeTable } from './dispute-table';
import { Doors } from './doors';
import { countText, dayText, monthText } from './formats';
import { Names } from './names';
import { mayEver, PATHS, SETTLEMENT } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { SettlementTasks } from './settlement-tasks';
import { uiAccess } from './ui.access';
import { addressOf, type SignedInVisit, TheVisit, useVisit, type Words } from './visit';
import { paragraph } from './words';

/** Days ahead within which an arrival is shown as coming. */
const COMING_DAYS = 14;
/** Tasks of one kind shown at once. */
const SHOWN_OF_A_KIND = 6;
/** Unsigned contracts looked through. */
const CONTRACTS_MAX = PAGE_ROWS_MAX;

const WORDS = {
  da: {
    title: 'Start',
    nothingWaits: 'Intet venter på jer lige nu.',
    waits: 'Det venter på jer',
    others: 'Det venter I på',
    free: 'Ledige pladser i markedet',
    places: 'Pladser i alt',
    enrolled: 'Indskrevne borgere',
    reserved: 'Reservationer uden svar',
    answer: 'Reservationer, I skal besvare',
    awaiting: 'Reservationer, som driftsherren skal besvare',
    pay: 'Steder, hvor I er spurgt, om I vil betale',
    enrol: 'Borgere, I skal indskrive',
    arrival: 'Borgere, der snart flytter ind',
    sign: 'Kontrakter, I skal underskrive',
    signOther: 'Kontrakter, som den anden part skal underskrive',
    disputes: 'Indsigelser, hvor det er jeres tur',
    allDisputes: 'Se dem alle',
    months: 'Måneder at lukke',
    where: 'Tilbud',
    who: 'Modpart',
    due: 'Frist',
    overdue: 'Overskredet',
    more: (count: number) => `og ${count} mere. De ældste står først.`,
  },
  en: {
    title: 'Start',
    nothingWaits: 'Nothing waits for you now.',
    waits: 'This waits for you',
    others: 'You wait for this',
    free: 'Free places in the market',
    places: 'Places in all',
    enrolled: 'Enrolled citizens',
    reserved: 'Reservations without an answer',
    answer: 'Reservations for you to answer',
    awaiting: 'Reservations for the operator to answer',
    pay: 'Places you are asked to pay for',
    enrol: 'Citizens for you to enrol',
    arrival: 'Citizens who move in soon',
    sign: 'Contracts for you to sign',
    signOther: 'Contracts for the other party to sign',
    disputes: 'Disputes in which it is your turn',
    allDisputes: 'See all of them',
    months: 'Months to close',
    where: 'Offering',
    who: 'Other party',
    due: 'Due',
    overdue: 'Overdue',
    more: (count: number) => `and ${count} more. The oldest come first.`,
  },
} satisfies Words<Record<string, string | ((count: number) => string)>>;

/** In the order of what goes wrong first: a reservation lapses, a citizen stands at the door, a signature stops nothing. */
const TASK_KINDS = ['answer', 'pay', 'enrol', 'awaiting', 'arrival', 'sign', 'signOther'] as const;
type TaskKind = (typeof TASK_KINDS)[number];

/** One thing that waits for somebody. */
interface Task {
  readonly what: TaskKind;
  readonly href: string;
  /** Asked only of what is shown, for there can be hundreds. */
  readonly where: () => string;
  readonly who: string;
  readonly due: Day;
  /** Whether it is for the reader's party to do. */
  readonly own: boolean;
}

/** What waits for whoever looks: by what they may do, on which side they stand, and by when. */
@Pages()
export class StartPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly placeBook: PlaceBookQueries,
    private readonly settlement: SettlementTasks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.start)
  @Allowed(uiAccess.seeOwnTasks)
  async start(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const today = this.clock.today();
    const { total } = await this.doors.open(OccupancyRoutes, visit).freeNow({});
    const [tasks, counts] = await Promise.all([this.tasks(visit, today), this.counts(visit)]);
    const disputes = await this.settlement.disputes(visit);
    const months = await this.settlement.monthsToClose(visit);
    const sorted = tasks.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
    return screen({
      title: words.title,
      body: (
        <div id="start" data-live>
          <Figures
            entries={[
              ...counts,
              ...toClose(months, visit.language),
              { term: words.free, value: countText(total.free), href: PATHS.places },
              { term: words.places, value: countText(total.places) },
            ]}
          />
          <Tasks heading={words.waits} tasks={sorted.filter(({ own }) => own)} today={today}>
            {disputes.length === 0 ? words.nothingWaits : <Disputes disputes={disputes} name={this.names.all()} />}
          </Tasks>
          {sorted.some(({ own }) => !own) && (
            <Tasks heading={words.others} tasks={sorted.filter(({ own }) => !own)} today={today} />
          )}
        </div>
      ),
    });
  }

  /** Contracts name no offering; the placement of the same id does. */
  private whereOf(placementId: PlacementView['placementId']): string {
    const placement = this.placeBook.placement(placementId);
    return placement === undefined ? placementId : `${placement.offeringName}, ${paragraph(placement.legalBasis)}`;
  }

  private async counts(
    visit: SignedInVisit,
  ): Promise<readonly { term: string; value: ComponentChildren; href: string }[]> {
    if (!mayEver(placementsAccess.listPlacements, visit.actor)) return [];
    const words = WORDS[visit.language];
    const [enrolled, reserved] = await Promise.all([
      this.placements(visit, 'enrolled'),
      this.placements(visit, 'reserved'),
    ]);
    const many = (rows: readonly unknown[]): string =>
      rows.length < PAGE_ROWS_MAX ? String(rows.length) : `${PAGE_ROWS_MAX}+`;
    return [
      { term: words.enrolled, value: many(enrolled), href: addressOf(PATHS.placements, { phase: 'enrolled' }) },
      { term: words.reserved, value: many(reserved), href: addressOf(PATHS.placements, { phase: 'reserved' }) },
    ];
  }

  private async placements(visit: SignedInVisit, phase: PlacementView['phase']): Promise<readonly PlacementView[]> {
    return (await this.doors.open(PlacementRoutes, visit).list({ phase, limit: PAGE_ROWS_MAX }, visit.actor)).items;
  }

  private async tasks(visit: SignedInVisit, today: Day): Promise<Task[]> {
    const { actor } = visit;
    const tasks: Task[] = [];
    const name = this.names.all();
    const sells = ({ operator }: { operator: string }): boolean =>
      operator === actor.party && actor.roles.includes('operator');
    const buys = ({ buyer }: { buyer: string }): boolean => buyer === actor.party && actor.roles.includes('buyer');
    const task = (of: PlacementView, what: Task['what'], due: Day, own: boolean): void => {
      const { placementId, offeringName, legalBasis, operator, buyer } = of;
      const who = name(sells(of) ? buyer : operator);
      const where = (): string => `${offeringName}, ${paragraph(legalBasis)}`;
      tasks.push({ what, href: `${PATHS.placements}/${placementId}`, where, who, due, own });
    };
    if (mayEver(placementsAccess.listPlacements, actor)) {
      const [reserved, agreed] = await Promise.all([
        this.placements(visit, 'reserved'),
        this.placements(visit, 'agreed'),
      ]);
      for (const each of reserved) {
        if (sells(each)) task(each, 'answer', each.expiresOn, true);
        else if (buys(each)) task(each, 'awaiting', each.expiresOn, false);
      }
      const asking = await this.doors
        .open(PlacementRoutes, visit)
        .list({ payerChange: 'PROPOSED', limit: PAGE_ROWS_MAX }, actor);
      for (const each of asking.items) {
        const { payerProposal } = each;
        // Whoever only looks on, or asked itself, has nothing to answer.
        if (payerProposal?.payer === actor.party && actor.roles.includes('buyer'))
          task(each, 'pay', payerProposal.from, true);
      }
      for (const each of agreed.filter(({ firstDay }) => firstDay <= addDays(today, COMING_DAYS)))
        if (sells(each) || buys(each)) task(each, sells(each) ? 'enrol' : 'arrival', each.firstDay, sells(each));
    }
    if (mayEver(contractsAccess.listContracts, actor)) {
      const { items } = await this.doors
        .open(ContractRoutes, visit)
        .list({ unsigned: true, limit: CONTRACTS_MAX }, actor);
      for (const contract of items) {
        if (!sells(contract) && !buys(contract)) continue;
        const own = (sells(contract) && lacks(contract, 'SUPPLIER')) || (buys(contract) && lacks(contract, 'BUYER'));
        const { contractId, firstDay, enrolledDay, buyer, operator } = contract;
        tasks.push({
          what: own ? 'sign' : 'signOther',
          href: `${PATHS.placements}/${contractId}#contract`,
          where: () => this.whereOf(contractId),
          who: name(sells(contract) ? buyer : operator),
          due: enrolledDay ?? firstDay,
          own,
        });
      }
    }
    return tasks;
  }
}

const toClose = (
  months: readonly Month[],
  language: SignedInVisit['language'],
): readonly { term: string; value: string; href: string }[] => {
  const [next] = months;
  if (next === undefined) return [];
  const value = months.length === 1 ? monthText(next, language) : `${months.length}, ${monthText(next, language)}`;
  return [{ term: WORDS[language].months, value, href: `${SETTLEMENT.months}/${next}/preview` }];
};

const Disputes = ({
  disputes,
  name,
}: {
  disputes: readonly DisputeView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <>
      <h3>
        {words.disputes} ({disputes.length})
      </h3>
      <DisputeTable disputes={disputes.slice(0, SHOWN_OF_A_KIND)} name={name} empty={words.nothingWaits} />
      {disputes.length > SHOWN_OF_A_KIND && (
        <p>
          <a href={SETTLEMENT.all}>{words.allDisputes}</a>
        </p>
      )}
    </>
  );
};

const lacks = ({ signatures }: ContractSummary, side: 'BUYER' | 'SUPPLIER'): boolean =>
  !signatures.some((signature) => signature.side === side);

/** Tasks of one kind together, the most urgent first; of many only so many that the page can be taken in. */
const Tasks = ({
  heading,
  tasks,
  today,
  children,
}: {
  heading: string;
  tasks: readonly Task[];
  today: Day;
  children?: ComponentChildren;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const byKind = Map.groupBy(tasks, ({ what }) => what);
  const kinds = TASK_KINDS.flatMap((kind) => {
    const ofKind = byKind.get(kind);
    return ofKind === undefined ? [] : [[kind, ofKind] as const];
  });
  const columns: readonly Column<Task>[] = [
    {
      title: words.due,
      cell: ({ due }) => (
        <>
          <span class="nowrap">{dayText(due, language)}</span>{' '}
          {due < today && <Status kind="wrong">{words.overdue}</Status>}
        </>
      ),
    },
    { title: words.where, heads: true, cell: ({ where, href }) => <a href={href}>{where()}</a> },
    { title: words.who, cell: ({ who }) => who },
  ];
  return (
    <section>
      <h2>{heading}</h2>
      {kinds.length === 0 && typeof children === 'string' ? <p class="nothing">{children}</p> : null}
      {typeof children === 'string' ? null : children}
      {kinds.map(([what, ofKind]) => (
        <>
          <h3>
            {words[what]} ({ofKind.length})
          </h3>
          <Table caption={words[what]} captionHidden columns={columns} rows={ofKind.slice(0, SHOWN_OF_A_KIND)} />
          {ofKind.length > SHOWN_OF_A_KIND && <p class="soft">{words.more(ofKind.length - SHOWN_OF_A_KIND)}</p>}
        </>
      ))}
    </section>
  );
};
