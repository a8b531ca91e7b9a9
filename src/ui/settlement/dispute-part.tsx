import type { ComponentChildren, VNode } from 'preact';
import { allows } from '../../kernel/access';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { DISPUTE_ANSWERS, DISPUTE_REASONS } from '../../settlement/disputes/dispute.events';
import type { DisputeView } from '../../settlement/disputes/dispute.views';
import { settlementAccess } from '../../settlement/settlement.access';
import { Form, Select, TextInput } from '../components/form';
import { Facts, Status } from '../components/notes';
import { Typed } from '../components/typed';
import { danishAmount, danishKroner, dayText } from '../frame/formats';
import { type FormState, freshForm } from '../frame/forms';
import { SETTLEMENT } from '../frame/navigation';
import { ANSWER_WORDS, END_WORDS, PHASE_OF_DISPUTE, REASON_WORDS, TURN_WORDS } from './settlement-words';
import { useVisit } from '../frame/visit';
import { lineOfStatement } from './statement-names';

export const DISPUTE_WORDS = {
  da: {
    disputes: 'Indsigelser',
    title: 'Indsigelse',
    none: 'Der er ikke gjort indsigelse mod linjen.',
    approved: 'Linjen er godkendt, så der kan ikke gøres indsigelse mod den.',
    raise: 'Gør indsigelse',
    raiseHint:
      'Det beløb, I gør indsigelse mod, forfalder ikke, før indsigelsen er afsluttet. Resten af opgørelsen står ved magt.',
    reason: 'Hvad er galt?',
    choose: 'Vælg',
    disputed: 'Beløb, der gøres indsigelse mod',
    disputedHint: (amount: string) => `Tomt felt: hele linjen, ${amount}`,
    reference: 'Nummer på sag eller dokument',
    referenceHint: 'Fx SAG-2026-0117: bogstaver først og ingen mellemrum. Aldrig et navn eller CPR-nummer.',
    status: 'Status',
    raised: 'Gjort indsigelse den',
    replyBy: 'Driftsherren svarer senest',
    answer: 'Svar',
    answered: 'Besvaret den',
    offered: 'Tilbudt kredit',
    correction: 'Hændelsen, der rettede det',
    reactBy: 'Betaleren godtager eller går videre senest',
    escalated: 'Bragt for sekretariatet den',
    decideBy: 'Sekretariatet afgør senest',
    ended: 'Afsluttet den',
    how: 'Udfald',
    credit: 'Krediteret',
    upheld: 'Fastholdt',
    upheldDue: 'Den fastholdte del forfalder',
    evidence: 'Betalers bilag',
    answerEvidence: 'Driftsherrens bilag',
    decision: 'Afgørelse',
    waits: (whom: string, day: string) => `Venter på ${whom} til og med ${day}.`,
    late: (days: number) => (days === 1 ? '1 dag over fristen' : `${days} dage over fristen`),
    operator: 'Driftsherre',
    payer: 'Betaler',
    lineOre: 'Linjens beløb',
    line: 'Opgørelse og linje',
    reply: 'Svar på indsigelsen',
    creditOre: 'Beløb, I krediterer',
    creditHint: 'Kun ved kredit. Tomt felt: alt, hvad der er gjort indsigelse mod, og så er indsigelsen afsluttet.',
    correctionHint: 'Kun når I har rettet registreringen: nummeret (id) på den hændelse, der rettede den.',
    send: 'Send svaret',
    accept: 'Godtag svaret',
    escalate: 'Bring den for sekretariatet',
    withdraw: 'Træk indsigelsen tilbage',
    end: 'Afslut indsigelsen; betaleren har ikke forfulgt den',
    decideTitle: 'Afgør en indsigelse',
    decideCredit: 'Beløb, der krediteres',
    decideHint: (amount: string) => `Fra 0 til ${amount}.`,
    decideReference: 'Afgørelsens nummer',
    decide: 'Registrer afgørelsen',
  },
  en: {
    disputes: 'Disputes',
    title: 'Dispute',
    none: 'The line is not disputed.',
    approved: 'The line has been approved, so it cannot be disputed.',
    raise: 'Dispute the line',
    raiseHint:
      'The amount you dispute falls due on no day before the dispute is over. The rest of the statement stands.',
    reason: 'What is wrong?',
    choose: 'Choose',
    disputed: 'The amount disputed',
    disputedHint: (amount: string) => `Left empty: all of the line, ${amount}`,
    reference: 'Number of the case or document',
    referenceHint: 'Such as SAG-2026-0117: letters first and no spaces. Never a name or a CPR number.',
    status: 'Status',
    raised: 'Disputed on',
    replyBy: 'The operator answers by',
    answer: 'Answer',
    answered: 'Answered on',
    offered: 'Credit offered',
    correction: 'The event that put it right',
    reactBy: 'The payer accepts or goes on by',
    escalated: 'Taken to the secretariat on',
    decideBy: 'The secretariat decides by',
    ended: 'Ended on',
    how: 'Outcome',
    credit: 'Credited',
    upheld: 'Upheld',
    upheldDue: 'The upheld part falls due',
    evidence: 'The payer’s evidence',
    answerEvidence: 'The operator’s evidence',
    decision: 'Decision',
    waits: (whom: string, day: string) => `Waits for ${whom} until ${day}.`,
    late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
    operator: 'Operator',
    payer: 'Payer',
    lineOre: 'Amount of the line',
    line: 'Statement and line',
    reply: 'Answer the dispute',
    creditOre: 'The amount you credit',
    creditHint: 'For a credit only. Left empty: all that is disputed, and the dispute is over.',
    correctionHint: 'Only where you have put the ledger right: the id of the event that did it.',
    send: 'Send the answer',
    accept: 'Accept the answer',
    escalate: 'Take it to the secretariat',
    withdraw: 'Take the dispute back',
    end: 'End the dispute; the payer has not pursued it',
    decideTitle: 'Decide a dispute',
    decideCredit: 'The amount credited',
    decideHint: (amount: string) => `From 0 to ${amount}.`,
    decideReference: 'Number of the decision',
    decide: 'Record the decision',
  },
};

