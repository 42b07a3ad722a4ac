/**
 * An edit as plain data, and what an editor does to it: the browser's copy of
 * kuleshov.timeline.operations, to show a gesture before Python has answered.
 * Python's answer is what counts.
 *
 * @typedef {{take: string, in: number, out: number, split?: number, dissolve?: number,
 *   fade_in?: number, fade_out?: number, gain?: number, text?: string, note?: string,
 *   picture_only?: boolean, stem?: string, grade?: import("./grade.js").Grade}} Shot
 * @typedef {{title: string, rate: string, shots: Shot[], level?: number,
 *   lanes?: import("./lanes.js").Lane[], markers?: import("./lanes.js").Marker[]}} Edit
 * @typedef {{shot: Shot, index: number, start: number, stop: number, offset: number}} Span
 */
import { checkGrade, keptGrade } from "./grade.js";
import { LANE_GESTURES, checkLanes, rippled, tidyLanes, withUnder } from "./lanes.js";
import { LOWEST, Refused, flat, hundredth } from "./plain.js";
import { sameMoment } from "./scene-clock.js";

const CARDS = ["black", "gap", "title"];
const RIPPLES = new Set(["add", "insert", "title", "black", "remove", "move", "insert_at", "overwrite", "paste", "lift_range", "extract_range"]);
const OPTIONS = ["split", "dissolve", "fade_in", "fade_out", "gain", "text", "note", "picture_only", "stem", "grade"];

export const isCard = (/** @type {Shot} */ shot) => CARDS.includes(shot.take);
export const lengthOf = (/** @type {Shot} */ shot) => shot.out - shot.in;
export const framesOf = (/** @type {Edit} */ edit) => edit.shots.reduce((sum, shot) => sum + lengthOf(shot), 0);

/** The picture track: one span a shot, without gaps. @returns {Span[]} */
export function picture(edit) {
  let start = 0;
  return edit.shots.map((shot, index) => {
    const span = { shot, index, start, stop: start + lengthOf(shot), offset: shot.in };
    start = span.stop;
    return span;
  });
}

/**
 * The sound track: the picture track with its cuts moved by the splits. A shot that is picture
 * only has none: the sound before it runs on. @returns {Span[]}
 */
export function sound(edit) {
  const spans = picture(edit);
  const heard = spans.filter((span) => !span.shot.picture_only);
  return heard.map((span, i) => ({
    ...span,
    start: span.start - (span.shot.split || 0),
    stop: heard[i + 1] ? heard[i + 1].start - (heard[i + 1].shot.split || 0) : spans.at(-1).stop,
    offset: span.offset - (span.shot.split || 0),
  }));
}

/** The index of the shot that is seen at a frame; the last one past the end, -1 in an empty edit. */
export function shotAt(edit, frame) {
  const found = picture(edit).findIndex((span) => frame < span.stop);
  return found < 0 ? edit.shots.length - 1 : found;
}

/** The frame of the cut (or of either end) that lies nearest. */
export function nearestCut(edit, frame) {
  const cuts = [0, ...picture(edit).map((span) => span.stop)];
  return cuts.reduce((best, each) => (Math.abs(each - frame) < Math.abs(best - frame) ? each : best), 0);
}

/**
 * Return the edit after a gesture.
 * @param {Edit} edit
 * @param {string} name of the gesture, as in messages.py
 * @param {Record<string, any>} args
 * @param {(take: string) => number} framesIn how many frames a take has
 * @param {(take: string) => import("./scene-clock.js").Clock | null} clockOf where it lies in its scene
 * @returns {Edit}
 * @throws {Refused}
 */
export function after(edit, name, args, framesIn, clockOf = () => null) {
  const beside = LANE_GESTURES[name] ?? FILM_GESTURES[name];
  const next = tidyEdit(beside ? beside(edit, args, framesIn) : cut(edit, name, args, { clockOf, framesIn }));
  check(next, framesIn);
  checkLanes(next, framesIn);
  return next;
}

