/** The chosen shot, or the chosen sound of a lane, as fields: every trim can be typed as well. */
import { h } from "./dom.js";
import { isCard, lengthOf } from "./edit.js";
import { gradeWords, readGrade } from "./grade.js";
import { readLevel } from "./lane-heads.js";
import { lasts } from "./lanes.js";
import { readTime, shotTime } from "./time.js";

/**
 * A field of a shot: its name, what it shows, the gesture that a new value makes (with what reads
 * a time), and its unit.
 * What it shows is null where the shot has none.
 */
const SHOT = [
  ["Words", (shot) => (shot.take === "title" ? shot.text || "" : null), (n, words) => ["words", { number: n, words }], "what is read on the title"],
  ["In", (shot, base) => (isCard(shot) ? null : shotTime(shot.in, base)), (n, words, read) => time("trim", n, "in_", read(words)), "seconds, seconds:frames, or frames as 48f"],
  ["Out", (shot, base) => (isCard(shot) ? null : shotTime(shot.out, base)), (n, words, read) => time("trim", n, "out", read(words)), "seconds, seconds:frames, or frames as 48f"],
  ["Length", (shot, base) => shotTime(lengthOf(shot), base), (n, words, read, shot) => longer(n, read(words), shot), "seconds, seconds:frames, or frames as 48f"],
  ["Sound leads", (shot) => (shot.picture_only ? null : String(shot.split || 0)), (n, words) => frames("split", n, "frames", words), "frames; minus: it trails"],
  ["Dissolve", (shot) => String(shot.dissolve || 0), (n, words) => frames("dissolve", n, "frames", words), "frames"],
  ["Fade in", (shot) => String(shot.fade_in || 0), (n, words, _, shot) => fade(n, words, shot.fade_out, "fade_in"), "frames"],
  ["Fade out", (shot) => String(shot.fade_out || 0), (n, words, _, shot) => fade(n, words, shot.fade_in, "fade_out"), "frames"],
  ["Level", (shot) => (shot.picture_only ? null : String(shot.gain || 0)), (n, words) => decibels("level", n, "gain", words), "dB"],
  ["Heard", (shot, _, stems) => (shot.picture_only || !stems.length ? null : shot.stem || ALL), (n, words) => ["stem", { number: n, name: stemOf(words) }], "all of its sound, one of its voices alone, or the rest without them"],
  ["Grade", (shot) => (isCard(shot) ? null : gradeWords(shot.grade)), (n, words) => graded(n, words), "stops, warmth, tint: -1.45 stops, +0.1 warmth; empty takes it off"],
  ["Note", (shot) => shot.note || "", (n, words) => ["note", { number: n, words }]],
];

/** The same of a sound in a lane, which is named by its lane and number. */
const SOUND = [
  ["In", (one, base) => shotTime(one.in, base), (held, words, read) => laidTime("sound_trim", held, "in_", read(words)), "seconds, seconds:frames, or frames as 48f"],
  ["Out", (one, base) => shotTime(one.out, base), (held, words, read) => laidTime("sound_trim", held, "out", read(words)), "seconds, seconds:frames, or frames as 48f"],
  ["At", (one, base) => shotTime(one.at, base), (held, words, read) => laidTime("sound_move", held, "at", read(words)), "seconds, seconds:frames, or frames as 48f, of the film"],
  ["Length", (one, base) => shotTime(lasts(one), base), (held, words, read, one) => laidLength(held, read(words), one), "seconds, seconds:frames, or frames as 48f"],
  ["Level", (one) => String(one.gain || 0), (held, words) => laidNumber(held, "gain", readLevel(words)), "dB"],
  ["Fade in", (one) => String(one.fade_in || 0), (held, words) => laidNumber(held, "fade_in", whole(words)), "frames"],
  ["Fade out", (one) => String(one.fade_out || 0), (held, words) => laidNumber(held, "fade_out", whole(words)), "frames"],
  ["Heard", (one, _, stems) => (stems.length ? one.stem || ALL : null), (held, words) => ["sound_change", { ...held, stem: stemOf(words) }], "all of its sound, one of its voices alone, or the rest without them"],
  ["Note", (one) => one.note || "", (held, words) => ["sound_change", { ...held, note: words }]],
];
const ALL = "all";
const stemOf = (words) => (words === ALL ? "" : words);

const whole = (words) => (/^\d{1,5}$/.test(words.trim()) ? Number(words) : null);
const laidNumber = (held, field, value) => (value === null ? null : ["sound_change", { ...held, [field]: value }]);

const laidTime = (name, held, point, frame) => (frame === null ? null : [name, { ...held, [point]: frame }]);
const laidLength = (held, length, one) => (length === null ? null : ["sound_trim", { ...held, out: one.in + length }]);
const time = (name, n, point, frame) => (frame === null ? null : [name, { number: n, [point]: frame }]);
const longer = (n, length, shot) => (length === null ? null : ["trim", { number: n, out: shot.in + length }]);

