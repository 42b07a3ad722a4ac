"""Whether two films, or two groups, differ by more than chance; and what matching has to do with it."""

from dataclasses import replace
from html import escape
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, rankdata

import kuleshov as ku
from kuleshov.comparison import cliffs_delta, holm
from kuleshov.comparison.dealing import FEWEST_SHOTS, Deal, permutation
from kuleshov.comparison.differences import (
    FEWEST_FILMS,
    Difference,
    Differences,
    _between,
    of_films,
)
from kuleshov.errors import KuleshovError
from kuleshov.media import Writer
from kuleshov.metrics import measure
from kuleshov.metrics.formulas.intervals import bootstrap
from kuleshov.metrics.measures import Measure
from kuleshov.show.differences import differences_html

VALUES = st.lists(st.integers(-5, 5), min_size=2, max_size=12)


@given(VALUES, VALUES)
def test_delta_is_mann_and_whitneys_u_on_another_scale(a, b):
    u = mannwhitneyu(a, b).statistic
    assert cliffs_delta(a, b) == pytest.approx(2 * u / (len(a) * len(b)) - 1)
    assert cliffs_delta(a, b) == pytest.approx(-cliffs_delta(b, a))


@pytest.mark.parametrize("seed", range(4))
def test_the_share_of_deals_is_the_exact_test_of_ranks(seed):
    random = np.random.default_rng(seed)
    a, b = random.normal(size=6), random.normal(0.8, 1, size=7)
    assert permutation(a, b) == pytest.approx(mannwhitneyu(a, b, method="exact").pvalue)
    many, more = random.normal(size=20), random.normal(0.3, 1, size=25)
    exact = mannwhitneyu(many, more, method="exact").pvalue
    assert permutation(many, more) == pytest.approx(exact, abs=0.03)  # drawn, not counted


def test_few_deals_are_counted_with_ties():
    a, b = np.array([0.0, 0, 1]), np.array([0.0, 1, 1, 2])
    rank = rankdata(np.concatenate([a, b]))
    off = [abs(sum(deal) - 3 * 8 / 2) for deal in combinations(rank, 3)]
    assert permutation(a, b) == np.mean(np.array(off) >= off[0]) == permutation(b, a)


def test_many_deals_are_drawn_alike_and_the_one_that_was_found_counts():
    a, b = np.arange(40.0), np.arange(100.0, 150.0)
    assert permutation(a, b) == 1 / 5000
    assert permutation(a, a + 4) == permutation(a, a + 4) != permutation(a, a + 4, seed=1)


def test_holm_asks_most_of_the_smallest():
    # By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, 1 x 0.04 raised to the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert np.isnan(holm([0.01, float("nan")])[1])
    assert holm([0.01, float("nan")])[0] == 0.01, "what was not asked does not count"


def test_the_interval_of_a_difference_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(7)
    held = 0
    for _ in range(150):
        a = bootstrap(random.normal(2, 1, 25), np.mean, resamples=300)
        b = bootstrap(random.normal(1, 2, 30), np.mean, resamples=300)
        low, high = _between(a.draws, b.draws)
        held += low <= 1 <= high
    assert 0.88 <= held / 150 <= 0.99


def film(path, colours, seconds=0.5, size=(160, 90), seed=1, sound=False):
    """Shots of one texture each, tinted by so many levels."""
    random = np.random.default_rng(seed)
    lengths = np.broadcast_to(seconds, len(colours))
    with Writer(path, 24, size, 48000 if sound else None) as made:
        for tint, length in zip(colours, lengths, strict=True):
            grain = random.integers(0, 90, (9, 16, 1)).repeat(10, 0).repeat(10, 1)
            picture = np.zeros((90, 160, 3), np.int64) + 60 + grain
            picture[..., 0] += round(tint)
            picture[..., 2] -= round(tint)
            picture = np.clip(picture, 0, 255).astype(np.uint8)
            for n in range(round(24 * length)):
                made.write(np.roll(picture[: size[1], : size[0]], n % 3, axis=1))
        if sound:
            t = np.arange(round(48000 * lengths.sum())) / 48000
            made.write_sound(0.1 * np.sin(2 * np.pi * 440 * t)[:, None])
    return ku.Clip(path)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two films of 24 shots in no order: greyer and quicker than each other's."""
    folder = tmp_path_factory.mktemp("two")
    random = np.random.default_rng(8)
    grey = film(folder / "grey.mp4", random.uniform(2, 8, 24), random.uniform(0.4, 0.7, 24))
    red = film(folder / "red.mp4", random.uniform(30, 50, 24), random.uniform(0.8, 1.3, 24), seed=2)
    return {"grey": grey, "red": red}


