"""Under which licence a film may be shown, given the licences of what it was cut from.

The kit reads a film that is cut from clips as an adaptation of each of them (the careful
reading: trimming, re-ordering and putting sound under a picture make something new). This is
the reading of a course, not legal advice.

======================  ===============================  =====================================
licence                 of the clip asks                 of the film
======================  ===============================  =====================================
CC0, public domain      nothing                          any licence
your own work           nothing                          any licence
MIT, Apache-2.0, BSD    that its notice is kept          any licence
CC BY                   attribution                      any licence that keeps attribution
CC BY-SA                attribution, same licence        CC BY-SA
CC BY-NC                attribution, no commerce         a licence with NC
CC BY-NC-SA             all of these                     CC BY-NC-SA
CC BY-ND, CC BY-NC-ND   that no adaptation is shared     none: don't publish the film
all rights reserved     that you ask                     only with permission
not stated              not known                        not known until somebody states it
======================  ===============================  =====================================

References
----------
Creative Commons, Frequently Asked Questions, "If I derive or adapt material offered under a
Creative Commons license, which CC license(s) can I use?" and the adapter's licence chart there:
same licence, or a later version of it, for ShareAlike; at least the same elements for BY and
BY-NC; no sharing of adaptations for ND. https://creativecommons.org/faq/
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .credit import Credit
from .facts import stated

_NOTE = r"( \(.*\))?"  # (US Government work)
_WORD = r"( (license|licence))?"
_FREE = re.compile(
    r"((cc|creative commons) ?(0|zero)|pd|no known copyright)( \d+(\.\d+)*)?( universal)?"
    rf"|public domain( mark| dedication)?( \d+(\.\d+)*)?{_NOTE}"
)
_OWN = re.compile(rf"(own|own work|my own|my own work|mine|yours|your own|your own work){_NOTE}")
_NOTICE = re.compile(
    rf"mit{_WORD}|isc{_WORD}|apache{_WORD}(,? (version )?v?\d+(\.\d+)*)?|bsd( \d clause)?{_WORD}"
)
_MARKS = {
    "sa": "share ?alike", "nc": "non ?commercial", "nd": "no ?deriv(?:ative)?s?(?: works)?",
}  # fmt: skip
_COMMONS = re.compile(
    r"(?:cc|creative commons) (?:by|attribution)"
    rf"(?P<marks>(?: (?:sa|nc|nd|{'|'.join(_MARKS.values())}))*){_WORD}"
    r"(?: v?(?P<version>\d+(?:\.\d+)?))?(?: (?!sa$|nc$|nd$|by$)[a-z]{2})?"
    rf"(?: (?:international|unported|generic|deed))?{_WORD}"
)

YOURS = "yours to choose"
"""What stands for a film's licence where nothing in it asks for one, until somebody chooses."""


class FilmLicence(NamedTuple):
    """A film's licence, and the reason in words.

    ``licence`` is empty where the film can't be published under any.
    """

    licence: str
    reason: str


class Terms(NamedTuple):
    """What a licence asks, as six answers, and its version (0 where its name has none)."""

    known: bool = True
    attribution: bool = False
    share_alike: bool = False
    non_commercial: bool = False
    no_derivatives: bool = False
    reserved: bool = False
    version: float = 0.0


def terms(licence: str) -> Terms:
    """Read what a licence asks from its whole name: words more or less make it another one.

    Examples
    --------
    >>> terms("CC-BY-SA-4.0").share_alike, terms("CC BY 4.0").share_alike
    (True, False)
    >>> terms("a licence that I made up").known, terms("Mit Genehmigung").known
    (False, False)
    """
    name = _plain(licence)
    if _OWN.fullmatch(name) or _FREE.fullmatch(name):
        return Terms()
    if _NOTICE.fullmatch(name):
        return Terms(attribution=True)
    if "all rights reserved" in name:
        return Terms(reserved=True)
    found = _COMMONS.fullmatch(name)
    if found is None:
        return Terms(known=False)
    asked = {
        mark for mark, words in _MARKS.items() if re.search(rf" ({mark}|{words})\b", found["marks"])
    }
    version = float(found["version"] or 0)
    return Terms(True, True, "sa" in asked, "nc" in asked, "nd" in asked, False, version)


def _plain(licence: str) -> str:
    """Return a name in small letters, with a blank for each hyphen, of whatever kind."""
    seen = unicodedata.normalize("NFKC", licence).casefold()
    kinds = [(c, unicodedata.category(c)) for c in seen]
    spaced = (" " if c == "_" or kind == "Pd" else c for c, kind in kinds if kind != "Cf")
    return " ".join("".join(spaced).split())


def film_licence(credits: Iterable[Credit]) -> FilmLicence:
    """Say under which licence a film may be published, and why.

    Parameters
    ----------
    credits : iterable of Credit
        Everything that the film was cut from.

    Returns
    -------
    FilmLicence
        The licence, empty where there is none, and the reason in a sentence or two.

    Examples
    --------
    >>> film_licence([Credit("Moth", licence="CC BY 4.0"), Credit("Sea", licence="CC BY-SA 3.0")])
    FilmLicence(licence='CC BY-SA 4.0', reason='Sea is share-alike: the film carries its licence.')
    """
    sources = [(credit, terms(credit.licence)) for credit in credits]
    return (
        _what_forbids(sources)
        or _what_contradicts(sources)
        or _what_is_asked(sources)
        or FilmLicence(
            YOURS,
            "Nothing in the film asks for a licence of its own. CC BY 4.0 would let others learn "
            "from it and name you.",
        )
    )


