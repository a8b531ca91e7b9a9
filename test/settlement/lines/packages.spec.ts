import fc from 'fast-check';
import { packageShares } from '../../../src/calculations/cost-price.calculation';
import { accountFunctionOf } from '../../../src/kernel/account-functions';
import type { LegalBasisCode } from '../../../src/kernel/legal-basis';
import { asOre } from '../../../src/kernel/money';
import { serviceLineId, tariffId, tariffLevel } from '../../../src/kernel/vocabulary';
import type { TariffComponent } from '../../../src/tariffs/tariff.events';
import { startApp, type RunningApp } from '../../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../../support/small-market';
import { fileFor } from '../../documents/files';
import { Closings, day, linesOf, placement, terms, version } from '../history';

const part = (legalBasis: LegalBasisCode, priceOre: number): TariffComponent => ({
  code: legalBasis,
  kind: 'SERVICE_PACKAGE',
  unit: 'DAY',
  priceOre: asOre(priceOre),
  legalBasis,
});

const service = (at: number, dayPriceOre: number) => ({
  serviceLineId: serviceLineId(`SEL-${at}`),
  legalBasis: 'SEL-107' as const,
  level: tariffLevel('1'),
  tariffId: tariffId(`t${at}`),
  dayPriceOre: asOre(dayPriceOre),
});

describe('A package at one price (R13)', () => {
  it('is shared on its services by their own prices, to the øre, none above its own price where it is cheaper', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prices, rate) => {
          const total = prices.reduce((sum, price) => sum + price, 0);
          const soldAtOre = asOre(Math.round(total * rate));
          const shares = packageShares({ parts: prices.map((price, at) => service(at, price)), soldAtOre });
          expect(shares.reduce((sum, { priceOre }) => sum + priceOre, 0)).toBe(soldAtOre);
          for (const { priceOre, dayPriceOre } of shares) {
            expect(Math.abs(priceOre - (dayPriceOre * soldAtOre) / total)).toBeLessThan(1);
            expect(priceOre).toBeLessThanOrEqual(dayPriceOre);
          }
        },
      ),
    ));

  it('is billed under the paragraph and on the account function of each service (R45)', () => {
    const tariffs = [version('p', '2020-01-01', [part('SEL-107', 255_411), part('SEL-104', 43_589)], 'Pakke A')];
    const stay = placement({ terms: [terms('2020-03-10', { level: tariffLevel('Pakke A') })] });
    const closings = new Closings();
    const march = closings.close('2020-03', '2020-04-01', { placements: [stay], tariffs });
    expect(linesOf(march)).toMatchObject([
      { legalBasis: 'SEL-107', accountFunction: '5.38.52', days: 22, amountOre: 22 * 255_411 },
      { legalBasis: 'SEL-104', accountFunction: '5.38.59', days: 22, amountOre: 22 * 43_589 },
    ]);
    expect(linesOf(march).every(({ rules }) => rules.includes('R13'))).toBe(true);
    expect(march.totalOre).toBe(22 * 299_000);
    const left = { ...stay, lastPayableDay: day('2020-03-20') };
    const april = closings.close('2020-04', '2020-05-01', { placements: [left], tariffs });
    expect(linesOf(april)).toMatchObject([
      { legalBasis: 'SEL-107', accountFunction: '5.38.52', days: -11 },
      { legalBasis: 'SEL-104', accountFunction: '5.38.59', days: -11 },
    ]);
    expect(april.totalOre).toBe(-11 * 299_000);
  });
});

describe('The account function of a paragraph (R45)', () => {
  it('is that of the year of the service, whatever a later chart of accounts says', () => {
    const table = [
      { fromYear: 2018, functions: { 'SEL-107': '5.38.52' } },
      { fromYear: 2027, functions: { 'SEL-107': '5.38.53', STU: '3.22.17' } },
    ] as const;
    const functions = ['2017-12-31', '2018-01-01', '2026-12-31', '2027-01-01'].map((on) =>
      accountFunctionOf('SEL-107', day(on), table),
    );
    expect(functions).toEqual([undefined, '5.38.52', '5.38.52', '5.38.53']);
    expect(accountFunctionOf('STU', day('2026-01-01'), table)).toBeUndefined();
  });
});

