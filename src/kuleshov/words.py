"""Words that sentences are made of: how many there are, and which name was meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import takewhile

WITH_CLUSTER = "in the course's folder give `python3 tools/make_env.py --no-dev --extra cluster`"
"""How what a cluster needs is installed, for whoever lacks it."""


WITH_CREDENTIALS = (
    "in the course's folder give `python3 tools/make_env.py --no-dev --extra credentials`"
)
"""How what checks and signs Content Credentials is installed."""


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number with its thing.

    Parameters
    ----------
    number : int
    thing : str
        The word for one.
    things : str, optional
        The word for more, where an "s" does not make it.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(1, "mark"), counted(0, "mark"), counted(2, "of them waits", "of them wait")
    ('1 mark', '0 marks', '2 of them wait')
    """
    return f"{number} {thing if number == 1 else things or thing + 's'}"


_HIDDEN = ("Cc", "Cf", "Cs")  # Unicode's kinds of letters that nobody sees
_JOINERS = "\u200c\u200d"  # but these shape the letters of Persian and Hindi, and emoji


def on_one_line(words: str) -> str:
    """Return somebody else's words on one line: what turns, hides or rubs out letters is spelt out.

    Parameters
    ----------
    words : str
        As they stood in a file.

    Returns
    -------
    str

    Examples
    --------
    >>> on_one_line("Moth\\nThis film: CC0")
    'Moth This film: CC0'
    >>> print(on_one_line("Ada\\u202e\\x1b[2K"))
    Ada\\u202e\\u001b[2K
    """
    return "".join(
        f"\\u{ord(letter):04x}"
        if unicodedata.category(letter) in _HIDDEN and letter not in _JOINERS
        else letter
        for letter in " ".join(words.split())
    )


def no_formula(words: str) -> str:
    """Return somebody's words for a cell of a table: no spreadsheet takes them for a formula.

    Parameters
    ----------
    words : str

    Returns
    -------
    str

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("Moth")
    ("'=1+1", 'Moth')
    """
    return "'" + words if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words


def one_spelling(name: str) -> str:
    """Return a name in the one of Unicode's spellings that people type.

    Folders on macOS hold an accent as a sign of its own ("e" and an acute), keyboards make one
    letter of it: the same name, in other bytes.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        In the composed form (NFC); marks that have none, as in Thai or Hindi, stay.

    Examples
    --------
    >>> one_spelling("cafe\\u0301") == "caf\\u00e9", one_spelling("เทค") == "เทค"
    (True, True)
    """
    return unicodedata.normalize("NFC", name)


def either(names: Sequence[str]) -> str:
    """Return names as a choice.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> either(["4A-1", "4A-2", "4B-1"]), either(["4A-1"]), either([])
    ('4A-1, 4A-2 or 4B-1', '4A-1', '')
    """
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)


def some(names: Sequence[str], most: int = 8) -> str:
    """Return the first of many names, each once, and how many more there are.

    Parameters
    ----------
    names : sequence of str
    most : int
        How many are named.

    Returns
    -------
    str

    Examples
    --------
    >>> some(["4A-1", "4A-2", "4A-1"]), some(["a", "b", "c", "d"], most=2)
    ('4A-1, 4A-2', 'a, b and 2 more')
    """
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - most} more" if len(unique) > most else ""
    return ", ".join(unique[:most]) + more


def few(sentences: Sequence[str], rest: str, most: int = 8) -> list[str]:
    """Return the first of many sentences, each once, and one that counts the others.

    Parameters
    ----------
    sentences : sequence of str
    rest : str
        With ``{}`` where the number of the others goes.
    most : int
        How many are said.

    Returns
    -------
    list of str

    Examples
    --------
    >>> few(["A lacks sound.", "B lacks sound.", "C lacks sound."], "So do {} more.", most=1)
    ['A lacks sound.', 'So do 2 more.']
    """
    unique = list(dict.fromkeys(sentences))
    more = len(unique) - most
    return unique[:most] + ([rest.format(more)] if more > 0 else [])


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """Return up to four names that somebody who wrote ``name`` may have meant.

    Parameters
    ----------
    name : str
        As it was written.
    names : iterable of str
        Those that there are.

    Returns
    -------
    list of str
        Those that are the same but for capitals and signs, else those that begin so, else those
        that ``name`` is a part of, else those that are spelt alike, first those that begin alike;
        empty where none is near.

    Examples
    --------
    >>> takes = ["4A-1", "4A-2", "4B-1"]
    >>> near_names("4a1", takes), near_names("4A", takes), near_names("moth", takes)
    (['4A-1'], ['4A-1', '4A-2'], [])
    >>> near_names("4C-1", ["KC-1", "6C-1", "4B-1"])
    ['4B-1', 'KC-1', '6C-1']
    >>> near_names("piano", ["g_k5_piano10", "g_k5_piano5", "h_nasa"])
    ['g_k5_piano10', 'g_k5_piano5']
    """
    import difflib  # only where a name was wrong

    plain = {each: each.casefold() for each in names}
    asked = name.casefold().strip()
    if not asked:
        return []
    same = [each for each, key in plain.items() if _bare(key) == _bare(asked)]
    begins = [each for each, key in plain.items() if key.startswith(asked)]
    inside = [each for each, key in plain.items() if len(asked) > 2 and asked in key]
    close = difflib.get_close_matches(asked, plain.values(), n=8, cutoff=0.6)
    close.sort(key=lambda key: -_begin_alike(asked, key))
    alike = [each for key in close[:3] for each in plain if plain[each] == key]
    return (same or begins or inside or list(dict.fromkeys(alike)))[:4]


def meant(name: str, names: Iterable[str]) -> str:
    """Ask back which name was meant.

    Parameters
    ----------
    name : str
        As it was written.
    names : iterable of str
        Those that there are.

    Returns
    -------
    str
        A question with a space before it; empty where none is near.

    Examples
    --------
    >>> meant("flickr", ["asl", "flicker"]), meant("moth", ["asl", "flicker"])
    (' Did you mean flicker?', '')
    """
    near = near_names(name, names)
    return f" Did you mean {either(near)}?" if near else ""


def _begin_alike(one: str, other: str) -> int:
    """Return how many letters two names share before they part."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _bare(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())
