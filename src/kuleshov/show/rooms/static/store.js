/**
 * What a room knows: the edit as Python last told it, the gestures under way, the selection, the
 * playhead, and what is in the source monitor. Views listen; nothing here touches the page.
 */
import { after, framesOf, picture, shotAt } from "./edit.js";
import { chosenKeys, rememberKeys } from "./keys.js";
import { Refused } from "./plain.js";
import { clamp, readRate } from "./time.js";

const ANSWERS = new Set(["take_up", "leave"]); // to the question which version goes on: Python knows what it comes to

export class Store {
  /**
   * @param {import("./wire.js").Wire} wire
   * @param {any[]} bin the takes, as bin.py sends them
   * @param {any} state as cutting_room.py sends it
   */
  constructor(wire, bin, state) {
    this.wire = wire;
    this.takes = new Map(bin.map((take) => [take.name, take]));
    this.listeners = new Map();
    this.server = state;
    this.edit = state.edit;
    this.playhead = 0;
    /** @type {Set<number>} indexes of the chosen shots */
    this.selected = new Set();
    this.anchor = -1;
    /** @type {{lane: string, number: number} | null} the chosen sound of a lane */
    this.sound = null;
    /** @type {Set<string>} lanes that are heard by themselves; "" stands for the shots' own sound */
    this.solo = new Set();
    this.tool = "trim";
    /** Whether what is dragged catches on cuts, markers and the playhead. */
    this.snapping = true;
    this.keys = chosenKeys();
    this.monitor = "record";
    /** @type {{take: string, in: number, out: number, at: number, marked: Set<string>} | null} */
    this.source = null;
    /** @type {{in: number | null, out: number | null}} the film's own marks */
    this.opened = new Map(); // takes that were in the source monitor, with their marks
    this.marked = { in: null, out: null };
    /** What of the source is put into the film. */
    this.patch = { picture: true, sound: true };
    /** @type {{shots: import("./edit.js").Shot[]} | {lane: string, sound: import("./lanes.js").LaidSound} | null} what was copied */
    this.clipboard = null;
    this.lane = ""; // in which sound alone was laid last
    /** @type {{after: number, side: "both" | "before" | "behind"} | null} a chosen cut, by the shot before it */
    this.point = null;
    this.findings = state.findings;
    this.expected = state.gestures;
    this.past = [];
    this.future = [];
    wire.onanswer = (answer, message) => this.#answered(answer, message);
    wire.onstatus = (status) => this.emit("python", status);
  }

