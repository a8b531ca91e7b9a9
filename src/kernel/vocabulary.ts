/** The words every context shares: branded identifiers, so that one is never passed for another. */

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Municipality code (`751`), region code (`1082`) or, for private suppliers, the CVR number (8 digits). */
export type PartyCode = Branded<string, 'PartyCode'>;
export type AgreementId = Branded<string, 'AgreementId'>;
export type OfferingId = Branded<string, 'OfferingId'>;
/** Chosen by the operator, unique within the offering: `SEL-107`, `SEL-66-DELVIS-LUKKET`. */
export type ServiceLineId = Branded<string, 'ServiceLineId'>;
export type TariffId = Branded<string, 'TariffId'>;
/** How a tariff was arrived at (R10). */
export type CalculationId = Branded<string, 'CalculationId'>;
/** One submission of a year's accounts of a service line (R22). */
export type AccountsId = Branded<string, 'AccountsId'>;
/** One file of tariffs from one party: follows from its bytes. */
export type TariffFileId = Branded<string, 'TariffFileId'>;
export type PlacementId = Branded<string, 'PlacementId'>;
export type StatementId = Branded<string, 'StatementId'>;
/** An amount owed that is not of a contract: follows from what it is about. */
export type ChargeId = Branded<string, 'ChargeId'>;
/** A year's objective financing or subscription of one operator. */
export type SchemeId = Branded<string, 'SchemeId'>;
/** Opaque pseudonym of a citizen. Never a CPR number; who it is stands outside the log. */
export type CitizenRef = Branded<string, 'CitizenRef'>;
/** Tariff level within a service line (R14), as published: `1`, `2`, `½ tid 2 dage/uge`. */
export type TariffLevel = Branded<string, 'TariffLevel'>;

/** For constants and for text that has been validated at the door. */
export const partyCode = (text: string): PartyCode => text as PartyCode;
export const agreementId = (text: string): AgreementId => text as AgreementId;
export const offeringId = (text: string): OfferingId => text as OfferingId;
export const serviceLineId = (text: string): ServiceLineId => text as ServiceLineId;
export const tariffId = (text: string): TariffId => text as TariffId;
export const calculationId = (text: string): CalculationId => text as CalculationId;
export const accountsId = (text: string): AccountsId => text as AccountsId;
export const tariffFileId = (text: string): TariffFileId => text as TariffFileId;
export const placementId = (text: string): PlacementId => text as PlacementId;
export const statementId = (text: string): StatementId => text as StatementId;
export const chargeId = (text: string): ChargeId => text as ChargeId;
export const schemeId = (text: string): SchemeId => text as SchemeId;
export const citizenRef = (text: string): CitizenRef => text as CitizenRef;
export const tariffLevel = (text: string): TariffLevel => text as TariffLevel;

export const PARTY_CODE_FORM = /^(?:\d{3,4}|\d{8})$/;
export const SERVICE_LINE_ID_FORM = /^[A-Z0-9ÆØÅ][A-Z0-9ÆØÅa-zæøå-]{0,59}$/;
export const AGREEMENT_ID_FORM = /^[a-z0-9æøå][a-z0-9æøå-]{0,59}$/;

export const ROLES = ['buyer', 'operator', 'auditor', 'secretariat'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking: an opaque subject, for one party, in these roles. */
export interface Actor {
  readonly subject: string;
  readonly party: PartyCode;
  readonly roles: readonly Role[];
}
