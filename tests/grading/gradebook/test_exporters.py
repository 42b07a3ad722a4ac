"""Marks go home: into Canvas's and Moodle's own files, and into a table that opens anywhere."""

import csv
import io
from datetime import datetime

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.gradebook.exporters import Grade, canvas, grades, moodle, plain, write

CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,a1-shot-list (11),a2-first-cut (12),Current Score
,,,,,,Manual Posting,
    Points Possible,,,,,30,22,(read only)
"Lovelace, Ada",101,S1,ada,Film 1,20,,66
"Bo, Bobby",102,S2,bo,Film 1,10,5,50
"Student, Test",999,,x77,Film 1,,,
"""
MOODLE = """Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 7,"Lovelace, Ada",ada,a@example.org,Submitted for grading,,22.00,Yes,-,-,
Participant 8,Bo,bo,b@example.org,No submission,,22.00,No,-,-,
Participant 9,Cy,cy,c@example.org,No submission,,22.00,Yes,-,-,
"""


def mark(student, raw, late=0.0, comment=""):
    return Grade(student, "a2-first-cut", raw, late, 22.0, "", False, comment)


GIVEN = [mark("ada", 18.5, 2.0, "=HYPERLINK(1)"), mark("bo", 3.0, 5.0), mark("zoe", 1)]


def table(text):
    return list(csv.reader(io.StringIO(text)))


def test_canvas_gets_its_own_columns_back_with_the_marks_in():
    filled = canvas(CANVAS, GIVEN)
    rows = table(filled.text)
    assert rows[0] == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "a2-first-cut (12)",
    ]
    assert rows[1] == ["    Points Possible", "", "", "", "", "22"]
    assert rows[2] == ["Lovelace, Ada", "101", "S1", "ada", "Film 1", "16.5"]
    assert rows[3][0] == "Bo, Bobby" and rows[3][-1] == "0"
    assert filled.without_grade == ("Student, Test",) and filled.unknown == ("zoe",)
    assert "zoe" in filled.sentence and "Student, Test" in filled.sentence


def test_canvas_without_the_assignment_gets_a_new_column():
    text = CANVAS.replace("a2-first-cut (12)", "something else (12)")
    rows = table(canvas(text, GIVEN).text)
    assert rows[0][-1] == "a2-first-cut" and rows[1][-1] == "22"


def test_moodle_gets_every_column_back_and_only_grades_change():
    filled = moodle(MOODLE, GIVEN)
    before, after = table(MOODLE), table(filled.text)
    assert after[0] == before[0]
    assert after[1][5] == "16.50" and after[1][-1] == "'=HYPERLINK(1)"
    assert after[2:] == before[2:]  # one can't be changed, one has no mark
    assert filled.without_grade == ("Bo", "Cy")


@pytest.mark.parametrize("fill", [canvas, moodle])
def test_what_is_another_file_is_refused(fill):
    with pytest.raises(KuleshovError, match="This is not"):
        fill("name,grade\nada,3\n", GIVEN)
    with pytest.raises(KuleshovError, match="This is not"):
        fill("", GIVEN)


def test_other_points_are_refused():
    with pytest.raises(KuleshovError, match="20 points, ours 22"):
        canvas(CANVAS.replace("30,22", "30,20"), GIVEN)
    with pytest.raises(KuleshovError, match="100 points"):
        moodle(MOODLE.replace("22.00", "100,00").replace("100,00", '"100,00"'), GIVEN)


def test_a_list_of_strangers_is_refused():
    with pytest.raises(KuleshovError, match="No student of the gradebook"):
        canvas(CANVAS, [mark("nobody", 1)])


def test_a_plain_table_opens_with_any_name_in_it():
    rows = table(plain([mark('=cmd|"x",y', 4, 1)]))
    assert rows[1][0] == '\'=cmd|"x",y'
    assert rows[1][2:6] == ["3", "22", "4", "1"]


def test_marks_come_from_nbgraders_gradebook(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("a2-first-cut")
        book.add_notebook("nb", "a2-first-cut")
        book.add_grade_cell("test", "nb", "a2-first-cut", max_score=22, cell_type="code")
        for student in ("bo", "ada"):
            book.add_student(student)
        book.add_submission("a2-first-cut", "ada", timestamp=datetime(2026, 11, 1))
        book.find_grade("test", "nb", "a2-first-cut", "ada").manual_score = 20
        book.find_submission_notebook(
            "nb", "a2-first-cut", "ada"
        ).late_submission_penalty = 2  # as AssignLatePenalties does
        book.db.commit()
        found = grades(book, "a2-first-cut")
        with pytest.raises(KuleshovError, match="no assignment a9"):
            grades(book, "a9")
    assert [(m.student, m.score, m.most) for m in found] == [("ada", 18, 22), ("bo", 0, 22)]


def test_a_table_is_never_seen_half_written(tmp_path):
    write(tmp_path / "out" / "grades.csv", "a,b\r\n")
    assert (tmp_path / "out" / "grades.csv").read_bytes() == b"a,b\r\n"
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["grades.csv"]
