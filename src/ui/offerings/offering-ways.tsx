import type { VNode } from 'preact';
import { allows, type Permission } from '../../kernel/access';
import { type Day, END_OF_TIME } from '../../kernel/calendar';
import type { OfferingView, ServiceLineView } from '../../offerings/offering-view';
import { offeringsAccess } from '../../offerings/offerings.access';
import { placementsAccess } from '../../placements/placements.access';
import { tariffsAccess } from '../../tariffs/tariffs.access';
import { Steps } from '../components/steps';
import { Typed } from '../components/typed';
import { offeringAddress } from './offering-steps';
import { addressOf, useVisit, type Words } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    setUp: 'Sådan kommer tilbuddet til salg',
    offering: 'Tilbuddet',
    line: 'Ydelse',
    places: 'Pladser',
    tariff: 'Takst',
    addLine: 'Tilføj en ydelse',
    openPlaces: (line: string) => `Åbn pladser på ${line}`,
    setTariff: (line: string) => `Fastsæt en takst for ${line}`,
    edit: 'Rediger tilbuddet',
    describe: 'Beskriv tilbuddet på ny',
    approve: 'Angiv godkendelsen',
    close: 'Varsl lukning',
    changePlaces: 'Ændr antallet af pladser',
    openOver: 'Åbn for midlertidig overbelægning',
    end: 'Ophør med ydelsen',
  },
  en: {
    setUp: 'How the offering comes to be sold',
    offering: 'The offering',
    line: 'Service',
    places: 'Places',
    tariff: 'Tariff',
    addLine: 'Add a service line',
    openPlaces: (line: string) => `Open places on ${line}`,
    setTariff: (line: string) => `Set a tariff for ${line}`,
    edit: 'Edit the offering',
    describe: 'Describe the offering anew',
    approve: 'Record the approval',
    close: 'Announce closure',
    changePlaces: 'Change the number of places',
    openOver: 'Open temporary over-capacity',
    end: 'End the service',
  },
} satisfies Words<Record<string, unknown>>;

interface Way {
  readonly permission: Permission<'operator'>;
  readonly href: string;
  readonly text: string;
}

const firstTariffAddress = (offering: OfferingView, { serviceLineId }: ServiceLineView): string =>
  addressOf(offeringAddress(offering, 'tariffs/change'), { line: serviceLineId });

const placesAddress = (offering: OfferingView, { serviceLineId }: ServiceLineView, step: string): string =>
  addressOf(offeringAddress(offering, step), { line: serviceLineId });

const isSoldLater = ({ last }: ServiceLineView, { lastDay }: OfferingView, today: Day): boolean =>
  (last ?? END_OF_TIME) >= today && (lastDay ?? END_OF_TIME) >= today;

/** What an offering still wants before a place in it can be bought, for its operator; nothing when all is there. */
export const SetUpPart = ({
  offering,
  today,
  hasPlaces,
  hasTariff,
}: {
  offering: OfferingView;
  today: Day;
  hasPlaces: (line: ServiceLineView) => boolean;
  hasTariff: (line: ServiceLineView) => boolean;
}): VNode | null => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { serviceLines } = offering;
  const wanting = serviceLines
    .filter((line) => isSoldLater(line, offering, today))
    .find((line) => !hasPlaces(line) || !hasTariff(line));
  if (actor === undefined || (serviceLines.length > 0 && wanting === undefined)) return null;
  const line = wanting === undefined ? '' : paragraph(wanting.serviceLineId);
  const way: Way =
    wanting === undefined
      ? {
          permission: offeringsAccess.addServiceLine,
          href: offeringAddress(offering, 'service-lines/new'),
          text: words.addLine,
        }
      : hasPlaces(wanting)
        ? {
            permission: tariffsAccess.changeTariff,
            href: firstTariffAddress(offering, wanting),
            text: words.setTariff(line),
          }
        : {
            permission: placementsAccess.changeCapacity,
            href: placesAddress(offering, wanting, 'capacity'),
            text: words.openPlaces(line),
          };
  if (!allows(way.permission, actor, offering)) return null;
  const reached = wanting === undefined ? 1 : hasPlaces(wanting) ? 3 : 2;
  return (
    <section aria-labelledby="set-up" class="panel">
      <h2 id="set-up">{words.setUp}</h2>
      <Steps
        steps={[words.offering, words.line, words.places, words.tariff].map((text, at) => ({
          text,
          state: at < reached ? 'done' : at === reached ? 'current' : 'ahead',
        }))}
      />
      <p class="actions">
        <a class="button button-primary" href={way.href}>
          {way.text}
        </a>
      </p>
    </section>
  );
};

/** The way down to `EditPart`, for who sees it. */
export const EditLink = ({ offering }: { offering: OfferingView }): VNode | null => {
  const { language, actor } = useVisit();
  if (actor === undefined || !allows(offeringsAccess.describeOffering, actor, offering)) return null;
  return <a href="#edit">{WORDS[language].edit}</a>;
};

/** The ways by which the reader may change the offering; none for others than its operator. */
export const EditPart = ({ offering, today }: { offering: OfferingView; today: Day }): VNode | null => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const open = (ways: readonly (Way | false)[]): readonly Way[] =>
    ways.filter((way) => way !== false && actor !== undefined && allows(way.permission, actor, offering)) as Way[];
  const ofOffering = open([
    {
      permission: offeringsAccess.describeOffering,
      href: offeringAddress(offering, 'description'),
      text: words.describe,
    },
    { permission: offeringsAccess.approveOffering, href: offeringAddress(offering, 'approval'), text: words.approve },
    {
      permission: offeringsAccess.addServiceLine,
      href: offeringAddress(offering, 'service-lines/new'),
      text: words.addLine,
    },
    offering.lastDay === undefined && {
      permission: offeringsAccess.announceClosure,
      href: offeringAddress(offering, 'closure'),
      text: words.close,
    },
  ]);
  const ofLine = (line: ServiceLineView): readonly Way[] =>
    open([
      {
        permission: placementsAccess.changeCapacity,
        href: placesAddress(offering, line, 'capacity'),
        text: words.changePlaces,
      },
      {
        permission: placementsAccess.openOverCapacity,
        href: placesAddress(offering, line, 'over-capacity'),
        text: words.openOver,
      },
      line.last === undefined && {
        permission: offeringsAccess.endServiceLine,
        href: offeringAddress(offering, `service-lines/${line.serviceLineId}/end`),
        text: words.end,
      },
    ]);
  if (ofOffering.length === 0) return null;
  return (
    <section aria-labelledby="edit" class="d-print-none">
      <h2 id="edit">{words.edit}</h2>
      <Ways ways={ofOffering} />
      {offering.serviceLines
        .filter((line) => isSoldLater(line, offering, today))
        .map((line) => (
          <>
            <h3>
              {paragraph(line.serviceLineId)} <Typed>{line.name}</Typed>
            </h3>
            <Ways ways={ofLine(line)} of={paragraph(line.serviceLineId)} />
          </>
        ))}
    </section>
  );
};

/** @param of the line that they are about, for who hears a link by itself. */
const Ways = ({ ways, of }: { ways: readonly Way[]; of?: string }): VNode => (
  <ul>
    {ways.map(({ href, text }) => (
      <li>
        <a href={href}>
          {text}
          {of !== undefined && <span class="sr-only">, {of}</span>}
        </a>
      </li>
    ))}
  </ul>
);
