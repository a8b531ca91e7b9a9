import type { RuleChapter } from './cited-rule.words';

const CLAIMS = {
  da: 'Servicelovens § 174, stk. 2; barnets lovs § 195, stk. 2',
  en: 'Social Services Act § 174(2); Children’s Act § 195(2)',
};
const ACTING = { da: 'Retssikkerhedslovens § 9', en: 'Legal Rights Act (retssikkerhedsloven) § 9' };

/** The law, and who acts and pays (R1–R9). */
export const LAW_AND_PAYERS: RuleChapter = {
  R1: {
    title: { da: 'Driftsherren fastsætter taksten', en: 'The operator sets the tariff' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Leverandøren fastsætter vejledende takster ud fra samtlige budgetterede, direkte og indirekte langsigtede omkostninger ved ydelsen eller tilbuddet.',
    en: 'The supplier sets guiding tariffs from all budgeted, direct and indirect long-term costs of the service or the offering.',
    source: {
      da: 'Servicelovens § 174, stk. 1; barnets lovs § 195, stk. 1',
      en: 'Social Services Act § 174(1); Children’s Act § 195(1)',
    },
  },
  R2: {
    title: { da: '12-månedersfristen', en: 'The 12-month limit' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Et krav skal rejses senest 12 måneder efter, at hjælpen er ydet. Modregning til betalers fordel er ikke begrænset (udledt).',
    en: 'A claim must be made no later than 12 months after the help was given. Credits to the payer are not limited (inferred).',
    source: CLAIMS,
  },
  R3: {
    title: { da: 'Ministerens regler', en: 'The minister’s rules' },
    ground: 'law',
    provenance: ['READ', 'TITLE'],
    da: 'Ministeren fastsætter regler om takstberegning, om hvad taksten dækker, og om finansiering af de mest specialiserede tilbud. Bekendtgørelserne er kun delvis læst.',
    en: 'The minister sets rules on how tariffs are calculated, what they cover and how the most specialised offerings are financed. The executive orders have been read in part only.',
    source: {
      da: 'Servicelovens § 174, stk. 3-6; bekendtgørelse 219 af 10.02.2022',
      en: 'Social Services Act § 174(3)–(6); executive order 219 of 10.02.2022',
    },
  },
  R4: {
    title: { da: 'Rammeaftalen', en: 'The framework agreement' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Kommunerne i regionen og regionsrådet indgår en rammeaftale om udvikling, styring og koordinering af tilbuddene. Den offentliggøres. Loven siger hvert år; i Midtjylland er det hvert andet.',
    en: 'The municipalities of the region and the regional council make a framework agreement on development, steering and coordination of the offerings. It is published. The law says every year; in Midtjylland it is every second.',
    source: { da: 'Servicelovens § 6', en: 'Social Services Act § 6' },
  },
  R5: {
    title: { da: 'Hvad rammeaftalen omfatter', en: 'What the framework agreement covers' },
    ground: 'agreement',
    provenance: ['SEED', 'READ'],
    da: 'I Midtjylland: kommunale og regionale tilbud i regionen, som bruges af flere kommuner end den, der driver dem. Det registreres for hver ydelse.',
    en: 'In Midtjylland: municipal and regional offerings in the region that are used by more municipalities than the one that runs them. It is registered for each service line.',
    source: {
      da: 'Rammeaftalens grunddokumenter; Holstebro Kommunes oversigt',
      en: 'The founding documents of the framework agreement; Holstebro’s list of areas',
    },
  },
  R6: {
    title: { da: 'Handlekommunen betaler', en: 'The acting municipality pays' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Handlekommunen har pligt til at yde hjælpen og bære udgiften.',
    en: 'The acting municipality has the duty to help and to bear the cost.',
    source: ACTING,
  },
  R7: {
    title: { da: 'Et køb flytter ikke betalingen', en: 'A purchase does not move the payment' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Indflytning i en solgt plads ændrer ikke i sig selv, hvem der betaler; et betalerskift er registreret for sig.',
    en: 'Moving into a sold place never changes the payer by itself; a change of payer is recorded on its own.',
    source: ACTING,
  },
  R8: {
    title: { da: 'Refusion efter andre love', en: 'Refunds under other laws' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Refusion mellem kommuner efter andre love er ikke afregning af en plads og står ikke i Pladsbog.',
    en: 'Refunds between municipalities under other laws are no settlement of a place and are not in Pladsbog.',
    source: { da: 'Retssikkerhedslovens § 9 c', en: 'Legal Rights Act (retssikkerhedsloven) § 9 c' },
  },
  R9: {
    title: { da: 'Aftale om, hvem der betaler', en: 'Agreement on who pays' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Af særlige grunde kan en kommune aftale med en tidligere, at den beholder pligten. Det kræver borgerens samtykke (læst i lovens tidligere ordlyd, § 9, stk. 6).',
    en: 'For special reasons a municipality may agree with an earlier one that the latter keeps the duty. It takes the citizen’s consent (read in the former wording, § 9(6)).',
    source: ACTING,
  },
};
