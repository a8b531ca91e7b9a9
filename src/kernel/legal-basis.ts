import type { Day } from './calendar';
import { asDay } from './calendar';

/**
 * The paragraphs places are sold under (domain.md §1), with the period in which they may be used: children's provisions
 * moved from serviceloven to Barnets lov on 1 January 2024.
 */
export interface LegalBasis {
  readonly code: LegalBasisCode;
  /** The Danish words for people. */
  readonly danish: string;
  readonly kind: 'round-the-clock' | 'day' | 'support' | 'treatment' | 'education';
  readonly from: Day;
  /** Last day on which a new placement may begin under it. */
  readonly last?: Day;
  /** §§ 109 and 110 and respite have no notice; the departure day is paid (Q1, R35). */
  readonly withoutNotice?: true;
}

export const LEGAL_BASIS_CODES = [
  'SEL-32',
  'SEL-36',
  'SEL-66',
  'SEL-67',
  'BL-43',
  'BL-62-2-4',
  'SEL-83-87',
  'SEL-85',
  'SEL-101',
  'SEL-101a',
  'SUL-141',
  'SEL-103',
  'SEL-104',
  'SEL-107',
  'SEL-108',
  'SEL-107-108',
  'SEL-109',
  'SEL-110',
  'ABL-105-2',
  'FSL-20-2',
  'FSL-20-3',
  'VSU',
  'STU',
] as const;
export type LegalBasisCode = (typeof LEGAL_BASIS_CODES)[number];

const BEGINNING = asDay('1998-07-01');
const CHILDREN_ACT = asDay('2024-01-01');
const BEFORE_CHILDREN_ACT = asDay('2023-12-31');

const BASES: readonly LegalBasis[] = [
  { code: 'SEL-32', danish: 'særligt dagtilbud', kind: 'day', from: BEGINNING, last: BEFORE_CHILDREN_ACT },
  { code: 'SEL-36', danish: 'særlig klub', kind: 'day', from: BEGINNING, last: BEFORE_CHILDREN_ACT },
  {
    code: 'SEL-66',
    danish: 'døgninstitution eller opholdssted for børn og unge',
    kind: 'round-the-clock',
    from: BEGINNING,
    last: BEFORE_CHILDREN_ACT,
  },
  {
    code: 'SEL-67',
    danish: 'døgninstitution for børn og unge',
    kind: 'round-the-clock',
    from: BEGINNING,
    last: BEFORE_CHILDREN_ACT,
  },
  { code: 'BL-43', danish: 'børne- og ungehjem', kind: 'round-the-clock', from: CHILDREN_ACT },
  { code: 'BL-62-2-4', danish: 'sikret døgninstitution', kind: 'round-the-clock', from: CHILDREN_ACT },
  {
    code: 'SEL-83-87',
    danish: 'personlig og praktisk hjælp samt socialpædagogisk støtte',
    kind: 'support',
    from: BEGINNING,
  },
  { code: 'SEL-85', danish: 'socialpædagogisk støtte', kind: 'support', from: BEGINNING },
  { code: 'SEL-101', danish: 'stofmisbrugsbehandling', kind: 'treatment', from: BEGINNING },
  {
    code: 'SEL-101a',
    danish: 'anonym stofmisbrugsbehandling',
    kind: 'treatment',
    from: BEGINNING,
  },
  { code: 'SUL-141', danish: 'alkoholbehandling', kind: 'treatment', from: BEGINNING },
  { code: 'SEL-103', danish: 'beskyttet beskæftigelse', kind: 'day', from: BEGINNING },
  { code: 'SEL-104', danish: 'aktivitets- og samværstilbud', kind: 'day', from: BEGINNING },
  {
    code: 'SEL-107',
    danish: 'midlertidigt botilbud',
    kind: 'round-the-clock',
    from: BEGINNING,
  },
  {
    code: 'SEL-108',
    danish: 'længerevarende botilbud',
    kind: 'round-the-clock',
    from: BEGINNING,
  },
  {
    code: 'SEL-107-108',
    danish: 'botilbud efter §§ 107 eller 108 (kilden angiver ikke hvilken)',
    kind: 'round-the-clock',
    from: BEGINNING,
  },
  {
    code: 'SEL-109',
    danish: 'kvindekrisecenter',
    kind: 'round-the-clock',
    from: BEGINNING,
    withoutNotice: true,
  },
  {
    code: 'SEL-110',
    danish: 'forsorgshjem eller herberg',
    kind: 'round-the-clock',
    from: BEGINNING,
    withoutNotice: true,
  },
  {
    code: 'ABL-105-2',
    danish: 'almen handicapbolig med støtte',
    kind: 'round-the-clock',
    from: BEGINNING,
  },
  {
    code: 'FSL-20-2',
    danish: 'specialundervisning efter folkeskolelovens § 20, stk. 2',
    kind: 'education',
    from: BEGINNING,
  },
  {
    code: 'FSL-20-3',
    danish: 'specialundervisning efter folkeskolelovens § 20, stk. 3',
    kind: 'education',
    from: BEGINNING,
  },
  { code: 'VSU', danish: 'specialundervisning for voksne', kind: 'education', from: BEGINNING },
  { code: 'STU', danish: 'særligt tilrettelagt ungdomsuddannelse', kind: 'education', from: BEGINNING },
];

