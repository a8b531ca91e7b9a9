import type { Day } from '../../kernel/calendar';
import type { Language } from '../../kernel/messages';
import type { PlacementView } from '../../placements/placement.views';
import type { Step } from '../components/steps';
import { dayText } from '../frame/formats';
import type { Words } from '../frame/visit';
import { PHASE_WORDS } from '../frame/words';

const WORDS = {
  da: {
    reserved: 'Reservation',
    agreed: 'Bekræftelse',
    signed: 'Underskrift',
    enrolled: 'Indskrivning',
    ended: 'Ophør',
  },
  en: {
    reserved: 'Reservation',
    agreed: 'Confirmation',
    signed: 'Signatures',
    enrolled: 'Enrolment',
    ended: 'End',
  },
} satisfies Words<Record<string, string>>;

/**
 * The steps from reservation to end. A stay that goes on is not on its way to its end before notice is given, so until
 * then no step is called the present one.
 * @param contract undefined for who may not read one; then nothing is said of signatures.
 */
export const courseOf = (
  placement: PlacementView,
  contract: { readonly signedOn: Day | null } | undefined,
  language: Language,
): readonly Step[] => {
  const words = WORDS[language];
  const { phase, evidence, firstDay, departureDay, noticeDate } = placement;
  const stopped = phase === 'declined' || phase === 'withdrawn' || phase === 'lapsed';
  const steps: readonly { readonly text: string; readonly done: boolean; readonly on?: Day | null }[] = [
    { text: words.reserved, done: true },
    { text: words.agreed, done: evidence.agreed !== undefined },
    ...(contract === undefined
      ? []
      : [{ text: words.signed, done: contract.signedOn !== null, on: contract.signedOn }]),
    { text: words.enrolled, done: evidence.enrolled !== undefined, on: evidence.enrolled ? firstDay : null },
    { text: words.ended, done: phase === 'discharged', on: departureDay },
  ];
  const next = steps.findIndex(({ done }) => !done);
  const goesOn = next === steps.length - 1 && noticeDate === null;
  return steps.map(({ text, done, on }, at) => {
    const state = done ? 'done' : at !== next || goesOn ? 'ahead' : stopped ? 'stopped' : 'current';
    return {
      text: state === 'stopped' ? PHASE_WORDS[phase][language] : text,
      state,
      ...(on ? { note: dayText(on, language) } : {}),
    };
  });
};
