import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProductProcess } from './product-process';

const root = join(__dirname, '../..');
const ISSUER_KEY = 'local-issuer.jwk.json';

/** The loopback server as a process of its own. */
export class LoopbackProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(file: string): Promise<LoopbackProcess> {
    const program = join(root, 'test/support/eventstoredb/server.main.ts');
    const child = spawn(process.execPath, ['-r', join(root, 'test/support/typescript.cjs'), program, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    return new LoopbackProcess(child, printed.toString().trim());
  }

  async stop(): Promise<void> {
    this.child.stdin?.end();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}

/** Some replicas of the product on one EventStoreDB, each a process with a data folder of its own. */
export class Replicas {
  readonly folder = mkdtempSync(join(tmpdir(), 'pladsbog-replicas-'));
  readonly running = new Map<number, ProductProcess>();
  private server: LoopbackProcess | undefined;

  async start(count: number): Promise<void> {
    this.server = await LoopbackProcess.start(join(this.folder, 'server.log'));
    for (let number = 0; number < count; number += 1) await this.startOne(number);
  }

  urlOf(number: number): string {
    return this.running.get(number)?.url ?? '';
  }

  async startOne(number: number): Promise<void> {
    const dataFolder = join(this.folder, `replica-${number}`);
    mkdirSync(dataFolder, { recursive: true });
    // One issuer for all, as a real one is: the first makes the key.
    if (number > 0) copyFileSync(join(this.folder, 'replica-0', ISSUER_KEY), join(dataFolder, ISSUER_KEY));
    const settings = {
      PLADSBOG_DATA: dataFolder,
      PLADSBOG_STORE: this.server?.url ?? '',
      PLADSBOG_TODAY: '2020-02-10',
    };
    this.running.set(number, await ProductProcess.start(settings));
  }

  async kill(number: number): Promise<void> {
    await this.running.get(number)?.end('SIGKILL');
    this.running.delete(number);
  }

  async stop(): Promise<void> {
    for (const product of this.running.values()) await product.end('SIGTERM');
    await this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
