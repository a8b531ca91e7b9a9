import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PartyCode, partyCode } from '../../kernel/vocabulary';
import { assetPath } from '../frame/assets';

/** One municipality on the map, in the drawing's units (100 m). */
export interface MapShape {
  readonly code: PartyCode;
  /** Left, top, right, bottom. */
  readonly box: readonly number[];
  /** Where its figure stands. */
  readonly label: readonly [x: number, y: number];
}

const SHAPE = /<path id="m(\d{3})" data-box="([\d ]+)" data-label="(\d+) (\d+)"/g;

let shapes: readonly MapShape[] | undefined;

/** The municipalities as they are drawn; read when somebody first looks at the map. Their outlines go to the browser. */
export const mapShapes = (): readonly MapShape[] => {
  shapes ??= [...readFileSync(join(__dirname, '../assets', 'municipalities.svg'), 'utf8').matchAll(SHAPE)].map(
    ([, code = '', box = '', x, y]) => ({
      code: partyCode(code),
      box: box.split(' ').map(Number),
      label: [Number(x), Number(y)],
    }),
  );
  return shapes;
};

/** Where the outline of a municipality is kept, for `<use>`: browsers keep the whole map for good. */
export const outlineAddress = (code: PartyCode): string => `${assetPath('municipalities')}#m${code}`;

/** Units left free around what is shown. */
const MARGIN = 30;

/** The part of the drawing in which the municipalities lie, as a viewBox. */
export const viewOf = (shown: readonly MapShape[]): string => {
  const edge = (side: number, of: (...values: number[]) => number): number =>
    of(...shown.map(({ box }) => box[side] ?? 0));
  const [left, top] = [edge(0, Math.min) - MARGIN, edge(1, Math.min) - MARGIN];
  return [left, top, edge(2, Math.max) + MARGIN - left, edge(3, Math.max) + MARGIN - top].join(' ');
};
