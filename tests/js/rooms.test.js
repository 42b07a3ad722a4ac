import assert from "node:assert/strict";
import { test } from "node:test";
import { framesOf } from "../../src/kuleshov/show/rooms/static/edit.js";
import { timecode } from "../../src/kuleshov/show/rooms/static/time.js";
import { Looks } from "../../src/kuleshov/show/rooms/static/looks.js";
import { sentenceOf } from "../../src/kuleshov/show/rooms/static/announce.js";
import { cueAt, lineAt, readCaptions } from "../../src/kuleshov/show/rooms/static/captions.js";
import { Media, addressOf } from "../../src/kuleshov/show/rooms/static/delivery.js";
import { dragOf, farthest, hit, placeAt } from "../../src/kuleshov/show/rooms/static/gestures.js";
import { standing } from "../../src/kuleshov/show/rooms/static/marking-points.js";
import { cellOf, remember, remembered, withText } from "../../src/kuleshov/show/rooms/static/notebook.js";
import { blackAt, middleOf, opacityAt, playlist } from "../../src/kuleshov/show/rooms/static/player.js";
import { integrated, loudness } from "../../src/kuleshov/show/rooms/static/meter.js";
import { backwards } from "../../src/kuleshov/show/rooms/static/sound.js";
import { fades, mirrored, mirroredFades, soundParts } from "../../src/kuleshov/show/rooms/static/sound-parts.js";

const edit = (...shots) => ({ title: "t", rate: "24", shots });
const two = () => edit({ take: "A", in: 10, out: 34 }, { take: "B", in: 12, out: 60, dissolve: 12 });

test("a file's address is what the server gives out, under any base path", () => {
  const server = { base: "/user/x/", root: "~/course" };
  assert.equal(addressOf("/home/s/course/a b/ü#1.mp4", server, "/home/s"), "/user/x/files/a%20b/%C3%BC%231.mp4");
  assert.equal(addressOf("/home/s/other/a.mp4", server, "/home/s"), null);
  assert.equal(addressOf("/home/s/course/.cache/a.mp4", server, "/home/s"), null);
  assert.equal(addressOf("/data/a.mp4", { base: "/", root: "/" }, ""), "/files/data/a.mp4");
  assert.equal(addressOf("/data/a.mp4", null, ""), null);
});

test("a film that no server gives out comes in pieces, in order", async () => {
  const whole = Uint8Array.from({ length: 10 }, (_, i) => i);
  const asked = [];
  const ask = async (name, { start }) => {
    if (name === "media") return { media: { path: "/elsewhere/x.mp4", size: 10, sound: true } };
    asked.push(start);
    return { size: 10, start, buffers: [whole.slice(start, start + 4)] };
  };
  const media = new Media(ask, () => "", () => null, null);
  const bytes = await media.bytes("A");
  assert.deepEqual([...new Uint8Array(bytes)], [...whole]);
  assert.deepEqual(asked, [0, 4, 8]);
  assert.equal(await media.hasSound("A"), true);
});

test("what is held of a film that comes no more is given back, and asked for anew if it does", async () => {
  let asked = 0;
  const ask = async (name, { take }) => {
    if (name === "media") return { media: { path: `/blind/room/${take}.mp4`, size: 3, sound: false } };
    asked += 1;
    return { size: 3, start: 0, buffers: [Uint8Array.of(1, 2, 3)] };
  };
  const media = new Media(ask, () => "", () => null, null);
  const [gone, stays] = [await media.url("2"), await media.url("3")];
  assert.equal(await (await fetch(gone)).blob().then((blob) => blob.size), 3);
  await media.forget("2");
  await media.forget("2");
  await media.forget("never asked for");
  await assert.rejects(fetch(gone));
  assert.deepEqual([media.whole.has(gone), media.whole.has(stays), asked], [false, true, 2]);
  assert.notEqual(await media.url("2"), gone);
  assert.deepEqual([await media.url("3") === stays, asked], [true, 3]);
});

