/** The same edit in code: the line of each gesture, and the edit's text. */
import { h } from "./dom.js";

export class CodeView {
  /**
   * @param {import("./store.js").Store} store
   * @param {{onput: () => void, hasCell: () => boolean, say: (words: string) => void}} parts
   */
  constructor(store, { onput, hasCell, say }) {
    this.store = store;
    this.hasCell = hasCell;
    this.say = say;
    this.lines = h("ol", { class: "ku-lines", tabindex: "0", "aria-label": "The gestures as lines of code" });
    this.text = h("pre", { class: "ku-text", tabindex: "0", "aria-label": "The edit as text", hidden: true });
    this.none = h("p", { class: "ku-none" }, "What you do by hand appears here as code.");
    this.tabs = ["As code", "As text"].map((name, i) => h("button", { type: "button", class: "ku-tab", "aria-pressed": String(i === 0), onclick: () => this.#turn(i) }, name));
    this.copy = h("button", { type: "button", class: "ku-button ku-wide", onclick: () => this.#copy() }, "Copy");
    this.put = h("button", { type: "button", class: "ku-button ku-wide", title: "Put the edit's text into a cell above the room; from then on the room writes it there", onclick: onput }, "Put into a cell");
    this.where = h("span", { class: "ku-where" });
    this.element = h("section", { class: "ku-code", "aria-label": "The same in code" },
      h("header", {}, ...this.tabs, this.where, this.put, this.copy), this.none, this.lines, this.text);
    this.update();
  }

  #turn(tab) {
    this.tabs.forEach((button, i) => button.setAttribute("aria-pressed", String(i === tab)));
    this.tab = tab;
    this.update();
  }

  update() {
    const { server } = this.store;
    const asText = this.tab === 1;
    const known = this.lines.children.length;
    if (server.lines.length < known || (server.lines.length === known && this.last !== server.lines.at(-1))) this.lines.replaceChildren();
    for (const line of server.lines.slice(this.lines.children.length)) this.lines.append(h("li", {}, h("code", {}, line)));
    if (server.lines.length !== known) requestAnimationFrame(() => { this.lines.scrollTop = this.lines.scrollHeight; }); // asked now, the page would be laid out twice
    this.last = server.lines.at(-1);
    this.lines.dataset.waiting = String(this.store.wire.pending.length || "");
    if (asText && this.text.textContent !== server.text) this.text.textContent = server.text;
    this.text.hidden = !asText;
    this.lines.hidden = asText || !server.lines.length;
    this.none.hidden = asText || server.lines.length > 0;
    const held = this.hasCell();
    this.put.hidden = held;
    const file = server.saved.path.split("/").slice(-2).join("/");
    this.where.textContent = server.saved.problem || [held ? "kept in its cell" : "", server.gestures && file ? `saved as ${file}` : ""].filter(Boolean).join(", ");
  }

  async #copy() {
    const words = this.tab === 1 ? this.store.server.text : this.store.server.lines.join("\n");
    try {
      await navigator.clipboard.writeText(words);
      this.say("Copied.");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(this.tab === 1 ? this.text : this.lines);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      this.say("Marked: copy it with Ctrl+C.");
    }
  }
}
