"""What is dealt at random: single shots where they stand alone, runs where they hang together."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from kuleshov.comparison.dealing import Deal, deal_of, least, permutation
from kuleshov.comparison.nulls import alarms
from kuleshov.metrics.formulas.dependence import autocorrelation_time, block_length
from kuleshov.metrics.validation.coverage import NULLS, shot_row

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("kind", "time"),
    [("alone", 1), ("AR .2", 1.2 / 0.8), ("AR .4", 1.4 / 0.6), ("scenes of 6, icc .5", 3.5)],
)
def test_the_autocorrelation_time_is_the_known_one(kind, time):
    # AR: (1 + a) / (1 - a). Scenes: 1 + 2 icc (1 - 1/6 + 1 - 2/6 + ...) = 1 + 5 icc.
    random = np.random.default_rng(2)
    rows = [shot_row(kind, 2000, random) for _ in range(20)]
    assert np.mean([autocorrelation_time([one]) for one in rows]) == pytest.approx(time, rel=0.1)
    short = [
        autocorrelation_time([shot_row(kind, 40, random), shot_row(kind, 40, random)])
        for _ in range(300)
    ]
    assert 0.95 * time < np.mean(short) < 1.5 * time, "in short rows rather too long than too short"


def test_the_autocorrelation_time_knows_order_alone():
    random = np.random.default_rng(3)
    one = shot_row("AR .4", 80, random)
    assert autocorrelation_time([one]) == autocorrelation_time([np.exp(3 * one) + 7])
    assert autocorrelation_time([one]) == pytest.approx(autocorrelation_time([one[::-1]]))
    assert autocorrelation_time([one, one + 100]) > 1, "each row is held against its own mean"
    shuffled = [autocorrelation_time([random.permutation(one)]) for _ in range(50)]
    assert np.mean(shuffled) < autocorrelation_time([one])
    assert autocorrelation_time([[2.0] * 9, [2.0] * 8]) == 1
    assert autocorrelation_time([np.repeat([0.0, 1.0], 10)]) <= 20


def test_runs_are_as_long_as_values_hang_together():
    assert [block_length(1 + n / 3) for n in range(5)] == [1, 2, 3, 4, 5]
    deal = Deal(2.0, (30, 38))
    assert (deal.length, deal.blocks) == (4, (7, 9)) and deal.is_enough
    assert deal.at_least(1.5) == deal and deal.at_least(3.0) == Deal(3.0, (30, 38))
    assert Deal(3.0, (30, 38)).blocks == (4, 5) and not Deal(3.0, (30, 38)).is_enough
    assert deal.least() == least(7, 9) == 1 / 5000 and least(5, 5) == pytest.approx(2 / 252)


def test_runs_are_dealt_whole():
    # Two runs of three on each side, all apart: of the 6 deals, 2 go as far.
    a, b = np.array([7.0, 8, 9, 10, 11, 12]), np.array([1.0, 2, 3, 4, 5, 6])
    assert permutation(a, b, Deal(1 + 2 / 3, (6, 6))) == pytest.approx(2 / 6)
    assert permutation(a, b) == pytest.approx(2 / 924)
    # Runs of unequal length, three of two against one of three and one of two: means count, not sums.
    x, deal = np.array([9.0, 9, 6, 6, 5, 5, 3, 3, 3, 1, 1]), Deal(1 + 1 / 3, (6, 5))
    assert (deal.length, deal.blocks) == (2, (3, 2))
    ranked = [[10.5] * 2, [8.5] * 2, [6.5] * 2, [4.0] * 3, [1.5] * 2]
    apart = []
    for one in combinations(range(5), 3):
        sides = [
            np.concatenate([r for n, r in enumerate(ranked) if (n in one) == s]) for s in (1, 0)
        ]
        apart.append(abs(sides[0].mean() - sides[1].mean()))
    assert permutation(x[:6], x[6:], deal) == np.mean(np.array(apart) >= apart[0] - 1e-9)


def test_what_is_dealt_is_chosen_from_both_sides():
    random = np.random.default_rng(4)
    deal = deal_of(shot_row("AR .4", 200, random), shot_row("AR .4", 90, random))
    assert deal.counts == (200, 90) and deal.length == block_length(deal.time, 90) > block_length(
        deal.time
    )
    assert deal.blocks == (200 // deal.length, 90 // deal.length)


@pytest.mark.parametrize("kind", NULLS)
def test_nothing_is_found_where_nothing_differs(kind):
    found = alarms(kind, 30, 6, seed=1)
    assert found["p"] <= 0.15 and found["any row"] <= 0.34, found


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shots", [12, 30, 60])
@pytest.mark.parametrize("kind", NULLS)
def test_false_alarms_stay_under_seven_in_a_hundred(kind, shots):
    found = alarms(kind, shots, 100, seed=1000 + shots)
    print(kind, shots, found)
    # 1,200 rows and 100 tables a null: three standard errors of .07 are .022 and .077.
    assert found["p"] <= 0.07 + 0.022 and found["interval"] <= 0.07 + 0.022, found
    assert found["any row"] <= 0.07 + 0.077, found


@pytest.mark.proof
def test_what_differs_is_still_found():
    far = alarms("alone", 30, 30, seed=5, shift=0.8)
    assert far["p"] > 0.7 and far["any row"] > 0.95, far
    follows = alarms("AR .4", 60, 30, seed=6, shift=1.0)
    assert follows["p"] > 0.7, follows


def test_the_figures_kept_are_whole_and_under_seven_in_a_hundred():
    kept = json.loads((ROOT / "benchmarks" / "results" / "false_alarms.json").read_text())
    rows = {(row["null"], row["shots"]): row for row in kept["rows"] if not row["shift"]}
    assert set(rows) == {(null, shots) for null in NULLS for shots in (12, 30, 60)}
    for row in rows.values():
        assert max(row["p"], row["interval"], row["any row"]) <= 0.07, row
    assert all(row["p"] > 0.7 for row in kept["rows"] if row["shift"])
    page = (ROOT / "docs" / "measures.md").read_text("utf-8")
    assert "## Between two films" in page and "scenes of 10, icc .7" in page
