"""Split edits from sounds of which is known where they change."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import splits


def test_a_split_is_longer_than_a_quarter_of_a_second():
    offsets = [0.25, -0.25, 0.26, -0.26, -0.3, np.nan, 0.0, 1.0]
    found = splits.split_edits(offsets)
    assert (found.share, found.j, found.l) == pytest.approx((4 / 7, 2 / 7, 2 / 7))
    assert found.offsets.tolist()[:5] == offsets[:5]
    wider = splits.split_edits(offsets, 0.28)
    assert (wider.share, wider.j, wider.l) == pytest.approx((2 / 7, 1 / 7, 1 / 7))
    with pytest.raises(ValueError, match="No cut's sound"):
        splits.split_edits([np.nan])


@pytest.mark.parametrize("fiftieths", [0, 49, 50, 51, 52, 90])
def test_a_change_is_the_distance_of_the_half_seconds_before_and_after(fiftieths):
    bands = np.random.default_rng(1).normal(-40, 9, (fiftieths, 24))
    expected = np.zeros(fiftieths)
    for at in range(25, fiftieths - 25):
        before, after = bands[at - 25 : at].mean(axis=0), bands[at : at + 25].mean(axis=0)
        expected[at] = np.sqrt(np.mean((after - before) ** 2))
    assert splits.novelty(bands) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("rate", [16000, 48000])
@pytest.mark.parametrize("hz", [100, 200, 450, 1000, 3000, 7000])
def test_a_tone_is_loudest_in_its_band(hz, rate):
    """Of 24 from 60 Hz to 8 kHz, all as wide in octaves; a tone fills steps of 50 Hz beside it.

    A Hann window of 320 samples adds up to 159.5, and half of that beside the tone; half of the
    tone's height lies at its frequency, half at the negative one.
    """
    tone = 0.5 * np.sin(2 * np.pi * hz * np.arange(rate) / rate)
    bands = splits.spectra(tone, rate)
    assert bands.shape == (50, 24)
    place = lambda f: int(np.floor(24 * np.log(f / 60) / np.log(8000 / 60)))  # noqa: E731
    assert bands[10].argmax() == place(hz)
    power = sum((0.5 * 159.5 / 2 * part) ** 2 for part, f in ((0.5, hz - 50), (1, hz), (0.5, hz + 50))
                if place(f) == place(hz))  # fmt: skip
    assert bands[10, place(hz)] == pytest.approx(10 * np.log10(power), abs=0.1)
    quiet = [place(hz) - 3, min(place(hz) + 3, 23)]
    assert (bands[10, [b for b in quiet if b >= 0 and abs(b - place(hz)) > 2]] < 0).all()


def test_silence_lies_seventy_decibels_down_and_a_broken_fiftieth_is_left_out():
    assert splits.spectra(np.zeros(16000), 16000) == pytest.approx(np.full((50, 24), -70))
    assert splits.spectra(np.zeros(639), 16000).shape == (1, 24)
    assert splits.spectra(np.zeros(319), 16000).shape == (0, 24)
    highest = np.cos(np.pi * np.arange(320))  # 8 kHz at 16 kHz belongs to the highest band
    assert splits.spectra(highest, 16000)[0, 23] == pytest.approx(
        10 * np.log10(159.5**2 + (159.5 / 2) ** 2), abs=0.1
    )


def heard(at, much, seconds=12):
    """Return changes of 1, 2 and 3 dB in turn: usually 2, and 8 is four spreads of 1.48 above."""
    change = np.tile([1.0, 2.0, 3.0], 50 * seconds // 3)
    change[np.round(np.array(at) * 50).astype(int)] = much
    return np.concatenate([change, np.zeros(900)])  # and silence, which is not usual


@pytest.mark.parametrize(
    ("cuts", "at", "offsets"),
    [
        ([5.0], [5.0], [0.0]),
        ([5.0], [4.0], [1.0]),
        ([5.0], [6.2], [-1.2]),
        ([5.0], [3.5], [1.5]),
        ([5.0], [6.5], [-1.5]),
        ([5.0], [3.48], [np.nan]),
        ([5.0], [6.52], [np.nan]),
        ([5.0, 6.0], [5.4], [-0.4, np.nan]),
        ([5.0, 6.0], [5.6], [np.nan, 0.4]),
        ([5.0, 5.0], [6.2], [-1.2, -1.2]),
        ([5.0, 9.0], [6.52], [np.nan, np.nan]),
        ([0.4], [0.1], [0.3]),
        ([0.4], [0.0], [0.4]),
        ([5.0, 25.0], [5.1], [-0.1, np.nan]),
        ([5.0, 80.0], [5.1], [-0.1, np.nan]),
        ([], [5.0], []),
    ],
)
def test_a_sound_cut_is_looked_for_near_its_cut(cuts, at, offsets):
    found = splits.estimate(heard(at, 20), cuts)
    assert found == pytest.approx(np.array(offsets), abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(("much", "seen"), [(7.9, False), (8.0, True)])
def test_a_sound_cut_stands_out_by_four_spreads(much, seen):
    assert np.isfinite(splits.estimate(heard([5.0], much), [5.2])).tolist() == [seen]
    assert np.isnan(splits.estimate(np.zeros(500), [5.2, 6.0])).tolist() == [True, True]
