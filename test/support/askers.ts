import type { Asker } from '../../src/kernel/access';
import type { PartyCode } from '../../src/kernel/vocabulary';

/** Who asks in tests of deciders: in one role, for one party. */
export const asBuyer = (party: PartyCode): Asker => ({ party, roles: ['buyer'] });
export const asOperator = (party: PartyCode): Asker => ({ party, roles: ['operator'] });
export const asSecretariat = (party: PartyCode): Asker => ({ party, roles: ['secretariat'] });
export const asAuditor = (party: PartyCode): Asker => ({ party, roles: ['auditor'] });
