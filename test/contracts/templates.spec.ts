import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../../src/contracts/contract.decider';
import { addendumContract, standardContract } from '../../src/contracts/standard-terms';
import { CURRENT_TEMPLATE, type Template, templateOf, TEMPLATES } from '../../src/contracts/templates';
import { contentHash } from '../../src/kernel/canonical-json';
import { LEGAL_BASIS_CODES } from '../../src/kernel/legal-basis';
import { asOre } from '../../src/kernel/money';
import { serviceLineId, tariffLevel } from '../../src/kernel/vocabulary';
import type { PlacementTerms } from '../../src/placements/place-book.events';
import { aarhus, day, høskoven, placement, randers, region, rules, tariff, terms } from '../placements/example';

/**
 * What each template in use makes of a stay, of a part-time day place, and of addenda to that. Ledgers hold contracts
 * signed in these words, so a golden is never changed; other words are a new template with a golden of its own.
 */
const FOLDER = join(process.cwd(), 'test/contracts/goldens');
const golden = (version: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${version}.json`), 'utf8'));

const NAMES = new Map<string, string>([
  [aarhus, 'Aarhus Kommune'],
  [region, 'Region Midtjylland'],
]);
const nameOf = (party: string): string => NAMES.get(party) ?? party;
const firstDay = day('2020-03-10');
const dayTerms: PlacementTerms = {
  ...terms,
  serviceLineId: serviceLineId('SEL-104'),
  legalBasis: 'SEL-104',
  daysPerWeek: 3,
  factorBp: 8_500,
  components: [
    { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(77_300) },
    { code: 'KØRSEL', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(12_000) },
    { code: 'KM', kind: 'SUPPLEMENT', unit: 'KM', priceOre: asOre(373) },
  ],
  supplements: ['KØRSEL'],
};

const CALLED = [
  ['SEL-107', '§ 107 i lov om social service, midlertidigt botilbud', '§ 107 i lov om social service'],
  ['SEL-101a', '§ 101 a i lov om social service, anonym stofmisbrugsbehandling', '§ 101 a i lov om social service'],
  ['BL-43', '§ 43 i barnets lov, børne- og ungehjem', '§ 43 i barnets lov'],
  ['BL-62-2-4', '§ 62, stk. 2, nr. 4, i barnets lov, sikret døgninstitution', '§ 62, stk. 2, nr. 4, i barnets lov'],
  ['SUL-141', '§ 141 i sundhedsloven, alkoholbehandling', '§ 141 i sundhedsloven'],
  [
    'ABL-105-2',
    '§ 105, stk. 2, i lov om almene boliger m.v., almen handicapbolig med støtte',
    '§ 105, stk. 2, i lov om almene boliger m.v.',
  ],
  ['FSL-20-2', 'Specialundervisning efter folkeskolelovens § 20, stk. 2', '§ 20, stk. 2, i folkeskoleloven'],
  ['STU', 'Særligt tilrettelagt ungdomsuddannelse', 'STU'],
];

const drawnUp = (template?: Template) => {
  const basis = { contractId: placement, firstDay, terms, rules, agreementName: 'Rammeaftale Midtjylland 2019-20' };
  const dayPlace = standardContract(
    { ...basis, plannedLastDay: day('2021-03-09'), terms: dayTerms },
    nameOf,
    ...(template === undefined ? [] : [template]),
  );
  const drafted = contract.evolve(contract.initial, {
    type: 'StandardContractDrafted',
    data: { contractId: placement, ...dayPlace, firstDay, draftedOn: firstDay },
  });
  if (drafted.phase === 'unknown') throw new Error('A drafted contract is known');
  const addendum = addendumContract(
    {
      contractId: placement,
      addendum: 1,
      effectiveFrom: day('2020-06-01'),
      change: {
        kind: 'SERVICE',
        offeringId: høskoven,
        tariffId: tariff.tariffId,
        terms: { level: tariffLevel('2'), supplements: [], factorBp: 10_000 },
      },
      priced: dayTerms,
    },
    drafted,
    nameOf,
  );
  const payerAddendum = addendumContract(
    {
      contractId: placement,
      addendum: 2,
      effectiveFrom: day('2020-07-01'),
      change: { kind: 'PAYER', payer: randers, payerEan: '5798000000002', legalGround: 'RSL-9-AGREEMENT' },
    },
    drafted,
    nameOf,
  );
  return { stay: standardContract(basis, nameOf, template), dayPlace, addendum, payerAddendum };
};

describe('A template of contracts', () => {
  it.each(TEMPLATES)('$version has the words, and so the hashes, that were signed', (template) => {
    const drawn = drawnUp(templateOf(template.version));
    expect(drawn).toEqual(golden(template.version));
    for (const { content, contentHash: hash } of Object.values(drawn)) expect(contentHash(content)).toBe(hash);
  });

  it('is kept for as long as a golden tells of it', () =>
    expect(readdirSync(FOLDER).sort()).toEqual(TEMPLATES.map(({ version }) => `${version}.json`).sort()));

  it('is the last one for a new contract', () => {
    expect(CURRENT_TEMPLATE).toBe(TEMPLATES.at(-1));
    expect(drawnUp()).toEqual(golden(CURRENT_TEMPLATE.version));
  });

  it('calls each paragraph, and a service line named by it, by its law', () => {
    const { legalBasis, serviceLine } = CURRENT_TEMPLATE;
    const called = LEGAL_BASIS_CODES.map((code) => [code, legalBasis(code), serviceLine(serviceLineId(code))]);
    expect(called).toEqual(expect.arrayContaining(CALLED));
    expect(serviceLine(serviceLineId('SEL-66-DELVIS-LUKKET'))).toBe('SEL-66-DELVIS-LUKKET');
    const words = called.map(([, said]) => said).join('\n');
    for (const code of LEGAL_BASIS_CODES) if (code.includes('-')) expect(words).not.toContain(code);
  });

  it('prices a day place by the day and a stay by the døgn, also within a package (R13)', () => {
    const parts = (['SEL-107', 'SEL-104'] as const).map((legalBasis) => ({
      code: legalBasis,
      kind: 'SERVICE_PACKAGE' as const,
      unit: 'DAY' as const,
      priceOre: asOre(100_000),
      legalBasis,
    }));
    const basis = {
      contractId: placement,
      firstDay,
      terms: { ...terms, components: parts },
      rules,
      agreementName: 'A',
    };
    const price = standardContract(basis, nameOf).content.sections[5]?.terms.map(({ text }) => text);
    expect(price?.slice(0, 2)).toEqual(['1.000,00 kr. pr. døgn', '1.000,00 kr. pr. dag']);
    const daily = drawnUp().dayPlace.content.sections[5]?.terms.map(({ text }) => text);
    expect(daily?.slice(0, 2)).toEqual(['773,00 kr. pr. dag', '120,00 kr. pr. dag']);
  });
});
