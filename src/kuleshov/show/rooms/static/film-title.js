/** The film's title in the room's head: a double click writes another, as a file is renamed. */
import { h } from "./dom.js";

/** @param {() => void} write asks for other words */
export function titleButton(write) {
  return h("button", {
    type: "button", class: "ku-filmtitle", title: "The film's title: double-click, or F2, to write another",
    onclick: (event) => { if (!event.detail) write(); }, // a key, or a screen reader; a hand clicks twice
    ondblclick: write,
    onkeydown: (event) => {
      if (event.key !== "F2") return;
      event.preventDefault();
      event.stopPropagation();
      write();
    },
  });
}

/** Write the film's title where it is read: in the room's head, and to those who can't see it. */
export function nameFilm(title, button, room) {
  if (button.textContent === title) return;
  button.textContent = title;
  button.setAttribute("aria-label", `${title}: the film's title. F2 writes another`);
  room.setAttribute("aria-label", `Cutting room: ${title}. Press question mark for the keys.`);
}
