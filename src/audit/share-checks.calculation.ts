import { SHARES } from './breach-words';
import type { Sentence } from './phrases';
import type { Check, Findings } from './findings';
import type { RecordedEvent } from './ledger';
import type { LedgerPicture } from './ledger-picture.calculation';
import { listed } from './ledger-picture.calculation';

interface Part {
  readonly party: string;
  readonly figure: number;
  readonly ore: number;
}

/**
 * I8: the shares of a year add up to what is shared, each is its part of the key to the øre, and what is charged is what
 * the shares and the regulations after them say.
 */
export function* sharesAddUp(picture: LedgerPicture, findings: Findings): Check {
  const charged = new Map<string, RecordedEvent<'ChargeRaised'>[]>();
  for (const charge of picture.charges.values())
    for (const source of charge.data.sources) listed(charged, source).push(charge);
  for (const fact of picture.shared) {
    yield;
    const { schemeId, operator } = fact.data;
    const breach = (words: Sentence, events: readonly string[] = []): void =>
      findings.breach({ kind: 'scheme', id: schemeId }, words, [fact.id, ...events]);
    const parts = fact.type === 'SharesComputed' ? sharesOf(fact) : actualSharesOf(fact);
    findings.checked += parts.length;
    const total = fact.type === 'SharesComputed' ? fact.data.totalOre : fact.data.actualOre;
    const sum = parts.reduce((all, { ore }) => all + ore, 0);
    if (sum !== total) breach(SHARES.sum(sum, total));
    const key = parts.reduce((all, { figure }) => all + figure, 0);
    for (const { party, figure, ore } of parts) if (!fits(ore, total, figure, key)) breach(SHARES.key(party, ore));
    // A charge follows its event a moment later; what the next month was closed without never came.
    const late = picture.closed.some(({ fact: closing, knownAt }) => {
      return closing.data.operator === operator && knownAt > fact.position;
    });
    const raised = charged.get(fact.id) ?? [];
    for (const { party, ore } of owedBy(fact)) {
      const own = raised.filter(({ data }) => data.payer === party && data.operator === operator);
      const amount = own.reduce((all, { data }) => all + data.amountOre, 0);
      if (amount !== ore && (late || own.length > 0))
        breach(
          SHARES.charged(party, ore, amount),
          own.map(({ id }) => id),
        );
    }
  }
}

const sharesOf = ({ data }: RecordedEvent<'SharesComputed'>): Part[] =>
  data.shares.map(({ party, figure, amountOre }) => ({ party, figure, ore: amountOre }));

const actualSharesOf = ({ data }: RecordedEvent<'ActualsReported'>): Part[] =>
  data.regulations.map(({ party, figure, shareOre }) => ({ party, figure, ore: shareOre }));

/** What the event makes each party owe, or get back. */
const owedBy = (fact: RecordedEvent<'SharesComputed'> | RecordedEvent<'ActualsReported'>): Part[] =>
  fact.type === 'SharesComputed'
    ? sharesOf(fact)
    : fact.data.regulations.map(({ party, figure, differenceOre }) => ({ party, figure, ore: differenceOre }));

/** Less than one øre from its exact part of the total. */
const fits = (ore: number, total: number, figure: number, key: number): boolean => {
  const off = BigInt(ore) * BigInt(key) - BigInt(total) * BigInt(figure);
  return (off < 0n ? -off : off) < BigInt(key);
};
