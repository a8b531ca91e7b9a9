/**
 * Makes the map of the municipalities from the npm package react-denmark-map 1.0.0 (MIT, see NOTICE.md):
 *
 *   npm pack react-denmark-map@1.0.0 && tar xzf react-denmark-map-1.0.0.tgz
 *   node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON tools/municipality-outlines.ts package
 *
 * It writes src/ui/assets/municipalities.svg, the outlines with fewer points and whole numbers (one unit is 100 m), and
 * src/parties/data/municipality-centres.csv, where each municipality's centre of area lies, in kilometres east and south
 * of the drawing's corner. Nobody needs to run it again unless municipalities change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SVG = 'src/ui/assets/municipalities.svg';
const CENTRES = 'src/parties/data/municipality-centres.csv';

type Point = readonly [x: number, y: number];

/**
 * The package's drawing is true to UTM zone 32 (checked on eleven islands and capes, 4 km off at most) and has no scale.
 * It gets one from the longest distance on it: Grenen by Skagen (57.752° N 10.590° E) to Gedser Odde (54.559° N
 * 11.970° E) is 365.6 km.
 */
const GRENEN: Point = [5_301.34, 0];
const GEDSER_ODDE: Point = [8_730.73, 12_287.8];
const GRENEN_TO_GEDSER_KM = 365.6;
const KM_PER_UNIT = GRENEN_TO_GEDSER_KM / Math.hypot(GEDSER_ODDE[0] - GRENEN[0], GEDSER_ODDE[1] - GRENEN[1]);
const DRAWN_PER_KM = 10;

/** Bornholm is drawn in the corner where there is room; its centre (55.13° N 14.92° E) lies this far from Grenen. */
const BORNHOLM = '400';
const BORNHOLM_FROM_GRENEN_KM: Point = [282.6, 276.9];

/** A point is left out when the line misses it by less, in units of 100 m. */
const TOLERANCE = 2;
/** Islets and holes smaller than this are left out, in km². */
const AREA_LEAST_KM2 = 1.5;
/** Points taken of each curve. */
const CURVE_STEPS = 4;

const MUNICIPALITY =
  /\{id:"[^"]+",name:"[^"]+",en_name:"[^"]+",display_name:"([^"]+)",(?:region:\{[^}]*\},)?code:"(\d{3})",d:"([^"]+)"/g;

/** The closed lines of a path that has the commands M, m, l, c and Z. */
const ringsOf = (path: string): Point[][] => {
  const tokens = path.match(/[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?/g) ?? [];
  const rings: Point[][] = [];
  let [x, y] = [0, 0];
  let command = '';
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at] ?? '';
    if (/[A-Za-z]/.test(token)) {
      command = token;
      at += 1;
      if (command === 'Z') [x, y] = rings.at(-1)?.[0] ?? [0, 0];
      continue;
    }
    const number = (): number => Number(tokens[at++]);
    if (command === 'M' || command === 'm') {
      const [a, b] = [number(), number()];
      [x, y] = command === 'M' ? [a, b] : [x + a, y + b];
      rings.push([[x, y]]);
      command = 'l';
    } else if (command === 'l') {
      [x, y] = [x + number(), y + number()];
      rings.at(-1)?.push([x, y]);
    } else if (command === 'c') {
      const [x1, y1, x2, y2, x3, y3] = [number(), number(), number(), number(), number(), number()];
      for (let step = 1; step <= CURVE_STEPS; step += 1) {
        const t = step / CURVE_STEPS;
        const u = 1 - t;
        const bend = (one: number, two: number, end: number): number =>
          3 * u * u * t * one + 3 * u * t * t * two + t ** 3 * end;
        rings.at(-1)?.push([x + bend(x1, x2, x3), y + bend(y1, y2, y3)]);
      }
      [x, y] = [x + x3, y + y3];
    } else throw new Error(`The path has the command ${command}, which is not known here`);
  }
  return rings;
};

/** Area (negative when drawn the other way round) and centre. */
const shapeOf = (ring: readonly Point[]): { readonly area: number; readonly centre: Point } => {
  let [twice, cx, cy] = [0, 0, 0];
  ring.forEach(([x0, y0], at) => {
    const [x1, y1] = ring[(at + 1) % ring.length] ?? [0, 0];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    cx += (x0 + x1) * cross;
    cy += (y0 + y1) * cross;
  });
  return { area: twice / 2, centre: twice === 0 ? [0, 0] : [cx / (3 * twice), cy / (3 * twice)] };
};