test("a dissolve is centred on the cut and takes its frames from the handles", () => {
  const [a, b] = playlist(two());
  assert.deepEqual([a.begin, a.end, b.begin, b.end, b.offset], [0, 30, 18, 72, 6]);
  assert.equal(opacityAt(b, 18), 0.5 / 12);
  assert.equal(opacityAt(b, 29), 11.5 / 12);
  assert.equal(opacityAt(b, 30), 1);
  assert.equal(middleOf(0, 24), 0.5 / 24);
});

test("fades go through black", () => {
  const [item] = playlist(edit({ take: "A", in: 0, out: 24, fade_in: 4, fade_out: 4 }));
  assert.equal(blackAt(item, 0), 1 - 0.5 / 4);
  assert.equal(blackAt(item, 10), 0);
  assert.ok(blackAt(item, 23) > 0.8);
});

test("sound parts lie on the sample as Python mixes them", () => {
  const cut = edit({ take: "A", in: 10, out: 34 }, { take: "B", in: 12, out: 60, split: 8 }, { take: "black", in: 0, out: 24 });
  const parts = soundParts(cut, 24);
  assert.equal(parts.length, 2);
  const joint = 16 * 2000;
  assert.deepEqual([parts[0].start, parts[0].stop, parts[0].rampOut], [0, joint + 96, 192]);
  assert.deepEqual([parts[1].start, parts[1].offset, parts[1].rampIn], [joint - 96, 4 * 2000 - 96, 192]);
  assert.deepEqual(fades(edit({ take: "A", in: 0, out: 24, fade_out: 6 }), 24), [{ start: 36000, stop: 48000, from: 1, to: 0 }]);
});

test("backwards the sound is the same, turned round", () => {
  const cut = edit({ take: "A", in: 10, out: 34, fade_out: 6 }, { take: "B", in: 12, out: 60, split: 8 });
  const parts = soundParts(cut, 24);
  const take = (length, first) => { // a made take: each sample says which it is
    const samples = Float32Array.from({ length }, (_, i) => first + i);
    return { numberOfChannels: 1, length, sampleRate: 48000, getChannelData: () => samples };
  };
  const context = { createBuffer: (_, length) => take(length, 0) };
  const takes = { A: take(70000, 0), B: take(200000, 1e6) };
  const at = 30 * 2000;
  const heard = (clock) => { // what lies under a moment of the film, forwards and backwards
    const found = parts.filter((part) => part.start <= clock && clock < part.stop).map((part) => takes[part.take].getChannelData()[part.offset + clock - part.start]);
    return found.filter((value) => value !== undefined);
  };
  const turned = mirrored(parts, at).map((part) => backwards(context, part, takes[part.take]));
  for (const clock of [0, 1, 20000, 31900, 32000, 32095, 32096, 40000, 59999]) {
    const moment = at - 1 - clock;
    const back = turned.filter(({ part }) => part.start <= clock && clock < part.stop).map(({ part, buffer }) => buffer.getChannelData()[part.offset + clock - part.start]).filter((value) => value !== undefined);
    assert.deepEqual(back.sort(), heard(moment).sort(), `the film's sample ${moment}`);
  }
  assert.deepEqual(turned.map(({ part }) => [part.rampIn, part.rampOut]), [[0, 192], [192, 0]]);
  assert.deepEqual(mirroredFades(fades(cut, 24), at), [{ start: at - 48000, stop: at - 36000, from: 0, to: 1 }]);
});

