"""Captions: what is said and heard in a film, as text with times; WebVTT in and out, SubRip in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..errors import MediaError
from ..files import write_whole
from ..words import counted

LETTERS, LINES = 42, 2
"""What fits under a picture: letters in a line, lines at a time."""

SHORTEST, LONGEST = 5 / 6, 7.0
"""How long a caption stands at least and at most, seconds."""

FASTEST = 20.0
"""How many letters a second an adult reads beside a film."""

_MOST = 20_000  # captions of one film: six hours of fast talk
_LONGEST_FILE = 4 * 2**20  # letters
_TIME = re.compile(r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})")
_TIMING = re.compile(rf"\s*{_TIME.pattern}\s*-->\s*{_TIME.pattern}(?:\s+(\S.*))?\s*$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?[a-z][^<>]*>|<\d[\d:.]*>", re.IGNORECASE)
_ELSE = ("STYLE", "REGION", "NOTE")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True)
class Caption:
    """One caption.

    Attributes
    ----------
    start, stop : float
        From when to when it stands under the picture, seconds of the film.
    text : str
        At most two lines; a noise in brackets: "[the bulb pops]".
    speaker : str
        Who says it; empty for a noise, or where the picture shows it.

    Examples
    --------
    >>> one = Caption(1.0, 2.5, "Again.", "Diode")
    >>> print(one)
    00:00:01.000 to 00:00:02.500 Diode: Again.
    >>> round(one.speed, 1)
    4.0
    """

    start: float
    stop: float
    text: str
    speaker: str = ""

    @property
    def speed(self) -> float:
        """How many letters a second are to be read, spaces counted."""
        return len(self.text) / max(self.stop - self.start, 1e-9)

    def __str__(self) -> str:
        who = f"{self.speaker}: " if self.speaker else ""
        return f"{_clock(self.start)} to {_clock(self.stop)} {who}{self.text}"


class Captions(Sequence[Caption]):
    """A film's captions, by when they begin. They never change: what changes them gives others.

    Attributes
    ----------
    left_out : tuple of str
        What a file held that is no text with times, a sentence for each kind; it isn't written again.

    See Also
    --------
    kuleshov.Cut.captions : A first draft, where it is known what is said.

    Examples
    --------
    >>> captions = Captions().add(1.0, 2.5, "Again.", "Diode").add(0.0, 0.9, "[click]")
    >>> [one.text for one in captions]
    ['[click]', 'Again.']
    >>> print(captions.text)
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:00.900
    [click]
    <BLANKLINE>
    00:00:01.000 --> 00:00:02.500
    <v Diode>Again.
    <BLANKLINE>
    """

    def __init__(self, captions: Iterable[Caption] = (), left_out: Iterable[str] = ()) -> None:
        self._all = tuple(sorted((_whole(one) for one in captions), key=lambda one: one.start))
        self.left_out = tuple(left_out)

    def __getitem__(self, index: Any) -> Any:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Captions) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        told = [str(one).replace("\n", " / ") for one in self] or ["No captions yet."]
        return "\n".join([*told, *self.left_out])

    @classmethod
    def load(cls, path: str | Path) -> Captions:
        """Read a file of captions: WebVTT (.vtt) or SubRip (.srt).

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        Captions

        Raises
        ------
        MediaError
            Where it can't be read; the line is named.
        """
        file = Path(path)
        try:
            with file.open(encoding="utf-8-sig", newline="") as held:
                words = held.read(_LONGEST_FILE + 1)
        except UnicodeDecodeError:
            raise MediaError(
                f"{file.name} is not in UTF-8. Save it again, with UTF-8 as its encoding."
            ) from None
        except OSError as problem:
            raise MediaError(
                f"{file.name} can't be read: {problem.strerror or 'it is no file'}."
            ) from None
        return cls.from_text(words, file.name)

    @classmethod
    def from_text(cls, words: str, name: str = "The captions") -> Captions:
        """Read captions as they stand in a file.

        Parameters
        ----------
        words : str
            WebVTT, or SubRip.
        name : str
            What to call it in a sentence.

        Returns
        -------
        Captions

        Raises
        ------
        MediaError
            Where a time can't be read, or there are too many.

        Examples
        --------
        >>> Captions.from_text("1\\n00:00:01,000 --> 00:00:02,500\\nAgain.\\n")
        00:00:01.000 to 00:00:02.500 Again.
        """
        if len(words) > _LONGEST_FILE:
            raise MediaError(f"{name} holds more than {_LONGEST_FILE // 2**20} MB: no captions do.")
        found = _Found(name)
        for first, lines in _blocks(words):
            found.read(first, lines)
        if not found.captions and words.strip() and not words.lstrip("\ufeff").startswith("WEBVTT"):
            raise MediaError(
                f'{name} holds no captions. They look like "00:00:01.000 --> 00:00:02.500" with the '
                "words in the line below, and an empty line after them."
            )
        return cls(found.captions, found.left_out)

    @property
    def text(self) -> str:
        """The captions as WebVTT."""
        return "\n\n".join(["WEBVTT", *map(_written, self)]) + "\n"

    def save(self, path: str | Path) -> Path:
        """Write the captions as WebVTT, whole or not at all.

        Parameters
        ----------
        path : str or Path
            A .vtt; beside the film and with its name, the film's player finds it.

        Returns
        -------
        Path

        Raises
        ------
        MediaError
            Where it has another ending, or can't be written.
        """
        from .writing import disk

        target = Path(path)
        if target.suffix.lower() != ".vtt":
            raise MediaError(f'Captions are written as WebVTT: call the file "{target.stem}.vtt".')
        with disk(target):
            write_whole(target, self.text)
        return target

    def add(self, start: float, stop: float, text: str, speaker: str = "") -> Captions:
        """Return these and one more.

        Parameters
        ----------
        start, stop : float
            Seconds of the film.
        text : str
        speaker : str, optional

        Returns
        -------
        Captions

        Raises
        ------
        MediaError
            Where it doesn't end after it begins, begins before the film, or says nothing.
        """
        return Captions([*self, Caption(start, stop, text, speaker)], self.left_out)

    def shifted(self, seconds: float) -> Captions:
        """Return all of them later, or earlier below 0; those before the film's beginning are cut.

        Parameters
        ----------
        seconds : float

        Returns
        -------
        Captions

        Examples
        --------
        >>> Captions().add(1.0, 2.0, "Look.").add(4.0, 5.0, "No.").shifted(-1.5)
        00:00:00.000 to 00:00:00.500 Look.
        00:00:02.500 to 00:00:03.500 No.
        """
        moved = (
            replace(one, start=max(0.0, one.start + seconds), stop=one.stop + seconds)
            for one in self
        )
        return Captions((one for one in moved if one.stop > 0), self.left_out)

    def check(self, duration: float | None = None) -> list[str]:
        """Say what somebody who reads them would stumble over, a sentence each.

        Parameters
        ----------
        duration : float, optional
            How long the film is, seconds.

        Returns
        -------
        list of str
            Empty where there is nothing.

        Notes
        -----
        Two lines of 42 letters, from 5/6 s to 7 s, are what UT Knoxville's libraries ask for in
        their Timed Text Style Guide, which says that it follows Netflix's; 20 letters a second are
        Netflix's for adults, read in the documentation of a tool that checks for it. Houses differ:
        these are customs, no laws of reading.

        Examples
        --------
        >>> Captions().add(1.0, 1.4, "Who taught you that?").check(1.2)
        ['At 00:00:01.000 "Who taught you that?" stands for 0.40 s; 0.83 s are the least. Let it begin earlier or stay longer.', 'At 00:00:01.000 "Who taught you that?" has 50 letters a second to be read; 20 are the most. Let it stay longer, or say it in fewer words.', 'At 00:00:01.000 "Who taught you that?" ends after the film, which is 1.20 s long.']
        """
        found = [sentence for one in self for sentence in _stumbles(one)]
        if duration is not None:
            found += [
                f"{_at(one)} ends after the film, which is {duration:.2f} s long."
                for one in self
                if one.stop > duration + 0.05
            ]
        found += [
            f"{_at(late)} begins while {_quoted(early)} of the same speaker still stands."
            for early, late in pairwise(self)
            if late.start < early.stop - 1e-6 and late.speaker == early.speaker
        ]
        return found


def captions_beside(film: str | Path) -> dict[str, Path]:
    """Find a film's captions: files beside it that have its name, and end in .vtt.

    Parameters
    ----------
    film : str or Path
        The film's file; it need not be there.

    Returns
    -------
    dict of str to Path
        By language: "de" for film.de.vtt, "" for film.vtt, which comes first.

    See Also
    --------
    Captions.load : Reads one.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     for name in ("short.de.vtt", "short.vtt", "shorter.vtt"):
    ...         _ = Path(folder, name).write_text("WEBVTT")
    ...     {key: path.name for key, path in captions_beside(f"{folder}/short.mp4").items()}
    {'': 'short.vtt', 'de': 'short.de.vtt'}
    """
    path = Path(film)
    if not path.parent.is_dir():
        return {}
    found = {
        language: one
        for one in sorted(path.parent.iterdir())
        if (language := _language(one.name, path.stem)) is not None and one.is_file()
    }
    return dict(sorted(found.items()))


def _language(name: str, film: str) -> str | None:
    """Return which language a file of captions is in; None where it holds none of this film's."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() != "vtt":
        return None
    if stem == film:
        return ""
    head, _, language = stem.rpartition(".")
    return language.lower() if head == film and _LANGUAGE.fullmatch(language) else None


