"""The table of attacks in grading/attacks.md, which ``python -m grading.table`` writes.

Run it from ``tests``, or with ``tests`` on the PYTHONPATH.
"""

from grading.course import FULL, ROOT_TABLE
from grading.made_class import ATTACKS

from grading import made_films

MARK = "<!-- made by tests/grading/table.py -->"


def table() -> str:
    """Return the table as markdown: a row for each attack of the made class, and with made films."""
    rows = ["| it tries | what happens | score | test |", "|---|---|---|---|"]
    made = [(one, FULL) for one in ATTACKS]
    made += [(one, made_films.FULL) for one in made_films.FILM_ATTACKS]
    for one, full in made:
        got = sum(one.scores.values())
        words = one.outcome + (f". Not wholly: {one.instead}" if one.instead else "")
        rows.append(f"| {one.attack} | {words} | {got:g} of {sum(full.values()):g} | `{one.who}` |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    text = ROOT_TABLE.read_text(encoding="utf-8")
    ROOT_TABLE.write_text(text.split(MARK)[0] + f"{MARK}\n\n{table()}", encoding="utf-8")
