"""What is handed in, before anything of it runs."""

import json
import os

import pytest

from kuleshov.grading.engine.intake import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_SOURCE,
    Cell,
    Manifest,
    Submission,
    Unreadable,
    collect,
    parse_time,
    read_cells,
    read_manifest,
    read_regular,
    rebuild,
    text_of,
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


def test_a_manifest_may_say_little(tmp_path):
    place = tmp_path / "manifest.yaml"
    assert read_manifest(place, "a2") == Manifest("a2.ipynb", (), 20_000_000)
    assert Manifest("x") == Manifest("x", (), MAX_BYTES)
    for text, made in (
        ("", Manifest("a2.ipynb")), ("files:\n", Manifest("a2.ipynb")),
        ("files: [1, x]", Manifest("a2.ipynb", ("1", "x"))), ("notebook: 3", Manifest("3")),
        ("max_bytes: '7'", Manifest("a2.ipynb", (), 7)),
    ):  # fmt: skip
        place.write_text(text)
        assert read_manifest(place, "a2") == made


def test_a_file_is_read_to_its_last_byte_and_not_beyond_what_is_taken(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "log").write_bytes(b"12345")
    assert read_regular(tmp_path, "in/log", 5) == b"12345"
    with pytest.raises(Unreadable, match=r"in/log has 0.0 MB; at most 0.0 are taken"):
        read_regular(tmp_path, "in/log", 4)
    (tmp_path / "large").write_bytes(b" " * 2_500_000)
    with pytest.raises(Unreadable, match=r"large has 2.5 MB; at most 1.3 are taken"):
        read_regular(tmp_path, "large", 1_300_000)
    with pytest.raises(Unreadable, match="none can't be read: No such file"):
        read_regular(tmp_path, "none", 4)
    with pytest.raises(Unreadable, match="in is no ordinary file"):
        read_regular(tmp_path, "in", 4)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="pipe is no ordinary file"):
        read_regular(tmp_path, "pipe", 4)  # and it waits for nobody who writes
    (tmp_path / "in" / "link").symlink_to(tmp_path / "large")
    with pytest.raises(Unreadable, match="in/link is a link; the file itself"):
        read_regular(tmp_path, "in/link", 9)
    (tmp_path / "away").symlink_to(tmp_path / "in")
    with pytest.raises(Unreadable, match="away/log lies behind a link"):
        read_regular(tmp_path, "away/log", 9)
    (tmp_path / "in" / "away").symlink_to(tmp_path)
    with pytest.raises(Unreadable, match="in/away/large lies behind a link"):
        read_regular(tmp_path, "in/away/large", 9_000_000)


def test_named_files_are_taken_and_what_is_wrong_with_them_is_said(tmp_path):
    (tmp_path / "a1.ipynb").write_text("{}")
    (tmp_path / "log.csv").write_text("1")
    (tmp_path / "data.csv").write_text("x" * 51)
    (tmp_path.parent / "up.csv").write_text("x")
    found = collect(
        tmp_path, Manifest("a1.ipynb", ("../up.csv", "none", "data.csv", "log.csv"), 50)
    )
    assert found.files == {"log.csv": b"1"} and found.notebook == b"{}"
    assert [one[:13] for one in found.said] == ["data.csv has "]
    assert collect(tmp_path / "log.csv", MANIFEST).said == ["Nothing was handed in."]
    assert collect(tmp_path / "gone", MANIFEST) == Submission(said=["Nothing was handed in."])


def named(*names):
    return json.dumps(notebook(*(cell("x", name) for name in names))).encode()


