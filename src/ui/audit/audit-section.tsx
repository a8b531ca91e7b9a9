import type { ComponentChildren, VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import { citizensAccess } from '../../citizens/citizens.access';
import { placementsAccess } from '../../placements/placements.access';
import { proofsAccess } from '../../proofs/proofs.access';
import { SectionMenu, type SectionPage } from '../components/section-menu';
import { mayEver, PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';

const PAGES: readonly SectionPage[] = [
  { href: PATHS.events, text: { da: 'Hændelser', en: 'Events' }, permission: auditAccess.listAuditEvents },
  {
    href: PATHS.asKnown,
    text: { da: 'Som vi vidste det', en: 'As it was known' },
    permission: placementsAccess.listPlacements,
  },
  {
    href: PATHS.invariants,
    text: { da: 'Holder reglerne?', en: 'Do the rules hold?' },
    permission: auditAccess.getInvariants,
  },
  { href: PATHS.replay, text: { da: 'Genafspilning', en: 'Replay' }, permission: auditAccess.getReplay },
  { href: PATHS.checkpoint, text: { da: 'Beviser', en: 'Proofs' }, permission: proofsAccess.getCheckpoint },
  {
    href: PATHS.readings,
    text: { da: 'Opslag på borgere', en: 'Looks at citizens' },
    permission: citizensAccess.listReadings,
  },
];

/** The auditor's pages. Who is no auditor sees none of them but the past of what is their own. */
export const AuditMenu = (): VNode => <SectionMenu name={{ da: 'Revision', en: 'Audit' }} pages={PAGES} />;

/** Things that a fact can be about, as the history routes of the API name them. */
const HISTORIES = {
  placement: PATHS.placements,
  offering: PATHS.offerings,
  statement: PATHS.statements,
  agreement: PATHS.agreements,
  party: PATHS.parties,
} as const;
export type ThingWithHistory = keyof typeof HISTORIES;

export const historyOf = (kind: ThingWithHistory, id: string): string => `${HISTORIES[kind]}/${id}/history`;

/** Where an auditor looks at a thing of any kind. */
export const lookAt = (kind: string, id: string): string | undefined => {
  if (Object.hasOwn(HISTORIES, kind)) return historyOf(kind as ThingWithHistory, id);
  if (kind === 'scheme') return `${PATHS.schemes}/${id}`;
  return kind === 'tariff' || kind === 'citizen' ? addressOf(PATHS.events, { subject: id }) : undefined;
};

/** What is said of an event; for an auditor it leads to the whole of it. */
export const ToldEvent = ({
  eventId,
  title,
  children,
}: {
  eventId: string;
  title?: string;
  children: ComponentChildren;
}): VNode => {
  const { actor } = useVisit();
  if (actor === undefined || !mayEver(auditAccess.getAuditEvent, actor)) return <>{children}</>;
  return (
    <a href={`${PATHS.events}/${eventId}`} title={title}>
      {children}
    </a>
  );
};
