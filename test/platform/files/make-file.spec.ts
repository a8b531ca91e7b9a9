import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskTrouble } from '../../../src/platform/files/disk-trouble';
import { makeFile } from '../../../src/platform/files/make-file';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-file-'));
  path = join(folder, 'deep', 'some.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('A file that is made', () => {
  it('is whole, and its owner’s alone', () => {
    expect(makeFile(path, 'a key\n')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('a key\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['some.key']);
  });

  it('takes the place of none that is there', () => {
    makeFile(path, 'first');
    expect(makeFile(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it('nor of one that another process makes at the same moment', () => {
    const link = jest.spyOn(fs, 'linkSync').mockImplementationOnce((from, to) => {
      fs.writeFileSync(to, 'another’s');
      link.mockRestore();
      fs.linkSync(from, to);
    });
    expect(makeFile(path, 'ours')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('another’s');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['some.key']);
  });

  it('leaves nothing where the disk is full, so that it can be made later', () => {
    const { writeFileSync } = fs;
    const write = jest.spyOn(fs, 'writeFileSync').mockImplementationOnce((to, content, options) => {
      writeFileSync(to, (content as string).slice(0, 2), options);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    expect(() => makeFile(path, 'a key')).toThrow('ENOSPC');
    write.mockRestore();
    expect(readdirSync(join(folder, 'deep'))).toEqual([]);
    expect(makeFile(path, 'a key')).toBe(true);
  });
});

describe('Trouble with the disk', () => {
  it.each([
    [{ errcode: 13 }, 'full'],
    [{ code: 'ENOSPC' }, 'full'],
    [{ errcode: 10 | (4 << 8) }, 'io'],
    [{ code: 'EROFS' }, 'io'],
    [{ code: 'EMFILE' }, 'io'],
    [{ errcode: 1 }, undefined],
    [{ errcode: 19 }, undefined],
    [{ code: 'ENOENT' }, undefined],
    [undefined, undefined],
    ['full', undefined],
  ])('of %j is %s', (error, trouble) => expect(diskTrouble(error)).toBe(trouble));
});