@pytest.mark.parametrize(
    ("files", "taken", "said"),
    [
        ({}, None, "No a1.ipynb was handed in."),
        ({"a1.ipynb": b"{"}, "a1.ipynb", None),
        # Over half of the assignment's four cells make it the assignment's notebook.
        ({"b.ipynb": named("p", "q", "r")}, "b.ipynb", "Your notebook was named 'b.ipynb'; it was"),
        ({"b.ipynb": named("p", "q", "x")}, None, "b.ipynb is not this assignment's notebook."),
        ({"c.ipynb": named("p", "q", "r"), "b.ipynb": named("p", "q", "r", "s")}, "b.ipynb", "Your"),
        ({"b.ipynb": named("p", "q", "r"), "c.ipynb": named("p", "q", "r", "s")}, "c.ipynb", "Your"),
        ({"b.ipynb": b"[", "c.ipynb": named("s", "q", "r")}, "c.ipynb", "Your"),
        ({"b.ipynb": b"[", "c.txt": named("s", "q", "r")}, None, "b.ipynb is not this"),
        ({"a1.ipynb": b"x" * 5001, "c.ipynb": named("s", "q", "r")}, "c.ipynb", "a1.ipynb has 0.0"),
        ({"a1.ipynb": b"x" * 5001, "c.ipynb": named("s")}, None, "a1.ipynb has 0.0"),
        ({"a1.ipynb": b"x" * 5001}, None, "a1.ipynb has 0.0"),
        ({**{f"{n:02}.ipynb": b"[" for n in range(19)}, "x.ipynb": named("p", "q", "r")}, "x.ipynb",
         "Your"),
        ({**{f"{n:02}.ipynb": b"[" for n in range(20)}, "x.ipynb": named("p", "q", "r")}, None,
         "00.ipynb is not this"),
    ],
)  # fmt: skip
def test_the_notebook_is_found_by_its_name_or_by_its_cells(tmp_path, files, taken, said):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = collect(tmp_path, MANIFEST, ["p", "q", "r", "s"])
    assert found.notebook == (files[taken] if taken else None)
    assert found.said[0].startswith(said) if said else not found.said
    assert len(found.said) == (2 if taken == "c.ipynb" and "a1.ipynb" in files else bool(said))


def test_without_cells_of_its_own_no_notebook_is_known(tmp_path):
    (tmp_path / "b.ipynb").write_bytes(named("p"))
    assert collect(tmp_path, MANIFEST, ["p"]).notebook == named("p"), "its one cell is enough"
    found = collect(tmp_path, MANIFEST, [])
    assert found.notebook is None and found.said == ["b.ipynb is not this assignment's notebook."]


@pytest.mark.parametrize(
    ("text", "time"),
    [("2026-02-01 12:00:00.000000 UTC\n", "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00", "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00 +0200", "2026-02-01T12:00:00+02:00"),
     ("2026-02-01 12:00" + " " * 184, "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00" + " " * 185, None), ("soon", None), ("\xff", None), ("9" * 40, None)],
)  # fmt: skip
def test_the_time_of_handing_in_is_read_or_unknown(tmp_path, text, time):
    (tmp_path / "a1.ipynb").write_text("{}")
    assert collect(tmp_path, MANIFEST).handed_in == ""
    (tmp_path / "timestamp.txt").write_bytes(text.encode("latin-1"))
    found = collect(tmp_path, MANIFEST)
    assert found.handed_in == (time or "")
    said = "The time of handing in can't be read; it counts as unknown."
    assert found.said == ([] if time else [said])
    if time and len(text) < 50:
        assert parse_time(text).isoformat() == time


def test_cells_are_read_with_their_kind_id_and_name():
    long = "x" * (MAX_SOURCE + 1)
    cells = [
        {"cell_type": "markdown", "source": ["a\n", "b"], "id": "one"},
        {"cell_type": "raw", "source": "c", "id": 3, "metadata": {"nbgrader": {"grade_id": 3}}},
        {"cell_type": "heading", "input": "d", "metadata": {"nbgrader": {"grade_id": "work"}}},
        {"cell_type": "code", "source": long}, {"cell_type": "code"},
    ]  # fmt: skip
    assert MAX_SOURCE == 200_000 and read_cells(json.dumps({"cells": cells}).encode()) == [
        Cell("markdown", "a\nb", "one"), Cell("raw", "c"), Cell("raw", "d", "", "work"),
        Cell("code", "x" * 200_000), Cell("code", ""),
    ]  # fmt: skip
    sheets = {"worksheets": [{"cells": cells[:1]}, 3, {"cells": [*cells[1:2], None]}, {}]}
    assert [one.source for one in read_cells(json.dumps(sheets).encode())] == ["a\nb", "c"]
    for empty in ({"worksheets": []}, {"worksheets": 0}, {"cells": None}, {"cells": {}}):
        with pytest.raises(Unreadable, match="holds no cells"):
            read_cells(json.dumps(empty).encode())
    assert read_cells(b'{"worksheets": 3}') == [] == read_cells(b'{"cells": []}')
    assert (
        MAX_CELLS == 1000 and len(read_cells(json.dumps({"cells": [{}] * 1000}).encode())) == 1000
    )
    with pytest.raises(Unreadable, match="has 1001 cells; at most 1000 are taken"):
        read_cells(json.dumps({"cells": [{}] * 1001}).encode())


