"""The student's own footage, made into course proxies.

A phone writes what suits a phone: turned pictures, uneven frames, ten bits of HDR, six channels.
A course proxy is plain: upright, one rate, 640x360 with black around what doesn't fit, stereo at
48 kHz, a keyframe each second. It keeps the time of everything: what happens at 2 s in the file
happens at 2 s in the proxy, and the camera's timecode stays known.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..errors import KuleshovError
from ..files import sha256
from ..folders import made, studio, whereabouts
from .credit import CUT_HERE, generated_note, says_cut_here
from .imported import HERE, Imported, ImportedFiles
from .progress import Report, bar

if TYPE_CHECKING:
    from ..media import Clip, SoundInfo, Traces

SOUND_RATE = 48000
_CHUNK = 10  # seconds of sound held at once
_KEY = "course proxy of"
_LONGEST_NAME = 200  # bytes; file systems hold 255, with the ending and a number
_MUCH_BLACK = 0.1  # of the frame; a wide lens's or a film's own shape needs no word
_NOTED = 0.2  # s of sound beside the picture; less is a codec's padding


class _Form(NamedTuple):
    """What a proxy is to be."""

    rate: Fraction
    size: tuple[int, int]
    sound_track: int | None


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
    sound_track: int | None = None,
) -> ImportedFiles:
    """Make course proxies of your own films, each with an entry in the ledger.

    Parameters
    ----------
    *files : str or Path
        Films from a phone, a camera or a generator, animated WebP and AVIF among them. One that
        can't be read is named with the reason, and the rest goes on; one that was imported before
        is not made again.
    into : Path, optional
        Where to; ``studio/footage`` if left out.
    rate : int or Fraction
        Frames a second of the proxies. Each of their frames is the source's nearest in
        time that a player would have shown by then.
    size : (int, int)
        Width and height of the proxies. Pictures are fitted, never stretched.
    progress : bool or callable, optional
        A bar always or never; where a person watches if left out.
    made_by, made_with, licence, consent : str
        For the ledger. What you leave out stays there as a gap.
    sound_track : int, optional
        Which of a file's sound tracks, counted from 1, such as a second microphone or language; the
        one that players take if left out. Each import takes one.

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
    IMG_0412.MOV: IMG_0412.mp4 (turned upright, black at its sides, uneven frames made even)
      It claims: camera Apple; iPhone 13 | date 2026-02-16 10:24:00
      The proxy keeps none of that; the ledger keeps this line.
    """
    folder = made(Path(into) if into is not None else studio() / "footage")
    credit = {"made_by": made_by, "licence": licence, "consent": consent}
    done = ImportedFiles()
    form = _Form(Fraction(rate), size, sound_track)
    for name in _flat(files):
        source = whereabouts(name)
        try:
            done.append(_import_one(source, folder, form, progress))
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
    source: Path, folder: Path, form: _Form, progress: bool | Report | None
) -> Imported:
    from ..media import Clip
    from ..media.writing import disk

    if _is_proxy_of(folder, source, form):
        return Imported(source, Clip(source), notes=(HERE,))
    found = _traces_of(source)
    with _as_film(source) as clip:
        heard = _heard(clip, source, form.sound_track)
        asked = f" sound {form.sound_track}" if form.sound_track else ""
        fingerprint = f"{sha256(source)} {form.rate} {form.size[0]}x{form.size[1]}{asked}"
        name = _composed(source.stem)
        target, there = _target(folder, name, fingerprint)
        if there:
            return Imported(source, Clip(target), notes=(HERE,))
        notes = {_KEY: fingerprint, "title": name}
        with disk(target):
            aside = TemporaryDirectory(prefix=".importing-", dir=folder)
        with aside, bar(f"Importing {source.name}", progress, unit="frames") as report:
            draft = Path(aside.name) / target.name
            _make_proxy(clip, heard, draft, form, notes, report)
            target = _put(draft, folder, name, fingerprint)
        return Imported(source, Clip(target), notes=_changes(clip, heard, form), traces=found)


def _traces_of(source: Path) -> "Traces | None":
    """Read what a file says of itself; None of a kind that is not read, or of no file at all."""
    from ..media import MediaError, traces

    try:
        return traces(source)
    except MediaError:
        return None


def _put(draft: Path, folder: Path, name: str, fingerprint: str) -> Path:
    """Move a proxy to its name; where another import took the name meanwhile, to the next."""
    from ..media.writing import disk

    while True:
        target, there = _target(folder, name, fingerprint)
        if there:
            return target
        with disk(target):
            try:
                target.touch(exist_ok=False)
            except FileExistsError:
                continue
            return draft.replace(target)


def _is_proxy_of(folder: Path, source: Path, form: _Form) -> bool:
    """Say whether a file is one of the folder's own proxies, in the form that is asked for."""
    from ..media import MediaError, read_metadata

    try:
        told = read_metadata(source).get(_KEY, "")
        beside = source.parent.samefile(folder)
    except (MediaError, OSError):
        return False
    return beside and told.split()[1:] == [str(form.rate), f"{form.size[0]}x{form.size[1]}"]


