"""Values between two processes that don't trust each other: JSON and raw buffers, never a pickle.

A value becomes a node. Plain JSON values stand for themselves; all else is a list that begins
with a tag::

    3.5                       a float               ["i", "-1f"]        an int beyond 53 bits
    ["l", [1, 2]]             a list                ["t", [1, 2]]       a tuple
    ["a", "<f8", [2, 3], 0]   an array, its bytes in buffer 0
    ["=", 4]                  the fifth object of this message once more

What is decoded is of exactly the built-in types (and arrays, and what a registered converter
makes), so that nothing in it can lie about equality. An object that occurs twice in a message is
decoded once: aliases stay aliases. Everything is capped, and any damage is a :class:`WireError`.

:mod:`kuleshov.grading.wire.channel` sends messages over a socket.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import KuleshovError

MAX_JSON = 16 * 2**20
MAX_BUFFERS = 192 * 2**20
MAX_ITEMS = 1_000_000
MAX_DEPTH = 60
MAX_COUNT = 4096
"""Caps of one message: bytes of JSON, bytes of buffers, values, nesting, number of buffers."""

_KINDS = "biufcSUmM"
_DTYPE = re.compile(r"[<>|=]?[biufcSUmMO]\d{0,9}(\[\d{0,4}[A-Za-zμ]{1,2}\])?")
_SAFE = 2**53


class WireError(KuleshovError):
    """A value that can't cross, or a message that is damaged."""


ToPlain = Callable[[Any], Any]
_OUT: dict[str, tuple[str, ToPlain]] = {}
_IN: dict[str, Callable[[Any], Any]] = {}


def register(tag: str, kind: str, to_plain: ToPlain, from_plain: Callable[[Any], Any]) -> None:
    """Let objects of a type cross.

    Parameters
    ----------
    tag : str
        What the type is called on the wire.
    kind : str
        The type as ``module.Name``; nothing is imported for it.
    to_plain : function
        Makes of an object what can cross already.
    from_plain : function
        Makes the object of that. It meets hostile data: it checks, or calls what does.

    Examples
    --------
    >>> register("half", "fractions.Half", lambda half: half.n, lambda n: n)
    """
    _OUT[kind] = (tag, to_plain)
    _IN[tag] = from_plain


def no_object(value: Any) -> Any:
    """Refuse what is no plain data; the usual ``refer`` where nothing but data may cross."""
    kind = type(value)
    raise WireError(f"An object of {kind.__module__}.{kind.__qualname__} can't cross as data.")


