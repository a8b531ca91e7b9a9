import { Metadata, status } from '@grpc/grpc-js';

/** What the loopback server may be told to do to the next call of a kind. */
export type Fault =
  /** Goes on after a while. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Does nothing and never answers. */
  | { readonly kind: 'hang' }
  /** Does what was asked and never answers. */
  | { readonly kind: 'lose-answer' }
  /** Breaks every connection, after or before it has done what was asked. */
  | { readonly kind: 'cut'; readonly afterwards: boolean }
  /** Says that another node leads. */
  | { readonly kind: 'not-leader'; readonly port: number }
  | { readonly kind: 'refuse'; readonly code: status; readonly exception?: string }
  /** Does what was asked and says that the revision was wrong, as a server has been seen to do. */
  | { readonly kind: 'wrong-revision-afterwards' };

export type CallKind = 'append' | 'read' | 'subscribe';

/** Faults to come, first come first served. */
export class Faults {
  private readonly planned: { readonly call: CallKind; readonly fault: Fault }[] = [];

  plan(call: CallKind, fault: Fault, times = 1): void {
    for (let time = 0; time < times; time += 1) this.planned.push({ call, fault });
  }

  next(call: CallKind): Fault | undefined {
    const at = this.planned.findIndex((planned) => planned.call === call);
    return at < 0 ? undefined : this.planned.splice(at, 1)[0]?.fault;
  }

  clear(): void {
    this.planned.length = 0;
  }
}

/** The error that a fault is answered with, undefined when it is none. */
export const errorOf = (fault: Fault): { code: status; details: string; metadata: Metadata } | undefined => {
  const metadata = new Metadata();
  if (fault.kind === 'not-leader') {
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(fault.port));
    return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
  }
  if (fault.kind !== 'refuse') return undefined;
  if (fault.exception !== undefined) metadata.set('exception', fault.exception);
  return { code: fault.code, details: `refused with ${fault.code}`, metadata };
};
