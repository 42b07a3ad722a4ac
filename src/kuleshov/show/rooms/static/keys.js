/**
 * The keys of the trade, in two sets: as DaVinci Resolve has them and as Premiere does. One list
 * says what there is to do, in which words, and by which keys; the room, its buttons and the help
 * sheet read it. Brackets and the like are told by where they lie, so that they work on every
 * layout. Ctrl is Cmd as well.
 */

const BY_PLACE = {
  BracketLeft: "[", BracketRight: "]", Comma: ",", Period: ".", Semicolon: ";", Quote: "'",
  Slash: "/", Backslash: "\\", Equal: "=", Minus: "-", Backquote: "`",
};
const PLACE_OF = Object.fromEntries(Object.entries(BY_PLACE).map(([code, written]) => [written, code]));
const WRITTEN = /^[[\]+\-/=\\`]$/; // told by what is written, wherever it lies

export const KEYSETS = { resolve: "Resolve", premiere: "Premiere" };

/** The same keys in both sets. */
const both = (...keys) => ({ resolve: keys, premiere: keys });
const keys = (resolve, premiere) => ({ resolve, premiere });

/**
 * [command, words, keys] in groups, by what one wants to do; the first key is the one that is
 * shown. Where a program has no key for it, the key is the room's own.
 */
export const COMMANDS = [
  ["Watch", [
    ["play", "Play, or stop", both("Space")],
    ["forward", "Play; again for twice, four, eight times the speed. With K held: slowly; tapped: a frame on", both("L")],
    ["backward", "Play backwards; again for faster. With K held: slowly; tapped: a frame back", both("J")],
    ["stop", "Stop", both("K")],
    ["play-around", "Play around the playhead: two seconds before it, two behind", keys(["/"], ["Shift+K"])],
    ["play-marked", "Play from in to out", keys(["Alt+/"], ["Ctrl+Shift+Space"])],
    ["source-record", "To the source monitor, or back to the film", keys(["Q"], ["Alt+Q"])],
    ["source", "Work in the source monitor", keys(["1"], ["Shift+2", "1"])],
    ["record", "Work in the film", keys(["2"], ["Shift+3", "Shift+4", "2"])],
    ["captions", "Captions on or off", keys(["Shift+C", "C"], ["Shift+C"])],
    ["mute", "Sound on or off", both("0")],
  ]],
  ["Go to", [
    ["frame-back", "One frame back", both("ArrowLeft")],
    ["frame-on", "One frame on", both("ArrowRight")],
    ["second-back", "One second back", keys(["Shift+ArrowLeft"], [])],
    ["second-on", "One second on", keys(["Shift+ArrowRight"], [])],
    ["five-back", "Five frames back", keys([], ["Shift+ArrowLeft"])],
    ["five-on", "Five frames on", keys([], ["Shift+ArrowRight"])],
    ["cut-back", "To the cut before", keys(["ArrowUp", ";"], ["ArrowUp", "Shift+ArrowUp"])],
    ["cut-on", "To the next cut", keys(["ArrowDown", "'"], ["ArrowDown", "Shift+ArrowDown"])],
    ["time", "Type where to go: 12:10 (seconds and frames), 2.5 (seconds), 48f (a frame)", keys(["="], ["Shift+G"])],
    ["time-on", "Type how far to go on: +12f is twelve frames, +12 as many seconds", keys(["+"], [])],
    ["time-back", "Type how far to go back", keys(["-"], [])],
    ["first", "To the first frame", both("Home")],
    ["last", "To the last frame", both("End")],
  ]],
  ["Mark", [
    ["in", "In point here: of the source, or of the film", both("I")],
    ["out", "Out point here", both("O")],
    ["mark-clip", "In and out around the shot under the playhead, or the whole take", both("X")],
    ["mark-chosen", "In and out around the chosen shots", keys(["Shift+A"], ["/"])],
    ["clear-in", "Clear the in point", keys(["Alt+I"], ["Ctrl+Shift+I", "Alt+I"])],
    ["clear-out", "Clear the out point", keys(["Alt+O"], ["Ctrl+Shift+O", "Alt+O"])],
    ["clear-marks", "Clear both", keys(["Alt+X"], ["Ctrl+Shift+X", "Alt+X"])],
    ["to-in", "To the in point", both("Shift+I")],
    ["to-out", "To the out point", both("Shift+O")],
  ]],
  ["Markers", [
    ["marker", "A marker here; again: its words", both("M")],
    ["marker-words", "Write the words of the marker here", keys(["Shift+M"], [])],
    ["marker-out", "Take the marker here out", keys(["Alt+M"], ["Ctrl+Alt+M", "Alt+M"])],
    ["marker-back", "To the marker before", keys(["Shift+ArrowUp"], ["Ctrl+Shift+M"])],
    ["marker-on", "To the next marker", keys(["Shift+ArrowDown"], ["Shift+M"])],
  ]],
  ["The same moment", [
    ["match", "Match frame: the take under the playhead, at this very frame, in the source monitor", both("F")],
    ["angles", "To the strip of takes that show this moment; Enter cuts to one, Alt+Enter its picture alone", both("G")],
  ]],
  ["Choose", [
    ["choose-here", "The shot under the playhead", keys(["Shift+V"], ["D"])],
    ["choose-point", "The cut nearest the playhead, to trim it", keys(["V"], ["Shift+T"])],
    ["point-side", "Of the chosen cut: both sides, the shot before, the shot behind", keys(["U"], ["Alt+T"])],
    ["choose-on", "All shots from the playhead on", keys(["Y"], ["A"])],
    ["extend-back", "The shot before as well", both("Ctrl+Shift+ArrowUp")],
    ["extend-on", "The next shot as well", both("Ctrl+Shift+ArrowDown")],
    ["all", "All shots", both("Ctrl+A")],
    ["none", "None", both("Ctrl+Shift+A")],
    ["escape", "Choose none; stop; close", both("Escape")],
    ["filter", "Look for a take in the bin", both("Shift+F")],
  ]],
  ["Put in", [
    ["insert", "Insert the source at the playhead or the film's marks; the shot there is cut in two", keys(["F9"], [","])],
    ["overwrite", "Overwrite: the source over what lies there; nothing moves", keys(["F10"], ["."])],
    ["replace", "Replace the shot, its length kept: both playheads come to the same moment", keys(["F11"], ["Shift+,"])],
    ["cutaway", "On top: the source's picture alone, over the film; what is heard stays", keys(["F12"], ["Shift+."])],
    ["append", "Append the source at the end", keys(["Shift+F12"], ["Shift+E"])],
    ["patch-picture", "Put in with picture, or without", keys(["Alt+1"], ["Alt+1"])],
    ["patch-sound", "Put in with sound, or without", keys(["Alt+2"], ["Alt+2"])],
    ["title", "A title", keys(["Shift+T"], ["T"])],
    ["black", "A second of black", both("Shift+B")],
  ]],
  ["Trim", [
    ["nudge-back", "The chosen cut, or shot, a frame earlier; with the slip tool: its take", keys([","], ["Ctrl+ArrowLeft", "Alt+ArrowLeft"])],
    ["nudge-on", "A frame later", keys(["."], ["Ctrl+ArrowRight", "Alt+ArrowRight"])],
    ["nudge-many-back", "Five frames earlier", keys(["Shift+,"], ["Ctrl+Shift+ArrowLeft", "Alt+Shift+ArrowLeft"])],
    ["nudge-many-on", "Five frames later", keys(["Shift+."], ["Ctrl+Shift+ArrowRight", "Alt+Shift+ArrowRight"])],
    ["extend", "The cut, chosen or nearest, to the playhead", both("E")],
    ["trim-start", "The shot under the playhead begins here; close up", keys(["Shift+[", "Ctrl+Shift+["], ["Q"])],
    ["trim-end", "It ends here; close up", keys(["Shift+]", "Ctrl+Shift+]"], ["W"])],
    ["out-back", "Out point a frame earlier", keys(["["], ["Alt+["])],
    ["out-on", "Out point a frame later", keys(["]"], ["Alt+]"])],
    ["in-back", "In point a frame earlier", both("Alt+Shift+[")],
    ["in-on", "In point a frame later", both("Alt+Shift+]")],
    ["roll-back", "Roll: the cut behind the shot a frame earlier", keys(["Alt+["], ["Shift+["])],
    ["roll-on", "Roll: a frame later", keys(["Alt+]"], ["Shift+]"])],
    ["slip-back", "Slip: show what is a frame earlier in the take", keys(["Alt+,"], ["Ctrl+Alt+ArrowLeft"])],
    ["slip-on", "Slip: a frame later", keys(["Alt+."], ["Ctrl+Alt+ArrowRight"])],
    ["slide-back", "Slide: a frame earlier between its neighbours", keys(["Alt+Shift+ArrowLeft"], ["Alt+,"])],
    ["slide-on", "Slide: a frame later", keys(["Alt+Shift+ArrowRight"], ["Alt+."])],
    ["snap", "Snapping on or off; while you drag, for that drag", keys(["N"], ["S"])],
    ["tool-trim", "Tool: trim and move", keys(["A", "T"], ["V", "B"])],
    ["tool-roll", "Tool: roll", keys([], ["N"])],
    ["slip-or-slide", "Tool: slip; again: slide", keys(["S"], [])],
    ["tool-slip", "Tool: slip", keys([], ["Y"])],
    ["tool-slide", "Tool: slide", keys([], ["U"])],
  ]],
  ["Sound and joins", [
    ["sound-back", "The sound cut into the shot a frame earlier (J)", both("Alt+;")],
    ["sound-on", "The sound cut a frame later (L)", both("Alt+'")],
    ["picture-only", "The shot is seen and not heard: the sound before it runs on; or heard again", both("Alt+P")],
    ["choose-sound", "Choose the sound of a lane at the playhead; again: the next lane's", both("Alt+S")],
    ["fill", "Fill the chosen sound's lane, or a new one, with the source's marked sound, again and again: under the whole film, or what is marked of it", both("Alt+R")],
    ["louder", "The shot, or the chosen sound, 1 dB louder", keys(["Ctrl+Alt+=", "Alt+ArrowUp"], ["]", "Alt+ArrowUp"])],
    ["softer", "The same 1 dB softer", keys(["Ctrl+Alt+-", "Alt+ArrowDown"], ["[", "Alt+ArrowDown"])],
    ["to-loudness", "Bring the film to -23 LUFS", both("Alt+L")],
    ["dissolve", "Dissolve into the shot over 12 frames, or cut", keys(["Shift+D"], ["Ctrl+D", "Shift+D"])],
  ]],
  ["Take out and move", [
    ["blade", "Cut the shot under the playhead in two, or the chosen sound", keys(["Ctrl+B", "Ctrl+\\", "B"], ["Ctrl+K", "Ctrl+Shift+K", "C"])],
    ["lift", "Take the chosen shots out, or what is marked; leave a gap", keys(["Backspace"], ["Delete", "Backspace"])],
    ["remove", "Take them out; close up", keys(["Delete", "Shift+Backspace", "Shift+Delete"], ["Shift+Delete", "Shift+Backspace"])],
    ["lift-range", "Lift what is marked; leave a gap", keys([], [";"])],
    ["extract-range", "Extract what is marked; close up", keys([], ["'"])],
    ["copy", "Copy the chosen shots, or the chosen sound", both("Ctrl+C")],
    ["cut-out", "Cut them out; leave a gap", both("Ctrl+X")],
    ["cut-close", "Cut them out; close up", keys(["Ctrl+Shift+X"], [])],
    ["paste", "Paste at the playhead, over what lies there", both("Ctrl+V")],
    ["paste-insert", "Paste at the playhead; what lies there moves along", both("Ctrl+Shift+V")],
    ["move-back", "The chosen shots one place earlier", keys(["Ctrl+Shift+,", "Alt+ArrowLeft"], ["Ctrl+Shift+,"])],
    ["move-on", "One place later", keys(["Ctrl+Shift+.", "Alt+ArrowRight"], ["Ctrl+Shift+."])],
    ["undo", "Undo", both("Ctrl+Z")],
    ["redo", "Redo", keys(["Ctrl+Shift+Z"], ["Ctrl+Shift+Z", "Ctrl+Y"])],
  ]],
  ["The room", [
    ["zoom-in", "Nearer", keys(["Ctrl+="], ["=", "+", "Ctrl+="])],
    ["zoom-out", "Farther", keys(["Ctrl+-"], ["-", "Ctrl+-"])],
    ["fit", "The whole film", keys(["Shift+Z"], ["\\", "Shift+Z"])],
    ["monitor-full", "The monitor on the whole screen, or back", keys(["P"], ["Ctrl+`"])],
    ["window-full", "The room in the whole window, or back", keys(["Ctrl+F"], ["`"])],
    ["screen-full", "The room on the whole screen, or back", keys(["Ctrl+Shift+F"], ["Shift+`"])],
    ["save", "Save the notebook", both("Ctrl+S")],
    ["help", "This sheet", both("?", "Ctrl+Alt+K")],
  ]],
];

