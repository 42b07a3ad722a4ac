"""How loud a film is, by the standards' words written out, and pieces against the whole."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.metrics.formulas import loudness, splits

RATE = 48000


def level(energies):
    return -0.691 + 10 * np.log10(np.mean(energies))


def plain_integrated(energy):
    """ITU-R BS.1770: blocks of 0.4 s, an absolute gate, and one 10 LU under what passes it."""
    blocks = [np.mean(energy[n : n + 4]) for n in range(len(energy) - 3)]
    loud = [one for one in blocks if one > 0 and level(one) >= -70]
    if not loud:
        return -np.inf
    return level([one for one in loud if level(one) > level(loud) - 10])


def plain_range(energy):
    """EBU Tech 3342: blocks of 3 s, 20 LU under what passes, the 10th to the 95th percentile."""
    blocks = [np.mean(energy[n : n + 30]) for n in range(len(energy) - 29)]
    loud = [one for one in blocks if one > 0 and level(one) >= -70]
    kept = [level(one) for one in loud if level(one) >= level(loud) - 20]
    return np.percentile(kept, 95) - np.percentile(kept, 10) if kept else np.nan


@pytest.mark.parametrize("seed", range(12))
def test_loudness_and_its_range_are_gated_as_the_standards_say(seed):
    random = np.random.default_rng(seed)
    decibels = np.repeat(random.uniform(-80, -10, 6), random.integers(20, 60, 6))
    energy = 10 ** ((decibels + random.normal(0, 2, len(decibels))) / 10)
    assert loudness.integrated(energy) == pytest.approx(plain_integrated(energy))
    assert loudness.loudness_range(energy) == pytest.approx(plain_range(energy))
    expected = [level(energy[n : n + 4]) for n in range(len(energy) - 3)]
    assert loudness.momentary(energy) == pytest.approx(expected)


def test_what_is_too_short_or_too_soft_has_no_loudness():
    four, thirty = np.full(4, 0.01), np.full(30, 0.01)
    assert loudness.momentary(four[:3]).shape == (0,) and loudness.momentary(four).shape == (1,)
    assert loudness.integrated(four[:3]) == -np.inf
    assert loudness.integrated(four) == pytest.approx(-20.691)
    assert np.isnan(loudness.loudness_range(thirty[:29])) and loudness.loudness_range(thirty) == 0
    soft, just = (10 ** ((lufs + 0.691) / 10) for lufs in (-70.01, -69.99))
    assert loudness.integrated(np.full(40, soft)) == -np.inf
    assert loudness.integrated(np.full(40, just)) == pytest.approx(-69.99)
    assert np.isnan(loudness.loudness_range(np.full(40, soft)))
    assert loudness.loudness_range(np.full(40, just)) == pytest.approx(0)
    assert loudness.integrated(np.zeros(40)) == -np.inf


def burst(amplitude, hz, phase, frames=24000):
    """Return half a second of a tone that swells and dies away, in one channel."""
    t = np.arange(frames) - frames // 2
    return (amplitude * np.cos(2 * np.pi * hz / RATE * t + phase) * np.hanning(frames))[:, None]


BETWEEN = burst(1.05, 12000, np.pi / 4)  # its samples reach 0.74, -2.6 dB; between them 0.4 dB
PLAIN = burst(1.0, 50, 0)


def test_a_true_peak_lies_between_the_samples():
    assert loudness.true_peak(BETWEEN) == pytest.approx(20 * np.log10(1.05), abs=0.03)
    assert loudness.true_peak(np.hstack([PLAIN, BETWEEN])) == loudness.true_peak(BETWEEN)
    assert loudness.true_peak(np.zeros((0, 2))) == loudness.true_peak(np.zeros((9, 2))) == -np.inf


@pytest.mark.parametrize("parts", [(PLAIN, BETWEEN), (BETWEEN, PLAIN), (PLAIN * 0.5, BETWEEN)])
def test_the_peak_of_the_loudest_half_seconds_is_that_of_all(parts):
    whole = np.concatenate([*parts, 0.3 * PLAIN])
    peak = loudness.true_peak(whole)
    for channels in (whole, np.hstack([whole, 0 * whole]), np.hstack([0.1 * whole, whole])):
        assert loudness._loud_peak(channels, -np.inf) == pytest.approx(peak, abs=1e-3)


def test_what_can_reach_no_known_peak_is_not_drawn_more_finely():
    peak = loudness.true_peak(BETWEEN)
    assert loudness._loud_peak(BETWEEN, 0.0) == pytest.approx(peak, abs=1e-3)
    assert loudness._loud_peak(BETWEEN, 9.0) == -np.inf
    assert loudness._loud_peak(np.zeros((0, 1)), -4.0) == -4
    assert loudness._loud_peak(np.zeros((9, 1)), -np.inf) == -np.inf


def test_a_peak_at_the_seam_of_two_half_seconds_is_whole():
    seam = np.roll(np.concatenate([BETWEEN, 0 * BETWEEN]), 12000, axis=0)
    assert loudness._loud_peak(seam, -np.inf) == pytest.approx(loudness.true_peak(seam), abs=1e-4)


class Heard:
    """A clip that is nothing but its sound."""

    def __init__(self, samples, layout):
        self.samples, self.asked = samples, []
        self.sound = SimpleNamespace(layout=layout, channels=samples.shape[1])
        self.duration = Fraction(len(samples), RATE)

    def read_sound(self, start, end, rate):
        assert rate == RATE
        self.asked.append((start, end))
        return self.samples[round(start * RATE) : round(end * RATE)]


def test_a_film_is_heard_in_pieces_as_it_is_in_one(monkeypatch):
    monkeypatch.setattr(loudness, "_CHUNK", 20)
    random = np.random.default_rng(3)
    samples = random.normal(0, 0.05, (int(3.25 * RATE), 2)).astype(np.float32)
    samples[RATE - 12000 : RATE + 12000] = 0.9 * BETWEEN
    clip = Heard(samples, "stereo")
    found = loudness.listen(clip)
    assert clip.asked == [(0, 2), (2, Fraction(32, 10))]
    whole = samples[: 32 * RATE // 10]
    assert found.energy == pytest.approx(loudness.tenths(whole).sum(axis=1))
    assert found.peak == pytest.approx(loudness.true_peak(whole), abs=1e-3)
    mono = whole.mean(axis=1)
    assert found.change == pytest.approx(splits.novelty(splits.spectra(mono, RATE)), abs=1e-2)
    assert found.energy.shape == (32,) and found.change.shape == (160,)


def test_the_filters_go_on_from_piece_to_piece_and_rest_at_first():
    sound = np.random.default_rng(4).normal(0, 0.1, (RATE // 2, 2))
    state = loudness.at_rest(2)
    pieces = [loudness.tenths(sound[:9600], state), loudness.tenths(sound[9600:], state)]
    assert np.concatenate(pieces) == pytest.approx(loudness.tenths(sound))
    assert loudness.tenths(sound[:4799]).shape == (0, 2)
    assert loudness.tenths(sound[:4800]).shape == (1, 2)
    left = loudness.tenths(sound * [1, 2])
    assert left[:, 1] == pytest.approx(4 * loudness.tenths(sound)[:, 1])
