import { partyCode } from '../../src/kernel/vocabulary';
import {
  party,
  RegisterEan,
  registerEan,
  RegisterParty,
  registerParty,
  RegisterPaymentAccount,
  registerPaymentAccount,
  RegisterPostalAddress,
  registerPostalAddress,
} from '../../src/parties/party.decider';
import type { PartyEvent } from '../../src/parties/party.events';
import { glnCheckDigit, isCvr, isGln } from '../../src/parties/registration-numbers.calculation';
import { scenariosFor } from '../support/given';
import { asBuyer, asOperator, asSecretariat } from '../support/askers';

const given = scenariosFor(party);
const aarhus = partyCode('751');
const midtjylland = partyCode('1082');
const AARHUS = {
  party: aarhus,
  name: 'Aarhus',
  kind: 'municipality',
  cvr: '55133018',
  frameworkRegion: midtjylland,
} as const;
const registered: PartyEvent = { type: 'PartyRegistered', data: AARHUS };
const EAN = '5798005770220';

describe('Registering a party', () => {
  const by = asSecretariat(midtjylland);

  it('records who it is and whose framework agreement it belongs to', () =>
    given()
      .when((state) => registerParty(new RegisterParty({ ...AARHUS, by }), state))
      .thenRecorded(registered));

  it('is nothing new the second time', () =>
    given(registered)
      .when((state) => registerParty(new RegisterParty({ ...AARHUS, by }), state))
      .thenNothing());

  it.each([
    ['when the name is another', { ...AARHUS, name: 'Århus' }, 'PARTY_EXISTS'],
    ['when the CVR number fails modulus 11', { ...AARHUS, cvr: '55133019' }, 'INVALID_CVR'],
    ['when a municipality has a region’s code', { ...AARHUS, party: midtjylland }, 'PARTY_CODE_UNFIT'],
    ['when its region is a municipality', { ...AARHUS, frameworkRegion: aarhus }, 'NOT_A_REGION'],
  ] as const)('is refused %s', (_, data, code) =>
    given(registered)
      .when((state) => registerParty(new RegisterParty({ ...data, by: asSecretariat(data.frameworkRegion) }), state))
      .thenRejected(code),
  );

  it('is for the secretariat of its region; a region for its own', () => {
    const nordjylland = asSecretariat(partyCode('1081'));
    given()
      .when((state) => registerParty(new RegisterParty({ ...AARHUS, by: nordjylland }), state))
      .thenRejected('NOT_YOURS');
    given()
      .when((state) => registerParty(new RegisterParty({ ...AARHUS, by: asOperator(midtjylland) }), state))
      .thenRejected('NOT_YOURS');
    const { frameworkRegion: _, ...outside } = AARHUS;
    given()
      .when((state) => registerParty(new RegisterParty({ ...outside, by: nordjylland }), state))
      .thenRecorded({ type: 'PartyRegistered', data: outside });
  });

  it('takes the CVR number as the code of a private supplier', () => {
    const supplier = {
      party: partyCode('55133018'),
      name: 'Selma',
      kind: 'private-supplier',
      cvr: '55133018',
    } as const;
    given()
      .when((state) => registerParty(new RegisterParty({ ...supplier, by }), state))
      .thenRecorded({ type: 'PartyRegistered', data: supplier });
    given()
      .when((state) => registerParty(new RegisterParty({ ...supplier, cvr: '29190925', by }), state))
      .thenRejected('SUPPLIER_CODE_IS_CVR');
  });
});

