import { readFileSync } from 'node:fs';
import type { PartyCode, Role } from '../../kernel/vocabulary';
import { ROLES } from '../../kernel/vocabulary';
import { CodeField, FlagField, ListField, NestedField, OneOfField, PartyField, TextField } from '../http/fields';
import type { FieldFault } from '../http/problem';
import { readerOf } from '../http/reading';
import { oneOf, party, text } from '../http/scalars';
import { isLoopback } from '../http/loopback';
import type { ClaimMapping, KnownSystem } from './claim-mapping';
import { SUBJECT_FORM } from './claim-mapping';
import type { IssuerSettings, SignInSettings } from './issuer-settings';
import { SIGNATURE_ALGORITHMS } from './issuer-settings';

/** The file of issuers (`PLADSBOG_ISSUERS`) as it is written, field by field; docs/identity.md explains it by examples. */

const CLAIM = { minItems: 1, maxItems: 10 };
const roleList = (description: string): PropertyDecorator =>
  ListField(oneOf(ROLES), description, { minItems: 1, maxItems: ROLES.length, unique: true });

class PartyText {
  @PartyField('The party of everybody who comes from this issuer.', { optional: true })
  fixed?: PartyCode;

  @ListField(text(), 'Where the claim stands.', { ...CLAIM, optional: true })
  claim?: string[];

  @OneOfField(['code', 'cvr'], 'What the claim holds.', { optional: true })
  holds?: 'code' | 'cvr';
}

class RoleMeaningText {
  @TextField('A value of the claim.')
  value!: string;

  @roleList('The roles it means here.')
  roles!: Role[];
}

class RolesText {
  @ListField(text(), 'Where the claim stands.', CLAIM)
  claim!: string[];

  @NestedField(() => RoleMeaningText, 'What its values mean.', { list: true, minItems: 1, maxItems: 200 })
  meaning!: RoleMeaningText[];
}

class SystemText {
  @CodeField(SUBJECT_FORM, 'The client id of the system at this issuer.', { maxLength: 90 })
  clientId!: string;

  @PartyField('The party it acts for.')
  party!: PartyCode;

  @roleList('Its roles.')
  roles!: Role[];
}

class SignInText {
  @TextField('Our client id at the issuer.', { maxLength: 500 })
  clientId!: string;

  @TextField('The file that holds our secret there.', { optional: true })
  clientSecretFile?: string;

  @CodeField(/^[A-Z][A-Z0-9_]*$/, 'The environment variable that holds our secret there.', { optional: true })
  clientSecretVariable?: string;

  @OneOfField(['basic', 'post'], 'How the secret is shown.', { optional: true })
  clientAuthentication?: 'basic' | 'post';

  @TextField('What is asked for; `openid` is always in it.', { optional: true })
  scope?: string;

  @OneOfField(SIGNATURE_ALGORITHMS, 'How its ID tokens are signed.', { optional: true })
  idTokenAlgorithm?: string;

  @FlagField('Ask the userinfo endpoint too.', { optional: true })
  userinfo?: boolean;

  @TextField('Authentication contexts to ask for.', { optional: true })
  acrValues?: string;
}

class IssuerText {
  @TextField('The issuer, exactly as in its tokens.', { maxLength: 500 })
  issuer!: string;

  @TextField('What people read who choose where to sign in.', { maxLength: 80, optional: true })
  title?: string;

  @TextField('Whom its access tokens for us are for.', { maxLength: 500 })
  audience!: string;

  @OneOfField(['at+jwt', 'JWT'], 'How its access tokens are marked.', { optional: true })
  tokenType?: 'at+jwt' | 'JWT';

  @ListField(oneOf(SIGNATURE_ALGORITHMS), 'Signatures that are taken.', { minItems: 1, maxItems: 10, optional: true })
  algorithms?: string[];

  @OneOfField(['hashed', 'as-is'], 'How the log names its people.', { optional: true })
  subject?: 'hashed' | 'as-is';

  @NestedField(() => PartyText, 'Where the party comes from.')
  party!: PartyText;

  @NestedField(() => RolesText, 'Where the roles come from.')
  roles!: RolesText;

  @NestedField(() => SystemText, 'Systems that act for themselves.', { list: true, maxItems: 500, optional: true })
  systems?: SystemText[];

  @ListField(party, 'The only parties it may speak for.', { minItems: 1, maxItems: 500, optional: true })
  speaksFor?: PartyCode[];

  @NestedField(() => SignInText, 'Our client there, for people with a browser.', { optional: true })
  signIn?: SignInText;
}

class IssuersText {
  @NestedField(() => IssuerText, 'The issuers.', { list: true, minItems: 1, maxItems: 200 })
  issuers!: IssuerText[];
}

const DEFAULT_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
const DEFAULT_SCOPE = 'openid profile';

type Environment = Readonly<Record<string, string | undefined>>;
type Fault = (sentence: string) => void;

