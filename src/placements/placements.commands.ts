/** What another context may ask of place books, by the command bus. The rules that answer stay here. */
export { ChangeCapacity } from './capacity.decider';
