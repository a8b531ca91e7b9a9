import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { unzip } from '@cj-tech-master/excelts/archive';
import { AuditPacks } from '../../src/proofs/audit-pack';
import { CosigningKey } from '../../src/platform/log-tree/cosignature';
import { readCheckpoint } from '../../src/platform/log-tree/signed-note';
import { fileFor } from '../documents/files';
import { type Caller, type RunningApp, startApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, VIBORG } from '../support/small-market';

const STATEMENT = `${REGION}-${AARHUS}-2020-02`;
const AT = `/settlement/statements/${STATEMENT}/checkpoint`;
const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
const privateKey = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });

interface Shown {
  readonly text: string;
  readonly treeSize: number;
  readonly checkpointHash: string;
  readonly sides: readonly Readonly<Record<string, unknown>>[];
}

let running: RunningApp;
let seller: Caller;
let payer: Caller;
let auditor: Caller;
let folder: string;

beforeAll(async () => {
  running = await startApp('2020-02-10');
  const market = await openSmallMarket(running);
  ({ seller, aarhus: payer, auditor } = market);
  const { placementId } = await payer.post('/placements', reservation(market.offeringId, '2020-02-10'));
  await seller.post(`/placements/${placementId}/confirm`);
  await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-02-10' });
  running.clock.turnTo('2020-04-01');
  for (const month of ['2020-02', '2020-03']) await seller.post(`/settlement/months/${month}/close`);
  await running.settled();
  folder = mkdtempSync(join(tmpdir(), 'pladsbog-cosigned-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await running.close();
});

const shown = async (who: Caller): Promise<Shown> => await who.get(AT);
const note = async (): Promise<string> => (await fileFor(running, AARHUS, 'buyer')(`${AT}/text`)).bytes.toString();

/** Signs what the product hands out, as a party would with a program of its own. */
const signedOutside = async (): Promise<{ signature: string; time: number }> => {
  const message = (await fileFor(running, AARHUS, 'buyer')(`${AT}/message`)).bytes;
  const time = Number(/^cosignature\/v1\ntime (\d+)\n/.exec(message.toString())?.[1]);
  return { signature: sign(null, message, privateKey).toString('base64'), time };
};

describe('Both sides of a closed month', () => {
  it('are shown the same checkpoint, which ends with the closing and names what the month came to', async () => {
    const [one, other] = [await shown(payer), await shown(seller)];
    expect(one.text).toBe(other.text);
    const { items } = await auditor.get(`/audit/events?type=MonthClosed`);
    const proof = await auditor.get(`/audit/proofs/inclusion?eventId=${String(items.at(-1).eventId)}`);
    const read = readCheckpoint(one.text);
    expect(one.treeSize).toBe(proof.number);
    expect(read?.body).toContain(`\nstatement ${STATEMENT}\ntotal-ore 5120000\nlines 1 `);
    // Later events change nothing about it, and it is a checkpoint that the log is verified against.
    expect(await auditor.post('/audit/verify', { checkpoint: one.text })).toMatchObject({
      outcome: 'UNCHANGED',
      checkpoint: { treeSize: one.treeSize, signature: 'VALID', holds: true },
    });
    expect((await shown(auditor)).text).toBe(one.text);
  });

  it('are told how long the other has not cosigned, and nothing waits for it', async () => {
    running.clock.turnTo('2020-04-11');
    expect((await shown(payer)).sides).toEqual([
      { side: 'OPERATOR', party: REGION, unsignedDays: 10 },
      { side: 'PAYER', party: AARHUS, unsignedDays: 10 },
    ]);
    const { items } = await auditor.get('/settlement/cosignatures?month=2020-02&missing=true');
    expect(items).toMatchObject([{ statementId: STATEMENT, totalOre: 5_120_000 }]);
  });

  it('cosign it: one as a person, the other with its own key, outside', async () => {
    const { checkpointHash } = await shown(seller);
    await seller.post(`${AT}/cosign`, { checkpointHash, title: 'Økonomichef' });
    expect(await seller.refused('POST', `${AT}/cosign`, { checkpointHash, title: 'X' })).toBe('409 ALREADY_COSIGNED');
    await running.settled();
    const signedByOne = await auditor.get('/settlement/cosignatures?month=2020-02&missing=true');
    expect(signedByOne.items).toMatchObject([{ statementId: STATEMENT }]);
    const outside = { checkpointHash, title: 'Regnskabschef', ...(await signedOutside()) };
    expect(await payer.refused('POST', `${AT}/cosign`, outside)).toBe('409 NO_COSIGNING_KEY');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const keys = `/parties/${AARHUS}/cosigning-key`;
    expect(await payer.refused('POST', keys, { publicKey: pem })).toBe('422 NOT_A_PUBLIC_KEY');
    await payer.post(keys, { publicKey });
    const late = { ...outside, time: outside.time + 1 };
    expect(await payer.refused('POST', `${AT}/cosign`, late)).toBe('422 FALSE_COSIGNATURE');
    const half = { checkpointHash, title: 'X', time: outside.time };
    expect(await payer.refused('POST', `${AT}/cosign`, half)).toBe('422 SIGNATURE_AND_TIME');
    await payer.post(`${AT}/cosign`, outside);
    await running.settled();
    const { verifierKey } = await auditor.get(keys);
    expect((await shown(auditor)).sides).toMatchObject([
      { side: 'OPERATOR', title: 'Økonomichef', signedOn: '2020-04-11' },
      { side: 'PAYER', title: 'Regnskabschef', verifierKey },
    ]);
    expect((await auditor.get('/settlement/cosignatures?missing=true')).items).toMatchObject([{ month: '2020-03' }]);
    // The note has the log's line and the payer's, which anybody can verify with the key alone.
    const read = readCheckpoint(await note());
    const key = CosigningKey.from(String(verifierKey));
    const line = read?.signatures.find(({ keyId }) => keyId === key?.keyId)?.signature ?? Buffer.alloc(0);
    expect(read?.signatures).toHaveLength(2);
    const time = Number(line.readBigUInt64BE(0));
    expect([time, key?.cosigned(read?.body ?? '', time, line.subarray(8))]).toEqual([outside.time, true]);
  });

  it('are all who see it', async () => {
    for (const [role, code] of [
      ['buyer', '404 STATEMENT_NOT_FOUND'],
      ['operator', '404 STATEMENT_NOT_FOUND'],
      ['secretariat', '403 FORBIDDEN_ROLE'],
    ] as const) {
      const other = running.as(VIBORG, role);
      expect(await other.refused('GET', AT)).toBe(code);
      expect(await other.refused('POST', `${AT}/cosign`, { checkpointHash: 'a'.repeat(64), title: 'X' })).toBe(code);
    }
    expect((await running.as(VIBORG, 'buyer').get('/settlement/cosignatures')).items).toEqual([]);
  });
});

describe('The verifier of an audit pack', () => {
  const at = (name: string): string => join(folder, name);
  const verified = (...keys: string[]): Promise<{ readonly code: number; readonly said: string }> =>
    new Promise((resolve) => {
      const given = [at('efterproev.mjs'), ...keys.flatMap((key) => ['--noegle', key])];
      execFile(process.execPath, given, { env: {} }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
      );
    });
  let logKey: string;
  let payerKey: string;
  beforeEach(async () => {
    const payload = { party: REGION, roles: ['auditor'] };
    const token = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
    const authorization = `Bearer ${token.json<{ accessToken: string }>().accessToken}`;
    const pack = await running.app.inject({ url: '/api/v1/audit/pack', headers: { authorization } });
    for await (const entry of unzip(pack.rawPayload).entries()) writeFileSync(at(entry.path), await entry.bytes());
    logKey = String((await auditor.get('/audit/checkpoint/key')).verifierKey);
    payerKey = String((await auditor.get(`/parties/${AARHUS}/cosigning-key`)).verifierKey);
  });

  it('holds each cosignature against the log, the statement and the key, and says which key it was given', async () => {
    const { code, said } = await verified(logKey, payerKey);
    expect([code, said.includes('FEJL')]).toEqual([0, false]);
    expect(said).toContain('1 er givet af en person i Pladsbog');
    expect(said).toMatch(/OK {4}1 med nøglen [0-9a-f]{8} \(.*\/751\), som du har givet\./);
    expect((await verified(logKey)).said).toContain('giv den med --noegle fra parten selv');
  });

  it('counts those of months that were closed outside of a part of the log, and checks their keys all the same', async () => {
    const { treeSize } = await shown(auditor);
    const { content } = await running.app.get(AuditPacks, { strict: false }).pack({ first: treeSize + 1 });
    for await (const entry of unzip(await buffer(content)).entries())
      writeFileSync(at(entry.path), await entry.bytes());
    const { code, said } = await verified(logKey, payerKey);
    expect([code, said.includes('2 er af måneder, der er lukket uden for pakken')]).toEqual([0, true]);
    expect(said).toContain('som du har givet.');
  });

  it.each([
    [
      'the root that was signed',
      (text: string) => text.replace(/("checkpoint":"pladsbog[^"]*?\\n\d+\\n)./g, '$1_'),
      'en anden log',
    ],
    [
      'the sum that was signed',
      (text: string) => text.replaceAll('total-ore 5120000', 'total-ore 5120001'),
      'en anden opgørelse',
    ],
    [
      'the fingerprint',
      (text: string) => text.replace(/"checkpointHash":"./, '"checkpointHash":"_'),
      'et andet fingeraftryk',
    ],
    ['the signature', (text: string) => text.replace(/("line":"— \S+ .{40})./, '$1_'), 'passer ikke til nøglen'],
  ])('finds it where %s is changed', async (_, how, saying) => {
    writeFileSync(at('haendelser.ndjson'), how(readFileSync(at('haendelser.ndjson'), 'utf8')));
    const { code, said } = await verified(logKey, payerKey);
    expect([code, said.includes(saying)]).toEqual([1, true]);
  });
});
