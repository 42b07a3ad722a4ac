/** The vote on two films seen blind, what a viewer reads after the last one, and who comes next. */
import { h } from "./dom.js";
import { Seen } from "./screening-clock.js";

const CHOICES = [["Film A", 1], ["Neither", 0], ["Film B", -1]];

/** What was seen of a film, in all views of a room. */
export function seenOf({ seen }, film) {
  if (!seen.has(film.take)) seen.set(film.take, new Seen(film.frames));
  return seen.get(film.take);
}

export class VoteView {
  constructor(room) {
    this.room = room;
    this.casting = false;
    this.progress = h("span", { class: "ku-count" });
    this.result = h("div", { class: "ku-result" });
    this.element = h("section", { class: "ku-voting", "aria-label": "Your vote" }, this.#ballot(), this.result, this.#next());
  }

  #ballot() {
    this.why = h("input", { type: "text", maxLength: 400, class: "ku-noteline", placeholder: "Why? One moment, and what it does", "aria-label": "Why" });
    this.choices = CHOICES.map(([name, choice]) => h("button", { type: "button", class: "ku-button ku-wide", disabled: true, onclick: () => this.#vote(choice) }, name));
    this.left = h("span", { class: "ku-count", role: "status" });
    this.ballot = h("div", { class: "ku-ballot" }, h("b", {}, "Which would you rather see again?"), this.why, h("span", { class: "ku-group" }, ...this.choices), this.left);
    return this.ballot;
  }

  #next() {
    const begin = () => this.#seat();
    const onEnter = (event) => { // not a form: in a notebook Enter never becomes its submission
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      begin();
    };
    this.viewer = h("input", { type: "text", maxLength: 40, class: "ku-noteline", placeholder: "A pseudonym, then Enter, before they look: the names go", "aria-label": "The next viewer's pseudonym", onkeydown: onEnter });
    this.next = h("div", { class: "ku-ballot" }, h("b", {}, "Next viewer"), this.viewer, h("button", { type: "button", class: "ku-button ku-wide", onclick: begin }, "Begin"));
    return this.next;
  }

  /** Take in what Python said. */
  told() {
    const { blind, pairs, left, problem } = this.room.state;
    this.element.hidden = !blind;
    this.progress.textContent = blind && left ? `pair ${pairs - left + 1} of ${pairs}` : "";
    this.ballot.hidden = !left;
    this.next.hidden = left > 0;
    this.result.replaceChildren(...(blind && !left ? this.#voted() : []), ...(problem ? [h("p", { class: "ku-kept" }, problem)] : []));
    this.ready();
  }

  /** Make room for the vote on two other films. */
  clear() {
    this.casting = false;
    this.why.value = "";
  }

  /** What a viewer reads who has no pair left: the names once, after the last vote. */
  #voted() {
    const { hidden, viewer, pairs, votes, films } = this.room.state;
    const kept = h("p", { class: "ku-kept" }, `The votes of ${viewer} are kept in studio/preferences/${viewer}.txt.`);
    if (hidden) return [h("p", {}, `${viewer} has voted on ${pairs > 1 ? `all ${pairs} pairs` : "these two"}.`), kept];
    return [
      h("p", { class: "ku-revealed" }, `On the left is ${films[0].name}, on the right ${films[1].name}. You preferred:`),
      h("ul", { class: "ku-votes" }, ...votes.map(({ words, why }) => h("li", {}, h("b", {}, words), why ? `: ${why}` : ""))),
      kept,
    ];
  }

  /** Let a vote be cast when both films were seen; say until then how much of them was. */
  ready() {
    const { blind, left, need } = this.room.state;
    if (!blind || !left) return;
    const [a, b] = this.#shares();
    const ready = Math.min(a, b) >= need && !this.casting;
    for (const button of this.choices) button.disabled = !ready;
    const words = ready || this.casting ? "" : `seen so far: A ${Math.round(100 * a)} %, B ${Math.round(100 * b)} %`;
    if (this.left.textContent !== words) this.left.textContent = words;
  }

  #shares() {
    return this.room.films.map((film) => Math.min(1, seenOf(this.room, film).share));
  }

  async #vote(choice) {
    const { room } = this;
    const [{ take }] = room.films;
    this.casting = true; // a vote is cast once, however often the button is pressed
    this.ready();
    await this.#told("vote", { take, choice, why: this.why.value, seen: this.#shares() }, () => (
      room.state.left ? `Your vote is kept. Two other films: ${this.progress.textContent}.` : "Your vote is kept. You have seen all; the names stand under the films."));
    this.casting = false;
    this.ready();
  }

  async #seat() {
    await this.#told("viewer", { name: this.viewer.value }, () => {
      this.viewer.value = "";
      return this.room.state.left ? `Two films: ${this.progress.textContent}.` : "";
    });
  }

  /** Whether nobody went to type elsewhere while Python answered. */
  #handsAreHere() {
    const at = document.activeElement;
    return !at || at === document.body || this.element.contains(at);
  }

  /** Tell Python; then put the hands back on the room, for what was pressed is out of use. */
  async #told(name, args, said) {
    const { room } = this;
    try {
      await room.ask(name, args);
      if (this.#handsAreHere()) room.root.focus();
      room.announcer.say(said());
    } catch (problem) {
      room.announcer.say(problem.message, "problem");
    }
  }
}
