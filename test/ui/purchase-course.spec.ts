import type { Day } from '../../src/kernel/calendar';
import type { PlacementView } from '../../src/placements/placement.views';
import { courseOf } from '../../src/ui/placements/purchase-course';

const enrolled = {
  phase: 'enrolled',
  evidence: { reserved: 'e1', agreed: 'e2', enrolled: 'e3' },
  firstDay: '2020-03-01',
  departureDay: null,
  noticeDate: null,
} as unknown as PlacementView;
const signed = { signedOn: '2020-02-20' as Day };
const statesOf = (...asked: Parameters<typeof courseOf>) => courseOf(...asked).map(({ text, state }) => [text, state]);

it('a stay that goes on is not on its way to its end until notice is given', () => {
  expect(statesOf(enrolled, signed, 'da').at(-1)).toEqual(['Ophør', 'ahead']);
  const underNotice = { ...enrolled, noticeDate: '2020-04-02' as Day };
  expect(statesOf(underNotice, signed, 'da').at(-1)).toEqual(['Ophør', 'current']);
});

it('a signature that is missing is the next step also when the citizen has come', () => {
  expect(statesOf(enrolled, { signedOn: null }, 'da')[2]).toEqual(['Underskrift', 'current']);
});

it('nothing is said of signatures to who may not read the contract', () => {
  expect(statesOf(enrolled, undefined, 'da').map(([text]) => text)).not.toContain('Underskrift');
});
