/**
 * The screening room: two films on one clock; seen blind, one pair after the other. One store a
 * model, one room a view.
 */
import { Announcer } from "./announce.js";
import { h, icon, iconButton } from "./dom.js";
import { middleOf } from "./player.js";
import { SeriesView } from "./screening-series.js";
import { VoteView, seenOf } from "./screening-vote.js";
import { frameAt, isLost, lengthOf, stepped, wipeBy } from "./screening-clock.js";
import { widgetOf } from "./shared.js";
import { clamp, timecode } from "./time.js";

const BEAT = 3000;
const MODES = [
  ["beside", "Side by side", "1"],
  ["wipe", "One over the other, with a wipe", "2"],
  ["turn", "In turn", "3"],
];
const ICONS = {
  play: "M4.5 2.8v10.4L13 8z",
  stop: "M4 3.5h3v9H4zM9 3.5h3v9H9z",
  beside: "M2 3.5h5.2v9H2zM8.8 3.5H14v9H8.8z",
  wipe: "M2 3.5h12v9H2zM8 2v12",
  turn: "M2 5.5h8v7H2zM6 5.5v-2h8v7h-4",
  back: "M10 3.5 5.5 8l4.5 4.5",
  on: "M6 3.5 10.5 8 6 12.5",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
};
const KEYS = [
  ["Space", "Play, or stop"], ["←  →", "One frame"], ["Shift ←  →", "One second"],
  ["Home  End", "First, last frame"], ["1  2  3", "Side by side, wipe, in turn"],
  ["F", "The other film, at the same moment"], ["[  ]", "Move the wipe"],
  [",  .", "Line up: the second film a frame earlier, later"],
  ["S", "Hear the first film, the second, neither"], ["N", "A note at this moment"],
  ["W", "The whole screen, and back"], ["?", "This list"],
];

class Room {
  constructor(model, el, shared) {
    Object.assign(this, shared, { model });
    this.films = model.get("state").films;
    this.mode = "beside";
    this.wipe = 50;
    this.playing = null;
    this.turn = 0;
    this.announcer = new Announcer();
    this.videos = this.films.map((_, side) => this.#video(side));
    this.#rewind();
    this.series = new SeriesView(this);
    this.vote = new VoteView(this);
    this.root = this.#layout();
    el.append(this.root);
    this.#listen();
    this.told();
    this.#load();
  }

  get state() { return this.model.get("state"); }

  #video(side) {
    const video = h("video", { muted: true, playsInline: true, preload: "auto", tabIndex: -1 });
    video.setAttribute("aria-hidden", "true");
    video.dataset.side = String(side);
    return video;
  }

  #layout() {
    this.play = iconButton(ICONS.play, "Play", () => this.toggle(), { filled: true, key: "Space" });
    this.modes = MODES.map(([mode, name, key]) => iconButton(ICONS[mode], name, () => this.setMode(mode), { "aria-pressed": "false", "data-mode": mode, key }));
    this.full = iconButton(ICONS.full, "The whole screen", () => this.wholeScreen(), { key: "W" });
    this.clock = h("span", { class: "ku-clock" });
    this.python = h("span", { class: "ku-python", role: "status" });
    this.bar = h("input", { type: "range", class: "ku-bar", min: "0", step: "1", value: "0", "aria-label": "Moment", oninput: () => this.seek(Number(this.bar.value) / this.films[0].rate) });
    this.names = this.films.map((_, side) => h("h3", { "data-side": String(side) }));
    this.handle = h("div", { class: "ku-wipe", role: "slider", tabindex: "0", "aria-label": "Wipe", "aria-valuemin": "0", "aria-valuemax": "100" });
    this.screens = this.videos.map((video, side) => h("figure", { class: "ku-screen", "data-side": String(side) },
      h("figcaption", {}, this.names[side], h("span", { class: "ku-count", "data-frame": String(side) })), h("div", { class: "ku-stage" }, video)));
    this.stage = h("div", { class: "ku-screens" }, ...this.screens, this.handle);
    this.sound = h("button", { type: "button", class: "ku-button ku-wide", title: "Which film is heard (S)", onclick: () => this.hear() });
    this.line = h("span", { class: "ku-count" });
    this.notes = h("ol", { class: "ku-notes" });
    this.words = h("input", { type: "text", maxLength: 400, class: "ku-noteline", placeholder: "What is to be seen here, then Enter", "aria-label": "A note at this moment", onkeydown: (event) => this.#noteKey(event) });
    this.whose = h("select", { class: "ku-whose", "aria-label": "The note is about" });
    this.copy = h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.#copy() }, "Copy as citations");
    this.help = h("dl", { class: "ku-keylist", hidden: true }, ...KEYS.flatMap(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]));
    const step = (path, name, frames) => iconButton(path, name, () => this.step(frames));
    return h("div", { class: "ku-room ku-screening", tabindex: "0", role: "group", "aria-label": "Screening room. Press question mark for the keys.", "data-lm-suppress-shortcuts": "true" },
      h("div", { class: "ku-head" }, h("h2", {}, "Screening room"), this.vote.progress, h("span", { class: "ku-space" }), this.python,
        h("span", { class: "ku-group", role: "group", "aria-label": "How they are shown" }, ...this.modes), this.sound, this.full,
        h("button", { type: "button", class: "ku-button", title: "Keys (?)", "aria-label": "Keys", onclick: () => this.toggleHelp() }, "?")),
      this.help, this.stage,
      h("div", { class: "ku-transport" }, step(ICONS.back, "One frame back", -1), this.play, step(ICONS.on, "One frame on", 1), this.clock, this.line),
      h("div", { class: "ku-barbox" }, this.bar), this.series.element, this.vote.element,
      h("section", { class: "ku-noted", "aria-label": "Notes" }, h("div", { class: "ku-noteform" }, this.whose, this.words, this.copy), this.notes),
      this.announcer.line, this.announcer.live);
  }

