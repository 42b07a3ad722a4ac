/**
 * The clock that two films share, and what can be told from it without a browser.
 *
 * The first film's frames are the clock; the second shows what lies at the same second, shifted
 * by whole frames of its own where a person lines the two up.
 */

/** The frame of a film at a second of the common clock, kept inside the film. */
export function frameAt(seconds, film, shift = 0) {
  const frame = Math.floor(seconds * film.rate + 1e-6) + shift;
  return Math.min(film.frames - 1, Math.max(0, frame));
}

/** How long the common clock runs: until the longer of the two ends. */
export function lengthOf(films, shift = 0) {
  const [a, b] = films;
  return Math.max(a.frames / a.rate, (b.frames - shift) / b.rate);
}

/** Seconds moved by frames of the first film, kept inside [0, length]. */
export function stepped(seconds, frames, films, shift = 0) {
  const rate = films[0].rate;
  const to = (Math.floor(seconds * rate + 1e-6) + frames) / rate;
  return Math.min(Math.max(0, to), lengthOf(films, shift) - 1 / rate);
}

/** Whether a film lies so far from where it should be that it must be sought again. */
export function isLost(shown, wanted, film) {
  return Math.abs(shown - wanted) > 1.5 / film.rate;
}

/** Where a key puts the wipe, in percent, when its handle has the focus; null where it does not. */
export function wipeBy(key, percent) {
  const to = { ArrowLeft: percent - 2, ArrowDown: percent - 2, ArrowRight: percent + 2, ArrowUp: percent + 2, Home: 0, End: 100 }[key];
  return to === undefined ? null : Math.min(100, Math.max(0, to));
}

/** Which frames of a film were seen, and what share of it that is. */
export class Seen {
  constructor(frames) {
    this.marks = new Uint8Array(Math.max(1, Math.ceil(frames / 6)));
  }

  mark(frame) {
    this.marks[Math.min(this.marks.length - 1, Math.floor(frame / 6))] = 1;
  }

  get share() {
    return this.marks.reduce((sum, one) => sum + one, 0) / this.marks.length;
  }
}

/** The path of a series in a box, for an SVG; gaps where there is no number. */
export function pathOf({ times, values }, length, low, high, width, height) {
  const x = (t) => ((t / length) * width).toFixed(1);
  const y = (v) => (height - ((v - low) / (high - low || 1)) * height).toFixed(1);
  let path = "";
  let pen = false;
  times.forEach((t, n) => {
    const value = values[n];
    if (value === null || value === undefined) pen = false;
    else {
      path += `${pen ? "L" : "M"}${x(t)} ${y(value)}`;
      pen = true;
    }
  });
  return path;
}

/** The range of one or two series, a little wider than they are. */
export function rangeOf(series) {
  const all = series.flatMap((one) => one.values.filter((v) => v !== null && v !== undefined));
  if (!all.length) return [0, 1];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - room, high + room];
}
