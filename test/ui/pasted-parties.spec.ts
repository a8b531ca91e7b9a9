import type { Names } from '../../src/ui/frame/names';
import { withParties } from '../../src/ui/financing/pasted-parties';

const names = {
  list: () => [
    { party: '751', name: 'Aarhus' },
    { party: '101', name: 'København' },
    { party: '400', name: 'Bornholms Regionskommune' },
  ],
} as unknown as Names;
const partiesOf = (...called: readonly string[]) =>
  withParties(
    names,
    called.map((name) => ({ name })),
    'figures',
  ).map(({ party }) => party);

it('a pasted table may call a municipality as its spreadsheet does', () => {
  expect(partiesOf('Aarhus', 'aarhus kommune', 'Århus Kommune', 'Københavns Kommune', '101')).toEqual([
    '751',
    '751',
    '751',
    '101',
    '101',
  ]);
  expect(partiesOf('Bornholms Regionskommune')).toEqual(['400']);
});

it('the line that names nobody is said', () => {
  expect(() => partiesOf('Aarhus', 'Atlantis Kommune')).toThrow(
    expect.objectContaining({
      more: { errors: [expect.objectContaining({ da: expect.stringContaining('Linje 2') as string })] },
    }),
  );
});
