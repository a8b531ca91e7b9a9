import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import { SettlementPartiesRoute } from '../../settlement/statements/settlement-parties.routes';
import type { Choice } from '../components/form';
import type { Doors } from '../frame/doors';
import type { Names } from '../frame/names';
import type { SignedInVisit } from '../frame/visit';

export interface PartyChoices {
  readonly operators: readonly Choice[];
  readonly payers: readonly Choice[];
}

/** Those that the reader settles with, to narrow a list to; nobody else has a row in it. */
export const settlementParties = async (doors: Doors, names: Names, visit: SignedInVisit): Promise<PartyChoices> => {
  const { operators, payers } = await doors.open(SettlementPartiesRoute, visit).list(new ReadTimesQuery(), visit.actor);
  return { operators: names.choices(operators), payers: names.choices(payers) };
};
