"""What a lesson's check lets through: right answers however they are written, and no lazy one."""

import ast
import re
from itertools import pairwise
from math import factorial
from statistics import median
from types import SimpleNamespace

import numpy as np
import pytest
from notebooks.running import ROOT

import kuleshov as ku
from kuleshov.authoring.notebooks import read_source, solution_edition
from kuleshov.errors import KuleshovError
from kuleshov.lessons import Check, check, lesson_06, names
from kuleshov.lessons.lesson_02 import clock_jump
from kuleshov.lessons.lesson_03 import whole_lines
from kuleshov.lessons.lesson_05 import TEXTURE, parcels, stand_in, strange, unveiled
from kuleshov.metrics import Surprises

RUSHES = ku.rushes("understudy")
LESSONS = sorted((ROOT / "course" / "source").glob("*.py"))
FEWEST = 5  # wrong answers for each check


def code_cells(source):
    """Return the code cells of a lesson, solutions in them."""
    return [c.source for c in solution_edition(read_source(source)).cells if c.cell_type == "code"]


def asked_by():
    """Return what each check is asked about: (lesson, the answer's name), by the check's name."""
    asks = re.compile(r'ku\.check\("([^"]+)", (\w+)')
    return {
        check: (source, answer)
        for source in LESSONS
        for check, answer in asks.findall("\n".join(code_cells(source)))
    }


def said(name, answer, **given):
    box = check(name, answer, **given)
    return "" if box.kind == "correct" else box.sentence


# 04: in which direction does a thing lie?


def bearing_by_cross(here, look, there):
    way = np.subtract(there, here)
    return np.degrees(np.arctan2(look[1] * way[0] - look[0] * way[1], np.dot(look, way)))


def bearing_by_complex(here, look, there):
    way, ahead = complex(there[0] - here[0], there[1] - here[1]), complex(*look)
    return -float(np.degrees(np.angle(way / ahead)))


def swapped_bearing(here, look, there):
    """Give arctan2 its numbers the other way round."""
    way = np.subtract(there, here)
    return float(np.degrees(np.arctan2(way[1], way[0]) - np.arctan2(look[0], look[1])))


def unwrapped_bearing(here, look, there):
    way = np.subtract(there, here)
    return float(np.degrees(np.arctan2(*way) - np.arctan2(*look)))


# 00: a film of one's own


def film_of(shots, seconds=4.0, title="Mara's first cut"):
    """Return an edit of so many shots from the master, none beside its neighbour in the take."""
    cut = ku.Cut(title, rushes=RUSHES)
    for n in range(shots):
        cut.add("1A-1", 2.0 + 5 * n, 2.0 + 5 * n + seconds)
    return cut


def in_pieces(count, seconds, split=0):
    """Return one take in so many pieces: nobody sees a cut."""
    cut = ku.Cut("In pieces", rushes=RUSHES)
    for n in range(count):
        start = 10 + n * seconds
        cut.add("1A-1", start, start + seconds, split=split if n else 0)
    return cut


# 01: how far apart are two pictures?


def slow_mean(before, after):
    total = 0
    for row_before, row_after in zip(before, after, strict=True):
        for one, other in zip(row_before, row_after, strict=True):
            total += abs(other - one)
    return total / before.size


# 01: the frames at which the film changes by more than the threshold


def with_a_loop(differences, threshold):
    found, frame = [], 1
    while frame <= len(differences):
        if differences[frame - 1] > threshold:
            found.append(frame)
        frame += 1
    return found


# 01: precision and recall


def counted(found, truth, within=0):
    right = there = 0
    for f in found:
        if min((abs(f - t) for t in truth), default=within + 1) <= within:
            right += 1
    for t in truth:
        if min((abs(f - t) for f in found), default=within + 1) <= within:
            there += 1
    precision = right / len(found) if found else 0
    return [precision, there / len(truth) if truth else 0]


def with_arrays(found, truth, within=0):
    if not len(found) or not len(truth):
        return 0, 0
    near = np.abs(np.subtract.outer(found, truth)) <= within
    return near.any(1).mean(), near.any(0).mean()


def hit(found, truth, within):
    return float(any(abs(f - t) <= within for f in found for t in truth))


def pairs_of(found, truth, within):
    """Count each cut once, as the kit's own score does and the lesson's question does not."""
    left = list(truth)
    for f in found:
        left = [t for n, t in enumerate(left) if abs(f - t) > within or t in left[:n]]
    return len(truth) - len(left)


def share(n, of):
    return n / len(of) if of else 0


def each_hit(found, truth, within):
    """Count every pair of a find and a cut that are near: one cut may then be found twice."""
    return sum(abs(f - t) <= within for f in found for t in truth)


# 01: a shot list by eye, of a film of 30 s that cuts every three seconds

ON_PAPER = {"film": SimpleNamespace(duration=30.0, rate=24), "cuts": range(72, 700, 72)}
BY_EYE = [3.0, 6.4, 8.6, 12.0, 15.5, 18.0, 21.2, 24.0]

# 01: nine machines


def nine(*shots):
    return dict(zip("abcdefghi", shots, strict=True))


# 02: a scene of one's own

SPOKEN = """
title: Whole
1A-1 13:00 15:17
2A-1 09:17 11:05
3A-1 11:05 12:12
4A-1 08:12 13:12
5A-1 13:12 15:00 J12
4A-1 15:00 17:00
"""
SILENT = """
title: Listening
1A-1 35:12 38:12
5B-1 01:12 04:12
3B-1 04:12 05:12
5B-1 05:12 06:12
3B-1 06:12 07:12 J4
5B-1 07:12 08:12
"""
SLATES = "title: Five slates\n" + "1A-1 00:00 01:00\n4A-1 00:00 01:00\n" * 3
ONE_SHOT = "title: One\n" + "".join(f"4A-1 {n:02d}:00 {n + 1:02d}:00\n" for n in range(8, 15))


def scene(text):
    return ku.Cut.from_text(text, RUSHES)


# 08: a film of two seconds that surprises most at frame 26, and half as much at frame 8

BITS = np.full(24, 0.1)
BITS[[4, 13]] = 1.0, 2.0
PEAKED = {
    "found": Surprises(
        SimpleNamespace(edit_rate=24, frame_at=lambda second: round(second * 24)),
        np.arange(24) / 12, BITS, np.array([1.0]),
    )
}  # fmt: skip
# 05: light by the display's curve, near enough and exactly; a picture that a grade has spoilt

CLOSE = RUSHES["4A-1"].frame(scene=16)
SPOILT = {"strange": strange(CLOSE), "original": CLOSE}


def lit(picture):
    return (picture / 255) ** 2.2


def exactly_lit(picture):
    code = picture / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


# 06: who speaks when, who is seen meanwhile, and how loud it is

SOFT = ku.Cut("soft", rushes=RUSHES).add("4A-1", 11, 15).to_loudness(-28)


def gaps_by_pairs(lines):
    return [b[1] - a[2] for a, b in pairwise(lines) if a[0] != b[0]]


def gaps_by_memory(lines):
    found, before = [], None
    for line in sorted(lines, key=lambda one: one[1]):
        if before is not None and line[0] != before[0]:
            found.append(line[1] - before[2])
        before = line
    return np.array(found)


def over_by_count(lines):
    return len([1 for who, seen in lines if len(seen) > 0 and who not in seen]) / len(lines)


def over_by_mean(lines):
    return np.mean([any(face != who for face in seen) and who not in seen for who, seen in lines])


