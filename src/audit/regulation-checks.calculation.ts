import { RESULTS } from './breach-words';
import type { Check, Findings } from './findings';
import type { RecordedEvent } from './ledger';
import type { LedgerPicture } from './ledger-picture.calculation';
import { lineKey, listed } from './ledger-picture.calculation';

type Accounts = RecordedEvent<'YearEndAccountsSubmitted'>;
type Split = RecordedEvent<'ResultSplit'>;
type Calculation = RecordedEvent<'TariffCalculated'>;

/** All that was recorded of one service line's results and their way, the newest of each. */
interface LineResults {
  readonly accounts: Map<number, Accounts>;
  readonly splits: Map<number, Split>;
  readonly broughtIn: Map<number, RecordedEvent<'RegulationBroughtIn'>>;
  /** Calculations that no newer one has taken the place of. */
  readonly calculations: Map<string, Calculation>;
}

const total = (lines: readonly { readonly amountOre: number }[]): number =>
  lines.reduce((sum, { amountOre }) => sum + amountOre, 0);

/**
 * I7: each origin year's opening and result are carried over, put into a tariff, refunded or borne by the operator, to
 * the øre; what one year carries the next takes in; and once the operator has closed a month of the tariff's year, or
 * of the year after it became known, if that is later, nothing remains. Who has left by then may calculate no tariff of that
 * year any more (R23), and may have no month left to close: the months that anybody closes tell that the year has come.
 */
export function* regulationsSettled(picture: LedgerPicture, findings: Findings): Check {
  const lastMonth = new Map<string, string>();
  let newest = '';
  for (const { fact } of picture.closed) {
    const { operator, month } = fact.data;
    lastMonth.set(operator, month);
    if (month > newest) newest = month;
  }
  for (const [, recorded] of byLine(picture)) {
    yield;
    const results = resultsOf(recorded);
    for (const accounts of results.accounts.values()) checkAccounts(results, accounts, findings);
    const years = new Set([...results.splits.keys(), ...results.broughtIn.keys()]);
    const [closing] = recorded.flatMap(({ data }) => picture.closures.get(data.offeringId) ?? []);
    const charged = ({ data }: Calculation): boolean =>
      closing === undefined || `${data.year}-01-01` <= closing.data.last;
    const left = (operator: string, year: number): boolean => hasLeft(picture, operator, `${year}-01-01`);
    const cameTo = (operator: string, year: number): boolean =>
      (left(operator, year) ? newest : (lastMonth.get(operator) ?? '')) >= `${year}-01`;
    for (const year of years) checkRegulation(results, year, { charged, left, cameTo }, findings);
    for (const fact of recorded) if (fact.type === 'ResultSplit') checkCharges(picture, fact, lastMonth, findings);
  }
}

const byLine = (picture: LedgerPicture): Map<string, LedgerPicture['regulations'][number][]> => {
  const lines = new Map<string, LedgerPicture['regulations'][number][]>();
  for (const fact of picture.regulations)
    listed(lines, lineKey(fact.data.offeringId, fact.data.serviceLineId)).push(fact);
  return lines;
};

const resultsOf = (recorded: LedgerPicture['regulations']): LineResults => {
  const results: LineResults = {
    accounts: new Map(),
    splits: new Map(),
    broughtIn: new Map(),
    calculations: new Map(),
  };
  for (const fact of recorded)
    switch (fact.type) {
      case 'YearEndAccountsSubmitted':
        results.accounts.set(fact.data.year, fact);
        break;
      case 'ResultSplit':
        results.splits.set(fact.data.originYear, fact);
        break;
      case 'RegulationBroughtIn':
        results.broughtIn.set(fact.data.originYear, fact);
        break;
      case 'TariffCalculated':
        if (fact.data.replaces !== undefined) results.calculations.delete(fact.data.replaces);
        results.calculations.set(fact.data.calculationId, fact);
        break;
    }
  return results;
};

/** The result follows from its own lines, and takes in what the year before passed on. */
const checkAccounts = ({ splits }: LineResults, fact: Accounts, findings: Findings): void => {
  findings.checked += 1;
  const { offeringId, serviceLineId, year, revenue, costs, otherIncome, corrections, result } = fact.data;
  const thing = { kind: 'offering', id: offeringId } as const;
  const reckoned = total(revenue.lines) - total(costs) + total(otherIncome) + total(corrections);
  if (reckoned !== result.resultOre)
    findings.breach(thing, RESULTS.result(serviceLineId, year, result.resultOre, reckoned), [fact.id]);
  const before = splits.get(year - 1);
  const taken = total(corrections.filter(({ kind }) => kind === 'CARRIED_IN'));
  if ((before?.data.carriedOre ?? 0) !== taken)
    findings.breach(thing, RESULTS.carried(serviceLineId, year, before?.data.carriedOre ?? 0, taken), [
      fact.id,
      ...(before === undefined ? [] : [before.id]),
    ]);
};

