import { named, type RuleChapter } from './cited-rule.words';

const PRICE_STRUCTURE = {
  da: 'En styringsaftales afsnit om prisstruktur (regionen fremgår ikke)',
  en: 'The section on price structure of a steering agreement (its region is not named)',
};

/** How a tariff is calculated and what it may be (R10–R21), and where it is published (R31, R32). */
export const TARIFF_RULES: RuleChapter = {
  R10: {
    title: { da: 'Sådan beregnes en takst', en: 'How a tariff is calculated' },
    ground: 'practice',
    provenance: ['READ', 'TITLE', 'KNOW'],
    da: 'Direkte og indirekte omkostninger, afskrivning, forrentning og øvrige udgifter minus indtægter, plus efterregulering, delt med pladser × dage × budgetteret belægning. Delestykket er almindelig viden.',
    en: 'Direct and indirect costs, depreciation, interest and other elements less income, plus regulation, divided by places × days × budgeted occupancy. The divisor is general knowledge.',
    source: {
      da: 'Region Nordjyllands takstside; overskrifter i styringsaftaler (Nordjylland 2018-19, Sjælland 2023-24)',
      en: 'The tariff page of Region Nordjylland; headings of steering agreements (Nordjylland 2018-19, Sjælland 2023-24)',
    },
  },
  R11: {
    title: { da: 'Dage på et år', en: 'Days in a year' },
    ground: 'ours',
    provenance: ['READ', 'DESIGN'],
    da: 'En plads betales for hver kalenderdag, også en dagplads på fuld tid, hjemmedage og ferie medregnet (set hos ét tilbud). Takstens delestykke bruger årets faktiske antal dage (vores valg).',
    en: 'A place is paid for every calendar day, a full-time day place too, days at home and holidays included (seen at one offering). The divisor of a tariff uses the real number of days in the year (our choice).',
    source: named('ITC Roskilde'),
  },
  R12: {
    title: { da: 'Budgetteret belægning', en: 'Budgeted occupancy' },
    ground: 'agreement',
    provenance: ['READ', 'KNOW'],
    da: 'Gennemsnittet af de to seneste afsluttede års belægning, inden for 95–100 % (korte ophold mindst 90 %), anbefalet højst 98 %. Læst i styringsaftaler, formentlig Nordjyllands; for Midtjylland er det lånt.',
    en: 'The mean of the two latest closed years’ occupancy, within 95–100 % (short stays at least 90 %), recommended at most 98 %. Read in steering agreements, probably of Nordjylland; for Midtjylland it is borrowed.',
    source: {
      da: 'Styringsaftalers afsnit om anvendt belægningsprocent',
      en: 'The sections on occupancy of steering agreements',
    },
  },
  R13: {
    title: { da: 'Ydelser og pakker', en: 'Service lines and packages' },
    ground: 'agreement',
    provenance: ['READ'],
    da: 'En ydelsespakke prissættes af de enkelte ydelsers takster og specificeres pr. paragraf, så den kan konteres. Overgang til pakker gælder kun nyvisiterede (læst i en styringsaftale, hvis region ikke fremgår).',
    en: 'A service package is priced from the tariffs of its services and specified per paragraph, for the accounts. Switching to packages is for newly referred citizens only (read in a steering agreement that does not name its region).',
    source: PRICE_STRUCTURE,
  },
  R14: {
    title: { da: 'Takstniveauer', en: 'Tariff levels' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'En driftsherre kan have flere niveauer for den samme ydelse; borgeren placeres efter sit behov. Et andet niveau aftales mellem køber og driftsherre.',
    en: 'An operator may have several levels of one service; the citizen is placed by need. Another level is agreed between buyer and operator.',
    source: {
      da: 'Prislister fra Region Midtjyllands specialområder',
      en: 'Price lists of the special areas of Region Midtjylland',
    },
  },
  R15: {
    title: { da: 'Todelt takst', en: 'Two-part tariff' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'Todelt takst: basistakst pr. dag og ydelsestakst pr. time for de aftalte timer.',
    en: 'Two-part tariff: a base price a day, and a service price an hour for the agreed hours.',
    source: {
      da: 'Region Nordjyllands og Region Syddanmarks takster',
      en: 'Tariffs of Region Nordjylland and Region Syddanmark',
    },
  },
  R16: {
    title: { da: 'Deltidsplads', en: 'Part-time place' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'En deltidsplads betales med den del af fuldtidstaksten, der er aftalt for antallet af dage om ugen.',
    en: 'A part-time place is paid with the agreed part of the full-time price for its days a week.',
    source: named('ITC Roskilde; Specialområde Hjerneskade 2020'),
  },
  R17: {
    title: { da: 'Takstens enhed og afrunding', en: 'Unit and rounding of a tariff' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'Takster regnes i den enhed, de er offentliggjort i; dagstakster er i hele kroner. En månedstakst betales for en del af en måned efter dage (vores valg).',
    en: 'Tariffs are charged in the unit they are published in; day prices are whole kroner. A monthly price is paid by days for a part of a month (our choice).',
    source: { da: 'Offentliggjorte prislister i Midtjylland', en: 'Published price lists in Midtjylland' },
  },
  R18: {
    title: { da: 'Regulering uden for rammeaftalen', en: 'Indexation outside the framework' },
    ground: 'agreement',
    provenance: ['READ', 'KNOW'],
    da: 'Uden for rammeaftalen følger prisen den seneste økonomiaftales p/l-sats. Inden for beregnes taksten på ny hvert år (almindelig viden).',
    en: 'Outside the framework agreement the price follows the price and wage rate of the latest economic agreement. Within it the tariff is calculated anew each year (general knowledge).',
    source: named('Standardkontrakt 2.0'),
  },
  R19: {
    title: { da: 'Takstloftet', en: 'The cap on tariffs' },
    ground: 'agreement',
    provenance: ['SEED', 'READ'],
    da: 'Takster kan ikke stige i aftalens periode; der sammenlignes i faste priser. En takst over loftet hindres ikke, men får en advarsel og en grund, som sekretariatet ser (vores valg).',
    en: 'Tariffs cannot rise in the period of the agreement; they are compared in fixed prices. A tariff above the cap is not hindered, but gets a warning and a reason that the secretariat sees (our choice).',
    source: named('Takstaftale for Midtjylland 2023-24 og 2025-26'),
  },
  R20: {
    title: { da: 'Sundhedsydelser i taksten', en: 'Health services in the tariff' },
    ground: 'agreement',
    provenance: ['SEED'],
    da: 'Siden 1. juli 2022 hører udgiften til sundhedsfaglig behandling, som er en del af opholdet, til taksten.',
    en: 'Since 1 July 2022 the cost of health treatment that is part of the stay belongs to the tariff.',
    source: { da: 'Rammeaftalens grunddokumenter', en: 'The founding documents of the framework agreement' },
  },
  R21: {
    title: { da: 'Moms', en: 'VAT' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'Offentlige takster er uden moms; private indeholder moms, som ikke kan trækkes fra. Private leverandører er ikke i Pladsbog.',
    en: 'Public tariffs are without VAT; private ones contain VAT that cannot be deducted. Private suppliers are not in Pladsbog.',
    source: { da: 'Private opholdssteders prislister', en: 'Price lists of private homes' },
  },
  R31: {
    title: { da: 'Tilbudsportalen', en: 'The national register of offerings' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Den takst, der indberettes, er den beregnede, og for hvert tilbud vises den belægningsprocent, den forudsætter.',
    en: 'The tariff that is reported is the calculated one, and for each offering the occupancy that it assumes is shown.',
    source: { da: 'Bekendtgørelse 61 af 19.01.2023, § 10', en: 'Executive order 61 of 19.01.2023, § 10' },
  },
  R32: {
    title: { da: 'Takstfilen', en: 'The tariff file' },
    ground: 'ours',
    provenance: ['SEED', 'DESIGN'],
    da: 'Tilbuddenes takster samles én gang om året i en takstfil (Tilbudsviften). Dens kolonner er ikke set; dem, Pladsbog bruger, er vores forslag.',
    en: 'The tariffs of all offerings are collected once a year in a tariff file (Tilbudsviften). Its columns have not been seen; those that Pladsbog uses are our proposal.',
    source: named('Rammeaftale 2023-24, bilag 5'),
  },
};
