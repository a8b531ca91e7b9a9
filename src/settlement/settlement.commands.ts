/** What another context may ask of settlement, by the command bus. The rules that answer stay here. */
export { RaiseCharge } from './charges/charge.decider';
export { CHARGE_KINDS, type ChargeKind, type ChargeTerms, type ChargeWords } from './charges/charge.events';
