import { type Day, danishDay } from '../kernel/calendar';
import { asOre, danishKroner } from '../kernel/money';
import type { Sentence } from './phrases';

/** What is wrong with a ledger that does not hold what it promises, for whoever goes and looks. */

const kroner = (ore: number): string => danishKroner(asOre(ore));

const both = (da: string, en: string): Sentence => ({ da, en });

/** A sentence about one line of a statement. */
export const ofLine = (line: number, { da, en }: Sentence): Sentence =>
  both(`Linje ${line}: ${da}`, `Line ${line}: ${en}`);

/** What a purchase can be without, in the order in which it is looked for. */
export const MISSING = {
  payer: both('betalingskommune', 'a payer'),
  invoiceNumber: (payer: string) => both(`EAN for ${payer}`, `an EAN of ${payer}`),
  legalBasis: both('lovgrundlag', 'a legal basis'),
  tariff: both('takstversion', 'a version of a tariff'),
  tariffOfGround: both('en takst for sit anbringelsesgrundlag', 'a tariff for its ground of placement'),
};

/** Billing: I1, I2, I3, I9. */
export const BILLING = {
  /** `net`: how many times more than owed; below zero it has not been billed. */
  days: (component: string, [first, last]: readonly [Day, Day], payer: string, net: number) => {
    const times = Math.abs(net) === 1 ? both('en gang', 'once') : both(`${net} gange`, `${net} times`);
    const how =
      net < 0
        ? both('er ikke afregnet', 'has not been billed')
        : both(`er afregnet ${times.da} for meget`, `has been billed ${times.en} too often`);
    return both(
      `${component} for ${danishDay(first)} til ${danishDay(last)} ${how.da} over for ${payer}.`,
      `${component} from ${first} to ${last} ${how.en} to ${payer}.`,
    );
  },
  nobodysPlace: both(
    'Der er afregnet for en plads, som ingen har købt.',
    'A place has been billed that nobody has bought.',
  ),
  statementSum: (lines: number, statement: number) =>
    both(
      `Linjerne giver ${kroner(lines)}, men opgørelsen ${kroner(statement)}`,
      `The lines come to ${kroner(lines)}, but the statement to ${kroner(statement)}`,
    ),
  monthSum: (statements: number, closed: number) =>
    both(
      `Driftsherrens opgørelser giver ${kroner(statements)}, men måneden er lukket med ${kroner(closed)}`,
      `The operator’s statements come to ${kroner(statements)}, but the month was closed with ${kroner(closed)}`,
    ),
  soldAndBought: (sold: number, bought: number) =>
    both(
      `Der er solgt for ${kroner(sold)}, men købt for ${kroner(bought)}`,
      `${kroner(sold)} has been sold, but ${kroner(bought)} bought`,
    ),
  dueDay: (dueOn: Day, days: number) =>
    both(
      `Forfaldsdagen ${danishDay(dueOn)} passer ikke til ${days} dage.`,
      `The due date ${dueOn} does not fit ${days} days.`,
    ),
  seal: both(
    'Linjerne er ikke dem, måneden blev lukket med.',
    'The lines are not those that the month was closed with.',
  ),
  noComponent: (tariff: string, component: string) =>
    both(`taksten ${tariff} har ingen del ${component}.`, `the tariff ${tariff} has no part ${component}.`),
  price: (line: number, tariff: number) =>
    both(
      `prisen er ${kroner(line)}, men takstens er ${kroner(tariff)}`,
      `the price is ${kroner(line)}, but the tariff’s is ${kroner(tariff)}`,
    ),
  covered: (days: number, first: Day, last: Day) =>
    both(
      `${days} dage passer ikke til ${danishDay(first)}-${danishDay(last)}.`,
      `${days} days do not fit ${first} to ${last}.`,
    ),
  amount: (said: number, right: number) =>
    both(
      `beløbet er ${kroner(said)}, men regnes til ${kroner(right)}`,
      `the amount is ${kroner(said)}, but works out as ${kroner(right)}`,
    ),
  adjusted: (component: string, month: string, said: number, right: number) =>
    both(
      `${component} i ${month} er afregnet med ${kroner(said)}, men regnes til ${kroner(right)}`,
      `${component} in ${month} has been billed as ${kroner(said)}, but works out as ${kroner(right)}`,
    ),
  tooLate: (line: number, day: Day, issuedOn: Day) =>
    both(
      `Linje ${line} kræver betaling for ${danishDay(day)}, mere end 12 måneder før ${danishDay(issuedOn)}.`,
      `Line ${line} claims payment for ${day}, more than 12 months before ${issuedOn}.`,
    ),
};

