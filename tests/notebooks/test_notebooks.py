"""Every lesson and assignment runs, without its clips and with them, and to its end.

Only an exercise that isn't written yet may stop a student's edition.
"""

import re
import shutil
from collections import defaultdict

import nbformat
import pytest
from notebooks.running import ROOT, errors_said, outputs, run, surprises
from server import serve

from kuleshov.authoring.notebooks import MAY_RAISE, read_source, solution_edition

LESSONS = sorted((ROOT / "course" / "source").glob("*.py"))
ASSIGNMENTS = sorted((ROOT / "assignments" / "text").glob("*.py"))
FETCHES = re.compile(r"fetch|ku\.table\(\"(cutting|film_genre)")
FETCHING = [one for one in LESSONS + ASSIGNMENTS if FETCHES.search(one.read_text("utf-8"))]
# A whole lesson on a machine that does three things at once takes longer than any other test.
pytestmark = pytest.mark.timeout(900)
every_text = pytest.mark.parametrize("source", LESSONS + ASSIGNMENTS, ids=lambda p: p.stem)


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """Return an empty place for what is fetched and kept, so that nothing is there already."""
    return tmp_path_factory.mktemp("offline")


@pytest.fixture(scope="session")
def online(tmp_path_factory, test_data):
    """Return what a reader has who is online: all clips and tables, and a place to keep them."""
    served = tmp_path_factory.mktemp("served")
    for file in (*(test_data / "clips" / "files").iterdir(), *(test_data / "data").glob("*.csv")):
        (served / file.name).symlink_to(file)
    with serve(served) as server:
        yield {"mirror": server.url, "cache": tmp_path_factory.mktemp("online")}


@pytest.fixture(scope="session")
def studios(tmp_path_factory):
    """Return a studio by source: its second edition meets the films of the first, as on any day."""
    return defaultdict(lambda: tmp_path_factory.mktemp("studio"))


@pytest.fixture
def studio(source, studios):
    return studios[source.stem]


@pytest.fixture
def folder(source, tmp_path):
    """Return the folder that a notebook runs in: course/, or a copy of an assignment's own."""
    if source in LESSONS:
        return ROOT / "course"
    own = tmp_path / source.stem
    return shutil.copytree(ROOT / "assignments" / "source" / source.stem, own)


@every_text
def test_it_runs_to_its_end_without_its_clips(source, folder, studio, monkeypatch, cache):
    assert not list(studio.rglob("*")), "a first run finds no films"
    notebook = solution_edition(read_source(source))
    assert run(notebook, studio, monkeypatch, cache=cache, folder=folder) == ""
    assert errors_said(notebook) == []


@pytest.mark.data
@pytest.mark.parametrize("source", FETCHING, ids=lambda p: p.stem)
def test_it_runs_to_its_end_with_its_clips(source, folder, studio, monkeypatch, online):
    notebook = solution_edition(read_source(source))
    assert run(notebook, studio, monkeypatch, folder=folder, **online) == ""
    assert errors_said(notebook) == []
    kept = [one for one in online["cache"].rglob("*") if one.suffix in (".mp4", ".gif", ".csv")]
    assert kept, "nothing was fetched"


@every_text
def test_an_unwritten_exercise_stops_no_students_edition(
    source, folder, studio, monkeypatch, cache
):
    edition = students(source)
    if not any(MAY_RAISE in cell.metadata.get("tags", []) for cell in edition.cells):
        pytest.skip("this lesson has no exercise to finish: both editions are one")
    assert run(edition, studio, monkeypatch, cache=cache, folder=folder) == ""
    assert any(output.get("ename") == "NotImplementedError" for output in outputs(edition))
    assert surprises(edition) == []
    assert all(cell.execution_count for cell in edition.cells if cell.cell_type == "code")


def students(source):
    """Return what a student is given: the built lesson, or the released assignment."""
    name = source.stem
    place = "course" if source in LESSONS else f"assignments/release/{name}"
    return nbformat.read(ROOT / place / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("source", LESSONS, ids=lambda p: p.stem)
def test_a_lesson_keeps_to_the_voice(source):
    notebook = read_source(source)
    prose = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    plain = re.sub(r"`[^`]*`|```.*?```|!\[", "", prose, flags=re.S)
    assert "!" not in plain, "no exclamation marks"
    for worn in ("simply", "in this notebook", "let's", "of course", "obviously", "just "):
        assert worn not in plain.lower(), f"a worn word: {worn}"
    for picture in re.finditer(r"!\[([^\]]*)\]", prose):
        assert len(picture[1]) > 15, "every picture has a text for those who can't see it"
    assert "Claim" in prose
    assert "sources" in prose.lower(), "claims have their sources in the last cells"


def test_no_film_is_shown_with_its_name_before_viewers_have_voted():
    source = next(path for path in LESSONS if path.name.startswith("09"))
    code = [cell.source for cell in read_source(source).cells if cell.cell_type == "code"]
    room = next(n for n, cell in enumerate(code) if "screening_room(" in cell)
    shown = [n for n, cell in enumerate(code) if "side_by_side(" in cell or ".storyboard(" in cell]
    assert shown and min(shown) > room
    assert not re.search(r"mine|shuffled|generated|reel", code[room]), "the cell says what is shown"
