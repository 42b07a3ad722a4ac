"""The traces of a file: what it claims of itself, whether that holds, whether its signer is known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import MediaError
from ...folders import whereabouts
from ...words import WITH_CREDENTIALS, on_one_line, some
from ..clip import FilmLike, clip_of
from ..opening import check_file
from .boxes import FIRST_BOXES, film_notes
from .claims import claim_notes
from .matroska import matroska_notes
from .meaning import GENERATED, KINDS, meaning, xmp_notes
from .pictures import gif_notes, jpeg_notes, png_notes, webp_notes
from .places import without_places
from .reading import Note, Source, Unreadable
from .validation import NO_CREDENTIALS, NOT_LOOKED_AT, Verdict, certificates, verdict

if TYPE_CHECKING:
    import pandas

_MOST = 2_000  # traces of one file
_LONGEST = 4_000  # letters kept of one
_SHOWN = 160  # letters shown of one

_ITEMS = (
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1",
    b"avif", b"avis", b"avci", b"avcs", b"crx ",
)  # brands of still pictures  # fmt: skip

_Reader = Callable[[Source], Iterator[Note]]


@dataclass
class _Met:
    """What was met while a file was read, whatever could be made of it."""

    credentials: bool = False
    broke_off: bool = False


class Trace(NamedTuple):
    """One thing that somebody, or some program, left in a file.

    Attributes
    ----------
    what : str
        What it is about: "source type", "AIGC label", "credentials", "tool", "camera", "place",
        "date", "person", "rights", "words" or "other".
    says : str
        In the file's own words. Anybody could have written them.
    where : str
        Where in the file, such as ``moov/udta/©too``.
    byte : int
        At which byte that begins, from 0.
    """

    what: str
    says: str
    where: str
    byte: int


@dataclass(frozen=True, repr=False)
class Traces(Sequence[Trace]):
    """What a file says of who made it, as found, never as proof; shows itself as a table.

    Attributes
    ----------
    path : Path
    found : tuple of Trace
        What it claims, the weightiest first.
    holds : str
        Whether its Content Credentials hold: "intact" (nothing was changed since they were signed),
        "changed", "damaged" (they can't be read), "not looked at" (c2pa-python is not
        installed) or "no credentials".
    signer : str
        Whether who signed them is known: "trusted" (by a certificate that you named), "not known",
        "not looked at" or "no credentials".
    why : tuple of str
        What the check said, in C2PA's own codes.
    complaints : tuple of str
        What could not be read, a sentence each.

    See Also
    --------
    kuleshov.traces : Where they come from.

    Examples
    --------
    >>> made = Traces(Path("moth.mp4"), (Trace("tool", "Lavf62.3.100", "moov/udta/©too", 1204),))
    >>> made
    moth.mp4 claims:
    what  says          where in the file
    tool  Lavf62.3.100  moov/udta/©too
    Does it hold? It has no Content Credentials, so nothing can be checked.
    """

    path: Path
    found: tuple[Trace, ...] = ()
    holds: str = NO_CREDENTIALS
    signer: str = NO_CREDENTIALS
    why: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()

    def __getitem__(self, index: Any) -> Any:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def of(self, what: str) -> list[str]:
        """Return what the file says about one thing.

        Parameters
        ----------
        what : str
            Such as ``"tool"``.

        Returns
        -------
        list of str
            Each once; empty where it says nothing.

        Raises
        ------
        MediaError
            Where traces are never about that.

        Examples
        --------
        >>> Traces(Path("moth.mp4"), (Trace("tool", "Lavf62", "moov/udta/©too", 4),)).of("tool")
        ['Lavf62']
        """
        if what not in KINDS:
            raise MediaError(f"No trace is about {what!r}; there are {', '.join(KINDS)}.")
        return list(dict.fromkeys(trace.says for trace in self.found if trace.what == what))

    @property
    def says_generated(self) -> bool:
        """Whether the file says in so many words that a model made it, or a part of it.

        No word is no denial: most generators' films say nothing once they were sent on.
        """
        typed = any(says in GENERATED for says in self.of("source type"))
        return typed or bool(self.of("AIGC label")) or any(
            trace.where.endswith("/generated_by") for trace in self.found
        )  # fmt: skip

    @property
    def place(self) -> str:
        """Where the file says that it was filmed; "" where it says nothing."""
        return next(iter(self.of("place")), "")

    @property
    def words(self) -> str:
        """What is claimed, in one line for a ledger; "" where nothing is.

        The place is left out, and so are free words, which may hold one.
        """
        kinds = [what for what in KINDS if what not in ("place", "words", "other")]
        told = [f"{what} {'; '.join(said)}" for what in kinds if (said := self.safe(what))]
        return " | ".join(map(_short, told))

    def safe(self, what: str) -> list[str]:
        """Return what the file says about one thing, with every place in it left out.

        Parameters
        ----------
        what : str
            Such as ``"tool"``, whose name may hold coordinates.

        Returns
        -------
        list of str

        Raises
        ------
        MediaError
            Where traces are never about that.

        Examples
        --------
        >>> Traces(Path("a.mp4"), (Trace("tool", "cam 52.5200, 13.4050", "©too", 4),)).safe("tool")
        ['cam (a place, left out)']
        """
        places = self.of("place")
        return list(dict.fromkeys(without_places(says, places) for says in self.of(what)))

    @property
    def sentences(self) -> list[str]:
        """Whether it holds, whether the signer is known, and what could not be read."""
        return [
            f"Does it hold? Not looked at: {_BROKE_OFF}."
            if _BROKE_OFF in self.why
            else _HOLDS[self.holds],
            *([_SIGNER[self.signer]] if self.signer in _SIGNER else []),
            *self.complaints,
        ]

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a trace: what, says, where in the file.

        Examples
        --------
        >>> list(Traces(Path("moth.mp4")).table())
        ['what', 'says', 'where in the file']
        """
        import pandas

        rows = [(one.what, _short(one.says), _short(one.where)) for one in self.found]
        return pandas.DataFrame(rows, columns=["what", "says", "where in the file"])

    def to_frame(self) -> "pandas.DataFrame":
        """Return all of it for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a trace: what, says, where, byte (an integer, from 0).

        Examples
        --------
        >>> list(Traces(Path("moth.mp4")).to_frame())
        ['what', 'says', 'where', 'byte']
        """
        import pandas

        return pandas.DataFrame(list(self.found), columns=list(Trace._fields)).astype({"byte": int})

    def __repr__(self) -> str:
        name = _short(self.path.name)
        if not self.found:
            return "\n".join([f"{name} says nothing of who made it.", *self.complaints])
        rows = [("what", "says", "where in the file")]
        rows += [(one.what, _short(one.says), _short(one.where)) for one in self.found]
        widths = [max(len(row[n]) for row in rows) for n in (0, 1)]
        lines = [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in rows]
        return "\n".join([f"{name} claims:", *lines, *self.sentences])


