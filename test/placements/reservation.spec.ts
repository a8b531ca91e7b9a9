import { partyCode, serviceLineId } from '../../src/kernel/vocabulary';
import { placeBook } from '../../src/placements/place-book.decider';
import {
  ConfirmReservation,
  confirmReservation,
  DeclineReservation,
  declineReservation,
  LapseReservation,
  lapseReservation,
  reservePlace,
  type ReservationFacts,
  WithdrawReservation,
  withdrawReservation,
} from '../../src/placements/reservation.decider';
import { scenariosFor } from '../support/given';
import {
  asker,
  aarhus,
  agreed,
  closing,
  day,
  discharged,
  enrolled,
  facts,
  høskoven,
  idOf,
  offering,
  places,
  placement,
  randers,
  region,
  reserve,
  reserved,
  tariff,
  terms,
  today,
} from './example';

const given = scenariosFor(placeBook);
const on = { placementId: placement, offeringId: høskoven };
const asking = (changes: Parameters<typeof reserve>[0] = {}, other: Partial<ReservationFacts> = {}) => {
  return (state: Parameters<typeof reservePlace>[1]) => reservePlace(reserve(changes), state, { ...facts, ...other });
};

describe('Reserving a place', () => {
  it('freezes the terms, and holds the place for as long as the agreement says', () =>
    given(places(1)).when(asking()).thenRecorded(reserved()));

  it('takes the last free place only once', () => {
    const other = reserved({ placementId: idOf(2) });
    given(places(1), other)
      .when(asking())
      .thenRejected('NO_FREE_PLACE', { serviceLineId: 'SEL-107', day: '2020-03-10' });
  });

  it('names the first day on which every place is taken', () => {
    const later = reserved({ placementId: idOf(2), firstDay: day('2020-09-01') });
    given(places(1), later)
      .when(asking())
      .thenRejected('NO_FREE_PLACE', { serviceLineId: 'SEL-107', day: '2020-09-01' });
  });

  it('is possible until the day before another takes the place', () => {
    const later = reserved({ placementId: idOf(2), firstDay: day('2020-09-01') });
    const plannedLastDay = day('2020-08-31');
    given(places(1), later).when(asking({ plannedLastDay })).thenRecorded(reserved({ plannedLastDay }));
  });

  it.each(['ReservationDeclined', 'ReservationWithdrawn', 'ReservationLapsed'] as const)(
    'finds a place free again after %s',
    (type) => {
      const data = { ...on, placementId: idOf(2), reason: 'OTHER', withdrawnOn: today, expiredOn: today };
      given(places(1), reserved({ placementId: idOf(2) }), { type, data } as never)
        .when(asking())
        .thenRecorded(reserved());
    },
  );

  it('finds the place free the day after a departure', () => {
    const stay = [reserved({ placementId: idOf(2), firstDay: day('2020-01-01') }), enrolled('2020-01-01', idOf(2))];
    const left = discharged('2020-03-09', idOf(2));
    given(places(1), ...stay, left)
      .when(asking())
      .thenRecorded(reserved());
    given(places(1), ...stay, discharged('2020-03-10', idOf(2)))
      .when(asking({ today: day('2020-03-11') }))
      .thenRejected('NO_FREE_PLACE');
  });

  it('uses temporary over-capacity only while it lasts (R24)', () => {
    const extra = {
      type: 'OverCapacityOpened',
      data: {
        offeringId: høskoven,
        serviceLineId: terms.serviceLineId,
        extraPlaces: 1,
        first: day('2020-03-01'),
        last: day('2020-03-31'),
        reason: 'Akut',
      },
    } as const;
    given(extra).when(asking()).thenRejected('NO_FREE_PLACE', { serviceLineId: 'SEL-107', day: '2020-04-01' });
    const plannedLastDay = day('2020-03-31');
    given(extra).when(asking({ plannedLastDay })).thenRecorded(reserved({ plannedLastDay }));
  });

  it('is for own citizens too, who take places like others (I6)', () =>
    given(places(0))
      .when(asking({ by: region }))
      .thenRejected('NO_FREE_PLACE'));

  const line = offering.line;
  it.each<[string, Parameters<typeof reserve>[0], Partial<ReservationFacts>, string]>([
    ['of an offering that is not there', {}, { offering: undefined as never }, 'UNKNOWN_OFFERING'],
    [
      'of a service line that is not sold',
      { serviceLineId: serviceLineId('SEL-108') },
      { offering: { ...offering, line: undefined as never } },
      'UNKNOWN_SERVICE_LINE',
    ],
    ['before the service line opens', { firstDay: day('2014-12-31') }, {}, 'SERVICE_LINE_NOT_OPEN'],
    [
      'after the service line has ended',
      {},
      { offering: { ...offering, line: { ...line!, last: day('2020-03-09') } } },
      'SERVICE_LINE_NOT_OPEN',
    ],
    [
      'under a paragraph that was repealed',
      {},
      { offering: { ...offering, line: { ...line!, legalBasis: 'BL-43' } } },
      'LEGAL_BASIS_NOT_IN_FORCE',
    ],
    [
      'past the last day of the offering',
      {},
      { offering: { ...offering, last: day('2020-12-31') } },
      'OFFERING_CLOSES',
    ],
    ['without an agreement between the parties', {}, { agreement: undefined as never }, 'NO_AGREEMENT'],
    ['without a tariff on the first day', {}, { tariff: undefined as never }, 'NO_TARIFF'],
    ['more than 12 months back (R2)', { firstDay: day('2019-03-09') }, {}, 'TOO_FAR_BACK'],
    ['that ends before it begins', { plannedLastDay: day('2020-03-09') }, {}, 'ENDS_BEFORE_START'],
    ['held longer than the agreement allows', { expiresOn: day('2020-05-10') }, {}, 'EXPIRES_TOO_LATE'],
    ['that has expired already', { expiresOn: day('2020-03-09') }, {}, 'EXPIRES_IN_THE_PAST'],
    ['with a supplement the tariff has not', { supplements: ['NATTEVAGT'] }, {}, 'UNKNOWN_SUPPLEMENT'],
    ['with hours the tariff does not sell', { hoursPerDay: 250 }, {}, 'HOURS_NOT_SOLD'],
    ['part time round the clock (R16)', { daysPerWeek: 3 }, {}, 'PART_TIME_NOT_OFFERED'],
    ['for another payer without a ground (R7)', { payer: randers }, {}, 'PAYER_GROUND_REQUIRED'],
    [
      'for a payer by an agreement it was not asked about (R9)',
      { payer: randers, payerGround: 'AGREEMENT' },
      {},
      'PAYER_NOT_ASKED',
    ],
    ['for a payer nobody knows', {}, { payer: undefined as never }, 'UNKNOWN_PAYER'],
  ])('is refused %s', (_, changes, other, code) => given(places(5)).when(asking(changes, other)).thenRejected(code));

  it('is allowed exactly 12 months back', () =>
    given(places(1))
      .when(asking({ firstDay: day('2019-03-10') }))
      .thenRecorded(reserved({ firstDay: day('2019-03-10') })));

  it('needs hours where the tariff has a price per hour (R15)', () => {
    const byTheHour = {
      ...tariff,
      components: [
        ...tariff.components,
        { ...tariff.components[0], code: 'TIME', kind: 'SERVICE_HOUR' as const, unit: 'HOUR' as const },
      ],
    };
    given(places(1))
      .when(asking({}, { tariff: byTheHour }))
      .thenRejected('HOURS_REQUIRED');
  });

  it('gives part of the price for part-time day places (R16)', () => {
    const dayPlace = { ...offering, line: { ...line!, legalBasis: 'SEL-104' as const } };
    given(places(1))
      .when(asking({ daysPerWeek: 3 }, { offering: dayPlace }))
      .thenRecorded(reserved({ terms: { ...terms, legalBasis: 'SEL-104', daysPerWeek: 3, factorBp: 8_500 } }));
  });
});

