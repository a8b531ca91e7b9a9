import { AnswerMemory } from '../../../src/platform/http/answer-memory';

const memoryOver = (ledger: { position: number | undefined }) => new AnswerMemory({ settled: () => ledger.position });

/** Answers with how often it has been asked. */
const counting = () => {
  let times = 0;
  return () => (times += 1);
};

describe('Answers kept for a position of the ledger', () => {
  it('are worked out once for everybody who asks the same, at the same time or later', async () => {
    const memory = memoryOver({ position: 7 });
    const answer = counting();
    expect(await Promise.all([memory.of(['a'], answer), memory.of(['a'], answer)])).toEqual([1, 1]);
    expect(await memory.of(['a'], answer)).toBe(1);
  });

  it.each([
    ['another day', ['occupancy', '2026-01-01', '751'], ['occupancy', '2026-01-02', '751']],
    ['another party', ['occupancy', '2026-01-01', '751'], ['occupancy', '2026-01-01', '740']],
    ['nothing named', ['occupancy', { operator: undefined }], ['occupancy', { operator: '751' }]],
  ])('are not given to another question: %s', async (_, one, other) => {
    const memory = memoryOver({ position: 7 });
    const answer = counting();
    expect([await memory.of(one, answer), await memory.of(other, answer)]).toEqual([1, 2]);
  });

  it('are forgotten when something has been recorded, and when read models are read in anew', async () => {
    const ledger = { position: 7 };
    const memory = memoryOver(ledger);
    const answer = counting();
    const seen: number[] = [];
    for (const position of [7, 8, 8, 3, 7]) {
      ledger.position = position;
      seen.push(await memory.of(['a'], answer));
    }
    expect(seen).toEqual([1, 2, 2, 3, 4]);
  });

  it('are worked out each time while a read model has stopped', async () => {
    const memory = memoryOver({ position: undefined });
    const answer = counting();
    expect([await memory.of(['a'], answer), await memory.of(['a'], answer)]).toEqual([1, 2]);
  });

  it('are kept only when there was one: a failure is tried again', async () => {
    const memory = memoryOver({ position: 7 });
    const failing = () => Promise.reject(new Error('broken'));
    await expect(memory.of(['a'], failing)).rejects.toThrow('broken');
    expect(await memory.of(['a'], counting())).toBe(1);
  });

  it('are given up, the oldest first, when there are many', async () => {
    const memory = memoryOver({ position: 7 });
    const answer = counting();
    for (let question = 0; question < 200; question += 1) await memory.of([question], answer);
    expect(await memory.of([199], answer)).toBe(200);
    expect(await memory.of([0], answer)).toBe(201);
  });
});