test("captions are read with their speakers and found under the sound that is heard", () => {
  const cues = readCaptions("WEBVTT\n\nNOTE nothing\n\n1\n00:01.000 --> 00:02.000\n<v Diode>Look &amp; learn.\n");
  assert.deepEqual(cues, [{ start: 1, stop: 2, who: "Diode", text: "Diode: Look & learn." }]);
  assert.equal(cueAt(cues, 1.5), "Diode: Look & learn.");
  assert.equal(cueAt(cues, 2), "");
  const cut = edit({ take: "A", in: 0, out: 24 }, { take: "B", in: 36, out: 60, split: 6 });
  assert.equal(lineAt(cut, 24, 18, (take) => (take === "B" ? cues : [])), "Diode: Look & learn.");
  assert.equal(lineAt(cut, 24, 17, (take) => (take === "B" ? cues : [])), "");
  assert.deepEqual(readCaptions("nonsense"), []);
});

test("captions tell what overlaps, a stem's own lines alone, and nothing of a lane that is left out", () => {
  const cues = readCaptions("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Filament>Who?\n\n00:02.000 --> 00:04.000\n<v Diode>No one.\n\n00:02.000 --> 00:04.000\n[a rustle]\n");
  const lane = { name: "answer", sounds: [{ take: "A", in: 48, out: 72, at: 12, stem: "diode" }] };
  const cut = { ...edit({ take: "A", in: 0, out: 96 }), lanes: [lane] };
  const said = (frame, film = cut) => lineAt(film, 24, frame, () => cues);
  assert.deepEqual([11, 12, 35, 36].map((frame) => said(frame)), ["Filament: Who?", "Filament: Who?\nDiode: No one.", "Filament: Who?\nDiode: No one.", "Filament: Who?"]);
  assert.equal(said(12, { ...cut, lanes: [{ ...lane, muted: true }] }), "Filament: Who?");
  for (const [stem, line] of [["filament", ""], ["diode", "Diode: No one."], ["rest", "[a rustle]"]]) assert.equal(said(50, edit({ take: "A", in: 0, out: 96, stem })), line);
});

test("a pointer finds edges, bodies, sound cuts and the ruler", () => {
  const cut = two();
  assert.deepEqual(hit(cut, 3, "picture", 2), { kind: "body", number: 1 });
  assert.deepEqual(hit(cut, 1, "picture", 2), { kind: "edge", edge: "in", number: 1, cut: 0 });
  assert.deepEqual(hit(cut, 23, "picture", 2), { kind: "edge", edge: "out", number: 1, cut: 24 });
  assert.deepEqual(hit(cut, 73, "picture", 2), { kind: "edge", edge: "out", number: 2, cut: 72 });
  assert.deepEqual(hit(cut, 25, "sound", 2), { kind: "sound", number: 2, cut: 24 });
  assert.deepEqual(hit(cut, 5, "ruler", 2), { kind: "ruler" });
  assert.deepEqual(hit(edit(), 5, "picture", 2), { kind: "none" });
});

test("in a shot of three frames each third is its own", () => {
  const cut = edit({ take: "A", in: 0, out: 3 });
  assert.equal(hit(cut, 0.5, "picture", 9).edge, "in");
  assert.equal(hit(cut, 1.5, "picture", 9).kind, "body");
  assert.equal(hit(cut, 2.5, "picture", 9).edge, "out");
});

test("the tool and the alt key decide what a drag does", () => {
  const named = (tool, found, alt = false) => dragOf({ tool, edit: two() }, found, { alt }).name;
  const edge = { kind: "edge", edge: "out", number: 1 };
  assert.equal(named("trim", edge), "trim");
  assert.equal(named("trim", edge, true), "roll");
  assert.equal(named("roll", edge), "roll");
  assert.equal(named("roll", { kind: "edge", edge: "out", number: 2 }), "trim");
  assert.equal(named("trim", { kind: "body", number: 1 }), "move");
  assert.equal(named("slip", { kind: "body", number: 1 }), "slip");
  assert.equal(named("slide", { kind: "body", number: 2 }), "slide");
  assert.deepEqual(dragOf({ tool: "trim", edit: two() }, { kind: "sound", number: 2 }, { alt: false }).args(-8), { number: 2, frames: 8 });
});

