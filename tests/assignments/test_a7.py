"""Assignment a7: the right answers pass, the commonest slips have their own sentence, stubs fail."""

import itertools
from types import SimpleNamespace

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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kuleshov.grading.student", SimpleNamespace(reaches=lambda _: {}))
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
def test_no_stub_passes_any_test_cell(solved, cells, kind, monkeypatch):
    monkeypatch.setattr("kuleshov.grading.student", SimpleNamespace(reaches=lambda _: {}))
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
    for rounds, early in enumerate(itertools.islice(fair._first_rounds(table), 3), 1):
        assert f"after {rounds} round" in said(lambda t, early=early: early)


SHOTS = [1.2, 0.9, 3.4, 2.2, 1.1, 5.0, 0.8, 1.9, 2.7, 1.4, 0.7, 2.0]


def drawn(values, statistic, seed, times=1000, size=0, shares=(0.025, 0.975), change=0.0):
    """Return a bootstrap's interval, with whatever is done wrongly."""
    chance = np.random.default_rng(seed)
    size = size or len(values)
    found = [statistic(chance.choice(values, size) + change) for _ in range(times)]
    return tuple(np.quantile(found, shares))


def nearest(values, statistic, seed):
    """Return the interval as a student does who sorts the draws and counts 25 from each end."""
    chance = np.random.default_rng(seed)
    found = sorted(statistic(list(chance.choice(values, len(values)))) for _ in range(1000))
    return [found[24], found[974]]


def with_more(values, statistic, seed):
    statistic(values)  # what it is to begin with
    return drawn(values, statistic, seed, times=2000)


count = itertools.count()


@pytest.mark.parametrize(
    ("interval", "says"),
    [
        (drawn, None),
        (nearest, None),
        (with_more, None),
        (lambda v, s, seed: drawn(v, s, seed)[::-1], "upside down"),
        (lambda v, s, seed: (s(v), s(v)), "computed 2 times"),
        (lambda v, s, seed: (drawn(v, s, seed)[0],) * 2, "no width"),
        (lambda v, s, seed: drawn(v, s, seed, times=40), "computed 40 times"),
        (lambda v, s, seed: drawn(v, s, seed, size=3), "draw 3 values where there are 12"),
        (lambda v, s, seed: drawn(v, s, seed, shares=(0.05, 0.95)), "lie 90% of what you drew"),
        (lambda v, s, seed: drawn(v, s, seed, shares=(0.0, 0.95)), "lie 95% of what you drew, 0.0%"),
        (lambda v, s, seed: drawn(v, s, seed, shares=(0.005, 0.995)), "lie 99%"),
        (lambda v, s, seed: drawn(v, s, seed, change=0.5), "values that were not given"),
        (lambda v, s, seed: drawn(v, s, 1), "Two seeds give one interval"),
        (lambda v, s, seed: drawn(v, s, next(count)), "The same seed gives two"),
        (lambda v, s, seed: tuple(np.quantile([s(np.random.permutation(v)) for _ in range(1000)],  # noqa: NPY002
                                              [0.025, 0.975])), "with replacement"),
    ],
)  # fmt: skip
def test_intervals_slip_by_slip(interval, says):
    wrong = fair.wrong_interval(interval, SHOTS)
    assert (wrong == []) if says is None else (says in wrong[0])


def test_rank_correlations_slip_by_slip(solved):
    x, y = [0.8, 0.6, 0.3, 0.1], [1.1, 2.9, 2.0, 5.5]
    said = lambda f, a=x, b=y: (fair.wrong_rho(f, a, b) or [""])[0]  # noqa: E731
    assert said(solved["rank_correlation"]) == ""
    assert "numbers themselves" in said(lambda a, b: float(np.corrcoef(a, b)[0, 1]))

    def naive(a, b):
        return float(np.corrcoef(*(np.argsort(np.argsort(values)) for values in (a, b)))[0, 1])

    assert "Equal values" in said(naive, [1, 1, 2, 3], [3, 1, 1, 2])
    x, y = [0.3, 0.8, 0.1, 0.6], [2.0, 5.5, 2.9, 1.1]
    once = lambda a, b: float(np.corrcoef(np.argsort(a), np.argsort(b))[0, 1])  # noqa: E731
    assert "no rank yet" in said(once, x, y)
    assert "from the top" in said(lambda a, b: -solved["rank_correlation"](a, b), x, y)


SEEN = ("02:12", "08:00", "15:00", "24:00", "41:00")  # five shots of the editor's cut
NUMBERS = "{film.asl = 1.7 s} {film.median = 1.5 s} {film.shots = 33}"
WORDS = " and then one sees what it is for" * 10


def at(*times):
    return " ".join(f"[film@00:00:{time}]" for time in times)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (f"{at(*SEEN)} {NUMBERS} {WORDS}", None),
        (f"{at(*SEEN)} {at(*SEEN)} {NUMBERS} {NUMBERS} {WORDS}", None),
        (f"{at(*SEEN[:4])} [film@00:09:05:00] {NUMBERS} {WORDS}", "4 moments hold; 5 different"),
        (f"{at(*SEEN[:4])} [film@00:09:05:00] {NUMBERS} {WORDS}", "ends at"),
        (f"{at(*SEEN[:4], SEEN[0])} {NUMBERS} {WORDS}", "4 moments hold"),
        (f"{at('00:00', '00:01', '00:02', '00:03', '00:04')} {NUMBERS} {WORDS}", "in 1 shot;"),
        (f"{at('00:00', '01:00', '02:00', '03:00', '04:00')} {NUMBERS} {WORDS}", "in 2 shots;"),
        (f"{at(*SEEN)} {{film.asl = 1.7 s}} {{film.asl=1.7 s}} {{film.asl = 1.70 s}} {WORDS}",
         "1 measure holds; 3 different"),
        (f"{at(*SEEN)} {{film.shots = 3}} {WORDS}", "0 measures hold"),
        (f"{at(*SEEN)} {NUMBERS}", "has 0 words"),
        (f"{at(*SEEN)} {NUMBERS} That is one word too few." + " so" * 53, "has 59 words"),
        ("  ", "nothing is written"),
        (None, "nothing is written"),
    ],
)  # fmt: skip
def test_citations_are_looked_up(body, says):
    film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")
    wrong = fair.wrong_citations(body, film, 5, 3)
    assert (wrong == []) if says is None else (says in wrong[0])


def test_the_released_notebook_holds_no_solution():
    path = ROOT / "assignments" / "release" / "a7-fair-comparison" / "a7-fair-comparison.ipynb"
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    for secret in ("HIDDEN", "SOLUTION", "corrcoef", "sides with", "class_seed"):
        assert secret not in source
