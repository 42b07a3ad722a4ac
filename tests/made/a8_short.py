"""A short as a8 asks for it: what the instructor's own cells make, in a folder and a studio of its own."""

import contextlib
import io
from pathlib import Path

import pytest

from kuleshov.authoring.notebooks import read_source
from kuleshov.grading.wire.cells import is_test

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "assignments" / "text" / "a8-your-short.py"


def make_a8(home: Path) -> dict[str, bytes]:
    """Run the instructor's cells up to the first test, and return what is handed in beside them.

    Returns
    -------
    dict of str to bytes
        By name beside the notebook: "short/short.mp4" and what lies beside it.
    """
    (home / "notebook").mkdir()
    names: dict[str, object] = {"__name__": "__main__"}
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(home / "notebook"),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        patch.setenv("KULESHOV_STUDIO", str(home / "studio"))
        for cell in read_source(TEXT).cells:
            if cell.cell_type == "code" and is_test(cell):
                break
            if cell.cell_type == "code":
                exec(compile(cell.source, "<cell>", "exec"), names)
    folder = home / "notebook" / "short"
    return {f"short/{one.name}": one.read_bytes() for one in folder.iterdir()}
