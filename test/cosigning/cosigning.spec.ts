import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Role } from '../../src/kernel/vocabulary';
import { cosigner, RegisterCosigningKey, registerCosigningKey } from '../../src/cosigning/cosigner.decider';
import { cosignedMonths, cosignedMonthsTable } from '../../src/cosigning/cosigned-months.projection';
import {
  CosignMonth,
  cosignMonth,
  type FoundSignature,
  type MonthCheckpoint,
  monthCosigning,
} from '../../src/cosigning/month-cosigning.decider';
import type { CosigningSide, MonthCosigned, OwnSignature } from '../../src/cosigning/month-cosigning.events';
import { asMonth } from '../../src/kernel/calendar';
import type { Fact } from '../../src/kernel/event';
import { CosigningKey, cosigningMessage } from '../../src/platform/log-tree/cosignature';
import { aarhus, day, randers, region } from '../placements/example';
import { scenariosFor } from '../support/given';
import { projected } from '../support/project';

const statementId = '1082-751-2020-05' as CosignMonth['data']['statementId'];
const closedAt = 1_591_260_000;
const seen: MonthCheckpoint = {
  statementId,
  operator: region,
  payer: aarhus,
  month: asMonth('2020-05'),
  checkpoint: 'pladsbog/one\n84\nroot=\n',
  checkpointHash: 'a'.repeat(64),
  closedAt,
};
const today = day('2020-07-05');
const own: OwnSignature = { verifierKey: 'pladsbog/one/751+00000000+BA==', time: closedAt + 60, line: '— one AA==' };

const asked = (changes: Partial<CosignMonth['data']> = {}): CosignMonth =>
  new CosignMonth({
    statementId,
    by: { party: aarhus, roles: ['buyer'] },
    subject: 'subject-1',
    title: 'Økonomichef',
    checkpointHash: seen.checkpointHash,
    today,
    now: closedAt + 3_600,
    ...changes,
  });
const { closedAt: _closedAt, ...copied } = seen;
const cosigned = (side: CosigningSide, signature?: OwnSignature): MonthCosigned => ({
  type: 'MonthCosigned',
  data: {
    ...copied,
    side,
    signer: { subject: 'subject-1', title: 'Økonomichef', organisation: side === 'PAYER' ? aarhus : region },
    signedOn: today,
    ...(signature === undefined ? {} : { own: signature }),
  },
});
const given = scenariosFor(monthCosigning);
const by = (party: typeof aarhus, ...roles: Role[]) => ({ by: { party, roles } });

describe('Cosigning a month', () => {
  it('is done by each side for itself, and keeps what was seen', () => {
    given()
      .when((state) => cosignMonth(asked(), state, seen, undefined))
      .thenRecorded(cosigned('PAYER'));
    given(cosigned('PAYER'))
      .when((state) => cosignMonth(asked(by(region, 'operator')), state, seen, undefined))
      .thenRecorded(cosigned('OPERATOR'));
  });

  it('by a person can be followed by the side’s own key, and not the reverse', () => {
    given(cosigned('PAYER'))
      .when((state) => cosignMonth(asked(), state, seen, own))
      .thenRecorded(cosigned('PAYER', own));
    for (const found of [undefined, own])
      given(cosigned('PAYER', own))
        .when((state) => cosignMonth(asked(), state, seen, found))
        .thenRejected('ALREADY_COSIGNED');
  });

  it.each<readonly [string, CosignMonth, FoundSignature | undefined, string, MonthCosigned | undefined]>([
    ['of another checkpoint', asked({ checkpointHash: 'b'.repeat(64) }), undefined, 'CHECKPOINT_MISMATCH', undefined],
    ['twice', asked(), undefined, 'ALREADY_COSIGNED', cosigned('PAYER')],
    ['by a third party', asked(by(randers, 'buyer', 'operator')), undefined, 'NOT_YOURS', undefined],
    ['by the payer’s own sellers', asked(by(aarhus, 'operator')), undefined, 'NOT_YOURS', undefined],
    ['for the other side', asked({ side: 'OPERATOR' }), undefined, 'NOT_YOURS', undefined],
    ['without a registered key', asked(), 'NO_KEY', 'NO_COSIGNING_KEY', undefined],
    ['with a signature that does not fit', asked(), 'FALSE', 'FALSE_COSIGNATURE', undefined],
    ['before the month was closed', asked(), { ...own, time: closedAt - 1 }, 'COSIGNED_OUTSIDE_TIME', undefined],
    ['in the future', asked(), { ...own, time: closedAt + 3_600 + 301 }, 'COSIGNED_OUTSIDE_TIME', undefined],
  ])('is refused %s', (_, command, found, code, before) =>
    given(...(before === undefined ? [] : [before]))
      .when((state) => cosignMonth(command, state, seen, found))
      .thenRejected(code),
  );

  it('asks who stands on both sides which one it signs for', () => {
    const both = { ...seen, payer: region };
    const command = (side?: CosigningSide) => asked({ ...by(region, 'buyer', 'operator'), side });
    given()
      .when((state) => cosignMonth(command(), state, both, undefined))
      .thenRejected('COSIGNING_SIDE_REQUIRED');
    const recordedFor = given().when((state) => cosignMonth(command('OPERATOR'), state, both, undefined));
    recordedFor.thenRecorded({ ...cosigned('OPERATOR'), data: { ...cosigned('OPERATOR').data, payer: region } });
  });

  it('shows in the row of its statement, which is there from the closing on', () => {
    const closed = {
      type: 'MonthClosed' as const,
      data: {
        operator: region,
        month: seen.month,
        issuedOn: today,
        statements: [{ statementId, payer: aarhus, totalOre: 5 }],
      },
    };
    const rows = (...facts: readonly object[]) =>
      projected(cosignedMonths, facts as readonly Fact[]).rows(cosignedMonthsTable);
    expect(rows(closed)).toMatchObject([{ statementId, totalOre: 5, operatorSignature: null, payerSignature: null }]);
    expect(rows(closed, cosigned('PAYER', own))).toMatchObject([
      {
        operatorSignature: null,
        payerSignature: { title: 'Økonomichef', verifierKey: own.verifierKey, line: own.line },
      },
    ]);
  });
});

