/** The timeline: ruler, marks, picture and sound lanes, playhead. Drawn, with a list laid over it. */
import { describe } from "./announce.js";
import { context, h, oncePerFrame, placeOption } from "./dom.js";
import { framesOf, isCard, picture, sound } from "./edit.js";
import { findingMarks } from "./findings.js";
import { keyOf } from "./keys.js";
import { LaneRows, lanesHeight } from "./lane-rows.js";
import { drawPicture } from "./looks.js";
import { Tiles } from "./tiles.js";
import { clamp, timecode } from "./time.js";
import { drawLevel, drawWave } from "./wave.js";

export const ROWS = { ruler: 22, marks: 18, picture: 68, gap: 4, sound: 44, foot: 6 };
export const TOP = ROWS.ruler + ROWS.marks;
const SOUND = TOP + ROWS.picture + ROWS.gap;
const LANES = SOUND + ROWS.sound + ROWS.gap;
const PAD = 14;
const MOST = 24;
const LIGHTS = ["moon", "filament", "paper", "seen", "seen-next", "heard", "heard-next", "card"];
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Which row of the timeline a height lies in. */
export function rowAt(y) {
  if (y < ROWS.ruler) return "ruler";
  if (y < TOP) return "marks";
  if (y < SOUND - ROWS.gap / 2) return "picture";
  return "sound";
}

