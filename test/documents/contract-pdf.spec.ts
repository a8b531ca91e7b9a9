import { contract } from '../../src/contracts/contract.decider';
import { addendumContract, standardContract } from '../../src/contracts/standard-terms';
import { contractDocument, type ContractShown } from '../../src/documents/contract-document.calculation';
import { contractPdf } from '../../src/documents/contract-pdf';
import type { Language } from '../../src/kernel/messages';
import type { PartyCode } from '../../src/kernel/vocabulary';
import { tariffLevel } from '../../src/kernel/vocabulary';
import { aarhus, day, høskoven, placement, region, rules, tariff, terms } from '../placements/example';
import { startApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, SAMSØ, SILKEBORG } from '../support/small-market';
import { fileFor } from './files';
import { count, insideOf, textIsRead, textOf } from './pdf-text';

const NAMES = new Map<string, string>([
  [aarhus, 'Aarhus Kommune'],
  [region, 'Region Midtjylland'],
]);
const party = (code: PartyCode) => ({ code, name: NAMES.get(code) ?? code, cvr: '12345678' });
const firstDay = day('2020-03-10');
const draft = standardContract(
  { contractId: placement, firstDay, terms, rules, agreementName: 'Rammeaftale 2019-20' },
  (code) => party(code).name,
);
const drafted = contract.evolve(contract.initial, {
  type: 'StandardContractDrafted',
  data: { contractId: placement, ...draft, firstDay, draftedOn: firstDay },
});
if (drafted.phase === 'unknown') throw new Error('A drafted contract is known');
const change = {
  kind: 'SERVICE',
  offeringId: høskoven,
  tariffId: tariff.tariffId,
  terms: { level: tariffLevel('2'), supplements: [], factorBp: 10_000 },
} as const;
const effectiveFrom = day('2020-06-01');
const addendum = addendumContract(
  { contractId: placement, addendum: 1, effectiveFrom, change },
  drafted,
  (code) => party(code).name,
);

const signedBy = (side: 'BUYER' | 'SUPPLIER', signedOn = '2020-03-05'): ContractShown['signatures'][number] => ({
  side,
  signer: { subject: 'subject-1', title: 'Myndighedschef', organisation: side === 'BUYER' ? aarhus : region },
  signedOn: day(signedOn),
  method: 'LOCAL',
  eventId: '0195d9a0-0000-7000-8000-0000000000b1',
  recordedAt: `${signedOn}T09:12:03.123Z`,
});
const shown = (more: Partial<ContractShown> = {}): ContractShown => ({
  contractId: placement,
  buyer: aarhus,
  operator: region,
  payer: aarhus,
  templateVersion: draft.content.templateVersion,
  status: 'IN_FORCE_UNSIGNED',
  draftedOn: day('2020-03-01'),
  firstDay,
  enrolledDay: firstDay,
  annulledOn: null,
  lastPayableDay: null,
  ...draft,
  eventId: '0195d9a0-0000-7000-8000-0000000000a1',
  signatures: [signedBy('BUYER')],
  addenda: [],
  ...more,
});
const withAddendum = shown({
  addenda: [
    { ...addendum, addendum: 1, effectiveFrom, eventId: '0195d9a0-0000-7000-8000-0000000000a2', signatures: [] },
  ],
});
const on = day('2020-07-01');
const documentOf = (of: ContractShown, asOf = on, language: Language = 'da', constructed = false) =>
  contractDocument({ contract: of, on: asOf, party, constructed }, language);

