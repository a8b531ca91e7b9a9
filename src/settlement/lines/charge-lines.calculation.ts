import { danishKroner, asOre, type Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import type { ChargeLine, ChargeTerms } from '../charges/charge.events';
import type { DisputeCredit } from './dispute-credits.calculation';
import type { StatementLine } from '../months/settlement.events';

/** Any line of a statement. Lines of contracts come first, charges after them, numbered on. */
export type StatementEntry = StatementLine | ChargeLine;

export const isCharge = (entry: Pick<StatementEntry, 'kind'>): entry is ChargeLine => entry.kind === 'CHARGE';

/** A charge that has been raised, with the event that did. */
export interface RaisedCharge {
  readonly terms: ChargeTerms;
  readonly eventId: string;
}

/** A charge line of a closed month whose dispute has ended with a credit that no line has carried yet. */
export interface ChargeCredit {
  readonly credit: DisputeCredit;
  readonly payer: PartyCode;
  readonly disputed: ChargeLine;
}

/** A charge that was taken back after a closed month had billed it, and what still stands of it. */
export interface WithdrawnCharge {
  readonly statementId: StatementId;
  readonly payer: PartyCode;
  readonly billed: ChargeLine;
  readonly standingOre: Ore;
  readonly withdrawn: { readonly reason: string; readonly eventId: string };
}

export type UnnumberedChargeLine = Omit<ChargeLine, 'line'>;

/** The charge as a line. R2 is no rule of it: it claims payment for no service day (Q9, an open question). */
export const chargeLineOf = ({ terms, eventId }: RaisedCharge): UnnumberedChargeLine => {
  const { operator: _operator, payer: _payer, kind, rules, sources, ...same } = terms;
  return {
    ...same,
    kind: 'CHARGE',
    chargeKind: kind,
    rules: [...new Set([...rules, 'Q9'])],
    events: [...new Set([eventId, ...sources])],
  };
};

/** What is credited of a charge after a dispute (§3.8, R38). */
export const creditedCharge = ({ credit, disputed }: ChargeCredit): UnnumberedChargeLine => {
  const { line: _line, corrects: _corrects, cause: _cause, ...same } = disputed;
  const { statementId, line, creditOre, raised, resolved } = credit;
  const kroner = danishKroner(creditOre);
  return {
    ...same,
    amountOre: asOre(-creditOre),
    words: { da: `${same.words.da}: kredit efter indsigelse`, en: `${same.words.en}: credit after a dispute` },
    reckoning: {
      da: `Linje ${line} i opgørelse ${statementId}: ${kroner} krediteret efter indsigelse`,
      en: `Line ${line} of statement ${statementId}: ${kroner} credited after a dispute`,
    },
    corrects: { statementId, line },
    cause: resolved,
    rules: ['§3.8', 'R38'],
    events: [raised, resolved],
  };
};

/** What is left of a charge is credited, so that with all its lines it comes to nothing (R38). */
export const counteredCharge = ({
  statementId,
  billed,
  standingOre,
  withdrawn: { reason, eventId },
}: WithdrawnCharge): UnnumberedChargeLine => {
  const { line, ...same } = billed;
  const kroner = danishKroner(standingOre);
  return {
    ...same,
    amountOre: asOre(-standingOre),
    words: { da: `${same.words.da}: trukket tilbage`, en: `${same.words.en}: taken back` },
    reckoning: {
      da: `Linje ${line} i opgørelse ${statementId}: ${kroner} er trukket tilbage (${reason})`,
      en: `Line ${line} of statement ${statementId}: ${kroner} has been taken back (${reason})`,
    },
    corrects: { statementId, line },
    cause: eventId,
    rules: ['R38'],
    events: [...same.events.slice(0, 1), eventId],
  };
};
