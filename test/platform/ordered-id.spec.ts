import { orderedId } from '../../src/platform/commands/ordered-id';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** More than one millisecond holds, so that the next one is borrowed. */
const MANY = 20_000;

describe('an ordered id', () => {
  const made = Array.from({ length: MANY }, () => orderedId());

  it('is a UUIDv7', () => expect(made.filter((id) => !UUID_V7.test(id))).toEqual([]));

  it('is greater than every one made before it', () => expect(made).toEqual([...made].sort()));

  it('is like no other', () => expect(new Set(made).size).toBe(MANY));

  it('ends in chance, so that nobody can tell the next one', () =>
    expect(new Set(made.map((id) => id.slice(-12))).size).toBe(MANY));

  it('tells the millisecond it was made in, or one soon after', () => {
    const before = Date.now();
    const told = Number.parseInt(orderedId().replaceAll('-', '').slice(0, 12), 16);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThan(before + 60_000);
  });
});