describe('A party’s cosigning key', () => {
  const register = (party = aarhus) =>
    new RegisterCosigningKey({ party: aarhus, by: { party, roles: ['buyer'] }, publicKey: 'PEM', today });
  const registered = {
    type: 'CosigningKeyRegistered',
    data: { party: aarhus, verifierKey: 'k', registeredOn: today },
  } as const;
  const keys = scenariosFor(cosigner);

  it('is the party’s to register and to replace', () => {
    keys()
      .when((state) => registerCosigningKey(register(), state, 'k'))
      .thenRecorded(registered);
    keys(registered)
      .when((state) => registerCosigningKey(register(), state, 'k'))
      .thenNothing();
    keys(registered)
      .when((state) => registerCosigningKey(register(), state, 'l'))
      .thenRecorded({ ...registered, data: { ...registered.data, verifierKey: 'l' } });
  });

  it('is refused from others, and where it is none', () => {
    keys()
      .when((state) => registerCosigningKey(register(randers), state, 'k'))
      .thenRejected('NOT_YOURS');
    keys()
      .when((state) => registerCosigningKey(register(), state, undefined))
      .thenRejected('NOT_A_PUBLIC_KEY');
  });
});

describe('A cosignature (C2SP tlog-cosignature)', () => {
  /** The forms worked out by hand: a key of 32 bytes 7, signing at second 1,593,938,100. */
  const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const privateKey = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const time = 1_593_938_100;

  it('is over the header, the time and the checkpoint’s lines, and stands as a line with key, time and signature', () => {
    const key = CosigningKey.fromPem('pladsbog/one/751', pem);
    if (key === undefined) throw new Error('The key is one');
    expect(cosigningMessage(seen.checkpoint, time)).toBe(`cosignature/v1\ntime 1593938100\n${seen.checkpoint}`);
    const signature = sign(null, Buffer.from(cosigningMessage(seen.checkpoint, time)), privateKey);
    expect(key.cosigned(seen.checkpoint, time, signature)).toBe(true);
    expect(key.cosigned(seen.checkpoint, time + 1, signature)).toBe(false);
    expect(key.cosigned(`${seen.checkpoint}x\n`, time, signature)).toBe(false);
    const [, name, encoded = ''] = key.line(time, signature).split(' ');
    const bytes = Buffer.from(encoded, 'base64');
    expect([name, bytes.length, bytes.toString('hex', 0, 4)]).toEqual(['pladsbog/one/751', 76, key.keyId]);
    expect(bytes.readBigUInt64BE(4)).toBe(BigInt(time));
    expect(bytes.subarray(12).equals(signature)).toBe(true);
    // The algorithm's byte is that of timestamped Ed25519, so a log's key with the same bytes is another key.
    expect(Buffer.from(key.toString().split('+')[2] ?? '', 'base64')[0]).toBe(4);
    expect(CosigningKey.from(key.toString())?.keyId).toBe(key.keyId);
    expect(CosigningKey.from(key.toString().replace('751', '740'))).toBeUndefined();
  });

  it('has no key in a private one, in another kind, or in a text that is none', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
    for (const text of [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      other,
      'BEGIN PUBLIC KEY',
      pem.slice(0, 60),
    ])
      expect(CosigningKey.fromPem('one', text)).toBeUndefined();
  });
});
