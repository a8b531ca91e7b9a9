import { Injectable } from '@nestjs/common';
import type { RuleConfiguration } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { OfferingId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { CommandRunner } from '../platform/commands/command-runner';
import { tariffs } from './tariff.decider';
import { capLimit, dayPrice } from './tariff-warnings.calculation';
import type { TariffVersion } from './tariff-versions.calculation';
import { versionOn } from './tariff-versions.calculation';

/** Prices straight from the offering's tariff stream, for decisions downstream. */
@Injectable()
export class TariffFacts {
  constructor(private readonly runner: CommandRunner) {}

  /** The version that holds on the day; undefined before the first one. */
  async versionOn(
    offeringId: OfferingId,
    line: ServiceLineId,
    level: TariffLevel,
    on: Day,
  ): Promise<TariffVersion | undefined> {
    return versionOn(await this.versions(offeringId), line, level, on);
  }

  /** What a day of the level may at most cost from that day under the cap (R19); undefined where nothing caps it. */
  async capLimit(
    offeringId: OfferingId,
    serviceLineId: ServiceLineId,
    level: TariffLevel,
    validFrom: Day,
    rules: Pick<RuleConfiguration, 'tariffCap'>,
  ): Promise<Ore | undefined> {
    return capLimit({ serviceLineId, level, validFrom }, await this.versions(offeringId), rules);
  }

  /** All versions of all levels, the corrected ones among them (they carry `supersededBy`). */
  async versions(offeringId: OfferingId): Promise<readonly TariffVersion[]> {
    return (await this.runner.stateOf(tariffs, offeringId)).state.versions;
  }
}

export { dayPrice };
export type { TariffVersion } from './tariff-versions.calculation';
