import type { VNode } from 'preact';
import { Select } from '../components/form';
import type { PartyChoices } from './settlement-parties';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: { operator: 'Driftsherre', payer: 'Betaler', all: 'Alle' },
  en: { operator: 'Operator', payer: 'Payer', all: 'All' },
};

/** Narrows a list of settlement by who bills and who pays; where there is one alone, there is nothing to choose. */
export const PartyFilters = ({ parties: { operators, payers } }: { parties: PartyChoices }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <>
      {operators.length > 1 && (
        <Select name="operator" label={words.operator} none={words.all} optional choices={operators} />
      )}
      {payers.length > 1 && <Select name="payer" label={words.payer} none={words.all} optional choices={payers} />}
    </>
  );
};
