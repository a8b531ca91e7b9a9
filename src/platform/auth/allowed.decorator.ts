import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Permission } from '../../kernel/access';

/** Where a route's permission is found: by the guard, and by the document of the API. */
export const PERMISSION = 'pladsbog:permission';
export const ACCESS_EXTENSION = 'x-access';

/**
 * The row of the access table that says who may call the route. A route without one cannot be called, and the product
 * does not start with it.
 */
export const Allowed = (permission: Permission): MethodDecorator =>
  applyDecorators(
    SetMetadata(PERMISSION, permission),
    ...(permission.may === 'public' ? [] : [ApiSecurity('bearer')]),
    ApiExtension(ACCESS_EXTENSION, permission),
  );
