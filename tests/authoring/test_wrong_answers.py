"""Wrong answers are tried in the solution's place: what passes is named, and so is what is mute."""

import os

import pytest

from kuleshov import grading
from kuleshov.authoring.notebooks import SourceError, read_source
from kuleshov.authoring.wrong_answers import WrongAnswer, let_through, wrong_answers

TEXT = """\
# %% role="given" name="start"
import math
total = None

# %% role="solution" name="half"
def half(n):
    ### BEGIN SOLUTION
    return n / 2
    ### END SOLUTION

# %% role="solution" name="sum"
# cell: sum
### BEGIN SOLUTION
total = half(6) + half(4)
print("It is", total)
### END SOLUTION

# %% role="tests" name="test_half" points=1
assert "half" in globals(), "Make `half` first, with def."
assert half(4) == 2, "Half of 4 is 2."
### BEGIN HIDDEN TESTS
made_odd = half(5)
assert made_odd == 2.5, "Half of 5 is two and a half."
assert half(class_seed("n")), f"Half of {class_seed('n')} is something."
### END HIDDEN TESTS

# %% role="tests" name="test_sum" points=1
from kuleshov.grading import student

assert total is not None, "`total` is empty: put a number into it."
assert "It is 5.0" in student.output("sum"), "Print the total, and say that it is that."
assert "math" not in student.reaches("half"), "Do it without the library of mathematics."
"""
HALF = {
    "whole": "def half(n):\n    return n // 2",
    "a quarter": "def half(n):\n    return n / 4",
    "by the library": "def helper(n):\n    return math.floor(n) / 2\n"
    "def half(n):\n    return n / 2 if n else helper(n)",
    "nothing": "def half(n):\n    pass",
    "twice": "def half(n):\n    return n * 2",
    "made once it is told to": "if False:\n    def half(n):\n        return n / 2",
}
SUM = {
    "no number": "# cell: sum\nprint('It is 5.0')",
    "no sentence": "# cell: sum\ntotal = 5.0\nprint(total)",
    "wrong": "# cell: sum\ntotal = 6.0\nprint('It is', total)",
    "it breaks": "# cell: sum\ntotal = 1 / 0",
    "mute": "# cell: sum\ntotal = half(10)",
}


def text(tmp_path, body=TEXT, **exercises):
    """Write an assignment's text with its wrong answers, and return the path."""
    wrong = [
        f'\n# %% wrong="{exercise}" name="{name}"\n{source}\n'
        for exercise, answers in ({"half": HALF, "sum": SUM} | exercises).items()
        for name, source in answers.items()
    ]
    path = tmp_path / "a9-halves.py"
    path.write_text(body + "".join(wrong))
    return path


def weak(path):
    return [str(one) for one in let_through(path)]


def test_all_that_lose_points_with_a_sentence_are_no_weakness(tmp_path):
    told = {}
    path = text(tmp_path)
    assert let_through(path, listen=lambda one, said: told.update({one.name: said})) == []
    assert told["whole"] == "Half of 5 is two and a half."
    assert told["by the library"] == "Do it without the library of mathematics."
    assert told["no number"].startswith("`total` is empty"), "the solution's total is forgotten"
    assert told["it breaks"].startswith("`total` is empty")
    assert told["made once it is told to"].startswith("Make `half` first")
    assert len(told) == 11


def test_a_solution_that_binds_in_a_branch_is_taken_away_with_what_it_did_not_bind(tmp_path):
    branched = TEXT.replace(
        '    ### END SOLUTION\n\n# %% role="solution" name="sum"',
        '    ### END SOLUTION\n\nif total:\n    unused = 1\n\n# %% role="solution" name="sum"',
    )
    assert branched != TEXT and let_through(text(tmp_path, branched)) == []


@pytest.mark.parametrize(
    ("body", "exercises", "said"),
    [
        (TEXT, {"half": HALF | {"as it should be": "def half(n):\n    return 0.5 * n"}},
         "half: the wrong answer 'as it should be' loses no point in any test."),
        (TEXT.replace(', "Half of 4 is 2."', ""), {},
         "test_half: it meets the wrong answer 'a quarter' with no sentence: a bare assert"),
        (TEXT.replace("half(4) == 2,", "half(4).is_integer(),"), {},
         "test_half: it meets the wrong answer 'nothing' with no sentence: AttributeError: "),
        (TEXT.replace('"Half of 4 is 2."', '"wrong"'), {},
         "test_half: it meets the wrong answer 'twice' with no sentence: wrong"),
        (TEXT, {"half": HALF | {"it leaves": "def half(n):\n    raise SystemExit(1)"}},
         "test_half: it meets the wrong answer 'it leaves' with no sentence: SystemExit: 1"),
        (TEXT.replace('"It is 5.0" in', '"It is 7" in'), {},
         "test_sum: the solution doesn't pass it: Print the total, and say that it is that."),
    ],
)  # fmt: skip
def test_what_passes_and_what_is_met_with_no_sentence_is_named(tmp_path, body, exercises, said):
    assert any(one.startswith(said) for one in weak(text(tmp_path, body, **exercises)))


