"""Who agreed that a film is shown, in which programme, and when: recorded beside the film."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from ...errors import LibraryError
from ...library.publishing import CONSENT as NAME
from .words_in import plain, same, words_of

_AGREED = re.compile(r"^\s*i agree\s*:\s*(.*?)\s*,\s*(\d{4}-\d{2}-\d{2})\s*$", re.IGNORECASE)
_PROGRAMME = re.compile(r"^\s*programme\s*:\s*(\S.*?)?\s*$", re.IGNORECASE)
NOWHERE = "none"
"""The programme of whoever wants a film read, and shown to nobody."""
_BETWEEN = {
    *(
        "and",
        "with",
        "y",
        "et",
        "und",
        "e",
        "i",
        "og",
        "och",
        "en",
        "ja",
        "ve",
        "és",
        "și",
        "и",
        "і",
    ),
    *("та", "και", "和", "与", "と"),
}
_SEPARATES = re.compile(r"[,;&+/|、，・·]")
_QUOTES = str.maketrans(dict.fromkeys("’‘ʼ′＇`´", "'"))  # O’Neil is O'Neil
_FIRST_DAY = date(2000, 1, 1)
_AHEAD = timedelta(days=366)  # days that somebody may mean; farther ahead it is a slip


def consent_of(path: Path, programme: str = "") -> tuple[str, ...]:
    """Read who agreed to be shown in a programme.

    Parameters
    ----------
    path : Path
        ``consent.txt``: a line "Programme: " and the programme's title, then for each author a line
        "I agree: " with a name, a comma and the day (2026-11-28).
    programme : str, optional
        The title of the programme that is made; whichever it names where it is left out, "none" too:
        so somebody says that a film is shown nowhere.

    Returns
    -------
    tuple of str
        The authors, each once, in order.

    Raises
    ------
    LibraryError
        Where it isn't there, is about another programme, or a line can't be understood.
    """
    if not path.exists() and not path.is_symlink():
        raise LibraryError(
            f"there is no {NAME}: no author's consent is recorded. Each author writes it: "
            f"'Programme: {programme or '(its title)'}', then 'I agree: ' with name, comma and day."
        )
    about, lines = _read(path)
    authors = [_author(line) for line in lines]
    if not about and not programme:
        raise LibraryError(
            f"{NAME} names no programme. Its first line is 'Programme: ' and a title."
        )
    if programme and same(about, NOWHERE):
        raise LibraryError(f"{NAME} says 'Programme: none': its authors want it shown nowhere.")
    if programme and not same(about, programme):
        said = f"is about {about!r}" if about else "names no programme"
        raise LibraryError(f"{NAME} {said}; this one is called {programme!r}. Ask its authors.")
    if not authors:
        raise LibraryError(f"{NAME} holds nobody's 'I agree: ' with a name, a comma and a day.")
    return tuple(dict.fromkeys(authors))


def programme_of(path: Path) -> str:
    """Read which programme a consent is about.

    Parameters
    ----------
    path : Path
        ``consent.txt``.

    Returns
    -------
    str
        "" where it names none, or says "Programme: none".

    Raises
    ------
    LibraryError
        Where it can't be read.
    """
    about = _read(path)[0]
    return "" if same(about, NOWHERE) else about


def is_nowhere(path: Path) -> bool:
    """Say whether a consent says that a film is shown nowhere, in a line "Programme: none".

    Parameters
    ----------
    path : Path
        ``consent.txt``.

    Returns
    -------
    bool
        Whether anybody signed it below plays no part: nobody is shown.

    Raises
    ------
    LibraryError
        Where it can't be read.
    """
    return same(_read(path)[0], NOWHERE)


def _read(path: Path) -> tuple[str, list[str]]:
    """Return the programme that a consent names last, and its other lines."""
    about, others = "", []
    for line in filter(str.strip, words_of(path).splitlines()):
        if found := _PROGRAMME.match(line):
            about = found[1] or ""
        else:
            others.append(line)
    return about, others


def _author(line: str) -> str:
    found = _AGREED.match(line)
    if not found or not found[1]:
        raise LibraryError(
            f"{NAME} has a line that isn't 'I agree: ' with a name, a comma and a day "
            f"(2026-11-28): {line.strip()[:60]!r}."
        )
    try:
        day = date.fromisoformat(found[2])
    except ValueError:
        raise LibraryError(f"{NAME} has a day that the calendar doesn't: {found[2]}.") from None
    if not _FIRST_DAY <= day <= date.today() + _AHEAD:
        raise LibraryError(
            f"{NAME} has a day on which nobody can have signed it: {found[2]}. Write the day on "
            "which you agree."
        )
    return found[1]


def without_consent(maker: str, authors: Sequence[str]) -> str:
    """Return what is left of a film's makers once those who agreed are taken away.

    Parameters
    ----------
    maker : str
        As the film's papers have it, such as "Ana Lund and Ben Oke".
    authors : sequence of str
        Those who agreed.

    Returns
    -------
    str
        "" where nobody is left.

    Examples
    --------
    >>> without_consent("Ana Lund and Ben Oke", ["Ana Lund"])
    'ben oke'
    >>> without_consent("Ana Lund & Ben Oke", ["Ben Oke", "Ana Lund"])
    ''
    >>> without_consent("李雷、韩梅梅", ["韩梅梅", "李雷"]), without_consent("Siân O’Neil", ["O'Neil, Siân"])
    ('', '')
    >>> without_consent("Y", ["Ana Lund"]), without_consent("Ana Lundgren", ["Ana Lund"])
    ('y', 'ana lundgren')
    """
    names = _names(maker)
    left = f" {' '.join(names)} "
    signed = {" ".join(_names(name)) for each in authors for name in (each, _turned(each))}
    for one in sorted(signed, key=len, reverse=True):
        left = left.replace(f" {one} ", "  ")
    if left.split() == names:  # nobody was taken away: "Y" may be a name, too
        return " ".join(names)
    return " ".join(word for word in left.split() if word not in _BETWEEN)


def _names(words: str) -> list[str]:
    """Return the words of names, without what stands between them."""
    return _SEPARATES.sub(" ", plain(words).translate(_QUOTES)).split()


def _turned(name: str) -> str:
    """Return a name that is written as in an index the other way round: "Lund, Ana" is Ana Lund."""
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name
