"""A gesture in the room is a call of the Cut, and the line shown is the line that ran."""

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lacking import lacking

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.library.scene_clock import SceneClock
from kuleshov.show.rooms.bin import cards
from kuleshov.show.rooms.gestures import Bench, Call, quoted
from kuleshov.show.rooms.messages import Message
from kuleshov.timecode import nominal, to_frame
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.lanes import LaidSound, Lane, Marker
from kuleshov.timeline.text import to_json

FRAMES = {"A": 60, "B": 120, "C": 90}
ROOT = Path(__file__).resolve().parents[3]


CLOCKS: dict[str, SceneClock] = {}
for _name, _start, _run in (
    ("A", Fraction(1, 3), "1"),
    ("B", Fraction(47, 48), "1"),
    ("C", Fraction(0), "2"),
):
    CLOCKS[_name] = SceneClock(
        _name, _start, Fraction(8, 24), Fraction(FRAMES[_name], 24), _run, CLOCKS
    )


class FakeTake:
    rate, path, sound = 24, None, "mono"

    def stem(self, name):
        return self

    def __init__(self, name):
        self.name, self.frames = name, FRAMES[name]
        self.scene_clock = CLOCKS.get(name)


IN_FRAMES = {
    card["name"]: card["scene"] for card in cards({n: FakeTake(n) for n in FRAMES}, Fraction(24))
}
BIN = {name: FakeTake(name) for name in FRAMES}


def made(shots, lanes=(), markers=()):
    return ku.Cut.from_edit(Edit("t", ku.Cut().rate, tuple(shots), lanes, markers), BIN)


@st.composite
def lanes(draw):
    found = []
    for name in draw(st.sampled_from([[], ["tone"], ["tone", "music"]])):
        at, sounds = 0, []
        for _ in range(draw(st.integers(1, 3))):
            at += draw(st.integers(0, 40))
            start = draw(st.integers(0, 30))
            stop = draw(st.integers(start + 1, 60))
            fades = (draw(st.sampled_from([0, 1])), draw(st.sampled_from([0, 1])))
            if stop - start > 1:
                sounds.append(LaidSound("A", start, stop, at, 0.0, *fades))
                at += stop - start
        if sounds:
            found.append(Lane(name, tuple(sounds)))
    return tuple(found)


@st.composite
def shot(draw):
    take = draw(st.sampled_from([*FRAMES, "black", "title"]))
    if take in ("black", "title"):
        return Shot(take, 0, draw(st.integers(1, 40)), text="One" if take == "title" else "")
    start = draw(st.integers(0, FRAMES[take] - 2))
    alone = draw(st.sampled_from([False, False, True]))
    stop = draw(st.integers(start + 1, FRAMES[take]))
    graded = draw(st.sampled_from([None, None, {"stops": -1.45, "tint": 0.1}]))
    return Shot(take, start, stop, picture_only=alone, grade=graded)


@st.composite
def lane_gestures(draw):
    lane, number = draw(st.sampled_from(["tone", "music", "new"])), draw(st.integers(1, 3))
    here, at = {"lane": lane, "number": number}, draw(st.integers(0, 130))
    in_, out = draw(st.integers(0, 50)), draw(st.integers(0, 70))
    stem, answers = draw(st.sampled_from(["", "ana"])), draw(st.sampled_from(["", "jump cut"]))
    fades = {"fade_in": draw(st.integers(0, 20)), "fade_out": draw(st.integers(0, 20))}
    gain = draw(st.sampled_from([0, -3.555, 6, 30]))
    return {
        "lay": {
            "lane": lane,
            "take": "A",
            "in_": in_,
            "out": out,
            "at": at,
            "stem": stem,
            **draw(st.sampled_from([{}, {"gain": gain, "note": " a  b "}, fades])),
        },
        "fill": {
            "lane": lane,
            "take": draw(st.sampled_from(["A", "B"])),
            "in_": in_,
            "out": out,
            **draw(st.sampled_from([{}, {"start": at, "stop": at + out}, {"start": 5}])),
        },
        "sound_blade": {**here, "at": at},
        "sound_trim": {**here, **draw(st.sampled_from([{"in_": in_}, {"out": out}]))},
        "sound_move": {**here, "at": at, **draw(st.sampled_from([{}, {"to": "music"}]))},
        "sound_change": {**here, **draw(st.sampled_from([{"gain": gain}, fades, {"stem": stem}]))},
        "sound_remove": {"lane": lane, "numbers": [number]},
        "lane_fader": {"lane": lane, "gain": gain},
        "lane_mute": {"lane": lane, "on": draw(st.booleans())},
        "lane_name": {"lane": lane, "name": draw(st.sampled_from(["music", " x  y ", ""]))},
        "master": {"level": gain},
        "marker": {"at": draw(st.sampled_from([10, 50])), "words": " a  b ", "answers": answers},
        "unmark": {"at": draw(st.sampled_from([10, 50])), "answers": answers},
    }


