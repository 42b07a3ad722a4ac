"""No module imports what stands above it, and none imports itself by way of others.

Every import counts: at the top of a file, inside a function, for types alone, in a stub; and a
module's path that is kept as a string to be imported later. The floors are CONTRIBUTING.md's, from
the ground up; which packages below its own a package may import is narrower still, and stands here.
"""

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"

# From the ground up. A name stands for all in that room that isn't named by itself.
FLOORS = """
views words
errors
timecode folders files
lab
media
library
metrics.formulas.shot_order
metrics.formulas.dependence
metrics.formulas.intervals
metrics.found
metrics.formulas
metrics.features
metrics.shots
metrics.closer_features
metrics.film
metrics.room_plan
metrics.marked_room
metrics.families
metrics.registry
metrics.cards metrics.measures
metrics.folder
metrics.validation
metrics
timeline
generate
economy
comparison
criticism
show
lessons
grading.seeds grading.times
grading.lateness
grading.checks
grading.wire
grading.inside
grading.engine
grading.gradebook
grading.review
grading.run
grading
authoring
doctor
class_commands
cli
__main__
kuleshov
"""
LEVELS = {
    room: level for level, line in enumerate(FLOORS.strip().splitlines()) for room in line.split()
}

# What each package may import besides itself and the ground; metrics* is metrics and all in it.
GROUND = {"views", "words", "errors", "timecode", "folders", "files"}
MAY = {
    "media": "",
    "library": "media",
    "metrics": "media library metrics.*",
    "metrics.formulas": "media library",
    "metrics.features": "media metrics metrics.formulas",
    "metrics.shots": "media metrics.features",
    "metrics.families": "media metrics metrics.features metrics.formulas",
    "metrics.validation": "media library metrics*",
    "timeline": "media library metrics*",
    "generate": "media library metrics.formulas",
    "economy": "",
    "comparison": "media library metrics* timeline",
    "criticism": "media library metrics* timeline",
    "show": "media library metrics* timeline generate economy comparison criticism",
    "lessons": "media library metrics* timeline generate economy comparison criticism show",
    "grading": "comparison grading.*",
    "grading.checks": "media library metrics* timeline generate comparison criticism",
    "grading.wire": "media library metrics* timeline criticism",
    "grading.inside": "criticism grading.wire",
    "grading.engine": "library metrics* timeline criticism show grading grading.checks grading.wire",
    "grading.gradebook": "grading grading.engine grading.wire",
    "grading.review": "media library timeline criticism show grading grading.engine grading.gradebook",
    "authoring": "criticism media metrics* show grading grading.engine grading.gradebook grading.review grading.wire",
}

# Started as processes of their own, and never imported: the line of trust.
STARTED = {
    ("kuleshov.grading.engine.sandbox", "kuleshov.grading.inside.zygote"),
    ("kuleshov.grading.engine.sandbox", "kuleshov.grading.inside.launch"),
}
# Asked for by its one name, where things are to be shown and nobody has imported it.
ASKED = {("kuleshov.views", "kuleshov.show")}


def level_of(module: str) -> int:
    """Return the floor of a module: of the narrowest room that is named."""
    room = module.removeprefix("kuleshov").lstrip(".") or "kuleshov"
    while room not in LEVELS:
        room = room.rpartition(".")[0]
        assert room, f"{module} stands on no floor: name it in FLOORS."
    return LEVELS[room]


@cache
def modules() -> dict[str, Path]:
    """Return every module by its dotted name; a package is its __init__."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def as_module(name: str) -> str | None:
    """Return the module that a dotted name lies in."""
    while name and name not in modules():
        name = name.rpartition(".")[0]
    return name or None


def named(text: str) -> str | None:
    """Return the module that a string names, by itself or with one thing in it."""
    for name in (text, text.rpartition(".")[0]):
        if name in modules() and name != "kuleshov":
            return name
    return None


def is_dotted(node: ast.AST) -> bool:
    """Say whether a node is a string that may name a module: ``kuleshov.show.player:strip``."""
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and bool(re.fullmatch(r"kuleshov(\.\w+)+(:\w+)?", text))


def imported(module: str, path: Path) -> set[str]:
    """Return what a module imports, wherever in it, and what its strings name."""
    package = module if path.name.startswith("__init__") else module.rpartition(".")[0]
    found: set[str | None] = set()
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {as_module(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            found |= {as_module(f"{base}.{alias.name}") for alias in node.names}
        elif id(node) not in prose and is_dotted(node):
            found.add(named(node.value.partition(":")[0]))
    return {name for name in found if name and name != module}


@cache
def arrows() -> set[tuple[str, str]]:
    """Return (from, to) for every import between the kit's own modules."""
    found = set()
    for module, path in modules().items():
        for file in (path, path.with_suffix(".pyi")):
            if file.is_file():
                found |= {(module, other) for other in imported(module, file)}
    return found - STARTED - ASKED


