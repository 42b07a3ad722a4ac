/**
 * Sound that follows no picture: the browser's copy of kuleshov.timeline.lanes, and what a hand
 * does in a lane. Python's answer is what counts.
 *
 * @typedef {{take: string, in: number, out: number, at: number, gain?: number, fade_in?: number,
 *   fade_out?: number, stem?: string, note?: string}} LaidSound
 * @typedef {{name: string, sounds: LaidSound[], gain?: number, muted?: boolean}} Lane
 * @typedef {{at: number, text?: string, answers?: string}} Marker
 */
import { Refused, flat, hundredth } from "./plain.js";
import { readRate } from "./time.js";

const MOST = 16;
const MOST_SOUNDS = 5000;
const OPTIONS = ["gain", "fade_in", "fade_out", "stem", "note"];

export const lasts = (/** @type {LaidSound} */ sound) => sound.out - sound.in;
export const stopOf = (/** @type {LaidSound} */ sound) => sound.at + lasts(sound);

/** The lane of that name; undefined where there is none. */
export const laneOf = (edit, name) => (edit.lanes ?? []).find((lane) => lane.name === name);

/** Whether two edits differ in their faders at most, which can be moved while the film plays. */
export function playsAlike(one, other) {
  const heard = ({ shots, lanes = [] }) => JSON.stringify([shots, lanes.map(({ name, sounds }) => [name, sounds])]);
  return one === other || heard(one) === heard(other);
}

/** A sound without its first frames; what is left stays where it is in the film. */
function headless(sound, frames) {
  const left = lasts(sound) - frames;
  return { ...sound, in: sound.in + frames, at: sound.at + frames, fade_in: 0, fade_out: Math.min(sound.fade_out ?? 0, left) };
}

/** A sound without its last frames. */
function shortened(sound, frames) {
  return { ...sound, out: sound.out - frames, fade_out: 0, fade_in: Math.min(sound.fade_in ?? 0, lasts(sound) - frames) };
}

/** Lay a sound over what lies there, as on a track. @returns {LaidSound[]} */
export function laidOver(sounds, sound) {
  const [start, stop] = [sound.at, stopOf(sound)];
  const kept = sounds.flatMap((other) => {
    const [from, to] = [other.at, stopOf(other)];
    if (to <= start || from >= stop) return [other];
    return [
      ...(from < start ? [shortened(other, to - start)] : []),
      ...(to > stop ? [headless(other, stop - from)] : []),
    ];
  });
  return inOrder([...kept, sound]);
}

const inOrder = (rows) => [...rows].sort((a, b) => a.at - b.at);

/**
 * Let lanes and markers follow a picture that became `by` frames longer (or shorter) up to a
 * frame. At the film's end, which was at `end`, no picture lies behind that they could follow.
 */
export function rippled(edit, frame, by, end) {
  if (!by || frame >= end) return edit;
  const moved = (moment) => {
    if (moment >= frame) return moment + by;
    return by < 0 ? Math.min(moment, Math.max(0, frame + by)) : moment;
  };
  const next = { ...edit };
  if (edit.lanes) next.lanes = edit.lanes.map((lane) => ({ ...lane, sounds: by > 0 ? opened(lane.sounds, frame, by) : closed(lane.sounds, frame + by, frame) }));
  if (edit.markers) next.markers = inOrder(edit.markers.map((marker) => ({ ...marker, at: moved(marker.at) })));
  return next;
}

const opened = (sounds, frame, by) => sounds.map((one) => (one.at >= frame ? { ...one, at: one.at + by } : one));

function closed(sounds, start, stop) {
  const left = sounds.flatMap((one) => {
    if (one.at >= stop) return [{ ...one, at: one.at - (stop - start) }];
    if (one.at < start) return [one];
    return stopOf(one) > stop ? [{ ...headless(one, stop - one.at), at: start }] : [];
  });
  return left.map((one, i) => {
    const next = left[i + 1];
    return next && stopOf(one) > next.at ? shortened(one, stopOf(one) - next.at) : one;
  });
}

function withLane(edit, name, change) {
  const lanes = [...(edit.lanes ?? [])];
  const place = lanes.findIndex((lane) => lane.name === name);
  const changed = change(place < 0 ? { name, sounds: [] } : lanes[place]);
  lanes.splice(place < 0 ? lanes.length : place, place < 0 ? 0 : 1, ...(changed.sounds.length ? [changed] : []));
  return { ...edit, lanes };
}

