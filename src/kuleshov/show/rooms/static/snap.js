/**
 * Snapping: what is dragged in the timeline catches on cuts, markers, marks, other sounds and the
 * playhead, where it comes within a few pixels of them. N lets go while one drags, as in Resolve.
 */
import { h } from "./dom.js";
import { picture, sound } from "./edit.js";
import { stopOf } from "./lanes.js";

const REACH = 8; // pixels
const STAYS = new Set(["the playhead", "the in point", "the out point"]); // whatever a trim moves along

/**
 * Where there is something to catch on, and what.
 * @param {import("./store.js").Store} store
 * @param {{lane: string, number: number} | null} [without] a sound that is dragged itself
 * @returns {Map<number, string>} by frames of the film; where several things lie, the first to name
 */
export function places(store, without = null) {
  const { edit, marked, playhead } = store;
  const found = new Map();
  const put = (frame, what) => { if (frame !== null && !found.has(frame)) found.set(frame, what); };
  put(0, "the film's head");
  put(playhead, "the playhead");
  for (const span of picture(edit).slice(0, -1)) put(span.stop, "a cut");
  put(store.frames, "the film's end");
  put(marked.in, "the in point");
  put(marked.out, "the out point");
  for (const marker of store.markers()) put(marker.at, "a marker");
  for (const { name, sounds } of edit.lanes ?? []) {
    sounds.forEach((one, i) => {
      if (name === without?.lane && i + 1 === without.number) return;
      put(one.at, `the beginning of ${one.take}`);
      put(stopOf(one), `the end of ${one.take}`);
    });
  }
  return found;
}

/**
 * The frames of a shot's drag that can catch, and on what.
 * @param {Map<number, string>} all as `places` gives them
 * @returns {{edges: number[], on: Map<number, string>}}
 */
export function catching(edit, { name, edge, args }, number, all) {
  const span = picture(edit)[number - 1];
  const only = (fits) => new Map([...all].filter(([frame, what]) => fits(frame, what)));
  const but = (...own) => only((frame) => !own.includes(frame));
  const none = { edges: [], on: new Map() };
  if (!span) return none; // code took it away meanwhile
  switch (name) {
    case "trim": // what lies behind an out point moves along, and is nothing to catch on
      if (edge === "out") return { edges: [span.stop], on: only((frame, what) => frame < span.stop || (frame > span.stop && STAYS.has(what))) };
      return { edges: [span.start], on: only((frame) => span.start < frame && frame < span.stop) };
    case "roll": {
      const cut = picture(edit)[args(0).number - 1]?.stop;
      if (cut === undefined) return none;
      return { edges: [cut], on: but(cut) };
    }
    case "split": {
      const start = sound(edit).find((each) => each.index === number - 1)?.start;
      if (start === undefined) return none;
      return { edges: [start], on: but(start) };
    }
    case "slide": return { edges: [span.start, span.stop], on: but(span.start, span.stop) };
    default: return none;
  }
}

/**
 * The catch that is nearest, if one is near.
 * @param {number} by how far the edges are dragged, in frames
 * @param {number[]} edges frames of the film, before they are dragged
 * @param {Map<number, string>} on
 * @param {number} reach in frames
 * @returns {{by: number, frame: number, what: string} | null}
 */
export function nearest(by, edges, on, reach) {
  let best = null;
  for (const edge of edges) {
    for (const [frame, what] of on) {
      const off = Math.abs(frame - edge - by);
      if (off <= reach && (!best || off < best.off)) best = { off, by: frame - edge, frame, what };
    }
  }
  return best && { by: best.by, frame: best.frame, what: best.what };
}

export class Snap {
  /** @param {import("./store.js").Store} store @param {import("./timeline-view.js").TimelineView} view */
  constructor(store, view) {
    Object.assign(this, { store, view });
    this.otherwise = false; // switched while one drags, for that drag
    this.held = null;
    this.line = h("div", { class: "ku-caught", hidden: true, "aria-hidden": "true" });
    view.track.append(this.line);
  }

  /** How far a drag goes once it has caught; its line shows on what. */
  by(wanted, edges, on) {
    const snapping = this.store.snapping !== this.otherwise;
    this.held = snapping ? nearest(wanted, edges, on, REACH / this.view.scale) : null;
    this.line.hidden = !this.held;
    if (this.held) this.line.style.transform = `translateX(${this.view.x(this.held.frame)}px)`;
    return this.held ? this.held.by : wanted;
  }

  /** It could not go so far after all. */
  miss() {
    this.held = null;
    this.line.hidden = true;
  }

  end() {
    this.miss();
    this.otherwise = false;
  }
}
