import type { Day } from '../kernel/calendar';
import type { Recorded } from '../kernel/event';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';
import type { AgreementConcluded, AgreementEvent } from './agreement.events';
import type { Membership, RuleVersion } from './agreement-terms.calculation';
import { changedTerms, concludedTerms } from './agreement-terms.calculation';

export interface AgreementRow {
  readonly agreementId: AgreementId;
  readonly name: string;
  readonly region: PartyCode;
  readonly first: Day;
  readonly last: Day;
  readonly memberships: readonly Membership[];
  readonly ruleVersions: readonly RuleVersion[];
  /** Position at which it was concluded: of two in force, the later one holds. */
  readonly concludedAt: number;
  readonly revision: number;
}

export const agreementsTable = table<AgreementRow>({
  name: 'agreements',
  key: ['agreementId'],
  history: true,
  columns: {
    agreementId: 'text',
    name: 'text',
    region: 'text',
    first: 'text',
    last: 'text',
    memberships: 'json',
    ruleVersions: 'json',
    concludedAt: 'integer',
    revision: 'integer',
  },
});

const change = (event: Recorded<Exclude<AgreementEvent, AgreementConcluded>>, rows: Tables): void => {
  const row = rows(agreementsTable).get(event.data.agreementId);
  if (row === undefined) return;
  const { concludedAt } = row;
  rows(agreementsTable).put({ ...changedTerms(row, event), concludedAt, revision: event.revision });
};

/** Who may buy from whom, in which period, by which rules: one row per agreement. */
export const frameworkAgreements: Projection<AgreementEvent> = {
  name: 'framework-agreements',
  version: 2,
  tables: [agreementsTable],
  on: {
    AgreementConcluded: ({ data, position, revision }, rows) =>
      rows(agreementsTable).put({ ...concludedTerms(data), concludedAt: position, revision }),
    PartyJoinedAgreement: change,
    PartyLeftAgreement: change,
    AgreementExtended: change,
    AgreementRulesChanged: change,
  },
};
