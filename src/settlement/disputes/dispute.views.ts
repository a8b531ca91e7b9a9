import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import {
  DayField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { DISPUTE_ANSWERS, DISPUTE_ENDS, DISPUTE_REASONS } from './dispute.events';
import type { DisputeAnswer, DisputeEnd, DisputeReason, EvidenceNote } from './dispute.events';
import type { DisputeRow } from './disputes.projection';
import type { DisputePhase } from './statement.decider';

/** How disputes look from outside. */

export const DISPUTE_PHASES = [
  'RAISED',
  'ANSWERED',
  'ESCALATED',
  'RESOLVED',
] as const satisfies readonly DisputePhase[];

export class EvidenceNoteView {
  @TextField('Number of the case or document.')
  reference!: string;

  @TextField('SHA-256 of the document.', { optional: true })
  sha256?: string;
}

export class DisputeView {
  @TextField('The statement.')
  statementId!: string;

  @WholeNumberField('The line, counted from 1.')
  line!: number;

  @PartyField('Who bills.')
  operator!: PartyCode;

  @PartyField('Who pays, and disputes.')
  payer!: PartyCode;

  @OneOfField(DISPUTE_PHASES, 'Where it stands.')
  phase!: DisputePhase;

  @OneOfField(DISPUTE_REASONS, 'What is objected to.')
  reason!: DisputeReason;

  @TextField('The same in Danish.')
  reasonText!: string;

  @OreField('The line’s amount.')
  lineOre!: Ore;

  @OreField('What is disputed of it.')
  disputedOre!: Ore;

  @NestedField(() => EvidenceNoteView, 'Where the payer’s evidence lies.', { optional: true })
  evidence?: EvidenceNote;

  @DayField('When it was raised.')
  disputedOn!: Day;

  @DayField('Last day for the operator’s answer.')
  replyBy!: Day;

  @OneOfField(DISPUTE_ANSWERS, 'The operator’s answer.', { optional: true })
  answer?: DisputeAnswer;

  @OreField('The credit it offers.', { optional: true })
  offeredOre?: Ore;

  @IdField('The event that put the ledger right.', { optional: true })
  correction?: string;

  @NestedField(() => EvidenceNoteView, 'Where the operator’s evidence lies.', { optional: true })
  answerEvidence?: EvidenceNote;

  @DayField('When it was answered.', { optional: true })
  answeredOn?: Day;

  @DayField('Last day for the payer to accept or escalate.', { optional: true })
  reactBy?: Day;

  @DayField('When it was taken to the secretariat.', { optional: true })
  escalatedOn?: Day;

  @DayField('Last day for the secretariat’s decision.', { optional: true })
  decideBy?: Day;

  @OneOfField(DISPUTE_ENDS, 'How it ended.', { optional: true })
  how?: DisputeEnd;

  @OreField('What was credited.', { optional: true })
  creditOre?: Ore;

  @OreField('What was upheld.', { optional: true })
  upheldOre?: Ore;

  @DayField('When the upheld part falls due.', { optional: true })
  upheldDueOn?: Day;

  @NestedField(() => EvidenceNoteView, 'The secretariat’s decision.', { optional: true })
  decision?: EvidenceNote;

  @DayField('When it ended.', { optional: true })
  resolvedOn?: Day;

  @OneOfField(['OPERATOR', 'PAYER', 'SECRETARIAT', 'NOBODY'], 'Whose turn it is.')
  waitsFor!: 'OPERATOR' | 'PAYER' | 'SECRETARIAT' | 'NOBODY';

  @DayField('Until when.', { optional: true })
  waitsUntil?: Day;

  @WholeNumberField('Days past that day; 0 while there is time.')
  daysLate!: number;
}

export class DisputePageView {
  @NestedField(() => DisputeView, 'Oldest first.', { list: true })
  items!: readonly DisputeView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class LaterDueView {
  @DayField('When.')
  dueOn!: Day;

  @OreField('How much.')
  amountOre!: Ore;
}

export class StatementStandingView {
  @OneOfField(['ISSUED', 'PARTLY_APPROVED', 'APPROVED', 'DISPUTED'], 'Where the payer stands on it.')
  standing!: 'ISSUED' | 'PARTLY_APPROVED' | 'APPROVED' | 'DISPUTED';

  @ListField(scalars.wholeNumber({ min: 1 }), 'Lines that were approved one by one.')
  approvedLines!: readonly number[];

  @DayField('When the payer last approved something.', { optional: true })
  approvedOn?: Day;

  @OreField('What falls due on the statement’s own day, which never moves.')
  dueOnTimeOre!: Ore;

  @NestedField(() => LaterDueView, 'What was disputed and upheld, and falls due later.', { list: true })
  dueLater!: readonly LaterDueView[];

  @OreField('Disputed and not settled: due on no day yet.')
  disputedOre!: Ore;

  @OreField('Credited: set off on the day the statement with the credit falls due.')
  creditedOre!: Ore;

  @NestedField(() => DisputeView, 'Every dispute of its lines.', { list: true })
  disputes!: readonly DisputeView[];
}

/** Whose turn it is, and until when (domain.md §3.8). */
export const turnOf = (
  row: Pick<DisputeRow, 'phase' | 'replyBy' | 'reactBy' | 'decideBy'>,
): { readonly waitsFor: DisputeView['waitsFor']; readonly waitsUntil?: Day } => {
  const turns = {
    RAISED: ['OPERATOR', row.replyBy],
    ANSWERED: ['PAYER', row.reactBy],
    ESCALATED: ['SECRETARIAT', row.decideBy],
    RESOLVED: ['NOBODY', null],
  } as const satisfies Record<DisputePhase, readonly [DisputeView['waitsFor'], Day | null]>;
  const [waitsFor, waitsUntil] = turns[row.phase];
  return waitsUntil === null ? { waitsFor } : { waitsFor, waitsUntil };
};