def test_what_a_test_asks_about_the_cells_is_put_back(tmp_path):
    before = grading.student
    weak(text(tmp_path))
    assert grading.student is before


def test_they_are_read_with_the_classs_seeds_and_stand_in_no_notebook(tmp_path):
    path = text(tmp_path, half=HALF | {"by heart": "half = {class_seed('n'): 1}.get"})
    public, private = wrong_answers(path), wrong_answers(path, "another secret")
    assert public[0] == WrongAnswer("half", "whole", HALF["whole"])
    assert public[6] != private[6] and "class_seed" not in public[6].source
    assert len(read_source(path).cells) == 5


@pytest.mark.parametrize(
    ("body", "exercises", "says"),
    [
        (TEXT, {"sum": {}}, "a9-halves.py: the exercise 'sum' has 0 wrong answers; write down 5"),
        (TEXT, {"half": dict(list(HALF.items())[:4])}, "'half' has 4 wrong answers"),
        (TEXT, {"halve": HALF}, "the wrong answers to 'halve' answer no exercise"),
        (
            TEXT + '# %% [markdown] wrong="half" name="x"\n# n\n',
            {},
            "cell 6: a wrong answer is code",
        ),
        (TEXT + '# %% wrong="half"\nhalf = 1\n', {}, "cell 6: a wrong answer is code"),
        (TEXT + '# %% wrong="half" name="x" points=2\nhalf = 1\n', {}, "a wrong answer is code"),
        (TEXT + '# %% wrong="half" name="twice"\nhalf = 1\n', {}, "named 'twice' already"),
    ],
)
def test_what_is_written_down_badly_is_refused(tmp_path, body, exercises, says):
    with pytest.raises(SourceError, match=says):
        wrong_answers(text(tmp_path, body, **exercises))


WRITES = """
# %% role="solution" name="note"
### BEGIN SOLUTION
open("note.txt", "w").write("half past nine")
### END SOLUTION

# %% role="tests" name="test_hour" points=1
words = open("note.txt").read()
assert "nine" in words, "The note says no hour: write down nine."

# %% role="tests" name="test_half" points=1
words = open("note.txt").read()
assert "half" in words, "The note says no half: write half past nine."
"""
NOTES = {
    "empty": ("test_hour", 'open("note.txt", "w").close()'),
    "gone to another": ("test_hour", 'open("note.txt", "w").write("half past ten")'),
    "in a folder": (
        "test_half",
        'import os\nos.mkdir("notes")\nopen("note.txt", "w").write("nine")',
    ),
    "no half": ("test_half", 'open("note.txt", "w").write("at nine")'),
    "a quarter": ("test_half", 'open("note.txt", "w").write("a quarter past nine")'),
}


def notes(tmp_path, **changed):
    wrong = "".join(
        f'\n# %% wrong="note" name="{name}" loses="{changed.get(name, test)}"\n{source}\n'
        for name, (test, source) in NOTES.items()
    )
    path = tmp_path / "a9-notes.py"
    path.write_text(WRITES.lstrip() + wrong)
    return path


def test_an_exercise_that_makes_files_says_which_test_has_to_catch_a_wrong_one(tmp_path):
    """Each test finds the solution's file again, whatever a wrong answer before it wrote."""
    told = {}
    path = notes(tmp_path)
    assert let_through(path, listen=lambda one, said: told.update({one.name: said})) == []
    assert told["empty"].endswith("write down nine.") and told["no half"].endswith(
        "half past nine."
    )
    assert set(told) == set(NOTES)


def test_one_that_another_test_catches_is_named(tmp_path):
    assert weak(notes(tmp_path, empty="test_midnight")) == [
        "note: the wrong answer 'empty' loses no point in test_midnight."
    ]


def test_wrong_answers_leave_the_authors_studio_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "mine"))
    path = notes(tmp_path)
    body = path.read_text().replace("### BEGIN SOLUTION\n", STUDIO, 1)
    path.write_text(body)
    assert weak(path) == []
    assert not (tmp_path / "mine").exists() and os.environ["KULESHOV_STUDIO"].endswith("mine")


STUDIO = """### BEGIN SOLUTION
from kuleshov.folders import studio
(studio() / "ledger.json").write_text("[]")
"""
