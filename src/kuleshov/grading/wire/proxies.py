"""What stands on the tests' side for a student's functions, classes, objects and films.

A proxy holds a number and asks. It is no data: it compares with nothing but another proxy, has no
truth value, and is let in only where the test has named its class, so that an object which claims
to be equal to everything is equal to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .peer import Peer, StudentError, _error_class
from .values import WireError

_ASKED = [
    "__len__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__iter__",
    "__next__",
    "__reversed__",
    "__call__",
    "__repr__",
    "__str__",
    "__format__",
    "__int__",
    "__float__",
    "__complex__",
    "__index__",
    "__round__",
    "__abs__",
    "__neg__",
    "__pos__",
    "__invert__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__mod__",
    "__rmod__",
    "__pow__",
    "__rpow__",
    "__matmul__",
    "__and__",
    "__or__",
    "__xor__",
    "__iadd__",
    "__isub__",
    "__imul__",
    "__enter__",
]
_COMPARED = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_WORDS = {"__repr__", "__str__", "__format__"}
_NUMBERS = {"__len__": int, "__int__": int, "__index__": int, "__float__": float}


class Remote:
    """Something on the student's side: a peer and a number."""

    __slots__ = ("__handle", "__peer", "__weakref__")
    __array_ufunc__ = None

    def __init__(self, peer: Peer, handle: int) -> None:
        object.__setattr__(self, "_Remote__peer", peer)
        object.__setattr__(self, "_Remote__handle", handle)

    def _kuleshov_remote(self) -> tuple[Peer, int]:
        return (
            object.__getattribute__(self, "_Remote__peer"),
            object.__getattribute__(self, "_Remote__handle"),
        )

    def __bool__(self) -> bool:
        raise StudentError("An object of the student's own has no truth value for a test.")

    def __contains__(self, item: object) -> bool:
        raise StudentError("A test can't look for data in an object of the student's own.")

    def __hash__(self) -> int:
        return hash(self._kuleshov_remote()[1])


class Function(Remote):
    """A student's function."""

    __slots__ = ("__name__",)

    def __init__(self, peer: Peer, handle: int, name: str) -> None:
        super().__init__(peer, handle)
        object.__setattr__(self, "__name__", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        peer, handle = self._kuleshov_remote()
        return peer.call(handle, args, kwargs, "")

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<the student's function {object.__getattribute__(self, '__name__')}>"


class StudentFilm(Remote):
    """A student's film: its numbers and frames are asked for where its file is."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        peer, handle = self._kuleshov_remote()
        return peer.ask("get", handle, name)

    def __len__(self) -> int:
        return int(self.frames)

    def __getitem__(self, index: Any) -> Any:
        peer, handle = self._kuleshov_remote()
        return peer.call(handle, (index,), {}, "__getitem__")

    def __repr__(self) -> str:
        return "<a film of the student's>"


class StudentClass(type):
    """The class of a proxied class: calling it makes an object over there."""

    _kuleshov: tuple[Peer, int]

    def _kuleshov_remote(cls) -> tuple[Peer, int]:
        return cls._kuleshov

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        peer, handle = cls._kuleshov
        return peer.call(handle, args, kwargs, "")

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        peer, handle = cls._kuleshov
        return peer.ask("get", handle, name)


class StudentObject(Remote):
    """What all proxied objects share: attributes are asked for and set over there."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        peer, handle = self._kuleshov_remote()
        return peer.ask("get", handle, name)

    def __setattr__(self, name: str, value: Any) -> None:
        peer, handle = self._kuleshov_remote()
        peer.ask("set", handle, name, value)

    def __exit__(self, *_: Any) -> None:
        peer, handle = self._kuleshov_remote()
        peer.call(handle, (None, None, None), {}, "__exit__")

    def __hash__(self) -> int:
        return hash(self._kuleshov_remote()[1])


def _asking(name: str) -> Any:
    def ask(self: Remote, *args: Any, **kwargs: Any) -> Any:
        peer, handle = self._kuleshov_remote()
        answer = peer.call(handle, args, kwargs, name)
        if name in _WORDS:
            return answer if type(answer) is str else "an object that can't be shown"
        if name in _NUMBERS and type(answer) is not _NUMBERS[name]:
            raise StudentError(f"{name} of the student's object returns no {_NUMBERS[name]}.")
        return answer

    return ask


def _comparing(name: str) -> Any:
    def compare(self: Remote, other: object) -> Any:
        if not isinstance(other, Remote):
            raise StudentError("An object of the student's own was compared with plain data.")
        peer, handle = self._kuleshov_remote()
        if name == "__eq__" and other._kuleshov_remote() == (peer, handle):
            return True
        answer = peer.call(handle, (other,), {}, name)
        if answer is NotImplemented:
            return NotImplemented
        return answer is True

    return compare


for _name in _ASKED:
    setattr(StudentObject, _name, _asking(_name))
for _name in _COMPARED:
    setattr(StudentObject, _name, _comparing(_name))


class Proxies:
    """Make proxies for a peer, and hold which classes the running test has named.

    Only a name that the instructor's solution binds as a class names one: a class in a function's
    place would let objects in that answer a test's own sums.

    Attributes
    ----------
    classes : set of str
        Those names.
    named : set of int
        Handles of the classes that were fetched by them.
    """

    def __init__(self, classes: Iterable[str] = ()) -> None:
        self.classes = set(classes)
        self.named: set[int] = set()

    def __call__(self, peer: Peer, kind: str, handle: int, info: Any) -> Any:
        if kind == "function":
            return Function(peer, handle, _name_of(info))
        if kind == "film":
            return StudentFilm(peer, handle)
        own, error = _class_info(info)
        if kind == "class":
            if peer.fetching in self.classes:
                self.named.add(handle)
            return self._class(peer, own, error)
        if kind != "object":
            raise WireError("A reference to something unknown.")
        if not self.named & {number for number, _ in own}:
            name = own[0][1] if own else "an unknown one"
            raise WireError(
                f"an object of the student's own class {name} arrived where plain data was "
                "expected."
            )
        made = StudentObject.__new__(self._class(peer, own, None))
        Remote.__init__(made, peer, handle)
        return made

    def _class(self, peer: Peer, own: list[tuple[int, str]], error: Any) -> Any:
        handle, name = own[0]
        if error is not None:
            return peer.error_class(handle, name, _error_class(*error) or StudentError)
        if handle in peer._remote:
            return peer._remote[handle]
        base = self._class(peer, own[1:], None) if len(own) > 1 else StudentObject
        made = type.__call__(StudentClass, name, (base,), {"__slots__": ()})
        made._kuleshov = (peer, handle)
        peer._remote[handle] = made
        return made


def _name_of(info: Any) -> str:
    return info if type(info) is str and info.isidentifier() else "function"


def _class_info(info: Any) -> tuple[list[tuple[int, str]], Any]:
    if type(info) is not list or len(info) != 2 or type(info[0]) is not list:
        raise WireError("A class that can't be read.")
    own = [(n, _name_of(name)) for n, name in info[0] if type(n) is int]
    if not own or len(own) > 30:
        raise WireError("A class that can't be read.")
    return own, info[1]
