import type { ComponentChildren, VNode } from 'preact';
import type { CalculateTariffBody } from '../../calculations/calculation-body';
import type { CalculationGroundsView } from '../../calculations/get-grounds';
import { FaultText } from '../components/faults';
import type { FormState } from '../frame/forms';

export const FORM_ID = 'calculation';

/** What a form of a calculation is about, and what the ledger has for it. */
export interface CalculationSubject {
  readonly offeringId: string;
  readonly serviceLineId: string;
  readonly level: string;
  readonly year: number;
  readonly grounds: CalculationGroundsView;
  /** The calculation that the form was begun from. */
  readonly last: CalculateTariffBody | undefined;
  /** Whether the line is sold at other levels, too, so that its places are not all of this one. */
  readonly shared: boolean;
}

/** A part of the form that a fault can be about as a whole. */
export const Part = ({
  field,
  title,
  hint,
  state,
  children,
}: {
  field: string;
  title: string;
  hint?: string;
  state: FormState;
  children: ComponentChildren;
}): VNode => {
  const fault = state.faults.find((each) => each.field === field);
  const id = `${FORM_ID}-${field}`;
  return (
    <section id={id} tabIndex={-1} aria-label={title} aria-describedby={fault && `${id}-error`}>
      <h2>{title}</h2>
      {hint !== undefined && <p>{hint}</p>}
      <FaultText id={id} fault={fault} label={title} />
      {children}
    </section>
  );
};
