import type { LedgerEvent } from '../../audit/ledger';
import type { Language } from '../../kernel/messages';

/** What each type of event is called, for lists and filters. What happened in one of them is told by audit's words. */
const EVENT_NAMES: Readonly<Record<LedgerEvent['type'], Readonly<Record<Language, string>>>> = {
  PartyRegistered: { da: 'Part registreret', en: 'Party registered' },
  EanRegistered: { da: 'EAN registreret', en: 'EAN registered' },
  PaymentAccountRegistered: { da: 'Betalingskonto registreret', en: 'Payment account registered' },
  PostalAddressRegistered: { da: 'Postadresse registreret', en: 'Postal address registered' },
  AgreementConcluded: { da: 'Rammeaftale indgået', en: 'Framework agreement concluded' },
  PartyJoinedAgreement: { da: 'Part tilsluttet rammeaftale', en: 'Party joined an agreement' },
  PartyLeftAgreement: { da: 'Part udtrådt af rammeaftale', en: 'Party left an agreement' },
  AgreementExtended: { da: 'Rammeaftale forlænget', en: 'Agreement extended' },
  AgreementRulesChanged: { da: 'Rammeaftalens regler ændret', en: 'Rules of an agreement changed' },
  OfferingPublished: { da: 'Tilbud offentliggjort', en: 'Offering published' },
  OfferingDescribed: { da: 'Tilbud beskrevet', en: 'Offering described' },
  OfferingApproved: { da: 'Tilbud godkendt', en: 'Offering approved' },
  ServiceLineAdded: { da: 'Ydelse oprettet', en: 'Service line added' },
  ServiceLineEnded: { da: 'Ydelse ophørt', en: 'Service line ended' },
  ClosureAnnounced: { da: 'Lukning varslet', en: 'Closure announced' },
  TariffChanged: { da: 'Takst ændret', en: 'Tariff changed' },
  TariffCorrected: { da: 'Takst rettet', en: 'Tariff corrected' },
  StayClaimed: { da: 'Døgnophold optaget', en: 'Stay claimed' },
  CapacityChanged: { da: 'Antal pladser ændret', en: 'Number of places changed' },
  OverCapacityOpened: { da: 'Overbelægning åbnet', en: 'Over-capacity opened' },
  CapacityClosed: { da: 'Pladser lukket', en: 'Places closed' },
  PlaceReserved: { da: 'Plads reserveret', en: 'Place reserved' },
  PlacePurchaseAgreed: { da: 'Køb af plads aftalt', en: 'Purchase of a place agreed' },
  ReservationDeclined: { da: 'Reservation afslået', en: 'Reservation declined' },
  ReservationWithdrawn: { da: 'Reservation trukket tilbage', en: 'Reservation withdrawn' },
  ReservationLapsed: { da: 'Reservation udløbet', en: 'Reservation lapsed' },
  CitizenEnrolled: { da: 'Borger indskrevet', en: 'Citizen enrolled' },
  ServiceChangeProposed: { da: 'Ændret ydelse foreslået', en: 'Change of service proposed' },
  ServiceChangeRefused: { da: 'Ændret ydelse afvist', en: 'Change of service refused' },
  ServiceLevelChanged: { da: 'Niveau ændret', en: 'Level changed' },
  AbsenceRegistered: { da: 'Fravær registreret', en: 'Absence registered' },
  NoticeGiven: { da: 'Plads opsagt', en: 'Notice given' },
  CitizenDischarged: { da: 'Borger udskrevet', en: 'Citizen discharged' },
  DischargeCorrected: { da: 'Udskrivning rettet', en: 'Discharge corrected' },
  PayerChanged: { da: 'Betaler ændret', en: 'Payer changed' },
  PayerChangeProposed: { da: 'Ny betaler foreslået', en: 'New payer proposed' },
  PayerChangeRefused: { da: 'Ny betaler afvist', en: 'New payer refused' },
  StandardContractDrafted: { da: 'Kontrakt skrevet', en: 'Contract drawn up' },
  StandardContractSigned: { da: 'Kontrakt underskrevet', en: 'Contract signed' },
  AddendumDrafted: { da: 'Tillæg skrevet', en: 'Addendum drawn up' },
  AddendumSigned: { da: 'Tillæg underskrevet', en: 'Addendum signed' },
  ContractEnded: { da: 'Kontrakt ophørt', en: 'Contract ended' },
  ContractAnnulled: { da: 'Kontrakt annulleret', en: 'Contract annulled' },
  ChargeRaised: { da: 'Beløb uden for kontrakt rejst', en: 'Charge raised' },
  StatementApproved: { da: 'Opgørelse godkendt', en: 'Statement approved' },
  LineDisputed: { da: 'Indsigelse mod linje', en: 'Line disputed' },
  DisputeAnswered: { da: 'Indsigelse besvaret', en: 'Dispute answered' },
  DisputeEscalated: { da: 'Indsigelse løftet til sekretariatet', en: 'Dispute escalated' },
  DisputeResolved: { da: 'Indsigelse afsluttet', en: 'Dispute resolved' },
  PaymentRegistered: { da: 'Betaling registreret', en: 'Payment registered' },
  PaymentReversed: { da: 'Betaling tilbageført', en: 'Payment reversed' },
  SettlementOpened: { da: 'Afregning åbnet', en: 'Settlement opened' },
  StatementDrawn: { da: 'Opgørelse dannet', en: 'Statement drawn' },
  MonthClosed: { da: 'Måned lukket', en: 'Month closed' },
  TariffCalculated: { da: 'Takst beregnet', en: 'Tariff calculated' },
  PackageCalculated: { da: 'Pakke beregnet', en: 'Package calculated' },
  ClosureDeficitDetermined: { da: 'Underskud ved lukning fastsat', en: 'Deficit of a closure determined' },
  YearEndAccountsSubmitted: { da: 'Årsregnskab aflagt', en: 'Year-end accounts submitted' },
  ResultSplit: { da: 'Resultat fordelt', en: 'Result split' },
  RegulationBroughtIn: { da: 'Regulering indlæst', en: 'Regulation brought in' },
  TariffRowsRead: { da: 'Takstrækker læst', en: 'Tariff rows read' },
  TariffFileReceived: { da: 'Takstfil modtaget', en: 'Tariff file received' },
  TariffFileAccepted: { da: 'Takstfil godtaget', en: 'Tariff file accepted' },
  TariffRowsImported: { da: 'Takstrækker indlæst', en: 'Tariff rows imported' },
  TariffFileImported: { da: 'Takstfil indlæst', en: 'Tariff file imported' },
  CitizenRegistered: { da: 'Borger registreret', en: 'Citizen registered' },
  CitizenDetailsCorrected: { da: 'Borgers oplysninger rettet', en: 'Citizen’s details corrected' },
  CitizenErased: { da: 'Borgers oplysninger slettet', en: 'Citizen’s details erased' },
  InvoiceIssued: { da: 'Faktura udstedt', en: 'Invoice issued' },
  CreditNoteIssued: { da: 'Kreditnota udstedt', en: 'Credit note issued' },
  MarketLoadingBegun: { da: 'Indlæsning af marked begyndt', en: 'Loading of a market begun' },
  MarketLoaded: { da: 'Marked indlæst', en: 'Market loaded' },
  FinancingSchemeAgreed: { da: 'Finansieringsordning aftalt', en: 'Financing scheme agreed' },
  KeySnapshotTaken: { da: 'Fordelingsnøgle registreret', en: 'Key recorded' },
  SharesComputed: { da: 'Andele beregnet', en: 'Shares computed' },
  ActualsReported: { da: 'Årets udgift indberettet', en: 'Actual costs reported' },
};

/** The name of a type; one of a later version of the product goes by its code. */
export const eventName = (type: string, language: Language): string =>
  (EVENT_NAMES as Readonly<Record<string, Readonly<Record<Language, string>>>>)[type]?.[language] ?? type;

/** All types by name, to choose from. */
export const eventChoices = (language: Language): readonly { readonly value: string; readonly text: string }[] => {
  const order = new Intl.Collator(language);
  return Object.entries(EVENT_NAMES)
    .map(([value, name]) => ({ value, text: name[language] }))
    .sort((a, b) => order.compare(a.text, b.text));
};
