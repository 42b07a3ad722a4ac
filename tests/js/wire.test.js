import assert from "node:assert/strict";
import { test } from "node:test";
import { Wire } from "../../src/kuleshov/show/rooms/static/wire.js";

function line() {
  const sent = [];
  const clock = { now: 0 };
  const wire = new Wire({ send: (message) => sent.push(message), now: () => clock.now, name: "w", patience: 5000 });
  const statuses = [];
  wire.onstatus = (status) => statuses.push(status);
  return { wire, sent, clock, statuses };
}

test("a gesture goes out with a version and a name, and waits for its answer", () => {
  const { wire, sent } = line();
  wire.gesture("roll", { number: 1, by: 2 });
  assert.deepEqual(sent[0], { v: 1, id: "w-1", do: "roll", args: { number: 1, by: 2 } });
  assert.equal(wire.pending.length, 1);
  let told = null;
  wire.onanswer = (answer, message) => { told = [answer.ok, message.do]; };
  wire.receive({ v: 1, re: "w-1", ok: true });
  assert.deepEqual(told, [true, "roll"]);
  assert.equal(wire.pending.length, 0);
});

test("gestures go one after the other, whichever way in is the faster", () => {
  const { wire, sent } = line();
  for (const by of [1, 2, 3]) wire.gesture("roll", { number: 1, by });
  assert.deepEqual(sent.map(({ args }) => args.by), [1]);
  wire.receive({ v: 1, re: "w-1", ok: true });
  wire.receive({ v: 1, re: "w-1", ok: true });
  assert.deepEqual(sent.map(({ args }) => args.by), [1, 2]);
  wire.receive({ v: 1, re: "w-2", ok: false, problem: "No." });
  assert.deepEqual(sent.map(({ args }) => args.by), [1, 2, 3]);
  wire.receive({ v: 1, re: "w-3", ok: true });
  assert.deepEqual([sent.length, wire.pending.length], [3, 0]);
});

test("a gesture goes out when it has been drawn, once, and in its order", () => {
  const [sent, later] = [[], []];
  const wire = new Wire({ send: (message) => sent.push(message), name: "w", after: (work) => later.push(work) });
  wire.gesture("roll", { number: 1, by: 1 });
  wire.gesture("roll", { number: 1, by: 2 });
  assert.deepEqual([sent.length, wire.pending.length, later.length], [0, 2, 1]);
  wire.resend();
  wire.receive({ v: 1, re: "w-1", ok: true });
  assert.deepEqual(sent.map(({ id }) => id), ["w-1", "w-2"]);
  later[0]();
  assert.deepEqual(sent.map(({ id }) => id), ["w-1", "w-2"], "what was answered is not sent again");
  wire.receive({ v: 1, re: "w-2", ok: true });
  wire.gesture("roll", { number: 1, by: 3 });
  later[1]();
  assert.equal(sent.at(-1).id, "w-3");
});

test("a question is answered, or refused with a sentence", async () => {
  const { wire } = line();
  const good = wire.ask("look", { take: "A" });
  const bad = wire.ask("look", { take: "B" });
  wire.receive({ v: 1, re: "w-1", ok: true, look: 3 }, ["bytes"]);
  wire.receive({ v: 1, re: "w-2", ok: false, problem: "There is no take." });
  assert.deepEqual((await good).buffers, ["bytes"]);
  await assert.rejects(bad, /There is no take/);
});

test("answers to nobody, and of another version, are let go", () => {
  const { wire } = line();
  wire.gesture("undo", {});
  wire.receive({ v: 2, re: "w-1", ok: true });
  wire.receive({ v: 1, re: "other-1", ok: true });
  wire.receive(null);
  assert.equal(wire.pending.length, 1);
});

test("silence is noticed after a while, and an answer brings everything again", () => {
  const { wire, sent, clock, statuses } = line();
  wire.ask("hello", { record: null }).catch(() => {});
  wire.receive({ v: 1, re: "w-1", ok: true });
  clock.now = 1000;
  wire.gesture("undo", {});
  clock.now = 4000;
  wire.beat();
  assert.equal(wire.python, "here");
  clock.now = 7001;
  wire.beat();
  assert.deepEqual(statuses, ["here", "silent"]);
  sent.length = 0;
  wire.receive({ v: 1, re: "w-4", ok: true });
  assert.equal(wire.python, "here");
  assert.deepEqual(sent.map((message) => message.id), ["w-2"]);
});

test("what Python owes is counted, pings aside, and each that waits is told", () => {
  const { wire, clock } = line();
  clock.now = 1;
  wire.kernel = () => "busy";
  wire.ask("hello").catch(() => {});
  wire.beat();
  assert.deepEqual([wire.python, wire.owed], ["busy", 1]);
  const told = [];
  wire.onstatus = (status) => told.push([status, wire.owed]);
  wire.ask("place", {}).catch(() => {});
  wire.beat();
  assert.deepEqual(told, [["busy", 2]]);
  wire.gesture("undo", {});
  assert.deepEqual(told.at(-1), ["busy", 3]);
  wire.receive({ v: 1, re: "w-1", ok: true });
  assert.equal(wire.owed, 2);
});

test("a channel that throws means that Python is away", () => {
  const wire = new Wire({ send: () => { throw new Error("gone"); } });
  wire.gesture("undo", {});
  assert.equal(wire.python, "away");
  assert.equal(wire.pending.length, 1);
});

test("Python that works on another cell is busy, not gone, however long it takes", () => {
  const { wire, clock, statuses, sent } = line();
  let kernel = "busy";
  wire.kernel = () => kernel;
  wire.ask("hello").catch(() => {});
  for (clock.now = 0; clock.now <= 60000; clock.now += 3000) wire.beat();
  assert.deepEqual(statuses, ["busy"]);
  let waiting = 0;
  wire.onstatus = () => { waiting = wire.pending.length; };
  wire.gesture("undo", {});
  assert.equal(waiting, 1);
  kernel = "idle"; // between two cells that wait in the queue
  clock.now = 63000;
  wire.beat();
  assert.equal(wire.python, "busy");
  sent.length = 0;
  wire.receive({ v: 1, re: "w-1", ok: true });
  assert.equal(wire.python, "here");
  assert.deepEqual(sent, [], "what waits in the queue is not sent twice");
});

for (const [kernel, status] of [["idle", "away"], ["unknown", "silent"]]) {
  test(`a kernel that is ${kernel} and does not answer is silent, and after a while ${status}`, () => {
    const { wire, clock } = line();
    wire.kernel = () => kernel;
    wire.ask("hello").catch(() => {});
    wire.receive({ v: 1, re: "w-1", ok: true });
    clock.now = 1000;
    wire.gesture("undo", {});
    clock.now = 6000;
    wire.beat();
    assert.equal(wire.python, "here");
    clock.now = 6001;
    wire.beat();
    assert.equal(wire.python, "silent");
    clock.now = 21000;
    wire.beat();
    assert.equal(wire.python, "silent");
    clock.now = 21001;
    wire.beat();
    assert.equal(wire.python, status);
  });
}

test("a kernel that is gone is said at once, even where nothing waits", () => {
  const { wire } = line();
  wire.kernel = () => "gone";
  wire.beat();
  assert.equal(wire.python, "away");
});
