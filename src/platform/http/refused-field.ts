import type { RefusalValues } from '../../kernel/decider';
import type { RefusalMessage } from '../../kernel/messages';
import { currentExchange, type ReadPart } from './exchange';
import { readerOf } from './reading';

/** Keeps what a request was read as, so that a refusal of it can name the field that it is about. */
export const keepRead = (part: ReadPart): void => {
  currentExchange()?.read.push(part);
};

/** The path of the field that a refusal is about; undefined where the request has none such. */
export const refusedField = (
  { about = [] }: Pick<RefusalMessage, 'about'>,
  values: RefusalValues,
  read: readonly ReadPart[],
): string | undefined => {
  for (const form of about)
    for (const { described, value } of read) {
      const path = pathOf(form, values, value);
      if (path !== undefined && readerOf(described).has(path)) return path;
    }
  return undefined;
};

const pathOf = (form: string, values: RefusalValues, given: object): string | undefined => {
  const [, list, key = '', rest = ''] = /^(\w+)\[(\w+)\](.*)$/.exec(form) ?? [];
  if (list === undefined) return form.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  const entries: unknown = Object.hasOwn(given, list) ? (given as Record<string, unknown>)[list] : undefined;
  // What is named twice is wrong where it stands the second time.
  const at =
    Array.isArray(entries) && values[key] !== undefined
      ? entries.findLastIndex((entry) => (entry as Record<string, unknown> | null)?.[key] === values[key])
      : -1;
  return at < 0 ? undefined : `${list}.${at}${rest}`;
};
