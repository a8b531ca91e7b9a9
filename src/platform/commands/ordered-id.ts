import { randomFillSync } from 'node:crypto';

/** Bytes of chance drawn at a time: a call for each id would cost more than the id. */
const POOL_BYTES = 4_096;
/** Bytes of chance in one id. */
const RANDOM_BYTES = 8;
/** Ids of one millisecond before the next one is borrowed. */
const COUNTER_MAX = 0xfff;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const pool = new Uint8Array(POOL_BYTES);
let drawn = POOL_BYTES;

let lastMs = 0;
let counter = COUNTER_MAX;
/** The id as far as the millisecond decides it: `017f22e2-79b0-7`. */
let beginning = '';

/**
 * A new UUIDv7, greater as a text than every id this process made before it (RFC 9562 §6.2, method 1). Node's own are in
 * order of their millisecond only: rows keyed by them would land all over the end of each index, and a read model could
 * not tell a new key from one it has yet to look up.
 */
export const orderedId = (): string => {
  const now = Date.now();
  if (now > lastMs) begin(now);
  else if (counter === COUNTER_MAX) begin(lastMs + 1);
  else counter += 1;
  if (drawn === POOL_BYTES) {
    randomFillSync(pool);
    drawn = 0;
  }
  const at = drawn;
  drawn += RANDOM_BYTES;
  const random = (offset: number): string => HEX[pool[at + offset] ?? 0] ?? '';
  const variant = HEX[((pool[at] ?? 0) & 0x3f) | 0x80] ?? '';
  const count = counter.toString(16).padStart(3, '0');
  return `${beginning}${count}-${variant}${random(1)}-${random(2)}${random(3)}${random(4)}${random(5)}${random(6)}${random(7)}`;
};

const begin = (ms: number): void => {
  lastMs = ms;
  counter = 0;
  const hex = ms.toString(16).padStart(12, '0');
  beginning = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
};
