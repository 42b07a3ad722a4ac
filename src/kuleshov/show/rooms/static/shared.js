/** What rooms that show films have in common: one store a model, one room a view, and words for Python. */
import { Media } from "./delivery.js";
import { kernelOf } from "./kernel.js";
import { Wire } from "./wire.js";

const WORDS = {
  waiting: "", here: "", silent: "Python does not answer",
  away: "The kernel was stopped or restarted: run the notebook's cells again; what was kept is found again",
};

/** What is said of Python beside a room's title. */
export const pythonWords = (status, owed) =>
  status === "busy" ? (owed ? "Python is busy: what you do waits until it is free" : "") : WORDS[status];

/**
 * A widget whose views are rooms. Each call of the front end gets another wrapper of the same model, so
 * what all views share is found by the room's name.
 * @param {new (model: any, el: HTMLElement, shared: object) => {close: () => void}} Room
 * @param {() => object} own what views of such a room share beside that
 */
export function widgetOf(Room, own = () => ({})) {
  const stores = new Map();
  const storeOf = (model) => {
    const { room: key } = model.get("state");
    if (stores.has(key)) return stores.get(key);
    const wire = new Wire({ send: (content) => model.send(content), kernel: kernelOf(model) });
    const ask = (name, args) => wire.ask(name, args);
    const shared = { wire, ask, media: new Media(ask, () => model.get("state").home), ...own() };
    stores.set(key, shared);
    model.on("msg:custom", (content, buffers) => wire.receive(content, buffers));
    wire.ask("hello").catch(() => {});
    return shared;
  };
  return {
    storeOf,
    initialize({ model }) {
      storeOf(model); // here, so that it listens for as long as the model is there, not one view
      const { room: key } = model.get("state");
      return () => stores.delete(key);
    },
    render({ model, el }) {
      const room = new Room(model, el, storeOf(model));
      el.kuleshov = room;
      return () => room.close();
    },
  };
}
