import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { rolesFor } from '../../kernel/access';
import type { Language } from '../../kernel/messages';
import type { Actor, Role } from '../../kernel/vocabulary';
import type { CommandRequest } from '../http/command-request';
import { fillContext } from '../http/command-request';
import { Problem } from '../http/problem';
import { RateLimits } from '../http/rate-limits';
import { ROLE_WORDS } from './access-words';
import { AccessTokens, InvalidToken, IssuerUnavailable } from './access-tokens';
import type { Sessions } from '../sessions/sessions';
import { permissionOf } from './guarded-routes';

export interface AuthenticatedRequest extends FastifyRequest {
  actor: Actor | null;
}

interface Access {
  readonly open: boolean;
  /** Probes and scrapers come often and cost little. */
  readonly counted: boolean;
  /** Any of them is enough at the door; how the party must stand to the thing is asked where the thing is known. */
  readonly roles: readonly Role[];
}

/** Provider token of the browsers' sessions; null where there are none. */
export const SESSIONS = Symbol('sessions');

const BEARER_FORM = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The door: who may call a route stands in the access table. The actor also goes into the command's context. */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly known = new WeakMap<object, Access>();

  constructor(
    private readonly tokens: AccessTokens,
    @Inject(SESSIONS) private readonly sessions: Sessions | null,
    private readonly limits: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest & CommandRequest>();
    const access = this.accessTo(context.getHandler());
    if (access.open) {
      if (access.counted) this.limits.address(request.ip);
      return true;
    }
    const { authorization } = request.headers;
    if (authorization === undefined && this.sessions?.has(request) === true) {
      const session = this.sessions.of(request);
      if (!session) {
        this.limits.address(request.ip);
        throw sessionEnded();
      }
      return this.admit(request, session.actor, access);
    }
    const token = BEARER_FORM.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      this.limits.address(request.ip);
      throw unauthenticated(authorization !== undefined);
    }
    // What has to be checked costs its sender's address, so that made-up tokens do not keep us busy.
    if (!this.tokens.remembers(token)) this.limits.address(request.ip);
    try {
      const actor = this.tokens.actorOf(token);
      if (!(actor instanceof Promise)) return this.admit(request, actor, access);
      return actor.then((verified) => this.admit(request, verified, access), asProblem);
    } catch (error) {
      return asProblem(error);
    }
  }

  private admit(request: AuthenticatedRequest & CommandRequest, actor: Actor, access: Access): true {
    this.limits.subject(actor.subject);
    return admit(request, actor, access);
  }

  private accessTo(handler: object): Access {
    let access = this.known.get(handler);
    if (!access) this.known.set(handler, (access = accessOf(handler)));
    return access;
  }
}

/** A route without a row is open to nobody; the product does not even start with one (AccessCheck). */
const accessOf = (handler: object): Access => {
  const permission = permissionOf(handler);
  const counted = permission?.resource !== 'health' && permission?.resource !== 'metrics';
  return { counted, open: permission?.may === 'public', roles: permission === undefined ? [] : rolesFor(permission) };
};

const roleNames = (roles: readonly Role[], language: Language): string =>
  roles.map((role) => ROLE_WORDS[role][language]).join(', ');

/** @throws Problem 403 when the actor holds none of the roles. */
export const requireRole = (actor: Actor, roles: readonly Role[]): void => {
  if (!roles.some((role) => actor.roles.includes(role)))
    throw new Problem(403, 'FORBIDDEN_ROLE', {
      da: `Det kræver ${roles.length === 1 ? 'rollen' : 'en af rollerne'} ${roleNames(roles, 'da')}.`,
      en: `This needs ${roles.length === 1 ? 'the role' : 'one of the roles'} ${roleNames(roles, 'en')}.`,
    });
};

const admit = (request: AuthenticatedRequest & CommandRequest, actor: Actor, { roles }: Access): true => {
  requireRole(actor, roles);
  request.actor = actor;
  fillContext(request, actor);
  return true;
};

const asProblem = (error: unknown): never => {
  if (error instanceof InvalidToken) throw unauthenticated(true);
  throw error instanceof IssuerUnavailable ? issuerUnavailable() : error;
};

/** Seconds until an issuer that did not answer may have come back. */
const RETRY_AFTER_SECONDS = 10;

const issuerUnavailable = (): Problem =>
  new Problem(
    503,
    'ISSUER_UNAVAILABLE',
    {
      da: 'Den, der har udstedt adgangsbeviset, svarer ikke. Prøv igen om lidt.',
      en: 'The issuer of the token does not answer. Try again in a moment.',
    },
    { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
  );

const sessionEnded = (): Problem =>
  new Problem(401, 'SESSION_ENDED', {
    da: 'Du er ikke længere logget ind. Log ind igen.',
    en: 'You are no longer signed in. Sign in again.',
  });

/** RFC 6750: a request without a token learns only that one is needed; a bad token is named as such. */
const unauthenticated = (given: boolean): Problem =>
  given
    ? new Problem(
        401,
        'INVALID_TOKEN',
        { da: 'Adgangsbeviset er ikke gyldigt, eller det er udløbet.', en: 'The token is not valid, or has expired.' },
        { headers: { 'www-authenticate': 'Bearer realm="pladsbog", error="invalid_token"' } },
      )
    : new Problem(
        401,
        'TOKEN_REQUIRED',
        { da: 'Der skal et adgangsbevis til.', en: 'A token is required.' },
        { headers: { 'www-authenticate': 'Bearer realm="pladsbog"' } },
      );
