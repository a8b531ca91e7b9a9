import type { VNode } from 'preact';
import { CONTRACT_SIDES, type ContractSide } from '../../contracts/contract.events';
import { SIDE_WORDS } from '../../contracts/contract.words';
import type { ContractView } from '../../contracts/contract.views';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Typed } from '../components/typed';
import { Form, Select, TextInput } from '../components/form';
import { Facts, More, Status } from '../components/notes';
import { Exports, Table } from '../components/table';
import { countText, dayText } from '../frame/formats';
import type { FormState } from '../frame/forms';
import { useVisit } from '../frame/visit';
import { CONTRACT_WORDS } from '../frame/words';

const WORDS = {
  da: {
    contract: 'Kontrakten',
    drafting: 'Kontrakten bliver skrevet og er her om et øjeblik.',
    read: 'Læs kontrakten',
    file: 'Kontrakt, underskrifter og tillæg som fil:',
    hash: 'Fingeraftryk (SHA-256)',
    hashHint:
      'Begge parter underskriver det samme fingeraftryk af kontraktens indhold. Ændres et tegn, passer det ikke.',
    template: 'Skabelon',
    drafted: 'Skrevet',
    signatures: 'Underskrifter',
    none: 'Ingen har underskrevet endnu.',
    side: 'Part',
    title: 'Stilling',
    day: 'Dag',
    party: 'For',
    sign: 'Underskriv',
    yourTitle: 'Din stilling',
    titleHint: 'Som myndighedschef eller tilbudsleder. Skriv ikke dit navn.',
    signFor: 'Underskriv for',
    addenda: 'Tillæg til kontrakten',
    addendum: (number: number, day: string) => `Tillæg ${number}, gælder fra ${day}`,
    readAddendum: (number: number) => `Læs tillæg ${number}`,
    signAddendum: (number: number) => `Underskriv tillæg ${number}`,
    unsigned: (days: number) =>
      `Kontrakten har været i kraft i ${days === 1 ? '1 dag' : `${countText(days)} dage`} uden begge underskrifter.`,
  },
  en: {
    contract: 'The contract',
    drafting: 'The contract is being drawn up and will be here in a moment.',
    read: 'Read the contract',
    file: 'Contract, signatures and addenda as a file:',
    hash: 'Fingerprint (SHA-256)',
    hashHint: 'Both sides sign the same fingerprint of the contract’s content. If one sign changes, it no longer fits.',
    template: 'Template',
    drafted: 'Drawn up',
    signatures: 'Signatures',
    none: 'Nobody has signed yet.',
    side: 'Side',
    title: 'Title',
    day: 'Day',
    party: 'For',
    sign: 'Sign',
    yourTitle: 'Your title',
    titleHint: 'Such as head of department or offering manager. Do not write your name.',
    signFor: 'Sign for',
    addenda: 'Addenda to the contract',
    addendum: (number: number, day: string) => `Addendum ${number}, from ${day}`,
    readAddendum: (number: number) => `Read addendum ${number}`,
    signAddendum: (number: number) => `Sign addendum ${number}`,
    unsigned: (days: number) =>
      `The contract has been in force for ${days === 1 ? '1 day' : `${countText(days)} days`} without both signatures.`,
  },
};

interface Signing {
  readonly action: string;
  readonly state: FormState;
  readonly actor: Actor;
}

