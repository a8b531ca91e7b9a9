import type { LegalBasisCode } from '../kernel/legal-basis';

/**
 * What constructed offerings are made of. Everything here is made up for demonstration and shows as `(konstrueret)`;
 * price spans lie about the published ones (domain.md §6.3).
 */
export interface ConstructedKind {
  readonly prefix: string;
  readonly legalBasis: LegalBasisCode;
  readonly service: string;
  readonly targetGroups: readonly string[];
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly placesFrom: number;
  readonly placesTo: number;
  /** Whole kroner a day at the lowest level. */
  readonly priceFrom: number;
  readonly priceTo: number;
  readonly levels: number;
  readonly shortStay: boolean;
  readonly weight: number;
  /** First day of the paragraph, where it is young. */
  readonly from?: string;
}

const MIND = ['Sindslidelse', 'Skizofreni', 'Angst', 'Depression'];
const DISABILITY = ['Udviklingshæmning', 'Autisme', 'Cerebral parese', 'Multiple funktionsnedsættelser'];

export const CONSTRUCTED_KINDS: readonly ConstructedKind[] = [
  {
    prefix: 'Botilbuddet',
    legalBasis: 'SEL-108',
    service: 'Længerevarende ophold',
    targetGroups: DISABILITY,
    ageFrom: 18,
    ageTo: 120,
    placesFrom: 12,
    placesTo: 40,
    priceFrom: 1900,
    priceTo: 2900,
    levels: 3,
    shortStay: false,
    weight: 24,
  },
  {
    prefix: 'Bostedet',
    legalBasis: 'SEL-107',
    service: 'Midlertidigt ophold',
    targetGroups: [...MIND, 'Autisme'],
    ageFrom: 18,
    ageTo: 65,
    placesFrom: 8,
    placesTo: 30,
    priceFrom: 1700,
    priceTo: 2700,
    levels: 3,
    shortStay: false,
    weight: 20,
  },
  {
    prefix: 'Bofællesskabet',
    legalBasis: 'ABL-105-2',
    service: 'Støtte i almen handicapbolig',
    targetGroups: DISABILITY,
    ageFrom: 18,
    ageTo: 120,
    placesFrom: 10,
    placesTo: 36,
    priceFrom: 1300,
    priceTo: 2300,
    levels: 2,
    shortStay: false,
    weight: 16,
  },
  {
    prefix: 'Aktivitetscentret',
    legalBasis: 'SEL-104',
    service: 'Aktivitet og samvær',
    targetGroups: [...DISABILITY, 'Sindslidelse'],
    ageFrom: 18,
    ageTo: 120,
    placesFrom: 20,
    placesTo: 70,
    priceFrom: 280,
    priceTo: 620,
    levels: 3,
    shortStay: false,
    weight: 18,
  },
  {
    prefix: 'Værkstedet',
    legalBasis: 'SEL-103',
    service: 'Beskyttet beskæftigelse',
    targetGroups: ['Udviklingshæmning', 'Sindslidelse', 'Autisme'],
    ageFrom: 18,
    ageTo: 67,
    placesFrom: 20,
    placesTo: 60,
    priceFrom: 180,
    priceTo: 420,
    levels: 2,
    shortStay: false,
    weight: 9,
  },
  {
    prefix: 'Børnehuset',
    legalBasis: 'BL-43',
    service: 'Børne- og ungehjem',
    targetGroups: ['Autisme', 'Tilknytningsforstyrrelse', 'Udviklingshæmning'],
    ageFrom: 6,
    ageTo: 17,
    placesFrom: 6,
    placesTo: 18,
    priceFrom: 3200,
    priceTo: 5200,
    levels: 2,
    shortStay: false,
    weight: 7,
    from: '2024-01-01',
  },
  {
    prefix: 'Forsorgshjemmet',
    legalBasis: 'SEL-110',
    service: 'Ophold for mennesker i hjemløshed',
    targetGroups: ['Hjemløshed'],
    ageFrom: 18,
    ageTo: 120,
    placesFrom: 10,
    placesTo: 30,
    priceFrom: 900,
    priceTo: 1500,
    levels: 1,
    shortStay: true,
    weight: 3,
  },
  {
    prefix: 'Krisecentret',
    legalBasis: 'SEL-109',
    service: 'Ophold på kvindekrisecenter',
    targetGroups: ['Voldsramte kvinder'],
    ageFrom: 18,
    ageTo: 120,
    placesFrom: 6,
    placesTo: 16,
    priceFrom: 1400,
    priceTo: 2000,
    levels: 1,
    shortStay: true,
    weight: 3,
  },
];

export const CONSTRUCTED_NAMES: readonly string[] = [
  'Elmegården',
  'Bøgely',
  'Åbrinken',
  'Søvang',
  'Fjordblik',
  'Birkelunden',
  'Egeskoven',
  'Kløverbakken',
  'Lyngtoften',
  'Østerled',
  'Vestermarken',
  'Pilehaven',
  'Solsikken',
  'Kornmarken',
  'Engdraget',
  'Højvang',
  'Skovkanten',
  'Møllebækken',
  'Rosenvænget',
  'Tranekæret',
  'Hedelund',
  'Strandengen',
  'Æblehaven',
  'Granbakken',
  'Ådalen',
  'Lærkereden',
  'Svaleparken',
  'Nørrebro Gård',
  'Kastaniehuset',
  'Poppelgården',
];

/** How much of the constructed market each party sells and buys; made up, roughly after the size of the municipality. */
export const MARKET_WEIGHTS: readonly {
  readonly party: string;
  readonly asOperator: number;
  readonly asBuyer: number;
}[] = [
  { party: '751', asOperator: 20, asBuyer: 24 },
  { party: '1082', asOperator: 18, asBuyer: 0 },
  { party: '730', asOperator: 8, asBuyer: 8 },
  { party: '740', asOperator: 7, asBuyer: 7.5 },
  { party: '791', asOperator: 7, asBuyer: 7.5 },
  { party: '615', asOperator: 6, asBuyer: 7 },
  { party: '657', asOperator: 6, asBuyer: 7 },
  { party: '661', asOperator: 4, asBuyer: 4.5 },
  { party: '746', asOperator: 4, asBuyer: 4.5 },
  { party: '760', asOperator: 4, asBuyer: 4.5 },
  { party: '710', asOperator: 3, asBuyer: 3.7 },
  { party: '766', asOperator: 3, asBuyer: 3.6 },
  { party: '779', asOperator: 3, asBuyer: 3.5 },
  { party: '706', asOperator: 3, asBuyer: 3.4 },
  { party: '756', asOperator: 3, asBuyer: 3.2 },
  { party: '707', asOperator: 3, asBuyer: 3 },
  { party: '727', asOperator: 1.5, asBuyer: 1.8 },
  { party: '671', asOperator: 1.5, asBuyer: 1.7 },
  { party: '665', asOperator: 1.2, asBuyer: 1.5 },
  { party: '741', asOperator: 0.3, asBuyer: 0.4 },
];
