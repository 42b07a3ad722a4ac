/**
 * How films reach the browser. The notebook server gives out what lies in its folder, by range
 * requests; everything else comes in pieces over the widget's own channel. Rooms share what they
 * have fetched.
 *
 * A film of ordinary size is fetched once, whole, for picture and sound together: then seeking
 * asks nobody, however far away the server is. A browser opens only six connections to a server,
 * and a video element keeps one for as long as it likes: several rooms would starve each other.
 * Only a long film is left to the video element and its range requests.
 */

const IN_FLIGHT = 4;
const WHOLE = 48_000_000;

/** Where the server's files are found, as the page says it; null where there is no such page. */
export function serverOf(page = globalThis.document) {
  try {
    const config = JSON.parse(page.getElementById("jupyter-config-data").textContent);
    return config.serverRoot === undefined ? null : { base: config.baseUrl || "/", root: config.serverRoot };
  } catch {
    return null;
  }
}

/**
 * The address of a file on the notebook server.
 * @param {string} path absolute
 * @param {{base: string, root: string} | null} server
 * @param {string} home what `~` stands for in the server's root
 * @returns {string | null} null where the server can't give it out
 */
export function addressOf(path, server, home) {
  if (!server) return null;
  const root = server.root.replace(/^~(?=\/|$)/, home).replace(/\/+$/, "");
  if (!path.startsWith(`${root}/`)) return null;
  const inside = path.slice(root.length + 1).split("/");
  if (inside.some((part) => part.startsWith("."))) return null;
  return `${server.base.replace(/\/+$/, "")}/files/${inside.map(encodeURIComponent).join("/")}`;
}

/** The cookie that a server may want to see in the address where no referrer is sent. */
function withToken(address) {
  const token = /(?:^|; *)_xsrf=([^;]+)/.exec(globalThis.document?.cookie ?? "");
  return token ? `${address}?_xsrf=${token[1]}` : address;
}

const blobs = new Map();
const keys = new Map(); // of blobs, by their addresses
const folders = new Map();
const whole = new Map();

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The server gave ${answer.status}.`);
  return answer.blob();
}

export class Media {
  /**
   * @param {(name: string, args: object) => Promise<any>} ask a question to Python
   * @param {() => string} home the folder that `~` stands for
   * @param {(take: string) => {path: string, size: number, sound: boolean} | null} known what is
   *   known of a take's file without asking
   * @param {(take: string) => boolean} unseen whether a take is sound alone
   */
  constructor(ask, home, known = (_take) => null, server = serverOf(), unseen = (_take) => false) {
    this.ask = ask;
    this.known = known;
    this.unseen = unseen;
    this.home = home;
    this.server = server;
    this.whole = whole;
    this.films = new Map();
    this.sounds = new Map();
    this.onmaking = (_take) => {};
  }

  /** The address of a take's film, for a video element. @returns {Promise<string>} */
  url(take) {
    return this.#once(this.films, take, () => this.#film(take));
  }

  /** Give back what is held of a film that comes no more, and that no other room can have. */
  async forget(take) {
    const address = await this.films.get(take)?.catch(() => null);
    this.films.delete(take);
    this.sounds.delete(take);
    if (!keys.has(address)) return;
    blobs.delete(keys.get(address));
    keys.delete(address);
    this.whole.delete(address);
    URL.revokeObjectURL(address);
  }

  /** A take's film, sound or stem ("stem diode") as bytes, to be decoded. @returns {Promise<ArrayBuffer>} */
  async bytes(take, kind = "film") {
    if (kind !== "film") return (await this.#pieces(take, kind)).arrayBuffer();
    const address = await this.url(take);
    const held = this.whole.get(address);
    if (held) return held.arrayBuffer();
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The server gave ${answer.status} for ${take}.`);
    return answer.arrayBuffer();
  }

  /** Whether a take has sound at all. */
  async hasSound(take) {
    if (this.unseen(take)) return true;
    await this.url(take);
    return this.sounds.get(take) ?? false;
  }

  #once(map, key, make) {
    if (!map.has(key)) {
      const made = make();
      map.set(key, made);
      made.catch(() => map.delete(key));
    }
    return map.get(key);
  }

  async #film(take) {
    const where = await this.#ready(take);
    this.sounds.set(take, where.sound);
    const address = addressOf(where.path, this.server, this.home());
    const given = address && (await this.#given(address));
    if (given && where.size > WHOLE) return withToken(address);
    const key = `${where.path} ${where.size}`;
    return this.#once(blobs, key, async () => {
      const film = given ? await fetched(withToken(address)) : await this.#pieces(take, "film");
      const local = URL.createObjectURL(film);
      this.whole.set(local, film);
      keys.set(local, key);
      return local;
    });
  }

  async #ready(take) {
    const known = this.known(take);
    if (known) return known;
    for (;;) {
      const { media } = await this.ask("media", { take });
      if (!media.making) return media;
      this.onmaking(take);
      await new Promise((done) => setTimeout(done, 1000));
    }
  }

  /** Ask for one byte: a server that answers with it gives out the folder's other films as well. */
  #given(address) {
    const folder = address.slice(0, address.lastIndexOf("/"));
    return this.#once(folders, folder, async () => {
      try {
        const answer = await fetch(withToken(address), { headers: { Range: "bytes=0-0" } });
        return answer.status === 206;
      } catch {
        return false;
      }
    });
  }

  /** Fetch a file over the widget's channel, a megabyte a piece, four under way at once. */
  async #pieces(take, kind) {
    const ask = (start) => this.ask("chunk", { take, kind, start });
    const first = await ask(0);
    const step = first.buffers[0].byteLength;
    const parts = [first.buffers[0]];
    const starts = [];
    for (let start = step; start < first.size; start += step) starts.push(start);
    const work = async () => {
      while (starts.length) {
        const start = starts.shift();
        const piece = await ask(start);
        parts[start / step] = piece.buffers[0];
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    return new Blob(parts, { type: kind === "film" ? "video/mp4" : "audio/wav" });
  }
}
