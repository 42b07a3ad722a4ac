"""Citations: a sentence points at a moment or a number, and both are looked up.

``[film@00:00:12:08]``
    a moment: hours, minutes, seconds, frames. The frame stands beside the sentence.
``{film.asl = 3.2 s}``
    a measure: it is computed again, and agrees or doesn't, within the measure's own tolerance.

The name before the ``@`` or the dot is the film's. What a machine can check is whether the
citation holds, not whether the sentence is right: that is for readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..timecode import to_frame

if TYPE_CHECKING:
    from ..media import Clip, FilmLike

_MOMENT = r"\[(?P<film>\w+)\s*@\s*(?P<at>[\d:]+)\]"
_MEASURE = r"\{(?P<name>\w+)\.(?P<id>\w+)\s*=\s*(?P<value>[-+−]?\d+(?:[.,]\d+)?)\s*(?P<unit>[^{}\d\s][^{}\n]{0,40})?\}"
CITATION = re.compile(f"{_MOMENT}|{_MEASURE}")
_MEANT = re.compile(r"\[[^\[\]\n]{0,80}@[^\[\]\n]{0,80}\]|\{[^{}\n]{0,80}=[^{}\n]{0,80}\}")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
MAX_LETTERS = 100_000


@dataclass(frozen=True)
class Citation:
    """One citation, looked up.

    Attributes
    ----------
    text : str
        As it was written.
    film : str
        The film's name.
    kind : str
        "moment" or "measure".
    holds : bool
        Whether the moment lies in the film, or the number agrees.
    sentence : str
        What was found, in words.
    frame : int or None
        A moment's frame.
    measured : float or None
        What a measure comes to now.
    """

    text: str
    film: str
    kind: str
    holds: bool
    sentence: str
    frame: int | None = None
    measured: float | None = None


@dataclass(frozen=True)
class Critique:
    """A text and its citations, sentence by sentence.

    Attributes
    ----------
    text : str
    films : dict of str to Clip
    sentences : tuple of (str, tuple of Citation)
        Each sentence with what it cites.
    """

    text: str
    films: dict[str, Clip]
    sentences: tuple[tuple[str, tuple[Citation, ...]], ...]

    @property
    def citations(self) -> list[Citation]:
        """All citations in the order of the text."""
        return [citation for _, cited in self.sentences for citation in cited]

    @property
    def moments(self) -> list[Citation]:
        """The citations that point at a moment."""
        return [c for c in self.citations if c.kind == "moment"]

    @property
    def measures(self) -> list[Citation]:
        """The citations that name a number."""
        return [c for c in self.citations if c.kind == "measure"]

    @property
    def unread(self) -> list[str]:
        """What looks like a citation and isn't one, as it was written: nothing was looked up."""
        return [match[0] for match in _MEANT.finditer(CITATION.sub("", self.text))]

    @property
    def advice(self) -> list[str]:
        """Sentences about what could not be looked up, and how a citation is written."""
        name = next(iter(self.films))
        how = f"A moment is [{name}@00:00:12:08], a number {{{name}.asl = 3.2 s}}."
        said = [f"{one} was not looked up. {how}" for one in self.unread]
        return said or ([] if self.citations else [f"Nothing is cited yet. {how}"])

    def picture(self, citation: Citation) -> NDArray[np.uint8]:
        """Return the frame that a citation points at.

        Parameters
        ----------
        citation : Citation
            Of a moment that holds.

        Returns
        -------
        ndarray of uint8 (height, width, 3)
            RGB.

        Raises
        ------
        KuleshovError
            Where it is a measure, or the moment doesn't lie in the film.
        MediaError
            Where the frame can't be decoded.
        """
        if citation.frame is None or not citation.holds:
            raise KuleshovError(f"{citation.text} points at no frame.")
        return self.films[citation.film].frame(citation.frame)

    def __str__(self) -> str:
        words = len(self.text.split())
        held = sum(citation.holds for citation in self.citations)
        lines = [f"{words} words, {len(self.citations)} citations, {held} of them hold."]
        lines += [f"  {c.text}: {c.sentence}" for c in self.citations]
        lines += [f"  {said}" for said in self.advice]
        return "\n".join(lines)