export type DisputeForm = 'dispute' | 'answer' | 'end' | 'accept' | 'withdraw' | 'escalate';

export interface FailedDispute {
  readonly form: DisputeForm;
  readonly state: FormState;
}

interface Parts {
  readonly statementId: string;
  readonly line: number;
  readonly lineOre: Ore;
  readonly parties: { readonly operator: PartyCode; readonly payer: PartyCode };
  readonly dispute: DisputeView | undefined;
  readonly approved: boolean;
  readonly failed: FailedDispute | undefined;
  readonly name: (party: PartyCode) => string;
}

/** Where the dispute of a line stands, and what its reader may do about it. */
export const DisputePart = (parts: Parts): VNode => {
  const { language } = useVisit();
  const words = DISPUTE_WORDS[language];
  const { dispute, approved, name } = parts;
  const steps = nextSteps(parts);
  return (
    <section class="panel" aria-labelledby="dispute-heading">
      <h2 id="dispute-heading">{words.title}</h2>
      {dispute === undefined ? (
        <p class="nothing">{approved ? words.approved : words.none}</p>
      ) : (
        <DisputeFacts dispute={dispute} name={name} />
      )}
      {steps.map((step) => (
        <div class="offered">
          <Step step={step} parts={parts} />
        </div>
      ))}
    </section>
  );
};

/** The forms that fit where the dispute stands and who looks. Whether each is in time is for the rules to say. */
const nextSteps = ({ dispute, parties, approved, lineOre }: Parts): readonly DisputeForm[] => {
  const { actor } = useVisit();
  if (actor === undefined) return [];
  const payers = allows(settlementAccess.disputeLine, actor, { payer: parties.payer });
  const operators = allows(settlementAccess.answerDispute, actor, { operator: parties.operator });
  const ofPayer: Readonly<Record<string, readonly DisputeForm[]>> = {
    RAISED: ['escalate', 'withdraw'],
    ANSWERED: ['accept', 'escalate', 'withdraw'],
    ESCALATED: ['withdraw'],
  };
  const ofOperator: Readonly<Record<string, readonly DisputeForm[]>> = { RAISED: ['answer'], ANSWERED: ['end'] };
  if (dispute === undefined) return payers && !approved && lineOre > 0 ? ['dispute'] : [];
  return [...(payers ? (ofPayer[dispute.phase] ?? []) : []), ...(operators ? (ofOperator[dispute.phase] ?? []) : [])];
};

