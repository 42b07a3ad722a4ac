/**
 * The keys of the trade: which key gives which command, and the help sheet that says so.
 * Brackets and the like are told by where they lie, so that they work on every layout.
 */

const BY_PLACE = {
  BracketLeft: "[", BracketRight: "]", Comma: ",", Period: ".", Semicolon: ";", Quote: "'",
  Slash: "/", Equal: "=", Minus: "-",
};

/** [keys, command, words] in groups; the first key is the one that is shown. */
export const KEYS = [
  ["Watch", [
    [["Space"], "play", "Play, or stop"],
    [["L"], "forward", "Play; again for twice, four times the speed"],
    [["J"], "backward", "Play backwards; again for faster"],
    [["K"], "stop", "Stop"],
    [["ArrowLeft"], "frame-back", "One frame back"],
    [["ArrowRight"], "frame-on", "One frame on"],
    [["Shift+ArrowLeft"], "second-back", "One second back"],
    [["Shift+ArrowRight"], "second-on", "One second on"],
    [["ArrowUp"], "cut-back", "To the cut before"],
    [["ArrowDown"], "cut-on", "To the next cut"],
    [["Home"], "first", "To the first frame"],
    [["End"], "last", "To the last frame"],
    [["1"], "source", "Work in the source monitor"],
    [["2"], "record", "Work in the film"],
    [["C"], "captions", "Captions on or off"],
    [["M"], "mute", "Sound on or off"],
  ]],
  ["Choose", [
    [["/"], "filter", "Look for a take in the bin"],
    [["I"], "in", "Source: in point here. Film: the shot begins here"],
    [["O"], "out", "Source: out point here. Film: the shot ends here"],
    [["Shift+ArrowUp"], "extend-back", "Choose the shot before as well"],
    [["Shift+ArrowDown"], "extend-on", "Choose the next shot as well"],
    [["Ctrl+A"], "all", "Choose all shots"],
    [["Escape"], "escape", "Choose none; stop; close"],
  ]],
  ["Put in", [
    [["E"], "append", "The source, at the end"],
    [["W"], "insert", "The source, at the cut nearest the playhead"],
    [["R"], "replace", "The source, in the chosen shot's place"],
    [["V"], "cutaway", "The source's picture, over the film from the playhead on; what is heard stays"],
    [["T"], "title", "A title"],
    [["Shift+T"], "black", "A second of black"],
  ]],
  ["Trim", [
    [["["], "out-back", "Out point a frame earlier"],
    [["]"], "out-on", "Out point a frame later"],
    [["Shift+["], "in-back", "In point a frame earlier"],
    [["Shift+]"], "in-on", "In point a frame later"],
    [["Alt+["], "roll-back", "Roll: the cut behind the shot a frame earlier"],
    [["Alt+]"], "roll-on", "Roll: a frame later"],
    [[","], "slip-back", "Slip: show what is a frame earlier in the take"],
    [["."], "slip-on", "Slip: a frame later"],
    [[";"], "sound-back", "The sound cut into the shot a frame earlier (J)"],
    [["'"], "sound-on", "The sound cut a frame later (L)"],
    [["Shift+V"], "picture-only", "The shot is seen and not heard: the sound before it runs on; or heard again"],
    [["D"], "dissolve", "Dissolve into the shot over 12 frames, or cut"],
    [["Alt+ArrowUp"], "louder", "The shot 1 dB louder"],
    [["Alt+ArrowDown"], "softer", "The shot 1 dB softer"],
  ]],
  ["Move and take out", [
    [["Alt+ArrowLeft"], "move-back", "The chosen shots one place earlier"],
    [["Alt+ArrowRight"], "move-on", "One place later"],
    [["Alt+Shift+ArrowLeft"], "slide-back", "Slide: a frame earlier between its neighbours"],
    [["Alt+Shift+ArrowRight"], "slide-on", "Slide: a frame later"],
    [["B"], "blade", "Cut the shot under the playhead in two"],
    [["Delete", "Backspace", "X"], "remove", "Take the chosen shots out; close up"],
    [["Shift+Delete", "Shift+Backspace"], "lift", "Take them out; leave a gap"],
    [["Ctrl+Z"], "undo", "Undo"],
    [["Ctrl+Shift+Z", "Ctrl+Y"], "redo", "Redo"],
  ]],
  ["The room", [
    [["="], "zoom-in", "Nearer"],
    [["-"], "zoom-out", "Farther"],
    [["Shift+Z"], "fit", "The whole film"],
    [["Ctrl+S"], "save", "Save the notebook"],
    [["?"], "help", "This sheet"],
  ]],
];

const COMMANDS = new Map(KEYS.flatMap(([, rows]) => rows.flatMap(([keys, command]) => keys.map((key) => [key, command]))));

/** Name the key of an event: "Ctrl+Shift+Z", "[", "Space". @param {KeyboardEvent} event */
export function chord(event) {
  const third = event.getModifierState?.("AltGraph"); // a bracket on many keyboards
  let name = event.key;
  if (name === "?") return "?";
  if (name === "+") name = "=";
  else if (name === " ") name = "Space";
  else if (name === "{") name = "[";
  else if (name === "}") name = "]";
  else if (!/^[[\]]$/.test(name) && BY_PLACE[event.code] && !/^[a-z0-9+\-/]$/i.test(name)) name = BY_PLACE[event.code];
  if (/^[a-z]$/i.test(name)) name = name.toUpperCase();
  const held = [];
  if ((event.ctrlKey || event.metaKey) && !third) held.push("Ctrl");
  if (event.altKey && !third) held.push("Alt");
  if (event.shiftKey && event.key !== "+") held.push("Shift");
  return [...held, name].join("+");
}

/** @returns {string | undefined} the command that a key gives */
export function commandOf(event) {
  return COMMANDS.get(chord(event));
}

const SHOWN = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", "=": "+", Escape: "Esc", Delete: "Del",
};

/** Write a key as it stands on a keyboard. */
export function shownKey(key) {
  return key.split("+").map((part) => SHOWN[part] ?? part).filter(Boolean).join(" ");
}

/** The first key of a command, for a button's tooltip. */
export function keyOf(command) {
  for (const [, rows] of KEYS) for (const [keys, name] of rows) if (name === command) return shownKey(keys[0]);
  return "";
}