/** What is of no contract, and credits after disputes: I1, I3. */
export const CHARGES = {
  times: ({ da, en }: Sentence, ore: number, payer: string, billed: number) =>
    both(
      `${da}, ${kroner(ore)} til ${payer}, er afregnet ${billed} gange og skal afregnes én gang.`,
      `${en}, ${kroner(ore)} to ${payer}, has been billed ${billed} times and is to be billed once.`,
    ),
  notRaised: (ore: number) =>
    both(
      `${kroner(ore)} følger ikke af den opkrævning, der er rejst.`,
      `${kroner(ore)} does not follow from the charge that was raised.`,
    ),
  notTakenBack: ({ da, en }: Sentence, rest: number) =>
    both(
      `${da} er trukket tilbage, men står stadig med ${kroner(rest)} på lukkede måneder.`,
      `${en} has been taken back, but still stands with ${kroner(rest)} in closed months.`,
    ),
  creditOfNothing: both(
    'krediteringen følger ikke af en afsluttet indsigelse.',
    'the credit follows from no dispute that has ended.',
  ),
  credited: (given: number, right: number) =>
    both(
      `der er krediteret ${kroner(given)} efter indsigelse, men skal krediteres ${kroner(right)}`,
      `${kroner(given)} has been credited after a dispute, but it should be ${kroner(right)}`,
    ),
};

/** Places, prices and purchases: I4, I5, I6, I10. */
export const MARKET = {
  correctsNothing: (key: string) =>
    both(`Taksten retter en, der ikke findes (${key}).`, `The tariff corrects one that there is not (${key}).`),
  twoTariffs: (key: string, from: Day) =>
    both(`To takster for ${key} gælder fra ${danishDay(from)}.`, `Two tariffs for ${key} hold from ${from}.`),
  noTariff: (from: Day, level: string) =>
    both(
      `Pladsen er solgt fra ${danishDay(from)} på niveau ${level}, som ingen takst har den dag.`,
      `The place is sold from ${from} at level ${level}, which no tariff has on that day.`,
    ),
  twoPlaces: (on: Day, one: string, other: string) =>
    both(
      `Borgeren er indskrevet døgnet rundt to steder den ${danishDay(on)}: ${one} og ${other}.`,
      `The citizen is enrolled round the clock in two places on ${on}: ${one} and ${other}.`,
    ),
  tooMany: (service: string, citizens: number, places: number, from: Day) =>
    both(
      `${service} har ${citizens} borgere på ${places} pladser fra ${danishDay(from)}.`,
      `${service} has ${citizens} citizens in ${places} places from ${from}.`,
    ),
  leftBehind: (closed: Day) =>
    both(
      `Tilbuddet lukkede ${danishDay(closed)}, men borgeren er ikke udskrevet. Der afregnes ikke efter den dag.`,
      `The offering closed on ${closed}, but the citizen is not discharged. Nothing is billed after that day.`,
    ),
  lacks: (missing: readonly Sentence[]) =>
    both(
      `Købet mangler ${missing.map(({ da }) => da).join(', ')}.`,
      `The purchase lacks ${missing.map(({ en }) => en).join(', ')}.`,
    ),
};

