/**
 * The sound of an edit by Web Audio, exact to the sample: what kuleshov.timeline.mix writes.
 * Sound cuts are crossfades of 4 ms centred on the cut; a dissolve without a split edit
 * crossfades over its whole length; fades of the picture fade the shots' own sound; lanes are
 * added, each through its fader, and the film's level comes last.
 */
import { Meter } from "./meter.js";
import { SAMPLES, factor, fades, mirrored, mirroredFades, sampleAt, soundParts } from "./sound-parts.js";

const AHEAD = 1.5;
const KEEP = 40_000_000; // samples held at once, some 14 minutes

/**
 * What a mirrored part hears of a take, turned round: a buffer of its own, and where the part
 * begins in it (before it, where the take ends before the part does).
 */
export function backwards(context, part, buffer) {
  const [first, last] = [Math.max(0, part.first), Math.min(buffer.length, part.last)];
  const turned = context.createBuffer(buffer.numberOfChannels, Math.max(1, last - first), buffer.sampleRate);
  for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) {
    turned.getChannelData(channel).set(buffer.getChannelData(channel).slice(first, Math.max(first, last)).reverse());
  }
  return { buffer: turned, part: { ...part, offset: Math.min(0, last - part.last) } };
}

/** Draw a ramp of a gain, its values those at the middle of each sample. */
function line(gain, when, start, stop, from, to, speed) {
  const half = 0.5 / SAMPLES / speed;
  gain.setValueAtTime(from, Math.max(0, when(start) - half));
  gain.linearRampToValueAtTime(to, when(stop) - half);
}

/**
 * Schedule one part.
 * @param {BaseAudioContext} context
 * @param {AudioNode} target
 * @param {import("./sound-parts.js").Part} part
 * @param {AudioBuffer} buffer the take's whole sound
 * @param {number} origin the context's time at sample `from`
 * @param {number} from the first sample that is to be heard
 */
export function schedule(context, target, part, buffer, origin, from, speed = 1) {
  const when = (sample) => Math.round((origin + (sample - from) / SAMPLES / speed) * SAMPLES) / SAMPLES;
  const early = Math.max(0, -part.offset); // a J-cut longer than what the take has: silence first
  const start = Math.max(part.start + early, from);
  const offset = part.offset + (start - part.start);
  const length = Math.min(part.stop, part.start + (buffer.length - part.offset)) - start;
  if (length <= 0) return null;
  const gain = context.createGain();
  gain.gain.setValueAtTime(part.rampIn && start === part.start ? 0 : part.gain, 0);
  if (part.rampIn && from < part.start + part.rampIn) {
    const share = Math.max(0, from - part.start) / part.rampIn;
    line(gain.gain, when, Math.max(part.start, from), part.start + part.rampIn, part.gain * share, part.gain, speed);
  }
  if (part.rampOut) {
    const begin = Math.max(part.stop - part.rampOut, from);
    const share = (part.stop - begin) / part.rampOut;
    line(gain.gain, when, begin, part.stop, part.gain * share, 0, speed);
  }
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.playbackRate.value = speed;
  source.connect(gain).connect(faded(context, part, when, from, speed, target));
  source.start(when(start), offset / SAMPLES, length / SAMPLES);
  return source;
}

/** What a part goes through where it has fades of its own; else the target itself. */
function faded(context, { fadeIn, fadeOut }, when, from, speed, target) {
  if (!fadeIn && !fadeOut) return target;
  const node = context.createGain();
  node.gain.setValueAtTime(fadeIn && from < fadeIn[0] ? 0 : 1, 0);
  for (const [fade, first, last] of [[fadeIn, 0, 1], [fadeOut, 1, 0]]) {
    if (!fade || fade[1] <= from) continue;
    const start = Math.max(fade[0], from);
    const share = (start - fade[0]) / (fade[1] - fade[0]);
    line(node.gain, when, start, fade[1], first + (last - first) * share, last, speed);
  }
  node.connect(target);
  return node;
}

/**
 * The faders of a film: one for its shots, under the picture's fades, and one for each lane.
 * @returns {{targets: Map<string, AudioNode>, fader: GainNode, level: GainNode,
 *   set: (edit: any, solo: Set<string>, soon?: number) => void}} where each bus is fed in
 */