@st.composite
def copied(draw):
    """Return shots as a browser copies them: the first is straight."""
    rows = draw(st.lists(shot(), min_size=1, max_size=3))
    return json.loads(to_json(Edit("t", shots=tuple(rows))))["shots"]


@st.composite
def gesture(draw, count):
    number, frame = st.integers(1, count + 1), st.integers(0, 130)
    by = st.integers(-20, 20)
    numbers = st.lists(st.integers(1, count), min_size=1, max_size=count, unique=True)
    points = {"in_": draw(st.integers(0, 50)), "out": draw(frame)}
    take = draw(st.sampled_from(list(FRAMES)))
    kinds = {
        "add": {"take": take, **points},
        "insert": {"number": draw(number), "take": take, **points},
        "replace": {"number": draw(number), "take": take, **points},
        "title": {"words": "Again", "length": draw(st.integers(1, 40)), "before": draw(number)},
        "black": {"length": draw(st.integers(1, 40))},
        "insert_at": {
            "at": draw(frame),
            "take": take,
            **points,
            "picture_only": draw(st.booleans()),
        },
        "overwrite": {"at": draw(frame), "take": take, **points},
        "lift_range": {"start": points["in_"], "stop": points["out"]},
        "extract_range": {"start": points["in_"], "stop": points["out"]},
        "paste": {"at": draw(frame), "shots": draw(copied()), "insert": draw(st.booleans())},
        "remove": {"numbers": draw(numbers)},
        "lift": {"numbers": draw(numbers)},
        "move": {"numbers": draw(numbers), "to": draw(number)},
        "trim": {"number": draw(number), **points},
        "roll": {"number": draw(number), "by": draw(by)},
        "slip": {"number": draw(number), "by": draw(by)},
        "slide": {"number": draw(number), "by": draw(by)},
        "split": {"number": draw(number), "frames": draw(by)},
        "blade": {"at": draw(st.integers(0, 200))},
        "cutaway": {"at": draw(frame), "take": take, "in_": 8, "out": draw(st.integers(9, 40))},
        "angle": {"at": draw(frame), "take": take, "picture_only": draw(st.booleans())},
        "picture_only": {"number": draw(number), "on": draw(st.booleans())},
        "dissolve": {"number": draw(number), "frames": draw(st.integers(0, 20))},
        "fade": {"number": draw(number), "fade_in": draw(st.integers(0, 20))},
        "level": {"number": draw(number), "gain": draw(st.sampled_from([0, -3.5, 6, 30]))},
        "grade": {
            "number": draw(number),
            "stops": draw(st.sampled_from([0, -1.45, 3, 3.01])),
            "warmth": draw(st.sampled_from([0, 0.004, 2])),
            "tint": draw(st.sampled_from([0, -1])),
        },
        "words": {"number": draw(number), "words": draw(st.sampled_from([" two  words ", ""]))},
        "rename": {"title": draw(st.sampled_from(["Again", " x  y ", "  "]))},
        "note": {"number": draw(number), "words": " look  here "},
        "stem": {"number": draw(number), "name": draw(st.sampled_from(["", "ana"]))},
    } | draw(lane_gestures())
    name = draw(st.sampled_from(list(kinds)))
    return name, kinds[name]


@st.composite
def case(draw):
    shots = draw(st.lists(shot(), min_size=1, max_size=5))
    steps = [draw(gesture(len(shots))) for _ in range(draw(st.integers(1, 4)))]
    return (
        shots,
        draw(lanes()),
        draw(st.sampled_from([(), (Marker(10, "a"), Marker(50)), ()])),
        steps,
    )


