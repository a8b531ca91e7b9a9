import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { settingsFrom } from '../../src/config';
import { settingRows } from '../../tools/settings-table';

/** There is no Docker engine where this runs: form, references and habits are checked, and nothing is started. */

const root = join(__dirname, '../..');
const written = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[]; readonly interval: string; readonly retries: number };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly ipv4_address: string }>>;
  readonly secrets?: readonly string[];
  readonly stop_grace_period?: string;
}

const compose = parse(written('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const dockerfile = written('Dockerfile');

/** Ends by itself when its work is done. */
const ONE_SHOT = ['certificates'];

/** A tag that names a version, not a moving target. */
const PINNED = /^[^\s:]+(?:\/[^\s:]+)*:v?\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?$/;

describe('docker-compose.yml', () => {
  it('has one application with one node, and in the profile two replicas with three nodes behind a proxy', () => {
    const named = (profile: string | undefined) =>
      services.filter(([, { profiles }]) => profiles?.[0] === profile).map(([name]) => name);
    expect(named(undefined)).toEqual(['pladsbog', 'eventstore']);
    expect(named('cluster')).toEqual([
      'proxy',
      'pladsbog-1',
      'pladsbog-2',
      'certificates',
      'eventstore-1',
      'eventstore-2',
      'eventstore-3',
    ]);
  });

  it('pins every image to a version', () => {
    for (const [name, { image }] of services)
      expect([name, PINNED.test(image ?? ''), image]).toEqual([name, true, image]);
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base ?? '');
    const stages = [...dockerfile.matchAll(/ AS (\S+)$/gm)].map(([, stage]) => stage ?? '');
    const outside = bases.filter((base) => !stages.includes(base));
    expect(outside).toHaveLength(2);
    expect(outside.filter((base) => !PINNED.test(base))).toEqual([]);
  });

  it('keeps data in named volumes that are declared, and mounts only files that are there or are secrets', () => {
    const madeByTheOperator = ['./deploy/issuers.json'];
    for (const [name, { volumes = [] }] of services)
      for (const volume of volumes) {
        const source = volume.split(':', 1)[0] ?? '';
        const known = source.startsWith('.')
          ? madeByTheOperator.includes(source) || existsSync(join(root, source))
          : source in compose.volumes;
        expect([name, source, known]).toEqual([name, source, true]);
      }
    const used = new Set(services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':', 1)[0])));
    expect(Object.keys(compose.volumes).filter((volume) => !used.has(volume))).toEqual([]);
    const data = services.filter(([, { image }]) => image?.includes('eventstore/eventstore:'));
    expect(data).toHaveLength(4);
    for (const [name, { volumes }] of data) expect(volumes).toContain(`${name}-data:/var/lib/eventstore`);
    // Two replicas on one folder of read models would spoil them for each other.
    expect(compose.services['pladsbog-1']?.volumes?.[0]).not.toBe(compose.services['pladsbog-2']?.volumes?.[0]);
  });

  it('looks after the health of everything that goes on, and starts in that order', () => {
    for (const [name, { healthcheck }] of services)
      expect([name, healthcheck === undefined]).toEqual([name, ONE_SHOT.includes(name)]);
    for (const [name, { depends_on = {} }] of services)
      for (const [on, { condition }] of Object.entries(depends_on)) {
        expect([name, on in compose.services]).toEqual([name, true]);
        const wanted = ONE_SHOT.includes(on) ? 'service_completed_successfully' : 'service_healthy';
        expect([name, on, condition]).toEqual([name, on, wanted]);
        // A service of the plain setup must not wait for one that only the profile starts.
        expect(compose.services[name]?.profiles ?? []).toEqual(compose.services[on]?.profiles ?? []);
      }
  });

  it('gives the product settings that it knows, and longer to stop than it takes', () => {
    const known = settingRows(root).flatMap(({ names }) => names);
    // Of the store and of sign-in, which other parts of the product bring.
    const announced = ['PLADSBOG_STORE', 'PLADSBOG_STORE_FILE', 'PLADSBOG_ISSUERS'];
    for (const [name, { build, environment = {}, stop_grace_period: grace }] of services) {
      if (build === undefined) continue;
      expect(Object.keys(environment).filter((variable) => ![...known, ...announced].includes(variable))).toEqual([]);
      expect([name, Number.parseInt(grace ?? '', 10) > Number(environment.PLADSBOG_STOP_SECONDS)]).toEqual([
        name,
        true,
      ]);
    }
    const own = [...dockerfile.matchAll(/(PLADSBOG_\w+)=/g)].map(([, variable]) => variable ?? '');
    expect(own.filter((variable) => !known.includes(variable))).toEqual([]);
  });

  it('gives the product all that it asks for before it starts, once the secrets and providers are in their files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const key = randomBytes(32).toString('base64');
    const secrets: Readonly<Record<string, string>> = {
      'metrics-token': 'shown-to-prometheus-only',
      'master-key': key,
      'checkpoint-key': key,
      'store-url': 'esdb://pladsbog:secret@172.30.240.11:2113?tls=true',
      'vault-url': 'postgres://pladsbog:secret@vault/pladsbog',
    };
    const example = JSON.parse(written('docs/identity/issuers.example.json')) as { issuers: { signIn?: object }[] };
    const signIn = { clientId: 'pladsbog', clientSecretFile: file('sign-in', 'of the provider') };
    for (const issuer of example.issuers) if (issuer.signIn) issuer.signIn = signIn;
    const issuers = file('issuers.json', JSON.stringify(example));
    const applications = services.filter(([, { build }]) => build !== undefined);
    for (const [name, { environment = {}, secrets: mounted = [] }] of applications) {
      const inPlace = Object.entries(environment).map(([variable, value]): [string, string] => {
        if (variable === 'PLADSBOG_ISSUERS') return [variable, issuers];
        const [, secret] = /^\/run\/secrets\/(.+)$/.exec(value) ?? [];
        if (secret === undefined) return [variable, value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')];
        expect([name, mounted]).toEqual([name, expect.arrayContaining([secret])]);
        return [variable, file(secret, secrets[secret] ?? '')];
      });
      expect(settingsFrom(Object.fromEntries(inPlace))).toMatchObject({ host: '0.0.0.0' });
    }
    expect(applications).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });

  it('holds no secret, and takes every variable from .env.example', () => {
    const text = written('docker-compose.yml');
    const example = written('.env.example');
    for (const [, variable] of text.matchAll(/\$\{(\w+)/g)) {
      expect([variable, new RegExp(`^(?:# )?${variable}=`, 'm').test(example)]).toEqual([variable, true]);
    }
    for (const [name, { environment = {}, secrets = [] }] of services) {
      for (const secret of secrets) expect([name, secret in compose.secrets]).toEqual([name, true]);
      const bare = Object.entries(environment).filter(
        ([variable, value]) => /PASSWORD|TOKEN$|SECRET/.test(variable) && !value.startsWith('${'),
      );
      expect([name, bare]).toEqual([name, []]);
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\//);
    expect(written('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['.env', 'deploy/secrets/', 'deploy/issuers.json']),
    );
  });

  it('gives each node of the cluster its own address, certificate and the other two to gossip with', () => {
    const nodes = [1, 2, 3].map((number) => ({ number, node: compose.services[`eventstore-${number}`] }));
    const addressOf = (node: Service | undefined) =>
      (node?.networks as Readonly<Record<string, { ipv4_address: string }>>).cluster?.ipv4_address;
    const addresses = nodes.map(({ node }) => addressOf(node));
    expect(new Set(addresses).size).toBe(3);
    const script = written('deploy/eventstoredb/make-certificates.sh');
    for (const { number, node } of nodes) {
      const { environment = {} } = node ?? {};
      expect(environment.EVENTSTORE_NODE_IP).toBe(addressOf(node));
      expect(environment.EVENTSTORE_GOSSIP_SEED?.split(',').sort()).toEqual(
        addresses.filter((address) => address !== addressOf(node)).map((address) => `${address}:2113`),
      );
      expect(environment.EVENTSTORE_CERTIFICATE_FILE).toBe(`/certs/node${number}/node.crt`);
      expect(environment.EVENTSTORE_INSECURE).toBeUndefined();
      expect(addressOf(node)).toBe(`172.30.240.1${number}`);
    }
    expect(script).toContain('172.30.240.1$node');
    expect(statSync(join(root, 'deploy/eventstoredb/make-certificates.sh')).size).toBeGreaterThan(0);
  });
});

describe('The proxy', () => {
  const caddyfile = written('deploy/caddy/Caddyfile');

  it('sends requests to every replica that is ready, and keeps probes and metrics inside', () => {
    const replicas = services.filter(([name]) => /^pladsbog-\d$/.test(name)).map(([name]) => `${name}:3000`);
    expect(/reverse_proxy (.+) \{/.exec(caddyfile)?.[1]?.split(' ')).toEqual(replicas);
    expect(caddyfile).toContain('health_uri /health/ready');
    expect(caddyfile).toMatch(/path \/metrics \/health\/\*/);
  });
});

describe('The image', () => {
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('runs as nobody special, with production packages only, and looks after its health', () => {
    expect(lastStage).toMatch(/^USER pladsbog:pladsbog$/m);
    expect(lastStage).toMatch(/^HEALTHCHECK .+[^]*health\/ready/m);
    expect(lastStage).toContain('COPY --from=production /app/node_modules');
    expect(dockerfile).toContain('RUN npm ci --omit=dev');
    // Exec form: signals reach Node and no shell.
    expect(lastStage).toMatch(/^ENTRYPOINT \[/m);
    expect(lastStage).not.toMatch(/npm (?:run|start)/);
  });

  it('is built from what the build needs and nothing else', () => {
    const allowed = written('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(allowed[0]).toBe('*');
    const letIn = allowed.slice(1).map((line) => line.replace(/^!/, ''));
    for (const file of letIn) expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) =>
      (files ?? '').split(' '),
    );
    expect(copied.filter((file) => !letIn.includes(file))).toEqual([]);
  });
});
