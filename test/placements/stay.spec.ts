import {
  ChangeCapacity,
  changeCapacity,
  OpenOverCapacity,
  openOverCapacity,
} from '../../src/placements/capacity.decider';
import {
  CorrectDischarge,
  correctDischarge,
  DischargeCitizen,
  dischargeCitizen,
  GiveNotice,
  giveNotice,
} from '../../src/placements/departure.decider';
import type { PlaceBookEvent } from '../../src/placements/place-book.events';
import { placeBook } from '../../src/placements/place-book.decider';
import {
  AcceptServiceChange,
  acceptServiceChange,
  AcceptPayerChange,
  acceptPayerChange,
  ChangePayer,
  changePayer,
  RefusePayerChange,
  refusePayerChange,
  EnrolCitizen,
  enrolCitizen,
  ProposeServiceChange,
  proposeServiceChange,
  RefuseServiceChange,
  refuseServiceChange,
  RegisterAbsence,
  registerAbsence,
} from '../../src/placements/placement.decider';
import { tariffLevel } from '../../src/kernel/vocabulary';
import { scenariosFor } from '../support/given';
import {
  asker,
  aarhus,
  agreed,
  agreement,
  bostøtte,
  day,
  closing,
  discharged,
  enrolled,
  facts,
  høskoven,
  idOf,
  places,
  placement,
  randers,
  region,
  reserved,
  tariff,
  terms,
  today,
  withRules,
} from './example';

const given = scenariosFor(placeBook);
const on = { placementId: placement, offeringId: høskoven };
const bought: readonly PlaceBookEvent[] = [places(1), reserved(), agreed()];
const running = [...bought, enrolled()];
const later = day('2021-01-15');

describe('Enrolling a citizen', () => {
  const enrol = (firstDay: string, at = today) =>
    new EnrolCitizen({ ...on, by: asker(region), today: at, firstDay: day(firstDay) });

  it('begins the stay on the day the citizen came', () =>
    given(...bought)
      .when((state) => enrolCitizen(enrol('2020-03-10'), state, facts))
      .thenRecorded(enrolled()));

  it.each([
    ['on a day that has not come', bought, enrol('2020-03-11'), 'CITIZEN_NOT_YET_THERE'],
    ['before the purchase is agreed', [places(1), reserved()], enrol('2020-03-10'), 'NOT_AGREED'],
    ['twice', running, enrol('2020-03-10'), 'ALREADY_ENROLLED'],
    ['more than 12 months back (R2)', bought, enrol('2020-03-10', day('2021-03-11')), 'TOO_FAR_BACK'],
    [
      'earlier than agreed while another has the place',
      [
        places(1),
        reserved({ placementId: idOf(2), firstDay: day('2020-01-01'), plannedLastDay: day('2020-03-09') }),
        reserved(),
        agreed(),
      ],
      enrol('2020-03-09'),
      'NO_FREE_PLACE',
    ],
    [
      'when the offering has closed since the purchase (R24)',
      [...bought, closing('2020-03-09')],
      enrol('2020-03-10'),
      'BEGINS_AFTER_CLOSURE',
    ],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...history)
      .when((state) => enrolCitizen(command, state, facts))
      .thenRejected(code),
  );

  it('on the last day of the offering is a stay', () =>
    given(...bought, closing('2020-03-10'))
      .when((state) => enrolCitizen(enrol('2020-03-10'), state, facts))
      .thenRecorded(enrolled()));

  it('may be earlier than agreed when the place is free', () =>
    given(...bought)
      .when((state) => enrolCitizen(enrol('2020-03-01'), state, facts))
      .thenRecorded(enrolled('2020-03-01')));

  it('gives back the days before a later arrival', () => {
    const other = reserved({ placementId: idOf(2), firstDay: day('2020-03-10'), plannedLastDay: day('2020-03-19') });
    const { free } = [...bought, enrolled('2020-03-20'), other]
      .reduce(placeBook.evolve, placeBook.initial)
      .lines.get(bostøtte)!;
    expect(Math.min(...free.changes.map((_, at) => free.changes.slice(0, at + 1).reduce((a, b) => a + b, 0)))).toBe(0);
  });
});

