/** Two versions of one edit: what differs, and two buttons. Both are kept until one is pressed. */
import { h } from "./dom.js";

/**
 * @param {{name: string, why: string, differences: string[], keep: string, take: string}} question
 *   as session.py asks it: keep is this version, take the other
 * @param {(answer: "take_up" | "leave") => void} onanswer
 */
export function questionSheet({ why, differences, keep, take }, onanswer) {
  const button = (words, answer) => h("button", { type: "button", class: "ku-button ku-wide", onclick: () => onanswer(answer) }, words);
  return h("section", { class: "ku-question", role: "group", "aria-label": "Two versions of this edit" },
    h("p", {}, why),
    h("p", {}, "In the other version:"),
    h("ul", {}, ...differences.map((words) => h("li", {}, words))),
    h("p", { class: "ku-answers" }, button(take, "take_up"), button(keep, "leave")));
}

/** What is said when the question comes up. @returns {string} */
export function questionWords({ why, differences, keep, take }) {
  return `${why} In the other version: ${differences.join(" ")} Two buttons at the top of the room: ${take}; ${keep}.`;
}
