"""The caption desk: lines of text, timed by ear with a key that is held while they are spoken.

Python holds the captions and keeps them as WebVTT; the browser plays the film and says when a line is
heard. Lines that wait for their time are kept too.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import traitlets

from ...errors import KuleshovError
from ...files import write_whole
from ...folders import made, studio
from ...media import Caption, Captions
from ...media.captions import SHORTEST
from ...media.writing import disk
from .delivery import Films
from .linker import linked, stylesheet
from .messages import CAPTIONING, VERSION, Message
from .room import Answer, Room

if TYPE_CHECKING:
    from ...media import Clip, FilmLike

_WORKERS = ThreadPoolExecutor(1, "kuleshov-captions")
_FILM = "0"  # the only film that a desk shows
_LONGEST_SPEAKER = 30


def captions(film: FilmLike, draft: Captions | None = None) -> CaptionDesk | StillCaptions:
    """Open a desk on which a film's captions are written, and timed by ear.

    Write what is said, a line each ("Diode: Again."). Play the film, and hold C, or the button, for as
    long as a line is heard: then it has its time, and the next one waits.

    Parameters
    ----------
    film : Clip, Take, str or Path
    draft : Captions, optional
        What to begin with where nothing was kept yet, such as ``cut.captions()``.

    Returns
    -------
    CaptionDesk or StillCaptions
        Its ``captions`` are the captions as they stand; its ``path`` is the .vtt file in which they
        are: beside a film that lies in the studio, where its player finds them, else in
        ``studio/captions``.

    Raises
    ------
    MediaError
        Where the film can't be read, or the file of captions that is there can't.

    See Also
    --------
    kuleshov.Captions : The same by code.

    Examples
    --------
    >>> ku.captions(film, draft=cut.captions())  # doctest: +SKIP
    """
    from ...media.clip import clip_of

    clip = clip_of(film)
    path = place_of(clip)
    begun = Captions.load(path) if path.is_file() else draft or Captions()
    kind = StillCaptions if os.environ.get("NBGRADER_EXECUTION") else CaptionDesk
    return kind(begun, clip, path)


def place_of(clip: Clip) -> Path:
    """Return where a film's captions lie."""
    beside = clip.path.resolve().with_suffix(".vtt")
    if beside.is_relative_to(studio().resolve()):
        return beside
    return studio() / "captions" / beside.name


class StillCaptions:
    """Captions as text, where there is nobody to time them."""

    def __init__(self, captions: Captions, _: Any = None, path: Path | None = None) -> None:
        self.captions, self.path = captions, path

    def __repr__(self) -> str:
        return repr(self.captions)