_BROKE_OFF = "the file could not be read to its end"
_HOLDS = {
    "intact": "Does it hold? Yes: nothing was changed since it was signed. Whether it was true then "
    "is another question.",
    "changed": "Does it hold? No: the film or its claim was changed after it was signed.",
    "damaged": "Does it hold? Its Content Credentials are damaged, so nothing can be checked.",
    NOT_LOOKED_AT: f"Does it hold? Not looked at: that takes an extra; {WITH_CREDENTIALS}.",
    NO_CREDENTIALS: "Does it hold? It has no Content Credentials, so nothing can be checked.",
}
_SIGNER = {
    "trusted": "Who signed? Somebody whose certificate you trust.",
    "not known": "Who signed? Nobody known: the name in a certificate is what its maker wrote into it.",
    NOT_LOOKED_AT: "Who signed? Not looked at: the name in a certificate is no answer.",
}


def traces(file: FilmLike, trust: str | Path | None = None) -> Traces:
    """Read what generators, cameras and programs left in a film or picture about who made it.

    Parameters
    ----------
    file : Clip, Take, str or Path
        An MP4 or MOV, a WebM, a PNG, JPEG, WebP or GIF. Nothing is decoded.
    trust : str or Path, optional
        A file of certificates (PEM) whose signatures you trust. Nobody is trusted if left out.

    Returns
    -------
    Traces
        What it claims, always. Whether its Content Credentials hold, where c2pa-python is
        installed. Whether their signer is known.

    Raises
    ------
    MediaError
        Where there is no such file, or it is of no kind that is read.

    Notes
    -----
    Anybody can write any of this into a file, and take it out: sending a film through most programs
    already does. An empty list is no proof, and neither is a full one.

    See Also
    --------
    kuleshov.leave_traces : Write some.
    kuleshov.remove_traces : Take them all out.
    kuleshov.sign : Sign your own film.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.traces(ku.rushes("understudy")["4A-1"]).says_generated
    False
    """
    path = _path_of(file)
    check_file(path)
    anchors = certificates(Path(trust)) if trust is not None else ""
    met = _Met()
    with path.open("rb") as held:
        kind = _kind(held.read(64))
        if kind is None:
            raise MediaError(
                f"{path.name} is of no kind whose traces are read here: MP4, MOV, WebM, MKV, PNG, "
                "JPEG, WebP and GIF are."
            )
        source = Source(held, path.stat().st_size)
        found = list(_kept(source, kind[0], met))
    found.sort(key=lambda one: KINDS.index(one.what))
    said = Verdict()
    behind = (
        not met.credentials and source.broke_off
    )  # credentials may stand where nothing was read
    if met.broke_off or behind:  # what our reader gives up on may keep another one busy for ever
        said = Verdict(NOT_LOOKED_AT, NOT_LOOKED_AT, (_BROKE_OFF,))
    elif met.credentials:
        said = verdict(path, kind[1], anchors)
    if said.earlier:
        source.complain(
            f"An earlier claim in it no longer held when this one was signed: {some(said.earlier, 3)}."
        )
    return Traces(path, tuple(found), said.holds, said.signer, said.why, tuple(source.complaints))