/** Change the shots, and let the lanes follow. */
function cut(edit, name, args, { clockOf, framesIn }) {
  if (name === "cutaway" || (name === "angle" && args.picture_only)) return cutaway(edit, name === "angle" ? angleOf(edit.shots, args, clockOf).points : args, framesIn);
  const change = GESTURES[name];
  if (!change) throw new Refused(`${name} is not known here.`);
  const shots = change(edit.shots.map((shot) => ({ ...shot })), args, clockOf);
  if (RIPPLES.has(name)) tidyFirst(shots);
  let next = { ...edit, shots };
  let end = framesOf(edit);
  for (const [frame, by] of ripples(edit, next, name, args)) {
    next = rippled(next, frame, by, end);
    if (name === "remove") end += by;
  }
  return next;
}

/** Where the film became longer or shorter, and by how much: the steps that Python takes. */
function ripples(edit, next, name, args) {
  const spans = picture(edit);
  const span = spans[args.number - 1];
  if (name === "insert" || name === "title" || name === "black") {
    const number = args.number ?? args.before ?? spans.length + 1;
    return [[spans[number - 1]?.start ?? framesOf(edit), lengthOf(next.shots[number - 1])]];
  }
  if (name === "remove") {
    const last = [...args.numbers].sort((a, b) => b - a);
    return last.map((number) => [spans[number - 1].stop, -lengthOf(spans[number - 1].shot)]);
  }
  if (name === "insert_at") return [[args.at, args.out - args.in_]];
  if (name === "paste" && args.insert) return [[args.at, framesOf(args)]];
  if (name === "extract_range") return [[args.stop, args.start - args.stop]];
  if (name === "replace") return [[span.stop, lengthOf(next.shots[span.index]) - lengthOf(span.shot)]];
  if (name === "trim") return trimmed(span, next.shots[span.index]);
  return [];
}

function trimmed(span, now) {
  const { shot: was, start, stop } = span;
  if (now.in > was.out || now.out < was.in) return [[stop, lengthOf(now) - lengthOf(was)]];
  return [[stop, now.out - was.out], [start + Math.max(0, now.in - was.in), was.in - now.in]];
}

function tidyEdit({ level, lanes, markers, ...plain }) {
  const shots = plain.shots.map(tidy);
  const more = tidyLanes({ level, lanes, markers });
  const version = Object.keys(more).length || shots.some((shot) => shot.stem || shot.grade) ? 2 : 1;
  return { ...plain, ...("kuleshov_edit" in plain ? { kuleshov_edit: version } : {}), shots, ...more };
}

/** What is done to the film as a whole. */
const FILM_GESTURES = {
  rename(edit, { title }) {
    const words = flat(title);
    if (!words) throw new Refused("A film has a title of a word or more.");
    return { ...edit, title: words };
  },
};

