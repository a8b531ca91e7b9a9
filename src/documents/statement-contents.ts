import { Injectable } from '@nestjs/common';
import { AgreementQueries } from '../agreements/agreements.queries';
import type { Day } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import { PartyQueries } from '../parties/parties.queries';
import { ReadStore } from '../platform/subscriptions/read-store';
import { SettlementQueries, type StatementRow } from '../settlement/issued/settlement.queries';
import {
  chargeWords,
  lineWords,
  ruleText,
  StatementExplanations,
} from '../settlement/statements/statement-explanations.queries';
import type { StatementLine } from '../settlement/months/settlement.events';
import { TariffQueries } from '../tariffs/tariffs.queries';
import { DocumentParties } from './document-parties';
import { offeringsOf } from './e-invoices';
import type { StatementContent } from './statement-document.calculation';

/** Gathers what a statement says and why, for a document that people read. */
@Injectable()
export class StatementContents {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly explanations: StatementExplanations,
    private readonly parties: PartyQueries,
    private readonly agreements: AgreementQueries,
    private readonly tariffs: TariffQueries,
    private readonly names: DocumentParties,
    private readonly reads: ReadStore,
  ) {}

  async of(row: StatementRow, language: Language): Promise<StatementContent> {
    const { statementId, month, issuedOn, dueOn, operator, payer, payerEan, linesHash, eventId } = row;
    const lines = this.settlement.lines(statementId, row.attempt);
    const charges = this.settlement.charges(statementId, row.attempt);
    const closed = this.settlement.month(operator, month);
    const agreement = closed && this.agreements.find(closed.agreementId, this.reads.positionOf(closed.knownPosition));
    const account = this.parties.find(operator)?.account ?? undefined;
    const causes = await this.explanations.causes(lines);
    const from = this.tariffDays(lines);
    return {
      statementId,
      month,
      issuedOn,
      dueOn,
      agreement: agreement?.name ?? closed?.agreementId ?? '',
      operator: this.names.named(operator),
      payer: { ...this.names.named(payer), ...(payerEan === null ? {} : { ean: payerEan }) },
      ...(account === undefined ? {} : { account }),
      lines: lines.map((line) => {
        const cause = line.cause === undefined ? undefined : causes.get(line.cause);
        const tariffFrom = from.get(line.tariffId);
        return {
          line,
          words: lineWords(line, language),
          ...(cause === undefined ? {} : { cause }),
          ...(tariffFrom === undefined ? {} : { tariffFrom }),
        };
      }),
      charges: charges.map((line) => ({ line, words: chargeWords(line, language) })),
      rules: rulesOf([...lines, ...charges]).map(ruleText),
      linesHash,
      eventId,
      constructed: this.names.constructed(row, offeringsOf([...lines, ...charges])),
    };
  }

  /** From which day each tariff version of the lines holds. */
  private tariffDays(lines: readonly StatementLine[]): ReadonlyMap<string, Day> {
    const offerings = new Set(lines.map(({ offeringId }) => offeringId));
    const versions = [...offerings].flatMap((offering) => [...this.tariffs.versions(offering)]);
    return new Map(versions.map(({ tariffId, validFrom }) => [tariffId, validFrom]));
  }
}

/** Each rule once, in the order of its number. */
const rulesOf = (lines: readonly { readonly rules: readonly string[] }[]): string[] =>
  [...new Set(lines.flatMap(({ rules }) => rules))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
