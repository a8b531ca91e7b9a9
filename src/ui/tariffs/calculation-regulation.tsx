import type { ComponentChildren, VNode } from 'preact';
import type { TypedForm } from '../../platform/http/form-body';
import { TextInput } from '../components/form';
import { typedText } from '../components/previewed';
import { Table } from '../components/table';
import { Told } from '../components/typed';
import { danishAmount } from '../frame/formats';
import { mayEver, PATHS } from '../frame/navigation';
import { addressOf, useVisit } from '../frame/visit';
import { yearEndAccess } from '../../year-end/year-end.access';
import type { CalculationSubject } from './calculation-part';
import { WORDS } from './calculation-form-words';
import { rowsIn } from '../frame/typed-rows';

/** What this tariff settles of earlier results, beside what the regulation accounts leave for it (R22). */
export const CalculatedRegulation = ({
  subject: { offeringId, serviceLineId, grounds },
  typed,
  children,
}: {
  subject: CalculationSubject;
  typed: TypedForm;
  /** What adds a row. */
  children: ComponentChildren;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { due, uncalculated } = grounds;
  const rows = rowsIn(typed, 'regulation');
  const dueOf = (at: number) =>
    due.find(({ originYear }) => String(originYear) === typedText(typed, `regulation.${at}.originYear`));
  const open = due.filter(({ amountOre }) => amountOre !== 0);
  return (
    <>
      <h2>{words.regulation}</h2>
      <p>{open.length === 0 ? words.nothingDue : words.regulationHint}</p>
      {open.length > 0 && uncalculated.length > 0 && (
        <p>
          <Told sentence={words.othersTake(uncalculated)} typed={uncalculated} />
        </p>
      )}
      {rows.length > 0 && (
        <Table
          caption={words.regulation}
          captionHidden
          rows={rows}
          columns={[
            {
              title: words.originYear,
              cell: (at) => (
                <TextInput
                  name={`regulation.${at}.originYear`}
                  label={words.originYearOf(at + 1)}
                  labelHidden
                  inputMode="numeric"
                  optional
                />
              ),
            },
            {
              title: words.due,
              numeric: true,
              cell: (at) => {
                const found = dueOf(at);
                return found === undefined ? '–' : danishAmount(found.amountOre);
              },
            },
            {
              title: words.regulated,
              cell: (at) => (
                <TextInput
                  name={`regulation.${at}.amountOre`}
                  label={words.regulatedOf(at + 1)}
                  labelHidden
                  inputMode="decimal"
                  optional
                />
              ),
            },
          ]}
        />
      )}
      {children}
      {actor !== undefined && mayEver(yearEndAccess.listRegulationAccounts, actor) && (
        <p>
          <a href={addressOf(PATHS.regulationAccounts, { offeringId, serviceLineId })}>{words.accounts}</a>
        </p>
      )}
    </>
  );
};
