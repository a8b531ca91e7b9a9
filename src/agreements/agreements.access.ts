import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Agreements are published (R4). The region's own secretariat keeps them. */
export const agreementsAccess = {
  ...actionsOn('agreement', {
    listAgreements: { may: EVERYBODYS, da: 'se listen over rammeaftaler', en: 'list framework agreements' },
    getAgreement: { may: EVERYBODYS, da: 'se en rammeaftale med dens regler', en: 'see a framework agreement' },
    listRuleChanges: { may: EVERYBODYS, da: 'se, hvordan reglerne er ændret', en: 'see how its rules have changed' },
    listRules: { may: EVERYBODYS, da: 'læse de regler, der henvises til', en: 'read the rules that are cited' },
    concludeAgreement: { may: { secretariat: ['region'] }, da: 'oprette en rammeaftale', en: 'register an agreement' },
    joinAgreement: { may: { secretariat: ['region'] }, da: 'optage en part', en: 'let a party in' },
    leaveAgreement: { may: { secretariat: ['region'] }, da: 'lade en part træde ud', en: 'let a party go' },
    extendAgreement: { may: { secretariat: ['region'] }, da: 'forlænge en rammeaftale', en: 'extend an agreement' },
    previewRules: {
      may: { secretariat: ['region'] },
      da: 'se, hvad andre regler ville ændre',
      en: 'see what other rules would change',
    },
    changeRules: { may: { secretariat: ['region'] }, da: 'ændre en rammeaftales regler', en: 'change its rules' },
  }),
} as const;