const GESTURES = {
  add: (shots, { take, in_, out }) => [...shots, { take, in: in_, out }],
  insert: (shots, { number, take, in_, out }) => putIn(shots, number, { take, in: in_, out }),
  replace(shots, { number, take, in_, out }) {
    const old = at(shots, number);
    const start = in_ ?? 0;
    const grade = take === old.take ? old.grade : undefined; // it answers the light of one take
    Object.assign(old, { take, in: start, out: out ?? start + lengthOf(old), text: "", stem: "", grade });
    return shots;
  },
  title: (shots, { words, length, before }) =>
    putIn(shots, before ?? shots.length + 1, { take: "title", in: 0, out: length, text: words }),
  black: (shots, { length, before }) =>
    putIn(shots, before ?? shots.length + 1, { take: "black", in: 0, out: length }),
  insert_at: (shots, { at: frame, take, in_, out, picture_only = false }) => stretched(shots, frame, frame, [{ take, in: in_, out, picture_only }]),
  overwrite: (shots, { at: frame, take, in_, out }) => stretched(shots, frame, frame + out - in_, [{ take, in: in_, out }]),
  paste: (shots, { at: frame, shots: laid, insert }) => stretched(shots, frame, frame + (insert ? 0 : framesOf({ shots: laid })), laid),
  lift_range: (shots, { start, stop }) => stretched(shots, ...range(shots, start, stop), [{ take: "gap", in: 0, out: stop - start }]),
  extract_range: (shots, { start, stop }) => stretched(shots, ...range(shots, start, stop), []),
  remove(shots, { numbers }) {
    numbers.forEach((number) => at(shots, number));
    return shots.filter((_, i) => !numbers.includes(i + 1));
  },
  lift(shots, { numbers }) {
    for (const number of numbers) shots[number - 1] = { take: "gap", in: 0, out: lengthOf(at(shots, number)) };
    return shots;
  },
  move(shots, { numbers, to }) {
    const chosen = [...numbers].sort((a, b) => a - b).map((number) => at(shots, number));
    const rest = shots.filter((shot) => !chosen.includes(shot));
    const place = Math.min(to, rest.length + 1) - 1;
    return [...rest.slice(0, place), ...chosen, ...rest.slice(place)];
  },
  trim(shots, { number, in_, out }) {
    const shot = at(shots, number);
    shot.in = in_ ?? shot.in;
    shot.out = out ?? shot.out;
    return shots;
  },
  roll(shots, { number, by }) {
    at(shots, number).out += by;
    laterHead(at(shots, number + 1), by);
    return shots;
  },
  slip(shots, { number, by }) {
    const shot = at(shots, number);
    if (isCard(shot)) throw new Refused(`Shot ${number} is ${shot.take}: it comes from no take and can't be slipped.`);
    shot.in += by;
    shot.out += by;
    return shots;
  },
  slide(shots, { number, by }) {
    if (number < 2 || number >= shots.length) throw new Refused("Only a shot with a neighbour on either side can slide.");
    at(shots, number - 1).out += by;
    laterHead(at(shots, number + 1), by);
    return shots;
  },
  split: (shots, { number, frames }) => set(shots, number, { split: frames }),
  blade(shots, { at: frame }) {
    const span = picture({ title: "", rate: "", shots }).find((each) => each.start < frame && frame < each.stop);
    if (!span) throw new Refused("The playhead stands on a cut: there is nothing to cut there.");
    const point = span.offset + frame - span.start;
    const first = { ...span.shot, out: point, fade_out: 0 };
    const second = { ...span.shot, in: point, split: 0, dissolve: 0, fade_in: 0, note: "" };
    shots.splice(span.index, 1, first, second);
    return shots;
  },
  angle(shots, args, clockOf) {
    const { span, points } = angleOf(shots, args, clockOf);
    const { at: frame, in_, out } = points;
    const stop = frame + out - in_;
    const left = stop < span.stop ? GESTURES.blade(shots, { at: stop }) : shots; // it ends early: what was there goes on
    if (frame === span.start) return GESTURES.replace(left, { number: span.index + 1, ...points });
    return GESTURES.replace(GESTURES.blade(left, { at: frame }), { number: span.index + 2, ...points });
  },
  picture_only: (shots, { number, on }) => set(shots, number, on ? { picture_only: true, split: 0 } : { picture_only: false }),
  dissolve: (shots, { number, frames }) => set(shots, number, { dissolve: frames }),
  fade: (shots, { number, fade_in = 0, fade_out = 0 }) => set(shots, number, { fade_in, fade_out }),
  level: (shots, { number, gain }) => set(shots, number, { gain: hundredth(gain) }),
  grade: (shots, { number, ...grade }) => set(shots, number, { grade: keptGrade(grade) }),
  stem: (shots, { number, name }) => set(shots, number, { stem: name }),
  words(shots, { number, words }) {
    if (at(shots, number).take !== "title") throw new Refused(`Shot ${number} is no title card: words stand on one alone.`);
    return set(shots, number, { text: flat(words) });
  },
  note: (shots, { number, words }) => set(shots, number, { note: flat(words) }),
};

/** The shot that is seen at a frame, and the same moment in another take, up to the end of either. */
function angleOf(shots, { at: frame, take }, clockOf) {
  const span = picture({ title: "", rate: "", shots }).find((each) => each.start <= frame && frame < each.stop);
  if (!span) throw new Refused("The film ends before the playhead: nothing is seen there.");
  const { begin, lasts } = sameMoment(span, frame, take, clockOf);
  return { span, points: { at: frame, take, in_: begin, out: begin + Math.min(lasts, span.stop - frame) } };
}

