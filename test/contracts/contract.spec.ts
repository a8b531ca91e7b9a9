import { contentHash } from '../../src/kernel/canonical-json';
import {
  AnnulContract,
  annulContract,
  contract,
  DraftAddendum,
  draftAddendum,
  DraftContract,
  draftContract,
  EndContract,
  endContract,
  SignAddendum,
  signAddendum,
  SignContract,
  signContract,
} from '../../src/contracts/contract.decider';
import type { ContractEvent } from '../../src/contracts/contract.events';
import { contractRegister, contractsTable } from '../../src/contracts/contract-register.projection';
import { statusOn } from '../../src/contracts/contract-status.calculation';
import { draftContractPolicy } from '../../src/contracts/draft-contract.policy';
import { addendumContract, standardContract } from '../../src/contracts/standard-terms';
import { templateOf } from '../../src/contracts/templates';
import { asOre } from '../../src/kernel/money';
import { scenariosFor } from '../support/given';
import { projected, recorded } from '../support/project';
import {
  asker,
  aarhus,
  agreed,
  day,
  discharged,
  enrolled,
  placement,
  randers,
  region,
  rules,
  terms,
} from '../placements/example';
import { asBuyer, asOperator } from '../support/askers';

const given = scenariosFor(contract);
const contractId = placement;
const names = (party: string): string =>
  party === '751' ? 'Aarhus Kommune' : party === '1082' ? 'Region Midtjylland' : party;
const basis = { contractId, firstDay: day('2020-03-10'), terms, rules, agreementName: 'Rammeaftale 2019-20' };
const draft = standardContract(basis, names);
const draftedOn = day('2020-03-01');
const drafted: ContractEvent = {
  type: 'StandardContractDrafted',
  data: { contractId, ...draft, firstDay: basis.firstDay, draftedOn },
};
const signing = (by = aarhus, changes: Partial<SignContract['data']> = {}) => ({
  contractId,
  by: asker(by),
  subject: 'subject-1',
  title: 'Myndighedschef',
  contentHash: draft.contentHash,
  method: 'LOCAL' as const,
  today: day('2020-03-05'),
  ...changes,
});
const signed = (side: 'BUYER' | 'SUPPLIER', organisation: typeof aarhus, signedOn = '2020-03-05'): ContractEvent => ({
  type: 'StandardContractSigned',
  data: {
    contractId,
    side,
    signer: { subject: 'subject-1', title: 'Myndighedschef', organisation },
    signedOn: day(signedOn),
    method: 'LOCAL',
    contentHash: draft.contentHash,
    templateVersion: '2.0-4',
  },
});
const payerChange = { kind: 'PAYER', payer: randers, payerEan: undefined, legalGround: 'RSL-9' } as const;

describe('The standard contract (R26)', () => {
  it('has sixteen sections and says what was bought, in Danish', () => {
    expect(draft.content.sections).toHaveLength(16);
    const texts = draft.content.sections.flatMap((section) => section.terms.map(({ text }) => text));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Aarhus Kommune (751)',
        '2.560,00 kr. pr. døgn',
        '10.03.2020',
        '30 dage fra modtagelsen af regningen.',
      ]),
    );
  });

  it('says which wordings have not been checked against the template, and has no marks of our rule book', () => {
    const marked = standardContract(basis, names, templateOf('2.0-3')).content.sections.filter(({ terms: of }) =>
      of.some(({ text }) => text.includes('[DESIGN]')),
    );
    expect(marked.map(({ heading }) => heading.split('.')[0])).toEqual(['5', '7', '8', '10', '12', '13', '14', '15']);
    const words = JSON.stringify(draft.content);
    expect(words).toContain('Vilkårene i afsnit 5, 7, 8, 10 og 12-15 er Pladsbogs forslag.');
    expect(words).not.toMatch(/\[[A-Z]+\]|\bR\d/);
  });

  it('has the same hash whoever draws it up, and another when a price differs', () => {
    expect(standardContract(basis, names).contentHash).toBe(draft.contentHash);
    expect(draft.contentHash).toBe(contentHash(JSON.parse(JSON.stringify(draft.content))));
    const dearer = { ...terms, components: [{ ...terms.components[0]!, priceOre: asOre(256_100) }] };
    expect(standardContract({ ...basis, terms: dearer }, names).contentHash).not.toBe(draft.contentHash);
  });

  it('charges a supplement only where it is agreed (R15)', () => {
    const night = { code: 'NATTEVAGT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(10_000) } as const;
    const offered = { ...terms, components: [...terms.components, night] };
    const priceOf = (agreedTerms: typeof terms) =>
      standardContract({ ...basis, terms: agreedTerms }, names).content.sections[5]?.terms.map(({ label }) => label);
    expect(priceOf(offered)).not.toContain('Tillæg (NATTEVAGT)');
    expect(priceOf({ ...offered, supplements: ['NATTEVAGT'] })).toContain('Tillæg (NATTEVAGT)');
  });
});

