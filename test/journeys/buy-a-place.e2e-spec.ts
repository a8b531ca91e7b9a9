import { randomUUIDv7 as newId } from 'node:crypto';
import { ExpireReservationsJob } from '../../src/placements/expire-reservations.job';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, SILKEBORG, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

beforeEach(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running, 2);
});
afterEach(() => running.close());

/** A place bought by Aarhus from a day on, with the citizen there when `enrol` says so. */
const bought = async (
  firstDay: string,
  { enrol = false, ...more }: { enrol?: boolean; citizenRef?: string } = {},
): Promise<string> => {
  const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, firstDay, more));
  await market.seller.post(`/placements/${placementId}/confirm`);
  if (!enrol) return placementId;
  running.clock.turnTo(firstDay);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay });
  return placementId;
};

const freeAtHøskoven = async (from: string): Promise<number> => {
  const { items } = await market.aarhus.get(`/free-places?legalBasis=SEL-107&level=1&from=${from}&freeBy=${from}`);
  return items.find(({ offeringId }: { offeringId: string }) => offeringId === market.offeringId)?.freeOnDay ?? 0;
};

const occupancyOn = async (day: string) =>
  (await market.seller.get(`/occupancy?offeringId=${market.offeringId}&from=${day}&to=${day}&by=day`)).total;

describe('A buyer gets a place', () => {
  it('from the search over the signed contract to the citizen’s first day, and can read the whole story', async () => {
    const { aarhus, seller, offeringId } = market;
    const found = await aarhus.get('/free-places?targetGroup=Erhvervet%20hjerneskade&from=2020-03-10');
    expect(found.items).toEqual([
      expect.objectContaining({ offeringId, offeringName: 'Bostøtte Høskoven', operator: REGION, freeOnDay: 2 }),
    ]);

    const asked = await aarhus.post('/placements', reservation(offeringId, '2020-03-10'));
    const { placementId } = asked;
    expect(await freeAtHøskoven('2020-03-10')).toBe(1);
    expect(await aarhus.get(`/placements/${placementId}`)).toMatchObject({
      phase: 'reserved',
      buyer: AARHUS,
      operator: REGION,
      payer: AARHUS,
      expiresOn: '2020-02-24',
      terms: { components: [{ priceOre: 256_000 }] },
    });

    await seller.post(`/placements/${placementId}/confirm`);
    await running.settled();
    const drafted = await aarhus.get(`/contracts/${placementId}`);
    // In the words that people sign, with the agreement's name as it was then.
    expect(drafted.content.sections[2].terms.slice(0, 2)).toEqual([
      { label: 'Paragraf', text: '§ 107 i lov om social service, midlertidigt botilbud' },
      { label: 'Aftalegrundlag', text: 'Rammeaftale 2019-20' },
    ]);
    expect(drafted).toMatchObject({ state: 'DRAFTED', buyer: AARHUS, operator: REGION, signatures: [] });

    const sign = (contentHash: string) => ({ contentHash, title: 'Myndighedschef' });
    expect(await aarhus.refused('POST', `/contracts/${placementId}/sign`, sign('0'.repeat(64)))).toBe(
      '409 HASH_MISMATCH',
    );
    await aarhus.post(`/contracts/${placementId}/sign`, sign(drafted.contentHash));
    expect(await aarhus.get(`/contracts/${placementId}`)).toMatchObject({ state: 'AWAITING_SUPPLIER' });
    expect(await aarhus.refused('POST', `/contracts/${placementId}/sign`, sign(drafted.contentHash))).toBe(
      '409 ALREADY_SIGNED',
    );
    await seller.post(`/contracts/${placementId}/sign`, sign(drafted.contentHash));
    const signed = await seller.get(`/contracts/${placementId}`);
    expect(signed).toMatchObject({ state: 'SIGNED', signedOn: '2020-02-10', contentHash: drafted.contentHash });

    expect(await occupancyOn('2020-03-10')).toMatchObject({ available: 2, reserved: 1, occupied: 0 });
    expect(await seller.refused('POST', `/placements/${placementId}/enrol`, { firstDay: '2020-03-10' })).toBe(
      '422 CITIZEN_NOT_YET_THERE',
    );
    running.clock.turnTo('2020-03-10');
    await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
    expect(await occupancyOn('2020-03-10')).toMatchObject({ available: 2, reserved: 0, occupied: 1, rateBp: 5_000 });
    expect(await aarhus.get(`/contracts/${placementId}`)).toMatchObject({
      status: 'IN_FORCE',
      enrolledDay: '2020-03-10',
    });

    const history = await aarhus.get(`/placements/${placementId}/history`);
    expect(history.items.map(({ type, words }: { type: string; words: { da: string } }) => [type, words.da])).toEqual([
      [
        'PlaceReserved',
        expect.stringContaining(
          'Aarhus reserverede en plads på Bostøtte Høskoven (SEL § 107, niveau 1) fra 10.03.2020',
        ),
      ],
      ['PlacePurchaseAgreed', expect.stringContaining('Region Midtjylland')],
      ['StandardContractDrafted', expect.stringMatching(/kontrakt/i)],
      ['StandardContractSigned', expect.stringContaining('Aarhus')],
      ['StandardContractSigned', expect.stringContaining('Region Midtjylland')],
      ['StayClaimed', expect.stringContaining('10.03.2020')],
      ['CitizenEnrolled', expect.stringContaining('flyttede ind på Bostøtte Høskoven (køber Aarhus) den 10.03.2020')],
    ]);
  });

  it('only while there is one', async () => {
    await bought('2020-03-01');
    await bought('2020-03-01');
    const { status, body } = await market.viborg.ask(
      'POST',
      '/placements',
      reservation(market.offeringId, '2020-03-01'),
    );
    expect([status, body.code, body.detail]).toEqual([
      409,
      'NO_FREE_PLACE',
      'Der er ingen ledig plads på SEL § 107 den 01.03.2020.',
    ]);
  });

  it('and no other buyer learns that the placement or its contract exists', async () => {
    const placementId = await bought('2020-03-10', { enrol: true });
    await running.settled();
    for (const path of [
      `/placements/${placementId}`,
      `/contracts/${placementId}`,
      `/placements/${placementId}/history`,
    ])
      expect(await market.viborg.refused('GET', path)).toMatch(/^404 /);
    expect((await market.viborg.get('/placements')).items).toEqual([]);
    expect(await market.viborg.refused('POST', `/placements/${placementId}/withdraw`)).toBe('404 PLACEMENT_UNKNOWN');
  });
});

