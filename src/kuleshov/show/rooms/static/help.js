/** The help sheet: every command by what one wants to do, with its keys in either set. */
import { h } from "./dom.js";
import { COMMANDS, KEYSETS, shownKey } from "./keys.js";

/**
 * @param {string} set which keys hold
 * @param {{onclose: () => void, onset: (set: string) => void}} parts
 */
export function helpSheet(set, { onclose, onset }) {
  const close = h("button", { type: "button", class: "ku-button ku-wide", onclick: onclose }, "Close");
  const groups = h("div", { class: "ku-groups" });
  const sets = Object.entries(KEYSETS).map(([each, name]) => h("button", { type: "button", class: "ku-button ku-wide", "data-set": each, onclick: () => { show(each); onset(each); } }, name));
  const show = (each) => {
    for (const button of sets) button.setAttribute("aria-pressed", String(button.dataset.set === each));
    groups.replaceChildren(...groupsOf(each));
  };
  const sheet = h("div", { class: "ku-sheet", role: "dialog", "aria-modal": "true", "aria-label": "Keys of the cutting room" },
    h("div", { class: "ku-sheethead" }, h("h2", {}, "Keys"), h("span", { class: "ku-group", role: "group", "aria-label": "As in" }, ...sets), h("span", { class: "ku-space" }), close),
    h("p", {}, "They work while the room has the focus: click into it first. Ctrl is Cmd on a Mac. With the pointer: drag a take from the bin into the lane; drag a shot to move it, its edges to trim it, the edge of its sound for a split edit. The tool buttons change what dragging does. A double click on the film's title writes another."),
    groups);
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "?" && event.key !== "Tab") return;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === "Tab") turn(event.shiftKey ? -1 : 1);
    else onclose();
  });
  const turn = (by) => { // the focus stays in the sheet
    const stops = [...sets, close];
    const at = stops.indexOf(document.activeElement);
    stops[(at + by + stops.length) % stops.length].focus();
  };
  show(set);
  return { sheet, focus: () => close.focus() };
}

/** A command without a key is not listed: it has its button. */
function groupsOf(set) {
  return COMMANDS.map(([name, rows]) => h("section", {},
    h("h3", {}, name),
    h("dl", {}, ...rows.filter(([, , keys]) => keys[set].length).flatMap(([, words, keys]) => [
      h("dt", {}, ...keys[set].slice(0, 2).map((key) => h("kbd", {}, shownKey(key)))),
      h("dd", {}, words),
    ]))));
}
