"""One hand-in: a folder with a film, and with whatever its author put beside it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from ...errors import KuleshovError, LibraryError
from ...files import sha256
from ...library.publishing import POSTER, STATEMENT
from ...media import PLAYS, Captions, Clip, traces
from ...metrics import find_cuts, measure
from ...metrics.measures import Measure
from ...words import one_spelling
from .consent import NAME as CONSENT
from .consent import consent_of, without_consent
from .papers_beside import Owed, owed_by
from .words_in import calm, own_file, words_of

FILMS = (".mp4", ".m4v", ".webm")
MEASURED = ("shots", "asl", "median", "loudness")
"""What stands a click away under each film."""

_WIDEST = 1280  # pixels of a poster: what a laptop shows and a printer needs
_LONGEST = 120  # letters of a title
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Work:
    """A film of a programme, with all that is shown of it.

    Attributes
    ----------
    id : str
        Sixteen letters from its folder's name and its bytes: the same in every order, and no name.
    folder : str
        The hand-in's name; for the curator, never shown.
    film : Path
    title : str
    authors : tuple of str
        Those who agreed to be shown.
    statement : str
        Markdown.
    captions : tuple of (str, Captions)
        Each with its language ("en"), "" where its name says none.
    owed : Owed
    measures : tuple of Measure
    poster : bytes
        JPEG.
    length : float
        Seconds.
    size : (int, int)
        Pixels, as it is shown.
    notes : tuple of str
        What the curator should know, a sentence each.
    """

    id: str
    folder: str
    film: Path
    title: str
    authors: tuple[str, ...]
    statement: str
    captions: tuple[tuple[str, Captions], ...]
    owed: Owed
    measures: tuple[Measure, ...]
    poster: bytes
    length: float
    size: tuple[int, int]
    notes: tuple[str, ...] = field(default=())

    @property
    def address(self) -> str:
        """Where its film lies in the site."""
        return f"works/{self.id}/film{self.film.suffix.lower()}"

    @property
    def poster_address(self) -> str:
        """Where its poster lies in the site."""
        return f"works/{self.id}/poster.jpg"


def read_work(folder: Path, programme: str) -> Work:
    """Read one hand-in.

    Parameters
    ----------
    folder : Path
    programme : str
        The title that its authors agreed to.

    Returns
    -------
    Work

    Raises
    ------
    LibraryError
        Where it can't be shown: every reason that was found, separated by " / ".
    """
    told = _told(folder, programme)
    reasons, film = told.reasons, told.film
    seen = _tried(lambda: _seen(film), reasons) if film and not told.unfit else None
    poster = _tried(lambda: _given_poster(folder), reasons)
    if reasons or not (film and told.owed and seen):
        raise LibraryError(" / ".join(one.rstrip(".") for one in reasons) + ".")
    clip, shown, measures = seen
    named = calm(told.title or told.owed.title or one_spelling(film.stem))
    return Work(
        id=hashlib.sha256(f"{folder.name}\0{sha256(film)}".encode()).hexdigest()[:16],
        folder=folder.name,
        film=film,
        title=named[:_LONGEST] + ("..." if len(named) > _LONGEST else ""),
        authors=told.authors,
        statement=told.statement,
        captions=told.captions,
        owed=told.owed,
        measures=measures,
        poster=poster or shown,
        length=clip.duration,
        size=(clip.width, clip.height),
        notes=tuple(_notes(told.captions, clip.duration)),
    )


def kept_out(folder: Path, programme: str) -> list[str]:
    """Say what keeps a hand-in from being shown, as far as that is known without decoding its film.

    Parameters
    ----------
    folder : Path
        As it was handed in: its papers lie beside the film.
    programme : str
        The title that its authors agreed to.

    Returns
    -------
    list of str
        A sentence for each reason; none where nothing is known.
    """
    return _told(folder, programme, ledger=False).reasons


@dataclass
class _Told:
    """What lies around a film, and what was found to be lacking."""

    film: Path | None = None
    authors: tuple[str, ...] = ()
    owed: Owed | None = None
    title: str = ""
    statement: str = ""
    captions: tuple[tuple[str, Captions], ...] = ()
    reasons: list[str] = field(default_factory=list)
    unfit: bool = False  # a file that is no film, or that nobody may show


def _told(folder: Path, programme: str, ledger: bool = True) -> _Told:
    told = _Told()
    reasons = told.reasons
    told.film = film = _tried(lambda: _film_in(folder), reasons)
    told.authors = _tried(lambda: consent_of(folder / CONSENT, programme), reasons) or ()
    told.owed = owed = _tried(lambda: owed_by(film, ledger), reasons) if film else None
    if owed and told.authors and (left := without_consent(owed.maker, told.authors)):
        reasons.append(
            f"its papers say that {owed.maker!r} made it, and {CONSENT} holds no consent of {left!r}"
        )
    told.title, told.statement = _tried(lambda: _statement(folder), reasons) or ("", "")
    told.captions = _tried(lambda: tuple(_captions(folder)), reasons) or ()
    fit = _tried(lambda: _says_no_place(film), reasons) if film else True
    told.unfit = not fit
    return told


def _tried(read: Callable[[], T], reasons: list[str]) -> T | None:
    """Return what is read; keep the reason and go on where it can't be."""
    try:
        return read()
    except KuleshovError as error:
        reasons.append(str(error))
    except OSError as error:
        reasons.append(f"a file can't be read: {error.strerror or error}")
    return None


