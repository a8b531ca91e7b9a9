import type { Day } from '../kernel/calendar';
import { danishDay } from '../kernel/calendar';
import { paragraph } from '../kernel/legal-basis';
import { danishKroner } from '../kernel/money';
import { ERASURE_WORDS } from '../citizens/citizen.words';
import {
  ABSENCE_WORDS,
  CORRECTION_WORDS,
  DECLINE_WORDS,
  DISCHARGE_WORDS,
  PAYER_CHANGE_GROUND_WORDS,
} from '../placements/placement.words';
import { TARIFF_WARNING_WORDS } from '../tariffs/tariff.words';
import { CALCULATION_WORDS } from './calculation-words';
import { COSIGNING_WORDS } from './cosigning-words';
import { SCHEME_WORDS } from './scheme-words';
import { SETTLEMENT_WORDS } from './settlement-words';
import { DISPUTE_WORDS, PAYMENT_FILE_WORDS, PAYMENT_WORDS } from './dispute-words';
import type { Names, Words } from './names';
import type { EventOf, LedgerEvent } from './ledger';
import type { Sentence } from './phrases';

import { counted, forGround, genitive, levelText, METHODS, percent, price, SIDES, terms } from './phrases';

const until = (day: Day | undefined): Sentence =>
  day === undefined ? { da: '', en: '' } : { da: ` til ${danishDay(day)}`, en: ` to ${day}` };

/** "på Bostøtte Høskoven for Aarhus": which stay a fact is about. */
const stay = (names: Names, placementId: string, offeringId: string): Sentence => {
  const known = names.placement(placementId);
  if (!known) {
    const offering = names.offering(offeringId);
    return { da: `på ${offering}`, en: `at ${offering}` };
  }
  return {
    da: `på ${known.offering} (køber ${names.party(known.buyer)})`,
    en: `at ${known.offering} (buyer ${names.party(known.buyer)})`,
  };
};

const contract = (names: Names, contractId: string): Sentence => {
  const known = names.placement(contractId);
  if (!known) return { da: `kontrakten ${contractId}`, en: `contract ${contractId}` };
  return {
    da: `${genitive(names.party(known.buyer))} kontrakt om en plads på ${known.offering}`,
    en: `${names.party(known.buyer)}’s contract for a place at ${known.offering}`,
  };
};

const tariff = (
  data: EventOf<'TariffChanged'>['data'] | EventOf<'TariffCorrected'>['data'],
  names: Names,
  verb: Sentence,
): Sentence => {
  const which = `${names.offering(data.offeringId)} (${paragraph(data.serviceLineId)}`;
  const warned = (language: keyof Sentence, opening: string): string =>
    data.warnings.length === 0
      ? ''
      : `. ${opening}: ${data.warnings.map(({ code, rule }) => `${TARIFF_WARNING_WORDS[code][language]} (${rule})`).join(', ')}`;
  const sold = names.soldUnder(data.offeringId, data.serviceLineId);
  return {
    da:
      `${names.party(data.operator)} ${verb.da} ${which}, ${levelText(data.level, 'da')}${forGround(data.placementGround, 'da')}) til ${price(data.components, sold, 'da')} ` +
      `fra ${danishDay(data.validFrom)}: ${data.reason}${warned('da', 'Advarsel')}`,
    en:
      `${names.party(data.operator)} ${verb.en} ${which}, ${levelText(data.level, 'en')}${forGround(data.placementGround, 'en')}) to ${price(data.components, sold, 'en')} ` +
      `from ${data.validFrom}: ${data.reason}${warned('en', 'Warning')}`,
  };
};

const discharged = (
  data: EventOf<'CitizenDischarged'>['data'] | EventOf<'DischargeCorrected'>['data'],
  names: Names,
  opening: Sentence,
): Sentence => {
  const where = stay(names, data.placementId, data.offeringId);
  const why = DISCHARGE_WORDS[data.reason];
  return {
    da:
      `${opening.da} ${where.da}: borgeren rejste ${danishDay(data.departureDay)} (${why.da}), ` +
      `og der betales til og med ${danishDay(data.lastPayableDay)} (${data.ruleRef})`,
    en:
      `${opening.en} ${where.en}: the citizen left on ${data.departureDay} (${why.en}), ` +
      `and ${data.lastPayableDay} is the last day paid (${data.ruleRef})`,
  };
};

