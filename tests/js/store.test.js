import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../src/kuleshov/show/rooms/static/store.js";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

const shots = () => [{ take: "A", in: 0, out: 24 }, { take: "B", in: 0, out: 48 }];
const state = (more = {}) => ({ edit: { title: "t", rate: "24", shots: shots() }, base: 24, gestures: 0, lineage: "l", undo: false, redo: false, findings: [], lines: [], ...more });
const bin = [{ name: "A", frames: 100, first: 24, last: 90 }, { name: "B", frames: 100, first: 0, last: 100 }];

function room(more) {
  const sent = [];
  const wire = new Wire({ send: (message) => sent.push(message), name: "w" });
  const store = new Store(wire, bin, state(more));
  const said = [];
  store.on("problem", (words) => said.push(words));
  return { store, wire, sent, said };
}

test("a gesture is seen at once and counts as Python's when it has answered", () => {
  const { store, wire } = room();
  assert.ok(store.gesture("trim", { number: 1, out: 20 }));
  assert.equal(store.edit.shots[0].out, 20);
  const agreed = state({ gestures: 1, edit: structuredClone(store.edit), undo: true });
  store.told(agreed);
  assert.notEqual(store.edit, agreed.edit);
  wire.receive({ v: 1, re: "w-1", ok: true, gestures: 1 });
  assert.equal(store.server, agreed);
  assert.equal(store.frames, 68);
});

test("an older state that arrives amid gestures is not shown", () => {
  const { store, wire } = room();
  store.gesture("trim", { number: 1, out: 20 });
  store.gesture("trim", { number: 1, out: 19 });
  const first = structuredClone(store.edit);
  first.shots[0].out = 20;
  store.told(state({ gestures: 1, edit: first }));
  wire.receive({ v: 1, re: "w-1", ok: true, gestures: 1 });
  assert.equal(store.edit.shots[0].out, 19);
});

test("what Python refuses is taken back, with its sentence; what follows stays", () => {
  const { store, wire, said } = room();
  store.gesture("trim", { number: 1, out: 20 });
  store.gesture("trim", { number: 2, out: 40 });
  wire.receive({ v: 1, re: "w-1", ok: false, problem: "No.", gestures: 0 });
  assert.deepEqual(store.edit.shots.map((shot) => shot.out), [24, 40]);
  assert.deepEqual(said, ["No."]);
});

test("what can't be done is not even sent", () => {
  const { store, sent, said } = room();
  assert.equal(store.gesture("trim", { number: 1, out: 101 }), false);
  assert.equal(sent.length, 0);
  assert.match(said[0], /ends here/);
});

test("undo and redo are seen at once, and refused where there is nothing", () => {
  const { store, said } = room();
  store.gesture("trim", { number: 1, out: 20 });
  store.gesture("undo");
  assert.equal(store.edit.shots[0].out, 24);
  store.gesture("redo");
  assert.equal(store.edit.shots[0].out, 20);
  store.gesture("redo");
  assert.match(said[0], /nothing to redo/);
});

test("a change by code is shown when no gesture is under way", () => {
  const { store } = room();
  store.told(state({ gestures: 1, edit: { title: "t", rate: "24", shots: shots().slice(1) } }));
  assert.equal(store.edit.shots.length, 1);
});

test("selection grows by shift and ctrl, and commands fall back on the playhead", () => {
  const { store } = room();
  assert.deepEqual(store.chosen(), [1]);
  store.goto(30);
  assert.deepEqual(store.chosen(), [2]);
  store.select(0);
  store.select(1, { extend: true });
  assert.deepEqual(store.chosen(), [1, 2]);
  store.select(0, { add: true });
  assert.deepEqual(store.chosen(), [2]);
  store.gesture("remove", { numbers: [2] });
  assert.equal(store.selected.size, 0);
});

test("a take opens marked from slate to handle, and its marks stay in order", () => {
  const { store } = room();
  store.open("A");
  assert.deepEqual(store.marks("A"), { in_: 24, out: 90 });
  store.mark("in", 95);
  assert.deepEqual(store.marks("A"), { in_: 95, out: 100 });
  store.mark("out", 50);
  assert.deepEqual(store.marks("A"), { in_: 0, out: 50 });
});

test("a take keeps its marks and its place while another is looked at", () => {
  const { store } = room();
  store.open("A", 60);
  store.mark("out", 50);
  store.open("B");
  assert.deepEqual(store.source.marked.size, 0);
  store.open("A");
  assert.deepEqual([store.marks("A"), [...store.source.marked], store.source.at], [{ in_: 24, out: 50 }, ["out"], 60]);
});

test("marks that a gesture has used up are cleared without a word over its own", () => {
  const { store } = room();
  const told = [];
  store.on("marked", (how) => told.push(how));
  store.markFilm("in", 3);
  store.clearFilm();
  assert.deepEqual([told, store.marked], [[undefined, "used"], { in: null, out: null }]);
});

test("the browser's own record counts the gestures that Python has not answered", () => {
  const { store } = room();
  store.gesture("trim", { number: 1, out: 20 });
  assert.equal(store.record().gestures, 1);
  assert.equal(store.record().edit.shots[0].out, 20);
});

test("an answer to the question which version goes on is nothing to undo here", () => {
  const { store, wire } = room();
  store.gesture("leave");
  store.gesture("take_up");
  assert.deepEqual(wire.pending.map(({ message }) => message.do), ["leave", "take_up"]);
  assert.equal(store.past.length, 0);
  assert.deepEqual(store.edit.shots, shots());
});

test("what is chosen stays chosen as long as it is what it was", () => {
  const lanes = [{ name: "fx", sounds: [{ take: "B", in: 0, out: 10, at: 40 }] }];
  const { store } = room({ edit: { title: "t", rate: "24", shots: shots(), lanes } });
  store.selectSound("fx", 1);
  store.gesture("lay", { lane: "fx", take: "A", in_: 0, out: 10, at: 0 });
  assert.deepEqual([store.theSound().take, store.sound.number], ["B", 2], "another came before it");
  store.gesture("lay", { lane: "fx", take: "A", in_: 0, out: 60, at: 0 });
  assert.equal(store.sound, null, "it is covered");
  store.select(-1);
  store.gesture("insert", { number: 2, take: "B", in_: 50, out: 60 });
  assert.deepEqual([...store.selected], [1]);
  store.gesture("undo");
  assert.deepEqual([...store.selected], [], "the shot that was put in is gone");
  store.select(1);
  store.gesture("trim", { number: 2, out: 40 });
  store.gesture("undo");
  assert.deepEqual([...store.selected], [1], "a trim that is undone leaves its shot chosen");
  store.gesture("remove", { numbers: [1] });
  store.select(0);
  store.gesture("undo");
  assert.deepEqual([...store.selected], [1], "B, which was the first meanwhile");
  store.selectSound("fx", 1);
  store.gesture("sound_change", { lane: "fx", number: 1, gain: 3 });
  store.gesture("undo");
  assert.equal(store.sound?.number, 1, "a level that is undone leaves its sound chosen");
});
