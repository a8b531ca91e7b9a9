import type { ProvenanceTag } from '../agreements/agreement.events';

/** A rule as a caseworker reads it, with how sure we are of it: a default is never shown as law. */
export interface RuleText {
  readonly rule: string;
  readonly provenance: readonly ProvenanceTag[];
  readonly da: string;
  readonly en: string;
}

const TEXTS: readonly RuleText[] = [
  {
    rule: 'R2',
    provenance: ['READ'],
    da: 'Et krav skal rejses senest 12 måneder efter, at hjælpen er ydet (servicelovens § 174, stk. 2; barnets lovs § 195, stk. 2). Modregning til betalers fordel er ikke begrænset (udledt).',
    en: 'A claim must be made no later than 12 months after the help was given (SEL § 174(2); BL § 195(2)). Credits to the payer are not limited (inferred).',
  },
  {
    rule: 'R6',
    provenance: ['READ'],
    da: 'Handlekommunen har pligt til at yde hjælpen og bære udgiften (retssikkerhedslovens § 9).',
    en: 'The acting municipality has the duty to help and to bear the cost (RSL § 9).',
  },
  {
    rule: 'R7',
    provenance: ['READ'],
    da: 'Indflytning i en solgt plads ændrer ikke i sig selv, hvem der betaler; et betalerskift er registreret for sig (retssikkerhedslovens § 9).',
    en: 'Moving into a sold place never changes the payer by itself; a change of payer is recorded on its own (RSL § 9).',
  },
  {
    rule: 'R13',
    provenance: ['READ'],
    da: 'En ydelsespakke prissættes af de enkelte ydelsers takster og specificeres pr. paragraf, så den kan konteres. Overgang til pakker gælder kun nyvisiterede (læst i en styringsaftale, hvis region ikke fremgår).',
    en: 'A service package is priced from the tariffs of its services and specified per paragraph, for the accounts. Switching to packages is for newly referred citizens only (read in a steering agreement that does not name its region).',
  },
  {
    rule: 'R15',
    provenance: ['READ'],
    da: 'Todelt takst: basistakst pr. døgn og ydelsestakst pr. time for de aftalte timer.',
    en: 'Two-part tariff: a base price a day, and a service price an hour for the agreed hours.',
  },
  {
    rule: 'R16',
    provenance: ['READ'],
    da: 'En deltidsplads betales med den del af fuldtidstaksten, der er aftalt for antallet af dage om ugen.',
    en: 'A part-time place is paid with the agreed part of the full-time price for its days a week.',
  },
  {
    rule: 'R17',
    provenance: ['READ'],
    da: 'Takster regnes i den enhed, de er offentliggjort i. En månedstakst betales for en del af en måned efter dage (vores valg).',
    en: 'Tariffs are charged in the unit they are published in. A monthly price is paid by days for a part of a month (our choice).',
  },
  {
    rule: 'R24',
    provenance: ['DESIGN'],
    da: 'Et lukket tilbud har ingen pladser at betale for: der afregnes ikke efter tilbuddets sidste dag (vores valg).',
    en: 'A closed offering has no places to pay for: nothing is billed after its last day (our choice).',
  },
  {
    rule: 'R29',
    provenance: ['KNOW', 'DESIGN'],
    da: 'Niveau, timer og tillæg følger kontrakten og dens tillæg; prisen følger den takst, der gælder på dagen.',
    en: 'Level, hours and supplements follow the contract and its addenda; the price follows the tariff in force on the day.',
  },
  {
    rule: 'R30',
    provenance: ['KNOW'],
    da: 'Efter en opsigelse betales løbende måned og det antal måneder, aftalen siger; efter et dødsfald måneden ud. Sælges pladsen igen, stopper betalingen dagen før. Det er en standard, ikke lov.',
    en: 'After a notice the running month is paid and as many more as the agreement says; after a death the running month. If the place is sold again, payment stops the day before. This is a default, not law.',
  },
  {
    rule: 'R35',
    provenance: ['DESIGN'],
    da: 'Der betales fra og med indflytningsdagen til og med sidste betalingsdag, som blev beregnet, da opholdet blev opsagt eller afsluttet.',
    en: 'Days are paid from the day of arrival to the last payable day, both included; it was computed when notice was given or the stay ended.',
  },
  {
    rule: 'R36',
    provenance: ['DESIGN'],
    da: 'Én linje for hver kontrakt, takstversion, ydelse, måned og paragraf; hver linje afrundes for sig til hele øre, summen afrundes ikke.',
    en: 'One line for each contract, tariff version, component, month and paragraph; each line is rounded to whole øre, the total is not.',
  },
  {
    rule: 'R38',
    provenance: ['DESIGN'],
    da: 'En lukket måned ændres ikke. Det, der læres senere, bliver til reguleringslinjer i næste måned, som peger på den rettede linje og på årsagen.',
    en: 'A closed month does not change. What is learned later becomes adjustment lines in the next month that point to the corrected line and the cause.',
  },
  {
    rule: '§3.8',
    provenance: ['KNOW', 'DESIGN'],
    da: 'En omstridt linje afgøres ved svar, aftale eller sekretariatets afgørelse. Det krediterede bliver til en linje i næste åbne måned; kreditten kan ikke overstige det, der står tilbage af linjen.',
    en: 'A disputed line is settled by answer, agreement or the secretariat’s decision. What is credited becomes a line in the next open month, never more than what stands of the line.',
  },
  {
    rule: 'R45',
    provenance: ['KNOW'],
    da: 'Udgiften konteres på den funktion i kontoplanen, der hører til paragraffen i det år, ydelsen er leveret. Fordelingen af paragraffer på funktioner er almindelig viden, ikke efterprøvet.',
    en: 'The cost is booked on the account function that belongs to the paragraph in the year of the service. Which paragraph belongs to which function is general knowledge, not verified.',
  },
];

const byRule: ReadonlyMap<string, RuleText> = new Map(TEXTS.map((text) => [text.rule, text]));

export const ruleText = (rule: string): RuleText =>
  byRule.get(rule) ?? { rule, provenance: [], da: `Regel ${rule}`, en: `Rule ${rule}` };

/** Rules that have a text. */
export const RULES_WITH_TEXT: readonly string[] = TEXTS.map(({ rule }) => rule);
