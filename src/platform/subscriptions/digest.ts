import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson } from '../../kernel/canonical-json';
import type { Position } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import type { Cell } from './table-sql';
import { inOrderSql } from './table-sql';
import { columnsOf } from './table-shape';
import type { AnyTable } from './table-shape';

/** Rows between two breaths: about two milliseconds of work. */
const ROWS_PER_TURN = 500;

/** Past versions are read in the order of their keys, which is not the one they lie in. */
const CACHE_KIB = 65_536;
const MAPPED_BYTES = 1024 ** 3;

/** One row in canonical form; equal lines in equal order are equal read models. */
export interface DigestLine {
  readonly table: string;
  readonly key: readonly Cell[];
  readonly text: string;
}

export interface ReadModelDigest {
  /** SHA-256 over all lines, 64 hexadecimal digits. */
  readonly digest: string;
  readonly rows: number;
}

/** One read model as it stands at this moment: what is written while it is open does not show. */
export class ReadModelSnapshot {
  readonly position: Position;
  private readonly database: DatabaseSync;

  constructor(
    path: string,
    private readonly projection: AnyProjection,
  ) {
    this.database = new DatabaseSync(path, { readOnly: true });
    this.database.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA mmap_size = ${MAPPED_BYTES}; BEGIN`);
    this.position = Number(this.database.prepare('SELECT position FROM checkpoint').get()?.position ?? 0);
  }

  /** All tables as declared, rows by key, current rows before past ones, others get their turn in between. */
  async *lines(): AsyncGenerator<readonly DigestLine[]> {
    for (const table of this.projection.tables) {
      yield* this.linesOf(table, 'current');
      if (table.history === true) yield* this.linesOf(table, 'past');
    }
  }

  async digest(): Promise<ReadModelDigest> {
    const digest = createHash('sha256');
    let rows = 0;
    for await (const lines of this.lines()) {
      digest.update(lines.map(({ text }) => `${text}\n`).join(''));
      rows += lines.length;
    }
    return { digest: digest.digest('hex'), rows };
  }

  close(): void {
    this.database.close();
  }

  private async *linesOf(table: AnyTable, which: 'current' | 'past'): AsyncGenerator<readonly DigestLine[]> {
    const statement = this.database.prepare(inOrderSql(table, which));
    statement.setReturnArrays(true);
    const columns = columnsOf(table);
    const keyAt = table.key.map((name) => columns.findIndex((column) => column.name === name));
    const jsonAt = columns.flatMap(({ kind }, at) => (kind === 'json' ? [at] : []));
    let lines: DigestLine[] = [];
    for (const row of statement.iterate()) {
      const cells = row as unknown as Cell[];
      const key = keyAt.map((at) => cells[at] ?? null);
      for (const at of jsonAt) {
        const json = cells[at];
        if (typeof json === 'string') cells[at] = canonicalJson(JSON.parse(json));
      }
      // Texts, whole numbers and null have one form in JSON, so that the list needs no canonical writing of its own.
      lines.push({ table: table.name, key, text: JSON.stringify([table.name, which, ...cells]) });
      if (lines.length < ROWS_PER_TURN) continue;
      yield lines;
      lines = [];
      await nextTurn();
    }
    yield lines;
  }
}

/** Where two read models part first, or undefined when they are equal. */
export const firstDifference = async (
  one: ReadModelSnapshot,
  other: ReadModelSnapshot,
): Promise<{ readonly table: string; readonly key: readonly Cell[] } | undefined> => {
  const [left, right] = [singly(one), singly(other)];
  for (;;) {
    const [a, b] = [(await left.next()).value, (await right.next()).value];
    if (a === undefined && b === undefined) return undefined;
    if (a?.text === b?.text) continue;
    const line = a ?? b;
    return line === undefined ? undefined : { table: line.table, key: line.key };
  }
};

async function* singly(snapshot: ReadModelSnapshot): AsyncGenerator<DigestLine, undefined> {
  for await (const lines of snapshot.lines()) yield* lines;
  return undefined;
}
