import { asDay } from '../../src/kernel/calendar';
import {
  inForce,
  isRoundTheClock,
  LEGAL_BASIS_CODES,
  legalBasis,
  paragraph,
  paragraphOfLine,
} from '../../src/kernel/legal-basis';

describe('A legal basis', () => {
  it('knows every code', () => {
    for (const code of LEGAL_BASIS_CODES) expect(legalBasis(code).code).toBe(code);
  });

  it("moved to Barnets lov on 1 January 2024 for children's homes", () => {
    expect(inForce('SEL-66', asDay('2023-12-31'))).toBe(true);
    expect(inForce('SEL-66', asDay('2024-01-01'))).toBe(false);
    expect(inForce('BL-43', asDay('2023-12-31'))).toBe(false);
    expect(inForce('BL-43', asDay('2024-01-01'))).toBe(true);
  });

  it('is written as people write it, whatever its code', () => {
    const plain = /^(SEL|BL|SUL|ABL|FSL) §§? \d+(-\d+| a)?(, stk\. \d(, nr\. \d)?)?$|^(VSU|STU)$/;
    for (const code of LEGAL_BASIS_CODES) expect(paragraph(code)).toMatch(plain);
    expect(['SEL-107', 'BL-62-2-4', 'SEL-101a', 'SEL-107-108', 'NAT'].map(paragraph)).toEqual([
      'SEL § 107',
      'BL § 62, stk. 2, nr. 4',
      'SEL § 101 a',
      'SEL §§ 107-108',
      'NAT',
    ]);
  });

  it('is told from a service line where that is called by it', () => {
    expect(paragraphOfLine('SEL-104')).toBe('SEL-104');
    expect(paragraphOfLine('NAT')).toBeUndefined();
  });

  it('tells stays round the clock from day offerings (I5)', () => {
    expect(isRoundTheClock('SEL-107')).toBe(true);
    expect(isRoundTheClock('SEL-104')).toBe(false);
  });
});
