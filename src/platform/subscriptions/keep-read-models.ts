import { Logger } from '@nestjs/common';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { AnyProjection } from '../../kernel/projection';
import { SharedHead, SqliteFollower } from '../event-store/log-follower';
import type { Upcasting } from '../event-store/upcasting';
import { ProductLog } from '../operations/log';
import { NICENESS } from './precedence';
import { ProjectionRunner } from './projection-runner';
import type { FromThread, ThreadBeginning, ToThread } from './projection-thread';
import { isDamage, isForeign, ReadModelFile } from './read-model-file';
import { PLATFORM_PROJECTIONS, readModelFileName } from './read-store';

/**
 * The whole life of a thread that `ProjectionThread` has started: the same runner as without one, on connections of its
 * own. A damaged file ends it, because only the other side may replace a file.
 */
export const keepReadModels = async (contexts: readonly AnyProjection[], upcasting?: Upcasting): Promise<void> => {
  if (parentPort === null) throw new Error('Read models are kept in a thread; this is none');
  const port = parentPort;
  const say = (message: FromThread): void => port.postMessage(message);
  // On Linux every thread is scheduled on its own; elsewhere this would hold back the serving thread as well.
  if (process.platform === 'linux') {
    setPriority(NICENESS);
    say({ thread: Number(basename(readlinkSync('/proc/thread-self'))) });
  }
  const { folder, ledger, head, log: style } = workerData as ThreadBeginning;
  // What runs here is reported by the other side; only trouble is worth a line.
  Logger.overrideLogger(new ProductLog({ format: style?.format ?? 'text', least: 'error' }));
  const giveUp = ({ name }: AnyProjection, failure: unknown): never => {
    say({ damaged: name, message: failure instanceof Error ? failure.message : String(failure) });
    process.exit(1);
  };

  const projections = [...PLATFORM_PROJECTIONS, ...contexts];
  const files = new Map(projections.map((projection) => [projection, openedOr(folder, projection, giveUp)]));
  const fileOf = (projection: AnyProjection): ReadModelFile => {
    const file = files.get(projection);
    if (file === undefined) throw new TypeError(`The projection ${projection.name} is not registered`);
    return file;
  };
  const startAnew = (projection: AnyProjection): ReadModelFile => giveUp(projection, new Error('its file is broken'));

  const log = new SqliteFollower(ledger, new SharedHead(head), upcasting);
  const runner: ProjectionRunner = new ProjectionRunner(log, { projections, file: fileOf, startAnew }, () =>
    say({
      models: runner.status().map(({ failure }, at) => {
        const { checkpoint, position } = fileOf(projections[at] as AnyProjection);
        return { checkpoint, position, failure };
      }),
    }),
  );
  port.on('message', (message: ToThread) => {
    if (message === 'stop') {
      void runner.stop().then(() => {
        for (const file of files.values()) file.close();
        log.close();
        port.close();
      });
    } else if (message === 'copy log') {
      try {
        log.copyLog();
      } catch {
        // The side that writes tries for itself, and its appends say what is wrong.
      }
      say('log copied');
    } else void runner.waitFor(message.awaited, 0);
  });
  await runner.start();
};

const openedOr = (
  folder: string,
  projection: AnyProjection,
  giveUp: (projection: AnyProjection, failure: unknown) => never,
): ReadModelFile => {
  try {
    return ReadModelFile.join(join(folder, readModelFileName(projection)), projection);
  } catch (failure) {
    if (isDamage(failure) || isForeign(failure)) return giveUp(projection, failure);
    throw failure;
  }
};
