import type { AnyProjection } from '../../src/kernel/projection';
import { table } from '../../src/kernel/projection';
import { projected, recorded } from '../support/project';

interface Row {
  readonly id: string;
  readonly text: string | null;
  readonly list: readonly string[] | null;
}

const rows = table<Row>({ name: 'things', key: ['id'], columns: { id: 'text', text: 'text', list: 'json' } });

const keptOf = (put: object): Row | undefined => {
  const projection: AnyProjection = {
    name: 'things',
    version: 1,
    tables: [rows],
    on: { '*': (_, tables) => tables(rows).put(put as Row) },
  };
  return projected(projection, [recorded({ type: 'Any', data: {} })]).row(rows, 'a');
};

describe('A row that a handler puts', () => {
  it.each([
    ['as it should be', { id: 'a', text: 'x', list: ['y'] }],
    ['in another order', { list: ['y'], text: 'x', id: 'a' }],
    ['with more than the columns', { id: 'a', text: 'x', list: ['y'], more: 1 }],
  ])('is kept as it would come back from the file when it is given %s', (_, put) => {
    const kept = keptOf(put);
    expect(Object.entries(kept ?? {})).toEqual([
      ['id', 'a'],
      ['text', 'x'],
      ['list', ['y']],
    ]);
    expect(Object.isFrozen(kept) && Object.isFrozen(kept?.list)).toBe(true);
  });

  it.each([
    ['is undefined', { id: 'a', text: undefined, list: undefined }],
    ['is left out', { id: 'a' }],
  ])('holds nothing where something %s', (_, put) => {
    expect(keptOf(put)).toStrictEqual({ id: 'a', text: null, list: null });
  });

  it('is refused when a value does not fit its column', () => {
    expect(() => keptOf({ id: 'a', text: 1, list: null })).toThrow('things.text is text and cannot hold 1');
  });
});
