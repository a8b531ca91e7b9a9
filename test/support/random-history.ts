import { setTimeout as pause } from 'node:timers/promises';
import {
  addDays,
  addToMonth,
  asDay,
  earliest,
  lastDayOf,
  monthOf,
  type Day,
  type Month,
} from '../../src/kernel/calendar';
import { ExpireReservationsJob } from '../../src/placements/expire-reservations.job';
import type { Answer, Caller, RunningApp } from './app';
import { AROUND_THE_CLOCK, BY_DAY, offerByDay, priced, wanted } from './random-services';
import { MONEY_READS, RandomMoney } from './random-money';
import { isMoney, type PlaceStep, type Step } from './random-steps';
import { AARHUS, openSmallMarket, REGION, reservation, SILKEBORG, VIBORG } from './small-market';

interface Bought {
  readonly placementId: string;
  readonly offeringId: string;
  readonly firstDay: Day;
  /** The newest thing that was done to it. */
  stage: string;
}

/** What is mostly done to a placement at this stage; now and then anything is tried on anyone. */
const STAGES_FOR: Readonly<Record<string, readonly string[]>> = {
  confirm: ['reserve'],
  decline: ['reserve'],
  withdraw: ['reserve', 'confirm'],
  enrol: ['confirm'],
  end: ['enrol'],
  correct: ['end'],
  payer: ['enrol', 'end'],
  change: ['enrol'],
  answer: ['enrol'],
  'agree-payer': ['enrol', 'end'],
  'answer-payer': ['enrol', 'end'],
  absence: ['enrol'],
  notice: ['enrol'],
};

interface ExtraPlaces {
  readonly offeringId: string;
  readonly first: Day;
  readonly last: Day;
  readonly extraPlaces: number;
}

const STATEMENTS = '/settlement/statements?limit=500&effectiveOn=2020-12-31';

/** A market in which anything happens that people can ask for; what the product refuses does not happen. */
export class RandomHistory {
  readonly extraPlaces: ExtraPlaces[] = [];
  /** How often each kind of step was carried out, so that a test can see that its histories are not empty. */
  readonly done = new Map<string, number>();
  private readonly placements: Bought[] = [];
  private readonly tariffs: { offeringId: string; tariffId: string }[] = [];
  private readonly citizens = Array.from({ length: 5 }, (_, at) => `019d0000-0000-7000-8000-00000000000${at}`);
  private nextMonth: Month;
  private readonly money: RandomMoney;
  private readonly disputes: { readonly statementId: string; readonly line: number }[] = [];
  /** The last day of the offering that closes, once that has been announced. */
  private closing: { readonly offeringId: string; readonly last: Day } | undefined;

  private constructor(
    readonly running: RunningApp,
    readonly offerings: readonly string[],
    readonly seller: Caller,
    readonly auditor: Caller,
    private readonly buyers: readonly Caller[],
  ) {
    this.nextMonth = monthOf(running.clock.today());
    this.money = new RandomMoney(running, offerings, seller, auditor);
  }

  static async begin(running: RunningApp): Promise<RandomHistory> {
    const market = await openSmallMarket(running, 2);
    await market.seller.post('/settlement/openings', { firstMonth: monthOf(running.clock.today()) });
    const second = await market.offer('Bostedet Elsted', 3);
    const byDay = await offerByDay(market, 'Aktivitetscentret Ådal', 2);
    // The region buys from itself too: own citizens take places like everybody else’s.
    const buyers = [market.aarhus, market.viborg, running.as(REGION, 'buyer', 'operator')];
    return new RandomHistory(running, [market.offeringId, second, byDay], market.seller, market.auditor, buyers);
  }

  async take(step: Step): Promise<void> {
    const bought = this.chosen(step);
    const answer = isMoney(step) ? await this.money.ask(step) : await this.ask(step as PlaceStep, bought);
    if (answer === undefined) return;
    if (answer.status < 400 && bought && ['confirm', 'decline', 'withdraw', 'enrol', 'end'].includes(step.kind))
      bought.stage = step.kind;
    if (answer.status >= 500) throw new Error(`${JSON.stringify(step)} → ${JSON.stringify(answer.body)}`);
    if (answer.status < 400) this.done.set(step.kind, (this.done.get(step.kind) ?? 0) + 1);
  }

  /** Things that several people do at once; what moves the calendar comes alone. */
  async takeTogether(steps: readonly Step[]): Promise<void> {
    const together: Promise<void>[] = [];
    for (const step of steps) {
      if (step.kind === 'wait' || step.kind === 'close') {
        await Promise.all(together.splice(0));
        await this.take(step);
      } else together.push(this.take(step));
    }
    await Promise.all(together);
  }

