/** What another context may ask of offerings, by the command bus. The rules that answer stay here. */
export { AddServiceLine, PublishOffering } from './offering.decider';
