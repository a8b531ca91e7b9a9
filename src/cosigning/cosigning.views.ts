import type { Day, Month } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import {
  OreField,
  CodeField,
  DayField,
  IdField,
  MonthField,
  NestedField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { COSIGNING_SIDES, type CosigningSide } from './month-cosigning.events';

const HASH_FORM = /^[0-9a-f]{64}$/;
const NOTE_MAX = 4_000;

export class CosigningKeyView {
  @PartyField('Whose key it is.')
  party!: PartyCode;

  @TextField('The key as programs for signed notes take it: name, id and key. Absent where none is registered.', {
    optional: true,
  })
  verifierKey?: string;

  @TextField('Which key it is.', { optional: true })
  keyId?: string;

  @TextField('The same for other programs: Ed25519, SPKI in PEM.', { optional: true })
  pem?: string;

  @DayField('When it was registered.', { optional: true })
  registeredOn?: Day;
}

/** One side of a month, and whether it has said that it saw it. */
export class CosigningSideView {
  @OneOfField(COSIGNING_SIDES, 'The side.')
  side!: CosigningSide;

  @PartyField('Who stands on it.')
  party!: PartyCode;

  @TextField('Title of the one who signed. Absent, as all of it, where nobody has.', { optional: true })
  title?: string;

  @DayField('The day it was signed.', { optional: true })
  signedOn?: Day;

  @TextField('When the ledger took it, UTC.', { optional: true })
  recordedAt?: string;

  @IdField('The event that has it.', { optional: true })
  eventId?: string;

  @TextField('The party’s own key that signed it; absent where a person signed within the product alone.', {
    optional: true,
  })
  verifierKey?: string;

  @WholeNumberField('Days since the month was closed, while nobody has signed for the side. It stops nothing.', {
    optional: true,
  })
  unsignedDays?: number;
}

export class CosignedMonthView {
  @TextField('The statement: operator, payer and month.')
  statementId!: StatementId;

  @PartyField('Who issued it.')
  operator!: PartyCode;

  @PartyField('Who pays it.')
  payer!: PartyCode;

  @MonthField('The month.')
  month!: Month;

  @DayField('When the month was closed.')
  issuedOn!: Day;

  @OreField('What it came to between them.')
  totalOre!: Ore;

  @NestedField(() => CosigningSideView, 'Operator and payer.', { list: true })
  sides!: readonly CosigningSideView[];
}

export class CosignedMonthPage {
  @NestedField(() => CosignedMonthView, 'Newest month first.', { list: true })
  items!: CosignedMonthView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class MonthCheckpointView extends CosignedMonthView {
  @WholeNumberField('Events of the log up to and with the one that closed the month.', { min: 1 })
  treeSize!: number;

  @TextField('Root of the Merkle tree over them. SHA-256 in base64.')
  rootHash!: string;

  @TextField('SHA-256 of the statement’s lines.')
  linesHash!: string;

  @CodeField(HASH_FORM, 'SHA-256 of the checkpoint’s lines: what a person signs.')
  checkpointHash!: string;

  @TextField('The checkpoint with the signatures of the log and of the sides’ own keys, as a signed note.', {
    maxLength: NOTE_MAX,
    mayHoldCpr: true,
  })
  text!: string;
}