def _film_in(folder: Path) -> Path:
    films = sorted(
        one
        for one in folder.iterdir()
        if one.suffix.lower() in FILMS and not one.name.startswith(".")
    )
    if not films:
        raise LibraryError("there is no film in it: one file that ends in .mp4, .m4v or .webm")
    if len(films) > 1:
        raise LibraryError(f"it holds {len(films)} films. Leave the one that is shown")
    own_file(films[0])
    return films[0]


def _statement(folder: Path) -> tuple[str, str]:
    """Return a title, where the statement begins with one, and the statement."""
    path = folder / STATEMENT
    if not path.exists() and not path.is_symlink():
        return "", ""
    head, _, rest = words_of(path).strip().partition("\n")
    if head.startswith("# "):
        return " ".join(head[2:].split()), rest.strip()
    return "", f"{head}\n{rest}".strip()


def _captions(folder: Path) -> Iterator[tuple[str, Captions]]:
    """Yield each file of captions with its language: film.en.vtt is English."""
    for path in sorted(folder.glob("*.vtt")):
        words_of(path)  # no link, and not for ever
        language = path.stem.rpartition(".")[2].lower() if "." in path.stem else ""
        known = language.isascii() and language.isalpha() and 2 <= len(language) <= 3
        yield (language if known else ""), Captions.load(path)


def _notes(captions: tuple[tuple[str, Captions], ...], length: float) -> Iterator[str]:
    if not captions:
        yield "has no captions: who can't hear reads nothing"
    for _, each in captions:
        yield from each.left_out
        yield from each.check(length)


def _says_no_place(film: Path) -> bool:
    """Refuse a film whose file tells where it was filmed; nothing is decoded."""
    if traces(film).place:
        raise LibraryError(
            f"{film.name} holds the place where it was filmed, and whoever gets it can read it. Its author "
            "takes it out: ku.remove_traces"
        )
    return True


def _seen(film: Path) -> tuple[Clip, bytes, tuple[Measure, ...]]:
    """Decode a film: what it is, the frame in the middle of its longest shot, and a few numbers."""
    clip = Clip(film)
    if clip.codec not in PLAYS:
        raise LibraryError(
            f"{film.name} is coded as {clip.codec}, which not every browser plays. Its author renders it "
            "again (cut.render), or imports it (ku.import_footage)"
        )
    cuts = find_cuts(clip)
    lengths = cuts.shot_lengths
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    starts = [*cuts.starts, clip.frames]
    picture = clip.frame((starts[longest] + starts[longest + 1]) // 2)
    return clip, _jpeg(picture[..., ::-1]), tuple(measure(clip, list(MEASURED)).values())


def _given_poster(folder: Path) -> bytes | None:
    """Return a poster that lies there, written anew: a picture and nothing else of the file."""
    path = folder / POSTER
    if not path.exists() and not path.is_symlink():
        return None
    own_file(path)
    try:
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # of no bytes, or of too many pixels
        picture = None
    if picture is None:
        raise LibraryError(f"{POSTER} can't be read as a picture. Save it again as JPEG")
    return _jpeg(picture)


def _jpeg(bgr: np.ndarray) -> bytes:
    height, width = bgr.shape[:2]
    if width > _WIDEST:
        size = _WIDEST, max(1, round(height * _WIDEST / width))
        bgr = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
    ok, data = cv2.imencode(".jpg", np.ascontiguousarray(bgr), [cv2.IMWRITE_JPEG_QUALITY, 85])
    if not ok:
        raise LibraryError("a poster that can't be written as JPEG")
    return data.tobytes()
