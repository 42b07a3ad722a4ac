"""The catalogue: openly licensed clips, generated and made by people, each with its papers.

``datasets/catalog.csv`` holds a row for each: an address pinned to one commit, the hash of its
bytes, its licence and what shows it, the line that the licence asks for, the model and the brief
where they are known. The clips themselves are not carried; :func:`kuleshov.fetch` gets them.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..errors import LibraryError
from ..files import sha256
from ..folders import cache, course_root, made
from ..words import meant
from .credit import Credit
from .tables import table

if TYPE_CHECKING:
    import pandas

_MAY_LACK = ("version", "likeness")


@dataclass(frozen=True)
class CatalogueEntry:
    """One row of the catalogue.

    Attributes
    ----------
    id : str
        What :func:`kuleshov.fetch` takes ("g_k5_piano10").
    kind : str
        ``"generated"``, ``"human"`` or ``"table"`` (numbers, not a film).
    title, maker, model, year : str
        What it shows, who made it, with which model or tool, when.
    brief, asked : str
        Where several generators had one brief: its name ("srs") and what it asked for. The full
        prompts are not published.
    url, sha256, bytes
        Where it lies, and what must arrive.
    width, height : int
        Pixels; 0 where there is no picture.
    fps, duration_s : float
        Frames a second and seconds, rounded; the file itself is exact.
    has_audio : bool
        Whether it has sound.
    licence, licence_evidence, attribution, consent : str
        Whose it is. What nobody stated is empty.
    version, likeness : str
        The model's version, where its name holds one, and who can be recognised, where it is known.
    shots, notes : str
        What to see in it, by somebody who looked. Not shown before a student has looked too.
    """

    id: str
    kind: str
    title: str
    maker: str
    model: str
    brief: str
    asked: str
    year: str
    url: str
    sha256: str
    bytes: int
    width: int
    height: int
    fps: float
    duration_s: float
    codec: str
    has_audio: bool
    shots: str
    licence: str
    licence_evidence: str
    attribution: str
    consent: str
    notes: str
    version: str = ""
    likeness: str = ""

    @property
    def filename(self) -> str:
        """The name of its file in the cache and on a mirror: the id and the address's suffix."""
        return self.id + PurePosixPath(unquote(urlsplit(self.url).path)).suffix.lower()

    @property
    def path(self) -> Path | None:
        """Where its file lies if it was fetched and is still that very file, else None."""
        place = clips_folder() / self.filename
        if not place.is_file():
            return None
        now = place.stat()
        changed = (now.st_mtime_ns, now.st_ctime_ns)  # the second can't be set back by hand
        right = now.st_size == self.bytes and _holds(place, changed, self.sha256)
        return place if right else None

    @property
    def credit(self) -> Credit:
        """Whose it is, for a credit roll."""
        return Credit(
            title=self.title,
            maker=self.maker,
            made_with=self.model,
            source=self.url,
            licence=self.licence,
            attribution=self.attribution,
            consent=self.consent,
            kind=self.kind,
            version=self.version,
            prompt=f"not published; in short: {self.asked}" if self.asked else "",
            made_on=self.year,
            likeness=self.likeness,
            edits="none since its makers published it",
        )

    def __repr__(self) -> str:
        return f"CatalogueEntry({self.id!r}, {self.title!r}, {self.licence})"


