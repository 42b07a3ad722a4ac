/** Words, levels and refusals, as kuleshov.timeline.plain has them. */

/** What can't be done, with a sentence for the one who tried. */
export class Refused extends Error {}

/** Words as one line, without signs that nobody sees and no file keeps. */
export const flat = (/** @type {string} */ words) => words.split(/[\s\u0000-\u001f\u007f-\u009f]+/).filter(Boolean).join(" ");

/** A level in dB, to a hundredth. */
export const hundredth = (/** @type {number} */ level) => Number(level.toFixed(2)) || 0;

/** The lowest level in dB: a shot at it is seen, and not heard. */
export const LOWEST = -96;
