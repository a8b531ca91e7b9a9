import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { rolesFor } from '../../kernel/access';
import type { Actor, Role } from '../../kernel/vocabulary';
import type { CommandRequest } from '../http/command-request';
import { fillContext } from '../http/command-request';
import { Problem } from '../http/problem';
import { AccessTokens, InvalidToken } from './access-tokens';
import { permissionOf } from './guarded-routes';

export interface AuthenticatedRequest extends FastifyRequest {
  actor: Actor | null;
}

interface Access {
  readonly open: boolean;
  /** Any of them is enough at the door; how the party must stand to the thing is asked where the thing is known. */
  readonly roles: readonly Role[];
}

const BEARER_FORM = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The door: who may call a route stands in the access table. The actor also goes into the command's context. */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly known = new WeakMap<object, Access>();

  constructor(private readonly tokens: AccessTokens) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest & CommandRequest>();
    const access = this.accessTo(context.getHandler());
    if (access.open) return true;
    const token = BEARER_FORM.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated(request.headers.authorization !== undefined);
    try {
      const actor = this.tokens.actorOf(token);
      if (!(actor instanceof Promise)) return admit(request, actor, access);
      return actor.then((verified) => admit(request, verified, access), asProblem);
    } catch (error) {
      return asProblem(error);
    }
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
  return { open: permission?.may === 'public', roles: permission === undefined ? [] : rolesFor(permission) };
};

const admit = (request: AuthenticatedRequest & CommandRequest, actor: Actor, { roles }: Access): true => {
  if (!roles.some((role) => actor.roles.includes(role)))
    throw new Problem(403, 'FORBIDDEN_ROLE', {
      da: `Det kræver ${roles.length === 1 ? 'rollen' : 'en af rollerne'} ${roles.join(', ')}.`,
      en: `This needs ${roles.length === 1 ? 'the role' : 'one of the roles'} ${roles.join(', ')}.`,
    });
  request.actor = actor;
  fillContext(request, actor);
  return true;
};

const asProblem = (error: unknown): never => {
  throw error instanceof InvalidToken ? unauthenticated(true) : error;
};

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
