"""MP4 and MOV: boxes in boxes (ISO/IEC 14496-12, QuickTime), and the notes that lie in them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from .reading import Note, Source, Unreadable, text_of

XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""The name of the box that holds XMP (Adobe's specification, part 3)."""
CREDENTIALS = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The name of the box that holds Content Credentials (C2PA's specification, 11.2)."""

FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"uuid", b"pnot", b"styp"}
"""What an MP4 or MOV may begin with."""

INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta"}
DEEPEST = 12
_TEXT_3GPP = {b"titl", b"auth", b"dscp", b"cprt", b"perf", b"albm", b"gnre"}
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_UNSET = 2_082_844_800  # s from there to 1970, which programs write that know no time
_PLAIN_HANDLERS = {"VideoHandler", "VideoHandle", "SoundHandler", "SubtitleHandler", "DataHandler"}


class Box(NamedTuple):
    """One box.

    Attributes
    ----------
    kind : bytes
        Its four letters.
    at, start, stop : int
        Where its head begins, where what it holds begins, and where it ends.
    """

    kind: bytes
    at: int
    start: int
    stop: int

    @property
    def name(self) -> str:
        """Its four letters as a text."""
        return self.kind.decode("latin-1").replace("\0", "") or "?"


def boxes(source: Source, start: int, stop: int) -> Iterator[Box]:
    """Yield the boxes between two places of a file.

    Parameters
    ----------
    source : Source
    start, stop : int

    Yields
    ------
    Box
        One that says it is longer than what holds it is cut there, and a complaint kept.

    Raises
    ------
    Unreadable
        Where there are more than any film needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> [box.name for box in boxes(source_of(b"\\0\\0\\0\\x08free\\0\\0\\0\\x08mdat"), 0, 16)]
    ['free', 'mdat']
    """
    stop = min(stop, source.size)
    while start + 8 <= stop:
        source.step()
        head = source.read(start, min(start + 16, stop))
        length, kind, size = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, size = int.from_bytes(head[8:16], "big"), 16
        if length == 0:
            length = stop - start
        if length < size:
            source.break_off(
                f"At byte {source.base + start:,} a length makes no sense; what follows was not read."
            )
            return
        if start + length > stop:
            source.break_off(
                f"At byte {source.base + start:,} a part says that it is longer than what holds it."
            )
        yield Box(kind, start, start + size, min(start + length, stop))
        start += length


def film_notes(source: Source) -> Iterator[Note]:
    """Yield every note of an MP4 or MOV file, in the file's order.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note
        XMP has the key ``"XMP"`` and Content Credentials ``"C2PA"``, both with bytes.

    Raises
    ------
    Unreadable
        Where there is more than any film needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> list(film_notes(source_of(b"\\0\\0\\0\\x0fAIGC{\\"a\\":1}")))[0].value
    '{"a":1}'
    """
    yield from _walk(source, 0, source.size, "", 0)


def _walk(source: Source, start: int, stop: int, where: str, depth: int) -> Iterator[Note]:
    if depth > DEEPEST:
        raise Unreadable(
            "Its parts lie deeper in each other than any film's; the rest was not read."
        )
    for box in boxes(source, start, stop):
        place = f"{where}/{box.name}" if where else box.name
        if box.kind in INSIDE:
            yield from _walk(source, box.start, box.stop, place, depth + 1)
        elif box.kind == b"meta":
            yield from _meta(source, box, place)
        elif box.kind == b"uuid":
            yield from _named(source, box)
        else:
            yield from _leaf(source, box, where)


def _named(source: Source, box: Box) -> Iterator[Note]:
    """Read a box that has a name of 16 bytes: only two of them say who made the film."""
    name = source.read(box.start, min(box.start + 16, box.stop))
    if name == XMP:
        yield Note("uuid", "XMP", source.read(box.start + 16, box.stop), box.at)
    elif name == CREDENTIALS:
        held = source.read(box.start + 20, box.stop)
        purpose, _, rest = held.partition(b"\0")
        if purpose != b"merkle":  # that holds only hashes of a manifest's film
            yield Note("uuid", "C2PA", rest[8:], box.at)  # after an offset of 8 bytes


def _leaf(source: Source, box: Box, where: str) -> Iterator[Note]:
    kind, name = box.kind, box.name
    if kind == b"XMP_":
        yield Note(where, "XMP", source.read(box.start, box.stop), box.at)
    elif kind == b"jumb" and not where:
        yield Note("jumb", "C2PA", source.read(box.at, box.stop), box.at)
    elif kind.upper() == b"AIGC":
        yield Note(where or "the file", name, text_of(source.read(box.start, box.stop)), box.at)
    elif kind[:1] == b"\xa9" and where:
        yield from _apple_text(source, box, where)
    elif kind in _TEXT_3GPP and where:
        yield Note(where, name, text_of(source.read(box.start + 6, box.stop)), box.at)
    elif kind == b"loci" and where:
        yield from _place_3gpp(source.read(box.start, box.stop), where, box.at)
    elif kind == b"mvhd":
        yield from _made_when(source.read(box.start, box.start + 12), where, box.at)
    elif kind == b"hdlr" and where.endswith("mdia"):
        yield from _handler(source.read(box.start + 24, box.stop), where, box.at)
    elif kind == b"stsd":
        yield from _coder(source, box, where)


