/**
 * A shot's grade: read and written as kuleshov.timeline.text does, and laid over a picture by the
 * tables of kuleshov.media.grade, value for value.
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

const linear = (shown) => (shown <= 0.04045 ? shown / 12.92 : ((shown + 0.055) / 1.055) ** 2.4);
const display = (light) => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/** What each of 256 values of a channel becomes, 0 to 255: the curve of sRGB, a gain, and back. */
export const tableOf = (gain) => Array.from({ length: 256 }, (_, i) => Math.floor(display(Math.min(1, linear(i / 255) * gain)) * 255 + 0.5));

/** Lays grades over elements: a filter for each element. */
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
    for (const [name, value] of [["id", held.id], ["color-interpolation-filters", "sRGB"], ["x", "0"], ["y", "0"], ["width", "1"], ["height", "1"]]) filter.setAttribute(name, value);
    this.element.append(filter);
    this.filters.set(target, held);
    return held;
  }
}

/** By table: a filter that multiplies in linear light itself keeps it in 8 bits, and the dark breaks into bands. */
function transfer(gains) {
  const element = document.createElementNS(SVG, "feComponentTransfer");
  gains.forEach((gain, i) => {
    const part = document.createElementNS(SVG, `feFunc${"RGB"[i]}`);
    part.setAttribute("type", "table");
    part.setAttribute("tableValues", tableOf(gain).map((value) => (value / 255).toFixed(5)).join(" "));
    element.append(part);
  });
  return element;
}