export function busesOf(context, edit, out) {
  const level = context.createGain();
  level.connect(out);
  const fader = context.createGain();
  const nodes = new Map(["", ...(edit.lanes ?? []).map((lane) => lane.name)].map((name) => [name, context.createGain()]));
  for (const node of nodes.values()) node.connect(level);
  fader.connect(nodes.get(""));
  const set = (now, solo, soon = 0) => {
    const put = (node, value) => (soon ? node.gain.setTargetAtTime(value, context.currentTime, soon) : node.gain.setValueAtTime(value, 0));
    put(level, factor(now.level));
    put(nodes.get(""), heard("", solo) ? 1 : 0);
    for (const { name, gain, muted } of now.lanes ?? []) if (nodes.has(name)) put(nodes.get(name), !muted && heard(name, solo) ? factor(gain) : 0);
  };
  return { targets: new Map(nodes).set("", fader), fader, level, set };
}

/** Whether a bus is heard: all are, until some are heard by themselves. */
const heard = (name, solo) => !solo.size || solo.has(name);

/** Let a gain follow the fades of the picture. */
export function scheduleFades(gain, found, origin, from, speed = 1) {
  const when = (sample) => origin + (sample - from) / SAMPLES / speed;
  for (const fade of found) {
    if (fade.stop <= from) continue;
    const start = Math.max(fade.start, from);
    const share = (start - fade.start) / (fade.stop - fade.start);
    line(gain, when, start, fade.stop, fade.from + (fade.to - fade.from) * share, fade.to, speed);
    gain.setValueAtTime(1, when(fade.stop)); // what follows a fade to black begins at its own level
  }
}

/** Decoded takes, as many as memory should hold. */
export class Sounds {
  /** @param {import("./delivery.js").Media} media */
  constructor(media) {
    this.media = media;
    this.buffers = new Map();
    this.held = 0;
  }

  /** @returns {Promise<AudioBuffer | null>} null for a take without sound, or none that can be read */
  get({ take, stem = "" }) {
    const key = `${take}\n${stem}`;
    const known = this.buffers.get(key);
    if (known) {
      this.buffers.delete(key);
      this.buffers.set(key, known); // the latest used last
      return known;
    }
    const made = this.#decoded(take, stem, key);
    this.buffers.set(key, made);
    return made;
  }

  async #decoded(take, stem, key) {
    try {
      if (!(await this.media.hasSound(take))) return null;
      const buffer = await this.#read(take, stem);
      this.#makeRoom(buffer.length * buffer.numberOfChannels);
      return buffer;
    } catch {
      this.buffers.delete(key);
      return null;
    }
  }

  async #read(take, stem) {
    const decoder = new OfflineAudioContext(2, 1, SAMPLES);
    if (this.media.unseen(take)) return decoder.decodeAudioData(await this.media.bytes(take, "sound"));
    if (stem) return decoder.decodeAudioData(await this.media.bytes(take, `stem ${stem}`));
    try {
      return await decoder.decodeAudioData(await this.media.bytes(take));
    } catch {
      return decoder.decodeAudioData(await this.media.bytes(take, "sound")); // no AAC here: as .wav
    }
  }

  async #makeRoom(samples) {
    this.held += samples;
    for (const key of [...this.buffers.keys()].slice(0, -1)) {
      if (this.held < KEEP) return;
      const leaving = this.buffers.get(key);
      this.buffers.delete(key); // before the wait: what leaves is counted once
      const old = await leaving;
      this.held -= old ? old.length * old.numberOfChannels : 0;
    }
  }
}

/** Plays an edit's sound and is the clock of its picture. */
export class SoundTrack {
  /** @param {Sounds} sounds */
  constructor(sounds) {
    this.sounds = sounds;
    this.context = null;
    this.playing = null;
    this.volume = 1;
    /** @type {Set<string>} the lanes that are heard by themselves; "" stands for the shots */
    this.solo = new Set();
    this.meter = null;
  }

  /** Make the context; to be called from a gesture, since browsers want one. */
  wake() {
    this.context ??= new AudioContext({ sampleRate: SAMPLES, latencyHint: "interactive" });
    if (this.context.state === "suspended") this.context.resume();
    return this.context;
  }

