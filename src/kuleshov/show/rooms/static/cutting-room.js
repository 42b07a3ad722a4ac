/** The cutting room: one store a model, one room a view. */
import { Announcer, count, markWords, sentenceOf } from "./announce.js";
import { BinView } from "./bin-view.js";
import { CodeView } from "./code-view.js";
import { commandsOf } from "./commands.js";
import { Media } from "./delivery.js";
import { afterFrame, h, iconButton } from "./dom.js";
import { framesOf } from "./edit.js";
import { Frame } from "./full.js";
import { FindingView } from "./findings.js";
import { Gestures } from "./gestures.js";
import { helpSheet } from "./help.js";
import { ICONS } from "./icons.js";
import { Inspector } from "./inspector.js";
import { kernelOf } from "./kernel.js";
import { LaneHeads } from "./lane-heads.js";
import { KEYSETS, commandOf, keyOf, mayBeHeld, nameKeys } from "./keys.js";
import { playsAlike } from "./lanes.js";
import { Looks } from "./looks.js";
import { RecordMonitor, SourceMonitor } from "./monitors.js";
import { AngleStrip } from "./multicam.js";
import { addCell, hasCell, leave, notebookOf, remember, remembered, saveNotebook, writeCell } from "./notebook.js";
import { nameFilm, titleButton } from "./film-title.js";
import { questionSheet, questionWords } from "./question.js";
import { Shuttle } from "./shuttle.js";
import { Sounds } from "./sound.js";
import { Store } from "./store.js";
import { ROWS, TOP, TimelineView } from "./timeline-view.js";
import { timecode } from "./time.js";
import { Wire } from "./wire.js";

const BEAT = 3000;
const TOOLS = [
  ["trim", "Trim and move: drag an edge, or a shot"],
  ["roll", "Roll: drag a cut between its shots"],
  ["slip", "Slip: drag the take under its shot"],
  ["slide", "Slide: drag a shot between its neighbours"],
];

const stores = new Map();

/** What all views of a room share. Each call gets another wrapper of the same model. */
function storeOf(model) {
  const { room: key } = model.get("state");
  if (stores.has(key)) return stores.get(key);
  const wire = new Wire({ send: (content) => model.send(content), kernel: kernelOf(model), after: afterFrame });
  const store = new Store(wire, model.get("bin"), model.get("state"));
  const ask = (name, args) => wire.ask(name, args);
  const media = new Media(ask, () => store.server.home, (take) => store.takes.get(take)?.film ?? null, undefined, (take) => Boolean(store.takes.get(take)?.unseen));
  const shared = { store, wire, media, sounds: new Sounds(media), looks: new Looks(ask), views: 0, hands: false };
  shared.notebook = notebookOf(model);
  shared.looks.onlook = (take) => store.emit("look", take);
  shared.looks.onproblem = (words) => store.emit("problem", words);
  media.onmaking = (take) => store.emit("making", take);
  stores.set(key, shared);
  const keep = () => remember(wire.name, store.record());
  store.on("gesture", () => { shared.hands = true; keep(); });
  store.on("answer", keep);
  store.on("agreed", () => {
    if (shared.hands) writeCell(shared.notebook, store.server.names.cut, store.server.text);
  });
  model.on("msg:custom", (content, buffers) => wire.receive(content, buffers));
  model.on("change:state", () => store.told(model.get("state")));
  shared.leaving = () => { if (shared.hands) leave(store.server.saved.browser, wire.name, store.server.home, store.record()); };
  window.addEventListener("pagehide", shared.leaving);
  const { records, forget } = remembered(store.server.lineage);
  wire.ask("hello", { records }).then(forget).catch(() => {});
  return shared;
}

