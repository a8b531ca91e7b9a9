import type { Clock } from '../../../src/platform/clock';
import { Refused } from '../../../src/platform/commands/refusals';
import { WatchedWork, type WorkTools } from '../../../src/platform/operations/watched-work';

const clock = { now: () => '2026-11-29T11:20:05.123Z' } as Clock;
const endedAt = clock.now();
const newWork = () => new WatchedWork<string>(clock, { busy: 'BUSY', stopped: 'STOPPED' });

/** Work that goes on for as long as a test wants, and heeds its signal. */
const held = () => {
  let tools: WorkTools | undefined;
  let finish: (found: string) => void = () => undefined;
  const work = (given: WorkTools): Promise<string> =>
    new Promise((resolve, reject) => {
      tools = given;
      finish = resolve;
      given.signal.addEventListener('abort', () => reject(given.signal.reason as Error));
    });
  return {
    work,
    finish: (found: string) => finish(found),
    onProgress: (reached: number) => tools?.onProgress(reached, 9),
  };
};
const codeOf = (error: unknown): unknown => (error instanceof Refused ? error.rejection.code : error);
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Work that is begun, watched and stopped', () => {
  it('tells how far it is, and what it found once it has ended', async () => {
    const [watched, { work, finish, onProgress }] = [newWork(), held()];
    expect(watched.stand).toEqual({ running: false });
    expect(watched.begin(5, work, () => undefined)).toEqual({ running: true, reached: 0, upTo: 5 });
    onProgress(3);
    expect(watched.stand).toEqual({ running: true, reached: 3, upTo: 9 });
    finish('all well');
    await turn();
    expect(watched.stand).toEqual({ running: false, endedAt, last: 'all well' });
  });

  it('is one at a time', async () => {
    const [watched, { work, finish }] = [newWork(), held()];
    const first = watched.run(5, work);
    expect(await watched.run(5, work).catch(codeOf)).toBe('BUSY');
    expect(() => watched.begin(5, work, () => undefined)).toThrow(Refused);
    finish('one');
    expect(await first).toBe('one');
    expect(watched.stand).toEqual({ running: false, endedAt, last: 'one' });
  });

  it('that is stopped has found nothing, and whoever waits for it is told', async () => {
    const [watched, { work }] = [newWork(), held()];
    const waiting = watched.run(5, work).catch(codeOf);
    expect(watched.stop()).toMatchObject({ running: true });
    expect(await waiting).toBe('STOPPED');
    expect(watched.stand).toEqual({ running: false, endedAt, stopped: true });
    expect(watched.stop()).toEqual(watched.stand);
    expect(await watched.run(1, () => Promise.resolve('again'))).toBe('again');
  });

  it('that breaks off says so, unless somebody or the end of the product stopped it', async () => {
    const heard: unknown[] = [];
    const brokeOff = (error: unknown): void => void heard.push(error);
    const broken = newWork();
    broken.begin(1, () => Promise.reject(new Error('no disk')), brokeOff);
    await turn();
    expect(broken.stand).toEqual({ running: false, endedAt, brokeOff: true });
    for (const end of ['stop', 'end'] as const) {
      const watched = newWork();
      watched.begin(1, held().work, brokeOff);
      watched[end]();
      await turn();
      expect(watched.stand.running).toBe(false);
    }
    expect(heard).toEqual([new Error('no disk')]);
  });
});
