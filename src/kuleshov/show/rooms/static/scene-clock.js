/**
 * The clock of a scene, in frames at the edit's rate: the browser's copy of
 * kuleshov.library.scene_clock and kuleshov.timeline.angles. A frame of a take plus the clock's
 * `start` is a frame of the scene; both may lie between frames.
 *
 * @typedef {{start: number, first: number, end: number, run: string}} Clock `first` and `end`: the
 *   take's own frames that show the scene; `run`: which performance of it
 */
import { Refused } from "./plain.js";
import { shotTime } from "./time.js";

/** The frame of the scene that a take shows at a frame of its own; null where it shows none. */
export function sceneAt(clock, frame) {
  if (!clock || frame < clock.first || frame > clock.end) return null;
  return clock.start + frame;
}

/** The frame of a take at a moment of the scene, the nearest one; null where it doesn't have it. */
export function ownAt(clock, scene) {
  const own = scene - clock.start;
  return own < clock.first || own >= clock.end ? null : Math.floor(own + 0.5 + 1e-6);
}

/** A moment of the scene as the monitors show it: 13:00, in seconds and frames. */
export function sceneWords(scene, base) {
  const frame = Math.round(scene);
  return `${frame < 0 ? "−" : ""}${shotTime(Math.abs(frame), base)}`;
}

/**
 * All takes that show the very moment that one of them shows, that one among them.
 * @param {Map<string, {name: string, scene?: Clock | null}>} takes
 * @returns {{take: string, frame: number}[]} in the bin's order
 */
export function anglesOf(takes, take, frame) {
  const own = takes.get(take)?.scene;
  const scene = sceneAt(own, frame);
  if (scene === null) return [];
  return [...takes.values()].flatMap(({ name, scene: clock, frames }) => {
    if (!clock || !frames || clock.run !== own.run) return [];
    const there = name === take ? frame : ownAt(clock, scene);
    return there === null ? [] : [{ take: name, frame: there }];
  });
}

/**
 * The other take's frame of the moment that a shot shows, and how long it shows the scene.
 * @param {import("./edit.js").Span} span the shot
 * @param {number} frame of the film
 * @param {(take: string) => Clock | null} clockOf
 * @returns {{begin: number, lasts: number}}
 */
export function sameMoment({ shot, index, start, offset }, frame, take, clockOf) {
  const [here, there] = [clockOf(shot.take), clockOf(take)];
  const scene = sceneAt(here, offset + frame - start);
  if (scene === null) throw new Refused("Nothing of the scene is seen here, so no other take has the same moment.");
  if (!there) throw new Refused(`${take} is no part of the scene's time.`);
  if (there.run !== here.run) throw new Refused(`${take} and ${shot.take} are two performances: neither has the other's very moments.`);
  const begin = ownAt(there, scene);
  if (begin === null) throw new Refused(`${take} does not have this moment.`);
  const lasts = Math.floor(there.end + 1e-6) - begin;
  if (lasts < 1) throw new Refused(`${take} ends at this very moment.`);
  if (take === shot.take && begin === offset + frame - start) throw new Refused(`Shot ${index + 1} shows ${take} already, at this very moment.`);
  return { begin, lasts };
}
