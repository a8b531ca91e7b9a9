import fc from 'fast-check';

/**
 * What tests draw at random is drawn alike on every machine, so that a test that fails has been broken by a change and
 * fails again. `npm run test:explore` draws anew, to find what nobody thought of; a failure prints its seed, and
 * `TEST_SEED=…` before a test command has it again.
 */
const wanted = process.env.TEST_SEED ?? '20261129';
export const SEED = wanted === 'anew' ? Math.trunc(Math.random() * 2 ** 31) : Number(wanted);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
