import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type AskedTable, sendTable } from '../../src/ui/frame/table-files';
import type { Visit } from '../../src/ui/frame/visit';
import { FILE_ROWS_MAX, fullPage, shownList } from '../../src/ui/frame/whole-list';

const visit = (query = ''): Visit => ({
  actor: undefined,
  language: 'da',
  path: '/list',
  query: new URLSearchParams(query),
});

/** The lines of the file, its heading first. */
const fileOf = async (titles: readonly string[], parts: readonly (readonly string[][])[]): Promise<string[]> => {
  let sent: Readable | undefined;
  const reply: Pick<FastifyReply, 'header'> & { send: (body: Readable) => Promise<void> } = {
    header: () => reply as unknown as FastifyReply,
    send: (body) => {
      sent = body;
      return Promise.resolve();
    },
  };
  const table: AskedTable['table'] = {
    caption: 'Liste',
    titles,
    parts: async function* () {
      for (const part of parts) yield await Promise.resolve(part);
    },
  };
  await sendTable({ format: 'csv', table }, visit(), reply as unknown as FastifyReply);
  if (sent === undefined) throw new Error('Nothing was sent');
  return (await text(sent)).replace('\uFEFF', '').trimEnd().split('\r\n');
};

describe('A file of a list', () => {
  it('keeps days and amounts as such, and what a later row says instead as it is said', async () => {
    const first = Array.from({ length: 500 }, () => ['01.02.2026', '1.234,50 kr.', 'a']);
    const lines = await fileOf(
      ['Dag', 'Beløb', 'Tekst'],
      [
        first,
        [
          ['senere', 'ukendt', '2'],
          ['2026-03-01', '−7', '=1+1'],
        ],
      ],
    );
    expect(lines).toHaveLength(503);
    expect(lines[1]).toBe('01.02.2026;1234,50;a');
    expect(lines.slice(-2)).toEqual(['senere;ukendt;2', "01.03.2026;-7,00;'=1+1"]);
  });

  it('says in its last row that it holds no more, when the list is longer than a file', async () => {
    const part = Array.from({ length: FILE_ROWS_MAX / 2 }, (_, at) => [String(at)]);
    const whole = await fileOf(['Nr.'], [part, part]);
    expect([whole.length, whole.at(-1)]).toEqual([FILE_ROWS_MAX + 1, String(FILE_ROWS_MAX / 2 - 1)]);
    const cut = await fileOf(['Nr.'], [part, part, [['en til']]]);
    expect(cut).toHaveLength(FILE_ROWS_MAX + 2);
    expect(cut.at(-1)).toBe('Filen holder kun de første 100.000 rækker. Afgræns listen for at få resten.');
  });
});

describe('A list that is paged by cursor', () => {
  const rows = Array.from({ length: 1_234 }, (_, at) => at);
  const ask = ({ cursor, limit = 50 }: { cursor?: string; limit?: number }) => {
    const from = Number(cursor ?? 0);
    const next = from + limit;
    return Promise.resolve({ items: rows.slice(from, next), ...(next < rows.length && { next: String(next) }) });
  };
  const all = async (parts: AsyncIterable<readonly number[]>): Promise<number[]> =>
    (await Array.fromAsync(parts)).flat();

  it.each([{}, { cursor: '100' }])('is read from its first row to its last (%o)', async (query) => {
    const { items, whole } = await shownList(visit(), query, ask);
    expect(items).toHaveLength(50);
    expect(whole.count).toBeUndefined();
    expect(await all(whole.parts())).toEqual(rows);
  });

  it('knows how many rows it has when they all stand on the page', async () => {
    const { whole } = await shownList(visit(), { limit: 2_000 }, ask);
    expect(whole.count).toBe(1_234);
  });

  it('shows 500 rows to whoever asks for all, and the way on', async () => {
    expect(await shownList(visit('alle=1'), {}, ask)).toMatchObject({ items: { length: 500 }, next: '500' });
  });
});

describe('A page of a list that is looked through in parts', () => {
  /** Of these, the numbers that divide by three fit; each answer looks at five. */
  const looked = ({ limit, cursor = '0' }: { limit: number; cursor?: string }) => {
    const from = Number(cursor);
    const fit = [0, 1, 2, 3, 4].map((at) => from + at).filter((number) => number % 3 === 0 && number < 30);
    const items = fit.slice(0, limit);
    const cut = items.length < fit.length;
    const next = cut ? (items.at(-1) ?? 0) + 1 : from + 5;
    return Promise.resolve({ items, ...(next >= 30 ? {} : { next: String(next) }) });
  };

  it('is full while there is more, and goes on where it ended', async () => {
    const found: number[][] = [];
    let next: string | undefined;
    do {
      const query = { limit: 4, ...(next === undefined ? {} : { cursor: next }) };
      const page = await fullPage(query, 20, looked);
      found.push([...page.items]);
      ({ next } = page);
    } while (next !== undefined);
    expect(found).toEqual([
      [0, 3, 6, 9],
      [12, 15, 18, 21],
      [24, 27],
    ]);
  });

  it('gives up after as many parts as it may ask for, and says where to go on', async () => {
    expect(await fullPage({ limit: 4 }, 2, looked)).toEqual({ items: [0, 3, 6, 9], next: '10' });
    expect(await fullPage({ limit: 9 }, 2, looked)).toEqual({ items: [0, 3, 6, 9], next: '10' });
  });
});
