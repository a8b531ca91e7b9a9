import fc from 'fast-check';
import { signedOreTyped } from '../../src/ui/frame/typed-amounts';
import { filledRows } from '../../src/ui/frame/typed-rows';

const fault = (field: string) => ({ field, code: 'NOT_ORE', da: '', en: '' });

describe('Rows of a form of which some were left empty', () => {
  it('are numbered anew without the empty ones, and what is wrong is told at the row that was typed', () => {
    const form = {
      year: '2020',
      'costs.0.category': 'DIRECT',
      'costs.0.amountOre': '',
      'costs.3.category': 'INTEREST',
      'costs.3.amountOre': 'x',
      'costs.4.category': 'OTHER',
      'costs.4.note': 'Uden beløb',
    };
    const rows = filledRows(form, 'costs', ['category']);
    expect(rows.form).toEqual({
      year: '2020',
      'costs.0.category': 'INTEREST',
      'costs.0.amountOre': 'x',
      'costs.1.category': 'OTHER',
      'costs.1.note': 'Uden beløb',
    });
    const faults = rows.asTyped([
      fault('costs.0.amountOre'),
      fault('costs.1.amountOre'),
      fault('costs'),
      fault('year'),
    ]);
    expect(faults.map(({ field }) => field)).toEqual(['costs.3.amountOre', 'costs.4.amountOre', 'costs', 'year']);
  });

  it('come in the order of their numbers, however the form had them: the reader takes entries as they come', () => {
    const form = { 'costs.4.amountOre': '3', 'costs.1.category': 'DIRECT', note: 'x', 'costs.1.amountOre': '2' };
    expect(Object.entries(filledRows(form, 'costs', ['category']).form)).toEqual([
      ['note', 'x'],
      ['costs.0.category', 'DIRECT'],
      ['costs.0.amountOre', '2'],
      ['costs.1.amountOre', '3'],
    ]);
  });

  it('keep every row that says something, in order', () => {
    const amounts = fc.array(fc.constantFrom('', '1', '2,50'), { maxLength: 12 });
    fc.assert(
      fc.property(amounts, (typed) => {
        const form = Object.fromEntries(typed.map((amount, at) => [`costs.${at}.amountOre`, amount]));
        const filled = typed.filter((amount) => amount !== '');
        const expected = Object.fromEntries(filled.map((amount, at) => [`costs.${at}.amountOre`, amount]));
        expect(filledRows(form, 'costs').form).toEqual(expected);
      }),
    );
  });
});

describe('An amount with its sign', () => {
  it.each([
    ['-2.500,50', -250_050],
    ['−1', -100],
    ['- 7', -700],
    ['12', 1_200],
    ['-0', 0],
    ['--1', undefined],
    ['', undefined],
  ])('%j is %s øre', (typed, ore) => {
    expect(signedOreTyped(typed)).toBe(ore);
  });
});
