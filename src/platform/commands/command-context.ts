import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../../kernel/vocabulary';
import { derivedId } from './derived-id';
import { orderedId } from './ordered-id';

/** Who asked for the command that is being carried out, and what it follows from. Ends as the facts' metadata. */
export interface CommandContext {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** Opaque subject of the person or system that acts, `policy:<name>` for a policy. */
  readonly actor: string;
  /** Code of the party it acts for. */
  readonly onBehalfOf: string;
  /** SHA-256 of what was asked; only together with an idempotency key. */
  readonly commandHash?: string;
  /** The id comes from an idempotency key, so the same command may arrive again, with any id in its path. */
  readonly keyed?: boolean;
  /** The id comes from an event and a policy, so the same command may arrive again after a crash. */
  readonly derived?: boolean;
}

const contexts = new AsyncLocalStorage<CommandContext>();

/** @throws Error outside of `within`: a command without an originator is a fault of the caller. */
export const currentContext = (): CommandContext => {
  const context = contexts.getStore();
  if (context === undefined) throw new Error('No command context: run the command inside within(context, …)');
  return context;
};

/** Carries out `run` and all it awaits as part of the command. */
export const within = <T>(context: CommandContext, run: () => T): T => contexts.run(context, run);

/** Carries out `run` as a command of its own that the present one brings about; a key given for that one is not its. */
export const withinOwnCommand = <T>(run: () => T): T => {
  const { correlationId, commandId, actor, onBehalfOf } = currentContext();
  return within({ commandId: orderedId(), correlationId, causationId: commandId, actor, onBehalfOf }, run);
};

/** What a request may bring along. */
export interface Asked {
  /** The conversation it belongs to; by default the command begins one. */
  readonly correlationId?: string;
  /** The Idempotency-Key header; means nothing without the hash of what was asked. */
  readonly idempotencyKey?: string;
  /** `contentHash` of method, path and body. */
  readonly commandHash?: string;
}

/**
 * The context of a command that somebody asks for. With a key, the id follows from actor, party and key, so that the
 * same request finds its first answer, and nobody finds the answer to another's.
 */
export const newContext = (actor: Pick<Actor, 'subject' | 'party'>, asked: Asked = {}): CommandContext => {
  const { idempotencyKey, commandHash } = asked;
  const keyed = idempotencyKey !== undefined;
  if (keyed && commandHash === undefined) throw new TypeError('An idempotency key needs the hash of what was asked');
  const commandId = keyed ? derivedId('idempotency-key', actor.subject, actor.party, idempotencyKey) : orderedId();
  const correlationId = asked.correlationId ?? commandId;
  return {
    commandId,
    correlationId,
    causationId: commandId,
    actor: actor.subject,
    onBehalfOf: actor.party,
    ...(keyed && commandHash !== undefined ? { keyed, commandHash } : {}),
  };
};

/**
 * A new id for a thing that the command brings about (UUIDv7). With an idempotency key the id follows from the key, so
 * that a repeated request means the same thing.
 */
export const newIdentity = (label = ''): string => {
  const context = currentContext();
  return context.keyed === true || context.derived === true
    ? derivedId(context.commandId, 'identity', label)
    : orderedId();
};
