"""Room tone under a film: a stretch again and again, and no seam in it that is heard."""

from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.fills import filled, pieces
from kuleshov.timeline.lanes import LaidSound, Lane
from kuleshov.timeline.mix import mix

RATE = 48000


class Tone:
    """Twenty seconds of noise at -50 dBFS, or of silence."""

    name, rate, frames = "tone", Fraction(24), 480
    sound = SimpleNamespace(layout="mono", channels=1)

    def __init__(self, level=-50.0):
        noise = np.random.default_rng(7).standard_normal((20 * RATE, 1))
        self.samples = (noise * 10 ** (level / 20)).astype(np.float32)

    def read_sound(self, start, stop, rate=RATE, mono=False):
        assert rate == RATE
        return self.samples[round(start * rate) : round(stop * rate)]


@pytest.fixture
def cut():
    bin_ = {"tone": Tone(), "mute": Tone(-np.inf), "door": Tone()}
    bin_["mute"].name, bin_["door"].name = "mute", "door"
    return Cut("x", rushes=bin_).add("mute", "0.0", "10.0")


def laid(cut, lane="tone"):
    return [(one.take, one.at, one.in_, one.out) for one in cut.lane(lane).sounds]


def test_a_stretch_fills_the_film_in_pieces_of_one_length(cut):
    assert cut.lane("tone").fill("tone", "3.0", "6.0", fade_in=6, fade_out=12).cut is cut
    assert laid(cut) == [("tone", at, 72, 132) for at in (0, 60, 120, 180)]
    fades = [(one.fade_in, one.fade_out) for one in cut.lane("tone").sounds]
    assert fades == [(6, 0), (0, 0), (0, 0), (0, 12)]
    assert cut.said == ""
    cut.undo()
    assert cut.edit.lanes == ()


def test_fades_at_either_end_need_room_in_their_own_piece_alone(cut):
    cut.lane("tone").fill("tone", "3.0", "102f", fade_in=16, fade_out=16)
    sounds = cut.lane("tone").sounds
    assert (sounds[0].fade_in, sounds[-1].fade_out) == (16, 16) and len(sounds) > 2
    with pytest.raises(EditError, match="its fades are longer"):
        cut.lane("other").fill("tone", "3.0", "102f", stop="30f", fade_in=16, fade_out=16)


def test_from_one_moment_to_another_and_longer_than_it_is_not_repeated(cut):
    cut.lane("tone").fill("tone", "3.0", "9.0", "1.0", "02:12")
    assert laid(cut) == [("tone", 24, 72, 108)]


def test_half_a_second_may_be_repeated_and_a_shorter_stretch_is_laid_once(cut):
    cut.lane("tone").fill("tone", "72f", "84f", stop="1.0").fill("tone", "72f", "76f", "2.0", "52f")
    assert laid(cut) == [("tone", 0, 72, 84), ("tone", 12, 72, 84), ("tone", 48, 72, 76)]
    with pytest.raises(EditError, match="11 frames of tone, repeated"):
        cut.lane("tone").fill("tone", "72f", "83f", stop="22f")


def test_what_lies_there_is_covered_and_that_is_said(cut):
    cut.lane("tone").lay("door", "0.0", "2.0", at="1.0").lay("door", "0.0", "2.0", at="5.0")
    cut.lane("tone").fill("tone", "3.0", "6.0", "2.0", "8.0")
    assert laid(cut) == [("door", 24, 0, 24), ("tone", 48, 72, 144), ("tone", 120, 72, 144)]
    assert cut.said == "With it went from lane tone: door. Shortened in lane tone: door."


@given(st.integers(12, 200), st.integers(0, 400), st.integers(1, 2000))
def test_pieces_follow_each_other_without_gap_overlap_or_scrap(own, start, frames):
    found = pieces(LaidSound("t", 100, 100 + own, at=start), start + frames, Fraction(24))
    assert found[0].at == start and found[-1].stop == start + frames
    assert all(a.stop == b.at for a, b in pairwise(found))
    lengths = {len(one) for one in found}
    assert max(lengths) <= own and max(lengths) - min(lengths) <= 1
    assert len(found) == -(-frames // own)
    assert filled(Lane("tone"), found).sounds == found


def test_no_joint_is_heard_as_a_hole_or_a_click(cut):
    cut.lane("tone").fill("tone", "3.0", "4.5", stop="10.0")
    film = mix(cut, 0, 10 * RATE)[:, 0]
    window = RATE // 20
    power = np.convolve(film.astype(float) ** 2, np.ones(window) / window, "valid")
    whole = 10 * np.log10(np.mean(film[window:-window].astype(float) ** 2))
    steps = np.abs(np.diff(film))
    assert len(cut.lane("tone")) == 7
    for one in cut.lane("tone").sounds[1:]:
        at = one.at * RATE // 24
        near = 10 * np.log10(power[at - window : at])  # every window that the joint lies in
        assert np.abs(near - whole).max() < 1.0
        assert steps[at - 200 : at + 200].max() <= steps[window:-window].max()
    hole = film.copy()
    hole[at - 300 : at + 300] = 0  # 12 ms of nothing would be found
    gone = np.convolve(hole.astype(float) ** 2, np.ones(window) / window, "valid")
    assert 10 * np.log10(gone[at - window : at].min()) < whole - 1.0


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (lambda cut: cut.lane("t").fill("tone", 3, 3), "is not after its in point|at least"),
        (lambda cut: cut.lane("t").fill("tone", 3, 6, 8, 7), "There is nothing to fill there"),
        (lambda cut: cut.lane("t").fill("tone", "72f", "76f"), "4 frames of tone, repeated, .* a hum"),
        (lambda cut: cut.lane("t").fill("tone", 3, 99), "tone ends at 00:00:20:00"),
        (lambda cut: cut.lane("t").fill("tone", 3, 6, stop=30_000), "It would be|six hours"),
        (lambda cut: cut.lane("t").fill("tone", 3, 6, split=3), "split: not known here"),
        (lambda cut: cut.lane("t").fill("none", 3, 6), "no take 'none'"),
        (lambda cut: cut.remove(1).lane("t").fill("tone", 3, 6), r"no picture yet.*stop="),
    ],
)  # fmt: skip
def test_what_can_t_be_filled_is_said_in_a_sentence(cut, fill, says):
    with pytest.raises(EditError, match=says):
        fill(cut)
    assert cut.edit.lanes == ()


def test_too_many_pieces_are_refused_before_they_are_made():
    with pytest.raises(EditError, match="repeated 7,200 times"):
        pieces(LaidSound("t", 0, 12, at=0), 86_400, Fraction(24))