describe('Registering an EAN location number (R37)', () => {
  const ean = (overrides: Partial<RegisterEan['data']> = {}) =>
    new RegisterEan({ party: aarhus, by: asBuyer(aarhus), ean: EAN, constructed: false, ...overrides });

  it('records the number the party gives', () =>
    given(registered)
      .when((state) => registerEan(ean(), state))
      .thenRecorded({ type: 'EanRegistered', data: { party: aarhus, ean: EAN, constructed: false } }));

  it('is open to the secretariat for any party', () =>
    given(registered)
      .when((state) => registerEan(ean({ by: asSecretariat(midtjylland), constructed: true }), state))
      .thenRecorded({ type: 'EanRegistered', data: { party: aarhus, ean: EAN, constructed: true } }));

  it.each([
    ['by another party', [registered], ean({ by: asOperator(midtjylland) }), 'NOT_YOURS'],
    ['by another region', [registered], ean({ by: asSecretariat(partyCode('1081')) }), 'NOT_YOURS'],
    ['by its auditor', [registered], ean({ by: { party: aarhus, roles: ['auditor'] } }), 'NOT_YOURS'],
    ['for a party nobody knows', [], ean(), 'UNKNOWN_PARTY'],
    ['with a wrong check digit', [registered], ean({ ean: '5798005770221' }), 'INVALID_EAN'],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...history)
      .when((state) => registerEan(command, state))
      .thenRejected(code),
  );

  it('is nothing new for the number that stands there', () =>
    given(registered, { type: 'EanRegistered', data: { party: aarhus, ean: EAN, constructed: false } })
      .when((state) => registerEan(ean(), state))
      .thenNothing());
});

describe('Registering where payments go (DK-R-006)', () => {
  const ACCOUNT = { party: aarhus, registrationNumber: '0216', accountNumber: '0004069001', constructed: false };
  const account = (overrides: Partial<RegisterPaymentAccount['data']> = {}) =>
    new RegisterPaymentAccount({ ...ACCOUNT, by: asOperator(aarhus), ...overrides });
  const recorded: PartyEvent = { type: 'PaymentAccountRegistered', data: ACCOUNT };

  it('records the account the party gives', () =>
    given(registered)
      .when((state) => registerPaymentAccount(account(), state))
      .thenRecorded(recorded));

  it.each([
    [
      'by anybody else, for whoever writes the account has the money',
      [registered],
      account({ by: asOperator(midtjylland) }),
      'NOT_YOURS',
    ],
    ['for a party nobody knows', [], account(), 'UNKNOWN_PARTY'],
    ['with a short account number', [registered], account({ accountNumber: '4069001' }), 'INVALID_PAYMENT_ACCOUNT'],
    ['with letters in it', [registered], account({ registrationNumber: 'DK16' }), 'INVALID_PAYMENT_ACCOUNT'],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...history)
      .when((state) => registerPaymentAccount(command, state))
      .thenRejected(code),
  );

  it('is nothing new for the account that stands there, and news for another', () => {
    given(registered, recorded)
      .when((state) => registerPaymentAccount(account(), state))
      .thenNothing();
    given(registered, recorded)
      .when((state) => registerPaymentAccount(account({ accountNumber: '0004069002' }), state))
      .thenRecorded({ type: 'PaymentAccountRegistered', data: { ...ACCOUNT, accountNumber: '0004069002' } });
  });
});

describe('Registering an address', () => {
  const ADDRESS = {
    party: aarhus,
    street: 'Rådhuspladsen 2',
    postalZone: '8000',
    city: 'Aarhus C',
    constructed: false,
  };
  const address = (overrides: Partial<RegisterPostalAddress['data']> = {}) =>
    new RegisterPostalAddress({ ...ADDRESS, by: asBuyer(aarhus), ...overrides });
  const recorded: PartyEvent = { type: 'PostalAddressRegistered', data: ADDRESS };

  it('is for the party itself and the secretariat', () => {
    given(registered)
      .when((state) => registerPostalAddress(address(), state))
      .thenRecorded(recorded);
    given(registered)
      .when((state) => registerPostalAddress(address({ by: asSecretariat(midtjylland) }), state))
      .thenRecorded(recorded);
    given(registered)
      .when((state) => registerPostalAddress(address({ by: asOperator(midtjylland) }), state))
      .thenRejected('NOT_YOURS');
    given(registered, recorded)
      .when((state) => registerPostalAddress(address(), state))
      .thenNothing();
  });
});

describe('Check digits', () => {
  it('accept exactly one last digit of a GLN', () => {
    const twelve = EAN.slice(0, 12);
    const accepted = Array.from('0123456789').filter((digit) => isGln(twelve + digit));
    expect(accepted).toEqual([String(glnCheckDigit(twelve))]);
  });

  it.each(['', '5513301', '551330180', '05133018', '5513301x'])('do not accept %p as a CVR number', (text) =>
    expect(isCvr(text)).toBe(false),
  );
});