test("a drag goes as far as it can", () => {
  assert.equal(farthest(50, (by) => by <= 17), 17);
  assert.equal(farthest(-50, (by) => by >= -3), -3);
  assert.equal(farthest(5, () => true), 5);
  assert.equal(farthest(1, (by) => by === 0), 0);
});

test("shots dropped at a cut land there", () => {
  const cut = edit(...["A", "B", "C", "D"].map((take) => ({ take, in: 0, out: 24 })));
  assert.deepEqual(placeAt(cut, [1], 47), { to: 2, cut: 48 });
  assert.deepEqual(placeAt(cut, [4], 1), { to: 1, cut: 0 });
  assert.deepEqual(placeAt(cut, [1, 2], 96), { to: 3, cut: 96 });
});

test("the edit's text is put into its own cell, and nothing else is touched", () => {
  const source = 'before = 1\ncut = ku.Cut.from_text(\n    """\n# mine, keep\n4A-1 01:00 02:00\n""",\n    rushes,\n)\nafter = 2';
  const text = '# kuleshov edit 1\ntitle: t\nrate: 24\n5A-1 01:00 03:00\n';
  const next = withText(source, "cut", text);
  assert.equal(next, 'before = 1\ncut = ku.Cut.from_text(\n    """\n# kuleshov edit 1\n# mine, keep\ntitle: t\nrate: 24\n5A-1 01:00 03:00\n""",\n    rushes,\n)\nafter = 2');
  assert.equal(withText(next, "cut", text), next);
  assert.equal(withText(source, "other", text), null);
  assert.equal(withText("cut = ku.Cut('x')", "cut", text), null);
});

test("quotes and backslashes in a title survive the cell", () => {
  const text = 'title 02:00 "a \\"b\\" """"';
  const source = cellOf({ cut: "cut", rushes: "rushes" }, text);
  assert.ok(!source.slice(source.indexOf('"""') + 3, source.lastIndexOf('"""')).includes('"""'));
  assert.ok(withText(source, "cut", "x $1 $& y").includes("x $1 $& y"));
});

test("a stem's levels are asked for once, after the looks, and drawn as its own", async () => {
  const asked = [];
  const looks = new Looks(async (name, args) => {
    asked.push([name, args.take, args.stem]);
    if (name === "look") return { look: { count: 0, step: 1 }, buffers: [new Uint8Array(0), new Uint8Array([9])] };
    if (args.stem === "bad") throw new Error("bad has no sound.");
    return { buffers: [new Uint8Array([7, 8])] };
  });
  const said = [];
  looks.onproblem = (words) => said.push(words);
  const seen = new Promise((done) => { looks.onlook = () => { if (looks.heard("A", "ana")) done(); }; });
  looks.want(["A"]);
  assert.equal(looks.heard("A", "ana"), null);
  assert.equal(looks.heard("A", "ana"), null);
  looks.begin();
  await seen;
  assert.deepEqual([...looks.heard("A", "ana").levels], [7, 8]);
  assert.deepEqual([...looks.heard("A").levels], [9]);
  looks.heard("A", "bad");
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(looks.heard("A", "bad"), null, "and not asked again");
  assert.deepEqual(said, ["bad has no sound."]);
  assert.deepEqual(asked.slice().sort(), [["look", "A", undefined], ["wave", "A", "ana"], ["wave", "A", "bad"]]);
});

