import type { VNode } from 'preact';
import { citizensAccess } from '../../citizens/citizens.access';
import type { Day } from '../../kernel/calendar';
import { shortReference } from '../../kernel/short-reference';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import type { PriceOfTerms } from '../../settlement/lines/day-charges.calculation';
import { Typed } from '../components/typed';
import { Facts, Status } from '../components/notes';
import { danishKroner, dayOr } from '../frame/formats';
import { mayEver, PATHS } from '../frame/navigation';
import { useVisit, type Words } from '../frame/visit';
import { paragraphWithName, PHASE_WORDS } from '../frame/words';
import { lastDayRuleText } from './last-day';

const WORDS = {
  da: {
    status: 'Status',
    line: 'Ydelse',
    level: 'Niveau',
    price: 'Pris',
    perDay: (amount: string) => `${amount} pr. dag`,
    perMonth: (amount: string) => `desuden ${amount} pr. måned`,
    offering: 'Tilbud',
    buyer: 'Køber',
    operator: 'Driftsherre',
    payer: 'Betaler',
    citizen: 'Borger',
    first: 'Første dag',
    planned: 'Aftalt sidste dag',
    expires: 'Svar senest',
    noticeDate: 'Opsagt',
    noticeLast: 'Sidste betalingsdag efter opsigelsen',
    departure: 'Borgeren rejste',
    lastPaid: 'Sidste betalingsdag',
    rule: 'Regel',
  },
  en: {
    status: 'Status',
    line: 'Service',
    level: 'Level',
    price: 'Price',
    perDay: (amount: string) => `${amount} a day`,
    perMonth: (amount: string) => `besides ${amount} a month`,
    offering: 'Offering',
    buyer: 'Buyer',
    operator: 'Operator',
    payer: 'Payer',
    citizen: 'Citizen',
    first: 'First day',
    planned: 'Agreed last day',
    expires: 'Answer by',
    noticeDate: 'Notice given',
    noticeLast: 'Last payable day after the notice',
    departure: 'The citizen left',
    lastPaid: 'Last payable day',
    rule: 'Rule',
  },
} satisfies Words<Record<string, unknown>>;

/** What is agreed of a purchase: what, who, what it costs, and the days that follow. */
export const AgreedFacts = ({
  placement,
  price,
  actor,
  name,
}: {
  placement: PlacementView;
  price: PriceOfTerms | undefined;
  actor: Actor;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { phase, offeringId, offeringName, legalBasis, level, buyer, operator, payer, citizenRef, firstDay } =
    placement;
  const { plannedLastDay, expiresOn, noticeDate, noticeLastPayableDay, departureDay, lastPayableDay, ruleRef } =
    placement;
  const day = (term: string, value: Day | null) => value !== null && { term, value: dayOr(value, language) };
  // The whole reference stands with the citizen; its end tells one from another.
  const citizen = <code title={citizenRef}>{shortReference(citizenRef)}</code>;
  return (
    <Facts
      entries={[
        { term: words.status, value: <Status kind={PHASE_WORDS[phase].kind}>{PHASE_WORDS[phase][language]}</Status> },
        { term: words.offering, value: <a href={`${PATHS.offerings}/${offeringId}`}>{offeringName}</a> },
        { term: words.line, value: paragraphWithName(legalBasis) },
        { term: words.level, value: <Typed>{level}</Typed> },
        price !== undefined && {
          term: words.price,
          value: (
            <>
              {words.perDay(danishKroner(price.dayOre))}
              {price.monthOre !== 0 && <span class="under">{words.perMonth(danishKroner(price.monthOre))}</span>}
            </>
          ),
        },
        { term: words.buyer, value: name(buyer) },
        { term: words.operator, value: name(operator) },
        payer !== buyer && { term: words.payer, value: name(payer) },
        {
          term: words.citizen,
          value: mayEver(citizensAccess.readCitizen, actor) ? (
            <a href={`${PATHS.citizens}/${citizenRef}`}>{citizen}</a>
          ) : (
            citizen
          ),
        },
        day(words.first, firstDay),
        day(words.planned, plannedLastDay),
        phase === 'reserved' && day(words.expires, expiresOn),
        day(words.noticeDate, noticeDate),
        departureDay === null && day(words.noticeLast, noticeLastPayableDay),
        day(words.departure, departureDay),
        day(words.lastPaid, lastPayableDay),
        ruleRef !== null && { term: words.rule, value: lastDayRuleText(ruleRef, language) },
      ]}
    />
  );
};
