"""Assignment a7: the right answers pass, the commonest slips have their own sentence, stubs fail."""

import itertools

import nbformat
import numpy as np
import pytest
from assignments.nbgrading import ROOT

import kuleshov as ku
from kuleshov.authoring.notebooks import read_source
from kuleshov.grading.checks import a7_fair_comparison as fair

TEXT = ROOT / "assignments" / "text" / "a7-fair-comparison.py"
AUTOMATIC = {
    "test_form": 3,
    "test_wins": 3,
    "test_strengths": 4,
    "test_interval": 3,
    "test_rho": 3,
    "test_citations": 4,
}


@pytest.fixture(scope="module")
def cells():
    return [c for c in read_source(TEXT).cells if c.cell_type == "code"]


def graded(cell):
    return cell.metadata.get("nbgrader", {})


@pytest.fixture(scope="module")
def solved(cells):
    """All names that the instructor's notebook binds, tests included: they pass."""
    names: dict = {}
    for cell in cells:
        exec(cell.source, names)
    return names


def test_the_solution_passes_every_test(solved, cells):
    points = {
        graded(c)["grade_id"]: graded(c)["points"]
        for c in cells
        if graded(c).get("locked") and graded(c)["grade"]
    }
    assert points == AUTOMATIC and solved["body"]


@pytest.mark.parametrize("kind", ["None", "nothing", "zero", "an array", "not a number"])
def test_no_stub_passes_any_test_cell(solved, cells, kind):
    stub = {
        "None": None,
        "nothing": lambda *_: None,
        "zero": lambda *_: 0.0,
        "an array": lambda *_: np.zeros(0),
        "not a number": lambda *_: float("nan"),
    }[kind]
    answers = ("common_form", "wins", "strengths", "interval", "rank_correlation", "body")
    names = {**solved, **dict.fromkeys(answers, stub)}
    for cell in cells:
        if graded(cell).get("grade_id") in AUTOMATIC:
            with pytest.raises(AssertionError) as said:
                exec(cell.source, names)
            assert str(said.value).rstrip().endswith("."), said.value


FORMS = [
    {"width": 1280, "height": 704, "rate": 24.0, "seconds": 5.0},
    {"width": 833, "height": 481, "rate": 16.0, "seconds": 10.1},
]


def form(**changed):
    return lambda films: {"width": 832, "height": 480, "rate": 16.0, "seconds": 5.0, **changed}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (form(), None),
        (form(width=833), "odd"),
        (form(width=1280), "larger"),
        (form(rate=24.0), "invent pictures"),
        (form(seconds=10.1), "invent pictures"),
        (form(seconds=3.0), "gives away more"),
        (form(height=360), "can be 480"),
        (form(rate="16"), "one number"),
        (lambda films: (832, 480), "dictionary"),
        (lambda films: films[9], "breaks"),
    ],
)
def test_forms(answer, says):
    wrong = fair.wrong_form(answer, FORMS)
    assert (wrong == []) if says is None else (says in wrong[0])


VOTES = [("a", "b", 1), ("b", "a", 1), ("a", "c", 1), ("c", "b", 0)]
RIGHT = np.array([[0, 1, 1], [1, 0, 0.5], [0, 0.5, 0]])


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (RIGHT, None),
        (RIGHT.tolist(), None),
        (RIGHT.T, "changed places"),
        (np.floor(RIGHT), "half a win"),
        (RIGHT * 2, "your table says"),
        (RIGHT[:2], "asked for"),
        ("abc", "numbers are asked for"),
    ],
)
def test_tables_of_wins(table, says):
    wrong = fair.wrong_wins(lambda votes, films: table, VOTES, ["a", "b", "c"])
    assert (wrong == []) if says is None else (says in wrong[0])


def test_strengths_slip_by_slip(solved):
    table = np.array([[0, 8, 12], [4, 0, 8], [3, 4, 0]], float)
    right = solved["strengths"]
    said = lambda f: (fair.wrong_strengths(f, table) or [""])[0]  # noqa: E731
    assert said(right) == ""
    assert "divide by their sum" in said(lambda t: right(t) * 3)
    assert "shares of wins" in said(lambda t: t.sum(1) / t.sum())
    assert "first round" in said(lambda t: np.ones(3) / 3)
    assert "yours is" in said(lambda t: right(t)[::-1])


def test_intervals_slip_by_slip(solved):
    values = [1.2, 0.9, 3.4, 2.2, 1.1, 5.0, 0.8, 1.9, 2.7, 1.4, 0.7, 2.0]
    right = solved["interval"]
    said = lambda f: (fair.wrong_interval(f, values) or [""])[0]  # noqa: E731
    assert said(right) == ""
    assert "upside down" in said(lambda v, s, seed: right(v, s, seed)[::-1])
    assert "no width" in said(lambda v, s, seed: (s(v), s(v)))

    def few(v, s, seed):
        chance = np.random.default_rng(seed)
        drawn = [s(chance.choice(v, 3)) for _ in range(1000)]
        return tuple(np.quantile(drawn, [0.025, 0.975]))

    assert "is wide" in said(few)

    def half(v, s, seed):
        low, high = right(v, s, seed)
        return (low + high) / 2 - (high - low) / 8, (low + high) / 2 + (high - low) / 8

    assert "is narrow" in said(half)
    count = itertools.count()
    assert "two intervals" in said(lambda v, s, seed: right(v, s, next(count)))


def test_rank_correlations_slip_by_slip(solved):
    x, y = [0.8, 0.6, 0.3, 0.1], [1.1, 2.9, 2.0, 5.5]
    said = lambda f, a=x, b=y: (fair.wrong_rho(f, a, b) or [""])[0]  # noqa: E731
    assert said(solved["rank_correlation"]) == ""
    assert "numbers themselves" in said(lambda a, b: float(np.corrcoef(a, b)[0, 1]))

    def naive(a, b):
        return float(np.corrcoef(*(np.argsort(np.argsort(values)) for values in (a, b)))[0, 1])

    assert "Equal values" in said(naive, [1, 1, 2, 3], [3, 1, 1, 2])


def test_citations_are_looked_up():
    film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")
    moments = " ".join(f"[film@00:00:{n:02d}:00]" for n in (1, 2, 3, 4, 5))
    assert fair.wrong_citations(moments, film, 5, 0) == []
    assert (
        "4 moments hold" in fair.wrong_citations(moments.replace("05:00", "04:00"), film, 5, 0)[0]
    )
    late = fair.wrong_citations(moments.replace("00:05:00", "09:05:00"), film, 5, 0)[0]
    assert "ends at" in late
    assert "0 measures hold" in fair.wrong_citations(f"{moments} {{film.shots = 3}}", film, 5, 1)[0]
    assert "nothing is written" in fair.wrong_citations("  ", film, 1, 0)[0]


def test_the_released_notebook_holds_no_solution():
    path = ROOT / "assignments" / "release" / "a7-fair-comparison" / "a7-fair-comparison.ipynb"
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    for secret in ("HIDDEN", "SOLUTION", "corrcoef", "sides with", "class_seed"):
        assert secret not in source
