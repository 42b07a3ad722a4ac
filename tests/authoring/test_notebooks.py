"""From text to notebooks: the same bytes every time, roles kept, bad sources named."""

from pathlib import Path

import nbformat
import pytest

from kuleshov.authoring import Stale, build, check
from kuleshov.authoring.build import products
from kuleshov.authoring.notebooks import (
    MAY_RAISE,
    SourceError,
    instructors_edition,
    read_source,
    solution_edition,
    student_edition,
    to_bytes,
)

LESSON = '''\
# %% [markdown]
# # 99 A test

# %%
def double(n):
    """Twice n."""
    ### BEGIN SOLUTION
    return 2 * n
    ### END SOLUTION

# %% role="tests" name="double_test" points=3
assert double(2) == 4, "Twice two is four."
'''

WRONG = "".join(
    f'\n# %% wrong="double" name="{n} more"\ndef double(n):\n    return n + {n}\n' for n in range(5)
)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "99-test.py"
    path.write_text(LESSON)
    return path


def test_the_same_text_makes_the_same_bytes(source):
    assert to_bytes(read_source(source)) == to_bytes(read_source(source))


def test_a_cells_id_does_not_change_when_another_cell_is_added(source, tmp_path):
    longer = tmp_path / "more.py"
    longer.write_text("# %%\n1 + 1\n\n" + LESSON)
    ids = [cell.id for cell in read_source(source).cells]
    assert [cell.id for cell in read_source(longer).cells][1:] == ids


def test_a_notebook_is_valid_and_has_no_outputs(source):
    notebook = read_source(source)
    nbformat.validate(notebook)
    assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_an_exercise_is_its_solution_with_a_hole(source):
    exercise = student_edition(read_source(source)).cells[1].source
    assert "return 2 * n" not in exercise
    assert "    raise NotImplementedError" in exercise
    solution = solution_edition(read_source(source)).cells[1].source
    assert "return 2 * n" in solution
    assert "###" not in solution


WAITS = """
# %%
import numpy as np
line = 20

# %%
def find_cuts(pictures):
    ### BEGIN SOLUTION
    return [i for i, step in enumerate(pictures) if step > line]
    ### END SOLUTION

# %%
found = find_cuts([1, 30])  # it calls the exercise

# %%
def report():  # so would this, if it were called
    return [len(found) for _ in range(2)]

# %%
report()

# %%
def count(found, line=line):  # these names are its own
    return len([report for report in found])

# %%
found = [1]  # no more of what waited

# %%
print(found)

# %%
### BEGIN SOLUTION
shots = len(found) + 1
### END SOLUTION

# %%
assert shots == 2

# %% tags=["slow"]
shots, line
"""


def test_what_waits_for_an_exercise_may_raise_and_nothing_else(tmp_path):
    path = tmp_path / "waits.py"
    path.write_text(WAITS)
    original = read_source(path)
    for edition in (instructors_edition(original), student_edition(original)):
        tags = [cell.metadata.get("tags", []) for cell in edition.cells]
        waits = [number for number, own in enumerate(tags) if MAY_RAISE in own]
        assert waits == [2, 3, 4, 8, 9, 10]
        assert tags[10] == ["slow", MAY_RAISE]
    assert [c.id for c in edition.cells] == [c.id for c in original.cells]
    for plain in (original, solution_edition(original)):
        assert not any(MAY_RAISE in cell.metadata.get("tags", []) for cell in plain.cells)


def test_a_role_becomes_nbgraders_metadata(source):
    graded = read_source(source).cells[2].metadata["nbgrader"]
    assert graded["grade"] and graded["locked"] and not graded["solution"]
    assert (graded["grade_id"], graded["points"]) == ("double_test", 3)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('# %% role="test"\n1', "not one of"),
        ('# %% role="tests" name="x"\n1', "points"),
        ('# %% colour="red"\n1', "'colour' is not known"),
        ("# %%\n" + "x = 1\n" * 60, "longer than a screen"),
        ('# %% role="tests name="x"\n1', "is no option; write name="),
        ("# %% points=many\n1", "`points=many` is no option"),
    ],
)
def test_a_bad_source_is_named(tmp_path, cell, says):
    path = tmp_path / "bad.py"
    path.write_text(cell)
    with pytest.raises(SourceError, match=f"bad.py, cell 1.*{says}"):
        read_source(path)


