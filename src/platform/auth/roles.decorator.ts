import { SetMetadata } from '@nestjs/common';
import { ApiForbiddenResponse, ApiSecurity } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import type { Role } from '../../kernel/vocabulary';

export const PUBLIC = 'pladsbog:public';
export const ROLES_ALLOWED = 'pladsbog:roles';

/** The route (or every route of the controller) answers without a token. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Any one of these roles is enough. Without this, any token is. */
export const Roles = (...roles: readonly [Role, ...Role[]]) =>
  applyDecorators(
    SetMetadata(ROLES_ALLOWED, roles),
    ApiSecurity('bearer'),
    ApiForbiddenResponse({ description: `FORBIDDEN_ROLE: needs one of the roles ${roles.join(', ')}.` }),
  );
