import { type Day, END_OF_TIME } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, legalBasis, type LegalBasisCode } from '../kernel/legal-basis';
import { type OfferingId, type PartyCode, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import {
  CodeField,
  DayField,
  FlagField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import type { DatedDescription, OfferingRow, ServiceLineEntry } from './offering-catalogue.projection';

export class ServiceLineView {
  @CodeField(SERVICE_LINE_ID_FORM, 'The line’s id within the offering.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph it is sold under.')
  legalBasis!: LegalBasisCode;

  @TextField('The paragraph in Danish words.')
  legalBasisName!: string;

  @TextField('What is sold, in the operator’s words.')
  name!: string;

  @DayField('The first day on which a placement may begin.')
  from!: Day;

  @DayField('The last day on which a placement may begin; absent: none is set.', { optional: true })
  last?: Day;

  @FlagField('Covered by the framework agreement (R5).')
  coveredByFramework!: boolean;

  @FlagField('Short courses, acute or respite stays.')
  shortStay!: boolean;
}

export class ApprovalView {
  @DayField('First day, where it is known.', { optional: true })
  from?: Day;

  @DayField('Last day; absent: without an end.', { optional: true })
  until?: Day;
}

export class OfferingView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @PartyField('Who runs it.')
  operator!: PartyCode;

  @TextField('Its name on the day asked for.')
  name!: string;

  @PartyField('The municipality in which it lies; null where the source does not say.', { nullable: true })
  addressMunicipality!: PartyCode | null;

  @ListField(scalars.text(), 'Whom it is for.')
  targetGroups!: string[];

  @WholeNumberField('Youngest age in years.')
  ageFrom!: number;

  @WholeNumberField('Oldest age in years, included.')
  ageTo!: number;

  @NestedField(() => ApprovalView, 'Approvals by socialtilsynet, as recorded.', { list: true })
  approvals!: ApprovalView[];

  @FlagField('Made up for demonstration.')
  constructed!: boolean;

  @TextField('Where the particulars were found.', { optional: true })
  source?: string;

  @DayField('Its last day, when a closure has been announced.', { optional: true })
  lastDay?: Day;

  @TextField('Why it closes.', { optional: true })
  closureReason?: string;

  @NestedField(() => ServiceLineView, 'What it sells; with effectiveOn only what is sold that day.', { list: true })
  serviceLines!: ServiceLineView[];

  @TextField('When any of this was last recorded (UTC): the age of what is shown.')
  changedAt!: string;

  @WholeNumberField('The offering’s own revision, also its ETag.')
  revision!: number;
}

/** The description that holds on the day: of several from the same day, the one recorded last. */
export const descriptionOn = (descriptions: readonly DatedDescription[], on: Day): DatedDescription => {
  let holding = descriptions[0] as DatedDescription;
  for (const description of descriptions) {
    const { from } = description;
    if (from !== null && from <= on && (holding.from === null || from >= holding.from)) holding = description;
  }
  return holding;
};

/** The offering as described on `today`, or on the day asked for; then only with the lines sold that day. */
export const offeringView = (row: OfferingRow, today: Day, effectiveOn?: Day): OfferingView => {
  const { name, addressMunicipality, targetGroups, ageFrom, ageTo } = descriptionOn(
    row.descriptions,
    effectiveOn ?? today,
  );
  const {
    offeringId,
    operator,
    approvals,
    constructed,
    source,
    lastDay,
    closureReason,
    serviceLines,
    changedAt,
    revision,
  } = row;
  const last = lastDay ?? END_OF_TIME;
  const isSold = (line: ServiceLineEntry): boolean =>
    effectiveOn === undefined ||
    (line.from <= effectiveOn && effectiveOn <= (line.last ?? END_OF_TIME) && effectiveOn <= last);
  return {
    offeringId,
    operator,
    name,
    addressMunicipality,
    targetGroups: [...targetGroups],
    ageFrom,
    ageTo,
    approvals: [...approvals],
    constructed: constructed === 1,
    ...(source === null ? {} : { source }),
    ...(lastDay === null ? {} : { lastDay }),
    ...(closureReason === null ? {} : { closureReason }),
    serviceLines: serviceLines
      .filter(isSold)
      .map((line) => ({ ...line, legalBasisName: legalBasis(line.legalBasis).danish })),
    changedAt,
    revision,
  };
};
