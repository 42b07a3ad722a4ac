/** What a measure does over time, for both films, under the picture and on its clock. */
import { h } from "./dom.js";
import { lengthOf, pathOf, rangeOf } from "./screening-clock.js";

const WIDTH = 1000;
const HEIGHT = 84;

function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export class SeriesView {
  constructor(room) {
    this.room = room;
    this.found = new Map();
    this.choice = h("select", { class: "ku-whose", "aria-label": "Measure over time", onchange: () => this.#choose() });
    this.said = h("span", { class: "ku-count", role: "status" });
    this.picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "ku-series", "aria-hidden": "true" });
    this.head = svg("line", { y1: "0", y2: String(HEIGHT), class: "ku-playhead" });
    this.picture.addEventListener("pointerdown", (event) => this.#go(event));
    this.element = h("section", { class: "ku-measured", "aria-label": "Measures over time" }, h("div", { class: "ku-noteform" }, this.choice, this.said), this.picture);
  }

  told() {
    if (this.choice.options.length) return;
    const none = h("option", { value: "" }, "No measure");
    this.choice.append(none, ...this.room.state.measures.map(({ id, name }) => h("option", { value: id }, name)));
    this.picture.style.display = "none";
  }

  /** Forget two films; others have come. */
  clear() {
    this.found.clear();
    this.choice.value = "";
    this.#choose();
  }

  async #choose() {
    const id = this.choice.value;
    this.picture.style.display = id ? "" : "none";
    if (!id) {
      this.said.textContent = "";
      return;
    }
    this.said.textContent = "measuring…";
    const { take: shown } = this.room.films[0];
    if (!this.found.has(id)) {
      const asked = this.room.films.map(({ take }) => this.room.ask("series", { take, id }).then((answer) => answer, (problem) => ({ problem: problem.message })));
      const both = await Promise.all(asked);
      if (this.room.films[0].take !== shown) return; // another pair has come
      this.found.set(id, both);
    }
    if (this.choice.value === id) this.#draw(id);
  }

  #draw(id) {
    const both = this.found.get(id);
    const { films, shift } = this.room;
    const length = lengthOf(films, shift);
    const good = both.filter((one) => !one.problem);
    const [low, high] = rangeOf(good);
    const paths = both.map((one, side) => {
      if (one.problem) return null;
      const moved = side ? shift / films[1].rate : 0;
      const times = one.times.map((t) => t - moved);
      return svg("path", { d: pathOf({ times, values: one.values }, length, low, high, WIDTH, HEIGHT), class: "ku-line", "data-side": String(side), "vector-effect": "non-scaling-stroke" });
    });
    this.picture.replaceChildren(...paths.filter(Boolean), this.head);
    const unit = good[0]?.unit ? ` ${good[0].unit}` : "";
    const range = good.length ? `${low.toPrecision(3)} to ${high.toPrecision(3)}${unit}` : "";
    const problems = both.map((one, side) => (one.problem ? `${films[side].name}: ${one.problem}` : "")).filter(Boolean);
    this.said.textContent = [range, ...problems].filter(Boolean).join("; ");
    this.at(this.room.seconds);
  }

  at(seconds) {
    const x = (seconds / lengthOf(this.room.films, this.room.shift)) * WIDTH;
    this.head.setAttribute("x1", x.toFixed(1));
    this.head.setAttribute("x2", x.toFixed(1));
  }

  #go(event) {
    const box = this.picture.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const { films, shift } = this.room;
    this.room.seek(Math.floor(share * lengthOf(films, shift) * films[0].rate) / films[0].rate);
  }
}
