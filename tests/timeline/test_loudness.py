"""The level that makes a film as loud as is asked, held against pyloudnorm on the mix itself."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pyloudnorm
import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.loudness import Loudness
from kuleshov.timeline.mix import mix

SECOND = 48000


class Talk:
    """A take of bursts of noise, loud and soft, with pauses; the same samples whenever asked."""

    rate, frames = Fraction(24), 480
    sound = SimpleNamespace(layout="stereo", channels=2)

    def __init__(self, name, level=0.05):
        self.name = name
        random = np.random.default_rng(7)
        steps = np.repeat([1, 0, 0.3, 1, 0.02, 0, 1, 0.1, 0.5, 0], 2 * SECOND)[:, None]
        self.samples = (level * steps * random.standard_normal((20 * SECOND, 2))).astype(np.float32)

    def read_sound(self, start, stop, rate):
        return self.samples[round(start * rate) : round(stop * rate)]


def loudness(cut):
    whole = mix(cut, 0, round(cut.duration * SECOND))
    return pyloudnorm.Meter(SECOND).integrated_loudness(whole)


@pytest.mark.parametrize("wanted", [-23, -16, -30.5])
def test_a_film_is_brought_to_a_loudness(wanted):
    cut = Cut("loud").add(Talk("a"), Fraction(0), Fraction(12))
    cut.lane("more").lay(Talk("b", 0.01), Fraction(2), Fraction(9), at=Fraction(1))
    before = loudness(cut)
    cut.to_loudness(wanted)
    assert loudness(cut) == pytest.approx(wanted, abs=0.05)
    assert f"was at {before:.1f} LUFS" in cut.said and f"at {wanted:g} LUFS" in cut.said
    level = cut.edit.level
    cut.to_loudness(wanted)
    assert cut.edit.level == pytest.approx(level, abs=0.02), "twice is as once"
    assert cut.undo().undo().edit.level == 0


def test_peaks_that_would_clip_are_said():
    cut = Cut("loud").add(Talk("a"), Fraction(0), Fraction(12)).to_loudness(-23)
    assert "clip" not in cut.said
    assert "dBTP, over -1: they may clip" in cut.to_loudness(-8).said


@pytest.mark.parametrize(
    ("cut", "lufs", "words"),
    [
        (Cut("mute").black(Fraction(5)), -23, "is silent, or under 0.4 s"),
        (Cut("empty"), -23, "is silent"),
        (Cut("soft").add(Talk("a", 1e-3), Fraction(0), Fraction(5)), 0, "would need a level of"),
        (Cut("any").black(Fraction(5)), "loud", "a number of LUFS"),
        (Cut("any").black(Fraction(5)), 3, "a number of LUFS"),
    ],
)
def test_what_can_t_be_done_is_said(cut, lufs, words):
    edit = cut.edit
    with pytest.raises(EditError, match=words):
        cut.to_loudness(lufs)
    assert cut.edit is edit


@pytest.mark.parametrize(("level", "softer", "wanted"), [(-90, 0, -23), (0, -60, -68)])
def test_what_is_too_soft_to_be_measured_is_not_called_silent(level, softer, wanted):
    cut = Cut("soft").add(Talk("a"), 0, 12).level(1, softer).master(level)
    assert loudness(cut) == -np.inf
    assert cut.to_loudness(wanted).said.startswith("The mix was too soft to be measured; at")
    assert loudness(cut) == pytest.approx(wanted, abs=0.1)


def test_a_film_says_how_loud_it_is():
    cut = Cut("loud").add(Talk("a"), Fraction(0), Fraction(12))
    found = cut.loudness()
    assert found.lufs == pytest.approx(loudness(cut), abs=0.02)
    assert found.peak == pytest.approx(20 * np.log10(abs(mix(cut, 0, 12 * SECOND)).max()), abs=1)
    assert cut.edit.level == 0, "measuring changes nothing"
    assert cut.level(1, 6).loudness().lufs == pytest.approx(found.lufs + 6, abs=0.1)
    assert repr(Cut("empty").loudness()) == "too soft to be measured"


def test_on_both_sides_it_is_three_decibels_louder_than_in_one_channel():
    class Mono(Talk):
        sound = SimpleNamespace(layout="mono", channels=1)

        def __init__(self, name):
            super().__init__(name)
            self.samples = self.samples[:, :1]

    cut = Cut("one voice").add(Mono("a"), Fraction(0), Fraction(12))
    alone = mix(cut, 0, 12 * SECOND)[:, :1]
    one = pyloudnorm.Meter(SECOND).integrated_loudness(alone)
    assert cut.loudness().lufs == pytest.approx(one + 10 * np.log10(2), abs=0.02)


@pytest.mark.parametrize(
    ("lufs", "within", "said"),
    [
        (-23.0, 0.5, ""), (-23.5, 0.5, ""), (-23.504, 0.5, ""), (-22.5, 0.5, ""), (-23.5, 0.4, "0.5 LU softer"),
        (-28, 0.5, "5.0 LU softer than -23: its level has to rise by 5.0 dB."),
        (-20, 0.5, "3.0 LU louder than -23: its level has to fall by 3.0 dB."),
        (-np.inf, 0.5, "Nothing in it is loud enough"),
    ],
)  # fmt: skip
def test_a_loudness_says_by_how_much_it_misses(lufs, within, said):
    told = Loudness(lufs, 10.0, -5.0).off(-23, within)
    assert said in told if said else told == ""


def test_peaks_over_the_line_may_clip():
    assert Loudness(-23, 10.0, -0.9).clips and not Loudness(-23, 10.0, -1.0).clips
