/** What a screen reader is told, and the line of words under the timeline. */
import { h } from "./dom.js";
import { framesOf, picture, shotAt } from "./edit.js";
import { gradeWords } from "./grade.js";
import { spoken, timecode } from "./time.js";

/** Say what a gesture did. @returns {string} */
export function sentenceOf({ name, args, before }, edit, base) {
  const number = args.number ?? args.numbers?.[0];
  const shot = edit.shots[number - 1] ?? before.shots[number - 1];
  const which = shot ? `Shot ${number}, ${shot.take}` : "";
  const several = args.numbers?.length > 1 ? `${args.numbers.length} shots` : which;
  const gone = args.numbers?.length > 1 ? several : `Shot ${number}, ${before.shots[number - 1]?.take}`;
  const by = (frames) => `${spoken(Math.abs(frames), base)} ${frames < 0 ? "earlier" : "later"}`;
  switch (name) {
    case "add": return `${args.take} put at the end, ${spoken(args.out - args.in_, base)}.`;
    case "insert": return `${args.take} put in as shot ${args.number}, ${spoken(args.out - args.in_, base)}.`;
    case "insert_at": return `${args.take} inserted at ${timecode(args.at, base)}, ${spoken(args.out - args.in_, base)}${args.picture_only ? ", picture only" : ""}.`;
    case "overwrite": return `${args.take} laid over the film at ${timecode(args.at, base)}, ${spoken(args.out - args.in_, base)}.`;
    case "lay": return `The sound of ${args.take} laid in lane ${args.lane} at ${timecode(args.at, base)}, ${spoken(args.out - args.in_, base)}.`;
    case "fill": return `${args.take} fills lane ${args.lane} from ${timecode(args.start ?? 0, base)} to ${timecode(args.stop ?? framesOf(edit), base)}, a stretch of ${spoken(args.out - args.in_, base)}.`;
    case "paste": return `${args.shots.length === 1 ? "1 shot" : `${args.shots.length} shots`} pasted at ${timecode(args.at, base)}.`;
    case "lift_range": return `${spoken(args.stop - args.start, base)} lifted at ${timecode(args.start, base)}; a gap stays.`;
    case "extract_range": return `${spoken(args.stop - args.start, base)} taken out at ${timecode(args.start, base)}.`;
    case "marker": return args.answers ? `Kept, with your word on it: ${args.answers}.` : `Marker at ${timecode(args.at, base)}${args.words ? `: ${args.words}` : "; press again to write its words"}.`;
    case "unmark": return args.answers ? "The answer is taken back." : "Marker taken out.";
    case "replace": return `Shot ${number} is now ${args.take}.${lostGrade(before.shots[number - 1], shot)}`;
    case "title": return `Title put in: ${args.words}.`;
    case "black": return `Black put in, ${spoken(args.length, base)}.`;
    case "remove": return `${gone} taken out.`;
    case "lift": return `${gone} lifted out; a gap stays.`;
    case "move": return `${several} moved to place ${args.to}.`;
    case "trim": return `${which}: in ${timecode(shot.in, base)}, out ${timecode(shot.out, base)}, ${spoken(shot.out - shot.in, base)}.`;
    case "roll": return `The cut behind shot ${number} lies ${by(args.by)}.`;
    case "slip": return `${which} slipped: in ${timecode(shot.in, base)}.`;
    case "slide": return `${which} lies ${by(args.by)}.`;
    case "split": return `${which}: ${splitWords(shot.split || 0, base)}.`;
    case "cutaway": return `${args.take} laid over the film, ${spoken(args.out - args.in_, base)}; what is heard stays.`;
    case "angle": return `The same moment in ${args.take}${args.picture_only ? ", its picture alone" : ""}.${backAgain(before, edit, args.at, base)}${lostGrade(before.shots[shotAt(before, args.at)], edit.shots[shotAt(edit, args.at)])}`;
    case "picture_only": return args.on ? `${which} is picture only: the sound before it runs on.` : `${which} is heard again.`;
    case "blade": return "Shot cut in two.";
    case "dissolve": return args.frames ? `Dissolve into ${which.toLowerCase()} over ${spoken(args.frames, base)}.` : `${which} begins with a cut.`;
    case "fade": return `${which}: fades set.`;
    case "level": return `${which}: ${args.gain > 0 ? "plus " : ""}${args.gain} dB.`;
    case "grade": return shot?.grade ? `${which}: graded ${gradeWords(shot.grade)}.` : `${which}: shown as it was shot, without a grade.`;
    case "words": return `Title ${number} reads: ${shot.text || "nothing"}.`;
    case "rename": return `The film is called ${edit.title} now.`;
    case "note": return `Note on ${which.toLowerCase()} kept.`;
    case "stem": return args.name ? `${which}: its stem ${args.name} alone is heard.` : `${which}: all of its sound is heard.`;
    case "sound_blade": return `Sound ${args.number} of lane ${args.lane} cut in two.`;
    case "sound_remove": return `${before.lanes.find((lane) => lane.name === args.lane).sounds[args.numbers[0] - 1].take} taken out of lane ${args.lane}.`;
    case "sound_move": return `Sound ${args.number} of lane ${args.lane} ${args.to ? `moved to lane ${args.to}, ` : ""}at ${timecode(args.at, base)}.`;
    case "sound_trim": return `Sound ${args.number} of lane ${args.lane} trimmed.`;
    case "sound_change": return `Sound ${args.number} of lane ${args.lane}: ${soundWords(args, base)}.`;
    case "lane_fader": return `Lane ${args.lane}: ${args.gain > 0 ? "plus " : ""}${args.gain} dB.`;
    case "lane_mute": return `Lane ${args.lane} ${args.on ? "left out of the film" : "heard again"}.`;
    case "lane_name": return `Lane ${args.lane} is called ${args.name} now.`;
    case "to_loudness": return `Listening to the whole film, to bring it to ${args.lufs} LUFS.`;
    case "undo": return `Undone. ${count(edit)}.`;
    case "redo": return `Done again. ${count(edit)}.`;
    default: return "";
  }
}

