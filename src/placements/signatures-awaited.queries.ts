import type { Asker } from '../kernel/access';
import type { Position } from '../kernel/event';
import type { PlacementId } from '../kernel/vocabulary';
import type { SignatureWait, Turn } from './placement-conditions';

/**
 * Whose signature is missing under which contract. Contracts follow placements and know them, never the other way; they
 * bring the answer along, so that a list of placements can be narrowed by it.
 */
export abstract class SignaturesAwaited {
  /** Placements whose contract, or an addendum to it, is unsigned; by anybody when nobody's turn is asked for. */
  abstract awaited(wait: SignatureWait, asker: Asker, turn?: Turn, knownAt?: Position): readonly PlacementId[];

  /** How many of each wait for the asker, and for the other side of a contract of theirs. */
  abstract counts(asker: Asker, knownAt?: Position): Readonly<Record<SignatureWait, Readonly<Record<Turn, number>>>>;
}

export { TURNS, type SignatureWait, type Turn } from './placement-conditions';