def talk(rolled=13, answer="02:14", shots=range(1, 6)):
    """Return the test, its cuts later, and Diode's second answer laid at another moment."""
    cut = ku.Cut.from_text(lesson_06.TEST, RUSHES)
    for number in shots:
        cut.roll(number, rolled)
    if answer:
        cut.lane("Diode").move(2, answer)
    return cut


GIVEN = {
    "06 level": {"cut": SOFT},
    "07 chosen": {"takes": dict.fromkeys(range(1, 7))},
    "01 shot list": ON_PAPER,
    "05 undone": SPOILT,
    "08 frame of the peak": PEAKED,
}


# 10: where a word stands, and what nobody answered


def places_one_by_one(held, word):
    return [at for at in range(len(held)) if held[at : at + len(word)] == word]


def places_by_pieces(held, word):
    pieces = held.split(word)
    return [sum(map(len, pieces[:n])) + (n - 1) * len(word) for n in range(1, len(pieces))]


def places_for_ever(held, word):
    places, at = [], held.find(word)
    while at != -1:
        places.append(at)
        at = held.find(word, at)
    return places


def places_until_none(held, word):
    found, at = [], -1
    while at == -1 or found[-1] != -1:
        at = held.find(word, at + 1)
        found.append(at)
        if at == -1:
            break
    return found


# 08: the share of surprise at cuts


def bits_near(times, bits, cuts, within=0.25):
    near = np.abs(np.subtract.outer(times, cuts)).min(axis=1) <= within
    return bits[near].sum() / bits.sum()


def counted_twice(times, bits, cuts, within=0.25):
    return sum(
        b for t, b in zip(times, bits, strict=True) for c in cuts if abs(t - c) <= within
    ) / sum(bits)


def after_only(times, bits, cuts, within=0.25):
    near = [any(0 <= t - c <= within for c in cuts) for t in times]
    return bits[near].sum() / bits.sum()


# 03: as quick, and every line whole

EDITED = ku.Cut.load(RUSHES.path / "editors-cut.edit", RUSHES)


def quicker(frames=24):
    """Return the editor's cut with looks trimmed away wherever no line is in the way."""
    cut = EDITED.copy("As quick")
    for number in range(1, len(cut) + 1):
        shot = cut.shots[number - 1]
        for points in ({"in_": f"{shot.out - frames}f"}, {"out": f"{shot.in_ + frames}f"}):
            shorter = cut.copy()
            if len(shot) > frames and whole_lines(shorter.trim(number, **points)) == 12:
                cut = shorter
                break
    return cut


def scraps(frames=13):
    """Return the editor's cut with many short pictures behind it, or short ones in its black."""
    cut = EDITED.copy("Scraps")
    if frames < 12:
        cut.trim(33, out=f"{cut.shots[32].in_ + 60}f")
    for n in range(40):
        cut.add("4A-1" if n % 2 else "5A-1", f"{60 + 8 * n}f", f"{60 + 8 * n + frames}f")
    return cut


def bladed(skip=0):
    """Return the editor's cut with each long shot cut in two where nothing, or hardly anything, changes."""
    cut = EDITED.copy("Bladed")
    for number in range(len(cut), 0, -1):
        span = cut.edit.picture()[number - 1]
        if len(span) > 26:
            cut.blade(f"{span.start + len(span) // 2}f")
            later = cut.shots[number]
            cut.trim(number + 1, in_=f"{later.in_ + skip}f")
    return cut


def hasty(lines):
    """Return a quick cut in which so many lines are spoken."""
    keep = quicker()
    while sum(line.whole for line in keep.lines()) > lines:
        keep.remove(len(keep))
    return keep


# 03: numbers that know order, and how far out one's own lies


def one_by_one(lengths):
    steps = [abs(b - a) for a, b in pairwise(lengths)]
    return sum(steps) / len(steps)


def counted_far(own, others):
    middle = sum(others) / len(others)
    all_orders = [own, *others]
    return sum(abs(one - middle) >= abs(own - middle) for one in all_orders) / len(all_orders)


# 09: how many numbers go with the votes by chance


def orders(n):
    return 1 if n < 2 else n * orders(n - 1)


# 09: votes that can be defended


def seen(**pairs):
    """Return votes: each viewer on so many of the six pairs, the first with a reason."""
    films = ("mine", "shuffled", "generated", "reel")
    all_six = [(a, b) for n, a in enumerate(films) for b in films[n + 1 :]]
    lines = [f"{who}, {a} > {b}" for who, n in pairs.items() for a, b in all_six[:n]]
    return ku.preferences("\n".join([lines[0] + ", it waits", *lines[1:]]))


def votes(*lines):
    return ku.preferences("\n".join(lines))


# 11: confounds, what two people share, two markets and a town


def overlap_by_sets(mine, theirs):
    return len(set(mine) & set(theirs)) / max(len(mine), 1)


def overlap_by_count(mine, theirs):
    return float(np.mean(np.isin(mine, theirs))) if len(mine) else 0


def fed(**rules):
    return ku.market("mixed", years=1, **rules)


TOWN = ku.ladder(40, 2)

DIFFERED = [
    "In the feed my hand had to do something.",
    "The dark one was larger",
    "I saw each piece for longer in the dark",
]


# 12: a word, an order, what a machine counts, and a critique

SHORT = ku.rushes("understudy").path / "editors-cut.mp4"
CITED = """
It waits [film@00:00:02:12]. Then it doesn't [film@00:00:11:18].
There are {film.shots = 33} shots. Nobody counts them. Somebody should.
"""


def written(*lines):
    return ku.critique("\n".join(lines), ku.Clip(SHORT))


def counted_by_hand(found):
    seen = []
    for one in found.citations:
        if one.holds and one.text not in seen:
            seen.append(one.text)
    return len(seen)


FIVE = ["It waits [film@00:00:02:12].", "It is slow.", "It is quick.", "It ends.", "We go."]

