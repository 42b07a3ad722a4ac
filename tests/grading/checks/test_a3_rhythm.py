"""a3's checks: what is right passes for every class, and what is wrong is named."""

import math
import re
import statistics
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kuleshov as ku
from kuleshov.authoring.notebooks import read_source
from kuleshov.grading import rhythm
from kuleshov.grading.checks import a3_order
from kuleshov.metrics.formulas import shot_lengths
from kuleshov.metrics.formulas.shot_order import lag1
from kuleshov.metrics.formulas.shuffles import dealt, share_reached
from kuleshov.timeline.checks import unbroken

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


SOLUTIONS = {
    cell.metadata["nbgrader"]["grade_id"]: cell.source
    for cell in read_source(ROOT / "assignments" / "text" / "a3-rhythm.py").cells
    if cell.metadata.get("nbgrader", {}).get("solution")
}


def halved(slow):
    """Return a scene cut as the assignment's own solution cuts it."""
    names = {"slow": slow}
    exec(SOLUTIONS["the_recut"], names)
    return names["recut"]


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
    begins = round(first.start * 24)
    cut = halved(slow).extract_range(f"{begins + 5}f", f"{begins + 7}f")
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


def bladed(slow, between):
    """Return a scene with every shot cut in its middle, and something done there."""
    recut = slow.copy("bladed")
    for number in range(len(slow), 0, -1):
        at = (0, *slow.cuts)[number - 1] + len(slow.shots[number - 1]) // 2
        between(recut.blade(f"{at}f"), number + 1)
    return recut


def flash(recut, number):
    """Lay three frames of another take between the pieces of one."""
    recut.trim(number, in_=f"{recut.shots[number - 1].in_ + 3}f")
    recut.add("6A-1", "60f", "63f").move(len(recut), number)


@pytest.mark.parametrize(
    "between",
    [
        lambda recut, number: None,
        lambda recut, number: recut.dissolve(number, 4),
        lambda recut, number: recut.trim(number, in_=f"{recut.shots[number - 1].in_ + 2}f"),
        lambda recut, number: recut.black("1f", before=number),
        flash,
    ],
)
def test_what_nobody_sees_as_a_cut_makes_nothing_faster(rushes, between):
    slow = rhythm.slow_scene(3, rushes)
    (said,) = rhythm.not_faster(bladed(slow, between), slow)
    assert re.search(r"(10|7) pieces go on where the one before stopped, or close to it", said)


def test_another_rate_is_no_other_tempo(rushes):
    slow, other = rhythm.slow_scene(3, rushes), ku.Cut("at twelve", rate=12, rushes=rushes)
    for shot in slow:
        other.add(shot.take, shot.in_ / 24, shot.out / 24)
    assert "at 12 frames a second and the scene at 24" in rhythm.not_faster(other, slow)[0]


def in_lanes(recut, slow, rushes):
    """Let the stems of one take, in lanes, carry all words under shots that are seen only."""
    made = ku.Cut("in lanes", rushes=rushes)
    for shot in recut:
        made.add(shot.take, f"{shot.in_}f", f"{shot.out}f", picture_only=True)
    take = rushes["4A-1"]
    first = take.at(scene=slow.scene(0))
    for stem in ("filament", "diode", "rest"):
        made.lane(stem).lay(take, first, first + slow.duration, at=0, stem=stem)
    return made


def cut_away(recut, slow, rushes):
    """Show every second half of a shot without its sound, which runs on."""
    made = ku.Cut("cut away", rushes=rushes)
    for number, shot in enumerate(recut):
        away = number % 2 == 1
        made.add(shot.take, f"{shot.in_}f", f"{shot.out}f", picture_only=away)
    return made


@pytest.mark.parametrize(
    "styled",
    [
        in_lanes,
        cut_away,
        lambda recut, slow, rushes: ku.Cut.from_text(recut.to_text(), rushes),
        lambda recut, slow, rushes: recut.title_card("Faster", "0.5", before=1),
        lambda recut, slow, rushes: recut.split(4, 4).split(8, -4).dissolve(3, 4),
    ],
)
@pytest.mark.parametrize("seed", [3, 20261])
def test_a_right_recut_passes_however_it_was_made(rushes, styled, seed):
    slow = rhythm.slow_scene(seed, rushes)
    recut = styled(halved(slow), slow, rushes)
    for check in (rhythm.not_faster, rhythm.lines_lost, rhythm.moments_lost):
        assert check(recut, slow) == []


def test_the_right_p_is_counted_of_the_deals():
    lengths = rhythm.some_lengths(4, 9)
    own, deals = lag1(lengths), dealt(np.array(lengths), lag1, 199)
    right, slips = a3_order._right_and_slips(own, deals)
    assert right[0] <= share_reached(own, deals, two_sided=True) <= right[-1]
    assert right[-1] - right[0] < 0.03
    assert slips[0][0] == pytest.approx(share_reached(own, deals))
    assert slips[1][0] == pytest.approx(share_reached(-own, -deals))


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


