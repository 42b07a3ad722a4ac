import assert from "node:assert/strict";
import { test } from "node:test";
import { firstNew, left, swiped, tenths, Watch, Wheel } from "../../src/kuleshov/show/rooms/static/attention-clock.js";
import { widget } from "../../src/kuleshov/show/rooms/static/attention-room.js";

test("a watch counts while it runs, to a tenth of a second, and begins anew", () => {
  let now = 1000;
  const watch = new Watch(() => now);
  watch.start();
  now += 1460;
  watch.start(); // it runs already
  watch.stop();
  now += 9000; // nobody looks
  watch.start();
  now += 800;
  assert.equal(watch.ms, 2260);
  assert.equal(watch.take(), 2.3);
  assert.deepEqual([watch.ms, watch.runs, watch.take()], [0, false, 0]);
  assert.equal(tenths(1949), 1.9);
});

test("a wheel that runs on is one step, and another flick another", () => {
  const wheel = new Wheel();
  const steps = (deltas, from) => deltas.map((delta, n) => wheel.turned(delta, from + 50 * n));
  assert.deepEqual(steps([20, 20, 60, 60, 60], 0), [0, 1, 0, 0, 0]);
  assert.deepEqual(steps([10, 10], 2000), [0, 0]);
  assert.deepEqual(steps([-100, -100], 4000), [-1, 0]);
  assert.equal(wheel.turned(100, 4300), 0, "a flick back within the same breath is none");
});

test("a finger goes up to the next, down to the last one, and a touch goes nowhere", () => {
  assert.deepEqual([swiped(500, 300), swiped(300, 500), swiped(300, 320)], [1, -1, 0]);
});

test("who comes back goes on with what was not on screen yet", () => {
  assert.equal(firstNew([{ on: 2.1 }, { on: 0 }, { on: 0 }]), 1);
  assert.equal(firstNew([{ on: 0 }]), 0);
  assert.equal(firstNew([{ on: 2.1 }]), 1);
});

test("a time that is left is said as people say it", () => {
  assert.deepEqual([left(59.2), left(0.4), left(-3)], ["60 seconds", "1 second", "0 seconds"]);
});

test("a room listens for as long as its model is there", () => {
  const heard = [];
  const model = { get: () => ({ room: "attention-1" }), on: (name) => heard.push(name), send: () => {} };
  const over = widget.initialize({ model });
  widget.initialize({ model });
  assert.deepEqual(heard, ["msg:custom"]);
  over();
  widget.initialize({ model })();
  assert.equal(heard.length, 2);
});
