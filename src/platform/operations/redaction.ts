/**
 * Nothing of a person, no token and nothing of an address after its question mark belongs in a log. The product does not
 * log such things; this is the net below, because texts of errors may quote what somebody sent.
 */
const FORBIDDEN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\b(?:bearer|basic) +[\w.~+/=-]+/gi, '[token]'],
  // CPR numbers, written together or apart.
  [/(?<![\w-])\d{6}[- ]?\d{4}(?![\w-])/g, '[number]'],
  [/[^\s@"'<>(]+@[^\s@"'<>)]+\.[a-z]{2,}/gi, '[address]'],
  [/\?[^\s"'()]*=[^\s"')]*/g, '?[query]'],
  // Who a citizen is stands behind the reference; which placement is whose stays readable to those who may ask.
  [/\bcitizen-[0-9a-f-]{36}/gi, 'citizen-[reference]'],
];

/** What an error quotes is what it choked on: often what somebody sent. The name of a property is no such thing. */
const QUOTED = /(?<!\w|\(reading )(["'`])(?:(?!\1)[^\\\n]|\\.)+\1/g;

export const redacted = (text: string): string =>
  FORBIDDEN.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);

/** The text of an error or its stack, without what it quotes. */
export const redactedFault = (text: string): string => redacted(text.replace(QUOTED, '$1…$1'));
