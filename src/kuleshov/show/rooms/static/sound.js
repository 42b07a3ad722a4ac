/**
 * The sound of an edit by Web Audio, exact to the sample: what kuleshov.timeline.mix writes.
 * Sound cuts are crossfades of 4 ms centred on the cut; a dissolve without a split edit
 * crossfades over its whole length; fades of the picture fade the sound.
 */
import { isCard, picture, sound } from "./edit.js";

export const SAMPLES = 48000;
const RAMP = 192;
const AHEAD = 1.5;
const KEEP = 40_000_000; // samples held at once, some 14 minutes

export const sampleAt = (frame, rate) => Math.round((frame * SAMPLES) / rate);

/**
 * The parts of an edit's sound on its sample clock.
 * @returns {{take: string, start: number, stop: number, rampIn: number, rampOut: number,
 *   offset: number, gain: number}[]} offset in samples of the take at sample `start`
 */
export function soundParts(edit, rate) {
  const spans = sound(edit);
  return spans.map((span, i) => {
    const rampIn = i || span.start ? ramp(span.shot, rate) : 0;
    const rampOut = spans[i + 1] ? ramp(spans[i + 1].shot, rate) : 0;
    return {
      take: isCard(span.shot) ? "" : span.shot.take,
      start: sampleAt(span.start, rate) - rampIn / 2,
      stop: sampleAt(span.stop, rate) + rampOut / 2,
      rampIn,
      rampOut,
      offset: sampleAt(span.offset, rate) - rampIn / 2,
      gain: 10 ** ((span.shot.gain || 0) / 20),
    };
  }).filter((part) => part.take && part.stop > part.start);
}

function ramp(shot, rate) {
  const samples = shot.dissolve && !shot.split ? sampleAt(shot.dissolve, rate) : RAMP;
  return Math.floor(samples / 2) * 2;
}

/**
 * The same parts as they are heard backwards from a sample on: on a clock that begins there, each
 * with its ends changed over. What is left of each take is to be read by backwards().
 */
export function mirrored(parts, from) {
  return parts.filter((part) => part.start < from).map((part) => ({
    ...part,
    start: from - part.stop,
    stop: from - part.start,
    rampIn: part.rampOut,
    rampOut: part.rampIn,
    first: part.offset,
    last: part.offset + part.stop - part.start,
    offset: 0,
  })).sort((a, b) => a.start - b.start);
}

/** Fades as they are heard backwards from a sample on. */
export function mirroredFades(found, from) {
  return found.map((fade) => ({ start: from - fade.stop, stop: from - fade.start, from: fade.to, to: fade.from })).reverse();
}

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

/** Stretches over which picture and sound fade: from and to are levels. */
export function fades(edit, rate) {
  const found = [];
  for (const span of picture(edit)) {
    const { fade_in: up, fade_out: down } = span.shot;
    if (up) found.push({ start: sampleAt(span.start, rate), stop: sampleAt(span.start + up, rate), from: 0, to: 1 });
    if (down) found.push({ start: sampleAt(span.stop - down, rate), stop: sampleAt(span.stop, rate), from: 1, to: 0 });
  }
  return found;
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
 * @param {any} part as soundParts() gives it
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
  source.connect(gain).connect(target);
  source.start(when(start), offset / SAMPLES, length / SAMPLES);
  return source;
}

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
  get(take) {
    const known = this.buffers.get(take);
    if (known) {
      this.buffers.delete(take);
      this.buffers.set(take, known); // the latest used last
      return known;
    }
    const made = this.#decoded(take);
    this.buffers.set(take, made);
    return made;
  }

  async #decoded(take) {
    try {
      if (!(await this.media.hasSound(take))) return null;
      const buffer = await this.#read(take);
      this.#makeRoom(buffer.length * buffer.numberOfChannels);
      return buffer;
    } catch {
      this.buffers.delete(take);
      return null;
    }
  }

  async #read(take) {
    const decoder = new OfflineAudioContext(2, 1, SAMPLES);
    try {
      return await decoder.decodeAudioData(await this.media.bytes(take));
    } catch {
      return decoder.decodeAudioData(await this.media.bytes(take, "sound")); // no AAC here: as .wav
    }
  }

  async #makeRoom(samples) {
    this.held += samples;
    for (const take of [...this.buffers.keys()].slice(0, -1)) {
      if (this.held < KEEP) return;
      const old = await this.buffers.get(take);
      this.buffers.delete(take);
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
    await Promise.race([Promise.all(soon.map((part) => this.sounds.get(part.take))), pause(1500)]);
    if (context.state !== "running") await Promise.race([context.resume(), pause(200)]);
    const running = context.state === "running";
    const master = context.createGain();
    master.gain.value = this.volume;
    const fader = context.createGain();
    fader.connect(master).connect(context.destination);
    const origin = context.currentTime + 0.06;
    const playing = { master, sources: [], next: 0, parts, origin, from, speed: pace, back, timer: 0, late: 0 };
    const faded = fades(edit, rate);
    scheduleFades(fader.gain, back ? mirroredFades(faded, at) : faded, origin, from, pace);
    this.playing = playing;
    const fill = () => this.#fill(playing, fader);
    fill();
    playing.timer = setInterval(fill, 200);
    return running ? this.#clock(context, origin, pace) : pageClock(0.02, pace);
  }

  async #fill(playing, target) {
    const { context } = this;
    const horizon = playing.from + (context.currentTime - playing.origin + AHEAD) * SAMPLES * playing.speed;
    while (this.playing === playing && playing.parts[playing.next]?.start < horizon) {
      const next = playing.parts[playing.next++];
      const whole = await this.sounds.get(next.take);
      if (!whole || this.playing !== playing) continue;
      const { part, buffer } = playing.back ? backwards(context, next, whole) : { part: next, buffer: whole };
      const now = playing.from + Math.max(0, context.currentTime - playing.origin) * SAMPLES * playing.speed;
      if (now > part.start && now > playing.from) playing.late += 1;
      const source = schedule(context, target, part, buffer, playing.origin, playing.from, playing.speed);
      if (source) playing.sources.push(source);
    }
    const upcoming = playing.parts[playing.next];
    if (upcoming) this.sounds.get(upcoming.take); // decoded before it is due
  }

  /** The context's clock advances in steps: it is followed by the page's, gently corrected. */
  #clock(context, origin, speed) {
    const latency = this.latency;
    let base = performance.now() / 1000 + (origin - context.currentTime) + latency;
    return () => {
      const now = performance.now() / 1000;
      const heard = context.currentTime - origin - latency;
      const off = now - base - heard;
      if (Math.abs(off) > 0.1) base = now - heard;
      else base += off * 0.02;
      return (now - base) * speed;
    };
  }

  setVolume(volume) {
    this.volume = volume;
    if (this.playing) this.playing.master.gain.setTargetAtTime(volume, this.context.currentTime, 0.01);
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
  }
}

function pageClock(delay, speed) {
  const start = performance.now() / 1000 + delay;
  return () => (performance.now() / 1000 - start) * speed;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