class Room {
  constructor(model, el, shared) {
    Object.assign(this, shared, { model, shared });
    this.off = [];
    this.announcer = new Announcer();
    const parts = { media: this.media, sounds: this.sounds, looks: this.looks, store: this.store };
    this.source = new SourceMonitor(parts);
    this.record = new RecordMonitor(parts);
    this.view = new TimelineView(this.store, this.looks, (words) => this.announcer.show(words, "finding"));
    this.view.ongoto = (frame) => this.record.goto(frame);
    this.heads = new LaneHeads(this.store, { top: TOP, picture: ROWS.picture, gap: ROWS.gap, sound: ROWS.sound }, { problem: (words) => this.problem(words), ask: (what, done) => this.#ask(what, done) });
    this.finding = new FindingView(this.store, () => this.root.focus({ preventScroll: true }));
    this.view.onfinding = (finding, byKey) => this.finding.choose(finding, byKey);
    this.inspector = new Inspector(this.store, (words) => this.problem(words));
    this.code = new CodeView(this.store, { onput: () => this.#putCell(), hasCell: () => hasCell(this.notebook, this.store.server.names.cut), say: (words) => this.announcer.say(words) });
    this.ghosts = h("div", { class: "ku-ghosts", "aria-hidden": "true" });
    this.gestures = new Gestures(this.store, this.view, { source: this.source, record: this.record, announcer: this.announcer, ghosts: this.ghosts, focus: () => this.root.focus({ preventScroll: true }) });
    this.bin = new BinView(this.store, this.looks, { ondrag: (take, event) => this.gestures.fromBin(take, event), focus: () => this.root.focus({ preventScroll: true }) });
    this.angles = new AngleStrip(this.store, this.looks, this.media, { source: this.source, record: this.record, focus: () => this.root.focus({ preventScroll: true }) });
    this.commands = commandsOf(this.store, { source: this.source, record: this.record, view: this.view, ui: this.#ui() });
    this.shuttle = new Shuttle(() => (this.store.monitor === "source" ? this.source : this.record));
    this.root = this.#layout();
    el.append(this.root);
    this.frame = new Frame(this.root, this.ghosts, { onchange: () => this.view.update(), problem: (words) => this.problem(words) });
    this.#listen();
    this.#everything();
    this.#lookLater();
  }

  #layout() {
    const { store } = this;
    const button = (path, name, command, options = {}) => iconButton(path, name, () => this.run(command), { command, ...options });
    this.title = titleButton(() => this.#ask({ label: "Title of the film", value: store.edit.title }, (title) => title !== store.edit.title && store.gesture("rename", { title })));
    this.length = h("span", { class: "ku-count" });
    this.python = h("span", { class: "ku-python", role: "status" });
    this.undo = button(ICONS.undo, "Undo", "undo");
    this.redo = button(ICONS.redo, "Redo", "redo");
    this.notice = h("div", { class: "ku-notice", hidden: true });
    this.snapping = button(ICONS.snap, "Snapping: what you drag catches on cuts, markers, the playhead", "snap", { "aria-pressed": "true" });
    this.tools = TOOLS.map(([name, words]) => button(ICONS[name], words, `tool-${name}`, { "aria-pressed": "false", "data-tool": name }));
    const word = (name, command) => h("button", { type: "button", class: "ku-button ku-wide", "data-command": command, "data-words": name, onclick: () => this.run(command) }, name);
    this.sets = h("select", { class: "ku-keys", "aria-label": "Keys as in", title: "Keys as in", onchange: () => this.#useKeys(this.sets.value) },
      ...Object.entries(KEYSETS).map(([set, name]) => h("option", { value: set }, name)));
    this.patches = [["Picture", "picture"], ["Sound", "sound"]].map(([name, part]) => Object.assign(word(name, `patch-${part}`), { value: part }));
    this.words = h("input", { type: "text", class: "ku-titlewords", hidden: true, maxLength: 200 });
    const toolbar = h("div", { class: "ku-toolbar", role: "toolbar", "aria-label": "Timeline" },
      h("span", { class: "ku-group", role: "group", "aria-label": "What dragging does" }, ...this.tools, this.snapping),
      h("span", { class: "ku-group" }, word("Insert", "insert"), word("Overwrite", "overwrite"), word("Replace", "replace"), word("Append", "append")),
      h("span", { class: "ku-group", role: "group", "aria-label": "What of the source is put in" }, ...this.patches),
      h("span", { class: "ku-group" }, button(ICONS.title, "Title", "title"), button(ICONS.dissolve, "Dissolve", "dissolve"), button(ICONS.loud, "Bring the film to −23 LUFS", "to-loudness"), button(ICONS.blade, "Cut in two", "blade"), button(ICONS.bin, "Take out", "remove")),
      this.words,
      h("span", { class: "ku-group ku-right" }, button(ICONS.far, "Farther", "zoom-out"), button(ICONS.fit, "The whole film", "fit"), button(ICONS.near, "Nearer", "zoom-in")));
    this.head = h("div", { class: "ku-head" }, h("h2", {}, this.title), this.length, h("span", { class: "ku-space" }), this.python, this.undo, this.redo, this.sets, button(ICONS.help, "Keys", "help"), button(ICONS.full, "The whole window", "window-full"));
    return h("div", { class: "ku-room", tabindex: "0", role: "group", "data-lm-suppress-shortcuts": "true" },
      this.head, this.notice,
      h("div", { class: "ku-top" }, this.bin.element, h("div", { class: "ku-monitors" }, this.source.element, this.record.element)),
      this.angles.element, toolbar, h("div", { class: "ku-rows" }, this.heads.element, this.view.element), this.announcer.line, this.finding.element, this.inspector.element, this.code.element, this.announcer.live);
  }

  /** The playhead was moved, here or in another view of the same room. */
  #follow() {
    this.view.follow();
    const elsewhere = !this.root.contains(document.activeElement) && !this.record.playing;
    if (elsewhere) this.record.stand(this.store.playhead);
  }

  #looked(take) {
    this.bin.looked(take);
    this.angles.looked(take);
    this.view.paint();
    for (const monitor of [this.source, this.record]) monitor.looked();
  }

  /** Pictures follow when the film stands there: they are not what one waits for. */
  async #lookLater() {
    await Promise.race([this.record.ready, new Promise((done) => setTimeout(done, 1500))]);
    const { edit } = this.store;
    const used = [...edit.shots, ...(edit.lanes ?? []).flatMap((lane) => lane.sounds)].map((each) => each.take);
    this.looks.want([...new Set(used)].filter((take) => this.store.takes.get(take)?.frames));
    this.looks.begin();
  }

  #ui() {
    return {
      problem: (words) => this.problem(words),
      follow: () => this.view.follow(),
      edge: (number, edge) => this.#peekEdge(number, edge),
      captions: () => this.#captions(),
      mute: () => this.#mute(),
      angles: () => { if (!this.angles.enter()) this.problem("No other take shows this moment."); },
      filter: () => this.bin.filter.focus(),
      escape: () => this.#escape(),
      show: (words) => this.announcer.say(words),
      ask: (what, done) => this.#ask(what, done),
      save: () => this.#save(),
      help: () => this.#help(),
      key: (command) => keyOf(command, this.store.keys),
      tool: (name) => this.#tool(name),
      snap: () => this.#snap(),
      window: () => this.frame.window(),
      screen: (element) => this.frame.screen(element),
    };
  }

  run(command) {
    this.commands[command]?.();
  }

  problem(words) {
    this.announcer.say(words, "problem");
  }

  // Listening

  #listen() {
    const { store, root } = this;
    const on = (name, work) => this.off.push(store.on(name, work));
    on("edit", () => this.#edited());
    on("gesture", (done) => this.announcer.say(sentenceOf(done, store.edit, store.base)));
    on("agreed", () => this.#head());
    on("problem", (words) => this.problem(words));
    on("say", (words) => this.announcer.say(words));
    on("selection", () => { this.view.update(); this.inspector.update(); this.finding.update(); });
    on("mix", () => this.#mixed());
    on("marked", (how) => { this.view.paint(); if (how !== "used") this.announcer.say(markWords(store)); });
    on("keys", () => this.#named());
    on("patch", () => this.#patched());
    on("snap", () => this.snapping.setAttribute("aria-pressed", String(this.store.snapping)));
    on("playhead", () => this.#follow());
    on("source", () => this.source.show());
    on("monitor", () => this.#monitor());
    on("python", () => this.#status());
    on("state", () => { this.code.update(); this.#notices(); });
    on("answer", () => { this.code.update(); this.#status(); });
    on("noplay", (words) => this.#noPlay(words));
    on("look", (take) => this.#looked(take));
    on("making", (take) => this.announcer.show(`${take} is too large to cut with: a smaller copy is being made.`));
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("keyup", (event) => this.shuttle.up(event.code));
    root.addEventListener("focusout", () => this.shuttle.up(this.shuttle.stopping)); // its key may go up elsewhere
    this.away = new IntersectionObserver(([entry]) => { if (!entry.isIntersecting) { this.source.stop(); this.record.stop(); } });
    this.away.observe(root);
    this.beat = setInterval(() => this.#beat(), BEAT);
  }

  #key(event) {
    const { target } = event;
    if (event.defaultPrevented || this.sheet) return;
    if (target.matches("input:not([type=range]), textarea, select")) {
      if (event.key !== "Escape" && !(event.key === "s" && (event.ctrlKey || event.metaKey))) return;
      if (event.key === "Escape") {
        event.preventDefault();
        this.root.focus();
        return;
      }
    }
    if (target.matches("button") && (event.key === " " || event.key === "Enter")) return;
    if (target === this.code.text || target === this.code.lines) if ((event.ctrlKey || event.metaKey) && /^[ac]$/i.test(event.key)) return;
    const command = commandOf(event, this.store.keys);
    if (!command || (command === "copy" && String(getSelection()))) return; // words that were chosen are copied as words
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat && !mayBeHeld(command)) return;
    if (!this.shuttle.down(command, event.code)) this.run(command);
  }

  #useKeys(set) {
    this.store.useKeys(set);
    this.root.focus({ preventScroll: true });
    this.announcer.say(`Keys as in ${KEYSETS[set]}.`);
  }

  /** A lane is heard by itself, or with the others again. */
  #mixed() {
    this.heads.update();
    this.view.paint();
    this.record.track.remix(this.store.edit);
  }

  #patched() {
    for (const button of this.patches) button.setAttribute("aria-pressed", String(this.store.patch[button.value]));
  }

  /** Every button says its key, in the set that holds. */
  #named() {
    this.sets.value = this.store.keys;
    nameKeys(this.root, this.store.keys);
    this.view.update();
  }

  #edited() {
    const { store, root } = this;
    const held = root.contains(document.activeElement);
    // Python agrees to what is playing already, or a fader was moved: it goes on
    if (this.record.playing && playsAlike(this.record.edit, store.edit)) this.record.edit = store.edit;
    else this.record.load(store.edit, store.playhead);
    this.heads.update();
    this.view.update();
    this.inspector.update();
    this.finding.update();
    this.code.update();
    this.#head();
    this.record.track.remix(store.edit);
    if (held && !root.contains(document.activeElement)) root.focus({ preventScroll: true }); // what had the keys is gone
  }

  #everything() {
    this.#tool(this.store.tool);
    this.#patched();
    this.#named();
    this.heads.update();
    this.inspector.update();
    this.#head();
    this.#monitor();
    this.#status();
    this.#notices();
    this.angles.update();
  }

  #head() {
    const { store } = this;
    nameFilm(store.edit.title, this.title, this.root);
    this.length.textContent = `${count(store.edit)}, ${timecode(framesOf(store.edit), store.base)}`;
    this.undo.disabled = !(store.past.length || store.server.undo);
    this.redo.disabled = !(store.future.length || store.server.redo);
  }

  #monitor() {
    for (const monitor of [this.source, this.record]) {
      monitor.element.dataset.active = String(monitor.name === this.store.monitor);
      if (monitor.name !== this.store.monitor && monitor.playing) monitor.stop();
    }
  }

  #tool(name) {
    this.store.tool = name;
    for (const button of this.tools) button.setAttribute("aria-pressed", String(button.dataset.tool === name));
  }

  /** Snapping on or off; while one drags, for that drag. */
  #snap() {
    if (this.gestures.letGo()) return;
    this.store.snap();
    this.announcer.say(this.store.snapping ? "Snapping is on." : "Snapping is off.");
  }

  // Python, and what there is to tell

  #beat() {
    if (!this.frame.home.isConnected) return this.#gone();
    this.wire.beat();
    this.#status();
    this.#rest();
    return undefined;
  }

  /** When the hands rest: listen for findings in the sound, and renew the still picture. */
  #rest() {
    const { shared, store, wire } = this;
    const now = `${store.server.lineage} ${store.server.gestures}`;
    const busy = wire.python !== "here" || wire.pending.length || this.looks.busy || this.record.playing || this.source.playing;
    if (busy || shared.rested === now || shared.seen !== now) {
      shared.seen = now; // a beat ago it was the same: nobody is cutting
      return;
    }
    shared.rested = now;
    wire.ask("listen").then(({ findings }) => {
      if (shared.rested === now) store.found(findings);
    }).catch(() => {});
    wire.ask("still").catch(() => {});
  }

  #status() {
    const { python, pending } = this.wire;
    const kept = pending.length === 1 ? "1 gesture is" : `${pending.length} gestures are`;
    const cut = pending.length ? `Cut on: ${kept} kept in the browser` : "";
    const words = {
      waiting: "", here: "", busy: cut && `Python is busy. ${cut}`,
      silent: `Python does not answer: it is busy, or was restarted. ${cut}`, away: `Python is gone. ${cut}`,
    }[python].trim();
    if (this.python.textContent !== words) this.python.textContent = words;
    this.python.dataset.status = python;
    if (python === "away" && !this.warned) this.announcer.say("The kernel was stopped or restarted. Run the notebook's cells again: the room takes up the edit where you left it.", "problem");
    if (python === "here" && this.warned) this.announcer.say("Python answers again.");
    this.warned = python === "away" || (this.warned && python !== "here");
  }

  #notices() {
    const { question, said } = this.store.server;
    const words = question ? questionWords(question) : said;
    if (words === this.noticed) return; // whoever stands on a button stays there
    this.noticed = words;
    this.notice.replaceChildren(question ? this.#asked(question) : said);
    // what was said comes amid the work, and must not push the timeline away under the hand
    (question ? this.head : this.announcer.line).after(this.notice);
    this.notice.hidden = !words;
    this.announcer.live.textContent = words; // heard; it is seen already
  }

  #asked(question) {
    return questionSheet(question, (answer) => {
      this.store.gesture(answer);
      this.root.focus({ preventScroll: true });
    });
  }

  #noPlay(words) {
    this.notice.hidden = false;
    this.notice.replaceChildren(`The film does not play in this browser (${words.slice(0, 120)}). You can go on cutting with the storyboard's pictures. To see it move, open the notebook in Chrome, Edge, Firefox or Safari.`);
  }