describe('Giving notice', () => {
  const notice = (noticeDate: string, by = aarhus) =>
    new GiveNotice({ ...on, by: asker(by), today: later, noticeDate: day(noticeDate), receivedDate: day(noticeDate) });
  const given1 = { ...on, by: aarhus, agreementId: agreement.agreementId };

  it('is paid to the end of the running month and one more (R30)', () =>
    given(...running)
      .when((state) => giveNotice(notice('2020-12-31'), state, { agreement }))
      .thenRecorded({
        type: 'NoticeGiven',
        data: {
          ...given1,
          noticeDate: day('2020-12-31'),
          receivedDate: day('2020-12-31'),
          lastPayableDay: day('2021-01-31'),
          ruleRef: 'R30',
        },
      }));

  it('never makes a stay longer than was agreed', () => {
    const plannedLastDay = day('2020-06-30');
    given(places(1), reserved({ plannedLastDay }), agreed({ plannedLastDay }), enrolled())
      .when((state) => giveNotice(notice('2020-06-10', region), state, { agreement }))
      .thenRecorded({
        type: 'NoticeGiven',
        data: {
          ...given1,
          by: region,
          noticeDate: day('2020-06-10'),
          receivedDate: day('2020-06-10'),
          lastPayableDay: plannedLastDay,
          ruleRef: 'AGREED',
        },
      });
  });

  it.each([
    [
      'when the agreement asks for none',
      running,
      notice('2020-12-01'),
      withRules({ noticeMonths: -1 }),
      'NOTICE_NOT_REQUIRED',
    ],
    [
      'for a crisis centre (§ 109)',
      [places(1), reserved({ terms: { ...terms, legalBasis: 'SEL-109' } }), agreed(), enrolled()],
      notice('2020-12-01'),
      agreement,
      'NOTICE_NOT_REQUIRED',
    ],
    [
      'for a short stay',
      [places(1), reserved({ terms: { ...terms, shortStay: true } }), agreed(), enrolled()],
      notice('2020-12-01'),
      agreement,
      'NOTICE_NOT_REQUIRED',
    ],
    ['after the stay', [...running, discharged()], notice('2020-12-01'), agreement, 'STAY_IS_OVER'],
    ['before the citizen has come', bought, notice('2020-12-01'), agreement, 'NOT_ENROLLED'],
    ['by the payer alone', running, notice('2020-12-01', randers), agreement, 'PLACEMENT_UNKNOWN'],
  ] as const)('is refused %s', (_, history, command, held, code) =>
    given(...(history as readonly PlaceBookEvent[]))
      .when((state) => giveNotice(command, state, { agreement: held }))
      .thenRejected(code),
  );

  it('which would have run out by now is for the operator to record, who is owed', () => {
    const outcome = { ...given1, noticeDate: day('2020-04-30'), receivedDate: day('2020-04-30'), ruleRef: 'R30' };
    const data = { ...outcome, lastPayableDay: day('2020-05-31') };
    const asked = { ...on, noticeDate: outcome.noticeDate, receivedDate: outcome.receivedDate };
    const on1June = (by: typeof aarhus) => new GiveNotice({ ...asked, by: asker(by), today: day('2020-06-01') });
    given(...running)
      .when((state) => giveNotice(on1June(aarhus), state, { agreement }))
      .thenRejected('NOTICE_HAS_RUN_OUT', { lastPayableDay: '2020-05-31' });
    given(...running)
      .when((state) => giveNotice(on1June(region), state, { agreement }))
      .thenRecorded({ type: 'NoticeGiven', data: { ...data, by: region } });
    given(...running)
      .when((state) =>
        giveNotice(new GiveNotice({ ...asked, by: asker(aarhus), today: day('2020-05-31') }), state, { agreement }),
      )
      .thenRecorded({ type: 'NoticeGiven', data });
  });

  it('lets the place be sold from the day after', () => {
    const told: PlaceBookEvent = {
      type: 'NoticeGiven',
      data: {
        ...given1,
        noticeDate: day('2020-12-01'),
        receivedDate: day('2020-12-01'),
        lastPayableDay: day('2021-01-31'),
        ruleRef: 'R30',
      },
    };
    const next = reserved({ placementId: idOf(2), firstDay: day('2021-02-01') });
    const state = [...running, told, next].reduce(placeBook.evolve, placeBook.initial);
    expect(state.lines.get(bostøtte)?.free.changes.reduce((a, b) => a + b, 0)).toBe(0);
  });
});

