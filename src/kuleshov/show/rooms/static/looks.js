/** Strips of small pictures and levels of sound, fetched once, the nearest ones first. */

export class Looks {
  /** @param {(name: string, args: object) => Promise<any>} ask */
  constructor(ask) {
    this.ask = ask;
    this.known = new Map();
    this.queue = [];
    this.version = 0; // another one with each that has come
    this.stems = new Map(); // the levels of stems that are heard alone
    this.voices = []; // those that are still to be asked for
    this.urgent = new Set(); // those of the film itself
    this.busy = 0;
    this.begun = false;
    this.onlook = (_take) => {};
    this.onproblem = (_words) => {};
  }

  /** What is known of a take's look; asks for it where nothing is. */
  of(take) {
    if (!this.known.has(take)) this.want([take]);
    return this.known.get(take) ?? null;
  }

  /** What is known of how a take sounds, or one of its stems; asks for a stem the first time. */
  heard(take, stem = "") {
    if (!stem) return this.known.get(take);
    const name = `${take}\n${stem}`;
    if (!this.stems.has(name)) {
      this.stems.set(name, null);
      this.voices.push({ take, stem });
      this.#next();
    }
    return this.stems.get(name);
  }

  /** Ask for takes, in this order; those `first` before all others. */
  want(takes, first = true) {
    const fresh = takes.filter((take) => !this.known.has(take));
    for (const take of fresh) this.known.set(take, null);
    if (first) for (const take of takes) this.urgent.add(take);
    this.queue = first ? [...fresh, ...this.queue] : [...this.queue, ...fresh];
    this.#next();
  }

  /** Let takes that are in sight come before others that are not. */
  prefer(takes) {
    const wanted = new Set(takes);
    const rank = (take) => (this.urgent.has(take) ? 2 : 0) + (wanted.has(take) ? 1 : 0);
    this.queue.sort((a, b) => rank(b) - rank(a));
  }

  /** Nothing is asked before this is called. */
  begin() {
    this.begun = true;
    this.#next();
    this.#next();
  }

  async #next() {
    if (!this.begun || this.busy >= 2 || !(this.queue.length || this.voices.length)) return;
    this.busy += 1;
    try {
      if (this.queue.length) await this.#look(this.queue.shift());
      else await this.#listen(this.voices.shift());
    } catch (problem) {
      this.onproblem(problem.message); // and not asked again: it would fail again
    } finally {
      this.busy -= 1;
      this.#next();
    }
  }

  async #look(take) {
    const { look, buffers } = await this.ask("look", { take });
    const image = look.count ? await drawn(buffers[0]) : null; // what is sound alone has no pictures
    this.known.set(take, { ...look, image, levels: bytesOf(buffers[1]) });
    this.#come(take);
  }

  async #listen({ take, stem }) {
    const { buffers } = await this.ask("wave", { take, stem });
    this.stems.set(`${take}\n${stem}`, { levels: bytesOf(buffers[0]) });
    this.#come(take);
  }

  #come(take) {
    this.version += 1;
    this.onlook(take);
  }
}

const bytesOf = (view) => new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength);

async function drawn(bytes) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
  await image.decode();
  return image;
}

/** Which picture of a strip shows a frame. */
export function pictureOf(look, frame) {
  return Math.min(look.count - 1, Math.max(0, Math.round(frame / look.step)));
}

/** Draw the picture of a frame into a box, filling it. */
export function drawPicture(pen, look, frame, x, y, width, height) {
  if (!look.image) return;
  const k = pictureOf(look, frame);
  pen.drawImage(look.image, k * look.width, 0, look.width, look.height, x, y, width, height);
}
