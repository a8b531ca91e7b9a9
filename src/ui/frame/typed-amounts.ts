import { asOre, type Ore } from '../../kernel/money';
import type { TypedForm } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';

/** An amount as it is typed: 2.560 · 2560,50 · 2.560,00 kr. Undefined where it is none. */
export const oreTyped = (typed: string): Ore | undefined => {
  const text = typed.replace(/\s|kr\.?$/g, '');
  const [, kroner = '', ore = ''] = /^(\d{1,3}(?:\.\d{3}){0,3}|\d{1,12})(?:,(\d{1,2}))?$/.exec(text) ?? [];
  return kroner === '' ? undefined : asOre(Number(kroner.replaceAll('.', '')) * 100 + Number(ore.padEnd(2, '0')));
};

/** The same with its sign, as -2.500,50 is less than nothing. */
export const signedOreTyped = (typed: string): Ore | undefined => {
  const [, minus = '', amount = ''] = /^\s*([-−]?)(.*)$/s.exec(typed) ?? [];
  const ore = oreTyped(amount);
  return ore === undefined || minus === '' ? ore : asOre(-ore || 0);
};

/** Amounts typed in kroner as the øre that the body of the API takes; what is no amount is left for the reader to refuse. */
export const withOre = (form: TypedForm, isAmount: (field: string) => boolean, read = oreTyped): TypedForm =>
  Object.fromEntries(
    Object.entries(form).map(([field, typed]) => {
      if (!isAmount(field) || typeof typed !== 'string' || typed.trim() === '') return [field, typed];
      // A whole number that is no amount here must not be read as øre there.
      return [field, String(read(typed) ?? `${typed} kr.`)];
    }),
  );

/** A share as it is typed (97, 97,5 % or -0,5) as the basis points of the body; what is none is left for the reader to refuse. */
export const withBasisPoints = (form: TypedForm, field: string): TypedForm => {
  const typed = form[field];
  if (typeof typed !== 'string' || typed.trim() === '') return form;
  const [, minus, whole, part = ''] = /^([-−]?)(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim()) ?? [];
  const size = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  const basisPoints = whole === undefined ? `${typed} %` : String(minus === '' ? size : -size || 0);
  return { ...form, [field]: basisPoints };
};

/** What is counted in 1/10,000 is typed in percent. */
export const inPercent = (fault: FieldFault): FieldFault =>
  fault.code === 'NOT_A_WHOLE_NUMBER' && fault.field.endsWith('Bp')
    ? { ...fault, da: 'Skriv en sats i procent, som 97,5.', en: 'Write a rate in percent, such as 97,5.' }
    : fault;

/** Basis points as somebody types them: 9.750 is 97,5. */
export const basisPointsTyped = (basisPoints: number | null | undefined): string =>
  basisPoints === undefined || basisPoints === null ? '' : String(basisPoints / 100).replace('.', ',');

/** Hundredths as they are typed: 2,5 is 250. Undefined where it is no such number. */
export const hundredthsTyped = (typed: string): number | undefined => {
  const [, whole, part = ''] = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'));
};

/** Hours as they are typed (2,5) are hundredths in the body (250); what is no such number is left for the reader. */
export const withHundredths = (form: TypedForm, field: string): TypedForm => {
  const typed = form[field];
  const hundredths = typeof typed === 'string' ? hundredthsTyped(typed) : undefined;
  return hundredths === undefined ? form : { ...form, [field]: String(hundredths) };
};
