import { dirname, join } from 'node:path';

/** The fonts of the Danish public design system, which have every letter that a name here can have. */
const FONTS = join(dirname(require.resolve('dkfds')), '..', 'fonts', 'IBMPlexSans', 'complete', 'ttf');

export const fontFile = (weight: 'Regular' | 'SemiBold'): string => join(FONTS, `IBMPlexSans-${weight}.ttf`);
