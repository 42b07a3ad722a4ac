import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf } from "../../src/kuleshov/show/rooms/static/commands.js";
import { COMMANDS, KEYSETS, chord, chosenKeys, commandOf, keyOf, mayBeHeld, rememberKeys } from "../../src/kuleshov/show/rooms/static/keys.js";
import { SLOW, Shuttle } from "../../src/kuleshov/show/rooms/static/shuttle.js";

const press = (key, code = "", held = {}) => ({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, getModifierState: () => false, ...held });
const shift = { shiftKey: true };
const alt = { altKey: true };
const ctrl = { ctrlKey: true };
const rows = COMMANDS.flatMap(([, group]) => group);

test("the keys of the trade give their commands", () => {
  const expected = [
    [press("j"), "backward", "backward"],
    [press("k"), "stop", "stop"],
    [press("l"), "forward", "forward"],
    [press(" "), "play", "play"],
    [press("i"), "in", "in"],
    [press("o"), "out", "out"],
    [press("x"), "mark-clip", "mark-clip"],
    [press("I", "KeyI", shift), "to-in", "to-in"],
    [press("x", "KeyX", alt), "clear-marks", "clear-marks"],
    [press("X", "KeyX", { ...ctrl, ...shift }), "cut-close", "clear-marks"],
    [press("F9", "F9"), "insert", undefined],
    [press(",", "Comma"), "nudge-back", "insert"],
    [press("<", "Comma", shift), "nudge-many-back", "replace"],
    [press(".", "Period"), "nudge-on", "overwrite"],
    [press("F10", "F10"), "overwrite", undefined],
    [press(";", "Semicolon"), "cut-back", "lift-range"],
    [press("m"), "marker", "marker"],
    [press("M", "KeyM", shift), "marker-words", "marker-on"],
    [press("ArrowUp", "ArrowUp", shift), "marker-back", "cut-back"],
    [press("v", "KeyV", ctrl), "paste", "paste"],
    [press("ArrowLeft", "ArrowLeft", ctrl), undefined, "nudge-back"],
    [press("Backspace", "Backspace"), "lift", "lift"],
    [press("Delete", "Delete"), "remove", "lift"],
    [press("Delete", "Delete", shift), "remove", "remove"],
    [press("Backspace", "Backspace", shift), "remove", "remove"],
    [press("e", "KeyE"), "extend", "extend"],
    [press("q", "KeyQ"), "source-record", "trim-start"],
    [press("w", "KeyW"), undefined, "trim-end"],
    [press("{", "BracketLeft", shift), "trim-start", "roll-back"],
    [press("b", "KeyB", ctrl), "blade", undefined],
    [press("k", "KeyK", ctrl), undefined, "blade"],
    [press("/", "Slash"), "play-around", "mark-chosen"],
    [press("K", "KeyK", shift), undefined, "play-around"],
    [press("Z", "KeyZ", shift), "fit", "fit"],
    [press("\\", "Backslash"), undefined, "fit"],
    [press("p", "KeyP"), "monitor-full", undefined],
    [press("`", "Backquote"), undefined, "window-full"],
    [press("@", "Digit2", shift), undefined, "source"],
    [press("ArrowRight", "ArrowRight", shift), "second-on", "five-on"],
    [press("z", "KeyZ", ctrl), "undo", "undo"],
    [press("=", "Equal"), "time", "zoom-in"],
    [press("+", "Equal", shift), "time-on", "zoom-in"],
    [press("-", "Minus"), "time-back", "zoom-out"],
    [press("Z", "KeyZ", { metaKey: true, ...shift }), "redo", "redo"],
  ];
  for (const [event, resolve, premiere] of expected) {
    assert.equal(commandOf(event, "resolve"), resolve, `${chord(event)} in Resolve`);
    assert.equal(commandOf(event, "premiere"), premiere, `${chord(event)} in Premiere`);
  }
});

test("brackets and points work on every keyboard", () => {
  assert.equal(chord(press("[", "BracketLeft")), "[");
  assert.equal(chord(press("{", "BracketLeft", shift)), "Shift+[");
  assert.equal(chord(press("ü", "BracketLeft")), "[");
  const third = press("[", "Digit8", { ...ctrl, ...alt, getModifierState: (name) => name === "AltGraph" });
  assert.equal(chord(third), "[");
  assert.equal(chord(press("“", "BracketLeft", alt)), "Alt+[");
  assert.equal(chord(press(";", "Comma", shift)), "Shift+,", "a German comma with Shift");
  assert.equal(chord(press("ö", "Semicolon")), ";");
  assert.equal(chord(press("/", "Digit7", shift)), "/", "a German stroke is written with Shift");
  assert.equal(chord(press("?", "Slash", shift)), "?");
  assert.equal(chord(press("?", "Minus", shift)), "?");
  assert.equal(chord(press("1", "Digit1", shift)), "1", "a French figure is written with Shift");
  assert.equal(chord(press("Dead", "Backquote")), "`");
  assert.equal(chord(press("+", "Equal", { ...shift, ...ctrl })), "Ctrl+=");
  assert.equal(chord(press("+", "Equal", shift)), "+");
  assert.equal(chord(press("+", "BracketRight")), "+", "a German plus");
  assert.equal(chord(press("≈", "KeyX", alt)), "Alt+X", "Alt writes another letter on a Mac");
  assert.equal(chord(press("a", "KeyQ")), "A", "a letter is told by what is written");
});

