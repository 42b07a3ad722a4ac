import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, Hold, nextLine, spoken, standing } from "../../src/kuleshov/show/rooms/static/caption-hold.js";
import { widget } from "../../src/kuleshov/show/rooms/static/caption-desk.js";

test("a key that is held is one line, however often it says so", () => {
  let now = 1.0004;
  const hold = new Hold(() => now);
  assert.equal(hold.release(), null, "nothing was held");
  assert.deepEqual([hold.press(), hold.press(), hold.holds], [true, false, true]);
  now = 2.5;
  assert.deepEqual(hold.release(), { start: 1, stop: 2.5 });
  assert.equal(hold.holds, false);
  hold.press();
  now += 0.05;
  assert.equal(hold.release(), null, "a touch is no line");
  hold.press();
  now -= 1; // somebody went back while holding
  assert.equal(hold.release(), null);
});

test("what stands under the picture is what is heard then", () => {
  const captions = [{ start: 0, stop: 1, text: "No.", speaker: "Diode" }, { start: 0.5, stop: 2, text: "[click]", speaker: "" }];
  assert.equal(standing(captions, 0.6), "Diode: No.\n[click]");
  assert.equal(standing(captions, 1), "[click]");
  assert.equal(standing(captions, 2), "");
  assert.equal(spoken(captions[1]), "[click]");
});

test("moments and lines as people write them", () => {
  assert.deepEqual([clock(7.254), clock(-1), clock(3661.999)], ["0:07.25", "0:00.00", "61:02.00"]);
  assert.deepEqual([nextLine("\n  \n a \nb"), nextLine("")], ["a", ""]);
});

test("a desk listens for as long as its model is there", () => {
  const heard = [];
  const model = { get: () => ({ room: "desk-1" }), on: (name) => heard.push(name), send: () => {} };
  const over = widget.initialize({ model });
  widget.initialize({ model });
  assert.deepEqual(heard, ["msg:custom"]);
  over();
});
