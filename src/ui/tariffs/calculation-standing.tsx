import type { VNode } from 'preact';
import { firstDayOfYear } from '../../calculations/cost-price.calculation';
import type { CalculationView } from '../../calculations/calculation.views';
import type { Day } from '../../kernel/calendar';
import type { TariffView } from '../../tariffs/tariff-view';
import { Alert, Status } from '../components/notes';
import { dayText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    unused: 'Ikke brugt',
    made: 'Brugt',
    madeFrom: (day: string) => `gælder fra ${day}`,
    corrected: (day: string) => `fra ${day}, rettet siden`,
    used: 'Beregningen er brugt',
    usedFor: (day: string) => `Der er lavet en takst af den, som gælder fra ${day}.`,
    usedAndCorrected: (day: string) => `Der er lavet en takst af den, som gjaldt fra ${day} og er rettet siden.`,
    once: 'En anden pris kræver en ny beregning.',
    seeTariff: 'Se taksten',
    replaced: 'Erstattet af en nyere',
    replacedBy: 'Beregningen er erstattet af en nyere',
    seeNewer: 'Se den nyere beregning',
  },
  en: {
    unused: 'Not used',
    made: 'Used',
    madeFrom: (day: string) => `holds from ${day}`,
    corrected: (day: string) => `from ${day}, corrected since`,
    used: 'The calculation has been used',
    usedFor: (day: string) => `A tariff that holds from ${day} was made of it.`,
    usedAndCorrected: (day: string) => `A tariff that held from ${day} was made of it, and has been corrected since.`,
    once: 'Another price takes a new calculation.',
    seeTariff: 'See the tariff',
    replaced: 'Replaced by a newer one',
    replacedBy: 'The calculation has been replaced by a newer one',
    seeNewer: 'See the newer calculation',
  },
};

/** Where the calculations of an offering are listed. */
export const calculationsOf = (offeringId: string): string => `${PATHS.offerings}/${offeringId}/tariff-calculations`;

/** The price that a calculation is made of, in the address of the page that makes it. */
export const PRICE_FIELD = 'price';
export const priceValue = (serviceLineId: string, level: string): string => `${serviceLineId} ${level}`.trim();

/** What `priceValue` has put together; the level is empty where it names none. */
export const pricePartsOf = (price: string): { readonly serviceLineId: string; readonly level: string } => {
  const [, serviceLineId = price, level = ''] = /^(\S+) (.+)$/.exec(price) ?? [];
  return { serviceLineId, level };
};

/** Where prices of packages are calculated. */
export const packagesOf = (offeringId: string): string => `${PATHS.offerings}/${offeringId}/package-calculations`;

/** Where the price of a tariff is calculated anew: from a budget, or, of a package, from the prices of its services. */
export const calculateAddress = (tariff: TariffView, year: number): string =>
  tariff.components.some(({ legalBasis }) => legalBasis !== undefined)
    ? `${packagesOf(tariff.offeringId)}/new`
    : makingAddress(tariff, { ...tariff, year });

/** Where a calculation is made: of a level and a year, or, where none is named, of one to choose. */
export const makingAddress = (
  { offeringId }: { readonly offeringId: string },
  of?: { readonly serviceLineId: string; readonly level: string; readonly year: number },
): string =>
  addressOf(
    `${calculationsOf(offeringId)}/new`,
    of && { [PRICE_FIELD]: priceValue(of.serviceLineId, of.level), year: of.year },
  );

export const calculationAddress = ({
  offeringId,
  calculationId,
}: {
  readonly offeringId: string;
  readonly calculationId: string;
}): string => `${calculationsOf(offeringId)}/${calculationId}`;

/** Where a calculation is made a tariff. */
export const settingAddress = (of: CalculationView): string => `${calculationAddress(of)}/tariff`;

/** A calculation, and what became of it. */
export interface Standing {
  readonly of: CalculationView;
  /** The tariff that was made of it. */
  readonly made: TariffView | undefined;
}

/** Whether a tariff can still be made of it. */
export const isOpen = ({ of: { replacedBy }, made }: Standing): boolean =>
  made === undefined && replacedBy === undefined;

const tariffAddress = ({ offeringId, serviceLineId }: TariffView): string =>
  `${PATHS.offerings}/${offeringId}?line=${serviceLineId}#tariffs-${serviceLineId}`;

/** In a list: the tariff that was made of it, that a newer one took its place, or that it waits for its year. */
export const StandingStatus = ({ of: { replacedBy, year }, made, today }: Standing & { today: Day }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (made !== undefined) {
    const day = dayText(made.validFrom, language);
    const standing = made.supersededBy === undefined;
    return (
      <>
        <Status kind={standing ? 'done' : 'past'}>{words.made}</Status>
        <span class="under">{standing ? words.madeFrom(day) : words.corrected(day)}</span>
      </>
    );
  }
  return replacedBy === undefined ? (
    <Status kind={today < firstDayOfYear(year) ? 'waiting' : 'past'}>{words.unused}</Status>
  ) : (
    <Status kind="over">{words.replaced}</Status>
  );
};

/** A calculation makes one tariff, and none once it is replaced: then there is nothing more to ask, and where to go. */
export const StandingNote = ({ of, made }: Standing): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (made !== undefined) {
    const day = dayText(made.validFrom, language);
    return (
      <Alert tone="info" heading={words.used}>
        <p>
          {made.supersededBy === undefined ? words.usedFor(day) : words.usedAndCorrected(day)} {words.once}{' '}
          <a href={tariffAddress(made)}>{words.seeTariff}</a>
        </p>
      </Alert>
    );
  }
  return of.replacedBy === undefined ? null : (
    <Alert tone="info" heading={words.replacedBy}>
      <p>
        <a href={`${calculationsOf(of.offeringId)}/${of.replacedBy}`}>{words.seeNewer}</a>
      </p>
    </Alert>
  );
};
