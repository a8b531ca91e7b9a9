import type { Language, RefusalCatalogue } from '../kernel/messages';
import { filledIn } from '../kernel/messages';
import type { TariffWarning, TariffWarningCode } from './tariff.events';

/** What is unusual about a tariff, said as it stands in answers and on pages. Warnings never hinder (R1). */
const TARIFF_WARNING_SENTENCES: Readonly<Record<TariffWarningCode, Readonly<Record<Language, string>>>> = {
  ABOVE_TARIFF_CAP: {
    da: 'En dag koster {actualOre}; takstloftet er {limitOre} ({rule}).',
    en: 'A day costs {actualOre}; the tariff cap is {limitOre} ({rule}).',
  },
  OCCUPANCY_BELOW_BAND: {
    da: 'Den budgetterede belægning er lavere, end aftalen tillader ({rule}).',
    en: 'The budgeted occupancy is lower than the agreement allows ({rule}).',
  },
  OCCUPANCY_ABOVE_RECOMMENDED: {
    da: 'Den budgetterede belægning er højere, end aftalen anbefaler ({rule}).',
    en: 'The budgeted occupancy is higher than the agreement recommends ({rule}).',
  },
  NOT_WHOLE_KRONER: {
    da: 'En pris pr. dag er ikke i hele kroner, som aftalen beder om ({rule}).',
    en: 'A price a day is not in whole kroner, as the agreement asks for ({rule}).',
  },
  SHORT_NOTICE: {
    da: 'Taksten begynder før udløbet af det varsel, aftalen giver ({rule}).',
    en: 'The tariff begins before the notice that the agreement gives has run out ({rule}).',
  },
};

/** A warning with its sentence in each language. */
export const warningInWords = (warning: TariffWarning): TariffWarning & Readonly<Record<Language, string>> => {
  const { da, en } = TARIFF_WARNING_SENTENCES[warning.code];
  const values = { ...warning };
  return { ...warning, da: filledIn(da, values, 'da'), en: filledIn(en, values, 'en') };
};

