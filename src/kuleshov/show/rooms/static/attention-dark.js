/** The dark room: pieces whole, one after the other, and nothing to press but the way out. */
import { firstNew, Watch } from "./attention-clock.js";
import { h } from "./dom.js";

const SHOWN = 2500; // ms for which the way out is seen after a hand has moved

export class DarkView {
  constructor(room) {
    this.room = room;
    this.watch = new Watch();
    this.running = false;
    this.at = -1;
    this.added = 0; // seconds on screen since the lights went out
    this.screened = false;
    this.leave = h("button", { type: "button", class: "ku-button ku-wide ku-leave", onclick: () => this.end("left") }, "Leave the dark (Esc)");
    this.box = h("div", { class: "ku-darkbox" });
    this.element = h("div", { class: "ku-dark", hidden: true, tabIndex: -1 }, this.box, this.leave);
    this.element.addEventListener("pointermove", () => this.#wake());
    this.element.addEventListener("pointerdown", () => this.#wake());
    this.followed = () => this.#screen();
    document.addEventListener("fullscreenchange", this.followed);
  }

  get words() {
    const { pieces } = this.room.state;
    const seconds = Math.round(pieces.reduce((sum, one) => sum + one.seconds + this.room.state.pause, 0));
    return `${pieces.length} pieces, ${seconds} seconds, with nothing to do. The screen goes dark. Escape, or a touch and the button that it brings, is the way out.`;
  }

  get begin() { return firstNew(this.room.state.pieces) ? "Go on" : "Lights out"; }

  async start() {
    this.pieces = this.room.state.pieces;
    this.spent = this.room.state.spent;
    this.added = 0;
    this.running = true;
    this.element.hidden = false;
    this.room.announcer.say("Lights out. Escape is the way out.");
    try {
      await this.element.requestFullscreen();
    } catch {
      this.screened = false; // a page that may not fill the screen: the cell is dark
    }
    this.element.focus({ preventScroll: true });
    this.#show(firstNew(this.pieces));
  }

  seen(visible) {
    if (!this.running) return;
    if (visible) this.#play();
    else {
      this.watch.stop();
      this.video?.pause();
    }
  }

  key(key) {
    if (key !== "Escape" || !this.running) return false;
    this.end("left");
    return true;
  }

  end(why) {
    if (!this.running) return;
    this.#noted();
    const spent = this.spent + this.added;
    this.close();
    this.room.gesture("over", { seconds: Math.round(10 * spent) / 10, why });
    this.room.announcer.say(why === "all seen" ? "The lights are on again." : "You have left the dark; it is noted.");
    this.room.root.focus({ preventScroll: true });
  }

  close() {
    this.running = false;
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.box.replaceChildren();
    this.video = null;
    if (document.fullscreenElement === this.element) document.exitFullscreen().catch(() => {});
  }

  /** Let go of the page. */
  forget() {
    this.close();
    document.removeEventListener("fullscreenchange", this.followed);
  }

  /** Whoever leaves the full screen, by whatever key, leaves the dark. */
  #screen() {
    if (document.fullscreenElement === this.element) this.screened = true;
    else if (this.screened) {
      this.screened = false;
      this.end("left");
    }
  }

  #noted() {
    const seconds = this.watch.take();
    if (this.at < 0 || seconds <= 0) return;
    this.added += seconds;
    this.room.gesture("on", { take: this.pieces[this.at].take, seconds });
    this.at = -1;
  }

  async #show(at) {
    if (!this.running) return;
    if (at >= this.pieces.length) {
      this.end("all seen");
      return;
    }
    const video = this.room.video();
    video.onended = () => this.#over(at);
    if (!(await this.room.load(video, this.pieces[at].take)) || !this.running) return;
    this.at = at;
    this.video = video;
    this.box.replaceChildren(video);
    this.#play();
    const next = this.pieces[at + 1];
    if (next) this.room.media.url(next.take).catch(() => {});
  }

  #over(at) {
    this.#noted();
    this.box.replaceChildren();
    this.video = null;
    this.timer = setTimeout(() => this.#show(at + 1), 1000 * this.room.state.pause);
  }

  async #play() {
    const { video } = this;
    if (!video || !this.room.visible) return;
    await this.room.play(video);
    if (this.video === video && this.running) this.watch.start();
  }

  #wake() {
    this.element.dataset.awake = "true";
    clearTimeout(this.sleep);
    this.sleep = setTimeout(() => { delete this.element.dataset.awake; }, SHOWN);
  }
}
