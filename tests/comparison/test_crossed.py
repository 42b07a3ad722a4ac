"""Rows against columns, held against an analysis of variance and against tables of pure chance."""

from types import SimpleNamespace

import numpy as np
import pytest
from made import make_take
from scipy import stats

import kuleshov as ku
from kuleshov.comparison.crossed import Crossed, crossed, distance, seen
from kuleshov.errors import KuleshovError

FILM = SimpleNamespace()


def table(vectors):
    """Return a table of made-up films, of which only their vectors are known: (rows, columns, n)."""
    rows, columns, _ = vectors.shape
    flat = vectors.reshape(rows * columns, -1)
    apart = np.sqrt(((flat[:, None] - flat[None]) ** 2).mean(axis=2))
    names = tuple(map(str, range(rows))), tuple(map(str, range(columns)))
    return Crossed(*names, ((FILM,) * columns,) * rows, apart)


def drawn(seed, row=0.0, column=0.0, shape=(4, 5, 30)):
    """Draw vectors that have so much of their row and of their column in common."""
    random = np.random.default_rng(seed)
    rows, columns, size = shape
    return (
        random.normal(size=shape)
        + row * random.normal(size=(rows, 1, size))
        + column * random.normal(size=(1, columns, size))
    )


def test_shares_are_those_of_an_analysis_of_variance():
    vectors = drawn(1, row=1.0, column=0.5)
    whole = ((vectors - vectors.mean(axis=(0, 1))) ** 2).sum()
    rows = 5 * ((vectors.mean(axis=1) - vectors.mean(axis=(0, 1))) ** 2).sum()
    columns = 4 * ((vectors.mean(axis=0) - vectors.mean(axis=(0, 1))) ** 2).sum()
    found = table(vectors).shares
    assert found["row"] == pytest.approx(rows / whole)
    assert found["column"] == pytest.approx(columns / whole)
    assert found["rest"] == pytest.approx(1 - (rows + columns) / whole)


def test_pairs_are_of_three_kinds_and_their_means_make_the_ratio():
    found = table(drawn(2, row=1.0))
    assert {kind: len(pairs) for kind, pairs in found.pairs.items()} == {
        "row": 40, "column": 30, "neither": 120,
    }  # fmt: skip
    frame = found.to_frame()
    for kind, mean in found.means.items():
        assert frame[frame.kind == kind].distance.mean() == pytest.approx(mean)
    same = frame[frame.kind == "row"]
    assert (same.row == same["other row"]).all() and (same.column != same["other column"]).all()
    assert found.ratios["row"] == pytest.approx(found.means["row"] / found.means["neither"])


def test_where_only_chance_is_at_work_p_is_as_likely_to_be_anywhere():
    found = [table(drawn(seed)).p for seed in range(120)]
    for kind in ("row", "column"):
        assert stats.kstest([p[kind] for p in found], "uniform").pvalue > 0.01


def test_a_column_s_own_does_not_make_rows_alike():
    """Makers who differ much leave the briefs' p where chance puts it: dealt within the maker."""
    found = [table(drawn(seed, column=2.0)) for seed in range(120)]
    assert stats.kstest([one.p["row"] for one in found], "uniform").pvalue > 0.01
    assert max(one.p["column"] for one in found) <= 0.01


def test_what_rows_have_in_common_is_found():
    found = table(drawn(3, row=0.5))
    assert found.p["row"] <= 0.002 and found.ratios["row"] < 0.95
    low, high = found.without_one["row"]
    assert low < found.ratios["row"] < high < 1
    assert found.p["column"] > 0.02


def test_the_table_says_what_chance_gives_in_ninety_five_of_a_hundred_deals():
    found = table(drawn(3, row=0.5))
    for place, kind in enumerate(("row", "column")):
        low, high = np.percentile(found.null[kind], [2.5, 97.5])
        told = found.table().iloc[place]
        assert told["by chance (95 %)"] == f"{low:.2f} to {high:.2f}"
        assert (told.ratio, told.p) == (f"{found.ratios[kind]:.2f}", f"{found.p[kind]:.3f}")
    assert len(found.null["row"]) == 999
    assert found.table()["of all difference"].tolist() == [
        f"{name} {found.shares[kind]:.0%}"
        for name, kind in (("brief", "row"), ("maker", "column"), ("rest", "rest"))
    ]
    assert str(found).startswith(
        f"Two films of one brief by different makers lie {found.ratios['row']:.2f} times as far apart"
    )


