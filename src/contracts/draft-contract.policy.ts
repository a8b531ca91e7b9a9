import type { Policy } from '../kernel/policy';
import type { PlacementEvent } from '../placements/place-book.events';
import { AnnulContract, DraftAddendum, DraftContract, EndContract } from './contract.decider';

/** A contract follows its placement: drawn up when it is agreed, added to when it changes, ended when it ends. */
export const draftContractPolicy: Policy<PlacementEvent> = {
  name: 'draft-contract',
  on: {
    PlacePurchaseAgreed: ({ data: { placementId, agreedOn, firstDay, plannedLastDay, terms } }) => [
      new DraftContract({ contractId: placementId, draftedOn: agreedOn, firstDay, plannedLastDay, terms }),
    ],
    ServiceLevelChanged: ({ id, data: { placementId, offeringId, from, terms, tariffId } }) => [
      new DraftAddendum({
        contractId: placementId,
        cause: id,
        effectiveFrom: from,
        change: { kind: 'SERVICE', offeringId, terms, tariffId },
      }),
    ],
    PayerChanged: ({ id, data: { placementId, from, payer, payerEan, legalGround } }) => [
      new DraftAddendum({
        contractId: placementId,
        cause: id,
        effectiveFrom: from,
        change: { kind: 'PAYER', payer, payerEan, legalGround },
      }),
    ],
    CitizenDischarged: ({ data: { placementId, lastPayableDay } }) => [
      new EndContract({ contractId: placementId, lastPayableDay }),
    ],
    DischargeCorrected: ({ data: { placementId, lastPayableDay } }) => [
      new EndContract({ contractId: placementId, lastPayableDay }),
    ],
    ReservationWithdrawn: ({ data: { placementId, withdrawnOn } }) => [
      new AnnulContract({ contractId: placementId, annulledOn: withdrawnOn }),
    ],
  },
};
