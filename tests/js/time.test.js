import assert from "node:assert/strict";
import { test } from "node:test";
import { inSeconds, readPlace, readRate, readTime, shotTime, spoken, timecode } from "../../src/kuleshov/show/rooms/static/time.js";

test("a frame has the timecode that Python gives it", () => {
  assert.equal(timecode(300, 24), "00:00:12:12");
  assert.equal(timecode(3600 * 30 + 31, 30), "01:00:01:01");
  assert.equal(timecode(-1, 24), "-00:00:00:01");
});

test("a shot's time leaves out hours and minutes that are zero", () => {
  assert.equal(shotTime(108, 24), "04:12");
  assert.equal(shotTime(24 * 62, 24), "1:02:00");
});

test("what somebody types is read, or refused", () => {
  assert.equal(readTime("2", 24), 48);
  assert.equal(readTime("2.5", 24), 60);
  assert.equal(readTime("2,5", 24), 60);
  assert.equal(readTime("48f", 24), 48);
  assert.equal(readTime("48.5f", 24), null);
  assert.equal(readTime("2:12", 24), 60);
  assert.equal(readTime("00:01:00:00", 24), 1440);
  assert.equal(readTime("2:24", 24), null);
  assert.equal(readTime("two", 24), null);
  assert.equal(readTime("", 24), null);
});

test("a sign, hours, minutes and the parts of a number are read; what is no time isn't", () => {
  assert.equal(readTime("-1:00", 24), -24);
  assert.equal(readTime("\u22122.5", 24), -60);
  assert.equal(readTime("+12f", 24), 12);
  assert.equal(readTime("1:02:10", 24), 62 * 24 + 10);
  assert.equal(readTime("1:00:00:00", 24), 86400);
  assert.equal(readTime("61:00", 24), 61 * 24);
  assert.equal(readTime("61:00:00", 24), 61 * 60 * 24, "minutes that come first go on");
  for (const words of ["1:61:00", "1:00:61:00", "00:61:00:00", "--1", "+-1", "1:00:00:00:00", "1;00", ".", "f", "1:", ":10"]) assert.equal(readTime(words, 24), null, words);
  assert.equal(readTime(".5", 24), 12);
  assert.equal(readTime("100", 30, 30000 / 1001), 2997, "seconds are the clock's, where timecode counts otherwise");
  assert.equal(readTime("4.1", 25), 103, "and half a frame goes up, as in Python");
});

test("with a sign one goes so far from here", () => {
  assert.equal(readPlace("12:10", 100, 24), 298);
  assert.equal(readPlace("+1:00", 100, 24), 124);
  assert.equal(readPlace("-12f", 100, 24), 88);
  assert.equal(readPlace("+12", 100, 24), 388, "twelve seconds, as everywhere in the room");
  assert.equal(readPlace("later", 100, 24), null);
});

test("every frame's timecode is read back as that frame", () => {
  for (const base of [24, 25, 30, 60]) for (let frame = 0; frame < 200000; frame += 997) assert.equal(readTime(timecode(frame, base), base), frame);
});

test("lengths are said in words", () => {
  assert.equal(spoken(25, 24), "1 second 1 frame");
  assert.equal(inSeconds(1344, 24), "56.0 s"); // 56:00 would be read as minutes
  assert.equal(spoken(0, 24), "0 frames");
  assert.equal(spoken(-48, 24), "minus 2 seconds");
});

test("rates are read as Python writes them", () => {
  assert.equal(readRate("24"), 24);
  assert.ok(Math.abs(readRate("30000/1001") - 29.97003) < 1e-4);
});
