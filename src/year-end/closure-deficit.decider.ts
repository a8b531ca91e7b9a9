import type { RuleConfiguration } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import { addDays, addMonths } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { LogNumber } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { AgreementId, OfferingId, PartyCode } from '../kernel/vocabulary';
import type { ClosureDeficitDetermined } from './closure-deficit.events';
import type { PayerDays, TakenBack } from './year-end.events';
import { AMOUNT_ORE_MAX } from './year-end.decider';
import { refundShares, standingShares } from './year-result.calculation';

export class DetermineClosureDeficit extends Command<{
  offeringId: OfferingId;
  by: PartyCode;
  amountOre: Ore;
  reason: string;
  today: Day;
}> {}

/** What is shared becomes charges on the payers' statements. Only the policy asks. */
export class RaiseClosureCharges extends Command<{ deficit: ClosureDeficitDetermined['data']; event: string }> {}

// What is remembered
export interface ClosureDeficitState {
  readonly determined?: ClosureDeficitDetermined['data'];
}

export const closureDeficit: Aggregate<ClosureDeficitState, ClosureDeficitDetermined> = {
  category: 'closuredeficit',
  initial: {},
  evolve: (_state, { data }) => ({ determined: data }),
};

// What is allowed
/** Who pays is not in the sources; until it is, the days of the last twelve months (Q5). */
const DEFAULT_SHARE_MONTHS = 12;
const DEFAULT_PROVENANCE = { tag: 'DESIGN', rule: 'Q5' } as const;

/** What was true of the offering and its days. */
export interface ClosureFacts {
  /** Absent when there is no such offering. */
  readonly operator?: PartyCode;
  /** Absent while nobody has announced that it closes. */
  readonly lastDay?: Day;
  /** The agreement that binds the operator on the last day. */
  readonly agreement?: { readonly agreementId: AgreementId; readonly rules: RuleConfiguration };
  /** Occupied days of the period by payer. */
  readonly payerDays: readonly PayerDays[];
  /** Of all determinations, what the operator has taken back of the charges for them. Absent: nothing. */
  readonly takenBack?: readonly TakenBack[];
  readonly knownPosition: LogNumber;
}

export const closureShareMonths = ({
  closureShareMonths: months,
}: Pick<RuleConfiguration, 'closureShareMonths'>): number => months ?? DEFAULT_SHARE_MONTHS;

/** The first day of the months whose days share the deficit; the offering's last day is the last. */
export const sharePeriodFrom = (lastDay: Day, months: number): Day => addDays(addMonths(lastDay, -months), 1);

export const determineClosureDeficit = (
  { data }: DetermineClosureDeficit,
  { determined }: ClosureDeficitState,
  { operator, lastDay, agreement, payerDays, takenBack = [], knownPosition }: ClosureFacts,
): Decision<ClosureDeficitDetermined> => {
  const { offeringId, by, amountOre, reason, today } = data;
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (operator !== by) return reject('NOT_YOURS');
  if (lastDay === undefined || lastDay >= today) return reject('OFFERING_NOT_CLOSED');
  if (agreement === undefined) return reject('NO_AGREEMENT_FOR_YEAR', { year: Number(lastDay.slice(0, 4)) });
  if (amountOre < 0 || amountOre > AMOUNT_ORE_MAX) return reject('ACCOUNTS_OUT_OF_RANGE', { maxOre: AMOUNT_ORE_MAX });
  const sharesBefore = determined === undefined ? [] : standingShares(determined, takenBack);
  const stands = sharesBefore.every((share, at) => share.amountOre === determined?.shares[at]?.amountOre);
  if ((determined?.amountOre ?? 0) === amountOre && stands) return [];
  const months = closureShareMonths(agreement.rules);
  if (!payerDays.some(({ days }) => days > 0)) return reject('NO_DAYS_BEFORE_CLOSURE', { months });
  return [
    {
      type: 'ClosureDeficitDetermined',
      data: {
        offeringId,
        operator,
        determination: (determined?.determination ?? 0) + 1,
        amountOre,
        first: sharePeriodFrom(lastDay, months),
        last: lastDay,
        rules: {
          agreementId: agreement.agreementId,
          closureShareMonths: months,
          provenance: agreement.rules.provenance.closureShareMonths ?? DEFAULT_PROVENANCE,
        },
        shares: refundShares(amountOre, payerDays),
        ...(determined === undefined ? {} : { sharesBefore }),
        ...(takenBack.length === 0 ? {} : { takenBack }),
        reason,
        determinedOn: today,
        knownPosition,
      },
    },
  ];
};
