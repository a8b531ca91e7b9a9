import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DESIGN_SYSTEM_FOLDER, DESIGN_SYSTEM_PATH } from '../../platform/http/design-system';

/**
 * Style, script, fonts and icons of the pages. Each address holds the version of what lies there, so browsers keep it for
 * good and never show a page with the style of the version before.
 */

const OWN = join(__dirname, '../assets');
const FOR_GOOD = 'public, max-age=31536000, immutable';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

/** Our own style by what it is for. Later rules win, so what is printed comes last. */
const STYLES = [
  'page',
  'facts',
  'tables',
  'forms',
  'charts',
  'stories',
  'boards',
  'finding',
  'settlement',
  'print',
].map((part) => join(OWN, `${part}.css`));

/** Several files become one asset, in their order. */
const assetFrom = (files: readonly string[], path: (hash: string) => string, type: string): Asset => {
  const plain = Buffer.concat(files.map((file) => readFileSync(file)));
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  return { path: path(hash), type, plain, gzipped: gzipSync(plain, { level: 9 }) };
};

const CSS = 'text/css; charset=utf-8';

const ASSETS = {
  // Below its own folder, because it names fonts and icons by where they lie beside it.
  designStyle: assetFrom(
    [join(DESIGN_SYSTEM_FOLDER, 'css/dkfds.min.css')],
    () => `${DESIGN_SYSTEM_PATH}/css/dkfds.css`,
    CSS,
  ),
  icons: assetFrom(
    [join(DESIGN_SYSTEM_FOLDER, 'img/all-svg-icons.svg')],
    () => `${DESIGN_SYSTEM_PATH}/icons.svg`,
    'image/svg+xml',
  ),
  // The outlines of the municipalities: only a map asks for them.
  municipalities: assetFrom(
    [join(OWN, 'municipalities.svg')],
    (hash) => `/assets/municipalities-${hash}.svg`,
    'image/svg+xml',
  ),
  style: assetFrom(STYLES, (hash) => `/assets/pladsbog-${hash}.css`, CSS),
  script: assetFrom(
    [join(OWN, 'pladsbog.js')],
    (hash) => `/assets/pladsbog-${hash}.js`,
    'text/javascript; charset=utf-8',
  ),
} as const;

export const assetPath = (name: keyof typeof ASSETS): string => ASSETS[name].path;

export const serveAssets = async (fastify: FastifyInstance): Promise<void> => {
  for (const { path, type, plain, gzipped } of Object.values(ASSETS))
    fastify.get(path, (request, reply) => {
      const zipped = request.headers['accept-encoding']?.includes('gzip') === true;
      if (zipped) reply.header('content-encoding', 'gzip');
      return reply
        .header('content-type', type)
        .header('cache-control', FOR_GOOD)
        .header('vary', 'Accept-Encoding')
        .send(zipped ? gzipped : plain);
    });
  for (const folder of ['fonts', 'img'])
    await fastify.register(fastifyStatic, {
      root: join(DESIGN_SYSTEM_FOLDER, folder),
      prefix: `${DESIGN_SYSTEM_PATH}/${folder}/`,
      decorateReply: false,
      index: false,
      cacheControl: false,
      setHeaders: (answer) => void answer.header('cache-control', FOR_GOOD),
    });
};
