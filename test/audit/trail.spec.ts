import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES, inWords } from '../../src/audit/event-words';
import type { Names } from '../../src/audit/names';
import { businessDayOf } from '../../src/audit/trail-entries';
import { payersOf, trail } from '../../src/audit/trail.projection';
import { auditPlacementsTable, auditTrailTable } from '../../src/audit/trail.tables';
import type { Recorded } from '../../src/kernel/event';
import { paragraphOfLine } from '../../src/kernel/legal-basis';
import { projected } from '../support/project';
import { cleanLedger, d, left, leftEarlier, market, recordedLedger, stay, STAY } from './small-ledger';

const rowsOf = (facts: readonly Recorded[]) => projected(trail, facts).rows(auditTrailTable);

describe('The trail', () => {
  it('has one row for every fact', () => {
    const facts = cleanLedger();
    const rows = rowsOf(facts);
    expect(rows.map(({ position, eventId, type }) => [position, eventId, type])).toEqual(
      facts.map(({ position, id, type }) => [position, id, type]),
    );
  });

  it('finds a placement’s buyer, payer and operator on facts that do not repeat them', () => {
    const facts = cleanLedger();
    const left = facts.find(({ type }) => type === 'CitizenDischarged')!;
    expect(businessDayOf(left)).toBe('2020-05-31');
    expect(rowsOf(facts).find(({ position }) => position === left.position)).toMatchObject({
      placementId: STAY,
      offeringId: 'hoeskoven',
      operator: '1082',
      buyer: '751',
      payer: '751',
    });
  });

  it('finds what is inside the terms', () => {
    const row = rowsOf(cleanLedger()).find(({ type }) => type === 'PlaceReserved');
    expect(row).toMatchObject({
      citizenRef: 'borger-7f3a',
      tariffId: 'takst-2020',
      agreementId: 'midtjylland-2019-20',
    });
  });

  it('takes in a fact of a kind it does not know', () => {
    const [known] = recordedLedger(...market());
    const strange = { ...known, type: 'SomethingNew', data: { placementId: 'p-1', from: '2027-01-01' } } as Recorded;
    expect(rowsOf([strange])).toMatchObject([{ placementId: 'p-1', type: 'SomethingNew' }]);
    expect(businessDayOf(strange)).toBe('2027-01-01');
    expect(inWords(strange, PLAIN_NAMES).da).toBe('Ukendt hændelse: SomethingNew');
  });

  it('lets the former and the new payer read a placement, and nobody else', () => {
    const change = {
      type: 'PayerChanged',
      data: {
        placementId: STAY,
        offeringId: 'hoeskoven',
        from: '2020-04-01',
        formerPayer: '751',
        payer: '791',
        legalGround: 'RSL-9',
      },
    } as never;
    const facts = recordedLedger(...market(), ...stay(d('2020-03-10')), change);
    const placement = projected(trail, facts).row(auditPlacementsTable, STAY);
    expect(placement).toMatchObject({ buyer: '751', operator: '1082', payer: '791' });
    expect(payersOf(placement!)).toEqual(['751', '791']);
  });
});

const PLAIN_NAMES: Names = {
  party: (code) => (code === '751' ? 'Aarhus' : code),
  offering: () => 'Bostøtte Høskoven',
  agreement: () => 'Rammeaftalen',
  placement: () => ({ offering: 'Bostøtte Høskoven', buyer: '751' }),
  soldUnder: (_offering, line) => paragraphOfLine(line),
};

