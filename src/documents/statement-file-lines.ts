import { Injectable } from '@nestjs/common';
import type { Language } from '../kernel/messages';
import type { PartyCode } from '../kernel/vocabulary';
import { PartyQueries } from '../parties/parties.queries';
import { SettlementQueries, type StatementRow } from '../settlement/issued/settlement.queries';
import { chargeWords, lineWords, StatementExplanations } from '../settlement/statements/statement-explanations.queries';
import type { FileLine, StatementHead } from './statement-columns.calculation';

/** Reads the lines of statements page by page, so that a file may be as long as it likes and the memory is not. */
@Injectable()
export class StatementFileLines {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly explanations: StatementExplanations,
    private readonly parties: PartyQueries,
  ) {}

  async *of(statements: Iterable<StatementRow>, language: Language): AsyncGenerator<readonly FileLine[]> {
    for (const row of statements) {
      const statement = this.headOf(row);
      for (const page of this.settlement.linePages(row)) {
        const causes = await this.explanations.causes(page);
        yield page.map((line): FileLine => {
          const cause = line.cause === undefined ? undefined : causes.get(line.cause);
          return { statement, line, words: lineWords(line, language), ...(cause === undefined ? {} : { cause }) };
        });
      }
      const charges = this.settlement.charges(row.statementId, row.attempt);
      if (charges.length > 0) yield charges.map((line) => ({ statement, line, words: chargeWords(line, language) }));
    }
  }

  private headOf({ statementId, month, operator, payer, issuedOn, dueOn }: StatementRow): StatementHead {
    const names = { operatorName: this.nameOf(operator), payerName: this.nameOf(payer) };
    return { statementId, month, operator, payer, issuedOn, dueOn, ...names };
  }

  private nameOf(party: PartyCode): string {
    return this.parties.find(party)?.name ?? party;
  }
}