def _apple_text(source: Source, box: Box, where: str) -> Iterator[Note]:
    """Read QuickTime's text: a length, a language, the words; as often as there are languages."""
    held = source.read(box.start, box.stop)
    while len(held) >= 4:
        length = int.from_bytes(held[:2], "big")
        words = text_of(held[4 : 4 + length])
        if words:
            yield Note(where, box.name, words, box.at)
        held = held[4 + length :]


def _place_3gpp(held: bytes, where: str, at: int) -> Iterator[Note]:
    """Read where it was filmed, as 3GPP TS 26.244 keeps it: in 65536ths of a degree."""
    _, _, rest = held[6:].partition(b"\0")
    if len(rest) >= 9:
        east, north = (int.from_bytes(rest[n : n + 4], "big", signed=True) / 65536 for n in (1, 5))
        yield Note(where, "loci", f"{north:+.4f}{east:+.4f}/", at)


def _made_when(held: bytes, where: str, at: int) -> Iterator[Note]:
    size = 8 if held[:1] == b"\1" else 4
    seconds = int.from_bytes(held[4 : 4 + size], "big")
    if _UNSET < seconds < 2**33:
        when = _EPOCH + timedelta(seconds=seconds)
        yield Note(where, "mvhd", when.strftime("%Y-%m-%d %H:%M:%S"), at)


def _handler(held: bytes, where: str, at: int) -> Iterator[Note]:
    pascal = held[:1] and held[0] == len(held) - 1
    words = text_of(held[1:] if pascal else held)
    if words and words not in _PLAIN_HANDLERS:
        yield Note(where, "handler", words, at)


def _coder(source: Source, box: Box, where: str) -> Iterator[Note]:
    for entry in boxes(source, box.start + 8, box.stop):
        if words := coder_of(source, entry):
            yield Note(where, "compressor", words, entry.at)


def coder_of(source: Source, entry: Box) -> str:
    """Return a picture track's own word for what coded it.

    Parameters
    ----------
    source : Source
    entry : Box
        The track's description, one of those in ``stsd``.

    Returns
    -------
    str
        "" of a sound track, whose description is shorter, or where there is none.

    Examples
    --------
    >>> from .reading import source_of
    >>> coder_of(source_of(bytes(90)), Box(b"avc1", 0, 8, 90))
    ''
    """
    held = source.read(entry.start + 42, min(entry.start + 74, entry.stop))
    if entry.stop - entry.start < 78 or not held or not 0 < held[0] < 32:
        return ""
    words = text_of(held[1 : 1 + held[0]])
    return words if words.isprintable() else ""


def _meta(source: Source, box: Box, where: str) -> Iterator[Note]:
    """Read a meta box: names in ``keys`` or four letters, values in ``ilst``."""
    plain = source.read(box.start + 4, box.start + 8) == b"hdlr"  # QuickTime's has no version
    parts = list(boxes(source, box.start + (0 if plain else 4), box.stop))
    keys = [
        text_of(source.read(key.start, key.stop))
        for part in parts
        if part.kind == b"keys"
        for key in boxes(source, part.start + 8, part.stop)
    ]
    for part in parts:
        if part.kind == b"ilst":
            for item in boxes(source, part.start, part.stop):
                yield from _item(source, item, keys, where)


def _item(source: Source, item: Box, keys: list[str], where: str) -> Iterator[Note]:
    number = int.from_bytes(item.kind, "big")
    name = keys[number - 1] if 0 < number <= len(keys) else item.name
    for part in boxes(source, item.start, item.stop):
        if part.kind == b"name" and item.kind == b"----":
            name = text_of(source.read(part.start + 4, part.stop))
        elif part.kind == b"data":
            kind = int.from_bytes(source.read(part.start, part.start + 4), "big")
            if kind in (13, 14, 27):  # a cover picture
                continue
            held = source.read(part.start + 8, part.stop)
            yield Note(where, name, _value(kind, held), item.at)


def _value(kind: int, held: bytes) -> str:
    if kind == 2:
        return held.decode("utf-16-be", "replace").strip("\0 ")
    if kind in (21, 22, 65, 66, 67, 74, 75, 76, 77, 78):
        return str(int.from_bytes(held[:8], "big", signed=kind in (21, 65, 66, 67, 74)))
    if kind == 0 and not held.isascii():
        return f"{len(held)} bytes"
    return text_of(held)
