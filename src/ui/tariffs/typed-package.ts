import type { TypedForm } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';
import { typedText } from '../components/previewed';
import { withOre } from '../frame/typed-amounts';
import { filledLists, type FilledRows, rowsIn } from '../frame/typed-rows';
import { pricePartsOf } from './calculation-standing';

/** The form of a package's price, in which a service and its level are chosen in one, and the body that it stands for. */

/** A package has two services at least (R13). */
const ROWS = 2;

export const emptyPackage = (): TypedForm =>
  Object.fromEntries(Array.from({ length: ROWS }, (_, at) => [`parts.${at}.price`, '']));

export const nextPart = (typed: TypedForm): string => `parts.${Math.max(-1, ...rowsIn(typed, 'parts')) + 1}.price`;

export const bodyOfPackage = (form: TypedForm): FilledRows => {
  const filled = filledLists(form, { parts: [] });
  const parts = rowsIn(filled.form, 'parts').flatMap((at) => {
    const { serviceLineId, level } = pricePartsOf(typedText(filled.form, `parts.${at}.price`));
    return [
      [`parts.${at}.serviceLineId`, serviceLineId],
      [`parts.${at}.level`, level],
    ];
  });
  const rest = Object.entries(filled.form).filter(([field]) => !field.startsWith('parts.'));
  return {
    form: withOre(Object.fromEntries([...rest, ...parts]) as TypedForm, (field) => field === 'soldAtOre'),
    asTyped: (faults) => filled.asTyped(faults.map(atThePrice)),
  };
};

const atThePrice = (fault: FieldFault): FieldFault => ({
  ...fault,
  field: fault.field.replace(/^(parts\.\d+)\.(?:serviceLineId|level)$/, '$1.price'),
});
