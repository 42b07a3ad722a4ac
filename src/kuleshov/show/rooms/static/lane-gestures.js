/** What a pointer does to the sounds in lanes, and to the levels of all sound. */
import { sound } from "./edit.js";
import { laidUnder, laneAt, laneTop, LANE } from "./lane-rows.js";
import { copyOf, lasts, stopOf } from "./lanes.js";
import { places } from "./snap.js";
import { levelBy, levelY } from "./wave.js";

const BEGINS = 3;
const STEP = 0.5; // dB
const NEAR_LINE = 4;

export class LaneGestures {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./timeline-view.js").TimelineView} view
   * @param {{announcer: any, record: any, snap: import("./snap.js").Snap}} parts
   */
  constructor(store, view, { announcer, record, snap }) {
    Object.assign(this, { store, view, announcer, record, snap });
    this.drag = null;
  }

  /** What lies under a pointer in the lanes, or on the line of a shot's level; null elsewhere. */
  under({ x, y }, reach) {
    const { view, store } = this;
    const lanes = store.edit.lanes ?? [];
    const index = laneAt(y - view.lanes.top, lanes.length);
    if (index < 0) return this.#onShotLevel(x, y, reach);
    const lane = lanes[index];
    if (!lane) return { kind: "empty", index };
    const found = laidUnder(lane, view.frameAt(x), y - view.lanes.top - laneTop(index), reach);
    return found ? { kind: "laid", index, lane: lane.name, ...found } : { kind: "empty", index };
  }

  #onShotLevel(x, y, reach) {
    const { view, store } = this;
    const { top, height } = view.soundRow;
    const frame = view.frameAt(x);
    const span = sound(store.edit).find((each) => each.start + reach <= frame && frame < each.stop - reach);
    if (!span || y < top || !view.takes(span.shot)) return null;
    const near = Math.abs(y - levelY(span.shot.gain ?? 0, top, height)) < NEAR_LINE;
    return near ? { kind: "shot", part: "level", number: span.index + 1 } : null;
  }

  /** A pointer went down; @returns {boolean} whether it is for the lanes */
  down(event, at, found) {
    if (!found) return false;
    const { store, view } = this;
    if (found.kind === "laid") store.selectSound(found.lane, found.number);
    else if (found.kind === "empty") {
      store.selectSound(null);
      this.record.goto(Math.round(view.frameAt(at.x)));
    } else store.select(found.number - 1);
    this.drag = { at, found, moved: false, alt: event.altKey, plan: null };
    return true;
  }

  move(at) {
    const { drag, store, view } = this;
    if (drag.found.kind === "empty") return this.record.goto(Math.round(view.frameAt(at.x)));
    const [dx, dy] = [at.x - drag.at.x, at.y - drag.at.y];
    if (!drag.moved && Math.hypot(dx, dy) < BEGINS) return undefined;
    drag.moved = true;
    view.element.dataset.dragging = drag.found.part === "level" ? "level" : "laid";
    const plan = this.#plan(drag.found, Math.round(dx / view.scale), dy, at.y);
    const edit = plan && store.preview(...plan);
    if (!edit) return this.snap.miss();
    drag.plan = plan;
    view.preview(edit, plan[2] ?? null);
    const on = this.snap.held ? `On ${this.snap.held.what}` : "";
    this.announcer.show([this.#words(plan), on].filter(Boolean).join(". "));
    return undefined;
  }

  /** The gesture that a drag stands for: its name and arguments. */
  #plan(found, wanted, dy, y) {
    const { store, view } = this;
    if (found.kind === "shot") {
      const { gain = 0 } = store.edit.shots[found.number - 1] ?? {};
      return ["level", { number: found.number, gain: drawn(gain, dy, view.soundRow.height) }];
    }
    const { lane, number, part } = found;
    const one = store.edit.lanes?.[found.index]?.sounds[number - 1];
    if (!one) return null; // code took it away meanwhile
    const here = { lane, number };
    const by = this.#snapped(wanted, part, one, here);
    if (part === "in") return ["sound_trim", { ...here, in_: one.in + Math.max(by, -Math.min(one.in, one.at)) }];
    if (part === "out") return ["sound_trim", { ...here, out: one.out + by }];
    if (part === "level") return ["sound_change", { ...here, gain: drawn(one.gain ?? 0, dy, LANE.height) }];
    if (part === "fade_in") return ["sound_change", { ...here, fade_in: within((one.fade_in ?? 0) + by, lasts(one) - (one.fade_out ?? 0)) }];
    if (part === "fade_out") return ["sound_change", { ...here, fade_out: within((one.fade_out ?? 0) - by, lasts(one) - (one.fade_in ?? 0)) }];
    const [at, other] = [Math.max(0, one.at + by), this.#toLane(lane, y)];
    if (this.drag.alt) return ["lay", copyOf(one, other.to ?? lane, at)];
    return ["sound_move", { ...here, at, ...other }];
  }

  /** How far an edge of a sound goes, or both, once it has caught on something. */
  #snapped(wanted, part, one, here) {
    const edges = { in: [one.at], out: [stopOf(one)], body: [one.at, stopOf(one)] }[part];
    if (!edges) return wanted;
    return this.snap.by(wanted, edges, places(this.store, this.drag.alt ? null : here));
  }

  /** Another lane under the pointer takes the sound that is carried; the last row begins a new one. */
  #toLane(lane, y) {
    const { store, view } = this;
    const names = store.edit.lanes.map((each) => each.name);
    const index = laneAt(y - view.lanes.top, names.length);
    if (index < 0 || names[index] === lane) return {};
    return { to: names[index] ?? store.freshLane() };
  }

  #words([name, args]) {
    if (name === "lay") return `A copy in lane ${args.lane}`;
    if (name === "level" || "gain" in args) return `${args.gain > 0 ? "+" : ""}${args.gain} dB`;
    if ("fade_in" in args) return `Fade in: ${args.fade_in} frames`;
    if ("fade_out" in args) return `Fade out: ${args.fade_out} frames`;
    return args.to ? `To lane ${args.to}` : "";
  }

  up() {
    const { drag, store, view } = this;
    this.drag = null;
    this.snap.end();
    delete view.element.dataset.dragging;
    view.preview(null);
    if (drag?.moved && drag.plan) {
      const [name, args] = drag.plan;
      if (store.gesture(name, args) && (name === "sound_move" || name === "lay")) store.selectSoundAt(args.to ?? args.lane, args.at);
    } else if (drag?.found.kind === "laid") this.record.goto(Math.floor(view.frameAt(drag.at.x)));
    view.update();
  }

  cancel() {
    this.drag = null;
    this.snap.end();
    delete this.view.element.dataset.dragging;
    this.view.preview(null);
  }
}

const within = (frames, most) => Math.max(0, Math.min(frames, most));

/** A level that is drawn up or down, in steps that one can say. */
function drawn(gain, pixels, height) {
  const level = Math.round((gain + levelBy(pixels, height)) / STEP) * STEP;
  return Math.max(-96, Math.min(24, level));
}
