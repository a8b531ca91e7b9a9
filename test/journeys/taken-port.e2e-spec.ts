import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const program = ['-r', join(root, 'test/support/typescript.cjs'), join(root, 'src/main.ts')];

it('says that its port is taken, and leaves an empty data folder empty', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-taken-'));
  try {
    const env = { PATH: process.env.PATH, PLADSBOG_DATA: folder, PLADSBOG_PORT: String(port) };
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, program, { cwd: root, env }, (failure, out, errors) =>
        resolve(`${failure?.code} ${out}${errors}`),
      );
    });
    expect(said).toBe(`1 127.0.0.1:${port} er optaget: vælg en anden port med PLADSBOG_PORT\n`);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    other.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
