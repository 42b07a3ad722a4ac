"""What is handed in, before anything of it runs."""

import json
import os

import pytest

from kuleshov.grading.engine.intake import (
    Manifest,
    Unreadable,
    collect,
    read_cells,
    read_manifest,
    rebuild,
)

MANIFEST = Manifest("a1.ipynb", ("data.csv", "deep/log.csv"), max_bytes=5000)


def cell(source, name="", kind="code", **graded):
    """Return a cell as nbgrader has it."""
    metadata = {"nbgrader": {"grade_id": name, "grade": False, "solution": False} | graded}
    return {
        "cell_type": kind, "id": name or source[:8], "source": source,
        "metadata": metadata if name else {},
    }  # fmt: skip


def notebook(*cells):
    """Return a notebook of cells."""
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


SOURCE = notebook(
    cell("import numpy", "start", locked=True),
    cell("right()", "work", solution=True),
    cell("scratch", ""),
    cell("check()  # hidden", "test_work", grade=True, locked=True, points=2),
)
RELEASE = notebook(
    cell("import numpy", "start", locked=True),
    cell("stub", "work", solution=True),
    cell("scratch", ""),
    cell("check()", "test_work", grade=True, locked=True, points=2),
)


def rebuilt(*cells):
    """Return the sources and what was said of a submission of these cells."""
    made = rebuild(SOURCE, RELEASE, read_cells(json.dumps(notebook(*cells)).encode()))
    return [one["source"] for one in made.cells], made.said


def test_only_what_a_student_may_write_is_taken_over():
    sources, said = rebuilt(
        cell("evil", "start"), cell("mine", "work"), cell("changed scratch", ""),
        cell("pass", "test_work", points=99),
    )  # fmt: skip
    assert sources[:2] == ["import numpy", "mine"] and sources[-1] == "check()  # hidden"
    assert any("`start` was changed" in one for one in said)
    assert any("test `test_work` was changed" in one for one in said)


def test_what_was_deleted_is_put_back_empty_and_own_cells_stay_where_they_were():
    sources, said = rebuilt(cell("import numpy", "start"), cell("helper", ""))
    assert sources == ["import numpy", "helper", "stub", "check()  # hidden"]
    assert "The cell `work` was missing; it was put back empty." in said


def test_of_a_copied_cell_the_one_that_was_worked_on_is_taken():
    sources, said = rebuilt(
        cell("stub", "work"), cell("mine", "work"), cell("check()", "test_work")
    )
    assert "mine" in sources and "stub" not in sources
    assert any("there twice" in one for one in said)


def test_no_solution_of_the_instructors_ever_gets_in():
    for cells in ([], [cell("x", "work", solution=False)], [cell("stub", "work")]):
        assert "right()" not in rebuilt(*cells)[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no JSON"),
        (b"[1]", "no notebook"),
        (b"{}", "no cells"),
        (b'{"cells": 3}', "no cells"),
        (b"[" * 200_000, "no JSON|nested"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_what_is_no_notebook_is_said_to_the_student(data, words):
    with pytest.raises(Unreadable, match=words):
        read_cells(data)


def test_cells_of_any_shape_are_read_or_left():
    odd = [3, None, {"cell_type": []}, {"source": 5}, {"source": ["a", 3, "b"]},
           {"cell_type": "code", "source": "x", "metadata": {"nbgrader": [1]}},
           {"cell_type": "code", "source": "\ud800", "metadata": None}]  # fmt: skip
    cells = read_cells(json.dumps({"cells": odd}).encode())
    assert [c.source for c in cells] == ["", "", "ab", "x", "?"]


def test_a_folder_is_read_without_following_anything(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("grades")
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "a1.ipynb").write_bytes(json.dumps(SOURCE).encode())
    (folder / "data.csv").symlink_to(secret)
    (folder / "deep").symlink_to(tmp_path)
    (tmp_path / "log.csv").write_text("elsewhere")
    (folder / "other.csv").write_text("not named")
    found = collect(folder, MANIFEST)
    assert found.notebook and found.files == {}
    assert any("data.csv is a link" in one for one in found.said)
    assert any("lies behind a link" in one for one in found.said)


def test_a_pipe_a_folder_and_a_giant_are_no_notebooks(tmp_path):
    for name, make in (
        ("pipe", lambda place: os.mkfifo(place)),
        ("folder", lambda place: place.mkdir()),
        ("giant", lambda place: place.write_bytes(b" " * 6000)),
    ):
        folder = tmp_path / name
        folder.mkdir()
        make(folder / "a1.ipynb")
        found = collect(folder, MANIFEST)
        assert found.notebook is None and found.said


def test_a_link_to_a_folder_is_no_submission(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "ada").symlink_to(tmp_path / "real")
    assert collect(tmp_path / "ada", MANIFEST).said == ["Nothing was handed in."]


def test_a_notebook_of_another_name_is_known_by_its_cells(tmp_path):
    (tmp_path / "mine (2).ipynb").write_bytes(json.dumps(RELEASE).encode())
    found = collect(tmp_path, MANIFEST, ["start", "work", "test_work"])
    assert found.notebook and "was named 'mine (2).ipynb'" in found.said[0]


def test_the_same_work_has_the_same_digest_and_other_work_another(tmp_path):
    digests = []
    for text in ("a", "a", "b"):
        (tmp_path / "a1.ipynb").write_text(text)
        digests.append(collect(tmp_path, MANIFEST).digest)
    (tmp_path / "data.csv").write_text("1")
    digests.append(collect(tmp_path, MANIFEST).digest)
    assert digests[0] == digests[1] and len(set(digests)) == 3


def test_a_manifest_says_what_a_submission_may_hold(tmp_path):
    place = tmp_path / "manifest.yaml"
    place.write_text("assignment: a1\nnotebook: a1.ipynb\nfiles: [data.csv]\nmax_bytes: 10\n")
    assert read_manifest(place, "a1") == Manifest("a1.ipynb", ("data.csv",), 10)
    assert read_manifest(tmp_path / "none", "a2").notebook == "a2.ipynb"
