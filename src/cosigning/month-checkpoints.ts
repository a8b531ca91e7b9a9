import { Injectable } from '@nestjs/common';
import { sha256 } from '../kernel/canonical-json';
import { reject } from '../kernel/decider';
import type { PartyCode } from '../kernel/vocabulary';
import { Refused } from '../platform/commands/refusals';
import { Checkpoints, type SignedText } from '../platform/log-tree/checkpoints';
import { refusing } from '../platform/log-tree/refusing';
import type { StatementRow } from '../settlement/issued/settlement.queries';
import type { MonthCheckpoint } from './month-cosigning.decider';
import { monthLines } from './month-lines.calculation';

const SECOND_MS = 1_000;

export interface DrawnCheckpoint extends MonthCheckpoint {
  /** With the log's signature. */
  readonly note: SignedText;
}

/**
 * The month's checkpoint between two sides: the log as it was up to and with the event that closed the month, and what the
 * month came to between them. It follows from the log alone, so both sides are given the same lines whenever they ask.
 */
@Injectable()
export class MonthCheckpoints {
  constructor(private readonly checkpoints: Checkpoints) {}

  /** @throws Refused LOG_CONTRADICTS_CHECKPOINT, STATEMENT_NOT_FOUND. */
  async of(row: StatementRow): Promise<DrawnCheckpoint> {
    const { statementId, operator, payer, month, closedPosition, recordedAt } = row;
    const note = await refusing(() => this.checkpoints.upTo({ position: closedPosition, recordedAt }, monthLines(row)));
    if (note === undefined) throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    return {
      statementId,
      operator,
      payer,
      month,
      checkpoint: note.body,
      checkpointHash: sha256(note.body),
      closedAt: secondOf(recordedAt),
      note,
    };
  }

  /** What a party's key is called: by the log that it cosigns, and the party's code. */
  async nameFor(party: PartyCode): Promise<string> {
    return `${await refusing(() => this.checkpoints.origin())}/${party}`;
  }
}

/** Unix time in whole seconds. */
export const secondOf = (instant: string): number =>
  Math.floor(Temporal.Instant.from(instant).epochMilliseconds / SECOND_MS);
