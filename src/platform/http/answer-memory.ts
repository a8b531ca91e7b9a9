import { Injectable } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import { FreshReads } from './fresh-reads';

/** Answers kept at a time: as many as people look at between two facts, and a few megabytes. */
const ANSWERS_MAX = 64;

/**
 * Answers that cost much to work out and that many ask for: the same question is worked out once for each position of
 * the ledger. When anything has been recorded, everything is forgotten, so an answer is never older than the read models.
 */
@Injectable()
export class AnswerMemory {
  private readonly answers = new Map<string, Promise<unknown>>();
  private upTo: Position | undefined;

  constructor(private readonly fresh: Pick<FreshReads, 'settled'>) {}

  /**
   * `question` holds all that the answer follows from besides the read models: what is asked, by whom, on which day.
   * Whoever gets the answer shares it with others, and leaves it as it is.
   */
  of<T>(question: readonly unknown[], answer: () => T | Promise<T>): Promise<T> {
    const position = this.fresh.settled();
    if (position === undefined) return Promise.resolve().then(answer);
    if (position !== this.upTo) {
      this.answers.clear();
      this.upTo = position;
    }
    const key = JSON.stringify(question);
    const known = this.answers.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const worked = Promise.resolve().then(answer);
    this.answers.set(key, worked);
    worked.catch(() => this.forget(key, worked));
    const oldest = this.answers.keys().next();
    if (this.answers.size > ANSWERS_MAX && oldest.done !== true) this.answers.delete(oldest.value);
    return worked;
  }

  /** A failure is told to those who waited for it, and to nobody later. */
  private forget(key: string, failed: Promise<unknown>): void {
    if (this.answers.get(key) === failed) this.answers.delete(key);
  }
}
