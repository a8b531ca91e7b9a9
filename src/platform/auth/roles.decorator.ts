import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Role } from '../../kernel/vocabulary';

export const PUBLIC = 'pladsbog:public';
export const ROLES_ALLOWED = 'pladsbog:roles';

/** Where the document of the API finds the same. */
export const PUBLIC_EXTENSION = 'x-public';
export const ROLES_EXTENSION = 'x-roles';

/** The route (or every route of the controller) answers without a token. */
export const Public = () => applyDecorators(SetMetadata(PUBLIC, true), ApiExtension(PUBLIC_EXTENSION, true));

/** Any one of these roles is enough. Without this, any token is. */
export const Roles = (...roles: readonly [Role, ...Role[]]) =>
  applyDecorators(SetMetadata(ROLES_ALLOWED, roles), ApiSecurity('bearer'), ApiExtension(ROLES_EXTENSION, roles));
