"""Run a notebook as a student would: from course/, with a studio of its own."""

import os
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[2]


def run(notebook: Any, studio: Path, folder: Path, monkeypatch: Any, timeout: int = 120) -> str:
    """Execute a notebook in place; return the name of the error that stopped it, or ""."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(studio))
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(studio / ".ipython"))
    # A lesson must not depend on a fetched clip: here nothing can be fetched.
    if not os.environ.get("KULESHOV_MIRROR"):
        monkeypatch.setenv("KULESHOV_MIRROR", "http://127.0.0.1:9")
    client = NotebookClient(
        notebook, timeout=timeout, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error.ename)
    return ""


def errors_said(notebook: Any) -> list[str]:
    """Return everything a notebook wrote to stderr, for a message a person can act on."""
    return [
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
