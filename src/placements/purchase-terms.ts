import type { Day } from '../kernel/calendar';
import { addMonths } from '../kernel/calendar';
import type { Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { inForce, legalBasis } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths } from '../kernel/money';
import { WHOLE } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type { AgreementId, PartyCode, ServiceLineId, TariffId, TariffLevel } from '../kernel/vocabulary';
import type { RuleConfiguration } from '../agreements/agreement.events';
import type { TariffComponent } from '../tariffs/tariff.events';
import type { ServiceTerms } from './place-book.events';

/** What was true of the offering, its tariff and the agreement when a purchase was asked for. */
export interface PurchaseFacts {
  readonly offering?: OfferingFact;
  readonly tariff?: TariffFact;
  readonly agreement?: AgreementFact;
}

export interface OfferingFact {
  readonly name: string;
  readonly operator: PartyCode;
  /** The offering's last day, when its closure has been announced. */
  readonly last?: Day;
  /** The service line asked for, if there is one of that name. */
  readonly line?: {
    readonly legalBasis: LegalBasisCode;
    readonly from: Day;
    /** Last day on which a placement may begin. */
    readonly last?: Day;
    readonly shortStay: boolean;
  };
}

/** The version of the price list in force on the day the terms begin. */
export interface TariffFact {
  readonly tariffId: TariffId;
  readonly components: readonly TariffComponent[];
  /** The ground it is the price for; absent: for all (R41). */
  readonly placementGround?: PlacementGround;
}

export interface AgreementFact {
  readonly agreementId: AgreementId;
  readonly rules: RuleConfiguration;
}

/** The claim limit where no agreement says otherwise (R2, law). */
const CLAIM_LIMIT_MONTHS = 12;

/** Whether a day lies so far back that nothing done on it could be claimed any more (R2). */
export const isTooFarBack = (value: Day, today: Day, months = CLAIM_LIMIT_MONTHS): boolean =>
  addMonths(value, months) < today;

/** Why no placement may begin on the service line on that day; undefined when one may. */
export const cannotBegin = (
  { offering }: PurchaseFacts,
  { serviceLineId, firstDay, lastDay }: { serviceLineId: ServiceLineId; firstDay: Day; lastDay?: Day | undefined },
): Rejection | undefined => {
  const line = offering?.line;
  if (offering === undefined || line === undefined) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  if (firstDay < line.from || (line.last !== undefined && firstDay > line.last))
    return reject('SERVICE_LINE_NOT_OPEN', { serviceLineId, firstDay });
  if (!inForce(line.legalBasis, firstDay))
    return reject('LEGAL_BASIS_NOT_IN_FORCE', { legalBasis: line.legalBasis, day: firstDay });
  const closing = offering.last;
  if (closing !== undefined && (firstDay > closing || lastDay === undefined || lastDay > closing))
    return reject('OFFERING_CLOSES', { last: closing });
  return undefined;
};

/** The same place has two prices by placement ground: nobody is sold a place at the price of the other (R41). */
export const priceOfOtherGround = (
  level: TariffLevel,
  ground: PlacementGround,
  tariff: TariffFact,
): Rejection | undefined =>
  (tariff.placementGround ?? ground) === ground ? undefined : reject('PRICE_OF_OTHER_GROUND', { level, ground });

/** The service as a party asks for it. */
export interface ServiceAsked {
  readonly level: TariffLevel;
  readonly hoursPerDay?: Hundredths | undefined;
  readonly supplements?: readonly string[] | undefined;
  readonly daysPerWeek?: number | undefined;
}

/** The service as it can be sold by the price list and the agreement (R14, R15, R16), or why it cannot. */
export const serviceTermsOf = (
  { level, hoursPerDay, supplements = [], daysPerWeek }: ServiceAsked,
  basis: LegalBasisCode,
  tariff: TariffFact,
  rules: RuleConfiguration,
): ServiceTerms | Rejection => {
  const sold = tariff.components.filter(({ kind }) => kind === 'SUPPLEMENT').map(({ code }) => code);
  const unknown = supplements.find((code) => !sold.includes(code));
  if (unknown !== undefined) return reject('UNKNOWN_SUPPLEMENT', { supplement: unknown });

  const byTheHour = tariff.components.some(({ kind }) => kind === 'SERVICE_HOUR');
  if (byTheHour && hoursPerDay === undefined) return reject('HOURS_REQUIRED', { level });
  if (!byTheHour && hoursPerDay !== undefined) return reject('HOURS_NOT_SOLD', { level });

  const factorBp = partOfWhole(daysPerWeek, basis, rules);
  if (factorBp === undefined) return reject('PART_TIME_NOT_OFFERED', { daysPerWeek: daysPerWeek ?? 0 });
  return {
    level,
    ...(hoursPerDay === undefined ? {} : { hoursPerDay }),
    supplements: [...new Set(supplements)].sort(),
    ...(daysPerWeek === undefined ? {} : { daysPerWeek }),
    factorBp,
  };
};

/** Only day places are sold in parts (R16). */
const partOfWhole = (
  daysPerWeek: number | undefined,
  basis: LegalBasisCode,
  { partTimeFactors }: RuleConfiguration,
): BasisPoints | undefined => {
  if (daysPerWeek === undefined) return WHOLE;
  if (legalBasis(basis).kind !== 'day') return undefined;
  return partTimeFactors.find((factor) => factor.daysPerWeek === daysPerWeek)?.factorBp;
};
