import { Injectable } from '@nestjs/common';
import { dayNumber } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { OfferingId, PartyCode, PlacementId } from '../../kernel/vocabulary';
import { PlaceBookQueries, type PlacementRow } from '../../placements/place-book.queries';
import { TariffQueries } from '../../tariffs/tariffs.queries';
import { dayChargesOf, daysWithin, TariffBook } from '../lines/day-charges.calculation';
import { chargeable, holding } from './month-facts';
import type { StatementLine } from './settlement.events';
import { SettlementQueries, type IssuedLine, type StatementRow } from '../issued/settlement.queries';
import { stoppedPayments } from '../lines/stopped-payments';

/** What a line's days come to, looked at from outside the statement, as known at one position. */
export interface LineDays {
  /** Days of the line's period that the payer owes for the component, as the place book says. */
  readonly placeBook: number;
  /** Days of it that stand billed to the payer, over all its statements, net of credits. */
  readonly billed: number;
}

/** Counts days in the place book and in the statements, each from its own source, for a comparison of the two. */
@Injectable()
export class PayableDays {
  constructor(
    private readonly placeBook: PlaceBookQueries,
    private readonly tariffs: TariffQueries,
    private readonly settlement: SettlementQueries,
  ) {}

  /** In the order of the lines. */
  of(
    { operator, payer }: Pick<StatementRow, 'operator' | 'payer'>,
    lines: readonly StatementLine[],
    knownAt?: Position,
  ): LineDays[] {
    const books = new Map<OfferingId, OfferingBook>();
    const contracts = [...new Set(lines.map(({ contractId }) => contractId))];
    const issued = this.settlement.linesOfContracts(operator, contracts, knownAt ?? Number.MAX_SAFE_INTEGER);
    const billed = Map.groupBy(
      issued.filter((each) => each.payer === payer),
      ({ entry }) => entry.contractId,
    );
    return lines.map((line) => {
      const book = books.get(line.offeringId) ?? this.bookOf(line.offeringId, knownAt);
      books.set(line.offeringId, book);
      return { placeBook: daysOwed(book, payer, line), billed: daysBilled(billed.get(line.contractId) ?? [], line) };
    });
  }

  private bookOf(offeringId: OfferingId, knownAt: Position | undefined): OfferingBook {
    const placements = this.placeBook.ofOffering(offeringId, { knownAt });
    const versions = this.tariffs.versions(offeringId, knownAt).filter(({ supersededBy }) => supersededBy === null);
    return {
      placements: new Map(placements.map((row) => [row.placementId, row])),
      stopped: stoppedPayments({ placements, capacities: this.placeBook.capacities({ offeringId, knownAt }) }),
      tariffs: new TariffBook(versions.map(holding)),
    };
  }
}

/** What the days of one offering's stays follow from. */
interface OfferingBook {
  readonly placements: ReadonlyMap<PlacementId, PlacementRow>;
  readonly stopped: ReturnType<typeof stoppedPayments>;
  readonly tariffs: TariffBook;
}

const daysOwed = ({ placements, stopped, tariffs }: OfferingBook, payer: PartyCode, line: StatementLine): number => {
  const row = placements.get(line.contractId);
  if (row === undefined) return 0;
  const placement = chargeable(row, stopped.get(line.contractId));
  return dayChargesOf(placement, tariffs, line.firstDay, line.lastDay)
    .filter((charge) => charge.payer.payer === payer && charge.component.code === line.component)
    .reduce((days, { firstDay, lastDay }) => days + daysWithin(firstDay, lastDay), 0);
};

const daysBilled = (issued: readonly IssuedLine[], line: StatementLine): number =>
  issued
    .filter(({ entry }) => entry.component === line.component)
    .reduce((days, { entry }) => days + Math.sign(entry.days) * sharedDays(line, entry), 0);

/** Days that the periods of two lines have in common. */
const sharedDays = (a: StatementLine, b: StatementLine): number => {
  const from = Math.max(dayNumber(a.firstDay), dayNumber(b.firstDay));
  const to = Math.min(dayNumber(a.lastDay), dayNumber(b.lastDay));
  return Math.max(0, to - from + 1);
};
