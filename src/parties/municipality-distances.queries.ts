import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partyCode, type PartyCode } from '../kernel/vocabulary';

/** Kilometres east and south of a corner that is the same for all. */
type Place = readonly [east: number, south: number];

const HEADING = 'code,east_km,south_km';

let centres: ReadonlyMap<PartyCode, Place> | undefined;

/** Where each municipality has its centre of area; read once, from what tools/municipality-outlines.ts has written. */
const centresOf = (): ReadonlyMap<PartyCode, Place> => {
  if (centres !== undefined) return centres;
  const [heading, ...lines] = readFileSync(join(__dirname, 'data', 'municipality-centres.csv'), 'utf8')
    .trim()
    .split('\n');
  if (heading !== HEADING) throw new TypeError(`The municipalities’ centres do not begin with ${HEADING}`);
  centres = new Map(
    lines.map((line) => {
      const [code = '', east, south] = line.split(',');
      return [partyCode(code), [Number(east), Number(south)]];
    }),
  );
  return centres;
};

export const isMunicipality = (party: PartyCode): boolean => centresOf().has(party);

/**
 * Whole kilometres from centre to centre of two municipalities as the crow flies; undefined when one of the parties is no
 * municipality. Within a municipality it is 0, however large it is.
 */
export const distanceKm = (one: PartyCode, other: PartyCode): number | undefined => {
  const [a, b] = [centresOf().get(one), centresOf().get(other)];
  return a === undefined || b === undefined ? undefined : Math.round(Math.hypot(a[0] - b[0], a[1] - b[1]));
};