/**
 * Lay a picture over the film: kuleshov.timeline.cutaways. The sound of a shot that loses its
 * whole picture goes on in a lane.
 */
function cutaway(edit, { at: frame, take, in_, out }, framesIn) {
  const stop = frame + out - in_;
  const spans = picture(edit);
  if (frame < 0 || stop > framesOf(edit)) throw new Refused("The cutaway would end after the film does. Make it shorter, or lay it earlier.");
  const heard = new Map(sound(edit).map((span) => [span.index, span]));
  const before = spans.map((span) => asideOf(span, heard.get(span.index), frame, stop)).filter(Boolean);
  const behind = spans.map((span) => afterOf(span, heard.get(span.index), frame, stop)).filter(Boolean);
  const covered = [...heard.values()].filter(({ index }) => frame <= spans[index].start && spans[index].stop <= stop);
  const laid = { take, in: in_, out, picture_only: true };
  if (covered.length) {
    Object.assign(laid, { picture_only: false, gain: LOWEST, split: before.length ? frame - covered[0].start : 0 });
    if (behind.length) behind[0] = { ...behind[0], dissolve: 0 };
  }
  const lanes = withUnder(edit.lanes, covered.flatMap((span) => soundOf(span, framesIn)));
  return { ...edit, shots: [...before, laid, ...behind], lanes };
}

/** What was heard of a shot, as a sound for a lane; none where nothing was. */
function soundOf({ shot, start, stop, offset }, framesIn) {
  if (isCard(shot) || (shot.gain ?? 0) <= LOWEST) return [];
  const [first, out] = [Math.max(0, offset), Math.min(offset + stop - start, framesIn(shot.take))];
  if (out <= first) return [];
  const { gain, stem, note } = shot;
  const fade_in = Math.min(shot.fade_in ?? 0, out - first);
  const fade_out = Math.min(shot.fade_out ?? 0, out - first - fade_in);
  return [{ take: shot.take, in: first, out, at: start + first - offset, gain, fade_in, fade_out, stem, note }];
}

function at(shots, number) {
  const shot = shots[number - 1];
  if (!shot) throw new Refused(`There is no shot ${number}: this edit has ${shots.length || "none yet"}.`);
  return shot;
}

function putIn(shots, number, shot) {
  if (number < 1 || number > shots.length + 1) throw new Refused(`A shot can be inserted at 1 to ${shots.length + 1}, not at ${number}.`);
  shots.splice(number - 1, 0, { ...shot, text: flat(shot.text || "") });
  return shots;
}

function set(shots, number, options) {
  Object.assign(at(shots, number), options);
  return shots;
}

function laterHead(shot, by) {
  if (isCard(shot)) shot.out -= by;
  else shot.in += by;
}

/** Shots in the place of a stretch of the film: kuleshov.timeline.ranges. */
function stretched(shots, start, stop, laid) {
  const spans = picture({ title: "", rate: "", shots });
  if (start < 0 || start > (spans.at(-1)?.stop ?? 0)) throw new Refused("The film has ended there: nothing can be put behind its end.");
  const before = spans.filter((span) => span.start < start).map((span) => beforeOf(span, start));
  const behind = spans.filter((span) => span.stop > stop).map((span) => restOf(span, start, stop));
  if (behind[0]?.picture_only) throw new Refused(`${behind[0].take}, which follows, is picture only: another sound would run on under it. Lay the picture alone, or let that shot be heard first.`);
  return [...before, ...laid.map((shot, i) => (i ? shot : { ...shot, split: 0, dissolve: 0 })), ...behind];
}

function range(shots, start, stop) {
  if (start < 0 || stop <= start || stop > framesOf({ shots })) throw new Refused("That is no stretch of this film.");
  return [start, stop];
}

/** What is left of a shot behind a stretch, cut straight. */
function restOf(span, start, stop) {
  if (span.start >= stop) return span.shot;
  const rest = { ...span.shot, split: 0, dissolve: 0, fade_in: 0 };
  laterHead(rest, stop - span.start);
  return span.start < start ? { ...rest, note: "" } : rest;
}

