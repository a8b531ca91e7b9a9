import type { VNode } from 'preact';
import { assetPath } from '../frame/assets';

/** An icon of the design system; with a label where no word beside it says the same. */
export const Icon = ({ name, label, classes = '' }: { name: string; label?: string; classes?: string }): VNode => (
  <svg
    class={`icon-svg ${classes}`.trimEnd()}
    focusable="false"
    {...(label === undefined ? { 'aria-hidden': 'true' as const } : { role: 'img' as const, 'aria-label': label })}
  >
    <use href={`${assetPath('icons')}#${name}`} />
  </svg>
);
