import { Injectable } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import { allows, type Permission } from '../../kernel/access';
import { reject } from '../../kernel/decider';
import type { OfferingId } from '../../kernel/vocabulary';
import type { OfferingView, ServiceLineView } from '../../offerings/offering-view';
import { OfferingRoutes } from '../../offerings/offering.routes';
import { Refused } from '../../platform/commands/refusals';
import { Doors } from '../frame/doors';
import { Forms, type FormStep } from '../frame/forms';
import { PATHS, TARIFFS } from '../frame/navigation';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import type { SignedInVisit } from '../frame/visit';

const TARIFF_LIST = { da: 'Takster', en: 'Tariffs' };

export const offeringAddress = ({ offeringId }: Pick<OfferingView, 'offeringId'>, step: string): string =>
  `${PATHS.offerings}/${offeringId}/${step}`;

/**
 * The line that a page is about; where none is named, the only or first one.
 * @throws Refused UNKNOWN_SERVICE_LINE, as the command of the form would be.
 */
export const lineNamed = ({ serviceLines }: OfferingView, asked: unknown): ServiceLineView => {
  const serviceLineId = typeof asked === 'string' ? asked : serviceLines[0]?.serviceLineId;
  const line = serviceLines.find((each) => each.serviceLineId === serviceLineId);
  if (line === undefined) throw new Refused(reject('UNKNOWN_SERVICE_LINE', { serviceLineId: serviceLineId ?? '–' }));
  return line;
};

/** What every page by which an operator changes an offering does alike: finds it, takes the form and goes back to it. */
@Injectable()
export class OfferingSteps {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  /** @throws Refused NOT_YOURS, as the command of the form would be. */
  async offering(id: OfferingId, visit: SignedInVisit, permission: Permission<'operator'>): Promise<OfferingView> {
    const offering = await this.doors.open(OfferingRoutes, visit).find(id, {});
    if (!allows(permission, visit.actor, offering)) throw new Refused(reject('NOT_YOURS'));
    return offering;
  }

  take<B extends object>(id: OfferingId, visit: SignedInVisit, step: Omit<FormStep<B>, 'next'>): Promise<PageAnswer> {
    return this.forms.send(visit, { ...step, next: `${PATHS.offerings}/${id}` });
  }

  screen(
    { offeringId, name }: OfferingView,
    { language }: SignedInVisit,
    title: string,
    body: ComponentChildren,
  ): Screen {
    return screen({
      title,
      crumbs: [
        { href: TARIFFS.all, text: TARIFF_LIST[language] },
        { href: `${PATHS.offerings}/${offeringId}`, text: name },
      ],
      body,
    });
  }
}
