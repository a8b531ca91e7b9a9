import { Body, Get, Post } from '@nestjs/common';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { AuditPackQuery, AuditPackRoute } from '../../proofs/audit-pack.routes';
import { CheckpointListQuery, CheckpointQuery, CheckpointRoutes } from '../../proofs/checkpoint.routes';
import { proofsAccess } from '../../proofs/proofs.access';
import { VerifyLogBody, VerifyLogRoute } from '../../proofs/verify-log';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { AnybodysVisit, type SignedInVisit, TheVisit, type Visit } from '../frame/visit';
import { AuditMenu } from './audit-section';
import { CheckpointBody, CHECKPOINT_WORDS, KeyBody } from './checkpoint-body';
import { Verification } from './log-verdict';

/** Earlier checkpoints shown, and offered to prove from. */
const SHOWN = 20;

interface Shown {
  readonly verify?: FormState;
  readonly pack?: FormState;
}

/** Journey 7: what an auditor takes home, and holds the log against next year. */
@Pages()
export class CheckpointPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(PATHS.checkpoint)
  @Allowed(proofsAccess.getCheckpoint)
  show(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.checkpointScreen(visit, {});
  }

  @Get(`${PATHS.checkpoint}/key`)
  @Allowed(proofsAccess.getCheckpointKey)
  async key(@AnybodysVisit() visit: Visit): Promise<Screen> {
    const words = CHECKPOINT_WORDS[visit.language];
    const key = await this.doors.open(CheckpointRoutes, visit).key();
    return screen({
      title: words.keyTitle,
      ...(visit.actor && mayEver(proofsAccess.getCheckpoint, visit.actor)
        ? { crumbs: [{ href: PATHS.checkpoint, text: words.title }] }
        : {}),
      body: <KeyBody publicKey={key} />,
    });
  }

  @Post(`${PATHS.checkpoint}/verify`)
  @Allowed(proofsAccess.beginVerification)
  verify(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      VerifyLogBody,
      form,
      async (body) => {
        await this.doors.open(VerifyLogRoute, visit).begin(body);
        return new SeeOther(PATHS.checkpoint);
      },
      (verify) => this.checkpointScreen(visit, { verify }),
    );
  }

  @Post(`${PATHS.checkpoint}/stop`)
  @Allowed(proofsAccess.stopVerification)
  stop(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      () => {
        this.doors.open(VerifyLogRoute, visit).stop();
        return Promise.resolve(new SeeOther(PATHS.checkpoint));
      },
      (verify) => this.checkpointScreen(visit, { verify }),
    );
  }

  /** What cannot be packed is told in the form; what can is downloaded from the API. */
  @Post(`${PATHS.checkpoint}/pack`)
  @Allowed(proofsAccess.getAuditPack)
  pack(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      AuditPackQuery,
      form,
      async (query) => {
        const tried = await this.doors.open(AuditPackRoute, visit).pack(query);
        tried.getStream().destroy();
        return new SeeOther('/api/v1/audit/pack', { ...query });
      },
      (pack) => this.checkpointScreen(visit, { pack }),
    );
  }

  private async checkpointScreen(
    visit: SignedInVisit,
    { verify = freshForm(), pack = freshForm() }: Shown,
  ): Promise<Screen> {
    const words = CHECKPOINT_WORDS[visit.language];
    const routes = this.doors.open(CheckpointRoutes, visit);
    // A log that contradicts what was signed of it gets no checkpoint; the verdict then says where.
    const current = await this.forms.look(visit, CheckpointQuery, {}, (query) => routes.get(query));
    const { items, next } = routes.list(Object.assign(new CheckpointListQuery(), { limit: SHOWN }));
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <Verification stand={this.doors.open(VerifyLogRoute, visit).stand()} />
          <CheckpointBody
            current={'answer' in current ? current.answer : current.refusal}
            earlier={items}
            more={next !== undefined}
            verify={verify}
            pack={pack}
          />
        </>
      ),
    });
  }
}
