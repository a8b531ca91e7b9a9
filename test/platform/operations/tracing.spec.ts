import { type CollectedSpan, OtlpCollector } from '../../support/otlp-collector';
import { type RunningApp, startApp } from '../../support/app';
import { openSmallMarket, reservation } from '../../support/small-market';

const CORRELATION = '019d0000-0000-7000-8000-00000000c0de';
/** Of a caller elsewhere, as W3C Trace Context writes it. */
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

describe('Traces', () => {
  let collector: OtlpCollector;
  let running: RunningApp;
  let citizenRef: string;

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    running = await startApp('2020-02-10', { settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint } });
    const market = await openSmallMarket(running, 1);
    const headers = { 'x-correlation-id': CORRELATION, traceparent: `00-${TRACE}-${CALLER}-01` };
    const asked = reservation(market.offeringId, '2020-03-01') as { citizenRef: string };
    citizenRef = asked.citizenRef;
    const { placementId } = await market.aarhus.post('/placements', asked, headers);
    await market.aarhus.ask('POST', '/placements', reservation(market.offeringId, '2020-03-01'), headers);
    await market.seller.post(`/placements/${placementId}/confirm`, undefined, headers);
    await running.settled();
    // Read models are looked after every few milliseconds; what is pending is sent when the product closes.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await running.app.close();
  }, 30_000);
  afterAll(() => collector.close());

  const inTrace = (): CollectedSpan[] => collector.spans.filter(({ traceId }) => traceId === TRACE);
  /** From the span up to the caller: the names. */
  const ancestry = (span: CollectedSpan): string[] => {
    const parent = inTrace().find(({ spanId }) => spanId === span.parentSpanId);
    return [
      span.name,
      ...(parent === undefined ? [span.parentSpanId === CALLER ? 'caller' : 'nobody'] : ancestry(parent)),
    ];
  };
  const storiesOf = (name: string): string[][] =>
    inTrace()
      .filter((span) => span.name === name)
      .map(ancestry);

  it('lead from the caller’s request over the command to the append', () => {
    expect(storiesOf('append')).toContainEqual(['append', 'command ReservePlace', 'POST /api/v1/placements', 'caller']);
  });

  it('lead on to the policy that follows and its own append, and to the read models', () => {
    const confirmed = [
      'append',
      'command ConfirmReservation',
      'POST /api/v1/placements/:placementId/confirm',
      'caller',
    ];
    expect(storiesOf('command DraftContract')).toEqual([
      ['command DraftContract', 'policy draft-contract', ...confirmed],
    ]);
    expect(storiesOf('projection place-book')).toContainEqual(['projection place-book', ...confirmed]);
  });

  it('carry the correlation id, and say what was refused without calling it an error', () => {
    const commands = inTrace().filter(({ name }) => name.startsWith('command '));
    expect(commands.map(({ attributes }) => attributes['pladsbog.correlation_id'])).toEqual(
      commands.map(() => CORRELATION),
    );
    const refused = commands.filter(({ attributes }) => attributes['pladsbog.refusal'] === 'NO_FREE_PLACE');
    expect(refused.map(({ name, status }) => [name, status === 2])).toEqual([['command ReservePlace', false]]);
    const [post] = inTrace().filter(({ name }) => name === 'POST /api/v1/placements');
    expect(post?.attributes).toMatchObject({
      'http.route': '/api/v1/placements',
      'pladsbog.correlation_id': CORRELATION,
    });
  });

  it('hold no token, no body and no reference to a citizen', () => {
    expect(collector.spans.length).toBeGreaterThan(50);
    for (const secret of [citizenRef, 'eyJ', 'Bearer', 'Høskoven'])
      expect([secret, collector.text.includes(secret)]).toEqual([secret, false]);
  });
});
