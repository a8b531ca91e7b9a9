import type { Day } from '../kernel/calendar';
import { addDays, END_OF_TIME } from '../kernel/calendar';
import { isRoundTheClock, LEGAL_BASIS_CODES } from '../kernel/legal-basis';
import { PARTY_CODE_FORM } from '../kernel/vocabulary';
import { MARKET, MISSING } from './breach-words';
import type { Sentence } from './phrases';
import type { Check, Findings } from './findings';
import type { LedgerPicture, Stay } from './ledger-picture.calculation';
import { holdingVersions, levelKey, lineKey, listed, stayAsOf, versionOn } from './ledger-picture.calculation';

const LATEST = Number.MAX_SAFE_INTEGER;

/** Every placement as it stands now. */
export const standingStays = (picture: LedgerPicture): Stay[] =>
  [...picture.placements.values()].flatMap((history) => stayAsOf(history, LATEST) ?? []);

/** I4: no two versions of one price on a day, and no day sold without a price. */
export function* pricesWithoutGapOrOverlap(picture: LedgerPicture, stays: readonly Stay[], findings: Findings): Check {
  for (const [key, recorded] of picture.tariffs) {
    yield;
    const begun = new Map<Day, string>();
    const known = new Set(recorded.map(({ data }) => data.tariffId));
    for (const { id, data, type } of recorded) {
      findings.checked += 1;
      if (type === 'TariffCorrected' && !known.has(data.supersedes))
        findings.breach({ kind: 'tariff', id: data.tariffId }, MARKET.correctsNothing(key), [id]);
    }
    for (const { id, data } of holdingVersions(picture, key, LATEST)) {
      const other = begun.get(data.validFrom);
      begun.set(data.validFrom, id);
      if (other === undefined) continue;
      findings.breach(
        { kind: 'tariff', id: data.tariffId },
        MARKET.twoTariffs(key.replaceAll('|', ', '), data.validFrom),
        [other, id],
        data.validFrom,
      );
    }
  }
  for (const stay of stays) {
    if (!stay.sold) continue;
    findings.checked += 1;
    yield;
    for (const { value, from, eventId } of stay.services) {
      const day = from < stay.firstDay ? stay.firstDay : from;
      const versions = holdingVersions(picture, levelKey(stay.offeringId, stay.serviceLineId, value.level), LATEST);
      if (versionOn(versions, day)) continue;
      findings.breach({ kind: 'placement', id: stay.placementId }, MARKET.noTariff(day, value.level), [eventId], day);
    }
  }
}

/** I5: nobody is enrolled round the clock in two places on one day; respite and other short stays are let be. */
export function* oneStayAtATime(picture: LedgerPicture, stays: readonly Stay[], findings: Findings): Check {
  const byCitizen = new Map<string, Stay[]>();
  for (const stay of stays) {
    if (!stay.enrolled || !isRoundTheClock(stay.legalBasis)) continue;
    if (stay.frozen.shortStay || picture.shortStayLines.has(lineKey(stay.offeringId, stay.serviceLineId))) continue;
    listed(byCitizen, stay.citizenRef).push(stay);
  }
  for (const [citizen, own] of byCitizen) {
    findings.checked += own.length;
    if (own.length < 2) continue;
    yield;
    own.sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1));
    let longest = own[0];
    for (const stay of own.slice(1)) {
      if (!longest) break;
      if (stay.firstDay <= (longest.lastTakenDay ?? END_OF_TIME))
        findings.breach(
          { kind: 'citizen', id: citizen },
          MARKET.twoPlaces(stay.firstDay, longest.placementId, stay.placementId),
          [...longest.evidence, ...stay.evidence],
          stay.firstDay,
        );
      if ((stay.lastTakenDay ?? END_OF_TIME) > (longest.lastTakenDay ?? END_OF_TIME)) longest = stay;
    }
  }
}

interface Step {
  readonly day: Day;
  readonly open: number;
  readonly taken: number;
  readonly eventId: string;
}

