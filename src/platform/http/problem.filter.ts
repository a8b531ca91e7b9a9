import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { RefusalValues } from '../../kernel/decider';
import type { Language, PartyNames, RefusalCatalogue, RefusalMessage, Said } from '../../kernel/messages';
import { filledIn } from '../../kernel/messages';
import { platformRefusals, Refused } from '../commands/refusals';
import { InvalidAppend, StoreUnavailable } from '../event-store/event-store';
import { diskTrouble } from '../files/disk-trouble';
import type { CommandRequest } from './command-request';
import { edgeProblem, internalFault } from './edge-problems';
import { currentExchange } from './exchange';
import type { FieldFault } from './problem';
import {
  PARTY_NAMES,
  preferredLanguage,
  Problem,
  problemTitle,
  problemType,
  REFUSAL_CATALOGUES,
  UNKNOWN_REFUSAL,
} from './problem';
import { refusedField } from './refused-field';

/** Seconds until a store that could not answer may be asked again. */
const RETRY_AFTER_SECONDS = 2;

/** A refusal, a mistake or a fault in words. */
export interface Explained {
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: { readonly errors?: readonly FieldFault[] | undefined; readonly values?: unknown };
}

/** The only catch: what was refused, mistaken or broken becomes one problem document (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');
  private readonly catalogue: RefusalCatalogue;

  constructor(
    @Inject(REFUSAL_CATALOGUES) catalogues: readonly RefusalCatalogue[],
    @Inject(PARTY_NAMES) private readonly partyNames: PartyNames,
  ) {
    this.catalogue = Object.assign({}, platformRefusals, ...catalogues) as RefusalCatalogue;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // A stream that broke has sent its head already; all that is left is to end the connection.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const language = preferredLanguage(request.headers['accept-language']);
    const { status, code, sentence, headers, more } = this.explain(error, request, language);
    reply.headers(headers);
    send(reply, request, status, code, language, sentence, more);
  }

  /** What is answered to whatever was thrown, in the reader's language. */
  explain(error: unknown, request: FastifyRequest, language: Language): Explained {
    if (error instanceof Refused) {
      const { code, values } = error.rejection;
      const message = (Object.hasOwn(this.catalogue, code) ? this.catalogue[code] : undefined) ?? UNKNOWN_REFUSAL;
      const sentences = this.said(message, values);
      const field = refusedField(message, values, currentExchange()?.read ?? []);
      const errors = field === undefined ? undefined : [{ field, code, ...sentences }];
      return { status: message.status, code, sentence: sentences[language], headers: {}, more: { values, errors } };
    }
    const { status, code, sentence, more } = this.problemOf(error, request);
    const { headers = {}, errors } = more;
    return { status, code, sentence: sentence[language], headers, more: { errors } };
  }

  private said(message: RefusalMessage, values: RefusalValues): Said {
    const inLanguage = (language: Language) =>
      filledIn(message[language], values, language, (party) => this.nameOf(party));
    return { da: inLanguage('da'), en: inLanguage('en') };
  }

  /** Undefined also while the names cannot be read: a refusal is said all the same. */
  private nameOf(party: string): string | undefined {
    try {
      return this.partyNames(party);
    } catch {
      return undefined;
    }
  }

  private problemOf(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    const unavailable = error instanceof StoreUnavailable ? error.reason : diskTrouble(error);
    if (unavailable !== undefined) {
      this.logger.error(`Store unavailable (${unavailable}): ${(error as Error).message}`);
      return new Problem(
        503,
        'STORE_UNAVAILABLE',
        {
          da: 'Bogen kan ikke læse eller skrive lige nu. Det, der blev kvitteret for, er gemt. Prøv igen om lidt.',
          en: 'The ledger cannot read or write now. What was acknowledged is kept. Try again in a moment.',
        },
        { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
      );
    }
    if (error instanceof InvalidAppend)
      return new Problem(422, 'TOO_MUCH_AT_ONCE', {
        da: 'Det er for meget på én gang. Del det op.',
        en: 'This is too much at once. Split it up.',
      });
    const edge = edgeProblem(error instanceof HttpException && error.cause !== undefined ? error.cause : error);
    return edge ?? this.internal(error, request);
  }

  private internal(error: unknown, request: FastifyRequest): Problem {
    const id = randomUUIDv7();
    const correlationId = (request as Partial<CommandRequest>).command?.correlationId;
    const conversation = correlationId ? ` (correlation ${correlationId})` : '';
    // The route's pattern, not the address: an address can hold a reference to a citizen.
    const route = request.routeOptions.url ?? 'unknown route';
    this.logger.error(
      `Fault ${id}${conversation} at ${request.method} ${route}`,
      error instanceof Error ? error.stack : undefined,
    );
    return internalFault(id);
  }
}

/** Answers with a problem document in the reader's language. */
export const sendProblem = (problem: Problem, request: FastifyRequest, reply: FastifyReply): void => {
  const language = preferredLanguage(request.headers['accept-language']);
  const { headers, errors } = problem.more;
  if (headers) reply.headers(headers);
  send(reply, request, problem.status, problem.code, language, problem.sentence[language], { errors });
};

const send = (
  reply: FastifyReply,
  request: FastifyRequest,
  status: number,
  code: string,
  language: Language,
  detail: string,
  more: { readonly errors?: unknown; readonly values?: unknown },
): void => {
  reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    .send(
      JSON.stringify({
        type: problemType(code),
        title: problemTitle(code),
        status,
        detail,
        code,
        instance: request.url.split('?', 1)[0],
        ...more,
      }),
    );
};
