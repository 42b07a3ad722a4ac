"""Rubrics are data that can be trusted, and an assignment's written cells are made from them."""

import dataclasses
from pathlib import Path

import nbformat
import pytest

from kuleshov.criticism import rubrics

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ROOT / "grading" / "rubrics"

GOOD = """
rubric: statement
for: [a9-test]
criteria:
  - id: about
    name: About
    points: 3
    levels:
      - {points: 3, name: at stake, anchor: "Somebody | something at stake."}
      - {points: 1, name: told, anchor: "Retold."}
      - {points: 0, name: missing, anchor: "Nothing."}
"""


def written(tmp_path, text):
    path = tmp_path / "statement.yaml"
    path.write_text(text)
    return path


def test_levels_are_found_by_name_and_by_points(tmp_path):
    about = rubrics.load(written(tmp_path, GOOD))["about"]
    assert about.level("At Stake") is about.level(3) is about.level(3.0) is about.levels[0]
    with pytest.raises(rubrics.RubricError, match=r"at stake \(3\), told \(1\), missing \(0\)"):
        about.level("wonderful")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points: 3\n", "points: 4\n", "gives all 4 points"),
        ("{points: 0,", "{points: 2,", "from the best down"),
        ('anchor: "Retold."', 'anchor: ""', "anchor phrase"),
        ("name: told", "name: missing", "two levels have one name"),
        ("points: 3\n", "points: .nan\n", "can't be nan"),
        ("points: 3\n", "points: many\n", "want a number"),
        ("    points: 3\n", "    peers: maybe\n    points: 3\n", "peers wants true or false"),
        ("rubric:", "rubric: [", "read as YAML"),
        ("  - id: about", "  - ID: about", "a criterion wants id"),
        ("name: About", "name: reply", "statement.yaml: reply can't name a row: .* author replies"),
        ("name: About", 'name: "The *film*"', "can't name a row or a level"),
        ("name: told", 'name: "_told_"', "can't name a row or a level"),
        ("name: told", 'name: "to\\nld"', "can't name a row or a level"),
    ],
)
def test_what_is_no_rubric_is_named(tmp_path, old, new, says):
    with pytest.raises(rubrics.RubricError, match=says):
        rubrics.load(written(tmp_path, GOOD.replace(old, new, 1)))


def test_two_rows_of_one_name_are_refused_however_a_rubric_is_made(tmp_path):
    row = GOOD.partition("criteria:\n")[2]
    text = GOOD + row.replace("id: about", "id: other").replace("name: About", "name: ABOUT")
    with pytest.raises(rubrics.RubricError, match=r"statement\.yaml: ABOUT .* another is called"):
        rubrics.load(written(tmp_path, text))
    about = rubrics.load(written(tmp_path, GOOD))["about"]
    with pytest.raises(rubrics.RubricError, match="another is called that"):
        rubrics.Rubric("mine", (), (about, dataclasses.replace(about, id="other")))


def test_a_rubric_of_nothing_is_named(tmp_path):
    with pytest.raises(rubrics.RubricError, match="no criteria"):
        rubrics.load(written(tmp_path, "rubric: statement\ncriteria: []"))


def test_a_private_rubric_wins_over_the_public_one(tmp_path):
    written(tmp_path, GOOD)
    assert rubrics.find("statement", tmp_path, PUBLIC)["about"].points == 3
    assert len(rubrics.find("statement", tmp_path / "none", PUBLIC).criteria) == 3
    with pytest.raises(rubrics.RubricError, match="for"):
        rubrics.for_assignment("a0-nothing", tmp_path, PUBLIC)


@pytest.mark.parametrize(
    "assignment",
    [
        "a1-shot-list",
        "a2-first-cut",
        "a3-rhythm",
        "a4-space-and-light",
        "a5-conversation",
        "a7-fair-comparison",
        "a8-your-short",
    ],
)
def test_written_cells_have_the_points_of_their_criteria(assignment):
    rubric = rubrics.for_assignment(assignment, PUBLIC)
    path = ROOT / "assignments" / "release" / assignment / f"{assignment}.ipynb"
    cells = [c.metadata.get("nbgrader", {}) for c in nbformat.read(path, as_version=4).cells]
    points = {c["grade_id"]: c["points"] for c in cells if c.get("grade") and c["solution"]}
    assert points == {c.id: c.points for c in rubric.criteria}


def test_students_see_every_level(tmp_path):
    table = rubrics.load(written(tmp_path, GOOD)).to_markdown()
    assert "| told | 1 | Retold. |" in table
    assert r"Somebody \| something" in table


def test_a_row_may_be_the_instructors_alone(tmp_path):
    text = GOOD + (
        "  - {id: review, name: A review, points: 2, peers: false, levels: ["
        "{points: 2, name: full, anchor: Helps.}, {points: 0, name: none, anchor: Nothing.}]}\n"
    )
    rubric = rubrics.load(written(tmp_path, text))
    assert [one.id for one in rubric.criteria] == ["about", "review"]
    assert [one.id for one in rubric.for_peers.criteria] == ["about"]
    assert (rubric.points, rubric.for_peers.points) == (5, 3)
    assert "**A review**" in rubric.to_markdown()  # students see it all the same
    assert "**A review**" not in rubric.for_peers.to_markdown()
