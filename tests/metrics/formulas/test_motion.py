"""What moves inside shots: beats of frames shown again, and likeness at a lag."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import motion


@pytest.mark.parametrize(
    ("rate", "frames"),
    [(24, 2), (25, 2), (30, 2), (12, 1), (60, 5), (10, 1), (9, None), (8, None), (18, None)],
)
def test_a_lag_is_a_twelfth_of_a_second_or_nearly(rate, frames):
    assert motion.lag_frames(rate) == frames


def test_a_lag_may_lie_off_by_a_quarter_of_it():
    assert [motion.lag_frames(rate, 1.0) for rate in (0.8, 0.79, 1.0, 2.4)] == [1, None, 1, 2]
    assert motion.lag_frames(4, 0.125) is None, "one frame is the least, and twice as long"


def told(*rows):
    """Return as 0 and 1 which frames of one beat are said to be shown again."""
    found = motion.repeats(np.array(rows, float).ravel()).reshape(len(rows), -1).astype(int)
    assert (found == found[0]).all(), "the beat is kept"
    return found[0].tolist()


@pytest.mark.parametrize("beat", [2, 3, 4, 5, 6, 7])
def test_beats_of_two_to_six_frames_are_told(beat):
    row = [0.2] * (beat - 1) + [8.0]
    assert told(*[row] * 6) == ([1] * (beat - 1) + [0] if beat < 7 else [0] * 7)


@pytest.mark.parametrize(
    ("rows", "again"),
    [
        ([(0.2, 8)] * 4, (1, 0)),
        ([(0.2, 8)] * 3, (0, 0)),  # too few to hear a beat
        ([(0.2, 8)] * 3 + [(0, 0.09)] * 4, (0, 0)),  # where nothing moves nothing is heard
        ([(0.2, 8)] * 4 + [(0.09, 0.02)] * 4, (1, 0)),
        ([(0.0, 0.1)] * 4, (1, 0)),
        ([(1.0, 2.5)] * 4, (1, 0)),
        ([(1.0, 2.4)] * 4, (0, 0)),  # not 2.5 times as much
        ([(1.1, 9.0)] * 4, (0, 0)),  # a codec changes less
        ([(0.2, 8)] * 4 + [(5, 8)], (1, 0)),  # four fifths keep to the beat
        ([(0.2, 8)] * 7 + [(5, 8)] * 3, (0, 0)),
        ([(0.2, 8)] * 4 + [(3.9, 8)] * 2, (1, 0)),  # under half of a new frame's change
        ([(0.2, 8)] * 3 + [(4, 8)], (0, 0)),
        ([(0.2, 8, 8)] * 4, (1, 0, 0)),  # two new frames of three
        ([(8, 0.2, 0.2)] * 4, (0, 1, 1)),
        ([(0, 0.15, 0.8)] * 4, (1, 0, 0)),  # 0 counts as 0.02: the first step is the larger
        ([(0, 0.1, 0.7)] * 4, (1, 1, 0)),  # the second is
        ([(0.2, 6, 10)] * 4 + [(4.1, 6, 10)], (1, 0, 0)),  # half of what is new on average is 4
        ([(0.2, 6, 10)] * 3 + [(4.1, 6, 10)], (0, 0, 0)),
    ],
)
def test_frames_that_hardly_change_are_shown_again(rows, again):
    assert told(*rows) == list(again)


def test_a_shot_may_end_within_a_beat_and_may_be_short():
    beat = np.tile([0.2, 8.0], 6)
    assert motion.repeats(np.append(beat, 0.3)).tolist() == [True, False] * 6 + [True]
    assert motion.repeats(np.zeros(0)).tolist() == [] and motion.repeats(np.ones(1)).sum() == 0


def test_likeness_of_a_long_film_is_numpys_correlation_frame_by_frame():
    luma = np.random.default_rng(2).integers(0, 255, (600, 3, 5), np.uint8)
    flat = luma.reshape(600, -1).astype(float)
    for lag in (1, 3):
        plain = [np.corrcoef(a, b)[0, 1] for a, b in zip(flat, flat[lag:], strict=False)]
        assert motion.correlations(luma, lag) == pytest.approx(np.array(plain), abs=1e-5)
    assert motion.correlations(luma[:2], 2).shape == motion.correlations(luma[:2], 5).shape == (0,)


def test_a_frame_and_its_negative_are_as_unlike_as_can_be():
    random = np.random.default_rng(3).integers(0, 256, (300, 9, 16), np.uint8)
    both = np.stack([random, random, 255 - random], axis=1).reshape(-1, 9, 16)
    found = motion.correlations(both, 1).reshape(-1)
    assert (found <= 1).all() and (found >= -1).all()
    assert found[::3] == pytest.approx(np.ones(300)) and found[1::3] == pytest.approx(-np.ones(300))


@pytest.mark.parametrize(("bright", "seen"), [(19, False), (20, True)])
def test_an_even_tone_is_like_nothing(bright, seen):
    """Four pixels, half of them so bright: together they lie as far from their mean."""
    even = np.array([[[0, bright], [bright, 0]]], np.uint8)
    clear = np.array([[[0, 200], [200, 0]]], np.uint8)
    for pair in ((even, clear), (clear, even)):
        assert np.isfinite(motion.correlations(np.concatenate(pair), 1)).tolist() == [seen]


def test_activity_is_told_inside_shots_only():
    luma = np.random.default_rng(4).integers(0, 255, (9, 4, 4), np.uint8)
    for lag in (1, 2, 3):
        value, shot = motion.activity(luma, np.array([0, 4, 5]), lag)
        assert shot.tolist() == [0, 0, 0, 0, 1, 2, 2, 2, 2][: 9 - lag]
        inside = [(n < 4) == (n + lag < 4) and (n < 5) == (n + lag < 5) for n in range(9 - lag)]
        assert np.isfinite(value).tolist() == inside
        expected = 1 - motion.correlations(luma, lag)
        assert value[inside] == pytest.approx(expected[inside])
