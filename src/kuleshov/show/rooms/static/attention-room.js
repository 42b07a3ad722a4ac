/**
 * The rooms of a memory test: the feed, the dark room, the test. Python says which is open and keeps
 * what was seen; the browser counts the seconds. One store a model, one room a view.
 */
import { DarkView } from "./attention-dark.js";
import { FeedView } from "./attention-feed.js";
import { TestView } from "./attention-test.js";
import { Announcer } from "./announce.js";
import { h } from "./dom.js";
import { pythonWords, widgetOf } from "./shared.js";

const BEAT = 3000;
const VIEWS = { feed: FeedView, dark: DarkView, test: TestView };
const TITLES = { feed: "The feed", dark: "The dark room", test: "The memory test" };
const OVER = {
  "all seen": "It is over: you have seen all.",
  "time is up": "It is over: the time is up.",
  left: "It is over: you have left, and that is noted.",
};

class Room {
  constructor(model, el, shared) {
    Object.assign(this, shared, { model });
    this.announcer = new Announcer();
    this.onscreen = true;
    this.view = new VIEWS[this.state.stage](this);
    this.root = this.#layout();
    el.append(this.root);
    this.#listen();
    this.told();
  }

  get state() { return this.model.get("state"); }

  /** Whether somebody can see it. */
  get visible() { return this.onscreen && !document.hidden; }

  #layout() {
    const title = TITLES[this.state.stage];
    this.python = h("span", { class: "ku-python", role: "status" });
    this.words = h("p", { class: "ku-intro" });
    this.begin = h("button", { type: "button", class: "ku-button ku-wide ku-begin", onclick: () => this.#begin() });
    this.kept = h("p", { class: "ku-kept" });
    return h("div", { class: "ku-room ku-attention", "data-stage": this.state.stage, tabindex: "0", role: "group", "aria-label": title, "data-lm-suppress-shortcuts": "true" },
      h("div", { class: "ku-head" }, h("h2", {}, title), h("span", { class: "ku-space" }), this.python),
      this.words, this.begin, this.view.element, this.kept, this.announcer.line, this.announcer.live);
  }

  #listen() {
    this.onstate = () => this.told();
    this.model.on("change:state", this.onstate);
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.onvisible = () => this.view.seen(this.visible);
    document.addEventListener("visibilitychange", this.onvisible);
    this.watch = new IntersectionObserver((entries) => {
      this.onscreen = entries[entries.length - 1].isIntersecting || document.fullscreenElement === this.view.element;
      this.onvisible();
    });
    this.watch.observe(this.root);
    this.wire.onanswer = (answer) => { if (!answer.ok) this.announcer.say(answer.problem, "problem"); };
    this.wire.onstatus = (status) => this.#status(status);
    this.beat = setInterval(() => this.wire.beat(), BEAT);
    this.#status(this.wire.python);
  }

  #status(status) {
    this.python.dataset.status = status;
    this.python.textContent = pythonWords(status, this.wire.owed);
  }

  /** Take in what Python said. */
  told() {
    const { closed, over, done, file } = this.state;
    const { view } = this;
    const ended = Boolean(over || done);
    if (ended && view.running && over) view.close();
    this.words.textContent = closed || (over ? OVER[over] : done ? "" : view.words);
    this.words.hidden = view.running || (Boolean(done) && !closed);
    this.begin.hidden = view.running || ended || Boolean(closed);
    this.begin.textContent = view.begin;
    this.kept.textContent = ended ? `Kept in studio/attention/${file}, and sent nowhere. trial.forget() deletes it.` : "";
    view.told?.();
  }

  #begin() {
    this.begin.hidden = true;
    this.words.hidden = true;
    this.view.start();
    this.root.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "TEXTAREA") return;
    if (!this.view.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Tell Python what was done; it is carried out in order, and once. */
  gesture(name, args) { return this.wire.gesture(name, args); }

  /** A film without controls. */
  video() {
    const video = h("video", { playsInline: true, preload: "auto", tabIndex: -1, disablePictureInPicture: true });
    video.setAttribute("aria-hidden", "true");
    return video;
  }

  /** Give a video its film. @returns {Promise<boolean>} whether it can be shown */
  async load(video, take) {
    try {
      video.src = await this.media.url(take);
      return true;
    } catch (problem) {
      this.announcer.say(problem.message, "problem");
      return false;
    }
  }

  /** Play with sound; without, where this browser wants a hand first. */
  async play(video) {
    try {
      await video.play();
    } catch {
      video.muted = true;
      await video.play().catch(() => {});
    }
  }

  close() {
    clearInterval(this.beat);
    this.watch.disconnect();
    document.removeEventListener("visibilitychange", this.onvisible);
    this.model.off("change:state", this.onstate);
    if (this.view.forget) this.view.forget();
    else this.view.close();
    this.root.remove();
  }
}

export const widget = widgetOf(Room);
