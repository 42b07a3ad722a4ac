"""Names for people who are not to be named: they can be said aloud and remembered."""

from __future__ import annotations

import secrets
from pathlib import Path

from ..errors import KuleshovError
from ..files import write_whole
from ..folders import made

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def spoken(numbers: bytes) -> str:
    """Return a word of as many letters as there are bytes.

    Parameters
    ----------
    numbers : bytes
        Any; drawn at random for a new name.

    Returns
    -------
    str
        Consonants and vowels in turn, a consonant first.

    Examples
    --------
    >>> spoken(bytes([0, 1, 2, 3]))
    'befo'
    """
    letters = (_CONSONANTS, _VOWELS)
    return "".join(letters[n % 2][byte % len(letters[n % 2])] for n, byte in enumerate(numbers))


def is_pseudonym(name: str) -> bool:
    """Say whether a name can stand for a viewer: 1 to 40 letters and digits.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_pseudonym("befo"), is_pseudonym("two words")
    (True, False)
    """
    return name.isalnum() and len(name) <= 40


def own_pseudonym(folder: Path) -> str:
    """Return the name that stands in ``viewer.txt``; on first use one is drawn and kept there.

    Parameters
    ----------
    folder : Path
        Where ``viewer.txt`` lies; made where it is not there yet.

    Returns
    -------
    str
        Letters and digits, 1 to 40; eight letters where it was drawn here.

    Raises
    ------
    KuleshovError
        Where the file holds something else than one such word, or the folder can't be made.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     name = own_pseudonym(Path(folder))
    ...     len(name), own_pseudonym(Path(folder)) == name
    (8, True)
    """
    file = folder / "viewer.txt"
    if not file.exists():
        made(folder)
        write_whole(file, spoken(secrets.token_bytes(8)) + "\n")
    name = file.read_text(encoding="utf-8", errors="replace").strip()
    if not is_pseudonym(name):
        raise KuleshovError(
            f"{file} must hold one word of up to 40 letters and digits: the name under which you "
            "vote. Write one, or delete the file and a new one is drawn."
        )
    return name
