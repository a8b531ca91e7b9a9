import type { Language } from '../../kernel/messages';
import type { ChargeKind, ChargeLine } from '../charges/charge.events';

/** Kinds of charges as people read them. */
export const CHARGE_KIND_WORDS: Readonly<Record<Language, Readonly<Record<ChargeKind, string>>>> = {
  da: {
    OBJECTIVE_SHARE: 'Objektiv finansiering',
    OBJECTIVE_REGULATION: 'Efterregulering af objektiv finansiering',
    SUBSCRIPTION: 'Abonnement',
    RESULT_REFUND: 'Efterregulering af resultat',
    CLOSURE_DEFICIT: 'Underskud ved lukning',
  },
  en: {
    OBJECTIVE_SHARE: 'Objective financing',
    OBJECTIVE_REGULATION: 'Regulation of objective financing',
    SUBSCRIPTION: 'Subscription',
    RESULT_REFUND: 'Regulation of a result',
    CLOSURE_DEFICIT: 'Deficit of a closure',
  },
};

/** A charge's codes as people read them: it is one piece at its amount. */
export const chargeWords = (
  { chargeKind }: Pick<ChargeLine, 'chargeKind'>,
  language: Language,
): { readonly kind: string; readonly unit: string } => ({
  kind: CHARGE_KIND_WORDS[language][chargeKind],
  unit: { da: 'stk.', en: 'pcs' }[language],
});
