import { Get } from '@nestjs/common';
import { type Ore, sumOre } from '../../kernel/money';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ClaimClockRoutes } from '../../settlement/claim-clock/claim-clock.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import type { RemindersView } from '../../settlement/accounts/account.views';
import { ReminderRoutes } from '../../settlement/accounts/reminders.routes';
import { Figures } from '../components/notes';
import { DisputeTable } from './dispute-table';
import { Doors } from '../frame/doors';
import { countText, danishKroner, monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { Sections, settlementTitle } from './settlement-sections';
import { SettlementTasks } from './settlement-tasks';
import { TO_APPROVE } from './statements-to-approve';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    lead: 'Opgørelser, indsigelser og mellemværender mellem dem, der køber, og dem, der sælger.',
    toClose: 'Måneder, I kan lukke',
    toApprove: 'Opgørelser, I skal godkende',
    overdueUs: 'Forfaldent, I skylder',
    overdueOthers: 'Forfaldent, I har til gode',
    overdue: 'Forfaldent i alt',
    atStake: 'Leveret og ikke afregnet',
    tooLate: 'For sent at kræve (R2)',
    waiting: 'Indsigelser, der venter på jer',
    noWaiting: 'Ingen indsigelser venter på jer.',
  },
  en: {
    lead: 'Statements, disputes and balances between those who buy and those who sell.',
    toClose: 'Months you can close',
    toApprove: 'Statements for you to approve',
    overdueUs: 'Overdue, owed by you',
    overdueOthers: 'Overdue, owed to you',
    overdue: 'Overdue in all',
    atStake: 'Delivered and not billed',
    tooLate: 'Too late to claim (R2)',
    waiting: 'Disputes that wait for you',
    noWaiting: 'No disputes wait for you.',
  },
} satisfies Words<Record<string, string>>;

interface Figure {
  readonly term: string;
  readonly value: string | number;
  readonly href: string;
}

/** Journey 5 at a glance: what waits for whoever looks, and the ways on. */
@Pages()
export class SettlementPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly tasks: SettlementTasks,
  ) {}

  @Get(SETTLEMENT.all)
  @Allowed(settlementAccess.listDisputes)
  async all(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const figures = await this.figures(visit);
    const waiting = await this.tasks.disputes(visit);
    return screen({
      title: settlementTitle(language),
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.lead}</p>
          <div id="settlement" data-live>
            {figures.length > 0 && <Figures entries={figures} />}
            <h2>{words.waiting}</h2>
            <DisputeTable disputes={waiting} name={this.names.all()} empty={words.noWaiting} />
          </div>
        </>
      ),
    });
  }

  private async figures(visit: SignedInVisit): Promise<readonly Figure[]> {
    const { actor, language } = visit;
    const words = WORDS[language];
    const figures: Figure[] = [];
    if (actor.roles.includes('operator')) {
      const open = await this.tasks.monthsToClose(visit);
      const [next] = open;
      figures.push({
        term: words.toClose,
        value: next === undefined ? 0 : `${open.length} (${monthText(next, language)})`,
        href: next === undefined ? SETTLEMENT.months : `${SETTLEMENT.months}/${next}/preview`,
      });
    }
    if (actor.roles.includes('buyer')) {
      const { count = 0 } = await this.tasks.toApprove(visit, 1);
      figures.push({ term: words.toApprove, value: countText(count), href: TO_APPROVE });
    }
    if (mayEver(settlementAccess.listReminders, actor))
      figures.push(...overdue(await this.doors.open(ReminderRoutes, visit).list({}, actor), visit));
    if (actor.roles.includes('operator')) {
      const clock = await this.doors.open(ClaimClockRoutes, visit).list({ limit: 1 }, actor);
      figures.push({ term: words.atStake, value: danishKroner(clock.atStakeOre), href: SETTLEMENT.claimClock });
      if (clock.tooLateOre !== 0)
        figures.push({ term: words.tooLate, value: danishKroner(clock.tooLateOre), href: SETTLEMENT.claimClock });
    }
    return figures;
  }
}

const overdue = ({ items, overdueOre }: RemindersView, { actor, language }: SignedInVisit): readonly Figure[] => {
  const words = WORDS[language];
  if (actor.roles.includes('auditor'))
    return [{ term: words.overdue, value: danishKroner(overdueOre), href: SETTLEMENT.reminders }];
  const of = (side: 'operator' | 'payer'): Ore =>
    sumOre(items.filter((each) => each[side] === actor.party).map((each) => each.overdueOre));
  return [
    ...(actor.roles.includes('buyer')
      ? [{ term: words.overdueUs, value: danishKroner(of('payer')), href: SETTLEMENT.reminders }]
      : []),
    ...(actor.roles.includes('operator')
      ? [{ term: words.overdueOthers, value: danishKroner(of('operator')), href: SETTLEMENT.reminders }]
      : []),
  ];
};
