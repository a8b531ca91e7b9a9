import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partyCode, type PartyCode } from '../kernel/vocabulary';
import type { PartyParticulars } from './party.decider';
import { PARTY_KINDS, type PartyKind } from './party.events';
import { isCvr } from './registration-numbers.calculation';

/** A line of the register cannot be used: what is wrong, and in which line (the heading is line 1). */
export class RegisterFault extends Error {
  constructor(
    readonly line: number,
    readonly fault: string,
  ) {
    super(`Party register, line ${line}: ${fault}`);
    this.name = 'RegisterFault';
  }
}

const HEADING = 'code,name,kind,cvr,framework_region';

/**
 * Reads a register of parties (CSV: code, name, kind, CVR, framework region or nothing) as the commands that enter it.
 * @throws RegisterFault at the first line that cannot be used: half a register is worse than none.
 */
export const readPartyRegister = (csv: string): readonly PartyParticulars[] => {
  const [heading, ...lines] = csv.replace(/^\ufeff/, '').split(/\r?\n/);
  if (heading !== HEADING) throw new RegisterFault(1, `the heading is not ${HEADING}`);
  const seen = new Set<string>();
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const particulars = partyFrom(line, at + 2);
    const { party } = particulars;
    if (seen.has(party)) throw new RegisterFault(at + 2, `the party ${party} stands there twice`);
    seen.add(party);
    return [particulars];
  });
};

const partyFrom = (line: string, number: number): PartyParticulars => {
  const fields = line.split(',').map((field) => field.trim());
  const [code = '', name = '', kind = '', cvr = '', region = ''] = fields;
  if (fields.length !== 5) throw new RegisterFault(number, `${fields.length} fields instead of 5`);
  if (!/^\d{3,4}$|^\d{8}$/.test(code)) throw new RegisterFault(number, `"${code}" is no party code`);
  if (name === '') throw new RegisterFault(number, 'the name is missing');
  if (!isPartyKind(kind)) throw new RegisterFault(number, `"${kind}" is no kind of party`);
  if (!isCvr(cvr)) throw new RegisterFault(number, `${cvr} is no CVR number (modulus 11)`);
  if (region !== '' && !/^\d{4}$/.test(region)) throw new RegisterFault(number, `"${region}" is no region code`);
  return {
    party: partyCode(code),
    name,
    kind,
    cvr,
    ...(region === '' ? {} : { frameworkRegion: partyCode(region) }),
  };
};

const isPartyKind = (text: string): text is PartyKind => (PARTY_KINDS as readonly string[]).includes(text);

/** The 98 municipalities and 5 regions, as published. */
export const danishPublicParties = (): readonly PartyParticulars[] =>
  readPartyRegister(readFileSync(join(__dirname, 'data', 'parties.csv'), 'utf8'));

/** Finds the municipality or region with a CVR number. A private supplier's code is its CVR number, so it needs no list. */
export const publicPartyOfCvr = (): ((cvr: string) => PartyCode | undefined) => {
  const byCvr = new Map(danishPublicParties().map(({ cvr, party }) => [cvr, party]));
  return (cvr) => byCvr.get(cvr);
};
