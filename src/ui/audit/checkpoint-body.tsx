import type { VNode } from 'preact';
import type { CheckpointKeyView, CheckpointView } from '../../proofs/proof-views';
import { DayInput, Form, Select, TextArea, TextInput } from '../components/form';
import { Alert, Facts, More } from '../components/notes';
import { type Column, Table } from '../components/table';
import { countText, instantText } from '../frame/formats';
import type { FormState } from '../frame/forms';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';

const KEY = `${PATHS.checkpoint}/key`;
const TEXT = '/api/v1/audit/checkpoint/text';
const NOTE_ROWS = 7;

export const CHECKPOINT_WORDS = {
  da: {
    title: 'Beviser',
    lead: 'Et kontrolpunkt er et underskrevet fingeraftryk af hele loggen. Tag det med hjem: næste år viser det, om noget er ændret, og hvilken hændelse der var den første.',
    now: 'Kontrolpunktet til at tage med hjem',
    none: 'Der kan ikke underskrives noget kontrolpunkt',
    events: 'Hændelser',
    root: 'Rod (SHA-256, base64)',
    signed: 'Underskrevet',
    key: 'Nøgle',
    keyLink: (id: string) => `Nøglen ${id}, og hvordan den bruges`,
    download: 'Hent kontrolpunktet',
    asText: 'Vis teksten',
    keep: 'Gem det et sted, hvor de, der driver Pladsbog, ikke kan skrive.',
    verifyTitle: 'Efterprøv loggen',
    verifyText:
      'Hele loggen læses igen fra den første hændelse og holdes op mod kontrolpunktet, mod dem, der er gemt her, og mod det, hver hændelse var, da den først blev læst. Det forstyrrer ingen. Med et helt marked tager det et par sekunder.',
    paste: 'Kontrolpunkt, du har haft hjemme',
    pasteHint: 'Hele teksten, også linjen med underskriften. Uden et efterprøves mod dem, der er gemt her.',
    verify: 'Efterprøv',
    packTitle: 'Revisionspakke',
    packText:
      'Én fil (ZIP) med hændelserne, kontrolpunktet og et program, der efterprøver dem uden Pladsbog: underskriften, træet og alle opgørelsernes summer. Borgere står kun med pseudonym.',
    month: 'Skrevet i måneden',
    monthHint: 'Eller et tidsrum nedenfor. Uden begge er alt med.',
    from: 'Skrevet fra',
    to: 'Skrevet til',
    since: 'Vis også, at intet er ændret siden',
    sinceNone: 'Intet tidligere kontrolpunkt',
    sinceChoice: (when: string, size: string) => `${when} (${size} hændelser)`,
    pack: 'Hent revisionspakke',
    earlier: 'Kontrolpunkter, der er underskrevet her',
    more: 'Ældre findes: GET /api/v1/audit/checkpoints.',
    file: 'Hent',
    cosigned: 'Måneder, som begge sider har medunderskrevet, og hvem der mangler',
    keyTitle: 'Nøglen til kontrolpunkter',
    keyLead:
      'Hent nøglen én gang ad en anden vej end her, fra driftens egen side eller et brev, og sammenlign. Den, der udleverer både nøgle og kontrolpunkt, kunne have lavet begge.',
    verifierKey: 'Nøglen, som programmer til efterprøvning tager den',
    pem: 'Samme nøgle som PEM (Ed25519)',
    since1: 'Har underskrevet siden',
    notYet: 'Har endnu ikke underskrevet',
    before: 'Nøgler, der har underskrevet før',
  },
  en: {
    title: 'Proofs',
    lead: 'A checkpoint is a signed fingerprint of the whole log. Take it home: next year it shows whether anything was changed, and which event was the first.',
    now: 'The checkpoint to take home',
    none: 'No checkpoint can be signed',
    events: 'Events',
    root: 'Root (SHA-256, base64)',
    signed: 'Signed',
    key: 'Key',
    keyLink: (id: string) => `Key ${id}, and how it is used`,
    download: 'Download the checkpoint',
    asText: 'Show the text',
    keep: 'Keep it where those who run Pladsbog cannot write.',
    verifyTitle: 'Verify the log',
    verifyText:
      'The whole log is read again from the first event and held against the checkpoint, against those kept here, and against what each event was when it was first read. It disturbs nobody. With a whole market it takes a few seconds.',
    paste: 'A checkpoint you took home',
    pasteHint: 'All of the text, with the line of the signature. Without one the log is held against those kept here.',
    verify: 'Verify',
    packTitle: 'Audit pack',
    packText:
      'One file (ZIP) with the events, the checkpoint and a program that verifies them without Pladsbog: the signature, the tree and the sums of every statement. Citizens stand by pseudonym only.',
    month: 'Recorded in the month',
    monthHint: 'Or a time below. Without either, all is in it.',
    from: 'Recorded from',
    to: 'Recorded until',
    since: 'Show also that nothing was changed since',
    sinceNone: 'No earlier checkpoint',
    sinceChoice: (when: string, size: string) => `${when} (${size} events)`,
    pack: 'Download an audit pack',
    earlier: 'Checkpoints that were signed here',
    more: 'There are older ones: GET /api/v1/audit/checkpoints.',
    file: 'Download',
    cosigned: 'Months that both sides have cosigned, and who is missing',
    keyTitle: 'The key of checkpoints',
    keyLead:
      'Get the key once by another way than here, from the operator’s own page or a letter, and compare. Who hands out both key and checkpoint could have made both.',
    verifierKey: 'The key, as programs that verify take it',
    pem: 'The same key as PEM (Ed25519)',
    since1: 'Has signed since',
    notYet: 'Has not signed yet',
    before: 'Keys that signed before',
  },
};

