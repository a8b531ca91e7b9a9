import { accountFunctionOf } from '../kernel/account-functions';
import { danishDay, monthOf } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import { asOre, danishKroner } from '../kernel/money';
import type { ChargeId, PartyCode } from '../kernel/vocabulary';
import type { ChargeTerms, ChargeWords } from '../settlement/charges/charge.events';
import type { ClosureDeficitDetermined } from './closure-deficit.events';
import type { ResultSplit } from './year-end.events';

/** What a payer's share is, and what of it is owed after an earlier share of the same. */
export interface ShareDue {
  readonly payer: PartyCode;
  readonly days: number;
  /** The whole, by the newest sharing. */
  readonly shareOre: Ore;
  readonly beforeOre: Ore;
  /** What is owed now: the difference, never 0. */
  readonly dueOre: Ore;
}

type Shares = Pick<ResultSplit['data'], 'shares' | 'sharesBefore'>;

/** By party code; payers whose share has not changed are left out. */
export const sharesDue = ({ shares, sharesBefore = [] }: Shares): readonly ShareDue[] => {
  const payers = [...new Set([...shares, ...sharesBefore].map(({ payer }) => payer))].sort();
  return payers.flatMap((payer) => {
    const share = shares.find((each) => each.payer === payer);
    const before = sharesBefore.find((each) => each.payer === payer);
    const [shareOre, beforeOre] = [share?.amountOre ?? asOre(0), before?.amountOre ?? asOre(0)];
    const dueOre = asOre(shareOre - beforeOre);
    return dueOre === 0 ? [] : [{ payer, days: share?.days ?? 0, shareOre, beforeOre, dueOre }];
  });
};

/** How the offering is called, and under which paragraph it sold. */
export interface RefundingLine {
  readonly offeringName: string;
  readonly legalBasis: LegalBasisCode;
}

/** A refund is a credit on the payer's statement, a deficit that is shared an amount to pay (R23). */
export const refundCharge = (
  split: ResultSplit['data'],
  due: ShareDue,
  { offeringName, legalBasis }: RefundingLine,
  chargeId: ChargeId,
  splitEvent: string,
): ChargeTerms => {
  const { operator, offeringId, originYear, refundedOre, splitOn } = split;
  const accountFunction = accountFunctionOf(legalBasis, splitOn);
  return {
    chargeId,
    operator,
    payer: due.payer,
    kind: 'RESULT_REFUND',
    amountOre: asOre(-due.dueOre),
    dueFrom: monthOf(splitOn),
    originYear,
    offeringId,
    ...(accountFunction === undefined ? {} : { accountFunction }),
    words: {
      da: `${refundedOre < 0 ? 'Underskud' : 'Overskud'} ${originYear}, ${offeringName}: andel efter dage`,
      en: `${refundedOre < 0 ? 'Deficit' : 'Surplus'} ${originYear}, ${offeringName}: share by days`,
    },
    reckoning: reckoned(refundedOre, due, split),
    rules: ['R22', 'R23', 'R40'],
    sources: [splitEvent],
  };
};

/** A part of a closure's deficit is an amount to pay; it belongs to no paragraph, so to no account function (R24, Q5). */
export const closureCharge = (
  deficit: ClosureDeficitDetermined['data'],
  due: ShareDue,
  offeringName: string,
  chargeId: ChargeId,
  event: string,
): ChargeTerms => {
  const { operator, offeringId, amountOre, first, last, determinedOn } = deficit;
  const period = { da: `${danishDay(first)} – ${danishDay(last)}`, en: `${first} – ${last}` };
  const { da, en } = reckoned(amountOre, due, deficit);
  return {
    chargeId,
    operator,
    payer: due.payer,
    kind: 'CLOSURE_DEFICIT',
    amountOre: due.dueOre,
    dueFrom: monthOf(determinedOn),
    originYear: Number(last.slice(0, 4)),
    offeringId,
    words: {
      da: `Underskud ved lukning, ${offeringName}: andel efter dage`,
      en: `Deficit of the closure, ${offeringName}: share by days`,
    },
    reckoning: { da: `${da} (dage ${period.da})`, en: `${en} (days ${period.en})` },
    rules: ['R24', 'R40', 'Q5'],
    sources: [event],
  };
};

/** "85.200,00 kr. × 4500 / 8400 = 45.642,86 kr.", and what was shared before. */
const reckoned = (totalOre: Ore, { days, shareOre, beforeOre, dueOre }: ShareDue, { shares }: Shares): ChargeWords => {
  const all = shares.reduce((sum, each) => sum + each.days, 0);
  const share =
    all === 0 ? danishKroner(shareOre) : `${danishKroner(totalOre)} × ${days} / ${all} = ${danishKroner(shareOre)}`;
  const less = `${danishKroner(shareOre)} − ${danishKroner(beforeOre)} = ${danishKroner(dueOre)}`;
  if (beforeOre === 0) return { da: share, en: share };
  return {
    da: `${share}; reguleret før ${danishKroner(beforeOre)}; ${less}`,
    en: `${share}; regulated before ${danishKroner(beforeOre)}; ${less}`,
  };
};
