import { AgreementRoutes } from '../../agreements/agreement.routes';
import type { Day } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import type { Doors } from '../frame/doors';
import type { SignedInVisit } from '../frame/visit';

/** The framework agreement that binds all of them on that day: without one nobody of them can sell to the others. */
export const agreementBetween = async (doors: Doors, visit: SignedInVisit, parties: readonly PartyCode[], on: Day) => {
  const { items } = await doors.open(AgreementRoutes, visit).list({ effectiveOn: on, member: [...parties] });
  return items[0];
};

const WORDS = {
  da: (buyer: string, operator: string, day: string) =>
    `${buyer} og ${operator} er ikke i samme rammeaftale den ${day}, så pladsen kan ikke købes. Bed sekretariatet om at optage den, der mangler.`,
  en: (buyer: string, operator: string, day: string) =>
    `${buyer} and ${operator} are in no framework agreement together on ${day}, so the place cannot be bought. Ask the secretariat to let the one that is missing in.`,
};

/** What a buyer is told before it asks for what would be refused. */
export const noAgreementText = (language: keyof typeof WORDS, buyer: string, operator: string, day: string): string =>
  WORDS[language](buyer, operator, day);
