import type { VNode } from 'preact';
import type { CosigningKeyView, CosigningSideView, MonthCheckpointView } from '../../cosigning/cosigning.views';
import type { CosigningSide } from '../../cosigning/month-cosigning.events';
import type { PartyCode } from '../../kernel/vocabulary';
import { ToldEvent } from '../audit/audit-section';
import { Form, Select, TextArea, TextInput } from '../components/form';
import { Facts, More } from '../components/notes';
import { Table } from '../components/table';
import { countText, danishKroner, instantText } from '../frame/formats';
import { type FormState, freshForm } from '../frame/forms';
import { PATHS, SETTLEMENT } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';
import { CosignedSide, sidesToCosign } from './cosigned-side';

export const MONTH_CHECKPOINT_WORDS = {
  da: {
    title: 'Månedens kontrolpunkt',
    lead: 'Loggen, som den var, da måneden blev lukket, og det, måneden kom til mellem de to. Begge sider får den samme tekst, hvornår de end spørger.',
    what: 'Det, der underskrives',
    total: 'Opgørelsens total',
    events: 'Hændelser til og med lukningen',
    root: 'Rod (SHA-256, base64)',
    lines: 'Linjernes kontrolsum (SHA-256)',
    hash: 'Tekstens fingeraftryk (SHA-256)',
    asText: 'Vis teksten, som underskrives',
    download: 'Hent kontrolpunktet med underskrifter',
    keep: 'Gem det et sted, hvor de, der driver Pladsbog, ikke kan skrive.',
    signatures: 'Underskrifter',
    side: 'Side',
    sides: { OPERATOR: 'Driftsherre', PAYER: 'Betaler' },
    party: 'Part',
    signature: 'Underskrift',
    recorded: 'Registreret',
    key: 'Nøgle',
    noKey: 'Person i Pladsbog',
    cosign: 'Medunderskriv månedens kontrolpunkt',
    meaning:
      'I siger, at I har set denne tekst, og ikke andet: opgørelsen godkendes ikke, og en indsigelse kan rejses som før. Intet venter på underskriften.',
    yourTitle: 'Din stilling',
    titleHint: 'Som økonomichef eller regnskabschef. Skriv ikke dit navn.',
    signFor: 'Underskriv for',
    submit: 'Medunderskriv',
    outside: 'Underskriv med egen nøgle',
    outsideWhy:
      'En underskrift i Pladsbog er så god som loggen selv. Med en nøgle, som Pladsbog aldrig har, kan I vise det også over for dem, der driver Pladsbog.',
    noOwnKey: 'I har ikke registreret en nøgle.',
    register: 'Registrer jeres offentlige nøgle',
    step1: 'Hent det, der skal underskrives:',
    message: 'besked',
    step2: 'Underskriv det med den private nøgle, byte for byte. Med OpenSSL 3:',
    step3: 'Indsæt resultatet.',
    signatureHint: '88 tegn i base64.',
    submitOutside: 'Send underskriften',
  },
  en: {
    title: 'The month’s checkpoint',
    lead: 'The log as it was when the month was closed, and what the month came to between the two. Both sides are given the same text whenever they ask.',
    what: 'What is signed',
    total: 'Total of the statement',
    events: 'Events up to and with the closing',
    root: 'Root (SHA-256, base64)',
    lines: 'Checksum of the lines (SHA-256)',
    hash: 'Fingerprint of the text (SHA-256)',
    asText: 'Show the text that is signed',
    download: 'Download the checkpoint with its signatures',
    keep: 'Keep it where those who run Pladsbog cannot write.',
    signatures: 'Signatures',
    side: 'Side',
    sides: { OPERATOR: 'Operator', PAYER: 'Payer' },
    party: 'Party',
    signature: 'Signature',
    recorded: 'Recorded',
    key: 'Key',
    noKey: 'A person in Pladsbog',
    cosign: 'Cosign the month’s checkpoint',
    meaning:
      'You say that you have seen this text, and nothing else: the statement is not approved, and can be disputed as before. Nothing waits for the signature.',
    yourTitle: 'Your title',
    titleHint: 'Such as head of finance. Do not write your name.',
    signFor: 'Sign for',
    submit: 'Cosign',
    outside: 'Sign with a key of your own',
    outsideWhy:
      'A signature in Pladsbog is as good as the log itself. With a key that Pladsbog never has you can show it to those who run Pladsbog, too.',
    noOwnKey: 'You have registered no key.',
    register: 'Register your public key',
    step1: 'Download what is to be signed:',
    message: 'message',
    step2: 'Sign it with the private key, byte for byte. With OpenSSL 3:',
    step3: 'Paste the result.',
    signatureHint: '88 characters of base64.',
    submitOutside: 'Send the signature',
  },
};

export type SigningForm = 'person' | 'own-key';
/** The form that was refused. */
export interface FailedSigning {
  readonly form: SigningForm;
  readonly state: FormState;
}

interface Shown {
  readonly month: MonthCheckpointView;
  /** That of the reader's party. */
  readonly ownKey: CosigningKeyView;
  /** Unix time in seconds. */
  readonly now: number;
  readonly name: (party: PartyCode) => string;
  readonly failed: FailedSigning | undefined;
}

