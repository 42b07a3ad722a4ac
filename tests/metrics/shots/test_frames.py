"""A film's frames while they are searched: each number against numpy's, each asked for once."""

import cv2
import numpy as np
import pytest

from kuleshov.metrics.shots import frames
from kuleshov.metrics.shots.frame_difference import Unlike, in_place, unlike


@pytest.fixture
def film():
    random = np.random.default_rng(1)
    luma = np.kron(random.integers(40, 200, (6, 9, 16)), np.ones((5, 5))).astype(np.uint8)
    luma[1] = np.roll(luma[0], 2, axis=1)
    colour = random.integers(90, 160, (6, 2, 9, 16), np.uint8)
    return frames.Frames(luma, colour, 24.0)


def test_moments_and_changes_are_numpys(film):
    mean, spread = film.moments
    assert mean == pytest.approx(film.luma.mean(axis=(1, 2)))
    assert spread == pytest.approx(film.luma.std(axis=(1, 2)))
    by_hand = [0.0]
    for n in range(1, 6):
        both = ((film.luma[n - 1], film.luma[n]), (film.colour[n - 1], film.colour[n]))
        by_hand.append(sum(np.abs(a.astype(int) - b).mean() for a, b in both))
    assert film.change == pytest.approx(by_hand, rel=1e-5)
    level = (film.luma - mean[:, None, None]) / spread[:, None, None] * 40 + 128
    relief = np.abs(np.diff(level.clip(0, 255), axis=0)).mean(axis=(1, 2))
    assert film.relief == pytest.approx([0, *relief], abs=1.0)


def test_frames_lie_apart_in_blocks_of_four_pixels(film):
    stripes = film.luma.copy()
    stripes[3] = np.where(np.arange(80) % 4 < 2, 90, 110)
    stripes[4] = np.where(np.arange(80) % 4 < 2, 110, 90)
    stripes[5] = 107
    made = frames.Frames(stripes, film.colour, 24.0)
    assert made.apart(3, 4) == 0 and made.apart(3, 5) == 7 and made.apart(0, 0) == 0
    rows = np.repeat(np.array([100, 140, 100, 100, 100], np.uint8), 9)[:, None].repeat(80, 1)
    stripes[4], stripes[5] = rows, 100
    small = cv2.resize(rows, (20, 11), interpolation=cv2.INTER_AREA)
    assert made.apart(4, 5) == pytest.approx(small.mean() - 100)


def test_a_pair_is_compared_once_and_outside_the_film_all_is_alike(film, monkeypatch):
    calls = []
    counted = lambda *given: calls.append(given) or unlike(*given)  # noqa: E731
    monkeypatch.setattr(frames, "unlike", counted)
    first = film.unlike(2, 3)
    assert film.unlike(2, 3) == film.back(2, 3, 0.5) == first == unlike(film.luma[2], film.luma[3])
    assert len(calls) == 1
    assert film.back(4, 5, 0.3) == unlike(film.luma[4], film.luma[5], False, 0.3)
    assert film.unlike(4, 5) != film.back(4, 3, 0.9) and len(calls) == 4
    for a, b in ((-1, 0), (-1, 2), (5, 6), (0, 6)):
        assert film.unlike(a, b) == (0, 0, 1)
    assert film.unlike(0, 5).structure > 0.3, "both ends lie inside"


@pytest.mark.parametrize(
    ("still", "moved", "limit", "calm", "keeps"),
    [
        (0.3, 0.3, 0.31, True, False),
        (0.3, 0.3, 0.3, False, False),
        (0.3, 0.1, 0.2, True, False),
        (0.1, 0.3, 0.2, True, True),
        (0.3, 0.25, 0.2, False, True),
    ],
)
def test_what_is_cheap_is_asked_first_and_either_answer_will_do(
    film, monkeypatch, still, moved, limit, calm, keeps
):
    """Calm under the limit; what is said to be kept is four tenths more than what changed."""
    film._unlike[1, 2] = Unlike(0.0, moved, moved + 0.4)
    monkeypatch.setattr(
        frames, "in_place", lambda a, b, kept: Unlike(0, still, still if kept else 9)
    )
    assert film.calm(1, 2, limit) is calm
    assert film.keeps(1, 2, max(still, moved + 0.4)) is False
    assert film.keeps(1, 2, still - 0.01) is film.keeps(1, 2, moved + 0.39) is True


def test_what_is_asked_in_place_is_that_pair(film):
    assert film._in_place(0, 1, True) == in_place(film.luma[0], film.luma[1])
    assert film._in_place(0, 5, False) == in_place(film.luma[0], film.luma[5], False)
    for a, b in ((-1, 0), (5, 6)):
        assert film._in_place(a, b, True) == (0, 0, 1)


@pytest.mark.parametrize(("spread", "gain"), [(40, 1), (20, 2), (80, 0.5), (10, 4), (9, 4), (0, 4)])
def test_contrast_is_brought_to_forty_and_raised_by_four_at_most(spread, gain):
    frame = np.array([[60, 80, 90, 99, 100, 101, 140, 255]], np.uint8)
    found = frames.levelled(frame[None], np.array([100.0]), np.array([float(spread)]))
    expected = np.clip(128 + (frame.astype(float) - 100) * gain, 0, 255)
    assert found[0] == pytest.approx(expected, abs=1)
    assert found.dtype == np.uint8


def test_differences_have_no_first_and_any_shape():
    assert frames.differences(np.zeros((1, 4), np.uint8)).shape == (0,)
    assert frames.differences(np.array([[0, 255], [255, 255]], np.uint8)).tolist() == [127.5]
    rising = (np.arange(520) % 256).astype(np.uint8)[:, None].repeat(3, 1)
    found = frames.differences(rising)
    assert found[:255].tolist() == [1] * 255 and found[255] == 255 and found[256:].max() == 255
    assert (found == 1).sum() == 517
