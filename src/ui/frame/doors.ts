import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { rolesFor } from '../../kernel/access';
import type { Actor } from '../../kernel/vocabulary';
import { requireRole } from '../../platform/auth/auth.guard';
import { permissionOf } from '../../platform/auth/guarded-routes';
import type { Visit } from './visit';

/** Who has not signed in has no role, and sees what is anybody's. */
const NOBODY: Actor = { subject: '', party: '' as Actor['party'], roles: [] };

/**
 * The API's own routes, for pages. A page asks what a program would ask, of the same class, in the name of its reader:
 * the row of the access table that stands at the route is checked here as the guard checks it there, and sight and rules
 * behind it are the same. So a page can show and send nothing that the API would refuse.
 */
@Injectable()
export class Doors {
  constructor(private readonly modules: ModuleRef) {}

  /** @throws Problem 403, from each method whose row names none of the reader's roles. */
  open<T extends object>(route: Type<T>, { actor = NOBODY }: Pick<Visit, 'actor'>): T {
    const instance = this.modules.get(route, { strict: false });
    return new Proxy(instance, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: readonly unknown[]): unknown => {
          const permission = permissionOf(method);
          if (permission?.may !== 'public') requireRole(actor, permission === undefined ? [] : rolesFor(permission));
          return Reflect.apply(method, target, given);
        };
      },
    });
  }
}
