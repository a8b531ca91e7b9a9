import { code } from '../../../src/platform/http/scalars';

describe('A code that has another form', () => {
  it.each([
    [/^\d{13}$/, undefined, '13 cifre', '13 digits'],
    [/^[0-9a-f]{64}$/, undefined, '64 tegn af 0-9 og a-f', '64 characters of 0-9 and a-f'],
    [/^[A-Z]{1,9}$/, 'BASE', 'en kode som BASE', 'a code such as BASE'],
  ])('%s is explained to people, who read no expressions', (form, example, da, en) => {
    expect(code(form, 100, example)).toMatchObject({ da, en, schema: { pattern: form.source } });
  });

  it('is never explained by the expression', () => {
    const { da, en } = code(/^(?:[a-z]+-)*[a-z]+$/);
    expect(`${da} ${en}`).not.toMatch(/[[\]^$\\*+?(){}|]/);
  });
});
