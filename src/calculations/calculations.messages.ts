import type { RefusalCatalogue } from '../kernel/messages';

/** Why a tariff cannot be calculated. */
export const calculationsRefusals: RefusalCatalogue = {
  UNKNOWN_CALCULATION: {
    status: 404,
    da: 'Tilbuddet har ingen takstberegning med dette id.',
    en: 'The offering has no tariff calculation with this id.',
  },
  NO_AGREEMENT_FOR_YEAR: {
    status: 422,
    about: ['year'],
    da: 'Driftsherren er ikke omfattet af en rammeaftale den 1. januar {year}, så der er ingen regler at beregne efter.',
    en: 'The operator is under no framework agreement on 1 January {year}, so there are no rules to calculate by.',
  },
  OCCUPANCY_MISSING: {
    status: 422,
    about: ['occupancy'],
    da: 'Belægningen for {year} mangler: oplys den, eller vælg en belægning med en grund (R12).',
    en: 'The occupancy of {year} is missing: state it, or choose a rate and give a reason (R12).',
  },
  PRICE_BELOW_ZERO: {
    status: 422,
    da: 'Reguleringen og de andre indtægter er større end omkostningerne, så taksten ville blive negativ.',
    en: 'The regulation and the other income exceed the costs, so the tariff would be negative.',
  },
  BUDGET_OUT_OF_RANGE: {
    status: 422,
    da: 'Et beløb i budgettet er over {maxOre}.',
    en: 'An amount in the budget is above {maxOre}.',
  },
  HEALTH_NOT_YET_INCLUDED: {
    status: 422,
    about: ['costs'],
    da: 'Sundhedsfaglig behandling indgår først i takster fra {year} (R20).',
    en: 'Health treatment is part of tariffs from {year} only (R20).',
  },
  ORIGIN_YEAR_UNFIT: {
    status: 422,
    about: ['regulation[originYear].originYear'],
    da: 'Et resultat fra {originYear} kan ikke reguleres i taksten for {year} (R22).',
    en: 'A result of {originYear} cannot be settled in the tariff of {year} (R22).',
  },
  ORIGIN_YEAR_TWICE: {
    status: 422,
    about: ['regulation[originYear].originYear'],
    da: 'Resultatet fra {originYear} er nævnt to gange.',
    en: 'The result of {originYear} is named twice.',
  },
  SERVICE_HOURS_UNFIT: {
    status: 422,
    about: ['serviceHours'],
    da: 'Omkostninger til ydelsestaksten og budgetterede timer skal oplyses sammen (R15).',
    en: 'Costs of the service price and budgeted hours must be stated together (R15).',
  },
  PLACES_OUTSIDE_YEAR: {
    status: 422,
    about: ['capacity[first].first'],
    da: 'Pladserne fra {first} til {last} ligger ikke i {year}.',
    en: 'The places from {first} to {last} are not within {year}.',
  },
  PLACES_OVERLAP: {
    status: 422,
    about: ['capacity[first].first'],
    da: 'Perioderne med pladser overlapper hinanden ved {first}.',
    en: 'The spans of places overlap at {first}.',
  },
  NO_PLACES_IN_YEAR: {
    status: 422,
    about: ['capacity'],
    da: 'Ydelsen har ingen pladser i {year}.',
    en: 'The service line has no places in {year}.',
  },
  OPENING_DAYS_MISSING: {
    status: 422,
    about: ['openingDays'],
    da: 'Antallet af åbningsdage mangler (R11).',
    en: 'The number of opening days is missing (R11).',
  },
  PACKAGE_PART_TWICE: {
    status: 422,
    about: ['parts[serviceLineId].serviceLineId'],
    da: 'Ydelsen {serviceLineId} er nævnt to gange i pakken.',
    en: 'The service line {serviceLineId} is named twice in the package.',
  },
  UNKNOWN_TARIFF: {
    status: 404,
    about: ['corrects'],
    da: 'Tilbuddet har ingen takst med dette id.',
    en: 'The offering has no tariff with this id.',
  },
  CALCULATION_OF_ANOTHER_LEVEL: {
    status: 409,
    about: ['corrects'],
    da: 'Taksten, der skal rettes, er for et andet niveau ({level}) end beregningen.',
    en: 'The tariff to be corrected is of another level ({level}) than the calculation.',
  },
  CORRECTED_FROM_ITS_OWN_DAY: {
    status: 422,
    about: ['validFrom'],
    da: 'En rettelse gælder fra samme dag som den takst, den retter ({validFrom}).',
    en: 'A correction holds from the same day as the tariff it corrects ({validFrom}).',
  },
  PACKAGE_ABOVE_ITS_PARTS: {
    status: 422,
    about: ['soldAtOre'],
    da: 'Pakken må ikke koste mere end sine ydelser tilsammen ({totalOre}) ud over afrunding til hele kroner (R13, R17).',
    en: 'The package must not cost more than its services together ({totalOre}), but for rounding to whole kroner (R13, R17).',
  },
  PACKAGE_PART_UNPRICED: {
    status: 422,
    about: ['parts[serviceLineId].level'],
    da: 'Ydelsen {serviceLineId}, niveau {level}, har ingen dagstakst den {validFrom}, så pakken kan ikke prissættes af den (R13).',
    en: 'The service line {serviceLineId}, level {level}, has no day price on {validFrom}, so the package cannot be priced from it (R13).',
  },
  CALCULATION_REPLACED: {
    status: 409,
    da: 'Beregningen er afløst af en nyere.',
    en: 'The calculation has been replaced by a newer one.',
  },
  CALCULATION_USED: {
    status: 409,
    da: 'Der er allerede lavet en takst af beregningen.',
    en: 'A tariff has been made of the calculation already.',
  },
};
