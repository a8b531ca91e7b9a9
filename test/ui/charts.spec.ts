import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { LineChart } from '../../src/ui/components/charts';

const drawn = (values: readonly (number | null)[], stepped = false): string =>
  render(
    h(LineChart, {
      id: 'prices',
      title: 'Priser',
      description: 'Pris pr. dag',
      format: String,
      stepped,
      series: [{ name: 'Niveau 1', points: values.map((value, at) => ({ label: String(at), value })) }],
    }),
  );
const path = (markup: string): string => / d="([^"]*)"/.exec(markup)?.[1] ?? '';
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('Many lines', () => {
  it('each have a colour and a dash that no other has', () => {
    const names = Array.from({ length: 12 }, (_, at) => `Niveau ${at + 1}`);
    const series = names.map((name) => ({ name, points: [{ label: '1', value: 1 }] }));
    const markup = render(h(LineChart, { id: 'many', title: 'Priser', description: 'Priser', format: String, series }));
    const marks = [...markup.matchAll(/<path class="line (series-\d)"[^>]*stroke-dasharray(?:="([^"]*)")?/g)];
    expect(new Set(marks.map(([, colour, dash]) => `${colour} ${dash ?? ''}`)).size).toBe(names.length);
    for (const [, colour] of marks) expect(['series-0', 'series-1', 'series-2', 'series-3']).toContain(colour);
  });
});

describe('An axis of what is counted in ones', () => {
  it.each([1, 3, 9, 10, 15, 61, 112])('has whole numbers only, and not far above %i', (value) => {
    const series = [{ name: 'Pladser', points: [{ label: '1', value }] }];
    const parts = { id: 'places', title: 'Pladser', description: 'Pladser', format: String, whole: true, series };
    const grid = [...render(h(LineChart, parts)).matchAll(/text-anchor="end">([^<]*)</g)].map(([, text]) =>
      Number(text),
    );
    expect(grid.every(Number.isInteger)).toBe(true);
    expect(Math.max(...grid)).toBeGreaterThanOrEqual(value);
    expect(Math.max(...grid)).toBeLessThanOrEqual(Math.max(4, value * 1.6));
  });
});

describe('A line over time', () => {
  it('goes through every value', () => {
    const markup = drawn([10, 20, 40]);
    expect([count(path(markup), 'M'), count(path(markup), 'L'), count(markup, '<circle')]).toEqual([1, 2, 3]);
  });

  it('holds each value until the next where it is a price', () => {
    expect([count(path(drawn([10, 20, 40], true)), 'H'), count(path(drawn([10, 20, 40], true)), 'V')]).toEqual([2, 2]);
  });

  it('begins where the first value is and has a gap where there is none, instead of falling to nothing', () => {
    const markup = drawn([null, 10, 20, null, 40]);
    expect([count(path(markup), 'M'), count(path(markup), 'L'), count(markup, '<circle')]).toEqual([2, 1, 3]);
    // The axis ends at 40, so 10 stands at three quarters; nothing stands at the bottom.
    expect(path(markup)).not.toContain(' 216');
  });
});
