import { type AccountsId, chargeId, type ChargeId, type PartyCode } from '../kernel/vocabulary';
import { derivedId } from '../platform/commands/derived-id';

/** The charge for a payer's share of a result, by the accounts that were split: known before it is raised. */
export const refundChargeId = (accounts: AccountsId, payer: PartyCode): ChargeId =>
  chargeId(derivedId('result-refund', accounts, payer));
