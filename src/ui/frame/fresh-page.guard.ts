import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FreshReads } from '../../platform/http/fresh-reads';
import { POSITION_PARAMETER, visitOf } from './visit';

/** A place in the ledger, as the address of a page that follows a form names it. */
export const POSITION_FORM = /^[1-9]\d{0,14}$/;

/** Holds a page back until the read models have what its reader has just written, two seconds at most. */
@Injectable()
export class FreshPage implements CanActivate {
  constructor(private readonly fresh: FreshReads) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { query } = visitOf(context.switchToHttp().getRequest<FastifyRequest>());
    const position = query.get(POSITION_PARAMETER) ?? '';
    if (POSITION_FORM.test(position)) await this.fresh.resolve({ minPosition: Number(position) });
    return true;
  }
}
