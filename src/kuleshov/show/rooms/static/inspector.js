/** The chosen shot as fields: every trim can be typed as well. */
import { h } from "./dom.js";
import { isCard, lengthOf } from "./edit.js";
import { readTime, shotTime } from "./time.js";

/** A field: its name, what it shows, and the gesture that a new value makes. */
const FIELDS = [
  ["In", (shot, base) => (isCard(shot) ? null : shotTime(shot.in, base)), (n, words, base) => time("trim", n, "in_", words, base), "seconds:frames"],
  ["Out", (shot, base) => (isCard(shot) ? null : shotTime(shot.out, base)), (n, words, base) => time("trim", n, "out", words, base), "seconds:frames"],
  ["Length", (shot, base) => shotTime(lengthOf(shot), base), (n, words, base, shot) => longer(n, words, base, shot), "seconds:frames"],
  ["Sound leads", (shot) => (shot.picture_only ? null : String(shot.split || 0)), (n, words) => frames("split", n, "frames", words), "frames; minus: it trails"],
  ["Dissolve", (shot) => String(shot.dissolve || 0), (n, words) => frames("dissolve", n, "frames", words), "frames"],
  ["Fade in", (shot) => String(shot.fade_in || 0), (n, words, _, shot) => fade(n, words, shot.fade_out, "fade_in"), "frames"],
  ["Fade out", (shot) => String(shot.fade_out || 0), (n, words, _, shot) => fade(n, words, shot.fade_in, "fade_out"), "frames"],
  ["Level", (shot) => (shot.picture_only ? null : String(shot.gain || 0)), (n, words) => decibels("level", n, "gain", words), "dB"],
  ["Note", (shot) => shot.note || "", (n, words) => ["note", { number: n, words }]],
];

function time(name, n, point, words, base) {
  const frame = readTime(words, base);
  return frame === null ? null : [name, { number: n, [point]: frame }];
}

function longer(n, words, base, shot) {
  const length = readTime(words, base);
  return length === null ? null : ["trim", { number: n, out: shot.in + length }];
}

function frames(name, n, field, words) {
  return /^-?\d{1,4}$/.test(words.trim()) ? [name, { number: n, [field]: Number(words) }] : null;
}

function decibels(name, n, field, words) {
  const value = Number(words.replace(",", ".").replace("−", "-"));
  return words.trim() && Number.isFinite(value) ? [name, { number: n, [field]: value }] : null;
}

function fade(n, words, other, field) {
  const length = /^\d{1,4}$/.test(words.trim()) ? Number(words) : null;
  const rest = field === "fade_in" ? { fade_out: other || 0 } : { fade_in: other || 0 };
  return length === null ? null : ["fade", { number: n, [field]: length, ...rest }];
}

export class Inspector {
  /** @param {import("./store.js").Store} store @param {(words: string) => void} problem */
  constructor(store, problem) {
    this.store = store;
    this.problem = problem;
    this.title = h("b", {});
    this.inputs = FIELDS.map(([name, , , unit], i) => h("input", {
      type: "text", class: name === "Note" ? "ku-note" : "", autocomplete: "off", spellcheck: false, "aria-label": unit ? `${name} (${unit})` : name, title: unit ? `${name}: ${unit}` : name,
      onchange: () => this.#change(i),
      onkeydown: (event) => this.#key(event, i),
    }));
    this.fields = FIELDS.map(([name], i) => h("label", {}, h("span", {}, name), this.inputs[i]));
    this.element = h("div", { class: "ku-inspector", role: "group", "aria-label": "The chosen shot" }, this.title, ...this.fields);
    this.update();
  }

  update() {
    const { store } = this;
    const number = store.selected.size ? store.current() : 0;
    const shot = store.edit.shots[number - 1];
    this.element.dataset.empty = String(!shot);
    this.title.textContent = shot ? `${number}  ${shot.text || shot.take}${shot.picture_only ? ", picture only" : ""}` : "No shot chosen";
    FIELDS.forEach(([, show], i) => {
      const words = shot ? show(shot, store.base) : null;
      this.fields[i].hidden = words === null;
      if (document.activeElement !== this.inputs[i]) this.inputs[i].value = words ?? "";
    });
  }

  #change(i) {
    const { store } = this;
    const number = store.current();
    const shot = store.edit.shots[number - 1];
    if (!shot) return;
    const [name, show, gesture] = FIELDS[i];
    if (this.inputs[i].value === show(shot, store.base)) return;
    const found = gesture(number, this.inputs[i].value, store.base, shot);
    if (found) store.gesture(...found);
    else this.problem(`${name}: “${this.inputs[i].value}” can't be read. Write seconds and frames (4:12), or whole frames.`);
    this.inputs[i].value = show(store.edit.shots[number - 1] ?? shot, store.base) ?? "";
  }

  #key(event, i) {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      this.#change(i);
      this.inputs[i].select();
    } else if (event.key === "Escape") {
      this.inputs[i].value = "";
      this.update();
      event.target.closest(".ku-room").focus();
    }
  }
}
