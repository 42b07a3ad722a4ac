"""Every name that the kit promises to import when it is first used can be imported."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import kuleshov
from kuleshov import library, show, views
from kuleshov.authoring.notebooks import read_source

generate = import_module("kuleshov.generate")  # ku.generate is the function

PROMISED = [
    (package, name) for package in (kuleshov, generate, library, show) for name in package.__all__
]

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = sorted([*ROOT.glob("course/source/*.py"), *ROOT.glob("assignments/text/*.py")])


def named(thing):
    """Say what a test is about."""
    return getattr(thing, "__name__", str(thing))


@pytest.mark.parametrize(("package", "name"), PROMISED, ids=named)
def test_a_promised_name_is_there(package, name):
    assert getattr(package, name) is not None
    assert name in dir(package)


def imports(path):
    """Return what the cells of a lesson or an assignment import from the kit."""
    cells = "\n".join(c.source for c in read_source(path).cells if c.cell_type == "code")
    for node in ast.walk(ast.parse(cells)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kuleshov":
            yield node.module, [alias.name for alias in node.names]
        if isinstance(node, ast.Import):
            yield from ((one.name, []) for one in node.names if one.name.startswith("kuleshov"))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_what_a_lesson_needs_stands_in_ku(path):
    """In ku, in its plots, or in the lesson's own module; an assignment's checks in kuleshov.grading."""
    own = [f"lesson_{path.stem[:2]}"]
    for module, names in imports(path):
        if module == "kuleshov.lessons" and names == own:
            continue
        if module == "kuleshov.grading":
            assert path.parent.name == "text", f"{path.stem} is no assignment"
        else:
            assert module == "kuleshov", f"{path.stem} reaches into {module}"
            assert set(names) <= set(kuleshov.__all__)


@pytest.mark.parametrize("package", [kuleshov, generate, library, show], ids=named)
def test_a_package_promises_something(package):
    assert len(package.__all__) >= 4


@pytest.mark.parametrize(("thing", "place"), show._SHOWN.items(), ids=str)
def test_what_shows_itself_is_there_and_so_is_its_display(thing, place):
    module, name = thing
    assert getattr(import_module(module), name).__module__ == module
    assert callable(viewer(place))
    show._viewer(f"{module}.{name}", place)  # as where a notebook runs
    assert views.view(f"{module}.{name}") is viewer(place)


@pytest.mark.parametrize(("name", "place"), show._DRAWN.items(), ids=str)
def test_what_a_thing_draws_of_itself_is_found_by_its_name(name, place):
    found = views.view(name)
    assert callable(found)
    assert found is viewer(place)


def viewer(place):
    """Return a function of kuleshov.show by its place."""
    module, _, function = place.partition(":")
    return getattr(import_module(f"kuleshov.show.{module}"), function)


def test_a_misspelt_name_is_asked_back():
    with pytest.raises(AttributeError, match=r"no name 'mesure'\. Did you mean measure.*\?"):
        kuleshov.mesure  # noqa: B018


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(
        AttributeError, match="kuleshov has no name 'screenplay'; it has Captions, Clip"
    ):
        kuleshov.screenplay  # noqa: B018
