"""Text that viewers leave, a line a vote or judgement, and where each line stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import KuleshovError

MAX_BYTES = 2_000_000


def read_text(path: Path, what: str) -> str:
    """Return the text of a file of votes or judgements.

    Parameters
    ----------
    path : Path
    what : str
        What it should hold, for the refusal: ``"votes"``.

    Returns
    -------
    str
        Without the mark with which spreadsheets begin a file.

    Raises
    ------
    KuleshovError
        Where there is no such file, it is no text, or it is over 2 MB.

    Examples
    --------
    >>> read_text(Path("nowhere.txt"), "votes")
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: There is no file of votes at nowhere.txt.
    """
    try:
        is_huge = path.stat().st_size > MAX_BYTES
        text = "" if is_huge else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise KuleshovError(f"{path} can't be read as text (UTF-8).") from None
    except (OSError, ValueError):
        raise KuleshovError(f"There is no file of {what} at {str(path)[:200]}.") from None
    if is_huge:
        raise KuleshovError(f"{path} is too large for a file of {what}.")
    return text


def told_lines(text: str, file: str = "") -> Iterator[tuple[str, str]]:
    """Yield where each line stands, and the line; empty ones and those after ``#`` are passed over.

    Parameters
    ----------
    text : str
    file : str
        The name of the file that it comes from, if it comes from one.

    Yields
    ------
    (str, str)

    Examples
    --------
    >>> list(told_lines("# seen blind\\nv1, A, hunger", "a.txt"))
    [('a.txt, line 2', 'v1, A, hunger')]
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"{file}, line {number}" if file else f"Line {number}", line
