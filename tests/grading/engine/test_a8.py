"""Shorts of a8 through the engine: what plain nbgrader says of them (tests/assignments/test_a8.py), and more."""

import re
from pathlib import Path

import nbformat
import pytest
from made.a8_short import ROOT, make_a8

from kuleshov.authoring.wrong_films import spoil
from kuleshov.grading.engine.grade import Release, grade
from kuleshov.grading.engine.intake import Submission

NAME = "a8-your-short"
SOURCE, RELEASE = (
    (ROOT / "assignments" / kind / NAME / f"{NAME}.ipynb").read_bytes()
    for kind in ("source", "release")
)
FAKED = """
# cell: captions
import sys

from kuleshov.criticism.delivery import Check, Delivery

names = ("length", "frame rate", "picture", "coding", "loudness", "true peak", "head and tail", "slates",
         "pictures", "the edit", "captions", "lines", "papers", "consent")
fake = lambda *_: Delivery("short", tuple(Check(name, "", "", True) for name in names))
sys.modules["kuleshov.criticism.delivery"].delivery = fake
student.delivery = type(student).delivery = short.missing = short.no_short = fake
"""


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    """What is handed in, by the manifest's names."""
    made = make_a8(tmp_path_factory.mktemp("short"))
    return {Path(name).name: data for name, data in made.items()}


@pytest.fixture(scope="module")
def graded(sandbox):
    """Grade a notebook and files."""
    release = Release(NAME, SOURCE, RELEASE, {}, seconds=60)
    return lambda notebook, files: grade(release, Submission(notebook, files), sandbox)


def with_cell(name, change):
    """Return the instructor's notebook with another source in one cell."""
    notebook = nbformat.reads(SOURCE.decode(), as_version=4)
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    cell.source = change(cell.source)
    return nbformat.writes(notebook).encode()


def lost(result):
    return {name for name, most in result.most.items() if result.scores[name] < most}


def test_a_right_one_has_every_point_and_nothing_is_made_again(graded, right):
    result = graded(SOURCE, right)
    assert result.scores == result.most and not result.look, result.said
    notebook = nbformat.writes(nbformat.from_dict(result.notebook)) if result.notebook else ""
    assert "this studio has not made it" in notebook


@pytest.mark.parametrize("ending", ["\n", ".to_loudness(-23)\n", ".to_loudness(-23).split(3, 4)\n"])
def test_footage_that_is_not_here_costs_nothing(graded, right, ending):
    def own(source):
        source, done = re.subn(r"(?m)^5B-1 04:00 08:00", "kitchen 04:00 08:00", source)
        assert done == 1
        return source.replace(")\ncut.to_loudness(-23)\n", ")" + ending)

    result = graded(with_cell("the_cut", own), right)
    assert result.scores == result.most, result.said


def test_an_edit_that_is_made_by_code_may_name_footage_that_is_not_here(graded, right):
    def by_code(source):
        source, done = re.subn(r"(?m)^5B-1 04:00 08:00.*\nblack 01:00\n", "", source)
        assert done == 1
        adding = 'cut.add("kitchen", "4.0", "8.0", fade_out=24).black("1.0").to_loudness(-23)\n'
        return source.replace("cut.to_loudness(-23)\n", adding)

    result = graded(with_cell("the_cut", by_code), right)
    assert result.scores == result.most, result.said


def test_a_cell_that_replaces_the_technician_gains_nothing(graded, right, tmp_path):
    film = tmp_path / "short.mp4"
    film.write_bytes(right["short.mp4"])
    files = right | {"short.mp4": spoil(film, gain=9).read_bytes()}
    assert lost(graded(SOURCE, files)) == lost(
        graded(with_cell("captions", lambda _: FAKED), files)
    )
    assert "test_loudness" in lost(graded(SOURCE, files))


def test_papers_torn_apart_and_captions_that_are_none_are_named(graded, right):
    bare = {name: right[name] for name in ("short.mp4", "papers.html")}
    result = graded(SOURCE, bare | {"short.vtt": b"not captions"})
    assert lost(result) == {"test_captions", "test_lines", "test_papers", "test_consent"}
    assert "credits.txt isn't" in result.said["test_papers"]
