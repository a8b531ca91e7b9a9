import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { PartyCode } from '../kernel/vocabulary';

/** A party has named the public key that it cosigns months with. It replaces the one before; what that signed stands. */
export type CosigningKeyRegistered = Fact<
  'CosigningKeyRegistered',
  { party: PartyCode; verifierKey: string; registeredOn: Day }
>;

export type CosignerEvent = CosigningKeyRegistered;
