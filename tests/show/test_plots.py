"""The pictures of lessons 00 and 01: what their titles say is what is there."""

import json
import re
from pathlib import Path

import numpy as np
import pandas
import pytest

import kuleshov as ku
from kuleshov.library.catalogue import read_catalogue
from kuleshov.media import Clip
from kuleshov.metrics import Measure
from kuleshov.show import plots
from kuleshov.timeline import Cut

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "course" / "images"


def html_of(picture):
    return picture._repr_mimebundle_()["text/html"]


@pytest.fixture
def differences():
    """A film of 100 frames with cuts at 25 and 60, and a flash at 80 and 81."""
    values = np.ones(99)
    values[[24, 59, 79, 80]] = 30, 12, 50, 50
    return values


def test_the_title_counts_what_was_found_and_what_was_invented(differences):
    picture = plots.differences_plot(differences, 24, threshold=20, truth=[25, 60])
    title = picture.figure.axes[0].get_title(loc="left")
    assert title == "Over 20 levels: 1 of 2 cuts found, 2 found where there is none"
    assert f'alt="{title}' in html_of(picture)


def test_no_plot_stays_open_to_be_shown_twice(differences):
    import matplotlib.pyplot as plt

    from kuleshov.show.plot import Plot

    plt.close("all")
    plots.differences_plot(differences, 24, threshold=20, truth=[25, 60])
    plots.trade_off_plot(differences, [25, 60])
    plots.places_plot({"a": [0, 0, 30, 0, 0]}, 9)
    plots.threshold_slider(differences, 24, [25, 60]).children[0].value = 40
    with pytest.raises(TypeError):
        plots.places_plot({"a": ["no number"]}, 9)  # breaks off while it draws
    Plot(plt.figure(), "any other")
    assert plt.get_fignums() == []


@pytest.mark.parametrize(("seconds", "second"), [(2, "00:00:01:00"), (7200, "00:16:40:00")])
def test_a_film_of_any_length_has_its_clock(seconds, second):
    axis = plots.differences_plot(np.ones(24 * seconds - 1), 24).figure.axes[0]
    shown = [t.get_text() for t in axis.get_xticklabels()]
    assert second in shown and len(shown) <= 10


def test_axes_have_units_and_time_is_timecode(differences):
    axis = plots.differences_plot(differences, 24).figure.axes[0]
    assert "levels" in axis.get_ylabel()
    assert [t.get_text() for t in axis.get_xticklabels()][1] == "00:00:01:00"


def test_the_best_threshold_is_named_with_both_its_numbers(differences):
    picture = plots.trade_off_plot(differences, [25, 60])
    assert "precision 0.50, recall 1.00" in picture.alt


def test_a_slider_redraws_when_it_is_moved(differences):
    box = plots.threshold_slider(differences, 24, [25, 60], start=20)
    slider, page = box.children
    before = page.value
    slider.value = 40
    assert "Over 40 levels: 0 of 2" in page.value and page.value != before


def test_clips_that_cut_in_their_middle_are_counted():
    curves = {"a": [0, 0, 30, 0, 0], "b": [30, 0, 0, 0, 0], "c": [0] * 5}
    assert (
        "3 clips: in 1 one cut, in the exact middle; in 1 none" in plots.places_plot(curves, 9).alt
    )


def test_stills_leave_out_frames_that_are_not_there_and_name_the_others(take):
    shown = plots.stills(Clip(take), [-2, 24, 500], "look here")
    assert shown.frames == [24]
    assert "00:00:01:00" in html_of(shown) and 'alt="4A-1, frame 24"' in html_of(shown)
    assert repr(shown) == "4A-1, frames 24. look here"


def test_the_counting_film_is_an_edit_of_the_rushes_that_are_there():
    rushes = ku.rushes("understudy")
    edit = Cut.load(IMAGES / "01-counting-film.edit", rushes)
    assert len(edit) == 14 and {156, 228, 432} <= set(edit.cuts)
    assert all(shot.take in rushes for shot in edit)


def test_every_picture_of_the_lesson_says_whose_it_is():
    said = (IMAGES / "01-sources.md").read_text(encoding="utf-8")
    for picture in IMAGES.glob("01-*.jpg"):
        assert picture.name in said
    catalogue = read_catalogue(ROOT / "datasets" / "catalog.csv")
    for id in re.findall(r"`(g_(?:sd|ll)_[a-z0-9]+(?:_[a-z0-9]+)?)`", said):
        assert catalogue[id].licence in said


@pytest.mark.data
def test_the_stored_differences_are_those_of_the_clips(test_data):
    stored = json.loads((IMAGES / "01-differences.json").read_text(encoding="utf-8"))
    for id in ("g_sd_srs_wan22", "g_sd_cutout_mask2dit", "g_sd_angle_shotdirector"):
        clip = Clip(test_data / "clips" / "files" / f"{id}.mp4")
        small = np.stack([p.y.copy() for p in clip.planes((64, 36))]).astype(float)
        found = np.abs(np.diff(small, axis=0)).mean((1, 2))
        assert stored[id]["differences"] == pytest.approx(found.tolist(), abs=0.02)


def test_seventy_years_are_told_as_they_were_published(test_data):
    table = pandas.read_csv(test_data / "data" / "cutting.csv")
    lengths = {name: table[name].dropna().mean() for name in table}
    years = {}
    for name, seconds in lengths.items():
        years.setdefault(int(name.strip()[-5:-1]), []).append(seconds)
    kept = pandas.read_csv(plots.HOLLYWOOD)
    assert kept["year"].tolist() == sorted(years) and kept["films"].sum() == 134
    for row in kept.itertuples():
        assert row.films == len(years[row.year])
        assert row.seconds == pytest.approx(np.mean(years[row.year]), abs=0.005)


def test_the_card_and_the_curve_say_the_same():
    kept = pandas.read_csv(plots.HOLLYWOOD).set_index("year")["seconds"]
    told = re.findall(r"(\d{4}): (\d+\.\d) s", str(ku.card("asl").reference))
    assert len(told) == 5
    for year, seconds in told:
        assert float(seconds) == pytest.approx(kept[int(year)], abs=0.051)


def test_ones_own_film_lies_beside_seventy_years():
    alone, beside = plots.seventy_years(), plots.seventy_years(17.0)
    assert "8.6 s in 1935, 13.0 s in 1945 and 4.0 s in 2005" in str(alone)
    assert "134 films" in str(alone) and "Yours" not in str(alone)
    assert "Yours: 17.0 s." in str(beside)
    assert beside.figure.axes[0].get_ylim()[1] > 17
    measured = Measure("asl", "Average shot length", 17.0, "s")
    refused = Measure("asl", "Average shot length", float("nan"), "s", reason="it has no shots.")
    assert str(plots.seventy_years(measured)) == str(beside)
    assert str(plots.seventy_years(refused)) == str(alone)