RIGHT = {
    "12 one word": ["sad", " patient ", "müde"],
    "12 your order": [["A", "B", "C", "D"], ("D", "C", "B", "A"), "BACD"],
    "12 evidence": [
        lambda found: len({one.text for one in found.citations if one.holds}),
        counted_by_hand,
        lambda found: float(len({c.text for c in [*found.moments, *found.measures] if c.holds})),
    ],
    "12 critique": [
        ku.critique(CITED, ku.Clip(SHORT)),
        written(*FIVE, "It speaks [film@00:00:20:00].", "{film.shots = 33}"),
        written(
            *FIVE,
            "[film@00:00:20:00] [film@00:00:20:00] speaks.",
            "{film.median = 1.5 s} is short.",
        ),
    ],
    "11 confounds": [
        DIFFERED,
        (*DIFFERED, "", "The order: the feed came second"),
        ["exposure time", "screen size", "the sound"],
    ],
    "11 overlap": [overlap_by_sets, overlap_by_count],
    "11 two markets": [
        {"right": fed(match=0.95, push=0.5), "wrong": fed(match=0.4, push=2.0)},
        {"right": ku.market("niche feed", years=1), "wrong": fed(match=0.45, push=2.0)},
        {"right": fed(match=0.95), "wrong": fed(match=0.4, push=2.2)},
    ],
    "11 mended": [
        TOWN.change(own=0.4, runway=5.0, unpaid=1.0),
        TOWN.change(own=0.3, runway=5.0, unpaid=1.0),
        TOWN.change(own=0.4, runway=5.0, unpaid=0.9, jobs=800),
    ],
    "07 nothing changes": [
        lambda p, n: np.sqrt(np.mean((p[n:] - p[:-n]) ** 2)),
        lambda p, n: float(np.std([p[n:] - p[:-n], p[:-n] - p[n:]])),  # around 0
        lambda p, n: np.mean([(b - a) ** 2 for a, b in zip(p, p[n:])]) ** 0.5,  # noqa: B905
        lambda p, n: np.linalg.norm(p[n:] - p[:-n]) / (p[n:].size) ** 0.5,
    ],
    "07 surprise": [
        lambda t, p: -sum(np.log2(p) if one == "H" else np.log2(1 - p) for one in t),
        lambda t, p: -t.count("H") * np.log2(p) - t.count("T") * np.log2(1 - p),
        lambda t, p: sum({"H": -np.log2(p), "T": -np.log2(1 - p)}[one] for one in t),
    ],
    "07 chosen": [
        {
            1: "its head turns before the light",
            3: "a second arm, and I like it",
            6: "nothing jumps in this one",
        },
    ],
    "07 marked down least": ["mean", " Mean "],
    "10 where it says": [
        places_one_by_one,
        places_by_pieces,
        lambda held, word: [
            one.start() for one in re.finditer(b"(?=" + re.escape(word) + b")", held)
        ],
        lambda held, word: np.array(places_one_by_one(held, word), int),
        lambda held, word: tuple(places_one_by_one(held, word)),
    ],
    "01 cuts over": [
        with_a_loop,
        lambda d, line: [i for i, value in enumerate(d, 1) if value > line],
        lambda d, line: list(np.flatnonzero(d > line) + 1),
        lambda d, line: (np.where(np.array(d) > line)[0] + 1).tolist(),
    ],
    "01 precision and recall": [counted, with_arrays],
    "01 shot list": [BY_EYE, [*BY_EYE, 26.5, 27.1]],
    "02 three viewers": [
        ku.votes("v1, A, sad\nv2, B, hungry\nv3, C, afraid"),
        ku.votes("v1, a, sad\nv2, b, sad\nv3, c, sad\nv4, c, calm"),
    ],
    "02 a scene in continuity": [scene(SPOKEN), scene(SPOKEN.replace("J12", "L6"))],
    "08 share at cuts": [
        bits_near,
        lambda t, b, c, within=0.25: float(
            sum(bit for time, bit in zip(t, b, strict=True) if np.abs(c - time).min() <= within)
            / b.sum()
        ),
    ],
    "08 sheet": [{"a": 0.1, "b": 0.5}, {"only": 0.5}, {"a": 0.01, "b": 0.02, "c": 0.99}],
    "08 frame of the peak": [26, 24, 28, 26.0, "00:00:01:02"],
    "03 as quick and whole": [quicker(), quicker(18)],
    "03 step": [one_by_one, lambda x: float(np.abs(np.diff(x)).sum() / (len(x) - 1))],
    "03 share as far": [
        counted_far,
        lambda own, others: (
            (1 + np.count_nonzero(np.abs(others - np.mean(others)) >= abs(own - np.mean(others))))
            / (1 + len(others))
        ),
    ],
    "03 shots needed": [90, 100, 85.0],
    "04 bearing": [bearing_by_cross, bearing_by_complex],
    "04 kept": [
        lambda before, after, one, other: (
            1 if (before[one] < before[other]) == (after[one] < after[other]) else -1
        ),
        lambda before, after, one, other: float(
            np.sign(before[one] - before[other]) * np.sign(after[one] - after[other])
        ),
    ],
    "04 which moved": ["cup", "the cup", "Cup ", "the cup of pencils"],
    "05 stops between": [
        lambda a, b: np.log2(lit(a).mean()) - np.log2(lit(b).mean()),
        lambda a, b: np.log(exactly_lit(a).mean() / exactly_lit(b).mean()) / np.log(2),
    ],
    "05 undone": [
        {"stops": -0.6, "warmth": 0.7, "tint": -0.2},
        {"stops": -0.55, "warmth": 0.7, "tint": -0.2},
        ku.Grade(-0.6, 0.7, -0.2),
    ],
    "05 is gone": ["grain", " Grain "],
    "06 gaps": [gaps_by_pairs, gaps_by_memory],
    "06 share over another": [over_by_count, over_by_mean],
    "06 in the room": [
        talk(),
        talk(shots=(1, 2, 3)),
        talk(14),
        talk(answer="").lane("Diode").move(1, "00:12").cut,
    ],
    "06 level": [4.94, 5, 4.5, np.float64(5.4)],
    "09 perfect by chance": [
        lambda n, m: 2 * m / factorial(n),
        lambda n, m: m / factorial(n) * 2,
    ],
    "09 votes": [seen(v1=3, v2=3, v3=3), seen(v1=6, v2=6, v3=6, made4=4)],
}

