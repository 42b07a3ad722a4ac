"""What an editor knows of a student's line: which type comes back, and what may be given."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kuleshov as ku

SOURCE = Path(__file__).resolve().parent.parent / "src"

# A student's line, and what mypy says that it gives.
GIVES = [
    ("ku.compare(mine=film, theirs=take)", "Comparison"),
    ('ku.compare(mine="mine.mp4", theirs=None)', "Comparison"),
    ("ku.compare(ours=[film, None], theirs=(take, path))", "Groups"),
    ("ku.compare(mine=film, theirs=take).differences()", "Differences"),
    ("ku.compare(mine=film, theirs=take).to_frame()", "DataFrame"),
    ("ku.measure(take)", "Measures"),
    ("ku.measure(film).asl", "Measure"),
    ('ku.measure(path, "asl")', "Measure"),
    ('ku.measure([film, take], "diversity")', "Measure"),
    ('ku.measure(film, ["asl", "flicker"])', "Measures"),
    ('ku.fetch("g_k5_piano10")', "Clip"),
    ("ku.traces(take)", "Traces"),
    ('ku.fetch("g_k5_piano10", or_else=None)', "Clip | None"),
    ("ku.find_cuts(take)", "Cuts"),
    ("ku.dream(take, seconds=4)", "Clip"),
    ('ku.generate("4A", "the flicker", seed=1)', "Clip"),
    ("ku.nearest(film)", "Nearest"),
    ('ku.Cut("first").add(take, "2.0", "5.5")', "Cut"),
    ("ku.Cut.from_film(take)", "Cut"),
    ("ku.against(ku.preferences().ranking, ku.compare(mine=film)).over(4)", "VoteCorrelations"),
    ("ku.wilson(2, 3)", "tuple[float, float, float]"),
    ("ku.score([10], [10, 50])", "Score"),
    ("ku.cutting_room(rushes)", "CuttingRoom | Still"),
    ("ku.screening_room(mine=film, theirs=path, blind=True)", "ScreeningRoom | Still"),
    ("ku.mark((take, 5.0), (film, '00:00:02:00'))", "MarkingTable | StillMarks"),
    ("ku.plots.stills(film, [1, 2])", "Stills"),
    ("ku.side_by_side(mine=film, theirs=None)", "SideBySide"),
    ('ku.critique("It waits.", mine=film)', "Critique"),
]
# What is no film is underlined before it is run.
REFUSED = [
    "ku.compare(mine=3)",
    "ku.find_cuts([film])",
    "ku.side_by_side(mine=rushes)",
    "ku.mark(film, take)",
    "ku.dream(5)",
    "ku.generate(take)",
    "ku.nearest(rushes)",
]
BEGIN = """\
from pathlib import Path

import kuleshov as ku

rushes = ku.rushes("understudy")
take, film, path = rushes["4A-1"], ku.Clip("film.mp4"), Path("film.mp4")
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Return what mypy says of each line; it knows the kit already where `mypy` has run before."""
    folder = tmp_path_factory.mktemp("student")
    lines = [f"reveal_type({line})" for line, _ in GIVES] + REFUSED
    (folder / "lesson.py").write_text(BEGIN + "\n".join(lines) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", str(folder / "lesson.py")],
        cwd=SOURCE.parent, env={**os.environ, "MYPYPATH": str(SOURCE)}, capture_output=True,
        text=True,
    )  # fmt: skip
    first = BEGIN.count("\n") + 1
    found = dict.fromkeys([line for line, _ in GIVES] + REFUSED, "")
    for number, words in re.findall(r"lesson\.py:(\d+): (.*)$", done.stdout, re.MULTILINE):
        found[list(found)[int(number) - first]] += words
    assert "lesson.py" in done.stdout, done.stdout + done.stderr
    return found


@pytest.mark.parametrize(("line", "gives"), GIVES)
def test_an_editor_knows_what_comes_back(said, line, gives):
    (revealed,) = re.findall(r'^note: Revealed type is "(.*)"$', said[line])
    assert re.sub(r"\b(kuleshov|pandas)(\.\w+)*\.(?=\w)|\bbuiltins\.", "", revealed) == gives


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_no_film_is_underlined(said, line):
    assert said[line].startswith("error: ")


# What may be anything: an answer, a guess, what stands in for a clip, what a measure is told.
ANYTHING = {
    ("check", "answer"), ("check", "given"), ("predict", "value"), ("fetch", "or_else"), ("order_test", "film"),
    ("surprises", "edit"), ("hindsight", "edit"), ("drift", "edit"),
    ("measure", "given"),
}  # fmt: skip


def test_nothing_else_that_students_call_takes_or_gives_what_nobody_knows():
    named = [(name, getattr(ku, name)) for name in ku.__all__]
    open_ = {
        (name, part)
        for name, function in named
        if inspect.isfunction(function)
        for part, kind in inspect.get_annotations(function).items()
        if kind in (Any, "Any")
    }
    assert open_ == ANYTHING


def test_tab_completes_what_a_comparison_can_do():
    """Through jedi, as in a notebook: from the stub, the overloads and the string of a name."""
    import jedi

    namespace = {"ku": ku, "film": "film.mp4"}
    found = jedi.Interpreter("ku.compare(mine=film, theirs=film).", [namespace]).complete()
    assert {"differences", "plot", "table", "to_frame"} <= {one.name for one in found}


def test_the_kit_says_that_it_is_typed_and_the_wheel_takes_all_that_lies_in_it():
    import tomllib

    assert (SOURCE / "kuleshov" / "py.typed").read_text() == ""
    project = tomllib.loads((SOURCE.parent / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": ["src/kuleshov"]}  # nothing is left out, whatever its ending