describe('A reservation gives its place back', () => {
  it('when the operator declines it', async () => {
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
    expect(await market.aarhus.refused('POST', `/placements/${placementId}/decline`, { reason: 'NO_STAFF' })).toMatch(
      /^403 /,
    );
    await market.seller.post(`/placements/${placementId}/decline`, { reason: 'NO_STAFF' });
    expect(await market.aarhus.get(`/placements/${placementId}`)).toMatchObject({ phase: 'declined' });
    expect(await freeAtHøskoven('2020-03-10')).toBe(2);
    expect(await market.seller.refused('POST', `/placements/${placementId}/confirm`)).toBe('409 NOT_RESERVED');
  });

  it('when the buyer withdraws, also after the purchase, and the contract is annulled', async () => {
    const placementId = await bought('2020-03-10');
    await running.settled();
    await market.aarhus.post(`/placements/${placementId}/withdraw`);
    await running.settled();
    expect(await market.aarhus.get(`/placements/${placementId}`)).toMatchObject({ phase: 'withdrawn' });
    expect(await market.aarhus.get(`/contracts/${placementId}`)).toMatchObject({ status: 'ANNULLED' });
    expect(await freeAtHøskoven('2020-03-10')).toBe(2);
  });

  it('when nobody answers in time', async () => {
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
    await market.aarhus.get(`/placements/${placementId}`);
    running.clock.turnTo('2020-02-24');
    const job = running.app.get(ExpireReservationsJob);
    expect(await job.run()).toBe(0);
    running.clock.turnTo('2020-02-25');
    expect(await market.seller.refused('POST', `/placements/${placementId}/confirm`)).toBe('409 RESERVATION_EXPIRED');
    expect(await job.run()).toBe(1);
    await running.settled();
    expect(await market.aarhus.get(`/placements/${placementId}`)).toMatchObject({ phase: 'lapsed' });
    expect(await freeAtHøskoven('2020-03-10')).toBe(2);
    expect(await job.run()).toBe(0);
  });
});

