import { lineWords } from '../../../src/settlement/lines/line-words';

const line = { componentKind: 'BASE', kind: 'REGULAR' } as const;

describe('The unit of a line', () => {
  it.each([
    ['SEL-107', 'DAY', 'døgn'],
    ['SEL-104', 'DAY', 'dage'],
    ['SEL-103', 'DAY', 'dage'],
    ['SEL-104', 'HOUR', 'timer'],
  ] as const)('of %s by the %s is %s', (legalBasis, unit, said) =>
    expect(lineWords({ ...line, legalBasis, unit }, 'da').unit).toBe(said),
  );
});