@contextmanager
def _as_film(source: Path) -> "Iterator[Clip]":
    """Open a file; an animated picture is made a film for as long as it takes."""
    from ..media import Clip
    from ..media.animation import film_of_animation, kind_of_picture

    kind = kind_of_picture(source)
    if kind is None or not kind[1]:
        with Clip(source) as clip:
            yield clip
        return
    with (
        TemporaryDirectory() as folder,
        Clip(film_of_animation(source, Path(folder) / "film.mov")) as clip,
    ):
        yield clip


def _heard(clip: "Clip", source: Path, track: int | None) -> "SoundInfo | None":
    """Return the sound track that is taken: the asked one, or the one that players take."""
    from ..media import sound

    return clip.sound if track is None else sound(source, track).info


def _target(folder: Path, name: str, fingerprint: str) -> tuple[Path, bool]:
    """Return a free name in the folder, or the file that this very import made before.

    A name is taken whatever its case and however its accents are stored: a Mac and a Windows
    machine hold the two for one.
    """
    from ..media import MediaError, read_metadata

    taken = {_folded(path.name): path for path in folder.iterdir()}
    plain, count = file_name(name), 1
    while True:
        path = folder / (f"{plain}.mp4" if count == 1 else f"{plain}-{count}.mp4")
        there = taken.get(_folded(path.name))
        if there is None:
            return path, False
        try:
            if read_metadata(there).get(_KEY) == fingerprint:
                return there, True
        except MediaError:
            pass  # something else of that name: leave it alone and take the next
        count += 1


def _composed(name: str) -> str:
    """Return a name with each accent in its letter, as all but a Mac's disk have it."""
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(name).casefold()


def file_name(name: str) -> str:
    """Return a name as it can stand in any file system, in the letters of any script.

    Parameters
    ----------
    name : str
        A file's, without its ending.

    Returns
    -------
    str
        What is no letter, digit, dot or hyphen becomes a hyphen; at most 200 bytes.

    Examples
    --------
    >>> file_name("Clip 1 (final)!"), file_name("हिन्दी"), file_name("???")
    ('Clip-1-final', 'हिन्दी', 'film')
    """
    # Marks are the vowels of Hindi, Thai and Arabic: no letters by themselves, but no word without.
    kept = (
        c if re.match(r"[\w.-]", c) or unicodedata.category(c)[0] == "M" else " "
        for c in _composed(name)
    )
    plain = re.sub(r" +", "-", "".join(kept)).strip("-.")
    while len(plain.encode()) > _LONGEST_NAME:
        plain = plain[:-1]
    return plain.rstrip("-.") or "film"


def _make_proxy(
    clip: "Clip",
    heard: "SoundInfo | None",
    target: Path,
    form: _Form,
    notes: dict[str, str],
    report: Report,
) -> None:
    from ..media import Writer, letterboxed
    from ..media.start_timecode import timecode_note

    rate, size = form.rate, form.size
    count = max(1, round(Fraction(clip.duration) * rate))
    wanted = nearest_frames(clip.times(), rate, count)
    notes = {**notes, **generated_note(clip), **timecode_note(clip.start_timecode)}
    sound_rate = SOUND_RATE if heard else None
    sound = _sound_of(clip, heard, count, form) if heard else iter(())
    with Writer(target, rate, size, sound_rate, metadata=notes) as film:
        made = 0
        for number, frame in enumerate(clip.raw_frames()):
            picture = None
            while made < count and wanted[made] == number:
                if made % _turn(form) == 0 and heard:
                    film.write_sound(next(sound))
                picture = picture or letterboxed(frame, size, float(clip.pixel_aspect))
                film.write(picture)
                made += 1
            report(made, count)


