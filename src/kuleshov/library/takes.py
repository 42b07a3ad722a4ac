"""Rushes: a bin of takes, and what is known about each.

A bin is a folder of films. Where ``truth.json`` lies beside them, each take knows its set-up,
its handles and all that the scene's makers measured; without it (your own footage) a take knows
what its file says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EditError, KuleshovError, LibraryError
from ..files import sha256
from ..folders import course_root, from_here, studio
from ..timecode import Time, timecode
from ..words import counted, either, meant, one_spelling
from .credit import Credit, signed
from .left_out import FILMS, left_out
from .scene_clock import SceneClock, clocks_of, seconds_of
from .shipped import RUSHES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..media import Clip
    from .stems import Rest, Stems, Voice
    from .truth import TakeTruth, Truth

_CARDS = ("black", "gap", "title")  # what these words mean in an edit


class Take:
    """One take: a clip with its slate, its handles and its truth.

    Attributes
    ----------
    name : str
        As on the slate: set-up number, letter, take ("4A-1").
    path : Path
        The film's file.
    truth : TakeTruth or None
        What the makers measured: cameras, heads, lights, points, spoken lines.
    credit : Credit
        Whose it is.
    scene_clock : SceneClock or None
        Where it lies on the clock of its scene; None where it is no part of one.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["4A-1"]
    >>> take, take.setup
    (Take('4A-1', 00:00:24:00 of 00:00:26:00), '4')
    >>> take.frames, take.first, take.last  # a slate of 24 frames, and handles of 12
    (624, 36, 612)
    """

    def __init__(
        self,
        name: str,
        path: Path,
        truth: "TakeTruth | None",
        credit: Credit,
        scene_clock: SceneClock | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.truth = truth
        self.credit = credit
        self.scene_clock = scene_clock

    @cached_property
    def clip(self) -> "Clip":
        """The film, opened when it is first asked for, after its file was checked.

        Raises
        ------
        LibraryError
            Where the file is missing, or is not the one that was shot.
        MediaError
            Where it can't be read as film.
        """
        problem = self.problem()
        if problem:
            raise LibraryError(problem)
        from ..media import Clip

        return signed(Clip(self.path), self.credit)

    def problem(self) -> str | None:
        """Say what is wrong with the take's file and how to mend it; None if all is well.

        Returns
        -------
        str or None
            What a person can do about it, in a sentence or two.
        """
        mend = (
            f"Bring it back with `git checkout -- {self.path}`, or copy it from the course again."
        )
        if not self.path.is_file():
            lost = mend if self.truth else "Look whether it was moved or renamed."
            return f"The take {self.name} is missing: there is no file {self.path}. {lost}"
        if self.truth and sha256(self.path) != self.truth.sha256.lower():
            return f"{self.path} is not take {self.name} as it was shot: its bytes changed. {mend}"
        return None

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self.truth.rate if self.truth else self.clip.rate

    @property
    def frames(self) -> int:
        """Frames in the file, the slate and the handles among them."""
        return self.truth.frames if self.truth else self.clip.frames

    @property
    def first(self) -> int:
        """The first frame behind the slate and the handle; 0 where there is no slate."""
        return self.truth.first_frame if self.truth else 0

    @property
    def last(self) -> int:
        """The frame after the last usable one, where the handle at the end begins."""
        return self.truth.last_frame if self.truth else self.frames

    def at(self, scene: Time) -> float:
        """Return where in this take a moment of the scene is.

        Parameters
        ----------
        scene : int, float, str or Fraction
            A second of the scene.

        Returns
        -------
        float
            Seconds from the take's first frame, as :meth:`kuleshov.Cut.add` wants them.

        Raises
        ------
        EditError
            Where the take doesn't show that moment, which says who does; or where it has no place
            on a scene's clock.

        See Also
        --------
        scene : The other way.
        kuleshov.synced : Give takes of your own one clock.

        Examples
        --------
        >>> import kuleshov as ku
        >>> take = ku.rushes("understudy")["4A-1"]
        >>> take.at(scene=13.0), take.scene(4.5)
        (4.5, 13.0)
        >>> take.at(scene=5.0)
        Traceback (most recent call last):
            ...
        kuleshov.errors.EditError: 4A-1 shows seconds 9.5 to 34.5 of the scene, and not 5. It is in 1A-1.
        """
        return float(self._on_clock().at(seconds_of(scene, self.rate)))

    def scene(self, time: Time) -> float:
        """Return which second of the scene this take shows at a time of its own.

        Parameters
        ----------
        time : int, float, str or Fraction
            In the take's own time, from its first frame.

        Returns
        -------
        float
            Seconds of the scene.

        Raises
        ------
        EditError
            Where the take shows nothing of the scene then, as on its slate; or where it has no
            place on a scene's clock.

        See Also
        --------
        at : The other way.
        """
        return float(self._on_clock().scene(seconds_of(time, self.rate)))

    def _on_clock(self) -> SceneClock:
        if self.scene_clock is None:
            what = (
                "is no part of the scene's time"
                if self.truth
                else "has no place on a scene's clock: ku.synced(rushes) finds the places of takes "
                "that were shot together"
            )
            raise EditError(f"{self.name} {what}.")
        return self.scene_clock

    def frame(self, time: Time | None = None, *, scene: Time | None = None) -> "NDArray[np.uint8]":
        """Return one frame, at a time of the take or at a second of the scene.

        Parameters
        ----------
        time : int, float, str or Fraction, optional
            In the take's own time; a whole number is a frame's, as in :meth:`kuleshov.Clip.frame`.
        scene : int, float, str or Fraction, optional
            A second of the scene: ``frame(scene=16)``.

        Returns
        -------
        ndarray of uint8 (height, width, 3)
            RGB.

        Raises
        ------
        EditError
            Where the take doesn't show that second of the scene, or both times were given, or none.
        MediaError
            Where the take has no such frame.

        See Also
        --------
        at : The time itself.

        Examples
        --------
        >>> import kuleshov as ku
        >>> rushes = ku.rushes("understudy")
        >>> rushes["4A-1"].frame(scene=16).shape  # the same moment as rushes["2A-1"].frame(scene=16)
        (360, 640, 3)
        """
        if (time is None) == (scene is None):
            raise EditError(
                f"Say when: {self.name}.frame(4.5) in the take's own time, or .frame(scene=16) in "
                "the scene's."
            )
        return self.clip.frame(self.at(scene) if scene is not None else time)  # type: ignore[arg-type]

    @property
    def setup(self) -> str:
        """Where the camera stood, as the slate has it: "4" for the takes 4A-1, 4A-2 and 4B-1."""
        if self.truth and self.truth.setup:
            return self.truth.setup
        number = re.match(r"\d+", self.name)
        return number[0] if number else self.name.rsplit("-", 1)[0]

    @property
    def description(self) -> str:
        """What is seen and heard, in words."""
        return self.truth.description if self.truth else ""

    @property
    def quality(self) -> str:
        """``"final"``, ``"animatic"`` (a rough version, while the rest is rendered) or ``""``."""
        return self.truth.quality if self.truth else ""

    @property
    def captions(self) -> Path | None:
        """The spoken lines as WebVTT, where there are any."""
        path = (self.truth and self.truth.captions) or self.path.with_suffix(".vtt")
        return path if path.is_file() else None

    @property
    def stems(self) -> dict[str, Path]:
        """The voices kept apart: name to sound file."""
        return dict(self.truth.stems) if self.truth else {}

    def stem(self, name: str) -> "Voice | Rest":
        """Return one of the take's stems, to be heard by itself.

        Parameters
        ----------
        name : str
            A voice of :attr:`stems`, or ``"rest"``: the take without its voices.

        Returns
        -------
        Voice or Rest
            With ``read_sound``, on the take's own time, as loud as the take has it.

        Raises
        ------
        LibraryError
            Where the take has no such stem.
        MediaError
            Where a file can't be read.

        Examples
        --------
        >>> import kuleshov as ku
        >>> take = ku.rushes("understudy")["4A-1"]
        >>> take.stem("filament").read_sound(1, 2).shape
        (48000, 1)
        """
        if name not in self._stems:
            have = ", ".join(self._stems) or "none"
            raise LibraryError(f"{self.name} has no stem {name!r}. It has: {have}.")
        return self._stems[name]

    @cached_property
    def _stems(self) -> "Stems":
        from .stems import Stems

        return Stems(self.clip, self.stems)

    def __repr__(self) -> str:
        if not self.truth and not self.path.is_file():
            return f"Take({self.name!r}, missing)"
        return f"Take({self.name!r}, {self._told()})"

    def _told(self) -> str:
        """Return how long it is, or why its file can't be read: one bad file spoils no bin."""
        try:
            return self._lengths()
        except KuleshovError as problem:
            return f"can't be read: {problem}"

    def _lengths(self) -> str:
        """Return how long it is, as timecode; with slate or handles, what is usable of the whole."""
        if not self.truth:
            return self.clip.timecode(self.frames)  # true of uneven frames as well
        usable, whole = self.last - self.first, self.frames
        of = f" of {timecode(whole, self.rate)}" if usable != whole else ""
        return f"{timecode(usable, self.rate)}{of}"


