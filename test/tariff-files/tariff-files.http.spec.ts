import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { WorkbookReader } from '@cj-tech-master/excelts';
import type { Role } from '../../src/kernel/vocabulary';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, type SmallMarket } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into as a client would
type Loose = any;

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADER = 'driftsherre;tilbud;paragraf;niveau;pladser;enhed;takst;gyldig_fra';
const published = readFileSync(join(__dirname, '../../src/market/data/takstfil-region-midtjylland.csv'));

let running: RunningApp;
let market: SmallMarket;

beforeAll(async () => {
  running = await startApp('2019-11-01');
  market = await openSmallMarket(running);
}, 60_000);
afterAll(() => running.close());

const tokenOf = async (party: string, role: Role): Promise<string> => {
  const payload = { party, roles: [role] };
  const answer = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
  return `Bearer ${answer.json<{ accessToken: string }>().accessToken}`;
};

const send = async (
  file: Buffer | string,
  {
    type = CSV,
    query = '',
    party = REGION,
    headers = {},
  }: { type?: string; query?: string; party?: string; headers?: object } = {},
): Promise<{ status: number; body: Loose }> => {
  const answer = await running.app.inject({
    method: 'POST',
    url: `/api/v1/tariff-files${query}`,
    headers: { authorization: await tokenOf(party, 'operator'), 'content-type': type, ...headers },
    payload: file,
  });
  await running.settled();
  return { status: answer.statusCode, body: answer.json() };
};

const fetched = async (path: string, party = AARHUS): Promise<Buffer> => {
  await running.settled();
  const headers = { authorization: await tokenOf(party, 'buyer') };
  const answer = await running.app.inject({ url: `/api/v1${path}`, headers });
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
};

const imported = async (fileId: string, doubtful = false): Promise<Loose> => {
  await market.seller.post(`/tariff-files/${fileId}/accept`, { doubtful });
  await running.settled();
  return market.seller.get(`/tariff-files/${fileId}`);
};

const counted = (counts: { outcome: string; rows: number }[]): Record<string, number> =>
  Object.fromEntries(counts.map(({ outcome, rows }) => [outcome, rows]));

const position = async (): Promise<number> =>
  (await running.app.inject({ url: '/health/ready' })).json().store.position;

describe('The published file of Region Midtjylland', () => {
  let fileId: string;

  it('is looked at without a trace, and each of its 50 rows is accepted, doubtful or named', async () => {
    const before = await position();
    const { status, body } = await send(published, { query: '?dryRun=true' });
    expect([status, body.rows, body.dryRun]).toEqual([201, 50, true]);
    expect(counted(body.counts)).toEqual({ NEW: 27, REFUSED: 22, UNCHANGED: 1 });
    expect(await position()).toBe(before);
  });

  it('is received once, however often it is sent', async () => {
    const first = await send(published);
    expect(first).toMatchObject({ status: 201, body: { repeated: false, rows: 50 } });
    const before = await position();
    const again = await send(published);
    expect(again.body).toMatchObject({ repeated: true, fileId: first.body.fileId });
    expect(await position()).toBe(before);
    ({ fileId } = first.body);
  });

  it('pages its report, with every remark in Danish', async () => {
    const seen: Loose[] = [];
    for (let cursor = ''; ;) {
      const page = await market.seller.get(`/tariff-files/${fileId}/rows?limit=20${cursor}`);
      seen.push(...page.items);
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen.map(({ row }) => row)).toEqual(Array.from({ length: 50 }, (_, at) => at + 2));
    const unnamed = seen.filter(
      ({ outcome, remarks }) => outcome === 'REFUSED' && !remarks.some((each: Loose) => each.severity === 'ERROR'),
    );
    expect(unnamed).toEqual([]);
    expect(seen[28].remarks[0]).toEqual({
      code: 'UNDATED',
      severity: 'ERROR',
      da: 'Der står ikke, fra hvilken dag taksten gælder',
      en: 'The source is undated; the tariff can hold from no day',
    });
  });

  it('waits for a person where it would publish new offerings, and then becomes tariffs', async () => {
    expect(counted((await imported(fileId)).counts)).toEqual({ LEFT_OUT: 24, NEW: 3, REFUSED: 22, UNCHANGED: 1 });
    const file = await imported(fileId, true);
    expect([file.phase, counted(file.counts)]).toEqual(['imported', { NEW: 24, REFUSED: 22, UNCHANGED: 4 }]);
    const { items } = await market.aarhus.get('/offerings?text=Handi-K');
    const { items: tariffs } = await market.aarhus.get(
      `/offerings/${items[0].offeringId}/tariffs?effectiveOn=2020-06-01`,
    );
    expect(tariffs.map(({ level, components }: Loose) => [level, components[0].priceOre])).toEqual([
      ['1', 32_600],
      ['2', 38_500],
    ]);
  });

  it('changes nothing when it is accepted, or sent, again', async () => {
    const before = await position();
    await imported(fileId, true);
    const { body } = await send(published);
    expect(counted(body.counts)).toEqual({ REFUSED: 22, UNCHANGED: 28 });
    expect(await position()).toBe(before);
  });
});

