import type { Fact, Recorded } from '../../src/kernel/event';
import type { AnyProjection, Table } from '../../src/kernel/projection';
import { RowsOverlay } from '../../src/platform/subscriptions/rows-overlay';

let made = 0;

/** A fact as if the store had recorded it: positions and revisions count up over the whole test file. */
export const recorded = <E extends Fact>(fact: E, overrides: Partial<Recorded<E>> = {}): Recorded<E> => {
  made += 1;
  const id = `019d0000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
  return {
    stream: 'thing-1',
    revision: made - 1,
    position: made,
    recordedAt: new Date(Date.UTC(2027, 0, 1) + made).toISOString(),
    id,
    metadata: { commandId: id, correlationId: id, causationId: id, actor: 'somebody', onBehalfOf: '751' },
    ...fact,
    ...overrides,
  };
};

export interface Projected {
  /** The rows of the table in the order of their keys. */
  rows<Row extends object>(table: Table<Row>): Row[];
  row<Row extends object>(table: Table<Row>, ...key: readonly (string | number)[]): Row | undefined;
}

/** Runs a projection over facts in plain memory. Facts without a position are recorded first, in the order given. */
export const projected = (projection: AnyProjection, facts: readonly (Fact | Recorded)[]): Projected => {
  const overlay = new RowsOverlay(projection);
  for (const given of facts) {
    const fact = 'position' in given ? given : recorded(given);
    const handle = projection.on[fact.type] ?? projection.on['*'];
    if (handle !== undefined) overlay.apply(fact.position, (rows) => handle(fact, rows));
  }
  return {
    rows: <Row extends object>(table: Table<Row>): Row[] => {
      const held = overlay.tables.find((candidate) => candidate.table === table);
      if (held === undefined) throw new TypeError(`${projection.name} does not declare the table ${table.name}`);
      const rows = [...held.slots.values()].flatMap(({ row }) => (row === undefined ? [] : [row as Row]));
      return rows.sort((a, b) => {
        const different = table.key.find((column) => a[column] !== b[column]);
        return different === undefined ? 0 : a[different] < b[different] ? -1 : 1;
      });
    },
    row: (table, ...key) => overlay.access(table).get(...key),
  };
};