/** Douglas and Peucker's line: the points that matter by more than the tolerance. */
const simplified = (line: readonly Point[]): Point[] => {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || line.length < 3) return [...line];
  const length = Math.hypot(last[0] - first[0], last[1] - first[1]);
  let [worst, where] = [0, 0];
  line.forEach(([x, y], at) => {
    const off =
      length === 0
        ? Math.hypot(x - first[0], y - first[1])
        : Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length;
    if (off > worst) [worst, where] = [off, at];
  });
  if (worst <= TOLERANCE) return [first, last];
  return [...simplified(line.slice(0, where + 1)).slice(0, -1), ...simplified(line.slice(where))];
};

const written = (rings: readonly (readonly Point[])[]): string =>
  rings
    .map((ring) => {
      const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
      const steps = points.slice(1).map(([x, y], at) => {
        const [px, py] = points[at] ?? [0, 0];
        return `${x - px} ${y - py}`;
      });
      return `M${points[0]?.join(' ')}l${steps.join(' ')}z`.replaceAll(' -', '-');
    })
    .join('');

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder of the unpacked package');
const source = readFileSync(join(folder, 'dist/esm/index.js'), 'utf8');
const licence = readFileSync(join(folder, 'LICENSE.md'), 'utf8').trim();

const scale = KM_PER_UNIT * DRAWN_PER_KM;
const municipalities = [...source.matchAll(MUNICIPALITY)]
  .map(([, name = '', code = '', path = '']) => {
    const rings = ringsOf(path).map((ring) => ring.map(([x, y]): Point => [x * scale, y * scale]));
    const shapes = rings.map((ring) => ({ ring, ...shapeOf(ring) }));
    const total = shapes.reduce((sum, { area }) => sum + Math.abs(area), 0);
    const mean = (axis: 0 | 1): number =>
      shapes.reduce((sum, { area, centre }) => sum + Math.abs(area) * centre[axis], 0) / total;
    const largest = shapes.reduce((a, b) => (Math.abs(b.area) > Math.abs(a.area) ? b : a));
    const kept = shapes
      .filter(({ area, ring }) => ring === largest.ring || Math.abs(area) >= AREA_LEAST_KM2 * DRAWN_PER_KM ** 2)
      .map(({ ring }) => simplified([...ring, ring[0] ?? [0, 0]]).slice(0, -1));
    const xs = kept.flat().map(([x]) => x);
    const ys = kept.flat().map(([, y]) => y);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round);
    return {
      code,
      name,
      path: written(kept),
      box,
      label: largest.centre.map(Math.round),
      centre: [mean(0), mean(1)] as const,
    };
  })
  .sort((a, b) => Number(a.code) - Number(b.code));

const [width, height] = [2, 3].map((side) => Math.max(...municipalities.map(({ box }) => box[side] ?? 0)));
writeFileSync(
  SVG,
  `<!--
The Danish municipalities, made by tools/municipality-outlines.ts from react-denmark-map 1.0.0.
One unit is 100 m; data-box is left, top, right, bottom; data-label is where the name stands. Bornholm lies elsewhere.

${licence}
-->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
${municipalities.map(({ code, path, box, label }) => `<path id="m${code}" data-box="${box.join(' ')}" data-label="${label.join(' ')}" vector-effect="non-scaling-stroke" d="${path}"/>`).join('\n')}
</svg>
`,
);
const grenenKm = GRENEN.map((part) => part * KM_PER_UNIT);
writeFileSync(
  CENTRES,
  `code,east_km,south_km\n${municipalities
    .map(({ code, centre }) => {
      const place =
        code === BORNHOLM
          ? BORNHOLM_FROM_GRENEN_KM.map((part, axis) => part + (grenenKm[axis] ?? 0))
          : centre.map((part) => part / DRAWN_PER_KM);
      return [code, ...place.map((part) => part.toFixed(1))].join(',');
    })
    .join('\n')}\n`,
);
process.stdout.write(`${municipalities.length} municipalities in ${SVG}, ${CENTRES}\n`);
