import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom, WrongSettings } from '../../../src/config';
import { partyCode } from '../../../src/kernel/vocabulary';
import { actorFrom } from '../../../src/platform/auth/claim-mapping';
import { readIssuersFile } from '../../../src/platform/auth/issuers-file';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the file is spoilt in every way
type Loose = any;

const EXAMPLE = join(__dirname, '../../../docs/identity/issuers.example.json');
const SECRETS = { PLADSBOG_BROKER_SECRET: 'a', PLADSBOG_AARHUS_SECRET: 'b', PLADSBOG_PROXY_SECRET: 'c' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pladsbog-issuers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (content: string): string => {
  const path = join(folder, 'issuers.json');
  writeFileSync(path, content);
  return path;
};

/** The faults of the example with its second issuer spoilt. */
const faultsOf = (spoil: (issuer: Loose, whole: Loose) => void): string[] => {
  const whole: Loose = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
  spoil(whole.issuers[1], whole);
  const faults: string[] = [];
  readIssuersFile(written(JSON.stringify(whole)), SECRETS, faults);
  return faults.map((fault) => fault.slice(fault.indexOf(': ') + 2));
};

describe('The file of issuers', () => {
  it('of the documents can be used as it stands', () => {
    const faults: string[] = [];
    const issuers = readIssuersFile(EXAMPLE, SECRETS, faults);
    expect(faults).toEqual([]);
    expect(issuers.map(({ title, signIn }) => [title, signIn?.clientSecret()])).toEqual([
      ['MitID Erhverv', 'a'],
      ['Aarhus Kommune', 'b'],
      ['KOMBIT Context Handler', 'c'],
    ]);
    expect(JSON.stringify(issuers)).not.toContain('"a"');
    const claims = { sub: 'x', realm_access: { roles: ['Pladsbog - økonomi', 'other'] } };
    const [, aarhus] = issuers;
    if (!aarhus) throw new Error('The example has lost its second issuer');
    expect(actorFrom(claims, aarhus.issuer, aarhus.claims, () => undefined)).toMatchObject({
      party: '751',
      roles: ['buyer', 'operator'],
    });
  });

  it.each<[string, (issuer: Loose, whole: Loose) => void, RegExp]>([
    ['an issuer over http', (issuer) => (issuer.issuer = 'http://login.example'), /issuers\.1: .* no https/],
    ['no address', (issuer) => (issuer.issuer = 'login'), /no https/],
    ['an issuer with a query', (issuer) => (issuer.issuer = 'https://login.example?a=1'), /no query/],
    ['the same issuer twice', (issuer, { issuers }) => issuers.push({ ...issuer, systems: [] }), /stands there twice/],
    ['the same system twice', ({ systems }) => systems.push(systems[0]), /omsorgssystem stands there twice/],
    ['no audience', (issuer) => delete issuer.audience, /issuers\.1\.audience: The field is required/],
    ['an unknown field', (issuer) => (issuer.audiance = 'x'), /issuers\.1\.audiance/],
    ['an unknown role', ({ roles }) => (roles.meaning[0].roles = ['king']), /meaning\.0\.roles\.0 must be one of/],
    ['no role at all', ({ roles }) => (roles.meaning = []), /meaning must be a list/],
    ['a shared secret as a signature', (issuer) => (issuer.algorithms = ['HS256']), /algorithms\.0 must be one of/],
    ['no signature', (issuer) => (issuer.algorithms = ['none']), /algorithms\.0 must be one of/],
    ['a party both fixed and claimed', ({ party }) => (party.claim = ['cvr']), /either fixed or/],
    ['no party', (issuer) => (issuer.party = {}), /party needs fixed, or claim and holds/],
    ['a claim of unknown meaning', (issuer) => (issuer.party = { claim: ['cvr'] }), /claim and holds/],
    ['an audience that ID tokens have', (issuer) => (issuer.audience = 'pladsbog-web'), /audience must differ/],
    ['no secret', ({ signIn }) => delete signIn.clientSecretVariable, /one of clientSecretFile/],
    ['two secrets', ({ signIn }) => (signIn.clientSecretFile = '/x'), /one of clientSecretFile/],
    ['an empty secret', ({ signIn }) => (signIn.clientSecretVariable = 'NOT_SET'), /NOT_SET is empty/],
    [
      'a secret in a file that is not there',
      ({ signIn }) => {
        delete signIn.clientSecretVariable;
        signIn.clientSecretFile = '/no/such/file';
      },
      /\/no\/such\/file cannot be read/,
    ],
    ['a scope that asks for no identity', ({ signIn }) => (signIn.scope = 'profile'), /must hold openid/],
  ])('with %s is refused', (_, spoil, sentence) => {
    expect(faultsOf(spoil)).toEqual([expect.stringMatching(sentence)]);
  });

  it('that is none keeps the product from starting, with the path in the sentence', () => {
    for (const content of ['{', '[]', '{"issuers":[]}'])
      expect(() => settingsFrom({ PLADSBOG_ISSUERS: written(content) })).toThrow(/issuers\.json/);
    expect(() => settingsFrom({ PLADSBOG_ISSUERS: '/no/such/file' })).toThrow(WrongSettings);
  });

  it('lets the product be bound anywhere, and turns the local issuer off', () => {
    const settings = settingsFrom({
      ...SECRETS,
      PLADSBOG_ISSUERS: EXAMPLE,
      PLADSBOG_HOST: '0.0.0.0',
      PLADSBOG_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      PLADSBOG_PUBLIC_URL: 'https://pladsbog.example.dk',
    });
    expect(settings.issuers).toHaveLength(3);
    expect(settings.issuers[1]?.claims.speaksFor).toEqual(new Set([partyCode('751')]));
  });
});
