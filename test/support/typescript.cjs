'use strict';
// Lets plain node run TypeScript (`node -r ./test/support/typescript.cjs some.ts`): for benches and for child processes
// of tests, which jest's own transform does not reach.
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, { sourceMaps: 'inline', env: undefined });
  module._compile(code, file);
};
