/** Spoken lines: WebVTT read, and the lines that are heard at a moment of the edit. */
import { sound } from "./edit.js";
import { stopOf } from "./lanes.js";

const TIME = /(?:(\d+):)?(\d{1,2}):(\d{2})\.(\d{3})/;
const REST = "rest"; // the stem of all that no voice says
const ENTITIES = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };

/** @param {string} words a WebVTT file @returns {{start: number, stop: number, who: string, text: string}[]} */
export function readCaptions(words) {
  const cues = [];
  for (const block of words.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => line.includes("-->"));
    if (at < 0) continue;
    const [start, stop] = lines[at].split("-->").map(seconds);
    const text = lines.slice(at + 1).map(plain).join(" ").trim();
    if (start !== null && stop !== null && text) cues.push({ start, stop, who: speaker(lines.slice(at + 1)), text });
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

const speaker = (lines) => /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(lines.join(" "))?.[1].trim() ?? "";

/** The line spoken in a take, or in one of its stems, at a time in seconds. */
export function cueAt(cues, time, stem = "") {
  return cues.find((cue) => cue.start <= time && time < cue.stop && isIn(cue, stem))?.text ?? "";
}

/** Whether a line is in a stem: its speaker's own, or for noises the rest. */
function isIn({ who }, stem) {
  if (!stem) return true;
  return stem === REST ? !who : who.toLowerCase() === stem.toLowerCase();
}

/** The lines heard at a frame of an edit, each on its own row. @param {(take: string) => any[]} cuesOf */
export function lineAt(edit, rate, frame, cuesOf) {
  const shot = sound(edit).find((each) => each.start <= frame && frame < each.stop);
  const heard = shot ? [{ ...shot.shot, frame: shot.offset + frame - shot.start }] : [];
  for (const lane of edit.lanes ?? []) {
    const laid = lane.muted ? null : lane.sounds.find((one) => one.at <= frame && frame < stopOf(one));
    if (laid) heard.push({ ...laid, frame: laid.in + frame - laid.at });
  }
  const lines = heard.map((one) => cueAt(cuesOf(one.take), one.frame / rate, one.stem));
  return [...new Set(lines.filter(Boolean))].join("\n");
}
