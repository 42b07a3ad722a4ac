"""A short as it is handed in: what the technician's report says of it, in a student's words.

The report is :func:`kuleshov.delivery`'s. A test cell asks for some of its checks by name, and shows
what is open: what was found, what is asked, what to do. Two things it asks of the edit beside them,
so that a minute of black with papers is no short.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...criticism.screening.consent import NAME as CONSENT
from ...criticism.screening.consent import NOWHERE
from ...criticism.screening.words_in import plain, words_of
from ...errors import KuleshovError, LibraryError
from ...files import sha256, write_whole
from ...folders import studio
from ...library import ledger
from ...library import rushes as bin_of
from ...library.away import WithTakesAway
from ...timeline import Cut
from .a2_first_cut import is_a_cut, too_few_shots

FOLDER, FILM = "short", "short.mp4"
SHOTS = 3
"""How many shots a short has at least."""

_PROGRAMME, _AGREE = "programme", "i agree"  # how the lines of a consent begin
_NOT_ASKED = {
    "lines": "lines: there are no captions that can be read, so no line has one. Captions come first.",
    "consent": (
        "consent: there is no consent.txt beside the film. Write it: 'Programme: ' with the "
        "programme's title, then a line 'I agree: ' with name, comma and day for each author."
    ),
}
_HAND_IN = f"The folder {FOLDER}, as ku.publish leaves it, is handed in beside the notebook, with {FILM} in it."


def missing(student: Any, cut: Any, *names: str) -> list[str]:
    """Say what is open of a short that was handed in, a sentence for each check that is asked for.

    Parameters
    ----------
    student : Student
        :data:`kuleshov.grading.student`, which has the film looked at.
    cut : Cut
        The edit that the film is of.
    *names : str
        The checks of :func:`kuleshov.delivery` that count here, such as "length".

    Returns
    -------
    list of str
        Empty where all of them hold. A film without its edit is not looked at: nobody could say of
        which film it is the delivery.
    """
    if said := is_a_cut(cut):
        return said
    found = _looked_at(student, cut)
    if isinstance(found, str):
        return [found]
    checks = {one.name: one for one in found}
    said = []
    for name in names:
        if name not in checks:
            said.append(_NOT_ASKED.get(name, f"{name}: it could not be looked at."))
        elif not checks[name].holds:
            said.append(_sentence(checks[name]))
    return said


def no_short(student: Any, cut: Any) -> list[str]:
    """Say that a film isn't its edit's, or is no short: too few shots, mostly black, one picture.

    Parameters
    ----------
    student, cut
        As for :func:`missing`.

    Returns
    -------
    list of str
    """
    return is_a_cut(cut) or [
        *too_few_shots(cut, SHOTS),
        *_mostly_black(cut),
        *missing(student, cut, "the edit", "pictures"),
    ]


def _mostly_black(cut: Cut) -> list[str]:
    """Say that an edit shows less than it hides: black, titles and gaps are no shots."""
    cards = sum(len(span) for span in cut.edit.picture() if span.shot.is_card)
    if 2 * cards <= cut.frames:
        return []
    return [
        f"{cards / float(cut.rate):.0f} s of {cut.duration:.0f} are black, titles or gaps. A short "
        "shows more than it hides: at least half of it is shots."
    ]


def _looked_at(student: Any, cut: Cut) -> Any:
    """Return the technician's report, or a sentence about why there is none.

    The edit's takes are the course's own by their names, whatever the student's names hold; footage of
    the student's own is not here.
    """
    try:
        return student.delivery(f"{FOLDER}/{FILM}", edit=Cut.from_edit(cut.edit, _rushes()))
    except KuleshovError as problem:
        return f"{_ended(str(problem))} {_HAND_IN}"


@cache
def _rushes() -> Mapping[str, Any]:
    return bin_of("understudy")


def _sentence(check: Any) -> str:
    """Return a check as what was found, what is asked, and what to do."""
    return _ended(f"{check.name}: {check.found}. Asked: {check.asked}. {check.do}".rstrip())


def _ended(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."


def at_work(cut: Any) -> bool:
    """Say whether this is where a short is made, and not where one that was handed in is looked at.

    Parameters
    ----------
    cut : Cut
        The edit; while there is none, nothing is made of it.

    Returns
    -------
    bool
        False where a film lies here of which this studio's ledger knows nothing: it was made
        somewhere else, and handed in. Why is printed.
    """
    if said := is_a_cut(cut):
        print(f"Not yet. {said[0]}")
        return False
    film = _made_elsewhere()
    if film is not None:
        print(
            f"{film} lies here, and this studio has not made it: it is looked at as it was handed in, and "
            "nothing is made again. On your grader's machine that is as it should be. If you want to work "
            f"here, lay {film} somewhere else first."
        )
        return False
    return True


def _made_elsewhere() -> Path | None:
    """Return the film that lies here, where this studio's ledger knows nothing of it."""
    film = handed_in()
    return film if film is not None and not ledger().about(digest=sha256(film)) else None


