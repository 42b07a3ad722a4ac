"""The table of attacks in grading/attacks.md: ``python tests/classroom/table.py`` writes it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from classroom.course import ROOT_TABLE
from classroom.made import ATTACKS, FULL

MARK = "<!-- made by tests/classroom/table.py -->"


def table() -> str:
    """Return the table as markdown: a row for each attack of the made class."""
    rows = ["| it tries | what happens | score | test |", "|---|---|---|---|"]
    for one in ATTACKS:
        got = sum(one.scores.values())
        words = one.outcome + (f". Not wholly: {one.instead}" if one.instead else "")
        rows.append(f"| {one.attack} | {words} | {got:g} of {sum(FULL.values()):g} | `{one.who}` |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    text = ROOT_TABLE.read_text(encoding="utf-8")
    ROOT_TABLE.write_text(text.split(MARK)[0] + f"{MARK}\n\n{table()}", encoding="utf-8")
