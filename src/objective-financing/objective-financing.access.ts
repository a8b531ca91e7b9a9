import { actionsOn, EVERYBODYS } from '../kernel/access';

/** Whoever pays sees the key and its own share; schemes name no citizen. The operator claims, its secretariat helps. */
const READERS = {
  operator: ['operator', 'payer'],
  buyer: ['payer'],
  secretariat: ['any'],
  auditor: ['any'],
} as const;
const MANAGERS = { operator: ['operator'], secretariat: ['region'] } as const;

export const objectiveFinancingAccess = {
  ...actionsOn('financing scheme', {
    agreeScheme: {
      may: { operator: ['own'], secretariat: ['region'] },
      da: 'registrere en ordning med objektiv finansiering eller abonnement',
      en: 'register a scheme of objective financing or subscription',
    },
    takeKeySnapshot: { may: MANAGERS, da: 'registrere en ordnings fordelingsnøgle', en: 'record the key of a scheme' },
    computeShares: { may: MANAGERS, da: 'beregne andelene og opkræve dem', en: 'compute the shares and charge them' },
    reportActuals: {
      may: MANAGERS,
      da: 'indberette, hvad året kostede, så det efterreguleres',
      en: 'report what the year cost, so that it is regulated',
    },
    previewShares: {
      may: MANAGERS,
      da: 'se, hvad hver ville betale, før andelene beregnes',
      en: 'see what each would pay before the shares are computed',
    },
    previewActuals: {
      may: MANAGERS,
      da: 'se, hvad hver ville betale eller få tilbage, før året efterreguleres',
      en: 'see what each would pay or get back before the year is regulated',
    },
    listSchemes: { may: READERS, da: 'se ordninger', en: 'list schemes' },
    getScheme: {
      may: READERS,
      da: 'se en ordning med nøgle; en betaler ser sin egen andel',
      en: 'see a scheme with its key; a payer sees its own share',
    },
    checkSchemeShares: {
      may: READERS,
      da: 'holde offentliggjorte andele op mod en ordnings nøgle',
      en: 'hold published shares against a scheme’s key',
    },
  }),
  ...actionsOn('published shares', {
    checkPublishedShares: {
      may: EVERYBODYS,
      da: 'holde offentliggjorte beløb op mod en nøgle',
      en: 'hold published amounts against a key',
    },
  }),
} as const;
