import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { sumOre } from '../../kernel/money';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { ForecastQuery, ForecastRoutes } from '../../year-end/forecast.routes';
import type { ForecastFiguresView, LineForecastView } from '../../year-end/forecast.views';
import { yearEndAccess } from '../../year-end/year-end.access';
import { Typed } from '../components/typed';
import { askedIn } from '../frame/asked';
import { type Choice, Filters, Select, TextInput } from '../components/form';
import { Alert, Facts, Status } from '../components/notes';
import { Pager } from '../components/pager';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, danishKroner, dayText, shareText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Operators } from '../frame/operators';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';
import { ForecastLines } from './forecast-lines';
import { shownList } from '../frame/whole-list';
import { GROUND_WORDS, YearEndMenu } from './year-end-section';

/** Offerings on a page: each is worked out day by day. */
const ROWS = 10;

const WORDS = {
  da: {
    title: 'Hvad året ventes at ende med',
    lead: (year: number, day: string) =>
      `${year}, set fra ${day}: dagene til nu, og det, der er kendt om resten. Intet er gættet, og intet er endeligt.`,
    year: 'År',
    operator: 'Driftsherre',
    all: 'Alle',
    days: 'Belagte dage',
    budgeted: 'Budgetteret',
    result: 'Ventet resultat',
    limit: 'Kan overføres',
    look: 'Værd at se på',
    nothing: 'Der er ingen tilbud, hvor I sælger eller betaler det år.',
    back: 'Alle tilbud',
    figures: 'Årets tal',
    soFar: (day: string) => `Belagte dage til og med ${day}`,
    whole: 'Belagte dage hele året, så langt det er kendt',
    capacity: 'Pladsdage hele året',
    money: 'Ventet resultat, A1 − A2 ± A3 (R22)',
    revenue: 'A1: indtægt af belagte dage',
    costs: 'A2: omkostninger',
    corrections: 'A3: korrektion for tidligere år',
    sure: 'Bygger på',
    noResult: 'Resultatet kan ikke regnes: der mangler et budget eller en rammeaftale.',
    reaches: 'Det ventes at nå køberne',
    reachesText: 'Andele er anslået efter dage. Et overskud gives tilbage, et underskud betales.',
    origin: 'Fra året',
    inTariff: 'Når takst for',
    directly: 'direkte til årets betalere',
    amount: 'I alt',
    noRegulation: 'Intet ventes at gå ud over det, der kan overføres.',
    payer: 'Betaler',
    share: 'Anslået andel',
    shares: (year: number) => `Andele af resultatet fra ${year}`,
    payers: 'Dage efter betaler',
    back2: 'tilbage',
    pays: 'skal betales',
  },
  en: {
    title: 'What the year is expected to end with',
    lead: (year: number, day: string) =>
      `${year}, seen from ${day}: the days so far, and what is known of the rest. Nothing is guessed, and nothing is final.`,
    year: 'Year',
    operator: 'Operator',
    all: 'All',
    days: 'Occupied days',
    budgeted: 'Budgeted',
    result: 'Expected result',
    limit: 'Can be carried over',
    look: 'Worth a look',
    nothing: 'There is no offering at which you sell or pay in that year.',
    back: 'All offerings',
    figures: 'Figures of the year',
    soFar: (day: string) => `Occupied days until ${day}`,
    whole: 'Occupied days of the whole year, as far as known',
    capacity: 'Place-days of the whole year',
    money: 'Expected result, A1 − A2 ± A3 (R22)',
    revenue: 'A1: revenue of occupied days',
    costs: 'A2: costs',
    corrections: 'A3: correction for earlier years',
    sure: 'Rests on',
    noResult: 'The result cannot be worked out: a budget or a framework agreement is missing.',
    reaches: 'Expected to reach the buyers',
    reachesText: 'Shares are estimated by days. A surplus is given back, a deficit is paid.',
    origin: 'From the year',
    inTariff: 'Reaches the tariff of',
    directly: 'directly to the payers of the year',
    amount: 'In all',
    noRegulation: 'Nothing is expected to exceed what can be carried over.',
    payer: 'Payer',
    share: 'Estimated share',
    shares: (year: number) => `Shares of the result of ${year}`,
    payers: 'Days by payer',
    back2: 'back',
    pays: 'to be paid',
  },
};

/** Year end, any day of the year: what is coming, for whoever sells, and each payer's own share for whoever pays (P1). */
@Pages()
export class ForecastPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    private readonly operators: Operators,
  ) {}

  @Get(PATHS.forecast)
  @Allowed(yearEndAccess.getYearEndForecast)
  async show(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = askedIn(visit, ForecastQuery, ['year', 'operator', 'offeringId', 'cursor']);
    const { year, asOf, items, next, whole } = await shownList(visit, Object.assign(asked, { limit: ROWS }), (query) =>
      this.doors.open(ForecastRoutes, visit).forecast(query, visit.actor),
    );
    const name = this.names.all();
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <YearEndMenu />
          <p class="font-lead">{words.lead(year, dayText(asOf, visit.language))}</p>
          {asked.offeringId === undefined ? (
            <>
              <ForecastFilters
                year={year}
                operators={seesAll(visit.actor) ? await this.operators.choices(visit) : []}
              />
              <ForecastLines lines={items} whole={whole} year={year} />
              <Pager next={next} />
            </>
          ) : (
            <>
              <p>
                <a href={addressOf(PATHS.forecast, { year })}>{words.back}</a>
              </p>
              {items.length === 0 && <p class="nothing">{words.nothing}</p>}
              {items.map((line) => (
                <Line line={line} asOf={dayText(asOf, visit.language)} name={name} />
              ))}
            </>
          )}
        </>
      ),
    });
  }
}