export class TimelineView {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./looks.js").Looks} looks
   * @param {(words: string) => void} say show a mark's sentence
   */
  constructor(store, looks, say) {
    this.store = store;
    this.looks = looks;
    this.say = say;
    this.scale = 4;
    this.fitted = true;
    this.shown = null; // an edit that a gesture would lead to
    this.hint = null; // {frame} a place to drop, {edge} an edge under the pointer
    this.canvas = h("canvas", { class: "ku-canvas", "aria-hidden": "true" });
    this.lane = h("div", { class: "ku-lane", role: "listbox", tabindex: "0", "aria-label": "Shots of the film", "aria-multiselectable": "true", "aria-orientation": "horizontal" });
    this.marks = h("div", { class: "ku-marks", role: "group", "aria-label": "Findings" });
    this.markers = h("div", { class: "ku-markers", role: "group", "aria-label": "Markers" });
    this.head = h("div", { class: "ku-playhead" });
    this.empty = h("p", { class: "ku-start" });
    this.lanes = new LaneRows(store, looks, LANES);
    this.tiles = new Tiles();
    /** @type {string[]} what each row showed when it was drawn last, by where it begins */
    this.painted = [];
    this.soundRow = { top: SOUND, height: ROWS.sound };
    this.track = h("div", { class: "ku-track" }, this.canvas, this.lane, this.lanes.element, this.marks, this.markers, this.empty, this.head);
    this.element = h("div", { class: "ku-scroll" }, this.track);
    this.name = `ku-shot-${Math.random().toString(36).slice(2, 8)}`;
    this.ongoto = (_frame) => {};
    this.onfinding = (_finding, _byKey) => {};
    this.paint = oncePerFrame(() => this.#paint());
    this.wide = 0; // as last seen: to ask for it after writing would lay out the page each time
    this.scrolled = 0; // as last heard, for the same reason
    this.element.addEventListener("scroll", () => {
      this.scrolled = this.element.scrollLeft;
      this.paint();
    });
    this.lane.addEventListener("focus", () => { if (!store.selected.size && store.edit.shots.length) store.select(0); });
    this.rows = {};
    this.sizes = new ResizeObserver(() => {
      this.wide = this.element.clientWidth;
      this.update();
    });
    this.sizes.observe(this.element);
  }

  get edit() { return this.shown ?? this.store.edit; }
  x(frame) { return PAD + frame * this.scale; }
  frameAt(x) { return (x - PAD) / this.scale; }

  /** How high the timeline is, with as many lanes as are shown. */
  get height() { return LANES + lanesHeight(Math.max(this.edit.lanes?.length ?? 0, this.store.edit.lanes?.length ?? 0)) + ROWS.foot; }

  /** Whether a shot comes from a take. */
  takes(shot) { return !isCard(shot); }

  label(...what) { label(...what); }

  /** Where in the timeline a pointer is. */
  locate(event) {
    const box = this.track.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** Show the edit that a gesture would lead to; null ends it. */
  preview(edit, hint = null) {
    this.shown = edit;
    this.hint = hint;
    this.paint();
  }

  fit() {
    this.fitted = true;
    this.update();
    this.#scrollTo(0);
  }

  /** Come nearer, or go farther, around the playhead. */
  zoom(factor, around = this.store.playhead) {
    const before = this.x(around) - this.element.scrollLeft;
    this.fitted = false;
    this.scale = clamp(this.scale * factor, this.#whole(), MOST);
    this.update();
    this.#scrollTo(this.x(around) - before);
  }

  #whole() {
    const width = (this.wide || 800) - 2 * PAD;
    return clamp(width / Math.max(this.store.frames, 10 * this.store.base), 0.02, MOST);
  }

  /** The edit, the selection or the room's width has changed. */
  update() {
    if (this.fitted) this.scale = this.#whole();
    this.scale = Math.max(this.scale, this.#whole());
    this.track.style.height = `${this.height}px`;
    this.#list();
    this.lanes.update((frame) => this.x(frame));
    this.#findings();
    this.#markers();
    this.empty.hidden = this.store.edit.shots.length > 0;
    this.empty.textContent = `Drag a take here, or choose one and press ${keyOf("append", this.store.keys)}.`;
    this.follow(false);
    this.paint();
  }

  /** Keep the playhead in sight. */
  follow(scroll = true) {
    const x = this.x(this.store.playhead);
    this.head.style.transform = `translateX(${x}px)`;
    if (!scroll) return;
    const { scrolled, wide } = this;
    if (x < scrolled + 20 || x > scrolled + wide - 20) this.#scrollTo(x - wide * 0.3);
  }

  #scrollTo(left) {
    this.element.scrollLeft = left;
    this.scrolled = this.element.scrollLeft; // between its ends
  }

  /** The list of shots that a screen reader reads and the keyboard walks through. */
  #list() {
    const { store, lane } = this;
    const spans = picture(store.edit);
    while (lane.children.length > spans.length) lane.lastChild.remove();
    while (lane.children.length < spans.length) lane.append(h("div", { class: "ku-shot", role: "option", id: `${this.name}-${lane.children.length}` }));
    spans.forEach((span, i) => {
      const words = describe(span.shot, i + 1, spans.length, store.base, span.start);
      placeOption(lane.children[i], this.x(span.start), (span.stop - span.start) * this.scale, store.selected.has(i), words);
    });
    const at = store.focus ?? store.anchor;
    if (store.selected.size && lane.children[at]) lane.setAttribute("aria-activedescendant", lane.children[at].id);
    else lane.removeAttribute("aria-activedescendant");
  }

  #findings() {
    if (!this.#changed("findings", [this.scale, this.shown ? [] : this.store.findings])) return;
    const onchoose = (finding, byKey) => {
      this.ongoto(finding.frame);
      this.onfinding(finding, byKey);
    };
    this.marks.replaceChildren(...findingMarks(this.shown ? [] : this.store.findings, { x: (frame) => this.x(frame), say: this.say, onchoose }));
  }

  /** Whether what a row of buttons shows is other than last time; else it keeps its buttons, and the focus. */
  #changed(row, what) {
    const now = JSON.stringify(what);
    const changed = this.rows[row] !== now;
    this.rows[row] = now;
    return changed;
  }

  /** The editor's markers on the ruler, each a button that goes there. */
  #markers() {
    const { store } = this;
    if (!this.#changed("markers", [this.scale, store.markers()])) return;
    this.markers.replaceChildren(...store.markers().map(({ at, text = "" }) => {
      const words = `Marker at ${timecode(at, store.base)}${text ? `: ${text}` : ""}`;
      const button = h("button", { type: "button", class: "ku-marker", "aria-label": words, title: words, onclick: () => this.ongoto(at) });
      button.style.left = `${this.x(at)}px`;
      return button;
    }));
  }

