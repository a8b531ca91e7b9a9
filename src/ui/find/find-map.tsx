import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { FreePlaceView } from '../../placements/free-places.views';
import { type Column, Table } from '../components/table';
import { countText } from '../frame/formats';
import { mapShapes, outlineAddress, viewOf } from './municipality-map';
import { sameWith, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Kort over ledige pladser efter kommune',
    caption: 'Ledige pladser efter kommune',
    hint: 'Vælg en kommune for kun at se dens tilbud. De samme tal står i tabellen.',
    municipality: 'Kommune',
    offerings: 'Ydelser med ledig plads',
    free: 'Ledige pladser',
    distance: 'Afstand',
    km: (km: number) => `${km} km`,
    said: (name: string, free: string, lines: string) =>
      `${name}: ${free === '1' ? '1 ledig plads' : `${free} ledige pladser`} i ${lines === '1' ? '1 ydelse' : `${lines} ydelser`}`,
    none: 'ingen ledige',
    noneOf: 'Ingen',
    andMore: (least: number) => `${least} og flere`,
    legend: 'Ledige pladser',
    unknown: (count: number, free: string) =>
      `${count === 1 ? '1 ydelse' : `${count} ydelser`} med ${free} ledige pladser står ikke på kortet: ingen har oplyst, hvor tilbuddet ligger.`,
    region: 'Kun regionens kommuner',
    country: 'Hele landet',
    elsewhere: (count: string) => `${count} ledige pladser ligger uden for kortet.`,
    nothing: 'Der er ingen ledige pladser, som passer.',
  },
  en: {
    title: 'Map of free places by municipality',
    caption: 'Free places by municipality',
    hint: 'Choose a municipality to see its offerings alone. The same figures stand in the table.',
    municipality: 'Municipality',
    offerings: 'Services with a free place',
    free: 'Free places',
    distance: 'Distance',
    km: (km: number) => `${km} km`,
    said: (name: string, free: string, lines: string) =>
      `${name}: ${free === '1' ? '1 free place' : `${free} free places`} in ${lines === '1' ? '1 service' : `${lines} services`}`,
    none: 'none free',
    noneOf: 'None',
    andMore: (least: number) => `${least} and more`,
    legend: 'Free places',
    unknown: (count: number, free: string) =>
      `${count === 1 ? '1 service' : `${count} services`} with ${free} free places are not on the map: nobody has said where the offering lies.`,
    region: 'The region’s municipalities only',
    country: 'The whole country',
    elsewhere: (count: string) => `${count} free places lie outside the map.`,
    nothing: 'No free place fits.',
  },
};

/** Free places at least, for each shade after the first; a search that finds few is shaded finer. */
const SCALES = [
  [1, 20, 50, 100],
  [1, 5, 10, 20],
  [1, 2, 4, 7],
] as const;
type Scale = (typeof SCALES)[number];

const scaleOf = (hits: readonly Hits[]): Scale => {
  const most = hits.reduce((greatest, { free }) => Math.max(greatest, free), 0);
  return SCALES.find((scale) => most >= scale[3]) ?? SCALES[2];
};

const shadeOf = (free: number, scale: Scale): number => scale.filter((least) => free >= least).length;

/** What a municipality has of what was searched for. */
interface Hits {
  readonly municipality: PartyCode;
  readonly lines: number;
  readonly free: number;
  readonly distanceKm: number | null;
}

const hitsOf = (found: readonly FreePlaceView[]): readonly Hits[] =>
  [...Map.groupBy(found, ({ addressMunicipality }) => addressMunicipality)]
    .flatMap(([municipality, lines]): Hits[] => {
      if (municipality === null) return [];
      const free = lines.reduce((all, { freeOnDay }) => all + freeOnDay, 0);
      return [{ municipality, lines: lines.length, free, distanceKm: lines[0]?.distanceKm ?? null }];
    })
    .sort((a, b) => b.free - a.free || (a.municipality < b.municipality ? -1 : 1));

interface MapParts {
  readonly found: readonly FreePlaceView[];
  readonly name: (party: PartyCode) => string;
  /** The municipalities of the reader's region; the whole country when there are none. */
  readonly region: readonly PartyCode[];
}

