import { asDay } from '../../src/kernel/calendar';
import { citizenRef, partyCode } from '../../src/kernel/vocabulary';
import {
  changed,
  type CitizenDetails,
  citizenRecord,
  CorrectDetails,
  correctDetails,
  type DetailChanges,
  EraseCitizen,
  eraseCitizen,
  RegisterCitizen,
  registerCitizen,
} from '../../src/citizens/citizen-record.decider';
import type {
  CitizenDetailsCorrected,
  CitizenErased,
  CitizenRegistered,
} from '../../src/citizens/citizen-record.events';
import { scenariosFor } from '../support/given';

const given = scenariosFor(citizenRecord);
const ref = citizenRef('019c1a00-7777-7000-8000-000000000001');
const aarhus = partyCode('751');
const viborg = partyCode('791');
const details: CitizenDetails = { name: 'Opdigtet Borger', cpr: '3112575001', note: 'x' };

const registered: CitizenRegistered = {
  type: 'CitizenRegistered',
  data: { citizenRef: ref, by: aarhus, edition: 'e1', fields: ['cpr', 'name', 'note'] },
};
const corrected: CitizenDetailsCorrected = {
  type: 'CitizenDetailsCorrected',
  data: { citizenRef: ref, by: aarhus, edition: 'e2', corrected: ['note'], fields: ['cpr', 'name'] },
};
const erased: CitizenErased = {
  type: 'CitizenErased',
  data: { citizenRef: ref, by: aarhus, reason: 'CITIZEN_REQUEST', erasedOn: asDay('2020-05-01') },
};

describe('Registering a citizen', () => {
  const register = (by = aarhus, edition = 'e1') => new RegisterCitizen({ citizenRef: ref, by, edition, details });

  it('records which details there are, and none of them', () =>
    given()
      .when((state) => registerCitizen(register(), state, { buyers: [] }))
      .thenRecorded(registered));

  it('is for the one who buys for the reference, when somebody does', () => {
    given()
      .when((state) => registerCitizen(register(viborg), state, { buyers: [aarhus] }))
      .thenRejected('NOT_YOUR_CITIZEN');
    given()
      .when((state) => registerCitizen(register(), state, { buyers: [viborg, aarhus] }))
      .thenRecorded(registered);
  });

  it('is done once', () => {
    given(registered)
      .when((state) => registerCitizen(register(), state, { buyers: [] }))
      .thenNothing();
    given(registered)
      .when((state) => registerCitizen(register(aarhus, 'e9'), state, { buyers: [] }))
      .thenRejected('CITIZEN_EXISTS');
  });

  it('is never done again after an erasure', () =>
    given(registered, erased)
      .when((state) => registerCitizen(register(), state, { buyers: [] }))
      .thenRejected('CITIZEN_ERASED', { erasedOn: '2020-05-01' }));
});

describe('Correcting a citizen’s details', () => {
  const correct = (changes: DetailChanges, by = aarhus, edition = 'e2') =>
    new CorrectDetails({ citizenRef: ref, by, edition, changes, ifRevision: undefined });

  it('records which were, and which there are now', () =>
    given(registered)
      .when((state) => correctDetails(correct({ note: null }), state, changed(details, { note: null })))
      .thenRecorded(corrected));

  it('is for the one who registered; to all others there is no such citizen', () => {
    for (const history of [[registered], []])
      given(...history)
        .when((state) => correctDetails(correct({ name: 'A' }, viborg), state, details))
        .thenRejected('CITIZEN_UNKNOWN');
    given(registered, erased)
      .when((state) => correctDetails(correct({ name: 'A' }), state, details))
      .thenRejected('CITIZEN_ERASED');
    given(registered, erased)
      .when((state) => correctDetails(correct({ name: 'A' }, viborg), state, details))
      .thenRejected('CITIZEN_UNKNOWN');
  });

  it('of nothing, or twice, records nothing', () => {
    given(registered)
      .when((state) => correctDetails(correct({}), state, details))
      .thenNothing();
    given(registered, corrected)
      .when((state) => correctDetails(correct({ note: null }), state, details))
      .thenNothing();
  });

  it('leaves out what is left out and takes away what is null', () => {
    expect(changed(details, { note: null, address: 'Ingen Vej 1' })).toEqual({
      name: 'Opdigtet Borger',
      cpr: '3112575001',
      address: 'Ingen Vej 1',
    });
    expect(changed({}, {})).toEqual({});
  });
});

describe('Erasing a citizen', () => {
  const today = asDay('2020-05-01');
  const erase = (by = aarhus) => new EraseCitizen({ citizenRef: ref, by, reason: 'CITIZEN_REQUEST', today });

  it('records that it was done, by whom and why', () =>
    given(registered, corrected)
      .when((state) => eraseCitizen(erase(), state, []))
      .thenRecorded(erased));

  it.each([
    ['reserved', null],
    ['agreed', null],
    ['enrolled', null],
    ['discharged', '2020-05-01'],
    ['discharged', '2020-06-30'],
  ])('is refused while a place is %s (paid until %s)', (phase, last) =>
    given(registered)
      .when((state) => eraseCitizen(erase(), state, [{ phase, lastPayableDay: last === null ? null : asDay(last) }]))
      .thenRejected('PLACEMENT_STILL_OPEN'),
  );

  it('is not hindered by what is over', () =>
    given(registered)
      .when((state) =>
        eraseCitizen(erase(), state, [
          { phase: 'discharged', lastPayableDay: asDay('2020-04-30') },
          { phase: 'withdrawn', lastPayableDay: null },
          { phase: 'lapsed', lastPayableDay: null },
          { phase: 'declined', lastPayableDay: null },
        ]),
      )
      .thenRecorded(erased));

  it('twice is once', () =>
    given(registered, erased)
      .when((state) => eraseCitizen(erase(), state, [{ phase: 'enrolled', lastPayableDay: null }]))
      .thenNothing());

  it('is for the one who registered', () => {
    for (const history of [[], [registered], [registered, erased]])
      given(...history)
        .when((state) => eraseCitizen(erase(viborg), state, []))
        .thenRejected('CITIZEN_UNKNOWN');
  });
});