  /** Waits out the running month and closes all months before it. */
  async closeAll(): Promise<void> {
    await this.moveOut();
    await this.wait(nextFirst(this.running.clock.today()));
    while (this.nextMonth < monthOf(this.running.clock.today())) await this.close();
  }

  /** The next year comes: every month is closed, accounts are made, and what follows of them is charged. */
  async yearOver(steps: readonly Step[]): Promise<void> {
    const { clock } = this.running;
    if (clock.today() < '2021-01-04') await this.wait(asDay('2021-01-04'));
    while (this.nextMonth < monthOf(clock.today())) await this.close();
    for (const step of steps) await this.take(step);
    await this.wait(nextFirst(clock.today()));
    await this.close();
  }

  /** Lines whose amount cannot be worked out again from what they rest on. */
  async unexplainedLines(): Promise<string[]> {
    const unexplained: string[] = [];
    const { items } = await this.auditor.get('/settlement/statements?limit=500');
    for (const { statementId } of items as { statementId: string }[]) {
      const { items: lines, charges } = await this.auditor.get(`/settlement/statements/${statementId}`);
      for (const { line } of [...lines, ...charges] as { line: number }[]) {
        const why = await this.auditor.get(`/settlement/statements/${statementId}/lines/${line}/why`);
        if (why.agrees !== true) unexplained.push(`${statementId} ${line}: ${why.formula}`);
      }
    }
    return unexplained;
  }

  /** Somebody says where the citizens of an offering that has closed have gone, as I6 asks. */
  private async moveOut(): Promise<void> {
    if (this.closing === undefined) return;
    const { offeringId, last } = this.closing;
    const { clock } = this.running;
    if (clock.today() < last) await this.wait(last);
    for (const { placementId } of this.placements.filter((bought) => bought.offeringId === offeringId))
      await this.seller.ask('POST', `/placements/${placementId}/end`, {
        departureDay: clock.today(),
        reason: 'CLOSURE',
      });
  }

  /** Everything people can look at, by what was asked; with `knownAt` as it was known then. */
  async picture(knownAt?: string): Promise<Record<string, unknown>> {
    const known = knownAt === undefined ? '' : `&knownAt=${knownAt}`;
    const reads = [
      '/placements?limit=500&effectiveOn=2020-12-31',
      '/placements?limit=500&effectiveOn=2020-02-15',
      STATEMENTS,
      '/settlement/balances?month=2020-01&effectiveOn=2020-12-31',
      '/contracts?limit=500&effectiveOn=2020-12-31',
      '/free-places?from=2020-03-01&limit=500&effectiveOn=2020-12-31',
      ...MONEY_READS.map((path) => `${path}effectiveOn=2021-06-30`),
      ...this.offerings.flatMap((id) => [
        `/offerings/${id}/tariffs?effectiveOn=2020-06-01`,
        `/occupancy?offeringId=${id}&from=2020-01-01&to=2020-12-31&by=day&effectiveOn=2020-12-31`,
        `/offerings/${id}/history?limit=500`,
      ]),
    ];
    const answers: Record<string, unknown> = {};
    for (const path of reads) answers[path] = await this.auditor.get(`${path}${known}`);
    for (const { statementId } of (answers[STATEMENTS] as { items: { statementId: string }[] }).items)
      for (const path of [`/settlement/statements/${statementId}?effectiveOn=2020-12-31`])
        answers[path] = await this.auditor.get(`${path}${known}`);
    return answers;
  }

  /** What disputes have ended with on statements: credits that take no day back, and so are no matter of days. */
  async creditedOre(): Promise<number> {
    const { items } = await this.auditor.get('/settlement/statements?limit=500');
    let credited = 0;
    for (const { statementId } of items as { statementId: string }[]) {
      const statement = await this.auditor.get(`/settlement/statements/${statementId}?effectiveOn=2020-12-31`);
      for (const { days, amountOre } of statement.items as { days: number; amountOre: number }[])
        if (days === 0) credited -= amountOre;
    }
    return credited;
  }

  /** An instant between what is recorded so far and what comes later. */
  async instant(): Promise<string> {
    await pause(3);
    const now = new Date().toISOString();
    await pause(3);
    return now;
  }

  private chosen({ kind, whom }: Step): Bought | undefined {
    const stages = STAGES_FOR[kind] ?? [];
    const likely = this.placements.filter(({ stage }) => stages.includes(stage));
    const among = likely.length > 0 && whom % 10 > 0 ? likely : this.placements;
    return among[whom % Math.max(1, among.length)];
  }