WRONG = {
    "12 one word": [
        ("unasked", "Your word isn't there yet"),
        ("", "Your word isn't there yet"),
        ("sad and tired", "One word is asked for"),
        (["sad"], "One word, between quotes"),
        (3, "One word, between quotes"),
    ],
    "12 your order": [
        ([], "Each of the four has one place"),
        (["A", "B", "C"], "Each of the four has one place"),
        (["B", "B", "C", "D"], "Each of the four has one place"),
        (["b", "a", "c", "d"], "Each of the four has one place"),
        (4, "Each of the four has one place"),
    ],
    "12 evidence": [
        (lambda found: len(found.citations), "You count all citations"),
        (lambda found: sum(one.holds for one in found.citations), "counts three times in yours"),
        (lambda found: len({one.text for one in found.citations}), "those that don't hold as well"),
        (lambda found: len({one.text for one in found.moments if one.holds}), "Measures count, too"),
        (lambda found: len({one.text for one in found.measures if one.holds}), "Moments count, too"),
        (lambda found: {one.text for one in found.citations if one.holds}, "A number is asked for"),
        (lambda found: [one.text for one in found.citations if one.holds], "A number is asked for"),
        (lambda found: 3, "Two that are written alike are one"),
        (lambda found: np.mean([one.holds for one in found.citations]), "three are left"),
        (lambda found: print(end=""), "Nothing came back"),
    ],
    "12 critique": [
        ("It waits.", "Hand over what looked it up"),
        (written("It waits [film@00:00:02:12]. It ends."), "Three sentences are asked for; 2 stand here"),
        (written("It doesn't mourn the moth,", "it mourns the lamp.", *FIVE), "These are our words"),
        (written(*FIVE, "{film.shots = 33}"), "Two moments are asked for"),
        (written(*FIVE, "[film@00:00:02:12] again.", "{film.shots = 33}"), "Two moments are asked for"),
        (written(*FIVE, "It ends [film@00:09:00:00]."), "Not all of it holds. [film@00:09:00:00]"),
        (written(*FIVE, "{film.shots = 34}"), "not 34"),
        (written(*FIVE, "At [film@2.5] it waits."), "was not looked up"),
        (written(*FIVE, "[film@00:00:02:13] too.", "{film.shots = 33}"), "in one shot. Take one from another"),
        (written(*FIVE, "It speaks [film@00:00:20:00]."), "One measure is asked for"),
    ],
    "11 confounds": [
        (["", "", ""], "Three are asked for; 0 stand here"),
        ("the size, the order, the sound", "Write it as it stood"),
        (DIFFERED[:2], "2 stand here"),
        ([*DIFFERED[:2], "size"], "'size' is one word"),
        ([*DIFFERED[:2], DIFFERED[1].upper()], "the same line"),
        (3, "Write it as it stood"),
    ],
    "11 overlap": [
        (lambda mine, theirs: len(set(mine) & set(theirs)), "divide by what the first one saw"),
        (lambda mine, theirs: 100 * overlap_by_sets(mine, theirs), "in hundredths"),
        (lambda mine, theirs: len(set(mine) & set(theirs)) / len(set(mine) | set(theirs)), "that either has seen"),
        (lambda mine, theirs: overlap_by_sets(theirs, mine), "what the second one saw"),
        (lambda mine, theirs: 1 - overlap_by_sets(mine, theirs), "did not see"),
        (lambda mine, theirs: set(mine) & set(theirs), "One number is asked for"),
        (lambda mine, theirs: len(set(mine) & set(theirs)) / len(mine), "no division by nothing"),
        (lambda mine, theirs: sum(a == b for a, b in zip(mine, theirs, strict=False)) / max(len(mine), 1),
         "that is a quarter"),
        (lambda mine, theirs: 1 / max(len(mine), 1), "all of it, in any order"),
        (lambda mine, theirs: print(end=""), "Nothing came back"),
    ],
    "11 two markets": [
        ([fed(match=0.95), fed(match=0.0)], "Both are asked for"),
        ({"right": "niche", "wrong": "mass"}, "what stands under the sliders"),
        ({"right": fed(), "wrong": fed(match=0.0)}, "In the first, two people share 11.1%"),
        ({"right": fed(match=0.95), "wrong": fed(match=0.95)}, "In the second, two people share 1.8%"),
        ({"right": fed(match=0.95), "wrong": fed(push=3.0)}, "40% and more is asked for"),
        ({"right": fed(match=0.95), "wrong": fed(match=0.0, push=2.0)}, "in the viewer's own niche; 30%"),
        ({"right": fed(match=0.95), "wrong": ku.market(years=1)}, "as few works as a monoculture"),
    ],
    "11 mended": [
        (80, "what stands under the sliders"),
        (TOWN, "After 20 years the number able to lead is 6"),
        (TOWN.change(automated=0.2), "Machines take 20% of the jobs"),
        (TOWN.change(drift=20.0), "later is not mended"),
        (ku.ladder(40, 2, jobs=50, own=0.4), "another town from the start"),
        (ku.ladder(20, 2).change(own=0.4, runway=5.0, unpaid=1.0), "Follow it for longer"),
        (TOWN.change(own=0.4, runway=5.0), "asked for. Who has no job"),
        (TOWN.change(own=0.4, runway=4.0, unpaid=0.8), "After 40 years"),
    ],
    "07 nothing changes": [
        (lambda p, n: np.mean(np.abs(p[n:] - p[:-n])), "the mean of how far each pixel was off"),
        (lambda p, n: np.mean((p[n:] - p[:-n]) ** 2), "Its square root is in levels"),
        (lambda p, n: abs(np.mean(p[n:] - p[:-n])), "must not make up for one above"),
        (lambda p, n: np.sqrt(np.sum((p[n:] - p[:-n]) ** 2)), "Is the root taken once"),
        (lambda p, n: np.sqrt(np.mean((p[1:] - p[:-1]) ** 2)), "Hold each picture against the one"),
        (lambda p, n: np.sqrt(np.mean((p[n] - p[0]) ** 2)), "the second by 4"),
        (lambda p, n: np.mean([np.sqrt(np.mean((b - a) ** 2)) for a, b in zip(p, p[n:])]),  # noqa: B905
         "root of each picture by itself"),
        (lambda p, n: np.mean(np.sqrt(((p[n:] - p[:-n]) ** 2).mean(axis=0))), "That is the mean of how far"),
        (lambda p, n: np.sqrt(((p[n:] - p[:-n]) ** 2).mean(axis=(1, 2))), "One number is asked for"),
        (lambda p, n: print(end=""), "Nothing came back"),
    ],
    "07 surprise": [
        (lambda t, p: np.prod([p if one == "H" else 1 - p for one in t]), "the chance of the whole sequence"),
        (lambda t, p: -sum(np.log(p if one == "H" else 1 - p) for one in t), "the natural unit"),
        (lambda t, p: sum(np.log2(p if one == "H" else 1 - p) for one in t), "turn its sign"),
        (lambda t, p: -np.log2(p) * len(t), "Tails has the rest"),
        (lambda t, p: -np.log2(p) * t.count("H"), "Tails has the rest"),
        (lambda t, p: -np.mean([np.log2(p if one == "H" else 1 - p) for one in t]), "It is a sum"),
        (lambda t, p: -np.log2(max(np.prod([p if one == "H" else 1 - p for one in t]), 1e-300)),
         "add logarithms instead"),
        (lambda t, p: [-np.log2(p if one == "H" else 1 - p) for one in t], "One number is asked for"),
        (lambda t, p: print(end=""), "Nothing came back"),
        (lambda t, p: -len(t) * np.log2(p if t == "H" else 1 - p), "Ask each toss of the sequence"),
        (
            lambda t, p: -len(t) * np.log2(p if t[0] == "H" else 1 - p),
            "Ask each toss of the sequence",
        ),
    ],
    "07 chosen": [
        ([1, 3, 6], "Write it as it stood"),
        ({1: "its head turns before the light"}, "Three takes are asked for; here are 1"),
        (dict.fromkeys(range(1, 5), "its head turns before the light"), "here are 4"),
        ({1: "it is good like that", 3: "a second arm, and I like it", 9: "nothing jumps in this one"},
         "9 is none of them"),
        ({1: "it is good like that", 3: "nice", 6: "nothing jumps in this one"}, "Take 3 has no reason yet"),
        ({1: "it is good like that", 3: "", 6: "nothing jumps in this one"}, "Take 3 has no reason yet"),
        ({1: "it is good like that", 3: "It is good like that", 6: "nothing jumps in this one"},
         "Two reasons are the same"),
    ],
    "07 marked down least": [
        ("", "between the quotes"),
        ("draw", "by as much as the draws differ"),
        ("likeliest", "wholly wrong"),
        ("median", "One of the three words"),
        (3, "between the quotes"),
        ("the blur", "One of the three words"),
    ],
    "10 where it says": [
        (lambda held, word: held.find(word), "A list is asked for"),
        (lambda held, word: [held.find(word)], "is no place"),
        (lambda held, word: [held.find(word)] if word in held else [], "stops at the first place"),
        (lambda held, word: held.count(word), "A list is asked for"),
        (lambda held, word: word in held, "Where is asked"),
        (places_until_none, "is no place"),
        (lambda held, word: [at + 1 for at in places_one_by_one(held, word)], "Yours says [2, 10]"),
        (lambda held, word: [at + len(word) for at in places_one_by_one(held, word)], "Yours says [6, 14]"),
        (
            lambda held, word: places_one_by_one(held.decode("utf-8", "ignore"), word.decode()),
            "as they are",
        ),
        (lambda held, word: [at for at in places_one_by_one(held, word) if at], "finds other places"),
        (places_for_ever, "would go on for ever"),
        (lambda held, word: places_one_by_one(held.lower(), word), "Mark isn't mark"),
        (lambda held, word: [at for at in range(len(held) - len(word)) if held[at:].startswith(word)], "at the very end"),
        (lambda held, word: sorted({held.find(word), held.rfind(word)} - {-1}), "finds other places"),
        (lambda held, word: set(places_one_by_one(held, word)), "A list is asked for"),
        (lambda held, word: print(end=""), "Nothing came back"),
    ],
    "04 bearing": [
        (lambda here, look, there: print(end=""), "Nothing came back"),
        (lambda here, look, there: np.radians(bearing_by_cross(here, look, there)), "radians"),
        (lambda here, look, there: -bearing_by_cross(here, look, there), "To the right is above 0"),
        (lambda here, look, there: float(np.hypot(*np.subtract(there, here))), "45 degrees"),
        (lambda here, look, there: swapped_bearing(here, look, there), "which number comes first"),
        (lambda here, look, there: bearing_by_cross((0, 0), look, there), "need not stand at 0, 0"),
        (lambda here, look, there: bearing_by_cross(here, (0, 1), there), "wherever it looks"),
        (unwrapped_bearing, "between -180 and 180"),
        (lambda here, look, there: np.array([here, there]), "One number is asked for"),
    ],
    "04 kept": [
        (lambda before, after, one, other: print(end=""), "Nothing came back"),
        (lambda before, after, one, other: before[one] < after[one], "not yes or no"),
        (lambda before, after, one, other: 1, "changed places"),
        (
            lambda before, after, one, other: (
                1 if (before[one] < 0.5) == (after[one] < 0.5) else -1
            ),
            "Who is left of whom",
        ),
        (
            lambda before, after, one, other: 1 if after[one] < after[other] else -1,
            "on the right in both",
        ),
        (
            lambda before, after, one, other: (
                1 if (before[other] - before[one]) * (after[other] - after[one]) > 0 else 0
            ),
            "Only two answers",
        ),
        (
            lambda before, after, one, other: int(
                np.sign((before["she"] - before["he"]) * (after["she"] - after["he"]))
            ),
            "The names are given",
        ),
    ],
    "04 which moved": [
        ("", "one word in the quotes"),
        (1, "one word in the quotes"),
        ("sheet", "without which thing"),
        ("the bird", "without which thing"),
        ("filament", "Lamps act"),
        ("Diode", "Lamps act"),
    ],
    "05 stops between": [
        (lambda a, b: float(np.log2(a.mean() / b.mean())), "You divide codes"),
        (lambda a, b: float(np.log2(lit(b).mean() / lit(a).mean())), "The sign"),
        (lambda a, b: float(lit(a).mean() / lit(b).mean()), "how many times the light"),
        (lambda a, b: float(np.log10(lit(a).mean() / lit(b).mean())), "the logarithm is np.log2"),
        (lambda a, b: float(np.log(lit(a).mean() / lit(b).mean())), "the logarithm is np.log2"),
        (lambda a, b: float(lit(a).mean() - lit(b).mean()), "of a ratio, not of a difference"),
        (lambda a, b: np.log2(lit(a) / lit(b)), "One number is asked for"),
        (lambda a, b: float(np.log2(np.median(lit(a)) / np.median(lit(b)))), "not the median"),
        (
            lambda a, b: float(np.mean(np.log2(lit(a) + 1e-9)) - np.mean(np.log2(lit(b) + 1e-9))),
            "The mean comes first",
        ),
        (lambda a, b: float(2.2 * np.log2(a.mean() / b.mean())), "a quarter of the light: two stops"),
        (lambda a, b: print(end=""), "Nothing came back"),
    ],
    "05 undone": [
        ({"stops": 0.0, "warmth": 0.0, "tint": 0.0}, "No slider has been moved"),
        ({"stops": 0.6, "warmth": -0.7, "tint": 0.2}, "+1.39 stops away"),
        ({"stops": -0.6, "warmth": 0.0, "tint": 0.0}, "dE away"),
        ({"stops": -1.2, "warmth": 0.7, "tint": -0.2}, "-0.6"),
        ({"stops": -0.6, "warmth": 0.2, "tint": -0.2}, "dE away"),
        (ku.Grade(-0.2, 0.7, -0.2), "Move the light first"),
    ],
    "05 is gone": [
        ("slope", "can still be measured"),
        ("second_order", "can still be measured"),
        ("", "between the quotes"),
        ("exposure", "One of the three columns"),
        ("kB", "One of the three columns"),
        (2, "between the quotes"),
    ],
    "00 first cut": [
        (film_of(4, 4.75), "your cut has 4"),
        (film_of(5, 1.0), "lasts 5.0 s; aim at about 20"),
        (film_of(8, 4.5), "lasts 36.0 s"),
        (film_of(5, title="Somebody's first cut"), "Somebody's name on it"),
        (film_of(4, 4.5).black(2.0), "your cut has 4"),
        (film_of(1, 19.0).add("4A-1", "30f", "31f").add("5A-1", "30f", "32f").add("4A-1", "50f", "51f")
         .add("5A-1", "50f", "53f"), "your cut has 1"),
        (in_pieces(5, 4.0), "your cut has 1"),
    ],
    "01 shots by eye": [
        (nine(*[0] * 9), "at least one shot"),
        (nine(2, 1, 1, 0, 2, 2, 1, 2, 1), "at least one shot"),
        (nine(2, 1, 1, 2, 2, 2, 1, 2, 1.5), "whole numbers"),
        (nine(*[8] * 9), "not pictures on the sheet"),
        (dict(list(nine(*[1] * 9).items())[:8]), "There are 9 machines; your list has 8."),
        (nine(2, 1, 1, -2, 2, 2, 1, 2, 1), "at least one shot"),
    ],
    "01 difference": [
        (lambda a, b: float(np.median(np.abs(b - a))), "A quarter changes by 219"),
        (lambda a, b: median(np.abs(b - a).ravel().tolist()), "A quarter changes by 219"),
        (lambda a, b: round(float(np.abs(b - a).mean())), "not rounded?"),
        (lambda a, b: int(np.abs(b - a).mean()), "not rounded?"),
        (lambda a, b: (b - a).mean(), "Going dark counts"),
        (lambda a, b: abs((b - a).mean()), "Up and down cancel out"),
        (lambda a, b: np.abs(b - a).sum(), "not the sum"),
        (lambda a, b: np.abs(b - a).max(), "Half changes by 219"),
        (lambda a, b: abs(b[0, 0] - a[0, 0]), "Half changes by 219"),
        (lambda a, b: np.abs(b - a), "One number is asked for"),
        (lambda a, b: np.sqrt(((b - a) ** 2).mean()), "Half changes by 219"),
        (lambda a, b: print(end=""), "Nothing came back"),
    ],
    "01 cuts over": [
        (lambda d, line: [i - 1 for i, v in enumerate(d) if v > line], "first frame that is new"),
        (lambda d, line: [i for i, v in enumerate(d) if v > line], "Frame 0 is never a cut"),
        (lambda d, line: [i + 2 for i, v in enumerate(d) if v > line], "first frame that is new"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v > 20], "threshold that is given"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v > 9], "threshold that is given"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v >= line], "not as much"),
        (lambda d, line: np.flatnonzero(d > line) + 1, "A list is asked for"),
        (lambda d, line: d > line, "A list is asked for"),
        (lambda d, line: list(d > line), "a yes or no for each frame"),
        (lambda d, line: [(i + 1) / 24 for i, v in enumerate(d) if v > line], "Those are seconds"),
        (lambda d, line: [v for v in d if v > line], "first frame that is new"),
        (lambda d, line: print(end=""), "nothing came back"),
        (lambda d, line: [i + 1 for i, _ in enumerate(d)], "Where nothing changes"),
        (lambda d, line: [i + 1 for i, v in enumerate(d) if v], "threshold that is given"),
    ],
    "01 precision and recall": [
        (lambda f, t, within=0: (hit(f, t, within),) * 2, "precision is a half"),
        (lambda f, t, within=0: (share(len(set(f) & set(t)), f), float(bool(f and t))), "a half"),
        (lambda f, t, within=0: counted(f, t, 0), "if within is 1"),
        (lambda f, t, within=0: counted(f, t, 1), "where within is 0"),
        (lambda f, t, within=0: counted(f, t, within)[::-1], "Precision asks"),
        (lambda f, t, within=0: sum(counted(f, t, within)) / 2, "Return two numbers"),
        (lambda f, t, within=0: (1, 1), "precision is a half"),
        (lambda f, t, within=0: (share(pairs_of(f, t, within), f),
                                 share(pairs_of(f, t, within), t)), "both right"),
        (lambda f, t, within=0: (counted(f, t, within)[0], share(each_hit(f, t, within), t)),
         "both right"),
        (lambda f, t, within=0: [share(sum(abs(a - b) <= within for a, b in zip(f, t)), one)  # noqa: B905
                                 for one in (f, t)], "both right"),
        (lambda f, t, within=0: counted(f, t, within) if f else (1, 0), "Nothing found"),
        (lambda f, t, within=0: counted(f, t, within) if t else (0, 1), "No cut there"),
        (lambda f, t, within=0: print(end=""), "Return two numbers"),
    ],
    "01 shot list": [
        ([3.0], "your shot list has 1"),
        ([72, 144, 216, 288, 360, 432, 504, 576], "outside 0 to 30 s"),
        ([0.0, *BY_EYE], "The film's beginning is no cut"),
        ([*BY_EYE[1:], 3.0], "out of order"),
        ([n + 0.5 for n in range(1, 25, 3)], "More than a quarter"),
        ([3.0 + n / 100 for n in range(8)], "no cut of their own"),
        ([float(n) for n in range(1, 30)], "More than a quarter"),
    ],
    "02 three viewers": [
        (ku.votes("v1, A, unasked\nv2, B, unasked\nv3, C, unasked"), "Replace the words"),
        (ku.votes("v1, A, sad\nv2, B, hungry\nv3, C, unasked"), "Replace the words"),
        (ku.votes("v1, A, sad\nv2, A, sad\nv3, A, sad"), "each of the three wants a viewer"),
        (ku.votes("v1, A, sad\nv2, B, sad\nv3, D, sad"), "each of the three wants a viewer"),
        (ku.votes("v1, A, sad\nv1, B, sad\nv1, C, sad"), "Three different people"),
        (ku.votes("v1, A, sad\nv2, B, sad"), "Three different people"),
        (ku.votes("v1, A, sad\nv2, B, sad\nv3, C, sad\nv3, A, sad"), "One film for each person"),
    ],
    "02 a scene in continuity": [
        (scene(SPOKEN.replace(" J12", "")), "No split of 4 frames"),
        (scene(SPOKEN.replace("J12", "J1")), "No split of 4 frames"),
        (scene(SILENT), "Nobody speaks"),
        (scene(SPOKEN.replace("11:05 12:12", "11:05 12:00")), "A line is cut off"),
        (scene("title: Two\n4A-1 08:12 13:12\n5A-1 13:12 15:00 J12\n"), "At least 6 shots"),
        (scene(SLATES + "4A-1 08:12 13:12 J8\n"), "shows the slate"),
        (scene(ONE_SHOT + "5A-1 15:00 17:00 J8"), "nobody will see a cut here"),
        (in_pieces(8, 3.0, split=8), "Where a piece goes on in its take"),
        (scene(SPOKEN.replace("15:00 17:00", "15:00 15:02")), "most eyes will see a flash"),
        (scene(SPOKEN + "KB-1 02:00 03:00\n"), "Shot 7 (KB-1) is no part of the performance"),
        (scene(SPOKEN.replace("4A-1 15:00 17:00", "4A-1 18:00 20:00")), "leaps by 3.0 s"),
        (scene(SPOKEN + "1A-1 13:00 15:17\n"), "runs back by"),
        (scene(SPOKEN.replace("15:00 17:00\n", "15:14 17:00\n")), "leaps by 0.6 s"),
    ],
    "08 share at cuts": [
        (lambda t, b, c, within=0.25: 100 * bits_near(t, b, c, within), "That is per cent"),
        (lambda t, b, c, within=0.25: bits_near(t, np.ones(len(b)), c, within), "share of the moments"),
        (lambda t, b, c, within=0.25: bits_near(t, b, c, within) * b.sum(), "Divide by all bits"),
        (after_only, "before the cut counts as much"),
        (lambda t, b, c, within=0.25: bits_near(t, b, c, within - 1e-6), "exactly a quarter"),
        (counted_twice, "near two cuts counts once"),
        (lambda t, b, c, within=0.25: bits_near(t, b, c[:1], within), "near two cuts counts once"),
        (lambda t, b, c, within=0.25: bits_near(t, b, c), "the number of seconds that is given"),
        (lambda t, b, c, within=0.25: np.array(b), "One number is asked for"),
        (lambda t, b, c, within=0.25: print(end=""), "Nothing came back"),
    ],
    "08 sheet": [
        ({}, "a name and a share for each beat"),
        ([0.1, 0.5], "a name and a share for each beat"),
        ({"a": "half"}, "a name and a share for each beat"),
        ({"a": 10, "b": 50}, "a half is 0.50, not 50"),
        ({"a": 0, "b": 0.5}, "above 0 and below 1"),
        ({"a": 0.5, "b": 1.0}, "above 0 and below 1"),
        ({"a": 0.5, "b": 0.501}, "rise from beat to beat"),
        ({"a": 0.5, "b": 0.4}, "rise from beat to beat"),
        ({"a": 0.005, "b": 0.4}, "want 0.01 of the film"),
    ],
    "08 frame of the peak": [
        (0, "Put your frame where the 0 is"),
        (13, "twelve to a second"),
        (1.08, "Those are seconds"),
        (8, "another one is higher"),
        (24.5, "are counted in whole numbers"),
        (40, "No such peak"),
        ("00:00:02:02", "No such peak"),
    ],
    "03 as quick and whole": [
        (EDITED, "Half of the shots last 1.50 s or more"),
        (ku.at_tempo(EDITED, 1.4), "8 lines of 12 are whole. At 00:00:08:06 Filament's"),
        (ku.at_tempo(EDITED, 2), "2 lines of 12 are whole"),
        (bladed(), "where a piece goes on in its take, or nearly, nobody sees a cut"),
        (bladed(skip=1), "where a piece goes on in its take, or nearly"),
        (scraps(), "longer than the scene"),
        (scraps(4), "what lasts under half a second nobody can read"),
        (hasty(8), "8 lines of 12 are whole. The others aren't in it."),
        (quicker().add("4A-1", "00:00", "00:20"), "shows the slate"),
        (film_of(1, 1.0), "There is no cut"),
    ],
    "03 step": [
        (lambda x: float(np.mean(np.diff(x))), "Up and down cancel out"),
        (lambda x: abs(float(np.mean(np.diff(x)))), "Up and down cancel out"),
        (lambda x: np.abs(np.diff(x)), "One number is asked for"),
        (lambda x: float(np.abs(np.diff(x)).sum()), "That is the sum"),
        (lambda x: float(np.abs(np.diff(x)).sum() / len(x)), "divide by the steps"),
        (lambda x: float(np.abs(np.diff(x)).max()), "The mean of those?"),
        (lambda x: float(np.std(x)), "The mean of those?"),
        (lambda x: float(np.median(np.abs(np.diff(x)))), "a step of nothing is a step"),
        (lambda x: print(end=""), "Nothing came back"),
    ],
    "03 share as far": [
        (
            lambda own, others: (
                (1 + (abs(others - np.median(others)) >= abs(own - np.median(others))).sum())
                / (1 + len(others))
            ),
            "not their median",
        ),
        (lambda own, others: np.mean(np.abs(others) >= abs(own)), "Count it"),
        (lambda own, others: (1 + np.sum(np.abs(others) >= abs(own))) / len(others), "100 orders in all"),
        (lambda own, others: (1 + np.sum(others >= own)) / (1 + len(others)), "as far out as what lies at 2"),
        (lambda own, others: (1 + np.sum(np.abs(others) > abs(own))) / (1 + len(others)), "as far counts"),
        (lambda own, others: (1 + np.sum(np.abs(others) >= abs(own))) / (1 + len(others)),
         "From the mean of the others"),
        (lambda own, others: 0.05, "1 of 100"),
        (lambda own, others: print(end=""), "Nothing came back"),
    ],
    "03 shots needed": [
        ("eighty", "in figures"),
        (0, "Put your number where the 0 is"),
        (0.5, "not films or shares"),
        (134, "not films or shares"),
        (12, "Fewer than half"),
        (60, "Fewer than half"),
        (400, "more than half already"),
    ],
    "06 gaps": [
        (lambda lines: [1000 * gap for gap in gaps_by_pairs(lines)], "milliseconds"),
        (lambda lines: [b[1] - a[2] for a, b in pairwise(lines)], "of one speaker"),
        (lambda lines: [-gap for gap in gaps_by_pairs(lines)], "The sign"),
        (lambda lines: [abs(gap) for gap in gaps_by_pairs(lines)], "lost its minus"),
        (lambda lines: [gap for gap in gaps_by_pairs(lines) if gap > 0], "a gap below 0"),
        (lambda lines: [max(0, gap) for gap in gaps_by_pairs(lines)], "a gap below 0"),
        (lambda lines: [b[1] - a[1] for a, b in pairwise(lines) if a[0] != b[0]],
         "from beginning to beginning"),
        (lambda lines: [b[2] - a[2] for a, b in pairwise(lines) if a[0] != b[0]],
         "1.5 - 1 = 0.5"),
        (lambda lines: median(gaps_by_pairs(lines)), "A list is asked for"),
        (lambda lines: print(end=""), "Nothing came back"),
        (lambda lines: gaps_by_pairs(lines) or [0.0], "the list is empty"),
        (lambda lines: [f"{gap:.2f}" for gap in gaps_by_pairs(lines)], "These are no numbers"),
    ],
    "06 share over another": [
        (lambda lines: 100 * over_by_count(lines), "per cent"),
        (lambda lines: len(lines) * over_by_count(lines), "Divide by how many"),
        (lambda lines: share(sum(who not in seen for who, seen in lines), lines), "over nobody's face"),
        (lambda lines: share(sum(any(face != who for face in seen) for who, seen in lines), lines),
         "Where both are seen"),
        (lambda lines: share(
            sum(bool(seen) and who not in seen for who, seen in lines),
            [one for one in lines if one[1]]), "Divide by all lines"),
        (lambda lines: share(sum(who in seen for who, seen in lines), lines), "the speaker's own face"),
        (lambda lines: [bool(seen) and who not in seen for who, seen in lines], "One number"),
        (lambda lines: print(end=""), "Nothing came back"),
        (lambda lines: len(lines) * over_by_count(lines) / 5, "Ask it of each line by itself"),
        (
            lambda lines: np.mean([bool(seen) and seen[0] != who for who, seen in lines]),
            "whoever of the two is named first",
        ),
    ],
    "06 in the room": [
        (ku.Cut.from_text(lesson_06.TEST, RUSHES), "0 lines begin over the other lamp; 3 are"),
        (talk(shots=(1,)), "2 lines begin over"),
        (talk(answer=""), "Nobody interrupts yet: the shortest gap is 0.38 s"),
        (talk(answer="02:20"), "Nobody interrupts yet: the shortest gap is 0.13 s"),
        (talk().lane("Diode").remove(1).cut, "5 lines are heard; the test has 6"),
        (talk().lane("Filament").trim(2, out="04:16").cut, "Look. ("),
        (talk().remove(6), "move its sound, or the cut's end"),
        (ku.Cut("empty", rushes=RUSHES), "There is no shot in it any more"),
        (talk().lift(3), "there is a gap"),
        ("a cut", "There is no shot in it"),
    ],
    "06 level": [
        (0.0, "Put your number"),
        (8.0, "3 dB off, as the file"),
        (2.1, "3 dB off, as the file"),
        (-4.94, "The sign"),
        (28, "That is a loudness"),
        (3.5, "1.5 LU softer"),
        (-23, "That is a loudness"),
        ("4.94", "Put your number"),
    ],
    "09 perfect by chance": [
        (lambda n, m: 2 if n < 5 else 0, "Three films have 6 orders"),
        (lambda n, m: 2, "Three films have 6 orders"),
        (lambda n, m: round(2 * m / orders(n)), "An average may be a fraction"),
        (lambda n, m: 2 * m // orders(n), "An average may be a fraction"),
        (lambda n, m: m / orders(n), "24 orders, 2 of them"),
        (lambda n, m: 2 * m / n**2, "24 orders, 2 of them"),
        (lambda n, m: 2 * m / {4: 24, 3: 6}.get(n, 10**6), "Eight films have 40,320 orders"),
        (lambda n, m: m / 12, "Three films have 6 orders"),
        (lambda n, m: 2 / orders(n), "24 orders, 2 of them"),
        (lambda n, m: print(end=""), "Nothing came back"),
    ],
    "09 votes": [
        (seen(v1=6, v2=2, v3=1), "one of yours has seen fewer"),
        (seen(v1=6, v2=6), "Three viewers at least"),
        (seen(made1=3, made2=3, made3=3), "These votes are the made-up ones"),
        (seen(v1=3, v2=3, made1=3), "These votes are the made-up ones"),
        (votes(*[f"v{n}, mine > {f}" for n in (1, 2, 3) for f in ("reel", "shuffled", "generated")]),
         "Ask at least one of them why"),
        (seen(v1=3, v2=3, v3=3, v4=1), "one of yours has seen fewer"),
    ],
}  # fmt: skip


