import type { CosignerEvent } from '../cosigning/cosigner.events';
import type { MonthCosigningEvent } from '../cosigning/month-cosigning.events';
import { danishDay, spokenMonth } from '../kernel/calendar';
import type { Words } from './names';

/** Who has seen what state of a month, and with which key, in words. */
export const COSIGNING_WORDS: Pick<Words, (CosignerEvent | MonthCosigningEvent)['type']> = {
  MonthCosigned: ({ statementId, month, signer, signedOn, own }, names) => ({
    da: `${names.party(signer.organisation)} medunderskrev ${spokenMonth(month, 'da')} (opgørelse ${statementId}) den ${danishDay(signedOn)}${own === undefined ? '' : ' med egen nøgle'}`,
    en: `${names.party(signer.organisation)} cosigned ${spokenMonth(month, 'en')} (statement ${statementId}) on ${signedOn}${own === undefined ? '' : ' with its own key'}`,
  }),
  CosigningKeyRegistered: ({ party, verifierKey, registeredOn }, names) => ({
    da: `${names.party(party)} registrerede den ${danishDay(registeredOn)} nøglen ${verifierKey} til at medunderskrive med`,
    en: `${names.party(party)} registered the key ${verifierKey} to cosign with on ${registeredOn}`,
  }),
};
