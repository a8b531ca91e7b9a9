import type { VNode } from 'preact';
import type { OfferingId, PartyCode } from '../../kernel/vocabulary';
import type { OfferingView } from '../../offerings/offering-view';
import { distanceKm } from '../../parties/municipality-distances.queries';
import { placementsAccess } from '../../placements/placements.access';
import { historyOf } from '../audit/audit-section';
import { Facts } from '../components/notes';
import { dayOr, instantText } from '../frame/formats';
import { mayEver, PATHS } from '../frame/navigation';
import { addressOf, type SignedInVisit, useVisit } from '../frame/visit';

/** Years; offerings that name this age or a higher one as their last take people of any age from the first. */
const OLDEST = 99;

const WORDS = {
  da: {
    about: 'Godkendelse, kilde og historik',
    unknown: 'Ikke oplyst',
    liesAway: (municipality: string, km: number) => `${municipality}, ${km} km i luftlinje mellem kommunernes midter`,
    operator: 'Driftsherre',
    groups: 'Målgrupper',
    ages: 'Alder',
    years: (from: number, to: number) => (to >= OLDEST ? `fra ${from} år` : `${from}–${to} år`),
    lies: 'Ligger i',
    approved: 'Godkendt',
    period: (from: string, until: string) => `${from} til ${until}`,
    open: 'nu',
    source: 'Kilde',
    changed: 'Senest ændret i bogen',
    history: 'Tilbuddets historik',
    asKnown: 'Som det så ud på en anden dag',
  },
  en: {
    about: 'Approval, source and history',
    unknown: 'Not said',
    liesAway: (municipality: string, km: number) =>
      `${municipality}, ${km} km as the crow flies between the municipalities’ centres`,
    operator: 'Operator',
    groups: 'Target groups',
    ages: 'Age',
    years: (from: number, to: number) => (to >= OLDEST ? `from ${from} years` : `${from}–${to} years`),
    lies: 'Lies in',
    approved: 'Approved',
    period: (from: string, until: string) => `${from} to ${until}`,
    open: 'now',
    source: 'Source',
    changed: 'Last changed in the ledger',
    history: 'History of the offering',
    asKnown: 'As it looked on another day',
  },
};

/** Kilometres from the reader's own municipality; undefined where one of the two is not known to be one. */
export const distanceTo = ({ addressMunicipality }: OfferingView, { actor }: SignedInVisit): number | undefined =>
  addressMunicipality === null ? undefined : distanceKm(actor.party, addressMunicipality);

/** What a caseworker asks first: whom it is for, who runs it, and where. */
export const InShort = ({
  offering: { operator, targetGroups, ageFrom, ageTo, addressMunicipality },
  name,
  distance,
}: {
  offering: OfferingView;
  name: (party: PartyCode) => string;
  distance: number | undefined;
}): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <Facts
      entries={[
        { term: words.groups, value: targetGroups.join(', ') },
        { term: words.ages, value: words.years(ageFrom, ageTo) },
        { term: words.operator, value: name(operator) },
        {
          term: words.lies,
          value:
            addressMunicipality === null
              ? words.unknown
              : distance === undefined || distance === 0
                ? name(addressMunicipality)
                : words.liesAway(name(addressMunicipality), distance),
        },
      ]}
    />
  );
};

/** Where what is known of it is from, and the ways to what happened to it. */
export const About = ({
  offering: { offeringId, approvals, source, changedAt },
  stands,
}: {
  offering: OfferingView;
  stands: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.about}</h2>
      <Facts
        entries={[
          approvals.length > 0 && {
            term: words.approved,
            value: approvals
              .map(({ from, until }) => words.period(dayOr(from, language), dayOr(until, language, words.open)))
              .join(', '),
          },
          source !== undefined && { term: words.source, value: source },
          { term: words.changed, value: instantText(changedAt, language) },
        ]}
      />
      <PastLinks offeringId={offeringId} stands={stands} />
    </section>
  );
};

const PastLinks = ({ offeringId, stands }: { offeringId: OfferingId; stands: boolean }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  return (
    <p class="actions d-print-none">
      {stands && <a href={historyOf('offering', offeringId)}>{words.history}</a>}
      {actor !== undefined && mayEver(placementsAccess.listPlacements, actor) && (
        <a href={addressOf(PATHS.asKnown, { offeringId })}>{words.asKnown}</a>
      )}
    </p>
  );
};
