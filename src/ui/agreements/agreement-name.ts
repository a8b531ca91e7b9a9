import { AgreementRoutes } from '../../agreements/agreement.routes';
import { agreementId as idOf } from '../../kernel/vocabulary';
import type { Doors } from '../frame/doors';
import type { SignedInVisit } from '../frame/visit';

/** What people call the framework agreement that a page names: its id is for addresses. */
export const agreementName = async (doors: Doors, visit: SignedInVisit, agreementId: string): Promise<string> =>
  (await doors.open(AgreementRoutes, visit).find(idOf(agreementId), {})).name;
