"""A picture over the film, while what is heard stays as it was."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.cutaways import cutaway, laid_under
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.lanes import LaidSound, Lane
from kuleshov.timeline.mix import mix

RATE = 2400  # samples a second: a hundred a frame


class Noise:
    """A take whose every sample is known, and no other take's."""

    rate = Fraction(24)
    sound = SimpleNamespace(layout="mono")

    def __init__(self, name, frames=240):
        self.name, self.frames = name, frames
        seed = sum(map(ord, name))
        self.samples = np.random.default_rng(seed).uniform(-1, 1, (frames * 100, 1))

    def stem(self, name):
        return Noise(f"{self.name} {name}", self.frames)

    def read_sound(self, start, stop, rate):
        assert rate == RATE
        return self.samples[round(start * rate) : round(stop * rate)].astype(np.float32)


BIN = {name: Noise(name) for name in "ABCDEX"}


def made(*shots, lanes=()):
    return Cut.from_edit(Edit(shots=shots, lanes=lanes), BIN)


def heard(cut):
    """Return the whole film's sound but for the ramps at its very ends."""
    return mix(cut, 5, cut.frames * 100 - 5, RATE)


def at_each_frame(spans, frames):
    """Return which take's which frame stands at each frame of the film."""
    found = [None] * frames
    for span in spans:
        for frame in range(span.start, span.stop):
            into = 0 if span.shot.is_card else span.offset + frame - span.start
            found[frame] = (span.shot.take, into)
    return found


@st.composite
def films(draw):
    """Return shots with splits, levels, stems and notes, some of them picture only or black."""
    shots = []
    for name in draw(st.lists(st.sampled_from([*"ABCDE", "black"]), min_size=1, max_size=6)):
        length, start = draw(st.integers(4, 20)), draw(st.integers(5, 40))
        alone = draw(st.sampled_from([False, False, True]))
        card = name == "black"
        options = (
            {}
            if card
            else {
                "gain": draw(st.sampled_from([0, -6, -96])),
                "stem": draw(st.sampled_from(["", "ana"])),
            }
        )
        split = 0 if alone or not shots else draw(st.integers(-4, 4))
        shots.append(Shot(name, start, start + length, split=split, picture_only=alone, **options))
    return shots


@settings(max_examples=150, deadline=None)
@given(films(), st.integers(0, 80), st.integers(1, 50), st.booleans())
def test_a_cutaway_changes_what_is_seen_there_and_nothing_that_is_heard(shots, at, length, twice):
    try:
        before = made(*shots)
    except EditError:  # splits that leave a shot no sound
        assume(False)
    at = at % before.frames
    length = min(length, before.frames - at)
    cut = before.copy().cutaway(f"{at}f", "X", "3f", f"{3 + length}f")
    seen = at_each_frame(before.edit.picture(), before.frames)
    seen[at : at + length] = [("X", 3 + k) for k in range(length)]
    assert at_each_frame(cut.edit.picture(), cut.frames) == seen
    np.testing.assert_allclose(heard(cut), heard(before), atol=1e-4)
    if twice:  # another over the first
        cut.cutaway(f"{at // 2}f", "X", "0f", f"{length}f")
        np.testing.assert_allclose(heard(cut), heard(before), atol=2e-4)
        cut.undo()
    assert cut.undo().edit == before.edit, "it is one step back"


def test_a_covered_shot_keeps_its_level_stem_fades_and_note_in_its_lane():
    cut = made(
        Shot("A", 0, 24),
        Shot("B", 10, 34, gain=-6, stem="ana", note="mine", fade_out=4, fade_in=2),
        Shot("C", 5, 29, split=3),
    )
    before = heard(cut)
    cut.overwrite("20f", "X", "0f", "30f", picture_only=True)
    assert [(shot.take, len(shot), shot.split, shot.gain) for shot in cut.shots] == [
        ("A", 20, 0, 0), ("X", 30, -4, -96), ("C", 22, 5, 0),
    ]  # fmt: skip
    (lane,) = cut.lanes
    assert lane == Lane("under", (LaidSound("B", 10, 31, 24, -6, 2, 4, "ana"),))
    assert lane.sounds[0].note == "mine"
    assert cut.said == "The sound of B goes on in lane under."
    assert cut.shots[1].gain == -96 and not cut.shots[1].picture_only
    away_from_the_cut = np.r_[:2380, 2420:4040]  # there the fade reached into the sound before
    np.testing.assert_allclose(heard(cut)[away_from_the_cut], before[away_from_the_cut], atol=1e-4)