def test_own_cells_stand_where_they_stood_with_an_id_of_their_own():
    made = rebuild(SOURCE, RELEASE, read_cells(json.dumps(notebook(
        cell("first"), cell("first"), cell("import numpy", "start"), cell("mine", "work"),
        cell("note", kind="markdown"), cell("odd", kind="heading"), cell("check()", "test_work"),
        cell("last"), cell("strange", "unknown"))).encode()))  # fmt: skip
    assert [one["source"] for one in made.cells] == [
        "first", "first", "import numpy", "mine", "note", "odd", "check()  # hidden", "last",
        "strange",
    ]  # fmt: skip
    assert [one["cell_type"] for one in made.cells][4:6] == ["markdown", "raw"] and made.said == []
    ids = [one["id"] for one in made.cells]
    assert len(set(ids)) == len(ids) and [one[:4] for one in ids[:2]] == ["own-", "own-"]
    assert all(len(one) == 16 for one in ids if one.startswith("own-"))
    assert [one["metadata"] for one in made.cells if one["id"].startswith("own-")] == [{}] * 6
    code = [one for one in made.cells if one["cell_type"] == "code"]
    assert all(one["outputs"] == [] and one["execution_count"] is None for one in code)
    assert "outputs" not in made.cells[4] and len(code) == 7
    alike = [
        cell("x"),
        cell("import numpy", "start"),
        *[cell("x")] * 3,
        cell("y", "work"),
        cell("x"),
    ]
    made = rebuild(SOURCE, RELEASE, read_cells(json.dumps(notebook(*alike)).encode()))
    ids = [one["id"] for one in made.cells if one["source"] == "x"]
    assert len(ids) == len(set(ids)) == 5, "cells of one text have ids of their own"


def test_what_is_said_of_known_cells_is_said_once():
    cells = [
        cell("import numpy ", "start"), cell("stub", "work"), cell("stub", "work"),
        cell("mine", "work"), cell("theirs", "work"), cell("scratch", ""),
    ]  # fmt: skip
    sources, said = rebuilt(*cells)
    assert sources == ["import numpy", "mine", "scratch", "check()  # hidden"], (
        "spaces are no change"
    )
    assert said == [
        "The cell `work` was there twice; one of them was taken.",
        "The test `test_work` was missing; it was put back and run.",
    ]
    assert rebuilt(cell("was", "start"))[1][0] == (
        "The cell `start` was changed; it ran as it was given out."
    )
    assert "scratch" not in rebuilt()[0], "a free cell may be taken away"
    assert rebuilt(cell("mine", "")) == (
        ["mine", "import numpy", "stub", "check()  # hidden"],
        ["The cell `work` was missing; it was put back empty.",
         "The test `test_work` was missing; it was put back and run."])  # fmt: skip


def test_cells_keep_the_instructors_notes_with_the_released_checksum():
    source = notebook(cell("a", "work", solution=True), cell("b", "given", locked=True))
    release = notebook(cell(["st", "ub"], "work", solution=True, checksum="123"), cell("b", "given", locked=True))  # fmt: skip
    first, second = rebuild(source, release, []).cells
    assert first["metadata"]["nbgrader"]["checksum"] == "123" and first["source"] == "stub"
    assert second["metadata"] == source["cells"][1]["metadata"] and "checksum" not in str(source)
    lone = rebuild(source, notebook(), [Cell("code", "x", name="given")])
    assert [one["source"] for one in lone.cells] == ["", "b"], (
        "what was not given out is no solution"
    )
    assert text_of(None) == "" and text_of({"source": ["a", "b"]}) == "ab"


def test_the_digest_counts_the_notebook_and_the_files_by_their_names():
    made = [
        Submission(), Submission(b"a"), Submission(b"a", {"x": b"1"}), Submission(b"a", {"x": b"2"}),
        Submission(b"a", {"y": b"1"}), Submission(b"a", {"x": b"", "y": b"1"}),
    ]  # fmt: skip
    assert len({one.digest for one in made}) == len(made)
    assert Submission(b"a", {}, ["said"], "now").digest == made[1].digest
    assert Submission(b"").digest == made[0].digest
