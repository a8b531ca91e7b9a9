import type { RefusalCatalogue } from '../kernel/messages';

export const documentRefusals: RefusalCatalogue = {
  E_INVOICE_RULES_BROKEN: {
    status: 422,
    da: 'E-fakturaen bryder {rules}. Prøv den mod reglerne, ret det, der mangler, og udsted den så.',
    en: 'The e-invoice breaks {rules}. Hold it against the rules, put right what is missing, then issue it.',
  },
  E_INVOICE_ALREADY_ISSUED: {
    status: 409,
    da: 'Opgørelsen {statementId} er allerede udstedt som e-faktura i formatet {profile}. Hver opgørelse har ét dokument.',
    en: 'The statement {statementId} has been issued as an e-invoice in {profile}. Each statement has one document.',
  },
  E_INVOICE_NOT_ISSUED: {
    status: 404,
    da: 'Opgørelsen {statementId} er ikke udstedt som e-faktura.',
    en: 'The statement {statementId} has not been issued as an e-invoice.',
  },
  E_INVOICE_NOT_REPRODUCED: {
    status: 409,
    da: 'E-fakturaen for {statementId} kan ikke dannes igen med samme indhold. Brug det eksemplar, der blev hentet ved udstedelsen.',
    en: 'The e-invoice of {statementId} cannot be made again with the same content. Use the copy fetched when it was issued.',
  },
};
