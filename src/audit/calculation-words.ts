import type { CalculationEvent } from '../calculations/calculation.events';
import { CALCULATION_WARNING_WORDS } from '../calculations/calculation.words';
import { danishDay } from '../kernel/calendar';
import { paragraph } from '../kernel/legal-basis';
import { asOre, danishKroner } from '../kernel/money';
import { unitWords } from '../tariffs/tariff.words';
import type { ClosureDeficitDetermined } from '../year-end/closure-deficit.events';
import type { YearEndEvent } from '../year-end/year-end.events';
import type { Words } from './names';
import { counted, levelText, type Sentence } from './phrases';

/** How tariffs were arrived at, and what a year left over, in words. */
export const CALCULATION_WORDS: Pick<Words, (CalculationEvent | YearEndEvent | ClosureDeficitDetermined)['type']> = {
  TariffCalculated: (
    { operator, offeringId, serviceLineId, legalBasis, level, year, price: found, warnings },
    names,
  ) => {
    const unit = unitWords('DAY', legalBasis);
    const warned = (language: keyof Sentence, opening: string): string =>
      warnings.length === 0
        ? ''
        : `. ${opening}: ${warnings.map(({ code, rule }) => `${CALCULATION_WARNING_WORDS[code][language]} (${rule})`).join(', ')}`;
    return {
      da: `${names.party(operator)} beregnede taksten for ${names.offering(offeringId)} (${paragraph(serviceLineId)}, ${levelText(level, 'da')}) i ${year} til ${danishKroner(found.dayPriceOre)}/${unit.da}${warned('da', 'Advarsel')}`,
      en: `${names.party(operator)} calculated the tariff of ${names.offering(offeringId)} (${paragraph(serviceLineId)}, ${levelText(level, 'en')}) in ${year} as ${danishKroner(found.dayPriceOre)}/${unit.en}${warned('en', 'Warning')}`,
    };
  },
  PackageCalculated: (
    { operator, offeringId, serviceLineId, level, validFrom, parts, totalOre, soldAtOre = totalOre },
    names,
  ) => {
    const unit = unitWords('DAY', names.soldUnder(offeringId, serviceLineId));
    return {
      da: `${names.party(operator)} beregnede pakken ${level} på ${names.offering(offeringId)} fra ${danishDay(validFrom)} af ${counted(parts.length, 'ydelse', 'ydelser')} til ${danishKroner(soldAtOre)}/${unit.da}`,
      en: `${names.party(operator)} calculated the package ${level} of ${names.offering(offeringId)} from ${validFrom} out of ${parts.length} services as ${danishKroner(soldAtOre)}/${unit.en}`,
    };
  },
  YearEndAccountsSubmitted: ({ operator, offeringId, serviceLineId, year, result, supersedes }, names) => ({
    da: `${names.party(operator)} aflagde ${supersedes === undefined ? '' : 'nyt '}regnskab for ${names.offering(offeringId)} (${paragraph(serviceLineId)}) i ${year}: ${result.resultOre < 0 ? 'underskud' : 'overskud'} ${danishKroner(asOre(Math.abs(result.resultOre)))}`,
    en: `${names.party(operator)} submitted ${supersedes === undefined ? '' : 'new '}accounts of ${names.offering(offeringId)} (${paragraph(serviceLineId)}) for ${year}: a ${result.resultOre < 0 ? 'deficit' : 'surplus'} of ${danishKroner(asOre(Math.abs(result.resultOre)))}`,
  }),
  ResultSplit: (split, names) => {
    const { operator, offeringId, serviceLineId, originYear, carriedOre, toTariffOre, tariffYear, refundedOre } = split;
    const which = `${names.offering(offeringId)} (${paragraph(serviceLineId)}) ${originYear}`;
    return {
      da: `${names.party(operator)} fordelte resultatet for ${which}: ${danishKroner(carriedOre)} overføres, ${danishKroner(toTariffOre)} til taksten for ${tariffYear}, ${danishKroner(refundedOre)} til årets betalere`,
      en: `${names.party(operator)} split the result of ${which}: ${danishKroner(carriedOre)} carried over, ${danishKroner(toTariffOre)} into the tariff of ${tariffYear}, ${danishKroner(refundedOre)} to the year’s payers`,
    };
  },
  RegulationBroughtIn: ({ operator, offeringId, serviceLineId, originYear, openingOre, tariffYear }, names) => ({
    da: `${names.party(operator)} indlæste ${danishKroner(openingOre)} fra ${originYear} til regulering i taksten for ${tariffYear} for ${names.offering(offeringId)} (${paragraph(serviceLineId)})`,
    en: `${names.party(operator)} brought in ${danishKroner(openingOre)} of ${originYear} to settle in the tariff of ${tariffYear} for ${names.offering(offeringId)} (${paragraph(serviceLineId)})`,
  }),
  ClosureDeficitDetermined: ({ operator, offeringId, amountOre, shares, reason }, names) => ({
    da: `${names.party(operator)} fastsatte underskuddet ved lukningen af ${names.offering(offeringId)} til ${danishKroner(amountOre)}, fordelt på ${counted(shares.length, 'betaler', 'betalere')}: ${reason}`,
    en: `${names.party(operator)} determined the deficit of the closure of ${names.offering(offeringId)} as ${danishKroner(amountOre)}, shared by ${shares.length} payers: ${reason}`,
  }),
};
