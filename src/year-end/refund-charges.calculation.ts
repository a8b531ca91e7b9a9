import { accountFunctionOf } from '../kernel/account-functions';
import { monthOf } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import { asOre, danishKroner } from '../kernel/money';
import type { ChargeId, PartyCode } from '../kernel/vocabulary';
import type { ChargeTerms } from '../settlement/charge.events';
import type { ResultSplit } from './year-end.events';

/** What a payer has still to get or to pay of a split, after what an earlier one has given it. */
export interface RefundDue {
  readonly payer: PartyCode;
  readonly days: number;
  /** Its whole share, by the newest split. */
  readonly shareOre: Ore;
  readonly beforeOre: Ore;
  /** What is owed now: the difference, never 0. */
  readonly dueOre: Ore;
}

/** By party code; payers whose share has not changed are left out. */
export const refundsDue = ({ shares, sharesBefore = [] }: ResultSplit['data']): readonly RefundDue[] => {
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
  due: RefundDue,
  { offeringName, legalBasis }: RefundingLine,
  chargeId: ChargeId,
  splitEvent: string,
): ChargeTerms => {
  const { operator, offeringId, originYear, refundedOre, shares, splitOn } = split;
  const accountFunction = accountFunctionOf(legalBasis, splitOn);
  const all = shares.reduce((sum, { days }) => sum + days, 0);
  const share = `${danishKroner(refundedOre)} × ${due.days} / ${all}`;
  const sum = `${share} = ${danishKroner(due.shareOre)}`;
  const again = { da: 'reguleret før', en: 'regulated before' };
  const reckoning = (language: 'da' | 'en'): string =>
    due.beforeOre === 0
      ? sum
      : `${sum}; ${again[language]} ${danishKroner(due.beforeOre)}; ${danishKroner(due.shareOre)} − ${danishKroner(due.beforeOre)} = ${danishKroner(due.dueOre)}`;
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
    reckoning: { da: reckoning('da'), en: reckoning('en') },
    rules: ['R22', 'R23', 'R40'],
    sources: [splitEvent],
  };
};
