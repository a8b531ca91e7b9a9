import type { Type } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import type { Permission } from '../../kernel/access';
import { PERMISSION } from './allowed.decorator';

/** A route as its controller declares it. */
export interface GuardedRoute {
  /** `GiveNoticeRoute.preview` */
  readonly handler: string;
  /** `GET` */
  readonly method: string;
  /** `/api/v1/placements/:placementId` */
  readonly path: string;
  /** Absent when the route names no row of the access table. */
  readonly permission?: Permission;
}

export const permissionOf = (handler: object): Permission | undefined =>
  Reflect.getMetadata(PERMISSION, handler) as Permission | undefined;

export const routesOf = (controller: Type): readonly GuardedRoute[] => {
  const prototype = controller.prototype as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
    if (handler === undefined || method === undefined) return [];
    const permission = permissionOf(handler);
    return [
      {
        handler: `${controller.name}.${name}`,
        method: RequestMethod[method],
        path: joined(Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)),
        ...(permission === undefined ? {} : { permission }),
      },
    ];
  });
};

const joined = (...parts: readonly unknown[]): string =>
  `/${parts
    .map((part) => (typeof part === 'string' ? part.replace(/^\/|\/$/g, '') : ''))
    .filter((part) => part !== '')
    .join('/')}`;
