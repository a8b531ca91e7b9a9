import type { ComponentChildren } from 'preact';
import type { Position } from '../../kernel/event';
import { addressOf, POSITION_PARAMETER } from './visit';

export interface Crumb {
  readonly href: string;
  readonly text: string;
}

/** A page as its controller answers it; the frame around it is drawn by the interceptor. */
export class Screen {
  constructor(
    readonly parts: {
      readonly title: string;
      readonly body: ComponentChildren;
      /** The pages above it, the start page left out. */
      readonly crumbs?: readonly Crumb[];
      /** HTTP status. Default: 200. */
      readonly status?: number;
      /** A table or board that wants the whole width of the window. */
      readonly wide?: boolean;
    },
  ) {}
}

export const screen = (parts: Screen['parts']): Screen => new Screen(parts);

/** The answer to a form that did something: on to a page that shows it, so that reloading sends nothing again. */
export class SeeOther {
  readonly address: string;

  /** @param position what has just been written, so that the next page waits for it. */
  constructor(
    path: string,
    { position, ...query }: { readonly position?: Position } & Record<string, string | number> = {},
  ) {
    this.address = addressOf(path, { ...query, [POSITION_PARAMETER]: position });
  }
}

/** What the handler of a page answers. */
export type PageAnswer = Screen | SeeOther;
