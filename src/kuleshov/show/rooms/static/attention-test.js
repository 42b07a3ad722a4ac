/** The memory test: a minute of something else, what comes to mind, then picture by picture. */
import { left, tenths, Watch } from "./attention-clock.js";
import { h } from "./dom.js";

const TICK = 200;

export class TestView {
  constructor(room) {
    this.room = room;
    this.watch = new Watch();
    this.running = false;
    this.answered = new Set();
    this.stills = new Map();
    this.showing = null;
    this.clock = h("p", { class: "ku-clock" });
    this.filler = h("section", { class: "ku-filler", "aria-label": "A minute of something else", hidden: true },
      h("p", {}, "First a minute of something else. Count down from 300 in steps of seven, under your breath: 300, 293, 286."),
      this.clock,
      h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.#filled() }, "Skip the minute (it is noted)"));
    this.memory = h("textarea", { rows: 4, maxLength: 480, class: "ku-memory", "aria-label": "What comes to mind", placeholder: "a word or two a line", onkeydown: (event) => event.stopPropagation() });
    this.recall = h("section", { class: "ku-recall", "aria-label": "What comes to mind", hidden: true },
      h("p", {}, "What comes to mind, of either room? Nothing is fine."), this.memory,
      h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.#recalled() }, "Keep it, and go on"));
    this.image = h("img", { class: "ku-asked", alt: "" });
    this.line = h("span", { class: "ku-count" });
    this.buttons = [["Old: I saw it (O)", true], ["New (N)", false]].map(([name, old]) => h("button", { type: "button", class: "ku-button ku-wide ku-answer", onclick: () => this.#say(old) }, name));
    this.asking = h("section", { class: "ku-asking", "aria-label": "Old or new", hidden: true },
      this.image, h("div", { class: "ku-answers" }, ...this.buttons, this.line));
    this.done = h("section", { class: "ku-done", "aria-label": "The test is done", hidden: true });
    this.element = h("div", { class: "ku-test" }, this.filler, this.recall, this.asking, this.done);
  }

  get words() {
    const { left: pictures } = this.room.state;
    return `Allow six minutes: a minute of counting, then what comes to mind, then ${pictures.length} stills. Was it shown to you, in either room, or is it new? About half are new, some of them from another moment of a film that you saw. When you don't know, guess.`;
  }

  get begin() { return this.room.state.recalled ? "Go on" : "Begin"; }

  start() {
    this.running = true;
    this.told();
    this.room.root.focus({ preventScroll: true });
  }

  /** Take in what Python said: it knows what comes next. */
  told() {
    const { closed, filler, recalled, left: pictures, done } = this.room.state;
    if (closed) this.running = false; // all was forgotten
    const now = done ? "done" : !this.running ? "" : filler ? "filler" : !recalled ? "recall" : "asking";
    if (!pictures.some((one) => this.answered.has(one))) this.answered.clear();
    for (const part of ["filler", "recall", "asking", "done"]) this[part].hidden = part !== now;
    if (now === this.now) return;
    this.now = now;
    clearInterval(this.timer);
    if (now === "filler") this.#count();
    if (now === "recall") this.memory.focus({ preventScroll: true });
    if (now === "asking") this.#next();
    if (now === "done") this.#tell();
  }

  seen(visible) {
    if (!this.running || this.now === "recall") return;
    if (visible) this.watch.start();
    else this.watch.stop();
  }

  key(key) {
    const old = { o: true, n: false }[key.toLowerCase()];
    if (old === undefined || this.now !== "asking") return false;
    this.#say(old);
    return true;
  }

  close() {
    clearInterval(this.timer);
    for (const still of this.stills.values()) still.then((address) => URL.revokeObjectURL(address), () => {});
    this.stills.clear();
  }

  #count() {
    this.watch.take();
    this.watch.start();
    const lasts = this.room.state.filler;
    const tell = () => {
      const rest = lasts - this.watch.ms / 1000;
      this.clock.textContent = `${left(rest)} left`;
      if (rest <= 0) this.#filled();
    };
    this.room.announcer.say("A minute of something else.");
    this.timer = setInterval(tell, TICK);
    tell();
  }

  #filled() {
    if (this.now !== "filler") return;
    clearInterval(this.timer);
    this.now = "filled"; // it is told once
    this.room.gesture("filler", { seconds: this.watch.take() });
    this.room.root.focus({ preventScroll: true });
  }

  #recalled() {
    if (this.now !== "recall") return;
    this.now = "recalled";
    this.room.gesture("recalled", { words: this.memory.value });
    this.room.root.focus({ preventScroll: true });
  }

  get waiting() { return this.room.state.left.filter((one) => !this.answered.has(one)); }

  async #next() {
    const [picture, after] = this.waiting;
    this.showing = null; // until it is there, an answer means nothing
    if (picture === undefined) return;
    try {
      this.image.src = await this.#still(picture);
      await this.image.decode();
    } catch (problem) {
      this.room.announcer.say(problem.message, "problem");
      return;
    }
    if (this.now !== "asking" || this.waiting[0] !== picture) return;
    const { asked } = this.room.state;
    const words = `${asked - this.waiting.length + 1} of ${asked}`;
    this.line.textContent = words;
    this.image.alt = `Picture ${words}`;
    this.room.announcer.live.textContent = `Picture ${words}: old or new?`;
    this.showing = picture;
    this.asking.scrollIntoView({ block: "nearest" });
    this.watch.take();
    this.watch.start();
    if (after !== undefined) this.#still(after).catch(() => {});
  }

  /** A picture's address, asked for once. */
  #still(picture) {
    if (!this.stills.has(picture)) {
      const asked = this.room.ask("still", { picture }).then(({ buffers }) => URL.createObjectURL(new Blob([buffers[0]], { type: "image/jpeg" })));
      this.stills.set(picture, asked);
      asked.catch(() => this.stills.delete(picture));
    }
    return this.stills.get(picture);
  }

  #say(old) {
    const picture = this.showing;
    if (picture === null) return;
    this.answered.add(picture);
    this.room.gesture("said", { picture, old, seconds: tenths(this.watch.ms) });
    this.#next();
  }

  #tell() {
    const { coins, credits } = this.room.state;
    this.done.replaceChildren(h("p", { class: "ku-finding" }, "Done. The result is in the cell below."),
      h("details", {}, h("summary", {}, "What the coins decided, and whose the films are"), h("p", {}, coins),
        ...credits.map((line) => h("p", { class: "ku-credit" }, line))));
    if (this.running) this.room.announcer.say("That was all. The result is in the cell below.");
    this.running = false;
  }
}
