import type { OnModuleInit, Type } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { AccessTable, Permission } from '../../kernel/access';
import { routesOf } from './guarded-routes';

/** The access tables of the platform and of every context, as one provider. */
export const ACCESS_TABLES = Symbol('access tables');

/** The product does not start with a route that no row of the access table is about. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(ACCESS_TABLES) private readonly tables: readonly AccessTable[],
  ) {}

  onModuleInit(): void {
    const rows = new Set<Permission>(this.tables.flatMap((table) => Object.values(table)));
    const controllers = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
    const open = controllers
      .flatMap(routesOf)
      .filter(({ permission }) => permission === undefined || !rows.has(permission))
      .map(({ handler }) => handler);
    if (open.length > 0) throw new Error(`No row of the access table says who may call ${open.join(', ')}`);
  }
}
