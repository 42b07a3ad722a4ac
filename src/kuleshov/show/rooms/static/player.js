/**
 * Plays an edit without gaps: three video elements take turns, the next one sought ahead and
 * paused on its first frame. Behind a small interface (load, seek, start, stop, frame shown), so
 * that another way of decoding could replace it.
 *
 * Frames are addressed at their middle, (n + 0.5) / rate: at n / rate a browser may show n - 1.
 */
import { framesOf, isCard, picture } from "./edit.js";
import { Grader } from "./grade.js";

const SLOTS = 3;
const LEAD = 0.008;
const FASTEST = 16;

/** The time in a take at which frame n is certain to be shown. */
export const middleOf = (frame, rate) => (frame + 0.5) / rate;

/**
 * What is seen when: each shot with the time before and after its cuts in which a dissolve shows
 * it as well.
 * @returns {{index: number, take: string, card: string, text: string, start: number, stop: number,
 *   begin: number, end: number, offset: number, rise: number, fadeIn: number, fadeOut: number,
 *   grade?: import("./grade.js").Grade}[]}
 */
export function playlist(edit) {
  const spans = picture(edit);
  return spans.map(({ shot, index, start, stop, offset }) => {
    const rise = shot.dissolve || 0;
    const next = spans[index + 1]?.shot.dissolve || 0;
    const before = rise - Math.floor(rise / 2);
    return {
      index, start, stop, rise,
      take: isCard(shot) ? "" : shot.take,
      card: isCard(shot) ? shot.take : "",
      text: shot.text || "",
      grade: shot.grade,
      begin: start - before,
      end: stop + Math.floor(next / 2),
      offset: isCard(shot) ? 0 : offset - before, // at `begin`
      fadeIn: shot.fade_in || 0,
      fadeOut: shot.fade_out || 0,
    };
  });
}

/** How opaque an item is at a frame: it rises over its dissolve. */
export function opacityAt(item, frame) {
  if (!item.rise || frame >= item.begin + item.rise) return 1;
  return Math.min(1, Math.max(0, (frame - item.begin + 0.5) / item.rise));
}

/** How much black lies over the picture at a frame, by fades. */
export function blackAt(item, frame) {
  const into = frame - item.start;
  if (item.fadeIn && into < item.fadeIn) return 1 - (into + 0.5) / item.fadeIn;
  const left = item.stop - frame;
  if (item.fadeOut && left <= item.fadeOut) return 1 - (left - 0.5) / item.fadeOut;
  return 0;
}

/** One video element that shows frames of takes. */
export class Reel {
  /** @param {import("./delivery.js").Media} media */
  constructor(media) {
    this.media = media;
    this.video = document.createElement("video");
    Object.assign(this.video, { muted: true, playsInline: true, preload: "auto", disablePictureInPicture: true, tabIndex: -1 });
    this.video.setAttribute("aria-hidden", "true");
    this.take = "";
    this.wanted = ""; // it may be on its way
    this.turn = 0;
    this.at = -1;
    this.work = Promise.resolve();
  }

  /**
   * Show a moment of a take and stay there. Of several calls in a row only the last is carried
   * out; @returns {Promise<boolean>} whether this one was.
   */
  show(take, seconds) {
    const turn = ++this.turn;
    this.wanted = take;
    const done = this.work.then(async () => {
      if (turn !== this.turn) return false;
      this.video.pause();
      if (this.take !== take) await this.#open(take);
      if (turn !== this.turn) return false;
      await this.#seek(seconds);
      return turn === this.turn;
    });
    this.work = done.catch(() => {});
    return done;
  }

  async #open(take) {
    const address = await this.media.url(take);
    this.take = "";
    this.at = -1;
    this.video.src = address;
    await happened(this.video, "loadeddata");
    this.take = take;
  }

  async #seek(seconds) {
    const to = Math.min(seconds, Math.max(0, this.video.duration - 0.001));
    if (this.at === to && Math.abs(this.video.currentTime - to) < 1e-4) return;
    this.at = -1;
    const sought = happened(this.video, "seeked");
    this.video.currentTime = to;
    await sought; // its pixels are there now
    this.at = to;
  }

  play(speed = 1) {
    this.turn += 1;
    this.at = -1;
    this.video.playbackRate = Math.min(FASTEST, speed);
    this.video.play().catch(() => {});
  }

  pause() {
    this.video.pause();
  }

  close() {
    this.turn += 1;
    this.video.pause();
    this.video.removeAttribute("src");
    this.video.load();
    this.video.remove();
    this.take = "";
  }
}

function happened(video, name) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      video.removeEventListener(name, good);
      video.removeEventListener("error", bad);
    };
    const good = () => (stop(), resolve());
    const bad = () => (stop(), reject(new Error(video.error?.message || "This film does not play in this browser.")));
    video.addEventListener(name, good);
    video.addEventListener("error", bad);
  });
}

