"""What a film knows of itself while it is measured, at the limits."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from made import odd, shot
from made.odd import phone_times, timed

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.media import Clip
from kuleshov.metrics.film import Film, count_of, of_shots, over_moments, over_shots, pace_of
from kuleshov.metrics.shots import detect


class Cuts(list):
    """Transitions, and the frames at which shots begin."""

    starts: list[int]


def film(frames, *ways):
    made = Film(SimpleNamespace(frames=frames, sound=None))
    cuts = Cuts(detect.Transition(*way) for way in ways)
    cuts.starts = [0, *(way[0] for way in ways if 0 < way[0] < frames)]
    made.__dict__["cuts"] = cuts
    return made


CUT = (30, "cut", 30, 30)
DISSOLVE = (45, "dissolve", 40, 50)


def test_shots_are_whole_between_their_cuts():
    assert film(100).whole == [(0, 100)]
    assert film(100, CUT).whole == [(0, 30), (30, 100)]
    assert film(100, CUT).shot.tolist() == [0] * 30 + [1] * 70


def test_the_frames_of_a_dissolve_belong_to_neither_shot():
    assert film(100, DISSOLVE).whole == [(0, 40), (50, 100)]
    assert film(100, CUT, DISSOLVE).whole == [(0, 30), (30, 40), (50, 100)]


def test_fades_at_the_ends_are_left_out_and_a_shot_of_nothing_else_is_no_shot():
    assert film(60, (0, "fade", 0, 12), (60, "fade", 48, 60)).whole == [(12, 48)]
    assert film(60, (20, "fade", 10, 30), (40, "fade", 30, 50)).whole == [(0, 10), (50, 60)]


def test_four_shots_are_not_drawn_again_and_five_are():
    value, sample = over_shots(np.array([1.0, 2, 3, 6]))
    assert (value, sample) == (3.0, None)
    value, sample = over_shots(np.array([1.0, 2, 3, 6, 8]))
    assert value == 4 and sample.draws.min() < 4 < sample.draws.max()
    assert sample.of == "shots" and sample.units.tolist() == [1, 2, 3, 6, 8]


def test_long_shots_weigh_more_in_the_mean_and_in_its_draws():
    values = np.array([0.0, 0, 0, 0, 10])
    light, heavy = (over_shots(values, np.array([5.0, 5, 5, 5, w])) for w in (5, 80))
    assert (light[0], heavy[0]) == (2, 8)
    assert np.quantile(heavy[1].draws, 0.9) > np.quantile(light[1].draws, 0.9)


def test_moments_of_one_shot_are_stretches_of_time():
    values = np.arange(40.0)
    at, shot = np.arange(40), np.zeros(40, int)
    value, sample = over_moments(values, at, shot)
    assert value == 19.5 and sample.of == "stretches" and len(sample.units) == 8
    value, sample = over_moments(values, at, np.arange(40) // 8)
    assert value == 19.5 and sample.of == "shots" and len(sample.units) == 5


def test_moments_without_a_value_do_not_count():
    values = np.array([1.0, np.nan, 3.0])
    assert over_moments(values, np.arange(3), np.zeros(3, int))[0] == 2
    nothing = over_moments(np.full(3, np.nan), np.arange(3), np.zeros(3, int))
    assert np.isnan(nothing[0]) and nothing[1] is None
    assert over_moments(values[:1], np.arange(1), np.zeros(1, int)) == (1.0, None)


def test_only_shots_that_are_long_enough_are_looked_into():
    made = film(100, CUT)
    made.__dict__["is_even"] = False
    made.__dict__["features"] = SimpleNamespace(times=np.arange(100) / 10)
    seen = of_shots(made, lambda a, b: float(a + 1), 31)
    assert seen[0] == 31 and seen[2].tolist() == [3.0] and seen[3].tolist() == [31.0]
    both = of_shots(made, lambda a, b: float(a), 30)
    assert both[0] == pytest.approx(30 * 0.7) and both[2].tolist() == [0.0, 3.0]
    with pytest.raises(Refused, match="no shot lasts 71 frames"):
        of_shots(made, lambda a, b: 1.0, 71)
    with pytest.raises(Refused, match="nothing moves"):
        of_shots(made, lambda a, b: float("nan"), 30)


@pytest.mark.parametrize(("spread", "even"), [(0, True), (1.9, True), (2.1, False)])
def test_a_picture_of_one_even_tone_shows_nothing(spread, even):
    frame = np.full((45, 80), 100.0)
    frame[:, ::2] += spread
    frame[:, 1::2] -= spread
    made = film(2)
    made.__dict__["features"] = SimpleNamespace(luma=np.stack([frame, frame]))
    assert made.is_even is even


def test_one_frame_is_no_film():
    with pytest.raises(Refused, match="one frame is a picture"):
        film(1).need_picture()
    made = film(2)
    made.__dict__["is_even"] = False
    made.need_picture()


def test_numbers_are_said_as_people_say_them():
    assert [pace_of(1.001), pace_of(1.01), pace_of(23.976)] == [
        "one frame a second",
        "1.01 frames a second",
        "24 frames a second",
    ]
    assert [count_of(1), count_of(2)] == ["this film has one", "this film has 2"]


def test_motion_in_an_uneven_film_is_that_of_what_a_player_shows(tmp_path):
    """The same seen once as a phone wrote it and once at thirty frames a second."""
    taken = shot(3, 60, "pan", 5)
    uneven = Clip(timed(tmp_path / "phone.mp4", taken, phone_times(fast=30, slow=30)))
    ticks = uneven.on_screen(range(int(uneven.duration * 30)), Fraction(30))
    even = Clip(odd.film(tmp_path / "even.mp4", [taken[n] for n in ticks], rate=30))
    assert Film(uneven).on_clock.tolist() == ticks
    for id in ("activity", "surprise", "asl"):
        one, other = (ku.measure(clip, id) for clip in (uneven, even))
        assert one.value == pytest.approx(other.value, rel=0.03), id
    found = ku.measure(uneven, "activity")
    assert found.series is not None
    assert found.series[0].max() == pytest.approx(uneven.duration, abs=0.25)


def test_what_changes_from_frame_to_frame_is_told_of_steps_of_one_length(tmp_path):
    """The part that runs at the usual pace, as if it stood alone: a long step is no fast motion."""
    times = phone_times(fast=60, slow=30)
    held = shot(3, 151, "pan", 5)  # of which the dark part shows every third
    taken = [held[round(time * 30)] for time in times]
    uneven = Clip(timed(tmp_path / "phone.mp4", taken, times))
    even = Clip(timed(tmp_path / "even.mp4", taken[:60], times[:60]))
    assert Film(uneven).steps.sum() == 61  # the first slow one still comes in time
    for id in ("stillness", "warp", "jitter", "second_order"):
        one, other = (ku.measure(clip, id) for clip in (uneven, even))
        assert one.value == pytest.approx(other.value, rel=0.1), id
        assert one.series is not None and one.series[0].max() <= 2.01


def test_an_even_film_is_its_own_clock(tmp_path):
    made = Film(Clip(odd.film(tmp_path / "a.mp4", odd.pictures(6))))
    values = np.arange(6)
    assert made.paced(values) is values
    assert made.ticks([0, 3, 6]).tolist() == [0, 3, 6] and made.rate == 24
    assert made.steps.all()
