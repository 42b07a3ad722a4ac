import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf } from "../../src/kuleshov/show/rooms/static/commands.js";
import { Store } from "../../src/kuleshov/show/rooms/static/store.js";
import { threePoint } from "../../src/kuleshov/show/rooms/static/three-point.js";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

const bin = [{ name: "A", frames: 100, first: 24, last: 90 }, { name: "B", frames: 100, first: 0, last: 100 }];

/** A room without a page: three shots of 24, 48 and 24 frames, and what was done in it. */
function bench() {
  const shots = [{ take: "A", in: 10, out: 34 }, { take: "B", in: 10, out: 58 }, { take: "A", in: 40, out: 64 }];
  const edit = { title: "t", rate: "24", shots };
  const state = { edit, base: 24, gestures: 0, lineage: "l", undo: false, redo: false, findings: [], lines: [] };
  const store = new Store(new Wire({ send: () => {}, name: "w" }), bin, state);
  const done = { gestures: [], played: [], problems: [], said: [], asked: [], answer: "words" };
  store.on("gesture", ({ name, args }) => done.gestures.push([name, args]));
  store.on("problem", (words) => done.problems.push(words));
  const monitor = (at, goto) => ({ at, goto, mark: (edge) => store.mark(edge, edge === "in" ? at() : at() + 1), playBetween: (...span) => done.played.push(span) });
  const record = monitor(() => store.playhead, (frame) => store.goto(frame));
  const source = monitor(() => store.source.at, (frame) => { store.source.at = frame; });
  const ui = { show: (words) => done.said.push(words), ask: (what, answer) => { done.asked.push(what); answer(done.answer); }, problem: (words) => done.problems.push(words), key: (command) => command, follow() {}, edge() {}, tool: (name) => { store.tool = name; } };
  const commands = commandsOf(store, { source, record, view: {}, ui });
  const run = (...names) => names.forEach((name) => commands[name]());
  return { store, run, done };
}

const points = (store) => store.edit.shots.map((shot) => [shot.in, shot.out]);

test("a chosen sound is copied, cut out, pasted at the playhead and cut in two there", () => {
  const { store, run, done } = bench();
  store.gesture("lay", { lane: "tone", take: "A", in_: 4, out: 24, at: 10, gain: -6, fade_in: 2 });
  store.gesture("lay", { lane: "tone", take: "B", in_: 0, out: 30, at: 60 });
  const laid = () => store.edit.lanes[0].sounds.map(({ take, in: start, out, at, gain = 0 }) => [take, start, out, at, gain]);
  store.selectSound("tone", 1);
  run("copy");
  store.goto(70);
  run("paste");
  assert.deepEqual(laid(), [["A", 4, 24, 10, -6], ["B", 0, 10, 60, 0], ["A", 4, 24, 70, -6]]);
  assert.deepEqual([store.playhead, store.sound], [90, { lane: "tone", number: 3 }]);
  store.goto(80);
  run("blade");
  assert.deepEqual(laid().slice(2), [["A", 4, 14, 70, -6], ["A", 14, 24, 80, -6]]);
  store.goto(5);
  run("blade");
  assert.match(done.problems.at(-1), /does not stand inside/);
  run("cut-out", "paste-insert");
  assert.deepEqual(laid(), [["A", 4, 14, 5, -6], ["A", 9, 24, 15, -6], ["B", 0, 10, 60, 0], ["A", 14, 24, 80, -6]]);
  store.select(0);
  run("copy", "paste");
  assert.equal(done.gestures.at(-1)[0], "paste", "a shot that is copied takes the sound's place");
});

