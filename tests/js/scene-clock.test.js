import assert from "node:assert/strict";
import { test } from "node:test";
import { after, framesOf } from "../../src/kuleshov/show/rooms/static/edit.js";
import { Refused } from "../../src/kuleshov/show/rooms/static/plain.js";
import { sentenceOf } from "../../src/kuleshov/show/rooms/static/announce.js";
import { anglesOf, ownAt, sceneAt, sceneWords } from "../../src/kuleshov/show/rooms/static/scene-clock.js";
import { Store } from "../../src/kuleshov/show/rooms/static/store.js";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

const clock = (start, run = "1") => ({ start, first: 24, end: 240, run });
const takes = new Map([
  ["A", { name: "A", frames: 240, first: 36, last: 228, scene: clock(0) }],
  ["B", { name: "B", frames: 240, first: 36, last: 228, scene: clock(100) }],
  ["C", { name: "C", frames: 240, first: 36, last: 228, scene: clock(0.5) }],
  ["D", { name: "D", frames: 240, first: 36, last: 228, scene: clock(0, "2") }],
  ["X", { name: "X", frames: 240, first: 36, last: 228, scene: null }],
]);
const clockOf = (name) => takes.get(name)?.scene ?? null;
const film = () => ({ title: "t", rate: "24", shots: [{ take: "A", in: 120, out: 200, gain: -3 }, { take: "X", in: 0, out: 24 }] });
const cut = (args) => after(film(), "angle", args, () => 240, clockOf);

test("a take's frame is a frame of the scene, and none on its slate", () => {
  assert.equal(sceneAt(clock(100), 30), 130);
  assert.equal(sceneAt(clock(100), 23), null);
  assert.equal(sceneAt(null, 30), null);
  assert.equal(ownAt(clock(100), 130), 30);
  assert.equal(ownAt(clock(0.5), 130), 130); // between two frames: the later one, as Python has it
  assert.equal(ownAt(clock(100), 340), null);
});

test("a moment is written in seconds and frames, also before the scene's first", () => {
  assert.equal(sceneWords(312, 24), "13:00");
  assert.equal(sceneWords(1450.4, 24), "1:00:10");
  assert.equal(sceneWords(-12, 24), "−00:12");
});

test("angles are the takes of the same performance that have the moment", () => {
  assert.deepEqual(anglesOf(takes, "A", 150).map(({ take, frame }) => [take, frame]), [["A", 150], ["B", 50], ["C", 150]]);
  assert.deepEqual(anglesOf(takes, "A", 100).map(({ take }) => take), ["A", "C"]);
  assert.deepEqual(anglesOf(takes, "X", 100), []);
  assert.deepEqual(anglesOf(takes, "A", 5), []);
});

test("an angle is cut to at the playhead and stays to the shot's end", () => {
  const next = cut({ at: 30, take: "B" });
  assert.deepEqual(next.shots.map((shot) => [shot.take, shot.in, shot.out]), [["A", 120, 150], ["B", 50, 100], ["X", 0, 24]]);
  assert.equal(framesOf(next), framesOf(film()));
});

test("at a cut the whole shot changes and keeps its level", () => {
  assert.deepEqual(cut({ at: 0, take: "C" }).shots[0], { take: "C", in: 120, out: 200, gain: -3 });
});

test("the picture alone leaves what is heard", () => {
  assert.equal(cut({ at: 30, take: "B", picture_only: true }).shots[1].picture_only, true);
});

test("what has not the same moment is refused with a sentence", () => {
  const said = (args) => {
    try { cut(args); } catch (problem) { if (problem instanceof Refused) return problem.message; throw problem; }
    return "";
  };
  assert.match(said({ at: 30, take: "X" }), /X is no part of the scene's time/);
  assert.match(said({ at: 30, take: "D" }), /two performances/);
  assert.match(said({ at: 30, take: "A" }), /shows A already/);
  assert.match(said({ at: 90, take: "A" }), /Nothing of the scene is seen here/);
  assert.match(said({ at: 104, take: "A" }), /film ends/);
  assert.match(said({ at: 30, take: "A", picture_only: true }), /shows A already/);
});

test("an angle that ends before its shot gives the film back to the take that was there", () => {
  const long = { ...film(), shots: [{ take: "B", in: 100, out: 200 }] };
  for (const picture_only of [false, true]) {
    const args = { at: 30, take: "A", picture_only };
    const now = after(long, "angle", args, () => 240, clockOf);
    assert.deepEqual(now.shots.map(({ take, in: start, out }) => [take, start, out]), [["B", 100, 130], ["A", 230, 240], ["B", 140, 200]]);
    assert.match(sentenceOf({ name: "angle", args, before: long }, now, 24), /It ends at 00:00:01:16: B is seen again from there\.$/);
  }
  assert.throws(() => after({ ...long, shots: [{ ...long.shots[0], fade_out: 70 }] }, "angle", { at: 30, take: "A" }, () => 240, clockOf), Refused);
  assert.throws(() => after(long, "angle", { at: 40, take: "A" }, () => 240, clockOf), Refused);
});

function room() {
  const wire = new Wire({ send: () => {}, name: "w" });
  return new Store(wire, [...takes.values()], { edit: film(), base: 24, gestures: 0, lineage: "l", findings: [], lines: [] });
}

test("match frame opens the take under the playhead at its very frame, its marks kept", () => {
  const store = room();
  store.playhead = 30;
  const { take, frame } = store.moment();
  const source = () => [store.source.take, store.source.in, store.source.out, store.source.at];
  store.open(take, frame);
  assert.deepEqual(source(), ["A", 36, 228, 150]);
  store.mark("in", 60);
  store.open("A", 170);
  assert.deepEqual(source(), ["A", 60, 228, 170]);
  assert.deepEqual(store.moment(), { take: "A", frame: 170 });
  store.look("record");
  store.playhead = store.frames; // behind the last frame: that is the one that is seen
  assert.deepEqual(store.moment(), { take: "X", frame: 23 });
});
