import type { Day, Month } from '../kernel/calendar';
import {
  addDays,
  addMonths,
  dayNumber,
  dayOfNumber,
  daysInMonth,
  earliest,
  END_OF_TIME,
  firstDayOf,
  lastDayOf,
  latest,
  monthOf,
} from '../kernel/calendar';
import { contentHash } from '../kernel/canonical-json';
import { roundedRatio } from '../kernel/money';
import type { StatementLine } from '../settlement/months/settlement.events';
import type { Sentence } from './phrases';
import { BILLING, ofLine } from './breach-words';
import type { Check, Findings } from './findings';
import type { ClosedMonth, IssuedStatement, LedgerPicture, Stay, TariffRecord } from './ledger-picture.calculation';
import {
  chargedEachDay,
  chargedPart,
  heldOn,
  holdingVersions,
  levelKey,
  listed,
  stayAsOf,
  versionOn,
} from './ledger-picture.calculation';
import { chargesBilledOnce, chargesReproducible } from './charge-checks.calculation';
import { creditsFollow } from './dispute-checks.calculation';
import { placesPaidOnce } from './paid-places.calculation';

/** Days at one price: payer, tariff version, component, part of the price and quantity each day. */
interface PricedDays {
  readonly key: string;
  readonly payer: string;
  readonly component: string;
  readonly first: number;
  readonly last: number;
  /** 1 billed, -1 taken back. */
  readonly sign: number;
  readonly events: readonly string[];
}

interface BilledLine {
  readonly statement: IssuedStatement;
  readonly line: StatementLine;
}

const pricedKey = (payer: string, tariff: string, component: string, part: number, eachDay: number): string =>
  `${payer}|${tariff}|${component}|${part}|${eachDay}`;

const keyOfLine = (payer: string, { tariffId, component, factorBp, quantity, days }: StatementLine): string =>
  pricedKey(payer, tariffId, component, factorBp, quantity / days);

const linesByContract = (picture: LedgerPicture): Map<string, BilledLine[]> => {
  const byContract = new Map<string, BilledLine[]>();
  for (const { statements } of picture.closed)
    for (const statement of statements)
      for (const line of statement.entries) listed(byContract, line.contractId).push({ statement, line });
  return byContract;
};

/**
 * I1: each payable contract, component and day up to the operator's last closed month is billed exactly once net of
 * credits, at the price that holds by what was known when that month was closed. Days lost by R2 are left out.
 */
export function* billedOnce(picture: LedgerPicture, findings: Findings): Check {
  const lastClosed = new Map<string, ClosedMonth>();
  for (const month of picture.closed) lastClosed.set(month.fact.data.operator, month);
  const lost = new Map<string, LostRun[]>();
  for (const { fact } of picture.closed)
    for (const { contractId, payer, firstDay, lastDay } of fact.data.lost)
      listed(lost, contractId).push({ payer, first: dayNumber(firstDay), last: dayNumber(lastDay) });
  const billed = linesByContract(picture);
  const paidTo = yield* placesPaidOnce(picture, (operator) => lastClosed.get(operator)?.knownAt);
  const versions = new Map<string, TariffRecord[]>();
  for (const [placementId, history] of picture.placements) {
    const [reserved] = history;
    const closing = reserved?.type === 'PlaceReserved' ? lastClosed.get(reserved.data.terms.operator) : undefined;
    if (!closing) continue;
    yield;
    const { month, operator } = closing.fact.data;
    const { knownAt } = closing;
    const stay = stayAsOf(history, knownAt);
    const known = (key: string): TariffRecord[] => {
      const id = `${operator}|${key}`;
      const found = versions.get(id) ?? holdingVersions(picture, key, knownAt);
      versions.set(id, found);
      return found;
    };
    const until = earliest(lastDayOf(month), paidTo.get(placementId) ?? END_OF_TIME);
    const owed = stay ? owedDays(stay, until, picture.settledFrom.get(operator), known) : [];
    findings.checked += owed.reduce((days, { first, last }) => days + last - first + 1, 0);
    const lines = (billed.get(placementId) ?? [])
      .filter(({ line }) => line.days !== 0)
      .map(({ statement, line }) => billedDays(statement, line));
    const written = lost.get(placementId) ?? [];
    for (const { segment, net } of imbalances(owed, lines))
      for (const run of notLost(segment, written)) {
        const [first, last] = [dayOfNumber(run.first), dayOfNumber(run.last)];
        findings.breach(
          { kind: 'placement', id: placementId },
          BILLING.days(segment.component, [first, last], segment.payer, net),
          [...(stay?.evidence ?? []), ...segment.events],
          first,
        );
      }
  }
  for (const [contractId, lines] of billed)
    if (!picture.placements.has(contractId))
      findings.breach(
        { kind: 'placement', id: contractId },
        BILLING.nobodysPlace,
        lines.flatMap(({ statement }) => statement.drawnBy),
      );
  yield* chargesBilledOnce(picture, findings);
}

