/** The help sheet: every key, in groups. */
import { h } from "./dom.js";
import { KEYS, shownKey } from "./keys.js";

export function helpSheet(onclose) {
  const groups = KEYS.map(([name, rows]) => h("section", {},
    h("h3", {}, name),
    h("dl", {}, ...rows.flatMap(([keys, , words]) => [
      h("dt", {}, ...keys.slice(0, 1).map((key) => h("kbd", {}, shownKey(key)))),
      h("dd", {}, words),
    ]))));
  const close = h("button", { type: "button", class: "ku-button ku-wide", onclick: onclose }, "Close");
  const sheet = h("div", { class: "ku-sheet", role: "dialog", "aria-modal": "true", "aria-label": "Keys of the cutting room" },
    h("div", { class: "ku-sheethead" }, h("h2", {}, "Keys"), close),
    h("p", {}, "They work while the room has the focus: click into it first. With the pointer: drag a take from the bin into the lane; drag a shot to move it, its edges to trim it, the edge of its sound for a split edit. The tool buttons change what dragging does."),
    h("div", { class: "ku-groups" }, ...groups));
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "?" && event.key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Tab") onclose();
  });
  return { sheet, focus: () => close.focus() };
}
