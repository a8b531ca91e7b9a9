/**
 * Ids are told in short, because nobody reads 36 signs: by their last ones, which chance has chosen, where the first ones
 * are the time and alike for all that came about together.
 */
const SHORT_LENGTH = 8;

/** Fewer signs would find too much, and are more likely a number that means something else. */
const ENDING_FORM = /^[0-9a-f-]{4,36}$/;
const WHOLE_LENGTH = 36;

export const shortReference = (id: string): string => id.slice(-SHORT_LENGTH);

/** What a typed text asks for when it is a short reference, or a whole id; undefined when it can be neither. */
export const idEnding = (typed: string): string | undefined => {
  const ending = typed.trim().toLowerCase();
  return ENDING_FORM.test(ending) ? ending : undefined;
};

/** Whether it can stand for one id alone. */
export const isWholeId = (ending: string): boolean => ending.length === WHOLE_LENGTH;