class Rushes(Mapping[str, Take]):
    """A bin: take name to take, in slate order.

    Attributes
    ----------
    name : str
        The bin's name, or its folder's.
    path : Path
        Its folder.
    truth : Truth or None
        What is known about the whole scene: beats and spoken lines.
    credit : Credit
        Whose it is.
    left_out : list of str
        What else lies in a folder of your own, a sentence for each kind of thing.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> len(rushes), rushes.takes[0]
    (38, Take('1A-1', 00:00:56:00 of 00:00:58:00))
    >>> rushes["4A"]
    Traceback (most recent call last):
        ...
    kuleshov.errors.LibraryError: There is no take '4A' in understudy. Did you mean 4A-1 or 4A-2?
    """

    def __init__(
        self,
        name: str,
        path: Path,
        takes: Iterable[Take],
        truth: "Truth | None",
        credit: Credit,
        left_out: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.path = path
        self.truth = truth
        self.credit = credit
        self.left_out = list(left_out)
        self._takes = {one_spelling(take.name): take for take in takes}

    def __getitem__(self, name: str) -> Take:
        try:
            return self._takes[one_spelling(name)]
        except (KeyError, TypeError):
            raise LibraryError(self._unknown(str(name))) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and one_spelling(name) in self._takes

    def __iter__(self) -> Iterator[str]:
        return iter(self._takes)

    def __len__(self) -> int:
        return len(self._takes)

    @property
    def takes(self) -> list[Take]:
        """All takes, in slate order."""
        return list(self._takes.values())

    def problems(self) -> list[str]:
        """Look at every file; return a sentence for each that is missing or changed.

        Returns
        -------
        list of str
            Empty where all is well.
        """
        return [problem for take in self.takes if (problem := take.problem())]

    def _unknown(self, name: str) -> str:
        near = meant(name, self._takes) or f" It holds {', '.join(self._takes)}."
        return f"There is no take {name!r} in {self.name}.{near}"

    def __repr__(self) -> str:
        rows = [(take.name, take._told(), take.description) for take in self.takes]
        width = max((len(name) for name, _, _ in rows), default=0)
        lines = [f"{name:<{width}}  {length}  {words}".rstrip() for name, length, words in rows]
        return "\n".join([f"{self.name}: {counted(len(self), 'take')}", *lines, *self.left_out])


def rushes(name: str | Path = "understudy") -> Rushes:
    """Open a bin of takes.

    Parameters
    ----------
    name : str or Path
        A bin of the course ("understudy"), or a folder of your own films.

    Returns
    -------
    Rushes
        A mapping from a take's name to a :class:`Take`.

    Raises
    ------
    LibraryError
        Where there is no such bin, or no film in the folder.

    See Also
    --------
    kuleshov.import_footage : Bring your own footage in.
    kuleshov.catalog : Clips made by others.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.rushes("understudy")["4A-1"]
    Take('4A-1', 00:00:24:00 of 00:00:26:00)
    """
    folder = _folder(name)
    if not (folder / "truth.json").is_file():
        own = Credit(title=folder.name)
        return Rushes(folder.name, folder, _found(folder), None, own, left_out(folder))
    truth = _truth(folder)
    credit = RUSHES.get(folder.name) if folder.parent.name == "rushes" else None
    credit = credit or Credit(title=truth.title)
    clocks = clocks_of(truth)
    takes = [
        Take(take, told.file, told, credit, clocks.get(take)) for take, told in truth.takes.items()
    ]
    return Rushes(folder.name, folder, takes, truth, credit)


def _truth(folder: Path) -> "Truth":
    from .truth import load_truth

    try:
        return load_truth(folder)
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        raise LibraryError(
            f"{folder / 'truth.json'} is damaged ({problem!r}). Bring it back with `git checkout -- "
            f"{folder / 'truth.json'}`."
        ) from None


def _found(folder: Path) -> list[Take]:
    """Return a take for each film in the folder, credited by the ledger where it knows it."""
    from .ledger_writing import read

    films = [file for file in folder.iterdir() if _is_film(file)]
    if not films:
        others = "".join(f" {each}" for each in left_out(folder))
        raise LibraryError(
            f"There is no film in {folder}. Put your takes there ({', '.join(FILMS)}), or bring "
            f'them in with ku.import_footage("my-take.mov").{others}'
        )
    book = read()
    names = _names(films)
    takes = [Take(names[file], file, None, _written_credit(file, book)) for file in films]
    return sorted(takes, key=lambda take: _slate(take.name))


def _is_film(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".") and file.suffix.lower() in FILMS


def _names(films: list[Path]) -> dict[Path, str]:
    """Name each take by its file, with the suffix where two would be the same, or mean a card."""
    names = {film: one_spelling(film.stem) for film in films}
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    whole = {film: one_spelling(film.name) for film in films}
    clash = {film for film, name in names.items() if name in twice or name in _CARDS}
    clash |= {film for film in films if names[film] in {whole[other] for other in clash}}
    named: dict[Path, str] = {}
    for film in sorted(films):
        name = whole[film] if film in clash else names[film]
        same = list(named.values()).count(name)  # one name in two of Unicode's spellings
        named[film] = f"{name} ({same + 1})" if same else name
    return named


def _written_credit(file: Path, book: Any) -> Credit:
    """Return what the ledger says of a file, if the file is still the one that was written down."""
    entry = book.of(path=file)
    same = entry is not None and (not entry.sha256 or entry.sha256 == sha256(file))
    return entry.credit if same else Credit(title=file.stem)


def _folder(name: str | Path) -> Path:
    if isinstance(name, str) and re.fullmatch(r"[\w-]+", name):
        home = course_root() / "datasets" / "rushes"
        if (home / name).is_dir():
            return home / name
        if not Path(name).is_dir():
            bins = (
                sorted(each.name for each in home.iterdir() if each.is_dir())
                if home.is_dir()
                else []
            )
            raise LibraryError(
                f"There is no bin {name!r}. The course has {either(bins) or 'none yet'}; your own "
                "footage comes in with ku.import_footage('my-take.mov'), and is opened by its "
                f"folder: ku.rushes({from_here(studio() / 'footage')!r})."
            )
    folder = Path(name).expanduser()
    if folder.is_file():
        raise LibraryError(
            f"{folder} is a film, not a folder of takes. To open it: ku.Clip({str(folder)!r})."
        )
    if not folder.is_dir():
        raise LibraryError(
            f"There is no folder {folder}. Look at its name, and at where you are: {Path.cwd()}."
        )
    return folder


def _slate(name: str) -> tuple[Any, ...]:
    """Order names as a slate does: numbered set-ups, then lettered ones, 2 before 10."""
    pieces = re.findall(r"\d+|\D+", name)
    return tuple((0, int(each), "") if each.isdigit() else (1, 0, each) for each in pieces)
