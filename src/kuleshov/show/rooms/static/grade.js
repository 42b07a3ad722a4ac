/**
 * A shot's grade: read and written as kuleshov.timeline.text does, and laid over a picture as a
 * gain on linear light, which is what kuleshov.media.grade does.
 *
 * @typedef {{stops?: number, warmth?: number, tint?: number}} Grade
 */
import { Refused, hundredth } from "./plain.js";

const LIMITS = { stops: 3, warmth: 2, tint: 1 };
const PART = /^([+-]?\d(?:\.\d{1,2})?)\s*(stops?|warmth|tint)$/i;
const SVG = "http://www.w3.org/2000/svg";
let made = 0; // a page may hold several rooms: each filter has a name of its own

const signed = (/** @type {number} */ value) => `${value > 0 ? "+" : ""}${value}`;
const parts = (/** @type {Grade | undefined} */ grade) => Object.keys(LIMITS).filter((name) => grade?.[name]);

/** A grade in words, as Grade.words has it; nothing where there is none. */
export const gradeWords = (grade) => parts(grade).map((name) => `${signed(grade[name])} ${name}`).join(", ");

/** Read a grade as it is typed: "-1.45 stops, +0.1 warmth"; nothing is no grade, null can't be read. */
export function readGrade(words) {
  /** @type {Grade} */
  const found = {};
  const plain = words.trim().replaceAll("−", "-");
  if (!plain) return found;
  for (const word of plain.replace(/(\d)\s+(?=[a-z])/gi, "$1").split(/[\s,]+/).filter(Boolean)) {
    const part = PART.exec(word);
    const name = part?.[2].toLowerCase().replace(/^stop$/, "stops");
    if (!name || name in found) return null;
    found[name] = Number(part[1]);
  }
  return found;
}

/** A grade as an edit keeps it: to a hundredth, what is 0 left out; undefined where nothing is left. */
export function keptGrade(grade) {
  const kept = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, hundredth(grade?.[name] ?? 0)]).filter(([, value]) => value));
  return Object.keys(kept).length ? kept : undefined;
}

/** Refuse what Python would. @param {string} where */
export function checkGrade(grade, where) {
  for (const [name, limit] of Object.entries(LIMITS)) {
    const value = grade?.[name] ?? 0;
    if (!(Math.abs(value) <= limit)) throw new Refused(`${where}: a grade's ${name} may lie from -${limit} to +${limit}, not at ${value}.`);
  }
}

/** By what red, green and blue light are multiplied. @returns {number[]} */
export function gainOf({ stops = 0, warmth = 0, tint = 0 }) {
  return [warmth / 2 - tint / 3, (tint * 2) / 3, -warmth / 2 - tint / 3].map((shift) => 2 ** (stops + shift));
}

/** Lays grades over elements: a filter for each element, which multiplies linear light. */
export class Grader {
  constructor() {
    this.element = document.createElementNS(SVG, "svg");
    for (const [name, value] of [["width", "0"], ["height", "0"], ["aria-hidden", "true"], ["style", "position: absolute"]]) this.element.setAttribute(name, value);
    /** @type {Map<HTMLElement, {id: string, filter: Element, words: string}>} */
    this.filters = new Map();
  }

  /** Show an element as a grade makes it; as it is where there is none. */
  lay(/** @type {HTMLElement} */ target, /** @type {Grade | undefined} */ grade) {
    const held = this.filters.get(target) ?? this.#filter(target);
    const words = gradeWords(grade);
    if (held.words === words) return;
    held.words = words;
    if (grade && words) held.filter.replaceChildren(transfer(gainOf(grade)));
    target.style.filter = words ? `url("#${held.id}")` : "";
  }

  #filter(target) {
    const filter = document.createElementNS(SVG, "filter");
    const held = { id: `ku-grade-${++made}`, filter, words: "" };
    for (const [name, value] of [["id", held.id], ["color-interpolation-filters", "linearRGB"], ["x", "0"], ["y", "0"], ["width", "1"], ["height", "1"]]) filter.setAttribute(name, value);
    this.element.append(filter);
    this.filters.set(target, held);
    return held;
  }
}

function transfer(gains) {
  const element = document.createElementNS(SVG, "feComponentTransfer");
  gains.forEach((gain, i) => {
    const part = document.createElementNS(SVG, `feFunc${"RGB"[i]}`);
    part.setAttribute("type", "linear");
    part.setAttribute("slope", String(gain));
    element.append(part);
  });
  return element;
}
