import type { Day } from '../kernel/calendar';
import { danishDay } from '../kernel/calendar';
import { contentHash } from '../kernel/canonical-json';
import { legalBasis } from '../kernel/legal-basis';
import { danishKroner } from '../kernel/money';
import type { PartyCode, PlacementId } from '../kernel/vocabulary';
import type { RuleConfiguration } from '../agreements/agreement.events';
import type { PlacementTerms, ServiceTerms } from '../placements/place-book.events';
import type { ComponentKind } from '../tariffs/tariff.events';
import type { ContractChange, Draft, DraftedContract } from './contract.decider';
import type { ContractSection } from './contract.events';
import { CURRENT_TEMPLATE, type Template, templateOf } from './templates';

/**
 * The standard contract, version 2.0 (R25-R27), in sixteen sections. The sections are our proposal (R26): the template
 * itself was not available, so what is not taken from the purchase or the agreement is told apart as ours. Golden
 * files hold the words of each template in use: other words are a new template.
 */

/** The sections with wordings that are ours. */
const UNCHECKED_SECTIONS = '5, 7, 8, 10 og 12-15';

/** The parties' names; a code stands for itself where no name is known. */
export type PartyNames = (party: PartyCode) => string;

export interface ContractBasis {
  readonly contractId: PlacementId;
  readonly firstDay: Day;
  readonly plannedLastDay?: Day | undefined;
  readonly terms: PlacementTerms;
  readonly rules: RuleConfiguration;
  /** What the framework agreement of the terms is called on the day the contract is drawn up. */
  readonly agreementName: string;
}

type Term = ContractSection['terms'][number];
const term = (label: string, text: string): Term => ({ label, text });
const section = (heading: string, ...terms: readonly Term[]): ContractSection => ({ heading, terms });

const KINDS: Readonly<Record<ComponentKind, string>> = {
  BASE: 'Basistakst',
  SERVICE_HOUR: 'Ydelsestakst pr. time',
  SERVICE_PACKAGE: 'Ydelsespakke',
  SUPPLEMENT: 'Tillæg',
};

const named = (party: PartyCode, nameOf: PartyNames): string => `${nameOf(party)} (${party})`;

/** A price list, and the paragraph that the place is sold under. */
export type Priced = Pick<PlacementTerms, 'components' | 'legalBasis'>;

/** A supplement is part of the price only where it is agreed (R15); a package's service has a paragraph of its own (R13). */
const priceTerms = (
  { components, legalBasis: sold }: Priced,
  { supplements }: ServiceTerms,
  template: Template,
): Term[] =>
  components
    .filter(({ kind, code }) => kind !== 'SUPPLEMENT' || supplements.includes(code))
    .map(({ kind, code, unit, priceOre, legalBasis: own = sold }) =>
      term(template.component(KINDS[kind], kind, code), `${danishKroner(priceOre)} pr. ${template.unit(unit, own)}`),
    );

const serviceTerms = ({ level, hoursPerDay, daysPerWeek, factorBp }: ServiceTerms, template: Template): Term[] => [
  term('Takstniveau', level),
  ...(hoursPerDay === undefined ? [] : [term('Timer pr. dag', hundredths(hoursPerDay))]),
  ...(daysPerWeek === undefined
    ? []
    : [
        term(
          'Deltid',
          `${daysPerWeek} dage om ugen, ${hundredths(factorBp)} % af en fuld plads${template.follows('R16')}`,
        ),
      ]),
];

/** 250 → 2,50 */
const hundredths = (count: number): string => `${Math.floor(count / 100)},${String(count % 100).padStart(2, '0')}`;

const noticeTerm = ({ terms, rules }: ContractBasis, template: Template): Term => {
  const { legalBasis: code, shortStay } = terms;
  const months = rules.noticeMonthsExceptions[code] ?? rules.noticeMonths;
  if (months < 0 || shortStay === true || legalBasis(code).withoutNotice === true)
    return term('Varsel', 'Opholdet opsiges ikke. Der betales, så længe borgeren er i tilbuddet.');
  const and = months === 0 ? 'løbende måned' : `løbende måned og ${months} måned${months === 1 ? '' : 'er'}`;
  return term('Varsel', `Skriftligt, med virkning til udgangen af ${and}${template.follows('R30')}.`);
};

