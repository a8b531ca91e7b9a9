import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import {
  ReplayHistoryRoute,
  type ReplayedModelView,
  type ReplayStandView,
  type ReplayView,
} from '../../audit/replay-history';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { AuditMenu } from './audit-section';
import { Form } from '../components/form';
import { Alert, Figures, Status } from '../components/notes';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { countText, instantText } from '../frame/formats';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { RunningWork } from '../components/running-work';

const WORDS = {
  da: {
    title: 'Genafspilning',
    lead: 'Alt, hvad siderne viser, regnes ud fra hændelserne. En genafspilning begynder forfra ved den første hændelse, regner det hele igen ved siden af og holder de to op imod hinanden, række for række.',
    takes: 'Den forstyrrer ingen og ændrer intet. Med et helt marked tager den omkring et minut.',
    start: 'Spil historikken igennem',
    running: 'Historikken spilles igennem',
    events: 'Hændelser',
    comparing: 'Alle hændelser er spillet. Nu sammenlignes rækkerne.',
    ended: (when: string) => `Den seneste genafspilning sluttede ${when}`,
    equal: 'Bogen og siderne siger det samme',
    unequal: 'Noget, der vises, følger ikke af bogen',
    brokeOff: 'Den seneste genafspilning blev afbrudt, så den siger ikke noget. Begynd igen.',
    stop: 'Stands genafspilningen',
    stopped: 'Den seneste genafspilning blev standset, så den siger ikke noget. Intet er blevet ændret.',
    never: 'Der er ikke spillet igennem, siden Pladsbog blev startet.',
    certificate: 'Attest',
    models: 'Fingeraftryk af hver læsemodel',
    model: 'Læsemodel',
    rows: 'Rækker',
    position: 'Til og med nr.',
    digest: 'Fingeraftryk (SHA-256)',
    replayed: 'genskabt',
    result: 'Resultat',
    same: 'Ens',
    different: 'Afviger',
  },
  en: {
    title: 'Replay',
    lead: 'Everything the pages show is worked out from the events. A replay begins again at the first event, works it all out once more beside it, and holds the two together row by row.',
    takes: 'It disturbs nobody and changes nothing. With a whole market it takes about a minute.',
    start: 'Replay the history',
    running: 'The history is being replayed',
    events: 'Events',
    comparing: 'Every event is replayed. Now the rows are compared.',
    ended: (when: string) => `The last replay ended ${when}`,
    equal: 'The ledger and the pages say the same',
    unequal: 'Something that is shown does not follow from the ledger',
    brokeOff: 'The last replay broke off, so it says nothing. Begin again.',
    stop: 'Stop the replay',
    stopped: 'The last replay was stopped, so it says nothing. Nothing has been changed.',
    never: 'Nothing has been replayed since Pladsbog was started.',
    certificate: 'Certificate',
    models: 'Digest of each read model',
    model: 'Read model',
    rows: 'Rows',
    position: 'Up to no.',
    digest: 'Digest (SHA-256)',
    replayed: 'replayed',
    result: 'Result',
    same: 'Equal',
    different: 'Different',
  },
};

/** Journey 7: the whole history played again, beside what is shown, and the two held together. */
@Pages()
export class ReplayPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(PATHS.replay)
  @Allowed(auditAccess.getReplay)
  show(@TheVisit() visit: SignedInVisit): Screen {
    return this.standScreen(visit, freshForm());
  }

  @Post(PATHS.replay)
  @Allowed(auditAccess.beginReplay)
  begin(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      () => {
        this.doors.open(ReplayHistoryRoute, visit).begin();
        return Promise.resolve(new SeeOther(PATHS.replay));
      },
      (state) => this.standScreen(visit, state),
    );
  }

  @Post(`${PATHS.replay}/stop`)
  @Allowed(auditAccess.stopReplay)
  stop(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      NoBody,
      form,
      () => {
        this.doors.open(ReplayHistoryRoute, visit).stop();
        return Promise.resolve(new SeeOther(PATHS.replay));
      },
      (state) => this.standScreen(visit, state),
    );
  }

  private standScreen(visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    const stand = this.doors.open(ReplayHistoryRoute, visit).stand();
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <div id="replay" data-live>
            {stand.running ? (
              <Running stand={stand} />
            ) : (
              <>
                <p>{words.takes}</p>
                <Form id="start" action={PATHS.replay} state={state} labels={{}} submit={words.start} />
                <Ended stand={stand} />
              </>
            )}
          </div>
        </>
      ),
    });
  }
}

const Running = ({ stand: { reached = 0, upTo = 0 } }: { stand: ReplayStandView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <RunningWork
      at={PATHS.replay}
      title={words.running}
      counted={words.events}
      done={reached}
      of={upTo}
      stop={words.stop}
    >
      {reached > 0 && reached >= upTo && <p>{words.comparing}</p>}
    </RunningWork>
  );
};

const Ended = ({ stand: { endedAt, last, brokeOff, stopped } }: { stand: ReplayStandView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (brokeOff === true)
    return (
      <Alert tone="warning">
        <p>{words.brokeOff}</p>
      </Alert>
    );
  if (stopped === true) return <p class="soft">{words.stopped}</p>;
  if (endedAt === undefined || last === undefined) return <p class="soft">{words.never}</p>;
  return (
    <section>
      <h2>{words.ended(instantText(endedAt, language))}</h2>
      <Alert tone={last.equal ? 'success' : 'error'} heading={last.equal ? words.equal : words.unequal} />
      <Figures
        entries={[
          { term: words.events, value: countText(last.events) },
          { term: words.rows, value: countText(last.models.reduce((all, { rows }) => all + rows, 0)) },
          { term: words.model, value: last.models.length },
        ]}
      />
      <h3>{words.certificate}</h3>
      <blockquote class="panel">{last.certificate[language]}</blockquote>
      <Models models={last.models} />
    </section>
  );
};

const Models = ({ models }: Pick<ReplayView, 'models'>): VNode => {
  const words = WORDS[useVisit().language];
  const columns: readonly Column<ReplayedModelView>[] = [
    { title: words.model, heads: true, cell: ({ name, version }) => `${name} v${version}` },
    { title: words.rows, numeric: true, cell: ({ rows }) => countText(rows) },
    { title: words.position, numeric: true, cell: ({ position }) => countText(position) },
    {
      title: words.digest,
      cell: ({ liveDigest, replayDigest, equal, difference }) => (
        <>
          <code class="hash">{liveDigest}</code>
          {!equal && (
            <span class="under">
              {words.replayed}: <code class="hash">{replayDigest}</code> {difference}
            </span>
          )}
        </>
      ),
    },
    {
      title: words.result,
      cell: ({ equal }) => <Status kind={equal ? 'done' : 'wrong'}>{equal ? words.same : words.different}</Status>,
    },
  ];
  return <Table caption={words.models} columns={columns} rows={models} />;
};
