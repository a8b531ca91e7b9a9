import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { calculationsAccess } from '../../calculations/calculations.access';
import { CalculationRoutes } from '../../calculations/calculation.routes';
import type { CalculationView } from '../../calculations/calculation.views';
import { allows } from '../../kernel/access';
import type { CalculationId, OfferingId } from '../../kernel/vocabulary';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { IdParam } from '../../platform/http/parameters';
import type { TariffView } from '../../tariffs/tariff-view';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Alert, Facts, Figures, Status } from '../components/notes';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { danishKroner, dayText, shareText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS, TARIFFS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf } from './set-calculated-tariff.pages';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    title: 'Takster',
    operator: 'Driftsherre',
    level: 'Niveau',
    price: 'Pris pr. dag',
    occupancy: 'Budgetteret belægning',
    calculation: 'Beregning',
    calculations: 'Takstberegninger',
    day: 'Beregnet den',
    year: 'År',
    replaced: 'Erstattet af en nyere',
    holds: 'Den nyeste',
    hour: 'Pris pr. time',
    regulation: 'Heraf efterregulering (R22)',
    step: (number: number, title: string) => `${number}. ${title}`,
    rule: 'Regel',
    note: 'Bemærkning',
    unusual: 'Sekretariatet vil se',
    kind: { TARIFF: 'Takst ud fra budget', PACKAGE: 'Pakkepris' },
    noCalculations: 'Tilbuddets takster er fastsat uden en beregning i Pladsbog.',
    agreement: 'Rammeaftale',
    set: 'Gør den til en takst',
    made: 'Takst',
    madeFrom: (day: string) => `fastsat, gælder fra ${day}`,
  },
  en: {
    title: 'Tariffs',
    operator: 'Operator',
    level: 'Level',
    price: 'Price a day',
    occupancy: 'Budgeted occupancy',
    calculation: 'Calculation',
    calculations: 'Calculations',
    day: 'Calculated on',
    year: 'Year',
    replaced: 'Replaced by a newer one',
    holds: 'The newest',
    hour: 'Price an hour',
    regulation: 'Regulation in it (R22)',
    step: (number: number, title: string) => `${number}. ${title}`,
    rule: 'Rule',
    note: 'Remark',
    unusual: 'The secretariat will see',
    kind: { TARIFF: 'Tariff from a budget', PACKAGE: 'Package price' },
    noCalculations: 'The offering’s tariffs were set without a calculation in Pladsbog.',
    agreement: 'Framework agreement',
    set: 'Make a tariff of it',
    made: 'Tariff',
    madeFrom: (day: string) => `set, holds from ${day}`,
  },
};

/** How an offering's tariffs were calculated, step by step (R10). */
@Pages()
export class CalculationsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/tariff-calculations`)
  @Allowed(calculationsAccess.listTariffCalculations)
  async calculations(@IdParam('offeringId') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language } = visit;
    const words = WORDS[language];
    const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
    const { items } = await this.doors.open(CalculationRoutes, visit).list(id, {});
    const at = `${PATHS.offerings}/${id}/tariff-calculations`;
    return screen({
      title: words.calculations,
      crumbs: [
        { href: TARIFFS.all, text: words.title },
        { href: `${PATHS.offerings}/${id}`, text: offering.name },
      ],
      body: (
        <Table
          caption={words.calculations}
          captionHidden
          rows={[...items].reverse()}
          empty={words.noCalculations}
          columns={[
            {
              title: words.year,
              heads: true,
              cell: ({ calculationId, year, serviceLineId, level }) => (
                <a href={`${at}/${calculationId}`}>
                  {year}, {paragraph(serviceLineId)}, {words.level.toLowerCase()} {level}
                </a>
              ),
            },
            { title: words.calculation, cell: ({ kind }) => words.kind[kind] },
            { title: words.day, cell: ({ calculatedOn }) => dayText(calculatedOn, language) },
            { title: words.price, numeric: true, cell: ({ dayPriceOre }) => danishKroner(dayPriceOre) },
            {
              title: words.note,
              cell: ({ replacedBy }) =>
                replacedBy === undefined ? (
                  <Status kind="done">{words.holds}</Status>
                ) : (
                  <Status kind="over">{words.replaced}</Status>
                ),
            },
          ]}
        />
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
      title: `${words.kind[calculation.kind]} ${year}, ${words.level.toLowerCase()} ${level}`,
      crumbs: [
        { href: TARIFFS.all, text: words.title },
        { href: `${PATHS.offerings}/${offeringId}`, text: offering.name },
        { href: `${PATHS.offerings}/${offeringId}/tariff-calculations`, text: words.calculations },
      ],
      body: (
        <Calculation
          of={calculation}
          operator={this.names.of(calculation.operator)}
          made={tariffs.find(({ calculationId }) => calculationId === id)}
        />
      ),
    });
  }
}

/** Every step of a calculation, in the order in which it was reckoned. */
const Calculation = ({
  of,
  operator,
  made,
}: {
  of: CalculationView;
  operator: string;
  /** The tariff that was made of it. */
  made: TariffView | undefined;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { dayPriceOre, hourPriceOre, regulationShareOre, budgetedOccupancyBp, steps, warnings, replacedBy } = of;
  return (
    <>
      <Figures
        entries={[
          { term: words.price, value: danishKroner(dayPriceOre) },
          ...(hourPriceOre === undefined ? [] : [{ term: words.hour, value: danishKroner(hourPriceOre) }]),
          ...(budgetedOccupancyBp === undefined
            ? []
            : [{ term: words.occupancy, value: shareText(budgetedOccupancyBp) }]),
        ]}
      />
      {made === undefined &&
        replacedBy === undefined &&
        actor !== undefined &&
        allows(calculationsAccess.setCalculatedTariff, actor, of) && (
          <p class="actions d-print-none">
            <a class="button button-primary" href={addressOf(of)}>
              {words.set}
            </a>
          </p>
        )}
      {replacedBy !== undefined && (
        <Alert tone="info">
          <p>
            <a href={`${PATHS.offerings}/${of.offeringId}/tariff-calculations/${replacedBy}`}>{words.replaced}</a>
          </p>
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert tone="warning" heading={words.unusual}>
          <ul>
            {warnings.map((warning) => (
              <li>{warning[language]}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Facts
        entries={[
          { term: words.operator, value: operator },
          { term: words.day, value: dayText(of.calculatedOn, language) },
          made !== undefined && {
            term: words.made,
            value: (
              <a href={`${PATHS.offerings}/${of.offeringId}?line=${of.serviceLineId}`}>
                {words.madeFrom(dayText(made.validFrom, language))}
              </a>
            ),
          },
          of.agreementId !== undefined && { term: words.agreement, value: of.agreementId },
          regulationShareOre !== undefined && { term: words.regulation, value: danishKroner(regulationShareOre) },
          of.note !== undefined && { term: words.note, value: of.note },
        ]}
      />
      {steps.map(({ code, rule, title, formula, figures }, at) => (
        <section aria-labelledby={`step-${code}-${at}`}>
          <h2 id={`step-${code}-${at}`}>{words.step(at + 1, title[language])}</h2>
          <p class="formula">{formula[language]}</p>
          <p class="soft">
            {words.rule}: {rule}
          </p>
          {figures.length > 0 && (
            <Facts entries={figures.map(({ name, value }) => ({ term: name[language], value: value[language] }))} />
          )}
        </section>
      ))}
    </>
  );
};
