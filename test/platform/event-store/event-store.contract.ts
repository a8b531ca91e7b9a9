import { NO_STREAM } from '../../../src/kernel/event';
import {
  APPEND_BYTES_MAX,
  APPEND_EVENTS_MAX,
  InvalidAppend,
  STREAM_NAME_LENGTH_MAX,
  StoreUnavailable,
  WrongExpectedRevision,
  type EventStore,
} from '../../../src/platform/event-store/event-store';
import { NO_UPCASTING, createUpcasting, type Upcasting } from '../../../src/platform/event-store/upcasting';
import { collected, fact, facts, followed, newId, newStream, someMetadata, soon } from './facts';

/** A store for one test. `reopen` gives another over the same log, after the first has been closed. */
export interface StoreUnderTest {
  readonly store: EventStore;
  reopen(): Promise<EventStore>;
  dispose(): Promise<void>;
}

export interface OpenOptions {
  readonly upcasting?: Upcasting;
}

export type OpenStore = (options: OpenOptions) => Promise<StoreUnderTest>;

/** What every adapter of the port must do, whatever is behind it. */
export const describeEventStore = (name: string, openStore: OpenStore): void => {
  describe(`${name} as an event store`, () => {
    let opened: StoreUnderTest;
    let store: EventStore;
    const open = async (upcasting: Upcasting = NO_UPCASTING) => {
      opened = await openStore({ upcasting });
      store = opened.store;
    };
    const reopen = async () => {
      store = await opened.reopen();
    };
    beforeEach(() => open());
    afterEach(async () => {
      await store.close();
      await opened.dispose();
    });

    describe('appending', () => {
      it('answers with the place of the last event', async () => {
        const stream = newStream();
        const first = await store.append(stream, NO_STREAM, facts(3));
        const second = await store.append(stream, 2, facts(2));
        expect(first).toMatchObject({ stream, revision: 2 });
        expect(second).toMatchObject({ stream, revision: 4 });
        expect(second.position).toBeGreaterThan(first.position);
        expect(second.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(await store.head()).toBe(second.position);
      });

      it.each([
        ['a stream that is not there', 0, []],
        ['the beginning of a stream that has begun', NO_STREAM, [2]],
        ['a revision that has been passed', 0, [2]],
        ['a revision that has not been reached', 5, [2]],
      ])('is refused when it expects %s', async (_, expected, existing) => {
        const stream = newStream();
        for (const count of existing) await store.append(stream, NO_STREAM, facts(count));
        const before = await store.head();
        const actual = existing.length === 0 ? NO_STREAM : 1;
        const refusal = await store.append(stream, expected, facts(1)).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(WrongExpectedRevision);
        expect(refusal).toMatchObject({ stream, expected, actual });
        expect(await store.head()).toBe(before);
      });

      it('lets one of many writers at the same revision win, and only refuses the others', async () => {
        const stream = newStream();
        const elsewhere = Array.from({ length: 10 }, newStream);
        const racing = Array.from({ length: 20 }, () => store.append(stream, NO_STREAM, facts(2)));
        const calm = elsewhere.map((other) => store.append(other, NO_STREAM, facts(1)));
        const outcomes = await Promise.allSettled(racing);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
        }
        expect(await Promise.all(calm)).toHaveLength(10);
        expect(await collected(store.readStream(stream))).toHaveLength(2);
      });

      it('takes appends of one caller to one stream in the order they were asked', async () => {
        const stream = newStream();
        const asked = Array.from({ length: 30 }, (_, index) => store.append(stream, index - 1, [fact()]));
        expect((await Promise.all(asked)).map(({ revision }) => revision)).toEqual(asked.map((_, index) => index));
      });

      it('answers a repeated append as the first time, also after others and at the same moment', async () => {
        const stream = newStream();
        const [once, later] = [facts(3), facts(2)];
        const [first, twin] = await Promise.all([
          store.append(stream, NO_STREAM, once),
          store.append(stream, NO_STREAM, once),
        ]);
        expect(twin).toEqual(first);
        await store.append(stream, 2, later);
        expect(await store.append(stream, NO_STREAM, once)).toEqual(first);
        await store.close();
        await reopen();
        expect(await store.append(stream, NO_STREAM, once)).toEqual(first);
        expect((await collected(store.readStream(stream))).map(({ id }) => id)).toEqual(
          [...once, ...later].map(({ id }) => id),
        );
      });

      it.each([
        ['fewer events', 2, (ids: string[]) => ids.slice(0, 2), true],
        ['more events', 3, (ids: string[]) => [...ids, newId()], false],
        ['another order', 3, (ids: string[]) => ids.toReversed(), false],
        ['one other id', 3, (ids: string[]) => [ids[0]!, newId(), ids[2]!], false],
      ])('compares a repeated append by its ids: %s', async (_, count, change, accepted) => {
        const stream = newStream();
        const once = facts(3);
        await store.append(stream, NO_STREAM, once);
        const again = change(once.map(({ id }) => id)).map((id) => ({ ...fact(), id }));
        const outcome = store.append(stream, NO_STREAM, again);
        if (accepted) expect(await outcome).toMatchObject({ revision: count - 1 });
        else await expect(outcome).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(await collected(store.readStream(stream))).toHaveLength(3);
      });

      it.each<[string, string, () => readonly ReturnType<typeof fact>[]]>([
        ['nothing', newStream(), () => []],
        ['too many events', newStream(), () => facts(APPEND_EVENTS_MAX + 1)],
        ['too many bytes', newStream(), () => [fact('A', { text: 'x'.repeat(APPEND_BYTES_MAX) })]],
        ['too many bytes of UTF-8', newStream(), () => [fact('A', { text: 'å'.repeat(APPEND_BYTES_MAX * 0.6) })]],
        ['to a name without a category', 'placement', () => facts(1)],
        ['to a name with spaces', 'placement-a b', () => facts(1)],
        ['to a system stream', '$all-1', () => facts(1)],
        ['to a name that is too long', `a-${'x'.repeat(STREAM_NAME_LENGTH_MAX)}`, () => facts(1)],
        ['a bigint', newStream(), () => [fact('A', { ore: 5n })]],
        ['no values at all', newStream(), () => [{ ...fact(), data: undefined as unknown as object }]],
        ['a list', newStream(), () => [fact('A', [1])]],
        ['an id that is no UUID', newStream(), () => [{ ...fact(), id: 'x' }]],
        ['a type that is no name', newStream(), () => [fact('A"B')]],
        ['an id twice', newStream(), () => [fact(), fact()].map((one) => ({ ...one, id: DOUBLE_ID }))],
      ])('refuses %s', async (_, stream, appended) => {
        const calm = store.append(newStream(), NO_STREAM, facts(1));
        await expect(store.append(stream, NO_STREAM, appended())).rejects.toBeInstanceOf(InvalidAppend);
        await calm;
        expect(await collected(store.readAll())).toHaveLength(1);
      });

      it('takes as much as the limits allow', async () => {
        const stream = newStream();
        expect(await store.append(stream, NO_STREAM, facts(APPEND_EVENTS_MAX))).toMatchObject({ revision: 999 });
        const text = 'x'.repeat(APPEND_BYTES_MAX - 1_000);
        const after = await store.head();
        await store.append(`a-${'å'.repeat(STREAM_NAME_LENGTH_MAX - 2)}`, NO_STREAM, [fact('A', { text })]);
        expect((await collected(store.readAll({ after })))[0]?.data).toEqual({ text });
      });
    });

    describe('keeping', () => {
      it.each([
        ['Danish letters', 'Ærø, Ølstykke, Århus: æøåÆØÅ é ü'],
        ['emoji', 'family 👩‍👩‍👧‍👦 flag 🇩🇰'],
        ['line ends', 'a\nb\r\nc\u2028d\u0085'],
        ['quotes and controls', '"\'\\\u0000\u0001\u007f'],
        ['a lone surrogate', 'a\ud83db'],
      ])('keeps %s as they were', async (_, text) => {
        const stream = newStream();
        const asked = { ...fact('TextKept', { text, [text]: 1 }), metadata: { ...someMetadata(), actor: text } };
        await store.append(stream, NO_STREAM, [asked]);
        await store.close();
        await reopen();
        expect(await collected(store.readStream(stream))).toEqual([expect.objectContaining(asked)]);
        expect(await collected(store.readAll())).toEqual([expect.objectContaining(asked)]);
      });

      it('keeps metadata, with and without a hash, with equal ids, and of other shapes', async () => {
        const stream = newStream();
        const same = newId();
        const kept = [
          someMetadata(),
          { ...someMetadata(), commandHash: 'ab'.repeat(32) },
          { ...someMetadata(), commandId: same, correlationId: same, causationId: same },
          { ...someMetadata(), actor: '', onBehalfOf: '', correlationId: '' },
          { ...someMetadata(), importedFrom: { system: 'TBR', row: 7 } },
        ].map((metadata) => ({ ...fact(), metadata }));
        await store.append(stream, NO_STREAM, kept);
        const read = await collected(store.readStream(stream));
        expect(read.map(({ metadata }) => metadata)).toEqual(kept.map(({ metadata }) => metadata));
        expect(read.map((event) => ({ ...event }).metadata)).toEqual(kept.map(({ metadata }) => metadata));
      });

      it('numbers positions upwards and never turns recorded time back', async () => {
        for (let round = 0; round < 20; round += 1) {
          await Promise.all(Array.from({ length: 5 }, () => store.append(newStream(), NO_STREAM, facts(3))));
        }
        const all = await collected(store.readAll({ pageSize: 7 }));
        expect(all).toHaveLength(300);
        for (const [index, event] of all.slice(1).entries()) {
          expect(event.position).toBeGreaterThan(all[index]!.position);
          expect(event.recordedAt >= all[index]!.recordedAt).toBe(true);
        }
      });

      it('has everything after it was closed and opened again, and goes on from there', async () => {
        const stream = newStream();
        await store.append(stream, NO_STREAM, facts(5));
        const before = await collected(store.readAll());
        await store.close();
        await reopen();
        expect(await collected(store.readAll())).toEqual(before);
        expect(await store.head()).toBe(before.at(-1)!.position);
        expect(await store.append(stream, 4, facts(1))).toMatchObject({ revision: 5 });
      });
    });

    describe('reading a stream', () => {
      const stream = newStream();
      const revisions = async (options: Parameters<EventStore['readStream']>[1]) =>
        (await collected(store.readStream(stream, options))).map(({ revision }) => revision);
      beforeEach(async () => {
        // Two streams in turn, so that neighbours in a stream are none in the log.
        for (let index = 0; index < 6; index += 1) {
          await store.append(stream, index * 2 - 1, facts(2));
          await store.append('other-1', index - 1, facts(1));
        }
      });

      it('gives nothing for a stream that does not exist', async () => {
        expect(await collected(store.readStream(newStream()))).toEqual([]);
        expect(await collected(store.readStream(newStream(), { direction: 'backwards' }))).toEqual([]);
      });

      it.each([
        [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
        [{ pageSize: 5 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
        [{ pageSize: 4 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
        [{ pageSize: 1, from: 10 }, [10, 11]],
        [{ from: 3, limit: 4, pageSize: 3 }, [3, 4, 5, 6]],
        [{ from: 12 }, []],
        [{ limit: 0 }, []],
        [{ direction: 'backwards' }, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
        [{ direction: 'backwards', pageSize: 5 }, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
        [{ direction: 'backwards', limit: 1 }, [11]],
        [{ direction: 'backwards', from: 4, limit: 3, pageSize: 2 }, [4, 3, 2]],
        [{ direction: 'backwards', from: 99, limit: 2 }, [11, 10]],
        [{ direction: 'backwards', from: 0 }, [0]],
      ] as const)('gives with %j the revisions %j', async (options, expected) => {
        expect(await revisions(options)).toEqual(expected);
      });

      it('gives pages of at most the size asked for, and none empty', async () => {
        for (const direction of ['forwards', 'backwards'] as const) {
          const sizes: number[] = [];
          for await (const page of store.readStream(stream, { pageSize: 5, direction })) sizes.push(page.length);
          expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
          expect(Math.min(...sizes)).toBeGreaterThan(0);
        }
      });

      it('reads a stream of 5,000 events both ways', async () => {
        const long = newStream();
        for (let at = 0; at < 5_000; at += 500) await store.append(long, at - 1, facts(500));
        const forwards = await collected(store.readStream(long, { pageSize: 300 }));
        expect(forwards.map(({ revision }) => revision)).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
        expect(forwards.map(({ data }) => (data as { number: number }).number % 500)).toEqual(
          forwards.map((_, index) => index % 500),
        );
        expect(await collected(store.readStream(long, { direction: 'backwards', pageSize: 300 }))).toEqual(
          forwards.toReversed(),
        );
      });
    });

    describe('reading everything', () => {
      const positionsOf = async (options: Parameters<EventStore['readAll']>[0]) =>
        (await collected(store.readAll(options))).map(({ position }) => position);

      it('gives nothing of an empty log', async () => {
        expect(await store.head()).toBe(0);
        expect(await collected(store.readAll())).toEqual([]);
      });

      it('gives what lies after one position and up to another', async () => {
        for (let index = 0; index < 10; index += 1) await store.append(newStream(), NO_STREAM, facts(2));
        const all = await positionsOf({});
        expect(all).toHaveLength(20);
        expect(await positionsOf({ pageSize: 3 })).toEqual(all);
        expect(await positionsOf({ after: all[4]! })).toEqual(all.slice(5));
        expect(await positionsOf({ after: all[4]!, upTo: all[9]!, pageSize: 2 })).toEqual(all.slice(5, 10));
        expect(await positionsOf({ after: all[19]! })).toEqual([]);
        expect(await positionsOf({ after: all[9]!, upTo: all[9]! })).toEqual([]);
      });

      it('gives only the types asked for, in pages that are never empty', async () => {
        for (const type of ['A', 'B', 'A', 'C', 'A', 'B', 'C'])
          await store.append(newStream(), NO_STREAM, facts(3, type));
        const pages: string[][] = [];
        for await (const page of store.readAll({ types: ['B', 'C'], pageSize: 2 }))
          pages.push(page.map(({ type }) => type));
        expect(pages.flat()).toEqual([...'BBBCCCBBBCCC']);
        expect(pages.every(({ length }) => length > 0 && length <= 2)).toBe(true);
        expect(await positionsOf({ types: ['D'] })).toEqual([]);
        expect(await positionsOf({ types: [] })).toEqual([]);
      });

      it('gives single events by their positions, in the order of the log, each once', async () => {
        for (let index = 0; index < 20; index += 1) await store.append(newStream(), NO_STREAM, facts(2));
        const all = await collected(store.readAll());
        const asked = [all[39]!, all[0]!, all[7]!, all[8]!, all[30]!];
        const positions = asked.map(({ position }) => position);
        expect(await store.readAt([...positions, positions[1]!])).toEqual([0, 7, 8, 30, 39].map((at) => all[at]));
        expect(await store.readAt([])).toEqual([]);
        expect(await store.readAt([0, all[39]!.position + 1_000_000])).toEqual([]);
      });

      it('ends where the log ended when it was asked', async () => {
        await store.append(newStream(), NO_STREAM, facts(10));
        const asked = store.readAll({ pageSize: 2 });
        await store.append(newStream(), NO_STREAM, facts(10));
        let seen = 0;
        for await (const page of asked) {
          seen += page.length;
          await store.append(newStream(), NO_STREAM, facts(1));
        }
        expect(seen).toBe(10);
      });

      it('lets other work through between pages', async () => {
        for (let index = 0; index < 5; index += 1) await store.append(newStream(), NO_STREAM, facts(1_000));
        let turns = 0;
        const turn = () => setImmediate(() => (turns += 1) < 1_000 && turn());
        turn();
        for await (const page of store.readAll({ pageSize: 100 })) {
          expect(page).toHaveLength(100);
          const busyUntil = performance.now() + 3;
          while (performance.now() < busyUntil);
        }
        expect(turns).toBeGreaterThanOrEqual(10);
      });
    });

    describe('following everything', () => {
      const append = (count: number) => store.append(newStream(), NO_STREAM, facts(count));
      const ids = (events: readonly { id: string }[]) => events.map(({ id }) => id);

      it('gives what is there and then what comes, without gap or repeat', async () => {
        for (let index = 0; index < 10; index += 1) await append(10);
        const following = followed((signal) => store.subscribeToAll({ after: 0, batchSize: 7, signal }), 300);
        for (let index = 0; index < 20; index += 1) {
          await append(10);
          if (index % 5 === 0) await soon(2);
        }
        const seen = await following;
        expect(ids(seen)).toEqual(ids(await collected(store.readAll())));
      });

      it('begins after any position, in the middle or at the end', async () => {
        const middle = (await append(5)).position;
        const end = (await append(5)).position;
        const fromMiddle = followed((signal) => store.subscribeToAll({ after: middle, signal }), 10);
        const fromEnd = followed((signal) => store.subscribeToAll({ after: end, signal }), 5);
        await soon();
        await append(5);
        expect(ids(await fromMiddle)).toEqual(ids(await collected(store.readAll({ after: middle }))));
        expect(ids(await fromEnd)).toEqual(ids(await collected(store.readAll({ after: end }))));
      });

      it('goes on after a restart from the position it had reached', async () => {
        await append(10);
        const first = await followed((signal) => store.subscribeToAll({ after: 0, batchSize: 4, signal }), 4);
        await append(10);
        await store.close();
        await reopen();
        const after = first.at(-1)!.position;
        const second = followed((signal) => store.subscribeToAll({ after, signal }), 26);
        await append(10);
        expect(ids([...first, ...(await second)])).toEqual(ids(await collected(store.readAll())));
      });

      it('gives batches of at most the size asked for, however slow the consumer is', async () => {
        await append(50);
        const abort = new AbortController();
        const sizes: number[] = [];
        for await (const batch of store.subscribeToAll({ after: 0, batchSize: 20, signal: abort.signal })) {
          sizes.push(batch.length);
          await append(1);
          await soon(5);
          if (sizes.length === 5) abort.abort();
        }
        expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      });

      it('gives a follower of some types each of them, in order, and says how far it has looked', async () => {
        const of = (type: string) => store.append(newStream(), NO_STREAM, facts(2, type));
        for (const type of ['A', 'B', 'A']) await of(type);
        const abort = new AbortController();
        const [taken, reached] = [[] as string[], [0]];
        const following = (async () => {
          const passed = (position: number) => reached.push(position);
          const wanted = { after: 0, batchSize: 3, signal: abort.signal, only: { types: ['B', 'C'], passed } };
          for await (const batch of store.subscribeToAll(wanted)) {
            taken.push(...batch.filter(({ type }) => type === 'B' || type === 'C').map(({ id }) => id));
            reached.push(batch.at(-1)!.position);
          }
        })();
        await soon();
        for (const type of ['A', 'C', 'A', 'A', 'B', 'A', 'A']) {
          await of(type);
          await soon(2);
        }
        const head = await store.head();
        for (let turn = 0; turn < 200 && reached.at(-1)! < head; turn += 1) await soon();
        abort.abort();
        await following;
        expect(reached.at(-1)).toBe(head);
        expect(taken).toEqual(ids(await collected(store.readAll({ types: ['B', 'C'] }))));
        expect(taken).toHaveLength(6);
      });

      it('ends at once when it is aborted, while it waits and before it has begun', async () => {
        const abort = new AbortController();
        const waiting = collected(store.subscribeToAll({ after: 0, signal: abort.signal }));
        await soon();
        const started = performance.now();
        abort.abort();
        expect(await waiting).toEqual([]);
        expect(await collected(store.subscribeToAll({ after: 0, signal: abort.signal }))).toEqual([]);
        expect(performance.now() - started).toBeLessThan(500);
      });

      it('lets two follow, each at its own pace', async () => {
        const fast = followed((signal) => store.subscribeToAll({ after: 0, signal }), 30);
        const slow = followed((signal) => store.subscribeToAll({ after: 0, batchSize: 1, signal }), 30);
        for (let index = 0; index < 3; index += 1) await append(10);
        expect(ids(await slow)).toEqual(ids(await fast));
      });

      it('ends with a word when the store is closed', async () => {
        const following = collected(store.subscribeToAll({ after: 0, signal: new AbortController().signal }));
        const ended = expect(following).rejects.toMatchObject({ reason: 'closed' });
        await soon();
        await store.close();
        await ended;
      });
    });

    describe('upcasting', () => {
      const upcasting = createUpcasting({
        PriceSet: { to: 'PriceSet.v2', upcast: ({ kroner }) => ({ ore: Number(kroner) * 100 }) },
        'PriceSet.v2': { to: 'PriceSet.v3', upcast: ({ ore }) => ({ ore, unit: 'day' }) },
      });

      it('gives only the newest shape on every path', async () => {
        await store.close();
        await opened.dispose();
        await open(upcasting);
        const stream = newStream();
        const stored = [fact('PriceSet', { kroner: 5 }), fact('PriceSet.v2', { ore: 700 }), fact('Other', { a: 1 })];
        await store.append(stream, NO_STREAM, stored);
        const newest = [
          ['PriceSet.v3', { ore: 500, unit: 'day' }],
          ['PriceSet.v3', { ore: 700, unit: 'day' }],
          ['Other', { a: 1 }],
        ];
        const shapes = (events: readonly { type: string; data: object }[]) =>
          events.map(({ type, data }) => [type, data]);
        expect(shapes(await collected(store.readStream(stream)))).toEqual(newest);
        expect(shapes(await collected(store.readStream(stream, { direction: 'backwards' })))).toEqual(
          newest.toReversed(),
        );
        expect(shapes(await collected(store.readAll()))).toEqual(newest);
        expect(shapes(await collected(store.readAll({ types: ['PriceSet.v3'] })))).toEqual(newest.slice(0, 2));
        expect(shapes(await collected(store.readAll({ types: ['PriceSet'] })))).toEqual([]);
        expect(shapes(await followed((signal) => store.subscribeToAll({ after: 0, signal }), 3))).toEqual(newest);
      });

      it('is left out where what was stored is asked for', async () => {
        await store.close();
        await opened.dispose();
        await open(upcasting);
        const stored = [fact('PriceSet', { kroner: 5 }), fact('PriceSet.v2', { ore: 700 }), fact('Other', { a: 1 })];
        await store.append(newStream(), NO_STREAM, stored);
        const read = await collected(store.readAll({ asStored: true }));
        expect(read.map(({ type, data }) => ({ type, data }))).toEqual(
          stored.map(({ type, data }) => ({ type, data })),
        );
      });
    });

    describe('closing', () => {
      it('acknowledges what was asked before, and refuses what is asked after', async () => {
        const stream = newStream();
        const asked = Array.from({ length: 10 }, (_, index) => store.append(stream, index - 1, facts(1)));
        await store.close();
        await Promise.all(asked);
        await expect(store.append(stream, 9, facts(1))).rejects.toMatchObject({ reason: 'closed' });
        await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
        await store.close();
        await reopen();
        expect(await collected(store.readStream(stream))).toHaveLength(10);
      });
    });
  });
};

const DOUBLE_ID = newId();
