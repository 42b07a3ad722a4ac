import assert from "node:assert/strict";
import { test } from "node:test";
import { pointWords } from "../../src/kuleshov/show/rooms/static/announce.js";
import { dragOf } from "../../src/kuleshov/show/rooms/static/gestures.js";
import { catching, nearest, places } from "../../src/kuleshov/show/rooms/static/snap.js";
import { Store } from "../../src/kuleshov/show/rooms/static/store.js";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

const film = () => ({
  title: "t", rate: "24",
  shots: [{ take: "A", in: 0, out: 48 }, { take: "B", in: 24, out: 72, split: 6 }, { take: "C", in: 0, out: 30 }],
  lanes: [{ name: "tone", sounds: [{ take: "D", in: 0, out: 20, at: 10 }, { take: "E", in: 0, out: 20, at: 60 }] }],
  markers: [{ at: 70, text: "look" }, { at: 80, text: "why", answers: "jump cut" }],
});

function room() {
  const takes = ["A", "B", "C"].map((name) => ({ name, frames: 200, first: 0, last: 200 }));
  const store = new Store(new Wire({ send: () => {}, name: "w" }), takes, { edit: film(), base: 24, gestures: 0, lineage: "l", findings: [], lines: [] });
  store.playhead = 33;
  store.markFilm("in", 55);
  return store;
}

test("there is something to catch on at cuts, both ends, playhead, marks, markers and other sounds", () => {
  const all = places(room(), { lane: "tone", number: 1 });
  assert.deepEqual([...all.keys()].sort((a, b) => a - b), [0, 33, 48, 55, 60, 70, 80, 96, 126]);
  assert.equal(all.get(0), "the film's head");
  assert.equal(all.get(80), "the end of E", "a finding's answer is nothing to catch on");
  assert.equal(all.get(70), "a marker");
  assert.ok(places(room()).has(10) && places(room()).has(30));
});

test("the nearest of both edges catches, within reach and not beyond", () => {
  const on = new Map([[0, "the film's head"], [100, "a cut"]]);
  assert.deepEqual(nearest(-9, [10, 30], on, 3), { by: -10, frame: 0, what: "the film's head" });
  assert.deepEqual(nearest(69, [10, 30], on, 3), { by: 70, frame: 100, what: "a cut" });
  assert.equal(nearest(-6, [10, 30], on, 3), null);
  assert.equal(nearest(-9, [], on, 3), null);
});

test("a trim catches on what stays where it is seen", () => {
  const store = room();
  const at = (found, tool = "trim") => {
    store.tool = tool;
    const { edges, on } = catching(store.edit, dragOf(store, found, { alt: false }), found.number, places(store));
    return [edges, [...on.keys()].sort((a, b) => a - b)];
  };
  const edge = (number, name) => ({ kind: "edge", edge: name, number });
  // behind the out point of shot 1 all moves along, but for the playhead and the film's marks
  assert.deepEqual(at(edge(1, "out")), [[48], [0, 10, 30, 33, 55]]);
  assert.deepEqual(at(edge(2, "in")), [[48], [55, 60, 70, 80]]);
  assert.deepEqual(at(edge(1, "out"), "roll"), [[48], [0, 10, 30, 33, 55, 60, 70, 80, 96, 126]]);
  assert.deepEqual(at({ kind: "sound", number: 2 }), [[42], [0, 10, 30, 33, 48, 55, 60, 70, 80, 96, 126]], "its picture's cut too");
  assert.deepEqual(at({ kind: "body", number: 2 }, "slide"), [[48, 96], [0, 10, 30, 33, 55, 60, 70, 80, 126]]);
  assert.deepEqual(at({ kind: "body", number: 2 }, "slip"), [[], []]);
});

test("tone is laid in the chosen sound's lane, in one that holds nothing else, or in a new one", () => {
  const store = room();
  assert.equal(store.laneForTone("D"), "sound", "tone holds E as well");
  store.selectSound("tone", 1);
  assert.equal(store.laneForTone("D"), "tone");
  store.selectSound(null);
  store.edit.lanes = [{ name: "under", sounds: [] }, { name: "air", sounds: [{ take: "D", in: 0, out: 20, at: 10 }] }];
  store.source = { take: "D", in: 5, out: 20, at: 5, marked: new Set() };
  assert.equal(store.laneForTone("D"), "tone", "another stretch of it may be somebody's line");
  store.source.in = 0;
  assert.equal(store.laneForTone("D"), "air", "it is the same tone");
  assert.equal(store.laneForTone("E"), "tone");
});

test("a chosen cut says which it is and what a trim would move", () => {
  const store = room();
  const said = (after, side) => { store.choosePoint(after, side); return pointWords(store); };
  assert.equal(said(1), "The cut at 00:00:02:00 is chosen: a trim moves both sides, shot 1, A and shot 2, B.");
  assert.equal(said(1, "before"), "The cut at 00:00:02:00 is chosen: a trim moves the side before it alone, shot 1, A.");
  assert.equal(said(2, "behind"), "The cut at 00:00:04:00 is chosen: a trim moves the side behind it alone, shot 3, C.");
  assert.equal(said(0), "The film's beginning is chosen: a trim moves shot 1, A.");
  assert.equal(said(3), "The film's end is chosen: a trim moves shot 3, C.");
});
