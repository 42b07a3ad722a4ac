"""Run a notebook as a student would: from course/, with a studio of its own."""

import ast
import re
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "http://127.0.0.1:9"  # nobody listens there: nothing can be fetched


def run(
    notebook: Any, studio: Path, monkeypatch: Any, *, cache: Path, mirror: str = NOWHERE,
    folder: Path = ROOT / "course", to_the_end: bool = False, timeout: int = 240,
) -> str:  # fmt: skip
    """Execute a notebook in place; return what stopped it in words, or "".

    Clips come from ``mirror`` and lie in ``cache``, so that what this machine has fetched before
    doesn't matter. A notebook that goes ``to_the_end`` is stopped by no error.
    """
    monkeypatch.setenv("KULESHOV_STUDIO", str(studio))
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_CACHE", str(cache))
    monkeypatch.setenv("KULESHOV_MIRROR", mirror)
    monkeypatch.setenv("IPYTHONDIR", str(studio / ".ipython"))
    client = NotebookClient(
        notebook, timeout=timeout, kernel_name="python3", allow_errors=to_the_end,
        resources={"metadata": {"path": folder}},
    )  # fmt: skip
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error)[-1500:]
    return ""


def outputs(notebook: Any) -> list[Any]:
    """Return all outputs of all cells, in order."""
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def errors_said(notebook: Any) -> list[str]:
    """Return everything a notebook wrote to stderr, for a message a person can act on."""
    return [
        output.text
        for output in outputs(notebook)
        if output.output_type == "stream" and output.name == "stderr"
    ]


def surprises(notebook: Any) -> list[str]:
    """Return the errors of a student's edition that no unfinished exercise explains.

    An exercise that isn't written raises, and what its cell, or one that uses it, would have made
    is not there afterwards.
    """
    lacking: set[str] = set()
    found = []
    for cell in notebook.cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        for error in errors:
            missing = re.fullmatch(r"name '(\w+)' is not defined", error.evalue)
            if error.ename != "NotImplementedError" and not (missing and missing[1] in lacking):
                found.append(f"{error.ename}: {error.evalue}")
        if errors:
            lacking |= {
                node.id for node in ast.walk(ast.parse(cell.source))
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }  # fmt: skip
    return found