function frames(name, n, field, words) {
  return /^-?\d{1,4}$/.test(words.trim()) ? [name, { number: n, [field]: Number(words) }] : null;
}

function decibels(name, n, field, words) {
  const value = readLevel(words);
  return value === null ? null : [name, { number: n, [field]: value }];
}

function graded(n, words) {
  const grade = readGrade(words);
  return grade && ["grade", { number: n, stops: 0, warmth: 0, tint: 0, ...grade }];
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
    this.shot = SHOT.map((field) => this.#input(field));
    this.sound = SOUND.map((field) => this.#input(field));
    this.element = h("div", { class: "ku-inspector", role: "group", "aria-label": "What is chosen" }, this.title, ...[...this.shot, ...this.sound].map(({ label }) => label));
    this.update();
  }

  #input(field) {
    const [name, , , unit] = field;
    const words = unit ? `${name} (${unit})` : name;
    const kind = name === "Heard" ? ["select", {}] : ["input", { type: "text", class: { Note: "ku-note", Words: "ku-note", Grade: "ku-grade" }[name] ?? "", autocomplete: "off", spellcheck: false }];
    const input = h(kind[0], {
      ...kind[1], "aria-label": words, title: unit ? `${name}: ${unit}` : name,
      onchange: () => this.#change(field, input),
      onkeydown: (event) => this.#key(event, field, input),
    });
    return { field, input, label: h("label", {}, h("span", {}, name), input) };
  }

  /** What is chosen: a sound of a lane, a shot, or nothing. */
  #chosen() {
    const { store } = this;
    const sound = store.theSound();
    if (sound) return { what: sound, handle: { ...store.sound }, fields: this.sound };
    const number = store.selected.size ? store.current() : 0;
    return { what: store.edit.shots[number - 1], handle: number, fields: this.shot };
  }

  #stemsOf(what) {
    return this.store.takes.get(what?.take)?.stems ?? [];
  }

  update() {
    const { store } = this;
    const { what, handle, fields } = this.#chosen();
    const stems = this.#stemsOf(what);
    this.element.dataset.empty = String(!what);
    this.title.textContent = titleOf(what, handle);
    for (const { field: [, show], input, label } of [...this.shot, ...this.sound]) {
      const shown = what && fields.some((each) => each.input === input);
      const words = shown ? show(what, store.base, stems) : null;
      label.hidden = words === null;
      if (words !== null && input.matches("select")) offer(input, [ALL, ...stems]);
      if (document.activeElement !== input) input.value = words ?? "";
    }
  }

  #change(field, input) {
    const { store } = this;
    const { what, handle, fields } = this.#chosen();
    if (!what || !fields.some((each) => each.input === input)) return;
    const [name, show, gesture, unit] = field;
    const stems = this.#stemsOf(what);
    if (input.value === show(what, store.base, stems)) return;
    const read = (words) => (/^\s*[-+\u2212]/.test(words) ? null : readTime(words, store.base, store.rate)); // points have no sign
    const found = gesture(handle, input.value, read, what);
    if (found) {
      if (store.gesture(...found) && found[0] === "sound_move") store.selectSoundAt(found[1].lane, found[1].at);
    } else this.problem(`${name}: “${input.value}” can't be read. ${hintOf(unit)}`);
    input.value = show(this.#chosen().what ?? what, store.base, stems) ?? "";
  }

  #key(event, field, input) {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      this.#change(field, input);
      input.select?.();
    } else if (event.key === "Escape") {
      // what stands in the edit, whatever was typed: leaving the field changes nothing then
      const { what } = this.#chosen();
      if (what) input.value = field[1](what, this.store.base, this.#stemsOf(what)) ?? "";
      event.target.closest(".ku-room").focus();
    }
  }
}

function titleOf(what, handle) {
  if (!what) return "Nothing chosen";
  if (handle.lane) return `${handle.lane}, ${handle.number}: ${what.take}`;
  return `${handle}: ${what.text || what.take}${what.picture_only ? ", picture only" : ""}`;
}

function offer(select, names) {
  if ([...select.options].map((option) => option.value).join("\n") === names.join("\n")) return;
  select.replaceChildren(...names.map((name) => h("option", { value: name }, name)));
}

function hintOf(unit) {
  if (unit === "dB") return "Write a number of dB, such as -6.";
  if (unit.startsWith("stops")) return "Write stops of light, such as -1.45 stops, +0.1 warmth, -0.1 tint.";
  if (unit.startsWith("frames")) return "Write whole frames.";
  return "Write seconds (4.5), seconds and frames (4:12) or a frame (108f).";
}
