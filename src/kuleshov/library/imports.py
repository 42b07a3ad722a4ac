"""The student's own footage, made into course proxies.

A phone writes what suits a phone: turned pictures, uneven frames, ten bits of HDR, six channels.
A course proxy is plain: upright, one rate, 640x360 with black around what doesn't fit, stereo at
48 kHz, a keyframe each second. It keeps the time of everything: what happens at 2 s in the file
happens at 2 s in the proxy, and the camera's timecode stays known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError
from ..folders import made, studio
from .credit import generated_note
from .progress import Report, bar

if TYPE_CHECKING:
    from ..media import Clip

SOUND_RATE = 48000
_CHUNK = 10  # seconds of sound held at once
_KEY = "course proxy of"


@dataclass(frozen=True)
class Imported:
    """What became of one file: a clip, or the reason why there is none.

    Attributes
    ----------
    source : Path
        The file as it was given.
    clip : Clip or None
        The course proxy.
    reason : str
        Why there is none; empty where there is one.
    notes : tuple of str
        What was changed on the way.
    """

    source: Path
    clip: "Clip | None" = None
    reason: str = ""
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        if self.clip is None:
            return f"{self.source.name}: not imported. {self.reason}"
        changed = f" ({', '.join(self.notes)})" if self.notes else ""
        return f"{self.source.name}: {self.clip.path.name}{changed}"

    __repr__ = __str__


class ImportedFiles(list[Imported]):
    """The files of one import; shown as one line each."""

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nothing was given to import."


def import_footage(
    *files: str | Path | Sequence[str | Path],
    into: Path | str | None = None,
    rate: int | Fraction = 24,
    size: tuple[int, int] = (640, 360),
    progress: bool | Report | None = None,
    made_by: str = "",
    made_with: str = "",
    licence: str = "",
    consent: str = "",
) -> ImportedFiles:
    """Make course proxies of your own films, each with an entry in the ledger.

    Parameters
    ----------
    *files : str or Path
        Films from a phone, a camera or a generator. One that can't be read is named with the
        reason, and the rest goes on; one that was imported before is not made again.
    into : Path, optional
        Where to; ``studio/footage`` if left out.
    rate : int or Fraction
        Frames a second of the proxies. Each of their frames is the source's nearest in time.
    size : (int, int)
        Width and height of the proxies. Pictures are fitted, never stretched.
    progress : bool or callable, optional
        A bar always or never; where a person watches if left out.
    made_by, made_with, licence, consent : str
        For the ledger. What you leave out stays there as a gap.

    Returns
    -------
    list of Imported
        In the order given; shows itself as a line for each file.

    Raises
    ------
    LibraryError
        Where the ledger is damaged, there is no studio, or the folder can't be made. What is wrong
        with a file is in its ``reason`` instead.

    See Also
    --------
    kuleshov.rushes : Open the folder as a bin: ``ku.rushes("../studio/footage")`` in a lesson.

    Examples
    --------
    >>> import_footage("IMG_0412.MOV", made_by="Ada", consent="Ada")  # doctest: +SKIP
    IMG_0412.MOV: IMG_0412.mp4 (turned upright, variable rate made even)
    """
    folder = made(Path(into) if into is not None else studio() / "footage")
    credit = {"made_by": made_by, "licence": licence, "consent": consent}
    done = ImportedFiles()
    for name in _flat(files):
        source = Path(name).expanduser()
        try:
            done.append(_import_one(source, folder, Fraction(rate), size, progress))
        except KuleshovError as problem:
            done.append(Imported(source, reason=str(problem)))
            continue
        _enter(done[-1], {**credit, "made_with": made_with})
    return done


def _flat(files: Iterable[str | Path | Sequence[str | Path]]) -> Iterator[str | Path]:
    """Accept ``import_footage(["a.mov", "b.mov"])`` as well as two arguments."""
    for file in files:
        if isinstance(file, str | Path):
            yield file
        else:
            yield from file


def _import_one(
    source: Path,
    folder: Path,
    rate: Fraction,
    size: tuple[int, int],
    progress: bool | Report | None,
) -> Imported:
    from ..media import Clip

    with Clip(source) as clip:
        fingerprint = f"{clip.sha256} {rate} {size[0]}x{size[1]}"
        target, there = _target(folder, clip.name, fingerprint)
        if there:
            return Imported(source, Clip(target), notes=("was here already",))
        with bar(f"Importing {source.name}", progress, unit="frames") as report:
            _make_proxy(clip, target, rate, size, fingerprint, report)
        return Imported(source, Clip(target), notes=_changes(clip, rate))


def _target(folder: Path, name: str, fingerprint: str) -> tuple[Path, bool]:
    """Return a free name in the folder, or the file that this very import made before."""
    from ..media import MediaError, read_metadata

    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80] or "film"
    count = 1
    while True:
        path = folder / (f"{plain}.mp4" if count == 1 else f"{plain}-{count}.mp4")
        if not path.exists():
            return path, False
        try:
            if read_metadata(path).get(_KEY) == fingerprint:
                return path, True
        except MediaError:
            pass  # something else of that name: leave it alone and take the next
        count += 1


def _make_proxy(
    clip: "Clip",
    target: Path,
    rate: Fraction,
    size: tuple[int, int],
    fingerprint: str,
    report: Report,
) -> None:
    from ..media import Writer, letterboxed
    from ..media.start_timecode import timecode_note

    count = max(1, round(Fraction(clip.duration) * rate))
    wanted = nearest_frames(clip.times(), rate, count)
    notes = {_KEY: fingerprint, "title": clip.name, **generated_note(clip)}
    notes |= timecode_note(clip.start_timecode)
    sound_rate = SOUND_RATE if clip.sound else None
    with Writer(target, rate, size, sound_rate, metadata=notes) as film:
        made = 0
        for number, frame in enumerate(clip.raw_frames()):
            picture = None
            while made < count and wanted[made] == number:
                if made % (_CHUNK * round(rate)) == 0:
                    _copy_sound(clip, film, Fraction(made) / rate, Fraction(count) / rate)
                picture = picture or letterboxed(frame, size, float(clip.pixel_aspect))
                film.write(picture)
                made += 1
            report(made, count)


def nearest_frames(times: np.ndarray, rate: Fraction, count: int) -> np.ndarray:
    """Return which frame lies nearest in time to each frame of an even rate.

    Parameters
    ----------
    times : ndarray of float64 (n,)
        When each frame of the source shows (s), ascending from 0.
    rate : Fraction
        Frames a second wanted.
    count : int
        How many.

    Returns
    -------
    ndarray of int64 (count,)
        Ascending; the earlier one where two are equally near.

    Examples
    --------
    >>> nearest_frames(np.array([0.0, 0.1, 0.5]), Fraction(10), 6).tolist()
    [0, 1, 1, 1, 2, 2]
    """
    when = np.arange(count) / float(rate)
    middles = (times[1:] + times[:-1]) / 2
    return np.searchsorted(middles, when - 1e-9)


def _copy_sound(clip: "Clip", film: Any, start: Fraction, end: Fraction) -> None:
    from ..media import downmix

    if clip.sound is None:
        return
    stop = min(start + _CHUNK * round(film.rate) / film.rate, end)
    samples = clip.read_sound(start, stop, SOUND_RATE)
    film.write_sound(downmix(samples, clip.sound.layout))


def _changes(clip: "Clip", rate: Fraction) -> tuple[str, ...]:
    """Say what a proxy changed, where a person would want to know."""
    said = []
    if clip.rotation:
        said.append("turned upright")
    if clip.mirrored:
        said.append("mirrored, as its file asks")
    if not clip.probe.orientation.exact:
        said.append("shown straight, though its file asks for a slant or a stretch")
    if clip.variable_rate:
        said.append("uneven frames made even")
    elif clip.rate != rate:
        said.append(f"{float(clip.rate):.5g} to {float(rate):.5g} frames a second")
    if clip.colour.hdr:
        said.append("HDR brought down to SDR: highlights are pressed together")
    if clip.sound is None:
        said.append("no sound")
    elif clip.sound.channels > 2:
        said.append(f"{clip.sound.layout} sound mixed to stereo")
    return tuple(said)


def _enter(made: Imported, credit: dict[str, str]) -> None:
    """Write the proxy into the ledger: what the file says of its camera, where it came from."""
    from . import ledger

    if made.clip is None or "was here already" in made.notes:
        return
    notes = made.clip.metadata
    start = made.clip.start_timecode
    starts = [f"starts at timecode {start}, {float(start.rate):.6g} a second"] if start else []
    credit["made_with"] = credit["made_with"] or _camera(made.source)
    ledger.add(
        made.clip.path,
        source=f"{made.source.name} (sha256 {notes.get(_KEY, '').split(' ')[0]})",
        sha256=made.clip.sha256,
        notes="; ".join(("course proxy", *starts, *made.notes)),
        title=made.clip.name,
        **credit,
    )


def _camera(source: Path) -> str:
    from ..media import read_metadata

    notes = {key.lower(): value for key, value in read_metadata(source).items()}
    words = [
        value for key, value in notes.items() if key.endswith((".make", ".model", "android.model"))
    ]
    return " ".join(words)
