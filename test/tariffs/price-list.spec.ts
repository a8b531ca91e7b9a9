import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgreementFacts } from '../../src/agreements/agreements.facts';
import { AgreementQueries } from '../../src/agreements/agreements.queries';
import { ConcludeAgreement } from '../../src/agreements/agreement.decider';
import { ConcludeAgreementHandler } from '../../src/agreements/conclude-agreement';
import { frameworkAgreements } from '../../src/agreements/framework-agreements.projection';
import type { Position } from '../../src/kernel/event';
import { AddServiceLineHandler } from '../../src/offerings/add-service-line';
import { AddServiceLine, PublishOffering } from '../../src/offerings/offering.decider';
import { offeringCatalogue } from '../../src/offerings/offering-catalogue.projection';
import { OfferingFacts } from '../../src/offerings/offerings.facts';
import { OfferingQueries } from '../../src/offerings/offerings.queries';
import { PublishOfferingHandler } from '../../src/offerings/publish-offering';
import { RegisterParty } from '../../src/parties/party.decider';
import { PartyFacts } from '../../src/parties/parties.facts';
import { PartyQueries } from '../../src/parties/parties.queries';
import { partyDirectory } from '../../src/parties/party-directory.projection';
import { danishPublicParties } from '../../src/parties/party-register';
import { RegisterPartyHandler } from '../../src/parties/register-party';
import { newContext, within } from '../../src/platform/commands/command-context';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { ChangeTariffHandler } from '../../src/tariffs/change-tariff';
import { CorrectTariffHandler } from '../../src/tariffs/correct-tariff';
import { priceList } from '../../src/tariffs/price-list.projection';
import { TariffTerms } from '../../src/tariffs/tariff-terms';
import { TariffFacts } from '../../src/tariffs/tariffs.facts';
import { TariffQueries } from '../../src/tariffs/tariffs.queries';
import { MemoryEventStore } from '../support/memory-store';
import {
  aarhus,
  agreement,
  base,
  change,
  correct,
  day,
  hoeskoven,
  id,
  level,
  line,
  region,
  rules,
} from './tariff-market';
import { asOperator, asSecretariat } from '../support/askers';

