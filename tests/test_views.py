"""A thing is shown without knowing by whom, also where nobody has imported what shows it."""

import subprocess
import sys

import pytest

from kuleshov.views import view


def test_what_shows_is_imported_when_it_is_first_asked_for():
    asked = (
        "import sys; from kuleshov.views import view\n"
        "assert 'kuleshov.show' not in sys.modules\n"
        "print(view('strip').__module__)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "kuleshov.show.film_views"


def test_a_view_that_nobody_registered_is_refused_with_those_there_are():
    with pytest.raises(LookupError, match=r"No view is called 'hologram'; there are .*strip"):
        view("hologram")
