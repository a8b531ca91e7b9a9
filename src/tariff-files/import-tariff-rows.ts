import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Asker } from '../kernel/access';
import type { Command } from '../kernel/command';
import type { Recorded } from '../kernel/event';
import { legalBasis as legalBasisOf } from '../kernel/legal-basis';
import { type OfferingId, type PartyCode, tariffId, type TariffId } from '../kernel/vocabulary';
import { AddServiceLine, PublishOffering } from '../offerings/offerings.commands';
import { ChangeCapacity } from '../placements/placements.commands';
import { CLOCK, type Clock } from '../platform/clock';
import { currentContext, within } from '../platform/commands/command-context';
import { CommandRunner, type Receipt, Refused } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import type { EventStore } from '../platform/event-store/event-store';
import { EVENT_STORE } from '../platform/tokens';
import { ChangeTariff, CorrectTariff } from '../tariffs/tariffs.commands';
import { REMARKS } from './remarks.calculation';
import type { Judgement } from './row-judgement.calculation';
import { importTariffRows, ImportTariffRows, tariffFile, type TariffFileState } from './tariff-file.decider';
import type { ImportedRows, TariffFileRow, TariffRowsRead } from './tariff-file.events';
import { tariffKey } from './tariff-groups.calculation';
import { TariffDesk, type TariffPass } from './tariff-desk';

/** The ages of an offering whose file does not say them: everybody. */
const AGES = { ageFrom: 0, ageTo: 120 };

