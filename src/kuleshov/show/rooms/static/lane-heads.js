/** What stands left of the timeline's rows: their names, and of each lane mute, solo and fader. */
import { h } from "./dom.js";
import { LANE } from "./lane-rows.js";

/** A level as one writes it. */
export function readLevel(words) {
  const value = Number(words.trim().replace(",", ".").replace("−", "-").replace(/\s*dB$/i, ""));
  return words.trim() && Number.isFinite(value) ? value : null;
}

export class LaneHeads {
  /**
   * @param {import("./store.js").Store} store
   * @param {{top: number, picture: number, gap: number, sound: number}} rows of the timeline
   * @param {{problem: (words: string) => void, ask: (what: any, done: (words: string) => void) => void}} ui
   */
  constructor(store, rows, ui) {
    Object.assign(this, { store, ui });
    const space = h("div", { class: "ku-laneroom" });
    space.style.height = `${rows.top}px`;
    const picture = h("div", { class: "ku-lanehead" }, h("b", {}, "Picture"));
    picture.style.height = `${rows.picture + rows.gap}px`;
    this.shots = h("div", { class: "ku-lanehead" }, h("b", {}, "Sound"), this.#solo("", "the shots' own sound"));
    this.shots.style.height = `${rows.sound + rows.gap}px`;
    this.rows = h("div", {});
    this.element = h("div", { class: "ku-laneheads", role: "group", "aria-label": "Lanes" }, space, picture, this.shots, this.rows);
  }

  #solo(name, words) {
    return h("button", { type: "button", class: "ku-button ku-small", "data-solo": name, title: `Hear ${words} alone`, "aria-label": `Hear ${words} alone`, "aria-pressed": "false", onclick: () => this.store.toggleSolo(name) }, "S");
  }

  #head(name) {
    const { store, ui } = this;
    const lane = () => store.edit.lanes.find((each) => each.name === name);
    const rename = () => ui.ask({ label: "Name of the lane", value: name }, (words) => store.gesture("lane_name", { lane: name, name: words }));
    const mute = h("button", { type: "button", class: "ku-button ku-small", "data-mute": name, title: `Leave lane ${name} out`, "aria-label": `Leave lane ${name} out of the film`, onclick: () => store.gesture("lane_mute", { lane: name, on: !lane().muted }) }, "M");
    const fader = h("input", { type: "text", class: "ku-fader", autocomplete: "off", "aria-label": `Level of lane ${name} (dB)`, title: "dB: type a number, or press the arrows" });
    const put = (gain) => store.gesture("lane_fader", { lane: name, gain });
    fader.onchange = () => {
      const gain = readLevel(fader.value);
      if (gain === null) ui.problem(`“${fader.value}” is no level. Write a number of dB, such as -6.`);
      else if (gain !== (lane().gain ?? 0)) put(gain);
      fader.value = String(lane()?.gain ?? 0);
    };
    fader.onkeydown = (event) => {
      event.stopPropagation();
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (by) {
        event.preventDefault();
        put((lane().gain ?? 0) + by);
        fader.value = String(lane().gain ?? 0);
      } else if (event.key === "Enter") fader.onchange();
      else if (event.key === "Escape") {
        fader.value = String(lane().gain ?? 0); // else what was typed would be put in as the field is left
        event.target.closest(".ku-room").focus();
      }
    };
    const head = h("div", { class: "ku-lanehead", "data-lane": name },
      h("button", { type: "button", class: "ku-button ku-lanename", title: `Lane ${name}: give it another name`, "aria-label": `Lane ${name}: give it another name`, onclick: rename }, name),
      mute, this.#solo(name, `lane ${name}`), fader);
    head.style.height = `${LANE.height + LANE.gap}px`;
    return head;
  }

  update() {
    const { store } = this;
    const lanes = store.edit.lanes ?? [];
    const names = lanes.map((lane) => lane.name);
    if (names.join("\n") !== this.names) {
      this.names = names.join("\n");
      this.rows.replaceChildren(...names.map((name) => this.#head(name)));
    }
    lanes.forEach((lane, i) => {
      const head = this.rows.children[i];
      const fader = head.querySelector("input");
      if (document.activeElement !== fader) fader.value = String(lane.gain ?? 0);
      head.querySelector("[data-mute]").setAttribute("aria-pressed", String(Boolean(lane.muted)));
      head.dataset.muted = String(Boolean(lane.muted));
    });
    for (const button of this.element.querySelectorAll("[data-solo]")) button.setAttribute("aria-pressed", String(store.solo.has(button.dataset.solo)));
  }
}
