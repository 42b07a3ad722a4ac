"""The model's card says what was measured of the weights that are shipped."""

import json
import re
from pathlib import Path

import pytest

from kuleshov.generate.generator import WEIGHTS, Generator, load

ROOT = Path(__file__).resolve().parents[2]
FOUND = json.loads((ROOT / "benchmarks" / "results" / "generator.json").read_text("utf-8"))
CARD = (ROOT / "docs" / "generator.md").read_text("utf-8")


def row(found: dict[str, float]) -> str:
    """Return a row of the card's table."""
    picture, far, second, jumps = found.values()
    return f"| {picture:.1f} | {far:.1f} | {second:.1f} | {jumps:.1%} |".replace("%", " %")


def test_the_figures_are_of_the_weights_that_are_shipped() -> None:
    assert FOUND["weights, sha256"] == load().sha256


@pytest.mark.parametrize(
    ("begins", "found"),
    [
        ("all films |", FOUND["all films"]),
        *((f"{name} |", FOUND["films"][name]) for name in ("4A, the test", "5A, the test")),
        *FOUND["second takes"].items(),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_table_says_what_was_measured(begins: str, found: dict[str, float]) -> None:
    line = next(line for line in CARD.splitlines() if line.startswith(f"| {begins}"))
    assert line.endswith(row(found))


def test_the_card_names_the_command_its_time_and_size() -> None:
    told = load().told
    command = f"python -m kuleshov.generate.training --steps {told['steps']} --seed {told['seed']}"
    assert CARD.count(command) == 2
    assert f"{told['seconds'] / 60:.0f} minutes of one core" in CARD
    assert f"PyTorch {told['torch']}" in CARD
    assert f"{WEIGHTS.stat().st_size / 1e6:.1f} MB" in CARD
    assert f"{told['parameters']:,} weights" in CARD and f"{told['windows']:,} windows" in CARD
    lost = FOUND["lost by 64 numbers, median"].values()
    assert f"{min(lost):.1f} to {max(lost):.1f} levels in the median" in CARD


def test_a_training_that_was_had_again_measures_the_same() -> None:
    shipped = FOUND["all films"]
    for again in FOUND["trained again"]:
        figures = [again[name] for name in shipped]
        assert figures == pytest.approx(list(shipped.values()), rel=0.1, abs=0.01)
        *levels, jumps = figures
        line = " | ".join([*(f"{one:.2f}" for one in levels), f"{jumps:.2%} |".replace("%", " %")])
        assert line in CARD


def test_the_card_tells_time_and_memory() -> None:
    wide, close = FOUND["time"]["1A"], FOUND["time"]["4A"]
    for name in ("first film, CPU s", "next film, CPU s"):
        assert f"{close[name]:.1f} to {wide[name]:.1f}" in CARD
    assert f"{wide['memory, MiB']:.0f} MiB for the widest set-up" in CARD


def test_the_cards_address_is_the_same_everywhere() -> None:
    assert "docs/generator.md" in Generator.card
    for link in re.findall(r"\]\((?!http)([^)]+)\)", CARD):
        assert (ROOT / "docs" / link).resolve().exists(), link


def test_its_films_jump_no_more_than_a_hand_can_count() -> None:
    """Nearer than the trial, whose films lay 2.4 levels from what was learnt."""
    found = FOUND["all films"]
    assert found["picture, median"] < 2.4 and found["jumps"] < 0.06