def test_of_two_rows_none_can_be_left_out_and_its_columns_can():
    found = table(drawn(4, shape=(2, 3, 30)))
    again = [
        table(np.delete(drawn(4, shape=(2, 3, 30)), n, axis=1)).ratios["row"] for n in range(3)
    ]
    assert found.without_one["row"] == pytest.approx((min(again), max(again)))
    small = table(drawn(4, shape=(2, 2, 30)))
    assert small.without_one["row"] == (small.ratios["row"],) * 2


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    place = tmp_path_factory.mktemp("films") / "circle.mp4"
    return make_take(place, frames=96, size=(160, 90), sound=False, barcode=False)


def test_a_film_is_eight_small_pictures_from_the_middles_of_its_eighths(film):
    clip = ku.Clip(film)
    pictures = seen(film)
    assert pictures.shape == (8, 18, 32, 3)
    for n, picture in enumerate(pictures):
        frame = clip.frame(12 * n + 6).astype(float)
        squares = frame.reshape(18, 5, 32, 5, 3).mean(axis=(1, 3))  # 160 by 90 in squares of 5
        assert picture == pytest.approx(squares, abs=0.6)


def test_distance_is_the_root_mean_square_of_what_is_seen(film):
    early, late = (film, 0.0, 2.0), (film, 2.0, 4.0)
    assert distance(film, film) == 0
    assert distance(early, late) == distance(late, early)
    assert distance(early, late) == pytest.approx(np.sqrt(((seen(early) - seen(late)) ** 2).mean()))
    assert distance(seen(early), late) == distance(early, late)
    assert np.array_equal(seen(early), seen((film, "00:00:00:00", "48f")))


def test_of_a_take_the_slate_is_left_out():
    take = ku.rushes("understudy")["6B-1"]
    assert np.array_equal(seen(take), seen((take, f"{take.first}f", f"{take.last}f")))


@pytest.mark.parametrize("piece", [(2, 2), (3, 1), (-1, 2)])
def test_a_piece_without_length_is_refused(film, piece):
    with pytest.raises(KuleshovError, match="has no length"):
        seen((film, *piece))


def test_films_stand_where_they_were_put(film):
    parts = {
        row: {column: (film, at, at + 1) for column, at in {"a": n, "b": n + 1}.items()}
        for row, n in {"first": 0, "second": 2}.items()
    }
    found = crossed(parts, ("half", "part"))
    assert (found.rows, found.columns) == (("first", "second"), ("a", "b"))
    assert found.distances[0, 3] == distance(parts["first"]["a"], parts["second"]["b"])
    assert found.distances[1, 2] == distance(parts["first"]["b"], parts["second"]["a"])
    assert list(found.table().pairs) == [
        "same half, other part", "same part, other half", "other half, other part",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("films", "words"),
    [
        ({}, "0 by 0"),
        ({"one": {"a": FILM, "b": FILM}}, "1 by 2"),
        ({"one": {"a": FILM}, "two": {"a": FILM}}, "2 by 1"),
        ({"one": {"a": FILM, "b": FILM}, "two": {"a": FILM}}, "differ in: b"),
        ({"one": {"a": FILM, "b": FILM}, "two": {"a": FILM, "c": FILM}}, "differ in: b, c"),
    ],
)
def test_a_table_with_holes_is_no_table(films, words):
    with pytest.raises(KuleshovError, match=words):
        crossed(films)


def test_what_gives_no_number_is_said_and_not_called_chance():
    take = ku.rushes("understudy")["C1a"]
    with pytest.raises(KuleshovError, match="one and the same picture"):
        ku.crossed({"a": {"x": take, "y": take}, "b": {"x": take, "y": take}})
    with pytest.raises(KuleshovError, match="ends at 00:00:04:00"):
        ku.distance(take, (take, 1, 900))
    with pytest.raises(KuleshovError, match="three things"):
        ku.distance(take, (take, 1))