def each(table):
    return [(name, answer) for name, answers in table.items() for answer in answers]


@pytest.mark.parametrize(("name", "answer"), each(RIGHT))
def test_an_answer_is_right_however_it_is_written(name, answer):
    assert said(name, answer, **GIVEN.get(name, {})) == ""


@pytest.mark.parametrize(("name", "answer"), each(WRONG))
def test_an_answer_that_is_wrong_is_told_why(name, answer):
    given, sentence = answer
    found = said(name, given, **GIVEN.get(name, {}))
    assert sentence in found and "could not be looked at" not in found


@pytest.mark.parametrize("name", names())
def test_each_check_is_tried_with_five_wrong_answers_and_is_asked_in_its_lesson(name):
    assert len(WRONG.get(name, ())) >= FEWEST, "write down more plausible wrong answers"
    source, _ = asked_by()[name]
    assert source.name.startswith(name[:2])


@pytest.mark.parametrize("source", LESSONS, ids=lambda p: p.stem)
def test_each_exercise_has_a_check_and_our_own_answer_passes_it(source):
    for cell in read_source(source).cells:
        if "### BEGIN SOLUTION" not in cell.source or cell.cell_type != "code":
            continue
        (made,) = (n.name for n in ast.parse(cell.source).body if isinstance(n, ast.FunctionDef))
        (name,) = (check for check, of in asked_by().items() if of == (source, made))
        there = {"np": np}
        exec(cell.source, there)
        assert said(name, there[made]) == ""


