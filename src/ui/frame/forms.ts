import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Position, Revision } from '../../kernel/event';
import { Refused } from '../../platform/commands/refusals';
import { currentExchange } from '../../platform/http/exchange';
import type { BodyClass } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { type FieldFault, INVALID_REQUEST, Problem } from '../../platform/http/problem';
import { ProblemFilter } from '../../platform/http/problem.filter';
import { readerOf } from '../../platform/http/reading';
import { keepRead } from '../../platform/http/refused-field';
import { type PageAnswer, type Screen, SeeOther } from './screen';
import type { SignedInVisit } from './visit';

/** What a form shows: what was typed before, and what was wrong with it. */
export interface FormState {
  readonly typed: TypedForm;
  /** What is wrong with a field, by the API's reading of it or by a rule. */
  readonly faults: readonly FieldFault[];
  /** Why the whole was refused, in the reader's language, where no fault says it. */
  readonly refusal?: string | undefined;
}

/** A form that nobody has sent yet; `typed` fills it in beforehand. */
export const freshForm = (typed: TypedForm = {}): FormState => ({ typed, faults: [] });

/** Whether something of it was refused, so that it is shown to be mended. */
export const isRefused = ({ faults, refusal }: FormState): boolean => faults.length > 0 || refusal !== undefined;

/** Whether something was typed in the field, or is wrong with it, so that it is shown where it need not be otherwise. */
export const concerns = ({ typed, faults }: FormState, name: string): boolean =>
  (typed[name] ?? '').length > 0 || faults.some(({ field }) => field === name);

/** A command that takes nothing but the thing it is about. */
export class NoBody {
  readonly nothing?: never;
}

/** A form that sends one command: what was sent, what it becomes, how it is shown again, and where it leads. */
export interface FormStep<B> {
  readonly described: BodyClass & (new () => B);
  readonly form: TypedForm;
  readonly send: (body: B) => Promise<{ readonly position: Position }>;
  readonly again: (state: FormState) => Screen | Promise<Screen>;
  readonly next: string;
  /** The state of the next page. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Statuses of a refusal that the reader mends in the form; others become a page of their own. */
const MENDED_IN_FORM: ReadonlySet<number> = new Set([400, 409, 412, 422]);

@Injectable()
export class Forms {
  constructor(private readonly problems: ProblemFilter) {}

  /**
   * Takes a form in: reads it as the body that the API's route takes, and sends it. Where a field is wrong or the whole
   * is refused, the form is shown again with what was typed.
   * @param again the page with its form; its status becomes that of the refusal.
   */
  async take<B extends object>(
    visit: SignedInVisit,
    described: BodyClass & (new () => B),
    form: TypedForm,
    send: (body: B) => Promise<PageAnswer>,
    again: (state: FormState) => Screen | Promise<Screen>,
  ): Promise<PageAnswer> {
    const { body, faults } = read(described, form);
    if (faults.length > 0) return withStatus(await again({ typed: form, faults }), 422);
    try {
      return await send(body);
    } catch (error) {
      const { status, ...wrong } = this.toMend(error, visit);
      return withStatus(await again({ typed: form, ...wrong }), status);
    }
  }

  /** Takes the form of one command, and goes on to the page that shows what it did. */
  send<B extends object>(visit: SignedInVisit, step: FormStep<B>): Promise<PageAnswer> {
    const { described, form, send, again, next, query = {} } = step;
    return this.take(
      visit,
      described,
      form,
      async (body) => new SeeOther(next, { ...query, position: (await send(body)).position }),
      again,
    );
  }

  /** What is asked for in an address, looked at without sending anything: the answer, or what has to be mended. */
  async look<B extends object, T>(
    visit: SignedInVisit,
    described: BodyClass & (new () => B),
    form: TypedForm,
    ask: (body: B) => Promise<T>,
  ): Promise<{ readonly answer: T } | FormState> {
    const { body, faults } = read(described, form);
    if (faults.length > 0) return { typed: form, faults };
    try {
      return { answer: await ask(body) };
    } catch (error) {
      const { faults: found, refusal } = this.toMend(error, visit);
      return { typed: form, faults: found, refusal };
    }
  }

  /** What the reader mends in the form. @throws what is no matter of the form. */
  toMend(error: unknown, visit: SignedInVisit): Pick<FormState, 'faults' | 'refusal'> & { status: number } {
    if (!(error instanceof Refused) && !(error instanceof Problem)) throw error;
    const request = currentExchange()?.request as FastifyRequest;
    const { status, code, sentence, more } = this.problems.explain(error, request, visit.language);
    const faults = more.errors ?? [];
    // What is about something typed is mended where it was typed, whatever its status.
    if (!MENDED_IN_FORM.has(status) && faults.length === 0) throw error;
    // What the faults say each for itself is not said once more of the whole.
    const saidByFaults = faults.length > 0 && (error instanceof Refused || code === INVALID_REQUEST);
    return { status, faults, refusal: saidByFaults ? undefined : sentence };
  }
}

/** A form as the body that it stands for, and what is wrong with its fields. */
const read = <B extends object>(
  described: BodyClass & (new () => B),
  form: TypedForm,
): { readonly body: B; readonly faults: readonly FieldFault[] } => {
  const faults: FieldFault[] = [];
  const body = readerOf(described, 'text').read(unfolded(Object.entries(form)), faults, '') as B;
  keepRead({ described, value: body });
  return { body, faults };
};

/** Fields within fields at most. */
const DEPTH_MAX = 3;

/**
 * The body that a form's fields stand for: `evidence.reference` is a field within a field, `components.0.code` one of the
 * first of a list. A field that was left empty was not filled in.
 */
const unfolded = (fields: readonly (readonly [string, TypedForm[string] | undefined])[], depth = 0): unknown => {
  const filled = fields.filter(([, value]) => value !== '');
  const entries = [...Map.groupBy(filled, ([name]) => name.split('.', 1)[0] ?? '')].map(([name, own]) => {
    const [first] = own;
    // What lies deeper than any body is no field of one, and is refused as such.
    if (first?.[0] === name || depth === DEPTH_MAX) return [first?.[0] ?? name, first?.[1]] as const;
    return [
      name,
      unfolded(
        own.map(([path, value]) => [path.slice(name.length + 1), value] as const),
        depth + 1,
      ),
    ] as const;
  });
  const listed = entries.length > 0 && entries.every(([name]) => /^\d{1,3}$/.test(name));
  return listed ? entries.map(([, value]) => value) : Object.fromEntries(entries);
};

const withStatus = (shown: Screen, status: number): Screen =>
  Object.assign(shown, { parts: { ...shown.parts, status } });

/** The revision that a form was filled in for; it travels with the form and is held against the newest. */
export const revisionAsked = (): Revision | undefined => {
  const given = currentExchange()?.request.headers['if-match'];
  const revision = /^"(0|[1-9]\d{0,14})"$/.exec(given ?? '')?.[1];
  return revision === undefined ? undefined : Number(revision);
};