/** The checkpoint now, the log held against one of before, the pack, and what was signed earlier. */
export const CheckpointBody = ({
  current,
  earlier,
  more,
  verify,
  pack,
}: {
  /** What is signed of the log now, or why nothing is. */
  current: CheckpointView | string | undefined;
  earlier: readonly CheckpointView[];
  /** Whether there are older ones than those. */
  more: boolean;
  verify: FormState;
  pack: FormState;
}): VNode => {
  const words = CHECKPOINT_WORDS[useVisit().language];
  return (
    <>
      {typeof current === 'object' ? (
        <Current checkpoint={current} />
      ) : (
        <Alert tone="error" heading={words.none}>
          <p>{current}</p>
        </Alert>
      )}
      <div class="two-columns">
        <Verify state={verify} />
        {typeof current === 'object' && (
          <Pack earlier={earlier.filter(({ treeSize }) => treeSize < current.treeSize)} state={pack} />
        )}
      </div>
      {earlier.length > 0 && <Earlier checkpoints={earlier} more={more} />}
      <p class="actions d-print-none">
        <a href={SETTLEMENT.cosignatures}>{words.cosigned}</a>
      </p>
    </>
  );
};

const Current = ({ checkpoint }: { checkpoint: CheckpointView }): VNode => {
  const { language } = useVisit();
  const words = CHECKPOINT_WORDS[language];
  const { treeSize, rootHash, takenAt, keyId, text } = checkpoint;
  return (
    <section>
      <h2>{words.now}</h2>
      <Facts
        entries={[
          { term: words.events, value: countText(treeSize) },
          { term: words.root, value: <code class="hash">{rootHash}</code> },
          { term: words.signed, value: instantText(takenAt, language) },
          { term: words.key, value: <a href={KEY}>{words.keyLink(keyId)}</a> },
        ]}
      />
      <p class="actions">
        <a class="button button-primary" href={addressOf(TEXT, { treeSize })}>
          {words.download}
        </a>
        <span class="soft">{words.keep}</span>
      </p>
      <More summary={words.asText}>
        <pre class="raw" tabIndex={0}>
          {text}
        </pre>
      </More>
    </section>
  );
};

