import type { Said } from '../../kernel/messages';
import type { CitedRule, RuleChapter } from './cited-rule.words';

const SOURCE: Said = {
  da: 'Pladsbogs egne løfter; revisor kan efterprøve dem',
  en: 'Promises of Pladsbog itself; auditors can check them',
};

const promised = (title: Said, says: Said): CitedRule => ({
  title,
  ground: 'ours',
  provenance: ['DESIGN'],
  ...says,
  source: SOURCE,
});

/** What the ledger promises of itself (domain.md §4.10), checked by audit. */
export const PROMISES = {
  I1: promised(
    { da: 'Hver dag én gang', en: 'Every day once' },
    {
      da: 'Hver betalbar dag er afregnet præcis én gang, når krediteringer er trukket fra.',
      en: 'Every payable day has been settled exactly once, credits taken off.',
    },
  ),
  I2: promised(
    { da: 'Køb er salg', en: 'Purchases are sales' },
    {
      da: 'Summen af køb er lig med summen af salg i hver måned.',
      en: 'The sum of purchases is the sum of sales in every month.',
    },
  ),
  I3: promised(
    { da: 'Beløb kan regnes efter', en: 'Amounts can be worked out again' },
    {
      da: 'Hvert beløb kan regnes efter ud fra hændelserne alene.',
      en: 'Every amount can be worked out from the events alone.',
    },
  ),
  I4: promised(
    { da: 'Takster uden huller', en: 'Tariffs without gaps' },
    {
      da: 'Ingen takster overlapper, og ingen solgt dag mangler en takst.',
      en: 'No tariffs overlap, and no day sold lacks a tariff.',
    },
  ),
  I5: promised(
    { da: 'Ét sted ad gangen', en: 'One place at a time' },
    {
      da: 'Ingen borger er indskrevet døgnet rundt to steder på samme dag.',
      en: 'No citizen is enrolled round the clock in two places on the same day.',
    },
  ),
  I6: promised(
    { da: 'Ikke flere borgere end pladser', en: 'No more citizens than places' },
    {
      da: 'Der er aldrig flere borgere end pladser, medmindre der er åbnet for overbelægning, og ingen i et lukket tilbud.',
      en: 'There are never more citizens than places unless over-capacity is open, and none in a closed offering.',
    },
  ),
  I7: promised(
    { da: 'Årets resultat går op', en: 'A year’s result adds up' },
    {
      da: 'Hvert års resultat går op: overført, i takst, tilbagebetalt eller båret af driftsherren, og intet står tilbage.',
      en: 'Every year’s result adds up: carried over, in a tariff, refunded or borne by the operator, and nothing is left.',
    },
  ),
  I8: promised(
    { da: 'Andele giver det hele', en: 'Shares add up' },
    {
      da: 'Andelene i objektiv finansiering giver tilsammen det samlede beløb og følger nøglen.',
      en: 'The shares of objective financing add up to the whole and follow the key.',
    },
  ),
  I9: promised(
    { da: 'Ingen for gamle krav', en: 'No claim too old' },
    {
      da: 'Ingen linje kræver betaling for dage ældre end 12 måneder uden begrundelse.',
      en: 'No line claims payment for days older than 12 months without a reason.',
    },
  ),
  I10: promised(
    { da: 'Hele køb', en: 'Complete purchases' },
    {
      da: 'Hvert gældende køb har betaler, EAN, lovgrundlag og takst.',
      en: 'Every purchase in force has a payer, an EAN, a legal basis and a tariff.',
    },
  ),
} satisfies RuleChapter;
