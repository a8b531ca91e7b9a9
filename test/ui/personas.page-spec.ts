import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { openSmallMarket, reservation } from '../support/small-market';

const MINUTES_MS = 60_000;

const PERSONAS = {
  buyer: 'local.751.buyer',
  operator: 'local.1082.operator',
  auditor: 'local.751.auditor',
  secretariat: 'local.1082.secretariat',
} as const;
type Persona = keyof typeof PERSONAS;

interface Ids {
  readonly offering: string;
  readonly placement: string;
  readonly citizen: string;
  readonly statement: string;
}

/** Where somebody comes to and what it says there, or the status with which it is no affair of theirs. */
type Part = readonly [path: (ids: Ids) => string, says: RegExp | number];

/** What each persona sees of the eight journeys, in one market: the same facts, each from its own side. */
const JOURNEYS: Readonly<Record<string, Readonly<Record<Persona, Part>>>> = {
  '1-set-up': {
    buyer: [({ offering }) => `/offerings/${offering}`, /Bostøtte Høskoven[\s\S]*Erhvervet hjerneskade/],
    operator: [() => '/tariff-files', /Send filen/],
    auditor: [({ offering }) => `/offerings/${offering}/history`, /Region Midtjylland[\s\S]*Bostøtte Høskoven/],
    secretariat: [() => '/tariff-files', /Takstfiler/],
  },
  '2-find': {
    buyer: [() => '/places', /Bostøtte Høskoven[\s\S]*2\.560,00 kr\./],
    operator: [() => '/occupancy?by=day&until=2020-03', /Bostøtte Høskoven, SEL § 107[\s\S]*6/],
    auditor: [() => '/places', /Bostøtte Høskoven/],
    secretariat: [() => '/places?targetGroup=Erhvervet+hjerneskade', /Bostøtte Høskoven/],
  },
  '3-buy': {
    buyer: [({ placement }) => `/placements/${placement}`, /Indskrivning[\s\S]*Kontrakten[\s\S]*2\.560,00 kr\./],
    operator: [({ placement }) => `/placements/${placement}`, /Udskriv borgeren[\s\S]*Aarhus/],
    auditor: [({ placement }) => `/placements/${placement}`, /Der er ikke noget, I skal gøre nu/],
    secretariat: [({ placement }) => `/placements/${placement}`, 403],
  },
  '4-price': {
    buyer: [() => '/tariffs', /3\.500,00 kr\./],
    operator: [({ offering }) => `/offerings/${offering}/tariffs/change`, /Bostøtte Høskoven/],
    auditor: [({ offering }) => `/offerings/${offering}/history`, /3\.500,00 kr\.[\s\S]*belægningen ligger under/],
    secretariat: [() => '/overview', /3\.500,00 kr\.[\s\S]*belægning/i],
  },
  '5-settle': {
    buyer: [({ statement }) => `/settlement/statements/${statement}`, /79\.360,00 kr\.[\s\S]*Godkend/],
    operator: [({ statement }) => `/settlement/statements/${statement}`, /79\.360,00 kr\./],
    auditor: [({ statement }) => `/settlement/statements/${statement}/lines/1/why`, /31 døgn × 2\.560,00 kr\./],
    secretariat: [() => '/settlement/disputes', /Aarhus/],
  },
  '6-year-end': {
    buyer: [() => '/year-end/forecast', /Bostøtte Høskoven/],
    operator: [() => '/year-end/forecast?operator=1082', /Bostøtte Høskoven/],
    auditor: [() => '/year-end/forecast?operator=1082', /Bostøtte Høskoven/],
    secretariat: [() => '/year-end/forecast', /Hvad året ventes at ende med/],
  },
  '7-audit': {
    buyer: [({ placement }) => `/placements/${placement}/history`, /reserverede en plads/],
    operator: [({ statement }) => `/settlement/statements/${statement}/history`, /marts 2020|2020-03/],
    auditor: [() => '/audit/invariants', /Alle regler holder/],
    secretariat: [() => '/audit/invariants', 403],
  },
  '8-forget': {
    buyer: [({ citizen }) => `/citizens/${citizen}/erase`, /Slet/],
    operator: [({ citizen }) => `/citizens/${citizen}/erase`, 403],
    auditor: [({ citizen }) => `/audit/events?subject=${citizen}`, /Aarhus/],
    secretariat: [({ citizen }) => `/citizens/${citizen}`, 403],
  },
};

describeInChromium('The eight journeys, as each persona', () => {
  let running: RunningApp;
  let browser: Browser;
  let base: string;
  let ids: Ids;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string): Promise<Reader> => {
    const known = readers.get(account) ?? readerAs(browser, base, account);
    readers.set(account, known);
    return known;
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-01'), openChromium()]);
    base = await running.app.getUrl();
    const { offeringId, aarhus, seller } = await openSmallMarket(running);
    const placements: string[] = [];
    for (const firstDay of ['2020-03-01', '2020-03-01']) {
      const { placementId } = await aarhus.post('/placements', reservation(offeringId, firstDay));
      await seller.post(`/placements/${placementId}/confirm`);
      await seller.post(`/placements/${placementId}/enrol`, { firstDay });
      placements.push(placementId);
    }
    const [placement = ''] = placements;
    await seller.post(`/offerings/${offeringId}/tariffs`, {
      serviceLineId: 'SEL-107',
      level: '2',
      validFrom: '2020-05-01',
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 350_000 }],
      budgetedOccupancyBp: 8_000,
      reason: 'Nye krav',
    });
    const { citizenRef } = await aarhus.get(`/placements/${placement}`);
    await aarhus.post('/citizens', { citizenRef, name: 'Karla Prøve' });
    running.clock.turnTo('2020-04-02');
    await seller.post('/settlement/months/2020-03/close', {});
    const line = '/settlement/statements/1082-751-2020-03/lines/2/dispute';
    await aarhus.post(line, { reason: 'WRONG_DAYS', evidence: { reference: 'SAG-2020-1' } });
    await seller.post(`${line}/answer`, { answer: 'UPHOLD' });
    await aarhus.post(`${line}/escalate`, {});
    // The new price holds from here on.
    running.clock.turnTo('2020-05-04');
    await running.settled();
    ids = { offering: offeringId, placement, citizen: citizenRef, statement: '1082-751-2020-03' };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  it.each(
    Object.entries(JOURNEYS).flatMap(([journey, parts]) =>
      Object.entries(parts).map(([persona, [path, says]]) => ({ journey, persona: persona as Persona, path, says })),
    ),
  )('$journey has its page for the $persona', async ({ journey, persona, path, says }) => {
    const { page, complaints } = await as(PERSONAS[persona]);
    const address = path(ids);
    const answer = await page.goto(`${address}${address.includes('?') ? '&' : '?'}sprog=da`);
    await shot(page, `journey-${journey}.${persona}`);
    const main = await page.getByRole('main').innerText();
    expect([address, answer?.status()]).toEqual([address, typeof says === 'number' ? says : 200]);
    if (typeof says === 'number') expect(main).toMatch(/Det har du ikke adgang til/);
    else expect(main).toMatch(says);
    expect(complaints).toEqual([]);
  });
});
