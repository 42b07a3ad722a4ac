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

/**
 * Read a time that somebody typed, as kuleshov.timecode does: seconds (2 or 2.5), a frame (48f),
 * seconds and frames (2:00), or timecode.
 * @returns {number | null} frames, or null where it can't be read
 */
export function readTime(words, base) {
  const text = words.trim();
  if (/^\d{1,7}f$/i.test(text)) return parseInt(text, 10);
  if (/^\d{1,7}([.,]\d{1,6})?$/.test(text)) return Math.round(Number(text.replace(",", ".")) * base);
  if (!/^\d{1,7}(:\d{1,3}){1,3}$/.test(text)) return null;
  const parts = text.split(":").map(Number);
  const frames = parts.pop();
  if (frames >= base) return null;
  return parts.reduce((sum, part) => sum * 60 + part, 0) * base + frames;
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
