"""a3's checks: what is right passes for every class, and what is wrong is named."""

import itertools

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.grading import rhythm
from kuleshov.metrics.formulas import shot_lengths
from kuleshov.metrics.formulas.shot_order import lag1, shuffled
from kuleshov.timeline.checks import unbroken


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


def halved(slow):
    """Return a scene cut in every shot's middle to another angle."""
    recut = slow.copy("halved")
    for number in range(len(slow), 0, -1):
        here, after = slow.shots[number - 1], slow.shots[number : number + 1]
        beside = {here.take, *(shot.take for shot in after)}
        middle = (0, *slow.cuts)[number - 1] + len(here) // 2
        recut.angle(f"{middle}f", next(t for t in ("4A-1", "5A-1", "3A-1") if t not in beside))
    return recut


@pytest.mark.parametrize("seed", range(6))
def test_every_class_has_a_scene_that_can_be_cut_twice_as_fast(rushes, seed):
    slow = rhythm.slow_scene(seed, rushes)
    assert len(unbroken(slow.edit)) == rhythm.SHOTS and 17 <= slow.duration <= 19
    assert slow.check(sound=False) == []
    assert sum(line.whole for line in slow.lines()) >= 8
    clock = [slow.scene(f"{frame}f") for frame in (0, *slow.cuts)]
    film = [frame / 24 for frame in (0, *slow.cuts)]
    assert np.ptp(np.subtract(clock, film)) < 1e-6, "the scene's clock runs on"
    recut = halved(slow)
    for check in (rhythm.not_faster, rhythm.lines_lost, rhythm.moments_lost):
        assert check(recut, slow) == []
    assert rhythm.not_faster(slow, slow)


def test_classes_have_scenes_of_their_own(rushes):
    scenes = {rhythm.slow_scene(seed, rushes).to_text() for seed in range(6)}
    assert len(scenes) == 6


def test_what_is_lost_is_named_with_its_place(rushes):
    slow = rhythm.slow_scene(3, rushes)
    first = slow.lines()[0]
    cut = halved(slow).extract_range(first.start - 0.2, first.stop + 0.2)
    (said,) = rhythm.lines_lost(cut, slow)
    assert first.timecode in said and "isn't heard" in said
    cut = halved(slow).extract_range(first.start + 0.2, first.start + 0.3)
    assert "87% of it is heard" in rhythm.lines_lost(cut, slow)[0]
    cut = halved(slow)
    cut.lane("again").lay(
        "1A-1", cut_at(rushes, first.scene), cut_at(rushes, first.scene + 1), at=9
    )
    assert "second time" in rhythm.lines_lost(cut, slow)[0]
    span = slow.edit.picture()[4]
    gone = slow.copy("without shot 5").remove(5)
    assert rhythm.moments_lost(gone, slow)[0].startswith("What shot 5 of the scene shows")
    half = slow.copy("twelve frames of it").trim(5, out=f"{span.shot.in_ + 12}f")
    assert rhythm.moments_lost(half, slow) == []
    less = slow.copy("eleven").trim(5, out=f"{span.shot.in_ + 11}f")
    assert rhythm.moments_lost(less, slow)


def cut_at(rushes, scene):
    return rushes["1A-1"].at(scene=scene)


def test_a_moment_may_be_seen_from_anywhere_and_elsewhere_in_the_film(rushes):
    slow = rhythm.slow_scene(3, rushes)
    first = slow.shots[0]
    begins = slow.scene(0)
    moved = slow.copy("moved").remove(1)
    assert rhythm.moments_lost(moved, slow)
    take = rushes["1A-1"]
    moved.add(take, take.at(scene=begins), take.at(scene=begins + len(first) / 24))
    assert rhythm.moments_lost(moved, slow) == []


def test_shots_that_nobody_can_read_make_nothing_faster(rushes):
    slow = rhythm.slow_scene(3, rushes)
    short = ku.Cut("flashes", rushes=rushes)
    for n in range(30):
        short.add("4A-1" if n % 2 else "5A-1", f"{50 + n}f", f"{61 + n}f")
    assert "No shot of your re-cut lasts half a second" in rhythm.not_faster(short, slow)[0]


def test_the_right_p_is_the_share_of_all_orders():
    for lengths in ([95, 44, 99, 77, 41], [30, 22, 60, 45, 81, 33]):
        every = np.array([lag1(order) for order in itertools.permutations(lengths)])
        far = np.abs(every - every.mean()) >= abs(lag1(lengths) - every.mean()) - 1e-9
        tails = rhythm._tails(lengths)
        assert tails.both == pytest.approx(far.mean())
        assert tails.upper == pytest.approx((every >= lag1(lengths) - 1e-9).mean())
    long = rhythm.some_lengths(4, 14)
    found = shuffled(np.array(long), lag1, two_sided=True, shuffles=9999)
    assert rhythm._tails(long).both == pytest.approx(found.p, abs=0.02)


def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    far = np.abs(dealt - dealt.mean()) >= abs(statistic(lengths) - dealt.mean()) - 1e-9
    return (1 + int(far.sum())) / (1 + shuffles)


def by_hand(lengths, statistic, shuffles=999, seed=1):
    """Deal as one does cards, with lists alone."""
    import random

    rng = random.Random(seed)
    numbers = [statistic(rng.sample(list(lengths), len(lengths))) for _ in range(shuffles)]
    middle = sum(numbers) / shuffles
    own = abs(statistic(lengths) - middle)
    return (1 + sum(abs(n - middle) >= own - 1e-12 for n in numbers)) / (1 + shuffles)


@pytest.mark.parametrize("right", [chance, by_hand])
def test_every_right_test_of_order_passes_whatever_the_class(right):
    assert rhythm.wrong_shuffles(right, [24, 30, 55, 80, 100]) == []
    assert rhythm.wrong_corners(right) == []
    for seed in range(3):
        for lengths in (*rhythm.telling(seed), rhythm.some_lengths(seed, 14)):
            assert rhythm.wrong_chance(right, lengths, lag1) == [], (seed, lengths)


def test_the_drawn_lists_tell_every_slip_from_what_is_right():
    for seed in range(10):
        for lengths in rhythm.telling(seed * 7919):
            tails = rhythm._tails(lengths)
            gap = min(abs(tails.both - slip) for slip in tails.slips)
            assert gap > rhythm._reach(tails.both) and tails.shaky < 0.005


def test_numbers_are_held_against_another_librarys():
    from scipy.stats import gstd

    lengths = rhythm.some_lengths(1, 12)
    assert rhythm.wrong_spread(lambda frames: float(np.log(gstd(frames, ddof=1))), lengths) == []
    assert rhythm.wrong_median(lambda f, r: float(np.median(f)) / r, lengths, 25.0) == []
    assert rhythm.wrong_short_share(
        lambda f, r, limit: shot_lengths.short_share([n / r for n in f], limit), lengths, 25.0
    ) == []  # fmt: skip


@pytest.mark.parametrize("odd", [None, "two", float("nan"), [1.0], True])
def test_what_is_no_number_is_named(odd):
    (said,) = rhythm.wrong_spread(lambda frames: odd, [24, 48])
    assert "one number is asked for" in said
    (said,) = rhythm.wrong_corners(lambda *_: odd)
    assert "one number" in said