def in_one_go(lengths, statistic, shuffles=999, seed=1):
    """Deal a table of orders at once."""
    deals = np.random.default_rng(seed).permuted(np.tile(lengths, (shuffles, 1)), axis=1)
    numbers = np.apply_along_axis(statistic, 1, deals)
    out = np.abs(np.append(numbers, statistic(lengths)) - np.mean(numbers))
    return np.mean(out >= out[-1] - 1e-9)


def by_the_sample(lengths, statistic, shuffles=999, seed=1):
    """Deal with pandas, and ask for the film's own number each time."""
    rng, shots = np.random.default_rng(seed), pd.Series(lengths)
    deals = [statistic(shots.sample(frac=1, random_state=rng).tolist()) for _ in range(shuffles)]
    middle = statistics.fmean(deals)
    far = [abs(one - middle) + 1e-9 >= abs(statistic(lengths) - middle) for one in deals]
    return Fraction(1 + sum(far), 1 + shuffles)


def in_place(lengths, statistic, shuffles=999, seed=1):
    """Shuffle one list over and over."""
    rng = np.random.default_rng(seed)
    own, deck, numbers = statistic(lengths), list(lengths), []
    while len(numbers) < shuffles:
        rng.shuffle(deck)
        numbers.append(statistic(deck))
    out = abs(own - sum(numbers) / len(numbers)) - 1e-10
    return (1 + sum(abs(n - sum(numbers) / len(numbers)) >= out for n in numbers)) / (shuffles + 1)


RIGHT = [chance, by_hand, in_one_go, by_the_sample, in_place]


@pytest.mark.parametrize(("seed", "right"), list(enumerate(RIGHT)))
def test_every_right_test_of_order_passes_whatever_the_class(seed, right):
    assert rhythm.wrong_shuffles(right, [24, 30, 55, 80, 100]) == []
    assert rhythm.wrong_corners(right) == []
    for lengths in (rhythm.some_lengths(seed, 6), rhythm.some_lengths(seed, 14)):
        assert rhythm.wrong_chance(right, lengths, lag1) == [], (seed, lengths)


def dealt_so_often(deals):
    return lambda lengths, statistic, shuffles=999, seed=1: chance(lengths, statistic, deals, seed)


