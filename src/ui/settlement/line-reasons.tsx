import type { ComponentChildren, VNode } from 'preact';
import { ruleName } from '../../agreements/rule-book/rule-book.words';
import { WHOLE } from '../../kernel/money';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import { CHARGE_KIND_WORDS } from '../../settlement/lines/charge-words';
import type { ChargeExplanationView } from '../../settlement/statements/charge-explanation.views';
import type { LineExplanation } from '../../settlement/statements/explain-line';
import { lineWords } from '../../settlement/lines/line-words';
import { unitWords } from '../../tariffs/tariff.words';
import { ToldEvent } from '../audit/audit-section';
import { Typed } from '../components/typed';
import { Alert, type FactEntry, Facts, Figures, Status } from '../components/notes';
import { RuleLink, RuleStanding } from '../components/rule-link';
import { Table } from '../components/table';
import { danishKroner, dayText, instantText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { partText, quantityText, whyAddress } from './statement-lines';
import { lineOfStatement, statementTitle } from './statement-names';
import { addressOf, useVisit } from '../frame/visit';
import { paragraph, paragraphWithName } from '../frame/words';

export const LINE_WORDS = {
  da: {
    title: 'Hvorfor dette beløb?',
    ofStatement: (line: number, statement: string) => `Linje ${line} i opgørelsen fra ${statement}.`,
    amount: 'Beløb',
    sum: 'Regnestykket',
    again: (amount: string) => `Ud fra hændelserne giver det ${amount} Det stemmer.`,
    differs: (amount: string) => `Regnet efter på ny giver hændelserne ${amount} Det stemmer ikke med linjen.`,
    notAgain: 'Beløbet kan ikke regnes efter på ny.',
    what: 'Hvad linjen er',
    kind: 'Slags',
    offering: 'Tilbud',
    paragraph: 'Paragraf',
    level: 'Niveau',
    component: 'Del af taksten',
    account: 'Kontofunktion',
    contract: 'Kontrakt',
    citizen: 'Borger',
    buyer: 'Køber',
    days: 'Dage',
    daysOf: (first: string, last: string, count: number) => `${first} – ${last}: ${count} betalingsdage`,
    quantity: 'Antal',
    part: 'Del af en hel plads',
    price: 'Pris',
    priceOf: (price: string, unit: string) => `${price} pr. ${unit}`,
    tariff: 'Takstversion',
    tariffFrom: (day: string) => `Gælder fra ${day}`,
    history: 'Takstens historik',
    package: 'Pakkens sammensætning (R13)',
    calculation: 'Sådan er taksten beregnet',
    packagePrice: 'Pakkens pris pr. dag',
    adjustment: 'Hvorfor der reguleres',
    corrected: 'Den linje, der reguleres',
    cause: 'Det, der kom frem',
    rules: 'Reglerne',
    rule: 'Regel',
    text: 'Hvad den siger',
    provenance: 'Hvor sikkert',
    events: 'Det, der er registreret',
    when: 'Registreret',
    happened: 'Hændelse',
    about: 'Dag',
    number: 'Nr. i bogen',
    agreement: 'Aftalen',
    dueDays: 'Betalingsfrist',
    daysNumber: (days: number) => `${days} dage`,
    claim: 'Krav skal rejses inden',
    months: (months: number) => `${months} måneder`,
    reckoning: 'Sådan er beløbet opgjort',
    year: 'Vedrører året',
    stopped: 'Hvorfor der ikke betales længere',
    yes: 'Efterregnet',
  },
  en: {
    title: 'Why this amount?',
    ofStatement: (line: number, statement: string) => `Line ${line} of the statement from ${statement}.`,
    amount: 'Amount',
    sum: 'The sum',
    again: (amount: string) => `Computed once more from the events: ${amount} It agrees.`,
    differs: (amount: string) => `Computed once more the events give ${amount} That does not agree with the line.`,
    notAgain: 'The amount cannot be computed once more.',
    what: 'What the line is',
    kind: 'Kind',
    offering: 'Offering',
    paragraph: 'Paragraph',
    level: 'Level',
    component: 'Part of the tariff',
    account: 'Account function',
    contract: 'Contract',
    citizen: 'Citizen',
    buyer: 'Buyer',
    days: 'Days',
    daysOf: (first: string, last: string, count: number) => `${first} – ${last}: ${count} payable days`,
    quantity: 'Quantity',
    part: 'Part of a whole place',
    price: 'Price',
    priceOf: (price: string, unit: string) => `${price} per ${unit}`,
    tariff: 'Tariff version',
    tariffFrom: (day: string) => `Holds from ${day}`,
    history: 'History of the tariff',
    package: 'What the package is made of (R13)',
    calculation: 'How the tariff was calculated',
    packagePrice: 'What the package costs a day',
    adjustment: 'Why there is an adjustment',
    corrected: 'The line that is put right',
    cause: 'What was learned',
    rules: 'The rules',
    rule: 'Rule',
    text: 'What it says',
    provenance: 'How sure',
    events: 'What has been recorded',
    when: 'Recorded',
    happened: 'Event',
    about: 'Day',
    number: 'No. in the ledger',
    agreement: 'The agreement',
    dueDays: 'Time to pay',
    daysNumber: (days: number) => `${days} days`,
    claim: 'Claims must be made within',
    months: (months: number) => `${months} months`,
    reckoning: 'How the amount was reckoned',
    year: 'About the year',
    stopped: 'Why nothing more is paid',
    yes: 'Computed again',
  },
};

const numberOf = (rule: string): number => Number(/\d+/.exec(rule)?.[0] ?? 0);

type Explained = LineExplanation | ChargeExplanationView;

/** Every reason behind an amount: the sum, the days, the tariff, the rules and the events, for lines of any kind. */
export const LineReasons = ({
  explained,
  line,
  name,
}: {
  explained: Explained;
  line: number;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = LINE_WORDS[language];
  const { amountOre, recomputedOre, agrees, formula, rules, events, agreement, statementId } = explained;
  return (
    <div>
      <p class="font-lead">{words.ofStatement(line, statementTitle(statementId, name, language))}</p>
      <Figures entries={[{ term: words.amount, value: danishKroner(amountOre) }]} />
      <section>
        <h2>{words.sum}</h2>
        <p class="formula">
          {/* The formula of a charge stands in both languages; that of a contract's line is figures. */}
          {'charge' in explained ? explained.charge.reckoning[language] : formula}
        </p>
        {recomputedOre === undefined ? (
          <p class="soft">{words.notAgain}</p>
        ) : agrees ? (
          <p>
            <Status kind="done">{words.yes}</Status> {words.again(danishKroner(recomputedOre))}
          </p>
        ) : (
          <Alert tone="error">
            <p>{words.differs(danishKroner(recomputedOre))}</p>
          </Alert>
        )}
      </section>
      {'charge' in explained ? <ChargeReasons of={explained} /> : <ContractReasons of={explained} name={name} />}
      <section>
        <h2>{words.rules}</h2>
        <Table
          caption={words.rules}
          captionHidden
          rows={[...rules].sort((a, b) => numberOf(a.rule) - numberOf(b.rule))}
          columns={[
            {
              title: words.rule,
              heads: true,
              cell: ({ rule, title }) => (
                <>
                  <RuleLink rule={rule} />
                  {ruleName(rule)[language] !== title[language] && <span class="under">{title[language]}</span>}
                </>
              ),
            },
            { title: words.text, cell: (rule) => rule[language] },
            {
              title: words.provenance,
              cell: (rule) => <RuleStanding of={rule} />,
            },
          ]}
        />
      </section>
      <section>
        <h2>{words.events}</h2>
        <Table
          caption={words.events}
          captionHidden
          rows={events}
          columns={[
            {
              title: words.happened,
              heads: true,
              cell: (event) => <ToldReason of={event} />,
            },
            { title: words.about, cell: ({ day }) => (day === undefined ? '–' : dayText(day, language)) },
            { title: words.when, cell: ({ recordedAt }) => instantText(recordedAt, language) },
            { title: words.number, numeric: true, cell: ({ position }) => position },
          ]}
        />
      </section>
      <section>
        <h2>{words.agreement}</h2>
        <Facts
          entries={[
            { term: words.agreement, value: agreement.name ?? agreement.agreementId },
            { term: words.dueDays, value: words.daysNumber(agreement.dueDays) },
            { term: words.claim, value: words.months(agreement.claimLimitMonths) },
          ]}
        />
      </section>
    </div>
  );
};

const ContractReasons = ({ of, name }: { of: LineExplanation; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = LINE_WORDS[language];
  const { line, days, tariff, quantity, factorBp, corrected, cause, stopped } = of;
  const said = lineWords(line, language);
  return (
    <>
      <section>
        <h2>{words.what}</h2>
        <Facts
          entries={[
            { term: words.kind, value: said.kind },
            { term: words.offering, value: <a href={`${PATHS.offerings}/${line.offeringId}`}>{line.offeringName}</a> },
            { term: words.paragraph, value: paragraphWithName(line.legalBasis) },
            line.accountFunction !== undefined && { term: words.account, value: line.accountFunction },
            { term: words.level, value: <Typed>{tariff.level}</Typed> },
            {
              term: words.component,
              // A code that only says the kind again is no word for people.
              value: tariff.component === line.componentKind ? said.component : `${said.component} ${tariff.component}`,
            },
            {
              term: words.days,
              value: words.daysOf(dayText(days.first, language), dayText(days.last, language), days.count),
            },
            { term: words.quantity, value: `${quantityText(quantity)} ${said.unit}` },
            factorBp !== WHOLE && { term: words.part, value: partText(factorBp) },
            {
              term: words.price,
              value: words.priceOf(danishKroner(tariff.priceOre), unitWords(line.unit, line.legalBasis)[language]),
            },
            {
              term: words.tariff,
              value: (
                <>
                  {tariff.validFrom !== undefined && words.tariffFrom(dayText(tariff.validFrom, language))}
                  <span class="under">
                    <a href={tariffHistoryAddress(line)}>{words.history}</a>
                  </span>
                </>
              ),
            },
            {
              term: words.contract,
              value: <a href={`${PATHS.placements}/${line.contractId}`}>{shortReference(line.contractId)}</a>,
            },
            { term: words.citizen, value: <code>{shortReference(line.citizenRef)}</code> },
            { term: words.buyer, value: name(line.buyer) },
          ]}
        />
      </section>
      {of.package && (
        <section>
          <h2>{words.package}</h2>
          <Table
            caption={words.package}
            captionHidden
            rows={of.package.parts}
            columns={[
              { title: words.paragraph, heads: true, cell: ({ legalBasis }) => paragraph(legalBasis) },
              { title: words.component, cell: ({ component }) => component },
              { title: words.account, cell: ({ accountFunction }) => accountFunction ?? '–' },
              { title: words.price, numeric: true, cell: ({ priceOre }) => danishKroner(priceOre) },
            ]}
            foot={[words.packagePrice, '', '', danishKroner(of.package.dayPriceOre)]}
          />
          {of.package.calculationId !== undefined && (
            <p>
              <a href={`${PATHS.offerings}/${line.offeringId}/tariff-calculations/${of.package.calculationId}`}>
                {words.calculation}
              </a>
            </p>
          )}
        </section>
      )}
      {stopped && (
        <section>
          <h2>{words.stopped}</h2>
          <p>
            <ToldEvent eventId={stopped.eventId}>{stopped[language]}</ToldEvent>
          </p>
        </section>
      )}
      {(corrected !== undefined || cause !== undefined) && (
        <Adjustment
          entries={[
            corrected && {
              term: words.corrected,
              value: (
                <>
                  <a href={whyAddress(corrected.statementId, corrected.line.line)}>
                    {lineOfStatement(corrected.statementId, corrected.line.line, language)}
                  </a>
                  : {danishKroner(corrected.line.amountOre)}
                </>
              ),
            },
            cause && { term: words.cause, value: told(cause, language) },
          ]}
        />
      )}
    </>
  );
};

/** Where every version of the line's tariff stands, with its reason. */
const tariffHistoryAddress = ({ offeringId, serviceLineId }: LineExplanation['line']): string =>
  `${addressOf(`${PATHS.offerings}/${offeringId}`, { line: serviceLineId })}#tariffs-${serviceLineId}`;

/** What happened, with names and reasons in it; it cites no rule, for those stand apart. */
const ToldReason = ({ of }: { of: NonNullable<LineExplanation['cause']> }): VNode => (
  <ToldEvent eventId={of.id}>
    <Typed>{of[useVisit().language]}</Typed>
  </ToldEvent>
);

const told = (event: NonNullable<LineExplanation['cause']>, language: 'da' | 'en'): ComponentChildren => (
  <>
    <ToldReason of={event} />
    <span class="under">{instantText(event.recordedAt, language)}</span>
  </>
);

const Adjustment = ({ entries }: { entries: readonly (FactEntry | undefined)[] }): VNode => {
  const words = LINE_WORDS[useVisit().language];
  return (
    <section>
      <h2>{words.adjustment}</h2>
      <Facts entries={entries} />
    </section>
  );
};

const ChargeReasons = ({ of: { charge, corrected, formula } }: { of: ChargeExplanationView }): VNode => {
  const { language } = useVisit();
  const words = LINE_WORDS[language];
  return (
    <>
      <section>
        <h2>{words.what}</h2>
        <Facts
          entries={[
            { term: words.kind, value: CHARGE_KIND_WORDS[language][charge.chargeKind] },
            { term: words.text, value: charge.words[language] },
            { term: words.reckoning, value: formula },
            charge.originYear !== undefined && { term: words.year, value: charge.originYear },
            charge.accountFunction !== undefined && { term: words.account, value: charge.accountFunction },
          ]}
        />
      </section>
      {corrected && (
        <Adjustment
          entries={[
            {
              term: words.corrected,
              value: (
                <>
                  <a href={whyAddress(corrected.statementId, corrected.charge.line)}>
                    {lineOfStatement(corrected.statementId, corrected.charge.line, language)}
                  </a>
                  : {danishKroner(corrected.charge.amountOre)}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  );
};