/** What has come to an end: whether a calculation was still charged, and whether the operator had left by a year. */
interface Gone {
  readonly charged: (calculation: Calculation) => boolean;
  readonly left: (operator: string, year: number) => boolean;
  /** Whether a month of the year is closed, so that its tariffs are settled by. */
  readonly cameTo: (operator: string, year: number) => boolean;
}

/** Whether the operator left before that day, and is in no agreement that runs on. One that runs out is not left. */
const hasLeft = ({ memberships }: LedgerPicture, operator: string, on: string): boolean => {
  const runsUntil = new Map<string, string>();
  const bound = new Set<string>();
  let left = '';
  for (const { type, data } of memberships) {
    if (type === 'AgreementConcluded' || type === 'AgreementExtended') runsUntil.set(data.agreementId, data.last);
    if (type === 'AgreementConcluded' ? data.parties.some((party) => party === operator) : isOf(operator, data)) {
      if (type === 'PartyLeftAgreement') {
        bound.delete(data.agreementId);
        left = data.last > left ? data.last : left;
      } else bound.add(data.agreementId);
    }
  }
  return left !== '' && left < on && ![...bound].some((agreement) => (runsUntil.get(agreement) ?? '') >= left);
};

const isOf = (operator: string, data: object): boolean => 'party' in data && data.party === operator;

/** Accounts that were corrected and not split again are on their way, and no breach. */
const checkRegulation = (
  { accounts, splits, broughtIn, calculations }: LineResults,
  year: number,
  { charged, left, cameTo }: Gone,
  findings: Findings,
): void => {
  const [split, opening] = [splits.get(year), broughtIn.get(year)];
  const known = split ?? opening;
  if (known === undefined) return;
  const { offeringId, serviceLineId, operator, tariffYear } = known.data;
  const submitted = accounts.get(year);
  if (split !== undefined && submitted?.data.accountsId !== split.data.accountsId) return;
  findings.checked += 1;
  const thing = { kind: 'offering', id: offeringId } as const;
  const owed = (opening?.data.openingOre ?? 0) + (submitted?.data.result.resultOre ?? 0);
  const { carriedOre, refundedOre, borneByOperatorOre, toTariffOre, shares } = split?.data ?? {
    ...{ carriedOre: 0, refundedOre: 0, borneByOperatorOre: 0, shares: [] },
    toTariffOre: opening?.data.openingOre ?? 0,
  };
  const placed = carriedOre + refundedOre + borneByOperatorOre + toTariffOre;
  if (owed !== placed) findings.breach(thing, RESULTS.placed(serviceLineId, year, owed, placed), [known.id]);
  if (total(shares) !== refundedOre)
    findings.breach(thing, RESULTS.refunded(serviceLineId, year, refundedOre, total(shares)), [known.id]);
  const knownOn = split?.data.splitOn ?? opening?.data.broughtInOn ?? '';
  const settledIn = Math.max(tariffYear, Number(knownOn.slice(0, 4)) + 1);
  // Before a month of that year is closed its tariffs may still be calculated.
  if (!cameTo(operator, settledIn)) return;
  // The tariff of a year that the offering did not live to see has settled nothing.
  const regulating = [...calculations.values()]
    .filter(charged)
    .filter(({ data }) => data.regulation.some(({ originYear }) => originYear === year));
  const applied = -total(
    regulating.flatMap(({ data }) => data.regulation.filter(({ originYear }) => originYear === year)),
  );
  if (applied !== toTariffOre)
    findings.breach(
      thing,
      RESULTS.notZero(
        serviceLineId,
        year,
        toTariffOre,
        settledIn,
        applied,
        left(operator, settledIn) ? (split === undefined ? 'opening' : 'result') : undefined,
      ),
      [known.id, ...regulating.map(({ id }) => id)],
    );
};

/** What a split refunds, less what one before it did, is raised as charges by the time its month is closed. */
const checkCharges = (
  picture: LedgerPicture,
  { id, data }: Split,
  lastMonth: ReadonlyMap<string, string>,
  findings: Findings,
): void => {
  const { operator, offeringId, serviceLineId, originYear, splitOn, shares, sharesBefore = [] } = data;
  if (shares.length + sharesBefore.length === 0 || (lastMonth.get(operator) ?? '') < splitOn.slice(0, 7)) return;
  findings.checked += 1;
  const owed = total(shares) - total(sharesBefore);
  const charges = [...picture.charges.values()].filter((charge) => charge.data.sources.includes(id));
  const raised = -total(charges.map((charge) => charge.data));
  if (owed !== raised)
    findings.breach({ kind: 'offering', id: offeringId }, RESULTS.raised(serviceLineId, originYear, owed, raised), [
      id,
      ...charges.map((charge) => charge.id),
    ]);
};
