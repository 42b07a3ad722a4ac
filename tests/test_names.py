"""Every name that the kit promises to import when it is first used can be imported."""

from importlib import import_module

import pytest

import kuleshov
from kuleshov import generate, library, show, views

PROMISED = [
    (package, name) for package in (kuleshov, generate, library, show) for name in package.__all__
]


def named(thing):
    """Say what a test is about."""
    return getattr(thing, "__name__", str(thing))


@pytest.mark.parametrize(("package", "name"), PROMISED, ids=named)
def test_a_promised_name_is_there(package, name):
    assert getattr(package, name) is not None
    assert name in dir(package)


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
    with pytest.raises(AttributeError, match="kuleshov has no name 'screenplay'; it has Clip"):
        kuleshov.screenplay  # noqa: B018
