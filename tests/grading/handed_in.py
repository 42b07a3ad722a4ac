"""A small assignment, as its instructor has it and as it was given out."""


def cell(source, name="", kind="code", **graded):
    """Return a cell as nbgrader has it."""
    metadata = {"nbgrader": {"grade_id": name, "grade": False, "solution": False} | graded}
    return {
        "cell_type": kind, "id": name or source[:8], "source": source,
        "metadata": metadata if name else {},
    }  # fmt: skip


def notebook(*cells):
    """Return a notebook of cells."""
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


SOURCE = notebook(
    cell("import numpy", "start", locked=True),
    cell("right()", "work", solution=True),
    cell("scratch", ""),
    cell("check()  # hidden", "test_work", grade=True, locked=True, points=2),
)
RELEASE = notebook(
    cell("import numpy", "start", locked=True),
    cell("stub", "work", solution=True),
    cell("scratch", ""),
    cell("check()", "test_work", grade=True, locked=True, points=2),
)
