import assert from "node:assert/strict";
import test from "node:test";
import { checkGrade, gainOf, gradeWords, keptGrade, readGrade, tableOf } from "../../src/kuleshov/show/rooms/static/grade.js";

test("a grade is read as it is written, in words or as an edit's text has it, and a stop is a stop", () => {
  const grade = { stops: -1.45, warmth: 0.1, tint: -0.1 };
  assert.equal(gradeWords(grade), "-1.45 stops, +0.1 warmth, -0.1 tint");
  for (const words of [gradeWords(grade), "-1.45stops +0.1warmth -0.1tint", " −1.45 Stops 0.1 warmth,-0.1tint "]) assert.deepEqual(readGrade(words), grade);
  assert.deepEqual(readGrade("1 stop"), { stops: 1 });
  assert.deepEqual([readGrade(""), gradeWords(undefined), gradeWords({})], [{}, "", ""]);
  for (const words of ["-1.45", "stops", "1 stop 2 stops", "1,5 stops", "nan stops", "1 stop and more", "1.455 stops"]) assert.equal(readGrade(words), null, words);
});

test("a grade that changes nothing is none, and one out of range is refused with Python's sentence", () => {
  assert.equal(keptGrade({ stops: 0, warmth: 0.004 }), undefined);
  assert.deepEqual(keptGrade({ tint: 0.104, stops: 0 }), { tint: 0.1 });
  checkGrade({ stops: -3, warmth: 2, tint: 1 }, "Shot 1 (A)");
  assert.throws(() => checkGrade({ stops: 4 }, "Shot 1 (A)"), /^Error: Shot 1 \(A\): a grade's stops may lie from -3 to \+3, not at 4\.$/);
  assert.throws(() => checkGrade({ tint: NaN }, "Shot 1 (A)"), /tint may lie/);
});

test("a stop more is twice the light; warmth moves red against blue, tint green against both", () => {
  assert.deepEqual(gainOf({ stops: 1 }), [2, 2, 2]);
  const [red, green, blue] = gainOf({ warmth: 1 });
  assert.ok(Math.abs(red * blue - 1) < 1e-12 && green === 1 && red > 1);
  const [r, g, b] = gainOf({ tint: 1 });
  assert.ok(Math.abs(Math.log2(g / r) - 1) < 1e-12 && r === b && Math.abs(r * g * b - 1) < 1e-12);
  assert.deepEqual(tableOf(1), Array.from({ length: 256 }, (_, i) => i));
  assert.equal(tableOf(2)[100], 138); // as kuleshov.media.grade's own example has it
});
