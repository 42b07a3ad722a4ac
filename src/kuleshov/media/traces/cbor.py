"""CBOR (RFC 8949), in which Content Credentials are written: enough of it, and never more than asked.

A few bytes can promise a list of four thousand million things, or nest a million lists: depth, length
and the count of things are bounded, and what promises more is refused.
"""

import struct
from typing import Any

from .reading import Unreadable

_DEEPEST = 32
_MOST = 5_000  # things in one claim
_ENDLESS = 31
_BREAK = object()


def loads(held: bytes) -> Any:
    """Return what a piece of CBOR holds.

    Parameters
    ----------
    held : bytes

    Returns
    -------
    object
        Numbers, texts, bytes, lists and dicts with texts for keys; tags are left out.

    Raises
    ------
    Unreadable
        Where it breaks off, is no CBOR, or holds more than a claim needs.

    Examples
    --------
    >>> loads(bytes.fromhex("a161616568656c6c6f"))
    {'a': 'hello'}
    """
    return _Reader(held).thing(0)


class _Reader:
    def __init__(self, held: bytes) -> None:
        self.held, self.at, self.left = held, 0, _MOST

    def take(self, count: int) -> bytes:
        if count > len(self.held) - self.at:
            raise Unreadable("A claim in it breaks off.")
        self.at += count
        return self.held[self.at - count : self.at]

    def thing(self, depth: int) -> Any:
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            raise Unreadable("A claim in it holds more than any claim needs.")
        first = self.take(1)[0]
        major, short = first >> 5, first & 31
        if first == 0xFF:
            return _BREAK
        if major == 7:
            return self.simple(short)
        number = self.number(short)
        if major in (0, 1):
            return number if major == 0 else -1 - number
        if major in (2, 3):
            return self.text(major, number, short, depth)
        if major == 6:
            return self.thing(depth + 1)
        return self.many(major, number, short, depth)

    def number(self, short: int) -> int:
        if short < 24 or short == _ENDLESS:
            return short
        if short > 27:
            raise Unreadable("A claim in it is no CBOR.")
        return int.from_bytes(self.take(1 << (short - 24)), "big")

    def simple(self, short: int) -> Any:
        if short in (20, 21):
            return short == 21
        if short in (25, 26, 27):
            code = {25: ">e", 26: ">f", 27: ">d"}[short]
            return struct.unpack(code, self.take(struct.calcsize(code)))[0]
        if short == 24:
            self.take(1)
        return None

    def text(self, major: int, count: int, short: int, depth: int) -> Any:
        if short != _ENDLESS:
            held = self.take(count)
        else:
            pieces = self.until_break(depth)
            held = b"".join(
                p.encode() if isinstance(p, str) else bytes(p)
                for p in pieces
                if isinstance(p, str | bytes)
            )
        return held if major == 2 else held.decode("utf-8", "replace")

    def until_break(self, depth: int) -> list[Any]:
        found = []
        while (thing := self.thing(depth + 1)) is not _BREAK:
            found.append(thing)
        return found

    def many(self, major: int, count: int, short: int, depth: int) -> Any:
        if short == _ENDLESS:
            flat = self.until_break(depth)
        else:
            flat = []
            for _ in range(
                count * (major - 3)
            ):  # each thing is counted, so a false count ends soon
                flat.append(self.thing(depth + 1))
        flat = [None if thing is _BREAK else thing for thing in flat]
        if major == 4:
            return flat
        return {str(k): v for k, v in zip(flat[::2], flat[1::2], strict=False)}
