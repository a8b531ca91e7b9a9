import type { Purpose, Relation } from '../../citizens/citizen-access.calculation';
import type { CitizenField } from '../../citizens/citizen-record.events';
import * as citizen from '../../citizens/citizen.words';
import type { CprHint } from '../../kernel/cpr';
import { beginning, type Said } from '../../kernel/messages';

/** Words for the codes of a citizen's record, as people say them. */

export const FIELD_WORDS: Readonly<Record<CitizenField, Said>> = {
  cpr: { da: 'CPR-nummer', en: 'CPR number' },
  name: { da: 'Navn', en: 'Name' },
  address: { da: 'Adresse', en: 'Address' },
  contact: { da: 'Kontakt', en: 'Contact' },
  note: { da: 'Note', en: 'Note' },
};

export const PURPOSE_WORDS: Readonly<Record<Purpose, Said>> = {
  CASEWORK: { da: 'Sagsbehandling', en: 'Casework' },
  STAY: { da: 'Borgerens ophold', en: 'The citizen’s stay' },
  SETTLEMENT: { da: 'Afregning', en: 'Settlement' },
  SUBJECT_ACCESS: { da: 'Borgerens ret til indsigt', en: 'The citizen’s right of access' },
  AUDIT: { da: 'Revision', en: 'Audit' },
};

export const RELATION_WORDS: Readonly<Record<Relation, Said>> = {
  REGISTRANT: { da: 'den, der har registreret borgeren', en: 'the one that registered the citizen' },
  BUYER: { da: 'køber', en: 'buyer' },
  PAYER: { da: 'betaler', en: 'payer' },
  OPERATOR: { da: 'driftsherre', en: 'operator' },
  FORMER_OPERATOR: { da: 'tidligere driftsherre', en: 'former operator' },
  AUDITOR: { da: 'revisor', en: 'auditor' },
};

export const ERASURE_WORDS = beginning(citizen.ERASURE_WORDS);

/** What is odd about a CPR number; never a hindrance. */
export const HINT_WORDS: Readonly<Record<CprHint, Said>> = {
  MODULUS_11: {
    da: 'Kontrolcifret stemmer ikke (modulus 11). Det kan være rigtigt, for siden 2007 er der givet numre, hvor det ikke stemmer; men se efter, om to cifre er byttet om.',
    en: 'The check digit does not agree (modulus 11). It may be right, as numbers given since 2007 need not agree; but see whether two digits have changed places.',
  },
  BORN_IN_THE_FUTURE: {
    da: 'Efter nummeret er borgeren ikke født endnu.',
    en: 'By its number the citizen is not born yet.',
  },
};