/** The handlers of four contexts on a log in memory, with read models in a throw-away folder. */
describe('A priced offering, from its parties to its price list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'price-list-'));
  const store = new MemoryEventStore();
  const reads = new ReadStore({
    projections: [partyDirectory, frameworkAgreements, offeringCatalogue, priceList],
    dataFolder: folder,
  });
  const projections = new ProjectionRunner(store, reads);
  const runner = new CommandRunner(store);
  const parties = new PartyFacts(runner);
  const agreements = new AgreementQueries(reads);
  const agreementFacts = new AgreementFacts(runner, agreements, projections, store);
  const terms = new TariffTerms(new OfferingFacts(runner), agreementFacts);
  const tariffFacts = new TariffFacts(runner, terms);
  const queries = new TariffQueries(reads);
  const offerings = new OfferingQueries(reads);
  const asked = <T>(run: () => Promise<T>): Promise<T> => within(newContext({ subject: 'test', party: region }), run);
  const readIn = async (): Promise<Position> => {
    const head = await store.head();
    expect(await projections.waitFor(head)).toBe(true);
    return head;
  };
  const changeHandler = new ChangeTariffHandler(runner, terms);
  const correctHandler = new CorrectTariffHandler(runner, terms, tariffFacts);
  const known: Position[] = [];

  beforeAll(async () => {
    await projections.start();
    const register = new RegisterPartyHandler(runner);
    const by = asSecretariat(region);
    for (const entry of danishPublicParties())
      await asked(() =>
        register.execute(new RegisterParty({ ...entry, by: asSecretariat(entry.frameworkRegion ?? entry.party) })),
      );
    const conclude = new ConcludeAgreement({
      by,
      agreementId: agreement,
      name: 'Rammeaftale 2023-24',
      region,
      first: day('2023-01-01'),
      last: day('2024-12-31'),
      parties: [aarhus, region],
      rules,
    });
    const publish = new PublishOffering({
      offeringId: hoeskoven,
      operator: region,
      name: 'Bostøtte Høskoven',
      addressMunicipality: aarhus,
      targetGroups: ['erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 85,
      constructed: false,
    });
    const add = new AddServiceLine({
      offeringId: hoeskoven,
      by: asOperator(region),
      serviceLineId: line,
      legalBasis: 'SEL-107',
      name: 'Midlertidigt botilbud',
      from: day('2020-01-01'),
      coveredByFramework: true,
      shortStay: false,
    });
    await asked(() => new ConcludeAgreementHandler(runner, parties).execute(conclude));
    await asked(() => new PublishOfferingHandler(runner, parties).execute(publish));
    await asked(() => new AddServiceLineHandler(runner).execute(add));
    await asked(() => changeHandler.execute(change({ tariffId: id(1) })));
    known.push(await readIn());
    const later = {
      tariffId: id(2),
      validFrom: day('2024-01-01'),
      today: day('2023-05-01'),
      components: [base(3_000)],
    };
    await asked(() => changeHandler.execute(change(later)));
    known.push(await readIn());
    await asked(() =>
      correctHandler.execute(correct({ tariffId: id(3), supersedes: id(2), components: [base(2_900)] })),
    );
    known.push(await readIn());
  });

  afterAll(async () => {
    await projections.stop();
    reads.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = (at?: Position) =>
    queries
      .versionsOfOperator(region, at)
      .map(({ tariffId, validTo, supersededBy }) => [Number(tariffId.slice(-2)), validTo, supersededBy?.slice(-1)]);

  it('shows each version with its days and what took its place', () =>
    expect(shown()).toEqual([
      [1, '2023-12-31', undefined],
      [2, null, '3'],
      [3, null, undefined],
    ]));

  it('shows at an earlier position what was known then, whatever was recorded later', () => {
    expect(shown(known[0])).toEqual([[1, null, undefined]]);
    expect(shown(known[1])).toEqual([
      [1, '2023-12-31', undefined],
      [2, null, undefined],
    ]);
    expect(shown(known[2])).toEqual(shown());
  });

  it('names the versions that hold on a day', () => {
    const on = (text: string) => queries.inForce(hoeskoven, day(text)).map(({ tariffId }) => tariffId);
    expect([on('2019-12-31'), on('2020-01-01'), on('2023-12-31'), on('2024-01-01')]).toEqual([
      [],
      [id(1)],
      [id(1)],
      [id(3)],
    ]);
  });

  it('lists what is above the cap, once corrected only the correction', () => {
    const warned = queries.withWarnings(agreement);
    expect(warned.map(({ tariffId }) => tariffId)).toEqual([id(3)]);
    expect(warned[0]?.warnings).toEqual([
      { code: 'ABOVE_TARIFF_CAP', rule: 'R19', limitOre: 274_679, actualOre: 290_000 },
    ]);
    expect(queries.withWarnings(agreement, day('2023-06-01'))).toEqual([]);
    expect(queries.withWarnings(agreement, undefined, known[1]).map(({ tariffId }) => tariffId)).toEqual([id(2)]);
  });

  it('points to the event behind each version', () => {
    const ids = new Set(store.log.map((fact) => fact.id));
    expect(queries.versions(hoeskoven).every(({ eventId }) => ids.has(eventId))).toBe(true);
  });

  it('gives commands the same price from the log itself', async () => {
    expect(await tariffFacts.versionOn(hoeskoven, line, level, day('2024-06-01'))).toMatchObject({ tariffId: id(3) });
    expect(await tariffFacts.versionOn(hoeskoven, line, level, day('2019-06-01'))).toBeUndefined();
  });

  it('finds the agreement of both parties, in the log and in the list', async () => {
    expect(await agreementFacts.inForce(day('2024-12-31'), [aarhus, region])).toMatchObject({ agreementId: agreement });
    expect(agreements.inForce(day('2024-12-31'), [aarhus, region])).toMatchObject({ agreementId: agreement });
    expect(await agreementFacts.inForce(day('2025-01-01'), [aarhus, region])).toBeUndefined();
    expect(agreements.inForce(day('2023-01-01'), [aarhus, region], 1)).toBeUndefined();
    expect(agreements.rulesOf(agreement, day('2026-01-01'))?.dueDays).toBe(30);
  });

  it('is found by what it sells, for whom, by whom and by part of its name', () => {
    const found = (filter: Parameters<OfferingQueries['search']>[0]) => offerings.search(filter).length;
    expect(
      found({ legalBasis: 'SEL-107', targetGroup: 'erhvervet hjerneskade', operator: region, text: 'HØSKO' }),
    ).toBe(1);
    expect(found({ constructed: false, addressMunicipality: aarhus })).toBe(1);
    expect([found({ legalBasis: 'SEL-108' }), found({ targetGroup: 'demens' }), found({ constructed: true })]).toEqual([
      0, 0, 0,
    ]);
    expect(found({ after: ['bostøtte høskoven', hoeskoven] })).toBe(0);
    expect(found({ after: ['bostøtte', hoeskoven], limit: 5 })).toBe(1);
    expect(offerings.serviceLine(hoeskoven, line)).toMatchObject({ legalBasis: 'SEL-107' });
  });

  it('knows the parties of the framework, page by page', () => {
    const directory = new PartyQueries(reads);
    const filter = { frameworkRegion: region, limit: 500 };
    expect(directory.search(filter)).toHaveLength(20);
    expect(directory.search({ ...filter, kind: 'region' }).map(({ party }) => party)).toEqual(['1082']);
    expect(directory.search({ limit: 3, text: 'ØBENH' }).map(({ name }) => name)).toEqual(['København']);
    const [first] = directory.search({ limit: 1 });
    expect(directory.search({ limit: 1, after: first!.party })[0]?.party).not.toBe(first?.party);
  });
});
