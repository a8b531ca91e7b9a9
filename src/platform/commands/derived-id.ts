import { sha256 } from '../../kernel/canonical-json';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The same id for the same origin and parts, always. From a UUIDv7 it takes over the time, so that ids stay in the order
 * of what caused them; from any other text it makes a UUIDv8, which claims no time.
 */
export const derivedId = (origin: string, ...parts: readonly (string | number)[]): string => {
  const digest = sha256(JSON.stringify([origin, ...parts]));
  const timed = UUID_V7.test(origin);
  const head = timed ? origin.slice(0, 13) : `${digest.slice(0, 8)}-${digest.slice(8, 12)}`;
  const variant = '89ab'.charAt(Number.parseInt(digest.charAt(15), 16) & 3);
  return `${head}-${timed ? '7' : '8'}${digest.slice(12, 15)}-${variant}${digest.slice(16, 19)}-${digest.slice(20, 32)}`;
};
