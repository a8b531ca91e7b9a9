import { Injectable } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import type { Position } from '../kernel/event';
import type { PlacementId } from '../kernel/vocabulary';
import { PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import type { BodyClass } from '../platform/http/fields';
import type { TypedForm } from '../platform/http/form-body';
import { Doors } from './doors';
import { Forms, type FormState } from './forms';
import { PATHS } from './navigation';
import { assertMay, type PlacementPermission } from './placement-ties';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import type { SignedInVisit } from './visit';

const PLACEMENTS = { da: 'Indskrivninger', en: 'Placements' };

/** One step of a purchase: the form that was sent, what it sends to the API, and how it is shown again. */
export interface PlacementStep<B> {
  readonly described: BodyClass & (new () => B);
  readonly form: TypedForm;
  readonly send: (body: B) => Promise<{ readonly position: Position }>;
  readonly again: (state: FormState) => Promise<Screen>;
  /** Where to afterwards. Default: the placement. */
  readonly next?: string;
}

/** What every page about a step of a placement does alike: finds it, shows its step, takes the form and goes on. */
@Injectable()
export class PlacementSteps {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  /** @throws Refused NOT_YOURS, as the command of the step would be. */
  async placement(id: PlacementId, visit: SignedInVisit, permission: PlacementPermission): Promise<PlacementView> {
    const placement = await this.doors.open(PlacementRoutes, visit).find(id, {}, visit.actor);
    assertMay(permission, placement, visit.actor);
    return placement;
  }

  take<B extends object>(id: PlacementId, visit: SignedInVisit, step: PlacementStep<B>): Promise<PageAnswer> {
    const { described, form, send, again, next = `${PATHS.placements}/${id}` } = step;
    return this.forms.take(
      visit,
      described,
      form,
      async (body) => new SeeOther(next, { position: (await send(body)).position }),
      again,
    );
  }

  screen(
    { placementId, offeringName }: PlacementView,
    { language }: SignedInVisit,
    title: string,
    body: ComponentChildren,
  ): Screen {
    return screen({
      title,
      crumbs: [
        { href: PATHS.placements, text: PLACEMENTS[language] },
        { href: `${PATHS.placements}/${placementId}`, text: offeringName },
      ],
      body,
    });
  }
}