class CaptionDesk(Room):
    """A caption desk as a widget. Made by :func:`captions`.

    Attributes
    ----------
    captions : Captions
    path : Path
        The .vtt file in which they lie.
    """

    _esm = linked("caption-desk.js")
    _css = stylesheet("room.css", "captions.css")
    _may_be_told = CAPTIONING
    state: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, captions: Captions, clip: Clip, path: Path) -> None:
        self.captions, self.path = captions, path
        self._clip, self._films, self._lock = clip, Films(), RLock()
        self._key = uuid.uuid4().hex[:12]
        self._lines = self._read_lines()
        super().__init__(state=self._told())

    def __repr__(self) -> str:
        return repr(self.captions)

    @property
    def lines_path(self) -> Path:
        """Where lines lie that have no time yet."""
        return self.path.with_suffix(".lines.txt")

    def _read_lines(self) -> str:
        try:
            return self.lines_path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as problem:
            raise KuleshovError(
                f"{self.lines_path.name} can't be read ({problem}). It holds lines that wait for their "
                "time: save it as UTF-8, or move it away."
            ) from None

    def _told(self) -> dict[str, Any]:
        return {
            "v": VERSION,
            "room": self._key,
            "title": self._clip.name,
            "home": str(Path.home()),
            "file": self.path.name,
            "duration": self._clip.duration,
            "sound": self._clip.sound is not None,
            "captions": [
                {"start": one.start, "stop": one.stop, "text": one.text, "speaker": one.speaker}
                for one in self.captions
            ],
            "lines": self._lines,
            "findings": [*self.captions.left_out, *self.captions.check(self._clip.duration)],
        }

    # What it is told

    def _workers(self, message: Message) -> Executor | None:
        return _WORKERS if message.do in ("media", "chunk") else None

    def _on_hello(self) -> Answer:
        return {}, []

    def _on_media(self, take: str) -> Answer:
        self._shown(take)
        found = self._films.of(self._clip)
        return {"media": {**found, "sound": self._clip.sound is not None}}, []

    def _on_chunk(self, take: str, kind: str, start: int) -> Answer:
        self._shown(take)
        data, size = self._films.piece(self._clip.name, self._clip, kind, start)
        return {"size": size, "start": start}, [data]

    def _shown(self, take: str) -> None:
        if take != _FILM:
            raise KuleshovError(f"This desk shows one film, and no {take!r}.")

    def _on_lines(self, words: str) -> Answer:
        with self._lock:
            self._lines = words
            self._keep_lines()
            self.state = self._told()
        return {}, []

    def _on_time(self, start: float, stop: float) -> Answer:
        """Give the first line that waits its time."""
        with self._lock:
            first, rest = split_first(self._lines)
            if not first:
                raise KuleshovError("No line waits for its time: write what is said first.")
            speaker, text = split_speaker(first)
            stop = min(max(stop, start + SHORTEST), max(self._clip.duration, start + 0.1))
            self._keep([*self.captions, Caption(start, stop, text, speaker)])
            self._lines = rest
            self._keep_lines()
            self.state = self._told()
        return {}, []

    def _on_change(self, number: int, start: float, stop: float, text: str, speaker: str) -> Answer:
        with self._lock:
            kept = self._without(number)
            self._keep([*kept, Caption(start, stop, text, speaker)])
            self.state = self._told()
        return {}, []

    def _on_remove(self, number: int) -> Answer:
        """Take a caption out; its words wait for another time."""
        with self._lock:
            one = self.captions[self._place(number)]
            self._keep(self._without(number))
            said = f"{one.speaker}: {one.text}" if one.speaker else one.text
            self._lines = "\n".join([" / ".join(said.split("\n")), *filter(None, [self._lines])])
            self._keep_lines()
            self.state = self._told()
        return {}, []

    def _place(self, number: int) -> int:
        if number > len(self.captions):
            raise KuleshovError(f"There is no caption {number}: there are {len(self.captions)}.")
        return number - 1

    def _without(self, number: int) -> list[Caption]:
        place = self._place(number)
        return [one for at, one in enumerate(self.captions) if at != place]

    def _keep(self, made_of: Iterable[Caption]) -> None:
        changed = Captions(made_of, self.captions.left_out)
        made(self.path.parent)
        changed.save(self.path)
        self.captions = changed

    def _keep_lines(self) -> None:
        made(self.path.parent)
        with disk(self.lines_path):
            if self._lines.strip():
                write_whole(self.lines_path, self._lines)
            else:
                self.lines_path.unlink(missing_ok=True)


def split_first(lines: str) -> tuple[str, str]:
    r"""Return the first line that says something, and the rest.

    Examples
    --------
    >>> split_first("\n Diode: Again.\nFilament: Look.")
    ('Diode: Again.', 'Filament: Look.')
    """
    left = lines.split("\n")
    while left and not left[0].strip():
        left.pop(0)
    return (left[0].strip(), "\n".join(left[1:])) if left else ("", "")


def split_speaker(line: str) -> tuple[str, str]:
    """Return who says a line, and what; a line may break where " / " stands.

    Examples
    --------
    >>> split_speaker("Diode: Again."), split_speaker("[click]"), split_speaker("At 10:30 / I left")
    (('Diode', 'Again.'), ('', '[click]'), ('', 'At 10:30\\nI left'))
    """
    who, colon, said = line.partition(": ")
    spoken = bool(colon and said.strip()) and len(who) <= _LONGEST_SPEAKER and "[" not in who
    speaker, text = (who.strip(), said.strip()) if spoken else ("", line.strip())
    return speaker, text.replace(" / ", "\n")
