import type { PartyKind } from '../../parties/party.events';
import type { Words } from '../frame/visit';

export const KIND_WORDS = {
  da: { municipality: 'Kommune', region: 'Region', 'private-supplier': 'Privat leverandør' },
  en: { municipality: 'Municipality', region: 'Region', 'private-supplier': 'Private supplier' },
} satisfies Words<Record<PartyKind, string>>;
