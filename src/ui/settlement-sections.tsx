import type { VNode } from 'preact';
import type { Permission } from '../kernel/access';
import type { Language } from '../kernel/messages';
import { settlementAccess } from '../settlement/settlement.access';
import type { Crumb } from './screen';
import { mayEver, SETTLEMENT } from './navigation';
import { useVisit, type Words } from './visit';

interface Section {
  readonly href: string;
  readonly text: Readonly<Record<Language, string>>;
  readonly permission: Permission;
}

const SECTIONS: readonly Section[] = [
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
    href: SETTLEMENT.charges,
    text: { da: 'Andre opkrævninger', en: 'Other charges' },
    permission: settlementAccess.listCharges,
  },
];

const WORDS = {
  da: { settlement: 'Afregning' },
  en: { settlement: 'Settlement' },
} satisfies Words<Record<string, string>>;

export const settlementTitle = (language: Language): string => WORDS[language].settlement;

/** The crumb that leads back to all of settlement. */
export const settlementCrumb = (language: Language): Crumb => ({
  href: SETTLEMENT.all,
  text: settlementTitle(language),
});

/** The pages of settlement that the reader may see. */
export const Sections = (): VNode => {
  const { actor, language, path } = useVisit();
  const shown = SECTIONS.filter(({ permission }) => actor !== undefined && mayEver(permission, actor));
  return (
    <nav class="sections" aria-label={WORDS[language].settlement}>
      <ul>
        {shown.map(({ href, text }) => (
          <li>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {text[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