/** The standard contract as it is signed: section by section, with its hash and who has signed. */
export const ContractPart = ({
  contract,
  expected,
  sign,
  addendum,
  name,
}: {
  contract: ContractView | undefined;
  /** Whether there is or will be one. */
  expected: boolean;
  sign: Signing | undefined;
  /** How each addendum is signed; undefined for who signs none. */
  addendum: ((number: number) => Signing) | undefined;
  name: (party: PartyCode) => string;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (contract === undefined)
    return expected ? (
      <section id="contract" data-live>
        <h2>{words.contract}</h2>
        <p>{words.drafting}</p>
      </section>
    ) : null;
  const { status, unsignedDays, contentHash, templateVersion, draftedOn, content, signatures, addenda, annulledOn } =
    contract;
  return (
    <section id="contract">
      <h2>{words.contract}</h2>
      <p>
        <Status kind={CONTRACT_WORDS[status].kind}>{CONTRACT_WORDS[status][language]}</Status>
      </p>
      {unsignedDays !== undefined && unsignedDays > 0 && <p>{words.unsigned(unsignedDays)}</p>}
      <Content summary={words.read} content={content} />
      <Exports title={words.file} files={[{ href: `/api/v1/contracts/${contract.contractId}/pdf`, text: 'PDF' }]} />
      <Facts
        entries={[
          { term: words.hash, value: <code class="hash">{contentHash}</code> },
          { term: words.template, value: templateVersion },
          { term: words.drafted, value: dayText(draftedOn, language) },
        ]}
      />
      <p class="soft">{words.hashHint}</p>
      <h3>{words.signatures}</h3>
      <Signatures caption={words.signatures} signatures={signatures} name={name} />
      {sign && annulledOn === null && (
        <SignForm
          id="sign"
          signing={sign}
          contentHash={contentHash}
          missing={sidesToSign(contract, signatures, sign.actor)}
          submit={words.sign}
        />
      )}
      {addenda.length > 0 && <h3>{words.addenda}</h3>}
      {addenda.map(({ addendum: number, effectiveFrom, ...drafted }) => {
        const signing = addendum?.(number);
        return (
          <section id={`addendum-${number}`}>
            <h4>{words.addendum(number, dayText(effectiveFrom, language))}</h4>
            <Content summary={words.readAddendum(number)} content={drafted.content} />
            <Facts entries={[{ term: words.hash, value: <code class="hash">{drafted.contentHash}</code> }]} />
            <Signatures
              caption={`${words.signatures}, ${words.addendum(number, dayText(effectiveFrom, language))}`}
              signatures={drafted.signatures}
              name={name}
            />
            {signing && annulledOn === null && (
              <SignForm
                id={`sign-${number}`}
                signing={signing}
                contentHash={drafted.contentHash}
                missing={sidesToSign(contract, drafted.signatures, signing.actor)}
                submit={words.signAddendum(number)}
              />
            )}
          </section>
        );
      })}
    </section>
  );
};

/** Terms whose text is a name, and cites nothing. */
const NAMES: ReadonlySet<string> = new Set(['Tilbud', 'Takstniveau']);

/** Contracts are drawn up in Danish, whatever language the page is read in. */
const Content = ({ summary, content }: { summary: string; content: ContractView['content'] }): VNode => (
  <More summary={summary}>
    <div lang="da" class="contract">
      {content.sections.map(({ heading, terms }) => (
        <>
          <h4>{heading}</h4>
          <Facts
            entries={terms.map(({ label, text }) => ({
              term: label,
              value: NAMES.has(label) ? <Typed>{text}</Typed> : text,
            }))}
          />
        </>
      ))}
    </div>
  </More>
);

const Signatures = ({
  caption,
  signatures,
  name,
}: {
  caption: string;
  signatures: ContractView['signatures'];
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Table
      caption={caption}
      captionHidden
      rows={signatures}
      empty={words.none}
      columns={[
        { title: words.side, heads: true, cell: ({ side }) => SIDE_WORDS[side][language] },
        { title: words.party, cell: ({ signer }) => name(signer.organisation) },
        { title: words.title, cell: ({ signer }) => signer.title },
        { title: words.day, cell: ({ signedOn }) => dayText(signedOn, language) },
      ]}
    />
  );
};

/** Signs the hash that stands above it; nothing where nobody is missing on the reader's side. */
const SignForm = ({
  id,
  signing,
  contentHash,
  missing,
  submit,
}: {
  id: string;
  signing: Signing;
  contentHash: string;
  missing: readonly ContractSide[];
  submit: string;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  const [only] = missing;
  if (only === undefined) return null;
  return (
    <Form
      id={id}
      action={signing.action}
      state={signing.state}
      labels={{ title: words.yourTitle, side: words.signFor, contentHash: words.hash }}
      hidden={{ contentHash, ...(missing.length === 1 ? { side: only } : {}) }}
      submit={submit}
    >
      {missing.length > 1 && (
        <Select
          name="side"
          label={words.signFor}
          choices={missing.map((side) => ({ value: side, text: SIDE_WORDS[side][language] }))}
        />
      )}
      <TextInput name="title" label={words.yourTitle} hint={words.titleHint} />
    </Form>
  );
};

/** The sides on which the reader stands and nobody has signed. */
export const sidesToSign = (
  { buyer, operator }: ContractView,
  signatures: ContractView['signatures'],
  actor: Actor,
): readonly ContractSide[] => {
  const stands = {
    BUYER: buyer === actor.party && actor.roles.includes('buyer'),
    SUPPLIER: operator === actor.party && actor.roles.includes('operator'),
  };
  return CONTRACT_SIDES.filter((side) => stands[side] && !signatures.some((signature) => signature.side === side));
};

/** The addenda that the reader's side has not signed; none when the contract is annulled or cannot be read. */
export const addendaToSign = (contract: ContractView | undefined, actor: Actor): readonly number[] =>
  contract?.annulledOn === null
    ? contract.addenda.flatMap(({ addendum, signatures }) =>
        sidesToSign(contract, signatures, actor).length > 0 ? [addendum] : [],
      )
    : [];
