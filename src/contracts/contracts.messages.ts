import type { RefusalCatalogue } from '../kernel/messages';

/** Why something about a contract cannot be done, for caseworkers and operators. */
export const contractsRefusals: RefusalCatalogue = {
  CONTRACT_UNKNOWN: {
    status: 404,
    da: 'Der findes ingen kontrakt med det nummer, som I er part i.',
    en: 'There is no contract with that id that you are a party to.',
  },
  CONTRACT_NOT_DRAFTED: {
    status: 409,
    da: 'Kontrakten er ikke udarbejdet endnu.',
    en: 'The contract has not been drawn up yet.',
  },
  CONTRACT_ANNULLED: {
    status: 409,
    da: 'Kontrakten er annulleret, fordi købet blev trukket tilbage.',
    en: 'The contract is annulled, because the purchase was withdrawn.',
  },
  ADDENDUM_UNKNOWN: {
    status: 404,
    da: 'Kontrakten har intet tillæg nummer {addendum}.',
    en: 'The contract has no addendum {addendum}.',
  },
  HASH_MISMATCH: {
    status: 409,
    about: ['contentHash'],
    da: 'Det, I vil underskrive, er ikke det, kontrakten siger nu. Hent den igen, og læs den, før I underskriver.',
    en: 'What you want to sign is not what the contract says now. Fetch it again and read it before you sign.',
  },
  ALREADY_SIGNED: {
    status: 409,
    da: 'Jeres side har allerede underskrevet.',
    en: 'Your side has signed already.',
  },
  SIDE_REQUIRED: {
    status: 422,
    about: ['side'],
    da: 'I køber af jer selv. Angiv, om der underskrives for køber (BUYER) eller leverandør (SUPPLIER).',
    en: 'You buy from yourselves. State whether you sign for the buyer (BUYER) or the supplier (SUPPLIER).',
  },
};