const BY_KEY = Object.fromEntries(Object.keys(KEYSETS).map((set) => [
  set, new Map(COMMANDS.flatMap(([, rows]) => rows.flatMap(([command, , by]) => by[set].map((key) => [key, command])))),
]));

/**
 * Name the key of an event: "Ctrl+Shift+Z", "[", "Space". Where a layout needs Shift, or the third
 * level, only to write a sign, that is no Shift.
 * @param {KeyboardEvent} event
 */
export function chord(event) {
  const third = event.getModifierState?.("AltGraph"); // a bracket on many keyboards
  const { name, shift } = sign(event);
  const held = [];
  if ((event.ctrlKey || event.metaKey) && !third) held.push("Ctrl");
  if (event.altKey && !third) held.push("Alt");
  if (shift) held.push("Shift");
  return [...held, name].join("+");
}

function sign({ key, code, shiftKey, altKey, ctrlKey, metaKey }) {
  if (key === " ") return { name: "Space", shift: shiftKey };
  if (key === "?") return { name: "?", shift: false };
  if (/^[a-z]$/i.test(key)) return { name: key.toUpperCase(), shift: shiftKey };
  if (altKey && /^Key[A-Z]$/.test(code)) return { name: code.slice(3), shift: shiftKey }; // Alt writes another letter on a Mac
  if (key === "+") return { name: ctrlKey || metaKey || altKey ? "=" : "+", shift: false }; // nearer is Ctrl and plus on many keyboards
  if (WRITTEN.test(key)) return { name: key, shift: shiftKey && PLACE_OF[key] === code };
  if (BY_PLACE[code] && (key === "Dead" || /^[^a-z0-9]$/i.test(key))) return { name: BY_PLACE[code], shift: shiftKey };
  if (/^\d$/.test(key)) return { name: key, shift: false };
  if (/^Digit\d$/.test(code) && key.length === 1) return { name: code.slice(5), shift: shiftKey };
  return { name: key, shift: shiftKey };
}