def _path_of(file: FilmLike) -> Path:
    return whereabouts(file) if isinstance(file, str | Path) else clip_of(file).path


def _kind(head: bytes) -> tuple[_Reader, str] | None:
    """Return what reads a file that begins so, and its media type; its name is not asked."""
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return png_notes, "image/png"
    if head[:3] == b"\xff\xd8\xff":
        return jpeg_notes, "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return webp_notes, "image/webp"
    if head[:4] == b"GIF8":
        return gif_notes, "image/gif"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return matroska_notes, "video/webm"
    # The notes of a HEIC or AVIF lie in items, which are not read: no word of it is no answer.
    if head[4:8] not in FIRST_BOXES or head[8:12] in _ITEMS:
        return None
    return film_notes, "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"


def _kept(source: Source, reader: _Reader, met: _Met) -> Iterator[Trace]:
    """Yield what a file's notes mean, each once; what can't be read is told and passed over."""
    seen: set[tuple[str, str, str]] = set()
    for note in _all(source, reader, met):
        if len(seen) >= _MOST:  # read on all the same: Content Credentials may follow
            source.complain(f"It holds over {_MOST:,} notes; the rest was not kept.")
            continue
        what, says = meaning(note)
        trace = Trace(what, says[:_LONGEST], f"{note.where}/{note.key}", note.byte)
        if says.strip() and trace[:3] not in seen:
            seen.add(trace[:3])
            yield trace


def _all(source: Source, reader: _Reader, met: _Met) -> Iterator[Note]:
    try:
        for note in reader(source):
            try:
                if note.key == "XMP" and isinstance(note.value, bytes):
                    yield from xmp_notes(note)
                elif note.key == "C2PA" and isinstance(note.value, bytes):
                    met.credentials = True
                    yield from _claims(source, note)
                else:
                    yield note
            except Unreadable as problem:
                source.complain(str(problem))
    except Unreadable as problem:
        met.broke_off = True
        source.complain(str(problem))
    except OSError as problem:
        met.broke_off = True
        source.complain(f"The disk gave up while it was read ({problem.strerror}).")


def _claims(source: Source, note: Note) -> Iterator[Note]:
    told = False
    for one in claim_notes(note.value, note.byte, source.complaints):
        told = True
        yield one
    if not told:
        source.complain("It has Content Credentials, and nothing in them can be read.")


def _short(words: str) -> str:
    """Say words in one line of what can be printed, no longer than a table takes."""
    words = on_one_line(words)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 3].rstrip() + "..."