/** The result of the search by where it lies: a map whose municipalities narrow it, and the same figures beside it. */
export const FoundMap = ({ found, name, region }: MapParts): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const country = visit.query.get('area') === 'country' || region.length === 0;
  const hits = hitsOf(found);
  const scale = scaleOf(hits);
  const unknown = found.filter(({ addressMunicipality }) => addressMunicipality === null);
  const outside = country ? [] : hits.filter(({ municipality }) => !region.includes(municipality));
  const freeOf = (of: readonly { readonly free: number }[]): number => of.reduce((all, { free }) => all + free, 0);
  return (
    <div class="map-and-table">
      <div>
        <p class="soft">{words.hint}</p>
        <Drawing hits={hits} scale={scale} name={name} shown={country ? undefined : region} />
        <Legend scale={scale} />
        {region.length > 0 && (
          <p>
            <a href={sameWith(visit, { area: country ? undefined : 'country' })}>
              {country ? words.region : words.country}
            </a>
          </p>
        )}
        {outside.length > 0 && <p class="soft">{words.elsewhere(countText(freeOf(outside)))}</p>}
        {unknown.length > 0 && (
          <p class="soft">
            {words.unknown(unknown.length, countText(freeOf(unknown.map(({ freeOnDay }) => ({ free: freeOnDay })))))}
          </p>
        )}
      </div>
      <HitTable hits={hits} name={name} />
    </div>
  );
};

const Drawing = ({
  hits,
  scale,
  name,
  shown,
}: {
  hits: readonly Hits[];
  scale: Scale;
  name: MapParts['name'];
  shown: readonly PartyCode[] | undefined;
}): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const byCode = new Map(hits.map((hit) => [hit.municipality, hit]));
  const shapes = mapShapes().filter(({ code }) => shown?.includes(code) ?? true);
  const outline = (code: PartyCode, free: number): VNode => (
    <use href={outlineAddress(code)} class={`shade-${shadeOf(free, scale)}`} />
  );
  return (
    <svg
      class={shown === undefined ? 'municipality-map is-country' : 'municipality-map'}
      viewBox={viewOf(shapes)}
      role="group"
      aria-label={words.title}
    >
      {shapes.map(({ code }) => {
        const hit = byCode.get(code);
        if (hit !== undefined) return null;
        return (
          <g>
            <title>{`${name(code)}: ${words.none}`}</title>
            {outline(code, 0)}
          </g>
        );
      })}
      {shapes.map(({ code, label: [x, y] }) => {
        const hit = byCode.get(code);
        if (hit === undefined) return null;
        const said = words.said(name(code), countText(hit.free), countText(hit.lines));
        return (
          <a href={narrowed(visit, code)} aria-label={said}>
            <title>{said}</title>
            {outline(code, hit.free)}
            <text x={x} y={y} class={shadeOf(hit.free, scale) > 2 ? 'on-dark' : undefined} aria-hidden="true">
              {countText(hit.free)}
            </text>
          </a>
        );
      })}
    </svg>
  );
};

const narrowed = (visit: Parameters<typeof sameWith>[0], municipality: PartyCode): string =>
  sameWith(visit, { municipality, view: undefined, area: undefined, page: undefined });

const Legend = ({ scale }: { scale: Scale }): VNode => {
  const words = WORDS[useVisit().language];
  const classes = [
    words.noneOf,
    ...scale.map((least, at) => {
      const next = scale[at + 1];
      if (next === undefined) return words.andMore(least);
      return next - 1 === least ? String(least) : `${least}-${next - 1}`;
    }),
  ];
  return (
    <ul class="map-legend unstyled-list" aria-label={words.legend}>
      {classes.map((text, shade) => (
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect width="16" height="16" class={`shade-${shade}`} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
};

const HitTable = ({ hits, name }: { hits: readonly Hits[]; name: MapParts['name'] }): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const columns: readonly Column<Hits>[] = [
    {
      title: words.municipality,
      heads: true,
      cell: ({ municipality }) => <a href={narrowed(visit, municipality)}>{name(municipality)}</a>,
    },
    { title: words.free, numeric: true, cell: ({ free }) => countText(free) },
    { title: words.offerings, numeric: true, cell: ({ lines }) => countText(lines) },
    ...(hits.some(({ distanceKm }) => distanceKm !== null)
      ? [
          {
            title: words.distance,
            numeric: true,
            cell: ({ distanceKm }: Hits) => (distanceKm === null ? '–' : words.km(distanceKm)),
          },
        ]
      : []),
  ];
  return <Table files caption={words.caption} columns={columns} rows={hits} empty={words.nothing} />;
};
