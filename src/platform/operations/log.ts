import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { redacted, redactedFault } from './redaction';

/** Most serious first. */
export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogStyle {
  /** `json`: one object a line, for machines. `text`: for people. */
  readonly format: 'json' | 'text';
  /** The least serious message that is written. */
  readonly least: LogLevel;
}

/** Fields of a line beside its message. Only what can hold nothing of a person. */
export type LogFields = Readonly<Record<string, string | number | undefined>>;

const PINO_LEVEL: Readonly<Record<LogLevel, Level>> = { error: 'error', warn: 'warn', log: 'info', debug: 'debug' };

/** What Nest tells of each start at great length; of use only to somebody who looks for a fault there. */
const FRAMEWORK_CHATTER: ReadonlySet<string | undefined> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The one way out for every line the process writes while it runs; Nest's loggers end here too. */
export class ProductLog implements LoggerService {
  private readonly pino: Logger;

  constructor({ format, least }: LogStyle, out: DestinationStream = pino.destination({ dest: 1, sync: true })) {
    const options = {
      level: PINO_LEVEL[least],
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level: string) => ({ level }) },
    };
    this.pino = pino(options, format === 'json' ? out : { write: (line) => out.write(readable(line)) });
  }

  shows(level: LogLevel): boolean {
    return this.pino.isLevelEnabled(PINO_LEVEL[level]);
  }

  /** Written whatever the level: that the product is up, and that it goes down. */
  announce(sentence: string): void {
    const { level } = this.pino;
    this.pino.level = 'info';
    this.pino.info(sentence);
    this.pino.level = level;
  }

  /** A line with fields of its own, such as a request. */
  entry(level: LogLevel, message: string, fields: LogFields): void {
    this.pino[PINO_LEVEL[level]](fields, message);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.line('log', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }

  /** Nest gives the logger's name last, and before it the stack or what was thrown. */
  private line(asked: LogLevel, message: unknown, rest: readonly unknown[]): void {
    const context = rest.length > 0 && typeof rest.at(-1) === 'string' ? String(rest.at(-1)) : undefined;
    const level = asked === 'log' && FRAMEWORK_CHATTER.has(context) ? 'debug' : asked;
    if (!this.shows(level)) return;
    const thrown = (context === undefined ? rest : rest.slice(0, -1)).find((part) => part !== undefined);
    this.entry(level, textOf(message), {
      ...(context === undefined ? {} : { context: redacted(context) }),
      ...(thrown === undefined ? {} : { fault: faultOf(thrown) }),
    });
  }
}

const textOf = (message: unknown): string =>
  message instanceof Error ? faultOf(message) : redactedFault(typeof message === 'string' ? message : String(message));

const faultOf = (thrown: unknown): string =>
  redactedFault(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));

/** `09:41:07 WARN  [Http] Fault …`, with the stack on lines of its own. */
const readable = (line: string): string => {
  const { level, time, context, fault, msg, ...fields } = JSON.parse(line) as Record<string, string>;
  const where = context === undefined ? '' : `[${context}] `;
  const more = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
  const clock = time?.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh:mm:ss'.length) ?? '';
  return `${clock} ${(level ?? '').toUpperCase().padEnd(5)} ${where}${msg}${more.join('')}\n${fault === undefined ? '' : `${fault}\n`}`;
};