def around_the_median(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    far = np.abs(dealt - np.median(dealt)) >= abs(statistic(lengths) - np.median(dealt)) - 1e-9
    return (1 + int(far.sum())) / (1 + shuffles)


@pytest.mark.parametrize(("deals", "said"), [(199, "yours deals 199"), (999, "yours deals 9")])
def test_as_many_shuffles_as_are_asked_for_are_dealt(deals, said):
    (words,) = rhythm.wrong_shuffles(dealt_so_often(deals), [24, 30, 55, 80, 100])
    assert "200 shuffles are asked for here" in words and said in words


def test_the_middle_is_the_mean():
    assert (
        "the mean of the deals' numbers, and not their median"
        in (rhythm.wrong_corners(around_the_median)[0])
    )


@pytest.mark.parametrize("slip", range(7))
def test_every_usual_slip_is_told_on_one_of_a_classs_lists(slip):
    def slipping(lengths, statistic, shuffles=999, seed=1):
        rng = np.random.default_rng(seed)
        deals = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
        return a3_order._right_and_slips(statistic(lengths), deals)[1][slip][0]

    for seed in (1, 7919, 2**31):
        lists = [rhythm.some_lengths(seed + more, 6 + 4 * more) for more in range(3)]
        told = [rhythm.wrong_chance(slipping, lengths, lag1) for lengths in lists]
        if slip != 4:  # the median of many deals hardly lies elsewhere: the corners tell it
            assert any(told), (seed, slip)


def test_numbers_are_held_against_another_librarys():
    from scipy.stats import gstd

    lengths = rhythm.some_lengths(1, 12)
    assert rhythm.wrong_spread(lambda frames: float(np.log(gstd(frames, ddof=1))), lengths) == []
    assert rhythm.wrong_median(lambda f, r: float(np.median(f)) / r, lengths, 25.0) == []
    assert rhythm.wrong_short_share(
        lambda f, r, limit: shot_lengths.short_share([n / r for n in f], limit), lengths, 25.0
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda f, r: sorted(f)[len(f) // 2] // r, "the mean of the middle two|it is"),
        (lambda f, r: statistics.median(f) * r, "it is"),
        (lambda f, r: statistics.median(f) / r / 60, "it is"),
        (lambda f, r: statistics.mode(f) / r, "it is|the middle two"),
        (lambda f, r: round(statistics.median(f) / r), "it is"),
    ],
)
def test_sloppy_medians_are_told(function, words):
    (said,) = rhythm.wrong_median(function, rhythm.some_lengths(2, 14), 24.0)
    assert re.search(words, said)


@pytest.mark.parametrize(
    "right",
    [
        lambda f, r: statistics.median(one / r for one in f),
        lambda f, r: pd.Series(f).median() / r,
        lambda f, r: np.quantile(f, 0.5) / r,
        lambda f, r: np.float32(np.median(f) / r),
        lambda f, r: Fraction(statistics.median(map(Fraction, f))) / Fraction(r),
    ],
)
@pytest.mark.parametrize("count", [9, 14])
def test_a_median_passes_in_any_style(right, count):
    assert rhythm.wrong_median(right, rhythm.some_lengths(2, count), 25.0) == []


@pytest.mark.parametrize("odd", [None, "two", float("nan"), [1.0], True])
def test_what_is_no_number_is_named(odd):
    (said,) = rhythm.wrong_spread(lambda frames: odd, [24, 48])
    assert "one number is asked for" in said
    (said,) = rhythm.wrong_corners(lambda *_: odd)
    assert "one number" in said


def test_deals_come_from_the_seed_that_is_given():
    def from_seed(which):
        def chance(lengths, statistic, shuffles=999, seed=1):
            rng = np.random.default_rng(which(seed))
            dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
            return share_reached(statistic(lengths), dealt, True)

        return rhythm.wrong_shuffles(chance, [24, 30, 55, 80, 100])

    assert from_seed(lambda seed: seed) == []
    assert "Another seed deals the same orders" in from_seed(lambda _: 1)[0]
    assert "The same seed deals other orders" in from_seed(lambda _: None)[0]


def seconds_of(frames, rate):
    return np.array(frames) / rate


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda s, limit: (s < limit).mean(), "share of the shots"),
        (lambda s, limit: s[s <= limit].sum() / s.sum(), "use < and not <="),
        (lambda s, limit: s[s < limit].sum(), "Divide them by the seconds of the whole film"),
        (lambda s, limit: 100 * s[s < limit].sum() / s.sum(), "per cent"),
        (lambda s, limit: s[s >= limit].sum() / s.sum(), "the long shots"),
        (lambda s, limit: s[24 * s < limit].sum() / s.sum(), "you hold it against frames"),
        (lambda s, limit: "half", "one number is asked for"),
    ],
)
def test_each_slip_of_the_share_has_its_sentence(slip, words):
    given = [48, 24, 72, 36]
    found = rhythm.wrong_short_share(
        lambda f, r, limit=2.0: slip(seconds_of(f, r), limit), given, 24
    )
    assert words in found[0]


@pytest.mark.parametrize(
    "right",
    [
        lambda f, r, limit=2.0: sum(n for n in f if n / r < limit) / sum(f),
        lambda f, r, limit=2.0: float(pd.Series(f)[pd.Series(f) < limit * r].sum() / sum(f)),
        lambda f, r, limit=2.0: np.float64(
            np.sum(np.where(np.array(f) < limit * r, f, 0)) / sum(f)
        ),
    ],
)
def test_a_right_share_passes_in_any_style(right):
    for given in ([48, 24, 72, 36], [24, 24, 144], [60, 70, 80]):
        assert rhythm.wrong_short_share(right, given, 24.0) == []


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (lambda f: np.log(f).std(), "divide by one less"),
        (lambda f: np.std(f, ddof=1), "Take their logarithms first"),
        (lambda f: np.log10(f).std(ddof=1), "base 10"),
        (lambda f: np.log2(f).std(ddof=1), "base 2"),
        (lambda f: np.log(f).var(ddof=1), "the variance"),
        (lambda f: np.std(f, ddof=1) / np.mean(f), "another measure"),
        (lambda f: statistics.median(f), "it is 0.693"),
    ],
)
def test_each_slip_of_the_spread_has_its_sentence(slip, words):
    assert words in rhythm.wrong_spread(slip, [24, 48, 96])[0]


@pytest.mark.parametrize(
    "right",
    [
        lambda f: statistics.stdev(map(math.log, f)),
        lambda f: float(pd.Series(np.log(f)).std()),
        lambda f: np.log(np.array(f) / 24).std(ddof=1),
        lambda f: (
            (sum((math.log(n) - sum(map(math.log, f)) / len(f)) ** 2 for n in f) / (len(f) - 1))
            ** 0.5
        ),
    ],
)
def test_a_right_spread_passes_in_any_style(right):
    for given in ([24, 48, 96], [40, 40, 40], rhythm.some_lengths(3, 12)):
        assert rhythm.wrong_spread(right, given) == []