describe('Answering a reservation', () => {
  const confirm = (by = region, at = today, expectedRevision?: number) =>
    new ConfirmReservation({ ...on, by: asker(by), today: at, expectedRevision });

  it('makes it a purchase and a sale, once', () => {
    given(places(1), reserved())
      .when((state) => confirmReservation(confirm(), state))
      .thenRecorded(agreed());
    given(places(1), reserved(), agreed())
      .when((state) => confirmReservation(confirm(), state))
      .thenRejected('NOT_RESERVED');
  });

  it.each([
    ['by the buyer', confirm(aarhus), 'NOT_YOURS'],
    ['by a municipality that is no party, which is told nothing', confirm(randers), 'PLACEMENT_UNKNOWN'],
    ['the day after it expired', confirm(region, day('2020-03-25')), 'RESERVATION_EXPIRED'],
    ['by someone who saw another revision', confirm(region, today, 1), 'STALE_REVISION'],
  ])('is refused %s', (_, command, code) =>
    given(places(1), reserved())
      .when((state) => confirmReservation(command, state))
      .thenRejected(code),
  );

  it('is refused when the offering will have closed by the first day (R24)', () =>
    given(places(1), reserved(), closing('2020-03-09'))
      .when((state) => confirmReservation(confirm(), state))
      .thenRejected('BEGINS_AFTER_CLOSURE'));

  it('is possible on the day it expires', () =>
    given(places(1), reserved())
      .when((state) => confirmReservation(confirm(region, day('2020-03-24')), state))
      .thenRecorded(agreed({ agreedOn: day('2020-03-24') })));

  it('may be a no, with a reason', () =>
    given(places(1), reserved())
      .when((state) =>
        declineReservation(new DeclineReservation({ ...on, by: asker(region), reason: 'NO_STAFF' }), state),
      )
      .thenRecorded({ type: 'ReservationDeclined', data: { ...on, reason: 'NO_STAFF' } }));

  const withdraw = new WithdrawReservation({ ...on, by: asker(aarhus), today });
  it('the buyer may withdraw until the citizen has come', () => {
    const withdrawn = { type: 'ReservationWithdrawn', data: { ...on, withdrawnOn: today } } as const;
    given(places(1), reserved(), agreed())
      .when((state) => withdrawReservation(withdraw, state))
      .thenRecorded(withdrawn);
    given(places(1), reserved(), agreed(), enrolled())
      .when((state) => withdrawReservation(withdraw, state))
      .thenRejected('ALREADY_ENROLLED');
  });

  it('it lapses when nobody answered in time, and never after an answer', () => {
    const lapse = new LapseReservation({ ...on, today: day('2020-03-25') });
    const lapsed = { type: 'ReservationLapsed', data: { ...on, expiredOn: day('2020-03-24') } } as const;
    given(places(1), reserved())
      .when((state) => lapseReservation(lapse, state))
      .thenRecorded(lapsed);
    given(places(1), reserved(), agreed())
      .when((state) => lapseReservation(lapse, state))
      .thenNothing();
    given(places(1), reserved())
      .when((state) => lapseReservation(new LapseReservation({ ...on, today: day('2020-03-24') }), state))
      .thenNothing();
  });

  it('a third party finds no placement at all', () =>
    given(places(1), reserved())
      .when((state) =>
        withdrawReservation(new WithdrawReservation({ ...on, by: asker(partyCode('999')), today }), state),
      )
      .thenRejected('PLACEMENT_UNKNOWN'));
});

describe('A place with a price for each placement ground (R41)', () => {
  const criminal = { tariff: { ...tariff, placementGround: 'CRIMINAL_LAW' as const } };

  it('is bought at the price of its own ground', () => {
    given(places(1))
      .when(asking({ placementGround: 'CRIMINAL_LAW' }, criminal))
      .thenRecorded(reserved({ terms: { ...terms, placementGround: 'CRIMINAL_LAW' } }));
    given(places(1))
      .when(asking({ placementGround: 'SOCIAL' }, criminal))
      .thenRejected('PRICE_OF_OTHER_GROUND', { level: '1', ground: 'SOCIAL' });
  });

  it('takes the ground from the price where the buyer says none', () =>
    given(places(1))
      .when(asking({}, criminal))
      .thenRecorded(reserved({ terms: { ...terms, placementGround: 'CRIMINAL_LAW' } })));
});