class Encoder:
    """One message's values on their way out.

    Parameters
    ----------
    refer : function
        Makes a node of what is no data (a function, an object), or raises :class:`WireError`.
    """

    def __init__(self, refer: Callable[[Any], list[Any]] = no_object) -> None:
        self.refer = refer
        self.buffers: list[bytes] = []
        self._seen: dict[int, int] = {}
        self._kept: list[Any] = []  # so that no id is used twice while the message is made
        self._items = self._bytes = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Return the node of a value."""
        self._items += 1
        if depth > MAX_DEPTH:
            raise WireError(f"This is nested more than {MAX_DEPTH} deep.")
        if self._items > MAX_ITEMS:
            raise WireError(f"This holds more than {MAX_ITEMS} values.")
        if value is None or value is True or value is False:
            return value
        scalar = self._scalar(value)
        if scalar is not None:
            return scalar
        if id(value) in self._seen:
            return ["=", self._seen[id(value)]]
        self._seen[id(value)] = len(self._seen)
        self._kept.append(value)
        return self._object(value, depth + 1)

    def checkpoint(self) -> tuple[int, int, int, int]:
        """Return where the message stands, for :meth:`back_to`."""
        return len(self._seen), len(self.buffers), self._items, self._bytes

    def back_to(self, checkpoint: tuple[int, int, int, int]) -> None:
        """Forget what was encoded since a checkpoint: a value that turned out not to cross."""
        seen, buffers, self._items, self._bytes = checkpoint
        self._seen = {key: n for key, n in self._seen.items() if n < seen}
        del self.buffers[buffers:]

    def afresh(self) -> None:
        """Begin a second value of the same message, which the other side decodes on its own."""
        self._seen = {}

    def _scalar(self, value: Any) -> Any:
        if isinstance(value, str):
            if str.__len__(value) > MAX_JSON:
                raise WireError(f"A text of more than {MAX_JSON // 2**20} million letters.")
            return str.__str__(value)
        if isinstance(value, np.generic):
            return ["n", value.dtype.str, self._raw(np.asarray(value))]
        if isinstance(value, int):
            whole = int.__pos__(value)
            return whole if abs(whole) <= _SAFE else ["i", _hex(whole)]
        if isinstance(value, float):
            number = float.__pos__(value)
            return number if math.isfinite(number) else ["f", repr(number)]
        if isinstance(value, np.dtype):
            return ["np", value.str]
        for kind, tag, write in _SCALARS:
            if type(value) is kind:
                return [tag, write(value)]
        return None

    def _object(self, value: Any, depth: int) -> Any:
        kind = type(value)
        made = _OUT.get(f"{kind.__module__}.{kind.__qualname__}")
        if made is not None:
            return ["@", made[0], self.encode(made[1](value), depth)]
        if isinstance(value, bytes | bytearray):
            return ["b" if isinstance(value, bytes) else "B", self._buffer(bytes(value))]
        if isinstance(value, list):
            return self._list(list(list.__iter__(value)), depth)
        if isinstance(value, tuple):
            return ["t", [self.encode(v, depth) for v in tuple.__iter__(value)]]
        if isinstance(value, dict):
            pairs = list(dict.items(value))
            return ["d", [[self.encode(k, depth), self.encode(v, depth)] for k, v in pairs]]
        if isinstance(value, set | frozenset):
            tag = "s" if isinstance(value, set) else "z"
            return [tag, [self.encode(v, depth) for v in list(value)]]
        if isinstance(value, np.ndarray) and not isinstance(value, np.ma.MaskedArray):
            return self._array(value.view(np.ndarray), depth)
        return self.refer(value)

    def _list(self, items: list[Any], depth: int) -> Any:
        if len(items) >= 64:  # long rows of numbers go as bytes: a hundred times faster
            kinds = set(map(type, items))
            if kinds == {float}:
                return ["lf", self._buffer(np.array(items, "<f8").tobytes())]
            if kinds == {int} and min(items) >= -(2**63) and max(items) < 2**63:
                return ["li", self._buffer(np.array(items, "<i8").tobytes())]
        return ["l", [self.encode(v, depth) for v in items]]

    def _array(self, array: np.ndarray, depth: int) -> Any:
        if array.dtype.kind == "O":
            return ["o", list(array.shape), [self.encode(v, depth) for v in array.ravel().tolist()]]
        return ["a", array.dtype.str, list(array.shape), self._raw(array)]

    def _raw(self, array: np.ndarray) -> int:
        if array.dtype.kind not in _KINDS or array.dtype.hasobject:
            raise WireError(f"An array of {array.dtype} can't cross; numbers and text can.")
        return self._buffer(np.ascontiguousarray(array).tobytes())

    def _buffer(self, data: bytes) -> int:
        self._bytes += len(data)
        if self._bytes > MAX_BUFFERS or len(self.buffers) >= MAX_COUNT * 16:
            raise WireError(f"This is more than {MAX_BUFFERS // 2**20} MiB of data.")
        self.buffers.append(data)
        return len(self.buffers) - 1


class Decoder:
    """One message's values on their way in.

    Parameters
    ----------
    buffers : sequence of bytes
    resolve : function, optional
        Makes of a node with an unknown tag what it stands for.
    """

    def __init__(
        self, buffers: Sequence[bytes] = (), resolve: Callable[[list[Any]], Any] | None = None
    ) -> None:
        self.buffers, self.resolve = buffers, resolve
        self._seen: list[Any] = []
        self._items = 0

    def at(self, number: int, node: Any) -> Any:
        """Return the value of a node that begins with that object of the message.

        So that the values after one that couldn't be decoded still know their aliases.
        """
        if type(number) is not int or not 0 <= number <= MAX_ITEMS:
            raise WireError("A message that counts wrong.")
        del self._seen[number:]
        self._seen += [_PENDING] * (number - len(self._seen))
        return self.decode(node)

    def decode(self, node: Any) -> Any:
        """Return the value of a node.

        Raises
        ------
        WireError
            For anything that :class:`Encoder` doesn't write.
        """
        try:
            return self._decode(node, 0)
        except WireError:
            raise
        except Exception as problem:  # whatever a converter meets in hostile data
            raise WireError(f"A damaged message ({type(problem).__name__}: {problem}).") from None

    def _decode(self, node: Any, depth: int) -> Any:
        self._items += 1
        if depth > 2 * MAX_DEPTH or self._items > MAX_ITEMS:
            raise WireError("A message that holds too much.")
        if node is None or type(node) in (bool, int, float, str):
            return node
        if type(node) is not list or not node or type(node[0]) is not str:
            raise WireError("A message with something in it that is no value.")
        tag = node[0]
        if tag in _READERS:
            return _READERS[tag](node[1])
        if tag == "n":
            return self._array(node[1], [], node[2])[()]
        if tag == "=":
            return self._again(node[1])
        return self._object(tag, node, depth + 1)

    def _again(self, number: Any) -> Any:
        if type(number) is not int or not 0 <= number < len(self._seen):
            raise WireError("A message that refers to nothing.")
        found = self._seen[number]
        if found is _PENDING:
            raise WireError("A tuple or a set that holds itself can't cross.")
        return found

    def _object(self, tag: str, node: list[Any], depth: int) -> Any:
        at = len(self._seen)
        self._seen.append(_PENDING)
        if tag == "l":
            made: Any = []
            self._seen[at] = made
            made.extend(self._all(node[1], depth))
            return made
        if tag == "d":
            made = {}
            self._seen[at] = made
            for pair in _list(node[1]):
                key, value = _list(pair)
                made[self._decode(key, depth)] = self._decode(value, depth)
            return made
        if tag == "o":
            made = np.empty(_shape(node[1]), object)
            self._seen[at] = made
            made.ravel()[:] = self._fitting(made.size, self._all(node[2], depth))
            return made
        made = self._other(tag, node, depth)
        self._seen[at] = made
        return made

    def _other(self, tag: str, node: list[Any], depth: int) -> Any:
        if tag in ("t", "s", "z"):
            return {"t": tuple, "s": set, "z": frozenset}[tag](self._all(node[1], depth))
        if tag == "a":
            return self._array(node[1], _shape(node[2]), node[3])
        if tag in ("lf", "li"):
            items = np.frombuffer(self._bytes(node[1]), "<f8" if tag == "lf" else "<i8")
            self._items += len(items)
            return items.tolist()
        if tag in ("b", "B"):
            data = self._bytes(node[1])
            return bytes(data) if tag == "b" else bytearray(data)
        if tag == "@":
            if node[1] not in _IN:
                raise WireError("A message with a type that nobody registered.")
            return _IN[node[1]](self._decode(node[2], depth))
        if self.resolve is None:
            raise WireError("A message with an object where data was expected.")
        return self.resolve(node)

    def _all(self, nodes: Any, depth: int) -> list[Any]:
        return [self._decode(node, depth) for node in _list(nodes)]

    def _fitting(self, size: int, items: list[Any]) -> np.ndarray:
        made = np.empty(len(items), object)
        for at, item in enumerate(items):
            made[at] = item
        if len(items) != size:
            raise WireError("An array of another size than it says.")
        return made

    def _bytes(self, number: Any) -> bytes:
        if type(number) is not int or not 0 <= number < len(self.buffers):
            raise WireError("A message that lacks a buffer.")
        return self.buffers[number]

    def _array(self, kind: Any, shape: list[int], number: Any) -> np.ndarray:
        dtype = _dtype(kind)
        if dtype.hasobject:
            raise WireError("An array of objects can't cross as bytes.")
        data = self._bytes(number)
        if math.prod(shape) * dtype.itemsize != len(data):
            raise WireError("An array of another size than it says.")
        return np.ndarray(shape, dtype, bytearray(data) or None)


_PENDING = object()


def _list(node: Any) -> list[Any]:
    if type(node) is not list:
        raise WireError("A message with something else where a list was expected.")
    return node


def _shape(node: Any) -> list[int]:
    shape = _list(node)
    if len(shape) > 32 or any(type(n) is not int or not 0 <= n < 2**40 for n in shape):
        raise WireError("An array without a shape.")
    if math.prod(shape) > MAX_BUFFERS:
        raise WireError("An array that is too large.")
    return shape


def _hex(whole: int) -> str:
    if whole.bit_length() > 100_000:
        raise WireError("A whole number of more than 30,000 digits.")
    return format(whole, "x")


def _read_int(text: Any) -> int:
    if type(text) is not str or len(text) > 26_000:
        raise WireError("A damaged number.")
    return int(text, 16)


def _words(text: Any) -> str:
    if type(text) is not str or len(text) > 4096:
        raise WireError("A damaged value.")
    return text


def _read_complex(text: Any) -> complex:
    real, imaginary = _list(text)
    return complex(float(_words(real)), float(_words(imaginary)))


def _dtype(kind: Any) -> np.dtype:
    if type(kind) is not str or not _DTYPE.fullmatch(kind):
        raise WireError("An array of a type that can't cross.")
    return np.dtype(kind)


def _range(parts: Any) -> range:
    return range(*(_read_int(n) for n in _list(parts)))


def _read_slice(parts: Any) -> slice:
    return slice(*(None if n is None else _read_int(n) for n in _list(parts)))


def _write_slice(value: slice) -> list[str | None]:
    parts = (value.start, value.stop, value.step)
    if not all(n is None or isinstance(n, int) for n in parts):
        raise WireError("A slice of something else than whole numbers can't cross.")
    return [None if n is None else _hex(int(n)) for n in parts]


def _seconds(value: datetime.timedelta) -> str:
    return _hex((value.days * 86400 + value.seconds) * 10**6 + value.microseconds)


_SCALARS: list[tuple[type, str, Callable[[Any], Any]]] = [
    (complex, "c", lambda v: [repr(v.real), repr(v.imag)]),
    (range, "r", lambda v: [_hex(v.start), _hex(v.stop), _hex(v.step)]),
    (slice, ":", _write_slice),
    (type(...), "...", lambda v: 0),
    (type(NotImplemented), "no", lambda v: 0),
    (Fraction, "q", lambda v: [_hex(v.numerator), _hex(v.denominator)]),
    (Decimal, "D", str),
    (datetime.datetime, "dt", datetime.datetime.isoformat),
    (datetime.date, "da", datetime.date.isoformat),
    (datetime.time, "tm", datetime.time.isoformat),
    (datetime.timedelta, "td", _seconds),
]
_READERS: dict[str, Callable[[Any], Any]] = {
    "i": _read_int,
    "f": lambda text: float(_words(text)),
    "c": _read_complex,
    "r": _range,
    ":": _read_slice,
    "np": lambda text: _dtype(text),
    "...": lambda _: ...,
    "no": lambda _: NotImplemented,
    "q": lambda parts: Fraction(*(_read_int(n) for n in _list(parts))),
    "D": lambda text: Decimal(_words(text)),
    "dt": lambda text: datetime.datetime.fromisoformat(_words(text)),
    "da": lambda text: datetime.date.fromisoformat(_words(text)),
    "tm": lambda text: datetime.time.fromisoformat(_words(text)),
    "td": lambda text: datetime.timedelta(microseconds=_read_int(text)),
}


def _register_paths() -> None:
    for name in ("PurePath", "PurePosixPath", "PosixPath", "Path"):
        register("path", f"pathlib.{name}", str, lambda text: Path(_words(text)))


_register_paths()


def plain(value: Any) -> tuple[Any, list[bytes]]:
    """Return a value's node and buffers, where nothing but data may cross.

    >>> restore(*plain({"cuts": [24, 60], "rate": 24.0}))
    {'cuts': [24, 60], 'rate': 24.0}
    """
    encoder = Encoder()
    return encoder.encode(value), encoder.buffers


def restore(node: Any, buffers: Sequence[bytes] = ()) -> Any:
    """Return the value of :func:`plain`."""
    return Decoder(buffers).decode(node)
