import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Position } from '../kernel/event';
import type { AccountsId, OfferingId, ServiceLineId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import { type ClosureDeficitRow, closureDeficits, closureDeficitsTable } from './closure-deficits.projection';
import { type Called, pageByName, type YearEndKey } from './list-order';
import type { AccountsRow, RegulationAccountRow } from './regulation-accounts.projection';
import { accountsTable, regulationAccounts, regulationAccountsTable } from './regulation-accounts.projection';

export interface YearEndFilter {
  readonly seenBy: Sight<'any' | 'operator'>;
  readonly offeringId?: OfferingId | undefined;
  readonly serviceLineId?: ServiceLineId | undefined;
  readonly year?: number | undefined;
  readonly knownAt?: Position | undefined;
}

export interface AccountsFilter extends YearEndFilter {
  /** Only those whose result nobody has split, and that stand. */
  readonly toSplit?: boolean;
}

const TO_SPLIT = 'split IS NULL AND supersededBy IS NULL';

const SEEN_AS = { operator: 'operator = :reader' };

/** Accounts and regulation accounts as far as the read model has come. */
@Injectable()
export class YearEndQueries {
  constructor(private readonly reads: ReadStore) {}

  find(accountsId: AccountsId, knownAt?: Position): AccountsRow | undefined {
    return this.reads.model(regulationAccounts).row(accountsTable, {
      where: 'accountsId = :accountsId',
      parameters: { accountsId },
      ...known(knownAt),
    });
  }

  /** All accounts of the service line and year of these, superseded ones among them; by the order submitted. */
  accountsOfSameYear(accountsId: AccountsId): readonly AccountsId[] {
    const of = this.find(accountsId);
    if (of === undefined) return [];
    const { offeringId, serviceLineId, year } = of;
    return this.reads
      .model(regulationAccounts)
      .rows(accountsTable, {
        where: 'offeringId = :offeringId AND serviceLineId = :serviceLineId AND year = :year',
        parameters: { offeringId, serviceLineId, year },
        orderBy: 'position',
      })
      .map((row) => row.accountsId);
  }

  /** The newest year first; those that were superseded among them. */
  accounts(filter: AccountsFilter, limit: number, after?: YearEndKey): readonly AccountsRow[] {
    const orderBy = 'year DESC, offeringId, serviceLineId, position';
    const { where, parameters } = conditionOf(filter, 'year', 'position', after);
    const asked = filter.toSplit === true ? `${where} AND ${TO_SPLIT}` : where;
    const query = { where: asked, parameters, orderBy, limit, ...known(filter.knownAt) };
    return this.reads.model(regulationAccounts).rows(accountsTable, query);
  }

  /** The same by name. Only what the order goes by is read of those on other pages: accounts are long. */
  accountsByName(filter: AccountsFilter, called: Called, page: NamePage): readonly AccountsRow[] {
    const { where, parameters } = conditionOf(filter, 'year', 'position', undefined);
    const found = this.reads
      .model(regulationAccounts)
      .select<Pick<AccountsRow, 'accountsId' | 'offeringId' | 'serviceLineId' | 'year' | 'position'>>(
        (from) => `SELECT accountsId, offeringId, serviceLineId, year, position FROM ${from(accountsTable)}
          WHERE ${filter.toSplit === true ? `${where} AND ${TO_SPLIT}` : where}`,
        parameters,
        filter.knownAt,
      );
    return pageByName(found, accountsKey, called, page).map(({ accountsId }) => {
      const row = this.find(accountsId, filter.knownAt);
      if (row === undefined) throw new Error(`The accounts ${accountsId} were listed and are not there`);
      return row;
    });
  }

  regulationAccountsByName(filter: YearEndFilter, called: Called, page: NamePage): readonly RegulationAccountRow[] {
    const query = { ...conditionOf(filter, 'originYear', '0', undefined), ...known(filter.knownAt) };
    const rows = this.reads.model(regulationAccounts).rows(regulationAccountsTable, query);
    return pageByName(rows, regulationKey, called, page);
  }

  /** The newest origin year first. */
  regulationAccounts(filter: YearEndFilter, limit: number, after?: YearEndKey): readonly RegulationAccountRow[] {
    const orderBy = 'originYear DESC, offeringId, serviceLineId';
    const query = { ...conditionOf(filter, 'originYear', '0', after), orderBy, limit, ...known(filter.knownAt) };
    return this.reads.model(regulationAccounts).rows(regulationAccountsTable, query);
  }

  /** All accounts of one offering, whoever asks: for decisions and forecasts. */
  ofOffering(offeringId: OfferingId, knownAt?: Position): readonly RegulationAccountRow[] {
    return this.reads.model(regulationAccounts).rows(regulationAccountsTable, {
      where: 'offeringId = :offeringId',
      parameters: { offeringId },
      orderBy: 'serviceLineId, originYear',
      ...known(knownAt),
    });
  }

  /** The accounts of one offering that no newer ones have taken the place of, by year. */
  standingAccounts(offeringId: OfferingId, knownAt?: Position): readonly AccountsRow[] {
    return this.reads.model(regulationAccounts).rows(accountsTable, {
      where: 'offeringId = :offeringId AND supersededBy IS NULL',
      parameters: { offeringId },
      orderBy: 'year, serviceLineId',
      ...known(knownAt),
    });
  }

  /** By offering, in the order determined. */
  closureDeficits(seenBy: YearEndFilter['seenBy'], knownAt?: Position): readonly ClosureDeficitRow[] {
    const query = { ...seenRows(seenBy, SEEN_AS), orderBy: 'offeringId, determination', ...known(knownAt) };
    return this.reads.model(closureDeficits).rows(closureDeficitsTable, query);
  }
}

type NamePage = Parameters<typeof pageByName>[3];

export const accountsKey = ({
  year,
  offeringId,
  serviceLineId,
  position,
}: Pick<AccountsRow, 'year' | 'offeringId' | 'serviceLineId' | 'position'>): YearEndKey => [
  year,
  offeringId,
  serviceLineId,
  position,
];

export const regulationKey = ({ originYear, offeringId, serviceLineId }: RegulationAccountRow): YearEndKey => [
  originYear,
  offeringId,
  serviceLineId,
  0,
];

const conditionOf = (
  { seenBy, offeringId, serviceLineId, year }: YearEndFilter,
  yearColumn: 'year' | 'originYear',
  positionColumn: 'position' | '0',
  after: YearEndKey | undefined,
) => {
  const seen = seenRows(seenBy, SEEN_AS);
  return {
    where: `${seen.where} AND (:offeringId IS NULL OR offeringId = :offeringId)
      AND (:serviceLineId IS NULL OR serviceLineId = :serviceLineId) AND (:year IS NULL OR ${yearColumn} = :year)
      AND (:afterYear IS NULL OR ${yearColumn} < :afterYear OR (${yearColumn} = :afterYear
        AND (offeringId, serviceLineId, ${positionColumn}) > (:afterOffering, :afterLine, :afterPosition)))`,
    parameters: {
      ...seen.parameters,
      offeringId: offeringId ?? null,
      serviceLineId: serviceLineId ?? null,
      year: year ?? null,
      afterYear: after?.[0] ?? null,
      afterOffering: after?.[1] ?? null,
      afterLine: after?.[2] ?? null,
      afterPosition: after?.[3] ?? null,
    },
  };
};

const known = (knownAt: Position | undefined): { knownAt?: Position } => (knownAt === undefined ? {} : { knownAt });

export type { ClosureDeficitRow } from './closure-deficits.projection';
export type { AccountsRow, RegulationAccountRow } from './regulation-accounts.projection';