/**
 * Reads the file of issuers.
 * @param faults gets a sentence for each thing that cannot be; the result must not be used then.
 */
export const readIssuersFile = (path: string, environment: Environment, faults: string[]): IssuerSettings[] => {
  let written: unknown;
  try {
    written = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    faults.push(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  const wrong: FieldFault[] = [];
  const { issuers } = readerOf(IssuersText).read(written, wrong, '') as IssuersText;
  if (wrong.length > 0) {
    faults.push(
      ...wrong.map(({ field, en }) => (en.startsWith(field) ? `${path}: ${en}` : `${path}: ${field}: ${en}`)),
    );
    return [];
  }
  checkDoubles(issuers, (sentence) => faults.push(`${path}: ${sentence}`));
  return issuers.map((issuer, at) =>
    issuerFrom(issuer, environment, (sentence) => faults.push(`${path}: issuers.${at}: ${sentence}`)),
  );
};

const checkDoubles = (issuers: readonly IssuerText[], fault: Fault): void => {
  for (const name of doubles(issuers.map(({ issuer }) => issuer))) fault(`the issuer ${name} stands there twice`);
  // The log knows a system by its client id alone.
  const systems = issuers.flatMap((issuer) => (issuer.systems ?? []).map(({ clientId }) => clientId));
  for (const name of doubles(systems)) fault(`the system ${name} stands there twice`);
};

const doubles = (names: readonly string[]): Set<string> =>
  new Set(names.filter((name, at) => names.indexOf(name) < at));

const issuerFrom = (given: IssuerText, environment: Environment, fault: Fault): IssuerSettings => {
  const { issuer, audience, tokenType = 'at+jwt', signIn } = given;
  const address = URL.parse(issuer);
  if (!address || (address.protocol !== 'https:' && !(address.protocol === 'http:' && isLoopback(address.hostname))))
    fault(`${issuer} is no https address; http is for 127.0.0.1 alone`);
  if (address?.search || address?.hash) fault('an issuer has no query and no fragment');
  // An ID token is for our client id. Unmarked access tokens for the same audience could not be told from it.
  if (tokenType === 'JWT' && signIn?.clientId === audience)
    fault('with tokenType JWT, the audience must differ from signIn.clientId');
  return {
    issuer,
    title: given.title ?? address?.host ?? issuer,
    audience,
    tokenType,
    algorithms: given.algorithms ?? DEFAULT_ALGORITHMS,
    claims: mappingFrom(given, fault),
    ...(signIn ? { signIn: signInFrom(signIn, environment, fault) } : {}),
  };
};

const mappingFrom = (
  { subject = 'hashed', party, roles, systems = [], speaksFor }: IssuerText,
  fault: Fault,
): ClaimMapping => ({
  subject,
  party: partyFrom(party, fault),
  roles: { claim: roles.claim, meaning: new Map(roles.meaning.map(({ value, roles }) => [value, roles])) },
  systems: new Map(systems.map(({ clientId, party, roles }): [string, KnownSystem] => [clientId, { party, roles }])),
  speaksFor: speaksFor && new Set(speaksFor),
});

const partyFrom = ({ fixed, claim, holds }: PartyText, fault: Fault): ClaimMapping['party'] => {
  if (fixed !== undefined) {
    if (claim !== undefined || holds !== undefined) fault('party is either fixed or taken from a claim');
    return { fixed };
  }
  if (claim === undefined || holds === undefined) fault('party needs fixed, or claim and holds');
  return { claim: claim ?? [], holds: holds ?? 'code' };
};

const signInFrom = (given: SignInText, environment: Environment, fault: Fault): SignInSettings => {
  const { clientId, clientAuthentication = 'basic', scope = DEFAULT_SCOPE, acrValues } = given;
  if (!scope.split(' ').includes('openid')) fault('signIn.scope must hold openid');
  const secret = secretFrom(given, environment, fault);
  return {
    clientId,
    clientSecret: () => secret,
    clientAuthentication,
    scope,
    idTokenAlgorithm: given.idTokenAlgorithm ?? 'RS256',
    userinfo: given.userinfo ?? false,
    ...(acrValues === undefined ? {} : { acrValues }),
  };
};

const secretFrom = (
  { clientSecretFile, clientSecretVariable }: SignInText,
  environment: Environment,
  fault: Fault,
): string => {
  if ((clientSecretFile === undefined) === (clientSecretVariable === undefined)) {
    fault('signIn needs one of clientSecretFile and clientSecretVariable');
    return '';
  }
  try {
    const secret = (
      clientSecretFile === undefined ? environment[clientSecretVariable ?? ''] : readFileSync(clientSecretFile, 'utf8')
    )?.trim();
    if (secret) return secret;
    fault(`signIn: ${clientSecretFile ?? clientSecretVariable ?? ''} is empty`);
  } catch {
    fault(`signIn: ${clientSecretFile ?? ''} cannot be read`);
  }
  return '';
};
