/**
 * Loudness while a film plays, as kuleshov.metrics.formulas.loudness measures it: momentary, over
 * 0.4 s, and of all that was heard since it was begun. Algorithm: ITU-R BS.1770-4, EBU Tech 3341.
 */

const WINDOW = 0.4; // seconds
const STEP = 100; // milliseconds between two looks
const GATE = -70;
const BELOW = -10;
// The two filters of K-weighting at 48,000 Hz: a shelf for the head, and a high-pass.
const FILTERS = [
  [[1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585]],
  [[1, -2, 1], [1, -1.99004745483398, 0.99007225036621]],
];

/** LUFS of a mean square that was weighted and summed over channels. */
export const loudness = (/** @type {number} */ energy) => (energy > 0 ? -0.691 + 10 * Math.log10(energy) : -Infinity);

/** Loudness of a whole programme from the energies of its blocks: soft ones don't count. */
export function integrated(blocks) {
  const mean = (some) => some.reduce((sum, each) => sum + each, 0) / some.length;
  const loud = blocks.filter((each) => loudness(each) >= GATE);
  if (!loud.length) return -Infinity;
  const gate = loudness(mean(loud)) + BELOW;
  const kept = loud.filter((each) => loudness(each) > gate);
  return kept.length ? loudness(mean(kept)) : -Infinity;
}

export class Meter {
  /** @param {BaseAudioContext} context at 48,000 Hz */
  constructor(context) {
    this.context = context;
    // a mono take is heard on both sides
    this.input = new GainNode(context, { channelCount: 2, channelCountMode: "explicit" });
    const weighted = FILTERS.reduce((node, [forward, back]) => node.connect(context.createIIRFilter(forward, back)), this.input);
    const split = context.createChannelSplitter(2);
    weighted.connect(split);
    this.channels = [0, 1].map((channel) => {
      const look = context.createAnalyser();
      look.fftSize = 32768;
      split.connect(look, channel);
      return look;
    });
    this.samples = new Float32Array(32768);
    this.reset();
  }

  /** Begin anew, at what comes out of a node. */
  listen(node) {
    this.source?.disconnect(this.input);
    this.source = node;
    node.connect(this.input);
    this.reset();
  }

  reset() {
    this.blocks = [];
    this.looked = -Infinity;
    this.began = this.context.currentTime;
  }

  /** Look once: @returns {{momentary: number, integrated: number}} LUFS, -Infinity in silence */
  read() {
    const energy = this.channels.reduce((sum, look) => sum + this.#square(look), 0);
    const now = this.context.currentTime;
    const full = now - this.began >= WINDOW;
    if (full && (now - this.looked) * 1000 >= STEP) {
      this.looked = now;
      this.blocks.push(energy);
      this.whole = integrated(this.blocks);
    }
    return { momentary: loudness(energy), integrated: this.blocks.length ? this.whole : -Infinity };
  }

  #square(look) {
    look.getFloatTimeDomainData(this.samples);
    const count = Math.round(WINDOW * this.context.sampleRate);
    let sum = 0;
    for (let i = this.samples.length - count; i < this.samples.length; i += 1) sum += this.samples[i] ** 2;
    return sum / count;
  }
}
