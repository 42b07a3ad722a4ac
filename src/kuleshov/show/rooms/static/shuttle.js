/**
 * J, K and L under one hand, as on every bench: L plays and J plays backwards, again faster. With
 * K held either goes slowly for as long as it is down; tapped, it goes one frame.
 */

const TAP = 220;

/** How fast K held with L goes. */
export const SLOW = 0.25;

export class Shuttle {
  /**
   * @param {() => any} monitor the one that is worked in
   * @param {(work: () => void) => any} later run something after the time of a tap
   */
  constructor(monitor, later = (work) => setTimeout(work, TAP)) {
    this.monitor = monitor;
    this.later = later;
    this.stopping = ""; // the key of K, while it is down
    this.slow = ""; // the key of J or L that goes with it
  }

  /** A key went down. @returns {boolean} whether that is all there is to do */
  down(command, key) {
    if (command === "stop") {
      this.stopping = key;
      return false;
    }
    const direction = { forward: 1, backward: -1 }[command];
    if (!direction || !this.stopping) return false;
    this.slow = key;
    const monitor = this.monitor();
    monitor.step(direction);
    this.later(() => { if (this.slow === key) monitor.start(direction * SLOW); });
    return true;
  }

  /** A key went up: what went slowly stops. */
  up(key) {
    if (key !== this.stopping && key !== this.slow) return;
    if (this.slow) this.monitor().stop();
    this.slow = "";
    if (key === this.stopping) this.stopping = "";
  }
}
