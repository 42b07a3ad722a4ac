"""Messages over a socket: a JSON object and raw buffers each, every length capped before it is used."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

from .values import MAX_BUFFERS, MAX_COUNT, MAX_JSON, WireError

_HEAD = struct.Struct("!4sIIQ")
_MAGIC = b"KW01"
_ONCE = 2**20  # bytes


class Closed(WireError):
    """The other side is gone."""


class Late(WireError):
    """The other side didn't answer in time."""


class Channel:
    """Messages over a socket: a JSON object and buffers each.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def fileno(self) -> int:
        """Return the socket's number, so that a channel can be waited for."""
        return self.sock.fileno()

    def close(self) -> None:
        """Hang up."""
        self.sock.close()

    def send(self, message: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        """Send a message.

        Raises
        ------
        WireError
            Where it is too large; nothing is sent.
        Closed
            Where nobody listens.
        """
        text = json.dumps(message, allow_nan=False, separators=(",", ":")).encode()
        if len(text) > MAX_JSON:
            raise WireError(f"This is more than {MAX_JSON // 2**20} MiB of data.")
        total = sum(map(len, buffers))
        if total > MAX_BUFFERS:
            raise WireError(f"This is more than {MAX_BUFFERS // 2**20} MiB of data.")
        sizes = struct.pack(f"!{len(buffers)}Q", *map(len, buffers))
        head = _HEAD.pack(_MAGIC, len(text), len(buffers), total)
        try:
            self.sock.settimeout(None)
            self.sock.sendall(b"".join((head, sizes, text, *_small(buffers))))
            for data in buffers if total > _ONCE else ():
                self.sock.sendall(data)  # a film isn't copied to be sent
        except OSError as problem:
            raise Closed("The other side is gone.") from problem

    def receive(self, seconds: float | None = None) -> tuple[dict[str, Any], list[bytes]]:
        """Wait for a message.

        Raises
        ------
        Closed
            Where the other side hung up.
        Late
            After so many seconds.
        WireError
            Where the message is damaged or too large; the channel is of no more use then.
        """
        until = None if seconds is None else time.monotonic() + seconds
        magic, size, count, total = _HEAD.unpack(self._exactly(_HEAD.size, until))
        if magic != _MAGIC or size > MAX_JSON or count > MAX_COUNT * 16 or total > MAX_BUFFERS:
            raise WireError("A message that is damaged or too large.")
        lengths = struct.unpack(f"!{count}Q", self._exactly(8 * count, until))
        if sum(lengths) != total:
            raise WireError("A message whose lengths don't add up.")
        text = self._exactly(size, until)
        buffers = [bytes(self._exactly(length, until)) for length in lengths]
        return read_object(text), buffers

    def _exactly(self, size: int, until: float | None) -> bytearray:
        data = bytearray()
        while len(data) < size:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise Late("No answer in time.")
            self.sock.settimeout(left)
            try:
                part = self.sock.recv(min(size - len(data), 2**20))
            except TimeoutError:
                raise Late("No answer in time.") from None
            except OSError as problem:
                raise Closed("The other side is gone.") from problem
            if not part:
                raise Closed("The other side is gone.")
            data += part
        return data


def read_object(text: bytes | bytearray) -> dict[str, Any]:
    """Read a JSON object of somebody who isn't trusted.

    Raises
    ------
    WireError
        Where it is none: bad JSON, nested too deep, a number that is none.
    """
    try:
        found = json.loads(bytes(text), parse_constant=_no_constant)
    except (ValueError, RecursionError, MemoryError):
        raise WireError("A message that is no JSON.") from None
    if type(found) is not dict:
        raise WireError("A message that is no object.")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _small(buffers: Sequence[bytes]) -> Sequence[bytes]:
    """Return what is sent in one go with the message: all of it, where that isn't much."""
    return buffers if sum(map(len, buffers)) <= _ONCE else ()
