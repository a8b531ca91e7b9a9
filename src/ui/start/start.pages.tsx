import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Day, Month } from '../../kernel/calendar';
import type { PartyCode } from '../../kernel/vocabulary';
import { calculationsAccess } from '../../calculations/calculations.access';
import { auditAccess } from '../../audit/audit.access';
import type { Permission } from '../../kernel/access';
import { offeringsAccess } from '../../offerings/offerings.access';
import { FreePlacesRoutes } from '../../placements/free-places.routes';
import { placementsAccess } from '../../placements/placements.access';
import { proofsAccess } from '../../proofs/proofs.access';
import { settlementAccess } from '../../settlement/settlement.access';
import { tariffFilesAccess } from '../../tariff-files/tariff-files.access';
import type { PlacementCountsView } from '../../placements/placement-counts.routes';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { DisputeView } from '../../settlement/disputes/dispute.views';
import { Figures } from '../components/notes';
import { DisputeTable } from '../settlement/dispute-table';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { countText, monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { mayEver, OVERVIEW, PATHS, SETTLEMENT, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PlacementTasks, type WaitingKind, WaitingTable } from '../placements/placement-tasks';
import { screen, type Screen } from '../frame/screen';
import { SettlementTasks } from '../settlement/settlement-tasks';
import { StatementsToApprove } from '../settlement/statements-to-approve';
import { TariffTasks, UnexplainedTariffs } from '../tariffs/tariff-tasks';
import { TO_SPLIT, YearEndTasks } from '../year-end/year-end-tasks';
import { uiAccess } from '../ui.access';
import { addressOf, type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';

/** Disputes shown at once. */
const DISPUTES_SHOWN = 5;
/** Statements shown at once. */
const STATEMENTS_SHOWN = 5;

const WORDS = {
  da: {
    title: 'Start',
    nothingWaits: 'Intet venter på jer lige nu.',
    ways: 'Gå til',
    waits: (count: string) => `Det venter på jer (${count})`,
    others: (count: string) => `Det venter I på (${count})`,
    free: 'Ledige pladser i markedet',
    enrolled: 'Indskrevne borgere',
    agreed: 'Aftalte, ikke begyndt',
    reserved: 'Reservationer uden svar',
    away: 'Fraværende i dag',
    disputes: (count: string) => `Indsigelser, hvor det er jeres tur (${count})`,
    allDisputes: (count: string) => (count === '1' ? 'Se på listen' : `Se alle ${count}`),
    months: 'Måneder at lukke',
    toSplit: 'Årsresultater at fordele',
  },
  en: {
    title: 'Start',
    nothingWaits: 'Nothing waits for you now.',
    ways: 'Go to',
    waits: (count: string) => `This waits for you (${count})`,
    others: (count: string) => `You wait for this (${count})`,
    free: 'Free places in the market',
    enrolled: 'Enrolled citizens',
    agreed: 'Agreed, not begun',
    reserved: 'Reservations without an answer',
    away: 'Away today',
    disputes: (count: string) => `Disputes in which it is your turn (${count})`,
    allDisputes: (count: string) => (count === '1' ? 'See it in the list' : `See all ${count}`),
    months: 'Months to close',
    toSplit: 'Results of a year to split',
  },
} satisfies Words<Record<string, string | ((count: string) => string)>>;

/** What waits for whoever looks: by what they may do, on which side they stand, and by when. */
@Pages()
export class StartPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly placements: PlacementTasks,
    private readonly settlement: SettlementTasks,
    private readonly tariffs: TariffTasks,
    private readonly yearEnd: YearEndTasks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(PATHS.start)
  @Allowed(uiAccess.seeOwnTasks)
  async start(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const today = this.clock.today();
    const [free, counts, disputes, toApprove, months, unexplained, results] = await Promise.all([
      this.freePlaces(visit),
      this.placements.counts(visit),
      this.settlement.disputes(visit),
      this.settlement.toApprove(visit, STATEMENTS_SHOWN),
      this.settlement.monthsToClose(visit),
      this.tariffs.unexplained(visit),
      this.yearEnd.toSplit(visit),
    ]);
    const [own, others] =
      counts === undefined
        ? [[], []]
        : await Promise.all([
            this.placements.waiting(counts, 'YOU', visit),
            this.placements.waiting(counts, 'OTHERS', visit),
          ]);
    const name = this.names.all();
    const ownCount = sum(own) + disputes.length + (toApprove.count ?? 0) + unexplained.length;
    return screen({
      title: words.title,
      body: (
        <div id="start" data-live>
          <Figures
            entries={[
              ...toClose(months, visit.language),
              ...toSplit(results, visit.language),
              ...figuresOf(counts, visit.language),
              { term: words.free, value: countText(free), href: PATHS.places },
            ]}
          />
          {ownCount === 0 ? (
            <NoTasks figures={months.length + results > 0} />
          ) : (
            <section>
              <h2>{words.waits(countText(ownCount))}</h2>
              {disputes.length > 0 && <Disputes disputes={disputes} name={name} />}
              <Kinds kinds={own} name={name} today={today} />
              {toApprove.items.length > 0 && <StatementsToApprove of={toApprove} name={name} today={today} />}
              {unexplained.length > 0 && <UnexplainedTariffs tariffs={unexplained} name={name} />}
            </section>
          )}
          {others.length > 0 && (
            <section>
              <h2>{words.others(countText(sum(others)))}</h2>
              <Kinds kinds={others} name={name} today={today} />
            </section>
          )}
        </div>
      ),
    });
  }

  /** As many as the search finds that the figure leads to: a place that is taken again later is none of them. */
  private async freePlaces(visit: SignedInVisit): Promise<number> {
    const found = await everyRow((cursor) =>
      this.doors
        .open(FreePlacesRoutes, visit)
        .search({ limit: PAGE_ROWS_MAX, ...(cursor ? { cursor } : {}) }, visit.actor),
    );
    return found.reduce((all, { freeOnDay }) => all + freeOnDay, 0);
  }
}

const sum = (kinds: readonly WaitingKind[]): number => kinds.reduce((all, { count }) => all + count, 0);

interface Figure {
  readonly term: string;
  readonly value: string;
  readonly href: string;
}

const figuresOf = (counts: PlacementCountsView | undefined, language: SignedInVisit['language']): readonly Figure[] => {
  if (counts === undefined) return [];
  const words = WORDS[language];
  const { byPhase, away, on } = counts;
  const inPhase = (phase: 'enrolled' | 'agreed' | 'reserved'): Figure => ({
    term: words[phase],
    value: countText(byPhase[phase]),
    href: addressOf(PATHS.placements, { phase }),
  });
  return [
    inPhase('enrolled'),
    inPhase('agreed'),
    inPhase('reserved'),
    { term: words.away, value: countText(away), href: addressOf(PATHS.placements, { awayOn: on }) },
  ];
};

const toClose = (months: readonly Month[], language: SignedInVisit['language']): readonly Figure[] => {
  const [next] = months;
  if (next === undefined) return [];
  const value = months.length === 1 ? monthText(next, language) : `${months.length}, ${monthText(next, language)}`;
  return [{ term: WORDS[language].months, value, href: `${SETTLEMENT.months}/${next}/preview` }];
};

const toSplit = (results: number, language: SignedInVisit['language']): readonly Figure[] =>
  results === 0 ? [] : [{ term: WORDS[language].toSplit, value: countText(results), href: TO_SPLIT }];

/** What somebody comes for who has nothing to do, or only looks on; each sees the ways that are open to them. */
const WAYS: readonly { readonly href: string; readonly permission: Permission; readonly text: Words<string> }[] = [
  {
    href: OVERVIEW,
    permission: uiAccess.seeMarketOverview,
    text: { da: 'Markedet i overblik: pladser, belægning og takster', en: 'The market: places, occupancy and tariffs' },
  },
  {
    href: `${PATHS.offerings}/new`,
    permission: offeringsAccess.publishOffering,
    text: { da: 'Opret et tilbud', en: 'Publish an offering' },
  },
  {
    href: TARIFFS.all,
    permission: calculationsAccess.calculateTariff,
    text: { da: 'Takster: beregn og fastsæt dem', en: 'Tariffs: calculate and set them' },
  },
  {
    href: TARIFFS.files,
    permission: tariffFilesAccess.listTariffFiles,
    text: { da: 'Takstfiler: send eller følg dem', en: 'Tariff files: send or follow them' },
  },
  {
    href: addressOf(PATHS.placements, { waiting: 'SIGNATURE' }),
    permission: placementsAccess.listPlacements,
    text: { da: 'Kontrakter uden begge underskrifter', en: 'Contracts without both signatures' },
  },
  {
    href: PATHS.places,
    permission: placementsAccess.searchFreePlaces,
    text: { da: 'Find en ledig plads', en: 'Find a free place' },
  },
  {
    href: PATHS.statements,
    permission: settlementAccess.listStatements,
    text: { da: 'Opgørelser', en: 'Statements' },
  },
  {
    href: PATHS.events,
    permission: auditAccess.listAuditEvents,
    text: { da: 'Hændelser i bogen', en: 'Events in the ledger' },
  },
  {
    href: PATHS.invariants,
    permission: auditAccess.checkInvariants,
    text: { da: 'Holder reglerne?', en: 'Do the rules hold?' },
  },
  {
    href: PATHS.replay,
    permission: auditAccess.getReplay,
    text: { da: 'Spil historikken igennem', en: 'Replay the history' },
  },
  {
    href: PATHS.checkpoint,
    permission: proofsAccess.getCheckpoint,
    text: { da: 'Kontrolpunkt, beviser og revisionspakke', en: 'Checkpoint, proofs and audit pack' },
  },
  {
    href: PATHS.asKnown,
    permission: placementsAccess.listPlacements,
    text: { da: 'En dag, som vi vidste det', en: 'A day as it was known' },
  },
];

/** @param figures whether a figure above says that something waits all the same. */
const NoTasks = ({ figures }: { figures: boolean }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  return (
    <>
      {!figures && <p class="nothing">{words.nothingWaits}</p>}
      <section>
        <h2>{words.ways}</h2>
        <ul>
          {WAYS.filter(({ permission }) => actor !== undefined && mayEver(permission, actor)).map(({ href, text }) => (
            <li>
              <a href={href}>{text[language]}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};

const Kinds = ({
  kinds,
  name,
  today,
}: {
  kinds: readonly WaitingKind[];
  name: (party: PartyCode) => string;
  today: Day;
}): VNode => (
  <>
    {kinds.map((kind) => (
      <WaitingTable of={kind} name={name} today={today} />
    ))}
  </>
);

const Disputes = ({
  disputes,
  name,
}: {
  disputes: readonly DisputeView[];
  name: (party: PartyCode) => string;
}): VNode => {
  const words = WORDS[useVisit().language];
  const count = countText(disputes.length);
  return (
    <>
      <h3>{words.disputes(count)}</h3>
      <DisputeTable disputes={disputes.slice(0, DISPUTES_SHOWN)} name={name} empty={words.nothingWaits} />
      <p>
        <a href={SETTLEMENT.disputes}>{words.allDisputes(count)}</a>
      </p>
    </>
  );
};
