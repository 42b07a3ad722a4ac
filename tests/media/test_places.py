"""Coordinates in words that are about something else stay out of the ledger's line."""

from pathlib import Path

import pytest
from made.marked import film

import kuleshov as ku
from kuleshov.media.traces.places import LEFT_OUT, without_places

KEPT = [
    "Lavf62.3.100",
    "Lavc61.19.101 libx264",
    "com.google.Veo 3.1, 2026-02-16",
    "Adobe Firefly 1.0 adobe_c2pa/0.12.2 c2pa-rs/0.32.5",
    "Apple iPhone 13, back camera 5.1mm f/1.6",
    "x264 core 164 r3095 crf=23.0 qcomp=0.60",
    "2026-02-16T10:24:00+0100",
    "DaVinci Resolve 19.1.2",
]
PLACES = [
    ("GoPro +52.5200+013.4050/", "52.52"),
    ("GoPro +5231.20+01324.30/", "5231"),
    ("cam 52.5200, 13.4050", "13.405"),
    ("cam -33.8688 151.2093", "151.2"),
    ("52.5200° N, 13.4050° E", "52.52"),
    ("Kamera 52°31'12\" N 13°24'18\" E", "31'12"),
    ("52.5200;13.4050 Ada's phone", "52.52"),
]


@pytest.mark.parametrize("words", KEPT)
def test_names_versions_and_dates_stay_as_they_are(words: str) -> None:
    assert without_places(words) == words


@pytest.mark.parametrize(("words", "secret"), PLACES)
def test_a_place_is_left_out_and_said_to_be(words: str, secret: str) -> None:
    said = without_places(words)
    assert LEFT_OUT in said and secret not in said


def test_the_files_own_place_is_left_out_by_its_name() -> None:
    assert without_places("Berlin cam", ["Berlin"]) == f"{LEFT_OUT} cam"
    assert without_places("a cam", ["a", ""]) == "a cam"


@pytest.mark.parametrize(("words", "secret"), PLACES)
def test_no_place_reaches_the_line_for_the_ledger_through_a_tool_or_a_camera(
    tmp_path: Path, words: str, secret: str
) -> None:
    plain = film(tmp_path / "plain.mp4", {})
    marked = tmp_path / "marked.mp4"
    ku.leave_traces(plain, marked, tool=words, notes={"artist": words, "make": words})
    found = ku.traces(marked)
    assert any(words in one.says for one in found), "it is in the file"
    assert secret not in found.words
