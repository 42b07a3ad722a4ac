"""What is looked at with a film's edit in hand: slates, lines without a caption, other pictures.

A film that is handed in may be cut from footage that isn't here. What can be looked at is, and each
check says what could not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, cast

from ..errors import KuleshovError
from ..media import Caption, Captions, Clip
from ..timecode import timecode
from ..timeline.as_cut import shown_otherwise, to_look_at
from ..timeline.edit import EditWithTakes
from ..timeline.slates import slates
from ..timeline.spoken import SpokenLine, spoken_lines
from ..words import counted, few
from .brief import Check, checked
from .looked_at import once, state_of
from .spread import places_in, seed_of, seen_of

_OF_THE_SCRIPT = (
    "",
    "en",
    "en-gb",
    "en-us",
)  # languages of captions that can be held against lines
NONE_HELD = "no shot could be held against a take"
NO_SLATE = "no slate in the picture"


def takes_away(edit: EditWithTakes) -> list[str]:
    """Name the takes of an edit that aren't at hand here.

    Parameters
    ----------
    edit : Cut

    Returns
    -------
    list of str

    Examples
    --------
    >>> import kuleshov as ku
    >>> text = "4A-1 02:00 03:00\\nkitchen 00:00 01:00"
    >>> takes_away(ku.Cut.from_text(text, ku.rushes("understudy")))
    ['kitchen']
    """
    return [name for name in edit.edit.takes() if not _is_here(edit, name)]


def _is_here(edit: EditWithTakes, name: str) -> bool:
    try:
        take = edit.take(name)
    except KuleshovError:
        return False
    path = getattr(take, "path", None)
    return not getattr(take, "away", False) and (path is None or Path(path).is_file())


def slates_in(edit: EditWithTakes | None, away: Sequence[str] = ()) -> Check:
    """Look for slates in the picture.

    Parameters
    ----------
    edit : Cut or None
    away : sequence of str
        Takes that aren't at hand.

    Returns
    -------
    Check
    """
    if edit is None:
        do = "Hand the edit over: ku.delivery(film, edit=cut)."
        return checked("slates", NO_SLATE, "not looked for", False, do)
    found = list(slates(_without(edit, away)))
    do = "Trim them: " + " ".join(few([str(one) for one in found], "And {} more.", 8))
    told = f"{len(found)} seen{_passed_over(edit, away)}"
    return checked("slates", NO_SLATE, told, not found, do)


def lines_with_captions(
    edit: EditWithTakes, held: Mapping[str, Captions], away: Sequence[str] = ()
) -> Check:
    """Look whether each line that is known to be spoken has a caption.

    Parameters
    ----------
    edit : Cut
    held : mapping of str to Captions
        By language, as :func:`~kuleshov.criticism.beside_checks.captions_of` has them; those that
        leave out fewest lines count.
    away : sequence of str
        Takes that aren't at hand.

    Returns
    -------
    Check

    Notes
    -----
    A caption under the film's own name, or in the language of the script, shares a word with the line
    that it stands for. Those in another language can't be compared: that they hold words is all that
    is asked, and the check says so.
    """
    lines = spoken_lines(_without(edit, away))
    missing = {
        language: [
            line for line in lines if not any(_stands_for(one, line, language) for one in captions)
        ]
        for language, captions in held.items()
    }
    language, bare = min(missing.items(), key=lambda one: len(one[1]))
    told = f"{len(lines) - len(bare)} of {len(lines)} lines that are known have one"
    if lines and language not in _OF_THE_SCRIPT:
        told += f"; the words in {language} were not compared"
    named = [f"{timecode(round(one.start * edit.rate), edit.rate)} {one.text}" for one in bare]
    do = f"Without one: {'; '.join(few(named, '{} more', 4))}. Write it there, in the line's own words."
    if not language:
        do += " Captions in another language have its name: short.de.vtt."
    told += _passed_over(edit, away)
    return checked("lines", "a caption for each spoken line", told, not bare, do)


def _stands_for(one: Caption, line: SpokenLine, language: str) -> bool:
    """Say whether a caption is seen while a line is heard, and says something of it."""
    if one.start >= line.stop or line.start >= one.stop:
        return False
    said = _words(one.text)
    return bool(said & _words(line.text) if language in _OF_THE_SCRIPT else said)


def _words(text: str) -> set[str]:
    """Return the words of a text, without noises in brackets."""
    return set(re.findall(r"\w+", re.sub(r"\[[^\]]*\]", " ", text).casefold()))


def shows_the_edit(clip: Clip, edit: EditWithTakes, away: Sequence[str] = ()) -> Check:
    """Look whether a film is as long as its edit, and shows in each shot what its take does.

    Parameters
    ----------
    clip : Clip
    edit : Cut
    away : sequence of str
        Takes that aren't at hand.

    Returns
    -------
    Check
    """
    asked = "the film is what the edit says"
    again = "Render the edit again, and publish that."
    if clip.frames != edit.frames or clip.edit_rate != edit.rate:
        lasts = f"it lasts {clip.duration:.2f} s, the edit {edit.duration:.2f} s"
        if clip.frames == edit.frames:
            lasts = (
                f"it has {float(clip.edit_rate):g} frames a second, the edit {float(edit.rate):g}"
            )
        return checked("the edit", asked, lasts, False, again)
    try:
        takes = [state_of(path) for path in edit.take_files().values()]
        key = (state_of(clip.path), repr(edit.edit), *away, *takes)
        places, wrong = once(key, lambda: _held_against(clip, edit, away))
    except KuleshovError as problem:
        return checked("the edit", asked, "not looked at", False, str(problem))
    shots = {n: shot for n, shot in enumerate(edit.shots, 1) if not shot.is_card}
    looked = [number for number in shots if places[number]]
    held = sum(number not in wrong for number in looked)
    told = f"{held} of {counted(len(looked), 'shot')} as in the takes" if looked else NONE_HELD
    covered = sum(not places[number] and shot.take not in away for number, shot in shots.items())
    if covered:
        told += f"; {counted(covered, 'shot')} under dissolves or fades not looked at"
    where = [f"at {timecode(at, edit.rate)} shot {number}" for number, at in wrong.items()]
    do = f"It shows something else {', '.join(few(where, 'and {} more', 4))}. {again}"
    return checked("the edit", asked, told + _passed_over(edit, away), not wrong, do)


def decode_for(clip: Clip, edit: EditWithTakes, away: Sequence[str] = ()) -> None:
    """Decode in one pass what the checks of a film and its edit will look at; faults are theirs to tell.

    Parameters
    ----------
    clip : Clip
    edit : Cut
    away : sequence of str
        Takes that aren't at hand.
    """
    if clip.frames == edit.frames:
        with suppress(KuleshovError):
            places = _places(clip, edit, away).values()
            seen_of(clip).decode({*places_in(clip), *chain.from_iterable(places)})


def _places(clip: Clip, edit: EditWithTakes, away: Sequence[str]) -> dict[int, list[int]]:
    return to_look_at(edit, away, places_in(clip), seed_of(clip))


def _held_against(
    clip: Clip, edit: EditWithTakes, away: Sequence[str]
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Return where each shot was looked at, and which of them show something else."""
    places = _places(clip, edit, away)
    return places, shown_otherwise(edit, seen_of(clip), away, places)


def _passed_over(edit: EditWithTakes, away: Collection[str]) -> str:
    shots = sum(shot.take in away for shot in edit.shots)
    return f"; {counted(shots, 'shot')} of takes that aren't here not looked at" if shots else ""


class _Without:
    """A cut whose takes that aren't at hand are takes of which nothing is known."""

    truth, path = None, None

    def __init__(self, edit: EditWithTakes, away: Collection[str]) -> None:
        self._edit, self._away = edit, away

    def __getattr__(self, name: str) -> Any:
        return getattr(self._edit, name)

    def take(self, name: str) -> Any:
        """Return the take, or nothing that is known of one."""
        return None if name in self._away else self._edit.take(name)


def _without(edit: EditWithTakes, away: Collection[str]) -> EditWithTakes:
    return cast(EditWithTakes, _Without(edit, away)) if away else edit