  /** How long after its time a sample is heard, in seconds. */
  get latency() {
    return this.context ? (this.context.outputLatency || 0) + (this.context.baseLatency || 0) : 0;
  }

  /**
   * Start at a frame, backwards where the speed is negative; @returns a clock: seconds of the film
   * that have been heard since. Without a running context it is the page's own clock.
   */
  async start(edit, rate, frame, speed = 1) {
    this.stop();
    const context = this.wake();
    const back = speed < 0;
    const at = sampleAt(back ? frame + 1 : frame, rate);
    const from = back ? 0 : at;
    const pace = Math.abs(speed);
    const all = soundParts(edit, rate);
    const parts = (back ? mirrored(all, at) : all).filter((part) => part.stop > from);
    const soon = parts.filter((part) => part.start - from < AHEAD * SAMPLES * pace);
    await Promise.race([Promise.all(soon.map((part) => this.sounds.get(part))), pause(1500)]);
    if (context.state !== "running") await Promise.race([context.resume(), pause(200)]);
    const running = context.state === "running";
    const master = context.createGain();
    master.gain.value = this.volume;
    master.connect(context.destination);
    this.meter ??= new Meter(context);
    const buses = busesOf(context, edit, master);
    buses.set(edit, this.solo);
    this.meter.listen(buses.level);
    const origin = context.currentTime + 0.06;
    const playing = { master, buses, sources: [], next: 0, parts, origin, from, speed: pace, back, timer: 0, late: 0 };
    const found = fades(edit, rate);
    scheduleFades(buses.fader.gain, back ? mirroredFades(found, at) : found, origin, from, pace);
    this.playing = playing;
    const fill = () => this.#fill(playing);
    fill();
    playing.timer = setInterval(fill, 200);
    return running ? this.#clock(context, origin, pace) : pageClock(0.02, pace);
  }

  async #fill(playing) {
    const { context } = this;
    const { targets } = playing.buses;
    const horizon = playing.from + (context.currentTime - playing.origin + AHEAD) * SAMPLES * playing.speed;
    while (this.playing === playing && playing.parts[playing.next]?.start < horizon) {
      const next = playing.parts[playing.next++];
      const whole = await this.sounds.get(next);
      if (!whole || this.playing !== playing) continue;
      const { part, buffer } = playing.back ? backwards(context, next, whole) : { part: next, buffer: whole };
      const now = playing.from + Math.max(0, context.currentTime - playing.origin) * SAMPLES * playing.speed;
      if (now > part.start && now > playing.from) playing.late += 1;
      const source = schedule(context, targets.get(part.bus), part, buffer, playing.origin, playing.from, playing.speed);
      if (source) playing.sources.push(source);
    }
    const upcoming = playing.parts[playing.next];
    if (upcoming) this.sounds.get(upcoming); // decoded before it is due
  }

  /** The context's clock advances in steps: it is followed by the page's, gently corrected. */
  #clock(context, origin, speed) {
    const latency = this.latency;
    let base = performance.now() / 1000 + (origin - context.currentTime) + latency;
    return () => {
      const now = performance.now() / 1000;
      const gone = context.currentTime - origin - latency;
      const off = now - base - gone;
      if (Math.abs(off) > 0.1) base = now - gone;
      else base += off * 0.02;
      return (now - base) * speed;
    };
  }

  setVolume(volume) {
    this.volume = volume;
    if (this.playing) this.playing.master.gain.setTargetAtTime(volume, this.context.currentTime, 0.01);
  }

  /** Let faders, mutes and solos be heard while it plays. */
  remix(edit) {
    this.playing?.buses.set(edit, this.solo, 0.01);
  }

  stop() {
    if (!this.playing) return;
    clearInterval(this.playing.timer);
    const { sources, master } = this.playing;
    const now = this.context.currentTime;
    master.gain.setTargetAtTime(0, now, 0.004);
    for (const source of sources) source.stop(now + 0.03);
    this.playing = null;
  }

  close() {
    this.stop();
    this.context?.close();
    this.context = null;
    this.meter = null;
  }
}

function pageClock(delay, speed) {
  const start = performance.now() / 1000 + delay;
  return () => (performance.now() / 1000 - start) * speed;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
