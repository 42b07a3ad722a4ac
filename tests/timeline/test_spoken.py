"""Lines that are not heard whole, through shots and lanes, and sounds that are cut while loud."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.timeline import Cut, spoken

RATE = Fraction(24)


class Take:
    """Ten seconds in which two lines are spoken, from frame 72 to 132 and from 144 to 168."""

    frames, rate = 240, RATE

    def __init__(self, name="1A-1", stems=()):
        self.name, self.sound, self.stems = name, object(), dict.fromkeys(stems, object())
        lines = [("filament", "Again.", 3.0, 5.5), ("diode", "Again.", 6.0, 7.0)]
        spoken_in = [SimpleNamespace(speaker=s, text=t, onset=a, offset=b) for s, t, a, b in lines]
        self.truth = SimpleNamespace(
            name=name, rate=RATE, lines=spoken_in, faces=lambda frame: ("filament",)
        )


def cut_of(*stretches):
    cut = Cut("said", rushes={name: Take(name) for name in ("1A-1", "2A-1")})
    for take, first, last in stretches:
        cut.add(take, f"{first}f", f"{last}f")
    return cut


def said(cut):
    return [(found.frame, found.sentence.split(" “Again.” ")[1]) for found in spoken.lines(cut)]


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (60, 140, []),
        (73, 140, []),
        (74, 140, [(0, "is beheaded: its first 2 frames are cut off.")]),
        (60, 130, []),
        (60, 129, [(69, "loses its end: its last 3 frames are cut off.")]),
        (90, 140, [(0, "is cut off: 70% of it is heard.")]),
        (60, 74, []),
        (60, 75, [(12, "is heard, 3 frames: too little to be understood.")]),
    ],
)
def test_a_line_is_followed_to_the_frame(first, last, wanted):
    assert said(cut_of(("1A-1", first, last))) == wanted


def test_a_line_that_goes_on_in_another_shot_is_whole_and_a_frame_lost_between_is_a_hole():
    assert said(cut_of(("1A-1", 60, 100), ("1A-1", 100, 140))) == []
    holed = cut_of(("1A-1", 60, 100), ("1A-1", 103, 140))
    assert said(holed) == [(12, "has a hole of 3 frames.")]


def test_what_a_lane_holds_of_a_line_is_heard():
    cut = cut_of(("1A-1", 60, 100), ("2A-1", 200, 240))
    assert said(cut)[0][1].startswith("is cut off: 47%")
    lane = cut.lane("voice")
    lane.lay("1A-1", "100f", "140f", at="40f")
    assert said(cut) == []
    assert [sentence for _, sentence in said(lane.mute().cut)] == [
        "is cut off: 47% of it is heard."
    ]
    lane.mute(False).fader(-70)
    assert len(said(cut)) == 1, "nobody hears it"
    lane.fader(0).move(1, "44f")
    assert said(cut) == [], "a rest within a line is no doubling"


def test_lines_are_listed_as_the_film_has_them():
    cut = cut_of(("1A-1", 60, 100), ("1A-1", 100, 170), ("2A-1", 60, 75))
    found = cut.lines()
    assert [(line.start * 24, line.stop * 24, line.text, line.whole) for line in found] == [
        (12, 72, "Again.", True),
        (84, 108, "Again.", True),
        (122, 125, "Again.", False),
    ]
    assert [line.speaker for line in found] == ["filament", "diode", "filament"]
    assert found[2].heard == pytest.approx(3 / 60)
    assert str(found[2]) == "00:00:05:02 Filament: Again. (5% of it is heard)"
    assert cut_of(("1A-1", 60, 74)).lines() == [], "two frames of a line are a breath"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4A-1 04:00 05:00\n5A-1 04:00 05:00", [(0.4, 0.88), (1.4, 1.88)]),  # said again
        ("4A-1 04:00 04:16\n5A-1 04:16 05:00", [(0.4, 0.88)]),  # goes on
        ("4A-1 04:00 04:16\n5A-1 04:14 05:00", [(0.4, 0.96)]),  # two frames of it twice
        ("4A-1 04:00 05:00\n1A-1 00:00 03:00\n4A-1 04:00 05:00", [(0.4, 0.88), (4.4, 4.88)]),
    ],
)
def test_a_line_that_comes_again_is_another_and_one_that_goes_on_is_not(text, wanted):
    cut = Cut.from_text(text, ku.rushes("understudy"))
    look = [(line.start, line.stop) for line in cut.lines() if line.text == "Look."]
    assert look[: len(wanted)] == [pytest.approx(each, abs=0.03) for each in wanted]
    assert len([one for one in look if one[1] - one[0] > 0.3]) == len(wanted)
    captions = [one for one in cut.captions() if one.text == "Look."]
    assert all(one.stop - one.start < 3 for one in captions), (
        "none hangs from the first to the last"
    )


def test_a_line_knows_over_whose_face_it_begins():
    rushes = ku.rushes("understudy")
    begins = ku.Cut("one line", rushes=rushes).add("4A-1", 1.5, 3.5).lines()[0]
    assert begins.speaker == "filament" and begins.seen == ("filament",) and not begins.over_another
    at = rushes["4A-1"].truth.frame_at(begins.scene)
    for take, face, over in (
        ("5A-1", ("diode",), True), ("3A-1", ("diode",), True), ("2A-1", ("filament",), False),
        ("1A-1", ("filament", "diode"), False), ("6E-1", (), False),
    ):  # fmt: skip
        cut = ku.Cut("over", rushes=rushes).add("4A-1", f"{at - 6}f", f"{at + 40}f")
        start = 2.2 if take == "6E-1" else rushes[take].at(scene=13)
        cut.cutaway("4f", take, start, start + 1)
        line = cut.lines()[0]
        assert (line.seen, line.over_another) == (face, over), take
    assert ku.Cut("card").title_card("The Understudy", 2).lines() == []


def test_lines_stand_at_their_second_of_the_scene_whichever_take_holds_them():
    rushes = ku.rushes("understudy")
    takes = {n: ku.Cut(n, rushes=rushes).add(n, 1.5, 15).lines() for n in ("4A-1", "5A-1")}
    assert takes["4A-1"][0].scene == takes["5A-1"][0].scene == 10.65


def test_in_step_with_itself_a_line_is_louder_and_out_of_step_it_is_doubled():
    cut = cut_of(("1A-1", 60, 140))
    lane = cut.lane("under").lay("1A-1", "60f", "140f", at=0)
    assert said(cut) == []
    lane.move(1, "6f")
    assert [sentence for _, sentence in said(cut)] == ["is heard a second time."]


def test_of_a_stem_only_its_own_lines_are_heard():
    cut = cut_of(("2A-1", 200, 240))
    take = Take("1A-1", stems=("filament", "rest"))
    stems = [spoken._Stretch("1A-1", 72, 0, 60, 1, stem) for stem in ("filament", "diode", "rest")]
    found = []
    for stretch in stems:
        patched = SimpleNamespace(edit=cut.edit, rate=RATE, frames=40, take=lambda _: take)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(spoken, "_stretches", lambda _, one=stretch: [one])
            found.append([line.words for line in spoken._lines_heard(patched)])
    assert found == [["Filament's “Again.”"], [], []]


def test_the_editors_own_cut_has_no_line_that_is_not_whole(tmp_path):
    rushes = ku.rushes("understudy")
    cut = ku.Cut.load(str(rushes.path / "editors-cut.edit"), rushes)
    assert list(spoken.lines(cut)) == []
    assert {finding.kind for finding in cut.check(sound=False)} == {"crossed line"}


class Own:
    """Ten seconds of one's own: quiet, and a word from 3 s to 4 s."""

    frames, rate = 240, RATE

    def __init__(self, name, word=-20.0):
        self.name, self.word, self.sound = name, word, object()

    def read_sound(self, start, stop, rate=48000, mono=False):
        samples = np.full((10 * rate, 1), 10 ** (-60 / 20))
        samples[3 * rate : 4 * rate] = 10 ** (self.word / 20)
        return samples


