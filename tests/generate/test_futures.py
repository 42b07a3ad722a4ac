"""The mean of what may come, and one of it: what must hold of them whatever the take."""

import numpy as np
import pytest
from made import make_take

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.generate.futures import FURTHER_APART, alike, futures


@pytest.fixture(scope="module")
def lamp():
    rushes = ku.rushes("understudy")
    return futures(rushes["4A-1"], rushes["4A-2"])


@pytest.fixture(scope="module")
def circle(tmp_path_factory):
    place = tmp_path_factory.mktemp("takes") / "circle.mp4"
    return make_take(place, frames=240, size=(160, 90), sound=False, barcode=False)


def test_neighbours_are_the_nearest_and_no_moment_is_counted_twice():
    random = np.random.default_rng(3)
    known, wanted = random.integers(0, 255, (90, 4, 5)), random.integers(0, 255, (7, 4, 5))
    for row, picture in zip(alike(wanted, known, 4), wanted, strict=True):
        far = ((known - picture) ** 2).sum(axis=(1, 2)).astype(float)
        for place in row:  # the long way: the nearest of those that are left
            assert place == np.argmin(far)
            far[np.abs(np.arange(90) - place) < FURTHER_APART] = np.inf


def test_a_moment_s_pictures_are_those_of_the_takes(lamp):
    moment = lamp.at(5.0)
    assert abs(moment.frame - 120) <= 2
    new, old = (ku.rushes("understudy")[name].clip for name in ("4A-2", "4A-1"))

    def grey(clip, frame):
        return next(clip.planes((160, 90), frame, frame + 1)).y

    assert np.array_equal(moment.now, grey(new, moment.frame))
    assert np.array_equal(moment.came, grey(new, moment.frame + 24))
    assert np.array_equal(moment.futures[2], grey(old, moment.from_frames[2]))
    assert any(np.array_equal(moment.drawn, one) for one in moment.futures)


def test_on_average_a_draw_is_as_far_off_as_the_mean_and_its_own_spread(lamp):
    """Squared errors add: so the mean is never further off than the futures are on average."""
    for moment in (lamp[0], lamp.blurred, lamp[len(lamp) - 1]):
        came = moment.came.astype(float)
        each = ((moment.futures - came) ** 2).mean(axis=(1, 2))
        spread = moment.futures.astype(float).var(axis=0).mean()
        assert each.mean() == pytest.approx(((moment.mean - came) ** 2).mean() + spread, rel=1e-4)


def test_the_mean_wins_on_error_and_loses_on_sharpness(lamp):
    assert lamp.errors["mean"] < min(lamp.errors["drawn"], lamp.errors["persistence"])
    assert lamp.sharpness["mean"] < 0.5 < 0.85 < lamp.sharpness["drawn"]
    frame = lamp.to_frame()
    assert (frame["mean sharpness"] < frame["drawn sharpness"]).all()
    assert lamp.blurred.frame == frame.frame[frame["mean sharpness"].argmin()]
    overall = np.sqrt((frame["drawn error"] ** 2).mean())
    assert overall == pytest.approx(lamp.errors["drawn"])


def test_the_seed_is_its_chance(circle):
    one, again, other = (futures(circle, circle, 0.5, count=4, seed=n) for n in (1, 1, 2))
    assert np.array_equal(one.picked, again.picked) and not np.array_equal(one.picked, other.picked)
    assert set(one.picked) == {0, 1, 2, 3}
    usual = futures(circle, circle, 0.5, count=4)
    assert np.array_equal(usual.picked, futures(circle, circle, 0.5, count=4, seed=0).picked)
    assert one.errors["mean"] == other.errors["mean"]


def test_a_take_foretold_by_itself_finds_itself(circle):
    found = futures(circle, circle, 0.25, count=4)
    assert np.array_equal(found.neighbours[:, 0], found.starts)
    assert np.array_equal(found[3].futures[0], found[3].came)
    assert len(found) == len(range(0, 240 - 6, 4))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"ahead": 0}, "ahead counts seconds"),
        ({"ahead": 9.99}, "has 240"),
        ({"ahead": float("nan")}, "ahead counts seconds"),
        ({"count": 1}, "count is a whole number, 2 or more"),
        ({"count": 2.0}, "count is a whole number, 2 or more"),
        ({"ahead": float("inf")}, "ahead counts seconds"),
        ({"ahead": 145 / 24}, "8 futures 6.04167 s ahead take 241 frames"),
        ({"count": 40}, "40 futures 1 s ahead take 504 frames"),
    ],
)
def test_what_can_t_be_foretold_is_said(circle, asked, words):
    with pytest.raises(Refused, match=words):
        futures(circle, circle, **asked)


def test_as_little_as_a_frame_ahead_can_be_foretold_and_as_much_as_leaves_room(circle, tmp_path):
    assert futures(circle, circle, 1 / 24).ahead == 1
    assert futures(circle, circle, 6.0).ahead == 144  # 240 frames: 96 are left to look into
    short = make_take(tmp_path / "s.mp4", frames=25, size=(160, 90), sound=False, barcode=False)
    assert len(futures(circle, short, 1.0)) == 1
    with pytest.raises(Refused, match="more than 25 to foretell"):
        futures(circle, short, 25 / 24)


def test_takes_of_another_shape_can_t_be_held_against_each_other(circle, tmp_path):
    tall = make_take(tmp_path / "tall.mp4", frames=96, size=(90, 160), sound=False, barcode=False)
    with pytest.raises(Refused, match="160x90 at 24 fps, tall 90x160 at 24 fps"):
        futures(circle, tall)
