import { danishDay } from '../kernel/calendar';
import { danishCount, danishKroner, type Ore } from '../kernel/money';
import type { ChargeId, PartyCode } from '../kernel/vocabulary';
import type { ChargeTerms } from '../settlement/charges/charge.events';
import type { ActualsReported, SharesComputed } from './scheme.events';
import { instalmentsOf } from './shares.calculation';

/** Gives the charge of a party its id: for shares by the instalment, for regulations by the round, counted from 1. */
export type ChargeIdOf = (party: PartyCode, number: number) => ChargeId;

const onTheFunction = ({ accountFunction }: { readonly accountFunction?: string }) =>
  accountFunction === undefined ? {} : { accountFunction };
/** A line can name one offering; a scheme for several stands in words alone. */
const theOffering = ({ offeringIds }: Pick<SharesComputed['data'], 'offeringIds'>) => {
  const [offeringId, ...more] = offeringIds;
  return offeringId === undefined || more.length > 0 ? {} : { offeringId };
};

/** The charges of computed shares: one for each payer and instalment that comes to anything. */
export const shareCharges = (data: SharesComputed['data'], eventId: string, idOf: ChargeIdOf): ChargeTerms[] => {
  const { operator, year, dueFrom, financing } = data;
  const objective = financing.kind === 'OBJECTIVE';
  const of = { operator, originYear: year, ...onTheFunction(data), ...theOffering(data), sources: [eventId] };
  return data.shares.flatMap(({ party, figure, amountOre }) => {
    const instalments = instalmentsOf(amountOre, dueFrom.length);
    return dueFrom.flatMap((month, at): ChargeTerms[] => {
      const instalmentOre = instalments[at];
      if (instalmentOre === undefined || instalmentOre === 0) return [];
      const reckoned = reckoning(data, figure, amountOre);
      const part = { number: at + 1, of: dueFrom.length, instalmentOre };
      return [
        {
          chargeId: idOf(party, at + 1),
          payer: party,
          kind: objective ? 'OBJECTIVE_SHARE' : 'SUBSCRIPTION',
          amountOre: instalmentOre,
          dueFrom: month,
          words: shareWords(data, part),
          reckoning: inParts(reckoned, part),
          rules: objective ? ['R33', 'R40'] : dueFrom.length > 1 ? ['R33', 'R39'] : ['R39'],
          ...of,
        },
      ];
    });
  });
};

interface Instalment {
  readonly number: number;
  readonly of: number;
  readonly instalmentOre: Ore;
}
type Words = ChargeTerms['words'];

const shareWords = ({ name, year, financing }: SharesComputed['data'], { number, of }: Instalment): Words => {
  const rate =
    of === 1 ? { da: '', en: '' } : { da: `, rate ${number} af ${of}`, en: `, instalment ${number} of ${of}` };
  return financing.kind === 'OBJECTIVE'
    ? {
        da: `Objektiv finansiering ${year}: ${name}, a conto${rate.da}`,
        en: `Objective financing ${year}: ${name}, on account${rate.en}`,
      }
    : { da: `Abonnement ${year}: ${name}${rate.da}`, en: `Subscription ${year}: ${name}${rate.en}` };
};

const reckoning = (data: SharesComputed['data'], figure: number, amountOre: Ore): Words => {
  const { financing, figureSum, keyUnit, keyDate, totalOre } = data;
  const [da, en] = [`${keyUnit} pr. ${danishDay(keyDate)}`, `${keyUnit} on ${keyDate}`];
  const sum = danishKroner(amountOre);
  if (financing.kind === 'OBJECTIVE') {
    const product = `${danishKroner(totalOre)} × ${danishCount(figure)} / ${danishCount(figureSum)}`;
    return {
      da: `${product} (${da}) = ${sum}, efter største rest`,
      en: `${product} (${en}) = ${sum}, by largest remainder`,
    };
  }
  const product = `${danishCount(figure)} × ${danishKroner(financing.unitPriceOre)}`;
  return { da: `${product} (${da}) = ${sum}`, en: `${product} (${en}) = ${sum}` };
};

const inParts = ({ da, en }: Words, { number, of, instalmentOre }: Instalment): Words => {
  if (of === 1) return { da, en };
  const part = danishKroner(instalmentOre);
  return { da: `${da}; rate ${number} af ${of}: ${part}`, en: `${en}; instalment ${number} of ${of}: ${part}` };
};

/** The charges and credits of a regulation: one for each payer whose share of the real cost is another than charged. */
export const regulationCharges = (data: ActualsReported['data'], eventId: string, idOf: ChargeIdOf): ChargeTerms[] => {
  const { operator, name, year, round, dueFrom, actualOre, figureSum, keyUnit, keyDate } = data;
  return data.regulations
    .filter(({ differenceOre }) => differenceOre !== 0)
    .map(({ party, figure, shareOre, chargedOre, differenceOre }): ChargeTerms => {
      const product = `${danishKroner(actualOre)} × ${danishCount(figure)} / ${danishCount(figureSum)}`;
      const [share, charged, difference] = [shareOre, chargedOre, differenceOre].map(danishKroner);
      return {
        chargeId: idOf(party, round),
        operator,
        payer: party,
        kind: 'OBJECTIVE_REGULATION',
        amountOre: differenceOre,
        dueFrom,
        originYear: year,
        ...theOffering(data),
        ...onTheFunction(data),
        words: {
          da: `Efterregulering af objektiv finansiering ${year}: ${name}`,
          en: `Regulation of objective financing ${year}: ${name}`,
        },
        reckoning: {
          da: `${product} (${keyUnit} pr. ${danishDay(keyDate)}) = ${share}; opkrævet ${charged}; forskel ${difference}`,
          en: `${product} (${keyUnit} on ${keyDate}) = ${share}; charged ${charged}; difference ${difference}`,
        },
        rules: ['R33', 'R40'],
        sources: [eventId],
      };
    });
};