@pytest.mark.parametrize(
    ("stretches", "wanted"),
    [
        ([("a", 24, 72), ("b", 24, 48)], []),
        ([("a", 24, 84), ("b", 24, 48)], [(60, (1,), "is cut off while it is loud")]),
        ([("a", 24, 48), ("b", 84, 108)], [(24, (2,), "begins in the middle")]),
        ([("a", 24, 84), ("b", 84, 108)], [(60, (1, 2), "begins in the middle")]),
        ([("a", 24, 84), ("a", 84, 108)], []),
        ([("a", 84, 108)], [(0, (1,), "begins in the middle")]),
        ([("a", 24, 84)], [(59, (1,), "is cut off while it is loud")]),
    ],
)
def test_a_sound_that_goes_through_a_cut_is_found(stretches, wanted):
    cut = Cut("own")
    for name, first, last in stretches:
        cut.add(Own(name), f"{first}f", f"{last}f")
    found = list(spoken.cut_into(cut))
    assert [(one.frame, one.shots) for one in found] == [row[:2] for row in wanted]
    assert all(words in one.sentence for one, (*_, words) in zip(found, wanted, strict=True))


def test_what_is_soft_or_fades_or_is_known_is_not_called():
    quiet = Cut("quiet").add(Own("a", word=-36), "24f", "84f")
    faded = Cut("faded").add(Own("a"), "24f", "84f", fade_out=6)
    mixed = Cut("mixed").add(Own("a"), "24f", "84f").add(Own("b"), "24f", "48f", dissolve=6)
    known = Cut("known").add(Take(), "60f", "100f")
    for cut in (quiet, faded, mixed, known):
        assert list(spoken.cut_into(cut)) == []
