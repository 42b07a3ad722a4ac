/** Spoken lines: WebVTT read, and the line that is heard at a moment of the edit. */
import { sound } from "./edit.js";

const TIME = /(?:(\d+):)?(\d{1,2}):(\d{2})\.(\d{3})/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };

/** @param {string} words a WebVTT file @returns {{start: number, stop: number, text: string}[]} */
export function readCaptions(words) {
  const cues = [];
  for (const block of words.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => line.includes("-->"));
    if (at < 0) continue;
    const [start, stop] = lines[at].split("-->").map(seconds);
    const text = lines.slice(at + 1).map(plain).join(" ").trim();
    if (start !== null && stop !== null && text) cues.push({ start, stop, text });
  }
  return cues;
}

function seconds(words) {
  const found = TIME.exec(words);
  return found ? Number(found[1] || 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) + Number(found[4]) / 1000 : null;
}

function plain(line) {
  const named = line.replace(/<v(?:\.[^\s>]*)?\s+([^>]+)>/g, (_, who) => `${who}: `);
  return named.replace(/<[^>]*>/g, "").replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);
}

/** The line spoken in a take at a time in seconds. */
export function cueAt(cues, time) {
  return cues.find((cue) => cue.start <= time && time < cue.stop)?.text ?? "";
}

/** The line heard at a frame of an edit. @param {(take: string) => any[]} cuesOf */
export function lineAt(edit, rate, frame, cuesOf) {
  const span = sound(edit).find((each) => each.start <= frame && frame < each.stop);
  if (!span) return "";
  return cueAt(cuesOf(span.shot.take), (span.offset + frame - span.start) / rate);
}
