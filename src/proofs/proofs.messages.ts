import type { RefusalCatalogue } from '../kernel/messages';

export const proofsRefusals: RefusalCatalogue = {
  EVENT_CHANGED: {
    status: 409,
    da: 'Hændelse nr. {number} er ændret, siden den blev skrevet, så den kan ikke bevises. Efterprøv loggen.',
    en: 'Event no. {number} has been changed since it was written, so it cannot be proved. Verify the log.',
  },
  LOG_NOT_SO_LONG: {
    status: 422,
    da: 'Loggen har kun {events} hændelser.',
    en: 'The log has {events} events only.',
    about: ['treeSize', 'since'],
  },
  EVENT_AFTER_TREE: {
    status: 422,
    da: 'Hændelsen er nr. {number} i loggen, og kontrolpunktet går kun til nr. {treeSize}.',
    en: 'The event is no. {number} of the log, and the checkpoint goes to no. {treeSize} only.',
    about: ['treeSize'],
  },
  ENDS_BEFORE_IT_BEGINS: {
    status: 422,
    da: 'Loggen kan ikke være vokset fra {from} til {to} hændelser.',
    en: 'The log cannot have grown from {from} to {to} events.',
    about: ['from'],
  },
  NOTHING_RECORDED_THEN: {
    status: 422,
    da: 'Der blev ikke skrevet nogen hændelser i det tidsrum.',
    en: 'No events were recorded in that time.',
    about: ['from'],
  },
  MONTH_OR_DAYS: {
    status: 422,
    da: 'Vælg enten en måned eller en første og sidste dag.',
    en: 'Choose either a month or a first and a last day.',
    about: ['month'],
  },
  VERIFICATION_RUNNING: {
    status: 409,
    da: 'Loggen efterprøves allerede. Vent, til det er færdigt, og prøv igen.',
    en: 'The log is being verified already. Wait until that is done, then try again.',
  },
  VERIFICATION_STOPPED: {
    status: 409,
    da: 'Efterprøvningen blev standset, før den var færdig. Intet er blevet ændret.',
    en: 'The verification was stopped before it was done. Nothing has been changed.',
  },
  NOT_A_CHECKPOINT: {
    status: 422,
    da: 'Teksten er ikke et kontrolpunkt. Indsæt hele teksten, fra navnet på loggen til linjen med underskriften.',
    en: 'The text is no checkpoint. Paste all of it, from the name of the log to the line with the signature.',
    about: ['checkpoint'],
  },
  CHECKPOINT_OF_ANOTHER_LOG: {
    status: 422,
    da: 'Kontrolpunktet er fra en anden log ({origin}); denne hedder {here}.',
    en: 'The checkpoint is of another log ({origin}); this one is {here}.',
    about: ['checkpoint'],
  },
  FALSE_SIGNATURE: {
    status: 422,
    da: 'Underskriften passer ikke til teksten: kontrolpunktet er ændret, efter at det blev underskrevet.',
    en: 'The signature does not fit the text: the checkpoint was changed after it was signed.',
    about: ['checkpoint'],
  },
};
