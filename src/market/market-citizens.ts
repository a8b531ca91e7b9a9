import type { CitizenDetails } from '../citizens/citizen-record.decider';
import type { PartyCode } from '../kernel/vocabulary';
import type { OfferingPlan, StayPlan } from './market-plan';

/** Citizens that are given a name: enough to show what a name looks like. All others stay references. */
const NAMED = 5;

export interface NamedStay {
  readonly offering: OfferingPlan;
  readonly stay: StayPlan;
  readonly details: CitizenDetails;
}

/** A handful of the buyer's present citizens with details that are plainly made up. */
export const namedStays = (offerings: readonly OfferingPlan[], buyer: PartyCode): readonly NamedStay[] =>
  offerings
    .flatMap((offering) => offering.stays.map((stay) => ({ offering, stay })))
    .filter(({ stay }) => stay.reached === 'enrolled' && stay.buyer === buyer)
    .slice(0, NAMED)
    .map((found, at) => ({ ...found, details: constructedDetails(at + 1) }));

/** Born on the last day of 2057: a number of the right form that nobody can have. */
const constructedDetails = (number: number): CitizenDetails => ({
  name: `Opdigtet Borger ${number}`,
  cpr: `3112575${String(number).padStart(3, '0')}`,
  address: `Konstrueret Vej ${number}, 0000 Ingensteds`,
  contact: 'Konstrueret til demonstration',
});
