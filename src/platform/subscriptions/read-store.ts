import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { LogNumber, Position } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import { PLATFORM_OPTIONS } from '../tokens';
import { commandReceipts } from './command-receipts.projection';
import type { ReadModel } from './read-model';
import { ReadModelFile, removeDatabase } from './read-model-file';
import { logNumbers, logNumbersTable } from './log-numbers.projection';
import { recordedTimes, recordedTimesTable } from './recorded-times.projection';

/** What the read store needs to know. */
export interface ReadStoreOptions {
  readonly projections: readonly AnyProjection[];
  readonly dataFolder: string;
}

/** The platform's own read models, always there. */
export const PLATFORM_PROJECTIONS: readonly AnyProjection[] = [commandReceipts, logNumbers, recordedTimes];

export const readFolderOf = (dataFolder: string): string => join(dataFolder, 'read');
export const readModelFileName = ({ name, version }: AnyProjection): string => `${name}.v${version}.sqlite`;

/** The read models, for queries. */
@Injectable()
export class ReadStore {
  readonly projections: readonly AnyProjection[];
  readonly folder: string;
  /** How often each read model was begun anew since the start of the process. */
  readonly rebuilds = new Map<string, number>();
  private readonly files = new Map<string, ReadModelFile>();
  private readonly models = new Map<AnyProjection, ReadModel>();

  constructor(@Inject(PLATFORM_OPTIONS) options: ReadStoreOptions) {
    this.projections = [...PLATFORM_PROJECTIONS, ...options.projections];
    this.folder = readFolderOf(options.dataFolder);
    const names = this.projections.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new TypeError(`Two projections are called ${twice}`);
    for (const projection of this.projections) {
      this.files.set(projection.name, ReadModelFile.open(this.pathOf(projection), projection));
    }
    this.removeOthers();
  }

  /** @throws TypeError when the projection is not registered with the platform. */
  model(projection: AnyProjection): ReadModel {
    const known = this.models.get(projection);
    if (known !== undefined) return known;
    const model = this.modelOf(projection);
    this.models.set(projection, model);
    return model;
  }

  /** Position of the last fact recorded at or before the instant (ISO 8601), as far as read; 0 before the first. */
  positionAt(instant: string): Position {
    const at = Temporal.Instant.from(instant).epochMilliseconds;
    const query = { where: 'at <= :at', parameters: { at }, orderBy: 'at DESC' };
    return this.file(recordedTimes).row(recordedTimesTable, query)?.position ?? 0;
  }

  /** How many events the log held up to the position (inclusive), as far as read. */
  numberAt(position: Position): LogNumber {
    const query = { where: 'position <= :position', parameters: { position }, orderBy: 'position DESC' };
    return this.file(logNumbers).row(logNumbersTable, query)?.number ?? position;
  }

  /** The position of the event with the number, as far as read. */
  positionOf(number: LogNumber): Position {
    return (
      this.file(logNumbers).row(logNumbersTable, { where: 'number = :number', parameters: { number } })?.position ??
      number
    );
  }

  /** For the runner that writes it. */
  file(projection: AnyProjection): ReadModelFile {
    const file = this.files.get(projection.name);
    if (file === undefined) throw new TypeError(`The projection ${projection.name} is not registered`);
    return file;
  }

  /** Throws the rows away; the log has them. */
  startAnew(projection: AnyProjection): ReadModelFile {
    this.file(projection).close();
    removeDatabase(this.pathOf(projection));
    const file = ReadModelFile.open(this.pathOf(projection), projection);
    this.files.set(projection.name, file);
    this.rebuilt(projection.name);
    return file;
  }

  close(): void {
    for (const file of this.files.values()) file.close();
  }

  private rebuilt(name: string): void {
    this.rebuilds.set(name, (this.rebuilds.get(name) ?? 0) + 1);
  }

  private modelOf(projection: AnyProjection): ReadModel {
    this.file(projection);
    // The file behind a read model may be replaced when it is damaged, so nobody holds on to the file itself.
    const current = (): ReadModelFile => this.file(projection);
    return {
      get position() {
        return current().position;
      },
      get checkpoint() {
        return current().checkpoint;
      },
      rows: (table, query) => current().rows(table, query),
      row: (table, query) => current().row(table, query),
      count: (table, query) => current().count(table, query),
      select: (sql, parameters, knownAt) => current().select(sql, parameters, knownAt),
    };
  }

  private pathOf(projection: AnyProjection): string {
    return join(this.folder, readModelFileName(projection));
  }

  /** Files of earlier versions, of projections that are gone, and of replays that were cut off. */
  private removeOthers(): void {
    const mine = new Set(this.projections.map(readModelFileName));
    for (const name of readdirSync(this.folder)) {
      const database = /^(.*\.sqlite(?:\.aside)?)(?:-wal|-shm|-journal)?$/.exec(name)?.[1];
      if (database === undefined || mine.has(database)) continue;
      removeDatabase(join(this.folder, database));
      const replaced = database === name ? /^(.+)\.v\d+\.sqlite$/.exec(name)?.[1] : undefined;
      if (replaced !== undefined && this.files.has(replaced)) this.rebuilt(replaced);
    }
  }
}

export type { Cell, ReadModel, RowQuery } from './read-model';