export class Player {
  /**
   * @param {HTMLElement} stage where the pictures are put
   * @param {import("./delivery.js").Media} media
   * @param {import("./sound.js").SoundTrack} track
   */
  constructor(stage, media, track) {
    this.track = track;
    this.stage = stage;
    this.slots = Array.from({ length: SLOTS }, () => ({ reel: new Reel(media), item: null, ready: false, used: 0 }));
    this.claims = 0;
    this.card = document.createElement("div");
    this.card.className = "ku-card";
    this.black = document.createElement("div");
    this.black.className = "ku-black";
    this.grader = new Grader();
    stage.append(this.grader.element, ...this.slots.map((slot) => slot.reel.video), this.card, this.black);
    this.items = [];
    this.rate = 24;
    this.frames = 0;
    this.frame = 0;
    this.speed = 0;
    this.turn = 0;
    this.run = 0;
    this.log = null; // for measuring: what was planned and what was done
    this.onframe = (_frame) => {};
    this.onstop = () => {};
    this.onproblem = (_words) => {};
  }

  get playing() { return this.speed !== 0; }

  /** Take in an edit; what is shown stays until the next seek. */
  load(edit, rate) {
    this.edit = edit;
    this.rate = rate;
    this.items = playlist(edit);
    this.frames = framesOf(edit);
    for (const slot of this.slots) slot.item = null;
  }

  /** Stand still on a frame. @returns {Promise<boolean>} whether it was shown before another was asked for */
  async seek(frame) {
    if (this.playing) this.stop();
    return this.#stand(frame);
  }

  async #stand(frame) {
    const turn = ++this.turn;
    this.frame = frame;
    const shown = Math.min(frame, this.frames - 1);
    const items = this.#seenAt(shown);
    if (!this.playing) for (const slot of this.slots) if (!items.includes(slot.item)) slot.item = null; // what stands ready to follow needs no place
    const used = items.map((item) => (item.take ? this.#claim(item, items) : null));
    try {
      await Promise.all(items.map((item, i) => used[i]?.reel.show(item.take, this.#moment(item, shown))));
    } catch (problem) {
      if (turn === this.turn) this.onproblem(problem.message);
      return false;
    }
    if (turn !== this.turn) return false;
    items.forEach((item, i) => { if (used[i]) used[i].ready = true; });
    this.#compose(items, shown);
    return true;
  }

  /** Show any frame of any take, graded as its shot is, as a trim does. */
  async peek(take, frame, grade) {
    const turn = ++this.turn;
    const slot = this.slots.find((each) => each.reel.wanted === take) ?? [...this.slots].sort((a, b) => a.used - b.used)[0];
    Object.assign(slot, { item: null, used: ++this.claims });
    try {
      if (!(await slot.reel.show(take, middleOf(frame, this.rate))) || turn !== this.turn) return false;
    } catch {
      return false;
    }
    for (const each of this.slots) each.reel.video.style.zIndex = each === slot ? "5" : "1";
    slot.reel.video.style.opacity = "1";
    this.grader.lay(slot.reel.video, grade);
    this.card.style.display = "none";
    this.black.style.opacity = "0";
    return true;
  }

  #seenAt(frame) {
    return this.items.filter((item) => item.begin <= frame && frame < item.end);
  }

  #moment(item, frame) {
    return middleOf(Math.max(0, item.offset + frame - item.begin), this.rate);
  }

  /**
   * The slot that holds an item, or one that nothing in `keep` needs: of the same take if it may
   * be, else the one that was used longest ago. To open another take costs ten times a seek.
   */
  #claim(item, keep) {
    const own = this.slots.find((slot) => slot.item === item);
    const free = this.slots.filter((slot) => !slot.item || !keep.includes(slot.item)).sort((a, b) => a.used - b.used);
    const idle = free.filter((each) => !each.item);
    const slot = own ?? idle.find((each) => each.reel.wanted === item.take) ?? idle[0] ?? free[0];
    if (!slot) return undefined;
    if (slot !== own) Object.assign(slot, { item, ready: false });
    slot.used = ++this.claims;
    return slot;
  }

  /** Put what is seen at a frame on top, with its opacity. */
  #compose(items, frame) {
    let black = 1;
    for (const slot of this.slots) {
      const place = items.indexOf(slot.item);
      this.grader.lay(slot.reel.video, slot.item?.grade);
      slot.reel.video.style.zIndex = place < 0 ? "1" : String(5 + place);
      slot.reel.video.style.opacity = place < 0 ? "1" : String(opacityAt(slot.item, frame));
    }
    const own = items.find((item) => item.start <= frame && frame < item.stop) ?? items.at(-1);
    if (own) black = blackAt(own, frame);
    this.black.style.opacity = String(black);
    this.#showCard(items, frame);
  }

