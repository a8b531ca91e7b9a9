import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { allows } from '../../kernel/access';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CHARGE_KIND_WORDS } from '../../settlement/lines/charge-words';
import type { ChargeView } from '../../settlement/charges/charge.views';
import { ChargeRoutes, ChargesQuery } from '../../settlement/charges/charges.routes';
import {
  type ClaimClockPage,
  ClaimClockQuery,
  ClaimClockRoutes,
} from '../../settlement/claim-clock/claim-clock.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import type { UnbilledKind } from '../../settlement/claim-clock/unbilled-days.calculation';
import { askedIn } from '../frame/asked';
import { Checkbox, Filters, Select } from '../components/form';
import { Alert, Figures, Status, type StatusKind } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Exports, Table } from '../components/table';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { danishKroner, dayText, monthText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { PartyFilters } from './party-filters';
import { settlementParties } from './settlement-parties';
import { Sections, settlementCrumb } from './settlement-sections';
import { whyAddress } from './statement-lines';
import { lineOfStatement } from './statement-names';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { partyColumns } from './party-columns';
import { shownList, type WholeList } from '../frame/whole-list';

/** Days left below which a claim needs a look. */
const SOON_DAYS = 60;

const WORDS = {
  da: {
    clock: '12-månedersuret',
    clockLead:
      'Et krav skal rejses senest 12 måneder efter, at dagen er leveret (R2). Ellers er det tabt. De dage, der haster mest, står først.',
    operator: 'Driftsherre',
    own: 'Jeres egne',
    contract: 'kontrakt',
    payer: 'Betaler',
    all: 'Alle',
    atStake: 'Kan stadig kræves',
    tooLate: 'For sent at kræve',
    offering: 'Tilbud',
    month: 'Måned',
    days: 'Dage',
    why: 'Hvorfor',
    kinds: {
      OPEN_MONTH: 'Måneden er ikke lukket',
      LEARNED_LATE: 'Kom frem, efter at måneden blev lukket',
      TOO_LATE: 'For sent',
    },
    lastDay: 'Kan kræves til og med',
    left: 'Dage tilbage',
    gone: (days: number) => (days === 1 ? '1 dag for sent' : `${days} dage for sent`),
    leftOf: (days: number) => (days === 1 ? '1 dag' : `${days} dage`),
    amount: 'Beløb',
    nothing: 'Alt, hvad der er leveret, er afregnet.',
    unpriced: (count: number) => `${count} perioder har dage uden takst. De kan ikke afregnes, før der er en.`,
    csv: 'CSV',
    charges: 'Andre opkrævninger',
    chargesLead: 'Objektiv finansiering, abonnementer og reguleringer: det, der skyldes uden at høre til en kontrakt.',
    unbilled: 'Kun dem, der ikke er på en opgørelse endnu',
    what: 'Hvad',
    dueFrom: 'Fra måned',
    year: 'Vedrører',
    where: 'På opgørelse',
    notYet: 'Ikke endnu',
    withdrawn: 'Trukket tilbage',
    withdraw: 'Træk tilbage',
    way: 'Ret',
    noCharges: 'Der er ingen opkrævninger, som passer.',
  },
  en: {
    clock: 'The 12-month clock',
    clockLead:
      'A claim must be made no later than 12 months after the day was delivered (R2), or it is lost. The most urgent days come first.',
    operator: 'Operator',
    own: 'Your own',
    contract: 'contract',
    payer: 'Payer',
    all: 'All',
    atStake: 'Can still be claimed',
    tooLate: 'Too late to claim',
    offering: 'Offering',
    month: 'Month',
    days: 'Days',
    why: 'Why',
    kinds: {
      OPEN_MONTH: 'The month is not closed',
      LEARNED_LATE: 'Learned after the month was closed',
      TOO_LATE: 'Too late',
    },
    lastDay: 'Can be claimed until',
    left: 'Days left',
    gone: (days: number) => `${days} days too late`,
    leftOf: (days: number) => (days === 1 ? '1 day' : `${days} days`),
    amount: 'Amount',
    nothing: 'Everything that was delivered has been billed.',
    unpriced: (count: number) =>
      `${count} periods have days without a tariff. They cannot be billed before there is one.`,
    csv: 'CSV',
    charges: 'Other charges',
    chargesLead: 'Objective financing, subscriptions and regulations: what is owed and is of no contract.',
    unbilled: 'Only those on no statement yet',
    what: 'What',
    dueFrom: 'From month',
    year: 'About',
    where: 'On statement',
    notYet: 'Not yet',
    withdrawn: 'Taken back',
    withdraw: 'Take back',
    way: 'Mend',
    noCharges: 'No charges fit.',
  },
};

const KIND_LOOK: Readonly<Record<UnbilledKind, StatusKind>> = {
  OPEN_MONTH: 'running',
  LEARNED_LATE: 'waiting',
  TOO_LATE: 'wrong',
};

/** What has not been billed: days that run against the 12-month limit, and charges that are of no contract. */
@Pages()
export class ClaimsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(SETTLEMENT.claimClock)
  @Allowed(settlementAccess.listUnbilledDays)
  async clock(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, ClaimClockQuery, ['operator', 'payer', 'cursor']);
    const clock = await shownList(visit, query, (asked) => this.doors.open(ClaimClockRoutes, visit).list(asked, actor));
    const operators = actor.roles.includes('auditor')
      ? (await settlementParties(this.doors, this.names, visit)).operators
      : [];
    return screen({
      title: words.clock,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.clockLead}</p>
          <Filters id="clock">
            {operators.length > 0 && (
              <Select name="operator" label={words.operator} none={words.own} optional choices={operators} />
            )}
            <Select
              name="payer"
              label={words.payer}
              none={words.all}
              optional
              choices={this.names.choices(clock.payers)}
            />
          </Filters>
          <Exports
            files={[
              {
                href: addressOf('/api/v1/settlement/claim-clock/csv', {
                  operator: query.operator,
                  payer: query.payer,
                }),
                text: words.csv,
              },
            ]}
          />
          <div id="list" data-live>
            <Unbilled clock={clock} name={this.names.all()} />
          </div>
          <Pager next={clock.next} />
        </>
      ),
    });
  }

  @Get(SETTLEMENT.charges)
  @Allowed(settlementAccess.listCharges)
  async charges(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const query = askedIn(visit, ChargesQuery, ['operator', 'payer', 'unbilled', 'cursor']);
    const { items, next, whole } = await shownList(visit, query, (asked) =>
      this.doors.open(ChargeRoutes, visit).list(asked, actor),
    );
    const parties = await settlementParties(this.doors, this.names, visit);
    return screen({
      title: words.charges,
      wide: true,
      crumbs: [settlementCrumb(language)],
      body: (
        <>
          <Sections />
          <p class="font-lead">{words.chargesLead}</p>
          <Filters id="charges">
            <PartyFilters parties={parties} />
            <Checkbox name="unbilled" label={words.unbilled} />
          </Filters>
          <div id="list" data-live>
            <Charges rows={items} whole={whole} name={this.names.all()} />
          </div>
          <Pager next={next} />
        </>
      ),
    });
  }
}

