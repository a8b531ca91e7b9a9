import { applyDecorators, Controller, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MarkAsPages } from '../../platform/http/pages.decorator';
import { FreshPage } from './fresh-page.guard';
import { FrameAnswers } from './frame.interceptor';
import { PageProblems } from './page-problems.filter';

/**
 * A controller of pages: its answers are framed, what goes wrong is said in words on a page, and a page that follows a
 * form waits for what the form has written. Each handler names the row of the access table that the API's route has.
 */
export const Pages = (): ClassDecorator =>
  applyDecorators(
    Controller(),
    MarkAsPages(),
    ApiExcludeController(),
    UseGuards(FreshPage),
    UseInterceptors(FrameAnswers),
    UseFilters(PageProblems),
  );