  private ask({ kind, whom, days, choice }: PlaceStep, bought: Bought | undefined): Promise<Answer | undefined> {
    const { clock } = this.running;
    const day = addDays(clock.today(), days);
    const offeringId = this.offerings[choice % this.offerings.length] ?? '';
    const buyer = this.buyers[whom % this.buyers.length] ?? this.seller;
    const lately = addDays(clock.today(), -(Math.abs(days) % 8));
    const post = (caller: Caller, path: string, body?: object) => caller.ask('POST', path, body);
    const onPlacement = (caller: Caller, act: string, body?: object) =>
      bought && post(caller, `/placements/${bought.placementId}/${act}`, body);
    const party = this.buyers[choice % this.buyers.length] ?? this.seller;
    const asked: Answer | undefined | Promise<Answer | undefined> = {
      reserve: () => this.reserve(buyer, offeringId, day, choice),
      confirm: () => onPlacement(this.seller, 'confirm'),
      decline: () => onPlacement(this.seller, 'decline', { reason: 'OTHER' }),
      withdraw: () => onPlacement(party, 'withdraw'),
      enrol: () =>
        onPlacement(this.seller, 'enrol', {
          firstDay: choice % 3 === 0 || !bought ? lately : earliest(bought.firstDay, clock.today()),
        }),
      end: () => onPlacement(this.seller, 'end', { departureDay: lately, reason: choice % 2 ? 'MOVED' : 'DEATH' }),
      correct: () =>
        onPlacement(this.seller, 'end/correct', {
          departureDay: addDays(clock.today(), -Math.abs(days)),
          reason: 'MOVED',
          cause: 'LATE_MESSAGE',
        }),
      payer: () =>
        onPlacement(party, 'payer', { payer: choice % 2 ? SILKEBORG : VIBORG, from: day, legalGround: 'RSL-9' }),
      change: () =>
        onPlacement(this.seller, 'change', { from: day, ...wanted(this.lineOf(bought?.offeringId), choice) }),
      answer: () => onPlacement(party, choice % 4 === 0 ? 'change/refuse' : 'change/accept'),
      absence: () => onPlacement(this.seller, 'absence', { first: day, last: addDays(day, 3), kind: 'HOLIDAY' }),
      notice: () => onPlacement(party, 'notice', { noticeDate: day, receivedDate: day }),
      tariff: () => this.changeTariff(offeringId, addDays(clock.today(), Math.abs(days) + 1), choice),
      'correct-tariff': () => this.correctTariff(whom, choice),
      capacity: () => this.changeCapacity(offeringId, day, 1 + (choice % 4)),
      'over-capacity': () => this.openOverCapacity({ offeringId, first: day, last: addDays(day, 20), extraPlaces: 1 }),
      'agree-payer': () =>
        onPlacement(party, 'payer', {
          payer: choice % 2 ? SILKEBORG : VIBORG,
          from: lately,
          legalGround: 'RSL-9-AGREEMENT',
          citizenConsents: true,
        }),
      'answer-payer': () =>
        onPlacement(
          this.running.as(choice % 2 ? SILKEBORG : VIBORG, 'buyer'),
          `payer/${choice % 5 ? 'accept' : 'refuse'}`,
        ),
      dispute: () => this.dispute(whom, choice),
      'answer-dispute': () => this.answerDispute(whom, choice),
      'end-line': () =>
        choice % 3 === 0
          ? post(this.seller, `/offerings/${offeringId}/service-lines/${this.lineOf(offeringId)}/end`, {
              last: day,
              reason: 'Omlagt',
            })
          : undefined,
      leave: () => this.leave(addDays(clock.today(), Math.abs(days)), choice),
      closure: () => this.announceClosure(addDays(clock.today(), Math.abs(days)), choice),
      close: () => this.close(),
      wait: () => this.wait(addDays(clock.today(), Math.abs(days) + 1)),
    }[kind]();
    return Promise.resolve(asked);
  }

  /** Another day comes, and with it what happens by itself within the hour. */
  private async wait(until: Day): Promise<undefined> {
    this.running.clock.turnTo(until);
    await this.running.settled();
    await this.running.app.get(ExpireReservationsJob).run();
    return undefined;
  }

  private lineOf(offeringId: string | undefined): string {
    return offeringId === this.offerings[2] ? BY_DAY : AROUND_THE_CLOCK;
  }

  private async reserve(buyer: Caller, offeringId: string, firstDay: Day, choice: number): Promise<Answer> {
    const citizenRef = this.citizens[choice % this.citizens.length];
    const limited = choice % 3 === 0 ? { plannedLastDay: addDays(firstDay, choice) } : {};
    const serviceLineId = this.lineOf(offeringId);
    const service = { serviceLineId, ...wanted(serviceLineId, choice) };
    const wish = reservation(offeringId, firstDay, { citizenRef, ...service, ...limited });
    const answer = await buyer.ask('POST', '/placements', wish);
    if (answer.status === 201)
      this.placements.push({ placementId: answer.body.placementId, offeringId, firstDay, stage: 'reserve' });
    return answer;
  }