def test_there_is_something_to_walk() -> None:
    assert len(modules()) > 150 and len(arrows()) > 600


def test_no_import_goes_up() -> None:
    up = [f"{a} imports {b}" for a, b in sorted(arrows()) if level_of(b) > level_of(a)]
    assert not up, "\n" + "\n".join(up)


def test_no_module_comes_back_to_itself() -> None:
    onward: dict[str, set[str]] = {}
    for a, b in arrows():
        onward.setdefault(a, set()).add(b)

    def circle(at: str, way: list[str], done: set[str]) -> list[str]:
        if at in way:
            return [*way[way.index(at) :], at]
        for following in sorted(onward.get(at, ())):
            if following not in done and (found := circle(following, [*way, at], done)):
                return found
        done.add(at)
        return []

    done: set[str] = set()
    for module in sorted(onward):
        assert not (found := circle(module, [], done)), " -> ".join(found)


def test_what_grades_never_imports_what_runs_beside_a_students_code() -> None:
    reached, waiting = set(), [m for m in modules() if m.startswith("kuleshov.grading.engine")]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting += [b for a, b in arrows() if a == at]
    assert not {m for m in reached if m.startswith("kuleshov.grading.inside")}


def test_kept_numbers_depend_on_the_code_that_measures_and_on_no_other() -> None:
    from kuleshov.metrics.features.measure_cache import DECIDES

    reached, waiting = set(), ["kuleshov.metrics.registry"]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting += [b for a, b in arrows() if a == at]
    ground = ("errors", "folders", "files", "timecode", "views", "words")
    ground += ("library", "metrics.found")
    for module in reached:
        place = modules()[module].relative_to(SOURCE / "kuleshov").as_posix()
        room = module.removeprefix("kuleshov").lstrip(".")
        known = (
            place.startswith(DECIDES) or room.startswith(ground) or place.endswith("__init__.py")
        )
        assert known, f"{module} takes part in measuring, and kept numbers don't know it."
    assert not any(place.startswith("metrics/validation") for place in DECIDES)


@pytest.mark.parametrize("package", sorted(m for m, p in modules().items() if p.stem == "__init__"))
def test_each_package_says_what_it_is(package: str) -> None:
    words = ast.get_docstring(ast.parse(modules()[package].read_text("utf-8"))) or ""
    assert len(words.split()) > 8, f"{package} says nothing of itself."


def package_of(module: str) -> str:
    """Return the narrowest package of MAY that a module lies in; its own name on the ground."""
    room = module.removeprefix("kuleshov").lstrip(".")
    while "." in room and room not in MAY:
        room = room.rpartition(".")[0]
    return room


def test_each_package_imports_what_it_may() -> None:
    wrong = []
    for a, b in sorted(arrows()):
        home, other = package_of(a), package_of(b)
        if home not in MAY or other in GROUND | {home}:
            continue
        if not any(fnmatch(other, name) for name in MAY[home].split()):
            wrong.append(f"{a} imports {b}")
    assert not wrong, "\n".join(wrong)


def test_the_floors_are_those_of_the_guide() -> None:
    guide = (SOURCE.parent / "CONTRIBUTING.md").read_text("utf-8")
    first = re.findall(r"^\| (`[^|]+`) \|", guide, re.MULTILINE)
    told = [name.rstrip("/") for row in first for name in re.findall(r"`([\w/]+)`", row)]
    rooms = [room for room in LEVELS if "." not in room]
    assert set(told) == set(rooms) - {"kuleshov", "__main__"}
    levels = [LEVELS[name] for name in told]
    assert levels == sorted(levels), "the guide's rooms stand in another order than FLOORS"
