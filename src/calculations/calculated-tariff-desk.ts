import { Inject, Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import { isRejection } from '../kernel/decider';
import type { Actor, CalculationId, OfferingId } from '../kernel/vocabulary';
import { tariffId } from '../kernel/vocabulary';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import type { TariffComponent } from '../tariffs/tariff.events';
import { ChangeTariff, CorrectTariff } from '../tariffs/tariffs.commands';
import { TariffFacts } from '../tariffs/tariffs.facts';
import type { CalculatedTariffBody } from './calculated-tariff-body';
import { calculationFor, calculations, correctionFault } from './calculation.decider';
import type { CalculationEvent } from './calculation.events';
import { firstDayOfYear, packageShares } from './cost-price.calculation';

/** The command that makes a tariff of a calculation: what records it and what only looks ahead ask the same. */
@Injectable()
export class CalculatedTariffDesk {
  constructor(
    private readonly runner: CommandRunner,
    private readonly tariffs: TariffFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refused where the calculation is replaced, used, or of another level than what it is to correct. */
  async asked(
    offeringId: OfferingId,
    id: CalculationId,
    { corrects, validFrom, reason, capReason }: CalculatedTariffBody,
    actor: Actor,
  ): Promise<ChangeTariff | CorrectTariff> {
    const { state } = await this.runner.stateOf(calculations, offeringId);
    const asked = tariffId(newIdentity());
    const versions = await this.tariffs.versions(offeringId);
    // The same request again finds its own tariff, and the command answers as the first time.
    const calculation = calculationFor(
      state,
      id,
      versions.filter((version) => version.tariffId !== asked),
    );
    if (isRejection(calculation)) throw new Refused(calculation);
    const { serviceLineId, level } = calculation.data;
    const price = {
      tariffId: asked,
      offeringId,
      by: actor,
      components: componentsOf(calculation),
      ...(calculation.type === 'TariffCalculated' ? { budgetedOccupancyBp: calculation.data.occupancy.appliedBp } : {}),
      reason,
      ...(capReason === undefined ? {} : { capReason }),
      calculationId: id,
    };
    if (corrects !== undefined) {
      const unfit = correctionFault(
        calculation,
        versions.find((version) => version.tariffId === corrects),
        validFrom,
      );
      if (unfit !== undefined) throw new Refused(unfit);
      return new CorrectTariff({ ...price, supersedes: corrects });
    }
    return new ChangeTariff({
      ...price,
      serviceLineId,
      level,
      validFrom: validFrom ?? firstDayFor(calculation),
      today: this.clock.today(),
    });
  }
}

const firstDayFor = (calculation: CalculationEvent): Day =>
  calculation.type === 'TariffCalculated' ? firstDayOfYear(calculation.data.year) : calculation.data.validFrom;

/** A base price, with an hour price beside it where there are service hours; a package has one part per service. */
export const componentsOf = (calculation: CalculationEvent): readonly TariffComponent[] => {
  if (calculation.type === 'PackageCalculated')
    return packageShares(calculation.data).map(({ serviceLineId, legalBasis, priceOre }) => ({
      code: serviceLineId.toUpperCase().slice(0, 40),
      kind: 'SERVICE_PACKAGE',
      unit: 'DAY',
      priceOre,
      legalBasis,
    }));
  const { dayPriceOre, hourPriceOre } = calculation.data.price;
  const base: TariffComponent = { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: dayPriceOre };
  if (hourPriceOre === undefined) return [base];
  return [base, { code: 'TIME', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: hourPriceOre }];
};
