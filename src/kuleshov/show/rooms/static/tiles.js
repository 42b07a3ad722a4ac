/**
 * Drawings that are kept until what they show changes. A gesture changes one shot of a hundred:
 * to draw the others anew, with their pictures and waves, would cost more than a frame.
 */

const WIDEST = 2400; // device pixels: what is wider is drawn each time, as far as it is seen

export class Tiles {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} what was drawn last time, by what it shows */
    this.kept = new Map();
    /** @type {Map<string, HTMLCanvasElement>} */
    this.used = new Map();
  }

  /**
   * Draw a box, from memory where one that looks the same was drawn last time.
   * @param {any} pen its `ratio` is that of device pixels to CSS pixels
   * @param {unknown} what all that its look depends on, its size aside
   * @param {{x: number, w: number, top: number, height: number}} box in CSS pixels
   * @param {{left: number, right: number}} seen the stretch that is in sight
   * @param {(pen: any, x: number, seen: {left: number, right: number}) => void} work draws it, its
   *   left edge at x
   */
  draw(pen, what, { x, w, top, height }, seen, work) {
    if (x > seen.right || x + w < seen.left) return;
    const { ratio } = pen;
    const left = Math.round(x * ratio);
    const width = Math.max(1, Math.round((x + w) * ratio) - left);
    if (width > WIDEST) {
      work(pen, x, seen);
      return;
    }
    const key = `${width} ${ratio} ${JSON.stringify(what)}`;
    const tile = this.used.get(key) ?? this.kept.get(key) ?? made(width, Math.ceil(height * ratio), pen, top, work);
    this.used.set(key, tile);
    pen.drawImage(tile, left / ratio, top, width / ratio, tile.height / ratio);
  }

  /** What wasn't drawn since the last time is forgotten. */
  end() {
    this.kept = this.used;
    this.used = new Map();
  }
}

function made(width, height, { ratio, light }, top, work) {
  const tile = document.createElement("canvas");
  Object.assign(tile, { width, height });
  const pen = Object.assign(tile.getContext("2d"), { light, ratio });
  pen.setTransform(ratio, 0, 0, ratio, 0, -top * ratio);
  work(pen, 0, { left: 0, right: width / ratio });
  return tile;
}
