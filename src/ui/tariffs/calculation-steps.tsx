import type { VNode } from 'preact';
import type { CalculationView } from '../../calculations/calculation.views';
import { Typed } from '../components/typed';
import { Alert, Facts, Figures } from '../components/notes';
import { danishKroner, shareText } from '../frame/formats';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    price: 'Pris pr. dag',
    hour: 'Pris pr. time',
    occupancy: 'Budgetteret belægning',
    step: (number: number, title: string) => `${number}. ${title}`,
    rule: 'Regel',
    unusual: 'Sekretariatet vil se',
  },
  en: {
    price: 'Price a day',
    hour: 'Price an hour',
    occupancy: 'Budgeted occupancy',
    step: (number: number, title: string) => `${number}. ${title}`,
    rule: 'Rule',
    unusual: 'The secretariat will see',
  },
} satisfies Words<object>;

/** What a calculation came to; `compared` is what it is held against. */
export const CalculatedPrice = ({
  of: { dayPriceOre, hourPriceOre, budgetedOccupancyBp },
  compared = [],
}: {
  of: CalculationView;
  compared?: Parameters<typeof Figures>[0]['entries'];
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Figures
      amounts={compared.length > 0}
      entries={[
        { term: words.price, value: danishKroner(dayPriceOre) },
        ...(hourPriceOre === undefined ? [] : [{ term: words.hour, value: danishKroner(hourPriceOre) }]),
        ...compared,
        ...(budgetedOccupancyBp === undefined
          ? []
          : [{ term: words.occupancy, value: shareText(budgetedOccupancyBp) }]),
      ]}
    />
  );
};

/** What is unusual about it, where anything is; it hinders nobody (R1). */
export const Unusual = ({ of: { warnings }, hint }: { of: CalculationView; hint?: string }): VNode | null => {
  const { language } = useVisit();
  if (warnings.length === 0) return null;
  return (
    <Alert tone="warning" heading={WORDS[language].unusual}>
      <ul>
        {warnings.map((warning) => (
          <li>{warning[language]}</li>
        ))}
      </ul>
      {hint !== undefined && <p>{hint}</p>}
    </Alert>
  );
};

/** Every step, in the order in which it was reckoned. */
export const CalculationSteps = ({ of: { steps }, under = false }: { of: CalculationView; under?: boolean }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const Heading = under ? 'h3' : 'h2';
  return (
    <>
      {steps.map(({ code, rule, title, formula, figures }, at) => (
        <section aria-labelledby={`step-${code}-${at}`}>
          <Heading id={`step-${code}-${at}`}>{words.step(at + 1, title[language])}</Heading>
          <p class="formula">{formula[language]}</p>
          <p class="soft">
            {words.rule}: {rule}
          </p>
          {figures.length > 0 && (
            <Facts
              entries={figures.map(({ name, value }) => ({
                // What has one name in both languages is called as the operator wrote it.
                term: name.da === name.en ? <Typed>{name.da}</Typed> : name[language],
                value: value[language],
              }))}
            />
          )}
        </section>
      ))}
    </>
  );
};
