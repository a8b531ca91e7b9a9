import { NO_UPCASTING, createUpcasting } from '../../../src/platform/event-store/upcasting';

describe('Upcasting', () => {
  const upcast = createUpcasting({
    A: { to: 'A.v2', upcast: (stored) => ({ ...stored, second: true }) },
    'A.v2': { to: 'A.v3', upcast: (stored) => ({ ...stored, third: true }) },
  });

  it('takes an old shape through every step to the newest', () =>
    expect(upcast('A', { first: true })).toEqual({ type: 'A.v3', data: { first: true, second: true, third: true } }));

  it('joins the chain where the stored shape stands', () =>
    expect(upcast('A.v2', { first: true })).toEqual({ type: 'A.v3', data: { first: true, third: true } }));

  it('leaves shapes alone that are the newest', () => {
    const data = { first: true };
    expect(upcast('A.v3', data)).toEqual({ type: 'A.v3', data });
    expect(NO_UPCASTING('A', data).data).toBe(data);
  });

  it('knows the newest name of each type', () =>
    expect(['A', 'A.v2', 'A.v3', 'B'].map(upcast.currentType)).toEqual(['A.v3', 'A.v3', 'A.v3', 'B']));

  it('refuses a chain that goes round in a circle', () =>
    expect(() => createUpcasting({ A: { to: 'B', upcast: (a) => a }, B: { to: 'A', upcast: (b) => b } })).toThrow(
      RangeError,
    ));
});