def fits(licence: str, credits: Iterable[Credit]) -> str:
    """Say why a film may not be published under a licence; "" where it may.

    Parameters
    ----------
    licence : str
        What the film's maker chose.
    credits : iterable of Credit
        Everything that the film was cut from.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> fits("CC0", [Credit("Moth", licence="CC BY 4.0")])
    'CC0 gives away the names that its clips ask for.'
    >>> fits("CC BY-SA 4.0", [Credit("Moth", licence="CC BY 4.0")])
    ''
    """
    credits = list(credits)
    needed = terms(film_licence(credits).licence)
    alike = [each for one in credits if (each := terms(one.licence)).share_alike]
    newest = max((each.version for each in alike), default=0.0)
    chosen = terms(licence)
    if not chosen.known:
        return f"the kit does not know the licence {licence!r}."
    if needed.share_alike and not (chosen.share_alike and not chosen.no_derivatives):
        return f"{licence} is not share-alike, as a clip in it asks."
    if needed.share_alike and 0 < chosen.version < newest:
        return f"{licence} is older than the share-alike licence of a clip in it ({newest})."
    if needed.share_alike and chosen.non_commercial != needed.non_commercial:
        return f"{licence} differs in commerce from the share-alike licence that a clip in it asks for."
    if needed.non_commercial and not (chosen.non_commercial or chosen.reserved):
        return f"{licence} allows commerce, which a clip in it forbids."
    if needed.attribution and not (chosen.attribution or chosen.reserved):
        return f"{licence} gives away the names that its clips ask for."
    return ""


_Sources = Sequence[tuple[Credit, Terms]]


def _what_forbids(sources: _Sources) -> FilmLicence | None:
    silent = [
        credit.title
        for credit, _ in sources
        if not stated(credit.licence) or credit.licence == YOURS  # a film that nobody chose for
    ]
    if silent:
        return FilmLicence(
            "",
            f"Nobody has stated a licence for {_and(silent)}. Until somebody does, the film stays "
            "in the class.",
        )
    strange = [credit for credit, asked in sources if not asked.known]
    if strange:
        named = [f"{credit.title} ({credit.licence})" for credit in strange]
        return FilmLicence(
            "", f"The kit does not know the licence of {_and(named)}. Read it before you publish."
        )
    reserved = [credit.title for credit, asked in sources if asked.reserved]
    if reserved:
        return FilmLicence(
            "",
            f"All rights in {_and(reserved)} are reserved. Ask whoever made it, and write the "
            "answer into the ledger.",
        )
    fixed = [credit.title for credit, asked in sources if asked.no_derivatives]
    if fixed:
        return FilmLicence(
            "",
            f"{_and(fixed)} may be shown whole, not cut into another film (ND). Leave it out, or "
            "ask.",
        )
    return None


def _what_contradicts(sources: _Sources) -> FilmLicence | None:
    free = [c.title for c, asked in sources if asked.share_alike and not asked.non_commercial]
    unpaid = [c.title for c, asked in sources if asked.non_commercial]
    if free and unpaid:
        return FilmLicence(
            "",
            f"{_and(free)} {_one_or_many(free, 'wants', 'want')} the film under CC BY-SA, which "
            f"allows commerce; {_and(unpaid)} {_one_or_many(unpaid, 'forbids', 'forbid')} it. No "
            "licence gives both. Leave one out.",
        )
    return None


def _what_is_asked(sources: _Sources) -> FilmLicence | None:
    alike = [credit.title for credit, asked in sources if asked.share_alike]
    unpaid = [credit.title for credit, asked in sources if asked.non_commercial]
    named = [credit.title for credit, asked in sources if asked.attribution]
    commerce = "NC-" if unpaid else ""
    if alike:
        verb, which = _one_or_many(alike, "is", "are"), _one_or_many(alike, "its", "their")
        return FilmLicence(
            f"CC BY-{commerce}SA 4.0",
            f"{_and(alike)} {verb} share-alike: the film carries {which} licence.",
        )
    if unpaid:
        return FilmLicence(
            "CC BY-NC 4.0", f"{_and(unpaid)} may not be sold, so neither may a film."
        )
    if named:
        return FilmLicence(
            "CC BY 4.0",
            f"{_and(named)} {_one_or_many(named, 'asks', 'ask')} to be named. You may choose a "
            "stricter licence; the names stay.",
        )
    return None


def _one_or_many(titles: Sequence[str], one: str, many: str) -> str:
    return many if len(set(titles)) > 1 else one


def _and(titles: Sequence[str], most: int = 3) -> str:
    """Join titles as a sentence does; the fourth and later ones are counted."""
    unique = list(dict.fromkeys(titles))
    if len(unique) > most:
        return f"{', '.join(unique[:most])} and {len(unique) - most} more"
    return " and ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)
