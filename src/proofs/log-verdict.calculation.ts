import { danishDay, danishDayOf } from '../kernel/calendar';
import type { Day } from '../kernel/calendar';
import type { Said } from '../kernel/messages';
import { danishCount } from '../kernel/money';

/** What reading the whole log again came to. */
export const LOG_OUTCOMES = ['UNCHANGED', 'CHANGED', 'SHORTENED', 'UNREADABLE'] as const;
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

/** Something that says what the log was: a checkpoint that was handed in, or one that is kept here. */
export interface Witness {
  readonly size: number;
  readonly takenAt?: string;
  readonly handedIn: boolean;
  /** Signed by a key that has never signed here: it may be older than what is kept here, or somebody's invention. */
  readonly isByUnknownKey?: boolean;
  /** Whether the log, read again, has its root at that size; false also where the log is shorter. */
  readonly holds: boolean;
  /** Whether the tree that is kept beside the log has it, which then knows each leaf. */
  readonly isRemembered: boolean;
}

/** The log as it was read again. */
export interface LogAsRead {
  readonly size: number;
  /** The first event that is not what the tree beside the log remembers of its place. */
  readonly differs?: EventAtPlace;
  /** Leaves that are remembered. */
  readonly remembered: number;
  /** Whether the store has something behind the last event, and cannot give it. */
  readonly isBroken: boolean;
}

export interface EventAtPlace {
  /** From 1. */
  readonly number: number;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
}

/** Where the log first is not what it was: at one event, or somewhere between two numbers. */
export interface FirstDifference extends Partial<Omit<EventAtPlace, 'number'>> {
  readonly number: number;
  /** Last number it may be; absent when it is known. */
  readonly upTo?: number;
}

export interface LogVerdict {
  readonly outcome: LogOutcome;
  readonly first?: FirstDifference;
  readonly certificate: Said;
}

/**
 * Whether the log is what was signed of it, and where it first is not. What was handed in counts most: whoever changes the
 * log may change the tree and the checkpoints beside it too.
 */
export const logVerdict = (log: LogAsRead, witnesses: readonly Witness[], today: Day): LogVerdict => {
  const found = differenceIn(log, witnesses);
  return { ...found, certificate: certificateOf(found, log, witnesses, today) };
};

type Found = Omit<LogVerdict, 'certificate'>;

const differenceIn = (log: LogAsRead, witnesses: readonly Witness[]): Found => {
  if (log.isBroken) return { outcome: 'UNREADABLE', first: { number: log.size + 1 } };
  const failing = witnesses.filter(({ holds }) => !holds).sort((a, b) => a.size - b.size);
  const [earliest] = failing;
  if (log.differs !== undefined && (earliest === undefined || earliest.isRemembered))
    return { outcome: 'CHANGED', first: log.differs };
  const held = Math.max(0, ...witnesses.filter(({ holds }) => holds).map(({ size }) => size));
  if (earliest !== undefined && earliest.size <= log.size)
    return { outcome: 'CHANGED', first: between(Math.min(held, earliest.size - 1) + 1, earliest.size) };
  if (earliest !== undefined || log.remembered > log.size)
    return { outcome: 'SHORTENED', first: { number: log.size + 1 } };
  return { outcome: 'UNCHANGED' };
};

const between = (number: number, upTo: number): FirstDifference => (number === upTo ? { number } : { number, upTo });

const certificateOf = (found: Found, log: LogAsRead, witnesses: readonly Witness[], today: Day): Said => {
  const all = danishCount(log.size);
  const read = {
    da: `Den ${danishDay(today)} blev alle ${all} hændelser i loggen læst igen fra den første, og deres træ blev regnet forfra.`,
    en: `On ${today} all ${all} events of the log were read again from the first, and their tree was made anew.`,
  };
  const parts = [read, handedInWords(witnesses), keptWords(witnesses), foundWords(found)];
  const said = parts.filter((part) => part !== undefined);
  return { da: said.map(({ da }) => da).join(' '), en: said.map(({ en }) => en).join(' ') };
};

const UNKNOWN_KEY: Said = {
  da: ' Det er underskrevet med en nøgle, der ikke er kendt her: passer det ikke, kan det også være kontrolpunktet, der er forkert.',
  en: ' It is signed by a key that is not known here: if it does not hold, it may be the checkpoint that is wrong.',
};

const handedInWords = (witnesses: readonly Witness[]): Said | undefined => {
  const given = witnesses.find(({ handedIn }) => handedIn);
  if (given === undefined) return undefined;
  const size = danishCount(given.size);
  const day = given.takenAt === undefined ? undefined : danishDayOf(given.takenAt);
  const name = {
    da: `Det indleverede kontrolpunkt${day === undefined ? '' : ` fra ${danishDay(day)}`} for de første ${size} hændelser`,
    en: `The checkpoint handed in${day === undefined ? '' : `, of ${day},`} for the first ${size} events`,
  };
  const unknown = given.isByUnknownKey === true ? UNKNOWN_KEY : { da: '', en: '' };
  return given.holds
    ? { da: `${name.da} passer.${unknown.da}`, en: `${name.en} holds.${unknown.en}` }
    : { da: `${name.da} passer ikke.${unknown.da}`, en: `${name.en} does not hold.${unknown.en}` };
};

const keptWords = (witnesses: readonly Witness[]): Said | undefined => {
  const kept = witnesses.filter(({ handedIn }) => !handedIn);
  if (kept.length === 0) return undefined;
  const [all, holding] = [kept.length, kept.filter(({ holds }) => holds).length].map(danishCount);
  return {
    da: `Af de kontrolpunkter, der er gemt her, passer ${holding} af ${all}.`,
    en: `Of the checkpoints kept here ${holding} of ${all} hold.`,
  };
};

const foundWords = ({ outcome, first }: Found): Said => {
  if (first === undefined) return { da: 'Intet i loggen er ændret.', en: 'Nothing in the log has been changed.' };
  const number = danishCount(first.number);
  if (outcome === 'UNREADABLE')
    return {
      da: `Hændelse nr. ${number} mangler eller kan ikke læses. Det skal undersøges.`,
      en: `Event no. ${number} is missing or cannot be read. That has to be looked into.`,
    };
  if (outcome === 'SHORTENED')
    return {
      da: `Loggen er blevet kortere: hændelse nr. ${number} og dem, der fulgte, er væk. Det skal undersøges.`,
      en: `The log has become shorter: event no. ${number} and those that followed are gone. That has to be looked into.`,
    };
  if (first.upTo !== undefined)
    return {
      da: `Loggen er ændret: den første hændelse, der afviger, er en af nr. ${number} til ${danishCount(first.upTo)}. Det skal undersøges.`,
      en: `The log has been changed: the first event that differs is one of nos. ${number} to ${danishCount(first.upTo)}. That has to be looked into.`,
    };
  const at = first.stream === undefined ? '' : ` (${first.stream}, revision ${first.revision})`;
  return {
    da: `Loggen er ændret: hændelse nr. ${number}${at} er den første, der ikke er, som den blev skrevet. Det skal undersøges.`,
    en: `The log has been changed: event no. ${number}${at} is the first that is not as it was written. That has to be looked into.`,
  };
};