interface LostRun {
  readonly payer: string;
  readonly first: number;
  readonly last: number;
}

/** What no loss of the payer covers. Losses are written month by month, and an imbalance runs across them. */
const notLost = ({ payer, first, last }: LostRun, written: readonly LostRun[]): Pick<LostRun, 'first' | 'last'>[] => {
  const left: Pick<LostRun, 'first' | 'last'>[] = [];
  let from = first;
  for (const run of written.filter((each) => each.payer === payer).sort((a, b) => a.first - b.first)) {
    if (run.first > last) break;
    if (run.first > from) left.push({ first: from, last: run.first - 1 });
    from = Math.max(from, run.last + 1);
  }
  return from > last ? left : [...left, { first: from, last }];
};

const billedDays = ({ payer, drawnBy }: IssuedStatement, line: StatementLine): PricedDays => ({
  key: keyOfLine(payer, line),
  payer,
  component: line.component,
  first: dayNumber(line.firstDay),
  last: dayNumber(line.lastDay),
  sign: Math.sign(line.days),
  events: drawnBy,
});

const owedDays = (
  stay: Stay,
  closedTo: Day,
  openedWith: Month | undefined,
  versionsOf: (key: string) => TariffRecord[],
): PricedDays[] => {
  if (!stay.enrolled) return [];
  const from = openedWith === undefined ? stay.firstDay : latest(stay.firstDay, firstDayOf(openedWith));
  const to = earliest(closedTo, stay.lastPayableDay ?? closedTo);
  const owed: PricedDays[] = [];
  for (let day = from; day <= to;) {
    const terms = heldOn(stay.services, day);
    const payer = heldOn(stay.payers, day);
    const versions = terms ? versionsOf(levelKey(stay.offeringId, stay.serviceLineId, terms.value.level)) : [];
    const last = addDays(nextChange(day, to, [stay.services, stay.payers], versions), -1);
    const version = versionOn(versions, day);
    if (terms && payer && version)
      for (const component of version.data.components) {
        const eachDay = chargedEachDay(component, terms.value);
        if (eachDay === 0) continue;
        const part = chargedPart(component, terms.value);
        owed.push({
          key: pricedKey(payer.value.payer, version.data.tariffId, component.code, part, eachDay),
          payer: payer.value.payer,
          component: component.code,
          first: dayNumber(day),
          last: dayNumber(last),
          sign: -1,
          events: [terms.eventId, payer.eventId, version.id],
        });
      }
    day = addDays(last, 1);
  }
  return owed;
};

/** The first day after `day` on which terms, payer or price may be others; at most the day after `to`. */
const nextChange = (
  day: Day,
  to: Day,
  timelines: readonly (readonly { readonly from: Day }[])[],
  versions: readonly TariffRecord[],
): Day => {
  let next = addDays(to, 1);
  for (const timeline of timelines) for (const { from } of timeline) if (from > day && from < next) next = from;
  for (const { data } of versions) if (data.validFrom > day && data.validFrom < next) next = data.validFrom;
  return next;
};

interface Imbalance {
  readonly segment: PricedDays;
  readonly net: number;
}

