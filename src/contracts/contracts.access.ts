import { actionsOn } from '../kernel/access';

const BOTH_SIDES = { buyer: ['buyer'], operator: ['operator'] } as const;
const READERS = { buyer: ['buyer', 'payer'], operator: ['operator'], auditor: ['any'] } as const;

/** A contract is for those who stand in it. A payer reads it and signs nothing. */
export const contractsAccess = {
  ...actionsOn('contract count', {
    countUnsignedContracts: {
      may: { secretariat: ['any'], auditor: ['any'] },
      da: 'se, hvor mange kontrakter der mangler underskrift',
      en: 'see how many contracts are not signed',
    },
  }),
  ...actionsOn('contract', {
    listContracts: { may: READERS, da: 'se listen over kontrakter', en: 'list contracts' },
    getContract: { may: READERS, da: 'se en kontrakt', en: 'see a contract' },
    draftContract: { may: BOTH_SIDES, da: 'få kontrakten udarbejdet', en: 'have the contract drawn up' },
    signContract: { may: BOTH_SIDES, da: 'underskrive for sin side', en: 'sign for one’s side' },
    signAddendum: { may: BOTH_SIDES, da: 'underskrive et tillæg for sin side', en: 'sign an addendum for one’s side' },
  }),
} as const;
