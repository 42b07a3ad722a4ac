"""Two processes that ask each other: names, calls, attributes, the next of an iterator.

Each side keeps the objects that it spoke of under numbers (handles) and answers what is asked of
them. Requests carry ids, so that a forged or late reply is never taken for another. While a side
waits for an answer it serves what it is asked: a function that a test hands to a student's
function is called back.

Arguments are copied there. They are copied back only where the function returned nothing or one
of them: else a function could change the very data from which a test computes what it expects.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ...errors import KuleshovError
from . import converters as converters
from . import figures as figures
from .channel import Channel, Closed, Late
from .handed_files import Files
from .values import Decoder, Encoder, WireError

_TYPES = {
    kind.__name__: kind
    for kind in (int, float, complex, str, bool, bytes, list, tuple, dict, set, frozenset, object)
}
_NEVER = (StopIteration, StopAsyncIteration, GeneratorExit, KeyboardInterrupt, SystemExit)
_MUTABLE = (list, dict, set, bytearray, np.ndarray)
MAX_HANDLES = 100_000


class StudentError(KuleshovError):
    """What a student's object did that can't be shown as anything else."""


class StudentGone(StudentError):
    """The student's process ended, or never answered."""


class Peer:
    """One end of the line between a student's objects and their tests.

    Parameters
    ----------
    channel : Channel
    proxies : function, optional
        ``proxies(peer, kind, handle, info)`` makes of a reference what stands for it here;
        without it only functions and iterators arrive.
    serves : collection of str
        What the other side may ask of this one.
    seconds : float or None
        How long to wait for an answer.
    """

    def __init__(
        self,
        channel: Channel,
        proxies: Callable[[Peer, str, int, Any], Any] | None = None,
        serves: Sequence[str] = ("call", "next"),
        seconds: float | None = None,
    ) -> None:
        self.channel, self.proxies, self.serves, self.seconds = channel, proxies, serves, seconds
        self.names: dict[str, Any] = {}
        self.files: Files | None = None
        self.own: tuple[str, ...] = ("__main__",)
        self._handles: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._remote: dict[int, Any] = {}
        self._asked = self._given = 0
        self.fetching = ""  # the name whose value is being made
        self.gone = ""  # why there is no other side any more, in words
        self.late = False  # whether that is because it did not answer in time

    # Asking ---------------------------------------------------------------------------------

    def ask(self, op: str, *values: Any) -> Any:
        """Ask the other side, and return its answer or raise its error.

        Raises
        ------
        StudentGone
            Where there is no other side any more, or no answer in time.
        """
        return self._value(*self._exchange(op, list(values)))

    def call(self, handle: int, args: tuple[Any, ...], kwargs: dict[str, Any], method: str) -> Any:
        """Call the other side's object, and bring back what it did to its arguments."""
        op = "method" if method else "call"
        values = [handle, method, list(args), kwargs] if method else [handle, list(args), kwargs]
        message, buffers = self._exchange(op, values)
        at = message.get("is")
        if type(at) is int and not 0 <= at < len(args):
            raise WireError("An answer that points to no argument.")
        # The other side may not keep the rule by which arguments are copied back: it is kept here.
        if type(at) is int or message.get("v") is None:
            for number, new in self._changed(message, buffers, len(args)):
                _write_back(args[number], new)
        return args[at] if type(at) is int else self._value(message, buffers)

    def fetch(self, names: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
        """Bring names over in one message: what they hold, and why others can't be brought.

        A name that is not defined there is in neither.
        """
        message, buffers = self._exchange("names", names)
        decoder = self._decoder(buffers)
        found: dict[str, Any] = {}
        problems: dict[str, str] = {}
        asked = set(names)
        for entry in _pairs(message.get("values")):
            if entry[0] not in asked:
                continue
            self.fetching = entry[0]
            try:
                found[entry[0]] = decoder.at(*entry[1])
            except (TypeError, WireError) as problem:
                problems[entry[0]] = str(problem)
            finally:
                self.fetching = ""
        for name, why in _pairs(message.get("problems")):
            problems[name] = str(why)[:500]
        return found, {name: why for name, why in problems.items() if name in asked}

    def forget(self) -> None:
        """Let go of all handles, here and there."""
        self._handles.clear()
        self._numbers.clear()
        self._remote.clear()
        if not self.gone:
            self.ask("forget")

    def _exchange(self, op: str, values: list[Any]) -> tuple[dict[str, Any], list[bytes]]:
        if self.gone:
            raise StudentGone(self.gone)
        self._asked += 1
        number = self._asked
        encoder = Encoder(self._refer)
        node = encoder.encode(values)
        try:
            request = {"ask": number, "op": op, "v": node} | self._new_files(encoder)
            self.channel.send(request, encoder.buffers)
            return self._reply(number)
        except Late:
            self.late = True
            self._lost("The student's code did not come back in time, and was ended.")
        except Closed:
            self._lost("The student's process has ended; nothing more of it can be tested.")
        raise StudentGone(self.gone)

    def _reply(self, number: int) -> tuple[dict[str, Any], list[bytes]]:
        while True:
            message, buffers = self.channel.receive(self.seconds)
            if "ask" in message:
                self.answer(message, buffers)
            elif message.get("re") == number:
                self._take_files(message, buffers)
                return message, buffers

    def _new_files(self, encoder: Encoder) -> dict[str, Any]:
        changed = self.files.changed() if self.files else None
        if not changed:
            return {}
        encoder.afresh()
        return {"files": encoder.encode(changed)}

    def _take_files(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        if self.files and "files" in message:
            self.files.take(Decoder(buffers).decode(message["files"]))

    def _lost(self, why: str) -> None:
        self.gone = why
        self.channel.close()

    def _value(self, message: dict[str, Any], buffers: list[bytes]) -> Any:
        if "error" in message:
            raise self._error(message["error"])
        return self._decoder(buffers).decode(message.get("v"))

    def _changed(
        self, message: dict[str, Any], buffers: list[bytes], count: int
    ) -> Iterator[tuple[int, Any]]:
        if "error" in message or "changed" not in message:
            return
        changed = self._decoder(buffers).decode(message["changed"])
        if type(changed) is not dict:
            raise WireError("A damaged answer.")
        for number, new in changed.items():
            if type(number) is int and 0 <= number < count:
                yield number, new

    def _decoder(self, buffers: Sequence[bytes]) -> Decoder:
        return Decoder(buffers, self._resolve)

    # Answering ------------------------------------------------------------------------------

    def answer(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Do what the other side asks, and say what came of it."""
        number, op = message.get("ask"), message.get("op")
        encoder = Encoder(self._refer)
        try:
            if op not in self.serves:
                raise WireError(f"{op!r} is not served here.")
            self._take_files(message, buffers)
            values = self._decoder(buffers).decode(message.get("v"))
            reply = getattr(self, f"_do_{op}")(encoder, *values)
            reply |= self._new_files(encoder)
        except BaseException as problem:
            encoder = Encoder()
            reply = {"error": self._describe(problem)}
        self.channel.send({"re": number} | reply, encoder.buffers)

    def _do_names(self, encoder: Encoder, *names: str) -> dict[str, Any]:
        held = [name for name in names if name in self.names]
        held.sort(key=lambda name: not isinstance(self.names[name], type))
        values, problems = [], []
        for name in held:
            before = encoder.checkpoint()
            try:
                values.append([name, [before[0], encoder.encode(self.names[name])]])
            except WireError as problem:
                encoder.back_to(before)
                problems.append([name, f"`{name}`: {problem}"])
        return {"values": values, "problems": problems}

    def _do_call(self, encoder: Encoder, handle: int, args: list[Any], kwargs: Any) -> Any:
        return self._called(encoder, self._handles[handle], args, kwargs)

    def _do_method(self, encoder: Encoder, handle: int, name: str, args: Any, kwargs: Any) -> Any:
        return self._called(encoder, getattr(self._handles[handle], name), args, kwargs)

    def _do_get(self, encoder: Encoder, handle: int, name: str) -> dict[str, Any]:
        return {"v": encoder.encode(getattr(self._handles[handle], name))}

    def _do_set(self, encoder: Encoder, handle: int, name: str, value: Any) -> dict[str, Any]:
        setattr(self._handles[handle], name, value)
        return {"v": None}

    def _do_next(self, encoder: Encoder, handle: int) -> dict[str, Any]:
        for value in self._handles[handle]:
            return {"v": encoder.encode([value])}
        return {"v": encoder.encode([])}

    def _do_forget(self, encoder: Encoder) -> dict[str, Any]:
        self._handles.clear()
        self._numbers.clear()
        return {"v": None}

    def _called(self, encoder: Encoder, function: Any, args: list[Any], kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        returned = [at for at, value in enumerate(args) if result is value]
        reply: dict[str, Any] = {"v": None if returned else encoder.encode(result)}
        if returned:
            reply["is"] = returned[0]
        if returned or result is None:
            changed = {at: v for at, v in enumerate(args) if _is_mutable(v)}
            if changed:
                encoder.afresh()
                reply["changed"] = encoder.encode(changed)
        return reply

    # References -----------------------------------------------------------------------------

    def _refer(self, value: Any) -> list[Any]:
        remote = self._number_of(value)
        if remote is not None:
            return ["h", remote]
        kind = type(value)
        if isinstance(value, type):
            if value in _TYPES.values():
                return ["k", value.__name__]
            if issubclass(value, BaseException) and _known(value):
                return ["x", value.__module__, value.__qualname__]
            return ["p", "class", self._keep(value), self._class_info(value)]
        if kind.__module__ in self.own:
            return ["p", "object", self._keep(value), self._class_info(kind)]
        if f"{kind.__module__}.{kind.__name__}" == "kuleshov.media.clip.Clip":
            return ["p", "film", self._keep(value), value.name]
        if hasattr(kind, "__next__"):
            return ["p", "iterator", self._keep(value), ""]
        if callable(value):
            name = getattr(value, "__name__", "function")
            return ["p", "function", self._keep(value), str(name)]
        where = kind.__module__.partition(".")[0]
        raise WireError(f"a {kind.__name__} of {where} can't be brought to the tests.")

    def _number_of(self, value: Any) -> int | None:
        held = getattr(type(value), "_kuleshov_remote", None)
        if held is None:
            return None
        remote: tuple[Peer, int] = held(value)
        return remote[1] if remote[0] is self else None

    def _keep(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            if len(self._handles) >= MAX_HANDLES:
                raise WireError("too many objects were handed over.")
            self._given += 1
            number = self._numbers[id(value)] = self._given
            self._handles[number] = value
        return number

    def _class_info(self, kind: type) -> list[Any]:
        own = [c for c in kind.__mro__ if c.__module__ in self.own]
        known = next((c for c in kind.__mro__ if issubclass(c, BaseException) and _known(c)), None)
        error = [known.__module__, known.__qualname__] if known else None
        return [[[self._keep(c), c.__name__] for c in own], error]

    def _resolve(self, node: list[Any]) -> Any:
        tag = node[0]
        if tag == "h":
            if node[1] not in self._handles:
                raise WireError("A reference to nothing.")
            return self._handles[node[1]]
        if tag == "k":
            return _TYPES[node[1]]
        if tag == "x":
            return _error_class(node[1], node[2]) or StudentError
        if tag != "p" or type(node[2]) is not int:
            raise WireError("A message with an unknown tag.")
        return self._proxy(node[1], node[2], node[3])

    def _proxy(self, kind: str, handle: int, info: Any) -> Any:
        if handle in self._remote:
            return self._remote[handle]
        if kind == "iterator":
            made: Any = self._iterate(handle)
        elif self.proxies is not None:
            made = self.proxies(self, kind, handle, info)
        elif kind == "function":
            made = self._caller(handle)
        else:
            raise WireError("Only functions and data can be handed over here.")
        self._remote[handle] = made
        return made

    def _caller(self, handle: int) -> Callable[..., Any]:
        def call_back(*args: Any, **kwargs: Any) -> Any:
            return self.call(handle, args, kwargs, "")

        return call_back

    def _iterate(self, handle: int) -> Iterator[Any]:
        while found := self.ask("next", handle):
            yield found[0]

    # Errors ---------------------------------------------------------------------------------

    def _describe(self, problem: BaseException) -> list[Any]:
        kind = type(problem)
        try:
            words = str(problem.args[0]) if isinstance(problem, KeyError) else str(problem)
        except BaseException:
            words = "an error that can't be shown"
        own = kind.__module__ in self.own
        handle = self._keep(kind) if own else 0
        known = next((c for c in kind.__mro__ if _known(c)), None)
        if known is None or (known is Exception and not own and kind is not Exception):
            return [kind.__name__[:100], words[:2000], "", "", handle]
        return [kind.__name__[:100], words[:2000], known.__module__, known.__qualname__, handle]

    def _error(self, described: Any) -> BaseException:
        if type(described) is not list or len(described) != 5:
            return StudentError("An error that can't be shown.")
        name, words, module, kind, handle = described
        if not all(type(part) is str for part in described[:4]) or type(handle) is not int:
            return StudentError("An error that can't be shown.")
        base = _error_class(module, kind) or StudentError
        if handle:
            base = self.error_class(handle, name, base)
        elif base is StudentError:
            words = f"{name}: {words}"
        problem: BaseException = base.__new__(base)  # type: ignore[call-overload]
        problem.args = (words,)
        return problem

    def error_class(self, handle: int, name: str, base: type) -> type:
        """Return the class that stands here for an exception class over there."""
        if handle not in self._remote:
            plain = name if name.isidentifier() else "StudentError"
            self._remote[handle] = type(plain, (base,), {})
        found = self._remote[handle]
        return found if isinstance(found, type) and issubclass(found, BaseException) else base


def _known(kind: type) -> bool:
    return _error_class(kind.__module__, kind.__qualname__) is kind


def _error_class(module: Any, name: Any) -> type | None:
    """Return the exception class of that name, where both sides have it and it may cross."""
    if type(module) is not str or type(name) is not str:
        return None
    if module not in ("builtins", "numpy.linalg", "numpy.exceptions", "kuleshov.errors"):
        return None
    found = getattr(builtins if module == "builtins" else sys.modules.get(module), name, None)
    if not isinstance(found, type) or not issubclass(found, Exception):
        return None
    return None if issubclass(found, _NEVER) else found


def _is_mutable(value: Any) -> bool:
    return isinstance(value, _MUTABLE) or type(value).__name__ in ("DataFrame", "Series")


def _write_back(target: Any, new: Any) -> None:
    """Make an argument what it has become over there."""
    if type(target) is not type(new):
        return
    if isinstance(target, list | bytearray):
        target[:] = new
    elif isinstance(target, dict | set):
        target.clear()
        target.update(new)
    elif isinstance(target, np.ndarray):
        if target.shape == new.shape and target.dtype == new.dtype and target.flags.writeable:
            target[...] = new
    elif _is_mutable(target):
        target._update_inplace(new)


def _pairs(found: Any) -> Iterator[tuple[str, Any]]:
    if type(found) is not list:
        raise WireError("A damaged answer.")
    for entry in found:
        if type(entry) is not list or len(entry) != 2 or type(entry[0]) is not str:
            raise WireError("A damaged answer.")
        yield entry[0], entry[1]
