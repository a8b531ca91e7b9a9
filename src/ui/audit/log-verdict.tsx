import type { VNode } from 'preact';
import type { LogVerdictView, VerificationStandView } from '../../proofs/verify-log';
import { Alert, Facts } from '../components/notes';
import { RunningWork } from '../components/running-work';
import { countText, instantText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Efterprøvningen',
    running: 'Loggen efterprøves',
    stop: 'Stands efterprøvningen',
    comparing: 'Alle hændelser er læst. Nu sammenlignes rødderne.',
    ended: (when: string) => `Den seneste efterprøvning sluttede ${when}`,
    brokeOff: 'Den seneste efterprøvning blev afbrudt, så den siger ikke noget. Begynd igen.',
    stopped: 'Den seneste efterprøvning blev standset, så den siger ikke noget. Intet er blevet ændret.',
    UNCHANGED: 'Intet i loggen er ændret',
    CHANGED: 'Loggen er ændret',
    SHORTENED: 'Loggen er blevet kortere',
    UNREADABLE: 'Loggen kan ikke læses til ende',
    unknownKey:
      'Kontrolpunktet er underskrevet med en nøgle, som Pladsbog ikke kender. Det er holdt op mod loggen alligevel.',
    certificate: 'Attest',
    first: 'Den første, der afviger',
    number: (number: string) => `nr. ${number}`,
    between: (from: string, to: string) => `en af nr. ${from} til ${to}`,
    event: 'Hændelsen, der står der nu',
    stream: 'Strøm',
    place: (revision: number) => `revision ${revision}`,
    events: 'Hændelser læst',
    root: 'Rod',
    given: 'Det indsatte kontrolpunkt',
    givenText: (size: string, when: string) => `${size} hændelser${when}`,
  },
  en: {
    title: 'What was found',
    running: 'The log is being verified',
    stop: 'Stop the verification',
    comparing: 'Every event is read. Now the roots are compared.',
    ended: (when: string) => `The last verification ended ${when}`,
    brokeOff: 'The last verification broke off, so it says nothing. Begin again.',
    stopped: 'The last verification was stopped, so it says nothing. Nothing has been changed.',
    UNCHANGED: 'Nothing in the log has been changed',
    CHANGED: 'The log has been changed',
    SHORTENED: 'The log has become shorter',
    UNREADABLE: 'The log cannot be read to its end',
    unknownKey:
      'The checkpoint is signed by a key that Pladsbog does not know. It was held against the log all the same.',
    certificate: 'Certificate',
    first: 'The first that differs',
    number: (number: string) => `no. ${number}`,
    between: (from: string, to: string) => `one of nos. ${from} to ${to}`,
    event: 'The event that stands there now',
    stream: 'Stream',
    place: (revision: number) => `revision ${revision}`,
    events: 'Events read',
    root: 'Root',
    given: 'The checkpoint pasted in',
    givenText: (size: string, when: string) => `${size} events${when}`,
  },
};

/** The verification that runs, or what the last one came to; nothing before the first. */
export const Verification = ({ stand }: { stand: VerificationStandView }): VNode => (
  <div id="verification" data-live>
    {stand.running ? <Running stand={stand} /> : <Ended stand={stand} />}
  </div>
);

const Running = ({ stand: { reached = 0, upTo = 0 } }: { stand: VerificationStandView }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <RunningWork
      at={PATHS.checkpoint}
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

const Ended = ({ stand: { endedAt, last, brokeOff, stopped } }: { stand: VerificationStandView }): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (brokeOff === true)
    return (
      <Alert tone="warning">
        <p>{words.brokeOff}</p>
      </Alert>
    );
  if (stopped === true) return <p class="soft">{words.stopped}</p>;
  if (endedAt === undefined || last === undefined) return null;
  return (
    <>
      <h2>{words.ended(instantText(endedAt, language))}</h2>
      <LogVerdict verdict={last} />
    </>
  );
};

/** What reading the whole log again came to. */
const LogVerdict = ({ verdict }: { verdict: LogVerdictView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { outcome, events, rootHash, certificate, firstDifference: first, checkpoint } = verdict;
  return (
    <section id="verdict" aria-label={words.title}>
      <Alert tone={outcome === 'UNCHANGED' ? 'success' : 'error'} heading={words[outcome]}>
        {checkpoint?.signature === 'UNKNOWN_KEY' && <p>{words.unknownKey}</p>}
      </Alert>
      <h2>{words.certificate}</h2>
      <blockquote class="panel">{certificate[language]}</blockquote>
      <Facts
        entries={[
          first !== undefined && {
            term: words.first,
            value:
              first.upTo === undefined
                ? words.number(countText(first.number))
                : words.between(countText(first.number), countText(first.upTo)),
          },
          first?.eventId !== undefined && {
            term: words.event,
            value: <a href={`${PATHS.events}/${first.eventId}`}>{first.eventId}</a>,
          },
          first?.stream !== undefined && {
            term: words.stream,
            value: `${first.stream}, ${words.place(first.revision ?? 0)}`,
          },
          checkpoint !== undefined && {
            term: words.given,
            value: words.givenText(
              countText(checkpoint.treeSize),
              checkpoint.takenAt === undefined ? '' : `, ${instantText(checkpoint.takenAt, language)}`,
            ),
          },
          { term: words.events, value: countText(events) },
          { term: words.root, value: <code class="hash">{rootHash}</code> },
        ]}
      />
    </section>
  );
};