/** An operator sees its own lines and a payer those it pays, so neither has operators to choose from. */
const seesAll = ({ roles }: Actor): boolean => roles.includes('auditor') || roles.includes('secretariat');

const ForecastFilters = ({ year, operators }: { year: number; operators: readonly Choice[] }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Filters id="forecast">
      <TextInput name="year" label={words.year} inputMode="numeric" value={String(year)} optional />
      {operators.length > 1 && (
        <Select name="operator" label={words.operator} none={words.all} optional choices={operators} />
      )}
    </Filters>
  );
};

const Line = ({
  line,
  asOf,
  name,
}: {
  line: LineForecastView;
  asOf: string;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { offeringName, serviceLineId, legalBasis, operator, reasons, figures, payers, regulations } = line;
  return (
    <section>
      <h2>
        <Typed>{offeringName}</Typed>, {paragraph(legalBasis)}
      </h2>
      <p>
        {words.operator}: {name(operator)}
      </p>
      {reasons.length > 0 && (
        <Alert tone="info" heading={words.look}>
          <ul>
            {reasons.map((reason) => (
              <li>{reason[language]}</li>
            ))}
          </ul>
        </Alert>
      )}
      {figures && <LineFigures figures={figures} asOf={asOf} />}
      {payers.length > 0 && (
        <>
          <h3>{words.payers}</h3>
          <Table
            files
            caption={`${words.payers}: ${paragraph(serviceLineId)}`}
            captionHidden
            rows={payers}
            columns={[
              { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
              { title: words.days, numeric: true, cell: ({ days }) => countText(days) },
            ]}
          />
        </>
      )}
      <h3>{words.reaches}</h3>
      {regulations.length === 0 ? (
        <p class="nothing">{words.noRegulation}</p>
      ) : (
        <>
          <p>{words.reachesText}</p>
          {regulations.map(({ originYear, tariffYear, ground, amountOre, shares }) => (
            <>
              <Facts
                entries={[
                  { term: words.origin, value: originYear },
                  { term: words.inTariff, value: tariffYear ?? words.directly },
                  { term: words.sure, value: GROUND_WORDS[ground][language] },
                  amountOre !== undefined && {
                    term: words.amount,
                    value: `${danishKroner(amountOre)} (${amountOre < 0 ? words.pays : words.back2})`,
                  },
                ]}
              />
              {shares.length > 0 && (
                <Table
                  files
                  caption={words.shares(originYear)}
                  rows={shares}
                  columns={[
                    { title: words.payer, heads: true, cell: ({ payer }) => name(payer) },
                    { title: words.days, numeric: true, cell: ({ days }) => countText(days) },
                    { title: words.share, numeric: true, cell: (share) => danishKroner(share.amountOre) },
                  ]}
                  {...(shares.length > 1
                    ? {
                        foot: [
                          words.amount,
                          countText(shares.reduce((all, { days }) => all + days, 0)),
                          danishKroner(sumOre(shares.map((share) => share.amountOre))),
                        ],
                      }
                    : {})}
                />
              )}
            </>
          ))}
        </>
      )}
    </section>
  );
};

const LineFigures = ({ figures, asOf }: { figures: ForecastFiguresView; asOf: string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { result } = figures;
  return (
    <>
      <h3>{words.figures}</h3>
      <Facts
        entries={[
          { term: words.soFar(asOf), value: `${countText(figures.occupiedSoFar)} (${shareText(figures.soFarBp)})` },
          { term: words.whole, value: `${countText(figures.occupiedDays)} (${shareText(figures.forecastBp)})` },
          { term: words.capacity, value: countText(figures.capacityDays) },
          { term: words.budgeted, value: shareText(figures.budgetedBp) },
        ]}
      />
      <h3>{words.money}</h3>
      {result === undefined ? (
        <p class="nothing">{words.noResult}</p>
      ) : (
        <Facts
          entries={[
            { term: words.revenue, value: danishKroner(result.revenueOre) },
            { term: words.costs, value: danishKroner(result.costsOre) },
            { term: words.corrections, value: danishKroner(result.correctionsOre) },
            { term: words.result, value: <strong>{danishKroner(result.resultOre)}</strong> },
            { term: words.limit, value: `± ${danishKroner(result.carryLimitOre)}` },
            { term: words.sure, value: <Status kind="over">{GROUND_WORDS[result.ground][language]}</Status> },
          ]}
        />
      )}
    </>
  );
};
