"""What the kit writes as an EDL is an EDL, and comes back."""

import re
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timecode import StartTimecode, read_rate
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.read_edl import read_edl
from kuleshov.timeline.exchange.write_edl import write_edl

RATES = [read_rate(rate) for rate in (23.976, 24, 25, 29.97, 30, 50, 59.94, 60)]
FILES = {"4A-1": "4A-1.mp4", "IMG_1.MOV": "IMG_1.MOV", "Ü b": "Ü b.mkv"}


def again(words):
    """Return an EDL's edit, read with nothing at hand but the EDL."""
    timeline, said = read_edl(words)
    read = from_otio(timeline)
    return read.edit, [*said, *read.said]


@pytest.mark.parametrize("rate", RATES)
def test_each_rate_comes_back_exactly(rate):
    edit = Edit("c", rate, (Shot("4A-1", 10, int(rate * 2) - 1), Shot("4A-1", 0, 1)))
    words, lost = write_edl(edit, FILES, {})
    assert again(words) == (edit, []) and lost == []
    assert f"* KULESHOV RATE: {rate}" in words.splitlines()


SHOTS = st.builds(
    Shot,
    take=st.sampled_from([*FILES, "black", "gap", "title"]),
    in_=st.integers(0, 300),
    out=st.integers(301, 340),
    dissolve=st.one_of(st.just(0), st.integers(0, 14)),
    fade_in=st.one_of(st.just(0), st.integers(0, 9)),
    fade_out=st.one_of(st.just(0), st.integers(0, 9)),
    note=st.sampled_from(["", "look: here", "C"]),
)


@settings(max_examples=150)
@given(st.sampled_from(RATES), st.lists(SHOTS, min_size=1, max_size=5))
def test_any_picture_comes_back_but_for_what_is_said(rate, shots):
    try:
        edit = Edit("any", rate, tuple(shots))
    except EditError:
        return  # no edit to begin with
    words, lost = write_edl(edit, FILES, {})
    back, said = again(words)
    assert said == [] and back.frames == edit.frames
    if not lost:
        assert back == edit
        assert [shot.note for shot in back.shots] == [shot.note for shot in edit.shots]
    times = len([shot for shot in back.shots if shot.dissolve or shot.fade_in or shot.fade_out])
    assert times >= len([s for s in edit.shots if s.dissolve or s.fade_in or s.fade_out]) - len(
        lost
    )


def test_every_event_is_as_long_in_its_source_as_in_the_film_and_follows_the_last():
    edit = Edit(
        "x", Fraction(25),
        (Shot("black", 0, 10), Shot("4A-1", 30, 80, dissolve=8), Shot("Ü b", 20, 60, fade_in=5)),
    )  # fmt: skip
    words, _ = write_edl(edit, FILES, {})
    lines = [
        re.split(r"\s{2,}| (?=\d\d:)", line) for line in words.splitlines() if line[:3].isdigit()
    ]
    times = [[StartTimecode.read(t, Fraction(25)).frame for t in line[-4:]] for line in lines]
    assert all(b - a == d - c for a, b, c, d in times)
    assert all(before[3] == after[2] for before, after in pairwise(times))
    assert times[-1][3] == edit.frames
    # a dissolve of 8 centred on frame 10 begins at 6, with the take's frame 26
    assert times[2] == [26, 80, 6, 60]


def test_titles_and_black_stand_before_the_first_take():
    edit = Edit(shots=(Shot("title", 0, 12, text='Who "taught" you'), Shot("4A-1", 0, 24)))
    words, _ = write_edl(edit, FILES, {})
    assert "001  BL       V     C        00:00:00:00 00:00:00:12 00:00:00:00 00:00:00:12" in words
    assert again(words)[0] == edit


def test_what_has_no_place_in_it_is_said(tmp_path):
    early = Edit(shots=(Shot("4A-1", 0, 24), Shot("4A-1", 2, 30, dissolve=12)))
    words, lost = write_edl(early, FILES, {})
    assert lost == ["the dissolve into shot 2"]
    assert [shot.dissolve for shot in again(words)[0].shots] == [0, 0]
    take = SimpleNamespace(name="A", frames=240, rate=Fraction(24), path=tmp_path / "A.mp4")
    cut = Cut("said").add(take, 0, "24f").add(take, "2f", "30f", dissolve=12, split=2)
    cut.save(tmp_path / "said.edl")
    assert cut.said == "The kit's EDL does not keep split edits, the dissolve into shot 2."


def test_a_camera_s_timecode_is_written_and_the_shot_found_again_with_and_without_the_take(
    tmp_path,
):
    for rate, start in ((24, "14:22:00:12"), (Fraction(30000, 1001), "01:00:00;00")):
        begins = StartTimecode.read(start, Fraction(rate))
        take = SimpleNamespace(
            name="A",
            frames=240,
            rate=Fraction(rate),
            path=tmp_path / "A.mp4",
            start_timecode=begins,
        )
        cut = Cut("camera", rate).add(take, "24f", "72f")
        path = cut.save(tmp_path / "camera.edl")
        first = f"{StartTimecode(begins.frame + 24, Fraction(rate))}"
        assert f" C        {first} " in path.read_text()
        for takes in ({"A": take}, None):
            assert Cut.load(path, takes) == cut


def test_a_name_with_a_line_break_stays_in_its_line():
    words, _ = write_edl(Edit(shots=(Shot("a\nb", 0, 24),)), {"a\nb": "a\nb.mp4"}, {})
    assert "* FROM CLIP NAME: a b" in words.splitlines()


def test_a_dissolve_into_a_shot_that_fades_out_at_once_comes_back():
    edit = Edit(shots=(
        Shot("title", 0, 38, text="x"), Shot("4A-1", 9, 17, dissolve=1, fade_out=8),
    ))  # fmt: skip
    words, lost = write_edl(edit, FILES, {})
    assert again(words) == (edit, []) and lost == []


def test_transitions_without_room_are_named():
    short = Edit(shots=(Shot("4A-1", 20, 25), Shot("4A-1", 40, 80, dissolve=10)))
    assert write_edl(short, FILES, {})[1] == ["the dissolve into shot 2"]
    both = Edit(shots=(Shot("4A-1", 20, 40, fade_in=12, fade_out=12),))
    assert write_edl(both, FILES, {})[1] == ["the fade-out of shot 1"]
    card = Edit(shots=(Shot("black", 0, 40, fade_in=12),))
    assert write_edl(card, FILES, {})[1] == ["the fade of the card 1"]
