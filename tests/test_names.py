"""Every name that the kit promises to import when it is first used can be imported."""

from importlib import import_module

import pytest

import kuleshov
from kuleshov import generate, library, show

LAZY = [
    (package, name)
    for package in (kuleshov, library, show, generate)
    for name in getattr(package, "_NAMES", {})
]


@pytest.mark.parametrize(("package", "name"), LAZY, ids=lambda x: getattr(x, "__name__", x))
def test_a_promised_name_is_there(package, name):
    assert getattr(package, name) is not None


@pytest.mark.parametrize(("thing", "viewer"), show._SHOWN.items(), ids=str)
def test_what_shows_itself_is_there_and_so_is_its_display(thing, viewer):
    module, name = thing
    assert getattr(import_module(module), name).__module__ == module
    assert callable(getattr(import_module(f"kuleshov.show.{viewer[0]}"), viewer[1]))


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(AttributeError, match="kuleshov has no name 'screenplay'; it has Clip"):
        kuleshov.screenplay  # noqa: B018