const purchase = (
  data: EventOf<'PlaceReserved'>['data'] | EventOf<'PlacePurchaseAgreed'>['data'],
  language: keyof Sentence,
): string => {
  const { terms: agreed } = data;
  const written = terms(agreed, language);
  const last = until(data.plannedLastDay)[language];
  const priced = price(agreed.components, agreed.legalBasis, language);
  const part = agreed.factorBp === 10_000 ? '' : ` × ${percent(agreed.factorBp)}`;
  return language === 'da'
    ? `${agreed.offeringName} (${paragraph(agreed.legalBasis)}, ${written}) fra ${danishDay(data.firstDay)}${last} til ${priced}${part}`
    : `${agreed.offeringName} (${paragraph(agreed.legalBasis)}, ${written}) from ${data.firstDay}${last} at ${priced}${part}`;
};

const issued = (
  data: EventOf<'InvoiceIssued'>['data'] | EventOf<'CreditNoteIssued'>['data'],
  names: Names,
  document: Sentence,
): Sentence => ({
  da: `${names.party(data.operator)} udstedte ${document.da} ${data.number} til ${names.party(data.payer)} på ${danishKroner(data.totalOre)} (${data.profile})`,
  en: `${names.party(data.operator)} issued ${document.en} ${data.number} to ${names.party(data.payer)} of ${danishKroner(data.totalOre)} (${data.profile})`,
});

