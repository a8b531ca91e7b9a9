import type { AgreementEvent } from '../agreements/agreement.events';
import type { CalculationEvent } from '../calculations/calculation.events';
import type { CitizenRecordEvent } from '../citizens/citizen-record.events';
import type { ContractEvent } from '../contracts/contract.events';
import type { CosignerEvent } from '../cosigning/cosigner.events';
import type { MonthCosigningEvent } from '../cosigning/month-cosigning.events';
import type { InvoiceEvent } from '../documents/invoice.events';
import type { Recorded } from '../kernel/event';
import type { MarketEvent } from '../market/market.events';
import type { SchemeEvent } from '../objective-financing/scheme.events';
import type { OfferingEvent } from '../offerings/offering.events';
import type { PartyEvent } from '../parties/party.events';
import type { CitizenStaysEvent } from '../placements/citizen-stays.events';
import type { PlaceBookEvent } from '../placements/place-book.events';
import type { ChargeEvent } from '../settlement/charges/charge.events';
import type { DisputeEvent } from '../settlement/disputes/dispute.events';
import type { PaymentEvent } from '../settlement/payments/payment.events';
import type { PaymentFileEvent } from '../settlement/payments/payment-file.events';
import type { SettlementEvent } from '../settlement/months/settlement.events';
import type { TariffFileEvent } from '../tariff-files/tariff-file.events';
import type { TariffEvent } from '../tariffs/tariff.events';
import type { ClosureDeficitDetermined } from '../year-end/closure-deficit.events';
import type { YearEndEvent } from '../year-end/year-end.events';

/** Everything that can happen in the ledger. Audit alone reads all of it. */
export type LedgerEvent =
  | PartyEvent
  | AgreementEvent
  | OfferingEvent
  | TariffEvent
  | PlaceBookEvent
  | CitizenStaysEvent
  | CitizenRecordEvent
  | ContractEvent
  | SettlementEvent
  | ChargeEvent
  | SchemeEvent
  | InvoiceEvent
  | CalculationEvent
  | YearEndEvent
  | ClosureDeficitDetermined
  | DisputeEvent
  | TariffFileEvent
  | PaymentEvent
  | PaymentFileEvent
  | CosignerEvent
  | MonthCosigningEvent
  | MarketEvent;

export type EventOf<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>;
export type RecordedEvent<T extends LedgerEvent['type'] = LedgerEvent['type']> = Recorded<EventOf<T>>;
