import type { Rejection } from '../../kernel/decider';
import type { RefusalCatalogue } from '../../kernel/messages';

/** A decision was a refusal: the HTTP filter makes a problem of it, the policy runner lists it. */
export class Refused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
    this.name = 'Refused';
  }
}

/** What the machinery itself refuses; each context has its own catalogue beside its rules. */
export const platformRefusals: RefusalCatalogue = {
  CONCURRENT_CHANGE: {
    status: 409,
    da: 'Andre ændrede det samme i mellemtiden. Hent det igen, og prøv så en gang til.',
    en: 'Others changed the same thing meanwhile. Fetch it again, then try once more.',
  },
  STALE_REVISION: {
    status: 412,
    da: 'Der er sket noget siden den udgave, du så ({given}; nu {current}). Se, hvordan det står nu, før du prøver igen.',
    en: 'Something has happened since the revision you saw ({given}; now {current}). Look at how it stands now before you try again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    da: 'Nøglen er allerede brugt til en anden anmodning. Brug en ny nøgle.',
    en: 'The key has been used for another request already. Use a new key.',
  },
  EMPTY_LOG: {
    status: 409,
    da: 'Der er endnu ingen hændelser i loggen, så der er intet at bevise.',
    en: 'There are no events in the log yet, so there is nothing to prove.',
  },
  LOG_CONTRADICTS_CHECKPOINT: {
    status: 409,
    da: 'Loggen er ikke den, der blev underskrevet, da den havde {size} hændelser. Der underskrives ikke mere. Efterprøv loggen for at se, hvor den afviger.',
    en: 'The log is not the one that was signed when it had {size} events. Nothing more is signed. Verify the log to see where it differs.',
  },
};
