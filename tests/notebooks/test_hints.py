"""Whoever is stuck at an exercise finds a hint above it, which opens, and which is no answer."""

import re
from itertools import pairwise

import pytest
from notebooks.running import ROOT

from kuleshov.authoring.notebooks import read_source

TEXTS = [
    *sorted((ROOT / "course" / "source").glob("*.py")),
    *sorted((ROOT / "assignments" / "text").glob("a[17]-*.py")),
]
HINT = re.compile(r"\n\n<details><summary>A hint</summary>\n\n(.+)\n\n</details>$")


def exercises(path):
    """Yield each function that a reader writes: its solution's lines, and the words above it."""
    cells = read_source(path).cells
    for before, cell in pairwise(cells):
        found = re.search(r"^    ### BEGIN SOLUTION\n(.*)^    ### END", cell.source, re.M | re.S)
        if found and cell.cell_type == "code":
            yield found[1], before.source


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_each_exercise_has_a_hint_that_gives_no_line_away_whole(path):
    for solution, words in exercises(path):
        hint = HINT.search(words)
        assert hint, f"no hint above {solution!r}, or not as JupyterLab opens one"
        assert 20 <= len(hint[1].split()) <= 100
        lines = [line.strip().removeprefix("return ") for line in solution.splitlines()]
        assert max(lines, key=len) not in hint[1]
