import type { Day } from '../../kernel/calendar';
import { addDays, addMonths } from '../../kernel/calendar';

/** R2: a claim must be made no later than so many months after the help was given. */
export const claimable = (serviceDay: Day, claimedOn: Day, months: number): boolean =>
  claimedOn <= addMonths(serviceDay, months);

/** The earliest service day that may still be claimed on that day; all later ones may too (R2). */
export const firstClaimableDay = (claimedOn: Day, months: number): Day => {
  // Months differ in length, so the day counted back may be off by up to three either way.
  let day = addMonths(claimedOn, -months);
  while (claimable(addDays(day, -1), claimedOn, months)) day = addDays(day, -1);
  while (!claimable(day, claimedOn, months)) day = addDays(day, 1);
  return day;
};
