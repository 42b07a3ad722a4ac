/** What a pointer does in the timeline and from the bin to it: mouse, pen or finger. */
import { h } from "./dom.js";
import { isCard, nearestCut, picture, sound } from "./edit.js";
import { LaneGestures } from "./lane-gestures.js";
import { laneAt } from "./lane-rows.js";
import { Snap, catching, places } from "./snap.js";
import { rowAt } from "./timeline-view.js";
import { clamp, spoken, timecode } from "./time.js";

const NEAR = 7;
const NEAR_FINGER = 16;
const BEGINS = 4;

/**
 * What lies under a pointer.
 * @param {number} frame where, not rounded
 * @param {"ruler" | "marks" | "picture" | "sound"} row
 * @param {number} reach how many frames from an edge still count as the edge
 * @returns {{kind: "ruler" | "none" | "body" | "edge" | "sound", number?: number, edge?: "in" | "out",
 *   cut?: number}}
 */
export function hit(edit, frame, row, reach) {
  if (row === "ruler" || row === "marks") return { kind: "ruler" };
  const spans = row === "sound" ? sound(edit) : picture(edit);
  const span = spans.find((each) => each.start <= frame && frame < each.stop);
  const last = spans.at(-1);
  if (!span) {
    if (last && row === "picture" && frame < last.stop + reach && frame >= last.stop) return { kind: "edge", edge: "out", number: last.index + 1, cut: last.stop };
    return { kind: "none" };
  }
  const own = Math.min(reach, (span.stop - span.start) / 3);
  const [into, left] = [frame - span.start, span.stop - frame];
  const number = span.index + 1;
  if (row === "sound") {
    const next = spans[spans.indexOf(span) + 1];
    if (into < own && number > 1) return { kind: "sound", number, cut: span.start };
    if (left < own && next) return { kind: "sound", number: next.index + 1, cut: span.stop };
    return { kind: "body", number };
  }
  if (into < own) return { kind: "edge", edge: "in", number, cut: span.start };
  if (left < own) return { kind: "edge", edge: "out", number, cut: span.stop };
  return { kind: "body", number };
}

/** The place that shots move to when they are dropped at a cut. */
export function placeAt(edit, numbers, frame) {
  const cut = nearestCut(edit, frame);
  const before = picture(edit).filter((span) => span.stop <= cut && !numbers.includes(span.index + 1));
  return { to: before.length + 1, cut };
}

