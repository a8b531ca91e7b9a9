import type { ComponentChildren, VNode } from 'preact';
import { DAY_BASES, OCCUPANCY_REASONS } from '../../calculations/calculation.events';
import { OCCUPANCY_REASON_TEXTS } from '../../calculations/calculations.queries';
import { capacityDays, daysInYear } from '../../calculations/cost-price.calculation';
import type { CalculationGroundsView } from '../../calculations/get-grounds';
import { beginning } from '../../kernel/messages';
import { DayInput, Select, TextInput } from '../components/form';
import { More } from '../components/notes';
import { Table } from '../components/table';
import { countText, dayText, shareText } from '../frame/formats';
import { concerns, type FormState } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';
import { type CalculationSubject, Part } from './calculation-part';
import { WORDS } from './calculation-form-words';
import { rowsIn } from '../frame/typed-rows';

const OCCUPANCY_REASON_WORDS = beginning(OCCUPANCY_REASON_TEXTS);

/** The places that the costs are spread over: the line's, or those of the level alone; and on which days (R10, R11). */
export const Places = ({
  subject: { offeringId, serviceLineId, year, grounds, shared },
  state,
  children,
}: {
  subject: CalculationSubject;
  state: FormState;
  /** What adds a row. */
  children: ComponentChildren;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { capacity } = grounds;
  const own = rowsIn(state.typed, 'capacity');
  const average = capacityDays(capacity) / daysInYear(year);
  return (
    <Part field="capacity" title={words.places} state={state}>
      {capacity.length === 0 ? (
        <p>
          {words.noPlaces(year)}{' '}
          <a href={addressOf(`${PATHS.offerings}/${offeringId}/capacity`, { line: serviceLineId })}>
            {words.openPlaces}
          </a>
        </p>
      ) : (
        <>
          <p>
            {words.placesOf(
              average.toFixed(Number.isInteger(average) ? 0 : 2).replace('.', ','),
              countText(capacityDays(capacity)),
            )}
          </p>
          {capacity.length > 1 && (
            <ul>
              {capacity.map(({ first, last, places }) => (
                <li>{words.span(dayText(first, language), dayText(last, language), places)}</li>
              ))}
            </ul>
          )}
        </>
      )}
      <More summary={words.ownPlaces} open={shared || own.length > 0}>
        <p>{shared ? words.ownPlacesShared : words.ownPlacesHint}</p>
        {own.length > 0 && (
          <Table
            caption={words.ownPlaces}
            captionHidden
            rows={own}
            columns={[
              {
                title: words.first,
                cell: (at) => (
                  <DayInput name={`capacity.${at}.first`} label={words.firstOf(at + 1)} labelHidden optional />
                ),
              },
              {
                title: words.last,
                cell: (at) => (
                  <DayInput name={`capacity.${at}.last`} label={words.lastOf(at + 1)} labelHidden optional />
                ),
              },
              {
                title: words.placesCount,
                cell: (at) => (
                  <TextInput
                    name={`capacity.${at}.places`}
                    label={words.placesOfRow(at + 1)}
                    labelHidden
                    inputMode="numeric"
                    optional
                  />
                ),
              },
            ]}
          />
        )}
        {children}
      </More>
      <Select
        name="dayBasis"
        label={words.dayBasis}
        hint={words.dayBasisHint}
        choices={DAY_BASES.map((basis) => ({ value: basis, text: words.bases[basis] }))}
      />
      <TextInput name="openingDays" label={words.openingDays} inputMode="numeric" optional unmarked />
    </Part>
  );
};

/** Occupancy by the rule, from the ledger's years or those stated, or another one with its reason (R12). */
export const Occupancy = ({ grounds, state }: { grounds: CalculationGroundsView; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { occupancy, ruleBp, minBp, recommendedMaxBp } = grounds;
  const [from, to] = [occupancy[0]?.year ?? 0, occupancy.at(-1)?.year ?? 0];
  const decided = ['decidedOccupancy.rateBp', 'decidedOccupancy.reason'].some((field) => concerns(state, field));
  return (
    <Part field="occupancy" title={words.occupancy} state={state}>
      <p>
        {words.occupancyRule(from, to, shareText(minBp), shareText(recommendedMaxBp))}{' '}
        {ruleBp !== undefined && words.occupancyGiven(shareText(ruleBp))}
      </p>
      <div class="plain-rules">
        {occupancy.map(({ year, rateBp }, at) => (
          <TextInput
            name={`occupancy.${at}.rateBp`}
            label={words.occupancyOf(year)}
            hint={rateBp === undefined ? words.unknownYear : words.knownYear(shareText(rateBp))}
            suffix="%"
            inputMode="decimal"
            optional
            unmarked
          />
        ))}
      </div>
      <More summary={words.decided} open={decided}>
        <p>{words.decidedHint}</p>
        <div class="plain-rules">
          <TextInput
            name="decidedOccupancy.rateBp"
            label={words.decidedRate}
            suffix="%"
            inputMode="decimal"
            optional
            unmarked
          />
          <Select
            name="decidedOccupancy.reason"
            label={words.decidedReason}
            none={words.byTheRule}
            choices={OCCUPANCY_REASONS.map((reason) => ({
              value: reason,
              text: OCCUPANCY_REASON_WORDS[reason][language],
            }))}
            optional
            unmarked
          />
        </div>
      </More>
    </Part>
  );
};
