import { danishAmount } from '../../kernel/money';
import type { Ore } from '../../kernel/money';
import type { TypedForm } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';
import type { ComponentKind, TariffComponent, TariffUnit } from '../../tariffs/tariff.events';
import { withBasisPoints, withOre } from '../frame/typed-amounts';

/** What a part of a price can be, and for what unit: the pairs that the price list takes (R15). */
export const PARTS = [
  'BASE DAY',
  'BASE MONTH',
  'SERVICE_HOUR HOUR',
  'SERVICE_PACKAGE DAY',
  'SERVICE_PACKAGE MONTH',
  'SUPPLEMENT DAY',
  'SUPPLEMENT HOUR',
  'SUPPLEMENT MONTH',
  'SUPPLEMENT KM',
  'SUPPLEMENT PIECE',
] as const satisfies readonly `${ComponentKind} ${TariffUnit}`[];

/** Marks a form that opens a level: then the level is asked for, too. */
export const NEW_LEVEL = 'newLevel';

/** Rows without anything in them at the end, for parts that are added. */
const BLANK_ROWS = 2;
const ROW = /^components\.(\d{1,3})\.(part|code|priceOre|remove)$/;

export interface TariffRow {
  readonly part: string;
  readonly code: string;
  /** As it is typed, in kroner. */
  readonly price: string;
}

export const rowOf = ({
  code,
  kind,
  unit,
  priceOre,
}: Omit<TariffComponent, 'priceOre'> & { readonly priceOre?: Ore }): TariffRow => ({
  part: `${kind} ${unit}`,
  code,
  price: priceOre === undefined ? '' : danishAmount(priceOre),
});

/** The rows that were typed; those that are empty, or marked to go, are left out. */
export const typedRows = (form: TypedForm): readonly TariffRow[] => {
  const rows = new Map<number, Record<string, string>>();
  for (const [field, typed] of Object.entries(form)) {
    const [, at, name = ''] = ROW.exec(field) ?? [];
    if (at === undefined || typeof typed !== 'string') continue;
    rows.set(Number(at), { ...rows.get(Number(at)), [name]: typed.trim() });
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter(({ remove = '', part = '', code = '', priceOre = '' }) => remove === '' && part + code + priceOre !== '')
    .map(({ part = '', code = '', priceOre = '' }) => ({ part, code: code.toUpperCase(), price: priceOre }));
};

/** Fields of the rows, numbered anew, with empty ones at the end; the rest of the form stays. */
export const formOfRows = (form: TypedForm, rows: readonly TariffRow[]): TypedForm => ({
  ...Object.fromEntries(Object.entries(form).filter(([field]) => !ROW.test(field))),
  ...Object.fromEntries(
    [...rows, ...Array.from({ length: BLANK_ROWS }, () => ({ part: '', code: '', price: '' }))].flatMap(
      ({ part, code, price }, at) => [
        [`components.${at}.part`, part],
        [`components.${at}.code`, code],
        [`components.${at}.priceOre`, price],
      ],
    ),
  ),
});

export const rowsIn = (form: TypedForm): number =>
  Object.keys(form).filter((field) => ROW.exec(field)?.[2] === 'part').length;

/** The body that the form stands for: kind and unit of each part apart, amounts in øre, shares in basis points. */
export const tariffBodyOf = (form: TypedForm): TypedForm => {
  const rows = typedRows(form);
  const fields = Object.entries(form).filter(([field]) => !ROW.test(field) && field !== NEW_LEVEL);
  const components = rows.flatMap(({ part, code, price }, at): [string, string][] => {
    const [kind = '', unit = ''] = part.split(' ');
    return [
      [`components.${at}.code`, code],
      [`components.${at}.kind`, kind],
      [`components.${at}.unit`, unit],
      [`components.${at}.priceOre`, price],
    ];
  });
  const body: TypedForm = Object.fromEntries([...fields, ...components]);
  return withBasisPoints(
    withOre(body, (field) => field.endsWith('.priceOre')),
    'budgetedOccupancyBp',
  );
};

/** Faults by the fields of the form: what a part is, is chosen in one. */
export const faultsOfRows = (faults: readonly FieldFault[]): readonly FieldFault[] =>
  faults
    .filter(({ field }) => !/^components\.\d+\.unit$/.test(field))
    .map((fault) => ({ ...fault, field: fault.field.replace(/^(components\.\d+)\.kind$/, '$1.part') }));