describe('Discharging a citizen', () => {
  const leave = (departureDay: string, more: Partial<DischargeCitizen['data']> = {}) =>
    new DischargeCitizen({
      ...on,
      by: asker(region),
      today: later,
      departureDay: day(departureDay),
      reason: 'MOVED',
      ...more,
    });
  const left = (departureDay: string, lastPayableDay: string, ruleRef: string, more = {}) =>
    ({
      type: 'CitizenDischarged',
      data: {
        ...on,
        departureDay: day(departureDay),
        lastPayableDay: day(lastPayableDay),
        reason: 'MOVED',
        ruleRef,
        ...more,
      },
    }) as PlaceBookEvent;
  const noticed: PlaceBookEvent = {
    type: 'NoticeGiven',
    data: {
      ...on,
      by: aarhus,
      noticeDate: day('2020-05-02'),
      receivedDate: day('2020-05-02'),
      lastPayableDay: day('2020-06-30'),
      ruleRef: 'R30',
      agreementId: agreement.agreementId,
    },
  };

  it.each([
    [
      'to and including the departure day (R35)',
      running,
      leave('2020-05-31'),
      agreement,
      left('2020-05-31', '2020-05-31', 'R35'),
    ],
    [
      'to the end of the notice where that is later (R30)',
      [...running, noticed],
      leave('2020-05-31'),
      agreement,
      left('2020-05-31', '2020-06-30', 'R30', { stopsOnResale: true }),
    ],
    [
      'to the day before where the departure day does not count (R35)',
      running,
      leave('2020-05-31'),
      withRules({ countDepartureDay: false }),
      left('2020-05-31', '2020-05-30', 'R35', { departureDayCounts: false }),
    ],
    [
      'by the exception of the paragraph',
      running,
      leave('2020-05-31'),
      withRules({ countDepartureDayExceptions: { 'SEL-107': false } }),
      left('2020-05-31', '2020-05-30', 'R35', { departureDayCounts: false }),
    ],
    [
      'to the end of the month after a death (Q1)',
      [...running, noticed],
      leave('2020-05-10', { reason: 'DEATH' }),
      agreement,
      left('2020-05-10', '2020-05-31', 'Q1', { reason: 'DEATH', stopsOnResale: true }),
    ],
    [
      'to the day the parties agreed on',
      running,
      leave('2020-05-10', { lastPayableDay: day('2020-05-20') }),
      agreement,
      left('2020-05-10', '2020-05-20', 'AGREED'),
    ],
  ] as const)('is paid %s', (_, history, command, held, event) =>
    given(...history)
      .when((state) => dischargeCitizen(command, state, { agreement: held }))
      .thenRecorded(event),
  );

  it.each([
    ['in the future', running, leave('2021-01-16'), 'DEPARTURE_IN_FUTURE'],
    ['before the first day', running, leave('2020-03-09'), 'BEFORE_FIRST_DAY'],
    [
      'with pay ending before the departure',
      running,
      leave('2020-05-31', { lastPayableDay: day('2020-05-30') }),
      'PAYABLE_BEFORE_DEPARTURE',
    ],
    [
      'with pay for longer than a notice would give, which the buyer has not agreed to here',
      running,
      leave('2020-05-31', { lastPayableDay: day('2020-07-01') }),
      'PAYABLE_TOO_LATE',
    ],
    ['twice', [...running, discharged()], leave('2020-05-31'), 'STAY_IS_OVER'],
    ['by the buyer', running, leave('2020-05-31', { by: asker(aarhus) }), 'NOT_YOURS'],
    [
      'past the agreed end while another has the place',
      [
        places(1),
        reserved({ plannedLastDay: day('2020-05-31') }),
        agreed({ plannedLastDay: day('2020-05-31') }),
        enrolled(),
        reserved({ placementId: idOf(2), firstDay: day('2020-06-01') }),
      ],
      leave('2020-06-01'),
      'NO_FREE_PLACE',
    ],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...(history as readonly PlaceBookEvent[]))
      .when((state) => dischargeCitizen(command, state, { agreement }))
      .thenRejected(code),
  );

  const correct = (departureDay: string) =>
    new CorrectDischarge({
      ...on,
      by: asker(region),
      today: later,
      departureDay: day(departureDay),
      reason: 'MOVED',
      cause: 'LATE_MESSAGE',
    });
  const corrected = (departureDay: string) =>
    ({
      type: 'DischargeCorrected',
      data: {
        ...on,
        departureDay: day(departureDay),
        lastPayableDay: day(departureDay),
        reason: 'MOVED',
        ruleRef: 'R35',
        cause: 'LATE_MESSAGE',
      },
    }) as PlaceBookEvent;

  it('may be corrected to an earlier day (R38), and only when something changes', () => {
    const history = [...running, discharged('2020-05-31')];
    given(...history)
      .when((state) => correctDischarge(correct('2020-05-20'), state, { agreement }))
      .thenRecorded(corrected('2020-05-20'));
    given(...history)
      .when((state) => correctDischarge(correct('2020-05-31'), state, { agreement }))
      .thenNothing();
  });

  it('may not be corrected into days that were sold to another', () => {
    const resold = reserved({ placementId: idOf(2), firstDay: day('2020-06-05') });
    const history = [...running, discharged('2020-05-31'), resold];
    given(...history)
      .when((state) => correctDischarge(correct('2020-06-04'), state, { agreement }))
      .thenRecorded(corrected('2020-06-04'));
    given(...history)
      .when((state) => correctDischarge(correct('2020-06-05'), state, { agreement }))
      .thenRejected('NO_FREE_PLACE', { serviceLineId: 'SEL-107', day: '2020-06-05' });
  });
});