describe('Drawing up a contract', () => {
  const draw = new DraftContract({ contractId, draftedOn, firstDay: basis.firstDay, terms });
  it('happens once', () => {
    given()
      .when((state) => draftContract(draw, state, () => draft))
      .thenRecorded(drafted);
    given(drafted)
      .when((state) => draftContract(draw, state, () => draft))
      .thenNothing();
  });

  it('follows the placement', () => {
    const asks = (fact: Parameters<typeof recorded>[0]) =>
      draftContractPolicy.on[fact.type as 'CitizenDischarged']?.(recorded(fact) as never) ?? [];
    expect(asks(agreed())).toMatchObject([{ data: { contractId, firstDay: '2020-03-10', terms } }]);
    expect(asks(discharged())).toEqual([new EndContract({ contractId, lastPayableDay: day('2020-05-31') })]);
    expect(asks(enrolled())).toEqual([]);
  });

  it('ends it once more when a departure is corrected, and annuls it when the purchase is withdrawn', () => {
    const ended: ContractEvent = { type: 'ContractEnded', data: { contractId, lastPayableDay: day('2020-05-31') } };
    const end = (last: string) => new EndContract({ contractId, lastPayableDay: day(last) });
    given(drafted, ended)
      .when((state) => endContract(end('2020-05-31'), state))
      .thenNothing();
    given(drafted, ended)
      .when((state) => endContract(end('2020-05-20'), state))
      .thenRecorded({ type: 'ContractEnded', data: { contractId, lastPayableDay: day('2020-05-20') } });
    const annul = new AnnulContract({ contractId, annulledOn: draftedOn });
    given(drafted)
      .when((state) => annulContract(annul, state))
      .thenRecorded({ type: 'ContractAnnulled', data: { contractId, annulledOn: draftedOn } });
    given()
      .when((state) => annulContract(annul, state))
      .thenNothing();
  });
});

describe('Signing', () => {
  const sign = (...args: Parameters<typeof signing>) => new SignContract(signing(...args));

  it('is done by each party for its own side', () => {
    given(drafted)
      .when((state) => signContract(sign(aarhus), state))
      .thenRecorded(signed('BUYER', aarhus));
    given(drafted, signed('BUYER', aarhus))
      .when((state) => signContract(sign(region), state))
      .thenRecorded(signed('SUPPLIER', region));
  });

  it.each([
    ['of another content', [drafted], sign(aarhus, { contentHash: '0'.repeat(64) }), 'HASH_MISMATCH'],
    ['twice by one side', [drafted, signed('BUYER', aarhus)], sign(aarhus), 'ALREADY_SIGNED'],
    ['by an outsider', [drafted], sign(randers), 'CONTRACT_UNKNOWN'],
    ['by those who buy for the operator', [drafted], sign(region, { by: asBuyer(region) }), 'CONTRACT_UNKNOWN'],
    ['for the other side', [drafted], sign(aarhus, { side: 'SUPPLIER' }), 'NOT_YOURS'],
    [
      'of an annulled contract',
      [drafted, { type: 'ContractAnnulled', data: { contractId, annulledOn: draftedOn } }],
      sign(aarhus),
      'CONTRACT_ANNULLED',
    ],
    ['before there is a contract', [], sign(aarhus), 'CONTRACT_UNKNOWN'],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...(history as readonly ContractEvent[]))
      .when((state) => signContract(command, state))
      .thenRejected(code),
  );

  it('for own citizens says which side', () => {
    const own = standardContract({ ...basis, terms: { ...terms, buyer: region } }, names);
    const ownDraft: ContractEvent = { ...drafted, data: { ...drafted.data, ...own } };
    const changes = { contentHash: own.contentHash };
    const byBoth = { ...changes, by: { party: region, roles: ['buyer', 'operator'] } } as const;
    given(ownDraft)
      .when((state) => signContract(sign(region, byBoth), state))
      .thenRejected('SIDE_REQUIRED');
    const sideOf = (more: Partial<SignContract['data']>) =>
      signContract(sign(region, { ...changes, ...more }), contract.evolve(contract.initial, ownDraft));
    expect(sideOf({ ...byBoth, side: 'SUPPLIER' })).toMatchObject([{ data: { side: 'SUPPLIER' } }]);
    // Whoever buys for the region signs as the buyer, and whoever sells for it as the supplier.
    expect(sideOf({ by: asBuyer(region) })).toMatchObject([{ data: { side: 'BUYER' } }]);
    expect(sideOf({ by: asOperator(region) })).toMatchObject([{ data: { side: 'SUPPLIER' } }]);
    expect(sideOf({ by: asOperator(region), side: 'BUYER' })).toMatchObject({ code: 'NOT_YOURS' });
  });

  const draw = (state: Parameters<typeof draftAddendum>[1]) =>
    draftAddendum(
      new DraftAddendum({ contractId, cause: 'event-1', effectiveFrom: day('2020-04-01'), change: payerChange }),
      state,
      (of, addendum) =>
        addendumContract({ contractId, addendum, effectiveFrom: day('2020-04-01'), change: payerChange }, of, names),
    );
  const addendum = (draw(contract.evolve(contract.initial, drafted)) as readonly ContractEvent[])[0] as Extract<
    ContractEvent,
    { type: 'AddendumDrafted' }
  >;

  it('an addendum is drawn up once for each change (R29), and signed for itself', () => {
    expect(addendum.data).toMatchObject({ addendum: 1, cause: 'event-1', content: { payer: randers } });
    given(drafted, addendum).when(draw).thenNothing();
    given().when(draw).thenRejected('CONTRACT_NOT_DRAFTED');
    const hash = { contentHash: addendum.data.contentHash, addendum: 1 };
    const decision = signAddendum(
      new SignAddendum({ ...signing(region), ...hash }),
      [drafted, addendum].reduce(contract.evolve, contract.initial),
    );
    expect(decision).toMatchObject([{ type: 'AddendumSigned', data: { addendum: 1, side: 'SUPPLIER' } }]);
    given(drafted, addendum)
      .when((state) => signAddendum(new SignAddendum({ ...signing(region), addendum: 1 }), state))
      .thenRejected('HASH_MISMATCH');
    given(drafted, addendum)
      .when((state) => signAddendum(new SignAddendum({ ...signing(region), ...hash, addendum: 2 }), state))
      .thenRejected('ADDENDUM_UNKNOWN');
  });
});

