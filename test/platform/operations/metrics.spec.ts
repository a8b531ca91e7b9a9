import fc from 'fast-check';
import { Tally } from '../../../src/platform/operations/tally';
import { Meters } from '../../../src/platform/operations/meters';
import { type RunningApp, startApp } from '../../support/app';
import { AARHUS, openSmallMarket, reservation, type SmallMarket } from '../../support/small-market';

/** Each sample by its name and labels as they are printed. */
const scraped = async ({ app }: RunningApp, headers: Record<string, string> = {}): Promise<Map<string, number>> => {
  const answer = await app.inject({ url: '/metrics', headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  const lines = answer.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
};

describe('A tally', () => {
  it('puts every duration into the first bucket that holds it, and loses none', () => {
    const bounds = [1, 5, 25];
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), (durations) => {
        const tally = new Tally(bounds);
        for (const ms of durations) tally.add(ms);
        const samples = tally.samples('t', { a: 'b' });
        const below = (bound: number): number => durations.filter((ms) => ms <= bound).length;
        expect(samples.slice(0, 4)).toEqual([
          ...bounds.map((bound) => ({
            metricName: 't_bucket',
            labels: { a: 'b', le: bound / 1_000 },
            value: below(bound),
          })),
          { metricName: 't_bucket', labels: { a: 'b', le: '+Inf' }, value: durations.length },
        ]);
        expect(samples[4]?.value).toBeCloseTo(durations.reduce((sum, ms) => sum + ms, 0) / 1_000, 6);
      }),
    );
  });
});

describe('The metrics', () => {
  let running: RunningApp;
  let market: SmallMarket;

  beforeAll(async () => {
    running = await startApp('2020-02-10');
    market = await openSmallMarket(running, 1);
  });
  afterAll(() => running.close());

  it('count commands by outcome, requests by route and status, and appends', async () => {
    const before = await scraped(running);
    await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    const refused = await market.aarhus.refused('POST', '/placements', reservation(market.offeringId, '2020-03-01'));
    expect(refused).toBe('409 NO_FREE_PLACE');
    await running.settled();
    const after = await scraped(running);
    const grown = (sample: string): number => (after.get(sample) ?? 0) - (before.get(sample) ?? 0);
    expect(grown('pladsbog_command_duration_seconds_count{command="ReservePlace",outcome="accepted"}')).toBe(1);
    expect(grown('pladsbog_command_duration_seconds_count{command="ReservePlace",outcome="NO_FREE_PLACE"}')).toBe(1);
    const requests = 'pladsbog_http_request_duration_seconds_count{method="POST",route="/api/v1/placements"';
    expect([grown(`${requests},status="201"}`), grown(`${requests},status="409"}`)]).toEqual([1, 1]);
    expect(grown('pladsbog_append_duration_seconds_count')).toBe(1);
    expect(after.get('pladsbog_append_duration_seconds_sum')).toBeGreaterThan(0);
    expect(after.get('pladsbog_append_conflicts_total')).toBe(0);
  });

  it('tell of every subscription how far it is behind, and that it lives', async () => {
    await running.settled();
    const samples = await scraped(running);
    const head = samples.get('pladsbog_store_position') ?? 0;
    expect(head).toBeGreaterThan(10);
    const labels = 'kind="projection",name="place-book"';
    expect(samples.get(`pladsbog_subscription_position{${labels}}`)).toBe(head);
    for (const figure of ['lag_events', 'lag_seconds', 'heartbeat_age_seconds'])
      expect([figure, samples.get(`pladsbog_subscription_${figure}{${labels}}`)]).toEqual([figure, 0]);
    expect(samples.get(`pladsbog_subscription_state{${labels},state="live"}`)).toBe(1);
    expect(samples.get('pladsbog_subscription_state{kind="policy",name="draft-contract",state="live"}')).toBe(1);
    expect(samples.get('pladsbog_store_up')).toBe(1);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  });

  it('count what no route answers under one name, whatever was asked', async () => {
    for (const url of ['/nothing/a', '/nothing/b', '/api/v1/nothing']) await running.app.inject({ url });
    const none = [...(await scraped(running)).keys()].filter(
      (sample) => sample.includes('route="(none)"') && sample.includes('_count'),
    );
    expect(none).toEqual(['pladsbog_http_request_duration_seconds_count{method="GET",route="(none)",status="404"}']);
  });

  it('hold nothing but names: no id, no reference, no text of a sender', async () => {
    const text = (await running.app.inject({ url: '/metrics' })).body;
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).not.toContain('Høskoven');
  });

  it('of two applications in one process are their own', async () => {
    const other = await startApp();
    try {
      const commands = [...(await scraped(other)).keys()].filter((sample) => sample.includes('ReservePlace'));
      expect(commands).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('count a conflict and a failure of the store', () => {
    const meters = new Meters();
    meters.appendFailed(new Error('x'));
    expect([...meters.appendFailures]).toEqual([['fault', 1]]);
  });
});

describe('Who may read the metrics', () => {
  const codeOf = async (running: RunningApp, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await running.app.inject({ url: '/metrics', headers });
    return `${answer.statusCode} ${answer.statusCode === 200 ? '' : answer.json<{ code: string }>().code}`.trim();
  };

  it('without a token: whoever is on this machine, but nobody who comes through a proxy', async () => {
    const running = await startApp();
    expect(await codeOf(running)).toBe('200');
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect(await codeOf(running, { [header]: '192.0.2.1' })).toBe('403 METRICS_CLOSED');
    await running.close();
  });

  it('with a token: whoever brings it, and a user’s token is no scrape token', async () => {
    const token = 'a-scrape-token-of-its-own';
    const running = await startApp('2020-01-02', { settings: { PLADSBOG_METRICS_TOKEN: token } });
    expect(await codeOf(running)).toBe('401 SCRAPE_TOKEN_REQUIRED');
    expect(await codeOf(running, { authorization: 'Bearer wrong' })).toBe('401 SCRAPE_TOKEN_REQUIRED');
    expect(await codeOf(running, { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1' })).toBe('200');
    const issued = await running.app.inject({
      method: 'POST',
      url: '/api/v1/auth/tokens',
      payload: { party: AARHUS, roles: ['auditor'] },
    });
    const user = issued.json<{ accessToken: string }>().accessToken;
    expect(await codeOf(running, { authorization: `Bearer ${user}` })).toBe('401 SCRAPE_TOKEN_REQUIRED');
    await running.close();
  });
});
