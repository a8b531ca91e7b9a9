import type { RefusalCatalogue } from '../kernel/messages';

/** Why something about a place cannot be done, for caseworkers and operators. */
export const placementsRefusals: RefusalCatalogue = {
  PLACEMENT_UNKNOWN: {
    status: 404,
    da: 'Der findes ingen indskrivning med det nummer, som I er part i.',
    en: 'There is no placement with that id that you are a party to.',
  },
  PLACEMENT_EXISTS: { status: 409, da: 'Reservationen findes allerede.', en: 'The reservation exists already.' },
  NOT_YOURS: {
    status: 403,
    da: 'Det kan kun den part gøre, som det hører til.',
    en: 'Only the party it belongs to may do this.',
  },
  NO_SUCH_MUNICIPALITY: {
    status: 422,
    da: 'Afstande regnes fra en kommune. Vælg den i near; {near} er ikke en kommune.',
    en: 'Distances are counted from a municipality. Name it in near; {near} is none.',
  },
  UNKNOWN_OFFERING: { status: 404, da: 'Tilbuddet findes ikke.', en: 'There is no such offering.' },
  UNKNOWN_SERVICE_LINE: {
    status: 404,
    da: 'Tilbuddet har ingen ydelse {serviceLineId}.',
    en: 'The offering has no service line {serviceLineId}.',
  },
  SERVICE_LINE_NOT_OPEN: {
    status: 422,
    da: 'Der kan ikke begynde nye ophold på {serviceLineId} den {firstDay}.',
    en: 'No stay can begin on {serviceLineId} on {firstDay}.',
  },
  LEGAL_BASIS_NOT_IN_FORCE: {
    status: 422,
    da: 'Paragraffen {legalBasis} gælder ikke den {day}.',
    en: 'The paragraph {legalBasis} is not in force on {day}.',
  },
  OFFERING_CLOSES: {
    status: 409,
    da: 'Tilbuddet lukker. Sidste dag er {last}, og derefter kan der ikke købes pladser. Angiv en sidste dag.',
    en: 'The offering closes. Its last day is {last}, and no place is sold past it. State a last day.',
  },
  BEGINS_AFTER_CLOSURE: {
    status: 409,
    da: 'Tilbuddet lukker. Sidste dag er {last}, så et ophold kan ikke begynde den {firstDay}.',
    en: 'The offering closes. Its last day is {last}, so no stay can begin on {firstDay}.',
  },
  NO_AGREEMENT: {
    status: 422,
    da: 'Der er ingen rammeaftale mellem {buyer} og {operator}, som gælder den {firstDay}.',
    en: 'No framework agreement between {buyer} and {operator} is in force on {firstDay}.',
  },
  PRICE_OF_OTHER_GROUND: {
    status: 422,
    da: 'Niveau {level} er prisen for et andet anbringelsesgrundlag end {ground} (R41).',
    en: 'Level {level} is the price for another placement ground than {ground} (R41).',
  },
  NO_TARIFF: {
    status: 422,
    da: 'Der er ingen takst for {serviceLineId}, niveau {level}, den {firstDay}.',
    en: 'There is no tariff for {serviceLineId}, level {level}, on {firstDay}.',
  },
  TOO_FAR_BACK: {
    status: 422,
    da: '{firstDay} ligger mere end 12 måneder tilbage, så betaling kan ikke længere kræves (R2).',
    en: '{firstDay} is more than 12 months ago, so payment can no longer be claimed (R2).',
  },
  UNKNOWN_SUPPLEMENT: {
    status: 422,
    da: 'Taksten har intet tillæg {supplement}.',
    en: 'The tariff has no supplement {supplement}.',
  },
  HOURS_REQUIRED: {
    status: 422,
    da: 'Niveau {level} har en pris pr. time. Angiv antallet af timer pr. dag.',
    en: 'Level {level} has a price per hour. State the hours a day.',
  },
  HOURS_NOT_SOLD: {
    status: 422,
    da: 'Niveau {level} har ingen pris pr. time, så timer kan ikke aftales.',
    en: 'Level {level} has no price per hour, so no hours can be agreed.',
  },
  PART_TIME_NOT_OFFERED: {
    status: 422,
    da: 'En plads på {daysPerWeek} dage om ugen sælges ikke her. Deltid findes kun for dagtilbud (R16).',
    en: 'A place for {daysPerWeek} days a week is not sold here. Part time is for day places only (R16).',
  },
  CONSENT_MISSING: {
    status: 422,
    da: 'Aftaler to kommuner, hvem der betaler, skal borgeren have samtykket (R9). Bekræft samtykket.',
    en: 'Where two municipalities agree on who pays, the citizen must have consented (R9). Confirm the consent.',
  },
  PAYER_CHANGE_ALREADY_PROPOSED: {
    status: 409,
    da: '{payer} er allerede spurgt om at betale fra {from} og har ikke svaret. Træk spørgsmålet tilbage først.',
    en: '{payer} has been asked already to pay from {from} and has not answered. Take that back first.',
  },
  NO_PAYER_CHANGE_PROPOSED: {
    status: 409,
    da: 'Ingen er spurgt om at overtage betalingen.',
    en: 'Nobody has been asked to take over payment.',
  },
  UNKNOWN_PAYER: {
    status: 422,
    da: 'Betaleren {payer} er ikke registreret.',
    en: 'The payer {payer} is not registered.',
  },
  PAYER_GROUND_REQUIRED: {
    status: 422,
    da: 'Angiv, hvorfor {payer} betaler i stedet for køberen (R7-R9).',
    en: 'State why {payer} pays instead of the buyer (R7-R9).',
  },
  PAYER_NOT_ASKED: {
    status: 422,
    da: '{payer} skal selv sige ja til at betale efter en aftale (R9). Reservér med jer selv som betaler, og foreslå {payer} som betaler bagefter.',
    en: '{payer} has to agree to pay under an agreement itself (R9). Reserve as payer yourselves, and propose {payer} as payer afterwards.',
  },
  EXPIRES_IN_THE_PAST: {
    status: 422,
    da: 'Reservationen kan ikke udløbe den {expiresOn}, som er passeret.',
    en: 'The reservation cannot expire on {expiresOn}, which has passed.',
  },
  EXPIRES_TOO_LATE: {
    status: 422,
    da: 'Reservationen kan højst holdes til {latest}.',
    en: 'The reservation can be held until {latest} at most.',
  },
  ENDS_BEFORE_START: {
    status: 422,
    da: 'Den sidste dag, {last}, ligger før den første, {first}.',
    en: 'The last day, {last}, is before the first, {first}.',
  },
  OVER_CAPACITY_TOO_LONG: {
    status: 422,
    da: 'Midlertidig overbelægning kan højst vare {max} dage. Varer det længere, så ændr pladstallet.',
    en: 'Temporary over-capacity lasts {max} days at most. If it lasts longer, change the number of places.',
  },
  NO_FREE_PLACE: {
    status: 409,
    da: 'Der er ingen ledig plads på {serviceLineId} den {day}.',
    en: 'There is no free place on {serviceLineId} on {day}.',
  },
  PLACES_ARE_SOLD: {
    status: 409,
    da: 'Antallet kan ikke sættes til {places}: den {day} er der solgt {taken}.',
    en: 'On {day} {taken} places are sold, so the number cannot be {places}.',
  },
  NOT_RESERVED: { status: 409, da: 'Reservationen er ikke længere åben.', en: 'The reservation is no longer open.' },
  RESERVATION_EXPIRED: {
    status: 409,
    da: 'Reservationen udløb den {expiresOn}.',
    en: 'The reservation expired on {expiresOn}.',
  },
  NOT_AGREED: {
    status: 409,
    da: 'Købet er ikke bekræftet, så det kan ikke lade sig gøre endnu.',
    en: 'The purchase has not been confirmed, so this is not possible yet.',
  },
  NOT_ENROLLED: { status: 409, da: 'Borgeren er ikke indskrevet.', en: 'The citizen is not enrolled.' },
  ALREADY_ENROLLED: { status: 409, da: 'Borgeren er allerede indskrevet.', en: 'The citizen is already enrolled.' },
  NOT_DISCHARGED: {
    status: 409,
    da: 'Borgeren er ikke udskrevet, så der er intet at rette.',
    en: 'The citizen has not been discharged, so there is nothing to correct.',
  },
  STAY_IS_OVER: { status: 409, da: 'Opholdet er slut.', en: 'The stay is over.' },
  CITIZEN_NOT_YET_THERE: {
    status: 422,
    da: 'Borgeren kan først indskrives på dagen. {firstDay} er ikke kommet endnu.',
    en: 'A citizen is enrolled on the day at the earliest. {firstDay} has not come yet.',
  },
  ALREADY_PLACED: {
    status: 409,
    da: 'Borgeren har en anden døgnplads den {day}. Er borgeren flyttet, skal den anden plads først udskrives. Hvor fraflytningsdagen tæller (R35), begynder den nye plads tidligst dagen efter; hvor den ikke tæller, kan den begynde samme dag.',
    en: 'The citizen has another place round the clock on {day}. If the citizen has moved, the other place must discharge first. Where the departure day counts (R35) the new place begins the day after at the earliest; where it does not, on the same day.',
  },
  BEFORE_FIRST_DAY: {
    status: 422,
    da: '{day} ligger før opholdets første dag, {firstDay}.',
    en: '{day} is before the first day of the stay, {firstDay}.',
  },
  AFTER_LAST_DAY: {
    status: 422,
    da: '{day} ligger efter opholdets sidste dag, {lastDay}.',
    en: '{day} is after the last day of the stay, {lastDay}.',
  },
  CHANGE_ALREADY_PROPOSED: {
    status: 409,
    da: 'Der er allerede et forslag om ændring fra {from}, som mangler svar.',
    en: 'A change from {from} has been proposed and awaits an answer.',
  },
  NO_CHANGE_PROPOSED: {
    status: 409,
    da: 'Der er intet forslag om ændring at svare på.',
    en: 'There is no proposed change to answer.',
  },
  OWN_PROPOSAL: {
    status: 409,
    da: 'Forslaget er jeres eget. Det er den anden part, der skal svare.',
    en: 'The proposal is your own. The other party must answer it.',
  },
  ABSENCE_OVERLAPS: {
    status: 409,
    da: 'Fravær er allerede registreret fra {first} til {last}.',
    en: 'Absence is registered already from {first} to {last}.',
  },
  NOTICE_ALREADY_GIVEN: {
    status: 409,
    da: 'Opholdet er allerede opsagt. Sidste betalingsdag er {lastPayableDay}.',
    en: 'Notice has been given already. The last payable day is {lastPayableDay}.',
  },
  NOTICE_NOT_REQUIRED: {
    status: 422,
    da: 'Ophold af denne art opsiges ikke. Der betales, så længe borgeren er der (R30).',
    en: 'Stays of this kind need no notice. They are paid while the citizen is there (R30).',
  },
  NOTICE_HAS_RUN_OUT: {
    status: 422,
    da: 'Opsigelsen ville være udløbet den {lastPayableDay}. Bed driftsherren om at registrere den, hvis den kom i tide.',
    en: 'The notice would have run out on {lastPayableDay}. Ask the operator to record it if it came in time.',
  },
  NOTICE_IN_FUTURE: {
    status: 422,
    da: 'En opsigelse kan ikke være modtaget den {receivedDate}, som ikke er kommet endnu.',
    en: 'A notice cannot have been received on {receivedDate}, which has not come yet.',
  },
  RECEIVED_BEFORE_GIVEN: {
    status: 422,
    da: 'Opsigelsen kan ikke være modtaget {receivedDate}, før den er dateret {noticeDate}.',
    en: 'The notice cannot have been received on {receivedDate}, before its date {noticeDate}.',
  },
  DEPARTURE_IN_FUTURE: {
    status: 422,
    da: 'En udskrivning registreres, når borgeren er flyttet. {departureDay} er ikke kommet endnu.',
    en: 'A discharge is recorded once the citizen has left. {departureDay} has not come yet.',
  },
  PAYABLE_BEFORE_DEPARTURE: {
    status: 422,
    da: 'Sidste betalingsdag, {lastPayableDay}, kan ikke ligge før borgerens sidste dag, {departureDay}.',
    en: 'The last payable day, {lastPayableDay}, cannot be before the last day of presence, {departureDay}.',
  },
  PAYABLE_TOO_LATE: {
    status: 422,
    da: 'Sidste betalingsdag, {lastPayableDay}, kan højst være {latest}: det, en opsigelse på fraflytningsdagen ville give.',
    en: 'The last payable day, {lastPayableDay}, can be {latest} at most: what a notice on the departure day would give.',
  },
  PAYS_ALREADY: { status: 409, da: '{payer} betaler allerede den {from}.', en: '{payer} pays already on {from}.' },
};
