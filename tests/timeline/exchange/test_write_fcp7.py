"""What the kit writes as Final Cut Pro 7 XML has the shape that others read, and comes back."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timecode import read_rate
from kuleshov.timeline import Edit, Shot
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.read_fcp7 import read_fcp7
from kuleshov.timeline.exchange.write_fcp7 import Material, write_fcp7

RATES = [read_rate(rate) for rate in (23.976, 24, 25, 29.97, 30, 50, 59.94, 60)]
FILES = {
    name: Material(f"{name}.mov", f"file://localhost/C%3a/{name}.mov", Fraction(30), 9000)
    for name in ("4A-1", "4B-1", "Größe & <co>")
}


def again(words):
    held, said = read_fcp7(words.encode())
    read = from_otio(held, dict.fromkeys(FILES))
    return read.edit, [*said, *read.said]


@pytest.mark.parametrize("rate", RATES)
def test_each_rate_comes_back_exactly(rate):
    edit = Edit("c", rate, (Shot("4A-1", 10, int(rate * 2)), Shot("4B-1", 30, 60, split=5)))
    words, lost = write_fcp7(edit, FILES)
    assert again(words) == (edit, []) and lost == []


@pytest.mark.parametrize("rate", [Fraction(25, 2), Fraction(25000, 1001) + 1, Fraction(15, 4)])
def test_a_rate_that_it_can_not_count_is_refused(rate):
    with pytest.raises(EditError, match=r"can't be written at .* Save \.otio or \.fcpxml"):
        write_fcp7(Edit("c", rate, (Shot("4A-1", 0, 5),)), FILES)


SHOTS = (
    st.builds(
        Shot,
        take=st.sampled_from([*FILES, *FILES, "black", "title"]),
        in_=st.integers(12, 300),
        out=st.integers(301, 340),
        split=st.integers(-8, 8),
        dissolve=st.one_of(st.just(0), st.integers(0, 14)),
        fade_in=st.one_of(st.just(0), st.integers(0, 9)),
        fade_out=st.one_of(st.just(0), st.integers(0, 9)),
        note=st.sampled_from(["", "look: here"]),
        gain=st.sampled_from([0, -96, -3, 0.01, 11.99]),
    )
    .map(lambda shot: replace(shot, text="Who & why") if shot.take == "title" else shot)
    .map(
        lambda shot: replace(shot, gain=0) if shot.is_card else shot  # silence has no level
    )
)


@settings(max_examples=150)
@given(st.sampled_from(RATES), st.lists(SHOTS, min_size=1, max_size=5))
def test_any_edit_comes_back_but_for_what_is_said(rate, shots):
    """A dissolve beside black is a fade there, and silence has no cuts: the same film."""
    beside_cards = any(a.is_card or b.is_card for a, b in pairwise(shots))
    if beside_cards and any(shot.split or shot.dissolve for shot in shots):
        return
    try:
        edit = Edit("any", rate, tuple(shots))
    except EditError:
        return  # no edit to begin with
    words, lost = write_fcp7(edit, FILES)
    back, said = again(words)
    assert said == [] and back.frames == edit.frames
    if not lost:
        assert back == edit
        assert [shot.note for shot in back.shots] == [shot.note for shot in edit.shots]


def test_what_is_written_field_by_field():
    edit = Edit(
        "T", Fraction(24000, 1001),
        (Shot("4A-1", 24, 72, fade_in=6), Shot("4B-1", 30, 90, dissolve=8), Shot("gap", 0, 5),
         Shot("title", 0, 24, text="Größe")),
    )  # fmt: skip
    root = ElementTree.fromstring(write_fcp7(edit, FILES)[0])
    sequence = root.find("sequence")
    assert [sequence.findtext(t) for t in ("name", "duration", "rate/timebase", "rate/ntsc")] == [
        "T", "137", "24", "TRUE",
    ]  # fmt: skip
    track = sequence.find("media/video/track")
    rows = [
        (each.tag, *(each.findtext(t) for t in ("start", "end", "in", "out", "alignment")))
        for each in track
    ]
    assert rows == [
        ("transitionitem", "0", "6", None, None, "start-black"),
        ("clipitem", "-1", "-1", "24", "76", None),
        ("transitionitem", "44", "52", None, None, "center"),
        ("clipitem", "-1", "108", "26", "90", None),
        ("generatoritem", "113", "137", "0", "24", None),
    ]
    first, second = track.findall("clipitem/file")
    assert first.findtext("pathurl") == "file://localhost/C%3a/4A-1.mov"
    assert (first.findtext("rate/timebase"), first.findtext("duration")) == ("30", "9000")
    sounds = sequence.findall("media/audio/track")
    assert [len(sound) for sound in sounds] == [2, 2], "a stereo pair"
    again_named = sounds[1].find("clipitem/file")
    assert again_named.get("id") == first.get("id") and len(again_named) == 0
    assert [s.findtext("clipitem/sourcetrack/trackindex") for s in sounds] == ["1", "2"]
    assert second.get("id") != first.get("id")


def test_what_has_no_place_in_it_is_named():
    edit = Edit(shots=(
        Shot("4A-1", 12, 40, fade_out=3), Shot("4B-1", 0, 30, fade_in=3),
        Shot("4A-1", 2, 40, dissolve=10), Shot("black", 0, 9, fade_in=2),
    ))  # fmt: skip
    words, lost = write_fcp7(edit, FILES)
    assert lost == [
        "the fade-out of shot 1, which goes to no black",
        "the fade-in of shot 2, which comes from no black",
        "the dissolve into shot 3", "the fade of the card 4",
    ]  # fmt: skip
    assert again(words)[0].frames == edit.frames


def test_sound_that_is_asked_for_before_its_take_begins_late():
    edit = Edit(shots=(Shot("4A-1", 0, 48), Shot("4B-1", 2, 40, split=9)))
    words, lost = write_fcp7(edit, FILES)
    assert lost == ["the sound that shot 2 asks for before its take begins"]
    back, said = again(words)
    assert back.shots[1].split == 2 and "Shot 1 (4A-1) is heard" in said[0]
