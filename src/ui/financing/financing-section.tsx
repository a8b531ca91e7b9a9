import type { VNode } from 'preact';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import { SectionMenu, type SectionPage } from '../components/section-menu';
import { PATHS } from '../frame/navigation';

const PAGES: readonly SectionPage[] = [
  {
    href: PATHS.schemes,
    text: { da: 'Ordninger', en: 'Schemes' },
    permission: objectiveFinancingAccess.listSchemes,
  },
  {
    href: PATHS.publishedCheck,
    text: { da: 'Efterprøv en tabel', en: 'Check a table' },
    permission: objectiveFinancingAccess.checkPublishedShares,
  },
];

export const FinancingMenu = (): VNode => (
  <SectionMenu name={{ da: 'Objektiv finansiering', en: 'Objective financing' }} pages={PAGES} />
);
