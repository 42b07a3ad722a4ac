/**
 * The caption desk. Lines wait in a field; while one is heard a key is held; Python gives it its time and
 * keeps it. One store a model, one desk a view.
 */
import { Announcer } from "./announce.js";
import { clock, Hold, nextLine, spoken, standing, thousandths } from "./caption-hold.js";
import { h } from "./dom.js";
import { pythonWords, widgetOf } from "./shared.js";

const BEAT = 3000;
const STEP = 2; // s, back and on
const KEY = "c";
const SETTLED = 600; // ms after the last letter
const FILM = "0";

class Desk {
  constructor(model, el, shared) {
    Object.assign(this, shared, { model });
    this.announcer = new Announcer();
    this.hold = new Hold(() => this.video.currentTime);
    this.until = null;
    this.root = this.#layout();
    el.append(this.root);
    this.#listen();
    this.told();
    this.#load();
  }

  get state() { return this.model.get("state"); }

  #layout() {
    this.video = h("video", { playsInline: true, preload: "auto", tabIndex: -1, disablePictureInPicture: true });
    this.under = h("div", { class: "ku-under" });
    this.stage = h("div", { class: "ku-captioned" }, this.video, this.under);
    this.time = h("span", { class: "ku-count" });
    this.python = h("span", { class: "ku-python", role: "status" });
    this.playing = h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.toggle() }, "Play");
    this.held = h("button", { type: "button", class: "ku-button ku-wide ku-hold", onclick: (event) => event.preventDefault() });
    const label = `ku-lines-${Math.random().toString(36).slice(2)}`;
    this.lines = h("textarea", { id: label, rows: 5, placeholder: "Diode: Again.\n[the bulb pops]", oninput: () => this.#typed() });
    this.list = h("ol", { class: "ku-captionlist", "aria-label": "Captions, by time" });
    this.findings = h("ul", { class: "ku-findings", "aria-label": "What a reader would stumble over" });
    this.kept = h("p", { class: "ku-kept" });
    return h("div", { class: "ku-room ku-captioning", tabindex: "0", role: "group", "aria-label": "Caption desk", "data-lm-suppress-shortcuts": "true" },
      h("div", { class: "ku-head" }, h("h2", {}, this.state.title), this.time, h("span", { class: "ku-space" }), this.python),
      this.stage,
      h("div", { class: "ku-captionbar" },
        h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.go(-STEP) }, "2 s back"), this.playing,
        h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.go(STEP) }, "2 s on"), this.held),
      h("p", { class: "ku-intro" }, "Hold C, or the button, for as long as the line is heard. Space plays, arrows go 2 s back and on."),
      h("label", { for: label }, "Lines that wait for their time, one below the other. Who speaks stands before a colon; a noise in brackets; / breaks a line."),
      this.lines, this.list, this.findings, this.kept, this.announcer.line, this.announcer.live);
  }

  #listen() {
    this.onstate = () => this.told();
    this.model.on("change:state", this.onstate);
    this.root.addEventListener("keydown", (event) => this.#key(event, true));
    this.root.addEventListener("keyup", (event) => this.#key(event, false));
    this.root.addEventListener("focusout", (event) => { if (!this.root.contains(event.relatedTarget)) this.#up(); });
    this.held.addEventListener("pointerdown", (event) => { this.held.setPointerCapture(event.pointerId); this.#down(); });
    for (const end of ["pointerup", "pointercancel"]) this.held.addEventListener(end, () => this.#up());
    for (const name of ["play", "pause", "ended"]) this.video.addEventListener(name, () => { this.playing.textContent = this.video.paused ? "Play" : "Pause"; });
    this.video.addEventListener("seeked", () => this.#shown());
    this.wire.onanswer = (answer) => {
      if (!answer.ok) this.announcer.say(answer.problem, "problem");
      this.told();
    };
    this.wire.onstatus = (status) => this.#status(status);
    this.beat = setInterval(() => this.wire.beat(), BEAT);
    const tick = () => { this.#shown(); this.frame = requestAnimationFrame(tick); };
    this.frame = requestAnimationFrame(tick);
    this.#status(this.wire.python);
  }

  #status(status) {
    this.python.dataset.status = status;
    this.python.textContent = pythonWords(status, this.wire.owed);
  }

  async #load() {
    try {
      this.video.src = await this.media.url(FILM);
    } catch (problem) {
      this.announcer.say(problem.message, "problem");
    }
  }

  /** Take in what Python said. */
  told() {
    const { captions, lines, findings, file, sound } = this.state;
    const settled = document.activeElement !== this.lines && !this.typing && !this.wire.pending.length;
    if (settled && this.lines.value !== lines) this.lines.value = lines;
    this.#next();
    this.#rows(captions);
    this.findings.replaceChildren(...findings.map((words) => h("li", {}, words)));
    this.kept.textContent = captions.length ? `${captions.length === 1 ? "1 caption" : `${captions.length} captions`}, kept in ${file}.` : `Nothing is timed yet; it will be kept in ${file}.`;
    if (!sound) this.kept.textContent += " This film has no sound.";
  }

  #next() {
    const line = nextLine(this.lines.value);
    this.held.textContent = line ? `Hold while you hear: ${line}` : "No line waits";
    this.held.disabled = !line;
  }

  /** A row a caption: heard again, changed, taken out. */
  #rows(captions) {
    const place = this.#focused();
    this.list.replaceChildren(...captions.map((one, at) => {
      const number = at + 1;
      const field = (name, value, more) => h("input", { value: String(value), "aria-label": `${name} of caption ${number}`, "data-place": `${at} ${name}`, onchange: () => change(), ...more });
      const start = field("Start", one.start.toFixed(2), { type: "number", min: "0", step: "0.1" });
      const stop = field("End", one.stop.toFixed(2), { type: "number", min: "0", step: "0.1" });
      const who = field("Speaker", one.speaker, { type: "text", maxLength: 60 });
      const said = field("Words", one.text.replaceAll("\n", " / "), { type: "text", maxLength: 400 });
      const change = () => this.wire.gesture("change", { number, start: thousandths(Number(start.value)), stop: thousandths(Number(stop.value)), text: said.value.replaceAll(" / ", "\n"), speaker: who.value });
      return h("li", {},
        h("button", { type: "button", class: "ku-button", "aria-label": `Hear caption ${number}: ${spoken(one)}`, "data-place": `${at} hear`, onclick: () => this.hear(one) }, "Hear"),
        start, stop, who, said,
        h("button", { type: "button", class: "ku-button", "aria-label": `Take caption ${number} out; its words wait again`, "data-place": `${at} out`, onclick: () => this.wire.gesture("remove", { number }) }, "Out"));
    }));
    if (place) this.list.querySelector(`[data-place="${place}"]`)?.focus();
  }

  #focused() {
    const inside = this.list.contains(document.activeElement);
    return inside ? document.activeElement.dataset.place : "";
  }

  #typed() {
    this.#next();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => { this.#send(); }, SETTLED);
  }

  #send() {
    if (!this.typing) return;
    clearTimeout(this.typing);
    this.typing = 0;
    this.wire.gesture("lines", { words: this.lines.value });
  }

  #key(event, down) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(TEXTAREA|INPUT)$/.test(event.target.tagName)) return;
    const key = event.key.toLowerCase();
    const onButton = event.target.tagName === "BUTTON";
    if (key === KEY) {
      if (down) this.#down();
      else this.#up();
    } else if (event.target === this.held && (key === " " || key === "enter")) {
      if (down) this.#down();
      else this.#up();
    } else if (key === " " && !onButton) {
      if (down && !event.repeat) this.toggle();
    } else if (key === "arrowleft" || key === "arrowright") {
      if (down) this.go(key === "arrowleft" ? -STEP : STEP);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #down() {
    if (!nextLine(this.lines.value)) {
      this.announcer.say("No line waits: write what is said first.", "problem");
      return;
    }
    if (!this.hold.press()) return;
    this.held.dataset.held = "true";
    if (this.video.paused) this.play();
  }

  #up() {
    delete this.held.dataset.held;
    const found = this.hold.release();
    if (!found) return;
    this.#send(); // the line that was typed a moment ago is the one that is timed
    const line = nextLine(this.lines.value);
    const left = this.lines.value.split("\n");
    while (left.length && !left[0].trim()) left.shift();
    this.lines.value = left.slice(1).join("\n");
    this.#next();
    this.wire.gesture("time", found);
    this.announcer.say(`${clock(found.start)} to ${clock(found.stop)}: ${line}`);
  }

  async play() {
    this.until = null;
    try {
      await this.video.play();
    } catch (problem) {
      this.announcer.say(problem.message, "problem");
    }
  }

  toggle() {
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  go(by) {
    this.until = null;
    this.video.currentTime = Math.min(Math.max(0, this.video.currentTime + by), this.state.duration);
  }

  /** Play one caption, and stop. */
  async hear(one) {
    this.video.currentTime = one.start;
    await this.play();
    this.until = one.stop;
  }

  #shown() {
    const now = this.video.currentTime;
    if (this.until !== null && now >= this.until) {
      this.until = null;
      this.video.pause();
    }
    const words = standing(this.state.captions, now);
    if (this.under.textContent !== words) this.under.textContent = words;
    const told = `${clock(now)} of ${clock(this.state.duration)}`;
    if (this.time.textContent !== told) this.time.textContent = told;
  }

  close() {
    clearInterval(this.beat);
    this.#send();
    cancelAnimationFrame(this.frame);
    this.model.off("change:state", this.onstate);
    this.video.pause();
    this.root.remove();
  }
}

export const widget = widgetOf(Desk);
