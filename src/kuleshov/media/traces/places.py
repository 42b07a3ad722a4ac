"""Places in words that are about something else: a tool's name can hold where it was used."""

import re
from collections.abc import Iterable

LEFT_OUT = "(a place, left out)"

_NUMBER = r"[-+]?\d{1,3}\.\d{2,}"
_PLACES = re.compile(
    "|".join(
        (
            r"[+-]\d{2}(?:\d{2}){0,2}(?:\.\d+)?[+-]\d{3}(?:\d{2}){0,2}(?:\.\d+)?"
            r"(?:[+-]\d+(?:\.\d+)?)?/?",  # ISO 6709
            rf"{_NUMBER}\s*°?\s*[NSns]?\s*[,;/ ]\s*{_NUMBER}\s*°?\s*[EWOewo]?(?![\w.])",
            r"\d{1,3}\s*°\s*\d{1,2}\s*[\u2032'](?:\s*\d{1,2}(?:\.\d+)?\s*[\u2033\"])?\s*[NSEWOnsewo]"
            r"(?:\s*[,;/ ]?\s*\d{1,3}\s*°\s*\d{1,2}\s*[\u2032'](?:\s*\d{1,2}(?:\.\d+)?\s*[\u2033\"])?"
            r"\s*[NSEWOnsewo])?",
        )
    )
)


def without_places(words: str, known: Iterable[str] = ()) -> str:
    """Return words with every pair of coordinates, and every place that is known, left out.

    Parameters
    ----------
    words : str
    known : iterable of str
        What else in the same file is a place's name.

    Returns
    -------
    str

    Examples
    --------
    >>> without_places("GoPro +52.5200+013.4050/"), without_places("Lavf62.3.100")
    ('GoPro (a place, left out)', 'Lavf62.3.100')
    """
    for place in known:
        if len(place.strip()) > 2:
            words = re.sub(re.escape(place.strip()), LEFT_OUT, words, flags=re.IGNORECASE)
    return _PLACES.sub(LEFT_OUT, words)
