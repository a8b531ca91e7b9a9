import { SetMetadata } from '@nestjs/common';

/** Marks a controller whose answers are pages for people, so that the edge does not treat them as calls by programs. */
const PAGES = 'pladsbog:pages';

export const MarkAsPages = (): ClassDecorator => SetMetadata(PAGES, true);

export const isPages = (controller: object): boolean => Reflect.getMetadata(PAGES, controller) === true;
