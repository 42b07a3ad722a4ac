/** What each command does: the same for keys, buttons and menus. */
import { isCard, lengthOf, nearestCut, picture, shotAt } from "./edit.js";
import { clamp } from "./time.js";

const FASTEST = 8;
const DISSOLVE = 12;

/**
 * @param {import("./store.js").Store} store
 * @param {{source: any, record: any, view: any, ui: any}} parts monitors, the timeline, and what
 *   else the room can do (help, save, captions, mute, filter, askTitle)
 */
export function commandsOf(store, { source, record, view, ui }) {
  const active = () => (store.monitor === "source" && store.source ? source : record);
  const step = (frames) => active().step(frames);
  const jump = (direction) => {
    if (active() === source) return source.jump(direction);
    const cuts = store.cuts();
    const to = direction < 0 ? cuts.filter((cut) => cut < store.playhead).at(-1) : cuts.find((cut) => cut > store.playhead);
    if (to === undefined) return;
    record.goto(to);
    if (to < store.frames) store.select(shotAt(store.edit, to));
  };
  const trim = (edge, by) => {
    const number = store.current();
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
  const put = (name, extra) => {
    const from = store.source;
    if (!from) return ui.problem("Choose a take in the bin first: then it lies in the source monitor.");
    store.gesture(name, { take: from.take, ...extra, in_: from.in, out: from.out });
    ui.follow();
  };
  const point = (edge) => {
    if (active() === source) return source.mark(edge);
    const span = picture(store.edit)[shotAt(store.edit, store.playhead)];
    if (!span) return;
    const at = span.offset + clamp(store.playhead, 0, store.frames) - span.start;
    if (store.gesture("trim", edge === "in" ? { number: span.index + 1, in_: at } : { number: span.index + 1, out: at })) {
      if (edge === "in") record.goto(span.start);
    }
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
  const place = () => {
    const at = nearestCut(store.edit, store.playhead);
    return store.cuts().lastIndexOf(at) + 1;
  };
  const takeOut = (name) => {
    const numbers = store.chosen();
    if (numbers.length) store.gesture(name, { numbers });
  };
  return {
    play: () => active().toggle(),
    forward: () => active().shuttle(1, FASTEST),
    backward: () => active().shuttle(-1, FASTEST),
    stop: () => active().stop(),
    "frame-back": () => step(-1),
    "frame-on": () => step(1),
    "second-back": () => step(-store.base),
    "second-on": () => step(store.base),
    "cut-back": () => jump(-1),
    "cut-on": () => jump(1),
    first: () => active().goto(0),
    last: () => active().goto(Infinity),
    source: () => (store.source ? store.look("source") : ui.problem("Choose a take in the bin first.")),
    record: () => store.look("record"),
    captions: () => ui.captions(),
    mute: () => ui.mute(),
    filter: () => ui.filter(),
    in: () => point("in"),
    out: () => point("out"),
    "extend-back": () => extend(-1),
    "extend-on": () => extend(1),
    all: () => store.selectAll(),
    escape: () => ui.escape(),
    append: () => put("add", {}),
    insert: () => put("insert", { number: place() }),
    replace() {
      const number = store.current();
      if (number) put("replace", { number });
    },
    cutaway: () => put("cutaway", { at: Math.round(store.playhead) }),
    "picture-only": () => onCurrent("picture_only", (shot) => ({ on: !shot.picture_only })),
    title: () => ui.askTitle((words) => store.gesture("title", { words, length: 2 * store.base, before: place() })),
    black: () => store.gesture("black", { length: store.base, before: place() }),
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
    louder: () => onCurrent("level", (shot) => ({ gain: (shot.gain || 0) + 1 })),
    softer: () => onCurrent("level", (shot) => ({ gain: (shot.gain || 0) - 1 })),
    "move-back": () => move(-1),
    "move-on": () => move(1),
    blade: () => store.gesture("blade", { at: store.playhead }),
    remove: () => takeOut("remove"),
    lift: () => takeOut("lift"),
    undo: () => store.gesture("undo"),
    redo: () => store.gesture("redo"),
    "zoom-in": () => view.zoom(1.5),
    "zoom-out": () => view.zoom(1 / 1.5),
    fit: () => view.fit(),
    save: () => ui.save(),
    help: () => ui.help(),
  };
}
