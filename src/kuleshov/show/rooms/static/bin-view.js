/** The bin: takes with pictures that scrub under the pointer, names, lengths, words, a filter. */
import { h, oncePerFrame, context } from "./dom.js";
import { drawPicture } from "./looks.js";
import { clamp, inSeconds } from "./time.js";
import { drawWave } from "./wave.js";

const WIDTH = 128;
const HEIGHT = 72;

export class BinView {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./looks.js").Looks} looks
   * @param {{ondrag: (take: string, event: PointerEvent) => void, focus: () => void}} parts what
   *   to do when a pointer goes down on a take, and how to give the focus to the room
   */
  constructor(store, looks, { ondrag, focus }) {
    this.focus = focus;
    this.store = store;
    this.looks = looks;
    this.rows = new Map();
    this.active = "";
    this.filter = h("input", { type: "search", class: "ku-filter", placeholder: "Look for a take", "aria-label": "Look for a take by name or words", oninput: () => this.#narrow() });
    this.list = h("div", { class: "ku-takes", role: "listbox", tabindex: "0", "aria-label": "Takes", id: `ku-takes-${Math.random().toString(36).slice(2, 8)}` });
    this.empty = h("p", { class: "ku-empty", hidden: true }, "No take by these words.");
    for (const take of store.takes.values()) this.list.append(this.#row(take, ondrag));
    this.element = h("section", { class: "ku-bin", "aria-label": "Bin" },
      h("header", {}, h("h3", {}, "Bin"), h("span", { class: "ku-count" }, `${store.takes.size} takes`), this.filter), this.list, this.empty);
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("focus", () => this.#mark(this.#standing()));
    this.filter.addEventListener("keydown", (event) => this.#search(event));
    this.seen = new IntersectionObserver((entries) => this.#appeared(entries), { root: this.list, rootMargin: "200px" });
    for (const row of this.rows.values()) this.seen.observe(row.element);
    store.on("source", () => this.#mark(store.source?.take, false));
  }

  #row(take, ondrag) {
    const usable = take.last - take.first;
    const canvas = h("canvas", { "aria-hidden": "true" });
    const element = h("div", { class: "ku-take", role: "option", id: `${this.list.id}-${this.rows.size}`, "aria-selected": "false", title: take.words || take.problem || take.name },
      h("div", { class: "ku-thumb" }, canvas, h("span", { class: "ku-scrub" })),
      h("div", { class: "ku-facts" }, h("b", {}, take.name), h("span", { class: "ku-length" }, take.frames ? inSeconds(usable, this.store.base) : "missing"),
        h("span", { class: "ku-words" }, take.problem || take.words || "")));
    const row = { take, element, canvas, at: null };
    row.paint = oncePerFrame(() => this.#paint(row));
    this.rows.set(take.name, row);
    if (!take.frames || take.problem) {
      element.setAttribute("aria-disabled", "true");
      return element;
    }
    canvas.addEventListener("pointermove", (event) => this.#scrub(row, event));
    canvas.addEventListener("pointerleave", () => this.#scrub(row, null));
    element.addEventListener("mousedown", (event) => event.preventDefault()); // the list stays where it is
    element.addEventListener("pointerdown", (event) => event.button === 0 && ondrag(take.name, event));
    element.addEventListener("click", () => this.#open(take.name));
    return element;
  }

  #open(name) {
    const { frames, problem } = this.store.takes.get(name);
    if (!frames || problem) return;
    this.store.open(name);
    this.focus();
  }

  #scrub(row, event) {
    const share = event ? clamp(event.offsetX / row.canvas.clientWidth, 0, 1) : null;
    row.at = share;
    const mark = row.element.querySelector(".ku-scrub");
    mark.style.left = share === null ? "-4px" : `${share * 100}%`;
    row.paint();
  }

  #paint(row) {
    const pen = context(row.canvas, WIDTH, HEIGHT);
    Object.assign(row.canvas.style, { width: "100%", height: "100%" }); // as large as its tile
    const look = this.looks.known.get(row.take.name);
    if (!look) return;
    const { first, last, frames } = row.take;
    if (row.take.unseen) return drawWave(pen, look, { x: 0, w: WIDTH, top: 0, height: HEIGHT, offset: 0, gain: 0, scale: WIDTH / frames, rate: this.store.rate, left: 0, right: WIDTH });
    const frame = first + (last - first) * (row.at ?? 0.5);
    return drawPicture(pen, look, frame, 0, 0, WIDTH, HEIGHT);
  }

  /** A take's look has come. */
  looked(name) {
    this.rows.get(name)?.paint();
  }

  #appeared(entries) {
    const names = entries.filter((entry) => entry.isIntersecting).map((entry) => this.#nameOf(entry.target)).filter(Boolean);
    const usable = names.filter((name) => this.store.takes.get(name).frames);
    this.looks.want(usable, false);
    this.looks.prefer(usable);
    for (const name of names) this.rows.get(name).paint();
  }

  #nameOf(element) {
    return [...this.rows.values()].find((row) => row.element === element)?.take.name;
  }

  #shown() {
    return [...this.rows.values()].filter((row) => !row.element.hidden).map((row) => row.take);
  }

  #narrow() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { take, element } of this.rows.values()) {
      const about = `${take.name} ${take.setup ?? ""} ${take.words ?? ""}`.toLowerCase();
      element.hidden = !words.every((word) => about.includes(word));
    }
    this.empty.hidden = this.#shown().length > 0;
  }

  /** What is chosen in the list, or else the first that is shown. */
  #standing() {
    const names = this.#shown().map((take) => take.name);
    return names.includes(this.active) ? this.active : names[0];
  }

  /** From the words on: down into what was found, or open the first of it. */
  #search(event) {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    event.stopPropagation();
    const first = this.#shown().find((take) => take.frames && !take.problem);
    if (event.key === "ArrowDown") this.list.focus();
    else if (first && this.filter.value.trim()) this.#open(first.name);
  }

  #mark(name, scroll = true) {
    if (!name || !this.rows.has(name)) return;
    this.active = name;
    for (const [each, { element }] of this.rows) element.setAttribute("aria-selected", String(each === name));
    const { element } = this.rows.get(name);
    this.list.setAttribute("aria-activedescendant", element.id);
    if (scroll) {
      const [top, bottom] = [element.offsetTop, element.offsetTop + element.offsetHeight];
      if (top < this.list.scrollTop) this.list.scrollTop = top;
      if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight;
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const shown = this.#shown().map((take) => take.name);
    const place = shown.indexOf(this.active);
    const row = this.#perRow();
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, ArrowDown: place + row, ArrowUp: place - row, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) this.#mark(shown[clamp(to, 0, shown.length - 1)]);
    else if (event.key === "Enter" && place >= 0) this.#open(this.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** How many takes lie beside each other. */
  #perRow() {
    const tops = [...this.rows.values()].filter((row) => !row.element.hidden).map((row) => row.element.offsetTop);
    return tops.filter((top) => top === tops[0]).length || 1;
  }

  close() {
    this.seen.disconnect();
  }
}
