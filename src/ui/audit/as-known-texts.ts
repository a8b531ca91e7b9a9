import { CONTRACT_STATUS_WORDS } from '../../contracts/contract.words';
import type { ContractView } from '../../contracts/contract.views';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { PartyCode } from '../../kernel/vocabulary';
import type { LineOccupancyView } from '../../occupancy/occupancy.views';
import type { PlacementView } from '../../placements/placement.views';
import type { TariffView } from '../../tariffs/tariff-view';
import { countText, danishKroner, dayOr, dayText, shareText } from '../frame/formats';
import { paragraph, PHASE_WORDS } from '../frame/words';
import { partWords } from '../tariffs/tariff-words';
import { AS_KNOWN_WORDS, type AsKnownWords } from './as-known-words';

/** How a placement stood. */
export const placementText =
  (language: 'da' | 'en', name: (party: PartyCode) => string) =>
  ({
    phase,
    firstDay,
    level,
    payer,
    buyer,
    departureDay,
    noticeLastPayableDay,
    plannedLastDay,
  }: PlacementView): string => {
    const words = AS_KNOWN_WORDS[language];
    const last = departureDay ?? noticeLastPayableDay ?? plannedLastDay;
    return [
      `${PHASE_WORDS[phase][language]} ${dayText(firstDay, language)}`,
      last === null ? words.open : words.until(dayOr(last, language)),
      words.level(level),
      ...(payer === buyer ? [] : [words.paidBy(name(payer))]),
    ].join(', ');
  };

/** What a day or another unit costs, part by part. */
export const tariffText =
  (language: 'da' | 'en', soldAs: (serviceLineId: string) => LegalBasisCode | undefined) =>
  ({ components, serviceLineId }: TariffView): string =>
    components
      .map(({ kind, unit, code, priceOre, legalBasis = soldAs(serviceLineId) }) =>
        [
          partWords(kind, unit, legalBasis, language),
          ...(kind === 'SUPPLEMENT' ? [code] : []),
          danishKroner(priceOre),
        ].join(' '),
      )
      .join(', ');

export const tariffKey = ({ serviceLineId, level, placementGround }: TariffView): string =>
  [serviceLineId, level, placementGround ?? ''].join(SEPARATOR);

/** How far a contract was signed. */
export const contractText =
  (language: 'da' | 'en') =>
  ({ status, addenda, unsignedAddenda }: ContractView): string => {
    const words = AS_KNOWN_WORDS[language];
    return [
      CONTRACT_STATUS_WORDS[status][language],
      ...(addenda.length === 0 ? [] : [words.addenda(addenda.length)]),
      ...(unsignedAddenda === 0 ? [] : [words.unsignedAddenda(unsignedAddenda)]),
    ].join(', ');
  };

export interface Figure {
  readonly serviceLineId: string;
  readonly figure: string;
  readonly value: string;
}

const FIGURES = ['available', 'occupied', 'reserved', 'paidNotOccupied'] as const;

export const figuresOf = (lines: readonly LineOccupancyView[]): readonly Figure[] =>
  lines.flatMap(({ serviceLineId, total }) => [
    ...FIGURES.map((figure) => ({ serviceLineId, figure, value: countText(total[figure]) })),
    { serviceLineId, figure: 'rate', value: shareText(total.rateBp) },
  ]);

const SEPARATOR = ' · ';
export const keyOf = ({ serviceLineId, figure }: Figure): string => `${serviceLineId}${SEPARATOR}${figure}`;

export const figureName = (key: string, words: AsKnownWords): string => {
  const [line = '', figure = ''] = key.split(SEPARATOR);
  return `${paragraph(line)}: ${figure === 'rate' ? words.rate : words.figures[figure as (typeof FIGURES)[number]]}`;
};
