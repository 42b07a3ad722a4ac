import assert from "node:assert/strict";
import { test } from "node:test";
import { after, framesOf, nearestCut, picture, shotAt, sound } from "../../src/kuleshov/show/rooms/static/edit.js";
import { Refused } from "../../src/kuleshov/show/rooms/static/plain.js";

const long = () => 1000;
const edit = (...shots) => ({ title: "t", rate: "24", shots });
const three = () => edit({ take: "A", in: 10, out: 34 }, { take: "B", in: 0, out: 48 }, { take: "C", in: 5, out: 29 });

test("picture and sound are laid out with their splits", () => {
  const cut = after(three(), "split", { number: 2, frames: 8 }, long);
  assert.deepEqual(picture(cut).map((span) => [span.start, span.stop]), [[0, 24], [24, 72], [72, 96]]);
  assert.deepEqual(sound(cut).map((span) => [span.start, span.stop, span.offset]), [[0, 16, 10], [16, 72, -8], [72, 96, 5]]);
});

test("what is heard runs on under a shot that is picture only", () => {
  const cut = after(three(), "picture_only", { number: 2, on: true }, long);
  assert.deepEqual(sound(cut).map((span) => [span.index, span.start, span.stop]), [[0, 0, 72], [2, 72, 96]]);
  assert.deepEqual(after(cut, "picture_only", { number: 2, on: false }, long), three());
});

test("a cutaway is laid over the film, and each sound begins where it did", () => {
  const cut = after(three(), "cutaway", { at: 18, take: "X", in_: 4, out: 14 }, long);
  assert.deepEqual(cut.shots.map((shot) => [shot.take, shot.in, shot.out]), [["A", 10, 28], ["X", 4, 14], ["B", 4, 48], ["C", 5, 29]]);
  assert.deepEqual(sound(cut).map((span) => [span.start, span.offset]), sound(three()).map((span) => [span.start, span.offset]));
  assert.throws(() => after(three(), "cutaway", { at: 90, take: "X", in_: 0, out: 48 }, long), /after the film/);
});

test("what a cutaway covers altogether is heard in a lane, at its very place", () => {
  const split = after(three(), "split", { number: 3, frames: 6 }, long);
  const cut = after(split, "cutaway", { at: 20, take: "X", in_: 0, out: 52 }, long);
  assert.deepEqual(cut.shots, [{ take: "A", in: 10, out: 30 }, { take: "X", in: 0, out: 52, split: -4, gain: -96 }, { take: "C", in: 5, out: 29, split: 6 }]);
  assert.deepEqual(cut.lanes, [{ name: "under", sounds: [{ take: "B", in: 0, out: 42, at: 24 }] }]);
  const again = after(cut, "cutaway", { at: 0, take: "Y", in_: 0, out: 96 }, long);
  assert.deepEqual(again.shots, [{ take: "Y", in: 0, out: 96, gain: -96 }]);
  assert.deepEqual(again.lanes.map(({ name, sounds }) => [name, sounds.map(({ take, at }) => [take, at])]), [["under", [["A", 0], ["B", 24], ["C", 67]]]], "what is silent is not laid; C begins with its take");
});

test("a trim closes up, a roll keeps the length, a slip keeps the place", () => {
  assert.equal(framesOf(after(three(), "trim", { number: 1, out: 30 }, long)), 92);
  const rolled = after(three(), "roll", { number: 1, by: 6 }, long);
  assert.equal(framesOf(rolled), 96);
  assert.deepEqual(rolled.shots[1], { take: "B", in: 6, out: 48 });
  assert.deepEqual(after(three(), "slip", { number: 2, by: 9 }, long).shots[1], { take: "B", in: 9, out: 57 });
});

test("several shots move together and keep their order", () => {
  const moved = after(three(), "move", { numbers: [3, 1], to: 2 }, long);
  assert.deepEqual(moved.shots.map((shot) => shot.take), ["B", "A", "C"]);
});

test("whatever comes first has neither split nor dissolve", () => {
  const cut = after(after(three(), "split", { number: 2, frames: 8 }, long), "remove", { numbers: [1] }, long);
  assert.deepEqual(cut.shots[0], { take: "B", in: 0, out: 48 });
});

test("an edit that is handed in stays as it was", () => {
  const given = three();
  after(given, "roll", { number: 1, by: 6 }, long);
  assert.deepEqual(given, three());
});

test("what can't be done is refused with a sentence", () => {
  const refused = (name, args, words) => assert.throws(() => after(three(), name, args, () => 60), (problem) => problem instanceof Refused && words.test(problem.message));
  refused("trim", { number: 1, out: 10 }, /no frame left/);
  refused("trim", { number: 1, out: 61 }, /ends here/);
  refused("slip", { number: 2, by: -1 }, /begins here/);
  refused("roll", { number: 3, by: 1 }, /no shot 4/);
  refused("split", { number: 2, frames: 24 }, /leave it no sound/);
  refused("blade", { at: 24 }, /on a cut/);
  refused("dissolve", { number: 2, frames: 60 }, /shorter than its dissolve/);
  refused("zap", {}, /not known/);
});

test("the playhead finds its shot and its nearest cut", () => {
  assert.equal(shotAt(three(), 23), 0);
  assert.equal(shotAt(three(), 24), 1);
  assert.equal(shotAt(three(), 96), 2);
  assert.equal(shotAt(edit(), 0), -1);
  assert.equal(nearestCut(three(), 40), 24);
  assert.equal(nearestCut(three(), 90), 96);
  assert.equal(nearestCut(edit(), 7), 0);
});

test("a sound that begins with the shot that is taken out loses what lay in it", () => {
  const tone = { name: "tone", sounds: [{ take: "T", in: 100, out: 190, at: 0 }, { take: "T", in: 300, out: 310, at: 90 }] };
  const first = after({ ...three(), lanes: [tone] }, "remove", { numbers: [1] }, long);
  assert.deepEqual(first.lanes[0].sounds, [{ take: "T", in: 124, out: 190, at: 0 }, { take: "T", in: 300, out: 310, at: 66 }]);
  const second = after({ ...three(), lanes: [tone] }, "remove", { numbers: [2] }, long);
  assert.deepEqual(second.lanes[0].sounds, [{ take: "T", in: 100, out: 142, at: 0 }, { take: "T", in: 300, out: 310, at: 42 }]);
  const whole = { name: "door", sounds: [{ take: "D", in: 0, out: 20, at: 24 }] };
  assert.deepEqual(after({ ...three(), lanes: [whole] }, "remove", { numbers: [2] }, long).lanes, [{ name: "door", sounds: [] }]);
});
