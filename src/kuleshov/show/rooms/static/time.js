/** Frames and timecode, as kuleshov.timecode has them. */

/**
 * @param {number} frame whole frames
 * @param {number} base frames that timecode counts to a second
 */
export function timecode(frame, base) {
  const sign = frame < 0 ? "-" : "";
  const all = Math.abs(Math.round(frame));
  const seconds = Math.floor(all / base);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, all % base];
  return sign + parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** A length in seconds, as it is written in code: "56.0 s". */
export function inSeconds(frames, base) {
  return `${(frames / base).toFixed(1)} s`;
}

/** Timecode without the hours and minutes that are zero: 02:10, 1:02:10. */
export function shotTime(frame, base) {
  const [hours, minutes, ...rest] = timecode(frame, base).split(":");
  const head = [hours, minutes].filter((part, i) => Number(part) > 0 || (i === 1 && Number(hours) > 0));
  return [...head.map((part, i) => (i ? part : String(Number(part)))), ...rest].join(":");
}

/** A length as people say it: "2 seconds 10 frames". */
export function spoken(frames, base) {
  const seconds = Math.floor(Math.abs(frames) / base);
  const rest = Math.abs(frames) % base;
  const said = [];
  if (seconds) said.push(seconds === 1 ? "1 second" : `${seconds} seconds`);
  if (rest || !seconds) said.push(rest === 1 ? "1 frame" : `${rest} frames`);
  return (frames < 0 ? "minus " : "") + said.join(" ");
}

const FRAME = /^\d{1,7}f$/i;
const SECONDS = /^(\d{1,7}[.,]?\d{0,6}|[.,]\d{1,6})$/;
const CLOCK = /^\d{1,7}(:\d{1,3}){1,3}$/;

/**
 * Read a time that somebody typed, as kuleshov.timecode does: seconds (2 or 2.5), a frame (48f),
 * seconds and frames (2:00), or timecode; and as this room writes it: minutes too (1:02:10), a comma
 * for the point.
 * @param {number} base frames that timecode counts to a second
 * @param {number} [rate] frames a second, where that is another number
 * @returns {number | null} frames, below 0 with a minus before it; null where it can't be read
 */
export function readTime(words, base, rate = base) {
  const { sign, text } = signed(words);
  if (FRAME.test(text)) return sign * parseInt(text, 10) || 0;
  if (SECONDS.test(text)) return Math.floor(sign * Number(text.replace(",", ".")) * rate + 0.5 + 1e-6) || 0;
  if (!CLOCK.test(text)) return null;
  const parts = text.split(":").map(Number);
  const frames = parts.pop();
  if (frames >= base || (parts.length > 1 && parts.slice(-2).some((part, i) => part > 59 && (i || parts.length > 2)))) return null;
  return sign * (parts.reduce((sum, part) => sum * 60 + part, 0) * base + frames) || 0;
}

/**
 * Read where somebody wants to go: a time, or with a plus or minus so far from here.
 * @param {number} here a frame
 * @returns {number | null} a frame, which may lie outside the film; null where it can't be read
 */
export function readPlace(words, here, base, rate = base) {
  const frames = readTime(words, base, rate);
  return frames !== null && /^[-+]/.test(plain(words)) ? here + frames : frames;
}

const plain = (words) => words.trim().replace("\u2212", "-"); // the longer minus, as it is printed

function signed(words) {
  const text = plain(words);
  return { sign: text.startsWith("-") ? -1 : 1, text: text.replace(/^[-+]/, "") };
}

/** @returns {number} value kept inside [low, high] */
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** Read a rate as Python sends it: "24" or "30000/1001". */
export function readRate(words) {
  const [up, down] = String(words).split("/").map(Number);
  return up / (down || 1);
}
