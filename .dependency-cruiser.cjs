/** Who may import what. Contexts stand in the order the money flows; a later one may look at an earlier one. */
const CONTEXTS = [
  'parties',
  'agreements',
  'offerings',
  'tariffs',
  'placements',
  'citizens',
  'contracts',
  'settlement',
  'objective-financing',
  'documents',
  'occupancy',
  'calculations',
  'year-end',
  'tariff-files',
  'cosigning',
  'audit',
  'proofs',
];
const ANY_CONTEXT = `^src/(${CONTEXTS.join('|')})/`;
const PURE = String.raw`^src/kernel/|\.(events|words|decider|projection|policy|calculation|tables|messages|access)\.ts$`;
/** What asks, answers or wires, as opposed to what is computed. */
const IMPURE_KIND = String.raw`\.(queries|facts|commands|module|routes|job|worker|store)\.ts$|^src/platform/`;
/** Hashing (node:crypto) is a function of its argument; everything else of Node and the registry is machinery. */
const MACHINERY = String.raw`^src/platform/|^node_modules/|^(node:)?(fs|net|http|https|os|path|process|sqlite|timers|worker_threads|perf_hooks|child_process)(/|$)`;
/** The root lists every context; the loader and the demo ask every context's commands, the pages its routes. */
const ABOVE_THE_CONTEXTS = '^src/(market|demo|ui)/|^src/[^/]+$';

const upstreamOnly = CONTEXTS.slice(0, -1).map((context, at) => ({
  name: `${context}-looks-upstream-only`,
  comment: 'Money and obligation flow one way; so do imports.',
  severity: 'error',
  from: { path: `^src/${context}/` },
  to: { path: `^src/(${CONTEXTS.slice(at + 1).join('|')})/` },
}));

/** What people work on within settlement, in the order in which one thing rests on another (ADR 27). */
const SETTLEMENT_PARTS = [
  'lines',
  'issued',
  'disputes',
  'charges',
  'months',
  'statements',
  'claim-clock',
  'payments',
  'accounts',
];

/** What has happened, and what its codes are called, is known to all parts, as it is to all contexts downstream. */
const settlementOneWay = SETTLEMENT_PARTS.slice(0, -1).map((part, at) => ({
  name: `settlement-${part}-rest-on-earlier-parts-only`,
  comment:
    'Payments know statements, not the reverse: a part can be read and changed without those that come after it.',
  severity: 'error',
  from: { path: `^src/settlement/${part}/` },
  to: {
    path: `^src/settlement/(${SETTLEMENT_PARTS.slice(at + 1).join('|')})/`,
    pathNot: String.raw`\.(events|words)\.ts$`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upstreamOnly,
    ...settlementOneWay,
    {
      name: 'settlement-stands-in-its-parts',
      comment: 'Beside the parts stands what all of them share; a new file goes into the part it is about.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: String.raw`^src/settlement/[^/]+\.ts$|^src/settlement/(?!(${SETTLEMENT_PARTS.join('|')})/)[^/]+/`,
        pathNot: String.raw`^src/settlement/(agreement-rules|settlement\.(access|commands|messages|module|words))\.ts$`,
      },
    },
    {
      name: 'contexts-share-facts-and-queries-only',
      comment:
        'Across a context boundary: events and what their codes are called, facts, reads, and the commands it may be asked. Never rules or handlers.',
      severity: 'error',
      from: { path: ANY_CONTEXT, pathNot: String.raw`\.module\.ts$` },
      to: { path: ANY_CONTEXT, pathNot: ['^src/$1/', String.raw`\.(events|words|queries|facts|commands)\.ts$`] },
    },
    {
      name: 'modules-see-modules',
      comment: 'A module names the upstream modules whose facts and queries it is given, and nothing else of them.',
      severity: 'error',
      from: { path: String.raw`^src/([^/]+)/[^/]+\.module\.ts$` },
      to: { path: ANY_CONTEXT, pathNot: ['^src/$1/', String.raw`\.(events|queries|facts|module)\.ts$`] },
    },
    {
      name: 'contexts-do-not-know-what-stands-above',
      comment: 'The root, the market loader and the demo use the contexts; nothing uses them back.',
      severity: 'error',
      from: { path: '^src/', pathNot: ABOVE_THE_CONTEXTS },
      // Audit tells every fact in words, the loader's too.
      to: { path: ABOVE_THE_CONTEXTS, pathNot: String.raw`^src/market/.*\.events\.ts$` },
    },
    {
      name: 'pages-decide-nothing',
      comment: 'A page asks the routes that a program asks; a rule on a page would be a second one.',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: {
        path: String.raw`\.(decider|policy|projection|job|facts)\.ts$|-desk\.ts$|^src/platform/event-store/`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-frame-knows-no-page',
      comment: 'What every page is made of stands by itself; a page is found through the list of pages.',
      severity: 'error',
      from: { path: '^src/ui/(frame|components)/' },
      to: { path: '^src/ui/', pathNot: String.raw`^src/ui/(frame|components)/|^src/ui/ui\.access\.ts$` },
    },
    {
      name: 'pages-are-drawn-by-pages',
      comment: 'Markup of the product stands in one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ui/' },
      to: { path: '(^|/)node_modules/(preact|preact-render-to-string|dkfds)/' },
    },
    {
      name: 'pure-core',
      comment: 'Facts, rules, calculations, projections and policies see the kernel and other plain functions only.',
      severity: 'error',
      from: { path: PURE },
      to: { path: IMPURE_KIND, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-core-all-the-way-down',
      comment: 'Nor do the plain functions they use reach a clock, a file, the network or a framework.',
      severity: 'error',
      from: { path: PURE },
      to: { path: MACHINERY, reachable: true },
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
      to: { path: String.raw`\.(decider|commands)\.ts$`, pathNot: '^src/$1/' },
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
      name: 'one-door-to-postgresql',
      comment: 'Only the vault and the log of readings may be in a database that replicas share.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(vault|readings)/' },
      to: { path: '(^|/)node_modules/pg/' },
    },
    {
      name: 'one-door-to-sqlite',
      comment:
        'Only the log, its tree, the read models, the sessions, the vault and the log of readings (docs/personal-data.md) know in what files they are kept.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(event-store|log-tree|subscriptions|sessions|vault|readings)/' },
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
      from: { orphan: true, path: '^src/', pathNot: String.raw`^src/main\.ts$|^src/ui/assets/|\.d\.ts$|\.worker\.ts$` },
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
