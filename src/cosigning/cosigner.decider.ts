import type { Asker } from '../kernel/access';
import { allows } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { PartyCode } from '../kernel/vocabulary';
import type { CosignerEvent } from './cosigner.events';
import { cosigningAccess } from './cosigning.access';

/** `publicKey` is PEM, as other programs write it. */
export class RegisterCosigningKey extends Command<{ party: PartyCode; by: Asker; publicKey: string; today: Day }> {}

export interface CosignerState {
  readonly verifierKey?: string;
}

export const cosigner: Aggregate<CosignerState, CosignerEvent> = {
  category: 'cosigner',
  initial: {},
  evolve: (_, { data: { verifierKey } }) => ({ verifierKey }),
};

/** @param verifierKey the key with the party's name; undefined where what was given is no public key. */
export const registerCosigningKey = (
  { data: { party, by, today } }: RegisterCosigningKey,
  state: CosignerState,
  verifierKey: string | undefined,
): Decision<CosignerEvent> => {
  if (!allows(cosigningAccess.registerCosigningKey, by, { own: party })) return reject('NOT_YOURS');
  if (verifierKey === undefined) return reject('NOT_A_PUBLIC_KEY');
  if (state.verifierKey === verifierKey) return [];
  return [{ type: 'CosigningKeyRegistered', data: { party, verifierKey, registeredOn: today } }];
};