def test_no_cell_of_a_lesson_shows_what_its_check_asks():
    for source in LESSONS:
        assert "lambda" not in "".join(c for c in code_cells(source) if "ku.check(" in c)


def test_a_name_that_no_check_has_is_asked_back():
    with pytest.raises(KuleshovError, match=r"named '09 by chance'\. Did you mean 09 perfect by"):
        check("09 by chance", 1)
    with pytest.raises(KuleshovError, match=r"There are: 00 first cut, .*The name comes first"):
        check(len, "00 first cut")


def test_a_check_of_ones_own_is_held_the_same_way():
    eight = Check((lambda n, least: n >= least, lambda n, least: f"{n} of {least}."), well="Good.")
    assert str(check(eight, 7, least=8)) == "Keep working. 7 of 8."
    assert str(check(eight, 8, least=8)) == "Correct. Good."
    assert str(check(Check((bool, "None."), well="Some."), 1)) == "Correct. Some."


@pytest.mark.parametrize(
    ("name", "answer", "given", "said"),
    [
        ("01 shot list", BY_EYE, {}, "missing a required argument: 'film'"),
        ("01 shot list", BY_EYE, {"film": ON_PAPER["film"]}, "missing a required argument: 'cuts'"),
        ("00 first cut", film_of(5), {"film": 1}, "got an unexpected keyword argument 'film'"),
    ],
)
def test_what_is_missing_beside_an_answer_is_no_fault_of_the_answer(name, answer, given, said):
    with pytest.raises(KuleshovError, match=f"something else beside the answer: {said}"):
        check(name, answer, **given)


