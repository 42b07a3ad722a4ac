"""What goes wrong is one sentence in a cell, and the frames can still be had."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

CELLS = [
    "import kuleshov as ku\ncut = ku.Cut('mine')",
    "# one line above it\ncut.add('9Z-1', 0, 20)",
    "%tb Verbose",
    "# How many cuts are there?\ndef cuts_over(changes, line):\n    # Your code here\n    raise NotImplementedError",
    "sorted([1], key=lambda n: cuts_over([n], 20))",
    "%tb Verbose",
    "# Your code here\nraise NotImplementedError",
    "raise NotImplementedError('not by us')",
    "class Shape:\n    def area(self):\n        return int('x')\nShape().area()",
    "from kuleshov.errors import KuleshovError\ndef mine():\n    raise KuleshovError('Nothing to see.')\nmine()",
    # What waits for an exercise, and what doesn't.
    "found = cuts_over([1], 20)\nshots, (a, *b) = len(found), found",
    "print(shots)",
    "per_shot = [60 / shots for _ in range(2)]",
    "def table():\n    return per_shot\ntable()",
    "print(shotts)",
    "def local():\n    print(shots)\n    shots = 1\nlocal()",
    "def cuts_over(changes, line):\n    return changes",
    "print(shots)",
    "found = cuts_over([1], 20)\nshots = len(found)",
    "print(shots)\nprint(per_shot)",
    "cut.add('9Z-1', nowhere, 20)",
]


@pytest.fixture(scope="module")
def shown():
    """Run the cells and return the lines that each shows of its error."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60).execute()
    said = []
    for cell in notebook.cells:
        errors = [o.traceback for o in cell.outputs if o.output_type == "error"]
        said.append(
            re.sub(r"\x1b\[[\d;]*m", "", "\n".join(errors[0])).splitlines() if errors else []
        )
    return said


def test_an_error_of_the_kit_is_its_sentence_and_the_line(shown):
    sentence, place = shown[1]
    assert sentence.startswith("The take '9Z-1' is in none of this cut's bins")
    assert place == "  line 2 of cell [2]: cut.add('9Z-1', 0, 20)"
    assert shown[9] == [
        "Nothing to see.",
        "  line 3 of cell [10]: raise KuleshovError('Nothing to see.')",
    ]


@pytest.mark.parametrize("cell", [2, 5])
def test_the_frames_can_be_had(shown, cell):
    assert len(shown[cell]) > 5 and any("Traceback" in line for line in shown[cell])


def test_an_unfinished_exercise_is_named_wherever_it_is_called_from(shown):
    assert shown[4] == [
        "Nothing is written here yet: cuts_over waits for you in cell [4], which begins with "
        '"# How many cuts are there?".',
        "Write it there, run that cell, then run this one again.",
    ]
    assert shown[6] == ["Nothing is written here yet: it is this cell that waits for you."]


def test_other_errors_are_as_they_were(shown):
    assert "NotImplementedError: not by us" in shown[7][-1] and len(shown[7]) > 2
    assert shown[8][-1].startswith("ValueError: invalid literal")


def test_what_waits_for_an_exercise_says_for_which(shown):
    assert "cuts_over waits for you in cell [4]" in shown[10][0]
    waits = "which waits for `cuts_over`: nothing is written there yet."
    assert shown[11] == [f"This cell needs `shots`, {waits}"]
    assert shown[12] == [f"This cell needs `shots`, {waits}"]
    assert shown[13] == [f"This cell needs `per_shot`, {waits}"]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (14, "NameError: name 'shotts' is not defined"),
        (15, "UnboundLocalError: cannot access local variable 'shots'"),
        (20, "NameError: name 'nowhere' is not defined"),
    ],
)
def test_a_mistake_of_the_readers_own_is_shown_as_it_is(shown, cell, error):
    assert shown[cell][-1].startswith(error) and len(shown[cell]) > 2


def test_after_the_exercise_is_written_the_cells_to_run_again_are_named(shown):
    again = "makes it, ran before `cuts_over` was written: run that cell again, then this one."
    assert shown[17] == [f"This cell needs `shots`. Cell [11], which {again}"]
    assert shown[18] == []
    assert shown[19] == [f"This cell needs `per_shot`. Cell [13], which {again}"]
