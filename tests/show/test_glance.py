"""A film at a glance states its finding, and says it in words too."""

import numpy as np
import pytest

from kuleshov.library import rushes
from kuleshov.metrics import measure
from kuleshov.show.plot import Plot
from kuleshov.timeline import Cut


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("glance")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_STUDIO", str(folder / "studio"))
        patch.setenv("KULESHOV_CACHE", str(folder / "cache"))
        yield made()


def made():
    cut = Cut("film", rushes=rushes("understudy"))
    cut.add("KB-1", "02:00", "04:00").add("KC-1", "02:00", "03:00").add("KB-1", "02:00", "04:00")
    return cut.render("film.mp4", progress=False)


def test_the_title_states_the_finding_and_the_words_the_lengths(film):
    plot = measure(film).plot()
    assert isinstance(plot, Plot)
    assert plot.alt.startswith(
        "film: 3 shots, half of them 2.0 s or less; the longest, 2.0 s, begins at"
    )
    assert "2.0, 1.0, 2.0" in plot.alt
    shown = plot._repr_mimebundle_()
    assert 'alt="film: 3 shots' in shown["text/html"]


def test_every_row_has_its_unit_and_one_clock(film):
    axes = measure(film).plot().figure.axes
    labels = [axis.get_ylabel() for axis in axes]
    assert "shot, s" in labels and "sound, LUFS" in labels
    assert axes[-1].get_xlim() == pytest.approx((0, film.duration))
    heights = [bar.get_height() for axis in axes for bar in axis.patches]
    np.testing.assert_allclose(sorted(heights), [1, 2, 2], atol=1e-6)


def test_what_was_not_asked_for_has_no_row(film):
    asked = measure(film, ["asl"]).plot()
    labels = [axis.get_ylabel() for axis in asked.figure.axes]
    assert labels == ["", "shot, s"] and asked.alt.startswith("film: 3 shots")
    assert "motion" in [
        axis.get_ylabel() for axis in measure(film, ["activity"]).plot().figure.axes
    ]
