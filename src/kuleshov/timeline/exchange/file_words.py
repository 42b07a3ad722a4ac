"""The words of a text file, in whichever way a program has written them."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ...errors import EditError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b]")


def file_words(source: Path) -> str:
    """Return a text file's words.

    Parameters
    ----------
    source : Path

    Returns
    -------
    str
        From UTF-8 or UTF-16, with or without the mark that says so, else from Western European
        (Windows-1252), as old programs write it.

    Raises
    ------
    EditError
        Where it can't be opened or is no text.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "theirs.edl"
    ...     _ = path.write_bytes("TITLE: Größe".encode("utf-16"))
    ...     file_words(path)
    'TITLE: Größe'
    """
    try:
        return as_words(source.read_bytes())
    except (OSError, UnicodeError):
        raise EditError(f"{source.name} can't be read as text.") from None


def as_words(data: bytes) -> str:
    """Return what a text file's bytes say.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    str

    Raises
    ------
    UnicodeError
        Where they are no text.

    Examples
    --------
    >>> as_words("Größe".encode("utf-16")), as_words("Größe".encode("cp1252"))
    ('Größe', 'Größe')
    """
    words = _decoded(data).removeprefix("\ufeff")
    if _NO_TEXT.search(words):
        raise UnicodeError("signs that no text has")
    return words


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name)
    head = data[:400]
    if len(head) > 3 and head.count(0) > len(head) // 3:  # every second byte is empty: UTF-16
        return data.decode("utf-16-le" if head[1] == 0 else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")
