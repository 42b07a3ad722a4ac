/** The two monitors: a take with its in and out points, and the film as it is cut. */
import { cueAt, lineAt, readCaptions } from "./captions.js";
import { Clock } from "./clock.js";
import { h, iconButton } from "./dom.js";
import { framesOf, picture, shotAt } from "./edit.js";
import { nameKeys } from "./keys.js";
import { drawPicture } from "./looks.js";
import { Player } from "./player.js";
import { sceneAt, sceneWords } from "./scene-clock.js";
import { SoundTrack } from "./sound.js";
import { clamp, shotTime, spoken, timecode } from "./time.js";

export const ICONS = {
  play: "M4.5 2.8v10.4L13 8z",
  pause: "M4.5 3v10M11.5 3v10",
  back: "M10.5 3.5 5.5 8l5 4.5",
  on: "M5.5 3.5l5 4.5-5 4.5",
  in: "M10.5 2.5h-4v11h4M6.5 8h6",
  out: "M5.5 2.5h4v11h-4M9.5 8h-6",
};

class Monitor {
  constructor(name, title, { media, sounds, looks, store }) {
    this.name = name;
    this.store = store;
    this.looks = looks;
    this.broken = false;
    this.ready = Promise.resolve(true);
    this.edit = { title: "", rate: String(store.edit.rate), shots: [] };
    this.stage = h("div", { class: "ku-stage" });
    this.still = h("canvas", { class: "ku-still", width: 640, height: 360, hidden: true });
    this.said = h("div", { class: "ku-caption", "aria-hidden": "true" });
    this.over = h("div", { class: "ku-over" });
    this.stage.append(this.still, this.said, this.over);
    this.title = h("h3", {}, title);
    this.typed = new Clock(name === "record" ? "the film" : "the take", store, { at: () => this.at(), last: () => this.last(), frames: () => this.frames, goto: (frame) => this.goto(frame), chosen: () => this.chosen() });
    this.clock = this.typed.shown;
    this.second = h("output", { class: "ku-scene", title: "Where in the scene this is: seconds and frames" });
    this.bar = h("input", { type: "range", class: "ku-bar", min: "0", max: "1", step: "1", value: "0", "aria-label": `Position in ${name}`, oninput: () => this.goto(Number(this.bar.value)) });
    this.button = iconButton(ICONS.play, "Play", () => this.pick(() => this.toggle()), { filled: true, command: "play" });
    this.track = new SoundTrack(sounds);
    this.player = new Player(this.stage, media, this.track);
    this.player.onframe = (frame) => this.#reached(frame);
    this.player.onstop = () => this.#stopped();
    this.player.onproblem = (words) => this.#fails(words);
    this.element = h("section", { class: "ku-monitor", "aria-label": title, onpointerdown: () => this.chosen() },
      h("header", {}, this.title, this.second, this.typed.element), this.stage, h("div", { class: "ku-barbox" }, this.bar), this.buttons());
    this.captioned = true;
  }

  chosen() { this.store.look(this.name); }
  pick(work) { this.chosen(); work(); }

  buttons() {
    return h("div", { class: "ku-transport" },
      iconButton(ICONS.back, "One frame back", () => this.pick(() => this.step(-1)), { command: "frame-back" }),
      this.button,
      iconButton(ICONS.on, "One frame on", () => this.pick(() => this.step(1)), { command: "frame-on" }));
  }

  get frames() { return framesOf(this.edit); }
  get playing() { return this.player.playing; }

  /** Take in an edit and stand on a frame of it. */
  load(edit, frame) {
    this.edit = edit;
    this.bar.max = String(Math.max(1, this.last()));
    this.player.load(edit, this.store.rate);
    this.stand(frame);
  }

  last() { return this.frames; }

  stand(frame) {
    this.#tell(frame);
    if (this.broken) this.#draw(frame);
    else if (this.frames) this.ready = this.player.seek(clamp(frame, 0, this.frames));
  }

  goto(frame) {
    const to = clamp(frame, 0, this.last());
    if (this.playing) this.stop();
    this.moved(to);
    this.stand(to);
  }

  step(frames) { this.goto(this.at() + frames); }

  toggle() {
    if (this.playing) this.stop();
    else this.start(1);
  }

  /** J and L: in the direction it plays already, twice as fast. */
  shuttle(direction, fastest) {
    const { speed } = this.player;
    const faster = speed * direction >= 1; // slow counts as standing
    this.start(faster ? direction * Math.min(fastest, Math.abs(speed) * 2) : direction);
  }

