/**
 * Messages to Python and back: each has a name, and waits where Python doesn't answer. What was not
 * answered is sent again in order; Python carries each message out once, and answers it again.
 */

const VERSION = 1;
const GIVEN_UP = 4; // times the patience: on a machine that is loaded, rest is no sign of death

export class Wire {
  /**
   * @param {{send: (content: object) => void, now?: () => number, name?: string,
   *   patience?: number, kernel?: () => string, after?: (work: () => void) => void}} options send
   *   puts a message on the channel, `after` what the hand waits for has been drawn;
   *   patience in ms is how long Python may be silent while it isn't at work; kernel says
   *   whether it is: "busy", "idle", "gone", or "unknown"
   */
  constructor({ send, now = Date.now, name = randomName(), patience = 6000, kernel = () => "unknown", after = (work) => work() }) {
    this.send = send;
    this.after = after;
    this.kernel = kernel;
    this.now = now;
    this.name = name;
    this.patience = patience;
    this.count = 0;
    /** @type {{message: any, sent: number}[]} gestures that are not answered yet */
    this.pending = [];
    this.waiting = new Map();
    // Python owes an answer while it was asked later than heard; how long is counted from here on.
    this.heard = 0; // when its last answer came
    this.asked = 0; // when the first message since then was sent
    this.worked = 0; // when it was last seen at work on something else
    /** @type {"waiting" | "here" | "busy" | "silent" | "away"} away: gone, or restarted */
    this.python = "waiting";
    this.onstatus = () => {};
    this.onanswer = (_answer, _message) => {};
  }

  /**
   * Send a gesture; its answer comes to onanswer. Each waits for the one before it: the kernel has
   * more than one way in, and the second may be the faster. @returns {object} the message
   */
  gesture(name, args) {
    const message = this.#message(name, args);
    this.pending.push({ message });
    if (this.pending.length === 1) this.after(() => { if (this.pending[0]?.message === message) this.#put(message); });
    if (this.python !== "here") this.onstatus(this.python); // one more that waits
    return message;
  }

  /** Ask something; the promise is kept, however long it takes. @returns {Promise<any>} */
  ask(name, args = {}) {
    const message = this.#message(name, args);
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { resolve, reject, message });
      this.#put(message);
      if (this.python === "busy" && name !== "ping") this.onstatus(this.python); // one more that waits
    });
  }

  /** Take in what came from Python. */
  receive(answer, buffers = []) {
    if (answer?.v !== VERSION || !answer.re) return;
    this.heard = this.now();
    const wasAway = this.python === "away" || this.python === "silent";
    this.#become("here");
    const asked = this.waiting.get(answer.re);
    if (asked) {
      this.waiting.delete(answer.re);
      if (answer.ok) asked.resolve({ ...answer, buffers });
      else asked.reject(new Error(answer.problem));
    }
    const place = this.pending.findIndex(({ message }) => message.id === answer.re);
    if (place >= 0) {
      const [{ message }] = this.pending.splice(place, 1);
      if (place === 0 && this.pending.length && !wasAway) this.#put(this.pending[0].message);
      this.onanswer(answer, message);
    }
    if (wasAway) this.resend();
  }

  /** How many messages wait for an answer; whether Python is there, is asked for ever and not counted. */
  get owed() {
    return this.pending.length + [...this.waiting.values()].filter(({ message }) => message.do !== "ping").length;
  }

  /** Send again what was not answered. */
  resend() {
    if (this.pending.length) this.#put(this.pending[0].message);
    for (const { message } of this.waiting.values()) if (message.do !== "ping") this.#put(message);
  }

  /** To be called every few seconds: ask whether Python is there, and notice when it isn't. */
  beat() {
    const kernel = this.kernel();
    if (kernel === "busy") this.worked = this.now();
    const silent = this.now() - Math.max(this.heard, this.asked, this.worked);
    const open = this.pending.length > 0 || this.waiting.size > 0;
    if (kernel === "gone") this.#become("away");
    else if (open && this.asked > this.heard) {
      if (kernel === "busy") this.#become("busy");
      else if (silent > this.patience * (kernel === "idle" ? GIVEN_UP : Infinity)) this.#become("away");
      else if (silent > this.patience) this.#become("silent");
    }
    for (const [id, { message }] of this.waiting) if (message.do === "ping") this.waiting.delete(id);
    this.ask("ping").catch(() => {});
  }

  #message(name, args) {
    this.count += 1;
    return { v: VERSION, id: `${this.name}-${this.count}`, do: name, args };
  }

  #put(message) {
    if (this.asked <= this.heard) this.asked = this.now();
    try {
      this.send(message);
    } catch {
      this.#become("away");
    }
  }

  #become(status) {
    if (this.python === status) return;
    this.python = status;
    this.onstatus(status);
  }
}

function randomName() {
  return Math.random().toString(36).slice(2, 10);
}
