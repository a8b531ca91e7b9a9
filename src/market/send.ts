import type { Asker } from '../kernel/access';
import type { Command } from '../kernel/command';
import type { PartyCode, Role } from '../kernel/vocabulary';

/** Sends one command of the loading: for whom, and under which name it is known when it is sent again. */
export type Send = (party: PartyCode, key: string, command: Command) => Promise<unknown>;

/** The one who would ask for it, were it not made up. */
export const inRole = (role: Role, party: PartyCode): Asker => ({ party, roles: [role] });
