/**
 * The strip of angles: the same moment in every take that has it. A click cuts to one at the
 * playhead; where the source monitor is at work, it opens there instead.
 *
 * While things move, pictures come from the takes' strips: the nearest second's. Where the playhead
 * rests, one hidden video element fetches each very frame.
 */
import { context, h, oncePerFrame } from "./dom.js";
import { drawPicture, pictureOf } from "./looks.js";
import { Reel, middleOf } from "./player.js";
import { anglesOf, sceneAt, sceneWords } from "./scene-clock.js";

const WIDTH = 96;
const HEIGHT = 54;
const BEHIND = 60; // ms: the film and the timeline are drawn first
const REST = 1000; // ms without a move, before the very frames are fetched: hands at work need the machine

export class AngleStrip {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./looks.js").Looks} looks
   * @param {import("./delivery.js").Media} media
   * @param {{source: any, record: any, focus: () => void}} parts the monitors, and how to give the
   *   focus back to the room
   */
  constructor(store, looks, media, { source, record, focus }) {
    Object.assign(this, { store, looks, source, record, focus });
    this.media = media;
    this.angles = [];
    this.cells = new Map();
    this.turn = 0;
    this.title = h("h3", {}, "The same moment");
    this.second = h("span", { class: "ku-count" });
    this.alone = h("button", { type: "button", class: "ku-button ku-wide", "aria-pressed": "false", title: "Cut the picture alone: what is heard stays (or hold Alt)", onclick: () => this.#toggle() }, "Picture alone");
    this.list = h("div", { class: "ku-anglelist", role: "group", "aria-label": "Takes that show this moment", title: "While the film moves: each take's picture of the nearest second. At rest: the very frame." });
    this.element = h("section", { class: "ku-angles", "aria-label": "The same moment in other takes", hidden: true },
      h("header", {}, this.title, this.second, h("span", { class: "ku-space" }), this.alone), this.list);
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.update = oncePerFrame(() => this.#update(), BEHIND);
    this.known = [...store.takes.values()].some((take) => take.scene);
    this.off = ["playhead", "moment", "monitor", "source", "edit"].map((name) => store.on(name, this.update));
  }

  /** A take's strip of pictures has come. */
  looked(take) {
    const cell = this.cells.get(take);
    if (cell) cell.shown = "";
    this.update();
  }

  /** Give the focus to the angle that is seen, or to the first. @returns {boolean} whether there is one */
  enter() {
    const seen = this.list.querySelector("[aria-current=true]") ?? this.list.firstChild;
    seen?.focus();
    return Boolean(seen);
  }

  get #playing() { return this.source.playing || this.record.playing; }

  #update() {
    if (!this.known) return;
    const here = this.store.moment();
    this.angles = here ? anglesOf(this.store.takes, here.take, here.frame) : [];
    this.element.hidden = false;
    const names = this.angles.map(({ take }) => take);
    if (names.join("\n") !== [...this.cells.keys()].join("\n")) this.#arrange(names);
    const scene = here ? sceneAt(this.store.clockOf(here.take), here.frame) : null;
    this.second.textContent = scene === null ? "No take of the scene is seen here." : `scene ${sceneWords(scene, this.store.base)}`;
    for (const { take, frame } of this.angles) {
      const cell = this.cells.get(take);
      if (cell.current !== (take === here.take)) {
        cell.current = take === here.take;
        cell.button.setAttribute("aria-current", String(cell.current));
      }
      this.#paint(cell, frame);
    }
    this.#restLater();
  }

  #arrange(names) {
    const held = document.activeElement?.closest?.(".ku-angle")?.dataset.take;
    const kept = this.cells;
    this.cells = new Map(names.map((name) => [name, kept.get(name) ?? this.#cell(name)]));
    this.list.replaceChildren(...[...this.cells.values()].map((cell) => cell.button));
    this.cells.get(held)?.button.focus();
    if (held && !this.cells.has(held)) this.focus();
  }

  #cell(take) {
    const { words } = this.store.takes.get(take);
    const canvas = h("canvas", { "aria-hidden": "true", width: WIDTH, height: HEIGHT });
    const button = h("button", {
      type: "button", class: "ku-angle", "data-take": take, "aria-current": "false", title: words || take,
      onclick: (event) => { this.choose(take, event.altKey); this.focus(); },
    }, canvas, h("span", {}, take));
    return { take, canvas, button, current: false, shown: "" };
  }

  #paint(cell, frame) {
    const exact = `frame ${frame}`;
    if (cell.shown === exact) return;
    const look = this.looks.of(cell.take);
    const shown = look ? `picture ${pictureOf(look, frame)}` : "";
    if (!look || cell.shown === shown) return;
    cell.shown = shown;
    drawPicture(context(cell.canvas, WIDTH, HEIGHT), look, frame, 0, 0, WIDTH, HEIGHT);
  }

  #restLater() {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    if (this.angles.length > 1) this.timer = setTimeout(() => this.#fetch(turn), REST);
  }

  /** Draw the very frames, one after the other, until something moves. */
  async #fetch(turn) {
    const { server } = this.media;
    if (!server || this.#playing || !this.element.isConnected || this.record.broken) return;
    this.reel ??= new Reel(this.media);
    for (const { take, frame } of this.angles) {
      const cell = this.cells.get(take);
      if (turn !== this.turn || !cell || this.#playing) return;
      if (cell.shown === `frame ${frame}`) continue;
      const there = await this.reel.show(take, middleOf(frame, this.store.rate)).catch(() => false);
      if (!there || turn !== this.turn) return;
      context(cell.canvas, WIDTH, HEIGHT).drawImage(this.reel.video, 0, 0, WIDTH, HEIGHT);
      cell.shown = `frame ${frame}`;
    }
  }

  /** Cut to an angle at the playhead, or open it in the source monitor if that is at work. */
  choose(take, other = false) {
    const { store, record } = this;
    const alone = (this.alone.getAttribute("aria-pressed") === "true") !== other;
    if (store.monitor === "source" && store.source) {
      const angle = this.angles.find((each) => each.take === take);
      if (angle) store.open(take, angle.frame);
      return;
    }
    const { speed } = record.player;
    const done = store.gesture("angle", { at: Math.round(store.playhead), take, ...(alone ? { picture_only: true } : {}) });
    if (done && speed) record.start(speed); // a new edit stands still: go on
  }

  #toggle() {
    this.alone.setAttribute("aria-pressed", String(this.alone.getAttribute("aria-pressed") !== "true"));
  }

  #key(event) {
    const button = event.target.closest("button");
    const to = { ArrowLeft: button?.previousSibling, ArrowRight: button?.nextSibling, Home: this.list.firstChild, End: this.list.lastChild };
    if (event.key in to) to[event.key]?.focus();
    else if (event.key === "Enter" && button) {
      this.choose(button.dataset.take, event.altKey);
      this.focus(); // as after a click: the next arrow is the playhead's
    } else if (event.key === "Escape") this.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.reel?.close();
    for (const off of this.off) off();
  }
}
