import { allows, type Asker, type Permission } from '../kernel/access';
import type { Day, Month } from '../kernel/calendar';
import { monthOf } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision, Rejection } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import { asOre, type Ore, sharesOf } from '../kernel/money';
import type { AgreementId, OfferingId, PartyCode, SchemeId } from '../kernel/vocabulary';
import { objectiveFinancingAccess } from './objective-financing.access';
import type {
  ActualsReported,
  Financing,
  FinancingSchemeAgreed,
  KeyFigure,
  KeySnapshotTaken,
  Rhythm,
  SchemeEvent,
  Share,
  SharesComputed,
} from './scheme.events';
import { regulationsOf, sharesFor } from './shares.calculation';

// What may be asked
interface OnScheme {
  readonly schemeId: SchemeId;
  readonly by: Asker;
  readonly today: Day;
}

/** `operator` absent: the asker's party. `dueFrom` absent: as the steering agreement has it (R33, R39). */
export class AgreeScheme extends Command<
  OnScheme & {
    operator?: PartyCode | undefined;
    agreementId: AgreementId;
    name: string;
    year: number;
    budgetOre?: Ore | undefined;
    unitPriceOre?: Ore | undefined;
    rhythm: Rhythm;
    keyUnit: string;
    keyDate: Day;
    offeringIds: readonly OfferingId[];
    dueFrom?: readonly Month[] | undefined;
    accountFunction?: string | undefined;
  }
> {}

export class TakeKeySnapshot extends Command<OnScheme & { source: string; figures: readonly KeyFigure[] }> {}
export class ComputeShares extends Command<OnScheme> {}
/** `dueFrom` absent: the month in which it is reported. */
export class ReportActuals extends Command<OnScheme & { actualOre: Ore; dueFrom?: Month | undefined }> {}

/** What follows from shares and regulations: the policy asks it, and the handler asks settlement. */
export class RaiseShareCharges extends Command<{ shares: SharesComputed['data']; eventId: string }> {}
export class RaiseRegulationCharges extends Command<{ actuals: ActualsReported['data']; eventId: string }> {}

// What is remembered
export interface SchemeState {
  readonly agreed?: FinancingSchemeAgreed['data'];
  readonly key?: KeySnapshotTaken['data'];
  readonly shares?: SharesComputed['data'];
  readonly actuals: readonly ActualsReported['data'][];
}

export const scheme: Aggregate<SchemeState, SchemeEvent> = {
  category: 'scheme',
  initial: { actuals: [] },
  evolve: (state, event) => {
    switch (event.type) {
      case 'FinancingSchemeAgreed':
        return { ...state, agreed: event.data };
      case 'KeySnapshotTaken':
        return { ...state, key: event.data };
      case 'SharesComputed':
        return { ...state, shares: event.data };
      case 'ActualsReported':
        return { ...state, actuals: [...state.actuals, event.data] };
    }
  },
};

// What is true besides
/** The agreement and the offerings that were named, and whether the operator is bound by it in that year. */
export interface AgreementTies {
  readonly region?: PartyCode;
  readonly covered: boolean;
  /** Offerings that the operator does not run. */
  readonly foreign: readonly OfferingId[];
}

// What is allowed
/** 10 billion kroner: more is a typing error. */
export const SCHEME_ORE_MAX = 1_000_000_000_000;

export const agreeScheme = (
  { data }: AgreeScheme,
  state: SchemeState,
  { region, covered, foreign }: AgreementTies,
): Decision<FinancingSchemeAgreed> => {
  const { by, agreementId, year, rhythm, budgetOre, unitPriceOre } = data;
  if (region === undefined) return reject('UNKNOWN_AGREEMENT', { agreementId });
  const operator = data.operator ?? by.party;
  // An operator registers its own; a secretariat those of the operators of its region.
  const own = operator === by.party ? by.party : undefined;
  if (!allows(objectiveFinancingAccess.agreeScheme, by, { own, region })) return reject('NOT_YOURS');
  if (!covered) return reject('OPERATOR_OUTSIDE_AGREEMENT', { operator, agreementId, year });
  const [alien] = foreign;
  if (alien !== undefined) return reject('OFFERING_OF_ANOTHER', { operator, offeringId: alien });
  const financing = financingOf(budgetOre, unitPriceOre);
  if (financing === undefined) return reject('BUDGET_OR_UNIT_PRICE');
  const dueFrom = data.dueFrom ?? usualMonths(financing, rhythm, year, data.keyDate);
  const charges = rhythm === 'YEARLY' ? 1 : 2;
  const misfit = dueFrom.find((month, at) => at >= charges || month <= (dueFrom[at - 1] ?? ''));
  if (misfit !== undefined || dueFrom.length !== charges)
    return reject('DUE_MONTHS_UNFIT', { charges, month: misfit ?? dueFrom.at(-1) ?? `${year}-01` });
  if (state.agreed !== undefined) return [];
  return [
    {
      type: 'FinancingSchemeAgreed',
      data: {
        schemeId: data.schemeId,
        operator,
        region,
        agreementId,
        name: data.name,
        year,
        financing,
        rhythm,
        keyUnit: data.keyUnit,
        keyDate: data.keyDate,
        offeringIds: data.offeringIds,
        dueFrom,
        ...(data.accountFunction === undefined ? {} : { accountFunction: data.accountFunction }),
        agreedOn: data.today,
      },
    },
  ];
};