  #showCard(items, frame) {
    const place = items.findIndex((item) => item.card);
    this.card.style.display = place < 0 ? "none" : "";
    if (place < 0) return;
    this.card.style.zIndex = String(5 + place);
    this.card.style.opacity = String(opacityAt(items[place], frame));
    this.card.textContent = items[place].text;
    this.card.classList.toggle("ku-gap", items[place].card === "gap");
  }

  /** Play from where it stands; a negative speed goes backwards, its sound too. */
  async start(speed = 1) {
    if (!this.frames) return;
    if (this.speed) this.#halt();
    if (speed > 0 && this.frame >= this.frames - 1) this.frame = 0;
    this.speed = speed;
    const turn = this.turn + 1;
    await this.#stand(this.frame);
    if (turn !== this.turn || this.speed !== speed) return;
    if (speed > 0) this.#prepare(this.frame);
    const heard = Math.abs(speed) <= 2;
    const clock = await this.track.start(heard ? this.edit : { ...this.edit, shots: [], lanes: [] }, this.rate, this.frame, speed);
    if (turn !== this.turn || this.speed !== speed) return this.speed ? undefined : this.track.stop();
    if (speed < 0) this.#backwards(this.frame, clock);
    else this.#run(turn, this.frame, clock);
  }

  #run(turn, from, clock) {
    const running = new Set();
    const tick = () => {
      if (turn !== this.turn) return;
      const seconds = clock();
      const frame = from + Math.floor((seconds + LEAD) * this.rate + 1e-6);
      if (frame >= this.frames) {
        this.#halt();
        this.#stand(this.frames - 1).then(() => this.onstop());
        this.onframe(this.frames);
        return;
      }
      if (seconds >= 0) this.#show(frame, running, seconds);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  /** One tick of playing: let in what begins, let go what has ended. */
  #show(frame, running, seconds) {
    const items = this.#seenAt(frame);
    const shown = items.filter((item) => {
      if (!item.take) return true;
      const slot = this.#claim(item, items);
      if (!running.has(item)) {
        if (!slot.ready) {
          this.#ready(slot);
          return false; // what was seen before stays until this one is there
        }
        slot.reel.play(this.speed);
        running.add(item);
        this.log?.push({ index: item.index, planned: item.begin, seconds });
      }
      return true;
    });
    for (const slot of this.slots) {
      if (slot.item && slot.item.end <= frame) {
        slot.reel.pause();
        slot.item = null;
      }
    }
    if (shown.length === items.length) this.#compose(shown, frame);
    this.#prepare(frame);
    if (frame !== this.frame) {
      this.frame = frame;
      this.onframe(frame);
    }
  }

  /** Seek the next shots ahead, in the slots that are free. */
  #prepare(frame) {
    const items = this.items.filter((item) => item.take && item.end > frame).slice(0, SLOTS);
    for (const item of items) {
      if (this.slots.some((slot) => slot.item === item)) continue;
      const slot = this.#claim(item, items);
      if (slot) this.#ready(slot);
    }
  }

  #ready(slot) {
    const { item } = slot;
    if (slot.coming === item) return;
    slot.coming = item;
    const late = Math.max(item.begin, this.speed && item.begin < this.frame ? this.frame : item.begin);
    slot.reel.show(item.take, this.#moment(item, late)).then((done) => {
      if (done && slot.item === item) slot.ready = true;
    }, (problem) => this.onproblem(problem.message)).finally(() => {
      if (slot.coming === item) slot.coming = null;
    });
  }

  /** Go backwards by seeking, as fast as the decoder can, after the clock of the sound. */
  #backwards(from, clock) {
    const { run } = this;
    const step = async () => {
      if (run !== this.run) return;
      const frame = Math.max(0, from - Math.max(0, Math.floor((clock() + LEAD) * this.rate + 1e-6)));
      if (frame !== this.frame) {
        await this.#stand(frame);
        if (run !== this.run) return;
        this.onframe(frame);
      }
      if (frame === 0) {
        this.#halt();
        this.onstop();
        return;
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #halt() {
    this.turn += 1;
    this.run += 1;
    this.speed = 0;
    this.track.stop();
    for (const slot of this.slots) slot.reel.pause();
  }

  /** Stop on the frame that is shown. */
  stop() {
    if (!this.playing) return;
    this.#halt();
    for (const slot of this.slots) slot.ready = false;
    this.#stand(this.frame);
    this.onstop();
  }

  close() {
    this.#halt();
    for (const slot of this.slots) slot.reel.close();
  }
}
