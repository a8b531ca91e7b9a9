import { named, type RuleChapter } from './cited-rule.words';

/** Contracts, from templates to notice (R25–R30), and what happens when a line is disputed. */
export const CONTRACT_RULES: RuleChapter = {
  R25: {
    title: { da: 'Standardkontrakten', en: 'The standard contract' },
    ground: 'agreement',
    provenance: ['READ', 'SEED'],
    da: 'KL og rammeaftalens parter anbefaler standardkontrakten til alle nye køb. Den er frivillig og kan ikke fravige loven. Et køb kan begynde, før begge har skrevet under; Pladsbog viser, hvor længe underskrifter mangler (vores valg).',
    en: 'KL and the parties recommend the standard contract for all new purchases. It is voluntary and cannot deviate from the law. A purchase may begin before both have signed; Pladsbog shows for how long signatures have been missing (our choice).',
    source: named('KL; Sekretariat Midtjylland'),
  },
  R26: {
    title: { da: 'Kontraktens indhold', en: 'What a contract holds' },
    ground: 'agreement',
    provenance: ['READ', 'TITLE', 'DESIGN'],
    da: 'En kontrakt er mellem en køber og en leverandør om ét konkret køb. Afsnittene er vores forslag, indtil de er holdt op imod skabelonen.',
    en: 'A contract is between a buyer and a supplier on one concrete purchase. Its sections are our proposal until they have been held against the template.',
    source: {
      da: 'Standardkontraktens vejledning og skabeloner',
      en: 'The guide and templates of the standard contract',
    },
  },
  R27: {
    title: { da: 'Skabelonens version', en: 'Version of the template' },
    ground: 'agreement',
    provenance: ['READ'],
    da: 'Version 2.0 fra efteråret 2023 ændrede betaling, prisregulering, misligholdelse, erstatning og forsikring. Hver kontrakt husker den version, den er skrevet efter; tallet efter bindestregen er Pladsbogs egen ordlyd.',
    en: 'Version 2.0 of autumn 2023 changed payment, indexation, non-delivery, liability and insurance. Each contract keeps the version that it was written by; the number after the dash is Pladsbog’s own wording.',
    source: named('Standardkontrakt 2.0, vejledning'),
  },
  R28: {
    title: { da: 'Hvem der skriver under', en: 'Who signs' },
    ground: 'ours',
    provenance: ['KNOW'],
    da: 'Købers myndighed og leverandørens ledelse skriver begge under. Hvem der har bemyndigelsen, afgør hver for sig.',
    en: 'The buyer’s authority and the supplier’s management both sign. Who is empowered to is a local matter.',
    source: { da: 'Almindelig viden', en: 'General knowledge' },
  },
  R29: {
    title: { da: 'Ændringer i et køb', en: 'Changes of a purchase' },
    ground: 'ours',
    provenance: ['KNOW', 'DESIGN'],
    da: 'Niveau, timer og tillæg følger kontrakten og dens tillæg; prisen følger den takst, der gælder på dagen.',
    en: 'Level, hours and supplements follow the contract and its addenda; the price follows the tariff in force on the day.',
    source: { da: 'Almindelig viden; følger af R1 og R13', en: 'General knowledge; follows from R1 and R13' },
  },
  R30: {
    title: { da: 'Opsigelse', en: 'Notice' },
    ground: 'ours',
    provenance: ['KNOW'],
    da: 'Efter en opsigelse betales løbende måned og det antal måneder, aftalen siger; efter et dødsfald måneden ud. Sælges pladsen igen, stopper betalingen dagen før. Det er en standard, ikke lov.',
    en: 'After a notice the running month is paid and as many more as the agreement says; after a death the running month. If the place is sold again, payment stops the day before. This is a default, not law.',
    source: {
      da: 'Teksten for Midtjylland er ikke fundet; set hos én privat leverandør',
      en: 'The text for Midtjylland was not found; seen at one private supplier',
    },
  },
  '§3.8': {
    title: { da: 'Indsigelser', en: 'Disputes' },
    ground: 'ours',
    provenance: ['KNOW', 'DESIGN'],
    da: 'En omstridt linje afgøres ved svar, aftale eller sekretariatets afgørelse. Det krediterede bliver til en linje i næste åbne måned; kreditten kan ikke overstige det, der står tilbage af linjen.',
    en: 'A disputed line is settled by answer, agreement or the secretariat’s decision. What is credited becomes a line in the next open month, never more than what stands of the line.',
    source: { da: 'Almindelig viden; fristerne er Pladsbogs', en: 'General knowledge; the time limits are Pladsbog’s' },
  },
};
