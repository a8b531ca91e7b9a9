import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { chargeId } from '../kernel/vocabulary';
import { derivedId } from '../platform/commands/derived-id';
import { type ChargeTerms, RaiseCharge } from '../settlement/settlement.commands';
import { RaiseRegulationCharges, RaiseShareCharges } from './scheme.decider';
import { regulationCharges, shareCharges } from './scheme-charges.calculation';

/** What the policy asks when shares are computed or actuals reported. Asked again, the same charges are the same. */

/** One after the other: commands of one follow-up take their ids in turn. */
const raised = async (bus: CommandBus, charges: readonly ChargeTerms[]): Promise<void> => {
  for (const charge of charges) await bus.execute(new RaiseCharge(charge));
};

@CommandHandler(RaiseShareCharges)
export class RaiseShareChargesHandler implements ICommandHandler<RaiseShareCharges> {
  constructor(private readonly bus: CommandBus) {}

  execute({ data: { shares, eventId } }: RaiseShareCharges): Promise<void> {
    const { schemeId } = shares;
    const charges = shareCharges(shares, eventId, (party, part) => chargeId(derivedId(schemeId, 'share', party, part)));
    return raised(this.bus, charges);
  }
}

@CommandHandler(RaiseRegulationCharges)
export class RaiseRegulationChargesHandler implements ICommandHandler<RaiseRegulationCharges> {
  constructor(private readonly bus: CommandBus) {}

  execute({ data: { actuals, eventId } }: RaiseRegulationCharges): Promise<void> {
    const { schemeId } = actuals;
    const charges = regulationCharges(actuals, eventId, (party, round) =>
      chargeId(derivedId(schemeId, 'regulation', party, round)),
    );
    return raised(this.bus, charges);
  }
}