test("what has no picture is laid in a lane, whatever is pressed", () => {
  const { store, run, done } = bench();
  store.takes.set("song", { name: "song", frames: 40, first: 0, last: 40, unseen: true });
  store.open("song");
  store.goto(6);
  run("insert", "append");
  store.goto(30);
  run("overwrite", "replace", "cutaway");
  assert.deepEqual(store.edit.lanes.map(({ name, sounds }) => [name, sounds.map(({ take, at, in: start, out }) => [take, at, start, out])]), [["sound", [["song", 6, 0, 24], ["song", 30, 0, 40], ["song", 70, 24, 40]]]]);
  assert.equal(store.edit.shots.length, 3);
  assert.match(done.problems[0], /sound alone/);
  assert.equal(done.problems.length, 2);
  run("patch-sound", "insert", "append");
  assert.match(done.problems.at(-1), /switched off/);
  store.edit.lanes[0].name = "under 2";
  store.lane = "";
  assert.equal(store.laneForSound(), "sound", "nothing is laid over what cutaways keep");
});

test("I and O mark the film, and trim nothing", () => {
  const { store, run, done } = bench();
  store.goto(12);
  run("in");
  store.goto(40);
  run("out");
  assert.deepEqual(store.range(), { start: 12, stop: 41 });
  assert.deepEqual(done.gestures, []);
  run("to-in");
  assert.equal(store.playhead, 12);
  run("to-out");
  assert.equal(store.playhead, 40, "the last frame that is inside");
  run("play-marked");
  assert.deepEqual(done.played, [[12, 41]]);
  run("clear-in");
  assert.deepEqual(store.range(), { start: 0, stop: 41 });
  run("clear-marks", "to-in");
  assert.equal(store.range(), null);
  assert.match(done.problems[0], /no in point/);
});

test("a mark behind the other takes its place", () => {
  const { store, run } = bench();
  store.goto(50);
  run("out");
  store.goto(60);
  run("in");
  assert.deepEqual(store.marked, { in: 60, out: null });
  store.goto(20);
  run("out");
  assert.deepEqual(store.marked, { in: null, out: 21 });
});

test("X marks the shot under the playhead, Shift+A the chosen ones", () => {
  const { store, run } = bench();
  store.goto(30);
  run("mark-clip");
  assert.deepEqual(store.range(), { start: 24, stop: 72 });
  store.select(0);
  store.select(1, { extend: true });
  run("mark-chosen");
  assert.deepEqual(store.range(), { start: 0, stop: 72 });
});

test("in the source monitor the same keys mark the take", () => {
  const { store, run, done } = bench();
  store.open("A");
  store.source.at = 30;
  run("in");
  store.source.at = 49;
  run("out");
  assert.deepEqual(store.marks("A"), { in_: 30, out: 50 });
  assert.deepEqual([...store.source.marked].sort(), ["in", "out"]);
  run("clear-in");
  assert.deepEqual([store.marks("A"), [...store.source.marked]], [{ in_: 24, out: 50 }, ["out"]]);
  run("clear-marks");
  assert.deepEqual([store.marks("A"), store.source.marked.size], [{ in_: 24, out: 90 }, 0]);
  run("mark-clip");
  assert.equal(store.source.marked.size, 2);
  store.source.at = 80;
  run("play-around");
  assert.deepEqual(done.played, [[32, 128]]);
  assert.equal(store.range(), null);
});

test("a chosen cut is rolled, or trimmed on one side, a frame at a time or five", () => {
  const { store, run } = bench();
  store.goto(26);
  run("choose-point", "nudge-on");
  assert.deepEqual(points(store), [[10, 35], [11, 58], [40, 64]]);
  run("point-side", "nudge-many-back");
  assert.deepEqual(points(store), [[10, 30], [11, 58], [40, 64]]);
  run("point-side", "nudge-on");
  assert.deepEqual(points(store), [[10, 30], [12, 58], [40, 64]]);
  run("cut-on", "nudge-back");
  assert.deepEqual(points(store), [[10, 30], [12, 58], [39, 64]], "the next cut, on the same side");
  store.select(1);
  assert.equal(store.point, null);
});