def handed_in() -> Path | None:
    """Return the film that lies beside the notebook, in the folder ``short`` or as a file alone."""
    places = (Path(FOLDER) / FILM, Path(FILM))
    return next((place for place in places if place.is_file()), None)


def takes(rushes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return all that there is to cut: the course's takes, and the footage that you imported.

    Parameters
    ----------
    rushes : mapping
        The course's; a film of yours that has the name of one of these is left out, and named.

    Returns
    -------
    mapping of str to Take
        By name; the course's bin itself where you have imported nothing. Yours are those that ``ku.import_footage`` put into ``studio/footage``: the film
        ``IMG_0412.mp4`` there is the take ``IMG_0412``. On another machine none of them is there: where
        a film lies that was handed in, any name that isn't the course's is one of a take that is
        away, so that the edit can be held against the film all the same.

    Examples
    --------
    >>> import kuleshov as ku
    >>> "4A-1" in takes(ku.rushes("understudy"))
    True
    """
    try:
        own = bin_of(studio() / "footage")
    except LibraryError:  # nobody has imported anything
        held = rushes
    else:
        held = _together(own, rushes)
    return WithTakesAway(held) if _made_elsewhere() else held


def _together(own: Mapping[str, Any], rushes: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in own:
        if name in rushes:
            print(f"Your film {name} has the name of a take of the course. Rename it to cut it in.")
    return {**own, **rushes}


def agree(words: str) -> Path:
    """Write who agreed that the film is shown, beside the film; what others signed there stays.

    Parameters
    ----------
    words : str
        A line "Programme: " with its title, then for each author a line "I agree: " with a name, a
        comma and the day.

    Returns
    -------
    Path

    Raises
    ------
    LibraryError
        Where nothing was written, the film isn't published yet, ``consent.txt`` is a link, or others
        signed there for another programme: they haven't agreed to this one.
    """
    if not words.strip():
        raise LibraryError("Nobody has agreed yet: the text is empty.")
    folder = Path(FOLDER)
    if not folder.is_dir():
        raise LibraryError(f"There is no folder {FOLDER} yet. Publish the film first.")
    path = folder / CONSENT
    write_whole(path, _signed(words, path))
    return path


def _signed(words: str, path: Path) -> str:
    """Return a consent with the lines that others have written there."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not path.exists() and not path.is_symlink():
        return "\n".join(lines) + "\n"
    there = [line.strip() for line in words_of(path).splitlines() if line.strip()]
    mine = {_says(line) for line in lines}
    kept = [one for one in there if _says(one) not in mine and _says(one)[0] != _PROGRAMME]
    was, is_now = (
        {said for kind, said in map(_says, text) if kind == _PROGRAMME} for text in (there, lines)
    )
    if kept and is_now - was - {NOWHERE}:
        raise LibraryError(
            f"{path} holds {kept[0][:60]!r}, and another programme than this one. Whoever wrote that "
            "hasn't agreed to this one: ask them, or take their line out of the file, then run this again."
        )
    about = [] if is_now else [one for one in there if _says(one)[0] == _PROGRAMME]
    return "\n".join([*about, *lines, *kept]) + "\n"


def _says(line: str) -> tuple[str, str]:
    """Return what kind a line of a consent is, and whom or what it names."""
    kind, _, said = line.partition(":")
    name = said.rpartition(",")[0] or said if plain(kind) == _AGREE else said
    return plain(kind), plain(name)
