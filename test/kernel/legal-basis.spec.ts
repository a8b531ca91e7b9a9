import { asDay } from '../../src/kernel/calendar';
import { inForce, isRoundTheClock, LEGAL_BASIS_CODES, legalBasis } from '../../src/kernel/legal-basis';

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

  it('tells stays round the clock from day offerings (I5)', () => {
    expect(isRoundTheClock('SEL-107')).toBe(true);
    expect(isRoundTheClock('SEL-104')).toBe(false);
  });
});
