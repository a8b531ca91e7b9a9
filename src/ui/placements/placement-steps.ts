import { Injectable } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import type { PlacementId } from '../../kernel/vocabulary';
import { PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { agreementName } from '../agreements/agreement-name';
import { Doors } from '../frame/doors';
import { Forms, type FormStep } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { assertMay, type PlacementPermission } from './placement-ties';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import type { SignedInVisit } from '../frame/visit';

const PLACEMENTS = { da: 'Indskrivninger', en: 'Placements' };

/** One step of a purchase; it leads back to the placement unless it says otherwise. */
type PlacementStep<B> = Omit<FormStep<B>, 'next'> & Partial<Pick<FormStep<B>, 'next'>>;

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

  /** What people call the agreement whose rules are shown. */
  agreementName(agreementId: string, visit: SignedInVisit): Promise<string> {
    return agreementName(this.doors, visit, agreementId);
  }

  take<B extends object>(id: PlacementId, visit: SignedInVisit, step: PlacementStep<B>): Promise<PageAnswer> {
    return this.forms.send(visit, { next: `${PATHS.placements}/${id}`, ...step });
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
