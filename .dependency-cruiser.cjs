/** Who may import what. Contexts stand in the order the money flows; a later one may look at an earlier one. */
const CONTEXTS = [
  'parties',
  'agreements',
  'offerings',
  'tariffs',
  'placements',
  'contracts',
  'settlement',
  'occupancy',
  'audit',
];
const ANY_CONTEXT = `^src/(${CONTEXTS.join('|')})/`;
/** The root lists every context; the loader and the demo ask every context's commands. */
const ABOVE_THE_CONTEXTS = '^src/(market|demo)/|^src/(app|contexts|main)[^/]*$';

const upstreamOnly = CONTEXTS.slice(0, -1).map((context, at) => ({
  name: `${context}-looks-upstream-only`,
  comment: 'Money and obligation flow one way; so do imports.',
  severity: 'error',
  from: { path: `^src/${context}/` },
  to: { path: `^src/(${CONTEXTS.slice(at + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upstreamOnly,
    {
      name: 'contexts-share-facts-and-queries-only',
      comment: 'Across a context boundary: events, authoritative facts and reads. Never the rules or the handlers.',
      severity: 'error',
      from: { path: ANY_CONTEXT },
      to: { path: ANY_CONTEXT, pathNot: ['^src/$1/', String.raw`\.(events|queries|facts)\.ts$`] },
    },
    {
      name: 'contexts-do-not-know-what-stands-above',
      comment: 'The root, the market loader and the demo use the contexts; nothing uses them back.',
      severity: 'error',
      from: { path: '^src/', pathNot: ABOVE_THE_CONTEXTS },
      to: { path: ABOVE_THE_CONTEXTS },
    },
    {
      name: 'pure-core',
      comment:
        'Facts, rules, calculations, projections and policies are plain functions over the kernel and each other.',
      severity: 'error',
      from: { path: String.raw`^src/kernel/|\.(events|decider|projection|policy|calculation)\.ts$` },
      to: {
        pathNot: [
          '^src/kernel/',
          String.raw`\.(events|decider|projection|calculation)\.ts$`,
          // Sentences are values too (word catalogues beside the projection that stores them).
          String.raw`\.(messages|words|tables)\.ts$`,
          // Hashing is a function of its argument.
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'kernel-knows-only-itself',
      comment: 'The shared vocabulary stands below everything.',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { pathNot: ['^src/kernel/', '^(node:)?crypto$'] },
    },
    {
      name: 'policies-ask-their-own-context',
      comment: 'A policy turns facts into commands of its own context; a command elsewhere would look downstream.',
      severity: 'error',
      from: { path: String.raw`^src/([^/]+)/.*\.policy\.ts$` },
      to: { path: String.raw`\.decider\.ts$`, pathNot: '^src/$1/' },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'The machinery serves any context, so it can be read and tested without one.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: ANY_CONTEXT },
    },
    {
      name: 'one-door-to-eventstoredb',
      comment: 'A move to another log touches one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/event-store/' },
      to: { path: '(^|/)@(eventstore|kurrent)/' },
    },
    {
      name: 'one-door-to-sqlite',
      comment: 'Only the log and the read models know in what files they are kept.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(event-store|subscriptions)/' },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'no-circular',
      comment: 'Files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'What nobody imports is dead, or was forgotten in a module.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: String.raw`^src/main\.ts$|\.d\.ts$|\.worker\.ts$` },
      to: {},
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Tests and tools see the product, never the other way.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'no-development-dependencies-in-the-product',
      comment: 'What runs in a municipality is installed without the development packages.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
