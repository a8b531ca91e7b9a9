import { looksLikeCpr } from '../../kernel/cpr';
import type { Language, RefusalMessage } from '../../kernel/messages';

/** What is wrong with one field of a request; `field` is its path, `lines.0.priceOre`. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly da: string;
  readonly en: string;
}

/** A request the edge itself answers with a refusal: wrong in form, not in meaning (that is a Rejection). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: Readonly<Record<Language, string>>,
    readonly more: {
      readonly errors?: readonly FieldFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** The catalogues of every context, as one provider: `{ provide: REFUSAL_CATALOGUES, useValue: [PLACEMENT_REFUSALS, …] }`. */
export const REFUSAL_CATALOGUES = Symbol('refusal catalogues');

/** What parties are called, for the sentences of refusals; the facts of a refusal keep the codes. */
export const PARTY_NAMES = Symbol('names of parties');

/** What is said of a refusal that no catalogue knows; an architecture test keeps this from being heard. */
export const UNKNOWN_REFUSAL: RefusalMessage = {
  status: 409,
  da: 'Det kan ikke lade sig gøre, som det står nu.',
  en: 'This is not possible as things stand.',
};

/** The code of a text that looks like a CPR number where none may stand. */
export const CPR_IN_CLEAR = 'CPR_IN_CLEAR';

/** What is wrong with a value that looks like a CPR number: it would stay in the ledger for ever. Never repeats it. */
export const cprFault = (field: string, value: unknown): FieldFault | undefined =>
  typeof value === 'string' && looksLikeCpr(value)
    ? { field, code: CPR_IN_CLEAR, da: `${field} ligner et CPR-nummer.`, en: `${field} looks like a CPR number.` }
    : undefined;

const cprInClear = (errors: readonly FieldFault[]): Problem =>
  new Problem(
    422,
    CPR_IN_CLEAR,
    {
      da: 'Et CPR-nummer må ikke stå her: hovedbogen glemmer intet. Registrer borgeren for sig, og brug borgerens reference.',
      en: 'A CPR number must not stand here: the ledger forgets nothing. Register the citizen, and use their reference.',
    },
    { errors },
  );

export const invalidRequest = (errors: readonly FieldFault[]): Problem =>
  errors.some(({ code }) => code === CPR_IN_CLEAR) ? cprInClear(errors) : malformedRequest(errors);

/** Fields that cannot be read; each is named among the errors. */
export const INVALID_REQUEST = 'INVALID_REQUEST';

const malformedRequest = (errors: readonly FieldFault[]): Problem =>
  errors.every(({ code }) => code === 'UNKNOWN_FIELD')
    ? new Problem(
        400,
        'UNKNOWN_FIELD',
        { da: 'Forespørgslen har felter, der ikke findes.', en: 'The request has fields that do not exist.' },
        { errors },
      )
    : new Problem(
        400,
        INVALID_REQUEST,
        { da: 'Forespørgslen har felter, der ikke kan læses.', en: 'The request has fields that cannot be read.' },
        { errors },
      );

export const oneFault = (fault: FieldFault): Problem => invalidRequest([fault]);

/** RFC 9457 names a problem by a URI; this one is never fetched by the product. */
const PROBLEM_TYPES = 'https://pladsbog.dk/problems/';

export const problemType = (code: string): string => PROBLEM_TYPES + code.toLowerCase().replaceAll('_', '-');

/** `NO_FREE_PLACE` → `No free place`. */
export const problemTitle = (code: string): string => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Danish unless English stands before it in Accept-Language; other languages are passed over. */
export const preferredLanguage = (header: string | undefined): Language => {
  if (header === undefined || header.length > ACCEPT_LANGUAGE_LENGTH_MAX) return 'da';
  let best: Language = 'da';
  let bestWeight = 0;
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.startsWith('en') ? 'en' : range.startsWith('da') ? 'da' : undefined;
    if (!language) continue;
    const weight = Number(
      parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
};

const ACCEPT_LANGUAGE_LENGTH_MAX = 500;
