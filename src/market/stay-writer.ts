import type { Asker } from '../kernel/access';
import { addDays, earliest, monthOf, type Day, type Month } from '../kernel/calendar';
import { citizenRef, type OfferingId, placementId, type PlacementId } from '../kernel/vocabulary';
import { DraftContract, SignContract } from '../contracts/contract.decider';
import { CorrectDischarge, DischargeCitizen } from '../placements/departure.decider';
import type { PlacementTerms } from '../placements/place-book.events';
import { EnrolCitizen } from '../placements/placement.decider';
import { ConfirmReservation, ReservePlace } from '../placements/reservation.decider';
import { derivedId } from '../platform/commands/derived-id';
import type { OfferingPlan, StayPlan } from './market-plan';
import { inRole, type Send } from './send';

/** Citizens and placements of the market: pseudonyms that follow from the seed. */
const ORIGIN = '01930000-0000-7000-9000-000000000000';
/** Days by which a late message shortens a stay, and how many of the departures of a month are told late. */
const LATE_BY_DAYS = 3;
const TOLD_LATE_ONE_IN = 4;

/** Takes one planned stay through the steps that a buyer and an operator would take. */
export class StayWriter {
  constructor(
    private readonly sendAs: Send,
    private readonly seed: number,
    private readonly termsOf: (offering: OfferingId, placement: PlacementId) => Promise<PlacementTerms>,
  ) {}

  async write(offering: OfferingPlan, id: OfferingId, stay: StayPlan): Promise<void> {
    const { operator } = offering;
    const { buyer, payer, serviceLineId, level, reservedOn, firstDay, reached, departureDay } = stay;
    const send: Send = (party, step, command) => this.sendAs(party, `${offering.key}/${stay.key}/${step}`, command);
    const on = { placementId: this.placementIdOf(offering, stay), offeringId: id };
    const citizen = this.citizenOf(offering, stay);

    await send(
      buyer,
      'reserve',
      new ReservePlace({
        ...on,
        by: buyer,
        today: reservedOn,
        serviceLineId,
        level,
        citizenRef: citizen,
        firstDay,
        payer,
      }),
    );
    if (reached === 'reserved') return;
    const agreedOn = earliest(addDays(reservedOn, 3), firstDay);
    await send(
      operator,
      'confirm',
      new ConfirmReservation({ ...on, by: inRole('operator', operator), today: agreedOn }),
    );
    await this.sign(send, await this.termsOf(id, on.placementId), stay, on.placementId, agreedOn);
    if (reached === 'agreed') return;
    await send(
      operator,
      'enrol',
      new EnrolCitizen({ ...on, by: inRole('operator', operator), today: firstDay, firstDay }),
    );
    if (departureDay === undefined) return;
    await send(
      operator,
      'discharge',
      new DischargeCitizen({
        ...on,
        by: inRole('operator', operator),
        today: departureDay,
        departureDay,
        reason: 'MOVED',
      }),
    );
  }

  /** The citizen whose stay it is. */
  citizenOf(offering: OfferingPlan, stay: StayPlan) {
    return citizenRef(derivedId(ORIGIN, this.seed, 'citizen', offering.key, stay.key));
  }

  /** Draws the contract up at once rather than wait for the policy; whoever comes second finds it drawn up. */
  private async sign(
    send: Send,
    terms: PlacementTerms,
    { firstDay, signedBy }: StayPlan,
    contractId: PlacementId,
    today: Day,
  ): Promise<void> {
    const { buyer, operator } = terms;
    const draft = new DraftContract({ contractId, draftedOn: today, firstDay, terms });
    const { contentHash } = (await send(operator, 'draft', draft)) as { contentHash: string };
    const signing = (by: Asker, title: string): SignContract =>
      new SignContract({ contractId, by, subject: `market:${by.party}`, title, contentHash, method: 'LOCAL', today });
    if (signedBy !== 'nobody') await send(buyer, 'sign/buyer', signing(inRole('buyer', buyer), 'Myndighedschef'));
    if (signedBy === 'both')
      await send(operator, 'sign/supplier', signing(inRole('operator', operator), 'Tilbudsleder'));
  }

  /** Some departures of the month turn out to have been earlier: the closed month stands, the next one adjusts. */
  async lateMessages(
    offerings: readonly { readonly offering: OfferingPlan; readonly id: OfferingId }[],
    month: Month,
    today: Day,
  ): Promise<void> {
    for (const { offering, id } of offerings) {
      for (const [at, stay] of offering.stays.entries()) {
        const { departureDay, firstDay } = stay;
        if (departureDay === undefined || monthOf(departureDay) !== month || at % TOLD_LATE_ONE_IN !== 0) continue;
        const corrected = addDays(departureDay, -LATE_BY_DAYS);
        if (corrected <= firstDay || monthOf(corrected) !== month) continue;
        await this.sendAs(
          offering.operator,
          `${offering.key}/${stay.key}/late`,
          new CorrectDischarge({
            placementId: this.placementIdOf(offering, stay),
            offeringId: id,
            by: inRole('operator', offering.operator),
            today,
            departureDay: corrected,
            reason: 'MOVED',
            cause: 'LATE_MESSAGE',
          }),
        );
      }
    }
  }

  placementIdOf({ key }: OfferingPlan, stay: StayPlan): PlacementId {
    return placementId(derivedId(ORIGIN, this.seed, 'placement', key, stay.key));
  }
}
