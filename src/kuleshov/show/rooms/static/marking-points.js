/** What can be told of marks without a browser: names, colours, places. */

/** One a thing, as far as they go: none is red, which is for what is wrong. */
const COLOURS = ["var(--amber)", "var(--blue)", "#f2e38b", "#9bd38f", "#d9a3e0", "#f2a2b8", "#8fe0d6", "#c8cdd6"];

/** Every thing that is marked in any picture, in the order in which it was first marked. */
export function thingsOf(pictures) {
  const found = new Map();
  for (const { points, subjects } of pictures) {
    for (const name of Object.keys(points)) if (!found.has(name)) found.set(name, false);
    for (const name of Object.keys(subjects)) if (!found.has(name)) found.set(name, true);
  }
  return [...found].map(([name, moves], n) => ({ name, moves, number: n + 1, colour: COLOURS[n % COLOURS.length] }));
}

/** How many pictures hold a thing. */
export function countOf(pictures, name) {
  return pictures.filter(({ points, subjects }) => name in points || name in subjects).length;
}

/** How many things of the room are in every picture: the solver wants 8. */
export function sharedBy(pictures) {
  return thingsOf(pictures).filter(({ name, moves }) => !moves && countOf(pictures, name) === pictures.length).length;
}

/** The place in the picture's own pixels of a point on its box on the screen. */
export function placeIn(box, size, clientX, clientY) {
  const x = ((clientX - box.left) / box.width) * size[0];
  const y = ((clientY - box.top) / box.height) * size[1];
  return [Math.min(size[0], Math.max(0, x)), Math.min(size[1], Math.max(0, y))].map((v) => Math.round(v * 10) / 10);
}

/** The next thing to mark: the first that this picture lacks, or a new name. */
export function nextFor(pictures, number) {
  const { points, subjects } = pictures[number];
  const lacking = thingsOf(pictures).find(({ name }) => !(name in points) && !(name in subjects));
  if (lacking) return lacking.name;
  let n = thingsOf(pictures).length + 1;
  const known = new Set(thingsOf(pictures).map(({ name }) => name));
  while (known.has(`point ${n}`)) n += 1;
  return `point ${n}`;
}

/** How Python stands, in words, where so many marks wait for it. */
export function standing(status, owed) {
  return {
    waiting: "", here: "", busy: owed ? "Python is busy: marks wait until it is free" : "",
    silent: "Python does not answer: marks wait until it does",
    away: "The kernel was stopped or restarted: run the notebook's cells again",
  }[status];
}