const Unbilled = ({
  clock: { items, whole, atStakeOre, tooLateOre, unpriced },
  name,
}: {
  clock: ClaimClockPage & { readonly whole: WholeList<ClaimClockPage['items'][number]> };
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <Figures
        entries={[
          { term: words.atStake, value: danishKroner(atStakeOre) },
          { term: words.tooLate, value: danishKroner(tooLateOre) },
        ]}
      />
      {unpriced.length > 0 && (
        <Alert tone="warning">
          <p>{words.unpriced(unpriced.length)}</p>
        </Alert>
      )}
      <Table
        files
        whole={whole}
        caption={words.clock}
        captionHidden
        rows={items}
        empty={words.nothing}
        columns={[
          {
            title: words.offering,
            heads: true,
            cell: ({ contractId, offeringName, legalBasis }) => (
              <>
                <a href={`${PATHS.placements}/${contractId}`}>{offeringName}</a>
                <span class="under">
                  {paragraph(legalBasis)}, {words.contract} {shortReference(contractId)}
                </span>
              </>
            ),
          },
          { title: words.payer, cell: ({ payer }) => name(payer) },
          { title: words.month, cell: ({ month }) => <span class="nowrap">{monthText(month, language)}</span> },
          { title: words.days, numeric: true, cell: ({ days }) => days },
          {
            title: words.why,
            cell: ({ kind }) => <Status kind={KIND_LOOK[kind]}>{words.kinds[kind]}</Status>,
          },
          { title: words.lastDay, cell: ({ lastClaimDay }) => dayText(lastClaimDay, language) },
          {
            title: words.left,
            numeric: true,
            cell: ({ daysLeft }) =>
              daysLeft < 0 ? (
                <Status kind="wrong">{words.gone(-daysLeft)}</Status>
              ) : daysLeft < SOON_DAYS ? (
                <Status kind="waiting">{words.leftOf(daysLeft)}</Status>
              ) : (
                words.leftOf(daysLeft)
              ),
          },
          { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
        ]}
      />
    </>
  );
};

const Charges = ({
  rows,
  whole,
  name,
}: {
  rows: readonly ChargeView[];
  whole: WholeList<ChargeView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const visit = useVisit();
  const { language, actor } = visit;
  const words = WORDS[language];
  const mayWithdraw = (row: ChargeView): boolean =>
    actor !== undefined && row.standing !== 'WITHDRAWN' && allows(settlementAccess.withdrawCharge, actor, row);
  const way: Column<ChargeView> = {
    title: words.way,
    onPageOnly: true,
    cell: (row) =>
      mayWithdraw(row) && (
        <a class="nowrap" href={`${SETTLEMENT.charges}/${row.chargeId}/withdraw`}>
          {words.withdraw}
          <span class="sr-only">: {row.words[language]}</span>
        </a>
      ),
  };
  return (
    <Table
      files
      whole={whole}
      caption={words.charges}
      captionHidden
      rows={rows}
      empty={words.noCharges}
      columns={[
        {
          title: words.what,
          heads: true,
          cell: ({ kind, words: said, reckoning }) => (
            <>
              {CHARGE_KIND_WORDS[language][kind]}
              <span class="under">{said[language]}</span>
              <span class="under">{reckoning[language]}</span>
            </>
          ),
        },
        ...partyColumns<ChargeView>(name, visit),
        { title: words.dueFrom, cell: ({ dueFrom }) => <span class="nowrap">{monthText(dueFrom, language)}</span> },
        { title: words.year, cell: ({ originYear }) => originYear ?? '–' },
        {
          title: words.where,
          cell: ({ billedIn, withdrawn }) => (
            <>
              {billedIn !== undefined && (
                <a href={whyAddress(billedIn.statementId, billedIn.line)}>
                  {lineOfStatement(billedIn.statementId, billedIn.line, language)}
                </a>
              )}
              {billedIn === undefined && withdrawn === undefined && words.notYet}
              {withdrawn && (
                <>
                  <Status kind="stopped">{words.withdrawn}</Status>
                  <span class="under">
                    {dayText(withdrawn.on, language)}: <Typed>{withdrawn.reason}</Typed>
                  </span>
                </>
              )}
            </>
          ),
        },
        { title: words.amount, numeric: true, cell: ({ amountOre }) => danishKroner(amountOre) },
        ...(rows.some(mayWithdraw) ? [way] : []),
      ]}
    />
  );
};
