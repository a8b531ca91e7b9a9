import type { VNode } from 'preact';
import { COST_TEXTS } from '../../calculations/calculations.queries';
import type { TypedForm } from '../../platform/http/form-body';
import { CAP_REASONS } from '../../tariffs/tariff.events';
import { AddRow as AddButton, EnterButton } from '../components/add-row';
import { Form, Select, TextArea, TextInput } from '../components/form';
import { More } from '../components/notes';
import { type Column, Table } from '../components/table';
import { danishAmount, danishKroner } from '../frame/formats';
import { concerns, type FormState } from '../frame/forms';
import { rowsIn } from '../frame/typed-rows';
import { useVisit } from '../frame/visit';
import { formLabels, WORDS } from './calculation-form-words';
import { type CalculationSubject, FORM_ID, Part } from './calculation-part';
import { Occupancy, Places } from './calculation-places';
import { CalculatedRegulation } from './calculation-regulation';
import { CAP_REASON_WORDS } from './tariff-words';
import {
  type Added,
  addedField,
  CATEGORIES_OF,
  type CostGroup,
  costRows,
  type CostRow,
  lastOf,
} from './typed-calculation';

/** The costs of a year, and what they are spread over, in the order of R10. */
export const CalculationForm = ({
  subject,
  action,
  state,
  previewed,
}: {
  subject: CalculationSubject;
  /** Where it leads: the preview, which records nothing. */
  action: string;
  state: FormState;
  previewed: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { typed } = state;
  const service = costRows(typed, 'service');
  const twoPart = service.length > 0 || concerns(state, 'serviceHours');
  const kept = (['direct', 'indirect', 'service'] as const).flatMap((group) => costRows(typed, group));
  return (
    <Form
      id={FORM_ID}
      action={action}
      state={state}
      labels={formLabels(typed, language)}
      hidden={{
        serviceLineId: subject.serviceLineId,
        level: subject.level,
        year: String(subject.year),
        ...Object.fromEntries(
          kept.flatMap(({ name, category, part, fixed }): [string, string][] => [
            [`${name}.part`, part],
            ...(fixed ? [[`${name}.category`, category] satisfies [string, string]] : []),
          ]),
        ),
        ...Object.fromEntries(
          subject.grounds.occupancy.map(({ year }, at) => [`occupancy.${at}.year`, String(year)] as const),
        ),
      }}
      submit={previewed ? words.again : words.show}
      tone={previewed ? 'secondary' : 'primary'}
    >
      <EnterButton>{words.show}</EnterButton>
      <Part field="costs" title={words.groups.direct} hint={words.hints.direct} state={state}>
        <Costs group="direct" subject={subject} typed={typed} action={action} />
      </Part>
      <h2>{words.groups.indirect}</h2>
      <p>{words.hints.indirect}</p>
      <Costs group="indirect" subject={subject} typed={typed} action={action} />
      <h2>{words.income}</h2>
      <p>{words.incomeHint}</p>
      <Table
        caption={words.income}
        captionHidden
        rows={rowsIn(typed, 'otherIncome')}
        columns={[
          { title: words.row, heads: true, cell: (at) => words.incomeRow(at + 1) },
          ...entryColumns<number>(
            (at) => `otherIncome.${at}`,
            (at) => words.incomeRow(at + 1),
            words,
          ),
        ]}
      />
      <AddRow added="otherIncome" typed={typed} action={action} />
      <CalculatedRegulation subject={subject} typed={typed}>
        <AddRow added="regulation" typed={typed} action={action} />
      </CalculatedRegulation>
      <Places subject={subject} state={state}>
        <AddRow added="capacity" typed={typed} action={action} />
      </Places>
      <Occupancy grounds={subject.grounds} state={state} />
      <h2>{words.twoPart}</h2>
      <More summary={words.twoPartMore} open={twoPart}>
        <p>{words.twoPartHint}</p>
        {service.length > 0 && <Costs group="service" subject={subject} typed={typed} action={action} bare />}
        <AddRow added="service" typed={typed} action={action} />
        <TextInput
          name="serviceHours"
          label={words.serviceHours}
          suffix={words.hours}
          inputMode="decimal"
          optional
          unmarked
        />
      </More>
      <h2>{words.cap}</h2>
      <p>
        {subject.grounds.capLimitOre === undefined
          ? words.noCap
          : words.capLimit(danishKroner(subject.grounds.capLimitOre))}
      </p>
      <Select
        name="capReason"
        label={words.capReason}
        none={words.noReason}
        optional
        choices={CAP_REASONS.map((reason) => ({ value: reason, text: CAP_REASON_WORDS[reason][language] }))}
      />
      <TextArea name="note" label={words.note} hint={words.personal} rows={2} optional />
    </Form>
  );
};

type FormWords = (typeof WORDS)['da'];

const entryColumns = <Row,>(
  nameOf: (row: Row) => string,
  textOf: (row: Row) => string,
  words: FormWords,
): readonly Column<Row>[] => [
  {
    title: words.amount,
    cell: (row) => (
      <TextInput
        name={`${nameOf(row)}.amountOre`}
        label={words.amountOf(textOf(row))}
        labelHidden
        inputMode="decimal"
        optional
      />
    ),
  },
  {
    title: words.remark,
    cell: (row) => <TextInput name={`${nameOf(row)}.note`} label={words.noteOf(textOf(row))} labelHidden optional />,
  },
];

const Costs = ({
  group,
  subject: { last },
  typed,
  action,
  bare = false,
}: {
  group: CostGroup;
  subject: CalculationSubject;
  typed: TypedForm;
  action: string;
  /** Without the button that adds a row. */
  bare?: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const rows = costRows(typed, group);
  const numberOf = ({ name }: CostRow): number => rows.findIndex((row) => row.name === name) + 1;
  const textOf = (row: CostRow): string =>
    row.fixed ? COST_TEXTS[row.category][language] : words.costRow(words.groups[group], numberOf(row));
  return (
    <>
      <Table
        caption={words.groups[group]}
        captionHidden
        rows={rows}
        columns={[
          {
            title: words.category,
            heads: true,
            cell: (row) =>
              row.fixed ? (
                COST_TEXTS[row.category][language]
              ) : (
                <Select
                  name={`${row.name}.category`}
                  label={words.categoryOf(textOf(row))}
                  labelHidden
                  value={row.category}
                  choices={CATEGORIES_OF[group].map((category) => ({
                    value: category,
                    text: COST_TEXTS[category][language],
                  }))}
                />
              ),
          },
          ...(last === undefined
            ? []
            : [
                {
                  title: words.before(last.year),
                  numeric: true,
                  cell: (row: CostRow) => {
                    const amount = row.fixed ? lastOf(last, row) : undefined;
                    return amount === undefined ? '–' : danishAmount(amount);
                  },
                },
              ]),
          ...entryColumns<CostRow>(({ name }) => name, textOf, words),
        ]}
      />
      {!bare && <AddRow added={group} typed={typed} action={action} />}
    </>
  );
};

const AddRow = ({ added, typed, action }: { added: Added; typed: TypedForm; action: string }): VNode => (
  <AddButton of={added} action={action} to={`${FORM_ID}-${addedField(typed, added)}`}>
    {WORDS[useVisit().language].add[added]}
  </AddButton>
);
