import { Injectable } from '@nestjs/common';
import type { RuleConfiguration } from '../agreements/agreement.events';
import { addDays, type Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { OfferingId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { isRejection } from '../kernel/decider';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import {
  type ChangeTariff,
  changeTariff,
  type CorrectTariff,
  correctTariff,
  isCalculatedPackage,
  type TariffFactsGathered,
  tariffs,
  type TariffsState,
} from './tariff.decider';
import type { TariffChanged, TariffCorrected } from './tariff.events';
import { TariffTerms } from './tariff-terms';
import { capLimit, dayPrice } from './tariff-warnings.calculation';
import type { TariffVersion } from './tariff-versions.calculation';
import { versionOn } from './tariff-versions.calculation';

/** A correction as it would be recorded now, with what it was decided by. */
export interface CorrectionTried {
  readonly corrected: TariffCorrected;
  readonly wrong: TariffVersion | undefined;
  readonly state: TariffsState;
  readonly gathered: TariffFactsGathered;
}

/** A change as it would be recorded now, with what it was decided by. */
export interface ChangeTried {
  readonly changed: TariffChanged;
  /** The version that holds until then. */
  readonly before: TariffVersion | undefined;
  readonly state: TariffsState;
  readonly gathered: TariffFactsGathered;
}

/** Prices straight from the offering's tariff stream, for decisions downstream. */
@Injectable()
export class TariffFacts {
  constructor(
    private readonly runner: CommandRunner,
    private readonly terms: TariffTerms,
  ) {}

  /** Decides a correction and records nothing. @throws Refused as the correction itself would be. */
  async tryCorrection(command: CorrectTariff): Promise<CorrectionTried> {
    const { offeringId, supersedes } = command.data;
    const { state } = await this.runner.stateOf(tariffs, offeringId);
    const wrong = state.versions.find((version) => version.tariffId === supersedes);
    const gathered = await this.terms.lookUp(offeringId, wrong?.serviceLineId, wrong?.validFrom);
    const decision = correctTariff(command, state, gathered);
    if (isRejection(decision)) throw new Refused(decision);
    const [corrected] = decision;
    if (corrected === undefined) throw new Error('A correction is recorded or refused');
    return { corrected, wrong, state, gathered };
  }

  /** Decides a change and records nothing. @throws Refused as the change itself would be. */
  async tryChange(command: ChangeTariff): Promise<ChangeTried> {
    const { offeringId, serviceLineId, level, validFrom } = command.data;
    const gathered = await this.terms.lookUp(offeringId, serviceLineId, validFrom);
    const { state } = await this.runner.stateOf(tariffs, offeringId);
    const decision = changeTariff(command, state, gathered);
    if (isRejection(decision)) throw new Refused(decision);
    const [changed] = decision;
    if (changed === undefined) throw new Error('A change is recorded or refused');
    const before = versionOn(state.versions, serviceLineId, level, addDays(validFrom, -1));
    return { changed, before, state, gathered };
  }

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

  /** The levels of a line that have a price of their own by that day; that of a package is made of others' (R13). */
  async levels(offeringId: OfferingId, line: ServiceLineId, by: Day): Promise<readonly TariffLevel[]> {
    const priced = (await this.versions(offeringId)).filter(
      ({ serviceLineId, validFrom, supersededBy, components }) =>
        serviceLineId === line && validFrom <= by && supersededBy === undefined && !isCalculatedPackage(components),
    );
    return [...new Set(priced.map(({ level }) => level))];
  }

  /** All versions of all levels, the corrected ones among them (they carry `supersededBy`). */
  versions(offeringId: OfferingId): readonly TariffVersion[] | Promise<readonly TariffVersion[]> {
    return this.runner.stateAtHand(tariffs, offeringId)?.versions ?? this.read(offeringId);
  }

  private async read(offeringId: OfferingId): Promise<readonly TariffVersion[]> {
    return (await this.runner.stateOf(tariffs, offeringId)).state.versions;
  }
}

export { dayPrice };
export type { TariffVersion } from './tariff-versions.calculation';
