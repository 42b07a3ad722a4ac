"""Given numbers that can be worked out by hand, the formulas give them."""

import warnings

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import make_take

from kuleshov.media import Clip, Writer
from kuleshov.metrics import measure
from kuleshov.metrics.formulas import (
    light,
    loudness,
    motion,
    rhythm,
    shot_lengths,
    shot_order,
    stability,
)

times = st.lists(st.floats(0.1, 99.9), max_size=30)
shots = st.lists(st.floats(0.04, 500), min_size=3, max_size=60)


@given(times)
def test_shots_add_up_to_the_film(cuts):
    lengths = shot_lengths.lengths(cuts, 100.0)
    assert lengths.sum() == pytest.approx(100)
    assert len(lengths) == len(set(cuts)) + 1


@given(shots, st.floats(0.1, 10))
def test_a_film_played_faster_keeps_its_pattern(lengths, speed):
    faster = [length / speed for length in lengths]
    assert shot_lengths.log_sd(faster) == pytest.approx(shot_lengths.log_sd(lengths), abs=1e-6)
    assert shot_lengths.asl(faster) == pytest.approx(shot_lengths.asl(lengths) / speed)


@given(shots)
def test_order_changes_no_measure_of_lengths(lengths):
    for measured in (
        shot_lengths.asl,
        shot_lengths.median,
        shot_lengths.log_sd,
        shot_lengths.short_share,
    ):
        assert measured(sorted(lengths)) == pytest.approx(measured(lengths), abs=1e-9)


def test_lengths_that_are_none_are_refused():
    with pytest.raises(ValueError, match="no shots"):
        shot_lengths.asl([])
    with pytest.raises(ValueError, match="lasts no time"):
        shot_lengths.median([1.0, 0.0])


def test_half_the_light_is_one_stop_less():
    codes = 16 + 219 * (np.array([0.2, 0.1, 0.05]) ** (1 / 2.4))
    histogram = np.zeros((3, 256), int)
    histogram[[0, 1, 2], np.round(codes).astype(int)] = 57600
    assert np.diff(light.stops(histogram)) == pytest.approx([-1, -1], abs=0.06)


def test_a_jump_in_light_is_seen_at_the_cut_only():
    level = np.r_[np.zeros(20), np.full(20, 1.5), np.full(20, 1.0)]
    assert light.jumps(level, np.array([[20, 20], [40, 40]]), 6) == pytest.approx([1.5, -0.5])


def test_activity_is_one_minus_the_correlation_numpy_finds():
    luma = np.random.default_rng(1).integers(0, 255, (6, 9, 16), np.uint8)
    found, shot = motion.activity(luma, np.array([0, 3]), 2)
    flat = luma.reshape(6, -1).astype(float)
    assert found[0] == pytest.approx(1 - np.corrcoef(flat[0], flat[2])[0, 1], abs=1e-5)
    assert np.isnan(found[1:3]).all(), "frames 1 and 3 lie in two shots"
    assert shot.tolist() == [0, 0, 0, 1]


def test_a_full_sine_in_one_channel_is_three_lufs_down():
    t = np.arange(5 * 48000) / 48000
    tone = np.stack([np.sin(2 * np.pi * 997 * t), np.zeros_like(t)], axis=1)
    assert loudness.integrated(energies(tone)) == pytest.approx(-3.01, abs=0.05)


def test_loudness_agrees_with_pyloudnorm_through_pauses():
    random = np.random.default_rng(2)
    loud = random.normal(0, 0.1, (48000 * 12, 2))
    loud[48000 * 4 : 48000 * 7] *= 0.001
    loud[48000 * 8 :] *= 0.2
    theirs = pyloudnorm.Meter(48000).integrated_loudness(loud)
    assert loudness.integrated(energies(loud)) == pytest.approx(theirs, abs=0.01)


def test_loudness_of_a_film_is_that_of_its_sound(tmp_path):
    t = np.arange(48000 * 3) / 48000
    heard = 0.1 * np.sin(2 * np.pi * np.stack([440 * t, 997 * t], axis=1)).astype(np.float32)
    with Writer(tmp_path / "film.mp4", 24, (64, 36)) as film:
        for _ in range(72):
            film.write(np.full((36, 64, 3), 90, np.uint8))
        film.write_sound(heard)
    theirs = pyloudnorm.Meter(48000).integrated_loudness(heard.astype(float))
    measured = measure(tmp_path / "film.mp4", "loudness")
    assert measured.value == pytest.approx(theirs, abs=0.3)  # AAC is in between
    assert measured.series[1].max() > measured.value - 1


def test_the_low_bass_does_not_count_and_the_sides_count_more(tmp_path):
    assert loudness.channel_weights("5.1", 6).tolist() == [1, 1, 1, 0, 1.41, 1.41]
    clip = Clip(make_take(tmp_path / "six.mp4", frames=48, channels=6))
    assert np.isfinite(measure(clip, "loudness").value)


@pytest.mark.parametrize("cuts", [(-0.1, 2, 3), (1, 2, 10.1), (1, 2, np.nan), (1, 2, np.inf)])
def test_a_process_is_not_fitted_to_cuts_outside_the_film(cuts):
    with pytest.raises(ValueError, match="cuts inside the film, from 0 s to its length"):
        rhythm.hawkes(cuts, 10.0)


def test_cuts_at_both_ends_of_the_film_are_inside_it():
    assert 0 <= rhythm.hawkes([0, 2, 5, 10], 10.0).branching < 1


def test_no_shots_have_no_order_and_no_neighbours():
    with warnings.catch_warnings(action="error"):
        assert np.isnan(shot_order.order([])) and np.isnan(shot_order.lag1([]))


@pytest.mark.parametrize(("above", "least"), [(4.0, "8"), (6.5, "13")])
def test_flicker_says_how_many_frames_a_second_it_needs(above, least):
    words = f"above {above:g} Hz needs eight frames of one shot at over {least} frames a second"
    with pytest.raises(ValueError, match=words):
        stability.flicker(np.ones(24), 2 * above, above)
    with pytest.raises(ValueError, match=words):
        stability.flicker(np.ones(7), 24, above)


def energies(samples):
    return loudness.tenths(samples).sum(axis=1)
