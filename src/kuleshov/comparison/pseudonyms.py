"""Names for people who are not to be named: they can be said aloud and remembered."""

from __future__ import annotations

import secrets
from pathlib import Path

from ..errors import KuleshovError
from ..files import write_whole

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def spoken(numbers: bytes) -> str:
    """Return a word of as many letters as there are bytes.

    >>> spoken(bytes([0, 1, 2, 3]))
    'befi'
    """
    letters = (_CONSONANTS, _VOWELS)
    return "".join(letters[n % 2][byte % len(letters[n % 2])] for n, byte in enumerate(numbers))


def own_pseudonym(folder: Path) -> str:
    """Return the name that stands in ``viewer.txt``; on first use one is drawn and kept there.

    Raises
    ------
    KuleshovError
        Where the file holds something else than one word.
    """
    file = folder / "viewer.txt"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, spoken(secrets.token_bytes(8)) + "\n")
    name = file.read_text(encoding="utf-8", errors="replace").strip()
    if not name.isalnum() or len(name) > 40:
        raise KuleshovError(f"{file} holds one word: the name under which you vote.")
    return name