test("with no cut chosen the tool says what a nudge does", () => {
  const { store, run } = bench();
  store.select(1);
  run("nudge-on");
  assert.deepEqual(points(store), [[10, 35], [10, 58], [41, 64]], "a shot slides");
  run("slip-or-slide", "nudge-on");
  assert.deepEqual(points(store)[1], [11, 59], "with the slip tool its take slips");
  run("slip-or-slide");
  assert.equal(store.tool, "slide");
});

test("E brings the nearest cut, or the chosen side of one, to the playhead", () => {
  const { store, run } = bench();
  store.goto(28);
  run("extend");
  assert.deepEqual(points(store), [[10, 38], [14, 58], [40, 64]]);
  store.goto(96);
  run("choose-point");
  store.goto(90);
  run("extend");
  assert.deepEqual(points(store)[2], [40, 58], "the end of the film");
});

test("a shot is trimmed to the playhead at either end", () => {
  const { store, run } = bench();
  store.goto(34);
  run("trim-start");
  assert.deepEqual([points(store)[1], store.playhead], [[20, 58], 24]);
  store.goto(54);
  run("trim-end");
  assert.deepEqual(points(store)[1], [20, 50]);
});

test("all from the playhead on are chosen, and none", () => {
  const { store, run } = bench();
  store.goto(30);
  run("choose-on");
  assert.deepEqual(store.chosen(), [2, 3]);
  run("none", "choose-here");
  assert.deepEqual(store.chosen(), [2]);
});

const takes = (store) => store.edit.shots.map((shot) => [shot.take, shot.in, shot.out]);

test("an insert lies at the playhead, not at the nearest cut, and the playhead behind it", () => {
  const { store, run, done } = bench();
  store.open("B");
  store.mark("in", 70);
  store.mark("out", 80);
  store.look("record");
  store.goto(30);
  run("insert");
  assert.deepEqual(done.gestures, [["insert_at", { take: "B", at: 30, in_: 70, out: 80 }]]);
  assert.deepEqual(takes(store), [["A", 10, 34], ["B", 10, 16], ["B", 70, 80], ["B", 16, 58], ["A", 40, 64]]);
  assert.deepEqual([store.playhead, store.chosen()], [40, [3]]);
});

test("an overwrite keeps the film's length, and takes the film's marks for its own", () => {
  const { store, run } = bench();
  store.open("B");
  store.look("record");
  store.markFilm("in", 20);
  store.markFilm("out", 30);
  run("overwrite");
  assert.deepEqual(takes(store), [["A", 10, 30], ["B", 0, 10], ["B", 16, 58], ["A", 40, 64]]);
  assert.deepEqual([store.frames, store.playhead, store.range()], [96, 30, null]);
});

test("picture alone lies on top, sound alone in a lane, and neither is nothing", () => {
  const { store, run, done } = bench();
  store.open("B");
  store.mark("in", 0);
  store.mark("out", 10);
  store.goto(5);
  run("patch-sound", "overwrite");
  assert.deepEqual(done.gestures.at(-1), ["cutaway", { take: "B", at: 5, in_: 0, out: 10 }]);
  run("insert");
  assert.equal(done.gestures.at(-1)[1].picture_only, true);
  run("patch-picture", "overwrite");
  assert.match(done.problems.at(-1), /Neither picture nor sound/);
  store.goto(5);
  run("patch-sound", "overwrite");
  assert.deepEqual(done.gestures.at(-1), ["lay", { take: "B", at: 5, in_: 0, out: 10, lane: "sound" }]);
  run("insert", "append");
  assert.equal(done.problems.length, 3);
  assert.deepEqual(store.edit.lanes, [{ name: "sound", sounds: [{ take: "B", in: 0, out: 10, at: 5 }] }]);
});

