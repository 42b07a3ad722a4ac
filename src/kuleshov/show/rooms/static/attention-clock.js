/** For how long something was on screen, and which way a hand wanted to go. */

const FAR = 40; // pixels: a shorter way of a finger or a wheel is no step
const REST = 350; // ms without a turn: until then a wheel that runs on is still the same step

/** A watch that counts while it runs, in ms. */
export class Watch {
  constructor(now = () => performance.now()) {
    this.now = now;
    this.counted = 0;
    this.since = null;
  }

  get runs() { return this.since !== null; }

  get ms() { return this.counted + (this.runs ? this.now() - this.since : 0); }

  start() {
    if (!this.runs) this.since = this.now();
  }

  stop() {
    this.counted = this.ms;
    this.since = null;
  }

  /** Stop, and give back what was counted, in seconds to a tenth. */
  take() {
    const seconds = tenths(this.ms);
    this.counted = 0;
    this.since = null;
    return seconds;
  }
}

/** Milliseconds as seconds, to a tenth. */
export const tenths = (/** @type {number} */ ms) => Math.round(ms / 100) / 10;

/** A wheel or a trackpad: one step for each flick, however long it runs on. */
export class Wheel {
  constructor() {
    this.way = 0;
    this.last = -Infinity;
    this.stepped = false;
  }

  /** @returns {-1 | 0 | 1} 1 for the next */
  turned(delta, now) {
    if (now - this.last > REST) {
      this.way = 0;
      this.stepped = false;
    }
    this.last = now;
    this.way += delta;
    if (this.stepped || Math.abs(this.way) < FAR) return 0;
    this.stepped = true;
    return this.way > 0 ? 1 : -1;
  }
}

/** Which way a finger went: up is the next. @returns {-1 | 0 | 1} */
export function swiped(from, to) {
  const way = from - to;
  if (Math.abs(way) < FAR) return 0;
  return way > 0 ? 1 : -1;
}

/** Where to begin: the first piece that was not on screen yet. */
export function firstNew(pieces) {
  const at = pieces.findIndex(({ on }) => on === 0);
  return at < 0 ? pieces.length : at;
}

/** A time that is left, as people say it. */
export function left(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${whole} second${whole === 1 ? "" : "s"}`;
}