def nearest_frames(times: np.ndarray, rate: Fraction, count: int) -> np.ndarray:
    """Return which frame lies nearest in time to each frame of an even rate, none shown early.

    A picture that stands for long, as an animation's or a phone's in the dark, stays until the
    next one begins: what begins after the middle of an even frame is not yet seen in it.

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
    [0, 1, 1, 1, 1, 2]
    """
    when = np.arange(count) / float(rate)
    nearest = np.searchsorted((times[1:] + times[:-1]) / 2, when - 1e-9)
    begun = np.searchsorted(times, when + 0.5 / float(rate) + 1e-9, side="right") - 1
    return np.minimum(nearest, begun)


def _sound_of(clip: "Clip", heard: "SoundInfo", count: int, form: _Form) -> Iterator[np.ndarray]:
    """Yield the proxy's sound, some seconds at a time."""
    from ..media import downmix
    from ..media.sound import SoundReader

    with SoundReader(clip.path, heard, clip.start) as reader:
        for first in range(0, count, _turn(form)):
            stop = min(first + _turn(form), count)
            samples = reader.read(first / form.rate, stop / form.rate, SOUND_RATE)
            yield downmix(samples, heard.layout)


def _turn(form: _Form) -> int:
    """Return after how many frames sound is due again."""
    return max(1, _CHUNK * round(form.rate))


def _changes(clip: "Clip", heard: "SoundInfo | None", form: _Form) -> tuple[str, ...]:
    """Say what a proxy changed, where a person would want to know."""
    said = []
    if clip.rotation:
        said.append("turned upright")
    if clip.mirrored:
        said.append("mirrored, as its file asks")
    if black := _black(clip, form.size):
        said.append(f"black {black}")
    if not clip.probe.orientation.exact:
        said.append("shown straight, though its file asks for a slant or a stretch")
    if clip.variable_rate:
        said.append("uneven frames made even")
    elif clip.rate != form.rate:
        said.append(f"{float(clip.rate):.5g} to {float(form.rate):.5g} frames a second")
    if clip.colour.hdr:
        said.append("HDR brought down to SDR: highlights are pressed together")
    return (*said, *(_sound_changes(clip, heard) if heard else ["no sound"]))


def _black(clip: "Clip", size: tuple[int, int]) -> str:
    """Say where a picture of another shape leaves much black in its frame; "" where it is little."""
    shape = clip.width * float(clip.pixel_aspect) / clip.height / (size[0] / size[1])
    if shape < 1 - _MUCH_BLACK:
        return "at its sides"
    return "above and below it" if shape > 1 / (1 - _MUCH_BLACK) else ""


def _sound_changes(clip: "Clip", heard: "SoundInfo") -> Iterator[str]:
    if heard.channels > 2:
        yield f"{heard.layout} sound mixed to stereo"
    if heard.others:
        more = ", ".join(heard.others)
        yield f"sound track {heard.track} taken; sound_track= takes another: {more}"
    early = float(clip.start - heard.start)
    over = heard.duration - early - clip.duration
    if early > _NOTED:
        yield f"{early:.2f} s of sound before the first picture left out"
    if over > _NOTED:
        yield f"{over:.2f} s of sound after the last picture left out"


def _claims(found: "Traces") -> Iterator[str]:
    """Yield what the ledger keeps of a file's own words, for the proxy keeps none of it."""
    if found.words:
        yield found.words
    if says_cut_here(found):
        yield f"{CUT_HERE}(what it was cut from is in another ledger, if in any)"


def _enter(made: Imported, credit: dict[str, str]) -> None:
    """Write the proxy into the ledger, and beside it what its file claims: that answers nothing."""
    from . import ledger
    from .copies import film_of

    if made.clip is None or HERE in made.notes:
        return
    notes = made.clip.metadata
    of = f"course proxy of {made.source.name} (sha256 {notes.get(_KEY, '').split(' ')[0]})"
    start = made.clip.start_timecode
    starts = [f"starts at timecode {start}, {float(start.rate):.6g} a second"] if start else []
    ledger.add(
        made.clip.path,
        source="",
        sha256=made.clip.sha256,
        notes="; ".join((of, *starts, *made.notes)),
        title=made.clip.name,
        claims=" | ".join(_claims(made.traces)) if made.traces else "",
        parts=film.parts if (film := film_of(made.source)) else (),
        **credit,
    )
