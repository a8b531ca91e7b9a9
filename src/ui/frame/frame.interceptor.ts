import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { Frame } from './frame';
import { Screen, SeeOther } from './screen';

/** Sends what a page's handler answered: a screen in its frame, or the browser on to another page. */
@Injectable()
export class FrameAnswers implements NestInterceptor {
  constructor(private readonly frame: Frame) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        if (answer instanceof SeeOther) await reply.redirect(answer.address, 303);
        else if (answer instanceof Screen) await this.frame.send(answer, request, reply);
        // A stream or a file has taken the connection over.
        else if (!reply.sent) throw new Error('A page answers a screen, or sends the browser on');
        // Sent by then, with a status of its own that Nest would have overwritten.
        return undefined;
      }),
    );
  }
}
