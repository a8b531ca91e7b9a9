import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { chargeId } from '../kernel/vocabulary';
import { OfferingFacts } from '../offerings/offerings.facts';
import { derivedId } from '../platform/commands/derived-id';
import { RaiseCharge } from '../settlement/settlement.commands';
import { refundChargeId } from './share-charge-ids';
import { closureCharge, refundCharge, sharesDue } from './share-charges.calculation';
import { RaiseClosureCharges } from './closure-deficit.decider';
import { RaiseRefunds } from './year-end.decider';

/** Asks settlement for one charge per payer. After a crash the same charges are asked for again, and are one each. */
@CommandHandler(RaiseRefunds)
export class RaiseRefundsHandler implements ICommandHandler<RaiseRefunds> {
  constructor(
    private readonly bus: CommandBus,
    private readonly offerings: OfferingFacts,
  ) {}

  async execute({ data: { split, splitEvent } }: RaiseRefunds): Promise<void> {
    const offering = await this.offerings.of(split.offeringId);
    if (offering.phase === 'unknown') return;
    const line = offering.serviceLines[split.serviceLineId];
    if (line === undefined) return;
    const refunding = { offeringName: offering.name, legalBasis: line.legalBasis };
    for (const due of sharesDue(split)) {
      const id = refundChargeId(split.accountsId, due.payer);
      await this.bus.execute(new RaiseCharge(refundCharge(split, due, refunding, id, splitEvent)));
    }
  }
}

/** The same for the deficit of a closure. */
@CommandHandler(RaiseClosureCharges)
export class RaiseClosureChargesHandler implements ICommandHandler<RaiseClosureCharges> {
  constructor(
    private readonly bus: CommandBus,
    private readonly offerings: OfferingFacts,
  ) {}

  async execute({ data: { deficit, event } }: RaiseClosureCharges): Promise<void> {
    const offering = await this.offerings.of(deficit.offeringId);
    if (offering.phase === 'unknown') return;
    for (const due of sharesDue(deficit)) {
      const id = chargeId(derivedId('closure-deficit', deficit.offeringId, deficit.determination, due.payer));
      await this.bus.execute(new RaiseCharge(closureCharge(deficit, due, offering.name, id, event)));
    }
  }
}
