import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What would make a rebuild next year give other rows than today, or a repeated decision other facts. */
const CLOCK = [
  { selector: "NewExpression[callee.name='Date']", message: 'Days and instants come in with the command or the fact.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Days and instants come in with the command or the fact.',
  },
  {
    selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    message: 'Only what measures may look at the stopwatch.',
  },
  {
    selector: "CallExpression[callee.object.object.name='Temporal'][callee.object.property.name='Now']",
    message: 'Days and instants come in with the command or the fact.',
  },
];

/** Ids are made by routes; nothing pure may make one. */
const CHANCE = [
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A replay must give the same result.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(v1|v4|v6|v7|randomUUID|randomUUIDv7|randomBytes|randomInt|getRandomValues)$/], ' +
      'CallExpression[callee.property.name=/^(randomUUID|randomUUIDv7|randomBytes|randomInt|getRandomValues)$/]',
    message: 'Ids are made in the route and come in with the command.',
  },
];

const NO_LOCALE = {
  selector: 'CallExpression[callee.property.name=/^toLocale/]',
  message: 'What people read is the same on every machine; the locale data of a machine is not.',
};

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'A list of words `as const` says the same in plain JSON.',
};

const PARSE_FLOAT = {
  selector: "CallExpression[callee.name='parseFloat']",
  message: 'Money and quantities are whole numbers.',
};

export default defineConfig(
  {
    ignores: [
      'src/ui/assets/',
      'dist/',
      'coverage/',
      'node_modules/',
      'test/bench/node_modules/',
      '.pladsbog/',
      '**/*.d.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A forgotten await in a ledger is a fact that may not have been recorded.
      '@typescript-eslint/no-floating-promises': 'error',
      // A new state or event must be answered for wherever states and events are told apart.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      // A check that can never fail hides the one that was meant. Endless loops with a stop inside are meant.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
      // Types are imported as types, so that the pure files stay free of run-time imports. The rule knows of decorator
      // metadata: classes that Nest injects by their type stay real imports.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      // Returning the nothing of a call is a fault where a value is expected, not in a short arrow that returns nothing.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // Numbers are written into sentences and SQL placeholders throughout; only objects read badly there.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // The leading underscore is how a signature says that a place is kept for the caller.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Nest's modules are classes that hold nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Off: `await` in a method that has to be async for its interface says nothing about a fault.
      '@typescript-eslint/require-await': 'off',
      // Off: an interface method that does nothing (a projection's entry for an event it passes over) is an answer.
      '@typescript-eslint/no-empty-function': 'off',
      // Off: brands need a cast in both directions, and the rule calls half of them unnecessary generics.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Off: methods are given to Nest by reference only in decorators, where `this` plays no part.
      '@typescript-eslint/unbound-method': 'off',
      // `||` on an empty string is meant where a name may be empty; everywhere else `??` says what is meant.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // Off: view classes only describe a shape to OpenAPI; a plain object of that shape is what is answered.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Off: for the same reason a view may be spread into a larger one; nothing of its class is missed.
      '@typescript-eslint/no-misused-spread': 'off',
      // Off: it takes a branded number for something else than a number.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // Off: there are no enums here, and looking for them is the slowest rule of all.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Off: `interface` and `type` each say something: a shape people implement, or a name for an expression.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Off: a read-only dictionary reads as well either way.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // Off: it asks for `!`, which hides in a line; a cast stands out, and `!` is forbidden.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Nest's in-memory event bus loses events in a crash; everything downstream follows the store.
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/cqrs',
              importNames: ['EventBus', 'EventPublisher', 'Saga', 'AggregateRoot', 'EventsHandler', 'ofType'],
              message: 'Facts are followed in the store (projection, policy), never on the in-memory bus.',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', NO_LOCALE, NO_ENUM, PARSE_FLOAT],
      // Only config.ts reads the environment, so that every setting has one place, one type and one explanation.
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in src/config.ts alone.' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      'no-param-reassign': 'error',
      // Only one name for each thing; a default export is named anew by whoever imports it.
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    // Outside the platform everybody is told what day it is; the route asks the clock that it was given.
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: ['src/platform/**', 'src/main.ts', 'src/move.main.ts', 'src/demo/**', 'src/market/**'],
    rules: { 'no-restricted-syntax': ['error', NO_LOCALE, NO_ENUM, PARSE_FLOAT, ...CLOCK] },
  },
  {
    files: [
      'src/kernel/**/*.ts',
      'src/**/*.events.ts',
      'src/**/*.decider.ts',
      'src/**/*.projection.ts',
      'src/**/*.policy.ts',
      'src/**/*.calculation.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', NO_LOCALE, NO_ENUM, PARSE_FLOAT, ...CLOCK, ...CHANCE] },
  },
  {
    // The one reader of the environment.
    files: ['src/config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Programs that people start speak through the console.
    files: [
      'src/main.ts',
      'src/demo/**/*.ts',
      'src/market/**/*.ts',
      'tools/**/*.ts',
      'test/bench/**/*.ts',
      'src/**/*.main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts', 'tools/**/*.ts'],
    rules: {
      // Off: a test that reaches past the types (a hostile body, a half-made stub) says so by doing it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Off: a test knows what it has just put there, and fails when it is wrong.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Off: tests start processes with an environment of their own.
      'no-restricted-properties': 'off',
      // Off: tests and tools measure time and make ids.
      'no-restricted-syntax': 'off',
    },
  },
  {
    // The innermost loops of store and benches, where indexes are bounded by construction and a branch for what cannot
    // be missing would be paid for with every event.
    files: ['src/platform/event-store/*.ts', 'test/bench/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
