"""Matroska and WebM (RFC 9559): which programs wrote a film, and its tags."""

from collections.abc import Iterator

from .reading import Note, Source, Unreadable, text_of

_SEGMENT, _INFO, _TAGS, _TAG, _SIMPLE = 0x18538067, 0x1549A966, 0x1254C367, 0x7373, 0x67C8
_TEXTS = {0x4D80: "MuxingApp", 0x5741: "WritingApp", 0x7BA9: "Title"}
_NAME, _STRING = 0x45A3, 0x4487
_OPENED = {_SEGMENT: "", _INFO: "Info", _TAGS: "Tags", _TAG: "Tags"}
_DEEPEST = 8


def matroska_notes(source: Source) -> Iterator[Note]:
    """Yield the notes of a Matroska or WebM file.

    Parameters
    ----------
    source : Source

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where there is more than any film needs.

    Examples
    --------
    >>> from .reading import source_of
    >>> list(matroska_notes(source_of(bytes.fromhex("1549a966864d8083696e6b"))))[0].value
    'ink'
    """
    yield from _walk(source, 0, source.size, "", 0)


def _walk(source: Source, at: int, stop: int, where: str, depth: int) -> Iterator[Note]:
    if depth > _DEEPEST:
        raise Unreadable(
            "Its parts lie deeper in each other than any film's; the rest was not read."
        )
    while at + 2 <= stop:
        source.step()
        head = source.read(at, min(at + 12, stop))
        kind, after = _number(head, 0, marked=True)
        length, start = _number(head, after)
        if not after or start == after:
            source.break_off(
                f"At byte {source.base + at:,} a length makes no sense; what follows was not read."
            )
            return
        # All ones stand for an unknown length, as live recordings have it: to the end of what holds it.
        end = min(at + start + length, stop)
        if kind in _OPENED:
            yield from _walk(source, at + start, end, _OPENED[kind], depth + 1)
        elif kind in _TEXTS and where == "Info":
            yield Note(where, _TEXTS[kind], text_of(source.read(at + start, end)), at)
        elif kind == _SIMPLE and where == "Tags":
            yield from _tag(source, at + start, end, at, depth + 1)
        at = end


def _tag(source: Source, at: int, stop: int, byte: int, depth: int) -> Iterator[Note]:
    name = words = ""
    while at + 2 <= stop:
        source.step()
        head = source.read(at, min(at + 12, stop))
        kind, after = _number(head, 0, marked=True)
        length, start = _number(head, after)
        if not after or start == after:
            break
        end = min(at + start + length, stop)
        if kind == _NAME:
            name = text_of(source.read(at + start, end))
        elif kind == _STRING:
            words = text_of(source.read(at + start, end))
        elif kind == _SIMPLE and depth < _DEEPEST:
            yield from _tag(source, at + start, end, at, depth + 1)
        at = end
    if name and words:
        yield Note("Tags", name, words, byte)


def _number(head: bytes, at: int, marked: bool = False) -> tuple[int, int]:
    """Return a number of one to eight bytes, and where the next thing stands; 0 and ``at`` of none."""
    if at >= len(head) or not head[at]:
        return 0, at
    count = 9 - head[at].bit_length()
    held = head[at : at + count]
    if len(held) < count:
        return 0, at
    number = int.from_bytes(held, "big")
    return (number if marked else number & ~(1 << 7 * count)), at + count
