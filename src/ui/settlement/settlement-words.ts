import { beginning, type Language, type Said } from '../../kernel/messages';
import type { DisputeAnswer } from '../../settlement/disputes/dispute.events';
import type { DisputeView, StatementStandingView } from '../../settlement/disputes/dispute.views';
import type { CalendarMonth } from '../../settlement/months/settlement-month.routes';
import { DISPUTE_END_WORDS, DISPUTE_REASON_WORDS } from '../../settlement/settlement.words';
import type { DisputePhase } from '../../settlement/disputes/statement.decider';
import type { StatusKind } from '../components/notes';

/** Words for the codes of settlement, as people say them. */

type Standing = Said & { readonly kind: StatusKind };

export const MONTH_WORDS: Readonly<Record<CalendarMonth['status'], Standing>> = {
  CLOSED: { da: 'Lukket', en: 'Closed', kind: 'done' },
  OPEN: { da: 'Kan lukkes', en: 'Can be closed', kind: 'waiting' },
  RUNNING: { da: 'Løber endnu', en: 'Still running', kind: 'running' },
};

export const STANDING_WORDS: Readonly<Record<StatementStandingView['standing'], Standing>> = {
  ISSUED: { da: 'Udstedt, ikke godkendt', en: 'Issued, not approved', kind: 'waiting' },
  PARTLY_APPROVED: { da: 'Delvis godkendt', en: 'Partly approved', kind: 'waiting' },
  APPROVED: { da: 'Godkendt', en: 'Approved', kind: 'done' },
  DISPUTED: { da: 'Indsigelse', en: 'Disputed', kind: 'wrong' },
};

export const PHASE_OF_DISPUTE: Readonly<Record<DisputePhase, Standing>> = {
  RAISED: { da: 'Indsigelse rejst', en: 'Disputed', kind: 'wrong' },
  ANSWERED: { da: 'Indsigelse besvaret', en: 'Dispute answered', kind: 'waiting' },
  ESCALATED: { da: 'Hos sekretariatet', en: 'With the secretariat', kind: 'wrong' },
  RESOLVED: { da: 'Indsigelse afsluttet', en: 'Dispute over', kind: 'over' },
};

export const TURN_WORDS: Readonly<Record<DisputeView['waitsFor'], Said>> = {
  OPERATOR: { da: 'driftsherren', en: 'the operator' },
  PAYER: { da: 'betaleren', en: 'the payer' },
  SECRETARIAT: { da: 'sekretariatet', en: 'the secretariat' },
  NOBODY: { da: '–', en: '–' },
};

export const REASON_WORDS = beginning(DISPUTE_REASON_WORDS);

export const ANSWER_WORDS: Readonly<Record<DisputeAnswer, Said>> = {
  CREDIT: { da: 'Vi krediterer', en: 'We credit' },
  CORRECTED: { da: 'Vi har rettet registreringen', en: 'We have put the ledger right' },
  UPHOLD: { da: 'Vi fastholder linjen', en: 'We uphold the line' },
};

export const END_WORDS = beginning(DISPUTE_END_WORDS);

/** What stands in the way of closing a month; other codes are said as they are. */
const HINDRANCES: Readonly<Record<string, Said>> = {
  EARLIER_MONTH_OPEN: { da: 'En tidligere måned skal lukkes først.', en: 'An earlier month has to be closed first.' },
  MONTH_NOT_OVER: { da: 'Måneden er ikke forbi.', en: 'The month is not over.' },
  NO_AGREEMENT_IN_FORCE: {
    da: 'Ingen rammeaftale gælder på månedens sidste dag, så betalingsfristen kendes ikke.',
    en: 'No framework agreement is in force on the last day of the month, so the due date is not known.',
  },
  DAYS_WITHOUT_TARIFF: {
    da: 'Der er dage uden takst. De står nedenfor. Offentliggør taksterne, og luk så måneden.',
    en: 'There are days without a tariff. They stand below. Publish the tariffs, then close the month.',
  },
  TOO_MANY_LOST_CLAIMS: {
    da: 'Flere krav er for gamle, end der kan afskrives på én gang.',
    en: 'More claims are too old than can be written off at once.',
  },
};

export const hindranceText = (code: string, language: Language): string => HINDRANCES[code]?.[language] ?? code;
