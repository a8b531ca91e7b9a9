import { randomUUIDv7 } from 'node:crypto';
import { birthDayOf, cprDigits, cprHints, looksLikeCpr } from '../../src/kernel/cpr';

describe('A CPR number', () => {
  it.each([
    ['0101501234', '1950-01-01'],
    ['0101370000', '1937-01-01'],
    ['0101364000', '2036-01-01'],
    ['0101374000', '1937-01-01'],
    ['0101575000', '2057-01-01'],
    ['0101585000', '1858-01-01'],
    ['0101369000', '2036-01-01'],
    ['2902005000', '2000-02-29'],
    // A replacement number has 60 added to the day.
    ['6101501234', '1950-01-01'],
    ['9112501234', '1950-12-31'],
  ])('%s is of somebody born on %s', (digits, day) => {
    expect(cprDigits(digits)).toBe(digits);
    expect(birthDayOf(digits)).toBe(day);
  });

  it.each([
    '0000501234',
    '3201501234',
    '6001501234',
    '9201501234',
    '0113501234',
    '2902010000',
    '3104501234',
    '2902000000',
  ])('%s has a day that does not exist', (digits) => expect(cprDigits(digits)).toBeUndefined());

  it('is written with a dash, a blank or nothing between', () => {
    for (const text of ['010150-1234', '010150 1234', '0101501234']) expect(cprDigits(text)).toBe('0101501234');
    for (const text of [
      '01-01-50-1234',
      ' 0101501234',
      '0101501234 ',
      '010150--1234',
      '01015012345',
      '',
      101_501_234,
      null,
    ])
      expect(cprDigits(text)).toBeUndefined();
  });

  it('that does not satisfy modulus 11, or of somebody not born yet, is taken with a hint', () => {
    expect(cprHints('0707614285', '2026-01-01')).toEqual([]);
    expect(cprHints('0707614286', '2026-01-01')).toEqual(['MODULUS_11']);
    expect(cprHints('3112575000', '2026-01-01')).toContain('BORN_IN_THE_FUTURE');
    expect(cprHints('3112575000', '2057-12-31')).not.toContain('BORN_IN_THE_FUTURE');
  });
});

describe('A text', () => {
  it.each([
    '010150-1234',
    'Vedr. 010150-1234, som flytter',
    '0101501234',
    'CPR0101501234',
    'CPR: 010150 1234.',
    '01.01.50-1234',
    '01 01 50 1234',
    '01-01-50-1234',
    '01/01/50–1234',
    '０１０１５０-１２３４',
    '010150\u200b-1234',
    '01\u00ad0150-12\u00ad34',
    '610150-1234',
    '010150\n1234',
    `${'x'.repeat(500)}010150-1234${'x'.repeat(500)}`,
    '00000000-0000-0000-0000-000000000000 010150-1234',
  ])('like %j holds what looks like a CPR number', (text) => expect(looksLikeCpr(text)).toBe(true));

  it.each([
    '',
    'Takst 2026, pristalsreguleret med 2,9 %',
    '5798005770220',
    '+45 12 10 10 12',
    '12101012',
    '2020-12-10T12:00:00.000Z',
    '01.12.2026 - 31.12.2026',
    '1082-751-2020-05',
    '321350-1234',
    '011350-1234',
    '01015012345',
    '0195d9a0-7c1e-7000-8000-010150123456',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'a0101501234aa0101501234aa0101501234aa0101501234aa0101501234aa010',
  ])('like %j does not', (text) => expect(looksLikeCpr(text)).toBe(false));

  it('that is an id never does', () => {
    for (let tries = 0; tries < 20_000; tries += 1) expect(looksLikeCpr(randomUUIDv7())).toBe(false);
  });
});
