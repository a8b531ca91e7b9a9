import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromOwnPage } from '../http/own-origin';
import { Problem } from '../http/problem';
import { readCookie, writeCookie } from './cookies';
import type { Session, SessionStore } from './session-store';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who is signed in with the browser that asks. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    /** Where browsers find us; undefined: where the browser that asks has found us. */
    readonly publicUrl: string | undefined,
  ) {}

  has(request: FastifyRequest): boolean {
    return this.idIn(request) !== undefined;
  }

  /**
   * The session of a browser.
   * @throws Problem 403 when it asks for a change, and no page of ours made it ask (CSRF).
   */
  of(request: FastifyRequest): Session | undefined {
    const id = this.idIn(request);
    const session = id === undefined ? undefined : this.store.find(id);
    if (session && !SAFE_METHODS.has(request.method)) this.requireOwnPage(request);
    return session;
  }

  /** @throws Problem 403 when no page of ours made the browser ask. */
  requireOwnPage(request: FastifyRequest): void {
    if (isFromOwnPage(request, this.publicUrl)) return;
    throw new Problem(403, 'CROSS_SITE_REQUEST', {
      da: 'Forespørgslen kom ikke fra en af Pladsbogs egne sider.',
      en: 'The request did not come from a page of Pladsbog.',
    });
  }

  /** A new id at each sign-in: an id that somebody planted in the browser before is worth nothing after. */
  begin(request: FastifyRequest, reply: FastifyReply, session: Session): void {
    this.end(request, reply);
    writeCookie(request, reply, 'session', this.store.begin(session), { publicUrl: this.publicUrl });
  }

  end(request: FastifyRequest, reply: FastifyReply): void {
    const id = this.idIn(request);
    if (id === undefined) return;
    this.store.end(id);
    writeCookie(request, reply, 'session', '', { publicUrl: this.publicUrl, seconds: 0 });
  }

  close(): void {
    this.store.close();
  }

  private idIn(request: FastifyRequest): string | undefined {
    return readCookie(request, 'session', this.publicUrl);
  }
}