/** Another angle may end before its shot: then the take that was there goes on. */
function backAgain(before, edit, frame, base) {
  const [old, now] = [before, edit].map((each) => picture(each)[shotAt(each, frame)]);
  return now.stop < old.stop ? ` It ends at ${timecode(now.stop, base)}: ${old.shot.take} is seen again from there.` : "";
}

/** Another take has its own light: a grade goes with the take that it was made for. */
function lostGrade(old, now) {
  return old?.grade && !now?.grade ? ` The grade of ${old.take} (${gradeWords(old.grade)}) went with it.` : "";
}

function soundWords({ gain, fade_in, fade_out, stem, note }, base) {
  if (gain !== undefined) return `${gain > 0 ? "plus " : ""}${gain} dB`;
  if (fade_in !== undefined) return fade_in ? `fades in over ${spoken(fade_in, base)}` : "no fade in";
  if (fade_out !== undefined) return fade_out ? `fades out over ${spoken(fade_out, base)}` : "no fade out";
  if (stem !== undefined) return stem ? `its stem ${stem} alone` : "all of its sound";
  return note ? "note kept" : "note taken out";
}

/** Say which cut is chosen, and what a trim of it would move. */
export function pointWords({ point: { after, side }, edit, base }) {
  const named = (number) => `shot ${number}, ${edit.shots[number - 1].text || edit.shots[number - 1].take}`;
  const at = timecode(picture(edit)[after - 1]?.stop ?? 0, base);
  if (after === 0) return `The film's beginning is chosen: a trim moves ${named(1)}.`;
  if (after === edit.shots.length) return `The film's end is chosen: a trim moves ${named(after)}.`;
  const moved = { both: `both sides, ${named(after)} and ${named(after + 1)}`, before: `the side before it alone, ${named(after)}`, behind: `the side behind it alone, ${named(after + 1)}` };
  return `The cut at ${at} is chosen: a trim moves ${moved[side]}.`;
}

/** Say what is marked of the film. */
export function markWords({ marked, base }) {
  const [start, stop] = [marked.in, marked.out].map((frame) => (frame === null ? "" : timecode(frame, base)));
  if (start && stop) return `Film marked from ${start} to ${stop}, ${spoken(marked.out - marked.in, base)}.`;
  return start || stop ? `Film marked: ${start ? `in ${start}` : `out ${stop}`}.` : "The film's marks are cleared.";
}

/** Say a split edit in words. */
export function splitWords(split, base) {
  if (!split) return "sound and picture cut together";
  return split > 0 ? `sound comes ${spoken(split, base)} before picture, a J-cut` : `sound comes ${spoken(-split, base)} after picture, an L-cut`;
}

export function count(edit) {
  return edit.shots.length === 1 ? "1 shot" : `${edit.shots.length} shots`;
}

/** How a shot is named to those who can't see it. */
export function describe(shot, number, total, base, start) {
  const words = [`Shot ${number} of ${total}`, shot.text ? `title ${shot.text}` : shot.take, spoken(shot.out - shot.in, base), `at ${timecode(start, base)}`];
  if (shot.picture_only) words.push("picture only, the sound before runs on");
  if (shot.split) words.push(splitWords(shot.split, base));
  if (shot.dissolve) words.push(`dissolve of ${spoken(shot.dissolve, base)}`);
  if (shot.gain) words.push(`${shot.gain > 0 ? "plus " : ""}${shot.gain} dB`);
  if (shot.grade) words.push(`graded ${gradeWords(shot.grade)}`);
  if (shot.note) words.push(`note: ${shot.note}`);
  return words.join(", ");
}

/** The live region and the visible line of words. */
export class Announcer {
  constructor() {
    this.live = h("div", { class: "ku-hidden", role: "status", "aria-live": "polite" });
    this.line = h("p", { class: "ku-said" });
    this.timer = 0;
  }

  say(words, kind = "") {
    this.live.textContent = this.live.textContent === words ? `${words}\u00a0` : words;
    this.show(words, kind);
  }

  /** Show words without reading them out. */
  show(words, kind = "") {
    this.line.textContent = words;
    this.line.dataset.kind = kind;
  }
}
