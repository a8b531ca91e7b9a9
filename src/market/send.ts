import type { Command } from '../kernel/command';
import type { PartyCode } from '../kernel/vocabulary';

/** Sends one command of the loading: for whom, and under which name it is known when it is sent again. */
export type Send = (party: PartyCode, key: string, command: Command) => Promise<unknown>;