const WORDS: Words = {
  PartyRegistered: ({ party, name, cvr }) => ({
    da: `${name} (${party}, CVR ${cvr}) blev registreret som part`,
    en: `${name} (${party}, CVR ${cvr}) was registered as a party`,
  }),
  EanRegistered: ({ party, ean, constructed }, names) => ({
    da: `${names.party(party)} modtager elektroniske fakturaer på EAN ${ean}${constructed ? ' (konstrueret)' : ''}`,
    en: `${names.party(party)} receives electronic invoices at EAN ${ean}${constructed ? ' (constructed)' : ''}`,
  }),
  PaymentAccountRegistered: ({ party, registrationNumber, accountNumber, constructed }, names) => ({
    da: `Betalinger til ${names.party(party)} går til konto ${registrationNumber} ${accountNumber}${constructed ? ' (konstrueret)' : ''}`,
    en: `Payments to ${names.party(party)} go to account ${registrationNumber} ${accountNumber}${constructed ? ' (constructed)' : ''}`,
  }),
  PostalAddressRegistered: ({ party, street, postalZone, city, constructed }, names) => ({
    da: `${names.party(party)} har adressen ${street}, ${postalZone} ${city}${constructed ? ' (konstrueret)' : ''}`,
    en: `${names.party(party)} has the address ${street}, ${postalZone} ${city}${constructed ? ' (constructed)' : ''}`,
  }),
  AgreementConcluded: ({ name, first, last, parties }) => ({
    da: `${name} blev indgået mellem ${parties.length} parter for ${danishDay(first)} til ${danishDay(last)}`,
    en: `${name} was concluded between ${parties.length} parties for ${first} to ${last}`,
  }),
  PartyJoinedAgreement: ({ agreementId, party, from }, names) => ({
    da: `${names.party(party)} tiltrådte ${names.agreement(agreementId)} fra ${danishDay(from)}`,
    en: `${names.party(party)} joined ${names.agreement(agreementId)} from ${from}`,
  }),
  PartyLeftAgreement: ({ agreementId, party, last }, names) => ({
    da: `${names.party(party)} udtræder af ${names.agreement(agreementId)} med sidste dag ${danishDay(last)}`,
    en: `${names.party(party)} leaves ${names.agreement(agreementId)}, bound until ${last}`,
  }),
  AgreementExtended: ({ agreementId, last, reason }, names) => ({
    da: `${names.agreement(agreementId)} blev forlænget til ${danishDay(last)}: ${reason}`,
    en: `${names.agreement(agreementId)} was extended to ${last}: ${reason}`,
  }),
  AgreementRulesChanged: ({ agreementId, from, reason }, names) => ({
    da: `Reglerne i ${names.agreement(agreementId)} ændres fra ${danishDay(from)}: ${reason}`,
    en: `The rules of ${names.agreement(agreementId)} change from ${from}: ${reason}`,
  }),
  OfferingPublished: ({ operator, name, addressMunicipality, constructed }, names) => ({
    da: `${names.party(operator)} udbyder ${name}${addressMunicipality === null ? '' : ` i ${names.party(addressMunicipality)}`}${constructed ? ' (konstrueret)' : ''}`,
    en: `${names.party(operator)} offers ${name}${addressMunicipality === null ? '' : ` in ${names.party(addressMunicipality)}`}${constructed ? ' (constructed)' : ''}`,
  }),
  OfferingDescribed: ({ name, from, targetGroups, ageFrom, ageTo }) => ({
    da: `${name} beskrives fra ${danishDay(from)} således: ${targetGroups.join(', ')}, ${ageFrom}-${ageTo} år`,
    en: `${name} is described from ${from} as: ${targetGroups.join(', ')}, aged ${ageFrom}-${ageTo}`,
  }),
  OfferingApproved: ({ offeringId, from, until: last }, names) => ({
    da: `Socialtilsynet godkendte ${names.offering(offeringId)} fra ${danishDay(from)}${until(last).da}`,
    en: `The inspectorate approved ${names.offering(offeringId)} from ${from}${until(last).en}`,
  }),
  ServiceLineAdded: ({ offeringId, name, legalBasis, from }, names) => ({
    da: `${names.offering(offeringId)} sælger ${name} (${paragraph(legalBasis)}) fra ${danishDay(from)}`,
    en: `${names.offering(offeringId)} sells ${name} (${paragraph(legalBasis)}) from ${from}`,
  }),
  ServiceLineEnded: ({ offeringId, serviceLineId, last, reason }, names) => ({
    da: `${names.offering(offeringId)} tager ikke nye borgere ind på ${paragraph(serviceLineId)} efter ${danishDay(last)}: ${reason}`,
    en: `${names.offering(offeringId)} takes no new citizens on ${paragraph(serviceLineId)} after ${last}: ${reason}`,
  }),
  ClosureAnnounced: ({ offeringId, last, reason }, names) => ({
    da: `${names.offering(offeringId)} lukker med sidste dag ${danishDay(last)}: ${reason}`,
    en: `${names.offering(offeringId)} closes, its last day is ${last}: ${reason}`,
  }),
  TariffChanged: (data, names) => tariff(data, names, { da: 'satte taksten for', en: 'set the tariff of' }),
  TariffCorrected: (data, names) => tariff(data, names, { da: 'rettede taksten for', en: 'corrected the tariff of' }),
  CapacityChanged: ({ offeringId, serviceLineId, places, from, reason }, names) => ({
    da: `${names.offering(offeringId)} har ${counted(places, 'plads', 'pladser')} på ${paragraph(serviceLineId)} fra ${danishDay(from)}: ${reason}`,
    en: `${names.offering(offeringId)} has ${places} places on ${paragraph(serviceLineId)} from ${from}: ${reason}`,
  }),
  OverCapacityOpened: ({ offeringId, serviceLineId, extraPlaces, first, last, reason }, names) => ({
    da: `${names.offering(offeringId)} må tage ${extraPlaces} ekstra ind på ${paragraph(serviceLineId)} fra ${danishDay(first)} til ${danishDay(last)}: ${reason}`,
    en: `${names.offering(offeringId)} may take ${extraPlaces} extra on ${paragraph(serviceLineId)} from ${first} to ${last}: ${reason}`,
  }),
  CapacityClosed: ({ offeringId, last }, names) => ({
    da: `Ingen plads på ${names.offering(offeringId)} sælges ud over ${danishDay(last)}`,
    en: `No place at ${names.offering(offeringId)} is sold beyond ${last}`,
  }),
  PlaceReserved: (data, names) => ({
    da: `${names.party(data.terms.buyer)} reserverede en plads på ${purchase(data, 'da')}`,
    en: `${names.party(data.terms.buyer)} reserved a place at ${purchase(data, 'en')}`,
  }),
  PlacePurchaseAgreed: (data, names) => ({
    da: `${names.party(data.terms.operator)} bekræftede ${genitive(names.party(data.terms.buyer))} køb af en plads på ${purchase(data, 'da')}`,
    en: `${names.party(data.terms.operator)} confirmed ${names.party(data.terms.buyer)}’s purchase of a place at ${purchase(data, 'en')}`,
  }),
  ReservationDeclined: ({ placementId, offeringId, reason }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Reservationen ${where.da} blev afslået: ${DECLINE_WORDS[reason].da}`,
      en: `The reservation ${where.en} was declined: ${DECLINE_WORDS[reason].en}`,
    };
  },
  ReservationWithdrawn: ({ placementId, offeringId, withdrawnOn }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Købet ${where.da} blev trukket tilbage ${danishDay(withdrawnOn)}`,
      en: `The purchase ${where.en} was withdrawn on ${withdrawnOn}`,
    };
  },
  ReservationLapsed: ({ placementId, offeringId, expiredOn }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Reservationen ${where.da} udløb ubesvaret ${danishDay(expiredOn)}`,
      en: `The reservation ${where.en} lapsed unanswered on ${expiredOn}`,
    };
  },
  CitizenEnrolled: ({ placementId, offeringId, firstDay }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Borgeren flyttede ind ${where.da} den ${danishDay(firstDay)}, første dag der betales`,
      en: `The citizen moved in ${where.en} on ${firstDay}, the first day paid`,
    };
  },
  ServiceChangeProposed: ({ placementId, offeringId, by, from, terms: asked }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(by)} foreslog andre vilkår ${where.da} fra ${danishDay(from)}: ${terms(asked, 'da')}`,
      en: `${names.party(by)} proposed other terms ${where.en} from ${from}: ${terms(asked, 'en')}`,
    };
  },
  ServiceChangeRefused: ({ placementId, offeringId, by }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(by)} sagde nej til de foreslåede vilkår ${where.da}`,
      en: `${names.party(by)} refused the proposed terms ${where.en}`,
    };
  },
  ServiceLevelChanged: ({ placementId, offeringId, from, terms: agreed }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Parterne enedes om nye vilkår ${where.da} fra ${danishDay(from)}: ${terms(agreed, 'da')}`,
      en: `The parties agreed on new terms ${where.en} from ${from}: ${terms(agreed, 'en')}`,
    };
  },
  AbsenceRegistered: ({ placementId, offeringId, first, last, kind }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `Borgeren ${where.da} var ${ABSENCE_WORDS[kind].da} fra ${danishDay(first)} til ${danishDay(last)}; pladsen holdes og betales`,
      en: `The citizen ${where.en} was ${ABSENCE_WORDS[kind].en} from ${first} to ${last}; the place is held and paid`,
    };
  },
  NoticeGiven: ({ placementId, offeringId, by, noticeDate, lastPayableDay, ruleRef }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(by)} opsagde pladsen ${where.da} den ${danishDay(noticeDate)}; der betales til og med ${danishDay(lastPayableDay)} (${ruleRef})`,
      en: `${names.party(by)} gave notice of the place ${where.en} on ${noticeDate}; ${lastPayableDay} is the last day paid (${ruleRef})`,
    };
  },
  CitizenDischarged: (data, names) => discharged(data, names, { da: 'Udskrevet', en: 'Discharged' }),
  DischargeCorrected: (data, names) => {
    const cause = CORRECTION_WORDS[data.cause];
    const opening = { da: `Udskrivning rettet, fordi ${cause.da},`, en: `Discharge corrected, as ${cause.en},` };
    return discharged(data, names, opening);
  },
  PayerChanged: ({ placementId, offeringId, from, formerPayer, payer, legalGround }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(payer)} betaler i stedet for ${names.party(formerPayer)} ${where.da} fra ${danishDay(from)} (${PAYER_CHANGE_GROUND_WORDS[legalGround].da})`,
      en: `${names.party(payer)} pays instead of ${names.party(formerPayer)} ${where.en} from ${from} (${PAYER_CHANGE_GROUND_WORDS[legalGround].en})`,
    };
  },
  PayerChangeProposed: ({ placementId, offeringId, by, from, payer, legalGround }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(by)} spurgte, om ${names.party(payer)} vil betale ${where.da} fra ${danishDay(from)} (${PAYER_CHANGE_GROUND_WORDS[legalGround].da}); indtil svaret betaler den hidtidige betaler`,
      en: `${names.party(by)} asked ${names.party(payer)} to pay ${where.en} from ${from} (${PAYER_CHANGE_GROUND_WORDS[legalGround].en}); until the answer the present payer pays`,
    };
  },
  PayerChangeRefused: ({ placementId, offeringId, by }, names) => {
    const where = stay(names, placementId, offeringId);
    return {
      da: `${names.party(by)} sagde nej til, at en anden kommune overtager betalingen ${where.da}`,
      en: `${names.party(by)} said no to another municipality taking over payment ${where.en}`,
    };
  },
  CitizenRegistered: ({ by, fields }, names) => ({
    da: `${names.party(by)} registrerede en borger; ${counted(fields.length, 'oplysning', 'oplysninger')} er forseglet uden for hovedbogen`,
    en: `${names.party(by)} registered a citizen; ${counted(fields.length, 'detail', 'details')} sealed outside of the ledger`,
  }),
  CitizenDetailsCorrected: ({ by, corrected }, names) => ({
    da: `${names.party(by)} rettede ${counted(corrected.length, 'oplysning', 'oplysninger')} om en borger`,
    en: `${names.party(by)} corrected ${counted(corrected.length, 'detail', 'details')} of a citizen`,
  }),
  CitizenErased: ({ by, reason, erasedOn }, names) => ({
    da: `${names.party(by)} fik en borgers oplysninger slettet for altid den ${danishDay(erasedOn)} (${ERASURE_WORDS[reason].da})`,
    en: `${names.party(by)} had the details of a citizen erased for good on ${erasedOn} (${ERASURE_WORDS[reason].en})`,
  }),
  StayClaimed: ({ offeringId, firstDay }, names) => ({
    da: `Borgeren er på vej ind på ${names.offering(offeringId)} fra ${danishDay(firstDay)} og kan ikke have et andet døgnophold`,
    en: `The citizen is about to move in at ${names.offering(offeringId)} from ${firstDay} and can have no other stay`,
  }),
  StandardContractDrafted: ({ contractId, content, draftedOn }, names) => ({
    da: `Der blev udarbejdet ${contract(names, contractId).da} efter skabelon ${content.templateVersion} den ${danishDay(draftedOn)}`,
    en: `Drawn up: ${contract(names, contractId).en}, template ${content.templateVersion}, on ${draftedOn}`,
  }),
  StandardContractSigned: ({ contractId, side, signer, signedOn, method }, names) => ({
    da: `${names.party(signer.organisation)} (${signer.title}) underskrev ${contract(names, contractId).da} ${SIDES[side].da} ${METHODS[method].da} den ${danishDay(signedOn)}`,
    en: `${names.party(signer.organisation)} (${signer.title}) signed ${contract(names, contractId).en} ${SIDES[side].en} ${METHODS[method].en} on ${signedOn}`,
  }),
  AddendumDrafted: ({ contractId, addendum, effectiveFrom }, names) => ({
    da: `Tillæg ${addendum} til ${contract(names, contractId).da} blev udarbejdet med virkning fra ${danishDay(effectiveFrom)}`,
    en: `Addendum ${addendum} to ${contract(names, contractId).en} was drawn up, effective from ${effectiveFrom}`,
  }),
  AddendumSigned: ({ contractId, addendum, side, signer, signedOn, method }, names) => ({
    da: `${names.party(signer.organisation)} (${signer.title}) underskrev tillæg ${addendum} til ${contract(names, contractId).da} ${SIDES[side].da} ${METHODS[method].da} den ${danishDay(signedOn)}`,
    en: `${names.party(signer.organisation)} (${signer.title}) signed addendum ${addendum} to ${contract(names, contractId).en} ${SIDES[side].en} ${METHODS[method].en} on ${signedOn}`,
  }),
  ContractEnded: ({ contractId, lastPayableDay }, names) => ({
    da: `Ophørt: ${contract(names, contractId).da}; der skyldes intet efter ${danishDay(lastPayableDay)}`,
    en: `Ended: ${contract(names, contractId).en}; nothing is owed after ${lastPayableDay}`,
  }),
  ContractAnnulled: ({ contractId, annulledOn }, names) => ({
    da: `Annulleret før start: ${contract(names, contractId).da} den ${danishDay(annulledOn)}`,
    en: `Annulled before it began: ${contract(names, contractId).en} on ${annulledOn}`,
  }),
  ...SETTLEMENT_WORDS,
  ...SCHEME_WORDS,
  ...CALCULATION_WORDS,
  ...DISPUTE_WORDS,
  TariffRowsRead: ({ part, rows }) => ({
    da: `${counted(rows.length, 'række', 'rækker')} af en takstfil blev læst (del ${part})`,
    en: `${rows.length} rows of a tariff file were read (part ${part})`,
  }),
  TariffFileReceived: ({ party, format, rows, hash }, names) => ({
    da: `${names.party(party)} sendte en takstfil (${format}, ${counted(rows, 'række', 'rækker')}, ${hash.slice(0, 8)})`,
    en: `${names.party(party)} sent a tariff file (${format}, ${rows} rows, ${hash.slice(0, 8)})`,
  }),
  TariffFileAccepted: ({ party, doubtful }, names) => ({
    da: `${names.party(party)} godkendte takstfilen ${doubtful ? 'med' : 'uden'} de tvivlsomme rækker`,
    en: `${names.party(party)} accepted the tariff file ${doubtful ? 'with' : 'without'} its doubtful rows`,
  }),
  TariffRowsImported: ({ part, outcomes }) => {
    const rows = outcomes.reduce((all, outcome) => all + outcome.rows.length, 0);
    const out = outcomes.filter(({ outcome }) => outcome === 'REFUSED' || outcome === 'LEFT_OUT');
    const kept = rows - out.reduce((all, outcome) => all + outcome.rows.length, 0);
    return {
      da: `${kept} af ${counted(rows, 'række', 'rækker')} i takstfilens del ${part} gælder nu; resten er nævnt med grund`,
      en: `${kept} of ${rows} rows in part ${part} of the tariff file hold now; the rest are named with a reason`,
    };
  },
  TariffFileImported: ({ party, counts }, names) => {
    const { NEW: fresh = 0, CHANGED: changed = 0, CORRECTED: corrected = 0, UNCHANGED: same = 0 } = counts;
    const out = (counts.REFUSED ?? 0) + (counts.LEFT_OUT ?? 0);
    return {
      da: `${genitive(names.party(party))} takstfil er indlæst: ${fresh} nye, ${changed} ændrede, ${corrected} rettede, ${same} uændrede, ${out} udeladte rækker`,
      en: `The tariff file of ${names.party(party)} is imported: ${fresh} new, ${changed} changed, ${corrected} corrected, ${same} unchanged, ${out} rows left out`,
    };
  },
  InvoiceIssued: (data, names) => issued(data, names, { da: 'e-faktura', en: 'an e-invoice' }),
  CreditNoteIssued: (data, names) =>
    issued(data, names, { da: 'elektronisk kreditnota', en: 'an electronic credit note' }),
  ...COSIGNING_WORDS,
  ...PAYMENT_WORDS,
  ...PAYMENT_FILE_WORDS,
  MarketLoadingBegun: ({ market, seed, day }) => ({
    da: `Demonstrationsmarkedet ${market} (frø ${seed}, dag ${danishDay(day)}) blev påbegyndt`,
    en: `Loading of the demonstration market ${market} (seed ${seed}, day ${day}) began`,
  }),
  MarketLoaded: ({ market, offerings, places, placements }) => ({
    da: `Demonstrationsmarkedet ${market} er indlæst: ${offerings} tilbud, ${places} pladser, ${placements} ophold`,
    en: `The demonstration market ${market} is loaded: ${offerings} offerings, ${places} places, ${placements} stays`,
  }),
};

export const EVENT_TYPES = Object.keys(WORDS) as readonly LedgerEvent['type'][];

export const isLedgerEvent = (fact: { readonly type: string }): fact is LedgerEvent => Object.hasOwn(WORDS, fact.type);

/** What happened, in one sentence a caseworker understands. */
export const inWords = (fact: { readonly type: string; readonly data: object }, names: Names): Sentence => {
  if (!isLedgerEvent(fact)) return { da: `Ukendt hændelse: ${fact.type}`, en: `Unknown event: ${fact.type}` };
  const say = WORDS[fact.type] as (data: object, names: Names) => Sentence;
  return say(fact.data, names);
};