const financingOf = (budgetOre: Ore | undefined, unitPriceOre: Ore | undefined): Financing | undefined => {
  if (budgetOre !== undefined) return unitPriceOre === undefined ? { kind: 'OBJECTIVE', budgetOre } : undefined;
  return unitPriceOre === undefined ? undefined : { kind: 'SUBSCRIPTION', unitPriceOre };
};

/**
 * Objective shares at the start of the year (R33); a subscription once, when it has been counted (R39), or half-yearly
 * (R33). January and July as the halves are our choice.
 */
const usualMonths = ({ kind }: Financing, rhythm: Rhythm, year: number, keyDate: Day): Month[] => {
  const [january, july] = [`${year}-01`, `${year}-07`] as [Month, Month];
  if (rhythm === 'HALF_YEARLY') return [january, july];
  return [kind === 'OBJECTIVE' ? january : monthOf(keyDate)];
};

type Agreed = FinancingSchemeAgreed['data'];

/** Whoever may not see a scheme is not told that it is there. */
const managed = (
  { by }: OnScheme,
  { agreed, key }: SchemeState,
  permission: Permission<'operator' | 'region'>,
): Agreed | Rejection => {
  if (agreed === undefined) return reject('UNKNOWN_SCHEME');
  const { operator, region } = agreed;
  if (allows(permission, by, { operator, region })) return agreed;
  const payer = key?.figures.map(({ party }) => party);
  return reject(allows(objectiveFinancingAccess.getScheme, by, { operator, payer }) ? 'NOT_YOURS' : 'UNKNOWN_SCHEME');
};

export const takeKeySnapshot = (
  { data }: TakeKeySnapshot,
  state: SchemeState,
  { unregistered }: { readonly unregistered: readonly PartyCode[] },
): Decision<KeySnapshotTaken> => {
  const agreed = managed(data, state, objectiveFinancingAccess.takeKeySnapshot);
  if (isRejection(agreed)) return agreed;
  const { schemeId, operator, keyDate } = agreed;
  const { figures, source, today } = data;
  if (state.shares !== undefined) return reject('SHARES_ALREADY_COMPUTED', { keyDate });
  if (today < keyDate) return reject('KEY_DATE_NOT_COME', { keyDate });
  const twice = figures.find(({ party }, at) => figures.findIndex((other) => other.party === party) < at);
  if (twice !== undefined) return reject('KEY_NAMES_TWICE', { party: twice.party });
  const [unknown] = unregistered;
  if (unknown !== undefined) return reject('KEY_NAMES_UNKNOWN_PARTY', { party: unknown });
  if (figures.every(({ figure }) => figure === 0)) return reject('KEY_COUNTS_NOTHING');
  return [{ type: 'KeySnapshotTaken', data: { schemeId, operator, keyDate, source, figures, takenOn: today } }];
};

export const computeShares = ({ data }: ComputeShares, state: SchemeState): Decision<SharesComputed> => {
  const agreed = managed(data, state, objectiveFinancingAccess.computeShares);
  if (isRejection(agreed)) return agreed;
  const { key } = state;
  if (state.shares !== undefined) return [];
  if (key === undefined) return reject('KEY_NOT_TAKEN');
  const { schemeId, operator, name, year, financing, keyUnit, keyDate, offeringIds, dueFrom } = agreed;
  const shares: Share[] | undefined = sharesFor(financing, key.figures, SCHEME_ORE_MAX);
  if (shares === undefined) return reject('SCHEME_TOO_LARGE', { maxOre: SCHEME_ORE_MAX });
  return [
    {
      type: 'SharesComputed',
      data: {
        schemeId,
        operator,
        name,
        year,
        financing,
        keyUnit,
        keyDate,
        figureSum: sumOfFigures(key.figures),
        totalOre: asOre(shares.reduce((sum, { amountOre }) => sum + amountOre, 0)),
        shares,
        offeringIds,
        dueFrom,
        ...(agreed.accountFunction === undefined ? {} : { accountFunction: agreed.accountFunction }),
        computedOn: data.today,
      },
    },
  ];
};

const sumOfFigures = (figures: readonly KeyFigure[]): number => figures.reduce((sum, { figure }) => sum + figure, 0);

export const reportActuals = ({ data }: ReportActuals, state: SchemeState): Decision<ActualsReported> => {
  const agreed = managed(data, state, objectiveFinancingAccess.reportActuals);
  if (isRejection(agreed)) return agreed;
  const { schemeId, operator, name, year, financing, keyUnit, keyDate, offeringIds, accountFunction } = agreed;
  const { actualOre, today } = data;
  if (financing.kind === 'SUBSCRIPTION') return reject('SUBSCRIPTION_NOT_REGULATED');
  if (state.shares === undefined) return reject('SHARES_NOT_COMPUTED');
  if (today <= `${year}-12-31`) return reject('YEAR_NOT_OVER', { year });
  const last = state.actuals.at(-1);
  if (last?.actualOre === actualOre) return [];
  const charged = last?.regulations.map(({ shareOre }) => shareOre);
  const { shares, figureSum } = state.shares;
  const regulations = regulationsOf(
    shares,
    sharesOf(
      actualOre,
      shares.map(({ figure }) => figure),
    ),
    charged,
  );
  return [
    {
      type: 'ActualsReported',
      data: {
        schemeId,
        operator,
        name,
        year,
        round: state.actuals.length + 1,
        keyUnit,
        keyDate,
        figureSum,
        actualOre,
        regulations,
        offeringIds,
        dueFrom: data.dueFrom ?? monthOf(today),
        ...(accountFunction === undefined ? {} : { accountFunction }),
        reportedOn: today,
      },
    },
  ];
};