describe('The register', () => {
  const rowAfter = (...facts: readonly Parameters<typeof recorded>[0][]) => {
    const row = projected(contractRegister, facts).row(contractsTable, contractId);
    if (row === undefined) throw new Error('no row');
    return row;
  };

  it('tells who is waited for', () => {
    expect(rowAfter(drafted).state).toBe('DRAFTED');
    expect(rowAfter(drafted, signed('BUYER', aarhus)).state).toBe('AWAITING_SUPPLIER');
    expect(rowAfter(drafted, signed('SUPPLIER', region))).toMatchObject({ state: 'AWAITING_BUYER', signedOn: null });
    expect(rowAfter(drafted, signed('SUPPLIER', region), signed('BUYER', aarhus, '2020-03-20'))).toMatchObject({
      state: 'SIGNED',
      signedOn: '2020-03-20',
    });
  });

  it('knows the day the citizen came, also when the contract was drawn up later', () => {
    expect(rowAfter(drafted, enrolled('2020-03-12')).enrolledDay).toBe('2020-03-12');
    expect(rowAfter(enrolled('2020-03-12'), drafted).enrolledDay).toBe('2020-03-12');
  });

  it('counts how long a contract has been in force unsigned (R25)', () => {
    const row = rowAfter(drafted, enrolled(), signed('BUYER', aarhus), signed('SUPPLIER', region, '2020-04-09'));
    expect(statusOn(row, day('2020-03-09'))).toMatchObject({ status: 'AWAITING_SUPPLIER' });
    expect(statusOn(row, day('2020-03-10'))).toMatchObject({ status: 'IN_FORCE_UNSIGNED', unsignedDays: 0 });
    expect(statusOn(row, day('2020-04-08'))).toMatchObject({
      status: 'IN_FORCE_UNSIGNED',
      unsignedDays: 29,
      state: 'AWAITING_SUPPLIER',
    });
    expect(statusOn(row, day('2020-04-09'))).toEqual({ status: 'IN_FORCE', state: 'SIGNED' });
  });

  it('counts from the day the citizen came, and ends and is annulled with the placement', () => {
    expect(statusOn(rowAfter(drafted, enrolled('2020-03-12')), day('2020-03-15'))).toMatchObject({ unsignedDays: 3 });
    const ended: ContractEvent = { type: 'ContractEnded', data: { contractId, lastPayableDay: day('2020-05-31') } };
    expect(statusOn(rowAfter(drafted, ended), day('2020-06-01')).status).toBe('ENDED');
    expect(statusOn(rowAfter(drafted, ended), day('2020-05-31')).status).toBe('IN_FORCE_UNSIGNED');
    const annulled: ContractEvent = { type: 'ContractAnnulled', data: { contractId, annulledOn: draftedOn } };
    expect(statusOn(rowAfter(drafted, annulled), day('2020-06-01')).status).toBe('ANNULLED');
  });
});
