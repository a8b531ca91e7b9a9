/**
 * The port to the record of who looked at whose details. Entries follow the DMTF's Cloud Auditing Data Federation (CADF):
 * what was done to which target, by whom, with what outcome and for what reason, seen by which observer.
 */
export interface ReadingLog {
  /** Writes the entry, and answers when it would survive a power cut. */
  write(entry: ReadingEntry): Promise<void>;

  /** Newest first. */
  find(query: ReadingQuery): Promise<readonly Reading[]>;

  /**
   * Walks through the whole chain.
   * @returns the number of the first entry that was changed, or after which one is missing; undefined when all is well.
   */
  firstBroken(): Promise<number | undefined>;

  close(): Promise<void>;
}

export const CADF_TYPE = 'http://schemas.dmtf.org/cloud/audit/1.0/event';
export const READING_OUTCOMES = ['success', 'failure'] as const;
export type ReadingOutcome = (typeof READING_OUTCOMES)[number];

export interface ReadingEntry {
  /** UUIDv7. */
  readonly id: string;
  readonly typeURI: typeof CADF_TYPE;
  readonly eventType: 'activity';
  /** UTC, ISO 8601 with milliseconds. */
  readonly eventTime: string;
  /** From CADF's taxonomy, with our own word after the slash: `read/details`. */
  readonly action: string;
  readonly outcome: ReadingOutcome;
  /** The person or system, as an opaque subject, and the party and roles it acted in. */
  readonly initiator: { readonly id: string; readonly party: string; readonly roles: readonly string[] };
  /** Who was looked at, and which kinds of details were shown; no id when nobody was found. */
  readonly target: { readonly id: string | null; readonly fields: readonly string[] };
  /** The purpose that was stated and, for a refusal, its code. */
  readonly reason: { readonly purpose: string; readonly code?: string };
  readonly observer: { readonly id: string };
}

/** An entry as it stands in the log: counted from 1, each with a hash over itself and the one before. */
export interface Reading extends ReadingEntry {
  readonly number: number;
  readonly hash: string;
}

export interface ReadingQuery {
  readonly target?: string | undefined;
  readonly party?: string | undefined;
  readonly outcome?: ReadingOutcome | undefined;
  /** Inclusive; UTC, ISO 8601 with milliseconds. */
  readonly from?: string | undefined;
  /** Exclusive. */
  readonly until?: string | undefined;
  /** Only entries with a smaller number. */
  readonly before?: number | undefined;
  readonly limit: number;
}
