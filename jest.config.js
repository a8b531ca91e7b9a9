const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The pages have markup in them; what reads it stands beside them, for the build too. */
const pages = JSON.parse(readFileSync(join(__dirname, 'src/ui/.swcrc'), 'utf8'));
delete pages.$schema;

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/*.page-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/bench/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '/ui/.+\\.tsx?$': ['@swc/jest', pages], '^.+\\.ts$': ['@swc/jest'] },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/seed.ts'],
  globalTeardown: '<rootDir>/test/support/contact-sheet.ts',
  // Modules are loaded anew for each suite and V8 keeps the old ones: a process that has grown makes room for a new one.
  workerIdleMemoryLimit: '1500MB',
  testTimeout: 30_000,
};