test("every gesture is told in a sentence", () => {
  const before = two();
  const said = (name, args, now = before) => sentenceOf({ name, args, before }, now, 24);
  assert.equal(said("trim", { number: 1, out: 34 }), "Shot 1, A: in 00:00:00:10, out 00:00:01:10, 1 second.");
  assert.match(said("split", { number: 2, frames: 8 }, edit(before.shots[0], { ...before.shots[1], split: 8 })), /8 frames before picture, a J-cut/);
  assert.equal(said("remove", { numbers: [1, 2] }), "2 shots taken out.");
  assert.equal(said("remove", { numbers: [1] }, edit(before.shots[1])), "Shot 1, A taken out.");
  assert.equal(said("fill", { lane: "tone", take: "A", in_: 24, out: 96 }), `A fills lane tone from 00:00:00:00 to ${timecode(framesOf(before), 24)}, a stretch of 3 seconds.`);
  assert.equal(said("rename", { title: " x  y " }, { ...before, title: "x y" }), "The film is called x y now.");
  assert.equal(said("words", { number: 1, words: "Later" }, edit({ take: "title", in: 0, out: 48, text: "Later" })), "Title 1 reads: Later.");
});

test("marks that wait for a busy Python are told of, and none where none waits", () => {
  assert.equal(standing("busy", 1), "Python is busy: marks wait until it is free");
  assert.equal(standing("busy", 0), "");
  assert.equal(standing("here", 2), "");
  assert.match(standing("away", 0), /run the notebook's cells again/);
});

test("lanes sound at their places, with their own fades, each on a bus of its own", () => {
  const film = { rate: "24", shots: [{ take: "A", in: 0, out: 48, stem: "ana" }], lanes: [{ name: "tone", gain: -6, sounds: [{ take: "B", in: 24, out: 72, at: 12, gain: -20, fade_in: 12, fade_out: 6, stem: "rest" }] }] };
  const [shot, laid] = soundParts(film, 24);
  assert.deepEqual([shot.take, shot.stem, shot.bus], ["A", "ana", ""]);
  assert.deepEqual([laid.take, laid.stem, laid.bus], ["B", "rest", "tone"]);
  assert.deepEqual([laid.start, laid.stop, laid.offset], [24000 - 96, 120000 + 96, 48000 - 96]);
  assert.deepEqual([laid.fadeIn, laid.fadeOut], [[24000, 48000], [108000, 120000]]);
  assert.ok(Math.abs(laid.gain - 0.1) < 1e-12);
  const [back] = mirrored([laid], 120000);
  assert.deepEqual([back.start, back.stop], [-96, 96096]);
  assert.deepEqual([back.fadeIn, back.fadeOut], [[0, 12000], [72000, 96000]]);
});

test("a meter reads LUFS and leaves pauses out", () => {
  assert.ok(Math.abs(loudness(0.01) + 20.691) < 1e-3);
  assert.equal(loudness(0), -Infinity);
  const talk = Array(100).fill(0.01);
  assert.ok(Math.abs(integrated(talk) + 20.691) < 1e-3);
  assert.ok(Math.abs(integrated([...talk, ...Array(100).fill(0)]) + 20.691) < 1e-3);
  assert.equal(integrated([1e-9]), -Infinity);
});

test("what each tab keeps is found by the edit's lineage, and forgotten once Python has it", () => {
  const held = new Map();
  const memory = { getItem: (key) => held.get(key) ?? null, setItem: (key, text) => memory.put(key, text), removeItem: (key) => { held.delete(key); delete memory[key]; } };
  Object.defineProperty(memory, "put", { value: (key, text) => { held.set(key, text); memory[key] = text; } });
  globalThis.localStorage = memory;
  try {
    remember("one", { lineage: "l", gestures: 3 });
    remember("two", { lineage: "l", gestures: 2 });
    remember("one", { lineage: "m", gestures: 9 });
    const { records, forget } = remembered("l");
    assert.deepEqual(records.map(({ gestures }) => gestures).sort(), [2, 3]);
    remember("two", { lineage: "l", gestures: 4 }); // that tab cuts on meanwhile
    forget();
    assert.deepEqual(remembered("l").records.map(({ gestures }) => gestures), [4]);
    assert.equal(remembered("m").records.length, 1);
  } finally {
    delete globalThis.localStorage;
  }
});
