import { setTimeout as pause } from 'node:timers/promises';
import { asDay, asMonth } from '../kernel/calendar';
import { asOre } from '../kernel/money';
import { partyCode, schemeId } from '../kernel/vocabulary';
import { AgreeScheme, ComputeShares, TakeKeySnapshot } from '../objective-financing/scheme.decider';
import type { KeyFigure } from '../objective-financing/scheme.events';
import { danishPublicParties } from '../parties/party-register';
import { derivedId } from '../platform/commands/derived-id';
import type { SettlementQueries } from '../settlement/issued/settlement.queries';
import { MIDTJYLLAND_AGREEMENTS } from './market-agreements';
import { NOTE } from './market-affairs';
import { type MarketPlan, openMonthOf } from './market-plan';
import { SeededRandom } from './random';
import { inRole, type Send } from './send';

const ORIGIN = '01930000-0000-7000-b000-000000000000';
const OPERATOR = partyCode('1082');
/** 24 million kroner: made up. */
const BUDGET = asOre(2_400_000_000);
/** Milliseconds that the policy has to raise the charges, on a slow machine. */
const RAISED_IN_MS = 60_000;
const POLL_MS = 20;

/** The region's secure places are financed by all municipalities of the agreement (R33, R40): all figures are made up. */
export class MarketSchemes {
  constructor(
    private readonly send: Send,
    private readonly settlement: SettlementQueries,
    private readonly seed: number,
    private readonly plan: MarketPlan,
  ) {}

  async objectiveFinancing(): Promise<void> {
    const year = Number((this.plan.closedMonths[0] ?? openMonthOf(this.plan)).slice(0, 4));
    const on = {
      schemeId: schemeId(derivedId(ORIGIN, this.seed, 'scheme')),
      by: inRole('operator', OPERATOR),
      today: this.plan.day,
    };
    const newest = MIDTJYLLAND_AGREEMENTS.at(-1) as (typeof MIDTJYLLAND_AGREEMENTS)[number];
    await this.send(
      OPERATOR,
      'scheme/agree',
      new AgreeScheme({
        ...on,
        agreementId: newest.agreementId,
        name: 'Sikrede pladser (konstrueret)',
        year,
        budgetOre: BUDGET,
        rhythm: 'YEARLY',
        keyUnit: '15–17-årige',
        keyDate: asDay(`${year - 1}-01-01`),
        offeringIds: [],
        dueFrom: [asMonth(`${year}-01`)],
      }),
    );
    await this.send(OPERATOR, 'scheme/key', new TakeKeySnapshot({ ...on, source: NOTE, figures: this.figures() }));
    await this.send(OPERATOR, 'scheme/shares', new ComputeShares(on));
  }

  /** Charges follow by a policy; the first month that is closed must find them all. */
  async charged(): Promise<void> {
    const until = Date.now() + RAISED_IN_MS;
    const [first] = this.plan.closedMonths;
    if (first === undefined) return;
    while (this.raised() < this.figures().length) {
      if (Date.now() > until) throw new Error('The charges of the market’s scheme were not raised');
      await pause(POLL_MS);
    }
  }

  private raised(): number {
    const everything = { everything: true, party: OPERATOR, relations: [] } as const;
    return this.settlement.chargeStandings({ seenBy: everything, operator: OPERATOR }, this.figures().length).length;
  }

  private figures(): readonly KeyFigure[] {
    const random = new SeededRandom(this.seed);
    return danishPublicParties()
      .filter(({ kind, frameworkRegion }) => kind === 'municipality' && frameworkRegion === OPERATOR)
      .map(({ party }) => ({ party, figure: random.between(120, 11_000) }));
  }
}
