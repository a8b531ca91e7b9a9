import type { RuleChapter } from './cited-rule.words';

/** What is billed, when and how (R33–R38, R42–R45). */
export const SETTLEMENT_RULES: RuleChapter = {
  R33: {
    title: { da: 'Hvor tit der afregnes', en: 'How often is billed' },
    ground: 'agreement',
    provenance: ['READ'],
    da: 'Der afregnes hver måned. Objektivt finansierede pladser opkræves a conto ved årets begyndelse, grundtaksten månedligt efter faktisk forbrug; abonnementsordninger afregnes halvårligt.',
    en: 'Bills are sent every month. Objectively financed places are billed on account at the start of the year, the basic tariff monthly by actual consumption; subscription schemes half-yearly.',
    source: {
      da: 'Styringsaftalens afsnit om afregning (Midtjylland)',
      en: 'The section on settlement of the steering agreement (Midtjylland)',
    },
  },
  R34: {
    title: { da: 'Betalingsfrist', en: 'Time to pay' },
    ground: 'agreement',
    provenance: ['READ', 'DESIGN'],
    da: 'Mindst 14 dage efter styringsaftalen, højst 30 dage efter modtagelsen efter renteloven. Aftalens egen frist gælder inden for det; 30 dage er Pladsbogs standard.',
    en: 'At least 14 days by the steering agreement, at most 30 days from receipt by the law on interest. The agreement’s own time holds within that; 30 days is the default of Pladsbog.',
    source: {
      da: 'Styringsaftalen (Midtjylland); rentelovens § 3 b, som kontraktvejledningen gengiver den',
      en: 'The steering agreement (Midtjylland); § 3 b of the law on interest as the contract guide cites it',
    },
  },
  R35: {
    title: { da: 'Første og sidste dag', en: 'First and last day' },
    ground: 'ours',
    provenance: ['DESIGN'],
    da: 'Der betales fra og med indflytningsdagen til og med sidste betalingsdag, som blev beregnet, da opholdet blev opsagt eller afsluttet.',
    en: 'Days are paid from the day of arrival to the last payable day, both included; it was computed when notice was given or the stay ended.',
    source: {
      da: 'Vores valg; i Syddanmark er »til og med ophørsdagen« læst for krisecentre',
      en: 'Our choice; in Syddanmark “to and including the last day” was read for crisis centres',
    },
  },
  R36: {
    title: { da: 'Beløbet på en linje', en: 'The amount of a line' },
    ground: 'ours',
    provenance: ['DESIGN'],
    da: 'Én linje for hver kontrakt, takstversion, ydelse, måned og paragraf; hver linje afrundes for sig til hele øre, summen afrundes ikke.',
    en: 'One line for each contract, tariff version, component, month and paragraph; each line is rounded to whole øre, the total is not.',
    source: { da: 'Vores valg', en: 'Our choice' },
  },
  R37: {
    title: { da: 'E-faktura', en: 'E-invoice' },
    ground: 'law',
    provenance: ['READ', 'KNOW'],
    da: 'Regninger til offentlige myndigheder sendes elektronisk til modtagerens EAN-nummer. De bærer kontrakt, periode, paragraf, dage og pris, og borgeren kun som en reference.',
    en: 'Bills to public authorities are sent electronically to the receiver’s EAN number. They carry contract, period, paragraph, days and price, and of the citizen a reference only.',
    source: {
      da: 'Bekendtgørelse 206 af 11.03.2011, som en kontraktbestemmelse gengiver den',
      en: 'Executive order 206 of 11.03.2011 as a contract clause cites it',
    },
  },
  R38: {
    title: { da: 'Regulering af lukkede måneder', en: 'Adjusting closed months' },
    ground: 'ours',
    provenance: ['DESIGN'],
    da: 'En lukket måned ændres ikke. Det, der læres senere, bliver til reguleringslinjer i næste måned, som peger på den rettede linje og på årsagen.',
    en: 'A closed month does not change. What is learned later becomes adjustment lines in the next month that point to the corrected line and the cause.',
    source: { da: 'Vores valg', en: 'Our choice' },
  },
  R42: {
    title: { da: 'Statsrefusion', en: 'State refund' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Betaleren kan få statsrefusion for særligt dyre enkeltsager. Det er en sag mellem kommunen og staten og står ikke i Pladsbog.',
    en: 'The payer may get a refund from the state for especially expensive cases. It is between the municipality and the state and is not in Pladsbog.',
    source: { da: 'Servicelovens § 176', en: 'Social Services Act § 176' },
  },
  R43: {
    title: { da: 'Borgerens egenbetaling', en: 'The citizen’s own payment' },
    ground: 'law',
    provenance: ['READ'],
    da: 'Borgerens egenbetaling og husleje betales til kommunen efter andre regler. De står ikke i Pladsbog og modregnes aldrig.',
    en: 'The citizen’s own payment and rent are paid to the municipality under other rules. They are not in Pladsbog and never netted.',
    source: { da: 'Bekendtgørelse 1387/2006 og 1244/2017', en: 'Executive orders 1387/2006 and 1244/2017' },
  },
  R44: {
    title: { da: 'Ledsagelse ved indlæggelse', en: 'Escort at a hospital' },
    ground: 'agreement',
    provenance: ['READ'],
    da: 'Ved indlæggelse betaler regionen for ledsagelse efter en særskilt aftale. Det står ikke i Pladsbog.',
    en: 'When a citizen is in hospital the region pays for the escort by an agreement of its own. It is not in Pladsbog.',
    source: { da: 'Samarbejdsaftalen om ledsagelse, Midtjylland', en: 'The agreement on escort, Midtjylland' },
  },
  R45: {
    title: { da: 'Kontofunktion', en: 'Account function' },
    ground: 'practice',
    provenance: ['KNOW'],
    da: 'Udgiften konteres på den funktion i kontoplanen, der hører til paragraffen i det år, ydelsen er leveret. Fordelingen af paragraffer på funktioner er almindelig viden, ikke efterprøvet.',
    en: 'The cost is booked on the account function that belongs to the paragraph in the year of the service. Which paragraph belongs to which function is general knowledge, not verified.',
    source: {
      da: 'Kommunernes kontoplan (funktionslisten)',
      en: 'The municipal chart of accounts (list of functions)',
    },
  },
};