/** Year end: I7. */
const WAYS_OUT = {
  result: both(
    ' Driftsherren har forladt rammeaftalen: aflægges regnskabet igen, kan resten fordeles på årets betalere (R23).',
    ' The operator has left the framework agreement: once the accounts are submitted again, the rest can be shared by the year’s payers (R23).',
  ),
  opening: both(
    ' Driftsherren har forladt rammeaftalen: resten må afregnes uden for Pladsbog, og kontoen indlæses på ny uden den.',
    ' The operator has left the framework agreement: the rest has to be settled outside Pladsbog, and the account brought in anew without it.',
  ),
};

export const RESULTS = {
  result: (service: string, year: number, said: number, right: number) =>
    both(
      `Resultatet for ${service} i ${year} er ${kroner(said)}, men regnes til ${kroner(right)}`,
      `The result of ${service} in ${year} is ${kroner(said)}, but works out as ${kroner(right)}`,
    ),
  carried: (service: string, year: number, carried: number, taken: number) =>
    both(
      `${service} overførte ${kroner(carried)} fra ${year - 1}, men ${kroner(taken)} er taget ind i ${year}.`,
      `${service} carried over ${kroner(carried)} from ${year - 1}, but ${kroner(taken)} was taken into ${year}.`,
    ),
  placed: (service: string, year: number, owed: number, placed: number) =>
    both(
      `Reguleringskontoen for ${service} ${year} har ${kroner(owed)}, men ${kroner(placed)} er fordelt.`,
      `The regulation account of ${service} ${year} has ${kroner(owed)}, but ${kroner(placed)} is accounted for.`,
    ),
  refunded: (service: string, year: number, refunded: number, shares: number) =>
    both(
      `Reguleringskontoen for ${service} ${year} tilbagebetaler ${kroner(refunded)}, men betalernes andele giver ${kroner(shares)}`,
      `The regulation account of ${service} ${year} refunds ${kroner(refunded)}, but the payers’ shares come to ${kroner(shares)}`,
    ),
  /** `stuck`: the operator has left, so no tariff settles the rest of a result, or of what was brought in (R23). */
  notZero: (
    service: string,
    year: number,
    due: number,
    tariffYear: number,
    applied: number,
    stuck: keyof typeof WAYS_OUT | undefined,
  ) => {
    const way = stuck === undefined ? both('', '') : WAYS_OUT[stuck];
    return both(
      `Reguleringskontoen for ${service} ${year} går ikke i nul: ${kroner(due)} skulle i taksten for ${tariffYear}, og ${kroner(applied)} er reguleret.${way.da}`,
      `The regulation account of ${service} ${year} does not reach zero: ${kroner(due)} was due in the tariff of ${tariffYear}, and ${kroner(applied)} is regulated.${way.en}`,
    );
  },
  raised: (service: string, year: number, owed: number, raised: number) =>
    both(
      `${service} ${year} tilbagebetaler ${kroner(owed)}, men der er rejst opkrævninger for ${kroner(raised)}`,
      `${service} ${year} refunds ${kroner(owed)}, but charges of ${kroner(raised)} were raised`,
    ),
};

/** Objective financing: I8. */
export const SHARES = {
  sum: (shares: number, total: number) =>
    both(
      `Andelene giver ${kroner(shares)}, men der fordeles ${kroner(total)}`,
      `The shares come to ${kroner(shares)}, but ${kroner(total)} is shared`,
    ),
  key: (party: string, ore: number) =>
    both(
      `Andelen for ${party} passer ikke til nøglen: ${kroner(ore)}`,
      `The share of ${party} does not fit the key: ${kroner(ore)}`,
    ),
  charged: (party: string, owed: number, charged: number) =>
    both(
      `${party} skylder ${kroner(owed)}, men der er opkrævet ${kroner(charged)}`,
      `${party} owes ${kroner(owed)}, but ${kroner(charged)} was charged`,
    ),
};
