/** The marking table: click to mark, drag to mend, arrows for a pixel. */
import { Announcer } from "./announce.js";
import { h } from "./dom.js";
import { kernelOf } from "./kernel.js";
import { countOf, nextFor, placeIn, sharedBy, standing, thingsOf } from "./marking-points.js";
import { Wire } from "./wire.js";

const LOUPE = 4;
const BEAT = 3000;

class Table {
  constructor(model, el) {
    this.model = model;
    this.wire = new Wire({ send: (content) => model.send(content), kernel: kernelOf(model) });
    this.chosen = "";
    this.announcer = new Announcer();
    this.boards = model.get("pictures").map((address, number) => this.#board(address, number));
    this.name = h("input", { type: "text", class: "ku-thing", maxLength: 60, "aria-label": "The thing that the next click marks; Enter marks it in the middle of a picture that lacks it", placeholder: "name of a thing", onkeydown: (event) => this.#byName(event) });
    this.going = new Map(); // places that Python has not answered yet
    this.moves = h("input", { type: "checkbox", id: `ku-moves-${Math.random().toString(36).slice(2)}` });
    this.things = h("ol", { class: "ku-things" });
    this.count = h("span", { class: "ku-count", role: "status" });
    this.python = h("span", { class: "ku-python", role: "status" });
    this.root = h("div", { class: "ku-room ku-marking", tabindex: "-1", role: "group", "aria-label": "Marking table", "data-lm-suppress-shortcuts": "true" },
      h("div", { class: "ku-head" }, h("h2", {}, model.get("state").title), this.count, h("span", { class: "ku-space" }), this.python, this.name,
        h("label", { class: "ku-moves", title: "It counts for screen direction, not for the room" }, this.moves, " moves or acts")),
      h("div", { class: "ku-boards" }, ...this.boards.map((board) => board.figure)),
      this.things, this.announcer.line, this.announcer.live);
    el.append(this.root);
    this.receive = (content, buffers) => this.wire.receive(content, buffers);
    this.told = () => this.show();
    model.on("msg:custom", this.receive);
    model.on("change:state", this.told);
    this.show();
    this.wire.onstatus = (status) => this.#status(status);
    this.beat = setInterval(() => this.wire.beat(), BEAT);
  }

  #status(status) {
    this.python.dataset.status = status;
    this.python.textContent = standing(status, this.wire.owed);
  }

  get pictures() { return this.model.get("state").pictures; }

  #board(address, number) {
    const { name, size } = this.model.get("state").pictures[number];
    const image = h("img", { src: address, alt: `${name}; the marks in it stand in the list below`, draggable: false });
    const loupe = h("div", { class: "ku-loupe", "aria-hidden": "true", style: `background-image:url(${address})`, hidden: true });
    const marks = h("div", { class: "ku-marks" });
    const plane = h("div", { class: "ku-plane" }, image, marks, loupe);
    plane.addEventListener("pointerdown", (event) => this.#down(event, number));
    plane.addEventListener("pointermove", (event) => this.#look(event, number));
    plane.addEventListener("pointerleave", () => { loupe.hidden = true; });
    return { figure: h("figure", { class: "ku-board" }, h("figcaption", {}, name), plane), plane, image, marks, loupe, size };
  }

  /** Show the marks as Python has them. */
  show() {
    const things = thingsOf(this.pictures);
    this.pictures.forEach((picture, number) => {
      const { marks, size } = this.boards[number];
      const held = document.activeElement?.dataset?.thing;
      const own = marks.contains(document.activeElement);
      marks.replaceChildren(...things.flatMap((thing) => {
        const place = picture.points[thing.name] ?? picture.subjects[thing.name];
        return place ? [this.#pin(thing, place, size, number)] : [];
      }));
      if (own) [...marks.children].find((pin) => pin.dataset.thing === held)?.focus();
    });
    const all = this.pictures.length;
    const place = [...this.things.querySelectorAll("button")].indexOf(document.activeElement);
    this.things.replaceChildren(...things.map((thing) => h("li", {},
      h("button", { type: "button", class: "ku-button", "aria-pressed": String(thing.name === this.chosen), onclick: () => this.choose(thing) },
        h("b", { style: `color:${thing.colour}` }, String(thing.number)), ` ${thing.name}${thing.moves ? " *" : ""} `,
        h("span", { class: "ku-count" }, `${countOf(this.pictures, thing.name)} of ${all}`)))));
    if (place >= 0) this.things.querySelectorAll("button")[place]?.focus();
    const shared = sharedBy(this.pictures);
    this.count.textContent = `${shared} ${shared === 1 ? "thing" : "things"} in all ${all} pictures${shared < 8 ? "; a room wants 8" : ""}`;
  }

  #pin(thing, [x, y], size, number) {
    const style = `left:${(x / size[0]) * 100}%;top:${(y / size[1]) * 100}%;--pin:${thing.colour}`;
    const words = `${thing.number} ${thing.name}, ${x.toFixed(1)} to the right, ${y.toFixed(1)} down. Arrows move it, Delete takes it away.`;
    return h("button", { type: "button", class: "ku-pin", style, "data-thing": thing.name, "aria-label": words, title: thing.name,
      onkeydown: (event) => this.#nudge(event, thing, [x, y], number) }, String(thing.number));
  }

  choose(thing) {
    this.chosen = thing.name;
    this.name.value = thing.name;
    this.moves.checked = thing.moves;
    this.show();
  }

  #down(event, number) {
    if (event.button) return;
    event.preventDefault();
    const { plane, size } = this.boards[number];
    const pin = event.target.closest(".ku-pin");
    const typed = this.name.value.trim();
    const taken = typed in this.pictures[number].points || typed in this.pictures[number].subjects;
    const name = pin ? pin.dataset.thing : typed && !taken ? typed : nextFor(this.pictures, number);
    const known = thingsOf(this.pictures).find((thing) => thing.name === name);
    const moves = known ? known.moves : this.moves.checked;
    plane.setPointerCapture(event.pointerId);
    let place = placeIn(plane.getBoundingClientRect(), size, event.clientX, event.clientY);
    const move = (each) => {
      place = placeIn(plane.getBoundingClientRect(), size, each.clientX, each.clientY);
      if (pin) Object.assign(pin.style, { left: `${(place[0] / size[0]) * 100}%`, top: `${(place[1] / size[1]) * 100}%` });
    };
    const end = () => {
      plane.removeEventListener("pointermove", move);
      plane.removeEventListener("pointerup", up);
      plane.removeEventListener("pointercancel", cancelled);
    };
    const up = () => {
      end();
      this.place(number, name, place, moves);
    };
    const cancelled = () => {
      end();
      this.show();
    };
    plane.addEventListener("pointermove", move);
    plane.addEventListener("pointerup", up);
    plane.addEventListener("pointercancel", cancelled);
  }

  place(number, name, [x, y], moves) {
    this.chosen = name;
    const key = `${number} ${name}`;
    const going = [x, y];
    this.going.set(key, going);
    const arrived = () => { if (this.going.get(key) === going) this.going.delete(key); };
    return this.wire.ask("place", { picture: number, name, x, y, moves }).finally(arrived).then(
      () => {
        this.announcer.say(`${name} marked in ${this.pictures[number].name}.`);
        this.name.value = "";
      },
      (problem) => {
        this.announcer.say(problem.message, "problem");
        this.show(); // a pin that was dragged goes back to where its mark is
      },
    );
  }

  /** Mark by keyboard: in the middle, and the pin takes the arrows. */
  async #byName(event) {
    const name = this.name.value.trim();
    if (event.key !== "Enter" || !name) return;
    event.preventDefault();
    const number = this.pictures.findIndex(({ points, subjects }) => !(name in points) && !(name in subjects));
    if (number < 0) {
      this.announcer.say(`${name} is marked in every picture already.`);
      return;
    }
    const known = thingsOf(this.pictures).find((thing) => thing.name === name);
    const [width, height] = this.boards[number].size;
    await this.place(number, name, [width / 2, height / 2], known ? known.moves : this.moves.checked);
    const pin = () => [...this.boards[number].marks.children].find((each) => each.dataset.thing === name);
    for (let turn = 0; turn < 50 && !pin(); turn += 1) await new Promise((done) => setTimeout(done, 20));
    pin()?.focus();
  }

  #nudge(event, thing, marked, number) {
    const [x, y] = this.going.get(`${number} ${thing.name}`) ?? marked;
    const step = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const { size } = this.boards[number];
    if (by) {
      const to = [x + by[0], y + by[1]].map((v, n) => Math.min(size[n], Math.max(0, v)));
      this.place(number, thing.name, to, thing.moves);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.wire.ask("forget", { picture: number, name: thing.name }).then(
        () => this.announcer.say(`${thing.name} taken away.`),
        (problem) => this.announcer.say(problem.message, "problem"),
      );
    } else return;
    event.preventDefault();
  }

  /** Show what lies under the pointer four times as large. */
  #look(event, number) {
    const { plane, loupe, size } = this.boards[number];
    const box = plane.getBoundingClientRect();
    const [x, y] = placeIn(box, size, event.clientX, event.clientY);
    loupe.hidden = false;
    const side = loupe.clientWidth / 2;
    loupe.style.backgroundSize = `${size[0] * LOUPE}px ${size[1] * LOUPE}px`;
    loupe.style.backgroundPosition = `${side - x * LOUPE}px ${side - y * LOUPE}px`;
    loupe.dataset.corner = event.clientX - box.left < box.width / 2 ? "right" : "left";
  }

  close() {
    clearInterval(this.beat);
    this.model.off("msg:custom", this.receive);
    this.model.off("change:state", this.told);
    this.root.remove();
  }
}

export const widget = {
  render({ model, el }) {
    const table = new Table(model, el);
    el.kuleshov = table;
    return () => table.close();
  },
};