/** I6: no more citizens than places on any day, unless that many extra were allowed then. */
export function* neverOverCapacity(picture: LedgerPicture, stays: readonly Stay[], findings: Findings): Check {
  const steps = new Map<string, Step[]>();
  for (const [key, said] of picture.capacity) listed(steps, key).push(...openedSteps(said));
  for (const stay of stays) {
    if (!stay.sold) continue;
    const { firstDay, lastTakenDay, evidence } = stay;
    const eventId = evidence.at(-1) ?? '';
    if (lastTakenDay !== undefined && lastTakenDay < firstDay) continue;
    const line = listed(steps, lineKey(stay.offeringId, stay.serviceLineId));
    line.push({ day: firstDay, open: 0, taken: 1, eventId });
    if (lastTakenDay !== undefined) line.push({ day: addDays(lastTakenDay, 1), open: 0, taken: -1, eventId });
  }
  for (const [key, line] of steps) {
    yield;
    line.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    let [open, taken, over] = [0, 0, false];
    for (const [at, step] of line.entries()) {
      open += step.open;
      taken += step.taken;
      if (line[at + 1]?.day === step.day) continue;
      findings.checked += 1;
      const [offering = '', service = ''] = key.split('|');
      if (taken > open && !over)
        findings.breach(
          { kind: 'offering', id: offering },
          MARKET.tooMany(service, taken, open, step.day),
          line.filter(({ day }) => day === step.day).map(({ eventId }) => eventId),
          step.day,
        );
      over = taken > open;
    }
  }
}

/**
 * I6, too: nobody is still a citizen of an offering that had closed when its operator last issued statements. The
 * billing has stopped; somebody has to say where the citizen is.
 */
export function* nobodyLeftBehind(picture: LedgerPicture, stays: readonly Stay[], findings: Findings): Check {
  const issuedOn = new Map<string, Day>();
  for (const { fact } of picture.closed) issuedOn.set(fact.data.operator, fact.data.issuedOn);
  for (const stay of stays) {
    const closing = picture.closures.get(stay.offeringId)?.at(-1);
    if (!closing || !stay.enrolled || stay.discharged) continue;
    findings.checked += 1;
    yield;
    const { last } = closing.data;
    if (last >= (issuedOn.get(stay.operator) ?? last) || (stay.lastTakenDay ?? END_OF_TIME) <= last) continue;
    findings.breach(
      { kind: 'placement', id: stay.placementId },
      MARKET.leftBehind(last),
      [...stay.evidence, closing.id],
      addDays(last, 1),
    );
  }
}

/** How the number of open places changes; of two numbers from the same day the one said last counts. */
const openedSteps = (
  said: readonly { readonly id: string; readonly type: string; readonly data: object }[],
): Step[] => {
  const numbers = new Map<Day, { places: number; eventId: string }>();
  const steps: Step[] = [];
  for (const { id, type, data } of said) {
    if (type === 'CapacityChanged') {
      const { from, places } = data as { from: Day; places: number };
      numbers.set(from, { places, eventId: id });
      continue;
    }
    const { first, last, extraPlaces } = data as { first: Day; last: Day; extraPlaces: number };
    steps.push({ day: first, open: extraPlaces, taken: 0, eventId: id });
    steps.push({ day: addDays(last, 1), open: -extraPlaces, taken: 0, eventId: id });
  }
  let before = 0;
  for (const [day, { places, eventId }] of [...numbers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    steps.push({ day, open: places - before, taken: 0, eventId });
    before = places;
  }
  return steps;
};

const KNOWN_BASES: ReadonlySet<string> = new Set(LEGAL_BASIS_CODES);

/** I10: every purchase in force says who pays and where the invoice goes, by what law and at which price. */
export function* contractsComplete(picture: LedgerPicture, stays: readonly Stay[], findings: Findings): Check {
  for (const stay of stays) {
    if (!stay.sold || stay.discharged) continue;
    findings.checked += 1;
    yield;
    const missing: Sentence[] = [];
    for (const { value } of stay.payers) {
      if (!PARTY_CODE_FORM.test(value.payer)) missing.push(MISSING.payer);
      if (!value.ean && !picture.invoiceNumbers.has(value.payer)) missing.push(MISSING.invoiceNumber(value.payer));
    }
    if (!KNOWN_BASES.has(stay.legalBasis)) missing.push(MISSING.legalBasis);
    const tariff = picture.tariffsById.get(stay.frozen.tariffId);
    if (!tariff) missing.push(MISSING.tariff);
    // A secure place has two prices, and a purchase is at that of its own ground (R41).
    else if ((tariff.data.placementGround ?? stay.frozen.placementGround) !== stay.frozen.placementGround)
      missing.push(MISSING.tariffOfGround);
    if (missing.length > 0)
      findings.breach({ kind: 'placement', id: stay.placementId }, MARKET.lacks(missing), stay.evidence, stay.firstDay);
  }
}
