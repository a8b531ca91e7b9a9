import type { LegalBasisCode } from '../kernel/legal-basis';
import type { EventOf, LedgerEvent } from './ledger';
import type { Sentence } from './phrases';

/** What the things that a fact points to are called, as far as was known when it was recorded. */
export interface Names {
  party(code: string): string;
  offering(id: string): string;
  /** Where the placement is and who bought it. */
  placement(id: string): { readonly offering: string; readonly buyer: string } | undefined;
  agreement(id: string): string;
  /** The paragraph that a service line is sold under, where the ledger has said it. */
  soldUnder(offeringId: string, serviceLineId: string): LegalBasisCode | undefined;
}

export type Words = { readonly [T in LedgerEvent['type']]: (data: EventOf<T>['data'], names: Names) => Sentence };