def test_text_above_the_first_cell_is_refused(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text("import os\n\n# %%\n1")
    with pytest.raises(SourceError, match="begins with text that is in no cell"):
        read_source(path)


def test_cells_are_read_as_they_stand(tmp_path):
    path = tmp_path / "a.py"
    path.write_text(
        '\n# %% [markdown] role="given" name="a"\n# # Head\n#\n#   indented\n#text\n\n'
        "# %%\n\n# a remark\nx = '# %% no cell'\n\n\ny = 2\n\n\n# %%\n",
        encoding="utf-8",
    )
    words, code, empty = read_source(path).cells
    assert words.cell_type == "markdown" and words.source == "# Head\n\n  indented\ntext"
    assert words.metadata["nbgrader"]["grade_id"] == "a"
    assert code.source == "# a remark\nx = '# %% no cell'\n\n\ny = 2" and empty.source == ""


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course-root"
    for folder in ("course/source", "assignments/text", "datasets"):
        (root / folder).mkdir(parents=True)
    here = Path(__file__).resolve().parents[2]
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        (root / name).write_bytes((here / name).read_bytes())
    (root / "course" / "source" / "99-test.py").write_text(LESSON)
    return root


def test_a_second_build_changes_nothing(course):
    assert course / "course" / "99-test.ipynb" in build(course)
    assert build(course) == []
    check(course)


def test_a_notebook_changed_by_hand_is_refused(course):
    build(course)
    notebook = course / "course" / "99-test.ipynb"
    notebook.write_text(notebook.read_text().replace("# 99 A test", "# 99 Another"))
    with pytest.raises(Stale, match=r"99-test.ipynb is not what its source makes"):
        check(course)


def test_a_notebook_that_somebody_worked_in_is_kept_before_it_is_made_anew(course):
    build(course)
    path = course / "course" / "99-test.ipynb"
    plain, kept = path.read_bytes(), course / "studio" / "notebooks"
    for number in (1, 2):
        book = nbformat.reads(plain.decode(), as_version=4)
        next(c for c in book.cells if c.cell_type == "code").execution_count = number
        worked = nbformat.writes(book)
        path.write_text(worked)
        with pytest.raises(Stale, match=r"\(it was worked in; .* keeps that as a copy"):
            check(course)
        copy = kept / f"99-test{'-2' if number == 2 else ''}.ipynb"
        assert build(course) == [copy, path]
        assert copy.read_text() == worked and path.read_bytes() == plain
    path.write_text(worked)
    assert build(course) == [copy, path], "what is kept already isn't kept twice"
    assert len(list(kept.iterdir())) == 2


def test_a_notebook_without_a_source_is_refused(course):
    build(course)
    (course / "course" / "hand.ipynb").write_text("{}")
    with pytest.raises(Stale, match=r"hand.ipynb has no source"):
        check(course)


def test_an_assignment_is_released_without_its_solution(course):
    text = course / "assignments" / "text" / "a9-test.py"
    text.write_text(LESSON.replace("# %%\ndef", '# %% role="solution" name="double"\ndef') + WRONG)
    made = {p.relative_to(course).as_posix(): data for p, data in products(course)}
    instructor = made["assignments/source/a9-test/a9-test.ipynb"].decode()
    student = made["assignments/release/a9-test/a9-test.ipynb"].decode()
    assert "return 2 * n" in instructor
    assert "return 2 * n" not in student
    assert "raise NotImplementedError" in student
    assert MAY_RAISE in instructor and MAY_RAISE in student
    assert "n + " not in instructor and "n + " not in student


def test_an_assignment_with_too_few_wrong_answers_is_not_built(course):
    text = course / "assignments" / "text" / "a9-test.py"
    text.write_text(LESSON.replace("# %%\ndef", '# %% role="solution" name="double"\ndef'))
    with pytest.raises(SourceError, match=r"a9-test.py: the exercise 'double' has 0 wrong answers"):
        build(course)
    assert not (course / "assignments" / "release").exists()


@pytest.mark.parametrize(
    "marks",
    [
        "### BEGIN SOLUTION\nx = 1",
        "x = 1\n### END SOLUTION",
        "### BEGIN SOLUTION\nx = 1\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION",
    ],
)
def test_a_solution_without_an_end_is_never_handed_out(tmp_path, marks):
    path = tmp_path / "open.py"
    path.write_text(f"# %%\n{marks}\n")
    with pytest.raises(SourceError, match="cell 1: every ### BEGIN SOLUTION wants"):
        read_source(path)
