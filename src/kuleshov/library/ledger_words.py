"""What may be written into a ledger: words, a kind, hashes. Anything else is refused in a sentence."""

import re
from collections.abc import Iterable
from datetime import date
from numbers import Real
from pathlib import Path
from typing import Any

from ..errors import LibraryError
from .facts import KINDS, TABLE, is_table, stated

_HASH = re.compile(r"[0-9a-f]{64}")


def words(name: str, value: Any) -> str:
    """Return a fact as it is written down: without blanks around it.

    Parameters
    ----------
    name : str
        As ``ku.ledger.fill`` has it.
    value : str, number or date

    Returns
    -------
    str

    Raises
    ------
    LibraryError
        Where it is no words, number or day.

    Examples
    --------
    >>> words("seed", 42), words("made_by", " Ada ")
    ('42', 'Ada')
    """
    if isinstance(value, bool) or not isinstance(value, str | Real | date):
        raise LibraryError(
            f'{name}= takes words, such as {name}="...", not {value!r}. Leave it empty ("") where you '
            "don't know."
        )
    return str(value).strip()


def kind_for(kind: Any, path: Path) -> str:
    """Return a clip's kind: it decides what else is asked.

    Parameters
    ----------
    kind : str
    path : Path
        The file that it is said of.

    Returns
    -------
    str

    Raises
    ------
    LibraryError
        Where it is none, or a film is said to be numbers.

    Examples
    --------
    >>> kind_for("human", Path("moth.mp4"))
    'human'
    """
    said = words("kind", kind)
    if stated(said) and said not in (*KINDS, TABLE):
        raise LibraryError(
            f'A clip\'s kind is "generated" (a model made its pictures) or "human" (people did), not '
            f"{said!r}."
        )
    if said == TABLE and not is_table(path):
        raise LibraryError(
            f'{path.name} is no table of numbers: its kind is "generated" (a model made its pictures) or '
            '"human" (people did).'
        )
    return said


def is_hash(digest: str) -> bool:
    """Say whether words are a SHA-256 as the kit writes it.

    Parameters
    ----------
    digest : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_hash("a" * 64), is_hash("g" * 64)
    (True, False)
    """
    return _HASH.fullmatch(digest) is not None


def hash_for(name: str, digest: Any) -> str:
    """Return a SHA-256 as it is written down, in lower case.

    Parameters
    ----------
    name : str
        Of the argument, for the refusal.
    digest : str
        64 hexadecimal digits.

    Returns
    -------
    str

    Raises
    ------
    LibraryError
        Where it is none.

    Examples
    --------
    >>> hash_for("sha256", "A" * 64) == "a" * 64
    True
    """
    plain = digest.strip().lower() if isinstance(digest, str) else ""
    if not is_hash(plain):
        raise LibraryError(
            f"{name}= takes a SHA-256, 64 digits from 0 to f, not {digest!r}. "
            "kuleshov.files.sha256(path) computes it."
        )
    return plain


def parts_for(parts: Iterable[str], own: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hashes of the clips that a film was cut from.

    Parameters
    ----------
    parts : iterable of str
    own : str
        The film's own hash.
    before : tuple of str
        What the ledger says already.

    Returns
    -------
    tuple of str
        What the ledger says where none are given.

    Raises
    ------
    LibraryError
        Where one is no hash, or the film's own, or others are written down already.

    Examples
    --------
    >>> parts_for([], "a" * 64, ("b" * 64,)) == ("b" * 64,)
    True
    """
    if isinstance(parts, str) or not isinstance(parts, Iterable):
        raise LibraryError(f"parts= takes a list of hashes, [...], not {parts!r}.")
    given = tuple(dict.fromkeys(hash_for("parts", part) for part in parts))
    if own in given:
        raise LibraryError("A film isn't cut from itself: take its own hash out of parts=.")
    if before and given and set(given) != set(before):
        raise LibraryError(
            "The ledger says already what this film was cut from, and that can't be written over. "
            "Render its edit again if it was cut from something else."
        )
    return before or given
