"""The notebook that is run: nothing of a student's work is lost on the way to it."""

import base64
import json
from pathlib import Path

import pytest
from grading.handed_in import RELEASE, SOURCE, cell, notebook

from kuleshov.grading.engine.notebook_cells import Cell, read_cells
from kuleshov.grading.engine.rebuild import rebuild, recognised, text_of

ASSIGNMENTS = Path(__file__).parents[3] / "assignments"


def rebuilt(*cells):
    """Return the sources and what was said of a submission of these cells."""
    made = rebuild(SOURCE, RELEASE, read_cells(json.dumps(notebook(*cells)).encode()))
    return [one["source"] for one in made.cells], made.said


def test_only_what_a_student_may_write_is_taken_over():
    sources, said = rebuilt(
        cell("evil", "start"), cell("mine", "work"), cell("changed scratch", ""),
        cell("pass", "test_work", points=99),
    )  # fmt: skip
    ran = [one for one in sources if not one.startswith("Written into `")]
    assert ran == ["import numpy", "mine", "changed scratch", "check()  # hidden"]
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
    assert said == [], "an untouched copy is nobody's work"


def test_no_solution_of_the_instructors_ever_gets_in():
    for cells in ([], [cell("x", "work", solution=False)], [cell("stub", "work")]):
        assert "right()" not in rebuilt(*cells)[0]


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
        cell("mine", "work"), cell("mine", "work"), cell("theirs", "work"), cell("scratch", ""),
    ]  # fmt: skip
    sources, said = rebuilt(*cells)
    assert sources == ["import numpy", "mine\n\ntheirs", "scratch", "check()  # hidden"], (
        "spaces are no change"
    )
    assert said == [
        "The cell `work` was there 2 times; all were joined, in their order.",
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
    assert [one["source"] for one in lone.cells if one["cell_type"] == "code"] == ["", "b"], (
        "what was not given out is no solution"
    )
    assert text_of(None) == "" and text_of({"source": ["a", "b"]}) == "ab"


# What happens to notebooks on the way: nothing that a student wrote may be lost in silence.

STUB = "def cuts(film):\n    # Your code here\n    raise NotImplementedError"
QUESTION = "**What it misses.** One moment, with a timecode."
LONG = notebook(
    cell("import numpy", "start", locked=True),
    cell(STUB, "cuts", solution=True),
    cell("assert cuts([]) == []", "test_cuts", grade=True, locked=True, points=2),
    cell("def rate(film):\n    raise NotImplementedError", "rate", solution=True),
    cell(
        QUESTION + "\n\n*Your words here.*",
        "words",
        kind="markdown",
        solution=True,
        grade=True,
        points=4,
    ),
    cell("log = None", "free"),
)
MINE = "def cuts(film):\n    return sorted(film)"
ANSWER = QUESTION + "\n\nAt 00:01 it sees nothing."


def long_one(*cells):
    """Return all code, all words, and what a person is asked to look at."""
    made = rebuild(LONG, LONG, read_cells(json.dumps(notebook(*cells)).encode()))
    assert set(made.look) <= set(made.said)
    parts = [one["source"] for one in made.cells if one["cell_type"] == "code"]
    words = "\n".join(one["source"] for one in made.cells if one["cell_type"] == "markdown")
    return "\n".join(parts), words, " ".join(made.look)


def in_force(code):
    """Say what the last definition of `cuts` returns for [2, 1]."""
    there = {}
    exec(code.partition("assert")[0].replace("%%time", ""), there)
    return there["cuts"]([2, 1])


START, TEST = LONG["cells"][0], LONG["cells"][2]


@pytest.mark.parametrize(
    ("cells", "look"),
    [
        # JupyterLab's Split Cell gives both halves the name.
        ([START, cell("def help(x):\n    return sorted(x)", "cuts"),
          cell("def cuts(film):\n    return help(film)", "cuts"), TEST], "there 2 times"),
        # Half of a split cell, and a third that was pasted far below.
        ([START, cell("from builtins import sorted as help", "cuts"), TEST,
          cell("def cuts(film):\n    return help(film)", "cuts")], "there 2 times"),
        # Written into a new cell: the stub deleted, left above it, left below it.
        ([START, cell(MINE, ""), TEST], "without a name: `cuts`"),
        ([START, cell(STUB, "cuts"), cell(MINE, ""), TEST], "from another cell, which defines `cuts`"),
        ([START, cell(MINE, ""), cell(STUB, "cuts"), TEST], "from another cell, which defines `cuts`"),
        ([START, cell("", "cuts"), TEST, cell(MINE, "")], "from another cell, which defines `cuts`"),
        # Written into another solution's cell.
        ([START, cell(STUB, "cuts"), TEST, cell(MINE + "\ndef rate(film): return 24", "rate")],
         "`cuts` was taken from `rate`"),
        # Names lost; ids lost, too; everything in another order.
        ([START, cell(MINE, "") | {"id": "cuts"}, TEST], "without a name: `cuts`"),
        ([cell("import numpy", ""), cell(STUB.replace("raise NotImplementedError", "return sorted(film)"), ""),
          cell("assert cuts([]) == []", "")], "without a name: `cuts`"),
        ([TEST, cell(MINE, "cuts"), START], ""),
        # A name that somebody's tool made up.
        ([START, cell(MINE, "cell-1f3a"), TEST], "without a name: `cuts`"),
        # Turned to text by a slip of the keyboard.
        ([START, cell(MINE, "cuts", kind="markdown"), TEST], ""),
        # Ways to define it that leave its own cell as it was; one that can't be read by Python.
        ([START, cell(STUB, "cuts"), cell("%%time\n" + MINE), TEST], "from another cell, which defines `cuts`"),
        ([START, cell(STUB, "cuts"), cell(MINE, "", kind="raw"), TEST], "from another cell, which defines `cuts`"),
        ([START, cell(STUB, "cuts"), cell("cuts = lambda film: sorted(film)"), TEST], "from another cell"),
        ([START, cell(STUB, "cuts"), cell("import functools\n@functools.cache\ndef help(x): return x\n" + MINE), TEST],
         "from another cell"),
        # Written into cells that run as they were given out, by an editor that locks none.
        ([cell("import numpy\n" + MINE, "start"), cell(STUB, "cuts"), TEST], "`cuts` was taken from `start`"),
        ([START, cell(STUB, "cuts"), cell(MINE + "\nassert cuts([]) == []", "test_cuts")],
         "`cuts` was taken from `test_cuts`"),
        # Ids that two cells share, or that a tool made up; names that are no texts; other line ends.
        ([START | {"id": "x"}, cell(STUB, "") | {"id": "cuts"}, cell(MINE, "") | {"id": "cuts"}, TEST], "`cuts`"),
        ([START, cell(MINE, 7), TEST], "without a name: `cuts`"),
        ([START, cell(STUB.replace("\n", "  \r\n"), "cuts"), cell(MINE.replace("\n", "\r\n"), "cuts"), TEST], ""),
        # An old try kept in a copy above the one that holds.
        ([START, cell("def cuts(film):\n    return []", "cuts"), cell(MINE, "cuts"), TEST], "there 2 times"),
    ],
)  # fmt: skip
def test_what_a_student_wrote_is_in_force(cells, look):
    code, _, found = long_one(*cells)
    missing = "The cell `rate` was missing; it was put back empty."
    assert in_force(code) == [1, 2]
    own = found.replace(missing, "").replace(
        "The cell `words` was missing; it was put back empty.", ""
    )
    assert look in own and bool(own.strip()) == bool(look), found


@pytest.mark.parametrize(
    ("own", "looks"),
    [
        # It may be what was asked for; only a person can say.
        (cell("from mine import cuts"), True), (cell("from mine import *"), True), (cell("%run mine.py"), True),
        (cell("globals()['cuts'] = sorted"), True), (cell("def find_cuts(film): return 1"), True),
        (cell(f"```\n{MINE}\n```", "", kind="markdown"), True),
        (cell("x = 1"), False), (cell(" "), False), (cell("note", "", kind="markdown"), False),
    ],
)  # fmt: skip
def test_where_a_stub_stands_and_an_own_cell_may_be_meant_a_person_looks(own, looks):
    for around in ([own, cell(STUB, "cuts")], [cell(STUB, "cuts"), own]):
        _, _, found = long_one(START, *around, TEST)
        said = "Nothing was written into `cuts`; look whether a cell of the student's own is meant."
        assert (said in found) == looks
    assert "`cuts`" not in long_one(START, cell(MINE, "cuts"), own, TEST)[2]


@pytest.mark.parametrize(
    "written", ["def cuts(film):\n    return 1)", "async def cuts(film): return 1", "class cuts: 0"]
)
def test_a_solution_with_a_fault_stands_where_it_is_asked_for(written):
    for cells in ([cell(STUB, "cuts"), cell(written)], [cell(written)], [cell(written, "cuts")]):
        code, _, _ = long_one(START, *cells, TEST)
        assert written in code and STUB not in code


def test_a_cell_is_known_by_the_name_that_stands_in_it():
    stub = "# cell: the_log\n# Your code here\nraise NotImplementedError"
    made = notebook(
        START,
        cell(stub, "the_log", solution=True),
        cell("log", "free"),
        cell("show", "test_log", grade=True),
    )
    mine = "# cell: the_log\nlog = 3\nprint(log)"
    for cells, look in (
        ([START, cell(mine)], "without a name"),
        (
            [
                START,
                cell(stub, "the_log"),
                cell("log", "free"),
                cell("show", "test_log"),
                cell(mine),
            ],
            "from another cell",
        ),
        ([START, cell(stub, "the_log"), cell(mine, "free")], "was taken from `free`"),
        ([START, cell(stub, "the_log"), cell("log = 3", "free")], "look whether a cell"),
        ([cell("log = 3", "start"), cell(stub, "the_log")], "look whether a cell"),
    ):
        found = rebuild(made, made, read_cells(json.dumps(notebook(*cells)).encode()))
        (answer,) = [one for one in found.cells if one["id"] == "the_log"]
        assert answer["source"] == (stub if "look" in look else mine) and look in " ".join(
            found.look
        )
    assert rebuild(made, made, read_cells(json.dumps(made).encode())).look == []


def test_what_was_written_where_it_does_not_run_is_shown_and_not_run():
    given = notebook(START, cell("Read this.", "about", kind="markdown"), *LONG["cells"][1:])
    changed = {
        "start": "import numpy\nimport this",
        "about": "Read this.\n\nAnd mine.",
        "test_cuts": "assert True",
    }
    sent = [one | {"source": changed.get(one["id"], one["source"])} for one in given["cells"]]
    made = rebuild(given, given, read_cells(json.dumps(notebook(*sent)).encode()))
    code = "".join(one["source"] for one in made.cells if one["cell_type"] == "code")
    assert "import this" not in code and "assert True" not in code and "assert cuts([])" in code
    shown = [one["source"] for one in made.cells if one["id"].startswith("own-")]
    assert shown == [
        "Written into `start`, which ran as it was given out:\n\n    import this",
        "And mine.",
        "Written into `test_cuts`, which ran as it was given out:\n\n    assert True",
    ]
    asked = "The cell `{}` was changed; it ran as it was given out."
    assert [asked.format(one) in made.look for one in ("start", "about", "test_cuts")] == [
        True,
        True,
        False,
    ]
    less = [
        one | {"source": "" if one["id"] == "about" else one["source"]} for one in given["cells"]
    ]
    assert rebuild(given, given, read_cells(json.dumps(notebook(*less)).encode())).look == []


def test_a_stub_that_nobody_wrote_elsewhere_stays_a_stub():
    code, _, found = long_one(START, cell(STUB, "cuts"), cell("x = 1", ""), TEST)
    assert STUB in code and "`cuts`" not in found


@pytest.mark.parametrize(
    ("cells", "look"),
    [
        ([cell(ANSWER, "words", kind="markdown")], ""),
        ([cell("**What it misses.**", "words", kind="markdown"),
          cell("At 00:01 it sees nothing.", "words", kind="markdown")], "there 2 times"),
        ([cell(text_of(LONG["cells"][4]), "words", kind="markdown"),
          cell("At 00:01 it sees nothing.", "", kind="markdown")], "from the cell below it"),
        ([cell("", "words", kind="markdown"), cell("At 00:01 it sees nothing.", "", kind="markdown")],
         "from the cell below it"),
        ([cell(ANSWER, "", kind="markdown")], "without a name: `words`"),
        ([cell("def rate(film): return 24", "rate"), cell("At 00:01 it sees nothing.", "", kind="markdown")],
         "from the cell below it"),
        ([cell(text_of(LONG["cells"][4]), "words", kind="markdown"),
          cell("At 00:01 it sees nothing.", "", kind="raw")], "from the cell below it"),
        ([TEST, cell("At 00:01 it sees nothing.", "", kind="markdown"),
          cell(text_of(LONG["cells"][4]).replace("\n", " \r\n"), "words", kind="markdown")], "look whether a cell"),
        ([cell(ANSWER, "words")], ""),
    ],
)  # fmt: skip
def test_an_answer_is_found_where_it_was_written(cells, look):
    made = rebuild(LONG, LONG, read_cells(json.dumps(notebook(*cells)).encode()))
    (answer,) = [
        one for one in made.cells if one["metadata"].get("nbgrader", {}).get("grade_id") == "words"
    ]
    there = answer["source"] if "look" not in look else str(made.cells)
    assert "At 00:01 it sees nothing." in there and answer["cell_type"] == "markdown"
    about = " ".join(one for one in made.look if "`words`" in one)
    assert look in about and bool(about) == bool(look)


PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and more").decode()


def pasted(source, name, **pictures):
    return cell(source, name, kind="markdown") | {
        "attachments": {f"{one}.png": {kind: text} for one, (kind, text) in pictures.items()}
    }


def test_a_pasted_picture_comes_with_its_answer():
    answer = ANSWER + "\n![still](attachment:still.png)"
    given = pasted("Look: ![a](attachment:a.png)", "brief", a=("image/png", PNG))
    source = notebook(given, *LONG["cells"])
    sent = notebook(
        pasted(answer, "words", still=("image/png", PNG)),
        pasted("![b](attachment:b.png)", "", b=("image/png", PNG)),
    )
    made = rebuild(source, source, read_cells(json.dumps(sent).encode()))
    by_name = {one["metadata"].get("nbgrader", {}).get("grade_id"): one for one in made.cells}
    assert by_name["words"]["attachments"] == {"still.png": {"image/png": PNG}}
    assert by_name["words"]["source"] == answer
    assert by_name["brief"]["attachments"] == given["attachments"], "the instructor's own stays"
    assert by_name[None]["attachments"] == {"b.png": {"image/png": PNG}}
    assert not [one for one in made.look if "picture" in one]


def test_two_pictures_of_one_name_stay_two():
    other = base64.b64encode(b"\x89PNG\r\n\x1a\n other").decode()
    sent = notebook(
        pasted("One ![a](attachment:i.png)", "words", i=("image/png", PNG)),
        pasted("two ![a](attachment:i.png)", "words", i=("image/png", other)),
    )
    made = rebuild(LONG, LONG, read_cells(json.dumps(sent).encode()))
    (answer,) = [one for one in made.cells if one["id"] == "words"]
    assert answer["source"] == "One ![a](attachment:i.png)\n\ntwo ![a](attachment:1-i.png)"
    assert answer["attachments"] == {"i.png": {"image/png": PNG}, "1-i.png": {"image/png": other}}


def test_a_picture_in_a_cell_of_code_is_named():
    sent = notebook(cell(MINE, "cuts") | pasted("", "", a=("image/png", PNG)) | cell(MINE, "cuts"))
    made = rebuild(LONG, LONG, read_cells(json.dumps(sent).encode()))
    assert "The picture a.png in `cuts` was left out: it is a cell of code." in made.look


@pytest.mark.parametrize(
    "name",
    [
        "a1-shot-list",
        "a2-first-cut",
        "a3-rhythm",
        "a4-space-and-light",
        "a5-conversation",
        "a6-the-generator",
        "a8-your-short",
    ],
)
def test_an_assignment_comes_back_whole_from_other_programs(name):
    """Colab keeps neither names nor ids; others end lines otherwise; others give ids anew."""
    released, source = (
        json.loads((ASSIGNMENTS / kind / name / f"{name}.ipynb").read_text(encoding="utf-8"))
        for kind in ("release", "source")
    )
    whole = rebuild(source, released, read_cells(json.dumps(released).encode()))
    ways = {
        "colab": lambda n, one: {"metadata": {"id": f"x{n}", "colab": {}}, "id": None},
        "windows": lambda n, one: {"source": text_of(one).replace("\n", " \r\n")},
        "new ids": lambda n, one: {"id": f"{n:08x}"},
        "one id": lambda n, one: {"metadata": {}, "id": "same"},
    }
    for way, change in ways.items():
        sent = [one | change(n, one) for n, one in enumerate(released["cells"])]
        made = rebuild(source, released, read_cells(json.dumps(notebook(*sent)).encode()))
        key = [(one["id"], one["source"].split()) for one in made.cells]
        assert key == [(one["id"], one["source"].split()) for one in whole.cells], way
        assert all("by id or text alone" in look for look in made.look), way


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (("image/svg+xml", PNG), "is image/svg+xml; PNG, JPEG and GIF are taken."),
        (("image/png", "no base64!"), "is damaged."),
        (("image/png", base64.b64encode(b"<script>").decode()), "is no PNG."),
        (
            ("image/png", base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)).decode()),
            "has 3.0 MB",
        ),
        (("image/png", 3), "is no PNG."),
    ],
)
def test_a_picture_that_cannot_be_carried_is_named_in_its_place(picture, said):
    sent = notebook(pasted('See ![still](attachment:a.png "title").', "words", a=picture))
    told = []
    made = rebuild(LONG, LONG, read_cells(json.dumps(sent).encode(), told))
    (answer,) = [
        one for one in made.cells if one["metadata"].get("nbgrader", {}).get("grade_id") == "words"
    ]
    assert (
        answer["source"] == "See [picture a.png was not handed in]." and "attachments" not in answer
    )
    assert len(told) == 1 and f"The picture a.png of cell 1 {said}" in told[0]
    assert "The picture a.png in `words` was not handed in with it." in made.look


def test_what_is_in_a_locked_cells_copy_is_kept_as_an_own_cell():
    """A test that was split, with a line of one's own in its second half."""
    cells = [
        START,
        cell(MINE, "cuts"),
        cell("assert cuts([])", "test_cuts"),
        cell("print(3)", "test_cuts"),
    ]
    code, _, _ = long_one(*cells)
    assert "print(3)" in code and code.count("assert cuts([]) == []") == 1


def test_cells_are_recognised_by_name_then_id_then_text():
    released = LONG["cells"]
    sent = [Cell("code", "import numpy"), Cell("code", "anything", id="rate"), Cell("code", "other", name="rate"),
            Cell("markdown", MINE), Cell("code", MINE)]  # fmt: skip
    assert recognised(sent, released) == ["start", "", "rate", "", "cuts"]
    many = [Cell("code", f"x{n} = {n}") for n in range(1000)]
    assert recognised(many, released) == [""] * 1000