  get base() { return this.server.base; }
  get rate() { return readRate(this.edit.rate); }
  get frames() { return framesOf(this.edit); }
  framesIn = (name) => this.takes.get(name)?.frames ?? Infinity;
  clockOf = (name) => this.takes.get(name)?.scene ?? null;

  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(listener);
    return () => this.listeners.get(name).delete(listener);
  }

  emit(name, value) {
    for (const listener of this.listeners.get(name) ?? []) listener(value);
  }

  /** Do something to the edit, here at once and in Python as soon as it hears of it. */
  gesture(name, args = {}) {
    const before = this.edit;
    const [held, lane] = [this.theSound(), this.sound?.lane];
    try {
      this.edit = this.#foreseen(name, args);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      this.emit("problem", problem.message);
      return false;
    }
    this.#remember(name, before);
    this.wire.gesture(name, args);
    this.#follow(name, before, held, lane);
    this.#settle(name, args);
    this.emit("edit");
    this.emit("gesture", { name, args, before });
    return true;
  }

  /** What the edit would be after a gesture; null where it can't be done. */
  preview(name, args) {
    try {
      return after(this.edit, name, args, this.framesIn, this.clockOf);
    } catch (problem) {
      if (problem instanceof Refused) return null;
      throw problem;
    }
  }

  #foreseen(name, args) {
    if (name === "undo" || name === "redo") {
      const stack = name === "undo" ? this.past : this.future;
      if (!stack.length && !this.server[name]) throw new Refused(`There is nothing to ${name}.`);
      return stack.at(-1) ?? this.edit;
    }
    return ANSWERS.has(name) ? this.edit : after(this.edit, name, args, this.framesIn, this.clockOf);
  }

  #remember(name, before) {
    if (name === "undo") {
      if (this.past.pop()) this.future.push(before);
    } else if (name === "redo") {
      if (this.future.pop()) this.past.push(before);
    } else if (!ANSWERS.has(name)) {
      this.past.push(before);
      this.future = [];
    }
  }

  /** Take in the state that Python tells; it counts as soon as no gesture is under way. */
  told(state) {
    this.server = state;
    this.#agree();
    this.emit("state");
  }

  /** Take in findings that took longer to find. */
  found(findings) {
    this.findings = findings;
    this.emit("selection");
  }

  #answered(answer, message) {
    if (answer.gestures !== undefined) this.expected = answer.gestures;
    if (!answer.ok) {
      this.past = [];
      this.future = [];
      this.edit = this.server.edit;
      for (const { message: waiting } of this.wire.pending) {
        try {
          this.edit = after(this.edit, waiting.do, waiting.args, this.framesIn, this.clockOf);
        } catch { /* Python will say so itself */ }
      }
      this.#keepInside();
      this.emit("edit");
      this.emit("problem", answer.problem);
    }
    this.#agree();
    this.emit("answer", { answer, message });
  }

  #agree() {
    if (this.wire.pending.length || this.server.gestures < this.expected) return;
    this.expected = this.server.gestures;
    const others = JSON.stringify(this.findings) !== JSON.stringify(this.server.findings);
    this.findings = this.server.findings;
    if (JSON.stringify(this.edit) !== JSON.stringify(this.server.edit)) {
      this.edit = this.server.edit;
      this.past = [];
      this.future = [];
      this.#keepInside();
      this.emit("edit");
    } else if (others) this.emit("selection"); // what was foreseen is there already
    this.emit("agreed");
  }

  // The selection and the playhead

  /** Choose a shot; with `extend` all from the one chosen first, with `add` one more or less. */
  select(index, { extend = false, add = false } = {}) {
    if (index < 0 || index >= this.edit.shots.length) this.selected = new Set();
    else if (extend && this.anchor >= 0) {
      const [low, high] = [Math.min(this.anchor, index), Math.max(this.anchor, index)];
      this.selected = new Set(Array.from({ length: high - low + 1 }, (_, i) => low + i));
    } else if (add) {
      if (!this.selected.delete(index)) this.selected.add(index);
      this.anchor = index;
    } else {
      this.selected = new Set([index]);
      this.anchor = index;
    }
    this.focus = index;
    this.point = null;
    this.sound = null;
    this.emit("selection");
  }

  /** Choose a sound of a lane; null chooses none. */
  selectSound(lane, number = 0) {
    this.sound = lane === null ? null : { lane, number };
    this.selected = new Set();
    this.point = null;
    if (lane !== null) this.lane = lane;
    this.emit("selection");
  }

  /** Choose the sound that begins at a frame. */
  selectSoundAt(lane, frame) {
    const index = this.#laneOf(lane)?.sounds.findIndex((one) => one.at === frame) ?? -1;
    this.selectSound(index < 0 ? null : lane, index + 1);
  }

  #laneOf(name) {
    return (this.edit.lanes ?? []).find((lane) => lane.name === name);
  }

  /** The chosen sound itself; undefined where none is. */
  theSound() {
    return this.sound ? this.#laneOf(this.sound.lane)?.sounds[this.sound.number - 1] : undefined;
  }

  /** A name that no lane has yet. */
  freshLane() {
    const names = new Set((this.edit.lanes ?? []).map((lane) => lane.name));
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? "sound" : `sound ${n}`;
      if (!names.has(name)) return name;
    }
  }

  /** Hear a lane by itself, or with the others again. */
  toggleSolo(name) {
    if (!this.solo.delete(name)) this.solo.add(name);
    this.emit("mix");
  }

  /** Choose all shots, or all from one on. */
  selectAll(from = 0) {
    this.selected = new Set([...this.edit.shots.keys()].slice(from));
    this.anchor = from;
    this.point = null;
    this.sound = null;
    this.emit("selection");
  }

  /** Choose the cut behind a shot (0 is the film's beginning), to trim one side of it or both. */
  choosePoint(behind, side = "both") {
    const last = this.edit.shots.length;
    if (!last) return;
    const number = clamp(behind, 0, last);
    this.selected = new Set();
    this.sound = null;
    this.point = { after: number, side: number === 0 ? "behind" : number === last ? "before" : side };
    this.emit("selection");
  }

  /** The numbers of the chosen shots, or of the one under the playhead. @returns {number[]} */
  chosen() {
    if (this.selected.size) return [...this.selected].sort((a, b) => a - b).map((index) => index + 1);
    return this.edit.shots.length ? [shotAt(this.edit, this.playhead) + 1] : [];
  }

  /** The one shot that a trim is about: the last chosen, or the one under the playhead. */
  current() {
    if (this.selected.has(this.anchor)) return this.anchor + 1;
    return this.chosen().at(-1) ?? 0;
  }

  goto(frame) {
    const to = clamp(Math.round(frame), 0, Math.max(0, this.frames));
    if (to === this.playhead) return;
    this.playhead = to;
    this.emit("playhead");
  }

  /** What is chosen keeps its number, or is found again by what it is where others came or went. */
  #follow(name, before, sound, lane) {
    const back = name === "undo" || name === "redo";
    const { shots } = this.edit;
    if (back && shots.length !== before.shots.length) {
      this.selected = new Set([...this.selected].map((index) => placeOf(shots, before.shots[index])).filter((index) => index >= 0));
    }
    const [was, now] = [before, this.edit].map((edit) => (edit.lanes ?? []).find((each) => each.name === lane)?.sounds ?? []);
    if (!sound || !(name === "lay" || name === "fill" || (back && was.length !== now.length))) return;
    const place = placeOf(now, sound);
    this.sound = place < 0 ? null : { lane, number: place + 1 };
  }

  #settle(name, args) {
    const last = this.edit.shots.length - 1;
    if (name === "add") this.selected = new Set([last]);
    else if (name === "insert") this.selected = new Set([args.number - 1]);
    else if (["cutaway", "insert_at", "overwrite", "angle"].includes(name)) this.selected = new Set([shotAt(this.edit, args.at)]);
    else if (name === "title" || name === "black") this.selected = new Set([(args.before ?? last + 1) - 1]);
    else if (name === "move") {
      const first = Math.min(args.to, this.edit.shots.length - args.numbers.length + 1) - 1;
      this.selected = new Set(args.numbers.map((_, i) => first + i));
    } else if (["remove", "paste", "lift_range", "extract_range"].includes(name)) this.selected = new Set();
    if (name === "lay" || name === "fill") this.lane = args.lane;
    if (name === "sound_remove") this.sound = null;
    if (name === "lane_name" && this.solo.delete(args.lane)) this.solo.add(args.name);
    if (this.selected.size === 1) this.anchor = [...this.selected][0];
    if (this.selected.size) this.point = null;
    this.#keepInside();
  }

  #keepInside() {
    const count = this.edit.shots.length;
    this.selected = new Set([...this.selected].filter((index) => index < count));
    if (this.point && this.point.after > count) this.point = null;
    if (this.sound && !this.theSound()) this.sound = null;
    for (const name of this.solo) if (name && !this.#laneOf(name)) this.solo.delete(name);
    this.playhead = clamp(this.playhead, 0, this.frames);
  }

  /** The cuts and both ends, in order. @returns {number[]} */
  cuts() {
    return [0, ...picture(this.edit).map((span) => span.stop)];
  }

  // The source monitor

  /**
   * Put a take into the source monitor, marked from slate to handle unless it is there already.
   * @param {number} [at] the frame to stand on; where it stood, or its first one, where left out
   */
  open(name, at) {
    const take = this.takes.get(name);
    if (!take || !take.frames) return;
    if (this.source) this.opened.set(this.source.take, this.source);
    this.source = this.opened.get(name) ?? { take: name, in: take.first, out: take.last, at: take.first, marked: new Set() };
    if (at !== undefined) this.source.at = clamp(at, 0, take.frames - 1);
    this.monitor = "source";
    this.emit("source");
    this.emit("monitor");
  }

  /** The take and its frame that the active monitor stands on; null at a card, or where none is. */
  moment() {
    if (this.monitor === "source" && this.source) return { take: this.source.take, frame: this.source.at };
    const span = picture(this.edit)[shotAt(this.edit, this.playhead)];
    if (!span || !this.takes.has(span.shot.take)) return null;
    return { take: span.shot.take, frame: span.offset + clamp(this.playhead, span.start, span.stop - 1) - span.start };
  }

  marks(name) {
    const take = this.takes.get(name);
    if (this.source?.take === name) return { in_: this.source.in, out: this.source.out };
    return { in_: take.first, out: take.last };
  }

  /** Set the in or out point of the take in the source monitor. */
  mark(edge, frame) {
    const source = this.source;
    if (!source) return;
    const end = this.framesIn(source.take);
    source.marked.add(edge);
    if (edge === "in") {
      source.in = clamp(frame, 0, end - 1);
      if (source.out <= source.in) this.#unmark("out", end);
    } else {
      source.out = clamp(frame, 1, end);
      if (source.in >= source.out) this.#unmark("in", 0);
    }
    this.emit("source");
  }

  #unmark(edge, frame) {
    this.source.marked.delete(edge);
    this.source[edge] = frame;
  }

  /** Clear the source's marks, or one of them: what stays is from slate to handle. */
  clearMarks(edges = ["in", "out"]) {
    const take = this.takes.get(this.source.take);
    for (const edge of edges) this.#unmark(edge, edge === "in" ? take.first : take.last);
    if (this.source.out <= this.source.in) Object.assign(this.source, edges.includes("in") ? { in: 0 } : { out: take.frames });
    this.emit("source");
  }

  /** Set a mark of the film, or clear it with null; a mark on the wrong side of the other clears that. */
  markFilm(edge, frame) {
    const { marked } = this;
    marked[edge] = frame === null ? null : clamp(frame, 0, this.frames);
    if (marked.in !== null && marked.out !== null && marked.out <= marked.in) marked[edge === "in" ? "out" : "in"] = null;
    this.emit("marked");
  }

  /** The film's marks were used up by a gesture, which says what it did. */
  clearFilm() {
    this.marked = { in: null, out: null };
    this.emit("marked", "used");
  }

  /** The editor's own markers, in order; those that answer a finding aside. */
  markers() {
    return (this.edit.markers ?? []).filter((marker) => !marker.answers);
  }

  /** The lane that sound alone is laid in: the last one, the first that cutaways don't fill, or a new one. */
  laneForSound() {
    const lanes = (this.edit.lanes ?? []).map((lane) => lane.name);
    return lanes.includes(this.lane) ? this.lane : lanes.find((name) => !/^under( \d+)?$/.test(name)) ?? "sound";
  }

  /** The lane that tone is laid in: the chosen sound's, one that holds its tone already, or a new one. */
  laneForTone(take) {
    const lanes = this.edit.lanes ?? [];
    if (this.sound) return this.sound.lane;
    const from = this.source?.take === take ? this.source.in : null;
    const own = lanes.find(({ sounds }) => sounds.length && sounds.every((one) => one.take === take && one.in === from && !one.stem));
    return own?.name ?? (lanes.some(({ name }) => name === "tone") ? this.freshLane() : "tone");
  }

  /** Switch snapping on or off. */
  snap() {
    this.snapping = !this.snapping;
    this.emit("snap");
  }

  /** Switch on or off what of the source is put into the film. */
  usePatch(part) {
    this.patch[part] = !this.patch[part];
    this.emit("patch");
  }

  /** What is marked of the film: from in to out, or to its ends; null where nothing is. */
  range() {
    const { in: start, out: stop } = this.marked;
    if (start === null && stop === null) return null;
    const range = { start: Math.min(start ?? 0, this.frames), stop: Math.min(stop ?? this.frames, this.frames) };
    return range.start < range.stop ? range : null;
  }

  /** Take another set of keys, here and in the rooms that are opened next. */
  useKeys(set) {
    this.keys = set;
    rememberKeys(set);
    this.emit("keys");
  }

  look(monitor) {
    if (monitor === this.monitor) return;
    this.monitor = monitor;
    this.emit("monitor");
  }

  /** What the browser keeps by itself, in case Python never hears of it. */
  record() {
    return {
      lineage: this.server.lineage,
      gestures: this.server.gestures + this.wire.pending.length,
      edit: this.edit,
      when: localTime(),
    };
  }
}

function placeOf(all, one) {
  const words = JSON.stringify(one);
  return all.findIndex((each) => JSON.stringify(each) === words);
}

function localTime() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
  return local.toISOString().slice(0, 16).replace("T", " ");
}