def critique(
    text: str | Path, film: FilmLike | None = None, /, **films: FilmLike | None
) -> Critique:
    """Look up every citation of a critique.

    Parameters
    ----------
    text : str or Path
        The critique, or the path of a text file (.txt or .md where it is a str).
    film : Clip, Take or path, optional
        The film, if there is one only; it is called "film" in the text.
    **films : Clip, Take or path
        Films by the names that the text gives them.

    Returns
    -------
    Critique
        A citation that doesn't hold is no error: it says what was found instead.

    Raises
    ------
    KuleshovError
        Where no film is given, or the text is empty, over 100,000 letters long, or can't be read.
    MediaError
        Where a film can't be read.

    See Also
    --------
    kuleshov.measure : Where the numbers come from.

    Examples
    --------
    >>> import kuleshov as ku
    >>> text = "The lamp waits [film@00:00:02:00]. It is slow: {film.asl = 3.2 s}"
    >>> print(ku.critique(text, ku.rushes("understudy")["KA-1"]))
    11 words, 2 citations, 2 of them hold.
      [film@00:00:02:00]: frame 48 of 156.
      {film.asl = 3.2 s}: Average shot length measures 3.25 s.
    """
    from ..media.clip import clip_of

    given = {n: f for n, f in {"film": film, **films}.items() if f is not None}
    clips = {name: clip_of(given_film) for name, given_film in given.items()}
    if not clips:
        raise KuleshovError("A critique is about a film: ku.critique(text, film).")
    words = _words(text)
    sentences = []
    shielded = _shielded(words)
    ends = [match.end() for match in _SENTENCE_END.finditer(shielded)]
    for start, stop in pairwise([0, *ends, len(words)]):
        sentence = words[start:stop].strip()
        if sentence:
            cited = tuple(_look_up(m, clips) for m in CITATION.finditer(sentence))
            sentences.append((sentence, cited))
    return Critique(words, clips, tuple(sentences))


def _words(source: str | Path) -> str:
    if not isinstance(source, (str, Path)):
        raise KuleshovError("A critique is words, or the path of a text file.")
    text = str(source)
    if isinstance(source, Path) or (
        len(text) < 500 and "\n" not in text and text.endswith((".txt", ".md"))
    ):
        path = Path(source)
        if not path.is_file():
            raise KuleshovError(f"There is no text at {path}.")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise KuleshovError(f"{path} can't be read as text (UTF-8).") from None
    if not text.strip():
        raise KuleshovError("Nothing is written yet.")
    if len(text) > MAX_LETTERS:
        raise KuleshovError(f"This text is over {MAX_LETTERS:,} letters long.")
    return text


def _shielded(text: str) -> str:
    """Blank out citations, letter for letter, so that a full stop in one ends no sentence."""
    return CITATION.sub(lambda match: "x" * len(match[0]), text)


def _look_up(match: re.Match[str], clips: Mapping[str, Clip]) -> Citation:
    name = match["film"] or match["name"]
    kind = "moment" if match["film"] else "measure"
    clip = clips.get(name)
    if clip is None:
        known = ", ".join(clips)
        words = f"there is no film called {name} here; there is {known}."
        return Citation(match[0], name, kind, False, words)
    return _moment(match, name, clip) if kind == "moment" else _measure(match, name, clip)


def _moment(match: re.Match[str], name: str, clip: Clip) -> Citation:
    try:
        frame = to_frame(match["at"], clip.edit_rate)
    except KuleshovError as error:
        return Citation(match[0], name, "moment", False, str(error))
    end = clip.timecode(clip.frames)
    if ":" not in match["at"]:
        words = f"a moment is written as timecode, [{name}@00:00:12:08]."
        return Citation(match[0], name, "moment", False, words)
    if not 0 <= frame / clip.edit_rate < clip.duration:
        words = f"{name} ends at {end}; this moment lies after it."
        return Citation(match[0], name, "moment", False, words)
    frame = clip.frame_number(match["at"])
    words = f"frame {frame} of {clip.frames}."
    return Citation(match[0], name, "moment", True, words, frame=frame)


def _measure(match: re.Match[str], name: str, clip: Clip) -> Citation:
    from ..metrics import agrees, measure
    from ..metrics.measures import brief
    from ..metrics.registry import REGISTRY, unknown

    id_ = match["id"]
    if id_ not in REGISTRY:
        return Citation(match[0], name, "measure", False, "t" + unknown(id_)[1:])
    found = measure(clip, id_)
    if found.reason:
        return Citation(match[0], name, "measure", False, f"it can't be measured: {found.reason}")
    unit = (match["unit"] or "").strip()
    if unit and found.unit and unit != found.unit:
        words = f"{found.name} is measured in {found.unit}, not in {unit}."
        return Citation(match[0], name, "measure", False, words, measured=found.value)
    cited = float(match["value"].replace(",", ".").replace("−", "-"))
    holds = bool(agrees(id_, cited, found.value))
    words = f"{found.name} measures {brief(found.value)} {found.unit}".rstrip()
    words += "." if holds else f", not {cited:g}."
    return Citation(match[0], name, "measure", holds, words, measured=found.value)