export const standardContract = (
  basis: ContractBasis,
  nameOf: PartyNames,
  template: Template = CURRENT_TEMPLATE,
): Draft => {
  const { contractId, firstDay, plannedLastDay, terms, rules, agreementName } = basis;
  const { buyer, operator, payer } = terms;
  const sections = [
    section(
      '1. Parter',
      term('Køber', named(buyer, nameOf)),
      term('Leverandør', named(operator, nameOf)),
      term('Betaler', named(payer, nameOf)),
      term('EAN', terms.payerEan ?? 'Ikke oplyst'),
    ),
    section(
      '2. Borgeren',
      term('Reference', terms.citizenRef),
      term('Personoplysninger', 'Udveksles uden for denne kontrakt.'),
    ),
    section(
      '3. Lovgrundlag',
      term('Paragraf', template.legalBasis(terms.legalBasis)),
      term('Aftalegrundlag', template.agreement(terms.agreementId, agreementName)),
      term('Anbringelsesgrundlag', terms.placementGround === 'CRIMINAL_LAW' ? 'Strafferetligt' : 'Socialt'),
    ),
    section(
      '4. Tilbud og plads',
      term('Tilbud', terms.offeringName),
      term('Ydelse', template.serviceLine(terms.serviceLineId)),
    ),
    section(
      '5. Ydelsens indhold',
      ...serviceTerms(terms, template),
      term('Mål', `Fremgår af købers bestilling.${template.unchecked}`),
    ),
    section(
      '6. Pris',
      ...priceTerms(terms, terms, template),
      term(
        'Regulering',
        `Prisen følger driftsherrens takst i aftaleperioden; en ny årlig takst kræver intet tillæg${template.follows('R29')}.`,
      ),
    ),
    section(
      '7. Start, varighed og opfølgning',
      term('Første dag', danishDay(firstDay)),
      term('Sidste dag', plannedLastDay === undefined ? 'Ikke aftalt' : danishDay(plannedLastDay)),
      term('Opfølgning', `Efter parternes aftale.${template.unchecked}`),
    ),
    section(
      '8. Betaling',
      term(
        'Afregning',
        `Månedligt${template.follows('R33')}, bagud og for alle ${template.days(terms.legalBasis)}, pladsen holdes; fravær giver ikke fradrag.${template.unchecked}`,
      ),
      term('Frist', `${rules.dueDays} dage fra modtagelsen af regningen${template.follows('R34')}.`),
      term(
        'Krav',
        `Skal rejses senest ${rules.claimLimitMonths} måneder efter, at hjælpen er ydet${template.follows('R2')}.`,
      ),
    ),
    section('9. Opsigelse', noticeTerm(basis, template)),
    section(
      '10. Lukning og efterregulering',
      term('Vilkår', `Følger styringsaftalen${template.follows('R22-R24')}.${template.unchecked}`),
    ),
    section(
      '11. Ændringer',
      term(
        'Tillæg',
        `Niveau, timer, tillæg, lovgrundlag og betaler ændres ved tillæg, som begge parter underskriver${template.follows('R29')}.`,
      ),
    ),
    section(
      '12. Misligholdelse',
      term('Vilkår', `Dansk rets almindelige regler gælder${template.follows('R27')}.${template.unchecked}`),
    ),
    section('13. Forsikring', term('Vilkår', `Leverandøren holder lovpligtige forsikringer.${template.unchecked}`)),
    section(
      '14. Databeskyttelse og tavshedspligt',
      term('Vilkår', `Parterne er hver især dataansvarlige.${template.unchecked}`),
    ),
    section(
      '15. Tvister',
      term('Vilkår', `Søges løst ved dialog og derefter gennem rammeaftalesekretariatet.${template.unchecked}`),
    ),
    section(
      '16. Underskrifter',
      ...(template.reservation === undefined ? [] : [term('Forbehold', template.reservation(UNCHECKED_SECTIONS))]),
      term('Form', 'Begge parter underskriver samme indhold, kendt på dets SHA-256.'),
    ),
  ];
  const content = { contractId, templateVersion: template.version, buyer, operator, payer, sections };
  return { content, contentHash: contentHash(content) };
};

export interface AddendumBasis {
  readonly contractId: PlacementId;
  readonly addendum: number;
  readonly effectiveFrom: Day;
  readonly change: ContractChange;
  /** That of the new terms, where the service changes. */
  readonly priced?: Priced;
}

export const addendumContract = (
  { contractId, addendum, effectiveFrom, change, priced }: AddendumBasis,
  { buyer, operator, payer, templateVersion }: DraftedContract,
  nameOf: PartyNames,
): Draft => {
  const template = templateOf(templateVersion);
  const prices = (agreed: ServiceTerms): Term[] => (priced === undefined ? [] : priceTerms(priced, agreed, template));
  const changed =
    change.kind === 'SERVICE'
      ? [section('Ændret ydelse og pris', ...serviceTerms(change.terms, template), ...prices(change.terms))]
      : [
          section(
            'Ændret betaler',
            term('Hidtidig betaler', named(payer, nameOf)),
            term('Ny betaler', named(change.payer, nameOf)),
            term('EAN', change.payerEan ?? 'Ikke oplyst'),
            term('Grundlag', template.payerGround(change.legalGround)),
          ),
        ];
  const content = {
    contractId,
    templateVersion,
    buyer,
    operator,
    payer: change.kind === 'PAYER' ? change.payer : payer,
    sections: [
      section(
        `Tillæg ${addendum}`,
        term('Virkning fra', danishDay(effectiveFrom)),
        term('I øvrigt', `Gælder kontrakten uændret${template.follows('R29')}.`),
      ),
      ...changed,
    ],
  };
  return { content, contentHash: contentHash(content) };
};
