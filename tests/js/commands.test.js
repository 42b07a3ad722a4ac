import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf } from "../../src/kuleshov/show/rooms/static/commands.js";
import { Store } from "../../src/kuleshov/show/rooms/static/store.js";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

const bin = [{ name: "A", frames: 100, first: 24, last: 90 }, { name: "B", frames: 100, first: 0, last: 100 }];

/** A room without a page: three shots of 24, 48 and 24 frames, and what was done in it. */
function bench() {
  const shots = [{ take: "A", in: 10, out: 34 }, { take: "B", in: 10, out: 58 }, { take: "A", in: 40, out: 64 }];
  const edit = { title: "t", rate: "24", shots };
  const state = { edit, base: 24, gestures: 0, lineage: "l", undo: false, redo: false, findings: [], lines: [] };
  const store = new Store(new Wire({ send: () => {}, name: "w" }), bin, state);
  const done = { gestures: [], played: [], problems: [], tools: [] };
  store.on("gesture", ({ name, args }) => done.gestures.push([name, args]));
  store.on("problem", (words) => done.problems.push(words));
  const monitor = (at, goto) => ({ at, goto, mark: (edge) => store.mark(edge, edge === "in" ? at() : at() + 1), playBetween: (...span) => done.played.push(span) });
  const record = monitor(() => store.playhead, (frame) => store.goto(frame));
  const source = monitor(() => store.source.at, (frame) => { store.source.at = frame; });
  const ui = { problem: (words) => done.problems.push(words), key: (command) => command, follow() {}, edge() {}, tool: (name) => { store.tool = name; } };
  const commands = commandsOf(store, { source, record, view: {}, ui });
  const run = (...names) => names.forEach((name) => commands[name]());
  return { store, run, done };
}

const points = (store) => store.edit.shots.map((shot) => [shot.in, shot.out]);

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