  /** Play a stretch, then stand where one stood. */
  playBetween(start, stop) {
    const back = this.at();
    this.goto(start);
    this.start(1);
    this.until = { frame: Math.min(stop, this.frames), back };
  }

  start(speed) {
    this.until = null;
    if (!this.frames || this.broken) return;
    this.player.frame = speed > 0 && this.at() >= this.frames ? 0 : Math.min(this.at(), this.frames - 1);
    this.player.start(speed);
    this.element.dataset.playing = String(speed);
    this.over.textContent = speed === 1 ? "" : `${speed < 0 ? "◀" : "▶"} ${Math.abs(speed)}×`;
    this.#label(true);
  }

  stop() {
    this.player.stop();
    this.#stopped();
  }

  #stopped() {
    this.until = null;
    if (!this.element.dataset.playing) return; // what stands over the picture isn't the speed
    delete this.element.dataset.playing;
    this.over.textContent = "";
    this.#label(false);
  }

  #label(playing) {
    const name = playing ? "Stop" : "Play";
    this.button.dataset.words = name;
    nameKeys(this.button.parentElement, this.store.keys);
    this.button.querySelector("path").setAttribute("d", playing ? ICONS.pause : ICONS.play);
  }

  #reached(frame) {
    if (this.until && frame >= this.until.frame) {
      this.goto(this.until.back);
      return;
    }
    this.moved(frame);
    this.#tell(frame);
  }

  #tell(frame) {
    this.bar.value = String(frame);
    this.bar.setAttribute("aria-valuetext", timecode(frame, this.store.base));
    this.clock.textContent = timecode(frame, this.store.base);
    const scene = this.scene(frame);
    this.second.textContent = scene === null ? "" : `scene ${sceneWords(scene, this.store.base)}`;
    const words = this.captioned ? this.line(frame) : "";
    if (this.said.textContent !== words) this.said.textContent = words;
    this.said.hidden = !words;
  }

  /** Show any frame of a take for as long as a gesture lasts. */
  peek(take, frame, words, grade) {
    if (this.playing) this.stop();
    this.element.dataset.peek = "true";
    this.over.textContent = words;
    this.said.hidden = true;
    if (this.broken) this.#picture(take, frame, grade);
    else this.player.peek(take, frame, grade);
  }

  /** Return from a peek. */
  back() {
    if (!this.element.dataset.peek) return;
    delete this.element.dataset.peek;
    this.over.textContent = "";
    this.rest();
  }

  rest() { this.stand(this.at()); }

  setCaptions(on) {
    this.captioned = on;
    this.#tell(this.at());
  }

  // Where films don't play: the strip's pictures instead

  #fails(words) {
    if (this.broken) return;
    this.broken = true;
    this.still.hidden = false;
    this.store.emit("noplay", words);
    this.#draw(this.at());
  }

  /** A picture has come. */
  looked() {
    if (this.broken) this.#draw(this.at());
  }

  #draw(frame) {
    const item = this.player.items.find((each) => each.start <= frame && frame < each.stop) ?? this.player.items.at(-1);
    if (item?.take) this.#picture(item.take, item.offset + frame - item.begin, item.grade);
    else this.still.getContext("2d").clearRect(0, 0, 640, 360);
  }

  #picture(take, frame, grade) {
    const look = this.looks.of(take);
    this.player.grader.lay(this.still, grade);
    if (look) drawPicture(this.still.getContext("2d"), look, frame, 0, 0, 640, 360);
  }

  close() {
    this.player.close();
    this.track.close();
  }
}

/** The film as it is cut. */
export class RecordMonitor extends Monitor {
  constructor(parts) {
    super("record", "Film", parts);
    this.cues = new Map();
    this.track.solo = this.store.solo;
    this.load(this.store.edit, 0);
  }

  at() { return this.store.playhead; }

  moved(frame) {
    this.store.playhead = frame;
    this.store.emit("playhead");
  }

  buttons() {
    const row = super.buttons();
    this.bars = h("span", { class: "ku-loud", "aria-hidden": "true" }, h("i", {}));
    this.loud = h("output", { class: "ku-marked", "aria-label": "Loudness", title: "LUFS: now, over 0.4 s; and of all that was heard since it began to play" });
    row.append(this.bars, this.loud);
    return row;
  }