@pytest.mark.parametrize("missing", [None, ...])
def test_what_is_not_written_yet_is_missing_whatever_is_asked(missing):
    assert {check(name, missing).kind for name in names()} == {"still missing"}


def test_what_is_nothing_of_the_kind_is_said_so():
    assert said("00 first cut", "a film").startswith("A str is no answer here. Look again")


# The clock of a scene: it runs across a cut from take to take, and through what has no clock.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SPOKEN, ""),
        ("4A-1 08:12 10:00\n5A-1 10:00 12:00", ""),
        ("4A-1 08:12 10:00\n5A-1 10:12 12:00", ""),
        ("4A-1 08:12 10:00\n5A-1 10:13 12:00", "leaps by 0.5 s"),
        ("4A-1 08:12 10:00\n5A-1 09:11 12:00", "runs back by 0.5 s"),
        ("4A-1 08:12 10:00\nKB-1 02:00 03:00\n5A-1 11:00 12:00", ""),
        ("4A-1 08:12 10:00\nblack 01:00\n5A-1 10:00 12:00", "runs back by 1.0 s"),
        ("4A-1 08:12 10:00\n5A-1 10:00 11:00\n4A-1 16:00 17:00", "from shot 2 (5A-1) to shot 3"),
        ("KA-1 02:00 03:00\nKB-1 02:00 03:00", ""),
    ],
)
def test_a_clock_runs_on_across_cuts(text, said):
    found = clock_jump(scene(text))
    assert said in found and bool(found) == bool(said)