/** Lay sounds in the first lane under covered pictures that has place, and plays them as they are. */
export function withUnder(lanes = [], sounds) {
  if (!sounds.length) return lanes;
  const fits = (lane) => !lane.gain && !lane.muted && !lane.sounds.some((one) => sounds.some((each) => one.at < stopOf(each) && each.at < stopOf(one)));
  for (let n = 1; ; n += 1) {
    const name = n > 1 ? `under ${n}` : "under";
    const lane = lanes.find((each) => each.name === name) ?? { name, sounds: [] };
    if (fits(lane)) return withLane({ lanes }, name, (old) => ({ ...old, sounds: inOrder([...old.sounds, ...sounds]) })).lanes;
  }
}

function there(edit, name) {
  const lane = laneOf(edit, name);
  if (!lane) throw new Refused(`There is no lane ${name}.`);
  return lane;
}

function at(edit, name, number) {
  const lane = laneOf(edit, name) ?? { name, sounds: [] };
  const sound = lane.sounds[number - 1];
  if (!sound) throw new Refused(`There is no sound ${number} in lane ${name}: it has ${lane.sounds.length}.`);
  return sound;
}

/** Put a sound back into its lane, changed, over what lies there; into another lane with `to`. */
function put(edit, name, number, values, to = name) {
  const old = at(edit, name, number);
  const rest = withLane(edit, name, (lane) => ({ ...lane, sounds: lane.sounds.filter((one) => one !== old) }));
  const home = to === name ? withPlace(rest, edit, name) : rest;
  return withLane(home, to, (lane) => ({ ...lane, sounds: laidOver(lane.sounds, { ...old, ...values }) }));
}

/** Keep an emptied lane in its place for the sound that comes back into it. */
function withPlace(rest, edit, name) {
  if (laneOf(rest, name)) return rest;
  return { ...rest, lanes: edit.lanes.map((lane) => (lane.name === name ? { ...lane, sounds: [] } : lane)) };
}

const set = (edit, name, values) => {
  const old = there(edit, name);
  return { ...edit, lanes: edit.lanes.map((lane) => (lane === old ? { ...lane, ...values } : lane)) };
};

/** A level and a note as Python writes them. */
const plainOptions = ({ gain, note }) => ({ ...(gain === undefined ? {} : { gain: hundredth(gain) }), ...(note === undefined ? {} : { note: flat(note) }) });

/** The gesture's arguments that lay a copy of a sound at a frame of a lane. */
export const copyOf = ({ in: in_, ...sound }, lane, frame) => ({ ...sound, in_, lane, at: frame });

/** What a hand does to lanes and markers: name of the gesture to a function of the edit. */
export const LANE_GESTURES = {
  lay: (edit, { lane, in_, ...sound }) =>
    withLane(edit, lane, (old) => ({ ...old, sounds: laidOver(old.sounds, { ...sound, in: in_, ...plainOptions(sound) }) })),
  fill(edit, { lane, start = 0, stop = filmLength(edit), ...stretch }, framesIn) {
    if (!stop) throw new Refused("The film has no picture yet that could be filled to its end.");
    const laid = piecesOf(stretch, start, stop, readRate(edit.rate), framesIn);
    return withLane(edit, lane, (old) => {
      const whole = { take: stretch.take, in: 0, out: stop - start, at: start };
      return { ...old, sounds: inOrder([...laidOver(old.sounds, whole).filter((one) => one !== whole), ...laid]) };
    });
  },
  sound_blade(edit, { lane, number, at: frame }) {
    const old = at(edit, lane, number);
    if (frame <= old.at || frame >= stopOf(old)) throw new Refused("The playhead does not stand inside the chosen sound: there is nothing to cut there.");
    if (frame < old.at + (old.fade_in ?? 0) || frame > stopOf(old) - (old.fade_out ?? 0)) throw new Refused("The sound fades there, and half a fade can't be written. Cut it outside of the fade, or shorten the fade first.");
    const halves = [shortened(old, stopOf(old) - frame), { ...headless(old, frame - old.at), note: "" }];
    return withLane(edit, lane, (all) => ({ ...all, sounds: all.sounds.flatMap((one) => (one === old ? halves : [one])) }));
  },
  sound_trim(edit, { lane, number, in_, out }) {
    const old = at(edit, lane, number);
    const start = in_ ?? old.in;
    return put(edit, lane, number, { in: start, out: out ?? old.out, at: old.at + start - old.in });
  },
  sound_move: (edit, { lane, number, at: frame, to }) => put(edit, lane, number, { at: frame }, to),
  sound_change(edit, { lane, number, ...values }) {
    return put(edit, lane, number, { ...values, ...plainOptions(values) });
  },
  sound_remove(edit, { lane, numbers }) {
    const gone = numbers.map((number) => at(edit, lane, number));
    return withLane(edit, lane, (old) => ({ ...old, sounds: old.sounds.filter((one) => !gone.includes(one)) }));
  },
  lane_fader: (edit, { lane, gain }) => set(edit, lane, { gain: hundredth(gain) }),
  lane_mute: (edit, { lane, on }) => set(edit, lane, { muted: on }),
  lane_name(edit, { lane, name }) {
    const words = flat(name);
    if (!words) throw new Refused("A lane has a name, such as tone or music.");
    if (words !== lane && laneOf(edit, words)) throw new Refused(`There is a lane ${words} already.`);
    return set(edit, lane, { name: words });
  },
  master: (edit, { level }) => ({ ...edit, level: hundredth(level) }),
  to_loudness: (edit) => edit, // Python listens, and tells the level
  marker(edit, { at: frame, words, answers = "" }) {
    if (answers && !flat(words)) throw new Refused("A finding is answered in words: say why it stays as it is.");
    return { ...edit, markers: inOrder([...others(edit, frame, answers), { at: frame, text: flat(words), answers }]) };
  },
  unmark(edit, { at: frame, answers = "" }) {
    const markers = others(edit, frame, answers);
    if (markers.length === (edit.markers ?? []).length) throw new Refused("No such marker stands there.");
    return { ...edit, markers };
  },
};

