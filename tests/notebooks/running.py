"""Run a notebook as a student would: from course/, with a studio of its own."""

from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[2]
STARTS = (
    3  # of a kernel: another program may take its port before it does, and no cell has run then
)
NOWHERE = "http://127.0.0.1:9"  # nobody listens there: nothing can be fetched


def run(
    notebook: Any, studio: Path, monkeypatch: Any, *, cache: Path, mirror: str = NOWHERE,
    folder: Path = ROOT / "course", timeout: int = 240,
) -> str:  # fmt: skip
    """Execute a notebook in place; return what stopped it in words, or "".

    Clips come from ``mirror`` and lie in ``cache``, so that what this machine has fetched before
    doesn't matter. As in JupyterLab, a cell that may raise doesn't stop it.
    """
    monkeypatch.setenv("KULESHOV_STUDIO", str(studio))
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_CACHE", str(cache))
    monkeypatch.setenv("KULESHOV_MIRROR", mirror)
    monkeypatch.setenv("IPYTHONDIR", str(studio / ".ipython"))
    for attempt in range(STARTS):
        client = NotebookClient(
            notebook,
            timeout=timeout,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            return str(error)[-1500:]
        except RuntimeError as error:
            if "before replying" not in str(error) or attempt == STARTS - 1:
                raise
        else:
            return ""
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
    """Return the errors of a student's edition that don't name the exercise which they wait for.

    An exercise that isn't written raises; so does what needs it, and says so. A test of an
    assignment says by an assertion what is missing.
    """
    found = []
    for cell in notebook.cells:
        is_test = cell.metadata.get("nbgrader", {}).get("grade")
        for error in (o for o in cell.get("outputs", []) if o.output_type == "error"):
            shown = error.traceback[0]
            waits = shown.startswith(("Nothing is written here yet", "This cell needs `"))
            if not waits and not (is_test and error.ename == "AssertionError"):
                found.append(f"{error.ename}: {error.evalue}")
    return found
