/** A monitor's clock: it tells the time, and takes one that is typed, as to where to go. */
import { h } from "./dom.js";
import { readPlace, spoken, timecode } from "./time.js";

const HOW = "12:10 or 2.5 or 48f; with + or \u2212 so far from here";

export class Clock {
  /**
   * @param {string} name whose time it is
   * @param {import("./store.js").Store} store
   * @param {{at: () => number, last: () => number, frames: () => number, goto: (frame: number) => void, chosen: () => void}} monitor
   */
  constructor(name, store, monitor) {
    Object.assign(this, { name, store, monitor });
    this.shown = h("button", { type: "button", class: "ku-clock", title: "Click, and type where to go", "data-command": "time", "data-words": "Click, and type where to go", onclick: () => this.type() }, timecode(0, store.base));
    this.field = h("input", {
      type: "text", class: "ku-clockfield", hidden: true, autocomplete: "off", spellcheck: false, title: HOW, "aria-label": `Where to go in ${name}: ${HOW}`,
      onkeydown: (event) => this.#key(event), onblur: () => this.#close(),
    });
    this.element = h("span", { class: "ku-clockbox" }, this.shown, this.field);
  }

  /** Let somebody type; what is there already can be typed over, a sign begins a way from here. */
  type(sign = "") {
    if (!this.monitor.frames()) {
      this.store.emit("problem", `There is no frame in ${this.name} yet that one could go to.`);
      return;
    }
    this.monitor.chosen();
    this.field.value = sign || this.shown.textContent;
    this.shown.hidden = true;
    this.field.hidden = false;
    this.field.focus();
    if (!sign) this.field.select();
  }

  #close() {
    this.shown.hidden = false;
    this.field.hidden = true;
  }

  #key(event) {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Enter" && !this.#go()) return; // it stays, to be mended
    event.target.closest(".ku-room").focus({ preventScroll: true });
  }

  #go() {
    const { store, monitor, field } = this;
    const [here, end] = [Math.round(monitor.at()), monitor.last()];
    const to = readPlace(field.value, here, store.base, store.rate);
    if (to === null) {
      store.emit("problem", `\u201c${field.value}\u201d is no time. Write seconds and frames (12:10), seconds (2.5) or a frame (48f); +1:00 goes on from here.`);
      return false;
    }
    monitor.goto(Math.max(0, Math.min(to, end)));
    store.emit("say", this.#words(to, here, end));
    return true;
  }

  #words(to, here, end) {
    const { name, store: { base } } = this;
    if (to > end) return `${name[0].toUpperCase()}${name.slice(1)} ends at ${timecode(end, base)}: you stand there.`;
    if (to < 0) return `Nothing lies before the first frame of ${name}: you stand there.`;
    const by = to - here;
    return `${timecode(to, base)}, ${spoken(Math.abs(by), base)} ${by < 0 ? "earlier" : "later"}.`;
  }
}
