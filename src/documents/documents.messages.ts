import type { RefusalCatalogue } from '../kernel/messages';

export const documentRefusals: RefusalCatalogue = {};
