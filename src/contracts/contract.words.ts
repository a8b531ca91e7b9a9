import type { Said } from '../kernel/messages';
import type { ContractSide, SigningMethod } from './contract.events';
import type { ContractStatus } from './contract-status.calculation';

/** What the codes of contracts are called. */

export const CONTRACT_STATUS_WORDS: Readonly<Record<ContractStatus, Said>> = {
  DRAFTED: { da: 'Mangler begge underskrifter', en: 'Neither side has signed' },
  AWAITING_BUYER: { da: 'Mangler købers underskrift', en: 'The buyer has not signed' },
  AWAITING_SUPPLIER: { da: 'Mangler sælgers underskrift', en: 'The seller has not signed' },
  SIGNED: { da: 'Underskrevet af begge', en: 'Signed by both' },
  IN_FORCE: { da: 'I kraft', en: 'In force' },
  IN_FORCE_UNSIGNED: { da: 'I kraft uden underskrifter', en: 'In force, not signed' },
  ENDED: { da: 'Ophørt', en: 'Ended' },
  ANNULLED: { da: 'Annulleret', en: 'Annulled' },
};

export const SIDE_WORDS: Readonly<Record<ContractSide, Said>> = {
  BUYER: { da: 'Køber', en: 'Buyer' },
  SUPPLIER: { da: 'Sælger', en: 'Seller' },
};

export const SIGNING_METHOD_WORDS: Readonly<Record<SigningMethod, Said>> = {
  LOCAL: { da: 'i Pladsbog', en: 'in Pladsbog' },
  MITID_ERHVERV: { da: 'med MitID Erhverv', en: 'by MitID Erhverv' },
  PAPER: { da: 'på papir', en: 'on paper' },
};
