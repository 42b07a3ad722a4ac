/**
 * Three-point editing: where a stretch of the source lies in the film, from any three of its four
 * marks. kuleshov.timeline.ranges.three_points says the same; here what isn't marked is the
 * playhead, and the take from slate to handle.
 *
 * @param {{in: number, out: number, marked: Set<string>}} source
 * @param {{in: number | null, out: number | null}} film
 * @param {number} playhead
 * @returns {{at: number, in_: number, out: number, said: string}}
 */
export function threePoint(source, film, playhead) {
  const length = source.out - source.in;
  if (film.in === null && film.out === null) return placed(playhead, source.in, length);
  if (film.out === null) return placed(film.in, source.in, length);
  if (film.in === null) return placed(film.out - length, source.in, length);
  const wanted = film.out - film.in;
  if (source.marked.has("out") && !source.marked.has("in")) return placed(film.in, source.out - wanted, wanted);
  const four = source.marked.size === 2 && wanted !== length;
  return placed(film.in, source.in, wanted, four ? "Four marks, and two lengths: the source's in point and the film's marks were used." : "");
}

const placed = (at, start, length, said = "") => ({ at, in_: start, out: start + length, said });