const Step = ({ step, parts }: { step: DisputeForm; parts: Parts }): VNode => {
  const { language } = useVisit();
  const words = DISPUTE_WORDS[language];
  const { statementId, line, lineOre, failed, dispute } = parts;
  const at = `${SETTLEMENT.statements}/${statementId}/lines/${line}/dispute`;
  const state = failed?.form === step ? failed.state : freshForm();
  const evidence = <TextInput name="evidence.reference" label={words.reference} hint={words.referenceHint} optional />;
  if (step === 'dispute')
    return (
      <>
        <p>{words.raiseHint}</p>
        <Form
          id="dispute"
          action={at}
          state={state}
          labels={{
            reason: words.reason,
            disputedOre: words.disputed,
            'evidence.reference': words.reference,
          }}
          submit={words.raise}
          tone="warning"
        >
          <Select
            name="reason"
            label={words.reason}
            none={words.choose}
            choices={DISPUTE_REASONS.map((reason) => ({ value: reason, text: REASON_WORDS[reason][language] }))}
          />
          <TextInput
            name="disputedOre"
            label={words.disputed}
            hint={words.disputedHint(danishKroner(lineOre))}
            optional
            inputMode="decimal"
            suffix="kr."
          />
          {evidence}
        </Form>
      </>
    );
  if (step === 'answer')
    return (
      <>
        <h3>{words.reply}</h3>
        <Form
          id="answer"
          action={`${at}/answer`}
          state={state}
          labels={{
            answer: words.answer,
            creditOre: words.creditOre,
            correction: words.correction,
            'evidence.reference': words.reference,
          }}
          submit={words.send}
        >
          <Select
            name="answer"
            label={words.answer}
            none={words.choose}
            choices={DISPUTE_ANSWERS.map((answer) => ({ value: answer, text: ANSWER_WORDS[answer][language] }))}
          />
          <TextInput
            name="creditOre"
            label={words.creditOre}
            hint={words.creditHint}
            optional
            inputMode="decimal"
            suffix="kr."
          />
          <TextInput name="correction" label={words.correction} hint={words.correctionHint} optional />
          {evidence}
        </Form>
      </>
    );
  const offered = dispute?.offeredOre;
  return (
    <>
      {step === 'accept' && offered !== undefined && (
        <p>
          {words.offered}: {danishKroner(offered)}
        </p>
      )}
      <Form
        id={step}
        action={`${at}/${step}`}
        state={state}
        labels={{}}
        submit={words[step]}
        tone={step === 'accept' ? 'primary' : 'secondary'}
      />
    </>
  );
};

/** A dispute with its days, for everybody who may see it: no citizen is in it. */
export const DisputeFacts = ({
  dispute,
  name,
}: {
  dispute: DisputeView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = DISPUTE_WORDS[language];
  const { phase, reason, disputedOre, waitsFor, waitsUntil, daysLate, how, answer } = dispute;
  const day = (term: string, value: DisputeView['answeredOn']) =>
    value !== undefined && { term, value: dayText(value, language) };
  const amount = (term: string, value: Ore | undefined) => value !== undefined && { term, value: danishKroner(value) };
  const text = (term: string, value: ComponentChildren) => value !== undefined && { term, value };
  const typed = (term: string, value: string | undefined) =>
    value !== undefined && { term, value: <Typed>{value}</Typed> };
  return (
    <>
      <p>
        <Status kind={PHASE_OF_DISPUTE[phase].kind}>{PHASE_OF_DISPUTE[phase][language]}</Status>{' '}
        {daysLate > 0 && <Status kind="wrong">{words.late(daysLate)}</Status>}
      </p>
      {waitsUntil !== undefined && <p>{words.waits(TURN_WORDS[waitsFor][language], dayText(waitsUntil, language))}</p>}
      <Facts
        entries={[
          { term: words.line, value: lineOfStatement(dispute.statementId, dispute.line, language) },
          { term: words.operator, value: name(dispute.operator) },
          { term: words.payer, value: name(dispute.payer) },
          { term: words.reason, value: REASON_WORDS[reason][language] },
          { term: words.lineOre, value: danishKroner(dispute.lineOre) },
          { term: words.disputed, value: danishKroner(disputedOre) },
          typed(words.evidence, dispute.evidence?.reference),
          day(words.raised, dispute.disputedOn),
          phase === 'RAISED' && day(words.replyBy, dispute.replyBy),
          text(words.answer, answer && ANSWER_WORDS[answer][language]),
          answer === 'CREDIT' && amount(words.offered, dispute.offeredOre),
          typed(words.correction, dispute.correction),
          typed(words.answerEvidence, dispute.answerEvidence?.reference),
          day(words.answered, dispute.answeredOn),
          phase === 'ANSWERED' && day(words.reactBy, dispute.reactBy),
          day(words.escalated, dispute.escalatedOn),
          phase === 'ESCALATED' && day(words.decideBy, dispute.decideBy),
          day(words.ended, dispute.resolvedOn),
          text(words.how, how && END_WORDS[how][language]),
          amount(words.credit, dispute.creditOre),
          amount(words.upheld, dispute.upheldOre),
          day(words.upheldDue, dispute.upheldDueOn),
          typed(words.decision, dispute.decision?.reference),
        ]}
      />
    </>
  );
};

/** The secretariat's decision. */
export const DecideForm = ({ dispute, state }: { dispute: DisputeView; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = DISPUTE_WORDS[language];
  const { statementId, line, disputedOre } = dispute;
  return (
    <Form
      id="decide"
      action={`${SETTLEMENT.statements}/${statementId}/lines/${line}/dispute/decide`}
      state={state}
      labels={{ creditOre: words.decideCredit, 'decision.reference': words.decideReference }}
      submit={words.decide}
      tone="warning"
    >
      <TextInput
        name="creditOre"
        label={words.decideCredit}
        hint={words.decideHint(danishAmount(disputedOre))}
        inputMode="decimal"
        suffix="kr."
      />
      <TextInput name="decision.reference" label={words.decideReference} hint={words.referenceHint} />
    </Form>
  );
};
