"""How far ordinary clips lie apart is what the kept table of clips says, counted another way."""

import csv
import json
from importlib import resources
from pathlib import Path
from statistics import quantiles

import pytest

from kuleshov.metrics import REGISTRY
from kuleshov.metrics.cards import proofs, spread_of, spreads

CLIPS = Path(__file__).resolve().parents[2] / "benchmarks" / "results" / "clips.csv"
KEPT = json.loads(resources.files("kuleshov.metrics").joinpath("cards/spreads.json").read_text())


def test_they_are_those_of_the_table():
    values = {}
    for row in csv.DictReader(CLIPS.open(encoding="utf-8")):
        if row["value"] not in ("", "nan"):
            values.setdefault(row["id"], []).append(float(row["value"]))
    expected = {}
    for id, listed in values.items():
        low, _, high = quantiles(listed, n=4, method="inclusive") if len(listed) > 1 else (0, 0, 0)
        if len(listed) >= 20 and high > low:
            expected[id] = (high - low) / 1.349
    assert KEPT["spreads"] == pytest.approx(expected, rel=1e-3, abs=2e-6)


def test_every_measure_has_one_and_a_trials_where_too_few_clips_have_it():
    assert set(spreads()) == set(REGISTRY)
    assert all(spread > 0 for spread in spreads().values())
    assert "loudness" not in KEPT["spreads"], "six clips have sound"
    assert spreads()["loudness"] == spread_of(proofs()["loudness"]["values"])


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([[1.0, 5.0], [3.0, 5.0]], 1.0),  # variances 2 and 0: the root of their mean
        ([[1.0, 101.0], [1.0, 101.0]], 1.0),  # a hundredth of the range, where sources agree
        ([[4.0, 9.0]], 1.0),
        ([[2.0], [2.0]], 1e-9),
    ],
)
def test_a_trials_spread(values, spread):
    assert spread_of(values) == pytest.approx(spread)
