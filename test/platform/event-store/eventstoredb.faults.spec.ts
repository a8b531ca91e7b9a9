import { status } from '@grpc/grpc-js';
import { NO_STREAM } from '../../../src/kernel/event';
import { WrongExpectedRevision, type EventStore } from '../../../src/platform/event-store/event-store';
import { EventStoreDbStore } from '../../../src/platform/event-store/eventstoredb.store';
import type { Fault } from '../../support/eventstoredb/faults';
import { LoopbackServer } from '../../support/eventstoredb/server';
import { collected, fact, facts, followed, newStream, soon } from './facts';

/** Short times, so that giving up can be waited for. */
const TIMING = { callMs: 300, appendMs: 1_500, heartbeatMs: 100, retryMs: { first: 20, max: 100 } };

describe('EventStoreDB in trouble', () => {
  let server: LoopbackServer;
  let store: EventStore;
  let troubles: string[];
  const open = (url = server.url) =>
    EventStoreDbStore.open({ url, timing: TIMING, report: (trouble) => void troubles.push(trouble) });
  beforeEach(async () => {
    troubles = [];
    server = await LoopbackServer.start();
    store = await open();
  });
  afterEach(async () => {
    server.faults.clear();
    await store.close();
    await server.stop();
  });
  /** Looked at in no hurry: what is tried is patience with a server, not this machine's speed. */
  const written = async (stream: string) => {
    const patient = await EventStoreDbStore.open({ url: server.url });
    const events = await collected(patient.readStream(stream));
    await patient.close();
    return events.map(({ id }) => id);
  };

  describe('an append', () => {
    it.each<[string, Fault]>([
      ['is never answered', { kind: 'hang' }],
      ['is answered after we have given up', { kind: 'delay', ms: 500 }],
      ['is written and the answer lost', { kind: 'lose-answer' }],
      ['is written and the connection breaks', { kind: 'cut', afterwards: true }],
      ['is not written because the connection breaks', { kind: 'cut', afterwards: false }],
      ['is written and said to have had the wrong revision', { kind: 'wrong-revision-afterwards' }],
      ['meets a server that is not ready', { kind: 'refuse', code: status.UNAVAILABLE }],
      ['is cancelled by the server', { kind: 'refuse', code: status.CANCELLED }],
      ['meets its deadline at the server', { kind: 'refuse', code: status.DEADLINE_EXCEEDED }],
      ['meets an error without a name', { kind: 'refuse', code: status.UNKNOWN }],
    ])('is written once when it %s', async (_, fault) => {
      const stream = newStream();
      await store.append(stream, NO_STREAM, facts(2));
      const asked = facts(3);
      server.faults.plan('append', fault);
      const appended = await store.append(stream, 1, asked);
      // What comes late must change nothing.
      await soon(600);
      expect(appended).toMatchObject({ stream, revision: 4, position: await store.head() });
      expect((await written(stream)).slice(2)).toEqual(asked.map(({ id }) => id));
      expect(await store.append(stream, 4, [fact()])).toMatchObject({ revision: 5 });
    });

    it('follows the leader to where it is', async () => {
      const other = await LoopbackServer.start();
      server.faults.plan('append', { kind: 'not-leader', port: other.port });
      const stream = newStream();
      await store.append(stream, NO_STREAM, facts(1));
      expect(other.log.streamOf(`pladsbog.${stream}`)).toHaveLength(1);
      await other.stop();
    });

    it('is refused when another writer came first while its outcome was unknown', async () => {
      const stream = newStream();
      const rival = await open();
      server.faults.plan('append', { kind: 'delay', ms: 400 });
      const asked = store.append(stream, NO_STREAM, facts(1));
      await soon(50);
      await rival.append(stream, NO_STREAM, facts(2));
      await expect(asked).rejects.toBeInstanceOf(WrongExpectedRevision);
      expect(await written(stream)).toHaveLength(2);
      await rival.close();
    });

    it('is answered with one word when the server stays away, in bounded time, and can be repeated later', async () => {
      const stream = newStream();
      const asked = facts(2);
      server.faults.plan('append', { kind: 'cut', afterwards: true });
      // The server dies with the answer and does not come back for now.
      server.up = async () => undefined;
      const begun = performance.now();
      await expect(store.append(stream, NO_STREAM, asked)).rejects.toMatchObject({
        name: 'StoreUnavailable',
        reason: 'unreachable',
      });
      expect(performance.now() - begun).toBeLessThan(TIMING.appendMs + 3 * TIMING.callMs);
      await expect(store.head()).rejects.toMatchObject({ reason: 'unreachable' });
      await expect(collected(store.readStream(stream))).rejects.toMatchObject({ reason: 'unreachable' });
      await expect(collected(store.readAll())).rejects.toMatchObject({ reason: 'unreachable' });
      await LoopbackServer.prototype.up.call(server);
      expect(await store.append(stream, NO_STREAM, asked)).toMatchObject({ revision: 1 });
      expect(await written(stream)).toEqual(asked.map(({ id }) => id));
    });

    it('is not tried again when access is denied', async () => {
      server.faults.plan('append', { kind: 'refuse', code: status.PERMISSION_DENIED, exception: 'access-denied' });
      const begun = performance.now();
      const denied = store.append(newStream(), NO_STREAM, facts(1));
      await expect(denied).rejects.toMatchObject({ reason: 'unreachable', message: expect.stringContaining('access') });
      expect(performance.now() - begun).toBeLessThan(TIMING.callMs);
    });

    it('never uses the call that has no bound', async () => {
      await store.append(newStream(), NO_STREAM, facts(1));
      expect(server.batchAppends).toBe(0);
    });

    it('survives a server that comes and goes, with nothing lost and nothing twice', async () => {
      const streams = Array.from({ length: 5 }, newStream);
      const acknowledged = new Map<string, string[]>(streams.map((stream) => [stream, []]));
      let over = false;
      const write = async (stream: string) => {
        const mine = acknowledged.get(stream) as string[];
        while (!over) {
          const asked = facts(2);
          // The same append is asked until it is answered, as a client with an idempotency key does.
          for (;;) {
            try {
              await store.append(stream, mine.length - 1, asked);
              break;
            } catch (error) {
              expect(error).toMatchObject({ reason: 'unreachable' });
            }
          }
          mine.push(...asked.map(({ id }) => id));
        }
      };
      const writing = streams.map(write);
      const count = () => [...acknowledged.values()].flat().length;
      for (let round = 0; round < 8 || count() < 60; round += 1) {
        await soon(60);
        await server.die();
        await soon(20);
        await server.up();
      }
      await soon(100);
      over = true;
      await Promise.all(writing);
      for (const stream of streams) expect(await written(stream)).toEqual(acknowledged.get(stream));
    });
  });

  describe('following', () => {
    const append = (count: number) => store.append(newStream(), NO_STREAM, facts(count));
    const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);
    /** Lets the followers catch up, then does something to them, then lets the log go on. */
    const troubled = async (count: number, batchSize: number, trouble: () => unknown) => {
      const following = followed((signal) => store.subscribeToAll({ after: 0, batchSize, signal }), count);
      await append(count / 2);
      await soon(100);
      await trouble();
      await append(count / 2);
      expect(ids(await following)).toEqual(ids(await collected(store.readAll())));
    };

    it.each([status.CANCELLED, status.UNAVAILABLE, status.UNKNOWN, status.ABORTED])(
      'is taken up where it was when the server drops it with code %d',
      async (code) => {
        await troubled(40, 3, () => expect(server.dropSubscriptions(code)).toBe(1));
        expect(troubles).toHaveLength(1);
      },
    );

    it('is taken up when the subscription is silently dead', async () => {
      await troubled(40, 500, () => expect(server.silenceSubscriptions()).toBe(1));
      expect(troubles.join()).toContain('silent');
    });

    it('is left alone while nothing happens', async () => {
      const abort = new AbortController();
      const following = collected(store.subscribeToAll({ after: 0, signal: abort.signal }));
      await append(3);
      await soon(TIMING.heartbeatMs * 6);
      abort.abort();
      expect(await following).toHaveLength(3);
      expect(troubles).toEqual([]);
    });

    it('is left alone while its consumer takes its time', async () => {
      await append(5);
      const abort = new AbortController();
      const seen: string[] = [];
      for await (const batch of store.subscribeToAll({ after: 0, batchSize: 1, signal: abort.signal })) {
        seen.push(...ids(batch));
        await soon(TIMING.heartbeatMs * 2);
        if (seen.length === 5) abort.abort();
      }
      expect(seen).toEqual(ids(await collected(store.readAll())));
      expect(troubles).toEqual([]);
    });

    it('is taken up over a restart of the server, and a subscription that is refused at first', async () => {
      await troubled(40, 7, async () => {
        await server.die();
        await soon(200);
        server.faults.plan('subscribe', { kind: 'refuse', code: status.UNAVAILABLE }, 2);
        server.faults.plan('subscribe', { kind: 'hang' });
        await server.up();
      });
    });

    it('notices an event that the server leaves out, and gets it', async () => {
      const stream = newStream();
      const following = followed((signal) => store.subscribeToAll({ after: 0, signal }), 10);
      await store.append(stream, NO_STREAM, facts(3));
      await soon(50);
      let once = 0;
      server.leaveOut = ({ revision }) => revision === 5 && (once += 1) === 1;
      await store.append(stream, 2, facts(7));
      expect(ids(await following)).toEqual(await written(stream));
      expect(troubles.join()).toContain('revision 5');
    });

    it('stops with a word when the event stays away: rather no rows than wrong ones', async () => {
      const stream = newStream();
      server.leaveOut = ({ revision }) => revision === 5;
      await store.append(stream, NO_STREAM, facts(10));
      const seen: string[] = [];
      const following = (async () => {
        for await (const batch of store.subscribeToAll({ after: 0, signal: new AbortController().signal }))
          seen.push(...ids(batch));
      })();
      await expect(following).rejects.toMatchObject({ reason: 'corrupt', message: expect.stringContaining('gap') });
      expect(seen).toEqual((await written(stream)).slice(0, 5));
    });

    it('leaves nothing open at the server', async () => {
      await append(5);
      await followed((signal) => store.subscribeToAll({ after: 0, signal }), 5);
      for await (const page of store.readAll({ pageSize: 1 })) if (page.length > 0) break;
      await soon(100);
      expect(server.openSubscriptions).toBe(0);
    });
  });

  it('reads on over a dropped connection', async () => {
    for (let at = 0; at < 10; at += 1) await store.append(newStream(), NO_STREAM, facts(5));
    const seen: string[] = [];
    for await (const page of store.readAll({ pageSize: 5 })) {
      seen.push(...page.map(({ id }) => id));
      if (seen.length === 10) server.dropSubscriptions(status.UNAVAILABLE);
      await soon(5);
    }
    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  });

  it('does not begin without a server, and says so without the password', async () => {
    await server.die();
    const url = server.url.replace('//', '//ledger:secret@');
    const refusal = await open(url).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'StoreUnavailable', reason: 'unreachable' });
    expect(String(refusal)).not.toContain('secret');
    await server.up();
  });

  it('finds the leader of a cluster by gossip', async () => {
    const found = await open(`esdb://127.0.0.1:${server.port},127.0.0.1:${server.port}?tls=false`);
    const stream = newStream();
    await found.append(stream, NO_STREAM, facts(1));
    expect(await written(stream)).toHaveLength(1);
    await found.close();
  });

  it('sees neither the events of the server nor those of another ledger', async () => {
    const other = await EventStoreDbStore.open({ url: server.url, ledger: 'other' });
    const stream = newStream();
    await other.append(stream, NO_STREAM, facts(20));
    expect(await store.head()).toBe(0);
    expect(await collected(store.readAll())).toEqual([]);
    expect(await collected(store.readStream(stream))).toEqual([]);
    expect(await store.append(stream, NO_STREAM, facts(1))).toMatchObject({ revision: 0 });
    await other.close();
  });
});
