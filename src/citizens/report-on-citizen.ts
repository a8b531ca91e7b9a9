import { Controller, Get, Inject, Injectable, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import { danishDay, danishDayOf, type Day } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Actor, CitizenRef, PartyCode, PlacementId } from '../kernel/vocabulary';
import type { PlacementRow } from '../placements/place-book.queries';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { currentExchange } from '../platform/http/exchange';
import { DayField, IdField, NestedField, OneOfField, PartyField, TextField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import type { Reading, ReadingLog } from '../platform/readings/reading-log';
import { READING_LOG } from '../platform/tokens';
import { relationsOf } from './citizen-access.calculation';
import { CitizenDetailsDesk } from './citizen-details';
import { CITIZEN_FIELDS, type CitizenField } from './citizen-record.events';
import { citizensAccess } from './citizens.access';
import { CitizenFacts } from './citizens.facts';
import { ReadingRecord } from './reading-record';
import { ReadingView } from './reading.views';

/** Readings fetched at a time. */
const READINGS_AT_ONCE = 1_000;

export class ReportedDetailsView {
  @TextField('CPR number.', { optional: true })
  cpr?: string;

  @TextField('Name.', { optional: true })
  name?: string;

  @TextField('Address.', { optional: true })
  address?: string;

  @TextField('How to get in touch.', { optional: true })
  contact?: string;

  @TextField('The note.', { optional: true })
  note?: string;
}

export class ReportedPlacementView {
  @IdField('The placement.')
  placementId!: PlacementId;

  @TextField('Where.')
  offeringName!: string;

  @TextField('Under which paragraph.')
  legalBasis!: string;

  @PartyField('Who bought the place.')
  buyer!: PartyCode;

  @PartyField('Who runs it.')
  operator!: PartyCode;

  @TextField('Where the purchase stands.')
  phase!: string;

  @DayField('First day.')
  firstDay!: Day;

  @DayField('Day of departure.', { nullable: true })
  departureDay!: Day | null;
}

export class CitizenReportView {
  @IdField('The citizen.')
  citizenRef!: CitizenRef;

  @OneOfField(['registered', 'erased'], 'Whether there are details.')
  phase!: 'registered' | 'erased';

  @PartyField('The municipality that registered the citizen.')
  registeredBy!: PartyCode;

  @TextField('When the report was made.')
  madeAt!: string;

  @NestedField(() => ReportedDetailsView, 'Every detail that is kept.')
  details!: ReportedDetailsView;

  @ApiProperty({
    type: [ReportedPlacementView],
    description: 'The placements that the municipality has bought or pays.',
  })
  placements!: readonly ReportedPlacementView[];

  @ApiProperty({ type: [ReadingView], description: 'Who has looked, newest first; this report is the newest.' })
  readings!: readonly ReadingView[];
}

export class CitizenReportQuery {
  @OneOfField(['json', 'csv'], 'As a document or as a table. Default: json.', { optional: true })
  format?: 'json' | 'csv';
}

/** Gathers what is kept about one citizen and who has looked, for the citizen's right of access (GDPR art. 15). */
@Injectable()
export class CitizenReports {
  constructor(
    private readonly desk: CitizenDetailsDesk,
    private readonly facts: CitizenFacts,
    private readonly record: ReadingRecord,
    @Inject(READING_LOG) private readonly log: ReadingLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refused CITIZEN_UNKNOWN to everybody but the municipality that registered the citizen. */
  async on(citizenRef: CitizenRef, actor: Actor): Promise<CitizenReportView> {
    const { state } = await this.facts.recordOf(citizenRef);
    if (state.phase === 'unknown') throw new Refused(reject('CITIZEN_UNKNOWN'));
    const look = { actor, action: 'read/report', purpose: 'SUBJECT_ACCESS', citizenRef } as const;
    if (!relationsOf(actor, state.by, []).includes('REGISTRANT')) return this.record.refused(look, 'CITIZEN_UNKNOWN');
    const details = state.phase === 'erased' ? {} : await this.desk.open(citizenRef, state.edition);
    const placements = (await this.facts.allPlacementsOf(citizenRef)).filter(
      ({ buyer, payerCodes }) => buyer === actor.party || payerCodes.includes(` ${actor.party} `),
    );
    await this.record.shown(
      look,
      CITIZEN_FIELDS.filter((field) => details[field] !== undefined),
    );
    return {
      citizenRef,
      phase: state.phase,
      registeredBy: state.by,
      madeAt: this.clock.now(),
      details,
      placements: placements.map(reportedPlacement),
      readings: (await this.readingsOf(citizenRef)) as readonly ReadingView[],
    };
  }

  private async readingsOf(target: CitizenRef): Promise<readonly Reading[]> {
    const all: Reading[] = [];
    for (let before: number | undefined; ;) {
      const page = await this.log.find({ target, before, limit: READINGS_AT_ONCE });
      all.push(...page);
      if (page.length < READINGS_AT_ONCE) return all;
      before = page.at(-1)?.number;
    }
  }
}

@ApiTags('citizens')
@Controller('api/v1/citizens')
export class CitizenReportRoute {
  constructor(private readonly reports: CitizenReports) {}

  @Get(':citizenRef/report')
  @Allowed(citizensAccess.reportOnCitizen)
  @ApiOperation({
    operationId: 'reportOnCitizen',
    summary: 'Everything kept about your citizen and who has looked, for the right of access (GDPR art. 15)',
    description: 'The purpose is SUBJECT_ACCESS, and the report is itself written down as a reading.',
  })
  @ApiOkResponse({ type: CitizenReportView })
  async report(
    @IdParam('citizenRef', 'The citizen.') citizenRef: CitizenRef,
    @Query() { format }: CitizenReportQuery,
    @CurrentActor() actor: Actor,
  ): Promise<CitizenReportView | string> {
    const report = await this.reports.on(citizenRef, actor);
    if (format !== 'csv') return report;
    currentExchange()?.reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="indsigt-${citizenRef}.csv"`,
    });
    return asTable(report);
  }
}

const reportedPlacement = (row: PlacementRow): ReportedPlacementView => {
  const { placementId, offeringName, legalBasis, buyer, operator, phase, firstDay, departureDay } = row;
  return { placementId, offeringName, legalBasis, buyer, operator, phase, firstDay, departureDay };
};

const FIELD_WORDS: Readonly<Record<CitizenField, string>> = {
  cpr: 'CPR-nummer',
  name: 'Navn',
  address: 'Adresse',
  contact: 'Kontakt',
  note: 'Bemærkning',
};

/** One table for a spreadsheet, in Danish: what is kept, the placements, and who has looked. */
const asTable = ({ details, placements, readings }: CitizenReportView): string => {
  const rows = [
    ['Afsnit', 'Hvad', 'Værdi', 'Dato', 'Part', 'Formål', 'Udfald'],
    ...CITIZEN_FIELDS.filter((field) => details[field] !== undefined).map((field) => [
      'Oplysning',
      FIELD_WORDS[field],
      details[field] ?? '',
    ]),
    ...placements.map(({ offeringName, legalBasis, phase, firstDay, departureDay, operator }) => [
      'Plads',
      `${offeringName} (${legalBasis})`,
      phase,
      danishDay(firstDay) + (departureDay === null ? '' : ` - ${danishDay(departureDay)}`),
      operator,
    ]),
    ...readings.map(({ eventTime, action, outcome, initiator, target, reason }) => [
      'Opslag',
      action,
      target.fields.map((field) => FIELD_WORDS[field]).join(', '),
      danishDay(danishDayOf(eventTime)),
      `${initiator.party} ${initiator.id}`,
      reason.purpose,
      outcome === 'success' ? 'vist' : `afvist (${reason.code ?? ''})`,
    ]),
  ];
  return stringify(
    rows.map((row) => [...row, ...Array<string>(7 - row.length).fill('')]),
    {
      delimiter: ';',
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  );
};