@pytest.fixture(scope="module")
def node():
    if not shutil.which("node"):
        lacking("node was not found on the PATH")
    command = ["node", str(ROOT / "tests" / "js" / "parity.js")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.stdin.close()


def asked(node, row):
    node.stdin.write(json.dumps(row) + "\n")
    node.stdin.flush()
    return json.loads(node.stdout.readline())


def in_the_browser(node, edit, name, args):
    row = {
        "edit": json.loads(to_json(edit)),
        "do": name,
        "args": args,
        "frames": FRAMES,
        "clocks": IN_FRAMES,
    }
    return asked(node, row)


@settings(max_examples=250)
@given(case())
def test_the_browser_foresees_what_python_does_and_the_lines_do_it_again(node, given_case):
    *parts, steps = given_case
    cut, again = made(*parts), made(*parts)
    names = {"cut": again, "rushes": BIN}
    for name, args in steps:
        before = cut.edit
        foreseen = in_the_browser(node, before, name, args)
        try:
            calls = Bench(cut, BIN).calls(Message("m", name, args))
            for call in calls:
                call.on(cut)
        except KuleshovError:
            while cut.edit is not before:
                cut.undo()
            assert "refused" in foreseen, (name, args, foreseen)
            continue
        assert foreseen.get("edit") == json.loads(to_json(cut.edit)), (name, args, foreseen)
        for call in calls:
            eval(call.line("cut"), names)
    assert again == cut


SIGN = r"[-+]?"
TIMES = st.one_of(
    st.from_regex(SIGN + r"([0-9]{1,5}f|[0-9]{1,5}(\.[0-9]{0,4})?|\.[0-9]{1,4})", fullmatch=True),
    st.from_regex(SIGN + r"[0-9]{1,3}:[0-9]{1,3}", fullmatch=True),
    st.from_regex(SIGN + r"[0-9]{1,2}(:[0-9]{1,2}){3}", fullmatch=True),
    st.text("0123456789:.f+-", max_size=7),
)


@settings(max_examples=500)
@given(TIMES, st.sampled_from([24, 25, Fraction(30000, 1001)]))
def test_a_time_that_is_typed_is_read_as_python_reads_it(node, words, rate):
    assume(words.count(":") != 2)  # minutes, seconds and frames: the room alone writes that
    try:
        wanted = to_frame(words, Fraction(rate))
    except KuleshovError:
        wanted = None
    assert asked(node, {"time": words, "base": nominal(rate), "rate": str(rate)}) == wanted


def test_a_line_is_written_as_one_would_write_it():
    assert (
        Call("trim", (3,), {"out": "00:00:02:10"}).line("cut") == 'cut.trim(3, out="00:00:02:10")'
    )
    assert quoted('He said "no"') == '"He said \\"no\\""'
    assert eval(quoted('it\'s \\ "both"')) == 'it\'s \\ "both"'


def test_several_shots_move_by_as_few_calls_as_there_are_shots():
    cut = made([Shot("B", n, n + 10) for n in range(6)])
    calls = Bench(cut, BIN).calls(Message("m", "move", {"numbers": [1, 2], "to": 5}))
    assert [call.args for call in calls] == [(2, 6), (1, 5)]


def test_a_take_that_is_not_in_the_bin_is_refused():
    with pytest.raises(KuleshovError, match="no take 'Z'"):
        Bench(made([]), BIN).calls(Message("m", "add", {"take": "Z", "in_": 0, "out": 9}))
    with pytest.raises(KuleshovError, match=r"in this room's bin\. Did you mean A\?$"):
        Bench(made([]), BIN).calls(Message("m", "add", {"take": "a", "in_": 0, "out": 9}))


@pytest.mark.parametrize("args", [{"number": 1}, {"number": 1, "lane": "tone"}])
def test_a_trim_that_trims_nothing_is_refused(args):
    do = "sound_trim" if "lane" in args else "trim"
    with pytest.raises(KuleshovError, match="an in point, an out point, or both"):
        Bench(made([]), BIN).calls(Message("m", do, args))