test("an unknown key is left to the notebook", () => {
  for (const set of Object.keys(KEYSETS)) {
    assert.equal(commandOf(press("Tab", "Tab"), set), undefined);
    assert.equal(commandOf(press("F5", "F5"), set), undefined);
  }
  assert.equal(chord(press("q", "KeyQ", ctrl)), "Ctrl+Q");
});

test("in a set no key means two things, and every command is there, with words and a key somewhere", () => {
  const names = rows.map(([command]) => command);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual([...names].sort(), Object.keys(commandsOf({}, {})).sort());
  for (const set of Object.keys(KEYSETS)) {
    const given = rows.flatMap(([, , keys]) => keys[set]);
    assert.deepEqual(given.filter((key, i) => given.indexOf(key) !== i), []);
  }
  for (const [command, words, keys] of rows) {
    assert.ok(/^[A-Z].+[^.]$/.test(words), words);
    assert.ok(keys.resolve.length + keys.premiere.length, command);
  }
});

test("every key that is listed can be pressed", () => {
  const codes = { "[": "BracketLeft", "]": "BracketRight", ",": "Comma", ".": "Period", ";": "Semicolon", "'": "Quote", "/": "Slash", "\\": "Backslash", "=": "Equal", "-": "Minus", "`": "Backquote" };
  const shifted = { "[": "{", "]": "}", ",": "<", ".": ">", "`": "~" };
  for (const set of Object.keys(KEYSETS)) {
    for (const [command, , keys] of rows) {
      for (const each of keys[set]) {
        const parts = each === "+" ? ["+"] : each.split("+");
        const name = parts.pop();
        const held = { ctrlKey: parts.includes("Ctrl"), altKey: parts.includes("Alt"), shiftKey: parts.includes("Shift") };
        const code = codes[name] ?? (/^[A-Z]$/.test(name) ? `Key${name}` : /^\d$/.test(name) ? `Digit${name}` : name);
        const written = name === "Space" ? " " : held.shiftKey ? shifted[name] ?? (/^\d$/.test(name) ? "!" : name) : name;
        assert.equal(commandOf(press(written, code, held), set), command, each);
      }
    }
  }
});

test("a button's key is its set's own, and no key is no key", () => {
  assert.equal(keyOf("append", "resolve"), "Shift F12");
  assert.equal(keyOf("blade", "premiere"), "Ctrl K");
  assert.equal(keyOf("second-back", "premiere"), "");
});

test("steps go on while their key is held; what plays, cuts or puts in is done once", () => {
  for (const command of ["frame-on", "nudge-back", "zoom-in", "louder", "undo"]) assert.ok(mayBeHeld(command), command);
  for (const command of ["forward", "play", "blade", "insert", "in", "clear-in", "choose-on", "to-out"]) assert.ok(!mayBeHeld(command), command);
});

test("the chosen set is remembered, where the browser may remember", () => {
  const kept = new Map();
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  assert.equal(chosenKeys(), "resolve");
  rememberKeys("premiere");
  assert.equal(chosenKeys(), "premiere");
  rememberKeys("toString");
  assert.equal(chosenKeys(), "resolve");
  delete globalThis.localStorage;
  rememberKeys("premiere");
  assert.equal(chosenKeys(), "resolve");
});

function hand() {
  const done = [];
  const waiting = [];
  const monitor = { step: (by) => done.push(`step ${by}`), start: (speed) => done.push(`start ${speed}`), stop: () => done.push("stop") };
  const shuttle = new Shuttle(() => monitor, (work) => waiting.push(work));
  return { done, shuttle, later: () => waiting.splice(0).forEach((work) => work()) };
}

test("J and L by themselves are left to play", () => {
  const { shuttle, done } = hand();
  assert.equal(shuttle.down("forward", "KeyL"), false);
  assert.equal(shuttle.down("stop", "KeyK"), false);
  shuttle.up("KeyK");
  assert.equal(shuttle.down("backward", "KeyJ"), false);
  assert.deepEqual(done, []);
});

test("K held: a tap of L is a frame, L held is slow until one of the two is let go", () => {
  const { shuttle, done, later } = hand();
  shuttle.down("stop", "KeyK");
  assert.equal(shuttle.down("forward", "KeyL"), true);
  shuttle.up("KeyL");
  later();
  assert.deepEqual(done.splice(0), ["step 1", "stop"]);
  shuttle.down("backward", "KeyJ");
  later();
  assert.deepEqual(done.splice(0), ["step -1", `start ${-SLOW}`]);
  shuttle.up("KeyX");
  assert.deepEqual(done, []);
  shuttle.up("KeyK");
  assert.deepEqual(done.splice(0), ["stop"]);
  assert.equal(shuttle.down("forward", "KeyL"), false);
});