describe('The document of a contract', () => {
  it('has every word that was signed, as it was signed, in either language', () => {
    for (const language of ['da', 'en'] as const) {
      const { parts } = documentOf(withAddendum, on, language);
      expect(parts.map(({ sections }) => sections)).toEqual([draft.content.sections, addendum.content.sections]);
    }
  });

  it('has the hash and the event of the contract and of each addendum', () => {
    const proofs = documentOf(withAddendum).parts.map(({ proof }) => proof.facts.map(({ value }) => value));
    expect(proofs).toEqual([
      [draft.contentHash, '0195d9a0-0000-7000-8000-0000000000a1'],
      [addendum.contentHash, '0195d9a0-0000-7000-8000-0000000000a2'],
    ]);
  });

  it('says who signed for each side, and plainly that a signature is missing, with its age (R25)', () => {
    const [whole, later] = documentOf(withAddendum).parts;
    expect(whole?.signatures.rows).toEqual([
      {
        side: 'Køber',
        organisation: 'Aarhus Kommune',
        signed: {
          title: 'Myndighedschef',
          day: '05.03.2020',
          method: 'i Pladsbog',
          recorded: '05.03.2020 kl. 10.12.03',
          eventId: '0195d9a0-0000-7000-8000-0000000000b1',
        },
      },
      {
        side: 'Sælger',
        organisation: 'Region Midtjylland',
        missing: { signature: 'Mangler underskrift', since: 'I kraft i 113 dage uden begge underskrifter' },
      },
    ]);
    expect(later?.signatures.rows.map(({ missing }) => missing)).toEqual(
      Array(2).fill({ signature: 'Mangler underskrift', since: 'I kraft i 30 dage uden begge underskrifter' }),
    );
  });

  it.each([
    ['before it is in force', {}, '2020-03-10', undefined],
    [
      'on a day before it was signed',
      { signatures: [signedBy('BUYER'), signedBy('SUPPLIER', '2020-03-12')] },
      '2020-03-11',
      'I kraft i 1 dag uden begge underskrifter',
    ],
    ['of an annulled one', { annulledOn: day('2020-03-20') }, '2020-07-01', undefined],
  ] as const)('a missing signature %s', (_, more, asOf, said) => {
    const [part] = documentOf(shown(more), day(asOf)).parts;
    expect(part?.signatures.rows[1]?.missing).toEqual({
      signature: 'Mangler underskrift',
      ...(said === undefined ? {} : { since: said }),
    });
  });

  it('that is annulled or made up says so above everything else', () => {
    expect(documentOf(shown()).mark).toBeUndefined();
    expect(documentOf(shown({ annulledOn: day('2020-03-20') })).mark).toMatch(/^ANNULLERET 20\.03\.2020/);
    expect(documentOf(shown(), on, 'en', true).mark).toMatch(/^CONSTRUCTED/);
  });
});

describe('A contract as PDF', () => {
  it('is tagged: a language, a title, a heading for each section, both signatures as rows; the same bytes each time', async () => {
    const [one, two] = [
      await contractPdf(documentOf(shown(), on, 'en'), on),
      await contractPdf(documentOf(shown(), on, 'en'), on),
    ];
    expect(one.equals(two)).toBe(true);
    const pdf = insideOf(one);
    expect(pdf).toMatch(/\/Lang \(en\)/);
    // The words of the contract are Danish, whatever language the rest is in.
    expect(pdf).toMatch(/\/S \/Sect\b[^>]*\/Lang \(da\)|\/Lang \(da\)[^>]*\/S \/Sect\b/);
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
    expect(pdf).toMatch(/pdfaid:part>2</);
    expect(count(pdf, /\/S \/H1\b/g)).toBe(1);
    // Sixteen sections, the signatures, the proof, and how to compare it.
    expect(count(pdf, /\/S \/H2\b/g)).toBe(19);
    expect(count(pdf, /\/S \/TR\b/g)).toBe(3);
  });

  (textIsRead ? it : it.skip)('reads as it was meant', async () => {
    const text = textOf(await contractPdf(documentOf(withAddendum), on));
    for (const said of [
      'Region Midtjylland (1082), CVR 12345678',
      'I kraft uden underskrifter',
      'Månedligt, bagud og for alle døgn, pladsen holdes; fravær giver ikke fradrag.',
      draft.contentHash,
      addendum.contentHash,
      'Tillæg 1 med virkning fra 01.06.2020',
      'Side 1 af',
    ])
      expect(text).toContain(said);
  });
});

describe('The PDF of a contract in the ledger', () => {
  it('shows the parties and the payer what the contract shows them, and nobody else that there is one', async () => {
    const running = await startApp('2020-03-01');
    try {
      const { aarhus: buyer, seller, offeringId } = await openSmallMarket(running);
      const wanted = reservation(offeringId, '2020-03-10', {
        payer: SILKEBORG,
        payerGround: 'ACTING_MUNICIPALITY',
      }) as { citizenRef: string };
      const { placementId } = await buyer.post('/placements', wanted);
      await seller.post(`/placements/${placementId}/confirm`);
      await running.settled();
      const { contentHash, eventId } = (await buyer.get(`/contracts/${placementId}`)) as {
        contentHash: string;
        eventId: string;
      };
      await buyer.post(`/contracts/${placementId}/sign`, { contentHash, title: 'Myndighedschef' });
      await running.settled();
      const path = `/contracts/${placementId}/pdf`;
      const answer = await fileFor(running, AARHUS, 'buyer')(path);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="kontrakt-${placementId}.pdf"`,
        'content-language': 'da',
      });
      for (const [code, role, status] of [
        [REGION, 'operator', 200],
        [SILKEBORG, 'buyer', 200],
        [SAMSØ, 'auditor', 200],
        [SAMSØ, 'buyer', 404],
        [REGION, 'secretariat', 403],
      ] as const)
        expect((await fileFor(running, code, role)(path)).status).toBe(status);
      if (!textIsRead) return;
      const text = textOf(answer.bytes);
      for (const said of [
        contentHash,
        eventId,
        wanted.citizenRef,
        'Myndighedschef',
        '01.03.2020',
        'Mangler underskrift',
      ])
        expect(text).toContain(said);
    } finally {
      await running.close();
    }
  }, 60_000);
});