  #paint() {
    const width = this.wide;
    if (!width) return;
    const edit = this.edit;
    const total = this.x(Math.max(framesOf(edit), this.store.frames)) + Math.max(80, PAD);
    this.track.style.width = `${Math.max(this.fitted ? 0 : total, width)}px`;
    const left = this.element.scrollLeft;
    const { height } = this;
    this.track.style.height = `${height}px`;
    const pen = context(this.canvas, width, height, { clear: false });
    pen.light = lights(this.element);
    pen.translate(-left, 0);
    this.left = left;
    this.right = left + width;
    if (pen.fresh) this.painted = [];
    const { store, hint } = this;
    const all = [left, width, this.scale, this.looks.version, pen.light];
    const solo = [...store.solo];
    this.#row(pen, 0, ROWS.ruler, [all, store.marked, store.frames], () => {
      this.#marked(pen);
      this.#ruler(pen);
    });
    this.#row(pen, ROWS.ruler, LANES, [all, edit.shots, solo, [...store.selected], hint, store.point], () => this.#film(pen, edit));
    this.#row(pen, LANES, height, [all, edit.lanes, solo, store.sound, hint?.fresh], () => this.lanes.paint(pen, this));
  }

  /** Draw some rows anew where what they show is other than last time. */
  #row(pen, top, stop, what, work) {
    const now = JSON.stringify(what);
    if (this.painted[top] === now) return;
    this.painted[top] = now;
    const sharp = (y) => Math.round(y * pen.ratio) / pen.ratio; // at no zoom is half a pixel another row's
    pen.clearRect(this.left, sharp(top), this.right - this.left, sharp(stop) - sharp(top));
    pen.save(); // widths and the like that one row leaves behind are not the next one's
    work();
    pen.restore();
  }

  /** The shots as they are seen and heard, what is chosen of them, and where a hand would drop. */
  #film(pen, edit) {
    const spans = picture(edit);
    spans.forEach((span) => this.#shot(pen, span, spans[span.index + 1]?.shot.dissolve ?? 0));
    pen.globalAlpha = this.store.solo.size && !this.store.solo.has("") ? 0.4 : 1;
    sound(edit).forEach((span) => this.#heard(pen, span));
    pen.globalAlpha = 1;
    this.tiles.end();
    spans.forEach((span) => this.#chosen(pen, span));
    if (this.hint) this.#hinted(pen);
    else if (this.store.point) this.#pointed(pen);
  }

  /** The film's own marks, on the ruler: a band from in to out, its ends as brackets. */
  #marked(pen) {
    const { marked } = this.store;
    const range = this.store.range();
    if (!range) return;
    const [x, end] = [this.x(range.start), this.x(range.stop)];
    pen.fillStyle = pen.light.filament;
    pen.globalAlpha = 0.28;
    pen.fillRect(x, 0, end - x, ROWS.ruler);
    pen.globalAlpha = 1;
    pen.strokeStyle = pen.light.filament;
    pen.lineWidth = 2;
    if (marked.in !== null) bracket(pen, x, 1, ROWS.ruler - 1, 5);
    if (marked.out !== null) bracket(pen, end, 1, ROWS.ruler - 1, -5);
    pen.lineWidth = 1;
  }

  /** A chosen cut: a bracket towards each side that a trim would move. */
  #pointed(pen) {
    const { after, side } = this.store.point;
    const x = this.x(this.store.cuts()[after] ?? 0);
    pen.strokeStyle = pen.light.filament;
    pen.lineWidth = 3;
    if (side !== "behind") bracket(pen, x - 1, TOP + 1.5, TOP + ROWS.picture - 1.5, -7);
    if (side !== "before") bracket(pen, x + 1, TOP + 1.5, TOP + ROWS.picture - 1.5, 7);
  }

  #ruler(pen) {
    const { base } = this.store;
    const wanted = 92 / this.scale;
    const step = STEPS.map((each) => each * base).find((each) => each >= wanted) ?? STEPS.at(-1) * base;
    const fine = this.scale > 9 ? 1 : step / (step / base >= 5 || step === base ? 5 : 4);
    pen.strokeStyle = pen.light.moon;
    pen.fillStyle = pen.light.moon;
    pen.font = "11px system-ui, sans-serif";
    pen.globalAlpha = 0.5;
    const begin = Math.max(0, Math.floor(this.frameAt(this.left) / step) * step);
    for (let frame = begin; this.x(frame) < this.right; frame += Math.max(1, fine)) line(pen, this.x(frame), ROWS.ruler - 4, ROWS.ruler);
    pen.globalAlpha = 1;
    for (let frame = begin; this.x(frame) < this.right; frame += step) {
      line(pen, this.x(frame), ROWS.ruler - 9, ROWS.ruler);
      pen.fillText(timecode(frame, base), this.x(frame) + 4, 12);
    }
  }

  #shot(pen, { shot, index, start, stop, offset }, next) {
    const w = (stop - start) * this.scale;
    const box = { x: this.x(start), w, top: TOP, height: ROWS.picture };
    const look = isCard(shot) ? null : this.looks.of(shot.take);
    this.tiles.draw(pen, ["seen", shot, index % 2, next, offset, this.scale, Boolean(look)], box, this, (own, x, seen) => {
      own.save();
      own.beginPath();
      own.rect(x + 0.5, TOP + 0.5, Math.max(1, w - 1), ROWS.picture - 1); // a round clip costs ten times as much
      own.clip();
      own.fillStyle = isCard(shot) ? "#000" : own.light[index % 2 ? "seen-next" : "seen"];
      own.fillRect(x, TOP, w, ROWS.picture);
      if (look && w > 3) pictures(own, look, { x, w, offset, frames: stop - start }, seen);
      if (shot.take === "gap") hatch(own, x, w);
      for (const [at, length] of [[x, shot.dissolve ?? 0], [x + w, next]]) {
        if (length) cross(own, at - (length - Math.floor(length / 2)) * this.scale, length * this.scale);
      }
      if (shot.fade_in) wedge(own, x, shot.fade_in * this.scale, 1);
      if (shot.fade_out) wedge(own, x + w, shot.fade_out * this.scale, -1);
      own.restore();
      own.strokeStyle = "rgba(138,147,160,.55)";
      own.lineWidth = 1;
      own.beginPath();
      own.roundRect(x + 0.5, TOP + 0.5, Math.max(1, w - 1), ROWS.picture - 1, 3);
      own.stroke();
      if (w > 24) label(own, `${shot.text || shot.take}${shot.grade ? ", graded" : ""}`, x + 6, TOP + ROWS.picture - 7, w - 10);
    });
  }

  #heard(pen, { shot, index, start, stop, offset }) {
    const w = (stop - start) * this.scale;
    const { split = 0, gain = 0, stem = "", take } = shot;
    const look = isCard(shot) ? null : this.looks.heard(take, stem);
    const box = { x: this.x(start), w, top: SOUND, height: ROWS.sound };
    this.tiles.draw(pen, ["heard", take, split, gain, stem, index % 2, offset, stop - start, this.scale, Boolean(look)], box, this, (own, x, seen) => {
      own.fillStyle = isCard(shot) ? own.light.card : own.light[index % 2 ? "heard-next" : "heard"];
      own.beginPath();
      own.roundRect(x + 0.5, SOUND, Math.max(1, w - 1), ROWS.sound, 3);
      own.fill();
      if (!isCard(shot)) {
        const wave = { ...box, x, offset, gain, scale: this.scale, rate: this.store.rate, ...seen };
        if (w > 3) drawWave(own, look, wave);
        drawLevel(own, wave);
      }
      const words = [split ? `${split > 0 ? "J" : "L"}${Math.abs(split)}` : "", stem, gain ? `${gain > 0 ? "+" : ""}${gain} dB` : ""].filter(Boolean).join("  ");
      if (words && w > 22) label(own, words, x + 6, SOUND + 13, w - 8);
    });
  }

  #chosen(pen, span) {
    const { store } = this;
    if (!store.selected.has(span.index)) return;
    const [x, w] = [this.x(span.start), (span.stop - span.start) * this.scale];
    pen.strokeStyle = pen.light.filament;
    pen.lineWidth = 2.5;
    pen.beginPath();
    pen.roundRect(x + 1.25, TOP + 1.25, Math.max(1, w - 2.5), ROWS.picture - 2.5, 3);
    pen.stroke();
    pen.fillStyle = pen.light.filament;
    pen.fillRect(x + 1, TOP - 4, Math.max(2, w - 2), 3);
  }

  #hinted(pen) {
    const { frame, edge, lane } = this.hint;
    if (frame === undefined || this.hint.laid) return;
    const x = this.x(frame);
    const [top, bottom] = lane === "sound" ? [SOUND, SOUND + ROWS.sound] : [TOP, TOP + ROWS.picture];
    pen.strokeStyle = pen.light.paper;
    pen.lineWidth = 3;
    line(pen, x, edge ? top : TOP - 4, edge ? bottom : SOUND + ROWS.sound);
    if (edge) bracket(pen, x, top + 1.5, bottom - 1.5, edge === "in" ? 7 : -7);
  }

  close() {
    this.sizes.disconnect();
  }
}