describe('A tariff file', () => {
  beforeAll(() => running.clock.turnTo('2020-02-01'));

  it('says by how many per cent a tariff changes, and which are gone', async () => {
    const text = `${HEADER}\n1082;Bostøtte Høskoven;SEL-107;1;8;døgn;2.688,00;01-01-2021\n`;
    const { body } = await send(text, { query: '?dryRun=true' });
    expect(body.items).toEqual([
      expect.objectContaining({ outcome: 'CHANGED', previousOre: 256_000, changeBp: 500, doubtful: false }),
    ]);
    expect(body.gone).toContainEqual(expect.objectContaining({ serviceLineId: 'SEL-107', level: '2' }));
  });

  it('in Latin-1, with tabs, is read as well as one in UTF-8', async () => {
    const text = `${HEADER.replace(/;/g, '\t')}\n1082\tBostøtte Høskoven\tSEL-107\t1\t8\tdøgn\t2.600,00\t01-01-2021\n`;
    const { body } = await send(Buffer.from(text, 'latin1'), { query: '?dryRun=true' });
    expect(body.items).toEqual([expect.objectContaining({ outcome: 'CHANGED', offering: 'Bostøtte Høskoven' })]);
  });

  it('changes another’s tariffs never (R1)', async () => {
    const text = `${HEADER}\n1082;Bostøtte Høskoven;SEL-107;1;8;døgn;2.600,00;01-01-2021\n`;
    const { body } = await send(text, { party: AARHUS, query: '?dryRun=true' });
    expect(body.items[0].remarks.map(({ code }: Loose) => code)).toEqual(['NOT_YOURS']);
  });

  it.each([
    ['an empty file', '', CSV, '422 TARIFF_FILE_EMPTY'],
    ['a file without the columns', 'a;b\n1;2\n', CSV, '422 TARIFF_FILE_COLUMN_MISSING'],
    [
      'a quotation mark that is never closed',
      `${HEADER}\n"1082;${'x'.repeat(30_000)}`,
      CSV,
      '422 TARIFF_FILE_UNREADABLE',
    ],
    ['a spreadsheet that is none', 'PK nonsense', XLSX, '422 TARIFF_FILE_UNREADABLE'],
    ['a PDF', '%PDF-1.7', 'application/pdf', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['JSON', '{}', 'application/json', '415 UNSUPPORTED_MEDIA_TYPE'],
    ['more bytes than a file may have', 'x'.repeat(21_000_000), CSV, '413 BODY_TOO_LARGE'],
  ])('is refused when it is %s', async (_, file, type, expected) => {
    const { status, body } = await send(file, { type });
    expect(`${status} ${body.code}`).toBe(expected);
  });

  it('brings along for which placement ground a price is, and the export says it again (R41)', async () => {
    const row = '1082;Bostøtte Høskoven;SEL-107;Grund;8;døgn;2.600,00;01-01-2021;strafferetligt';
    const { body } = await send(`${HEADER};anbringelsesgrundlag\n${row}\n`);
    await imported(body.fileId, true);
    const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
    const [tariff] = items.filter(({ level }: Loose) => level === 'Grund');
    expect(tariff).toMatchObject({ placementGround: 'CRIMINAL_LAW' });
    const csv = (await fetched('/tariff-files/csv?effectiveOn=2021-01-01')).toString();
    expect(csv.split('\n').find((line) => line.includes(';Grund;'))).toContain(';strafferetligt;');
    const { body: refused } = await send(
      `${HEADER};anbringelsesgrundlag\n${row.replace('strafferetligt', 'andet')}\n`,
      {
        query: '?dryRun=true',
      },
    );
    expect(JSON.stringify(refused)).toContain('GROUND_UNKNOWN');
  });

  it('is told by their Danish names which columns it lacks, and which it has twice', async () => {
    const lacking = await send('driftsherre;tilbud;paragraf;takst\n1082;x;SEL-107;1\n', { query: '?dryRun=true' });
    expect(lacking.body.detail).toContain('enhed (unit), gyldig_fra (valid_from)');
    const twice = await send(`${HEADER};Taksten;pris;takst\n`, { query: '?dryRun=true' });
    expect(twice.body.detail).toContain(': takst (price).');
  });

  it('is imported to its end when the product stops in the middle of it, each row once', async () => {
    const row = (level: number): string =>
      `1082;Bostøtte Høskoven;SEL-107;N${level};8;døgn;2.6${String(level).padStart(2, '0')},00;01-01-2021`;
    const levels = Array.from({ length: 99 }, (_, at) => at + 1);
    const more = levels.map((level) => row(level).replace(';N', ';M'));
    const { body } = await send(
      [HEADER, ...levels.map(row), ...more, ...levels.map(row).map((each) => each.replace(';N', ';O'))].join('\n'),
    );
    await market.seller.post(`/tariff-files/${body.fileId}/accept`, {});
    await running.restarted();
    const file = await market.seller.get(`/tariff-files/${body.fileId}`);
    expect([file.phase, file.parts, counted(file.counts)]).toEqual(['imported', 3, { NEW: 297 }]);
    const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
    expect(items.filter(({ level }: Loose) => /^[NMO]/.test(level))).toHaveLength(297);
  });

  describe('in a form, as a browser sends it', () => {
    const boundary = 'between-the-parts';
    const FORM = `multipart/form-data; boundary=${boundary}`;
    const part = (name: string, content: string, file?: { name: string; type: string }): string =>
      [
        `--${boundary}`,
        `Content-Disposition: form-data; name="${name}"${file ? `; filename="${file.name}"` : ''}`,
        ...(file ? [`Content-Type: ${file.type}`] : []),
        '',
        `${content}\r\n`,
      ].join('\r\n');
    const form = (...parts: string[]): string => `${parts.join('')}--${boundary}--\r\n`;
    const TEXT = `${HEADER}\n1082;Bostøtte Høskoven;SEL-107;F1;8;døgn;2.661,00;01-01-2021\n`;
    const FILE = { name: 'takster.csv', type: 'text/csv' };

    it('is the same file, whatever type the browser gives a .csv', async () => {
      const alone = await send(TEXT, { query: '?dryRun=true' });
      for (const type of ['text/csv', 'application/vnd.ms-excel', 'application/octet-stream']) {
        const sent = form(part('_key', `form-${type.length}`), part('file', TEXT, { ...FILE, type }));
        expect(await send(sent, { type: FORM, query: '?dryRun=true' })).toEqual(alone);
      }
      expect(alone.body.counts).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: 'NEW', rows: 1 })]));
    });

    it.each([
      ['no file', form(part('remark', 'x')), '400 NOT_ONE_FILE'],
      [
        'a file that was not chosen',
        form(part('file', '', { name: '', type: 'application/octet-stream' })),
        '400 NOT_ONE_FILE',
      ],
      ['two files', form(part('a', TEXT, FILE), part('b', TEXT, FILE)), '400 NOT_ONE_FILE'],
      ['a picture', form(part('file', 'x', { name: 'x.png', type: 'image/png' })), '415 UNSUPPORTED_MEDIA_TYPE'],
      ['no end', part('file', TEXT, FILE), '400 MALFORMED_FORM'],
      ['more bytes than a file may have', form(part('file', 'x'.repeat(20_980_000), FILE)), '413 BODY_TOO_LARGE'],
      ['far more bytes', form(part('file', 'x'.repeat(22_000_000), FILE)), '413 BODY_TOO_LARGE'],
    ])('is refused when it holds %s, and nothing of it stays on the disk', async (_, sent, expected) => {
      const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('pladsbog-file-'));
      const before = left();
      const { status, body } = await send(sent, { type: FORM, query: '?dryRun=true' });
      expect(`${status} ${body.code}`).toBe(expected);
      expect(left().filter((name) => !before.includes(name))).toEqual([]);
    });

    it('is nothing without the boundary it names, and nothing that other routes take', async () => {
      const sent = form(part('file', TEXT, FILE));
      expect((await send(sent, { type: 'multipart/form-data' })).status).toBe(415);
      expect((await send(sent, { type: 'multipart/form-data; boundary=' })).status).toBe(415);
      const headers = { authorization: await tokenOf(REGION, 'operator'), 'content-type': FORM };
      const answer = await running.app.inject({ method: 'POST', url: '/api/v1/offerings', headers, payload: sent });
      expect(answer.statusCode).toBe(415);
    });
  });

  it('is nothing that any other route takes', async () => {
    const headers = { authorization: await tokenOf(REGION, 'operator'), 'content-type': CSV };
    const answer = await running.app.inject({ method: 'POST', url: '/api/v1/offerings', headers, payload: 'a;b\n' });
    expect(answer.statusCode).toBe(415);
  });

  it('is seen by its sender and the secretariat, and by no other operator', async () => {
    const { items } = await market.seller.get('/tariff-files');
    const { fileId } = items[0];
    expect(await running.as(AARHUS, 'operator').refused('GET', `/tariff-files/${fileId}`)).toBe(
      '404 UNKNOWN_TARIFF_FILE',
    );
    expect(await running.as(AARHUS, 'operator').refused('POST', `/tariff-files/${fileId}/accept`, {})).toBe(
      '403 NOT_YOURS',
    );
    expect((await running.as(AARHUS, 'secretariat').get(`/tariff-files/${fileId}`)).fileId).toBe(fileId);
  });
});

