import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import type { FreePlaceView } from '../../placements/free-places.views';
import { Told } from '../components/typed';
import type { NumberedPage } from '../components/pager';
import { type Column, Table } from '../components/table';
import { danishKroner, dayText, instantText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';
import { citizenIn } from './citizen-in-search';
import { paragraph } from '../frame/words';

/** Offerings beside each other at most. */
export const COMPARED_MAX = 4;

const WORDS = {
  da: {
    caption: 'Ledige pladser',
    offering: 'Tilbud',
    free: 'Ledige',
    freeOf: (free: number, places: number) => `${free} af ${places}`,
    freeFrom: 'Ledig fra',
    dayPrice: 'Pris pr. dag fra',
    paragraph: 'Paragraf',
    operator: 'Driftsherre',
    unbound: 'Ikke i rammeaftale med jer: kan ikke købes',
    lies: 'Ligger i',
    km: (km: number) => (km === 0 ? 'samme kommune' : `${km} km`),
    unknown: 'ukendt',
    age: 'Senest ændret i bogen',
    nothing: 'Der er ingen ledige pladser, som passer. Prøv uden et af filtrene, eller med en senere dag.',
    compare: 'Sammenlign de valgte',
    compareHint: `Sæt kryds ved op til ${COMPARED_MAX} tilbud.`,
    choose: (name: string) => `Vælg ${name} til sammenligning`,
    mark: 'Vælg',
  },
  en: {
    caption: 'Free places',
    offering: 'Offering',
    free: 'Free',
    freeOf: (free: number, places: number) => `${free} of ${places}`,
    freeFrom: 'Free from',
    dayPrice: 'Price a day from',
    paragraph: 'Paragraph',
    operator: 'Operator',
    unbound: 'In no framework agreement with you: cannot be bought',
    lies: 'Lies in',
    km: (km: number) => (km === 0 ? 'same municipality' : `${km} km`),
    unknown: 'unknown',
    age: 'Last changed in the ledger',
    nothing: 'No free place fits. Try without one of the filters, or with a later day.',
    compare: 'Compare those chosen',
    compareHint: `Tick up to ${COMPARED_MAX} offerings.`,
    choose: (name: string) => `Choose ${name} for comparison`,
    mark: 'Choose',
  },
};

/** The rows stand in a form of their own: those that are ticked are compared. */
export const FoundList = ({
  page: { rows, whole },
  name,
}: {
  page: NumberedPage<FreePlaceView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, query, actor } = useVisit();
  // Where it is all of them, the page says so once.
  const tellsUnbound = (actor?.roles.includes('buyer') ?? false) && rows.some(({ underAgreement }) => underAgreement);
  const words = WORDS[language];
  const from = query.get('from') ?? undefined;
  const citizenRef = citizenIn({ query });
  const columns: readonly Column<FreePlaceView>[] = [
    {
      title: words.offering,
      heads: true,
      sort: 'offering',
      cell: ({ offeringId, offeringName, serviceLineId, targetGroups }) => (
        <>
          <a href={addressOf(`${PATHS.offerings}/${offeringId}`, { line: serviceLineId, from, citizenRef })}>
            {offeringName}
          </a>
          <span class="under">{targetGroups.join(', ')}</span>
        </>
      ),
    },
    {
      title: words.paragraph,
      sort: 'paragraph',
      cell: ({ legalBasis }) => <span class="nowrap">{paragraph(legalBasis)}</span>,
    },
    {
      title: words.dayPrice,
      sort: 'price',
      numeric: true,
      cell: ({ dayPriceFromOre }) => (dayPriceFromOre === null ? '–' : danishKroner(dayPriceFromOre)),
    },
    {
      title: words.lies,
      sort: 'distance',
      cell: ({ addressMunicipality, distanceKm }) =>
        addressMunicipality === null ? (
          <span class="soft">{words.unknown}</span>
        ) : (
          <>
            {name(addressMunicipality)}
            {distanceKm !== null && <span class="under">{words.km(distanceKm)}</span>}
          </>
        ),
    },
    {
      title: words.operator,
      sort: 'operator',
      cell: ({ operator, underAgreement }) => (
        <>
          {name(operator)}
          {tellsUnbound && !underAgreement && <span class="under">{words.unbound}</span>}
        </>
      ),
    },
    { title: words.freeFrom, sort: 'freeFrom', cell: ({ freeFrom }) => dayText(freeFrom, language) },
    {
      title: words.free,
      sort: 'free',
      numeric: true,
      cell: ({ freeOnDay, places }) => <span class="nowrap">{words.freeOf(freeOnDay, places)}</span>,
    },
    { title: words.age, cell: ({ recordedAt }) => <span class="soft small">{instantText(recordedAt, language)}</span> },
    {
      title: words.mark,
      onPageOnly: true,
      cell: ({ offeringId, offeringName, serviceLineId }) => {
        const id = `compare-${offeringId}-${serviceLineId}`;
        return (
          <div class="form-group-checkbox">
            <input id={id} type="checkbox" class="form-checkbox" name="line" value={`${offeringId}~${serviceLineId}`} />
            <label for={id}>
              <span class="sr-only">
                <Told sentence={words.choose(`${offeringName}, ${paragraph(serviceLineId)}`)} typed={[offeringName]} />
              </span>
            </label>
          </div>
        );
      },
    },
  ];
  return (
    <form method="get" action={`${PATHS.places}/compare`}>
      {from !== undefined && <input type="hidden" name="from" value={from} />}
      {citizenRef !== undefined && <input type="hidden" name="citizenRef" value={citizenRef} />}
      <Table
        files
        whole={whole}
        caption={words.caption}
        captionHidden
        columns={columns}
        rows={rows}
        empty={words.nothing}
      />
      {rows.length > 1 && (
        <p class="actions">
          <button class="button button-secondary">{words.compare}</button>
          <span class="soft">{words.compareHint}</span>
        </p>
      )}
    </form>
  );
};
