import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Position } from '../../kernel/event';

/** How nice the thread of the read models is to those that serve, whatever else it is told. */
export const NICENESS = 15;

/** `last`: gives its processor up at once to whoever wants it. `shared`: has a share, small as it is, of busy processors. */
export type Precedence = 'last' | 'shared';

/** How often it is looked whether the thread gets anywhere, in milliseconds. */
export const LOOK_MS = 250;
/**
 * How many looks the thread may take to reach what was in the log, while nobody waits for it (5 s), and how few it must need
 * to go last again (2 s). At full load it writes about once a second, and is that far behind whatever it is given.
 */
const LOOKS_BEHIND = { most: 20, again: 8 } as const;

/** How far the log goes, how far the read models are, and how far somebody waits for them to be. */
export interface Progress {
  readonly head: Position;
  readonly reached: Position;
  readonly awaited: Position;
}

/**
 * Whether read models may wait for everybody. Whoever may, may also starve; so the thread has its share as soon as somebody
 * waited for it from one look to the next, or it has not reached for five seconds what was in the log, and until it is
 * within two.
 */
export class PrecedenceWatch {
  /** Where the log ended at the last looks, the newest first. */
  private readonly heads: Position[] = [];
  private awaited: Position = 0;
  private precedence: Precedence = 'shared';

  look({ head, reached, awaited }: Progress): Precedence {
    const keptWaiting = this.awaited > reached;
    const tooFarBehind = reached < (this.heads[LOOKS_BEHIND.most - 1] ?? 0);
    const goal = this.heads[LOOKS_BEHIND.again - 1] ?? this.heads.at(-1);
    if (keptWaiting || tooFarBehind) this.precedence = 'shared';
    else if (goal !== undefined && reached >= goal) this.precedence = 'last';
    this.heads.unshift(head);
    this.heads.length = Math.min(this.heads.length, LOOKS_BEHIND.most);
    this.awaited = awaited;
    return this.precedence;
  }
}

const run = promisify(execFile);
const POLICY: Readonly<Record<Precedence, string>> = { last: '--idle', shared: '--other' };

/**
 * Tells Linux to treat one thread so, by `chrt` of util-linux, because Node itself can only be nice: a nice thread keeps a
 * processor for up to three milliseconds while a request waits for it, one under SCHED_IDLE does not (sched(7)).
 * @param thread its number as the kernel counts threads.
 * @throws Error when there is no such thread, no `chrt`, or no leave to do it.
 */
export const setPrecedence = async (thread: number, precedence: Precedence): Promise<void> => {
  await run('chrt', [POLICY[precedence], '--pid', '0', String(thread)]);
};

/**
 * Whether a thread that goes last could come back, which takes CAP_SYS_NICE or a limit on niceness that allows it. On a
 * single processor none ever should, because all of it may be for serving.
 */
export const mayGoLast = async (): Promise<boolean> => {
  if (process.platform !== 'linux' || availableParallelism() < 2) return false;
  const thereAndBack = ['-n', String(NICENESS), 'chrt', POLICY.last, '0', 'chrt', POLICY.shared, '0', 'true'];
  return run('nice', thereAndBack).then(
    () => true,
    () => false,
  );
};
