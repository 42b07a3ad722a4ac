"""Text files that people hand in: read as UTF-8, and not for ever."""

import unicodedata
from pathlib import Path

from ...errors import LibraryError
from ...words import one_spelling

MOST = 64 * 1024
"""How many bytes a text may have: a statement of 64 KiB is a book's chapter."""


def words_of(path: Path, most: int = MOST) -> str:
    """Read a text file that somebody handed in.

    Parameters
    ----------
    path : Path
    most : int
        How many bytes it may have.

    Returns
    -------
    str
        With line feeds alone, each letter in one spelling.

    Raises
    ------
    LibraryError
        Where it is a link, too long, no text in UTF-8, or can't be read.
    """
    own_file(path)
    try:
        with path.open("rb") as file:
            held = file.read(most + 1)
        words = held.decode("utf-8-sig")
    except OSError as error:
        raise LibraryError(f"{path.name} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise LibraryError(f"{path.name} is no text in UTF-8. Save it as UTF-8.") from None
    if len(held) > most:
        raise LibraryError(f"{path.name} is longer than {most // 1024} KiB. Shorten it.")
    return calm(one_spelling(words.replace("\r\n", "\n").replace("\r", "\n")))


def own_file(path: Path) -> None:
    """Refuse what is no file that lies where it was handed in.

    Parameters
    ----------
    path : Path

    Raises
    ------
    LibraryError
        Where it is a link, a folder, or something that isn't there.
    """
    if path.is_symlink() or not path.is_file():
        raise LibraryError(f"{path.name} is no file of its own, but a link or a folder.")


def calm(words: str) -> str:
    """Take out the signs that nobody sees and that steer a terminal; lines and tabs stay.

    Parameters
    ----------
    words : str

    Returns
    -------
    str

    Examples
    --------
    >>> calm("\\x1b[2JLamp")
    '[2JLamp'
    """
    return "".join(each for each in words if each in "\n\t" or unicodedata.category(each) != "Cc")


def same(one: str, other: str) -> bool:
    """Say whether two names are the same but for capitals and blanks.

    Parameters
    ----------
    one, other : str

    Returns
    -------
    bool

    Examples
    --------
    >>> same("Ten  small films", "ten small Films"), same("Lamp", "Lamps")
    (True, False)
    """
    return plain(one) == plain(other)


def plain(name: str) -> str:
    """Return a name as it is compared: one spelling, no capitals, single blanks.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return " ".join(one_spelling(name).casefold().split())
