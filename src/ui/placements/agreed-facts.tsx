import type { VNode } from 'preact';
import { citizensAccess } from '../../citizens/citizens.access';
import type { Day } from '../../kernel/calendar';
import { shortReference } from '../../kernel/short-reference';
import { inEffect, type Since } from '../../kernel/timeline';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import type { PlacementView } from '../../placements/placement.views';
import type { PriceOfTerms } from '../../settlement/lines/day-charges.calculation';
import { Typed } from '../components/typed';
import { Facts, Status } from '../components/notes';
import { danishKroner, dayOr, dayText } from '../frame/formats';
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
    from: (day: string) => `fra ${day}`,
    termsFrom: (day: string) => `Andre timer eller tillæg fra ${day}`,
    payerFrom: (party: string, day: string) => `${party} fra ${day}`,
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
    from: (day: string) => `from ${day}`,
    termsFrom: (day: string) => `Other hours or supplements from ${day}`,
    payerFrom: (party: string, day: string) => `${party} from ${day}`,
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

/**
 * What is agreed of a purchase: what, who, what it costs, and the days that follow. Level and payer are those of the day
 * whose price is shown: today, or the first day while that is ahead; what is agreed for later stands below them.
 */
export const AgreedFacts = ({
  placement,
  price,
  actor,
  today,
  name,
}: {
  placement: PlacementView;
  price: PriceOfTerms | undefined;
  actor: Actor;
  today: Day;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { phase, offeringId, offeringName, legalBasis, buyer, operator, citizenRef, firstDay } = placement;
  const { plannedLastDay, expiresOn, noticeDate, noticeLastPayableDay, departureDay, lastPayableDay, ruleRef } =
    placement;
  const day = (term: string, value: Day | null) => value !== null && { term, value: dayOr(value, language) };
  const on = firstDay > today ? firstDay : today;
  const level = inEffect(placement.serviceTerms, on)?.level ?? placement.level;
  const payer = inEffect(placement.payers, on)?.payer ?? placement.payer;
  // What was agreed for a time after the end never comes.
  const comes = ({ from }: Since): boolean => from > on && (lastPayableDay === null || from <= lastPayableDay);
  const laterTerms = placement.serviceTerms.filter(comes);
  const laterPayers = placement.payers.filter(comes);
  // The whole reference stands with the citizen; its end tells one from another.
  const citizen = <code title={citizenRef}>{shortReference(citizenRef)}</code>;
  return (
    <Facts
      entries={[
        { term: words.status, value: <Status kind={PHASE_WORDS[phase].kind}>{PHASE_WORDS[phase][language]}</Status> },
        { term: words.offering, value: <a href={`${PATHS.offerings}/${offeringId}`}>{offeringName}</a> },
        { term: words.line, value: paragraphWithName(legalBasis) },
        {
          term: words.level,
          value: (
            <>
              <Typed>{level}</Typed>
              {laterTerms.map((terms, at) => (
                <span class="under">
                  {terms.level === (laterTerms[at - 1]?.level ?? level) ? (
                    words.termsFrom(dayText(terms.from, language))
                  ) : (
                    <>
                      {words.level} <Typed>{terms.level}</Typed> {words.from(dayText(terms.from, language))}
                    </>
                  )}
                </span>
              ))}
            </>
          ),
        },
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
        (payer !== buyer || laterPayers.length > 0) && {
          term: words.payer,
          value: (
            <>
              {name(payer)}
              {laterPayers.map((later) => (
                <span class="under">{words.payerFrom(name(later.payer), dayText(later.from, language))}</span>
              ))}
            </>
          ),
        },
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