def reading_time(text: str) -> float:
    """Return for how long words have to stand at least to be read, seconds.

    Parameters
    ----------
    text : str

    Returns
    -------
    float

    Examples
    --------
    >>> reading_time("No."), reading_time("Who taught you that? " * 2)
    (0.8333333333333334, 2.1)
    """
    return max(SHORTEST, len(text) / FASTEST)


class _Found:
    """What was found in a file so far."""

    def __init__(self, name: str) -> None:
        self.name, self.captions = name, list[Caption]()
        self._passed: dict[str, int] = {}

    def read(self, first: int, lines: list[str]) -> None:
        at = next((n for n, line in enumerate(lines) if "-->" in line), None)
        if at is None:
            self._other(first, lines)
            return
        times = _TIMING.match(lines[at])
        if times is None:
            raise MediaError(
                f"{self.name}, line {first + at}: {lines[at].strip()[:60]!r} can't be read as two times. "
                'Write "00:00:01.000 --> 00:00:02.500".'
            )
        start, stop = _seconds(times.groups()[:4]), _seconds(times.groups()[4:8])
        if stop <= start:
            raise MediaError(
                f"{self.name}, line {first + at}: the caption ends at {_clock(stop)}, and begins at "
                f"{_clock(start)}. Give it a later end."
            )
        if times[9]:
            self._pass("place on the screen")
        self._keep(start, stop, lines[at + 1 :])

    def _keep(self, start: float, stop: float, lines: list[str]) -> None:
        held = "\n".join(lines)
        voices = [html.unescape(one).strip() for one in _VOICE.findall(held)]
        bare = _VOICE.sub("", held)
        if re.sub(r"</v>", "", bare) != _TAG.sub("", re.sub(r"</v>", "", bare)):
            self._pass("look of letters")
        if len(voices) > 1:
            self._pass("second speaker in one caption")
        text = html.unescape(_TAG.sub("", bare)).strip()
        if not text:
            self._pass("caption without words")
            return
        if len(self.captions) == _MOST:
            raise MediaError(f"{self.name} holds more than {_MOST} captions: no film has so many.")
        self.captions.append(Caption(start, stop, text, voices[0] if voices else ""))

    def _other(self, first: int, lines: list[str]) -> None:
        head = lines[0].split(maxsplit=1)[0].removeprefix("\ufeff") if lines[0].split() else ""
        if head == "WEBVTT" and first == 1:
            return
        self._pass(f"{head} block" if head in _ELSE else "block without a time")

    def _pass(self, kind: str) -> None:
        self._passed[kind] = self._passed.get(kind, 0) + 1

    @property
    def left_out(self) -> list[str]:
        return [
            f"Left out, since only words, speakers and times are kept: {counted(n, kind)}."
            for kind, n in self._passed.items()
        ]


