'use strict';
// Lets plain node run TypeScript (`node -r ./test/support/typescript.cjs some.ts`): for benches and for child processes
// of tests, which jest's own transform does not reach.
const { transformFileSync } = require('@swc/core');

for (const extension of ['.ts', '.tsx'])
  require.extensions[extension] = (module, file) => {
    const { code } = transformFileSync(file, { sourceMaps: 'inline', env: undefined });
    module._compile(code, file);
  };