describe('Changing the service (R14)', () => {
  const second = tariffLevel('2');
  const propose = (by = region, from = '2020-04-01') =>
    new ProposeServiceChange({ ...on, by: asker(by), today: day('2020-05-01'), from: day(from), level: second });
  const newTerms = { level: second, supplements: [], factorBp: 10_000 };
  const proposed = {
    type: 'ServiceChangeProposed',
    data: { ...on, by: region, from: day('2020-04-01'), terms: newTerms },
  } as const;
  const accept = (by: typeof aarhus) => new AcceptServiceChange({ ...on, by: asker(by) });

  it('is proposed by one party and accepted by the other', () => {
    given(...running)
      .when((state) => proposeServiceChange(propose(), state, facts))
      .thenRecorded(proposed);
    given(...running, proposed)
      .when((state) => acceptServiceChange(accept(aarhus), state, facts))
      .thenRecorded({
        type: 'ServiceLevelChanged',
        data: { ...on, from: day('2020-04-01'), terms: newTerms, tariffId: tariff.tariffId },
      });
  });

  it('cannot be accepted by the one who asked, unless it buys from itself', () => {
    given(...running, proposed)
      .when((state) => acceptServiceChange(accept(region), state, facts))
      .thenRejected('OWN_PROPOSAL');
    const own = [places(1), reserved({ terms: { ...terms, buyer: region } }), agreed(), enrolled(), proposed];
    const decision = acceptServiceChange(
      accept(region),
      own.reduce<ReturnType<typeof placeBook.evolve>>(placeBook.evolve, placeBook.initial),
      facts,
    );
    expect(decision).toMatchObject([{ type: 'ServiceLevelChanged' }]);
  });

  it('changes nothing when it is refused', () => {
    const refused = { type: 'ServiceChangeRefused', data: { ...on, by: aarhus } } as const;
    given(...running, proposed)
      .when((state) => refuseServiceChange(new RefuseServiceChange({ ...on, by: asker(aarhus) }), state))
      .thenRecorded(refused);
    given(...running, proposed, refused)
      .when((state) => acceptServiceChange(accept(aarhus), state, facts))
      .thenRejected('NO_CHANGE_PROPOSED');
  });

  it.each([
    ['before the first day', running, propose(region, '2020-03-09'), facts, 'BEFORE_FIRST_DAY'],
    ['without a tariff for the level', running, propose(), { ...facts, tariff: undefined as never }, 'NO_TARIFF'],
    ['while another proposal waits', [...running, proposed], propose(), facts, 'CHANGE_ALREADY_PROPOSED'],
    ['before the citizen has come', bought, propose(), facts, 'NOT_ENROLLED'],
  ] as const)('is refused %s', (_, history, command, known, code) =>
    given(...history)
      .when((state) => proposeServiceChange(command, state, known))
      .thenRejected(code),
  );
});

