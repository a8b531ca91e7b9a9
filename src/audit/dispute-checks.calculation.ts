import type { ChargeLine } from '../settlement/charges/charge.events';
import { CHARGES, ofLine } from './breach-words';
import type { Check, Findings } from './findings';
import type { LedgerPicture } from './ledger-picture.calculation';

const withoutDays = (charge: ChargeLine): ChargeLine & { readonly days: number } => ({ ...charge, days: 0 });

/**
 * Each credit line follows from a dispute that had ended when the month was closed, and all of a line's credits together
 * come to what the dispute gave, less what adjustments have taken back of the line since (domain.md §3.8, I1, I3).
 */
export function* creditsFollow(picture: LedgerPicture, findings: Findings): Check {
  const amounts = new Map<string, number>();
  const takenBack = new Map<string, number>();
  const credited = new Map<string, number>();
  const knownTo = new Map<string, number>();
  // What a withdrawal takes back is looked at with the charge itself.
  const withdrawals = new Set([...picture.withdrawals.values()].map(({ id }) => id));
  for (const { fact, knownAt, statements } of picture.closed) {
    yield;
    knownTo.set(fact.data.operator, knownAt);
    for (const { statementId, entries, charges, drawnBy } of statements) {
      // Of a charge nothing is taken back by days; its credits are lines without days, as those of other lines are.
      for (const { line, corrects, cause, days, amountOre } of [
        ...entries,
        ...charges.filter(({ cause }) => !withdrawals.has(cause ?? '')).map(withoutDays),
      ]) {
        amounts.set(`${statementId}|${line}`, amountOre);
        const key = corrects && `${corrects.statementId}|${corrects.line}`;
        if (key === undefined) continue;
        if (days < 0) takenBack.set(key, (takenBack.get(key) ?? 0) + amountOre);
        if (days !== 0) continue;
        credited.set(key, (credited.get(key) ?? 0) - amountOre);
        const ended = picture.resolutions.get(key);
        if (ended?.id !== cause || (ended?.position ?? Infinity) > knownAt)
          findings.breach({ kind: 'statement', id: statementId }, ofLine(line, CHARGES.creditOfNothing), [
            fact.id,
            ...drawnBy,
          ]);
      }
    }
  }
  for (const [key, { id, data, position }] of picture.resolutions) {
    if (position > (knownTo.get(data.operator) ?? 0)) continue;
    findings.checked += 1;
    const stands = Math.max(0, (amounts.get(key) ?? 0) + (takenBack.get(key) ?? 0));
    const right = Math.min(data.creditOre, stands);
    const given = credited.get(key) ?? 0;
    if (given !== right)
      findings.breach({ kind: 'statement', id: data.statementId }, ofLine(data.line, CHARGES.credited(given, right)), [
        id,
      ]);
  }
}