describe('Words', () => {
  const wordsOf = (type: string) => {
    const facts = recordedLedger(
      ...market(),
      ...stay(d('2020-03-10')),
      left(d('2020-05-31')),
      leftEarlier(d('2020-05-20')),
    );
    return inWords(
      facts.find((fact) => fact.type === type)!,
      PLAIN_NAMES,
    );
  };

  it('say what was bought, from when and at what price', () => {
    expect(wordsOf('PlaceReserved')).toMatchObject({
      da: 'Aarhus reserverede en plads på Bostøtte Høskoven (SEL § 107, niveau 1) fra 10.03.2020 til 2.560,00 kr./døgn',
      en: 'Aarhus reserved a place at Bostøtte Høskoven (SEL § 107, level 1) from 2020-03-10 at 2.560,00 kr./day',
    });
  });

  it.each([
    [-165_024_000, 'underskud 1.650.240,00 kr.', 'a deficit of 1.650.240,00 kr.'],
    [100, 'overskud 1,00 kr.', 'a surplus of 1,00 kr.'],
  ])('tell a result of %d øre by its kind, without a sign besides', (resultOre, da, en) => {
    const accounts = { operator: '1082', offeringId: 'x', serviceLineId: 'SEL-107', year: 2020, result: { resultOre } };
    const said = inWords({ type: 'YearEndAccountsSubmitted', data: accounts }, PLAIN_NAMES);
    expect([said.da.endsWith(`: ${da}`), said.en.endsWith(`: ${en}`)]).toEqual([true, true]);
  });

  it.each([
    ['SEL-104', '773,00 kr./dag', '773,00 kr./day'],
    ['SEL-107', '773,00 kr./døgn', '773,00 kr./day'],
  ])('price a place under %s by what its citizen has', (line, da, en) => {
    const facts = recordedLedger(...market(), ...stay(d('2020-03-10')));
    const dayPriceOre = 77_300;
    const components = [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: dayPriceOre }];
    const change = {
      serviceLineId: line,
      legalBasis: line,
      components,
      level: '1',
      warnings: [],
      validFrom: '2020-01-01',
    };
    const found = facts.find(({ type }) => type === 'PlaceReserved')!.data as { terms: object };
    const told = [
      ['TariffChanged', { ...change, operator: '1082', offeringId: 'x', reason: 'År' }],
      ['TariffCalculated', { ...change, operator: '1082', offeringId: 'x', year: 2020, price: { dayPriceOre } }],
      ['PackageCalculated', { ...change, operator: '1082', offeringId: 'x', parts: [], totalOre: dayPriceOre }],
      ['PlaceReserved', { ...found, terms: { ...found.terms, ...change } }],
    ] as const;
    for (const [type, data] of told) {
      const said = inWords({ type, data }, PLAIN_NAMES);
      expect(said.da).toContain(da);
      expect(said.en).toContain(en);
    }
  });

  it('say when somebody left, and until when it is paid', () => {
    expect(wordsOf('DischargeCorrected').da).toBe(
      'Udskrivning rettet, fordi beskeden kom for sent, på Bostøtte Høskoven (køber Aarhus): borgeren rejste 20.05.2020 ' +
        '(flyttet), og der betales til og med 20.05.2020 (R35)',
    );
  });

  it('say of a signature what was signed, for whom and how', () => {
    const signed = {
      type: 'StandardContractSigned',
      data: {
        contractId: 'x',
        side: 'BUYER',
        signer: { organisation: '751', title: 'Myndighedschef' },
        signedOn: '2026-11-28',
        method: 'LOCAL',
      },
    };
    const names = {
      party: () => 'Aarhus',
      offering: () => 'Høskoven',
      agreement: () => 'Rammeaftalen',
      placement: () => ({ offering: 'Høskoven', buyer: 'Aarhus' }),
      soldUnder: () => undefined,
    };
    expect(inWords(signed, names).da).toBe(
      'Aarhus (Myndighedschef) underskrev Aarhus’ kontrakt om en plads på Høskoven for køberen i Pladsbog den 28.11.2026',
    );
  });

  const folder = join(process.cwd(), 'test/architecture/goldens');
  const goldens = readdirSync(folder)
    .filter((file) => /\.v\d+\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded);

  it.each(EVENT_TYPES)('tell %s in whole Danish and English sentences without codes of citizens', (type) => {
    const golden = goldens.find((fact) => fact.type === type);
    const names = {
      party: (code: string) => `«${code}»`,
      offering: () => 'Høskoven',
      agreement: () => 'Rammeaftalen',
      placement: () => ({ offering: 'Høskoven', buyer: '751' }),
      soldUnder: () => undefined,
    };
    const { da, en } = inWords(golden ?? { type: '', data: {} }, names);
    for (const sentence of [da, en]) {
      expect(sentence).toMatch(/^\S.{15,}\S$/);
      expect(sentence).not.toMatch(/undefined|\bnull\b|NaN|\[object|borger-|Ukendt|Unknown/);
    }
    expect(da).not.toBe(en);
  });
});
