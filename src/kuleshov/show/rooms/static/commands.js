/** What each command does: the same for keys, buttons and menus. */
import { pointWords } from "./announce.js";
import { isCard, lengthOf, nearestCut, picture, shotAt } from "./edit.js";
import { stopOf } from "./lanes.js";
import { placingOf } from "./placing.js";
import { clamp } from "./time.js";

const FASTEST = 8;
const DISSOLVE = 12;
const MANY = 5; // frames: what "more" means to Resolve and to Premiere
const LOUDNESS = -23; // LUFS, as EBU R 128 asks for
const AROUND = 2; // seconds before the playhead, and behind it
const SIDES = ["both", "before", "behind"];

/**
 * @param {import("./store.js").Store} store
 * @param {{source: any, record: any, view: any, ui: any}} parts monitors, the timeline, and what
 *   else the room can do (say, ask for words, help, save, captions, tools, the whole window)
 */
export function commandsOf(store, { source, record, view, ui }) {
  const active = () => (store.monitor === "source" && store.source ? source : record);
  const inSource = () => active() === source;
  const step = (frames) => active().step(frames);
  const jump = (direction) => {
    if (inSource()) return source.jump(direction);
    const cuts = store.cuts();
    const to = direction < 0 ? cuts.filter((cut) => cut < store.playhead).at(-1) : cuts.find((cut) => cut > store.playhead);
    if (to === undefined) return;
    record.goto(to);
    if (store.point) pointAt(cuts.lastIndexOf(to), store.point.side);
    else if (to < store.frames) store.select(shotAt(store.edit, to));
  };
  const trim = (edge, by, number = store.current()) => {
    const shot = store.edit.shots[number - 1];
    if (!shot) return;
    const args = edge === "in" ? { number, in_: shot.in + by } : { number, out: shot.out + by };
    if (edge === "in" && isCard(shot)) return store.gesture("trim", { number, in_: 0, out: lengthOf(shot) - by });
    if (store.gesture("trim", cleared(args))) ui.edge(number, edge);
  };
  const cleared = (args) => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, Math.max(0, value)]));
  const onCurrent = (name, args) => {
    const number = store.current();
    if (number) store.gesture(name, { number, ...args(store.edit.shots[number - 1]) });
  };
  // Marks

  const mark = (edge) => {
    if (inSource()) source.mark(edge);
    else if (!store.frames) ui.problem("The film is empty: there is nothing to mark.");
    else store.markFilm(edge, edge === "in" ? Math.min(store.playhead, store.frames - 1) : store.playhead + 1);
  };
  const clear = (edges) => {
    if (inSource()) store.clearMarks(edges);
    else edges.forEach((edge) => store.markFilm(edge, null));
  };
  const markFilm = (start, stop) => {
    store.markFilm("in", start);
    store.markFilm("out", stop);
  };
  const markClip = () => {
    if (inSource()) {
      store.mark("out", store.takes.get(store.source.take).last);
      store.mark("in", store.takes.get(store.source.take).first);
      return;
    }
    const span = picture(store.edit)[shotAt(store.edit, store.playhead)];
    if (span) markFilm(span.start, span.stop);
  };
  const markChosen = () => {
    const spans = store.chosen().map((number) => picture(store.edit)[number - 1]);
    if (spans.length) markFilm(spans[0].start, spans.at(-1).stop);
  };
  const toMark = (edge) => {
    const { in: start, out: stop } = inSource() ? store.source : store.marked;
    const frame = edge === "in" ? start : stop;
    if (frame === null) ui.problem(`The film has no ${edge} point. Press ${ui.key(edge)} where it should lie.`);
    else active().goto(edge === "in" ? frame : frame - 1);
  };
  const playMarked = () => {
    const range = inSource() ? { start: store.source.in, stop: store.source.out } : store.range();
    if (range) active().playBetween(range.start, range.stop);
    else ui.problem("Mark an in and an out point in the film first.");
  };
  const playAround = () => {
    const at = active().at();
    active().playBetween(at - AROUND * store.base, at + AROUND * store.base);
  };

  // The chosen sound of a lane

  const moveSound = (by) => {
    const { lane, number } = store.sound;
    const at = Math.max(0, store.theSound().at + by);
    if (store.gesture("sound_move", { lane, number, at })) store.selectSoundAt(lane, at);
  };
  const louder = (by) => {
    if (!store.sound) return onCurrent("level", (shot) => ({ gain: (shot.gain || 0) + by }));
    return store.gesture("sound_change", { ...store.sound, gain: (store.theSound().gain || 0) + by });
  };
  /** Choose what lies in the lanes at the playhead, one after the other. */
  const chooseSound = () => {
    const here = (store.edit.lanes ?? []).flatMap(({ name, sounds }) => sounds.map((one, i) => ({ lane: name, number: i + 1, one })))
      .filter(({ one }) => one.at <= store.playhead && store.playhead < stopOf(one));
    if (!here.length) return ui.problem("No lane has a sound here.");
    const before = here.findIndex(({ lane, number }) => lane === store.sound?.lane && number === store.sound.number);
    const { lane, number, one } = here[(before + 1) % here.length];
    store.selectSound(lane, number);
    return ui.show(`${one.take} in lane ${lane}.`);
  };

  // Trims at a chosen cut, or of a chosen shot

  const pointAt = (after, side) => {
    store.choosePoint(after, side);
    ui.show(pointWords(store));
  };
  const choosePoint = () => {
    if (!store.frames) return ui.problem("The film is empty: there is no cut to choose.");
    const at = nearestCut(store.edit, store.playhead);
    record.goto(at);
    return pointAt(store.cuts().lastIndexOf(at));
  };
  const pointSide = () => {
    if (!store.point) return choosePoint();
    const { after, side } = store.point;
    return pointAt(after, SIDES[(SIDES.indexOf(side) + 1) % SIDES.length]);
  };
  const trimPoint = ({ after, side }, by) => {
    if (side === "before") trim("out", by, after);
    else if (side === "behind") trim("in", by, after + 1);
    else if (store.gesture("roll", { number: after, by })) record.goto(store.cuts()[after]);
  };
  const nudge = (by) => {
    if (store.sound) moveSound(by);
    else if (store.point) trimPoint(store.point, by);
    else if (store.tool === "slip") onCurrent("slip", () => ({ by }));
    else if (store.tool === "roll") onCurrent("roll", () => ({ by }));
    else onCurrent("slide", () => ({ by }));
  };
  const extendEdit = () => {
    const cuts = store.cuts();
    if (!store.frames) return;
    const point = store.point ?? { after: cuts.lastIndexOf(nearestCut(store.edit, store.playhead)), side: "both" };
    const by = store.playhead - cuts[point.after];
    const last = store.edit.shots.length;
    const side = point.after === 0 ? "behind" : point.after === last ? "before" : point.side;
    if (by) trimPoint({ after: point.after, side }, by);
  };
  const trimHere = (edge) => {
    const span = picture(store.edit)[shotAt(store.edit, store.playhead)];
    if (!span) return;
    const at = span.offset + clamp(store.playhead, 0, store.frames) - span.start;
    const number = span.index + 1;
    const args = edge === "out" ? { number, out: at } : isCard(span.shot) ? { number, in_: 0, out: span.stop - store.playhead } : { number, in_: at };
    if (store.gesture("trim", args) && edge === "in") record.goto(span.start);
  };
  const move = (by) => {
    const numbers = store.chosen();
    if (!numbers.length) return;
    const to = numbers[0] + by;
    if (to < 1 || numbers.at(-1) + by > store.edit.shots.length) return ui.problem("There is no place to move to.");
    if (!store.selected.size) store.select(numbers[0] - 1);
    store.gesture("move", { numbers, to });
    ui.follow();
  };
  const extend = (by) => {
    const from = store.focus ?? store.anchor;
    store.select(clamp((from < 0 ? shotAt(store.edit, store.playhead) : from) + by, 0, store.edit.shots.length - 1), { extend: true });
  };
  return {
    ...placingOf(store, { source, record, ui }),
    play: () => active().toggle(),
    forward: () => active().shuttle(1, FASTEST),
    backward: () => active().shuttle(-1, FASTEST),
    stop: () => active().stop(),
    "play-around": playAround,
    "play-marked": playMarked,
    "source-record": () => (inSource() || !store.source ? store.look("record") : store.look("source")),
    source: () => (store.source ? store.look("source") : ui.problem("Choose a take in the bin first.")),
    record: () => store.look("record"),
    match() {
      const found = store.moment();
      if (!found) return ui.problem("No take is seen here.");
      source.stop();
      store.open(found.take, found.frame);
    },
    angles: () => ui.angles(),
    captions: () => ui.captions(),
    mute: () => ui.mute(),
    "frame-back": () => step(-1),
    "frame-on": () => step(1),
    "second-back": () => step(-store.base),
    "second-on": () => step(store.base),
    "five-back": () => step(-MANY),
    "five-on": () => step(MANY),
    "cut-back": () => jump(-1),
    "cut-on": () => jump(1),
    time: () => active().typed.type(),
    "time-on": () => active().typed.type("+"),
    "time-back": () => active().typed.type("-"),
    first: () => active().goto(0),
    last: () => active().goto(Infinity),
    in: () => mark("in"),
    out: () => mark("out"),
    "mark-clip": markClip,
    "mark-chosen": markChosen,
    "clear-in": () => clear(["in"]),
    "clear-out": () => clear(["out"]),
    "clear-marks": () => clear(["in", "out"]),
    "to-in": () => toMark("in"),
    "to-out": () => toMark("out"),
    "choose-here": () => store.select(shotAt(store.edit, store.playhead)),
    "choose-point": choosePoint,
    "point-side": pointSide,
    "choose-on": () => store.selectAll(Math.max(0, shotAt(store.edit, store.playhead))),
    "extend-back": () => extend(-1),
    "extend-on": () => extend(1),
    all: () => store.selectAll(),
    none: () => store.select(-1),
    escape: () => ui.escape(),
    filter: () => ui.filter(),
    "picture-only": () => onCurrent("picture_only", (shot) => ({ on: !shot.picture_only })),
    "nudge-back": () => nudge(-1),
    "nudge-on": () => nudge(1),
    "nudge-many-back": () => nudge(-MANY),
    "nudge-many-on": () => nudge(MANY),
    extend: extendEdit,
    "trim-start": () => trimHere("in"),
    "trim-end": () => trimHere("out"),
    "tool-trim": () => ui.tool("trim"),
    "tool-roll": () => ui.tool("roll"),
    "tool-slip": () => ui.tool("slip"),
    "tool-slide": () => ui.tool("slide"),
    "slip-or-slide": () => ui.tool(store.tool === "slip" ? "slide" : "slip"),
    "out-back": () => trim("out", -1),
    "out-on": () => trim("out", 1),
    "in-back": () => trim("in", -1),
    "in-on": () => trim("in", 1),
    "roll-back": () => onCurrent("roll", () => ({ by: -1 })),
    "roll-on": () => onCurrent("roll", () => ({ by: 1 })),
    "slip-back": () => onCurrent("slip", () => ({ by: -1 })),
    "slip-on": () => onCurrent("slip", () => ({ by: 1 })),
    "slide-back": () => onCurrent("slide", () => ({ by: -1 })),
    "slide-on": () => onCurrent("slide", () => ({ by: 1 })),
    "sound-back": () => onCurrent("split", (shot) => ({ frames: (shot.split || 0) + 1 })),
    "sound-on": () => onCurrent("split", (shot) => ({ frames: (shot.split || 0) - 1 })),
    dissolve: () => onCurrent("dissolve", (shot) => ({ frames: shot.dissolve ? 0 : DISSOLVE })),
    louder: () => louder(1),
    softer: () => louder(-1),
    "choose-sound": chooseSound,
    "to-loudness": () => store.gesture("to_loudness", { lufs: LOUDNESS }),
    "move-back": () => move(-1),
    "move-on": () => move(1),
    snap: () => ui.snap(),
    "zoom-in": () => view.zoom(1.5),
    "zoom-out": () => view.zoom(1 / 1.5),
    fit: () => view.fit(),
    "monitor-full": () => ui.screen(active().element),
    "window-full": () => ui.window(),
    "screen-full": () => ui.screen(),
    save: () => ui.save(),
    help: () => ui.help(),
  };
}
