"""From a gesture to calls of the Cut's own operations, the same that stand in the line of code.

A gesture becomes one or more calls. Each is carried out with exactly the words that are written
down, timecode and all, so that the line shown is the line that ran.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...errors import EditError
from ...media.grade import GRADE_LIMITS
from ...timecode import timecode
from ...timeline.text import from_json, shot_line
from ...words import meant
from .messages import Message

if TYPE_CHECKING:
    from ...timeline import Cut


@dataclass(frozen=True)
class Named:
    """A value that a line of code writes in another way than Python would."""

    value: Any
    code: str


@dataclass(frozen=True)
class Call:
    """One call of an operation of the Cut, or of one of its lanes."""

    name: str
    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    lane: str = ""

    def on(self, cut: Cut) -> None:
        """Carry it out."""
        held = cut.lane(self.lane) if self.lane else cut
        args = [_value(arg) for arg in self.args]
        getattr(held, self.name)(*args, **{k: _value(v) for k, v in self.options.items()})

    def line(self, cut: str) -> str:
        """Write it as a line of code about the variable ``cut``.

        >>> Call("trim", (3,), {"out": "00:00:02:10"}).line("cut")
        'cut.trim(3, out="00:00:02:10")'
        >>> Call("mute", lane="tone").line("cut")
        'cut.lane("tone").mute()'
        """
        held = f"{cut}.lane({quoted(self.lane)})" if self.lane else cut
        words = [_code(arg) for arg in self.args]
        words += [f"{name}={_code(value)}" for name, value in self.options.items()]
        return f"{held}.{self.name}({', '.join(words)})"


def _value(arg: Any) -> Any:
    return arg.value if isinstance(arg, Named) else arg


def _code(arg: Any) -> str:
    if isinstance(arg, Named):
        return arg.code
    return quoted(arg) if isinstance(arg, str) else repr(arg)


def quoted(words: str) -> str:
    """Write words as code in double quotes.

    >>> quoted('4A-1')
    '"4A-1"'
    """
    text = repr(words)
    if text.startswith('"'):
        return text
    return '"' + text[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'


class Bench:
    """What a gesture is translated on: the edit, the takes at hand, and what they are called."""

    def __init__(self, cut: Cut, takes: Mapping[str, Any], rushes: str = "rushes") -> None:
        self.cut = cut
        self.takes = takes
        self.rushes = rushes

    def calls(self, message: Message) -> list[Call]:
        """Return what a gesture comes to.

        Raises
        ------
        EditError
            Where it can't be done to this edit.
        """
        return _PLANS[message.do](self, message.args)

    def at(self, frame: int) -> str:
        """Write a frame as timecode, as code shows it."""
        return timecode(frame, self.cut.rate)

    def points(self, args: Mapping[str, Any]) -> dict[str, str]:
        """Write the points of a trim as options of a call."""
        points = {name: self.at(args[name]) for name in ("in_", "out") if name in args}
        if not points:
            raise EditError("A trim sets an in point, an out point, or both.")
        return points

    def take(self, name: str) -> Named:
        """Return a take under the words by which code finds it."""
        if name not in self.takes:
            near = meant(name, self.takes)
            raise EditError(f"There is no take {name!r} in this room's bin.{near}")
        return Named(self.takes[name], f"{self.rushes}[{quoted(name)}]")


_PLANS: dict[str, Callable[[Bench, Mapping[str, Any]], list[Call]]] = {}


def _plan(
    *names: str,
) -> Callable[[Callable[..., list[Call]]], Callable[[Bench, Mapping[str, Any]], list[Call]]]:
    def keep(function: Callable[..., list[Call]]) -> Callable[..., list[Call]]:
        for name in names:
            _PLANS[name] = function
        return function

    return keep


@_plan("add")
def _add(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = bench.at(args["in_"]), bench.at(args["out"])
    return [Call("add", (bench.take(args["take"]), *points))]


@_plan("insert")
def _insert(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = bench.at(args["in_"]), bench.at(args["out"])
    return [Call("insert", (args["number"], bench.take(args["take"]), *points))]


@_plan("insert_at")
def _insert_at(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return _put_at("insert_at", bench, args)


@_plan("overwrite")
def _overwrite(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return _put_at("overwrite", bench, args)


def _put_at(name: str, bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = (bench.at(args[point]) for point in ("in_", "out"))
    alone = {"picture_only": True} if args.get("picture_only") else {}
    return [Call(name, (bench.at(args["at"]), bench.take(args["take"]), *points), alone)]


@_plan("paste")
def _paste(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    rate = bench.cut.rate
    data = {"kuleshov_edit": 2, "title": "", "rate": str(rate), "shots": args["shots"]}
    words = "\n".join(shot_line(shot, rate) for shot in from_json(json.dumps(data)).shots)
    insert = {"insert": True} if args["insert"] else {}
    return [Call("paste", (words, bench.at(args["at"])), insert)]


@_plan("lift_range")
def _lift_range(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("lift_range", (bench.at(args["start"]), bench.at(args["stop"])))]


@_plan("extract_range")
def _extract_range(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("extract_range", (bench.at(args["start"]), bench.at(args["stop"])))]


@_plan("replace")
def _replace(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = (bench.at(args[name]) for name in ("in_", "out") if name in args)
    return [Call("replace", (args["number"], bench.take(args["take"]), *points))]


@_plan("title")
def _title(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    before = {"before": args["before"]} if "before" in args else {}
    return [Call("title_card", (args["words"], bench.at(args["length"])), before)]


@_plan("black")
def _black(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    before = {"before": args["before"]} if "before" in args else {}
    return [Call("black", (bench.at(args["length"]),), before)]


@_plan("remove")
def _remove(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("remove", (number,)) for number in sorted(args["numbers"], reverse=True)]


@_plan("lift")
def _lift(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("lift", (number,)) for number in sorted(args["numbers"])]


@_plan("move")
def _move(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    """Move shots so that the first of them becomes shot ``to``, the others behind it."""
    order = list(range(1, len(bench.cut) + 1))
    chosen = sorted(args["numbers"])
    if chosen[-1] > len(order):
        raise EditError(f"There is no shot {chosen[-1]}: this edit has {len(order)}.")
    rest = [number for number in order if number not in chosen]
    to = min(args["to"], len(rest) + 1)
    wanted = rest[: to - 1] + chosen + rest[to - 1 :]
    places = range(len(wanted)) if chosen[0] >= to else reversed(range(len(wanted)))
    calls = []
    for place in places:  # from the end that the shots move to, so that each moves once
        here = order.index(wanted[place])
        if here != place and wanted[place] in chosen:
            calls.append(Call("move", (here + 1, place + 1)))
            order.insert(place, order.pop(here))
    return calls


@_plan("trim")
def _trim(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("trim", (args["number"],), bench.points(args))]


@_plan("roll")
def _roll(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("roll", (args["number"], args["by"]))]


@_plan("slip")
def _slip(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("slip", (args["number"], args["by"]))]


@_plan("slide")
def _slide(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("slide", (args["number"], args["by"]))]


@_plan("split")
def _split(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("split", (args["number"], args["frames"]))]


@_plan("blade")
def _blade(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("blade", (bench.at(args["at"]),))]


@_plan("cutaway")
def _cutaway(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = (bench.at(args[name]) for name in ("in_", "out"))
    return [Call("cutaway", (bench.at(args["at"]), bench.take(args["take"]), *points))]


@_plan("angle")
def _angle(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    alone = {"picture_only": True} if args.get("picture_only") else {}
    return [Call("angle", (bench.at(args["at"]), bench.take(args["take"])), alone)]


@_plan("picture_only")
def _picture_only(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    off = {} if args["on"] else {"on": False}
    return [Call("picture_only", (args["number"],), off)]


@_plan("dissolve")
def _dissolve(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("dissolve", (args["number"], args["frames"]))]


@_plan("fade")
def _fade(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    lengths = {name: args[name] for name in ("fade_in", "fade_out") if args.get(name)}
    return [Call("fade", (args["number"],), lengths)]


@_plan("level")
def _level(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("level", (args["number"], args["gain"]))]


@_plan("grade")
def _grade(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    grade = {name: args[name] for name in GRADE_LIMITS if args[name]}
    return [Call("grade", (args["number"],) if grade else (args["number"], None), grade)]


@_plan("words")
def _words(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("words", (args["number"], args["words"]))]


@_plan("rename")
def _rename(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("rename", (args["title"],))]


@_plan("note")
def _note(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("note", (args["number"], args["words"]))]


@_plan("stem")
def _stem(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("stem", (args["number"], args["name"]))]


@_plan("lay")
def _lay(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = (bench.at(args[name]) for name in ("in_", "out"))
    named = ("gain", "fade_in", "fade_out", "stem", "note")
    options = {name: args[name] for name in named if args.get(name)}
    words = {"at": bench.at(args["at"]), **options}
    return [Call("lay", (bench.take(args["take"]), *points), words, args["lane"])]


@_plan("fill")
def _fill(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    points = (bench.at(args[name]) for name in ("in_", "out"))
    words = {name: bench.at(args[name]) for name in ("start", "stop") if name in args}
    return [Call("fill", (bench.take(args["take"]), *points), words, args["lane"])]


@_plan("sound_blade")
def _sound_blade(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("blade", (args["number"], bench.at(args["at"])), lane=args["lane"])]


@_plan("sound_trim")
def _sound_trim(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("trim", (args["number"],), bench.points(args), args["lane"])]


@_plan("sound_move")
def _sound_move(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    to = {"to": args["to"]} if args.get("to", args["lane"]) != args["lane"] else {}
    return [Call("move", (args["number"], bench.at(args["at"])), to, args["lane"])]


@_plan("sound_change")
def _sound_change(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    options = {name: value for name, value in args.items() if name not in ("lane", "number")}
    return [Call("change", (args["number"],), options, args["lane"])]


@_plan("sound_remove")
def _sound_remove(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("remove", tuple(sorted(args["numbers"])), lane=args["lane"])]


@_plan("lane_fader")
def _lane_fader(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("fader", (args["gain"],), lane=args["lane"])]


@_plan("lane_mute")
def _lane_mute(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("mute", () if args["on"] else (False,), lane=args["lane"])]


@_plan("lane_name")
def _lane_name(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("rename", (args["name"],), lane=args["lane"])]


@_plan("master")
def _master(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("master", (args["level"],))]


@_plan("to_loudness")
def _to_loudness(_: Bench, args: Mapping[str, Any]) -> list[Call]:
    return [Call("to_loudness", (args["lufs"],))]


@_plan("marker")
def _marker(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    answers = {"answers": args["answers"]} if args.get("answers") else {}
    return [Call("marker", (bench.at(args["at"]), args["words"]), answers)]


@_plan("unmark")
def _unmark(bench: Bench, args: Mapping[str, Any]) -> list[Call]:
    answers = {"answers": args["answers"]} if args.get("answers") else {}
    return [Call("unmark", (bench.at(args["at"]),), answers)]