def test_the_lessons_own_scene_is_in_continuity():
    (source,) = (source for source in LESSONS if source.name.startswith("02"))
    (made,) = (c for c in code_cells(source) if 'ku.Cut("The test"' in c)
    there = {"ku": ku, "rushes": RUSHES}
    exec("\n".join(line for line in made.splitlines() if "render" not in line), there)
    assert len(there["scene"]) >= 5 and clock_jump(there["scene"]) == ""


# 05: what the lesson itself makes


def test_a_cabin_that_is_not_here_has_a_film_of_its_stills_which_drifts_as_it_did(
    monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    for name, net in (("short", 1.98), ("long", 1.24)):  # of the clips themselves, in stops
        film = stand_in(name)
        assert "stand in for it" in capsys.readouterr().out
        assert (film.frames, film.rate, film.credit.licence) == (480, 24, "Apache-2.0")
        assert ku.drift(film).net == pytest.approx(net, abs=0.05)


def test_the_eight_are_told_in_the_readers_order_and_once_each():
    eight = unveiled("HGFEDCBA")
    assert eight["still"].tolist() == list("HGFEDCBA") and eight.index.tolist() == list(range(1, 9))
    assert (eight["made by"] == "people").sum() == 4
    assert eight.set_index("still").slope["E"] == pytest.approx(-2.44)
    assert unveiled("a, b, c, d, e, f, g, h").equals(unveiled(list("ABCDEFGH")))
    for wrong in ("ABCDEFG", "ABCDEFGG", "", "ABCDEFGHI"):
        with pytest.raises(KuleshovError, match="each of them once"):
            unveiled(wrong)


def test_a_smaller_parcel_is_smaller_and_has_less_grain(monkeypatch, tmp_path):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    found = parcels(RUSHES["4A-1"], 48, 96, (16, 34))
    assert list(found.columns) == ["kB", *TEXTURE]
    assert found.kB[16] > 10 * found.kB[34]
    assert found.grain[16] > 0.5 and np.isnan(found.grain[34])
    assert found.slope[34] < found.slope[16]


def test_what_lesson_05_says_in_words_is_what_its_tables_and_pictures_hold(monkeypatch, tmp_path):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    clips = ku.table("clips").set_index("film")
    generated = clips[clips.made_by == "a generator"]
    jumps = generated.exposure.dropna()
    assert len(jumps) == 31 and clips.grain.isna().mean() == pytest.approx(5 / 6, abs=0.02)
    ours = ku.measure(RUSHES.path / "editors-cut.mp4", ["exposure"]).exposure.value
    least = min(ours, clips.exposure["h_bbb_480p"], clips.exposure["h_nasa"])
    assert (jumps < least).mean() > 0.5
    close, over = CLOSE, RUSHES["2A-1"].frame(scene=16)
    assert ku.apart(close, over).stops == pytest.approx(1.5, abs=0.1)
    shade = ku.apart(close[170:205, 362:372], over[150:172, 340:365])
    assert abs(shade.stops) < 0.05 and shade.dE < 2
    found = parcels(RUSHES["4A-1"], 48, 144, (16, 22, 34))
    assert found.second_order[34] / found.second_order[16] == pytest.approx(2, abs=0.25)
    assert found.grain[16] / 2.2 == pytest.approx(1 / 3, abs=0.05) and np.isnan(found.grain[22])
    assert abs(found.slope[34] - found.slope[16]) < 0.4
