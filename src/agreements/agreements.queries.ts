import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { RuleConfiguration } from './agreement.events';
import type { AgreementInForce } from './agreement-terms.calculation';
import { covers, leftFrom, rulesOn, termsOn } from './agreement-terms.calculation';
import type { AgreementRow } from './framework-agreements.projection';
import { agreementsTable, frameworkAgreements } from './framework-agreements.projection';

/** Agreements as far as the read model has come; `knownAt` gives them as if nothing later had been recorded. */
@Injectable()
export class AgreementQueries {
  private newest: { readonly checkpoint: Position; readonly rows: readonly AgreementRow[] } | undefined;

  constructor(private readonly reads: ReadStore) {}

  /** The agreement that covers the day and all the parties; of several, the latest concluded. */
  inForce(on: Day, parties: readonly PartyCode[], knownAt?: Position): AgreementInForce | undefined {
    const [holding] = this.covering(on, parties, knownAt);
    return holding === undefined ? undefined : termsOn(holding, on);
  }

  /** All that cover the day and the parties, the latest concluded first. */
  covering(on: Day, parties: readonly PartyCode[], knownAt?: Position): readonly AgreementRow[] {
    const rows = knownAt === undefined ? this.asNow() : this.latestFirst(knownAt);
    return rows.filter((row) => row.first <= on && on <= row.last && covers(row, on, parties));
  }

  /** Every purchase asks which agreement covers it, and agreements change a few times a year. */
  private asNow(): readonly AgreementRow[] {
    const { checkpoint } = this.reads.model(frameworkAgreements);
    if (this.newest?.checkpoint !== checkpoint) this.newest = { checkpoint, rows: this.latestFirst() };
    return this.newest.rows;
  }

  private latestFirst(knownAt?: Position): readonly AgreementRow[] {
    const query = { orderBy: 'concludedAt DESC', ...known(knownAt) };
    return this.reads.model(frameworkAgreements).rows(agreementsTable, query);
  }

  /** The rules that hold on the day, also after the agreement's period; undefined when there is no such agreement. */
  rulesOf(agreementId: AgreementId, on: Day, knownAt?: Position): RuleConfiguration | undefined {
    const row = this.find(agreementId, knownAt);
    return row === undefined ? undefined : rulesOn(row, on);
  }

  find(agreementId: AgreementId, knownAt?: Position): AgreementRow | undefined {
    const where = 'agreementId = :agreementId';
    return this.reads
      .model(frameworkAgreements)
      .row(agreementsTable, { where, parameters: { agreementId }, ...known(knownAt) });
  }

  /** The first day on which the party, having left, is bound by no agreement (R23); undefined while it is. */
  leftFrom(party: PartyCode, knownAt?: Position): Day | undefined {
    return leftFrom(this.all(knownAt), party);
  }

  all(knownAt?: Position): readonly AgreementRow[] {
    return this.reads
      .model(frameworkAgreements)
      .rows(agreementsTable, { orderBy: 'first, agreementId', ...known(knownAt) });
  }
}

const known = (knownAt: Position | undefined): { knownAt?: Position } => (knownAt === undefined ? {} : { knownAt });
export { PROVENANCE_WORDS } from './provenance-words';
