import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { ROLES } from '../../kernel/vocabulary';
import { LOCAL_ISSUER_PATH } from '../auth/local-issuer';
import { isFromOwnPage, isFromThisMachine, originOf } from '../http/own-origin';
import { pageLanguage, sendPage } from '../http/page';
import { Problem } from '../http/problem';
import { personaPath, type LocalProviders } from './local-provider';
import { personaPage } from './persona-pages';
import type { Cast } from './personas';
import { accountOf, personaOf } from './personas';

/** Puts the local provider below its path, and the page to choose a persona on beside it. */
export const serveLocalProvider = async (
  fastify: FastifyInstance,
  providers: LocalProviders,
  cast: () => Cast,
): Promise<void> => {
  await fastify.register(async (local) => {
    local.addHook('onRequest', (request, _reply, done) => {
      done(isFromThisMachine(request) ? undefined : notHere());
    });
    await local.register(async (pages) => {
      await pages.register(formBody, { bodyLimit: FORM_BYTES_MAX });
      pages.get<Chosen>(personaPath(':uid'), (request, reply) => showPersonas(request, reply, cast()));
      pages.post<Chosen>(personaPath(':uid'), async (request, reply) => choosePersona(request, reply, providers, cast));
    });
    await local.register(async (endpoints) => {
      // The provider reads its bodies itself.
      endpoints.removeAllContentTypeParsers();
      endpoints.addContentTypeParser('*', (_request, _payload, done) => done(null));
      endpoints.route({
        method: ['GET', 'POST'],
        url: `${LOCAL_ISSUER_PATH}/*`,
        handler: async (request, reply) => handOver(request, reply, providers),
      });
    });
  });
};

const FORM_BYTES_MAX = 10_000;

interface Chosen {
  Params: { readonly uid: string };
}

const notHere = (): Problem =>
  new Problem(404, 'LOCAL_ISSUER_OFF', {
    da: 'Den lokale indlogning virker kun på maskinen selv.',
    en: 'The local sign-in works on the machine itself only.',
  });

const providerFor = async (request: FastifyRequest, providers: LocalProviders): Promise<Provider> => {
  const provider = await providers.at(originOf(request, undefined));
  if (!provider) throw notHere();
  return provider;
};

/** The provider is a Koa application: it takes the bare request and writes the bare answer. */
const handOver = async (request: FastifyRequest, reply: FastifyReply, providers: LocalProviders): Promise<void> => {
  const provider = await providerFor(request, providers);
  const { raw } = request as { raw: typeof request.raw & { originalUrl?: string } };
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  raw.originalUrl = raw.url ?? '';
  raw.url = raw.originalUrl.slice(LOCAL_ISSUER_PATH.length);
  await provider.callback()(raw, reply.raw);
};

const showPersonas = (
  request: FastifyRequest<Chosen>,
  reply: FastifyReply,
  cast: Cast,
  fault = false,
): FastifyReply => {
  const action = personaPath(encodeURIComponent(request.params.uid));
  const { language, otherLanguage } = pageLanguage(request, action);
  return sendPage(reply, personaPage(language, action, cast, { fault, otherLanguage }), { status: fault ? 422 : 200 });
};

const choosePersona = async (
  request: FastifyRequest<Chosen>,
  reply: FastifyReply,
  providers: LocalProviders,
  cast: () => Cast,
): Promise<FastifyReply | undefined> => {
  if (!isFromOwnPage(request, undefined)) throw notHere();
  const account = accountIn(request.body);
  if (account === undefined) return showPersonas(request, reply, cast(), true);
  const provider = await providerFor(request, providers);
  reply.hijack();
  try {
    await provider.interactionFinished(request.raw, reply.raw, { login: { accountId: account } });
  } catch {
    // Too late, or of another browser: signing in begins again.
    reply.raw.writeHead(303, { location: '/' }).end();
  }
  return undefined;
};

/** Either a persona of the list, or a party with roles. */
const accountIn = (body: unknown): string | undefined => {
  const { account, party, role } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof account === 'string') return personaOf(account) && account;
  const roles = ROLES.filter((each) => [role].flat().includes(each));
  const chosen = accountOf({ party: party as never, roles });
  return personaOf(chosen) && chosen;
};
