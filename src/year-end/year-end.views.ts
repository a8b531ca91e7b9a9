import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Ore } from '../kernel/money';
import {
  AGREEMENT_ID_FORM,
  type AccountsId,
  type AgreementId,
  type CalculationId,
  type OfferingId,
  type PartyCode,
  SERVICE_LINE_ID_FORM,
  type ServiceLineId,
  type TariffLevel,
} from '../kernel/vocabulary';
import {
  CodeField,
  DayField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { explainedResult, type ResultStep } from './explained-result';
import { AccountLineBody, OtherIncomeBody, StatedCorrectionBody } from './submit-accounts';
import { REGULATION_PHASES, type RegulationPhase } from './regulation-accounts.projection';
import type { AccountLine, CostBudget, OtherIncomeLine } from './year-end.events';
import {
  type Allocation,
  ALLOCATIONS,
  BUDGET_ORIGINS,
  type RefundShare,
  type ResultSplit,
  type YearEndAccountsSubmitted,
} from './year-end.events';
import type { AccountsRow, RegulationAccountRow } from './year-end.queries';

export class YearEndSentenceView {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class ResultFigureView {
  @NestedField(() => YearEndSentenceView, 'What it is.')
  name!: YearEndSentenceView;

  @NestedField(() => YearEndSentenceView, 'How much, with its unit.')
  value!: YearEndSentenceView;
}

export class ResultStepView {
  @TextField('Stable name of the step.', { example: 'RESULT' })
  code!: string;

  @TextField('The rule it follows.', { example: 'R22' })
  rule!: string;

  @NestedField(() => YearEndSentenceView, 'What was done.')
  title!: YearEndSentenceView;

  @NestedField(() => YearEndSentenceView, 'The reckoning with its figures.')
  formula!: YearEndSentenceView;

  @NestedField(() => ResultFigureView, 'What went in.', { list: true })
  figures!: readonly ResultFigureView[];
}

export class RefundShareView {
  @PartyField('Who paid for the days.')
  payer!: PartyCode;

  @WholeNumberField('Occupied days of the origin year.')
  days!: number;

  @OreField('What it gets back; negative where it pays.')
  amountOre!: Ore;
}

export class ResultSplitView {
  @OreField('Into the operating frame of the next year (R22).')
  carriedOre!: Ore;

  @OreField('Into a later tariff.')
  toTariffOre!: Ore;

  @WholeNumberField('The year whose tariff settles it.')
  tariffYear!: number;

  @OreField('Directly to the year’s payers (R23).')
  refundedOre!: Ore;

  @OreField('A deficit that buyers do not pay for (Q6).')
  borneByOperatorOre!: Ore;

  @OneOfField(ALLOCATIONS, 'Who gets what is not carried over: future users, or the year’s own payers (R23).')
  allocation!: Allocation;

  @NestedField(() => RefundShareView, 'By payer; together what is refunded.', { list: true })
  shares!: readonly RefundShare[];

  @DayField('The day it was split.')
  splitOn!: Day;
}

/** What a year comes to, with every step: of accounts that were submitted, or would be. */
export class YearResultView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @PartyField('Who submits them.')
  operator!: PartyCode;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @WholeNumberField('The year.')
  year!: number;

  @OreField('A1: occupied days at the tariffs charged (R22).')
  revenueOre!: Ore;

  @OreField('A2: the cost-based accounts, less other income.')
  costsOre!: Ore;

  @OreField('A3: correction for earlier years.')
  correctionsOre!: Ore;

  @OreField('A1 − A2 ± A3. A surplus is positive.')
  resultOre!: Ore;

  @OreField('The most that may be carried over, either way.')
  carryLimitOre!: Ore;

  @OreField('The cost-based budget.')
  budgetOre!: Ore;

  @OneOfField(BUDGET_ORIGINS, 'Whether the budget is that of the tariff calculations, or stated by the operator.')
  budgetOrigin!: CostBudget['origin'];

  @WholeNumberField('Occupied days.')
  occupiedDays!: number;

  @WholeNumberField('Occupancy in 1/10,000.', { optional: true })
  occupancyBp?: BasisPoints;

  @CodeField(AGREEMENT_ID_FORM, 'The agreement whose rules it follows.')
  agreementId!: AgreementId;

  @WholeNumberField('Everything recorded up to this number of events was counted in.')
  knownPosition!: number;

  @NestedField(() => ResultStepView, 'Every step, in order.', { list: true })
  steps!: readonly ResultStep[];

  @NestedField(() => AccountLineBody, 'The costs as they were stated.', { list: true })
  costs!: readonly AccountLine[];

  @NestedField(() => OtherIncomeBody, 'Other income as it was stated.', { list: true })
  otherIncome!: readonly OtherIncomeLine[];

  @NestedField(() => StatedCorrectionBody, 'Carry-overs from before the ledger, as they were stated.', { list: true })
  stated!: readonly StatedCorrectionBody[];

  @TextField('Why they take the place of earlier ones.', { optional: true })
  reason?: string;

  @TextField('What the operator noted.', { optional: true })
  note?: string;
}

export class AccountsView extends YearResultView {
  @IdField('The accounts.')
  accountsId!: AccountsId;

  @DayField('The day they were submitted.')
  submittedOn!: Day;

  @NestedField(() => ResultSplitView, 'How the result was split.', { optional: true })
  split?: ResultSplitView;

  @IdField('The newer accounts that took their place.', { optional: true })
  supersededBy?: AccountsId;
}

/** @param nameOf what a party is called. */
export const accountsView = (
  { accounts, split, supersededBy }: AccountsRow,
  nameOf: (party: PartyCode) => string,
): AccountsView => ({
  accountsId: accounts.accountsId,
  ...yearResultView(accounts, nameOf, split ?? undefined),
  submittedOn: accounts.submittedOn,
  ...(split === null ? {} : { split: splitView(split) }),
  ...(supersededBy === null ? {} : { supersededBy }),
});

export const yearResultView = (
  accounts: YearEndAccountsSubmitted['data'],
  nameOf: (party: PartyCode) => string,
  split?: ResultSplit['data'],
): YearResultView => {
  const { offeringId, operator, serviceLineId, legalBasis, year, revenue, budget, rules, result } = accounts;
  const { knownPosition, reason, note, costs, otherIncome, corrections } = accounts;
  return {
    offeringId,
    operator,
    serviceLineId,
    legalBasis,
    year,
    ...result,
    budgetOre: budget.amountOre,
    budgetOrigin: budget.origin,
    occupiedDays: revenue.occupiedDays,
    ...(revenue.occupancyBp === undefined ? {} : { occupancyBp: revenue.occupancyBp }),
    agreementId: rules.agreementId,
    knownPosition,
    steps: explainedResult(accounts, split, nameOf),
    costs,
    otherIncome,
    stated: corrections.flatMap(({ kind, amountOre, note: of = '' }) =>
      kind === 'STATED' ? [{ amountOre, note: of }] : [],
    ),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
  };
};

export const splitView = (split: ResultSplit['data']): ResultSplitView => {
  const { carriedOre, toTariffOre, tariffYear, refundedOre, borneByOperatorOre, allocation, shares, splitOn } = split;
  return { carriedOre, toTariffOre, tariffYear, refundedOre, borneByOperatorOre, allocation, shares, splitOn };
};

export class AppliedRegulationView {
  @IdField('The calculation.')
  calculationId!: CalculationId;

  @WholeNumberField('The tariff’s year.')
  year!: number;

  @TextField('The level.')
  level!: TariffLevel;

  @OreField('What it settles; a surplus given back is positive.')
  amountOre!: Ore;
}

export class RegulationAccountView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.')
  serviceLineId!: ServiceLineId;

  @PartyField('The operator.')
  operator!: PartyCode;

  @WholeNumberField('The year whose result it is.')
  originYear!: number;

  @OneOfField(REGULATION_PHASES, 'How far it has come (domain §3.9).')
  phase!: RegulationPhase;

  @OreField('Left from before the ledger.')
  openingOre!: Ore;

  @OreField('The year’s result (R22).')
  resultOre!: Ore;

  @OreField('Carried into the next year’s operating frame.')
  carriedOre!: Ore;

  @OreField('To be settled through a tariff.')
  toTariffOre!: Ore;

  @WholeNumberField('The year of that tariff.', { optional: true })
  tariffYear?: number;

  @OreField('Settled by tariff calculations so far.')
  appliedOre!: Ore;

  @OreField('Directly to the year’s payers (R23).')
  refundedOre!: Ore;

  @OreField('A deficit that buyers do not pay for (Q6).')
  borneByOperatorOre!: Ore;

  @OreField('What has not found its place yet; must reach 0 (I7).')
  remainingOre!: Ore;

  @NestedField(() => AppliedRegulationView, 'The calculations that settle it.', { list: true })
  applied!: RegulationAccountRow['applied'];

  @IdField('The accounts it follows from.', { optional: true })
  accountsId?: AccountsId;
}

export const regulationAccountView = ({
  tariffYear,
  accountsId,
  ...row
}: RegulationAccountRow): RegulationAccountView => ({
  ...row,
  ...(tariffYear === null ? {} : { tariffYear }),
  ...(accountsId === null ? {} : { accountsId }),
});
