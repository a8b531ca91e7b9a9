import { CodeField, IdField, ListField, NestedField, TextField, WholeNumberField } from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import type { KeptCheckpoint } from '../platform/log-tree/checkpoints';
import type { Hash } from '../platform/log-tree/merkle';
import type { ConsistencyProof, InclusionProof } from './log-proofs';

const HASH_FORM = /^[A-Za-z0-9+/]{43}=$/;
const HASH_LENGTH = 44;
const HASH_EXAMPLE = 'CsUG1oGwRvWlYDmbDpW4xGE6hGOQk5vQJXhBjP5KDeA=';
/** Longest path of a tree with fewer leaves than a safe integer. */
const PATH_HASHES_MAX = 128;
/** An event is at most what one append may hold. */
const LEAF_LENGTH_MAX = 1_100_000;
const ORIGIN_EXAMPLE = 'pladsbog/0195d9a0-7c1e-7000-8000-000000000001';
const KEY_ID_FORM = /^[0-9a-f]{8}$/;
const KEY_ID_EXAMPLE = 'b6d3a9f1';
const TIME_EXAMPLE = '2026-11-29T11:20:05.123Z';
const NOTE_EXAMPLE = `${ORIGIN_EXAMPLE}\n71342\n${HASH_EXAMPLE}\ntime ${TIME_EXAMPLE}\n\n— ${ORIGIN_EXAMPLE} ttOp8Q…\n`;
export const CHECKPOINT_TEXT_MAX = 4_000;

const HashField = (description: string): PropertyDecorator =>
  CodeField(HASH_FORM, `${description} SHA-256 in base64.`, { example: HASH_EXAMPLE });

const PathField = (description: string): PropertyDecorator =>
  ListField(scalars.code(HASH_FORM, HASH_LENGTH, HASH_EXAMPLE), description, { maxItems: PATH_HASHES_MAX });

export const CheckpointTextField = (description: string, optional = false): PropertyDecorator =>
  TextField(description, { maxLength: CHECKPOINT_TEXT_MAX, example: NOTE_EXAMPLE, optional, mayHoldCpr: true });

export class CheckpointView {
  @TextField('Which log it is, for ever: the product, and the id of the first event.', { example: ORIGIN_EXAMPLE })
  origin!: string;

  @WholeNumberField('Events of the log that it is signed of.', { min: 1, example: 71_342 })
  treeSize!: number;

  @HashField('Root of the Merkle tree over them.')
  rootHash!: string;

  @TextField('When it was signed, UTC.', { example: TIME_EXAMPLE })
  takenAt!: string;

  @CodeField(KEY_ID_FORM, 'Which key signed it.', { example: KEY_ID_EXAMPLE })
  keyId!: string;

  @CheckpointTextField('The same as a signed text: what is taken home, and handed in again to verify the log.')
  text!: string;
}

export class CheckpointPage {
  @NestedField(() => CheckpointView, 'The newest first.', { list: true })
  items!: CheckpointView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class EarlierKeyView {
  @CodeField(KEY_ID_FORM, 'Which key it is.', { example: KEY_ID_EXAMPLE })
  keyId!: string;

  @TextField('The key with the name of the log, as programs for signed notes take it.', {
    example: `${ORIGIN_EXAMPLE}+${KEY_ID_EXAMPLE}+AQ…`,
  })
  verifierKey!: string;

  @TextField('Since when it signs, UTC; absent when it has not yet.', { optional: true, example: TIME_EXAMPLE })
  since?: string;
}

export class CheckpointKeyView extends EarlierKeyView {
  @TextField('The same key for other programs: Ed25519, SPKI in PEM.', {
    example: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA…\n-----END PUBLIC KEY-----\n',
  })
  pem!: string;

  @NestedField(() => EarlierKeyView, 'Keys that signed before this one, the newest first.', { list: true })
  earlier!: readonly EarlierKeyView[];
}

export class InclusionProofView {
  @IdField('The event.')
  eventId!: string;

  @WholeNumberField('Its place in the log, from 1. Proofs of RFC 9162 count from 0: one less.', { min: 1 })
  number!: number;

  @TextField(
    'What is hashed of the event, behind a byte 0: canonical JSON (RFC 8785) of its id, type, stream, revision, instant of recording, values and metadata.',
    { maxLength: LEAF_LENGTH_MAX, example: '{"data":{…},"id":"…","metadata":{…},"recordedAt":"…","revision":0,…}' },
  )
  leaf!: string;

  @HashField('The leaf’s hash.')
  leafHash!: string;

  @PathField('Hashes beside the way from the leaf up to the root, the lowest first (RFC 9162, 2.1.3).')
  path!: readonly string[];

  @NestedField(() => CheckpointView, 'What is signed of the log that the event is in.')
  checkpoint!: CheckpointView;

  @TextField('All of it but the leaf as one text (C2SP tlog-proof), to be kept.', { maxLength: 10_000 })
  text!: string;
}

export class ConsistencyProofView {
  @NestedField(() => CheckpointView, 'The earlier checkpoint.')
  from!: CheckpointView;

  @NestedField(() => CheckpointView, 'The later one, whose log begins with that of the earlier.')
  to!: CheckpointView;

  @PathField('The proof: hashes of RFC 9162, 2.1.4; empty where both are the same.')
  path!: readonly string[];
}

export const base64 = (hash: Hash): string => hash.toString('base64');

export const checkpointView = ({ origin, size, root, takenAt, keyId, text }: KeptCheckpoint): CheckpointView => ({
  origin,
  treeSize: size,
  rootHash: base64(root),
  takenAt,
  keyId,
  text,
});

export const inclusionView = (proof: InclusionProof): InclusionProofView => {
  const path = proof.path.map(base64);
  const { eventId, number, leaf, checkpoint } = proof;
  return {
    eventId,
    number,
    leaf,
    leafHash: base64(proof.leafHash),
    path,
    checkpoint: checkpointView(checkpoint),
    text: ['c2sp.org/tlog-proof@v1', `index ${number - 1}`, ...path, '', checkpoint.text].join('\n'),
  };
};

export const consistencyView = ({ from, to, path }: ConsistencyProof): ConsistencyProofView => ({
  from: checkpointView(from),
  to: checkpointView(to),
  path: path.map(base64),
});