@pytest.fixture
def pair(two, tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return dict(two)


def test_what_differs_is_found_and_what_does_not_is_not(pair):
    found = ku.compare(**pair).differences()
    colour, length, still = found["colourfulness"], found["asl"], found["second_order"]
    assert length.is_apart and length.delta == -1 and length.counts == (24, 24)
    assert length.interval[0] <= length.value <= length.interval[1] < 0
    assert colour.delta == -1 and colour.value < 0
    assert not still.is_apart and still not in found.apart and length in found.apart
    assert "further apart than their shots dealt at random" in str(found)
    assert found.dealt.startswith("Dealt were ") and found.dealt in str(found)
    assert found.to_frame().set_index("id").loc["asl", "run"] == length.deal.length
    assert set(found.to_frame()["id"]) == {one.id for one in found}


def test_two_films_of_one_kind_differ_in_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    random = np.random.default_rng(3)
    films = {
        name: film(tmp_path / f"{name}.mp4", random.uniform(5, 40, 24), seed=n)
        for n, name in enumerate(("one", "other"))
    }
    found = ku.compare(**films).differences()
    assert found.apart == [] and np.isfinite(found["second_order"].p)


def test_few_shots_are_said_and_not_tested(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    short = film(tmp_path / "short.mp4", [5, 20])
    long = film(tmp_path / "long.mp4", range(0, 50, 5), seed=2)
    length = ku.compare(short=short, long=long).differences()["asl"]
    assert np.isnan(length.p) and length.interval is None
    assert length.reason.startswith("too few shots")


def shots(values, of="shots", id="asl"):
    """A measure of which every shot has one of these values."""
    values = np.asarray(values, float)
    drawn = bootstrap(values, np.mean, resamples=300, of=of)
    return Measure(id, "Average shot length", float(values.mean()), "s", sample=drawn)


def test_few_shots_keep_their_effect_and_get_neither_interval_nor_p():
    a, b = np.arange(11.0), np.arange(5.0, 30.0)
    (found,) = of_films({"asl": shots(a)}, {"asl": shots(b)})
    assert found.delta < 0 and found.counts == (11, 25) and found.interval is None
    assert np.isnan(found.p) and found.reason.startswith(f"under {FEWEST_SHOTS} shots on a side")
    enough = np.random.default_rng(1).permutation
    (found,) = of_films({"asl": shots(enough(16))}, {"asl": shots(enough(25))})
    assert np.isfinite(found.p) and found.interval and not found.reason


def test_stretches_get_neither_interval_nor_p():
    random = np.random.default_rng(1)
    a, b = (shots(random.normal(size=30), of="stretches") for _ in range(2))
    (found,) = of_films({"asl": a}, {"asl": b})
    assert found.interval is None and np.isnan(found.p) and np.isfinite(found.delta)
    assert "too alike to be dealt" in found.reason


def test_shots_of_three_scenes_are_three_and_too_few_to_be_dealt():
    random = np.random.default_rng(4)
    a, b = (np.repeat(random.normal(size=3), 10) + random.normal(0, 0.1, 30) for _ in range(2))
    (found,) = of_films({"asl": shots(a)}, {"asl": shots(b)})
    assert found.deal.length > 6 and np.isnan(found.p) and found.interval is None
    assert f"dealt in runs of {found.deal.length} shots" in found.reason
    assert "it takes 5 on each side" in found.reason


def test_too_few_runs_for_so_many_questions_are_counted_in_runs():
    # Five runs of three a side: 2 of 252 deals, and thirteen times that is over 0.05.
    row = Difference(
        "x", "X", "s", (2.0, 1.0), 1.0, p=2 / 252, counts=(15, 15), deal=Deal(1.5, (15, 15))
    )
    assert row.deal.length == 3 and row.deal.blocks == (5, 5)
    rows = Differences(("a", "b"), "shots", (row,) * 13)
    assert rows.out_of_reach and "it takes 6 runs of them on each side" in rows.title
    single = replace(row, deal=Deal(1.0, (5, 5)), counts=(5, 5))
    assert "it takes 6 on each side" in Differences(("a", "b"), "shots", (single,) * 13).title


def test_one_measure_in_scenes_makes_the_others_be_dealt_in_runs_too():
    random = np.random.default_rng(5)
    alone = [shots(random.normal(size=60)) for _ in range(2)]
    (single,) = of_films({"asl": alone[0]}, {"asl": alone[1]})
    scenes = [shots(np.repeat(random.normal(size=10), 6), id="level") for _ in range(2)]
    first, _ = of_films(
        *({"asl": one, "level": other} for one, other in zip(alone, scenes, strict=True))
    )
    assert first.deal.length > single.deal.length


def test_what_was_dealt_is_said_in_words():
    random = np.random.default_rng(6)
    plain = [shots(random.normal(size=80)) for _ in range(2)]
    both = Differences(("a", "b"), "shots", tuple(of_films({"asl": plain[0]}, {"asl": plain[1]})))
    length = both["asl"].deal.length
    assert both.dealt.startswith("Dealt were single" if length == 1 else "Dealt were runs of ")
    assert both.dealt in str(both) and escape(both.dealt) in differences_html(both)
    runs = [replace(both["asl"], id=str(n), deal=Deal(1 + n / 3, (30, 30))) for n in (0, 2, 4)]
    said = Differences(("a", "b"), "shots", tuple(runs)).dealt
    assert said == (
        "Dealt were runs of 3 to 5 shots in a row, as far as the films' own values hang together, "
        "and single shots for 1 measure."
    )
    assert Differences(("a", "b"), "films", ()).dealt == ""


def test_the_same_file_twice_is_refused(pair):
    with pytest.raises(KuleshovError, match="a and b are one and the same film"):
        ku.compare(a=pair["grey"], b=str(pair["grey"].path))


def test_a_name_that_is_none_is_named(pair):
    with pytest.raises(KuleshovError, match="no film called 'blue'; there are grey, red"):
        ku.compare(**pair).differences("grey", "blue")
    with pytest.raises(KuleshovError, match="takes two films"):
        ku.compare(grey=pair["grey"]).differences()


def test_films_of_other_sizes_are_brought_to_one_form_and_its_price_is_said(pair, tmp_path):
    small = film(tmp_path / "small.mp4", range(0, 50, 5), size=(120, 80), seed=4, sound=True)
    both = ku.compare(red=pair["red"], small=small)
    assert {(c.width, c.height) for c in both.films.values()} == {(130, 74), (120, 80)}
    assert both.given["red"].width == 160 and "160x90 made 130x74" in both.changed[0]
    assert both.films["red"].duration == pytest.approx(pair["red"].duration, abs=0.05), (
        "lengths are kept"
    )
    assert all(words.startswith(("red: ", "small: ")) for words in both.price())
    as_given = measure(small, "loudness").value
    assert both["small"].loudness.value == as_given, "sound is measured as it came"
    alone = ku.compare(match=False, red=pair["red"], small=small)
    assert alone.films == alone.given and not alone.changed
    assert any("160x90 pixels" in words for words in alone.caveats)


def test_what_is_heard_of_a_take_is_no_price_of_matching(pair, tmp_path):
    small = film(tmp_path / "small.mp4", range(0, 50, 5), size=(120, 80), seed=4)
    heard = film(tmp_path / "heard.mp4", range(0, 50, 5), seed=5, sound=True)
    tenth = np.arange(5 * 48000) // 4800
    voice = 0.1 * np.sin(np.arange(len(tenth)) / 9)
    stems = {
        "Ada": voice * (((tenth >= 5) & (tenth < 15)) | ((tenth >= 32) & (tenth < 42))),
        "Ben": voice * ((tenth >= 19) & (tenth < 29)),
    }
    take = SimpleNamespace(clip=heard, truth=SimpleNamespace(stems=stems), name="heard")
    both = ku.compare(take=take, small=small)
    assert both.changed and both["take"].floor_transfer.value == pytest.approx(350, abs=60)
    assert not [words for words in both.price() if "Gap between speakers" in words]


def test_films_of_one_form_are_left_alone(pair):
    both = ku.compare(**pair)
    assert both.films == pair and both.changed == [] and both.price() == []


def test_groups_are_told_apart_by_their_films(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    ours = [film(tmp_path / f"a{n}.mp4", [4 + n, 5, 6], seed=n) for n in range(5)]
    theirs = [film(tmp_path / f"b{n}.mp4", [50 + n, 51, 52], seed=9 + n) for n in range(5)]
    groups = ku.compare(ours=ours, theirs=theirs)
    found = groups.differences()
    assert found.of == "films" and found["colourfulness"].delta == -1
    assert found["colourfulness"].p == pytest.approx(2 / 252), "two of all deals of ten films"
    assert found["asl"].p > 0.05
    few = ku.compare(ours=ours[:3], theirs=theirs[:3]).differences()["colourfulness"]
    assert np.isnan(few.p) and str(FEWEST_FILMS) in few.reason
    assert "films" in groups.plot().alt


@pytest.mark.parametrize(
    ("groups", "said"),
    [({"a": []}, "two at a time"), ({"a": [], "b": []}, "no film in a"), ({"a": [None], "b": ["x"]}, "no film in a")],
)  # fmt: skip
def test_groups_that_are_none_are_refused(groups, said):
    with pytest.raises(KuleshovError, match=said):
        ku.compare(**groups)


def test_what_was_drawn_comes_back_from_the_cache(pair):
    first, again = (measure(pair["grey"]).colourfulness.sample for _ in range(2))
    assert (again.units == first.units).all() and again.of == first.of
    assert again.draws == pytest.approx(first.draws)
    assert again.units == pytest.approx(first.units)
    assert again.draws == pytest.approx(first.draws, rel=1e-5)


def test_pictures_of_differences_have_words(pair):
    from kuleshov.show.side_by_side import comparison_html

    both = ku.compare(**pair)
    found = both.differences()
    assert found.title in found.plot().alt and "Colourfulness" in found.plot().alt
    assert "<b>Average shot length" in differences_html(found)
    assert "grey 24 shots" in both.strips().alt
    assert repr(both.sheet(3)).count("00:00:") == 6
    assert "Before you read" not in comparison_html(both)


def test_a_row_of_stills_is_not_matched_with_a_film(pair, tmp_path):
    path = tmp_path / "stills.mp4"
    with Writer(path, 1, (160, 90)) as slow:
        for n in range(6):
            slow.write(np.full((90, 160, 3), 40 + 30 * n, np.uint8))
    with pytest.raises(KuleshovError, match=r"slow has 1 frames a second.*match=False"):
        ku.compare(slow=path, grey=pair["grey"])
    assert set(ku.compare(match=False, slow=path, grey=pair["grey"])) == {"slow", "grey"}


def test_a_take_brings_what_it_knows(monkeypatch, tmp_path):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    rushes = ku.rushes("understudy")
    both = ku.compare(one=rushes["4A-1"], other=rushes["4B-1"])
    assert both["one"].floor_transfer.value == measure(rushes["4A-1"], "floor_transfer").value


def test_a_square_film_is_compared_with_a_wide_one(pair, tmp_path):
    square = film(tmp_path / "square.mp4", [5, 10, 15], size=(90, 90), seed=5)
    both = ku.compare(square=square, grey=pair["grey"])
    assert {name: (c.width, c.height) for name, c in both.films.items()} == {
        "square": (90, 90), "grey": (120, 68),
    }  # fmt: skip
    assert any("times as wide as high" in words for words in both.caveats)
    assert both["square"].shots.value == 3