def test_a_dissolve_beside_a_covered_shot_becomes_a_cut_and_a_fade_is_told():
    cut = made(Shot("A", 0, 24), Shot("B", 10, 34, dissolve=4), Shot("C", 9, 29, dissolve=4))
    cut.cutaway("24f", "X", "0f", "24f")
    assert [shot.dissolve for shot in cut.shots] == [0, 0, 0]
    assert cut.said == (
        "The sound of B goes on in lane under. "
        "A dissolve went with its picture: there is a cut now."
    )
    cut = made(Shot("A", 0, 24, fade_out=6), Shot("B", 10, 34)).cutaway("20f", "X", "0f", "8f")
    assert cut.said == "A fade went with its picture, and is not heard any more."


TONE = LaidSound("D", 0, 30, at=0)


@pytest.mark.parametrize(
    ("lane", "used"),
    [
        (Lane("under", (TONE,)), "under 2"),
        (Lane("under", (LaidSound("D", 0, 30, at=48),)), "under"),
        (Lane("under", (LaidSound("D", 0, 20, at=0),), gain=-3), "under 2"),
        (Lane("under", (LaidSound("D", 0, 20, at=0),), muted=True), "under 2"),
        (Lane("tone", (LaidSound("D", 0, 20, at=0),)), "under"),
    ],
)
def test_it_is_laid_over_nothing_and_where_it_sounds_as_before(lane, used):
    cut = made(Shot("A", 0, 24), Shot("B", 10, 34), Shot("C", 5, 29), lanes=(lane,))
    before = heard(cut)
    cut.cutaway("24f", "X", "0f", "24f")
    assert cut.edit.lane(used).sounds[-1 if lane.sounds[0].at < 24 else 0].take == "B"
    assert all(one in cut.edit.lane(lane.name).sounds for one in lane.sounds)
    np.testing.assert_allclose(heard(cut), before, atol=1e-4)


def test_what_was_silent_before_or_behind_its_take_is_not_laid():
    cut = made(Shot("A", 0, 24), Shot("B", 2, 26, split=6), Shot("C", 0, 24, split=-40 + 36))
    cut.cutaway("24f", "X", "0f", "24f")
    (sound,) = cut.edit.lane("under").sounds
    assert (sound.in_, sound.at, sound.stop) == (0, 22, 52)
    short = Edit(shots=(Shot("A", 0, 24), Shot("B", 40, 60), Shot("C", 0, 24, split=-8)))
    over = cutaway(short, 24, Shot("X", 0, 20), lambda name: 60)
    assert over.lanes[0].sounds == (LaidSound("B", 40, 60, at=24),), "B ends with its take"
    assert laid_under(short, over) == ["The sound of B goes on in lane under."]


def test_another_angle_of_a_whole_shot_keeps_its_sound():
    import kuleshov as ku

    rushes = ku.rushes("understudy")
    cut = ku.Cut("angles", rushes=rushes).add("1A-1", "13.0", "15.0").add("2A-1", "10.0", "12.0")
    cut.add("1A-1", "16.0", "18.0").angle("2.0", "4A-1", picture_only=True)
    assert [shot.take for shot in cut.shots] == ["1A-1", "4A-1", "1A-1"]
    assert cut.edit.lane("under").sounds == (LaidSound("2A-1", 240, 288, at=48),)
    assert cut.said == "The sound of 2A-1 goes on in lane under."


def test_over_another_cutaway_nothing_is_laid():
    away = Shot("X", 0, 24, picture_only=True)
    film = Edit(shots=(Shot("A", 0, 48), away, Shot("C", 0, 48)))
    over = cutaway(film, 48, Shot("E", 0, 24))
    assert [(shot.take, shot.picture_only) for shot in over.shots] == [
        ("A", False), ("E", True), ("C", False),
    ]  # fmt: skip
    assert over.lanes == ()


@pytest.mark.parametrize("at", [-1, 25, 100])
def test_a_cutaway_lies_in_the_film(at):
    with pytest.raises(EditError, match=r"24 frames from frame .* the film, which has 48"):
        cutaway(Edit(shots=(Shot("A", 0, 48),)), at, Shot("X", 0, 24))


def test_a_cutaway_leaves_each_piece_the_edges_that_are_its_own():
    shot = Shot("A", 0, 96, fade_in=4, fade_out=5, gain=-3, note="mine")
    away = Shot("X", 0, 24, split=3, dissolve=2, fade_in=1, note="look")
    first, laid, last = cutaway(Edit(shots=(shot,)), 24, away).shots
    assert (first.fade_in, first.fade_out, first.note) == (4, 0, "mine")
    assert (last.fade_in, last.fade_out, last.note) == (0, 5, "")
    assert first.gain == last.gain == -3
    assert laid == Shot("X", 0, 24, picture_only=True) and laid.note == "look"
