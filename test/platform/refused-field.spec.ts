import { DayField, NestedField, TextField } from '../../src/platform/http/fields';
import { refusedField } from '../../src/platform/http/refused-field';

class Part {
  @TextField('A code.')
  code!: string;

  @TextField('A price.', { optional: true })
  price?: string;
}

class Rules {
  @TextField('A rule.', { optional: true })
  dueDays?: string;
}

class Body {
  @DayField('A day.', { optional: true })
  from?: string;

  @TextField('Hours.', { optional: true })
  hours?: string;

  @NestedField(() => Part, 'Parts.', { list: true, optional: true })
  parts?: Part[];

  @NestedField(() => Rules, 'Rules.', { optional: true })
  rules?: Rules;
}

class Query {
  @DayField('A day.', { optional: true })
  to?: string;
}

const fieldOf = (about: readonly string[], values = {}, value: object = {}) =>
  refusedField({ about }, values, [
    { described: Query, value: {} },
    { described: Body, value },
  ]);

describe('The field that a refusal is about', () => {
  it('is the first of those that it names which the request has', () => {
    expect(fieldOf(['firstDay', 'from', 'to'])).toBe('from');
    expect(fieldOf(['to', 'from'])).toBe('to');
  });

  it('may be one that was not given', () => expect(fieldOf(['hours'], {}, { from: '2020-01-01' })).toBe('hours'));

  it('is none where the request has none such, or the refusal names none', () => {
    expect(fieldOf(['firstDay', 'from.day', 'parts.0.colour'])).toBeUndefined();
    expect(refusedField({}, {}, [{ described: Body, value: {} }])).toBeUndefined();
  });

  it('is named by a value of the refusal', () => {
    expect(fieldOf(['rules.{rule}'], { rule: 'dueDays' })).toBe('rules.dueDays');
    expect(fieldOf(['rules.{rule}'], { rule: 'noSuchRule' })).toBeUndefined();
  });

  it('is in the last entry of a list that has the value of the refusal', () => {
    const parts = [{ code: 'BASE' }, { code: 'MEAL' }, { code: 'BASE' }];
    expect(fieldOf(['parts[code].price'], { code: 'BASE' }, { parts })).toBe('parts.2.price');
    expect(fieldOf(['parts[code].price'], { code: 'MEAL' }, { parts })).toBe('parts.1.price');
    expect(fieldOf(['parts[code].price'], { code: 'CAR' }, { parts })).toBeUndefined();
    expect(fieldOf(['parts[code].price'], {}, { parts: [{}] })).toBeUndefined();
    expect(fieldOf(['parts[code].price', 'parts'], { code: 'BASE' })).toBe('parts');
  });
});