  start(speed) {
    super.start(speed);
    clearInterval(this.reading);
    this.reading = setInterval(() => this.#read(), 100);
  }

  stop() {
    super.stop();
    clearInterval(this.reading);
  }

  #read() {
    const { meter } = this.track;
    if (!this.playing) clearInterval(this.reading); // the film came to its end by itself
    if (!this.playing || !meter) return;
    const { momentary, integrated } = meter.read();
    const write = (lufs) => (Number.isFinite(lufs) && lufs > -70 ? lufs.toFixed(1).replace("-", "−") : "–");
    this.bars.style.setProperty("--loud", `${Math.max(0, Math.min(1, (momentary + 59) / 50)) * 100}%`);
    this.bars.dataset.hot = String(momentary > -14);
    this.loud.textContent = `${write(momentary)} · ${write(integrated)} LUFS`;
  }

  close() {
    clearInterval(this.reading);
    super.close();
  }

  scene(frame) {
    const span = picture(this.edit)[shotAt(this.edit, frame)];
    return span ? sceneAt(this.store.clockOf(span.shot.take), span.offset + Math.min(frame, span.stop - 1) - span.start) : null;
  }

  line(frame) {
    return lineAt(this.edit, this.store.rate, frame, (take) => cuesOf(this, take));
  }
}

/** A take with its in and out points. */
export class SourceMonitor extends Monitor {
  constructor(parts) {
    super("source", "Source", parts);
    this.cues = new Map();
    this.take = "";
    this.show();
  }

  buttons() {
    const row = super.buttons();
    this.length = h("span", { class: "ku-marked" });
    row.prepend(iconButton(ICONS.in, "In point here", () => this.pick(() => this.mark("in")), { command: "in" }));
    row.append(iconButton(ICONS.out, "Out point here", () => this.pick(() => this.mark("out")), { command: "out" }), this.length);
    return row;
  }

  rest() {
    if (this.take) super.rest();
    else this.show();
  }

  at() { return this.store.source?.at ?? 0; }
  last() { return Math.max(0, this.frames - 1); }

  moved(frame) {
    if (this.store.source) this.store.source.at = Math.min(frame, this.last());
    this.store.emit("moment");
  }

  scene(frame) { return sceneAt(this.store.clockOf(this.take), frame); }

  /** Show the take that the store says. */
  show() {
    const { source } = this.store;
    this.element.dataset.empty = String(!source);
    if (!source) {
      this.over.textContent = "Choose a take in the bin";
      return;
    }
    if (source.take !== this.take) {
      this.take = source.take;
      this.over.textContent = "";
      this.title.textContent = `Source: ${source.take}`;
      this.load({ ...this.edit, ...this.#whole(source.take) }, source.at);
    } else if (!this.playing && this.player.frame !== source.at) this.stand(source.at);
    const frames = this.frames;
    this.bar.style.setProperty("--in", `${(source.in / frames) * 100}%`);
    this.bar.style.setProperty("--out", `${(source.out / frames) * 100}%`);
    const { base } = this.store;
    this.length.textContent = `${timecode(source.in, base)} – ${timecode(source.out, base)}  (${shotTime(source.out - source.in, base)})`;
    this.length.title = `In ${timecode(source.in, base)}, out ${timecode(source.out, base)}, ${spoken(source.out - source.in, base)}`;
  }

  /** A take from end to end; what has no picture is heard over black. */
  #whole(take) {
    const out = this.store.framesIn(take);
    if (!this.store.takes.get(take).unseen) return { shots: [{ take, in: 0, out }], lanes: [] };
    return { shots: [{ take: "black", in: 0, out }], lanes: [{ name: "sound", sounds: [{ take, in: 0, out, at: 0 }] }] };
  }

  mark(edge) {
    this.store.mark(edge, edge === "in" ? this.at() : this.at() + 1);
  }

  /** To the next mark: start, in, out, end. */
  jump(direction) {
    const { source } = this.store;
    const stops = [0, source.in, source.out - 1, this.last()];
    const to = direction < 0 ? stops.filter((stop) => stop < source.at).at(-1) : stops.find((stop) => stop > source.at);
    if (to !== undefined) this.goto(to);
  }

  line(frame) {
    return this.take ? cueAt(cuesOf(this, this.take), frame / this.store.rate) : "";
  }
}

function cuesOf(monitor, take) {
  const { cues, store } = monitor;
  if (!cues.has(take)) cues.set(take, readCaptions(store.takes.get(take)?.captions || ""));
  return cues.get(take);
}