/** What is left of a shot before a frame. */
function beforeOf(span, frame) {
  if (span.stop <= frame) return span.shot;
  if (span.start >= frame) return null;
  return { ...span.shot, out: span.offset + frame - span.start, fade_out: 0 };
}

/** The same before a cutaway: it is picture only where it is heard from the other side on. */
function asideOf(span, heard, frame, stop) {
  const left = beforeOf(span, frame);
  const other = heard && span.start < frame && heard.start >= frame && span.stop > stop;
  return other ? { ...left, picture_only: true, split: 0 } : left;
}

/** What is left of it behind the cutaway; its sound begins where it did. */
function afterOf(span, heard, frame, stop) {
  const { shot } = span;
  if (span.start >= stop) return shot;
  if (span.stop <= stop) return null;
  const rest = { ...shot, split: 0, dissolve: 0, fade_in: 0, ...(span.start < frame ? { note: "" } : {}) };
  laterHead(rest, stop - span.start);
  if (!heard) return rest;
  if (span.start < frame && heard.start < frame) return { ...rest, picture_only: heard.stop <= stop };
  return { ...rest, split: stop - heard.start };
}

function tidyFirst(shots) {
  if (shots[0]) Object.assign(shots[0], { split: 0, dissolve: 0 });
}

/** A card counts from 0, and options that say nothing are left out, as Python writes them. */
function tidy(shot) {
  const plain = { take: shot.take, in: shot.in, out: shot.out };
  if (isCard(shot)) Object.assign(plain, { in: 0, out: lengthOf(shot) });
  for (const name of OPTIONS) if (shot[name]) plain[name] = shot[name];
  return plain;
}

/** Refuse what can't be played: the rules of kuleshov.timeline.edit, and the ends of the takes. */
function check(edit, framesIn) {
  const [first] = edit.shots;
  if (first?.split || first?.dissolve) throw new Refused("The first shot can't have a split edit or a dissolve: there is nothing before it.");
  edit.shots.forEach((shot, i) => checkShot(shot, i + 1, framesIn));
  edit.shots.forEach((shot, i) => {
    if (shot.picture_only && shot.split) throw new Refused(`Shot ${i + 1} (${shot.take}) is picture only: it has no sound that could come early or late.`);
  });
  for (const span of sound(edit)) {
    if (span.start < 0) throw new Refused(`The sound of shot ${span.index + 1} (${span.shot.take}) would begin before the film does. Shorten its split.`);
    if (span.stop - span.start < 1) throw new Refused(`The split edits around shot ${span.index + 1} (${span.shot.take}) leave it no sound. Shorten one of them.`);
  }
  edit.shots.forEach((shot, i) => {
    const next = edit.shots[i + 1]?.dissolve || 0;
    const own = Math.floor((shot.dissolve || 0) / 2);
    if (next && own + next - Math.floor(next / 2) > lengthOf(shot)) throw new Refused(`Shot ${i + 1} (${shot.take}) is too short for its dissolves.`);
  });
}

function checkShot(shot, number, framesIn) {
  const where = `Shot ${number} (${shot.take})`;
  if (lengthOf(shot) < 1) throw new Refused(`${where} would have no frame left.`);
  if (!isCard(shot)) {
    if (shot.in < 0) throw new Refused(`${shot.take} begins here: there is no frame before.`);
    if (shot.out > framesIn(shot.take)) throw new Refused(`${shot.take} ends here: there is no frame after.`);
  }
  if (isCard(shot) && shot.stem) throw new Refused(`${where} comes from no take and has no stem.`);
  if (isCard(shot) && shot.grade) throw new Refused(`${where} comes from no take: there is no picture to grade.`);
  checkGrade(shot.grade, where);
  const { dissolve = 0, fade_in = 0, fade_out = 0, gain = 0 } = shot;
  if (Math.max(dissolve, fade_in, fade_out) > lengthOf(shot)) throw new Refused(`${where} is shorter than its dissolve or fade.`);
  if (dissolve && fade_in) throw new Refused(`${where} has a dissolve and a fade-in; take one of them.`);
  if (gain < -96 || gain > 24) throw new Refused(`${where}: a level goes from -96 to +24 dB.`);
}
