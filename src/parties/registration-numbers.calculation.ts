/** Check digits of the two numbers a party is known by outside the ledger. */

const CVR_WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1] as const;

/** Eight digits whose weighted sum is divisible by 11. */
export const isCvr = (text: string): boolean => {
  if (!/^[1-9]\d{7}$/.test(text)) return false;
  return CVR_WEIGHTS.reduce((sum: number, weight, at) => sum + weight * Number(text[at]), 0) % 11 === 0;
};

/** The GS1 check digit of the twelve first digits of a GLN: every second digit counts three times. */
export const glnCheckDigit = (twelve: string): number => {
  const sum = Array.from(twelve).reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
};

/** EAN location number (GLN) to which electronic invoices go: 13 digits, the last a check digit (R37). */
export const isGln = (text: string): boolean =>
  /^\d{13}$/.test(text) && glnCheckDigit(text.slice(0, 12)) === Number(text[12]);
