import { Injectable } from '@nestjs/common';
import type { Permission } from '../../kernel/access';
import { allows } from '../../kernel/access';
import { reject } from '../../kernel/decider';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Refused } from '../../platform/commands/command-runner';
import type { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { FreshReads } from '../../platform/http/fresh-reads';
import { SettlementQueries, type StatementRow } from './settlement.queries';

/** Operator, payer, month: the natural key of a statement. */
export const STATEMENT_ID_FORM = /^(?:\d{3,4}|\d{8})-(?:\d{3,4}|\d{8})-\d{4}-\d{2}$/;

/** Statements as far as the asker may see them; one door for the routes and the documents made of them. */
@Injectable()
export class VisibleStatements {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly fresh: FreshReads,
  ) {}

  /**
   * What one may not see does not exist for one.
   * @throws Refused STATEMENT_NOT_FOUND
   */
  async find(
    statementId: StatementId,
    query: ReadTimesQuery,
    actor: Actor,
    permission: Permission<'any' | 'payer' | 'operator'>,
  ): Promise<StatementRow> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.settlement.statement(statementId, knownAt);
    if (row === undefined || !allows(permission, actor, row))
      throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    return row;
  }
}
