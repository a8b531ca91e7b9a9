import { HttpException } from '@nestjs/common';
import { Problem } from './problem';

/** What Fastify, Nest and Node refuse on their own, in our words. Their texts never reach the sender. */

interface EdgeSentence {
  readonly code: string;
  readonly da: string;
  readonly en: string;
}

const BY_STATUS: Readonly<Record<number, EdgeSentence>> = {
  400: { code: 'BAD_REQUEST', da: 'Forespørgslen kan ikke læses.', en: 'The request cannot be read.' },
  401: { code: 'TOKEN_REQUIRED', da: 'Der skal et adgangsbevis til.', en: 'A token is required.' },
  403: { code: 'FORBIDDEN', da: 'Det har du ikke adgang til.', en: 'You have no access to this.' },
  404: { code: 'NOT_FOUND', da: 'Der er ikke noget på den adresse.', en: 'There is nothing at this address.' },
  405: {
    code: 'METHOD_NOT_ALLOWED',
    da: 'Adressen kan ikke bruges sådan.',
    en: 'The address cannot be used like this.',
  },
  406: { code: 'NOT_ACCEPTABLE', da: 'Svaret findes ikke i den form.', en: 'There is no answer in that form.' },
  408: {
    code: 'REQUEST_TIMEOUT',
    da: 'Forespørgslen tog for lang tid om at nå frem.',
    en: 'The request took too long to arrive.',
  },
  411: { code: 'LENGTH_REQUIRED', da: 'Længden af indholdet mangler.', en: 'The length of the content is missing.' },
  413: { code: 'BODY_TOO_LARGE', da: 'Indholdet er for stort.', en: 'The body is too large.' },
  414: { code: 'URL_TOO_LONG', da: 'Adressen er for lang.', en: 'The address is too long.' },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    da: 'Indholdet skal være application/json.',
    en: 'The body must be application/json.',
  },
  429: { code: 'TOO_MANY_REQUESTS', da: 'For mange forespørgsler på én gang.', en: 'Too many requests at once.' },
  431: {
    code: 'HEADERS_TOO_LARGE',
    da: 'Overskrifterne i forespørgslen er for store.',
    en: 'The headers are too large.',
  },
};

const BY_CODE: Readonly<Record<string, EdgeSentence>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'EMPTY_BODY', da: 'Indholdet mangler.', en: 'The body is missing.' },
  FST_ERR_BAD_URL: { code: 'MALFORMED_URL', da: 'Adressen kan ikke læses.', en: 'The address cannot be read.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'CONTENT_LENGTH_MISMATCH',
    da: 'Indholdet har en anden længde end oplyst.',
    en: 'The body has another length than stated.',
  },
};

const INVALID_STATUS = 500;

/** The status text of a refusal by Node's parser, before there is a request to answer. */
export const edgeSentence = (status: number): EdgeSentence => BY_STATUS[status] ?? (BY_STATUS[400] as EdgeSentence);

/** The problem behind an error of the framework with a 4xx status; undefined for everything else. */
export const edgeProblem = (error: unknown): Problem | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code } = error as Error & { statusCode?: unknown; code?: unknown };
  const given = error instanceof HttpException ? error.getStatus() : statusCode;
  const status = typeof given === 'number' ? given : INVALID_STATUS;
  if (status === 503) return shuttingDown();
  if (status < 400 || status >= 500) return undefined;
  const sentence = (typeof code === 'string' ? BY_CODE[code] : undefined) ?? edgeSentence(status);
  return new Problem(status, sentence.code, sentence);
};

const shuttingDown = (): Problem =>
  new Problem(
    503,
    'SHUTTING_DOWN',
    { da: 'Bogen er ved at lukke. Prøv igen om lidt.', en: 'The ledger is shutting down. Try again in a moment.' },
    { headers: { 'retry-after': '2' } },
  );

export const internalFault = (id: string): Problem =>
  new Problem(500, 'INTERNAL_FAULT', {
    da: `Der skete en fejl hos os. Den er skrevet ned som ${id}.`,
    en: `A fault happened on our side. It is written down as ${id}.`,
  });
