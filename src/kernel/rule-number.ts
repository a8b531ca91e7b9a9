/** The number of a rule, a question or an invariant of the rule book, where a text cites it: R22, Q5, I7. */
export const CITED_RULE = /(?<![\w-])[RQI]\d{1,2}(?![\w-])/;
