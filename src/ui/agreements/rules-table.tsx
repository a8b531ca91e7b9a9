import type { VNode } from 'preact';
import type { AgreementView } from '../../agreements/agreement.routes';
import type { RuleName } from '../../agreements/agreement.events';
import { RULE_WORDS } from '../../agreements/rule.words';
import type { Said } from '../../kernel/messages';
import type { PartyCode } from '../../kernel/vocabulary';
import { Table } from '../components/table';
import { dayText } from '../frame/formats';
import { ruleTexts } from './rule-values';
import { useVisit } from '../frame/visit';
import { RuleOrigin } from './rule-origin';

const WORDS = {
  da: { rule: 'Regel', says: 'Gælder', since: 'Siden', origin: 'Hvor fra' },
  en: { rule: 'Rule', says: 'Holds', since: 'Since', origin: 'Where from' },
};

type Subject = 'tariffs' | 'purchase' | 'payment' | 'disputes' | 'yearEnd';

const SUBJECTS: Readonly<Record<Subject, Said>> = {
  tariffs: { da: 'Takster', en: 'Tariffs' },
  purchase: { da: 'Køb og ophør', en: 'Purchase and end' },
  payment: { da: 'Betaling', en: 'Payment' },
  disputes: { da: 'Indsigelser', en: 'Disputes' },
  yearEnd: { da: 'Årsafslutning', en: 'Year end' },
};

/** What each rule is about, in the order in which they are read; the compiler sees that none goes unread. */
const ABOUT: Readonly<Record<RuleName, Subject>> = {
  tariffCap: 'tariffs',
  tariffNoticeMonths: 'tariffs',
  tariffRoundingOre: 'tariffs',
  partTimeFactors: 'tariffs',
  occupancyMinBp: 'tariffs',
  occupancyMinShortStayBp: 'tariffs',
  occupancyRecommendedMaxBp: 'tariffs',
  reservationDays: 'purchase',
  reservationDaysMax: 'purchase',
  noticeMonths: 'purchase',
  noticeMonthsExceptions: 'purchase',
  noticeMonthsOnDeath: 'purchase',
  stopOnResale: 'purchase',
  countDepartureDay: 'purchase',
  countDepartureDayExceptions: 'purchase',
  dueDays: 'payment',
  minDueDays: 'payment',
  claimLimitMonths: 'payment',
  reminderDays: 'payment',
  lateInterestBp: 'payment',
  disputeReplyDays: 'disputes',
  disputeAnswerDays: 'disputes',
  disputeDecisionDays: 'disputes',
  carryLimitBp: 'yearEnd',
  settleLagYears: 'yearEnd',
  refundMode: 'yearEnd',
  deficitRecoverable: 'yearEnd',
  closureShareMonths: 'yearEnd',
};

const BY_SUBJECT = Map.groupBy(Object.keys(ABOUT) as RuleName[], (rule) => ABOUT[rule]);

/** What an agreement says: each rule with its unit, since when, and how sure we are of it. */
export const RulesTable = ({
  of: { rules, rulesSince },
  name,
}: {
  of: AgreementView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const origins = new Map(rules.provenance.map((known) => [known.name, known]));
  const since = new Map(rulesSince.map(({ name: rule, from }) => [rule, from]));
  return (
    <>
      {[...BY_SUBJECT].map(([subject, shown]) => (
        <div class="rules">
          <h3>{SUBJECTS[subject][language]}</h3>
          <Table
            caption={SUBJECTS[subject][language]}
            captionHidden
            rows={shown.flatMap((rule) => {
              const texts = ruleTexts(rules, rule, language, name);
              return texts === undefined ? [] : [{ rule, texts }];
            })}
            columns={[
              { title: words.rule, heads: true, cell: ({ rule }) => RULE_WORDS[rule][language] },
              {
                title: words.says,
                cell: ({ texts }) => texts.map((text) => <div>{text}</div>),
              },
              {
                title: words.since,
                cell: ({ rule }) => {
                  const from = since.get(rule);
                  return from && <span class="nowrap">{dayText(from, language)}</span>;
                },
              },
              {
                title: words.origin,
                cell: ({ rule }) => <RuleOrigin of={origins.get(rule)} />,
              },
            ]}
          />
        </div>
      ))}
    </>
  );
};