/** Turns one part of an accepted file into commands, tariff by tariff, as their operator would have sent them. */
@CommandHandler(ImportTariffRows)
export class ImportTariffRowsHandler implements ICommandHandler<ImportTariffRows> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly bus: CommandBus,
    private readonly desk: TariffDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute(command: ImportTariffRows): Promise<Receipt> {
    const { fileId, party, part, round } = command.data;
    const { state } = await this.runner.stateOf(tariffFile, fileId);
    const revision = state.parts[part - 1];
    const due = state.phase === 'importing' && state.round === round && part === state.importedParts + 1;
    const outcomes: ImportedRows[] = [];
    if (due && revision !== undefined) {
      const pass = this.desk.pass(fileId, party, this.clock.today());
      for (const rows of tariffsIn(await this.rowsAt(fileId, revision)))
        outcomes.push(await this.imported(rows, pass, state));
    }
    const { receipt } = await this.runner.run(tariffFile, fileId, (now) => importTariffRows(command, now, outcomes));
    return receipt;
  }

  private async rowsAt(fileId: string, from: number): Promise<readonly TariffFileRow[]> {
    for await (const page of this.store.readStream(`${tariffFile.category}-${fileId}`, { from, limit: 1 })) {
      const [fact] = page as readonly Recorded<TariffRowsRead>[];
      if (fact?.type === 'TariffRowsRead') return fact.data.rows;
    }
    return [];
  }

  private async imported(
    rows: readonly TariffFileRow[],
    pass: TariffPass,
    { doubtful, received, round }: TariffFileState,
  ): Promise<ImportedRows> {
    const numbers = rows.map(({ row }) => row);
    const asked = tariffId(derivedId(pass.fileId, 'tariff', round, numbers[0] ?? 0));
    const judgement = await this.desk.judged(rows, pass);
    const done = await this.doneBefore(judgement, asked);
    if (done !== undefined) return { rows: numbers, outcome: done, tariffId: asked, reasons: [] };
    const { outcome } = judgement;
    if (outcome === 'REFUSED') return { rows: numbers, outcome, reasons: reasonsOf(judgement, 'ERROR') };
    if (outcome === 'UNCHANGED') return { rows: numbers, outcome, reasons: [] };
    if (judgement.doubtful && !doubtful)
      return { rows: numbers, outcome: 'LEFT_OUT', reasons: reasonsOf(judgement, 'DOUBT') };
    try {
      await this.send(rows, judgement, asked, pass, received?.hash ?? '');
      return { rows: numbers, outcome, tariffId: asked, reasons: [] };
    } catch (failure) {
      // A conflict says nothing about the row: the policy asks for the part again.
      if (!(failure instanceof Refused) || failure.rejection.code === 'CONCURRENT_CHANGE') throw failure;
      return { rows: numbers, outcome: 'REFUSED', reasons: [failure.rejection.code] };
    }
  }

  /** A part that was broken off finds its own tariffs in the ledger, and says of them what it would have said then. */
  private async doneBefore(
    { offeringId, line }: Judgement,
    asked: TariffId,
  ): Promise<'NEW' | 'CHANGED' | 'CORRECTED' | undefined> {
    if (offeringId === undefined) return undefined;
    const versions = await this.desk.versions(offeringId);
    const own = versions.find((version) => version.tariffId === asked);
    if (own === undefined) return undefined;
    if (versions.some(({ supersededBy }) => supersededBy === asked)) return 'CORRECTED';
    const others = versions.filter(({ serviceLineId, level }) => serviceLineId === line && level === own.level);
    return others.length > 1 ? 'CHANGED' : 'NEW';
  }

  private async send(
    rows: readonly TariffFileRow[],
    judgement: Judgement,
    asked: TariffId,
    pass: TariffPass,
    hash: string,
  ): Promise<void> {
    const [first] = rows as readonly [TariffFileRow, ...TariffFileRow[]];
    const { operator = pass.by, validFrom = pass.today, row, level } = first;
    const { components, supersedes, line, budgetedOccupancyBp } = judgement;
    const reason = `Takstfil ${hash.slice(0, 8)}, række ${row}`;
    const tell: Tell = (step, command) => this.ask(pass, row, step, command);
    const offeringId = judgement.offeringId ?? (await this.published(first, operator, pass, tell));
    if (judgement.newLine) await this.addedLine(rows, judgement, offeringId, operator, reason, tell);
    const occupancy = budgetedOccupancyBp === undefined ? {} : { budgetedOccupancyBp };
    const command =
      supersedes === undefined
        ? new ChangeTariff({
            tariffId: asked,
            offeringId,
            by: operating(operator),
            serviceLineId: line,
            level,
            components,
            validFrom,
            today: pass.today,
            ...occupancy,
            ...(first.placementGround === undefined ? {} : { placementGround: first.placementGround }),
            reason,
            ...(first.source === undefined ? {} : { source: first.source }),
          })
        : new CorrectTariff({
            tariffId: asked,
            supersedes,
            offeringId,
            by: operating(operator),
            components,
            ...occupancy,
            reason,
          });
    await tell('tariff', command);
  }

  private async published(
    { offering, addressMunicipality, targetGroups, ageFrom, ageTo, source }: TariffFileRow,
    operator: PublishOffering['data']['operator'],
    pass: TariffPass,
    tell: Tell,
  ): Promise<OfferingId> {
    const id = this.desk.newOfferingId(pass, operator, offering);
    await tell(
      'offering',
      new PublishOffering({
        offeringId: id,
        operator,
        name: offering,
        addressMunicipality: addressMunicipality ?? null,
        targetGroups: targetGroups ?? [],
        ageFrom: ageFrom ?? AGES.ageFrom,
        ageTo: ageTo ?? AGES.ageTo,
        constructed: false,
        ...(source === undefined ? {} : { source }),
      }),
    );
    return id;
  }

  private async addedLine(
    rows: readonly TariffFileRow[],
    { line }: Judgement,
    offeringId: OfferingId,
    by: PublishOffering['data']['operator'],
    reason: string,
    tell: Tell,
  ): Promise<void> {
    const [{ legalBasis, service, validFrom: from }] = rows as readonly [TariffFileRow, ...TariffFileRow[]];
    if (legalBasis === undefined || from === undefined) return;
    const name = service ?? legalBasisOf(legalBasis).danish;
    const described = { name, from, coveredByFramework: true, shortStay: false };
    await tell(
      'line',
      new AddServiceLine({ offeringId, by: operating(by), serviceLineId: line, legalBasis, ...described }),
    );
    const places = rows.find((row) => row.places !== undefined)?.places;
    if (places === undefined) return;
    await tell(
      'capacity',
      new ChangeCapacity({ offeringId, by: operating(by), serviceLineId: line, places, from, reason }),
    );
  }

  private ask({ by }: TariffPass, row: number, step: string, command: Command): Promise<unknown> {
    const { correlationId, causationId, actor } = currentContext();
    const commandId = derivedId(causationId, 'row', row, step);
    const context = { commandId, correlationId, causationId, actor, onBehalfOf: by, derived: true };
    return within(context, () => this.bus.execute(command));
  }
}

/** The one whose file it is, as if each row had been sent by itself. */
const operating = (party: PartyCode): Asker => ({ party, roles: ['operator'] });

type Tell = (step: string, command: Command) => Promise<unknown>;

/** Rows of one tariff stand together, and the reader never split them between parts. */
const tariffsIn = (rows: readonly TariffFileRow[]): readonly (readonly TariffFileRow[])[] => {
  const tariffs: TariffFileRow[][] = [];
  for (const row of rows) {
    const current = tariffs.at(-1);
    const [first] = current ?? [];
    const second = row.kind === 'BASE' && current?.some(({ kind }) => kind === 'BASE') === true;
    if (current !== undefined && first !== undefined && tariffKey(first) === tariffKey(row) && !second)
      current.push(row);
    else tariffs.push([row]);
  }
  return tariffs;
};

const reasonsOf = ({ remarks }: Judgement, severity: 'ERROR' | 'DOUBT'): readonly string[] => [
  ...new Set(remarks.flat().filter((code) => REMARKS[code].severity === severity)),
];
