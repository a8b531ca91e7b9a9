import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isPages } from './pages.decorator';
import { oneFault } from './problem';
import { unknownField } from './reading';

/** Where Nest keeps what a handler's arguments are taken from: `4:0` is the first argument, from the query. */
const ROUTE_ARGUMENTS = '__routeArguments__';
const FROM_QUERY = '4:';

/** The names a route reads one by one; `checked` when a query class refuses what it does not know. */
type KnownNames = ReadonlySet<string> | 'checked';

/** A misspelt filter must not silently give the whole list, so routes without a query class refuse unknown names too. */
@Injectable()
export class KnownQueryGuard implements CanActivate {
  private readonly known = new WeakMap<object, KnownNames>();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.url.includes('?')) return true;
    // A page takes the language, a position and the filters of several lists together; it passes on what it knows.
    if (isPages(context.getClass())) return true;
    const handler = context.getHandler();
    let names = this.known.get(handler);
    if (!names) this.known.set(handler, (names = namesReadBy(context.getClass(), handler.name)));
    if (names === 'checked') return true;
    for (const name of Object.keys(request.query as object))
      if (!names.has(name)) throw oneFault(unknownField('', name));
    return true;
  }
}

const namesReadBy = (controller: object, method: string): KnownNames => {
  const sources = (Reflect.getMetadata(ROUTE_ARGUMENTS, controller, method) ?? {}) as Record<
    string,
    { data?: unknown }
  >;
  const names = new Set<string>();
  for (const [source, { data: name }] of Object.entries(sources)) {
    if (!source.startsWith(FROM_QUERY)) continue;
    if (typeof name !== 'string') return 'checked';
    names.add(name);
  }
  return names;
};