/** Pictures of a shot, side by side as far as they are in sight. */
function pictures(pen, look, { x, w, offset, frames }, { left, right }) {
  const wide = (ROWS.picture * look.width) / look.height;
  for (let k = 0; k * wide < w; k += 1) {
    const at = x + k * wide;
    if (at > right || at + wide < left) continue;
    const share = Math.min(0.98, w < wide ? 0.5 : ((k + 0.5) * wide) / w);
    drawPicture(pen, look, offset + share * frames, at, TOP, wide, ROWS.picture);
  }
}

/** The colours that the style sheet names, for a canvas. */
function lights(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(LIGHTS.map((name) => [name, style.getPropertyValue(`--${name}`)]));
}

function line(pen, x, top, bottom) {
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, top);
  pen.lineTo(Math.round(x) + 0.5, bottom);
  pen.stroke();
}

/** A bracket that opens towards its shot. */
function bracket(pen, x, top, bottom, side) {
  pen.beginPath();
  pen.moveTo(x + side, top);
  pen.lineTo(x, top);
  pen.lineTo(x, bottom);
  pen.lineTo(x + side, bottom);
  pen.stroke();
}

function label(pen, words, x, y, width) {
  pen.save();
  pen.beginPath();
  pen.rect(x - 4, y - 14, width, 20);
  pen.clip();
  pen.font = "600 11px system-ui, sans-serif";
  pen.lineWidth = 3;
  pen.lineJoin = "round";
  pen.strokeStyle = "rgba(0,0,0,.75)";
  pen.strokeText(words, x, y);
  pen.fillStyle = pen.light.paper;
  pen.fillText(words, x, y);
  pen.restore();
}

function cross(pen, x, w) {
  pen.strokeStyle = "rgba(250,247,241,.9)";
  pen.lineWidth = 1.2;
  pen.fillStyle = "rgba(27,29,35,.35)";
  pen.fillRect(x, TOP, w, ROWS.picture);
  pen.beginPath();
  pen.moveTo(x, TOP + ROWS.picture);
  pen.lineTo(x + w, TOP);
  pen.moveTo(x, TOP);
  pen.lineTo(x + w, TOP + ROWS.picture);
  pen.stroke();
}

function wedge(pen, x, w, side) {
  pen.fillStyle = "rgba(0,0,0,.7)";
  pen.beginPath();
  pen.moveTo(x, TOP);
  pen.lineTo(x + side * w, TOP);
  pen.lineTo(x, TOP + ROWS.picture);
  pen.fill();
}

function hatch(pen, x, w) {
  pen.strokeStyle = "rgba(138,147,160,.5)";
  pen.lineWidth = 1;
  for (let at = x - ROWS.picture; at < x + w; at += 9) {
    pen.beginPath();
    pen.moveTo(at, TOP + ROWS.picture);
    pen.lineTo(at + ROWS.picture, TOP);
    pen.stroke();
  }
}
