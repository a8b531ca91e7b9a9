import type { ProvenanceTag } from '../../agreements/agreement.events';

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
    rule: 'R22',
    provenance: ['READ'],
    da: 'Over- eller underskud ud over grænsen indregnes i taksten to år efter; bliver det i stedet afregnet direkte, står det her med sit oprindelsesår.',
    en: 'Surplus or deficit beyond the limit goes into the tariff two years later; where it is settled directly instead, it stands here with its year of origin.',
  },
  {
    rule: 'R23',
    provenance: ['KNOW'],
    da: 'Er tilbuddet lukket, fordeles reguleringen på det oprindelige års købere efter dage. Det er en standard, ikke lov.',
    en: 'Where the offering has closed, the regulation is split on the buyers of the origin year by days. This is a default, not law.',
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
    rule: 'R33',
    provenance: ['READ'],
    da: 'Objektivt finansierede pladser opkræves a conto ved årets begyndelse, grundtaksten månedligt efter faktisk forbrug; abonnementsordninger afregnes halvårligt (styringsaftalen, Midtjylland).',
    en: 'Objectively financed places are billed on account at the start of the year, the basic tariff monthly by actual consumption; subscription schemes half-yearly (steering agreement, Midtjylland).',
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
    rule: 'R39',
    provenance: ['READ'],
    da: 'En årlig ordning opgøres på én dag for hele kalenderåret; den, der kommer til eller falder fra efter dagen, hverken opkræves eller refunderes.',
    en: 'A yearly scheme is counted on one day for the whole calendar year; those who enter or leave after it are neither charged nor refunded.',
  },
  {
    rule: 'R40',
    provenance: ['CALC', 'DESIGN'],
    da: 'Andel = det samlede beløb × kommunens nøgletal / summen af nøgletal. Der rundes efter største rest, så andelene tilsammen giver beløbet på øren.',
    en: 'Share = total × the municipality’s key figure / the sum of key figures. Rounded by largest remainder, so that the shares add up to the total to the øre.',
  },
  {
    rule: 'R41',
    provenance: ['READ', 'KNOW'],
    da: 'En plads på en sikret afdeling har to priser efter anbringelsesgrundlaget: strafferetligt eller socialt (udledt af prislisten).',
    en: 'A place in a secure unit has two prices by placement ground: criminal law or social (inferred from the price list).',
  },
  {
    rule: 'Q5',
    provenance: ['DESIGN'],
    da: 'Hvem der betaler et underskud ved lukning, er ikke fundet i styringsaftalen. Indtil videre: betalernes dage de sidste 12 måneder, driftsherrens egne borgere medregnet; beløbet er indberettet.',
    en: 'Who pays the deficit of a closure was not found in the steering agreement. Until it is: payers’ days in the last 12 months, the operator’s own citizens included; the amount was entered by hand.',
  },
  {
    rule: 'Q9',
    provenance: ['DESIGN'],
    da: 'Linjen kræver ikke betaling for bestemte dage i en kontrakt, så 12-månedersfristen (R2) er ikke anvendt. Om fristen gælder for efterregulering, er et åbent juridisk spørgsmål; det er vores valg, ikke lov.',
    en: 'The line claims payment for no particular day of a contract, so the 12-month limit (R2) was not applied. Whether it holds for post-regulation is an open legal question; this is our choice, not law.',
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
