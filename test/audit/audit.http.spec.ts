import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app';
import { auditAccess } from '../../src/audit/audit.access';
import { auditRefusals } from '../../src/audit/audit.messages';
import { AuditModule, auditProjections } from '../../src/audit/audit.module';
import type { Role } from '../../src/kernel/vocabulary';
import { partyCode } from '../../src/kernel/vocabulary';
import { settingsFrom } from '../../src/config';
import type { TrustedIssuers } from '../../src/platform/auth/trusted-issuers';
import { HttpModule } from '../../src/platform/http/http.module';
import { PlatformModule } from '../../src/platform/platform.module';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import type { ReadAllOptions, ReadStreamOptions } from '../../src/platform/event-store/event-store';
import { MemoryEventStore } from '../support/memory-store';
import { recorded } from '../support/project';
import { CITIZEN, cleanLedger, HOESKOVEN, STAY } from './small-ledger';

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked into freely
  readonly body: any;
}

/** Gives a stream a few events at a time, as a store does with a long one; and the whole log when it is let go. */
class SmallPages extends MemoryEventStore {
  private held = Promise.resolve();

  /** Whoever reads the whole log waits until the answer is called: so a replay runs for as long as a test wants. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.held = new Promise((resolve) => (letGo = resolve));
    return () => letGo();
  }

  override async *readAll(options: ReadAllOptions = {}) {
    await this.held;
    yield* super.readAll(options);
  }

  override readStream(stream: string, options: ReadStreamOptions = {}) {
    return super.readStream(stream, { ...options, pageSize: 3 });
  }
}

@Module({})
class AuditAlone {}

describe('Audit over HTTP', () => {
  let app: NestFastifyApplication;
  let issuers: TrustedIssuers;
  let dataFolder: string;
  const store = new SmallPages(() => '2020-07-02T08:00:00.000Z', 1);

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'pladsbog-audit-'));
    for (const { stream: _, revision: _r, position: _p, recordedAt: _t, ...fact } of cleanLedger())
      await store.append('ledger-1', store.log.length - 1, [fact]);
    const settings = { ...settingsFrom({}), dataFolder, localIssuer: 'on' as const };
    app = await createApp(settings, {
      root: (parts) => {
        issuers = parts.issuers;
        return {
          module: AuditAlone,
          imports: [
            PlatformModule.register({ projections: auditProjections, policies: [], dataFolder, store: () => store }),
            HttpModule.register({ catalogues: [auditRefusals], access: [auditAccess], issuers }),
            AuditModule,
          ],
        };
      },
    });
    const runner = app.get(ProjectionRunner);
    await runner.start();
    expect(await runner.waitFor(await store.head(), 5_000)).toBe(true);
  });

  afterAll(async () => {
    await app.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const ask = async (
    url: string,
    party: string,
    roles: readonly Role[],
    method: 'GET' | 'POST' = 'GET',
  ): Promise<Answer> => {
    const token = await issuers.local?.tokenFor({ subject: 'test', party: partyCode(party), roles });
    const answer = await app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, body: answer.json() };
  };
  const auditor = (url: string, method?: 'GET' | 'POST') => ask(url, '740', ['auditor'], method);
  const standWhen = async (holds: (stand: { running: boolean }) => boolean) => {
    for (;;) {
      const { body } = await auditor('/audit/replay');
      if (holds(body)) return body;
    }
  };

  it('lists events newest first, page by page, with words', async () => {
    const first = await auditor('/audit/events?limit=2');
    expect(first.status).toBe(200);
    expect(first.body.items.map(({ type }: { type: string }) => type)).toEqual(['MonthClosed', 'StatementDrawn']);
    expect(first.body.items[0].words.da).toBe(
      'Region Midtjylland lukkede juni 2020 den 02.07.2020: 1 opgørelse, i alt -28.160,00 kr.',
    );
    const second = await auditor(`/audit/events?limit=2&cursor=${first.body.next}`);
    expect(second.body.items[0].position).toBeLessThan(first.body.items[1].position);
  });

  it('filters by type, party, subject and position', async () => {
    const listed = async (query: string) =>
      (await auditor(`/audit/events?order=oldest&${query}`)).body.items.map(({ type }: { type: string }) => type);
    expect(await listed('type=CitizenEnrolled&type=CitizenDischarged')).toEqual([
      'CitizenEnrolled',
      'CitizenDischarged',
    ]);
    expect(await listed('type=EanRegistered')).toEqual(['EanRegistered']);
    expect((await listed(`subject=${STAY}`))[0]).toBe('PlaceReserved');
    expect(await listed(`subject=${STAY.slice(-8)}`)).toEqual(await listed(`subject=${STAY}`));
    expect(await listed(`subject=${STAY.slice(-3)}`)).toEqual([]);
    const ofCitizen = await listed(`subject=${CITIZEN}`);
    expect(ofCitizen).toContain('PlaceReserved');
    expect(await listed('subject=7f3a')).toEqual(ofCitizen);
    const asItStands = await listed(`subject=1082-751-2020-05`);
    expect(asItStands).toContain('StatementDrawn');
    expect(await listed(`subject=51-2020-05`)).toEqual(asItStands);
    expect(await listed('party=791')).toEqual([]);
    expect(await listed('toPosition=2')).toEqual(['PartyRegistered', 'EanRegistered']);
    expect(await listed('recordedFrom=2199-01-01')).toEqual([]);
    expect(await listed('text=MOVED+IN')).toEqual(['CitizenEnrolled']);
    // Every word, in whatever order, but all in the same language.
    expect(await listed('text=+ind++FLYTTEDE+')).toEqual(['CitizenEnrolled']);
    expect(await listed('text=moved+flyttede')).toEqual([]);
    expect(await listed('text=flyttede+ind&type=CitizenDischarged')).toEqual([]);
    for (const nowhere of ['%25', '_lyttede', '%5C', "'"]) expect(await listed(`text=${nowhere}`)).toEqual([]);
  });

  it('finds the events of one stream, page by page in either order, among all else that is asked', async () => {
    const { items } = (await auditor('/audit/events?limit=500')).body;
    const { stream } = items[0];
    const inStream = items.filter((each: { stream: string }) => each.stream === stream);
    expect(inStream.length).toBeGreaterThan(2);
    const listed = async (query: string) => {
      const found = [];
      for (let cursor = ''; ;) {
        const { body } = await auditor(`/audit/events?stream=${stream}&limit=2&${query}${cursor}`);
        found.push(...body.items);
        if (body.next === undefined) return found;
        cursor = `&cursor=${body.next}`;
      }
    };
    expect(await listed('')).toEqual(inStream);
    expect(await listed('order=oldest')).toEqual(inStream.toReversed());
    const { type } = inStream[1];
    expect(await listed(`type=${type}`)).toEqual(inStream.filter((each: { type: string }) => each.type === type));
    for (const nowhere of ['ukendt-1', '%24all', "'"])
      expect((await auditor(`/audit/events?stream=${nowhere}`)).body.items).toEqual([]);
  });

  it('finds the events of one chain', async () => {
    const { items } = (await auditor('/audit/events?limit=500')).body;
    for (const { correlationId } of items.slice(0, 3)) {
      const chain = (await auditor(`/audit/events?correlationId=${correlationId}`)).body.items;
      expect(chain).toEqual(items.filter((each: { correlationId: string }) => each.correlationId === correlationId));
    }
  });

  it('gives the whole fact by its id', async () => {
    const { body } = await auditor('/audit/events?type=CitizenEnrolled');
    const { status, body: whole } = await auditor(`/audit/events/${body.items[0].eventId}`);
    expect(status).toBe(200);
    expect(whole).toMatchObject({ data: { firstDay: '2020-03-10' }, metadata: { actor: 'medarbejder-1' } });
    expect((await auditor('/audit/events/019c0000-0000-7000-8000-ffffffffffff')).body.code).toBe('UNKNOWN_EVENT');
  });

  it('is for auditors', async () => {
    for (const url of ['/audit/events', '/audit/invariants'])
      expect((await ask(url, '751', ['buyer'])).status).toBe(403);
    expect((await ask('/audit/replay', '1082', ['operator'], 'POST')).status).toBe(403);
  });

  it('tells a placement’s history to its parties alone', async () => {
    const url = `/placements/${STAY}/history`;
    const { body } = await ask(url, '751', ['buyer']);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'PlaceReserved',
      'PlacePurchaseAgreed',
      'CitizenEnrolled',
      'CitizenDischarged',
      'DischargeCorrected',
    ]);
    expect((await ask(url, '1082', ['operator'])).status).toBe(200);
    expect((await auditor(url)).status).toBe(200);
    expect(await ask(url, '665', ['buyer'])).toMatchObject({ status: 404, body: { code: 'NO_SUCH_HISTORY' } });
    // The secretariat sits in one of the parties and must not see its citizens; nor must those who buy for it see its sales.
    expect((await ask(url, '1082', ['buyer'])).status).toBe(404);
    for (const party of ['1082', '791']) expect((await ask(url, party, ['secretariat'])).status).toBe(403);
  });

  it('tells an offering’s history without other people’s citizens', async () => {
    const url = `/offerings/${HOESKOVEN}/history`;
    const types = async (party: string, role: Role) =>
      ((await ask(url, party, [role])).body.items ?? []).map(({ type }: { type: string }) => type);
    expect(await types('1082', 'operator')).toContain('PlaceReserved');
    expect(await types('751', 'buyer')).toContain('PlaceReserved');
    expect(await types('791', 'secretariat')).toEqual([
      'OfferingPublished',
      'ServiceLineAdded',
      'TariffChanged',
      'CapacityChanged',
    ]);
    expect((await ask(url, '665', ['buyer'])).status).toBe(404);
  });

  it('tells a statement’s history to its payer and operator', async () => {
    const url = '/settlement/statements/1082-751-2020-05/history';
    const { body } = await ask(url, '751', ['buyer']);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual(['StatementDrawn', 'MonthClosed']);
    expect((await ask(url, '1082', ['operator'])).status).toBe(200);
    expect((await ask(url, '665', ['buyer'])).status).toBe(404);
    expect((await ask(url, '1082', ['buyer'])).status).toBe(404);
    expect((await ask(url, '1082', ['secretariat'])).status).toBe(403);
  });

  it('tells a party its own history', async () => {
    const types = async (role: Role) =>
      ((await ask('/parties/1082/history', '1082', [role])).body.items ?? []).map(({ type }: { type: string }) => type);
    expect(await types('operator')).toContain('CitizenEnrolled');
    expect(await types('buyer')).toContain('OfferingPublished');
    expect(await types('buyer')).not.toContain('CitizenEnrolled');
    expect(await types('secretariat')).toEqual([]);
    expect((await ask('/parties/751/history', '751', ['buyer'])).body.items.length).toBeGreaterThan(5);
    expect((await ask('/parties/751/history', '665', ['buyer'])).status).toBe(404);
  });

  it('certifies nothing while a read model has not come to the end of the log', async () => {
    const runner = app.get(ProjectionRunner);
    const reading = runner.status().map((each, at) => (at === 0 ? { ...each, state: 'catching-up' as const } : each));
    const status = jest.spyOn(runner, 'status').mockReturnValue(reading);
    for (const path of ['/audit/replay', '/audit/replay/begin']) {
      const { status: code, body } = await auditor(path, 'POST');
      expect([code, body.code]).toEqual([409, 'STILL_READING_IN']);
    }
    status.mockRestore();
  });

  it('certifies that the read models follow from the log', async () => {
    const letGo = store.hold();
    const asked = [auditor('/audit/replay', 'POST'), auditor('/audit/replay', 'POST')] as const;
    // Only the one that is refused answers while the other stands still.
    await Promise.race(asked);
    letGo();
    const both = await Promise.all(asked);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = both.find(({ status }) => status === 200) ?? both[0];
    expect(body).toMatchObject({ equal: true, events: cleanLedger().length });
    expect(body.models.map(({ name }: { name: string }) => name)).toContain('trail');
    for (const { liveDigest, replayDigest } of body.models) expect(liveDigest).toBe(replayDigest);
    expect(body.certificate.da).toContain(`alle ${cleanLedger().length} hændelser`);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('REPLAY_RUNNING');
    expect((await auditor('/audit/replay', 'POST')).status).toBe(200);
  });

  it('can be asked to certify without being waited for', async () => {
    const letGo = store.hold();
    const begun = await auditor('/audit/replay/begin', 'POST');
    expect(begun).toMatchObject({ status: 202, body: { running: true, upTo: cleanLedger().length } });
    expect((await auditor('/audit/replay/begin', 'POST')).body.code).toBe('REPLAY_RUNNING');
    letGo();
    const body = await standWhen(({ running }) => !running);
    expect(body).toMatchObject({ running: false, last: { equal: true, events: cleanLedger().length } });
    expect(body.endedAt).toMatch(/^2\d{3}-/);
    for (const role of ['buyer', 'operator', 'secretariat'] as const) {
      expect((await ask('/audit/replay', '740', [role])).status).toBe(403);
      expect((await ask('/audit/replay/begin', '740', [role], 'POST')).status).toBe(403);
    }
  });

  it('can be stopped, and then has found nothing and changed nothing', async () => {
    const letGo = store.hold();
    const asked = auditor('/audit/replay', 'POST');
    await standWhen(({ running }) => running);
    expect((await auditor('/audit/replay/stop', 'POST')).status).toBe(202);
    letGo();
    expect(await asked).toMatchObject({ status: 409, body: { code: 'REPLAY_STOPPED' } });
    const { body } = await auditor('/audit/replay');
    expect(body).toMatchObject({ running: false, stopped: true });
    expect(body.last).toBeUndefined();
    expect((await auditor('/audit/replay/stop', 'POST')).body).toEqual(body);
    expect((await auditor('/audit/replay', 'POST')).body).toMatchObject({ equal: true });
  });

  it('checks the invariants', async () => {
    const { status, body } = await auditor('/audit/invariants', 'POST');
    expect(status).toBe(200);
    expect(body).toMatchObject({ holds: true, checkedEvents: cleanLedger().length });
    expect((await auditor('/audit/invariants')).body).toEqual(body);
  });

  it('finds by an agreement what happened to itself, and not every placement bought under it', async () => {
    const { items } = (await auditor('/audit/events?subject=midtjylland-2019-20&order=oldest')).body;
    const types = new Set(items.map(({ type }: { type: string }) => type));
    // This ledger begins when the agreement was there already; its months were closed by the agreement's rules.
    expect([...types]).toEqual(['MonthClosed']);
  });

  it('finds who pays for a citizen that another bought a place for, and tells them of it alone', async () => {
    const asked = (url: string) => ask(url, '791', ['buyer']);
    expect((await asked(`/offerings/${HOESKOVEN}/history`)).status).toBe(404);
    const change = { placementId: STAY, offeringId: HOESKOVEN, from: '2020-06-01', formerPayer: '751', payer: '791' };
    const fact = recorded({ type: 'PayerChanged', data: { ...change, legalGround: 'RSL-9' } });
    await store.append('ledger-3', -1, [fact]);
    expect(await app.get(ProjectionRunner).waitFor(await store.head(), 5_000)).toBe(true);
    const typesAt = async (answer: Promise<Answer>) =>
      (await answer).body.items.map(({ type }: { type: string }) => type);
    expect(await typesAt(auditor('/audit/events?party=791'))).toEqual(['PayerChanged']);
    expect(await typesAt(asked(`/offerings/${HOESKOVEN}/history`))).toContain('PayerChanged');
    expect(await typesAt(asked(`/placements/${STAY}/history`))).toContain('PlaceReserved');
  });

  it('tells old facts with the names of their time', async () => {
    const wordsOf = async (query: string) =>
      (await auditor(`/audit/events?type=CitizenEnrolled&type=OfferingDescribed&order=oldest${query}`)).body.items.map(
        ({ words }: { words: { da: string } }) => words.da,
      );
    const before = await wordsOf('');
    expect(before).toEqual([expect.stringContaining('på Bostøtte Høskoven')]);
    const published = cleanLedger().find(({ type }) => type === 'OfferingPublished')?.data;
    const renamed = { ...published, name: 'Høskoven Nord', from: '2020-07-01' };
    await store.append('ledger-2', -1, [recorded({ type: 'OfferingDescribed', data: renamed })]);
    expect(await app.get(ProjectionRunner).waitFor(await store.head(), 5_000)).toBe(true);
    expect(await wordsOf('')).toEqual([...before, expect.stringContaining('Høskoven Nord')]);
    expect(await wordsOf('&text=Bostøtte')).toEqual(before);
    expect(await wordsOf('&text=nord')).toEqual([expect.stringContaining('Høskoven Nord')]);
  });
});
