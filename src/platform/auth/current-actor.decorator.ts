import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { Actor } from '../../kernel/vocabulary';
import type { AuthenticatedRequest } from './auth.guard';

/** Who asks: `@CurrentActor() actor: Actor`. Not for public routes, where nobody is known. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!actor) throw new Error('A public route has no actor');
  return actor;
});
