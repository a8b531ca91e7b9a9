import { named, type RuleChapter } from './cited-rule.words';

/** Results of a year, closure and objective financing (R22–R24, R39–R41). */
export const YEAR_END_RULES: RuleChapter = {
  R22: {
    title: { da: 'Over- og underskud', en: 'Surplus and deficit' },
    ground: 'agreement',
    provenance: ['READ', 'TITLE'],
    da: 'Årets resultat er takstindtægt (A1) minus omkostninger (A2), rettet for overførsler (A3). Op til ±5 % af budgettet kan føres videre til næste år; resten indregnes i taksten to år efter. Afregnes det i stedet direkte, står det med sit oprindelsesår.',
    en: 'The result of a year is tariff revenue (A1) less costs (A2), corrected for carry-overs (A3). Up to ±5 % of the budget may be carried to the next year; the rest goes into the tariff two years later. Where it is settled directly instead, it stands with its year of origin.',
    source: {
      da: 'Vejledende fortolkningsbidrag til takstregulering (formentlig Syddanmark); Aarhus’ skabelon fra 2008, kun titlen',
      en: 'A guide to the regulation of tariffs (probably Syddanmark); Aarhus’ template of 2008, its title only',
    },
  },
  R23: {
    title: { da: 'Hvem reguleringen rammer', en: 'Who gets the regulation' },
    ground: 'ours',
    provenance: ['KNOW'],
    da: 'Normalt de kommende brugere, gennem taksten. Er tilbuddet lukket, fordeles reguleringen på det oprindelige års købere efter dage. Det er en standard, ikke lov.',
    en: 'Normally those who use the offering later, through the tariff. Where it has closed, the regulation is split on the buyers of the origin year by days. This is a default, not law.',
    source: { da: 'Følger af R22; resten er almindelig viden', en: 'Follows from R22; the rest is general knowledge' },
  },
  R24: {
    title: { da: 'Lukning og overbelægning', en: 'Closure and over-occupancy' },
    ground: 'ours',
    provenance: ['TITLE', 'DESIGN'],
    da: 'Et lukket tilbud har ingen pladser at betale for: der afregnes ikke efter dets sidste dag. Midlertidig overbelægning åbnes for en periode. Styringsaftaler regulerer emnerne, men hvad de siger, er ikke læst (vores valg).',
    en: 'A closed offering has no places to pay for: nothing is billed after its last day. Temporary over-occupancy is opened for a period. Steering agreements regulate these topics, but what they say has not been read (our choice).',
    source: {
      da: 'Overskrifter i styringsaftaler (Nordjylland 2018-19, Sjælland 2023-24)',
      en: 'Headings of steering agreements (Nordjylland 2018-19, Sjælland 2023-24)',
    },
  },
  R39: {
    title: { da: 'Årlige ordninger', en: 'Yearly schemes' },
    ground: 'practice',
    provenance: ['READ'],
    da: 'En årlig ordning opgøres på én dag for hele kalenderåret; den, der kommer til eller falder fra efter dagen, hverken opkræves eller refunderes.',
    en: 'A yearly scheme is counted on one day for the whole calendar year; those who enter or leave after it are neither charged nor refunded.',
    source: named('Samråd Syddanmark'),
  },
  R40: {
    title: { da: 'Andele efter en nøgle', en: 'Shares by a key' },
    ground: 'ours',
    provenance: ['CALC', 'DESIGN'],
    da: 'Andel = det samlede beløb × kommunens nøgletal / summen af nøgletal. Der rundes efter største rest, så andelene tilsammen giver beløbet på øren.',
    en: 'Share = total × the municipality’s key figure / the sum of key figures. Rounded by largest remainder, so that the shares add up to the total to the øre.',
    source: {
      da: 'Offentliggjorte fordelinger (Kofoedsminde, socialtilsyn, samråd), regnet efter',
      en: 'Published shares (Kofoedsminde, socialtilsyn, samråd), worked out again',
    },
  },
  R41: {
    title: { da: 'Sikrede afdelinger', en: 'Secure units' },
    ground: 'practice',
    provenance: ['READ', 'KNOW'],
    da: 'En plads på en sikret afdeling har to priser efter anbringelsesgrundlaget: strafferetligt eller socialt (udledt af prislisten).',
    en: 'A place in a secure unit has two prices by placement ground: criminal law or social (inferred from the price list).',
    source: {
      da: 'Region Midtjyllands prisliste for Grenen og Koglen; ministeriets takster 2020',
      en: 'Region Midtjylland’s price list of Grenen and Koglen; the ministry’s rates of 2020',
    },
  },
};