describe('Absence and payer', () => {
  const away = (first: string, last: string) =>
    new RegisterAbsence({ ...on, by: asker(region), first: day(first), last: day(last), kind: 'HOSPITAL' });
  const absent: PlaceBookEvent = {
    type: 'AbsenceRegistered',
    data: { ...on, first: day('2020-04-01'), last: day('2020-04-05'), kind: 'HOSPITAL' },
  };

  it('absence lies inside the stay and does not overlap another', () => {
    given(...running)
      .when((state) => registerAbsence(away('2020-04-01', '2020-04-05'), state))
      .thenRecorded(absent);
    given(...running, absent)
      .when((state) => registerAbsence(away('2020-04-05', '2020-04-06'), state))
      .thenRejected('ABSENCE_OVERLAPS');
    given(...running)
      .when((state) => registerAbsence(away('2020-03-09', '2020-03-12'), state))
      .thenRejected('BEFORE_FIRST_DAY');
    given(...running, discharged())
      .when((state) => registerAbsence(away('2020-05-30', '2020-06-01'), state))
      .thenRejected('AFTER_LAST_DAY');
  });

  const change = (by: typeof aarhus, payer = randers, from = '2020-04-01') =>
    new ChangePayer({ ...on, by: asker(by), today: later, from: day(from), payer, legalGround: 'RSL-9' });
  const changed = {
    type: 'PayerChanged',
    data: {
      ...on,
      from: day('2020-04-01'),
      formerPayer: aarhus,
      payer: randers,
      payerEan: '5798000000001',
      legalGround: 'RSL-9',
    },
  } as const;

  it('the payer changes only when the buyer or the payer says so (R7)', () => {
    given(...running)
      .when((state) => changePayer(change(aarhus), state, facts))
      .thenRecorded(changed);
    given(...running)
      .when((state) => changePayer(change(region), state, facts))
      .thenRejected('NOT_YOURS');
    given(...running)
      .when((state) => changePayer(change(randers), state, facts))
      .thenRejected('PLACEMENT_UNKNOWN');
    given(...running, changed)
      .when((state) => changePayer(change(randers, aarhus, '2020-06-01'), state, facts))
      .thenRecorded({
        type: 'PayerChanged',
        data: { ...changed.data, from: day('2020-06-01'), formerPayer: randers, payer: aarhus },
      });
    given(...running, changed)
      .when((state) => changePayer(change(randers, aarhus, '2020-03-20'), state, facts))
      .thenRejected('NOT_YOURS');
    given(...running)
      .when((state) => changePayer(change(aarhus, aarhus), state, facts))
      .thenRejected('PAYS_ALREADY');
  });

  it('the payer does not change further back than can be claimed, for the days would be paid by nobody (R2)', () => {
    const asked = { ...on, by: asker(aarhus), payer: randers, from: day('2020-04-01'), legalGround: 'RSL-9' } as const;
    given(...running)
      .when((state) => changePayer(new ChangePayer({ ...asked, today: day('2021-04-01') }), state, facts))
      .thenRecorded(changed);
    given(...running)
      .when((state) => changePayer(new ChangePayer({ ...asked, today: day('2021-04-02') }), state, facts))
      .thenRejected('TOO_FAR_BACK', { firstDay: '2020-04-01' });
  });

  describe('by agreement (R9)', () => {
    const asked = (more: Partial<ChangePayer['data']> = {}) =>
      new ChangePayer({
        ...on,
        by: asker(aarhus),
        today: later,
        from: day('2020-04-01'),
        payer: randers,
        legalGround: 'RSL-9-AGREEMENT',
        citizenConsents: true,
        ...more,
      });
    const proposed = {
      type: 'PayerChangeProposed',
      data: {
        ...on,
        by: aarhus,
        from: day('2020-04-01'),
        payer: randers,
        payerEan: '5798000000001',
        legalGround: 'RSL-9-AGREEMENT',
        citizenConsents: true,
      },
    } as const;
    const agreed = {
      type: 'PayerChanged',
      data: { ...changed.data, legalGround: 'RSL-9-AGREEMENT', citizenConsents: true },
    } as const;
    const answer = (by: typeof aarhus, today = later) => ({ ...on, by: asker(by), today });

    it('another is asked first, with the citizen’s consent, and pays when it has said yes', () => {
      given(...running)
        .when((state) => changePayer(asked({ citizenConsents: undefined }), state, facts))
        .thenRejected('CONSENT_MISSING');
      given(...running)
        .when((state) => changePayer(asked(), state, facts))
        .thenRecorded(proposed);
      given(...running, proposed)
        .when((state) => acceptPayerChange(new AcceptPayerChange(answer(randers)), state, facts))
        .thenRecorded(agreed);
    });

    it.each([
      ['the one who asked', aarhus, 'NOT_YOURS'],
      ['the operator', region, 'NOT_YOURS'],
    ] as const)('%s cannot say yes for the new payer', (_, by, code) =>
      given(...running, proposed)
        .when((state) => acceptPayerChange(new AcceptPayerChange(answer(by)), state, facts))
        .thenRejected(code),
    );

    it('is said no to by the new payer, or taken back by the one who asked, and then nobody can say yes', () => {
      for (const by of [randers, aarhus])
        given(...running, proposed)
          .when((state) => refusePayerChange(new RefusePayerChange({ ...on, by: asker(by) }), state))
          .thenRecorded({ type: 'PayerChangeRefused', data: { ...on, by } });
      const refused = { type: 'PayerChangeRefused', data: { ...on, by: aarhus } } as const;
      given(...running, proposed, refused)
        .when((state) => acceptPayerChange(new AcceptPayerChange(answer(randers)), state, facts))
        .thenRejected('PLACEMENT_UNKNOWN');
      given(...running)
        .when((state) => refusePayerChange(new RefusePayerChange({ ...on, by: asker(aarhus) }), state))
        .thenRejected('NO_PAYER_CHANGE_PROPOSED');
    });

    it('waits alone, unless a ground in law settles it, and gives the one asked no say in who pays', () => {
      given(...running, proposed)
        .when((state) => changePayer(asked({ from: day('2020-05-01') }), state, facts))
        .thenRejected('PAYER_CHANGE_ALREADY_PROPOSED');
      given(...running, proposed)
        .when((state) => changePayer(change(randers, randers), state, facts))
        .thenRejected('NOT_YOURS');
      given(...running, proposed)
        .when((state) => changePayer(change(aarhus), state, facts))
        .thenRecorded(changed);
      given(...running, proposed, changed)
        .when((state) => acceptPayerChange(new AcceptPayerChange(answer(randers)), state, facts))
        .thenRejected('NO_PAYER_CHANGE_PROPOSED');
    });

    it('takes over at once where the one who asks is the one who will pay', () =>
      given(...running, changed)
        .when((state) => changePayer(asked({ payer: aarhus, from: day('2020-06-01') }), state, facts))
        .thenRecorded({
          type: 'PayerChanged',
          data: { ...agreed.data, from: day('2020-06-01'), formerPayer: randers, payer: aarhus },
        }));

    it('cannot be said yes to when the days can no longer be claimed (R2)', () =>
      given(...running, proposed)
        .when((state) => acceptPayerChange(new AcceptPayerChange(answer(randers, day('2021-04-02'))), state, facts))
        .thenRejected('TOO_FAR_BACK'));
  });
});