const Verify = ({ state }: { state: FormState }): VNode => {
  const words = CHECKPOINT_WORDS[useVisit().language];
  return (
    <section>
      <h2>{words.verifyTitle}</h2>
      <p>{words.verifyText}</p>
      <Form
        id="verify"
        action={`${PATHS.checkpoint}/verify`}
        state={state}
        labels={{ checkpoint: words.paste }}
        submit={words.verify}
      >
        <TextArea name="checkpoint" label={words.paste} hint={words.pasteHint} rows={NOTE_ROWS} optional />
      </Form>
    </section>
  );
};

const Pack = ({ earlier, state }: { earlier: readonly CheckpointView[]; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = CHECKPOINT_WORDS[language];
  return (
    <section>
      <h2>{words.packTitle}</h2>
      <p>{words.packText}</p>
      <Form
        id="pack"
        action={`${PATHS.checkpoint}/pack`}
        state={state}
        labels={{
          month: words.month,
          from: words.from,
          to: words.to,
          ...(earlier.length > 0 ? { since: words.since } : {}),
        }}
        submit={words.pack}
        tone="secondary"
      >
        <TextInput type="month" name="month" label={words.month} hint={words.monthHint} optional />
        <DayInput name="from" label={words.from} optional />
        <DayInput name="to" label={words.to} optional />
        {earlier.length > 0 && (
          <Select
            name="since"
            label={words.since}
            none={words.sinceNone}
            optional
            choices={earlier.map(({ treeSize, takenAt }) => ({
              value: String(treeSize),
              text: words.sinceChoice(instantText(takenAt, language), countText(treeSize)),
            }))}
          />
        )}
      </Form>
    </section>
  );
};

const Earlier = ({ checkpoints, more }: { checkpoints: readonly CheckpointView[]; more: boolean }): VNode => {
  const { language } = useVisit();
  const words = CHECKPOINT_WORDS[language];
  const columns: readonly Column<CheckpointView>[] = [
    {
      title: words.signed,
      heads: true,
      cell: ({ takenAt }) => <span class="nowrap">{instantText(takenAt, language)}</span>,
    },
    { title: words.events, numeric: true, cell: ({ treeSize }) => countText(treeSize) },
    { title: words.root, cell: ({ rootHash }) => <code class="hash">{rootHash}</code> },
    { title: words.key, cell: ({ keyId }) => <code>{keyId}</code> },
    { title: words.file, cell: ({ treeSize }) => <a href={addressOf(TEXT, { treeSize })}>{words.file}</a> },
  ];
  return (
    <section>
      <h2>{words.earlier}</h2>
      <Table caption={words.earlier} captionHidden columns={columns} rows={checkpoints} />
      {more && <p class="soft">{words.more}</p>}
    </section>
  );
};

export const KeyBody = ({ publicKey }: { publicKey: CheckpointKeyView }): VNode => {
  const { language } = useVisit();
  const words = CHECKPOINT_WORDS[language];
  const { keyId, verifierKey, pem, since, earlier } = publicKey;
  return (
    <>
      <p class="font-lead">{words.keyLead}</p>
      <Facts
        entries={[
          { term: words.key, value: <code>{keyId}</code> },
          { term: words.since1, value: since === undefined ? words.notYet : instantText(since, language) },
        ]}
      />
      <h2>{words.verifierKey}</h2>
      <pre class="raw" tabIndex={0}>
        {verifierKey}
      </pre>
      <h2>{words.pem}</h2>
      <pre class="raw" tabIndex={0}>
        {pem}
      </pre>
      {earlier.length > 0 && (
        <>
          <h2>{words.before}</h2>
          {earlier.map((key) => (
            <pre class="raw" tabIndex={0}>
              {key.verifierKey}
            </pre>
          ))}
        </>
      )}
    </>
  );
};