const byCode: ReadonlyMap<string, LegalBasis> = new Map(BASES.map((basis) => [basis.code, basis]));

export const legalBasis = (code: LegalBasisCode): LegalBasis => byCode.get(code) as LegalBasis;

/** Codes that are no plain «law-number». */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['BL-62-2-4', 'BL § 62, stk. 2, nr. 4'],
  ['SEL-83-87', 'SEL §§ 83-87'],
  ['SEL-101a', 'SEL § 101 a'],
  ['SEL-107-108', 'SEL §§ 107-108'],
  ['ABL-105-2', 'ABL § 105, stk. 2'],
  ['FSL-20-2', 'FSL § 20, stk. 2'],
  ['FSL-20-3', 'FSL § 20, stk. 3'],
]);

/** The paragraph that a service line is called by; undefined where it has a name of its own. */
export const paragraphOfLine = (line: string): LegalBasisCode | undefined => byCode.get(line)?.code;

/** A paragraph, or a service line that is called by its paragraph, as people write it: SEL § 107. Other codes as they are. */
export const paragraph = (code: string): string =>
  byCode.has(code) ? (WRITTEN.get(code) ?? code.replace('-', ' § ')) : code;

/** Laws by the names they have themselves, by how codes and paragraphs begin. */
const LAWS: Readonly<Record<string, string>> = {
  SEL: 'lov om social service',
  BL: 'barnets lov',
  SUL: 'sundhedsloven',
  ABL: 'lov om almene boliger m.v.',
  FSL: 'folkeskoleloven',
};

/**
 * A paragraph, or a service line that is called by its paragraph, as a contract says it: § 107 i lov om social service.
 * Undefined where the code names no paragraph.
 */
export const paragraphOfLaw = (code: string): string | undefined => {
  const [, law = '', where] = /^(\p{Lu}+) (§.*)$/u.exec(paragraph(code)) ?? [];
  if (where === undefined || !byCode.has(code)) return undefined;
  return `${where}${where.includes(',') ? ',' : ''} i ${LAWS[law] ?? law}`;
};

/** Whether a service line or placement may begin under the paragraph on that day. */
export const inForce = (code: LegalBasisCode, on: Day): boolean => {
  const { from, last } = legalBasis(code);
  return from <= on && (last === undefined || on <= last);
};

/** A stay day and night: a citizen has at most one at a time (I5). */
export const isRoundTheClock = (code: LegalBasisCode): boolean => legalBasis(code).kind === 'round-the-clock';
