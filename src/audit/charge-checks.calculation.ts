import type { ChargeLine } from '../settlement/charges/charge.events';
import { CHARGES, ofLine } from './breach-words';
import type { Check, Findings } from './findings';
import type { ClosedMonth, LedgerPicture } from './ledger-picture.calculation';

/** Lines of charges themselves; what disputes of them ended with is looked at with other credits. */
function* billedCharges(picture: LedgerPicture): Generator<{
  readonly closed: ClosedMonth;
  readonly payer: string;
  readonly statementId: string;
  readonly line: ChargeLine;
}> {
  for (const closed of picture.closed)
    for (const { charges, payer, statementId } of closed.statements)
      for (const line of charges) if (line.corrects === undefined) yield { closed, payer, statementId, line };
}

/**
 * I1 for what is of no contract: each charge that was known and due when its operator's last closed month was closed is
 * billed exactly once.
 */
export function* chargesBilledOnce(picture: LedgerPicture, findings: Findings): Check {
  const times = new Map<string, number>();
  for (const { line } of billedCharges(picture)) times.set(line.chargeId, (times.get(line.chargeId) ?? 0) + 1);
  const standing = standingOf(picture);
  const last = new Map<string, ClosedMonth>();
  for (const month of picture.closed) last.set(month.fact.data.operator, month);
  for (const [chargeId, { id, data, position }] of picture.charges) {
    yield;
    findings.checked += 1;
    const closed = last.get(data.operator);
    const withdrawn = picture.withdrawals.get(chargeId);
    const known = closed !== undefined && position <= closed.knownAt && data.dueFrom <= closed.fact.data.month;
    const due = known && withdrawn === undefined;
    const billed = times.get(chargeId) ?? 0;
    if (billed > 1 || (due && billed === 0))
      findings.breach({ kind: 'charge', id: chargeId }, CHARGES.times(data.words, data.amountOre, data.payer, billed), [
        id,
      ]);
    // A charge that was taken back comes to nothing in all its lines once a month has been closed that knew of it (R38).
    const rest = standing.get(chargeId) ?? 0;
    if (withdrawn !== undefined && closed !== undefined && withdrawn.position <= closed.knownAt && rest !== 0)
      findings.breach({ kind: 'charge', id: chargeId }, CHARGES.notTakenBack(data.words, rest), [id, withdrawn.id]);
  }
}

/** What all lines of a charge in closed months come to, credits among them. */
const standingOf = (picture: LedgerPicture): ReadonlyMap<string, number> => {
  const standing = new Map<string, number>();
  for (const { statements } of picture.closed)
    for (const { charges } of statements)
      for (const { chargeId, amountOre } of charges) standing.set(chargeId, (standing.get(chargeId) ?? 0) + amountOre);
  return standing;
};

/** I3 for what is of no contract: each line says what was raised, to the payer it was raised to, and not too early. */
export function* chargesReproducible(picture: LedgerPicture, findings: Findings): Check {
  for (const { closed, payer, statementId, line } of billedCharges(picture)) {
    yield;
    findings.checked += 1;
    const raised = picture.charges.get(line.chargeId);
    const { operator, month } = closed.fact.data;
    const right =
      raised !== undefined &&
      raised.position <= closed.knownAt &&
      (picture.withdrawals.get(line.chargeId)?.position ?? Infinity) > closed.knownAt &&
      raised.data.operator === operator &&
      raised.data.payer === payer &&
      raised.data.amountOre === line.amountOre &&
      raised.data.dueFrom <= month;
    if (!right)
      findings.breach({ kind: 'statement', id: statementId }, ofLine(line.line, CHARGES.notRaised(line.amountOre)), [
        closed.fact.id,
        ...line.events,
      ]);
  }
}
