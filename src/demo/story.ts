import {
  addDays,
  addToMonth,
  danishDay,
  daysIn,
  firstDayOf,
  lastDayOf,
  latest,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '../kernel/calendar';
import { asOre, danishAmount, danishKroner, sumOre, type Ore } from '../kernel/money';
import { partyCode, type PartyCode } from '../kernel/vocabulary';
import { constructedEan, MIDTJYLLAND_AGREEMENTS } from '../market/market-agreements';
import { publishedTariffFile } from '../market/market-loader';
import { SeededRandom } from '../market/random';
import { danishPublicParties } from '../parties/party-register';
import { derivedId } from '../platform/commands/derived-id';
import type { StoryClient, StoryClock } from './story-client';
import { textTable } from './text-table';

export interface StorySettings {
  /** First day of the stay. */
  readonly from: Day;
  /** The day on which the citizen is first said to have left. */
  readonly to: Day;
  readonly level: string;
  readonly seed: number;
}

interface Line {
  line: number;
  kind: string;
  contractId: string;
  offeringName: string;
  legalBasis: string;
  firstDay: Day;
  lastDay: Day;
  days: number;
  priceOre: Ore;
  amountOre: Ore;
  corrects?: { statementId: string; line: number };
}
interface Statement {
  statementId: string;
  totalOre: Ore;
  dueOn: Day;
  linesHash: string;
  items: Line[];
}
interface Words {
  da: string;
}
interface Why {
  formula: string;
  amountOre: Ore;
  recomputedOre?: Ore;
  rules: { rule: string; provenance: string[]; da: string }[];
  events: { id: string; type: string; position: number; da: string }[];
  cause?: { da: string; position: number };
}
interface Figures {
  available: number;
  occupied: number;
  reserved: number;
  paidNotOccupied: number;
  rateBp: number | null;
}

const AARHUS = partyCode('751');
const REGION = partyCode('1082');
const OFFERING = 'Bostøtte Høskoven';
const PLACES = 8;
const NEIGHBOURS = 4;
/** How many days too late the departure was told. */
const LATE_DAYS = 11;

/** One purchase from reservation to settled month, told while it happens; every figure is what the product answers. */
export class Story {
  private placementId = '';
  private offeringId = '';
  private serviceLineId = '';
  private priceOre: Ore = asOre(0);

  constructor(
    private readonly client: StoryClient,
    private readonly clock: StoryClock,
    private readonly settings: StorySettings,
    private readonly say: (text: string) => void,
  ) {}

  async tell(): Promise<void> {
    const { from, to } = this.settings;
    const months = monthsBetween(monthOf(from), monthOf(to));
    const left = latest(from, addDays(to, -LATE_DAYS));
    await this.setTheScene();
    await this.buy();
    await this.neighbours();
    await this.leave();
    const before = await this.close(months);
    await this.lateMessage(left, before);
    const adjusting = addToMonth(monthOf(to), 1);
    const [adjustment] = await this.close([adjusting]);
    await this.closedMonthsStand(months, before);
    await this.occupancy([...months, adjusting]);
    if (adjustment) await this.why(adjustment);
    await this.replay();
  }

  private chapter(title: string): void {
    this.say(`\n${title}\n${'═'.repeat(title.length)}`);
  }

  private async setTheScene(): Promise<void> {
    const { from, level } = this.settings;
    this.clock.turnTo(addDays(from, -30));
    for (const data of danishPublicParties().filter(({ frameworkRegion }) => frameworkRegion === REGION)) {
      await this.client.post(REGION, 'secretariat', '/parties', data);
      const ean = { ean: constructedEan(data.party), constructed: true };
      await this.client.post(REGION, 'secretariat', `/parties/${data.party}/ean`, ean);
    }
    const parties = danishPublicParties()
      .filter(({ frameworkRegion }) => frameworkRegion === REGION)
      .map(({ party }) => party);
    for (const { agreementId, name, region, first, last } of MIDTJYLLAND_AGREEMENTS)
      await this.client.post(REGION, 'secretariat', '/agreements', { agreementId, name, region, first, last, parties });

    const rows = (await publishedTariffFile()).rows.filter(({ offering }) => offering === OFFERING);
    // Level 1 is the § 107 price of the founding example; the higher levels are published for § 85 only.
    const row =
      rows.find((each) => each.legalBasis === 'SEL-107' && each.level === level) ??
      rows.find((each) => each.level === level);
    if (row === undefined) throw new RangeError(`${OFFERING} har ikke niveau ${level}`);
    this.serviceLineId = row.legalBasis;
    this.priceOre = row.priceOre;
    const published = await this.client.post<{ offeringId: string }>(REGION, 'operator', '/offerings', {
      name: OFFERING,
      targetGroups: ['Erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 120,
      source: row.source,
    });
    this.offeringId = published.offeringId;
    const at = `/offerings/${this.offeringId}`;
    const { serviceLineId } = this;
    await this.client.post(REGION, 'operator', `${at}/service-lines`, {
      serviceLineId,
      legalBasis: row.legalBasis,
      name: 'Bostøtte',
      from: row.validFrom,
    });
    await this.client.post(REGION, 'operator', `${at}/capacity`, {
      serviceLineId,
      places: PLACES,
      from: row.validFrom,
      reason: 'Konstrueret: kilden angiver ikke antal pladser',
    });
    await this.client.post(REGION, 'operator', `${at}/tariffs`, {
      serviceLineId,
      level,
      validFrom: row.validFrom,
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: row.priceOre }],
      reason: 'Offentliggjort takst',
      source: row.source,
    });
    await this.client.post(REGION, 'operator', '/settlement/openings', { firstMonth: monthOf(from) });
    this.chapter('Markedet');
    this.say(
      `  ${OFFERING} (${this.serviceLineId}) drives af Region Midtjylland (1082). Takst på niveau ${level}: ` +
        `${danishKroner(this.priceOre)}/døgn fra ${danishDay(row.validFrom)}.`,
    );
  }

  private async buy(): Promise<void> {
    const { from, level, seed } = this.settings;
    this.chapter('Købet');
    this.clock.turnTo(addDays(from, -9));
    this.placementId = await this.purchase(AARHUS, from, derivedId('demo', seed, 'citizen'), level);
    const contract = await this.client.get<{ contentHash: string }>(AARHUS, 'buyer', `/contracts/${this.placementId}`);
    const { contentHash } = contract;
    await this.client.post(AARHUS, 'buyer', `/contracts/${this.placementId}/sign`, {
      contentHash,
      title: 'Myndighedschef',
    });
    await this.client.post(REGION, 'operator', `/contracts/${this.placementId}/sign`, {
      contentHash,
      title: 'Områdeleder',
    });
    await this.enrol(this.placementId, from);
    await this.history();
    this.say(`\n  Begge har underskrevet samme indhold: SHA-256 ${contentHash}`);
  }

  private async purchase(buyer: PartyCode, firstDay: Day, citizenRef: string, level: string): Promise<string> {
    const { offeringId, serviceLineId } = this;
    const { placementId } = await this.client.post<{ placementId: string }>(buyer, 'buyer', '/placements', {
      offeringId,
      serviceLineId,
      level,
      citizenRef,
      firstDay,
    });
    await this.client.post(REGION, 'operator', `/placements/${placementId}/confirm`);
    await this.client.post(REGION, 'operator', `/placements/${placementId}/contract`);
    return placementId;
  }

  private async enrol(placementId: string, firstDay: Day): Promise<void> {
    this.clock.turnTo(firstDay);
    await this.client.post(REGION, 'operator', `/placements/${placementId}/enrol`, { firstDay });
  }

  /** Others who live there meanwhile; the seed decides who and since when. */
  private async neighbours(): Promise<void> {
    const { from, to, level, seed } = this.settings;
    const random = new SeededRandom(seed);
    const buyers = MIDTJYLLAND_BUYERS.filter((party) => party !== AARHUS);
    const days = Array.from({ length: NEIGHBOURS }, () => random.between(0, Math.max(0, daysIn(from, to) - 2))).sort(
      (a, b) => a - b,
    );
    for (const [at, after] of days.entries()) {
      const firstDay = addDays(from, after);
      this.clock.turnTo(firstDay);
      const citizen = derivedId('demo', seed, 'neighbour', at);
      await this.enrol(await this.purchase(random.oneOf(buyers), firstDay, citizen, level), firstDay);
    }
  }

  private async leave(): Promise<void> {
    const { to } = this.settings;
    this.clock.turnTo(to);
    const departure = { departureDay: to, reason: 'MOVED' };
    await this.client.post(REGION, 'operator', `/placements/${this.placementId}/end`, departure);
    this.chapter('Fraflytningen');
    this.say(`  Borgeren flytter ${danishDay(to)}.`);
  }

  /** @returns the buyer's statement of each month. */
  private async close(months: readonly Month[]): Promise<Statement[]> {
    const statements: Statement[] = [];
    for (const month of months) {
      this.clock.turnTo(addDays(lastDayOf(month), 4));
      await this.client.post(REGION, 'operator', `/settlement/months/${month}/close`);
      const statement = await this.statementOf(month);
      if (statement === undefined) continue;
      statements.push(statement);
      this.chapter(`Opgørelse for ${month} fra Region Midtjylland til Aarhus Kommune`);
      this.print(statement);
    }
    if (statements.length > 1)
      this.say(`\n  I alt ${danishKroner(sumOre(statements.map(({ totalOre }) => totalOre)))}`);
    return statements;
  }

  private async statementOf(month: Month): Promise<Statement | undefined> {
    const path = `/settlement/statements?month=${month}&side=purchases`;
    const { items } = await this.client.get<{ items: { statementId: string }[] }>(AARHUS, 'buyer', path);
    const [found] = items;
    return found && this.client.get<Statement>(AARHUS, 'buyer', `/settlement/statements/${found.statementId}`);
  }

  private print({ items, totalOre, dueOn }: Statement): void {
    const rows = items.map(({ line, legalBasis, firstDay, lastDay, days, priceOre, amountOre, corrects }) => [
      String(line),
      legalBasis,
      `${danishDay(firstDay)}–${danishDay(lastDay)}`,
      String(days),
      danishAmount(priceOre),
      danishAmount(amountOre),
      corrects === undefined ? '' : `retter linje ${corrects.line} i ${corrects.statementId}`,
    ]);
    this.say(textTable(STATEMENT_COLUMNS, rows, ['', '', '', '', 'I alt', danishAmount(totalOre), '']));
    this.say(`  Forfalder ${danishDay(dueOn)}.`);
  }

  private async lateMessage(left: Day, before: readonly Statement[]): Promise<void> {
    const { to } = this.settings;
    this.chapter('En sen besked');
    this.clock.turnTo(addDays(lastDayOf(monthOf(to)), 12));
    this.say(`  ${danishDay(this.clock.today())}: borgeren var flyttet allerede ${danishDay(left)}.`);
    await this.client.post(REGION, 'operator', `/placements/${this.placementId}/end/correct`, {
      departureDay: left,
      reason: 'MOVED',
      cause: 'LATE_MESSAGE',
    });
    this.say(`  De ${before.length} lukkede måneder står; næste åbne måned bærer reguleringen.`);
  }

  private async closedMonthsStand(months: readonly Month[], before: readonly Statement[]): Promise<void> {
    const after = await Promise.all(months.map((month) => this.statementOf(month)));
    const same = after.every((statement, at) => statement?.linesHash === before[at]?.linesHash);
    this.say(`\n  De lukkede opgørelser er ${same ? 'uændrede' : 'ÆNDREDE'} (samme SHA-256 af linjerne).`);
  }

  private async occupancy(months: readonly Month[]): Promise<void> {
    this.chapter('Belægningen');
    const [first, last] = [months[0], months.at(-1)] as [Month, Month];
    const path = `/occupancy?offeringId=${this.offeringId}&from=${firstDayOf(first)}&to=${lastDayOf(last)}&by=month`;
    const { lines } = await this.client.get<{ lines: { buckets: (Figures & { first: Day })[] }[] }>(
      REGION,
      'operator',
      path,
    );
    const rows = (lines[0]?.buckets ?? []).map(({ first: day, available, occupied, paidNotOccupied, rateBp }) => [
      monthOf(day),
      String(available),
      String(occupied),
      String(paidNotOccupied),
      rateBp === null ? '–' : `${danishAmount(asOre(rateBp))} %`,
    ]);
    this.say(textTable(OCCUPANCY_COLUMNS, rows));
  }

  private async why({ statementId, items }: Statement): Promise<void> {
    const line = items.find(({ contractId, kind }) => contractId === this.placementId && kind === 'ADJUSTMENT');
    if (line === undefined) return;
    const path = `/settlement/statements/${statementId}/lines/${line.line}/why`;
    const why = await this.client.get<Why>(AARHUS, 'buyer', path);
    this.chapter(`Hvorfor dette beløb? Linje ${line.line} i ${statementId}: ${danishKroner(line.amountOre)}`);
    this.say(`  Regnestykke: ${why.formula}`);
    const recomputed = why.recomputedOre === undefined ? '–' : danishKroner(why.recomputedOre);
    this.say(`  Genberegnet fra hændelserne: ${recomputed}`);
    if (why.cause) this.say(`  Årsag: ${why.cause.da} (hændelse ${why.cause.position})`);
    for (const { rule, provenance, da } of why.rules) this.say(`  ${rule} [${provenance.join(', ')}] ${da}`);
    for (const { position, type, da } of why.events) this.say(`  Hændelse ${position} ${type}: ${da}`);
  }

  private async history(): Promise<void> {
    const { items } = await this.client.get<{ items: { position: number; words: Words }[] }>(
      AARHUS,
      'buyer',
      `/placements/${this.placementId}/history`,
    );
    for (const { position, words } of items) this.say(`  ${String(position).padStart(4)}  ${words.da}`);
  }

  private async replay(): Promise<void> {
    this.chapter('Genafspilning');
    const replay = await this.client.post<{
      events: number;
      equal: boolean;
      models: { name: string; rows: number; liveDigest: string; replayDigest: string; equal: boolean }[];
    }>(REGION, 'auditor', '/audit/replay');
    const rows = replay.models.map(({ name, rows: count, liveDigest, replayDigest, equal }) => [
      name,
      String(count),
      liveDigest.slice(0, 16),
      replayDigest.slice(0, 16),
      equal ? 'ens' : 'FORSKEL',
    ]);
    this.say(textTable(REPLAY_COLUMNS, rows));
    this.say(
      `  ${replay.events} hændelser genafspillet: ${replay.equal ? 'alle læsemodeller er ens' : 'der er FORSKEL'}.`,
    );
  }
}

const MIDTJYLLAND_BUYERS = danishPublicParties()
  .filter(({ frameworkRegion, kind }) => frameworkRegion === REGION && kind === 'municipality')
  .map(({ party }) => party);

const STATEMENT_COLUMNS = [
  { head: 'Linje', right: true },
  { head: 'Paragraf' },
  { head: 'Periode' },
  { head: 'Døgn', right: true },
  { head: 'Takst kr.', right: true },
  { head: 'Beløb kr.', right: true },
  { head: '' },
];
const OCCUPANCY_COLUMNS = [
  { head: 'Måned' },
  { head: 'Pladsdøgn', right: true },
  { head: 'Belagt', right: true },
  { head: 'Betalt, ikke belagt', right: true },
  { head: 'Belægning', right: true },
];
const REPLAY_COLUMNS = [
  { head: 'Læsemodel' },
  { head: 'Rækker', right: true },
  { head: 'Levende' },
  { head: 'Genafspillet' },
  { head: '' },
];
