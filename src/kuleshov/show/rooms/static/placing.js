/** Commands that put into the film and take out of it: by marks and playhead, as well as by shots. */
import { framesOf, nearestCut, picture } from "./edit.js";
import { copyOf, laneOf, lasts, stopOf } from "./lanes.js";
import { threePoint } from "./three-point.js";

const NO_SOURCE = "Choose a take in the bin first: then it lies in the source monitor.";
const NEEDS_PICTURE = "A shot needs a picture. To lay sound alone, press Overwrite.";
const NOTHING = "Neither picture nor sound is chosen: switch one of them on beside the buttons.";
const NO_SOUND = "Sound is switched off beside the buttons: switch it on to lay it.";
const NO_RANGE = "Mark an in and an out point in the film first, or choose shots.";

/**
 * @param {import("./store.js").Store} store
 * @param {{source: any, record: any, ui: any}} parts
 */
export function placingOf(store, { source, record, ui }) {
  const { patch } = store;

  /** Put the source where three marks say; then stand behind it in the film, its marks used up. */
  const place = (build) => {
    if (!store.source) return ui.problem(NO_SOURCE);
    if (!patch.picture && !patch.sound) return ui.problem(NOTHING);
    const { at, in_, out, said } = threePoint(store.source, store.marked, store.playhead);
    if (at < 0) return ui.problem("It would begin before the film does. Mark less of the take, or a later out point.");
    if (in_ < 0) return ui.problem(`${store.source.take} has too little before its out point to fill what is marked.`);
    if (!store.gesture(...build({ take: store.source.take, at, in_, out }))) return undefined;
    if (store.range()) store.clearFilm();
    stand(at + out - in_);
    if (said) ui.show(said);
    return undefined;
  };
  /** What has no picture is laid in a lane, whatever is asked. */
  const unseen = () => Boolean(store.takes.get(store.source?.take)?.unseen);
  const noShot = () => ui.problem(`${store.source.take} is sound alone and can't be a shot: Overwrite lays it in a lane.`);
  const laid = (points) => ["lay", { ...points, lane: store.laneForSound() }];
  const placeSound = () => (patch.sound ? place(laid) : ui.problem(NO_SOUND));
  /** Behind the last sound of the lane. */
  const appendSound = () => {
    if (!patch.sound) return ui.problem(NO_SOUND);
    const { take, in: in_, out } = store.source;
    const lane = store.laneForSound();
    const last = laneOf(store.edit, lane)?.sounds.at(-1);
    const at = last ? stopOf(last) : 0;
    if (store.gesture("lay", { take, in_, out, at, lane })) stand(at + out - in_);
    return undefined;
  };
  /** A stretch of tone under the whole film, or under what is marked of it. */
  const fill = () => {
    if (!store.source) return ui.problem(NO_SOURCE);
    const { take, in: in_, out } = store.source;
    const range = store.range();
    if (store.gesture("fill", { lane: store.laneForTone(take), take, in_, out, ...range }) && range) store.clearFilm();
    return undefined;
  };
  const stand = (frame) => {
    store.look("record");
    record.goto(frame);
  };
  const alone = () => (patch.sound ? {} : { picture_only: true });
  const withPicture = (build) => (patch.sound && !patch.picture ? ui.problem(NEEDS_PICTURE) : place(build));
  const append = () => {
    if (!store.source) return ui.problem(NO_SOURCE);
    if (unseen()) return appendSound();
    if (!patch.picture) return ui.problem(patch.sound ? NEEDS_PICTURE : NOTHING);
    const points = { take: store.source.take, in_: store.source.in, out: store.source.out };
    const done = patch.sound ? store.gesture("add", points) : store.gesture("insert_at", { ...points, at: store.frames, picture_only: true });
    if (done) stand(store.frames);
    return undefined;
  };
  const over = (points) => {
    if (!patch.picture) return laid(points);
    return patch.sound ? ["overwrite", points] : ["cutaway", points];
  };
  /** The shot keeps its length: what is seen at the source's playhead comes to the film's. */
  const replace = () => {
    const number = store.current();
    if (!store.source) return ui.problem(NO_SOURCE);
    if (unseen()) return noShot();
    const span = picture(store.edit)[number - 1];
    if (!span) return undefined;
    const inside = span.start <= store.playhead && store.playhead < span.stop;
    const aligned = inside && !store.source.marked.has("in");
    const start = aligned ? source.at() - (store.playhead - span.start) : store.source.in;
    if (start < 0) return ui.problem(`${store.source.take} has too little before this moment to fill the shot.`);
    store.gesture("replace", { number, take: store.source.take, in_: start });
    return undefined;
  };
  const nearest = () => store.cuts().lastIndexOf(nearestCut(store.edit, store.playhead)) + 1;

  // Taking out

  const range = (name) => {
    const marked = store.range();
    if (!marked) return ui.problem(NO_RANGE);
    if (store.gesture(name, marked)) {
      store.clearFilm();
      record.goto(marked.start);
    }
    return undefined;
  };
  /** The chosen sound or shots; else what is marked; else the shot under the playhead. */
  const takeOut = (shots, stretch) => {
    if (store.sound) return store.gesture("sound_remove", { lane: store.sound.lane, numbers: [store.sound.number] });
    if (!store.selected.size && store.range()) return range(stretch);
    const numbers = store.chosen();
    return numbers.length && store.gesture(shots, { numbers });
  };

  // Copies

  const copySound = () => {
    store.clipboard = { lane: store.sound.lane, sound: { ...store.theSound() } };
    ui.show(`${store.theSound().take} copied from lane ${store.sound.lane}.`);
    return true;
  };
  const copy = () => {
    if (store.sound) return copySound();
    const shots = store.chosen().map((number) => ({ ...store.edit.shots[number - 1] }));
    if (!shots.length) return false;
    const [{ split: _split, dissolve: _dissolve, ...first }, ...rest] = shots;
    store.clipboard = { shots: [first, ...rest] };
    ui.show(shots.length === 1 ? `${first.text || first.take} copied.` : `${shots.length} shots copied.`);
    return true;
  };
  const paste = (insert) => {
    if (!store.clipboard) return ui.problem("Nothing was copied yet.");
    const at = store.marked.in ?? store.playhead;
    const { shots, lane, sound } = store.clipboard;
    if (sound) return pasteSound(copyOf(sound, lane, at), at + lasts(sound));
    if (store.gesture("paste", { at, shots, insert })) record.goto(at + framesOf({ shots }));
    return undefined;
  };
  const pasteSound = (args, behind) => {
    if (!store.gesture("lay", args)) return;
    record.goto(behind);
    store.selectSoundAt(args.lane, args.at);
  };
  const cutOut = (name) => copy() && (store.sound ? takeOut() : store.gesture(name, { numbers: store.chosen() }));

  // Markers

  const here = () => store.markers().find((marker) => marker.at === store.playhead);
  const words = () => {
    const marker = here();
    if (!marker) return ui.problem("No marker stands here. Set one first.");
    return ui.ask({ label: "Words of the marker", value: marker.text ?? "", mayBeEmpty: true }, (text) => store.gesture("marker", { at: marker.at, words: text }));
  };
  const toMarker = (direction) => {
    const frames = store.markers().map((marker) => marker.at);
    const to = direction < 0 ? frames.filter((at) => at < store.playhead).at(-1) : frames.find((at) => at > store.playhead);
    if (to === undefined) return ui.problem(direction < 0 ? "No marker stands before this one." : "No marker follows.");
    record.goto(to);
    return ui.show(here().text || "A marker without words.");
  };

  return {
    insert: () => (unseen() ? placeSound() : withPicture((points) => ["insert_at", { ...points, ...alone() }])),
    overwrite: () => (unseen() ? placeSound() : place(over)),
    replace,
    cutaway: () => (unseen() ? noShot() : place((points) => ["cutaway", points])),
    append,
    fill,
    "patch-picture": () => store.usePatch("picture"),
    "patch-sound": () => store.usePatch("sound"),
    title: () => ui.ask({ label: "Words on the title" }, (text) => store.gesture("title", { words: text, length: 2 * store.base, before: nearest() })),
    black: () => store.gesture("black", { length: store.base, before: nearest() }),
    lift: () => takeOut("lift", "lift_range"),
    remove: () => takeOut("remove", "extract_range"),
    "lift-range": () => range("lift_range"),
    "extract-range": () => range("extract_range"),
    copy,
    "cut-out": () => cutOut("lift"),
    "cut-close": () => cutOut("remove"),
    paste: () => paste(false),
    "paste-insert": () => paste(true),
    blade: () => (store.sound ? store.gesture("sound_blade", { ...store.sound, at: store.playhead }) : store.gesture("blade", { at: store.playhead })),
    marker: () => (here() ? words() : store.gesture("marker", { at: store.playhead, words: "" })),
    "marker-words": words,
    "marker-out": () => (here() ? store.gesture("unmark", { at: store.playhead }) : ui.problem("No marker stands here.")),
    "marker-back": () => toMarker(-1),
    "marker-on": () => toMarker(1),
    undo: () => store.gesture("undo"),
    redo: () => store.gesture("redo"),
  };
}
