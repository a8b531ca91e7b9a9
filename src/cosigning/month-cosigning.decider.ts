import type { Asker, Ties } from '../kernel/access';
import { standings } from '../kernel/access';
import type { Day, Month } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision, Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import { cosigningAccess } from './cosigning.access';
import type { CosigningSide, MonthCosigned, MonthCosigningEvent, OwnSignature } from './month-cosigning.events';

/** Somebody's clock may be ahead of ours by this. */
const CLOCKS_APART_S = 300;

export class CosignMonth extends Command<{
  statementId: StatementId;
  by: Asker;
  /** Opaque subject of the person who signs. */
  subject: string;
  title: string;
  /** SHA-256 of the checkpoint's lines as they were read. */
  checkpointHash: string;
  /** Only needed by who stands on both sides. */
  side?: CosigningSide | undefined;
  /** What was signed outside: base64, and the second it was seen in. */
  signature?: { readonly base64: string; readonly time: number } | undefined;
  today: Day;
  /** Unix time in seconds. */
  now: number;
}> {}

/** How far each side has signed: a person within the product, or with a key of its own as well. */
export type MonthCosigningState = Readonly<Partial<Record<CosigningSide, 'PERSON' | 'OWN_KEY'>>>;

export const monthCosigning: Aggregate<MonthCosigningState, MonthCosigningEvent> = {
  category: 'cosigning',
  initial: {},
  evolve: (state, { data: { side, own } }) => ({ ...state, [side]: own === undefined ? 'PERSON' : 'OWN_KEY' }),
};

/** The month's checkpoint as it follows from the log. */
export interface MonthCheckpoint {
  readonly statementId: StatementId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  /** Its lines, each with its end. */
  readonly checkpoint: string;
  readonly checkpointHash: string;
  /** When the month was closed: Unix time in seconds. */
  readonly closedAt: number;
}

/** What was found of a signature from outside. */
export type FoundSignature = 'NO_KEY' | 'FALSE' | OwnSignature;

export const cosignMonth = (
  { data }: CosignMonth,
  state: MonthCosigningState,
  { closedAt, ...seen }: MonthCheckpoint,
  found: FoundSignature | undefined,
): Decision<MonthCosigned> => {
  const side = sideOf(data, seen);
  if (typeof side !== 'string') return side;
  if (data.checkpointHash !== seen.checkpointHash) return reject('CHECKPOINT_MISMATCH');
  const before = state[side];
  if (before === 'OWN_KEY' || (before === 'PERSON' && found === undefined)) return reject('ALREADY_COSIGNED');
  if (found === 'NO_KEY') return reject('NO_COSIGNING_KEY');
  if (found === 'FALSE') return reject('FALSE_COSIGNATURE');
  if (found !== undefined && (found.time < closedAt || found.time > data.now + CLOCKS_APART_S))
    return reject('COSIGNED_OUTSIDE_TIME');
  const signer = { subject: data.subject, title: data.title, organisation: data.by.party };
  const own = found === undefined ? {} : { own: found };
  return [{ type: 'MonthCosigned', data: { ...seen, side, signer, signedOn: data.today, ...own } }];
};

const SIDES = { operator: 'OPERATOR', payer: 'PAYER' } as const satisfies Record<string, CosigningSide>;

/** The side that the asker's party stands on in one of its roles. */
const sideOf = ({ by, side }: CosignMonth['data'], ties: Ties<'operator' | 'payer'>): CosigningSide | Rejection => {
  const sides = standings(cosigningAccess.cosignMonth, by, ties).map((relation) => SIDES[relation]);
  const [own] = sides;
  if (own === undefined || (side !== undefined && !sides.includes(side))) return reject('NOT_YOURS');
  return sides.length > 1 ? (side ?? reject('COSIGNING_SIDE_REQUIRED')) : own;
};
