import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { IdParam } from '../../platform/http/parameters';
import { InclusionQuery, ProofRoutes } from '../../proofs/proof.routes';
import type { InclusionProofView } from '../../proofs/proof-views';
import { proofsAccess } from '../../proofs/proofs.access';
import { Facts, More } from '../components/notes';
import { Doors } from '../frame/doors';
import { countText, instantText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit } from '../frame/visit';

const WORDS = {
  da: {
    events: 'Hændelser',
    event: 'Hændelsen',
    title: 'Bevis for hændelsen',
    lead: (number: string, size: string) =>
      `Hændelsen er nr. ${number} i loggen, og loggen med dens ${size} hændelser er underskrevet. Beviset fører fra hændelsen til den underskrevne rod.`,
    number: 'Nummer i loggen',
    leafHash: 'Hændelsens fingeraftryk',
    steps: 'Led i beviset',
    root: 'Rod',
    signed: 'Underskrevet',
    text: 'Beviset',
    textHint: 'Med kontrolpunktet. Andre programmer kan læse det (C2SP tlog-proof).',
    leaf: 'Det, der er hashet af hændelsen',
    leafHint: 'Tegn for tegn, med en byte 0 foran. Fingeraftrykket er SHA-256 af det.',
    json: 'Hent beviset som JSON',
  },
  en: {
    events: 'Events',
    event: 'The event',
    title: 'Proof of the event',
    lead: (number: string, size: string) =>
      `The event is no. ${number} of the log, and the log with its ${size} events is signed. The proof leads from the event to the signed root.`,
    number: 'Number in the log',
    leafHash: 'Digest of the event',
    steps: 'Steps of the proof',
    root: 'Root',
    signed: 'Signed',
    text: 'The proof',
    textHint: 'With the checkpoint. Other programs can read it (C2SP tlog-proof).',
    leaf: 'What is hashed of the event',
    leafHint: 'Sign for sign, behind a byte 0. The digest is its SHA-256.',
    json: 'Download the proof as JSON',
  },
};

/** That an event is in the log that is signed, to be verified without the product. */
@Pages()
export class EventProofPages {
  constructor(private readonly doors: Doors) {}

  @Get(`${PATHS.events}/:eventId/proof`)
  @Allowed(proofsAccess.proveInclusion)
  async show(@IdParam('eventId', 'The event.') eventId: string, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const query = Object.assign(new InclusionQuery(), { eventId });
    const proof = await this.doors.open(ProofRoutes, visit).inclusion(query);
    return screen({
      title: words.title,
      crumbs: [
        { href: PATHS.events, text: words.events },
        { href: `${PATHS.events}/${eventId}`, text: words.event },
      ],
      body: <Proof proof={proof} />,
    });
  }
}

const Proof = ({ proof }: { proof: InclusionProofView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { eventId, number, leaf, leafHash, path, checkpoint, text } = proof;
  const { treeSize, rootHash, takenAt } = checkpoint;
  return (
    <>
      <p class="font-lead">{words.lead(countText(number), countText(treeSize))}</p>
      <Facts
        entries={[
          { term: words.number, value: countText(number) },
          { term: words.leafHash, value: <code class="hash">{leafHash}</code> },
          { term: words.steps, value: path.length },
          { term: words.root, value: <code class="hash">{rootHash}</code> },
          { term: words.signed, value: instantText(takenAt, language) },
        ]}
      />
      <p>
        <a href={addressOf('/api/v1/audit/proofs/inclusion', { eventId, treeSize })} download={`bevis-${eventId}.json`}>
          {words.json}
        </a>
      </p>
      <h2>{words.text}</h2>
      <p>{words.textHint}</p>
      <pre class="raw" tabIndex={0}>
        {text}
      </pre>
      <More summary={words.leaf}>
        <p>{words.leafHint}</p>
        <pre class="raw" tabIndex={0}>
          {leaf}
        </pre>
      </More>
    </>
  );
};
