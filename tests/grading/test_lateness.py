"""Lateness: what it costs, who has more time, and nbgrader's gradebook agreeing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import KuleshovError
from kuleshov.grading.gradebook.database import opened
from kuleshov.grading.lateness import LatePolicy, extensions, grant, penalty, table_of

DAY = 86400


@given(st.floats(0, 100), st.floats(0, 40 * DAY), st.floats(0, 1), st.floats(0, 600))
def test_a_penalty_is_a_share_of_the_score_and_grows_with_time(score, late, share, grace):
    now = penalty(score, late, share, grace, most=0.5)
    assert 0 <= now <= 0.5 * score + 1e-9
    assert now <= penalty(score, late + DAY, share, grace, most=0.5) + 1e-9


def test_each_day_begun_counts_and_grace_costs_nothing():
    assert penalty(20, 15 * 60, 0.1, grace=15) == 0
    assert penalty(20, 15 * 60 + 1, 0.1, grace=15) == pytest.approx(2)
    assert penalty(20, 15 * 60 + DAY, 0.1, grace=15) == pytest.approx(2)
    assert penalty(20, 15 * 60 + DAY + 1, 0.1, grace=15) == pytest.approx(4)
    assert penalty(20, 90 * DAY, 0.1, most=0.5) == pytest.approx(10)


def table(tmp_path, *lines):
    path = tmp_path / "extensions.csv"
    path.write_text("\n".join(["student,assignment,days,why", *lines]) + "\n")
    return path


@pytest.mark.parametrize(
    "line", ["ada,a1,many,ill", "ada,a1,nan,ill", ",a1,2,ill", "ada,a1,-1,ill", "ada,a1"]
)
def test_a_line_that_is_no_extension_is_named(tmp_path, line):
    with pytest.raises(KuleshovError, match="line 3"):
        extensions(table(tmp_path, "bo,a1,2,ill", line))


def test_no_file_is_no_extension(tmp_path):
    assert extensions(tmp_path / "extensions.csv") == []


def test_an_extension_moves_the_date_in_nbgraders_gradebook(tmp_path):
    due = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    granted = extensions(table(tmp_path, "ada,a1,1,typing error", "ada,a1,2,ill", "bo,a2,9,no"))
    with opened(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("a1", duedate=due)
        for student in ("ada", "bo"):
            book.add_student(student)
            book.add_submission("a1", student, timestamp=due + timedelta(days=2, hours=1))
            grant(book, "a1", student, granted)
        late = {s: book.find_submission("a1", s).total_seconds_late for s in ("ada", "bo")}
    assert late == {"ada": 3600, "bo": 49 * 3600}
    policy = LatePolicy(per_day=0.1, grace=15)
    assert policy.late_submission_penalty("ada", 10, late["ada"]) == pytest.approx(1)
    assert policy.late_submission_penalty("bo", 10, late["bo"]) == pytest.approx(3)


def test_an_assignment_without_a_date_has_none_to_extend(tmp_path):
    granted = extensions(table(tmp_path, "ada,a1,2,ill"))
    with opened(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment("a1")
        book.add_student("ada")
        book.add_submission("a1", "ada", timestamp=datetime(2026, 11, 1))
        assert grant(book, "a1", "ada", granted) == timedelta(0)
        assert book.find_submission("a1", "ada").total_seconds_late == 0


def test_the_engine_reads_the_table_that_the_configuration_names(tmp_path):
    from traitlets.config import Config

    assert table_of(Config()) is None
    config = Config({"LatePolicy": {"extensions": str(tmp_path / "extensions.csv")}})
    assert table_of(config) is None
    table(tmp_path, "ada,a1,2,ill")
    assert [(e.student, e.days) for e in table_of(config)] == [("ada", 2.0)]
