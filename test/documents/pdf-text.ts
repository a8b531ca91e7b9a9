import { spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';

/** What lies in the file: its objects as text, compressed streams opened. */
export const insideOf = (bytes: Buffer): string => {
  const raw = bytes.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return `${raw}\n${streams.join('\n')}`;
};

export const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether the machine has the program that reads a PDF as a reader would. */
export const textIsRead = spawnSync('pdftotext', ['-v']).error === undefined;

/** Its text, with every space and line break as one space. */
export const textOf = (bytes: Buffer): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).stdout.toString('utf8').replace(/\s+/g, ' ');