  // Commands of the room itself

  #peekEdge(number, edge) {
    const spans = this.view.edit.shots.slice(0, number - 1);
    const start = spans.reduce((sum, shot) => sum + shot.out - shot.in, 0);
    const shot = this.store.edit.shots[number - 1];
    this.record.goto(edge === "in" ? start : start + shot.out - shot.in - 1);
  }

  #captions() {
    const on = !this.record.captioned;
    for (const monitor of [this.source, this.record]) monitor.setCaptions(on);
    this.announcer.say(on ? "Captions on." : "Captions off.");
  }

  #mute() {
    const on = this.record.track.volume === 0;
    for (const monitor of [this.source, this.record]) monitor.track.setVolume(on ? 1 : 0);
    this.announcer.say(on ? "Sound on." : "Sound off.");
  }

  #escape() {
    if (this.gestures.cancel()) return;
    const { store, source, record } = this;
    const held = source.playing || record.playing || store.selected.size || store.point || store.sound;
    if (!held && this.frame.leave()) return; // with nothing left to let go of
    source.stop();
    record.stop();
    store.select(-1);
  }

  /** Ask for words in the toolbar; Escape leaves all as it is. */
  #ask({ label, value = "", mayBeEmpty = false }, done) {
    const { words } = this;
    Object.assign(words, { hidden: false, value, placeholder: `${label}, then Enter` });
    words.setAttribute("aria-label", label);
    words.select();
    words.focus();
    words.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      words.hidden = true;
      this.root.focus();
      if (event.key === "Enter" && (mayBeEmpty || words.value.trim())) done(words.value.trim());
    };
  }

  async #save() {
    const saved = await saveNotebook(this.notebook).catch(() => false);
    this.wire.ask("save").catch(() => {});
    this.wire.ask("still").catch(() => {});
    this.announcer.say(saved ? "The notebook is saved, and the edit with it." : "The edit is saved. Save the notebook by its own menu.");
  }

  #help() {
    const close = () => {
      this.sheet?.remove();
      this.sheet = null;
      this.root.focus();
    };
    const { sheet, focus } = helpSheet(this.store.keys, { onclose: close, onset: (set) => this.store.useKeys(set) });
    this.sheet = sheet;
    this.root.append(sheet);
    focus();
  }

  #putCell() {
    const { server } = this.store;
    this.shared.hands = true;
    if (addCell(this.notebook, server.room, server.names, server.text)) {
      this.announcer.say(`The edit stands in a cell above the room, and each gesture is written there. Run the cell: then your code has it as ${server.names.cut}.`);
    } else {
      this.code.tabs[1].click();
      this.problem("This notebook can't be written to from here: copy the text into a cell.");
    }
    this.code.update();
    this.root.focus({ preventScroll: true });
  }

  #gone() {
    this.missing = (this.missing ?? 0) + 1;
    if (this.missing > 1) this.close(); // taken off the page without a word
  }

  close() {
    clearInterval(this.beat);
    for (const off of this.off.splice(0)) off();
    this.away.disconnect();
    this.ghosts.remove();
    this.frame.close();
    this.source.close();
    this.record.close();
    this.view.close();
    this.bin.close();
    this.angles.close();
  }
}

export const widget = {
  initialize({ model }) {
    const shared = storeOf(model);
    return () => {
      window.removeEventListener("pagehide", shared.leaving);
      stores.delete(shared.store.server.room);
    };
  },
  render({ model, el }) {
    const room = new Room(model, el, storeOf(model));
    el.kuleshov = room; // for tests, and for the curious
    return () => room.close();
  },
};