/** Stretches of days on which billed less owed is not zero, for each price. */
const imbalances = (owed: readonly PricedDays[], billed: readonly PricedDays[]): Imbalance[] => {
  const byKey = new Map<string, PricedDays[]>();
  for (const days of [...owed, ...billed]) listed(byKey, days.key).push(days);
  const found: Imbalance[] = [];
  for (const all of byKey.values()) {
    const cuts = [...new Set(all.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
    for (const [at, first] of cuts.slice(0, -1).entries()) {
      const last = (cuts[at + 1] ?? first + 1) - 1;
      const covering = all.filter((days) => days.first <= first && last <= days.last);
      const net = covering.reduce((sum, { sign }) => sum + sign, 0);
      const [one] = covering;
      if (net === 0 || !one) continue;
      const before = found.at(-1);
      if (before?.segment.key === one.key && before.net === net && before.segment.last === first - 1)
        found[found.length - 1] = { net, segment: { ...before.segment, last } };
      else found.push({ net, segment: { ...one, first, last, events: covering.flatMap(({ events }) => events) } });
    }
  }
  return found;
};

/** I2: what payers buy for is what operators sell for, in each month and in each statement. */
export function* boughtIsSold(picture: LedgerPicture, findings: Findings): Check {
  const months = new Map<string, { sold: number; bought: number; events: string[] }>();
  for (const { fact, statements } of picture.closed) {
    const { operator, month, totalOre } = fact.data;
    yield;
    const sums = months.get(month) ?? { sold: 0, bought: 0, events: [] };
    months.set(month, sums);
    sums.sold += totalOre;
    sums.events.push(fact.id);
    for (const statement of statements) {
      findings.checked += 1;
      const lines = [...statement.entries, ...statement.charges].reduce((sum, { amountOre }) => sum + amountOre, 0);
      sums.bought += lines;
      if (lines !== statement.totalOre)
        findings.breach(
          { kind: 'statement', id: statement.statementId },
          BILLING.statementSum(lines, statement.totalOre),
          [fact.id, ...statement.drawnBy],
        );
    }
    const statementsTotal = statements.reduce((sum, statement) => sum + statement.totalOre, 0);
    if (statementsTotal !== totalOre)
      findings.breach({ kind: 'month', id: `${operator} ${month}` }, BILLING.monthSum(statementsTotal, totalOre), [
        fact.id,
      ]);
  }
  for (const [month, { sold, bought, events }] of months) {
    findings.checked += 1;
    if (sold !== bought)
      findings.breach({ kind: 'month', id: month }, BILLING.soldAndBought(sold, bought), events.slice(0, 20));
  }
}

const amountFor = (line: StatementLine, quantity: number, days: number): number => {
  const { priceOre, factorBp, unit, firstDay } = line;
  if (unit !== 'MONTH') return roundedRatio(BigInt(priceOre) * BigInt(quantity) * BigInt(factorBp), 1_000_000n);
  const share = BigInt(priceOre) * BigInt(days) * BigInt(factorBp);
  return roundedRatio(share, 10_000n * BigInt(daysInMonth(monthOf(firstDay))));
};

/**
 * I3: each amount follows from the events alone. A regular line from its own days, price and part; adjustments from what
 * the month's lines come to with them; the price from the tariff; the statement's seal and due date from its lines.
 */
export function* amountsReproducible(picture: LedgerPicture, findings: Findings): Check {
  for (const { fact, statements } of picture.closed) {
    yield;
    const { issuedOn, dueDays } = fact.data;
    for (const statement of statements) {
      yield;
      const events = [fact.id, ...statement.drawnBy];
      const thing = { kind: 'statement', id: statement.statementId } as const;
      if (statement.dueOn !== addDays(issuedOn, dueDays))
        findings.breach(thing, BILLING.dueDay(statement.dueOn, dueDays), events);
      const all = [...statement.entries, ...statement.charges];
      if (all.length !== statement.lines || contentHash(all) !== statement.linesHash)
        findings.breach(thing, BILLING.seal, events);
      for (const line of statement.entries) {
        findings.checked += 1;
        checkLine(picture, line, (words) => {
          findings.breach(thing, ofLine(line.line, words), [...events, ...line.events], line.firstDay);
        });
      }
    }
  }
  yield* monthsAddUp(picture, findings);
  yield* chargesReproducible(picture, findings);
  yield* creditsFollow(picture, findings);
}

const checkLine = (picture: LedgerPicture, line: StatementLine, breach: (words: Sentence) => void): void => {
  // A credit after a dispute has an amount and no days; that it follows from the dispute is looked at elsewhere.
  if (line.days === 0) return;
  const tariff = picture.tariffsById.get(line.tariffId);
  const component = tariff?.data.components.find(({ code }) => code === line.component);
  if (!component) {
    breach(BILLING.noComponent(line.tariffId, line.component));
    return;
  }
  if (component.priceOre !== line.priceOre || component.unit !== line.unit)
    breach(BILLING.price(line.priceOre, component.priceOre));
  const covered = dayNumber(line.lastDay) - dayNumber(line.firstDay) + 1;
  if (Math.abs(line.days) !== covered || monthOf(line.firstDay) !== monthOf(line.lastDay))
    breach(BILLING.covered(line.days, line.firstDay, line.lastDay));
  if (line.kind !== 'REGULAR') return;
  const amount = amountFor(line, line.quantity, line.days);
  if (amount !== line.amountOre) breach(BILLING.amount(line.amountOre, amount));
};

/** Adjustments are rounded with the lines they belong to (R36, R38): together they must come to the net days' amount. */
function* monthsAddUp(picture: LedgerPicture, findings: Findings): Check {
  for (const [contractId, lines] of linesByContract(picture)) {
    if (lines.every(({ line }) => line.kind === 'REGULAR')) continue;
    yield;
    const groups = new Map<string, BilledLine[]>();
    for (const billed of lines) {
      const { statement, line } = billed;
      if (line.days === 0) continue;
      listed(groups, `${keyOfLine(statement.payer, line)}|${monthOf(line.firstDay)}`).push(billed);
    }
    for (const group of groups.values()) {
      const [one] = group;
      if (!one) continue;
      findings.checked += 1;
      const sum = group.reduce((total, { line }) => total + line.amountOre, 0);
      const eachDay = one.line.quantity / one.line.days;
      const right = netStretches(group).reduce((total, days) => total + amountFor(one.line, eachDay * days, days), 0);
      if (sum !== right)
        findings.breach(
          { kind: 'placement', id: contractId },
          BILLING.adjusted(one.line.component, monthOf(one.line.firstDay), sum, right),
          group.flatMap(({ statement, line }) => [...statement.drawnBy, ...line.events]),
          one.line.firstDay,
        );
    }
  }
}

/** Lengths of the unbroken stretches of days that are billed net of credits. */
const netStretches = (lines: readonly BilledLine[]): number[] => {
  const days = new Map<number, number>();
  for (const { line } of lines)
    for (let day = dayNumber(line.firstDay); day <= dayNumber(line.lastDay); day += 1)
      days.set(day, (days.get(day) ?? 0) + Math.sign(line.days));
  const lengths: number[] = [];
  let before: number | undefined;
  for (const [day, net] of [...days].sort(([a], [b]) => a - b)) {
    if (net === 0) continue;
    if (before === day - 1) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + net;
    else lengths.push(net);
    before = day;
  }
  return lengths;
};

const CLAIM_LIMIT_MONTHS = 12;

/** I9: no service day older than 12 months is claimed at issue without a reason (R2). Credits are never too late. */
export function* claimedInTime(picture: LedgerPicture, findings: Findings): Check {
  for (const { fact, statements } of picture.closed) {
    yield;
    const { issuedOn, lateClaimReason } = fact.data;
    // Charges claim payment for no service day, so R2 says nothing about them (Q9, an open question).
    for (const { statementId, entries, drawnBy } of statements) {
      findings.checked += entries.length;
      if (lateClaimReason !== undefined) continue;
      for (const line of entries) {
        if (line.days <= 0 || issuedOn <= addMonths(line.firstDay, CLAIM_LIMIT_MONTHS)) continue;
        if (!costsMore(line, entries)) continue;
        findings.breach(
          { kind: 'statement', id: statementId },
          BILLING.tooLate(line.line, line.firstDay, issuedOn),
          [fact.id, ...drawnBy, ...line.events],
          line.firstDay,
        );
      }
    }
  }
}

/** Whether the payer pays more for the line's days when the credits for them in the same statement are set off. */
const costsMore = (line: StatementLine, entries: readonly StatementLine[]): boolean => {
  let net = 0;
  for (const other of entries) {
    if (other.contractId !== line.contractId || other.days === 0) continue;
    const [first, last] = [latest(line.firstDay, other.firstDay), earliest(line.lastDay, other.lastDay)];
    if (first <= last) net += (other.amountOre / Math.abs(other.days)) * (dayNumber(last) - dayNumber(first) + 1);
  }
  // Each line may carry half an øre of rounding.
  return net >= 1;
};
