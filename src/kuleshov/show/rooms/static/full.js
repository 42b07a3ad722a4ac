/** The room in the whole window, and anything of it on the whole screen. */
import { h } from "./dom.js";

/**
 * The room moves to the top of the page and back: inside a cell nothing can be wider than the
 * notebook. Films keep what they have loaded.
 */
export class Frame {
  /**
   * @param {HTMLElement} root the room
   * @param {HTMLElement} ghosts what a pointer carries: it lies over whatever is seen
   * @param {{onchange: () => void, problem: (words: string) => void}} parts
   */
  constructor(root, ghosts, { onchange, problem }) {
    Object.assign(this, { root, ghosts, onchange, problem });
    this.screened = null;
    this.place = h("div", { class: "ku-away" }, "The cutting room fills the window. Press Escape there to bring it back.");
    this.follow = () => {
      const shown = document.fullscreenElement;
      (shown ?? document.body).append(ghosts);
      if (!root.isConnected || (shown && !root.contains(shown))) return;
      if (shown || this.screened) (shown ?? root).focus({ preventScroll: true }); // what fills the screen takes the focus from all else
      this.screened = shown;
    };
    document.addEventListener("fullscreenchange", this.follow);
    this.follow();
  }

  get full() { return this.root.dataset.full === "true"; }

  /** What stands in the cell. */
  get home() { return this.full ? this.place : this.root; }

  /** Fill the window, or go back into the cell. @returns {boolean} whether it fills it now */
  window() {
    const { root, place } = this;
    const top = root.scrollTop;
    if (this.full) {
      place.replaceWith(root);
      delete root.dataset.full;
    } else {
      root.replaceWith(place);
      root.dataset.full = "true";
      document.body.append(root);
    }
    root.scrollTop = top;
    root.focus({ preventScroll: true });
    this.onchange();
    return this.full;
  }

  /** Leave the whole window. @returns {boolean} whether it filled it */
  leave() {
    if (!this.full) return false;
    this.window();
    return true;
  }

  /** Fill the screen with the room or a part of it, or go back. */
  async screen(element = this.root) {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else {
        if (element !== this.root) element.tabIndex = -1; // so that keys reach it
        await element.requestFullscreen();
      }
    } catch {
      this.problem("This page may not fill the screen. Let the room fill the window instead.");
    }
  }

  close() {
    document.removeEventListener("fullscreenchange", this.follow);
    if (this.full) this.place.remove();
    this.root.remove();
  }
}
