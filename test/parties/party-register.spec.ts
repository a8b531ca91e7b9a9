import { danishPublicParties, readPartyRegister, RegisterFault } from '../../src/parties/party-register';
import { party, RegisterParty, registerParty } from '../../src/parties/party.decider';
import { partiesTable, partyDirectory } from '../../src/parties/party-directory.projection';
import { isRejection } from '../../src/kernel/decider';
import { projected } from '../support/project';
import { asSecretariat } from '../support/askers';

const HEADING = 'code,name,kind,cvr,framework_region';

describe('The register of public parties', () => {
  const parties = danishPublicParties();
  const asked = (entry: (typeof parties)[number]) =>
    new RegisterParty({ ...entry, by: asSecretariat(entry.frameworkRegion ?? entry.party) });

  it('holds the 98 municipalities and 5 regions', () => {
    expect(parties.filter(({ kind }) => kind === 'municipality')).toHaveLength(98);
    expect(parties.filter(({ kind }) => kind === 'region')).toHaveLength(5);
  });

  it('puts 19 municipalities and their region into the framework agreement of Midtjylland', () =>
    expect(parties.filter(({ frameworkRegion }) => frameworkRegion === '1082')).toHaveLength(20));

  it('is accepted party by party', () =>
    expect(parties.map((entry) => registerParty(asked(entry), party.initial)).filter(isRejection)).toEqual([]));

  it.each([
    ['a wrong CVR number', `${HEADING}\n751,Aarhus,municipality,55133019,`, 2, 'modulus 11'],
    ['a missing field', `${HEADING}\n751,Aarhus,municipality,55133018`, 2, '4 fields'],
    ['an unknown kind', `${HEADING}\n751,Aarhus,kommune,55133018,`, 2, 'no kind of party'],
    [
      'a party that stands there twice',
      `${HEADING}\r\n751,A,municipality,55133018,\r\n751,B,municipality,55133018,`,
      3,
      'twice',
    ],
    ['another heading', 'kode;navn', 1, 'heading'],
  ])('is not read past %s', (_, csv, line, fault) => {
    expect(() => readPartyRegister(csv)).toThrow(RegisterFault);
    expect(() => readPartyRegister(csv)).toThrow(new RegExp(`line ${line}: .*${fault}`));
  });
});

describe('The directory of parties', () => {
  it('shows the number invoices go to, and finds names whatever their case', () => {
    const [first] = danishPublicParties();
    if (first === undefined) throw new Error('no party');
    const { party: code } = first;
    const rows = projected(partyDirectory, [
      { type: 'PartyRegistered', data: first },
      { type: 'EanRegistered', data: { party: code, ean: '5798005770220', constructed: false } },
    ]).rows(partiesTable);
    expect(rows).toMatchObject([
      { party: '101', name: 'København', searchName: 'københavn', ean: '5798005770220', frameworkRegion: null },
    ]);
  });
});
