/** The rows of the lanes: where they lie, what lies under a pointer, and how they are drawn. */
import { h, placeOption } from "./dom.js";
import { lasts, stopOf } from "./lanes.js";
import { Tiles } from "./tiles.js";
import { spoken, timecode } from "./time.js";
import { drawLevel, drawWave, levelY } from "./wave.js";

export const LANE = { height: 36, gap: 4, fresh: 20 };
const HANDLE = 12; // pixels from the upper edge that take hold of a fade
const NEAR_LINE = 5;

const step = LANE.height + LANE.gap;

/** How high all lanes are, with the row that a new one begins in. */
export const lanesHeight = (/** @type {number} */ count) => count * step + LANE.fresh;

/** How far below the first lane's upper edge a lane begins. */
export const laneTop = (/** @type {number} */ index) => index * step;

/** The lane at a height below the first one's upper edge; `count` is the row of a new one. */
export function laneAt(y, count) {
  if (y < 0) return -1;
  return Math.min(count, Math.floor(y / step));
}

/**
 * What of a lane's sounds lies under a pointer.
 * @param {import("./lanes.js").Lane} lane
 * @param {number} frame of the film, not rounded
 * @param {number} y from the lane's upper edge
 * @param {number} reach how many frames from an edge still count as the edge
 * @returns {{part: "in" | "out" | "fade_in" | "fade_out" | "level" | "body", number: number} | null}
 */
export function laidUnder(lane, frame, y, reach) {
  const index = lane.sounds.findIndex((one) => one.at <= frame && frame < stopOf(one));
  if (index < 0) return null;
  const one = lane.sounds[index];
  const own = Math.min(reach, lasts(one) / 3);
  const [into, left] = [frame - one.at, stopOf(one) - frame];
  const number = index + 1;
  if (y < HANDLE) {
    if (Math.abs(into - (one.fade_in ?? 0)) < own) return { part: "fade_in", number };
    if (Math.abs(left - (one.fade_out ?? 0)) < own) return { part: "fade_out", number };
  }
  if (into < own) return { part: "in", number };
  if (left < own) return { part: "out", number };
  if (Math.abs(y - levelY(one.gain ?? 0, 0, LANE.height)) < NEAR_LINE) return { part: "level", number };
  return { part: "body", number };
}

/** How a sound is named to those who can't see it. */
export function describeSound(sound, number, lane, base) {
  const words = [`Sound ${number} of ${lane.sounds.length} in lane ${lane.name}`, sound.take, spoken(lasts(sound), base), `at ${timecode(sound.at, base)}`];
  if (sound.stem) words.push(`its stem ${sound.stem} alone`);
  if (sound.gain) words.push(`${sound.gain > 0 ? "plus " : ""}${sound.gain} dB`);
  if (sound.fade_in) words.push(`fades in over ${spoken(sound.fade_in, base)}`);
  if (sound.fade_out) words.push(`fades out over ${spoken(sound.fade_out, base)}`);
  if (sound.note) words.push(`note: ${sound.note}`);
  return words.join(", ");
}

export class LaneRows {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./looks.js").Looks} looks
   * @param {number} top where the first lane begins in the timeline
   */
  constructor(store, looks, top) {
    Object.assign(this, { store, looks, top });
    this.tiles = new Tiles();
    this.name = `ku-laid-${Math.random().toString(36).slice(2, 8)}`;
    this.element = h("div", { class: "ku-lanes" });
    this.element.style.top = `${top}px`;
  }

  /** The lanes as lists, which a screen reader reads. @param {(frame: number) => number} x */
  update(x) {
    const lanes = this.store.edit.lanes ?? [];
    while (this.element.children.length > lanes.length) this.element.lastChild.remove();
    while (this.element.children.length < lanes.length) this.element.append(h("div", { class: "ku-lane ku-laid", role: "listbox", tabindex: "0", "aria-orientation": "horizontal" }));
    lanes.forEach((lane, i) => this.#list(this.element.children[i], lane, i, x));
  }

  #list(list, lane, index, x) {
    const { store } = this;
    list.setAttribute("aria-label", `Sounds in lane ${lane.name}`);
    list.style.top = `${laneTop(index)}px`;
    while (list.children.length > lane.sounds.length) list.lastChild.remove();
    while (list.children.length < lane.sounds.length) list.append(h("div", { class: "ku-shot", role: "option", id: `${this.name}-${index}-${list.children.length}` }));
    list.removeAttribute("aria-activedescendant");
    lane.sounds.forEach((sound, i) => {
      const chosen = store.sound?.lane === lane.name && store.sound.number === i + 1;
      placeOption(list.children[i], x(sound.at), x(stopOf(sound)) - x(sound.at), chosen, describeSound(sound, i + 1, lane, store.base));
      if (chosen) list.setAttribute("aria-activedescendant", list.children[i].id);
    });
  }

