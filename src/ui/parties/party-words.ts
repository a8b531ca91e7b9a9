import type { Language } from '../../kernel/messages';
import type { PartyKind } from '../../parties/party.events';
import type { Words } from '../frame/visit';

export const KIND_WORDS = {
  da: { municipality: 'Kommune', region: 'Region', 'private-supplier': 'Privat leverandør' },
  en: { municipality: 'Municipality', region: 'Region', 'private-supplier': 'Private supplier' },
} satisfies Words<Record<PartyKind, string>>;

const CONSTRUCTED: Readonly<Record<Language, string>> = { da: 'konstrueret', en: 'made up' };

/** Made up for demonstration: what is said of a number or an address must show it. */
export const asConstructed = (text: string, constructed: boolean | undefined, language: Language): string =>
  constructed === true ? `${text} (${CONSTRUCTED[language]})` : text;
