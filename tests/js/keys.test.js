import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf } from "../../src/kuleshov/show/rooms/static/commands.js";
import { KEYS, chord, commandOf, keyOf } from "../../src/kuleshov/show/rooms/static/keys.js";

const press = (key, code = "", held = {}) => ({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, getModifierState: () => false, ...held });

test("the keys of the trade give their commands", () => {
  const expected = { j: "backward", k: "stop", l: "forward", i: "in", o: "out", e: "append", " ": "play", "?": "help", ArrowLeft: "frame-back", Delete: "remove" };
  for (const [key, command] of Object.entries(expected)) assert.equal(commandOf(press(key)), command);
  assert.equal(commandOf(press("ArrowRight", "", { shiftKey: true })), "second-on");
  assert.equal(commandOf(press("ArrowRight", "", { altKey: true })), "move-on");
  assert.equal(commandOf(press("z", "", { ctrlKey: true })), "undo");
  assert.equal(commandOf(press("Z", "", { metaKey: true, shiftKey: true })), "redo");
});

test("brackets work on every keyboard", () => {
  assert.equal(commandOf(press("[", "BracketLeft")), "out-back");
  assert.equal(commandOf(press("{", "BracketLeft", { shiftKey: true })), "in-back");
  assert.equal(commandOf(press("ü", "BracketLeft")), "out-back");
  const third = press("[", "Digit8", { ctrlKey: true, altKey: true, getModifierState: (name) => name === "AltGraph" });
  assert.equal(commandOf(third), "out-back");
  assert.equal(commandOf(press("“", "BracketLeft", { altKey: true })), "roll-back");
});

test("an unknown key is left to the notebook", () => {
  assert.equal(commandOf(press("Tab")), undefined);
  assert.equal(commandOf(press("F5")), undefined);
  assert.equal(chord(press("q", "", { ctrlKey: true })), "Ctrl+Q");
});

test("no key is promised twice, every command is there and every one has a key", () => {
  const rows = KEYS.flatMap(([, group]) => group);
  const keys = rows.flatMap(([each]) => each);
  assert.equal(new Set(keys).size, keys.length);
  const commands = Object.keys(commandsOf({}, {}));
  assert.deepEqual(rows.map(([, command]) => command).filter((command) => !commands.includes(command)), []);
  assert.deepEqual(commands.filter((command) => !keyOf(command)), []);
});
