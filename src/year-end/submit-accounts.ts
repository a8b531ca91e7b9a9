import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { COST_CATEGORIES, type CostCategory } from '../calculations/calculation.events';
import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import {
  accountsId,
  type AccountsId,
  type Actor,
  type OfferingId,
  SERVICE_LINE_ID_FORM,
  type ServiceLineId,
} from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { newIdentity } from '../platform/commands/command-context';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, NestedField, OneOfField, OreField, TextField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { yearEndAccess } from './year-end.access';
import { YearEndDesk } from './year-end-desk';
import {
  ACCOUNT_LINES_MAX,
  AMOUNT_ORE_MAX,
  STATED_CORRECTIONS_MAX,
  SubmitAccounts,
  submitAccounts,
  yearEnd,
} from './year-end.decider';

const YEAR = { min: 1990, max: 2198, example: 2025 };
const NOTE = { optional: true, maxLength: 500 };

export class AccountLineBody {
  @OneOfField(COST_CATEGORIES, 'What kind of cost it is: the categories of the tariff calculation (R10, R20).')
  category!: CostCategory;

  @OreField('What the year has cost.', { min: -AMOUNT_ORE_MAX, max: AMOUNT_ORE_MAX, example: 1_910_000_000 })
  amountOre!: Ore;

  @TextField('What it is. No personal data.', NOTE)
  note?: string;
}

export class OtherIncomeBody {
  @OreField('Income other than tariffs, as a positive amount.', { min: 0, max: AMOUNT_ORE_MAX })
  amountOre!: Ore;

  @TextField('What it is. No personal data.', NOTE)
  note?: string;
}

export class StatedCorrectionBody {
  @OreField('Positive raises the result.', { min: -AMOUNT_ORE_MAX, max: AMOUNT_ORE_MAX })
  amountOre!: Ore;

  @TextField('What it corrects for. No personal data.', { maxLength: 500, example: 'Overført fra 2024, før Pladsbog' })
  note!: string;
}

export class SubmitAccountsBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @WholeNumberField('The calendar year, which must be over.', YEAR)
  year!: number;

  @NestedField(() => AccountLineBody, 'All costs of the year, direct and indirect (A2).', {
    list: true,
    minItems: 1,
    maxItems: ACCOUNT_LINES_MAX,
  })
  costs!: AccountLineBody[];

  @NestedField(() => OtherIncomeBody, 'Other income, which makes the costs smaller.', {
    list: true,
    maxItems: ACCOUNT_LINES_MAX,
    optional: true,
  })
  otherIncome?: OtherIncomeBody[];

  @OreField('The cost-based budget, where the year’s tariff was not calculated here, or otherwise.', {
    min: 0,
    max: AMOUNT_ORE_MAX,
    optional: true,
  })
  budgetOre?: Ore;

  @NestedField(() => StatedCorrectionBody, 'Carry-overs from before the ledger (A3).', {
    list: true,
    maxItems: STATED_CORRECTIONS_MAX,
    optional: true,
  })
  corrections?: StatedCorrectionBody[];

  @TextField('Why earlier accounts of the year are replaced. No personal data.', NOTE)
  reason?: string;

  @TextField('Anything worth knowing. No personal data.', NOTE)
  note?: string;
}

export type AccountsAnswer = Receipt & { readonly accountsId: AccountsId };

@ApiTags('year-end')
@Controller('api/v1/year-end/accounts')
export class SubmitAccountsRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.submitYearEndAccounts)
  @Post(':offeringId')
  @ApiOperation({
    operationId: 'submitYearEndAccounts',
    summary: 'Submit the cost-based accounts of a service line for a year (R22)',
    description:
      'The revenue is counted from the ledger: occupied days at the tariffs charged, own citizens among them. The answer ' +
      'can be read with every step. Accounts are never overwritten: newer ones need a reason and take their place.',
  })
  submit(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: SubmitAccountsBody,
    @CurrentActor() actor: Actor,
  ): Promise<AccountsAnswer> {
    return this.bus.execute(accountsAsked(offeringId, body, actor, this.clock.today()));
  }
}

/** What a body asks for; the preview asks the same. */
export const accountsAsked = (
  offeringId: OfferingId,
  { serviceLineId, year, costs, otherIncome, budgetOre, corrections, reason, note }: SubmitAccountsBody,
  { party }: Actor,
  today: Day,
): SubmitAccounts =>
  new SubmitAccounts({
    accountsId: accountsId(newIdentity()),
    offeringId,
    by: party,
    serviceLineId,
    year,
    costs: costs.map((line) => ({ category: line.category, amountOre: line.amountOre, ...noted(line.note) })),
    otherIncome: (otherIncome ?? []).map((line) => ({ amountOre: line.amountOre, ...noted(line.note) })),
    stated: (corrections ?? []).map((line) => ({ amountOre: line.amountOre, note: line.note })),
    today,
    ...(budgetOre === undefined ? {} : { budgetOre }),
    ...(reason === undefined ? {} : { reason }),
    ...noted(note),
  });

const noted = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note });

@CommandHandler(SubmitAccounts)
export class SubmitAccountsHandler implements ICommandHandler<SubmitAccounts> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: YearEndDesk,
  ) {}

  async execute(command: SubmitAccounts): Promise<AccountsAnswer> {
    const gathered = await this.desk.factsFor(command);
    const { facts, receipt } = await this.runner.run(yearEnd, command.data.offeringId, (state) =>
      submitAccounts(command, state, gathered),
    );
    return { accountsId: facts[0]?.data.accountsId ?? command.data.accountsId, ...receipt };
  }
}