/** What is signed, who has signed it, and how the reader does. */
export const MonthCheckpointBody = (shown: Shown): VNode => {
  const { actor, language } = useVisit();
  const words = MONTH_CHECKPOINT_WORDS[language];
  const { month, failed, name } = shown;
  const { totalOre, treeSize, rootHash, linesHash, checkpointHash, text, statementId } = month;
  const stateOf = (form: SigningForm): FormState => (failed?.form === form ? failed.state : freshForm());
  const [asPerson, withKey] = [sidesToCosign(month, actor), sidesToCosign(month, actor, true)];
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <section>
        <h2>{words.what}</h2>
        <Facts
          entries={[
            { term: words.total, value: danishKroner(totalOre) },
            { term: words.lines, value: <code class="hash">{linesHash}</code> },
            { term: words.events, value: countText(treeSize) },
            { term: words.root, value: <code class="hash">{rootHash}</code> },
            { term: words.hash, value: <code class="hash">{checkpointHash}</code> },
          ]}
        />
        <p class="actions d-print-none">
          <a class="button button-secondary" href={`/api/v1${SETTLEMENT.statements}/${statementId}/checkpoint/text`}>
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
      <section id="signatures" data-live>
        <h2>{words.signatures}</h2>
        <Sides sides={month.sides} name={name} />
      </section>
      {asPerson.length > 0 && (
        <section class="panel d-print-none">
          <h2>{words.cosign}</h2>
          <p>{words.meaning}</p>
          <Form
            id="person"
            action={`${SETTLEMENT.statements}/${statementId}/checkpoint/cosign`}
            state={stateOf('person')}
            labels={{ title: words.yourTitle, side: words.signFor }}
            hidden={{ checkpointHash, ...only(asPerson) }}
            submit={words.submit}
          >
            <SideChoice sides={asPerson} />
            <TextInput name="title" label={words.yourTitle} hint={words.titleHint} />
          </Form>
        </section>
      )}
      {withKey.length > 0 && <Outside {...shown} sides={withKey} state={stateOf('own-key')} />}
    </>
  );
};

const Sides = ({ sides, name }: { sides: readonly CosigningSideView[]; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = MONTH_CHECKPOINT_WORDS[language];
  return (
    <Table
      caption={words.signatures}
      captionHidden
      rows={sides}
      columns={[
        { title: words.side, heads: true, cell: ({ side }) => words.sides[side] },
        { title: words.party, cell: ({ party }) => name(party) },
        { title: words.signature, cell: (side) => <CosignedSide of={side} /> },
        {
          title: words.recorded,
          worth: ({ recordedAt }) => recordedAt !== undefined,
          cell: ({ recordedAt, eventId }) =>
            recordedAt === undefined || eventId === undefined ? (
              '–'
            ) : (
              <ToldEvent eventId={eventId}>{instantText(recordedAt, language)}</ToldEvent>
            ),
        },
        {
          title: words.key,
          worth: ({ signedOn }) => signedOn !== undefined,
          cell: ({ signedOn, verifierKey }) =>
            signedOn === undefined ? '–' : verifierKey === undefined ? words.noKey : <KeyId of={verifierKey} />,
        },
      ]}
    />
  );
};

/** Of `name+id+key`. */
const KeyId = ({ of }: { of: string }): VNode => <code title={of}>{of.split('+')[1]}</code>;

const only = (sides: readonly CosigningSide[]): Readonly<Record<string, string>> =>
  sides.length === 1 && sides[0] !== undefined ? { side: sides[0] } : {};

const SideChoice = ({ sides }: { sides: readonly CosigningSide[] }): VNode | null => {
  const words = MONTH_CHECKPOINT_WORDS[useVisit().language];
  return sides.length < 2 ? null : (
    <Select
      name="side"
      label={words.signFor}
      choices={sides.map((side) => ({ value: side, text: words.sides[side] }))}
    />
  );
};

/** How the party signs outside the product, and where it hands the signature in. */
const Outside = ({
  month: { statementId, checkpointHash },
  ownKey,
  now,
  sides,
  state,
}: Shown & { readonly sides: readonly CosigningSide[]; readonly state: FormState }): VNode => {
  const words = MONTH_CHECKPOINT_WORDS[useVisit().language];
  const at = `${SETTLEMENT.statements}/${statementId}/checkpoint`;
  // The signature is of the time in the message, so a form that is shown again keeps it.
  const typed = state.typed.time;
  const time = typeof typed === 'string' && typed !== '' ? typed : String(now);
  return (
    <More summary={words.outside} open={state.faults.length > 0 || state.refusal !== undefined}>
      <p>{words.outsideWhy}</p>
      {ownKey.verifierKey === undefined ? (
        <p>
          {words.noOwnKey} <a href={`${PATHS.parties}/${ownKey.party}#cosigning-key`}>{words.register}</a>
        </p>
      ) : (
        <>
          <ol>
            <li>
              {words.step1} <a href={addressOf(`/api/v1${at}/message`, { time })}>{words.message}</a>
            </li>
            <li>
              {words.step2}
              <pre class="raw" tabIndex={0}>
                {`openssl pkeyutl -sign -inkey key.pem -rawin -in medunderskriv-${statementId}.txt | base64 -w0`}
              </pre>
            </li>
            <li>{words.step3}</li>
          </ol>
          <Form
            id="own-key"
            action={`${at}/cosign/own-key`}
            state={state}
            labels={{ signature: words.signature, title: words.yourTitle, side: words.signFor }}
            hidden={{ checkpointHash, time, ...only(sides) }}
            submit={words.submitOutside}
            tone="secondary"
          >
            <SideChoice sides={sides} />
            <TextArea name="signature" label={words.signature} hint={words.signatureHint} rows={2} />
            <TextInput name="title" label={words.yourTitle} hint={words.titleHint} />
          </Form>
        </>
      )}
    </More>
  );
};
