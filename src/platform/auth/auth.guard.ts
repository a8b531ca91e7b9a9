import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '../../kernel/vocabulary';
import type { CommandRequest } from '../http/command-request';
import { fillContext } from '../http/command-request';
import { Problem } from '../http/problem';
import { AccessTokens, InvalidToken } from './access-tokens';
import { PUBLIC, ROLES_ALLOWED } from './roles.decorator';

export interface AuthenticatedRequest extends FastifyRequest {
  actor: Actor | null;
}

interface Access {
  readonly open: boolean;
  readonly roles: readonly Role[] | undefined;
}

const BEARER_FORM = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Every route needs a token, unless it says it is public; the actor also goes into the command's context. */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly known = new WeakMap<object, WeakMap<object, Access>>();

  constructor(private readonly tokens: AccessTokens) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest & CommandRequest>();
    const access = this.accessTo(context.getClass(), context.getHandler());
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

  private accessTo(controller: object, handler: object): Access {
    let handlers = this.known.get(controller);
    if (!handlers) this.known.set(controller, (handlers = new WeakMap()));
    let access = handlers.get(handler);
    if (!access) handlers.set(handler, (access = declaredAccess(controller, handler)));
    return access;
  }
}

const declaredAccess = (controller: object, handler: object): Access => {
  const declared = (key: string): unknown => Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  return { open: declared(PUBLIC) === true, roles: declared(ROLES_ALLOWED) as readonly Role[] | undefined };
};

const admit = (request: AuthenticatedRequest & CommandRequest, actor: Actor, { roles }: Access): true => {
  if (roles && !roles.some((role) => actor.roles.includes(role)))
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