/** @returns {string | undefined} the command that a key gives in a set */
export function commandOf(event, set = "resolve") {
  return BY_KEY[set].get(chord(event));
}

const HELD = /-(back|on|in|out)$|^(louder|softer|undo|redo)$/;

/** Whether a key that is held down does its command again and again. */
export function mayBeHeld(command) {
  return HELD.test(command) && !/^(clear|to|choose|time)-/.test(command);
}

const SHOWN = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", Delete: "Del", Backspace: "⌫",
};

/** Write a key as it stands on a keyboard. */
export function shownKey(key) {
  if (key === "+") return key;
  return key.split("+").map((part) => SHOWN[part] ?? part).join(" ");
}

/** The first key of a command, for a button's tooltip; nothing where a set has none. */
export function keyOf(command, set = "resolve") {
  for (const [, rows] of COMMANDS) for (const [name, , by] of rows) if (name === command && by[set].length) return shownKey(by[set][0]);
  return "";
}

/** Write the keys of a set into the tooltips of the buttons that say which command they are. */
export function nameKeys(root, set) {
  for (const button of root.querySelectorAll("[data-command]")) {
    const key = keyOf(button.dataset.command, set);
    const words = key ? `${button.dataset.words} (${key})` : button.dataset.words;
    button.title = words;
    if (button.hasAttribute("aria-label")) button.setAttribute("aria-label", words);
  }
}

// Which set was chosen: the browser remembers it for all rooms.

const KEY = "kuleshov-keys";

/** @returns {"resolve" | "premiere"} */
export function chosenKeys() {
  try {
    const set = localStorage.getItem(KEY);
    return Object.hasOwn(KEYSETS, set ?? "") ? set : "resolve";
  } catch {
    return "resolve"; // a forbidden memory
  }
}

export function rememberKeys(set) {
  try {
    localStorage.setItem(KEY, set);
  } catch { /* it holds for this room, then */ }
}