  /** Draw all lanes of an edit. @param {any} pen @param {any} view the timeline: x(), scale, left, right */
  paint(pen, view) {
    const lanes = view.edit.lanes ?? [];
    lanes.forEach((lane, index) => {
      const top = this.top + laneTop(index);
      pen.fillStyle = "rgba(58,64,76,.28)";
      pen.fillRect(view.left, top, view.right - view.left, LANE.height);
      pen.globalAlpha = this.#silent(lane) ? 0.4 : 1;
      lane.sounds.forEach((sound, i) => this.#sound(pen, view, { lane, sound, number: i + 1, top }));
      pen.globalAlpha = 1;
    });
    this.tiles.end();
    this.#fresh(pen, view, this.top + laneTop(lanes.length));
  }

  #silent(lane) {
    const { solo } = this.store;
    return lane.muted || (solo.size > 0 && !solo.has(lane.name));
  }

  #sound(pen, view, { lane, sound, number, top }) {
    const [x, w] = [view.x(sound.at), lasts(sound) * view.scale];
    const look = this.looks.heard(sound.take, sound.stem);
    const box = { x, w, top, height: LANE.height };
    const { at: _at, note: _note, ...shown } = sound;
    this.tiles.draw(pen, ["laid", shown, lane.gain ?? 0, view.scale, Boolean(look)], box, view, (own, from, seen) => {
      const wave = { ...box, x: from, offset: sound.in, gain: (sound.gain ?? 0) + (lane.gain ?? 0), scale: view.scale, rate: this.store.rate, ...seen };
      own.save();
      own.beginPath();
      own.rect(from + 0.5, top, Math.max(1, w - 1), LANE.height);
      own.clip();
      own.fillStyle = own.light["heard-next"];
      own.fillRect(from, top, w, LANE.height);
      if (w > 3) drawWave(own, look, wave);
      this.#fades(own, view, sound, wave);
      own.restore();
      drawLevel(own, { ...wave, gain: sound.gain ?? 0 });
      if (w > 24) view.label(own, this.#words(sound), from + 6, top + 13, w - 8);
    });
    if (this.store.sound?.lane !== lane.name || this.store.sound.number !== number) return;
    pen.strokeStyle = pen.light.filament;
    pen.lineWidth = 2.5;
    pen.beginPath();
    pen.roundRect(x + 1.25, top + 1.25, Math.max(1, w - 2.5), LANE.height - 2.5, 3);
    pen.stroke();
  }

  #words({ take, stem, gain }) {
    return [take + (stem ? `: ${stem}` : ""), gain ? `${gain > 0 ? "+" : ""}${gain} dB` : ""].filter(Boolean).join("  ");
  }

  /** Fades as what they take away, with a handle each where they end. */
  #fades(pen, view, { fade_in = 0, fade_out = 0 }, { x, w, top, height }) {
    pen.fillStyle = "rgba(20,22,27,.62)";
    for (const [at, length] of [[x, fade_in], [x + w, -fade_out]]) {
      pen.beginPath();
      pen.moveTo(at, top);
      pen.lineTo(at + length * view.scale, top);
      pen.lineTo(at, top + height);
      pen.fill();
    }
    if (w < 30) return;
    pen.fillStyle = pen.light.paper;
    for (const at of [x + fade_in * view.scale + 3, x + w - fade_out * view.scale - 3]) {
      pen.beginPath();
      pen.arc(at, top + 4, 2.2, 0, 2 * Math.PI);
      pen.fill();
    }
  }

  /** The row in which a new lane begins. */
  #fresh(pen, view, top) {
    pen.strokeStyle = "rgba(138,147,160,.35)";
    pen.lineWidth = 1;
    pen.setLineDash([4, 4]);
    pen.strokeRect(view.left + 4.5, top + 1.5, Math.max(0, view.right - view.left - 9), LANE.fresh - 4);
    pen.setLineDash([]);
    if (view.hint?.fresh) {
      pen.fillStyle = "rgba(255,196,107,.25)";
      pen.fillRect(view.left + 4, top + 1, Math.max(0, view.right - view.left - 8), LANE.fresh - 3);
    }
    pen.fillStyle = pen.light.moon;
    pen.font = "11px system-ui, sans-serif";
    pen.fillText("Drag a take here: its sound begins a lane of its own", view.left + 20, top + 13);
  }
}