const filmLength = ({ shots }) => shots.reduce((sum, shot) => sum + shot.out - shot.in, 0);

/** A stretch of sound as often as it takes, in pieces of one length: kuleshov.timeline.fills. */
function piecesOf({ take, in_, out }, start, stop, rate, framesIn) {
  const [frames, own] = [stop - start, out - in_];
  if (frames < 1) throw new Refused("There is nothing to fill there.");
  if (own < 1) throw new Refused(`In the lane, ${take} would have no frame left.`);
  if (out > framesIn(take)) throw new Refused(`${take} ends here: there is no frame after.`);
  const count = Math.ceil(frames / own);
  if (count > 1 && 2 * own < rate) throw new Refused(`${own} frames of ${take}, repeated, are heard as a hum. Mark half a second of tone, or more.`);
  if (count > MOST_SOUNDS) throw new Refused("It would be repeated too often. Mark a longer stretch of tone.");
  const [each, longer] = [Math.floor(frames / count), frames % count];
  return Array.from({ length: count }, (_, i) => {
    const begin = start + i * each + Math.min(i, longer);
    return { take, in: in_, out: in_ + each + (i < longer ? 1 : 0), at: begin };
  });
}

const others = (edit, frame, answers) => (edit.markers ?? []).filter((one) => one.at !== frame || (one.answers ?? "") !== answers);

const said = (row) => Object.fromEntries(Object.entries(row).filter(([name, value]) => value || name === "at"));

/** What an edit has beside its shots, written as Python writes it: what says nothing is left out. */
export function tidyLanes({ level, lanes, markers }) {
  const more = {};
  if (level) more.level = level;
  if (lanes?.length) {
    more.lanes = lanes.map(({ name, sounds, gain, muted }) => ({
      name,
      sounds: sounds.map((one) => ({ take: one.take, in: one.in, out: one.out, ...said(Object.fromEntries(OPTIONS.map((key) => [key, one[key]]))), at: one.at })),
      ...said({ gain, muted }),
    }));
  }
  if (markers?.length) more.markers = markers.map(({ at: frame, text, answers }) => said({ at: frame, text, answers }));
  return more;
}

const inRange = (gain = 0) => gain >= -96 && gain <= 24;

/** Refuse what can't be played: the rules of kuleshov.timeline.lanes, and the ends of the takes. */
export function checkLanes({ level, lanes = [] }, framesIn) {
  if (!inRange(level)) throw new Refused("A level goes from -96 to +24 dB.");
  if (lanes.length > MOST) throw new Refused(`At most ${MOST} lanes can be mixed.`);
  for (const { name, sounds, gain } of lanes) {
    if (!inRange(gain)) throw new Refused(`Lane ${name}: a level goes from -96 to +24 dB.`);
    for (const sound of sounds) checkSound(sound, name, framesIn);
  }
}

function checkSound(sound, name, framesIn) {
  const where = `In lane ${name}, ${sound.take}`;
  if (lasts(sound) < 1) throw new Refused(`${where} would have no frame left.`);
  if (sound.in < 0) throw new Refused(`${where} begins here: there is nothing before.`);
  if (sound.out > framesIn(sound.take)) throw new Refused(`${where} ends here: there is nothing after.`);
  if (sound.at < 0) throw new Refused(`${where} would begin before the film.`);
  const { fade_in = 0, fade_out = 0 } = sound;
  if (fade_in + fade_out > lasts(sound)) throw new Refused(`${where} is shorter than its fades together.`);
  if (!inRange(sound.gain)) throw new Refused(`${where}: a level goes from -96 to +24 dB.`);
}
