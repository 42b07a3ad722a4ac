/** How sound is drawn in the timeline: its wave, and the line of its level. */
import { clamp } from "./time.js";

const LOUD = 12; // dB at a row's upper edge
const SOFT = -36; // at its lower edge: what is softer lies on it

/** How high in a row the line of a level lies. */
export const levelY = (gain, top, height) => top + 3 + ((LOUD - clamp(gain, SOFT, LOUD)) / (LOUD - SOFT)) * (height - 6);

/** By how many dB a level changes when its line is drawn so many pixels down. */
export const levelBy = (pixels, height) => -(pixels * (LOUD - SOFT)) / (height - 6);

/**
 * Draw the wave of a stretch of a take.
 * @param {any} pen
 * @param {any} look what is known of the take, its levels 50 a second
 * @param {{x: number, w: number, top: number, height: number, offset: number, gain: number,
 *   scale: number, rate: number, left: number, right: number}} box `offset` in frames of the take
 */
export function drawWave(pen, look, { x, w, top, height, offset, gain, scale, rate, left, right }) {
  if (!look?.levels.length) return;
  const perFrame = 50 / rate;
  const middle = top + height / 2;
  const boost = (gain / 60) * 255;
  pen.fillStyle = "rgba(250,247,241,.55)";
  const to = Math.min(x + w - 1, right);
  for (let at = Math.floor(Math.max(x, left)); at < to; at += 2) {
    const first = Math.floor((offset + (at - x) / scale) * perFrame);
    const last = Math.max(first + 1, Math.ceil((offset + (at + 2 - x) / scale) * perFrame));
    let level = 0;
    for (let k = Math.max(0, first); k < last; k += 1) level = Math.max(level, look.levels[k] ?? 0);
    const half = level ? Math.max(0.5, (clamp(level + boost, 0, 255) / 255) * (height / 2 - 3)) : 0.5;
    pen.fillRect(at, middle - half, 1.2, 2 * half);
  }
}

/** Draw the line of a level, stronger where it differs from the recording's own. */
export function drawLevel(pen, { x, w, top, height, gain }) {
  const y = Math.round(levelY(gain, top, height)) + 0.5;
  pen.strokeStyle = gain ? "rgba(255,196,107,.95)" : "rgba(255,196,107,.5)";
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x + 1, y);
  pen.lineTo(x + w - 1, y);
  pen.stroke();
}
