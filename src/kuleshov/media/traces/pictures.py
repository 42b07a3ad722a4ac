"""The notes of still and animated pictures: PNG, JPEG, WebP and GIF."""

import zlib
from collections.abc import Iterator

from .exif import exif_notes
from .reading import Note, Source, Unreadable, text_of

_WINDOW = 2**16  # bytes of a GIF looked through at once
_ALONE = (0x01, *range(0xD0, 0xD8))  # a JPEG's markers that nothing follows
_LONGEST_TEXT = 2**20  # bytes, unpacked; ComfyUI's workflows take some tens of thousands


def png_notes(source: Source) -> Iterator[Note]:
    """Yield the notes of a PNG (ISO/IEC 15948): texts, Exif, XMP, Content Credentials.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where there is more than any picture needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> [(note.key, note.value) for note in png_notes(source_of(
    ...     bytes(8) + b"\\0\\0\\0\\x0ctEXtSoftware\\0ink" + bytes(4)))]
    [('Software', 'ink')]
    """
    at = 8
    while at + 8 <= source.size:
        source.step()
        head = source.read(at, at + 8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        start, stop = at + 8, at + 8 + length
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield from _png_text(kind, source.read(start, stop), at)
        elif kind == b"eXIf":
            yield from exif_notes(source.read(start, stop), "eXIf", at)
        elif kind == b"caBX":
            yield Note("caBX", "C2PA", source.read(start, stop), at)
        if kind == b"IEND":
            return
        at = stop + 4


def _png_text(kind: bytes, held: bytes, at: int) -> Iterator[Note]:
    name, _, rest = held.partition(b"\0")
    where, key = kind.decode(), name.decode("latin-1")
    if kind == b"tEXt":
        words = rest
    elif kind == b"zTXt":
        words = _unpacked(rest[1:])
    else:
        packed, rest = rest[:1] == b"\1", rest[2:]
        words = rest.partition(b"\0")[2].partition(b"\0")[2]
        words = _unpacked(words) if packed else words
    if key == "XML:com.adobe.xmp":
        yield Note(where, "XMP", words, at)
    else:
        # A plain text is Latin-1 by the standard; generators write UTF-8 all the same.
        yield Note(where, key, text_of(words), at)


def _unpacked(held: bytes) -> bytes:
    """Unpack a text as far as it is sensible: a few bytes can promise a thousand million."""
    try:
        return zlib.decompressobj().decompress(held, _LONGEST_TEXT)
    except zlib.error:
        raise Unreadable("A packed text in it is damaged.") from None


def jpeg_notes(source: Source) -> Iterator[Note]:
    """Yield the notes of a JPEG: Exif, XMP, Content Credentials, its comment.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where there is more than any picture needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> [(note.key, note.value) for note in jpeg_notes(source_of(
    ...     b"\\xff\\xd8\\xff\\xfe\\0\\x05ink\\xff\\xd9"))]
    [('comment', 'ink')]
    """
    at, manifests = 2, b""
    first = 0
    while at + 4 <= source.size:
        source.step()
        head = source.read(at, at + 4)
        if head[0] != 0xFF:
            source.break_off(
                f"At byte {at:,} no part begins where one must; the rest was not read."
            )
            break
        if head[1] in (0xD9, 0xDA):  # the picture itself begins
            break
        if head[1] == 0xFF or head[1] in _ALONE:  # what only fills, or has no length
            at += 1 if head[1] == 0xFF else 2
            continue
        stop = at + 2 + int.from_bytes(head[2:], "big")
        held = source.read(at + 4, stop) if head[1] in (0xE1, 0xEB, 0xFE) else b""
        if head[1] == 0xFE:
            yield Note("COM", "comment", text_of(held), at)
        elif held.startswith(b"Exif\0\0"):
            yield from exif_notes(held[6:], "Exif", at)
        elif held.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            yield Note("APP1", "XMP", held[29:], at)
        elif held.startswith(b"http://ns.adobe.com/xmp/extension/\0"):
            source.complain("Its XMP goes on in a second part, which is not read.")
        elif head[1] == 0xEB and held[:2] == b"JP":
            # One box over several segments, each of which repeats its head of 8 bytes.
            manifests += held[8:] if not manifests else held[16:]
            first = first or at
        at = max(stop, at + 4)
    if manifests:
        yield Note("APP11", "C2PA", manifests, first)


def webp_notes(source: Source) -> Iterator[Note]:
    """Yield the notes of a WebP (RFC 9649): Exif, XMP, Content Credentials.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where there is more than any picture needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> [note.key for note in webp_notes(source_of(b"RIFF....WEBPXMP \\4\\0\\0\\0<x/>"))]
    ['XMP']
    """
    at = 12
    while at + 8 <= source.size:
        source.step()
        head = source.read(at, at + 8)
        kind, length = head[:4], int.from_bytes(head[4:], "little")
        if kind == b"XMP ":
            yield Note("XMP", "XMP", source.read(at + 8, at + 8 + length), at)
        elif kind == b"C2PA":
            yield Note("C2PA", "C2PA", source.read(at + 8, at + 8 + length), at)
        elif kind == b"EXIF":
            held = source.read(at + 8, at + 8 + length)
            yield from exif_notes(held.removeprefix(b"Exif\0\0"), "EXIF", at)
        at += 8 + length + length % 2


def gif_notes(source: Source) -> Iterator[Note]:
    """Yield the notes of a GIF (89a): its comments and XMP.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where there is more than any picture needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> [note.value for note in gif_notes(source_of(bytes(13) + b"!\\xfe\\x03ink\\0;"))]
    ['ink']
    """
    at = 13 + _colours(source.read(10, 11))
    while at < source.size:
        source.step()
        head = source.read(at, at + 16)
        if head[:1] == b",":  # a picture
            at = _past_blocks(source, at + 11 + _colours(head[9:10]))
        elif head[:2] == b"!\xfe":
            stop = _past_blocks(source, at + 2)
            yield Note("comment", "comment", text_of(_joined_blocks(source.read(at + 2, stop))), at)
            at = stop
        elif head[:1] == b"!":
            stop = _past_blocks(source, at + 2)
            if head[3:14] == b"XMP DataXMP":
                # The packet stands as it is, then 257 bytes bring any reader out of it.
                yield Note(
                    "application", "XMP", source.read(at + 14, stop).partition(b"\1\xff")[0], at
                )
            at = stop
        else:
            return


def _colours(packed: bytes) -> int:
    """Return how many bytes a table of colours takes."""
    return 3 * 2 ** ((packed[0] & 7) + 1) if packed and packed[0] & 0x80 else 0


def _past_blocks(source: Source, at: int) -> int:
    """Return where a chain of blocks ends; each says its length, and the last is empty."""
    while at < source.size:
        source.step()
        held, here = source.read(at, at + _WINDOW), 0
        while here < len(held):
            length = held[here]
            here += 1 + length
            if not length:
                return at + here
        at += here
    return at


def _joined_blocks(held: bytes) -> bytes:
    found, at = b"", 0
    while at < len(held) and held[at]:
        found += held[at + 1 : at + 1 + held[at]]
        at += 1 + held[at]
    return found