  private async changeTariff(offeringId: string, validFrom: Day, choice: number): Promise<Answer> {
    const answer = await this.seller.ask('POST', `/offerings/${offeringId}/tariffs`, {
      serviceLineId: this.lineOf(offeringId),
      level: choice % 2 ? '1' : '2',
      validFrom,
      ...priced(this.lineOf(offeringId), choice),
    });
    if (answer.status === 201) this.tariffs.push({ offeringId, tariffId: answer.body.tariffId });
    return answer;
  }

  private async correctTariff(whom: number, choice: number): Promise<Answer | undefined> {
    const wrong = this.tariffs[whom % Math.max(1, this.tariffs.length)];
    if (wrong === undefined) return undefined;
    const { offeringId, tariffId } = wrong;
    const answer = await this.seller.ask(
      'POST',
      `/offerings/${offeringId}/tariffs/${tariffId}/correct`,
      priced(this.lineOf(offeringId), choice),
    );
    if (answer.status === 201) this.tariffs.push({ offeringId, tariffId: answer.body.tariffId });
    return answer;
  }

  private changeCapacity(offeringId: string, from: Day, places: number): Promise<Answer> {
    const body = { serviceLineId: this.lineOf(offeringId), places, from, reason: 'Ombygning' };
    return this.seller.ask('POST', `/offerings/${offeringId}/capacity`, body);
  }

  private async openOverCapacity({ offeringId, ...opened }: ExtraPlaces): Promise<Answer> {
    const body = { serviceLineId: this.lineOf(offeringId), ...opened, reason: 'Akut' };
    const answer = await this.seller.ask('POST', `/offerings/${offeringId}/over-capacity`, body);
    if (answer.status < 400) this.extraPlaces.push({ offeringId, ...opened });
    return answer;
  }

  private async dispute(whom: number, choice: number): Promise<Answer | undefined> {
    const { items } = (await this.auditor.get('/settlement/statements?limit=500')) as {
      items: { statementId: string; payer: string }[];
    };
    const statement = items[whom % Math.max(1, items.length)];
    if (statement === undefined) return undefined;
    const { statementId, payer } = statement;
    const disputed = { statementId, line: 1 + (choice % 3) };
    const part = choice % 2 ? {} : { disputedOre: 100 + choice };
    const path = `/settlement/statements/${statementId}/lines/${disputed.line}/dispute`;
    const answer = await this.running.as(payer, 'buyer').ask('POST', path, { reason: 'OTHER', ...part });
    if (answer.status < 400) this.disputes.push(disputed);
    return answer;
  }

  private async answerDispute(whom: number, choice: number): Promise<Answer | undefined> {
    const disputed = this.disputes[whom % Math.max(1, this.disputes.length)];
    if (disputed === undefined) return undefined;
    const path = `/settlement/statements/${disputed.statementId}/lines/${disputed.line}/dispute/answer`;
    return this.seller.ask('POST', path, choice % 4 ? { answer: 'CREDIT' } : { answer: 'UPHOLD' });
  }

  /** A buyer leaves the agreement, or now and then the operator itself: stays go on, and are settled (R23 apart). */
  private async leave(last: Day, choice: number): Promise<Answer | undefined> {
    if (choice % 4 > 0) return undefined;
    const party = choice > 90 ? REGION : AARHUS;
    const secretariat = this.running.as(REGION, 'secretariat');
    return secretariat.ask('POST', `/agreements/rammeaftale-2019-20/parties/${party}/leave`, { last });
  }

  private async announceClosure(last: Day, choice: number): Promise<Answer | undefined> {
    const [, offeringId = ''] = this.offerings;
    if (choice % 4 > 0) return undefined;
    const answer = await this.seller.ask('POST', `/offerings/${offeringId}/closure`, { last, reason: 'Nedslidt' });
    if (answer.status < 400) this.closing = { offeringId, last };
    return answer;
  }

  private async close(): Promise<Answer> {
    const answer = await this.seller.ask('POST', `/settlement/months/${this.nextMonth}/close`, {});
    if (answer.status < 400) this.nextMonth = addToMonth(this.nextMonth, 1);
    else if (monthOf(this.running.clock.today()) > this.nextMonth)
      throw new Error(`${this.nextMonth} cannot be closed: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}

const nextFirst = (day: Day): Day => addDays(lastDayOf(monthOf(day)), 1);