describe('From the prices of two services to a statement, over HTTP', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let offering: string;
  let packageTariff: string;
  const packaged = {
    serviceLineId: 'SEL-107',
    level: 'Pakke A',
    validFrom: '2020-03-01',
    parts: ['SEL-107', 'SEL-104'].map((line) => ({ serviceLineId: line, level: '1' })),
  };

  beforeAll(async () => {
    running = await startApp('2020-02-10');
    market = await openSmallMarket(running);
    const { seller } = market;
    offering = market.offeringId;
    const day = { serviceLineId: 'SEL-104', legalBasis: 'SEL-104', name: 'Aktivitet', from: '2020-01-01' };
    await seller.post(`/offerings/${offering}/service-lines`, day);
    const components = [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 43_600 }];
    const tariff = { serviceLineId: 'SEL-104', level: '1', validFrom: '2020-01-01', components, reason: 'Takst' };
    await seller.post(`/offerings/${offering}/tariffs`, tariff);
    await seller.post('/settlement/openings', { firstMonth: '2020-03' });
  }, 60_000);
  afterAll(() => running.close());

  const calculated = async (change: object = {}): Promise<string> => {
    const asked = { ...packaged, ...change };
    const answer = await market.seller.post(`/offerings/${offering}/package-calculations`, asked);
    return `/offerings/${offering}/tariff-calculations/${answer.calculationId}`;
  };

  it('keeps packages for newly referred citizens: an old level is not switched', async () => {
    const at = await calculated({ level: '1', validFrom: '2020-06-01' });
    expect(await market.seller.refused('POST', `${at}/tariff`, { reason: 'Pakke' })).toBe(
      '409 PACKAGE_NEEDS_OWN_LEVEL',
    );
    const dear = { ...packaged, soldAtOre: 299_700 };
    expect(await market.seller.refused('POST', `/offerings/${offering}/package-calculations`, dear)).toBe(
      '422 PACKAGE_ABOVE_ITS_PARTS',
    );
  });

  it('sells it at one price, which no entered price can follow', async () => {
    const at = await calculated({ soldAtOre: 299_000 });
    const { steps } = await market.aarhus.get(at);
    expect(steps[1].formula.da).toBe('2.990,00 kr. = 2.554,87 kr. + 435,13 kr.');
    packageTariff = (await market.seller.post(`${at}/tariff`, { reason: 'Pakke' })).tariffId;
    const entered = { code: 'PAKKE', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: 300_000 };
    const next = { serviceLineId: 'SEL-107', level: 'Pakke A', validFrom: '2020-07-01', reason: 'Pakke' };
    expect(
      await market.seller.refused('POST', `/offerings/${offering}/tariffs`, { ...next, components: [entered] }),
    ).toBe('409 PACKAGE_NOT_CALCULATED');
  });

  it('bills and explains each paragraph, in the statement and in its files', async () => {
    const wanted = { ...reservation(offering, '2020-03-10'), level: 'Pakke A' };
    const { placementId } = await market.aarhus.post('/placements', wanted);
    await market.seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-03-10');
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
    running.clock.turnTo('2020-04-01');
    const preview = await market.aarhus.get(`/settlement/months/2020-03/preview?operator=${REGION}`);
    const byParagraph = [
      { legalBasis: 'SEL-107', accountFunction: '5.38.52', amountOre: 22 * 255_487 },
      { legalBasis: 'SEL-104', accountFunction: '5.38.59', amountOre: 22 * 43_513 },
    ];
    expect(preview.statements[0].lines).toMatchObject(byParagraph);
    await market.seller.post('/settlement/months/2020-03/close');
    const id = `${REGION}-${AARHUS}-2020-03`;
    const statement = await market.aarhus.get(`/settlement/statements/${id}`);
    expect(statement).toMatchObject({ totalOre: 22 * 299_000, items: byParagraph });
    const why = await market.aarhus.get(`/settlement/statements/${id}/lines/2/why`);
    expect(why).toMatchObject({
      agrees: true,
      package: {
        dayPriceOre: 299_000,
        parts: [
          { legalBasis: 'SEL-107', accountFunction: '5.38.52', priceOre: 255_487 },
          { legalBasis: 'SEL-104', accountFunction: '5.38.59', priceOre: 43_513 },
        ],
      },
    });
    expect(await market.auditor.get('/audit/invariants')).toMatchObject({ holds: true });
    const csv = await fileFor(running, AARHUS, 'buyer')(`/settlement/statements/${id}/csv`);
    expect(csv.bytes.toString()).toContain('SEL-104;aktivitets- og samværstilbud;5.38.59;Pakke A');
  });

  it('is corrected by another calculation, which adjusts both paragraphs (R38)', async () => {
    const at = await calculated({ validFrom: '2020-03-02', soldAtOre: 298_000 });
    const correct = { reason: 'Tastefejl', corrects: packageTariff };
    expect(await market.seller.refused('POST', `${at}/tariff`, { ...correct, validFrom: '2020-05-01' })).toBe(
      '422 CORRECTED_FROM_ITS_OWN_DAY',
    );
    const { tariffId: corrected } = await market.seller.post(`${at}/tariff`, correct);
    const { items } = await market.aarhus.get(`/offerings/${offering}/tariffs?effectiveOn=2020-03-10`);
    const holding = items.find(({ tariffId: id }: { tariffId: string }) => id === corrected);
    expect(holding).toMatchObject({ supersedes: packageTariff, validFrom: '2020-03-01' });
    expect(at.endsWith(holding.calculationId)).toBe(true);
    const preview = await market.seller.get('/settlement/months/2020-04/preview');
    const adjusted = preview.statements[0].lines.filter(({ kind }: { kind: string }) => kind === 'ADJUSTMENT');
    const total = adjusted.reduce((sum: number, { amountOre }: { amountOre: number }) => sum + amountOre, 0);
    expect(total).toBe(-22 * 1_000);
    expect(new Set(adjusted.map(({ accountFunction }: { accountFunction: string }) => accountFunction))).toEqual(
      new Set(['5.38.52', '5.38.59']),
    );
  });
});