describe('The price list', () => {
  it('that was written is read again, and changes nothing: as CSV and as a spreadsheet', async () => {
    const components = [
      { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 318_700 },
      { code: 'TIME', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: 40_200 },
      { code: 'NATTEVAGT', kind: 'SUPPLEMENT', unit: 'PIECE', priceOre: 45_050 },
    ];
    const priced = {
      serviceLineId: 'SEL-107',
      level: '=1+1\'"; æøå',
      validFrom: '2019-06-01',
      components,
      reason: 'Takst',
    };
    await market.seller.post(`/offerings/${market.offeringId}/tariffs`, { ...priced, budgetedOccupancyBp: 9_755 });
    for (const [ending, type] of [
      ['csv', CSV],
      ['xlsx', XLSX],
    ] as const) {
      const file = await fetched(`/tariff-files/${ending}?region=${REGION}&effectiveOn=2020-06-01`);
      const { status, body } = await send(file, { type, query: '?dryRun=true' });
      expect([ending, status, body.unknownColumns, body.gone]).toEqual([ending, 201, [], []]);
      expect([ending, counted(body.counts)]).toEqual([ending, { UNCHANGED: body.rows }]);
      expect(body.rows).toBeGreaterThan(30);
    }
  });

  it('lets no text be taken for a formula, and writes prices as numbers in a spreadsheet', async () => {
    const csv = (await fetched('/tariff-files/csv?effectiveOn=2020-06-01')).toString('utf8');
    expect(csv.startsWith('\ufeffår;driftsherre;tilbud;')).toBe(true);
    expect(csv.split(/[;\r\n]/).filter((cell) => /^"?[=+@]/.test(cell))).toEqual([]);
    const cells: unknown[] = [];
    const xlsx = await fetched('/tariff-files/xlsx?effectiveOn=2020-06-01');
    for await (const sheet of new WorkbookReader(Readable.from([xlsx]), {
      worksheets: 'emit',
      styles: 'cache',
      sharedStrings: 'cache',
    }))
      for await (const { values } of sheet) cells.push(...(Array.isArray(values) ? values : []));
    expect(cells).toEqual(expect.arrayContaining([2_560, 3_187, 402, 97.55]));
    expect(cells.some((cell) => cell instanceof Date)).toBe(true);
  });
});