def _blocks(words: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines, with the number of its first line, from 1."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", words.removeprefix("\ufeff")), 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _written(one: Caption) -> str:
    """Write a caption; its words can't end it, open a tag, or be taken for a time."""
    speaker = _safe(one.speaker.replace("\n", " "))
    voice = f"<v {speaker}>" if speaker else ""
    return f"{_clock(one.start)} --> {_clock(one.stop)}\n{voice}{_safe(one.text)}"


def _safe(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _whole(one: Caption) -> Caption:
    """Return a caption with tidy words, or say what it lacks."""
    text, speaker = _tidy(one.text), _tidy(one.speaker).replace("\n", " ")
    if not text:
        raise MediaError("A caption needs words: what is said, or a noise in brackets.")
    start, stop = round(float(one.start), 3), round(float(one.stop), 3)
    if not 0 <= start < stop < 360_000:
        raise MediaError(
            f"{text.splitlines()[0][:40]!r} begins at {one.start:g} s and ends at {one.stop:g} s. "
            "A caption begins in the film, at 0 or later, and ends after that."
        )
    return Caption(start, stop, text, speaker)


def _tidy(words: str) -> str:
    """Take off what nobody sees: blanks at ends, empty lines, and letters that steer a terminal."""
    lines = re.split(r"\r\n|\r|\n|\u2028|\u2029", str(words))
    kept = ("".join(a for a in line if a.isprintable() or a == "\t") for line in lines)
    return "\n".join(line.strip() for line in kept if line.strip())


def _quoted(one: Caption) -> str:
    words = one.text.replace("\n", " ")
    return f'"{words if len(words) <= 40 else words[:37] + "..."}"'


def _at(one: Caption) -> str:
    return f"At {_clock(one.start)} {_quoted(one)}"


def _stumbles(one: Caption) -> Iterator[str]:
    for holds, sentence in _RULES:
        if holds(one):
            yield f"{_at(one)} {sentence(one)}"


def _longest_line(one: Caption) -> int:
    return max(len(line) for line in one.text.split("\n"))


_RULES: tuple[tuple[Callable[[Caption], bool], Callable[[Caption], str]], ...] = (
    (
        lambda one: one.stop - one.start < SHORTEST - 0.001,
        lambda one: (
            f"stands for {one.stop - one.start:.2f} s; {SHORTEST:.2f} s are the least. Let it begin "
            "earlier or stay longer."
        ),
    ),
    (
        lambda one: one.stop - one.start > LONGEST + 0.001,
        lambda one: (
            f"stands for {one.stop - one.start:.1f} s; {LONGEST:g} s are the most. Make two of it."
        ),
    ),
    (
        lambda one: one.speed > FASTEST + 0.5,
        lambda one: (
            f"has {one.speed:.0f} letters a second to be read; {FASTEST:g} are the most. Let it stay "
            "longer, or say it in fewer words."
        ),
    ),
    (
        lambda one: one.text.count("\n") >= LINES,
        lambda one: (
            f"has {one.text.count(chr(10)) + 1} lines; {LINES} are the most. Make two of it."
        ),
    ),
    (
        lambda one: _longest_line(one) > LETTERS,
        lambda one: (
            f"has a line of {_longest_line(one)} letters; {LETTERS} are the most. Break it where one "
            "would breathe."
        ),
    ),
)
