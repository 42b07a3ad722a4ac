/** The feed: one piece over the other, each in a loop until the hand goes on. */
import { firstNew, swiped, Watch, Wheel } from "./attention-clock.js";
import { h, iconButton } from "./dom.js";

const UP = "M3.5 10 8 5.5l4.5 4.5";
const DOWN = "M3.5 6 8 10.5 12.5 6";
const TICK = 200;

export class FeedView {
  constructor(room) {
    this.room = room;
    this.watch = new Watch();
    this.wheel = new Wheel();
    this.at = -1;
    this.running = false;
    this.pieces = [];
    this.from = null;
    this.track = h("div", { class: "ku-track" });
    this.line = h("span", { class: "ku-count" });
    this.back = iconButton(UP, "Back", () => this.step(-1), { key: "↑" });
    this.next = iconButton(DOWN, "Next", () => this.step(1), { key: "↓" });
    this.phone = h("div", { class: "ku-phone" }, this.track);
    this.element = h("div", { class: "ku-feed", hidden: true }, this.phone,
      h("div", { class: "ku-feedbar" }, this.back, this.next, this.line));
    this.phone.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    this.phone.addEventListener("pointerdown", (event) => this.#down(event));
    this.phone.addEventListener("pointerup", (event) => this.#up(event));
    this.phone.addEventListener("pointercancel", () => { this.from = null; });
  }

  get words() {
    const { pieces, lasts } = this.room.state;
    return `${pieces.length} pieces, ${lasts} seconds. Swipe, scroll or press ↓ for the next one; a piece begins again until you do. Do as you do at home.`;
  }

  get begin() { return firstNew(this.room.state.pieces) ? "Go on" : "Begin"; }

  start() {
    const { pieces, spent } = this.room.state;
    this.pieces = pieces;
    this.spent = spent * 1000;
    this.running = true;
    this.element.hidden = false;
    this.#show(Math.min(firstNew(pieces), pieces.length - 1), 1);
    this.timer = setInterval(() => this.#tick(), TICK);
    this.room.root.focus({ preventScroll: true });
  }

  /** Whether the room is on screen has changed. */
  seen(visible) {
    if (!this.running) return;
    if (visible) this.#play();
    else {
      this.watch.stop();
      this.video?.pause();
    }
  }

  key(key) {
    const way = { ArrowDown: 1, PageDown: 1, ArrowUp: -1, PageUp: -1 }[key];
    if (!way || !this.running) return false;
    this.step(way);
    return true;
  }

  step(way) {
    if (!this.running || this.at + way < 0) return;
    this.#leave();
    if (this.at + way >= this.pieces.length) this.end("all seen");
    else this.#show(this.at + way, way);
  }

  end(why) {
    if (!this.running) return;
    this.#leave();
    this.close();
    this.room.gesture("over", { seconds: Math.round(this.spent / 100) / 10, why });
    this.room.announcer.say(why === "all seen" ? "You have seen all." : "The time is up.");
    this.room.root.focus({ preventScroll: true });
  }

  close() {
    this.running = false;
    clearInterval(this.timer);
    this.element.hidden = true;
    this.track.replaceChildren();
    this.video = null;
  }

  #tick() {
    if (this.spent + this.watch.ms >= this.room.state.lasts * 1000) this.end("time is up");
  }

  /** Note for how long the present piece was on screen. */
  #leave() {
    const seconds = this.watch.take();
    if (this.at < 0 || seconds <= 0) return;
    this.spent += seconds * 1000;
    this.room.gesture("on", { take: this.pieces[this.at].take, seconds });
  }

  async #show(at, way) {
    this.at = at;
    const piece = this.pieces[at];
    const before = [...this.track.children];
    const video = this.room.video();
    video.loop = true;
    const slide = h("div", { class: "ku-slide", "data-from": way > 0 ? "below" : "above" }, video);
    this.video = video;
    this.track.append(slide);
    for (const old of before) old.dataset.to = way > 0 ? "above" : "below";
    setTimeout(() => { for (const old of before) old.remove(); }, 240);
    const words = `${at + 1} of ${this.pieces.length}${piece.sound ? "" : ", no sound"}`;
    this.line.textContent = words;
    if (at === 0 && document.activeElement === this.back) this.next.focus();
    this.back.disabled = at === 0;
    this.room.announcer.say(`Piece ${words}`);
    this.room.announcer.line.textContent = "";
    if (!(await this.room.load(video, piece.take)) || this.video !== video) return;
    this.#play();
    const next = this.pieces[at + 1];
    if (next) this.room.media.url(next.take).catch(() => {});
  }

  async #play() {
    const { video } = this;
    if (!video?.src || !this.room.visible) return;
    await this.room.play(video);
    if (this.video === video && this.running) this.watch.start();
  }

  #turn(event) {
    if (!this.running) return;
    event.preventDefault();
    event.stopPropagation();
    const way = this.wheel.turned(event.deltaY * (event.deltaMode ? 30 : 1), event.timeStamp);
    if (way) this.step(way);
  }

  #down(event) {
    this.from = event.clientY;
    this.phone.setPointerCapture(event.pointerId);
  }

  #up(event) {
    if (this.from === null) return;
    const way = swiped(this.from, event.clientY);
    this.from = null;
    if (way) this.step(way);
  }
}