describe('While the citizen is there', () => {
  it('the level changes when the other party accepts, with an addendum to sign', async () => {
    const { aarhus, seller } = market;
    const placementId = await bought('2020-03-10', { enrol: true });
    const at = `/placements/${placementId}`;
    await seller.post(`${at}/change`, { from: '2020-04-01', level: '2' });
    expect(await seller.refused('POST', `${at}/change/accept`)).toBe('409 OWN_PROPOSAL');
    expect(await aarhus.get(at)).toMatchObject({ level: '1', proposal: { by: REGION, from: '2020-04-01' } });
    await aarhus.post(`${at}/change/accept`);
    expect(await aarhus.get(`${at}?effectiveOn=2020-03-31`)).toMatchObject({ level: '1', proposal: null });
    expect(await aarhus.get(`${at}?effectiveOn=2020-04-01`)).toMatchObject({ level: '2' });
    await running.settled();
    const { addenda, unsignedAddenda } = await aarhus.get(`/contracts/${placementId}`);
    expect([addenda.length, unsignedAddenda]).toEqual([1, 1]);
    expect(JSON.stringify(addenda[0].content)).toMatch(/[\d.]+,\d\d kr\. pr\. døgn/);
    const signing = { contentHash: addenda[0].contentHash, title: 'Myndighedschef' };
    for (const side of [aarhus, seller]) await side.post(`/contracts/${placementId}/addenda/1/sign`, signing);
    expect(await aarhus.get(`/contracts/${placementId}`)).toMatchObject({ unsignedAddenda: 0 });
  });

  it('a proposal can be refused, and another made', async () => {
    const at = `/placements/${await bought('2020-03-10', { enrol: true })}`;
    await market.aarhus.post(`${at}/change`, { from: '2020-04-01', level: '2' });
    await market.seller.post(`${at}/change/refuse`);
    expect(await market.aarhus.get(at)).toMatchObject({ level: '1', proposal: null });
    expect(await market.aarhus.refused('POST', `${at}/change/accept`)).toBe('409 NO_CHANGE_PROPOSED');
    await market.aarhus.post(`${at}/change`, { from: '2020-05-01', level: '2' });
  });

  it('absence is registered, and the place stays occupied and paid', async () => {
    const at = `/placements/${await bought('2020-03-10', { enrol: true })}`;
    await market.seller.post(`${at}/absence`, { first: '2020-03-15', last: '2020-03-20', kind: 'HOSPITAL' });
    expect(
      await market.seller.refused('POST', `${at}/absence`, { first: '2020-03-20', last: '2020-03-22', kind: 'LEAVE' }),
    ).toBe('409 ABSENCE_OVERLAPS');
    expect(await market.aarhus.get(at)).toMatchObject({
      absences: [{ first: '2020-03-15', last: '2020-03-20', kind: 'HOSPITAL' }],
    });
    const { statements } = await market.seller.get('/settlement/months/2020-03/preview');
    expect(statements).toMatchObject([{ payer: AARHUS, totalOre: 22 * 256_000 }]);
  });

  it('notice gives the last payable day that its preview promised (R30)', async () => {
    const at = `/placements/${await bought('2020-03-10', { enrol: true })}`;
    running.clock.turnTo('2020-04-15');
    const preview = await market.aarhus.get(`${at}/notice-preview?noticeDate=2020-04-14`);
    expect(preview).toMatchObject({ lastPayableDay: '2020-05-31', agreementId: 'rammeaftale-2019-20' });
    await market.aarhus.post(`${at}/notice`, { noticeDate: '2020-04-14', receivedDate: '2020-04-15' });
    expect(await market.seller.get(at)).toMatchObject({ noticeLastPayableDay: '2020-05-31', phase: 'enrolled' });
    expect(
      await market.aarhus.refused('POST', `${at}/notice`, { noticeDate: '2020-04-15', receivedDate: '2020-04-15' }),
    ).toBe('409 NOTICE_ALREADY_GIVEN');
    running.clock.turnTo('2020-05-11');
    await market.seller.post(`${at}/end`, { departureDay: '2020-05-10', reason: 'BUYER_NOTICE' });
    expect(await occupancyOn('2020-05-20')).toMatchObject({ occupied: 0, paidNotOccupied: 1 });
  });

  it('another municipality takes over the payment and sees its own part', async () => {
    const placementId = await bought('2020-03-10', { enrol: true });
    const at = `/placements/${placementId}`;
    await market.aarhus.post(`${at}/payer`, { payer: SILKEBORG, from: '2020-03-21', legalGround: 'RSL-9' });
    expect(await market.aarhus.get(`${at}?effectiveOn=2020-03-20`)).toMatchObject({ payer: AARHUS });
    expect(await market.silkeborg.get(`${at}?effectiveOn=2020-03-21`)).toMatchObject({ payer: SILKEBORG });
    const { statements } = await market.seller.get('/settlement/months/2020-03/preview');
    expect(
      statements.map(({ payer, totalOre }: { payer: string; totalOre: number }) => [payer, totalOre]).sort(),
    ).toEqual([
      [SILKEBORG, 11 * 256_000],
      [AARHUS, 11 * 256_000],
    ]);
    expect(
      await market.silkeborg.refused('POST', `${at}/payer`, {
        payer: '000',
        from: '2020-03-25',
        legalGround: 'RSL-9',
      }),
    ).toBe('422 UNKNOWN_PAYER');
  });

  it('the same citizen cannot have another place round the clock (I5)', async () => {
    const citizenRef = newId();
    await bought('2020-03-10', { enrol: true, citizenRef });
    const other = await market.offer('Bostedet Elsted', 1);
    const { placementId } = await market.aarhus.post('/placements', reservation(other, '2020-03-20', { citizenRef }));
    await market.seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-03-20');
    expect(await market.seller.refused('POST', `/placements/${placementId}/enrol`, { firstDay: '2020-03-20' })).toBe(
      '409 ALREADY_PLACED',
    );
  });
});