/** The farthest that a gesture can go towards `by` and still be done. */
export function farthest(by, possible) {
  if (possible(by)) return by;
  let [good, bad] = [0, by];
  while (Math.abs(bad - good) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (possible(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The gesture that a drag stands for: its name and arguments for a distance in frames. */
export function dragOf(store, found, { alt }) {
  const { tool, edit } = store;
  const { number } = found;
  const shot = edit.shots[number - 1];
  if (found.kind === "sound") return { name: "split", args: (by) => ({ number, frames: (shot.split || 0) - by }) };
  if (found.kind === "edge" && (tool === "roll") !== alt) {
    const first = found.edge === "out" ? number : number - 1;
    if (first >= 1 && first < edit.shots.length) return { name: "roll", args: (by) => ({ number: first, by }) };
  }
  if (found.kind === "edge") {
    if (found.edge === "out") return { name: "trim", edge: "out", args: (by) => ({ number, out: shot.out + by }) };
    if (isCard(shot)) return { name: "trim", edge: "in", args: (by) => ({ number, in_: 0, out: shot.out - by }) };
    return { name: "trim", edge: "in", args: (by) => ({ number, in_: shot.in + by }) };
  }
  if ((tool === "slip") !== alt && !isCard(shot)) return { name: "slip", args: (by) => ({ number, by: -by }) };
  if (tool === "slide") return { name: "slide", args: (by) => ({ number, by }) };
  return { name: "move" };
}

export class Gestures {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./timeline-view.js").TimelineView} view
   * @param {{source: any, record: any, announcer: any, ghosts: HTMLElement, focus: () => void}} parts
   */
  constructor(store, view, { source, record, announcer, ghosts, focus }) {
    Object.assign(this, { store, view, source, record, announcer, ghosts, focus });
    this.drag = null;
    this.snap = new Snap(store, view);
    this.lanes = new LaneGestures(store, view, { announcer, record, snap: this.snap });
    const { track } = view;
    track.addEventListener("pointerdown", (event) => this.#down(event));
    track.addEventListener("pointermove", (event) => this.#move(event));
    track.addEventListener("pointerup", (event) => this.#up(event));
    track.addEventListener("pointercancel", () => this.cancel());
    track.addEventListener("pointerleave", () => { if (!this.drag && !this.carrying) view.preview(null); });
    track.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #under(event) {
    const { x, y } = this.view.locate(event);
    const reach = (event.pointerType === "touch" ? NEAR_FINGER : NEAR) / this.view.scale;
    const row = rowAt(y);
    const laid = this.lanes.under({ x, y }, reach);
    return { x, y, row, laid, frame: this.view.frameAt(x), found: hit(this.store.edit, this.view.frameAt(x), row, reach) };
  }

  #down(event) {
    if (event.button !== 0 || event.target.closest("button")) return;
    const { x, y, laid, frame, found } = this.#under(event);
    this.focus();
    this.view.track.setPointerCapture(event.pointerId);
    if (this.lanes.down(event, { x, y }, laid)) return this.store.look("record");
    this.drag = { x, found, moved: false, by: 0, alt: event.altKey };
    this.store.look("record");
    if (found.kind === "ruler" || found.kind === "none") {
      this.drag.scrub = true;
      this.record.goto(Math.round(frame));
      if (found.kind === "none") this.store.select(-1);
      return undefined;
    }
    const index = found.number - 1;
    const held = { extend: event.shiftKey, add: event.ctrlKey || event.metaKey };
    this.drag.keep = this.store.selected.has(index) && !held.extend && !held.add;
    if (!this.drag.keep) this.store.select(index, held);
    this.drag.plan = held.extend || held.add ? null : dragOf(this.store, found, { alt: event.altKey });
    return undefined;
  }

  #move(event) {
    if (this.lanes.drag) return this.lanes.move(this.view.locate(event));
    if (this.carrying) return undefined;
    if (!this.drag) return this.#hover(event);
    const { x, frame } = this.#under(event);
    const { drag } = this;
    if (drag.scrub) return this.record.goto(Math.round(frame));
    if (!drag.plan || (!drag.moved && Math.abs(x - drag.x) < BEGINS)) return undefined;
    drag.moved = true;
    this.view.element.dataset.dragging = drag.plan.name;
    if (drag.plan.name === "move") return this.#carry(event, frame);
    const { edges, on } = catching(this.store.edit, drag.plan, drag.found.number, places(this.store));
    return this.#pull(this.snap.by(Math.round((x - drag.x) / this.view.scale), edges, on));
  }

  /** Trim, roll, slip, slide or split: show what it would lead to, and the frames at the edge. */
  #pull(wanted) {
    const { store, view, drag } = this;
    const { name, args } = drag.plan;
    const by = farthest(wanted, (frames) => store.preview(name, safe(args(frames))) !== null);
    drag.by = by;
    if (by !== wanted) this.snap.miss();
    const edit = store.preview(name, safe(args(by))) ?? store.edit;
    view.preview(edit, this.#hint(edit));
    this.#peek(edit, by);
    if (this.snap.held) this.announcer.show(`On ${this.snap.held.what}`);
    return undefined;
  }

  #hint(edit) {
    const { found, plan } = this.drag;
    const spans = found.kind === "sound" ? sound(edit) : picture(edit);
    const number = plan.name === "roll" ? plan.args(0).number : found.number;
    const span = spans.find((each) => each.index === number - 1);
    if (!span || plan.name === "slip" || plan.name === "slide") return null;
    const edge = found.kind === "sound" ? "in" : plan.name === "roll" ? "out" : found.edge;
    return { frame: edge === "in" ? span.start : span.stop, edge, lane: found.kind === "sound" ? "sound" : "picture" };
  }

  #peek(edit, by) {
    const { plan, found } = this.drag;
    const { base } = this.store;
    const moved = `${by > 0 ? "+" : ""}${by}`;
    const look = (monitor, number, edge, words) => {
      const shot = edit.shots[number - 1];
      if (shot && !isCard(shot)) monitor.peek(shot.take, edge === "in" ? shot.in : shot.out - 1, `${shot.take} ${words} ${timecode(edge === "in" ? shot.in : shot.out, base)}  ${moved}`, shot.grade);
    };
    if (plan.name === "trim") look(this.record, found.number, plan.edge, plan.edge);
    else if (plan.name === "roll") {
      const { number } = plan.args(0);
      look(this.source, number, "out", "out");
      look(this.record, number + 1, "in", "in");
    } else if (plan.name === "slip") {
      look(this.source, found.number, "in", "in");
      look(this.record, found.number, "out", "out");
    } else if (plan.name === "slide") {
      look(this.source, found.number - 1, "out", "out");
      look(this.record, found.number + 1, "in", "in");
    } else if (plan.name === "split") {
      const { split = 0 } = edit.shots[found.number - 1];
      this.announcer.show(split === 0 ? "Sound and picture cut together" : `${split > 0 ? "J" : "L"}${Math.abs(split)}: the sound comes ${spoken(Math.abs(split), base)} ${split > 0 ? "early" : "late"}`);
    }
  }

  #carry(event, frame) {
    const { store, view, drag } = this;
    const numbers = store.selected.has(drag.found.number - 1) ? store.chosen() : [drag.found.number];
    const { to, cut } = placeAt(store.edit, numbers, frame);
    Object.assign(drag, { numbers, to });
    view.preview(null, { frame: cut });
    this.#ghost(event, numbers.length > 1 ? `${numbers.length} shots` : store.edit.shots[numbers[0] - 1].take);
    return undefined;
  }

  #up(event) {
    const { drag, store, view } = this;
    if (this.lanes.drag) {
      this.lanes.up();
      return;
    }
    if (!drag) return;
    this.#end();
    if (drag.scrub) return;
    if (!drag.moved) {
      const { frame } = this.#under(event);
      if (drag.keep) store.select(drag.found.number - 1);
      if (drag.found.kind === "body") this.record.goto(Math.floor(frame));
      return;
    }
    if (drag.plan.name === "move") {
      const first = drag.numbers[0];
      const still = drag.numbers.every((number, i) => number === drag.to + i) || (drag.numbers.length === 1 && drag.to === first);
      if (!still) store.gesture("move", { numbers: drag.numbers, to: drag.to });
    } else if (drag.by) {
      store.gesture(drag.plan.name, safe(drag.plan.args(drag.by)));
      this.#stand(drag);
    }
    this.source.back();
    this.record.back();
    view.update();
  }

  /** After a trim the playhead stands where one would look: at the edge. */
  #stand({ found, plan }) {
    const span = picture(this.store.edit)[found.number - 1];
    if (!span || (plan.name !== "trim" && plan.name !== "roll")) return;
    this.store.playhead = found.edge === "out" ? span.stop - 1 : span.start;
    this.store.emit("playhead");
  }

  /** Switch snapping, while one drags for that drag alone. @returns {boolean} whether one drags */
  letGo() {
    if (!this.drag && !this.lanes.drag && !this.carrying) return false;
    this.snap.otherwise = !this.snap.otherwise;
    return true;
  }

  #end() {
    this.drag = null;
    this.snap.end();
    delete this.view.element.dataset.dragging;
    this.view.preview(null);
    this.ghosts.replaceChildren();
  }

  /** Leave everything as it was. */
  cancel() {
    if (this.lanes.drag) {
      this.lanes.cancel();
      return true;
    }
    if (!this.drag) return false;
    const { moved, scrub } = this.drag;
    this.#end();
    if (moved && !scrub) {
      this.source.back?.();
      this.record.back();
    }
    return true;
  }

  #hover(event) {
    const { found, row, laid } = this.#under(event);
    const { tool } = this.store;
    const { view } = this;
    if (laid) {
      view.element.dataset.cursor = laid.part ?? "ruler";
      if (view.hint) view.preview(null);
    } else if (found.kind === "edge" || found.kind === "sound") {
      const rolls = found.kind === "edge" && (tool === "roll") !== event.altKey;
      view.element.dataset.cursor = rolls ? "roll" : found.edge ?? "split";
      view.preview(null, { frame: found.cut, edge: found.edge ?? "in", lane: row });
    } else {
      view.element.dataset.cursor = found.kind === "body" ? ((tool === "slip") !== event.altKey ? "slip" : tool === "slide" ? "slide" : "move") : found.kind;
      if (view.hint) view.preview(null);
    }
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { x } = this.view.locate(event);
    this.view.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.view.frameAt(x));
  }

  #ghost(event, words) {
    if (!this.ghosts.firstChild) this.ghosts.append(h("div", { class: "ku-ghost" }));
    const ghost = this.ghosts.firstChild;
    ghost.textContent = words;
    ghost.style.transform = `translate(${event.clientX + 10}px, ${event.clientY + 8}px)`;
  }

  // From the bin

  /** A pointer went down on a take in the bin. A finger has to rest a moment, else it scrolls. */
  fromBin(take, down) {
    let carried = down.pointerType !== "touch" ? "ready" : "resting";
    this.carrying = true;
    const timer = carried === "resting" ? setTimeout(() => { carried = "carried"; this.#ghost(down, take); }, 350) : 0;
    const still = (event) => carried === "carried" && event.preventDefault();
    const move = (event) => {
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > 6;
      if (carried === "resting" && far) return end();
      if (carried === "ready" && far) carried = "carried";
      if (carried !== "carried") return undefined;
      this.#ghost(event, take);
      const at = this.#over(event, take);
      const spot = at && event.altKey ? hit(this.store.edit, at.frame, "picture", 0) : null;
      const place = at?.lane ? { frame: Math.round(at.frame), laid: true, fresh: at.fresh } : { frame: spot?.cut ?? nearestCut(this.store.edit, at?.frame ?? 0) };
      this.view.preview(at?.lane ? this.store.preview("lay", this.#laid(take, at)) : null, at ? place : null);
      return undefined;
    };
    const up = (event) => {
      const at = carried === "carried" ? this.#over(event, take) : null;
      end();
      if (at?.lane) this.#lay(take, at);
      else if (at) this.#drop(take, at.frame, event.altKey);
    };
    const end = () => {
      clearTimeout(timer);
      this.carrying = false;
      for (const [name, work] of listeners) window.removeEventListener(name, work, true);
      this.ghosts.replaceChildren();
      this.snap.end();
      this.view.preview(null);
    };
    const escape = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    const listeners = [["keydown", escape], ["pointermove", move], ["pointerup", up], ["pointercancel", end], ["touchmove", still]];
    for (const [name, work] of listeners) window.addEventListener(name, work, { capture: true, passive: false });
  }

  /** Where a take would be dropped: a frame, and a lane where its sound is to lie in one. */
  #over(event, take) {
    const box = this.view.element.getBoundingClientRect();
    this.snap.miss();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top - 8 && event.clientY <= box.bottom + 8;
    if (!inside) return null;
    const { x, y } = this.view.locate(event);
    const lanes = this.store.edit.lanes ?? [];
    const index = laneAt(y - this.view.lanes.top, lanes.length);
    if (index < 0) {
      const frame = clamp(this.view.frameAt(x), 0, this.store.frames);
      return this.store.takes.get(take).unseen ? { frame, lane: this.store.laneForSound() } : { frame };
    }
    const [frame, { in_, out }] = [Math.max(0, this.view.frameAt(x)), this.store.marks(take)];
    const by = this.snap.by(0, [frame, frame + out - in_], places(this.store));
    return { frame: Math.max(0, frame + by), lane: lanes[index]?.name ?? this.store.freshLane(), fresh: !lanes[index] };
  }

  #laid(take, { frame, lane }) {
    return { lane, take, ...this.store.marks(take), at: Math.round(frame) };
  }

  /** Lay a take's sound where it was dropped. */
  #lay(take, at) {
    this.focus();
    const args = this.#laid(take, at);
    if (this.store.gesture("lay", args)) this.store.selectSoundAt(args.lane, args.at);
  }

  #drop(take, frame, instead) {
    const { store } = this;
    const points = store.marks(take);
    this.focus();
    if (instead) {
      const found = hit(store.edit, frame, "picture", 0);
      if (found.number) store.gesture("replace", { number: found.number, take, ...points });
      return;
    }
    const cut = nearestCut(store.edit, frame);
    const number = store.cuts().lastIndexOf(cut) + 1;
    if (number > store.edit.shots.length) store.gesture("add", { take, ...points });
    else store.gesture("insert", { number, take, ...points });
    this.record.goto(cut);
  }
}

/** No point lies before the first frame of a take. */
function safe(args) {
  return "in_" in args ? { ...args, in_: Math.max(0, args.in_) } : args;
}