test("a replaced shot keeps its length, both playheads at one moment", () => {
  const { store, run, done } = bench();
  store.open("A");
  store.source.at = 50;
  store.look("record");
  store.goto(34);
  run("replace");
  assert.deepEqual(done.gestures, [["replace", { number: 2, take: "A", in_: 40 }]]);
  assert.deepEqual(takes(store)[1], ["A", 40, 88]);
  store.mark("in", 45);
  run("replace");
  assert.deepEqual(takes(store)[1], ["A", 45, 93], "a marked in point is the shot's");
});

test("what is marked is lifted or closed up, unless shots are chosen", () => {
  const { store, run, done } = bench();
  store.markFilm("in", 20);
  store.markFilm("out", 30);
  run("remove");
  assert.deepEqual(done.gestures.at(-1), ["extract_range", { start: 20, stop: 30 }]);
  assert.deepEqual([store.frames, store.playhead, store.range()], [86, 20, null]);
  store.markFilm("in", 20);
  store.select(0);
  run("lift");
  assert.deepEqual(done.gestures.at(-1), ["lift", { numbers: [1] }]);
  run("lift-range");
  assert.deepEqual(done.gestures.at(-1), ["lift_range", { start: 20, stop: 86 }]);
  run("extract-range");
  assert.match(done.problems[0], /Mark an in and an out point/);
});

test("shots are copied, cut out, and pasted over or between", () => {
  const { store, run, done } = bench();
  run("paste");
  assert.match(done.problems[0], /Nothing was copied/);
  store.gesture("split", { number: 2, frames: 4 });
  store.select(1);
  run("copy");
  store.goto(96);
  run("paste");
  assert.deepEqual(takes(store).at(-1), ["B", 10, 58]);
  assert.equal(store.edit.shots.at(-1).split, undefined, "the first of what is pasted is straight");
  store.select(2);
  run("cut-close");
  store.goto(12);
  run("paste-insert");
  assert.deepEqual(takes(store), [["A", 10, 22], ["A", 40, 64], ["A", 22, 34], ["B", 10, 58], ["B", 10, 58]]);
});

test("M sets a marker, and again writes its words; markers are walked", () => {
  const { store, run, done } = bench();
  store.goto(12);
  run("marker");
  assert.deepEqual(store.edit.markers, [{ at: 12 }]);
  run("marker");
  assert.deepEqual([done.asked[0].value, store.edit.markers], ["", [{ at: 12, text: "words" }]]);
  store.goto(50);
  run("marker", "marker-back");
  assert.deepEqual([store.playhead, done.said.at(-1)], [12, "words"]);
  run("marker-on");
  assert.equal(store.playhead, 50);
  run("marker-on", "marker-out");
  assert.match(done.problems[0], /No marker follows/);
  assert.deepEqual(store.markers().map((marker) => marker.at), [12]);
  run("undo");
  assert.equal(store.markers().length, 2);
});

test("any three of four marks give the fourth", () => {
  const take = (...marked) => ({ in: 20, out: 44, marked: new Set(marked) });
  const at = (source, film, playhead = 7) => { const found = threePoint(source, { in: null, out: null, ...film }, playhead); return { ...found, said: Boolean(found.said) }; };
  assert.deepEqual(at(take(), {}), { at: 7, in_: 20, out: 44, said: false });
  assert.deepEqual(at(take("in", "out"), { in: 100 }), { at: 100, in_: 20, out: 44, said: false });
  assert.deepEqual(at(take("in", "out"), { out: 100 }), { at: 76, in_: 20, out: 44, said: false });
  assert.deepEqual(at(take("in"), { in: 100, out: 110 }), { at: 100, in_: 20, out: 30, said: false });
  assert.deepEqual(at(take("out"), { in: 100, out: 110 }), { at: 100, in_: 34, out: 44, said: false });
  assert.deepEqual(at(take("in", "out"), { in: 100, out: 110 }), { at: 100, in_: 20, out: 30, said: true });
  assert.deepEqual(at(take("in", "out"), { in: 100, out: 124 }).said, false);
});
