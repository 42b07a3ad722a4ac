/** When a line is heard, by a key or a button that is held; and which caption stands at a moment. */

const LEAST = 0.08; // s; a shorter touch was none

export class Hold {
  /** @param {() => number} now the film's time, seconds */
  constructor(now) {
    this.now = now;
    this.since = null;
  }

  get holds() { return this.since !== null; }

  /** The key goes down; held down it says so again and again. @returns {boolean} whether it began now */
  press() {
    if (this.holds) return false;
    this.since = this.now();
    return true;
  }

  /** The key comes up. @returns {{start: number, stop: number} | null} null where nothing was held */
  release() {
    if (!this.holds) return null;
    const [start, stop] = [this.since, this.now()];
    this.since = null;
    return stop - start < LEAST ? null : { start: thousandths(start), stop: thousandths(stop) };
  }
}

export const thousandths = (seconds) => Math.round(seconds * 1000) / 1000;

/** What is read under the picture at a moment: one caption, or several where some speak at once. */
export function standing(captions, time) {
  return captions.filter((one) => one.start <= time && time < one.stop).map(spoken).join("\n");
}

/** A caption as it is read. */
export const spoken = ({ speaker, text }) => (speaker ? `${speaker}: ${text}` : text);

/** A moment as people write it: 0:07.25, 12:00.00. */
export function clock(seconds) {
  const all = Math.round(Math.max(0, seconds) * 100);
  const rest = `${String(Math.floor(all / 100) % 60).padStart(2, "0")}.${String(all % 100).padStart(2, "0")}`;
  return `${Math.floor(all / 6000)}:${rest}`;
}

/** The first line that waits, or "". */
export const nextLine = (lines) => lines.split("\n").map((line) => line.trim()).find(Boolean) ?? "";
