import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { calculationsAccess } from '../../calculations/calculations.access';
import { CalculationRoutes } from '../../calculations/calculation.routes';
import type { CalculationView } from '../../calculations/calculation.views';
import { allows } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import type { Actor, CalculationId, OfferingId } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { IdParam } from '../../platform/http/parameters';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Facts } from '../components/notes';
import { Table } from '../components/table';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { danishKroner, dayText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import {
  calculationAddress,
  calculationsOf,
  isOpen,
  makingAddress,
  packagesOf,
  settingAddress,
  type Standing,
  StandingNote,
  StandingStatus,
} from './calculation-standing';
import { CalculatedPrice, CalculationSteps, Unusual } from './calculation-steps';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { levelText, paragraph } from '../frame/words';

const WORDS = {
  da: {
    title: 'Takster',
    operator: 'Driftsherre',
    price: 'Pris pr. dag',
    calculation: 'Beregning',
    calculations: 'Takstberegninger',
    day: 'Beregnet den',
    regulation: 'Heraf efterregulering (R22)',
    note: 'Bemærkning',
    kind: { TARIFF: 'Takst ud fra budget', PACKAGE: 'Pakkepris' },
    noCalculations: 'Tilbuddets takster er fastsat uden en beregning i Pladsbog.',
    agreement: 'Rammeaftale',
    make: 'Beregn en takst',
    makePackage: 'Beregn en pakkepris',
    again: 'Beregn på ny ud fra denne',
    set: 'Gør den til en takst',
    setLong: (what: string) => `Gør beregningen ${what} til en takst`,
    kindTitle: 'Slags',
    becameOf: 'Takst',
    actions: 'Handlinger',
  },
  en: {
    title: 'Tariffs',
    operator: 'Operator',
    price: 'Price a day',
    calculation: 'Calculation',
    calculations: 'Calculations',
    day: 'Calculated on',
    regulation: 'Regulation in it (R22)',
    note: 'Remark',
    kind: { TARIFF: 'Tariff from a budget', PACKAGE: 'Package price' },
    noCalculations: 'The offering’s tariffs were set without a calculation in Pladsbog.',
    agreement: 'Framework agreement',
    make: 'Calculate a tariff',
    makePackage: 'Calculate a package price',
    again: 'Calculate anew from this one',
    set: 'Make a tariff of it',
    setLong: (what: string) => `Make a tariff of the calculation ${what}`,
    kindTitle: 'Kind',
    becameOf: 'Tariff',
    actions: 'Actions',
  },
};

/** How an offering's tariffs were calculated, step by step (R10). */
@Pages()
export class CalculationsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/tariff-calculations`)
  @Allowed(calculationsAccess.listTariffCalculations)
  async calculations(@IdParam('offeringId') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const [offering, { items }, { items: tariffs }] = await Promise.all([
      this.doors.open(OfferingRoutes, visit).find(id, {}),
      this.doors.open(CalculationRoutes, visit).list(id, {}),
      this.doors.open(TariffRoutes, visit).list(id, {}),
    ]);
    const standings = items.map((of) => ({ of, made: madeOf(of, tariffs) }));
    return screen({
      title: words.calculations,
      crumbs: [
        { href: TARIFFS.all, text: words.title },
        { href: `${PATHS.offerings}/${id}`, text: offering.name },
      ],
      // Levels stand as they were calculated, the years from the newest.
      body: (
        <>
          {allows(calculationsAccess.calculateTariff, visit.actor, offering) && (
            <p class="actions d-print-none">
              <a class="button button-primary" href={makingAddress(offering)}>
                {words.make}
              </a>
              {offering.serviceLines.length > 1 && <a href={`${packagesOf(id)}/new`}>{words.makePackage}</a>}
            </p>
          )}
          <Calculations rows={standings.sort((a, b) => b.of.year - a.of.year)} today={this.clock.today()} />
        </>
      ),
    });
  }

  @Get(`${PATHS.offerings}/:offeringId/tariff-calculations/:calculationId`)
  @Allowed(calculationsAccess.getTariffCalculation)
  async calculation(
    @IdParam('offeringId') offeringId: OfferingId,
    @IdParam('calculationId') id: CalculationId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const [offering, calculation, { items: tariffs }] = await Promise.all([
      this.doors.open(OfferingRoutes, visit).find(offeringId, {}),
      this.doors.open(CalculationRoutes, visit).get(offeringId, id, {}),
      this.doors.open(TariffRoutes, visit).list(offeringId, {}),
    ]);
    const { year, level } = calculation;
    return screen({
      title: `${words.kind[calculation.kind]} ${year}, ${levelText(level, language)}`,
      crumbs: [
        { href: TARIFFS.all, text: words.title },
        { href: `${PATHS.offerings}/${offeringId}`, text: offering.name },
        { href: calculationsOf(offeringId), text: words.calculations },
      ],
      body: (
        <Calculation
          of={calculation}
          operator={this.names.of(calculation.operator)}
          made={madeOf(calculation, tariffs)}
        />
      ),
    });
  }
}

const madeOf = ({ calculationId }: CalculationView, tariffs: readonly TariffView[]): TariffView | undefined =>
  tariffs.find((tariff) => tariff.calculationId === calculationId);

const Calculations = ({ rows, today }: { rows: readonly Standing[]; today: Day }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const named = ({ of: { year, serviceLineId, level } }: Standing): string =>
    `${year}, ${paragraph(serviceLineId)}, ${levelText(level, language)}`;
  const mayBeSet = (row: Standing): boolean => isOpen(row) && maySet(actor, row.of);
  return (
    <Table
      files
      caption={words.calculations}
      captionHidden
      rows={rows}
      empty={words.noCalculations}
      columns={[
        { title: words.calculation, heads: true, cell: (row) => <a href={calculationAddress(row.of)}>{named(row)}</a> },
        { title: words.kindTitle, cell: ({ of: { kind } }) => words.kind[kind] },
        { title: words.day, cell: ({ of: { calculatedOn } }) => dayText(calculatedOn, language) },
        { title: words.price, numeric: true, cell: ({ of: { dayPriceOre } }) => danishKroner(dayPriceOre) },
        { title: words.becameOf, cell: (row) => <StandingStatus {...row} today={today} /> },
        {
          title: words.actions,
          onPageOnly: true,
          worth: mayBeSet,
          cell: (row) =>
            mayBeSet(row) && (
              <a href={settingAddress(row.of)} aria-label={words.setLong(named(row))}>
                {words.set}
              </a>
            ),
        },
      ]}
    />
  );
};

const maySet = (actor: Actor | undefined, of: CalculationView): boolean =>
  actor !== undefined && allows(calculationsAccess.setCalculatedTariff, actor, of);

/** Every step of a calculation, in the order in which it was reckoned. */
const Calculation = ({
  of,
  operator,
  made,
}: {
  of: CalculationView;
  operator: string;
  made: TariffView | undefined;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { regulationShareOre } = of;
  return (
    <>
      <CalculatedPrice of={of} />
      {maySet(actor, of) && (
        <p class="actions d-print-none">
          {isOpen({ of, made }) && (
            <a class="button button-primary" href={settingAddress(of)}>
              {words.set}
            </a>
          )}
          {of.kind === 'TARIFF' && of.replacedBy === undefined && <a href={makingAddress(of, of)}>{words.again}</a>}
        </p>
      )}
      <StandingNote of={of} made={made} />
      <Unusual of={of} />
      <Facts
        entries={[
          { term: words.operator, value: operator },
          { term: words.day, value: dayText(of.calculatedOn, language) },
          of.agreementId !== undefined && { term: words.agreement, value: of.agreementId },
          regulationShareOre !== undefined && { term: words.regulation, value: danishKroner(regulationShareOre) },
          of.note !== undefined && { term: words.note, value: <Typed>{of.note}</Typed> },
        ]}
      />
      <CalculationSteps of={of} />
    </>
  );
};
