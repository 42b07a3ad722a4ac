import assert from "node:assert/strict";
import { test } from "node:test";
import { Seen, frameAt, isLost, lengthOf, pathOf, rangeOf, stepped, wipeBy } from "../../src/kuleshov/show/rooms/static/screening-clock.js";
import { widget } from "../../src/kuleshov/show/rooms/static/screening-room.js";
import { seenOf } from "../../src/kuleshov/show/rooms/static/screening-vote.js";

const film = (frames, rate) => ({ frames, rate });

test("two films show what lies at one second, whatever their rates", () => {
  const films = [film(48, 24), film(60, 30)];
  for (let n = 0; n < 48; n += 1) {
    const seconds = n / 24;
    assert.equal(frameAt(seconds, films[0]), n);
    assert.equal(frameAt(seconds, films[1]), Math.min(59, Math.floor((n * 30) / 24 + 1e-6)));
  }
});

test("stepping there and back comes to the same frame, and stays inside", () => {
  const films = [film(48, 24), film(30, 30)];
  let seconds = 0;
  for (let n = 0; n < 47; n += 1) seconds = stepped(seconds, 1, films);
  assert.equal(frameAt(seconds, films[0]), 47);
  assert.equal(frameAt(stepped(seconds, 5, films), films[0]), 47);
  for (let n = 0; n < 60; n += 1) seconds = stepped(seconds, -1, films);
  assert.equal(seconds, 0);
});

test("a film that is lined up keeps its own ends", () => {
  const films = [film(48, 24), film(48, 24)];
  assert.equal(frameAt(0, films[1], 5), 5);
  assert.equal(frameAt(0, films[1], -5), 0);
  assert.equal(lengthOf(films, -12), 2.5);
  assert.equal(lengthOf(films, 12), 2);
});

test("a film is sought again only when it lies more than a frame and a half off", () => {
  assert.equal(isLost(1, 1 + 1 / 24, film(48, 24)), false);
  assert.equal(isLost(1, 1 + 2 / 24, film(48, 24)), true);
});

test("what was seen is counted once", () => {
  const seen = new Seen(60);
  for (let n = 0; n < 30; n += 1) seen.mark(n);
  seen.mark(3);
  assert.equal(seen.share, 0.5);
});

test("a series is drawn with gaps where there is no number", () => {
  const series = { times: [0, 1, 2, 3], values: [0, null, 1, 1] };
  assert.equal(pathOf(series, 4, 0, 1, 100, 10), "M0.0 10.0M50.0 0.0L75.0 0.0");
  assert.deepEqual(rangeOf([{ times: [], values: [] }]), [0, 1]);
  const [low, high] = rangeOf([series]);
  assert.ok(low < 0 && high > 1);
});

test("all views of a room share what was seen and one channel, whichever wrapper they are given", () => {
  const sent = [];
  const heard = [];
  const [one, later] = ["2", "4"].map((take) => ({ ...film(60, 24), take }));
  const wrapper = (room) => ({
    get: () => ({ room, films: [one, one], home: "" }),
    send: (message) => sent.push(message),
    on: (name) => heard.push(name),
  });
  const share = (room, each) => seenOf(widget.storeOf(wrapper(room)), each).share;
  const forget = widget.initialize({ model: wrapper("a") });
  seenOf(widget.storeOf(wrapper("a")), one).mark(3);
  assert.equal(share("a", one), 0.1);
  assert.deepEqual([sent.length, heard.length], [1, 1]);
  assert.equal(share("a", later), 0); // the next pair is not seen yet
  assert.equal(share("b", one), 0);
  forget();
  assert.equal(share("a", one), 0);
});

test("arrows move the wipe when it has the focus, and it stays on the picture", () => {
  assert.equal(wipeBy("ArrowLeft", 50), 48);
  assert.equal(wipeBy("ArrowUp", 99), 100);
  assert.equal(wipeBy("Home", 50), 0);
  assert.equal(wipeBy("End", 50), 100);
  assert.equal(wipeBy("f", 50), null);
});
