import { inWords } from '../../../src/settlement/statements/line-evidence';

const NAMES: Readonly<Record<string, string>> = { '751': 'Aarhus', '740': 'Silkeborg' };
const said = (type: string, data: object): string =>
  inWords({ type, data } as Parameters<typeof inWords>[0], (party) => NAMES[party] ?? party).da;

describe('The events behind a line, in words', () => {
  it('name the payer, and a level that has a name by that name', () => {
    const reserved = (level: string): string =>
      said('PlaceReserved', { firstDay: '2026-10-09', terms: { level, payer: '751' } });
    expect(reserved('2')).toBe('Plads reserveret fra 09.10.2026, niveau 2, betaler Aarhus');
    expect(reserved('Pakke A')).toBe('Plads reserveret fra 09.10.2026, Pakke A, betaler Aarhus');
  });

  it('say why another pays, without codes', () => {
    const changed = { from: '2026-10-09', payer: '740', formerPayer: '751', legalGround: 'RSL-9-AGREEMENT' };
    expect(said('PayerChanged', changed)).toBe(
      'Silkeborg betaler i stedet for Aarhus fra 09.10.2026 (aftale efter retssikkerhedsloven § 9)',
    );
  });

  it('name each part of a price', () => {
    const components = [
      { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 256_000 },
      { code: 'TRANSPORT', kind: 'SUPPLEMENT', unit: 'KM', priceOre: 939 },
    ];
    expect(
      said('TariffChanged', { validFrom: '2027-01-01', level: '1', components, reason: 'Årlig takstberegning' }),
    ).toBe(
      'Takst fra 01.01.2027, niveau 1: basistakst 2.560,00 kr., tillægsydelse TRANSPORT 9,39 kr. (Årlig takstberegning)',
    );
  });
});
