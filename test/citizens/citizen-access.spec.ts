import {
  type PlacementTie,
  PURPOSES,
  purposesFor,
  type Relation,
  relationsOf,
  RELATIONS,
  visibleFields,
} from '../../src/citizens/citizen-access.calculation';
import { partyCode, type Role } from '../../src/kernel/vocabulary';

const [aarhus, viborg, silkeborg, region, samsø] = ['751', '791', '740', '1082', '741'].map(partyCode) as [
  ReturnType<typeof partyCode>,
  ...ReturnType<typeof partyCode>[],
];
const stay = (phase: PlacementTie['phase']): PlacementTie => ({
  buyer: viborg!,
  operator: region!,
  payerCodes: ' 791 740 ',
  phase,
});
const as = (party: typeof aarhus | undefined, ...roles: Role[]) => ({ party: party!, roles });
const relations = (asker: ReturnType<typeof as>, ...phases: PlacementTie['phase'][]) =>
  relationsOf(asker, aarhus, phases.map(stay));

describe('Who has to do with a citizen', () => {
  it('is who registered them, as a buyer', () => {
    expect(relations(as(aarhus, 'buyer'))).toEqual(['REGISTRANT']);
    expect(relations(as(aarhus, 'operator'))).toEqual([]);
  });

  it('is the parties to a placement once it is agreed', () => {
    for (const phase of ['agreed', 'enrolled'] as const) {
      expect(relations(as(viborg, 'buyer'), phase)).toEqual(['BUYER', 'PAYER']);
      expect(relations(as(silkeborg, 'buyer'), phase)).toEqual(['PAYER']);
      expect(relations(as(region, 'operator'), phase)).toEqual(['OPERATOR']);
    }
    expect(relations(as(region, 'operator'), 'discharged')).toEqual(['FORMER_OPERATOR']);
    expect(relations(as(region, 'operator'), 'discharged', 'enrolled')).toEqual(['OPERATOR', 'FORMER_OPERATOR']);
  });

  it('is nobody by a reservation, or by one that came to nothing', () => {
    for (const phase of ['reserved', 'declined', 'withdrawn', 'lapsed'] as const)
      for (const party of [viborg, silkeborg, region])
        expect(relations(as(party, 'buyer', 'operator'), phase)).toEqual([]);
  });

  it('is nobody in a role that the relation does not have', () => {
    expect(relations(as(viborg, 'operator'), 'enrolled')).toEqual([]);
    expect(relations(as(region, 'buyer'), 'enrolled')).toEqual([]);
    for (const party of [aarhus, viborg, silkeborg, region])
      expect(relations(as(party, 'secretariat'), 'enrolled')).toEqual([]);
    expect(relations(as(samsø, 'buyer', 'operator', 'secretariat'), 'enrolled')).toEqual([]);
    // 40 is no payer because 740 is one.
    expect(relations(as(partyCode('40'), 'buyer'), 'enrolled')).toEqual([]);
  });
});

describe('What is seen', () => {
  it.each<[Relation, (typeof PURPOSES)[number], string]>([
    ['REGISTRANT', 'CASEWORK', 'cpr name address contact note'],
    ['REGISTRANT', 'SUBJECT_ACCESS', 'cpr name address contact note'],
    ['BUYER', 'CASEWORK', 'cpr name address contact'],
    ['PAYER', 'SETTLEMENT', 'cpr name'],
    ['OPERATOR', 'STAY', 'cpr name address contact'],
    ['FORMER_OPERATOR', 'SETTLEMENT', 'cpr name'],
    ['AUDITOR', 'AUDIT', 'cpr name'],
  ])('by a %s for %s is %s', (relation, purpose, fields) => {
    expect(visibleFields([relation], purpose).join(' ')).toBe(fields);
  });

  it('is the note by the registrant alone, whatever the purpose', () => {
    for (const purpose of PURPOSES)
      expect(
        visibleFields(
          RELATIONS.filter((relation) => relation !== 'REGISTRANT'),
          purpose,
        ),
      ).not.toContain('note');
  });

  it('is nothing for a purpose that is not one’s own', () => {
    for (const [relation, purpose] of [
      ['AUDITOR', 'CASEWORK'],
      ['OPERATOR', 'CASEWORK'],
      ['PAYER', 'STAY'],
      ['REGISTRANT', 'AUDIT'],
      ['FORMER_OPERATOR', 'STAY'],
    ] as const)
      expect([relation, purpose, visibleFields([relation], purpose)]).toEqual([relation, purpose, []]);
    for (const purpose of PURPOSES) expect(visibleFields([], purpose)).toEqual([]);
  });
});

describe('The purposes that somebody is offered', () => {
  it.each<[Role[], string[]]>([
    [['buyer'], ['CASEWORK', 'SETTLEMENT', 'SUBJECT_ACCESS']],
    [['operator'], ['STAY', 'SETTLEMENT']],
    [['auditor'], ['AUDIT']],
    [
      ['buyer', 'operator'],
      ['CASEWORK', 'STAY', 'SETTLEMENT', 'SUBJECT_ACCESS'],
    ],
    [['secretariat'], []],
  ])('are for %s those of the relations they may stand in: %s', (roles, purposes) =>
    expect(purposesFor(roles)).toEqual(purposes),
  );
});