describe('Changing capacity', () => {
  const CAPACITY = { offering: { operator: region, serviceLines: [bostøtte] } };
  const to = (count: number, from: string, by = region) =>
    new ChangeCapacity({
      offeringId: høskoven,
      serviceLineId: bostøtte,
      by: asker(by),
      places: count,
      from: day(from),
      reason: 'Normering',
    });

  it('never leaves a sold place without room, and says when and how many', () => {
    given(...running)
      .when((state) => changeCapacity(to(0, '2021-01-01'), state, CAPACITY))
      .thenRejected('PLACES_ARE_SOLD', { day: '2021-01-01', taken: 1, places: 0 });
    given(...running, discharged())
      .when((state) => changeCapacity(to(0, '2020-06-01'), state, CAPACITY))
      .thenRecorded(places(0, '2020-06-01'));
    given(...running, discharged())
      .when((state) => changeCapacity(to(0, '2020-05-31'), state, CAPACITY))
      .thenRejected('PLACES_ARE_SOLD');
  });

  it('holds until the next change that was made before', () => {
    const history = [places(1, '2020-01-01'), places(3, '2021-01-01'), reserved({ firstDay: day('2021-02-01') })];
    given(...history)
      .when((state) => changeCapacity(to(0, '2020-06-01'), state, CAPACITY))
      .thenRecorded(places(0, '2020-06-01'));
  });

  it('is a year of over-capacity at most; longer is no longer temporary', () => {
    const extra = (last: string) =>
      new OpenOverCapacity({
        offeringId: høskoven,
        serviceLineId: bostøtte,
        by: asker(region),
        extraPlaces: 2,
        first: day('2020-01-01'),
        last: day(last),
        reason: 'Akut',
      });
    const { by: _, ...opened } = extra('2020-12-31').data;
    given()
      .when((state) => openOverCapacity(extra('2020-12-31'), state, CAPACITY))
      .thenRecorded({ type: 'OverCapacityOpened', data: opened });
    given()
      .when((state) => openOverCapacity(extra('2021-01-01'), state, CAPACITY))
      .thenRejected('OVER_CAPACITY_TOO_LONG');
  });

  it('is the operator’s alone', () =>
    given()
      .when((state) => changeCapacity(to(1, '2020-01-01', aarhus), state, CAPACITY))
      .thenRejected('NOT_YOURS'));
});