class Catalogue(Mapping[str, CatalogueEntry]):
    """Id to entry, in the catalogue's order. Shows itself as pictures where they were fetched.

    Examples
    --------
    >>> import kuleshov as ku
    >>> len(ku.catalog(brief="srs"))
    9
    >>> ku.catalog()["g_k5_piano10"].credit.licence
    'CC BY-SA 4.0'
    """

    def __init__(self, entries: Iterable[CatalogueEntry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def __getitem__(self, id: str) -> CatalogueEntry:
        try:
            return self._entries[id]
        except (KeyError, TypeError):
            raise LibraryError(self._unknown(str(id))) from None

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def where(self, **wanted: str) -> "Catalogue":
        """Keep the entries whose fields have these values, capitals aside.

        Parameters
        ----------
        **wanted : str
            A field of :class:`CatalogueEntry` and its value; hyphens count as spaces.

        Returns
        -------
        Catalogue
            In the same order.

        Raises
        ------
        LibraryError
            Where the catalogue has no such field, or no entry with that value.
        """
        kept: list[CatalogueEntry] = list(self._entries.values())
        for field, value in wanted.items():
            kept = _with(kept, field, value)
        return Catalogue(kept)

    def table(self) -> "pandas.DataFrame":
        """Return what a terminal shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a clip: id, title, made with, licence; "here" where it has been fetched.
        """
        import pandas

        return pandas.DataFrame(self._told(), columns=["id", "title", "made with", "licence", ""])

    def to_frame(self) -> "pandas.DataFrame":
        """Return the entries for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a clip, with a column for each field of :class:`CatalogueEntry` but those that
            say what to see in it, which is yours to find. NaN for a size, rate or length that it
            has not.
        """
        import pandas

        heads = [field.name for field in fields(CatalogueEntry)]
        made = pandas.DataFrame([vars(entry) for entry in self._entries.values()], columns=heads)
        numbers = ["width", "height", "fps", "duration_s"]
        made[numbers] = made[numbers].astype(float).replace(0, float("nan"))
        return made.drop(columns=["shots", "notes"])

    def _told(self) -> list[tuple[str, ...]]:
        return [
            (one.id, one.title, one.model, one.licence, "here" if one.path else "")
            for one in self._entries.values()
        ]

    def _unknown(self, id: str) -> str:
        near = meant(id, self._entries) or " `ku.catalog()` shows what it has."
        return f"The catalogue has no {id!r}.{near}"

    def __repr__(self) -> str:
        return table([("id", "title", "made with", "licence", ""), *self._told()])


def catalog(**wanted: str) -> Catalogue:
    """Show the clips that the course can fetch.

    Parameters
    ----------
    **wanted : str
        Keep only entries with these values: ``kind="generated"``, ``brief="srs"``,
        ``model="Wan2.2"``, ``licence="Apache-2.0"``. All where nothing is asked for.

    Returns
    -------
    Catalogue
        A mapping from id to :class:`CatalogueEntry`.

    Raises
    ------
    LibraryError
        Where no entry is left, there is no such field, or the catalogue's file can't be read.

    See Also
    --------
    kuleshov.fetch : Get one of them.

    Examples
    --------
    >>> import kuleshov as ku
    >>> list(ku.catalog(kind="table"))
    ['cutting', 'film_genre']
    >>> ku.catalog(kind="dance")
    Traceback (most recent call last):
        ...
    kuleshov.errors.LibraryError: No clip has kind 'dance'. There are: generated, human, table.
    """
    return read_catalogue(course_root() / "datasets" / "catalog.csv").where(**wanted)


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue from a CSV file with a column for each field of :class:`CatalogueEntry`.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Catalogue
        In the file's order.

    Raises
    ------
    LibraryError
        Where it can't be opened, is damaged, or has no entries.

    Examples
    --------
    >>> len(read_catalogue(course_root() / "datasets" / "catalog.csv").where(brief="srs"))
    9
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            entries = [_entry(row) for row in csv.DictReader(file)]
        if not entries:
            raise ValueError("it has no entries")
        return Catalogue(entries)
    except OSError as problem:
        raise LibraryError(
            f"The catalogue {path} can't be opened ({problem.strerror}). Copy it from the course."
        ) from None
    except (KeyError, ValueError, AttributeError) as problem:
        raise LibraryError(
            f"The catalogue {path} is damaged ({problem}). Bring it back with "
            f"`git checkout -- {path}`."
        ) from None


def clips_folder() -> Path:
    """Return the folder of fetched clips, made on first use.

    Returns
    -------
    Path

    Examples
    --------
    >>> clips_folder().name
    'clips'
    """
    return made(cache() / "clips")


@lru_cache(maxsize=512)
def _holds(place: Path, changed: tuple[int, int], digest: str) -> bool:
    return sha256(place) == digest


def _with(entries: list[CatalogueEntry], field: str, value: str) -> list[CatalogueEntry]:
    known = [each.name for each in fields(CatalogueEntry)]
    if field not in known:
        raise LibraryError(f"The catalogue has no field {field!r}. It has {', '.join(known)}.")
    kept = [each for each in entries if _plain(getattr(each, field)) == _plain(value)]
    if not kept:
        values = sorted({str(getattr(each, field)) for each in entries} - {""})
        shown = ", ".join(values[:12]) + (", ..." if len(values) > 12 else "")
        raise LibraryError(f"No clip has {field} {value!r}. There are: {shown or 'none'}.")
    return kept


def _plain(value: object) -> str:
    return str(value).casefold().replace("-", " ")


def _entry(row: dict[str, str]) -> CatalogueEntry:
    row = {**dict.fromkeys(_MAY_LACK, ""), **row}  # of an older copy of the catalogue
    texts = {field.name: row[field.name].strip() for field in fields(CatalogueEntry)}
    numbers = {name: int(texts.pop(name) or 0) for name in ("bytes", "width", "height")}
    rates = {name: float(texts.pop(name) or 0) for name in ("fps", "duration_s")}
    audio = texts.pop("has_audio") == "yes"
    return CatalogueEntry(**texts, **numbers, **rates, has_audio=audio)  # type: ignore[arg-type]
