"""A file read in small pieces that never trusts a length written in it.

Whoever made the file may be hostile: every read is bounded by the file, by a most at once and by a
most in all, and what was passed over is told in a sentence.
"""

import io
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

MOST_AT_ONCE = 8 * 2**20  # bytes; a manifest with a thumbnail takes a few hundred thousand
MOST_IN_ALL = 32 * 2**20
MOST_STEPS = 50_000  # boxes, chunks, tags; a long film's own take some hundreds


class Unreadable(ValueError):
    """A part of a file that can't be read on; the sentence says which."""


class Note(NamedTuple):
    """One thing as it stands in a file, before anybody asks what it means.

    Attributes
    ----------
    where : str
        Its place in the file's own words, such as ``moov/udta``.
    key : str
        The name that it has there.
    value : object
        A text, or what a claim in CBOR holds.
    byte : int
        Where in the file it begins.
    """

    where: str
    key: str
    value: Any
    byte: int


@dataclass
class Source:
    """A file, or bytes, that are read in bounded pieces.

    Attributes
    ----------
    file : file object
        Opened for bytes.
    size : int
        Of the file (bytes).
    base : int
        Where these bytes begin in the file that they were taken from.
    complaints : list of str
        What could not be read, a sentence each, without who.
    broke_off : bool
        Whether there may be something behind what was read.
    """

    file: BinaryIO
    size: int
    base: int = 0
    complaints: list[str] = field(default_factory=list)
    broke_off: bool = False
    _left: int = MOST_IN_ALL
    _steps: int = MOST_STEPS

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` to ``stop``, as far as the file has them.

        Parameters
        ----------
        start, stop : int

        Returns
        -------
        bytes
            At most 8 MiB.

        Raises
        ------
        Unreadable
            Where more was asked for than is sensible in one file.

        Examples
        --------
        >>> source_of(b"a lamp").read(2, 400)
        b'lamp'
        """
        count = max(0, min(stop, self.size) - start)
        if count > MOST_AT_ONCE:
            self.complain("One of its notes is longer than 8 MiB; only its beginning was read.")
            count = MOST_AT_ONCE
        self._left -= count
        if self._left < 0:
            raise Unreadable("It holds more than 32 MiB of notes; the rest was not read.")
        self.file.seek(start)
        return self.file.read(count)

    def step(self) -> None:
        """Count one more box.

        Raises
        ------
        Unreadable
            Where there are more than any film needs.

        Examples
        --------
        >>> source_of(b"a lamp").step()
        """
        self._steps -= 1
        if self._steps < 0:
            raise Unreadable(
                f"It is made of more than {MOST_STEPS:,} parts; the rest was not read."
            )

    def break_off(self, words: str) -> None:
        """Keep a sentence about where reading ended before the file did.

        Parameters
        ----------
        words : str

        Examples
        --------
        >>> source = source_of(b"")
        >>> source.break_off("The rest was not read.")
        >>> source.broke_off
        True
        """
        self.broke_off = True
        self.complain(words)

    def complain(self, words: str) -> None:
        """Keep a sentence about what could not be read, once.

        Parameters
        ----------
        words : str

        Examples
        --------
        >>> source = source_of(b"")
        >>> source.complain("It ends in the middle.")
        >>> source.complaints
        ['It ends in the middle.']
        """
        if words not in self.complaints:
            self.complaints.append(words)


def source_of(held: bytes, base: int = 0, complaints: list[str] | None = None) -> Source:
    """Return a source that reads from bytes.

    Parameters
    ----------
    held : bytes
    base : int
        Where they begin in their file.
    complaints : list of str, optional
        Where to say what can't be read.

    Returns
    -------
    Source

    Examples
    --------
    >>> source_of(b"a lamp").size
    6
    """
    return Source(io.BytesIO(held), len(held), base, [] if complaints is None else complaints)


def text_of(held: bytes) -> str:
    """Return bytes as a text, in UTF-8 or as UTF-16 says of itself; strange bytes are replaced.

    Parameters
    ----------
    held : bytes

    Returns
    -------
    str
        Without null bytes and blanks at its ends.

    Examples
    --------
    >>> text_of(b"caf\\xc3\\xa9\\0"), text_of("é".encode("utf-16"))
    ('café', 'é')
    """
    wide = held[:2] in (b"\xff\xfe", b"\xfe\xff")
    return held.decode("utf-16" if wide else "utf-8", "replace").strip("\0 \t\r\n")
