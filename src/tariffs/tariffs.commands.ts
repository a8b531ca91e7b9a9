/** What another context may ask of tariffs, by the command bus. The rules that answer stay here. */
export type { TariffAnswer } from './change-tariff';
export { correctionAsked, CorrectTariffBody } from './correct-tariff';
export { previewOf, TariffPreviewView } from './preview-tariff';
export { ChangeTariff, CorrectTariff } from './tariff.decider';
