/** What sounds in an edit and when, on a clock of samples: what kuleshov.timeline.mix adds up. */
import { isCard, picture, sound } from "./edit.js";
import { stopOf } from "./lanes.js";

export const SAMPLES = 48000;
const RAMP = 192;

export const sampleAt = (frame, rate) => Math.round((frame * SAMPLES) / rate);

/**
 * A stretch of a take, or of one of its stems, on the film's sample clock.
 * @typedef {{take: string, stem: string, bus: string, start: number, stop: number, rampIn: number,
 *   rampOut: number, offset: number, gain: number, fadeIn?: [number, number],
 *   fadeOut?: [number, number]}} Part `offset` in samples of the take at sample `start`; fades
 *   between two samples of the film; the bus is a lane's name, or "" for the shots' own sound
 */

/** All that sounds in an edit, in order. @returns {Part[]} */
export function soundParts(edit, rate) {
  return [...shotParts(edit, rate), ...laneParts(edit, rate)].sort((a, b) => a.start - b.start);
}

function shotParts(edit, rate) {
  const spans = sound(edit);
  return spans.map((span, i) => {
    const rampIn = i || span.start ? ramp(span.shot, rate) : 0;
    const rampOut = spans[i + 1] ? ramp(spans[i + 1].shot, rate) : 0;
    return {
      take: isCard(span.shot) ? "" : span.shot.take,
      stem: span.shot.stem ?? "",
      bus: "",
      start: sampleAt(span.start, rate) - rampIn / 2,
      stop: sampleAt(span.stop, rate) + rampOut / 2,
      rampIn,
      rampOut,
      offset: sampleAt(span.offset, rate) - rampIn / 2,
      gain: factor(span.shot.gain),
    };
  }).filter((part) => part.take && part.stop > part.start);
}

function laneParts(edit, rate) {
  const at = (frame) => sampleAt(frame, rate);
  return (edit.lanes ?? []).flatMap((lane) => lane.sounds.map((one) => ({
    take: one.take,
    stem: one.stem ?? "",
    bus: lane.name,
    start: at(one.at) - RAMP / 2,
    stop: at(stopOf(one)) + RAMP / 2,
    rampIn: RAMP,
    rampOut: RAMP,
    offset: at(one.in) - RAMP / 2,
    gain: factor(one.gain),
    ...(one.fade_in ? { fadeIn: [at(one.at), at(one.at + one.fade_in)] } : {}),
    ...(one.fade_out ? { fadeOut: [at(stopOf(one) - one.fade_out), at(stopOf(one))] } : {}),
  })));
}

/** What sound is multiplied by for a level in dB. */
export const factor = (/** @type {number} */ level = 0) => 10 ** (level / 20);

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
    fadeIn: turned(part.fadeOut, from),
    fadeOut: turned(part.fadeIn, from),
  })).sort((a, b) => a.start - b.start);
}

const turned = (fade, from) => fade && [from - fade[1], from - fade[0]];

/** Fades as they are heard backwards from a sample on. */
export function mirroredFades(found, from) {
  return found.map((fade) => ({ start: from - fade.stop, stop: from - fade.start, from: fade.to, to: fade.from })).reverse();
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
