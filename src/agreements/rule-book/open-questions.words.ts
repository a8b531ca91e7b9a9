import type { Said } from '../../kernel/messages';
import type { CitedRule, RuleChapter } from './cited-rule.words';

const SETTLED_BY = {
  steering: { da: 'Afgøres af styringsaftalen', en: 'Settled by the steering agreement' },
  contract: { da: 'Afgøres af kontraktens tekst', en: 'Settled by the text of the contract' },
  law: { da: 'Afgøres af en juridisk vurdering', en: 'Settled by a legal check' },
} satisfies Record<string, Said>;

const open = (title: Said, says: Said, source: Said): CitedRule => ({
  title,
  ground: 'ours',
  provenance: ['DESIGN'],
  ...says,
  source,
});

/** What has not been found out; each says how Pladsbog does until it has. */
export const OPEN_QUESTIONS: RuleChapter = {
  Q1: open(
    { da: 'Opsigelsesvarsler i Midtjylland', en: 'Notice in Midtjylland' },
    {
      da: 'Varslerne er ikke fundet. Indtil videre: løbende måned + 1 måned; ved dødsfald måneden ud; aflastning og §§ 109-110 intet varsel.',
      en: 'The periods were not found. Until they are: running month + 1 month; on death to the end of the month; respite and §§ 109–110 none.',
    },
    SETTLED_BY.steering,
  ),
  Q3: open(
    { da: 'Fravær, ferie og indlæggelse', en: 'Absence, holiday and hospital' },
    {
      da: 'Hvad fravær gør ved prisen, er ikke fundet. Indtil videre: fuld takst uden fradrag, så længe pladsen holdes.',
      en: 'What absence does to the price was not found. Until it is: full tariff, no deduction, as long as the place is held.',
    },
    SETTLED_BY.steering,
  ),
  Q4: open(
    { da: 'Reserveret, men ikke taget i brug', en: 'Reserved but not taken' },
    {
      da: 'Om en reserveret plads skal betales, er ikke fundet. Indtil videre: den betales fra den dag, kontrakten siger; ellers koster den intet, og reservationen udløber efter nogle dage.',
      en: 'Whether a reserved place is to be paid was not found. Until it is: it is paid from the day that the contract says; otherwise it is free, and the reservation lapses after some days.',
    },
    SETTLED_BY.contract,
  ),
  Q5: open(
    { da: 'Underskud ved lukning', en: 'Deficit on closure' },
    {
      da: 'Hvem der betaler et underskud ved lukning, er ikke fundet i styringsaftalen. Indtil videre: betalernes dage de sidste 12 måneder, driftsherrens egne borgere medregnet; beløbet er indberettet.',
      en: 'Who pays the deficit of a closure was not found in the steering agreement. Until it is: payers’ days in the last 12 months, the operator’s own citizens included; the amount was entered by hand.',
    },
    SETTLED_BY.steering,
  ),
  Q6: open(
    { da: 'Kan et underskud opkræves?', en: 'Is a deficit recoverable?' },
    {
      da: 'Om køberne skal dække et underskud, er ikke fundet. Indtil videre: ja, ud over ±5 %, gennem taksten to år efter.',
      en: 'Whether buyers cover a deficit was not found. Until it is: yes, beyond ±5 %, through the tariff two years later.',
    },
    SETTLED_BY.steering,
  ),
  Q8: open(
    { da: 'Andel af central ledelse', en: 'Overhead' },
    {
      da: 'Om andelen af central ledelse og administration er faktisk eller en fast procent, er ikke fundet. Indtil videre: driftsherren opgiver beløbet, og Pladsbog viser, hvor mange procent det er.',
      en: 'Whether overhead is actual or a fixed share was not found. Until it is: the operator enters the amount, and Pladsbog shows how many percent it is.',
    },
    SETTLED_BY.steering,
  ),
  Q9: open(
    { da: '12-månedersfristen og efterregulering', en: 'The 12-month limit and post-regulation' },
    {
      da: 'Linjen kræver ikke betaling for bestemte dage i en kontrakt, så 12-månedersfristen (R2) er ikke anvendt. Om fristen gælder for efterregulering, er et åbent juridisk spørgsmål; det er vores valg, ikke lov.',
      en: 'The line claims payment for no particular day of a contract, so the 12-month limit (R2) was not applied. Whether it holds for post-regulation is an open legal question; this is our choice, not law.',
    },
    SETTLED_BY.law,
  ),
  Q12: open(
    { da: 'Takstændring midt i året', en: 'A tariff change within the year' },
    {
      da: 'Om en takst må ændres midt i året, er ikke fundet. Indtil videre: ja, fremad og med en grund; er varslet under tre måneder, får den en advarsel.',
      en: 'Whether a tariff may change within the year was not found. Until it is: yes, ahead and with a reason; with less than three months’ notice it gets a warning.',
    },
    SETTLED_BY.steering,
  ),
  Q15: open(
    { da: 'Rente ved for sen betaling', en: 'Interest on late payment' },
    {
      da: 'Indtil videre opkræves ingen rente mellem offentlige myndigheder.',
      en: 'Until it is settled, no interest is charged between public bodies.',
    },
    SETTLED_BY.law,
  ),
};
