"""The level that makes a film as loud as is asked, held against pyloudnorm on the mix itself."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pyloudnorm
import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import Cut
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
