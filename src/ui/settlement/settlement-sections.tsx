import type { VNode } from 'preact';
import { cosigningAccess } from '../../cosigning/cosigning.access';
import type { Language } from '../../kernel/messages';
import { settlementAccess } from '../../settlement/settlement.access';
import { SectionMenu, type SectionPage } from '../components/section-menu';
import { SETTLEMENT } from '../frame/navigation';
import type { Crumb } from '../frame/screen';

const PAGES: readonly SectionPage[] = [
  {
    href: SETTLEMENT.months,
    text: { da: 'Måneder', en: 'Months' },
    permission: settlementAccess.listSettlementMonths,
  },
  {
    href: SETTLEMENT.statements,
    text: { da: 'Opgørelser', en: 'Statements' },
    permission: settlementAccess.listStatements,
  },
  { href: SETTLEMENT.disputes, text: { da: 'Indsigelser', en: 'Disputes' }, permission: settlementAccess.listDisputes },
  {
    href: SETTLEMENT.balances,
    text: { da: 'Mellemværender', en: 'Balances' },
    permission: settlementAccess.settlementBalances,
  },
  {
    href: SETTLEMENT.payments,
    text: { da: 'Betalinger', en: 'Payments' },
    permission: settlementAccess.listPayments,
  },
  {
    href: SETTLEMENT.reminders,
    text: { da: 'Forfaldent', en: 'Overdue' },
    permission: settlementAccess.listReminders,
  },
  {
    href: SETTLEMENT.claimClock,
    text: { da: '12-månedersuret', en: 'The 12-month clock' },
    permission: settlementAccess.listUnbilledDays,
  },
  {
    href: SETTLEMENT.cosignatures,
    text: { da: 'Medunderskrifter', en: 'Cosignatures' },
    permission: cosigningAccess.listCosignatures,
  },
  {
    href: SETTLEMENT.charges,
    text: { da: 'Andre opkrævninger', en: 'Other charges' },
    permission: settlementAccess.listCharges,
  },
];

const NAME: Readonly<Record<Language, string>> = { da: 'Afregning', en: 'Settlement' };

export const settlementTitle = (language: Language): string => NAME[language];

/** The crumb that leads back to all of settlement. */
export const settlementCrumb = (language: Language): Crumb => ({
  href: SETTLEMENT.all,
  text: settlementTitle(language),
});

/** The pages of settlement that the reader may see. */
export const Sections = (): VNode => <SectionMenu name={NAME} pages={PAGES} />;
