"""A student's words never become a formula in the instructor's spreadsheet."""

import csv
import io

import pytest

from kuleshov.grading.gradebook.exporters import Grade, moodle, plain


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def grade(student="ada", comment=""):
    return Grade(student, "a1", 4.0, 0.0, 5.0, "", False, comment)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_name_that_a_spreadsheet_would_compute_is_kept_as_words(start):
    name = start + "SUM(A1:A9)"
    assert cells(plain([grade(name)]))[1][0] == "'" + name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_so_is_a_comment_that_goes_to_moodle(start):
    sheet = "Identifier,Full name,Grade,Feedback comments\nada,Ada,,\n"
    filled = moodle(sheet, [grade(comment=start + "HYPERLINK(1)")])
    assert cells(filled.text)[1][-1] == "'" + start + "HYPERLINK(1)"


@pytest.mark.parametrize("name", ["ada", "1=2", "a@b.org", "x-y", " ada", "(ada)"])
def test_other_words_stay_as_they_are(name):
    assert cells(plain([grade(name)]))[1][0] == name