  /** Begin anew, at the first frame of both films. */
  #rewind() {
    this.front = 0;
    this.shift = 0;
    this.seconds = 0;
    this.heard = this.films[0].sound ? 0 : this.films[1].sound ? 1 : -1;
  }

  #load() {
    this.ready = Promise.all(this.videos.map((video, side) => this.#open(video, side)));
  }

  /** Clear the screens and the desk for two other films. */
  #nextPair(before) {
    for (const { take } of before) this.media.forget(take); // seen blind: its address was this pair's alone
    this.playing = null;
    this.turn += 1;
    for (const video of this.videos) {
      video.pause();
      video.removeAttribute("src");
      video.load();
    }
    this.#playButton();
    this.#rewind();
    this.series.clear();
    this.whose.value = "0";
    this.vote.clear();
    this.words.value = "";
    this.#load();
  }

  async #open(video, side) {
    const { take } = this.films[side];
    try {
      const address = await this.media.url(take);
      if (this.films[side].take !== take) return; // another pair has come
      video.src = address;
      await new Promise((done, fail) => {
        video.addEventListener("loadeddata", done, { once: true });
        video.addEventListener("error", () => fail(new Error(`${this.state.films[side].name} does not play in this browser.`)), { once: true });
      });
      await this.#show();
    } catch (problem) {
      if (this.films[side].take === take) this.announcer.say(problem.message, "problem");
    }
  }

  #listen() {
    this.off = [];
    const on = (target, name, work, options) => {
      target.addEventListener(name, work, options);
      this.off.push(() => target.removeEventListener(name, work, options));
    };
    on(this.root, "keydown", (event) => this.#key(event));
    on(this.handle, "pointerdown", (event) => this.#dragWipe(event));
    this.onstate = () => this.told();
    this.model.on("change:state", this.onstate);
    this.wire.onstatus = (status) => this.#status(status);
    this.beat = setInterval(() => this.wire.beat(), BEAT);
    this.watch = new IntersectionObserver(([entry]) => { if (!entry.isIntersecting && this.playing) this.stop(); });
    this.watch.observe(this.root);
    this.#status(this.wire.python);
  }

  #status(status) {
    this.python.dataset.status = status;
    this.python.textContent = {
      waiting: "", here: "", busy: "", silent: "Python does not answer; you can go on watching",
      away: "The kernel was stopped or restarted; you can go on watching. Run the notebook's cells again to note or vote",
    }[status];
  }

  close() {
    this.stop();
    clearInterval(this.beat);
    this.watch.disconnect();
    this.model.off("change:state", this.onstate);
    for (const off of this.off) off();
    for (const video of this.videos) {
      video.removeAttribute("src");
      video.load();
    }
    this.root.remove();
  }

  /** Take in what Python said. */
  told() {
    const { films, citations } = this.state;
    const before = this.films;
    this.films = films;
    if (films[0].take !== before[0].take) this.#nextPair(before);
    films.forEach((film, side) => {
      this.names[side].textContent = film.name;
      this.screens[side].title = film.credit;
    });
    const whose = this.whose.value || String(this.front);
    this.whose.replaceChildren(...films.map((film, side) => h("option", { value: String(side) }, film.name)));
    this.whose.value = whose;
    this.bar.max = String(Math.max(0, Math.round(lengthOf(films, this.shift) * films[0].rate) - 1));
    this.copy.hidden = !citations;
    this.#showNotes();
    this.vote.told();
    this.setMode(this.mode);
    this.#hearing();
    this.series.told();
    this.#counted();
  }

  // Watching

  /** Show the present moment in both films, frame for frame. */
  async #show() {
    const turn = ++this.turn;
    await Promise.all(this.videos.map(async (video, side) => {
      const film = this.films[side];
      const frame = frameAt(this.seconds, film, side ? this.shift : 0);
      const to = middleOf(frame, film.rate);
      if (video.readyState === 0) return; // what doesn't play is not seen
      seenOf(this, film).mark(frame);
      if (Math.abs(video.currentTime - to) < 1e-4) return;
      const sought = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
      video.currentTime = to;
      await sought;
    }));
    if (turn === this.turn) this.#counted();
    return turn === this.turn;
  }

  #counted() {
    const [film] = this.films;
    this.clock.textContent = timecode(frameAt(this.seconds, film), film.base);
    this.bar.value = String(Math.round(this.seconds * film.rate));
    this.bar.setAttribute("aria-valuetext", this.clock.textContent);
    this.films.forEach((each, side) => {
      const frame = frameAt(this.seconds, each, side ? this.shift : 0);
      this.root.querySelector(`[data-frame="${side}"]`).textContent = timecode(frame, each.base);
    });
    this.line.textContent = this.shift ? `second film ${this.shift > 0 ? "+" : ""}${this.shift} frames` : "";
    this.series.at(this.seconds);
    this.vote.ready();
  }

  seek(seconds) {
    if (this.playing) this.stop();
    this.seconds = clamp(seconds, 0, lengthOf(this.films, this.shift) - 1 / this.films[0].rate);
    return this.#show();
  }

  step(frames) {
    return this.seek(stepped(this.seconds, frames, this.films, this.shift));
  }

  toggle() {
    if (this.playing) this.stop();
    else this.start();
  }

  async start() {
    const length = lengthOf(this.films, this.shift);
    if (this.seconds >= length - 1.5 / this.films[0].rate) this.seconds = 0;
    await this.#show();
    const from = this.seconds;
    const began = performance.now();
    const run = {};
    this.playing = run;
    this.#playButton();
    const tick = () => {
      if (this.playing !== run) return;
      this.seconds = from + (performance.now() - began) / 1000;
      if (this.seconds >= length) {
        this.seconds = length - 1 / this.films[0].rate;
        this.stop();
        return;
      }
      this.videos.forEach((video, side) => this.#keepUp(video, side));
      this.#counted();
      requestAnimationFrame(tick);
    };
    this.videos.forEach((video, side) => this.#keepUp(video, side));
    requestAnimationFrame(tick);
  }

  /** Start a film when its time has come, hold it where it ends, and fetch it back when it strays. */
  #keepUp(video, side) {
    const film = this.films[side];
    const wanted = this.seconds + (side ? this.shift / film.rate : 0);
    const last = (film.frames - 1) / film.rate;
    if (video.readyState > 0) seenOf(this, film).mark(frameAt(this.seconds, film, side ? this.shift : 0));
    if (wanted < 0 || wanted >= last) {
      if (!video.paused) video.pause();
      return;
    }
    if (video.paused) video.play().catch(() => {});
    else if (isLost(video.currentTime, wanted, film) && !video.seeking) video.currentTime = wanted;
  }

  stop() {
    if (!this.playing) return;
    this.playing = null;
    for (const video of this.videos) video.pause();
    const rate = this.films[0].rate;
    this.seconds = Math.floor(this.seconds * rate + 1e-6) / rate;
    this.#playButton();
    this.#show();
  }

  #playButton() {
    this.play.replaceChildren(icon(this.playing ? ICONS.stop : ICONS.play, true));
    this.play.setAttribute("aria-label", this.playing ? "Stop (Space)" : "Play (Space)");
  }

  setMode(mode) {
    this.mode = mode;
    this.stage.dataset.mode = mode;
    this.stage.dataset.front = String(this.front);
    for (const button of this.modes) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    this.handle.hidden = mode !== "wipe";
    this.setWipe(this.wipe);
  }

  setWipe(percent) {
    this.wipe = clamp(percent, 0, 100);
    this.stage.style.setProperty("--wipe", `${this.wipe}%`);
    this.handle.setAttribute("aria-valuenow", String(Math.round(this.wipe)));
  }

  flip() {
    this.front = 1 - this.front;
    this.stage.dataset.front = String(this.front);
    this.whose.value = String(this.front);
    this.announcer.say(this.films[this.front].name);
  }

  /** Hear the next of: first film, second film, neither. */
  hear() {
    const order = [0, 1, -1].filter((side) => side < 0 || this.films[side].sound);
    this.heard = order[(order.indexOf(this.heard) + 1) % order.length];
    this.#hearing();
  }

  #hearing() {
    this.videos.forEach((video, side) => { video.muted = side !== this.heard; });
    this.sound.textContent = this.heard < 0 ? "Silent" : `Sound: ${this.films[this.heard].name}`;
  }

  lineUp(frames) {
    this.shift += frames;
    this.bar.max = String(Math.max(0, Math.round(lengthOf(this.films, this.shift) * this.films[0].rate) - 1));
    this.seek(this.seconds);
  }

  #dragWipe(event) {
    this.handle.setPointerCapture(event.pointerId);
    const move = (each) => {
      const box = this.stage.getBoundingClientRect();
      this.setWipe(((each.clientX - box.left) / box.width) * 100);
    };
    const up = () => {
      this.handle.removeEventListener("pointermove", move);
      this.handle.removeEventListener("pointerup", up);
      this.handle.removeEventListener("pointercancel", up);
    };
    this.handle.addEventListener("pointermove", move);
    this.handle.addEventListener("pointerup", up);
    this.handle.addEventListener("pointercancel", up);
    event.preventDefault();
  }

  #key(event) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target !== this.bar) return;
    const onHandle = event.target === this.handle && (() => {});
    const work = {
      " ": () => this.toggle(), k: () => this.stop(), l: () => !this.playing && this.start(),
      ArrowLeft: () => this.step(event.shiftKey ? -Math.round(this.films[0].rate) : -1),
      ArrowRight: () => this.step(event.shiftKey ? Math.round(this.films[0].rate) : 1),
      Home: () => this.seek(0), End: () => this.seek(Infinity),
      ArrowUp: onHandle, ArrowDown: onHandle,
      1: () => this.setMode("beside"), 2: () => this.setMode("wipe"), 3: () => this.setMode("turn"),
      w: () => this.wholeScreen(), f: () => this.flip(), "[": () => this.setWipe(this.wipe - 2), "]": () => this.setWipe(this.wipe + 2),
      ",": () => this.lineUp(-1), ".": () => this.lineUp(1), s: () => this.hear(),
      n: () => this.words.focus(), "?": () => this.toggleHelp(), Escape: () => { this.help.hidden = true; this.stop(); },
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!work || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.tagName === "BUTTON") return;
    event.preventDefault();
    event.stopPropagation();
    const wiped = event.target === this.handle ? wipeBy(event.key, this.wipe) : null;
    if (wiped === null) work();
    else this.setWipe(wiped);
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
  }

  // Notes

  #noteKey(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.root.focus();
    if (event.key !== "Enter" || !this.words.value.trim()) return;
    const side = Number(this.whose.value);
    const frame = frameAt(this.seconds, this.films[side], side ? this.shift : 0);
    const written = this.words.value;
    this.ask("note", { take: this.films[side].take, frame, words: written.trim() }).then(
      () => this.#noted(written),
      (problem) => this.announcer.say(problem.message, "problem"),
    );
  }

  /** Put the hands back on the room, unless they have begun another note meanwhile. */
  #noted(written) {
    if (this.words.value !== written) return;
    this.words.value = "";
    if (document.activeElement === this.words) this.root.focus();
  }

  #showNotes() {
    this.notes.replaceChildren(...this.state.notes.map(({ side, frame, words }) => {
      const film = this.films[side];
      const go = () => this.seek((frame - (side ? this.shift : 0)) / film.rate);
      return h("li", { "data-side": String(side) },
        h("button", { type: "button", class: "ku-button ku-moment", title: "Go there", onclick: go }, `${film.name} ${timecode(frame, film.base)}`),
        h("span", {}, words),
        h("button", { type: "button", class: "ku-button", title: "Take this note away", "aria-label": `Take away: ${words}`, onclick: () => this.ask("unnote", { take: film.take, frame, words }).catch(() => {}) }, "×"));
    }));
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.state.citations);
      this.announcer.say("Copied; paste them into your critique.");
    } catch {
      this.announcer.say("This page may not copy; print(room.notes) shows the same lines.", "problem");
    }
  }

  /** Fill the screen with the room, so that nothing around it is read; or give the page back. */
  async wholeScreen() {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen());
    } catch {
      this.announcer.say("This browser keeps its page: a new view for the output hides the code as well.", "problem");
    }
  }
}

export const widget = widgetOf(Room, () => ({ seen: new Map() }));
