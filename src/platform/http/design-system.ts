import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where Det Fælles Designsystem (dkfds) lies: its styles, fonts and icons. */
export const DESIGN_SYSTEM_FOLDER = join(dirname(require.resolve('dkfds')), '..');

const { version } = JSON.parse(readFileSync(join(DESIGN_SYSTEM_FOLDER, '../package.json'), 'utf8')) as {
  version: string;
};

/** Where the pages serve it. The version is in the address, so browsers keep it for good. */
export const DESIGN_SYSTEM_PATH = `/assets/dkfds-${version}`;
