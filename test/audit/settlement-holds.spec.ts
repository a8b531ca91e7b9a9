import fc from 'fast-check';
import { checkedLedger } from '../../src/audit/invariants.calculation';
import { addDays, asDay, asMonth, monthsBetween, lastDayOf } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { offeringId, placementId, serviceLineId, tariffLevel } from '../../src/kernel/vocabulary';
import type { StatementDrawn, StatementLine } from '../../src/settlement/months/settlement.events';
import type { BilledLine } from '../../src/settlement/lines/statement-line.calculation';
import { SmallLedger } from '../settlement/ledger';
import { silkeborg, aarhus } from '../settlement/history';

const HOESKOVEN = offeringId('hoeskoven');
const MONTHS = monthsBetween(asMonth('2020-03'), asMonth('2020-08'));
const BILLING = ['I1', 'I2', 'I3', 'I9'];
const dayIn = fc.integer({ min: 0, max: 150 }).map((days) => addDays(asDay('2020-03-01'), days));

/** What may be learned between two closings, about any day, in time or late. */
const message = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('enrol' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('payer' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('part' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('price' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('places' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('dispute' as const), stay: fc.nat(6), day: dayIn }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('closure' as const), stay: fc.nat(6), day: dayIn }) },
);
type Message = typeof message extends fc.Arbitrary<infer M> ? M : never;

const issuedLines = (ledger: SmallLedger): BilledLine[] =>
  (ledger.store.log as readonly { type: string; data: unknown }[])
    .flatMap(({ type, data }) => (type === 'StatementDrawn' ? [data as StatementDrawn['data']] : []))
    .flatMap(({ statementId, payer, lines }) => lines.map((entry) => ({ statementId, payer, entry })));

/** Carries the messages out that make sense, as the deciders would have let them through. */
class Story {
  private readonly stays = new Map<string, { first: string; left: boolean }>();
  private version = 1;
  private readonly disputed = new Set<StatementLine>();

  constructor(private readonly ledger: SmallLedger) {}

  async learn({ kind, stay, day }: Message): Promise<void> {
    // What is learned about a stay is mostly learned about one there is.
    const there = [...this.stays.keys()];
    const id = kind === 'enrol' ? `p${stay}` : (there[stay % Math.max(1, there.length)] ?? '');
    const known = this.stays.get(id);
    const about = { placementId: placementId(id), offeringId: HOESKOVEN };
    if (kind === 'enrol' && !known) {
      this.stays.set(id, { first: day, left: false });
      await this.ledger.enrolled(id, day);
    }
    if (kind === 'price') {
      await this.ledger.tariff(`t${this.version + 1}`, 256_000 + 7 * this.version, `t${this.version}`);
      this.version += 1;
    }
    if (kind === 'dispute') {
      const claims = issuedLines(this.ledger).filter(({ entry }) => entry.amountOre > 0 && !this.disputed.has(entry));
      const claim = claims[stay % Math.max(1, claims.length)];
      if (claim === undefined) return;
      this.disputed.add(claim.entry);
      await this.ledger.disputed(claim, asOre(Math.ceil((claim.entry.amountOre * (stay + 1)) / 7)));
    }
    if (kind === 'places') {
      const data = {
        offeringId: HOESKOVEN,
        serviceLineId: serviceLineId('SEL-107'),
        places: stay % 4,
        from: day,
        reason: '',
      };
      await this.ledger.placement({ type: 'CapacityChanged', data });
    }
    // Not so early that nothing is left to settle.
    if (kind === 'closure' && day > asDay('2020-06-10'))
      await this.ledger.placement({ type: 'CapacityClosed', data: { offeringId: HOESKOVEN, last: day } });
    if (!known || day < known.first) return;
    if (kind === 'leave') {
      // Mostly with a notice that runs on, and is paid until the place is sold again (R30).
      const paidTo = addDays(day, stay % 2 === 0 ? 0 : 45);
      await this.ledger.discharged(id, day, known.left, paidTo);
      known.left = true;
    }
    if (kind === 'payer') {
      const data = { ...about, from: day, formerPayer: aarhus, payer: silkeborg, legalGround: 'RSL-9' as const };
      await this.ledger.placement({ type: 'PayerChanged', data });
    }
    if (kind === 'part') {
      const terms = { level: tariffLevel('1'), supplements: [], factorBp: 8_333, daysPerWeek: 3 };
      const data = { ...about, from: day, terms, tariffId: 't1' as never };
      await this.ledger.placement({ type: 'ServiceLevelChanged', data });
    }
  }
}

describe('What settlement closes', () => {
  it('is billed once, adds up and can be recomputed, whatever is learned late (I1, I2, I3, I9)', async () => {
    let linesChecked = 0;
    let takenBackOnResale = 0;
    let [credits, givenWay] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(message, { maxLength: 8 }), { minLength: 6, maxLength: 6 }),
        async (learned) => {
          const ledger = await new SmallLedger().start();
          try {
            const story = new Story(ledger);
            await ledger.agreement();
            await ledger.tariff('t1', 256_000);
            await story.learn({ kind: 'places', stay: 1, day: asDay('2020-03-01') });
            for (const [at, month] of MONTHS.entries()) {
              for (const one of learned[at] ?? []) await story.learn(one);
              await ledger.close(month, { issuedOn: addDays(lastDayOf(month), 3) });
            }
            const { invariants } = checkedLedger(ledger.store.log);
            const lines = issuedLines(ledger).map(({ entry }) => entry);
            takenBackOnResale += lines.filter(({ days, rules }) => days < 0 && rules.includes('R30')).length;
            credits += lines.filter(({ days, amountOre }) => days === 0 && amountOre < 0).length;
            givenWay += lines.filter(({ days, amountOre }) => days === 0 && amountOre > 0).length;
            linesChecked += invariants.find(({ id }) => id === 'I3')?.checked ?? 0;
            expect(invariants.filter(({ id }) => BILLING.includes(id)).flatMap(({ breaches }) => breaches)).toEqual([]);
          } finally {
            await ledger.end();
          }
        },
      ),
      { numRuns: 25, seed: 7, endOnFailure: true },
    );
    expect(linesChecked).toBeGreaterThan(300);
    expect(takenBackOnResale).toBeGreaterThan(5);
    expect(credits).toBeGreaterThan(10);
    expect(givenWay).toBeGreaterThan(2);
  });
});
