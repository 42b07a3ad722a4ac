/** Findings of craft: a mark at the cut where each is, and a place to write why one stays. */
import { h } from "./dom.js";

/**
 * @typedef {{kind: string, frame: number, shots: number[], sentence: string, meaning: string,
 *   answer: string, at: number}} Finding as cutting_room.py tells it; at is where its answer stands
 */

/** What a finding says, with its answer. @param {Finding} finding @returns {string} */
export function findingWords({ sentence, answer }) {
  return answer ? `${sentence} Your answer: ${answer}` : sentence;
}

/**
 * The marks of all findings, each a button.
 * @param {Finding[]} findings
 * @param {{x: (frame: number) => number, say: (words: string) => void, onchoose: (finding: Finding, byKey: boolean) => void}} parts
 */
export function findingMarks(findings, { x, say, onchoose }) {
  return findings.map((finding) => {
    const words = findingWords(finding);
    const tell = () => say(words);
    const name = finding.answer ? "ku-mark ku-answered" : "ku-mark";
    const button = h("button", { type: "button", class: name, "aria-label": words, title: words, onfocus: tell, onpointerenter: tell, onclick: (event) => onchoose(finding, event.detail === 0) });
    button.style.left = `${x(finding.frame)}px`;
    return button;
  });
}

/** The chosen finding: what its kind is, what is there, and why it stays. */
export class FindingView {
  /** @param {import("./store.js").Store} store @param {() => void} onclose where the keys go then */
  constructor(store, onclose) {
    this.store = store;
    this.onclose = onclose;
    this.kind = h("b", {});
    this.meaning = h("span", {});
    this.sentence = h("p", {});
    this.words = h("input", { type: "text", maxLength: 500, autocomplete: "off", "aria-label": "Why it stays", placeholder: "Why it stays: one sentence, for your statement", onkeydown: (event) => this.#key(event) });
    const button = (words, onclick) => h("button", { type: "button", class: "ku-button ku-wide", onclick }, words);
    this.back = button("Take the answer back", () => this.#takeBack());
    this.element = h("section", { class: "ku-finding", role: "group", "aria-label": "A finding", hidden: true },
      h("p", {}, this.kind, this.meaning), this.sentence,
      h("p", { class: "ku-answers" }, this.words, button("Keep it, with this word", () => this.#answer()), this.back, button("Close", () => this.close())));
  }

  /** Show a finding; what was chosen from the keyboard takes the keys. */
  choose(finding, byKey) {
    this.chosen = finding;
    this.#show(finding);
    if (byKey) this.words.focus();
  }

  /** The findings are others: follow the chosen one, or close where it is gone. */
  update() {
    if (!this.chosen) return;
    const { kind, shots } = this.chosen;
    const now = this.store.findings.filter((one) => one.kind === kind).sort((a, b) => this.#far(a) - this.#far(b))[0];
    if (!now || (this.#far(now) > this.store.base && String(now.shots) !== String(shots))) {
      if (!this.element.contains(document.activeElement)) this.close(false); // it may only wait for the sound
      return;
    }
    this.chosen = now;
    this.#show(now);
  }

  close(toRoom = true) {
    this.chosen = null;
    this.element.hidden = true;
    if (toRoom) this.onclose();
  }

  #far(finding) {
    return Math.abs(finding.frame - this.chosen.frame);
  }

  #show(finding) {
    this.kind.textContent = `${finding.kind}. `;
    this.meaning.textContent = finding.meaning;
    this.sentence.textContent = finding.sentence;
    if (document.activeElement !== this.words) this.words.value = finding.answer;
    this.back.hidden = !finding.answer;
    this.element.hidden = false;
  }

  #key(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") this.#answer();
    else this.close();
  }

  #answer() {
    const { kind, at } = this.chosen;
    if (this.store.gesture("marker", { at, words: this.words.value, answers: kind })) this.close();
  }

  #takeBack() {
    const { kind, at } = this.chosen;
    this.words.value = "";
    if (this.store.gesture("unmark", { at, answers: kind })) this.close();
  }
}