export const tariffRefusals: RefusalCatalogue = {
  NOT_YOURS: {
    status: 403,
    da: 'Det kan kun den part gøre, som det hører til.',
    en: 'Only the party it belongs to may do this.',
  },
  UNKNOWN_AGREEMENT: {
    status: 404,
    about: ['agreementId'],
    da: 'Der er ingen rammeaftale med navnet {agreementId}.',
    en: 'There is no framework agreement called {agreementId}.',
  },
  UNKNOWN_OFFERING: {
    status: 404,
    about: ['offeringId'],
    da: 'Tilbuddet findes ikke.',
    en: 'There is no such offering.',
  },
  UNKNOWN_SERVICE_LINE: {
    status: 404,
    about: ['serviceLineId'],
    da: 'Tilbuddet har ingen ydelse {serviceLineId}.',
    en: 'The offering has no service line {serviceLineId}.',
  },
  LEVEL_GROUND_FIXED: {
    status: 409,
    about: ['level'],
    da: 'Niveau {level} er solgt med et andet anbringelsesgrundlag eller uden. En pris for et bestemt grundlag får sit eget niveau (R41).',
    en: 'Level {level} has been sold for another placement ground or for none. A price for one ground gets a level of its own (R41).',
  },
  SERVICE_LINE_ENDED: {
    status: 409,
    about: ['validFrom'],
    da: 'Ydelsen {serviceLineId} sælges ikke efter {last}.',
    en: 'The service line {serviceLineId} is not sold after {last}.',
  },
  UNKNOWN_TARIFF: {
    status: 404,
    about: ['corrects'],
    da: 'Tilbuddet har ingen takst med dette id.',
    en: 'The offering has no tariff with this id.',
  },
  TARIFF_VERSION_EXISTS: {
    status: 409,
    about: ['validFrom'],
    da: 'Der er allerede en takst fra {validFrom}. Er den forkert, så ret den.',
    en: 'There is a tariff from {validFrom} already. If it is wrong, correct it.',
  },
  TARIFF_NOT_IN_FUTURE: {
    status: 422,
    about: ['validFrom'],
    da: 'En ny takst kan tidligst gælde fra dagen efter i dag ({today}). Var den gamle forkert, så ret den i stedet.',
    en: 'A new tariff can hold from the day after today ({today}) at the earliest. If the old one was wrong, correct it.',
  },
  TARIFF_SUPERSEDED: {
    status: 409,
    da: 'Taksten er allerede rettet. Ret den nyeste udgave i stedet ({tariffId}).',
    en: 'The tariff has been corrected already. Correct the newest version instead ({tariffId}).',
  },
  TARIFF_UNCHANGED: {
    status: 409,
    da: 'Rettelsen er magen til den takst, der står der.',
    en: 'The correction is the same as the tariff that stands there.',
  },
  CALCULATION_OF_ANOTHER_VERSION: {
    status: 409,
    about: ['calculationId'],
    da: 'Den takst, der rettes, er ikke dannet af den beregning. Gør beregningen til takst i stedet.',
    en: 'The tariff that is corrected was not made of that calculation. Make a tariff of the calculation instead.',
  },
  CALCULATED_PARTS_CHANGED: {
    status: 409,
    about: ['calculationId'],
    da: 'De beregnede dele af taksten er ændret, så beregningen forklarer den ikke længere. Ret uden beregningen, eller beregn på ny.',
    en: 'The calculated parts of the tariff are changed, so the calculation explains it no more. Correct it without the calculation, or calculate anew.',
  },
  COMPONENT_COUNT: {
    status: 422,
    about: ['components'],
    da: 'En takst har 1 til {max} dele.',
    en: 'A tariff has 1 to {max} components.',
  },
  COMPONENT_TWICE: {
    status: 422,
    about: ['components[code].code'],
    da: 'Delen {code} er nævnt to gange.',
    en: 'The component {code} is named twice.',
  },
  NOTHING_ALWAYS_CHARGED: {
    status: 422,
    about: ['components'],
    da: 'En takst skal have en basistakst eller en ydelsespakke, som altid betales.',
    en: 'A tariff needs a base tariff or a service package, which is always charged.',
  },
  BASE_TWICE: {
    status: 422,
    about: ['components'],
    da: 'En takst har højst én basistakst.',
    en: 'A tariff has at most one base tariff.',
  },
  UNIT_UNFIT: {
    status: 422,
    about: ['components[code].kind'],
    da: 'Enheden {unit} passer ikke til delen {code} ({kind}).',
    en: 'The unit {unit} does not fit the component {code} ({kind}).',
  },
  PRICE_OUT_OF_RANGE: {
    status: 422,
    about: ['components[code].priceOre'],
    da: 'Prisen på delen {code} skal være fra 0 til {maxOre}.',
    en: 'The price of the component {code} must be from 0 to {maxOre}.',
  },
  PACKAGE_NEEDS_OWN_LEVEL: {
    status: 409,
    about: ['level'],
    da: 'Niveauet {level} er solgt til en anden slags pris, og pakker gælder kun nyvisiterede (R13). Giv pakken sit eget niveau; borgere flyttes dertil ved et godkendt skift af vilkår.',
    en: 'The level {level} has been sold at another kind of price, and packages are for newly referred citizens only (R13). Give the package a level of its own; citizens move to it by an accepted change of terms.',
  },
  PACKAGE_NOT_CALCULATED: {
    status: 409,
    about: ['level'],
    da: 'Niveauet {level} er en pakke, hvis pris skal beregnes af ydelsernes priser, så den kan faktureres pr. paragraf (R13). Beregn pakken, og gør beregningen til takst.',
    en: 'The level {level} is a package, whose price must be calculated from the prices of its services so that it can be invoiced per paragraph (R13). Calculate the package and make a tariff of the calculation.',
  },
  OCCUPANCY_OUT_OF_RANGE: {
    status: 422,
    about: ['budgetedOccupancyBp', 'decidedOccupancy'],
    da: 'Den budgetterede belægning skal være over 0 og højst 100 %.',
    en: 'The budgeted occupancy must be above 0 and at most 100 %.',
  },
};
