"""Exif (CIPA DC-008): what a camera or a phone writes into a picture, its place among it."""

from collections.abc import Iterator

from .reading import Note

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}  # bytes a value takes, by its type
_MOST = 512  # entries in one table
_NAMES = {
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software",
    0x0132: "ModifyDate", 0x013B: "Artist", 0x8298: "Copyright", 0x9003: "DateTimeOriginal",
    0x9286: "UserComment",
}  # fmt: skip
_EXIF, _GPS = 0x8769, 0x8825


def exif_notes(held: bytes, where: str, byte: int) -> Iterator[Note]:
    """Yield what Exif says of the camera, the maker, the time and the place.

    Parameters
    ----------
    held : bytes
        From its byte order on ("II" or "MM").
    where : str
        What holds it.
    byte : int
        Where that begins in the file.

    Yields
    ------
    Note
        The place has the key ``"GPS"``, in degrees, as ``+52.5200+013.4000/``.

    Examples
    --------
    >>> list(exif_notes(b"no Exif", "Exif", 0))
    []
    """
    order = {b"II": "little", b"MM": "big"}.get(held[:2])
    if order is None:
        return
    tables = [_table(held, int.from_bytes(held[4:8], order), order)]  # type: ignore[arg-type]
    if inner := _number(tables[0].get(_EXIF), order):
        tables.append(_table(held, inner, order))
    for table in tables:
        for tag, name in _NAMES.items():
            if words := _text(table.get(tag, b""), order):
                yield Note(where, name, words, byte)
    if inner := _number(tables[0].get(_GPS), order):
        place = _place(_table(held, inner, order), order)
        if place:
            yield Note(where, "GPS", place, byte)


def _table(held: bytes, at: int, order: str) -> dict[int, bytes]:
    """Return the values of one table by their tags, as bytes."""
    found = {}
    for _ in range(min(_int(held[at : at + 2], order), _MOST)):
        entry = held[at + 2 : at + 14]
        if len(entry) < 12:
            break
        kind, count = _int(entry[2:4], order), _int(entry[4:8], order)
        size = _SIZES.get(kind, 0) * count
        start = _int(entry[8:12], order)
        found[_int(entry[:2], order)] = (
            entry[8 : 8 + size] if size <= 4 else held[start : start + size]
        )
        at += 12
    return found


def _int(held: bytes, order: str) -> int:
    return int.from_bytes(held, order)  # type: ignore[arg-type]


def _number(held: bytes | None, order: str) -> int:
    return _int(held, order) if held else 0


def _text(held: bytes, order: str) -> str:
    if held.startswith(b"UNICODE\0"):  # before a user's comment, as are the other two
        wide = "utf-16-le" if order == "little" else "utf-16-be"
        return held[8:].decode(wide, "replace").strip("\ufeff\0 ")
    for mark in (b"ASCII\0\0\0", bytes(8)):
        held = held.removeprefix(mark)
    return held.decode("utf-8", "replace").strip("\0 ")


def _place(table: dict[int, bytes], order: str) -> str:
    north, east = (_degrees(table.get(tag, b""), order) for tag in (2, 4))
    if north is None or east is None:
        return ""
    north *= -1 if table.get(1, b"")[:1] == b"S" else 1
    east *= -1 if table.get(3, b"")[:1] == b"W" else 1
    return f"{north:+08.4f}{east:+09.4f}/"


def _degrees(held: bytes, order: str) -> float | None:
    """Return degrees from three fractions: degrees, minutes, seconds."""
    if len(held) < 24:
        return None
    numbers = [_int(held[n : n + 4], order) for n in range(0, 24, 4)]
    if 0 in numbers[1::2]:
        return None
    return sum(numbers[2 * n] / numbers[2 * n + 1] / 60**n for n in range(3))
