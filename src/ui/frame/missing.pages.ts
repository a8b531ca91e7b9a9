import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  NotFoundException,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { MarkAsPages } from '../../platform/http/pages.decorator';
import { ProblemFilter } from '../../platform/http/problem.filter';
import { PageProblems } from './page-problems.filter';
import { uiAccess } from '../ui.access';

/** Addresses below which programs ask, and are answered with a problem document whatever they accept. */
const FOR_PROGRAMS = /^\/(?:api|health|metrics|assets|local-issuer)(?:\/|$)/;

@Catch()
class MissingProblems implements ExceptionFilter {
  constructor(
    private readonly pages: PageProblems,
    private readonly problems: ProblemFilter,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const { url, headers } = host.switchToHttp().getRequest<FastifyRequest>();
    const forPeople = !FOR_PROGRAMS.test(url) && headers.accept?.includes('text/html') === true;
    if (forPeople) await this.pages.catch(error, host);
    else this.problems.catch(error, host);
  }
}

/** Says on a page, to a browser, that there is none at the address. */
@Controller()
@MarkAsPages()
@ApiExcludeController()
@UseFilters(MissingProblems)
export class MissingPages {
  @Get('*')
  @Allowed(uiAccess.missPage)
  miss(): never {
    throw new NotFoundException();
  }
}
