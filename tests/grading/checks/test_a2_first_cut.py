"""A cut against its brief: what is missing is said as an editor would."""

from types import SimpleNamespace

import pytest
from made import make_take

from kuleshov.grading.checks import a2_first_cut as brief
from kuleshov.media import Clip
from kuleshov.timeline import Cut


@pytest.fixture(scope="module")
def bin_(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bin")
    return {n: Clip(make_take(folder / f"{n}.mp4", name=n, frames=240)) for n in ("1A-1", "4A-1")}


@pytest.fixture
def cut(bin_):
    cut = Cut("brief", rushes=bin_)
    for i in range(4):
        cut.add("1A-1", f"{24 * i}f", f"{24 * i + 48}f").add(
            "4A-1", f"{24 * i}f", f"{24 * i + 48}f", split=6
        )
    return cut


def test_a_cut_to_the_brief_has_nothing_missing(cut):
    assert (
        brief.is_a_cut(cut) == brief.wrong_length(cut, 10, 20) == brief.too_few_shots(cut, 8) == []
    )
    assert brief.holes(cut) == brief.no_split(cut) == brief.film_differs(cut) == []


@pytest.mark.parametrize("work", [None, ..., 0, "1A-1 00:00 01:00", [], Cut("empty")])
def test_what_is_no_cut_is_named(work):
    assert len(brief.is_a_cut(work)) == 1


def test_each_shortfall_has_its_sentence(cut, bin_):
    assert brief.wrong_length(cut, 30, 45) == [
        "Your cut lasts 16.0 s; the brief asks for at least 30 s."
    ]
    assert brief.wrong_length(cut, 5, 10) == ["Your cut lasts 16.0 s; the brief allows 10 s."]
    seven = cut.copy().remove(8)
    assert brief.too_few_shots(seven.black("01:00"), 8) == [
        "Your cut has 7 shots; the brief asks for at least 8."
    ]
    assert (
        "Sound and picture change together" in brief.no_split(Cut("s", rushes=bin_).add("1A-1"))[0]
    )


def test_the_shots_that_somebody_sees_are_counted(bin_):
    """A flash is none; pieces that go on in their take are one, however short each of them is."""
    pieces = Cut("pieces", rushes=bin_)
    for n in range(8):
        pieces.add("1A-1", f"{24 + 3 * n}f", f"{27 + 3 * n}f")
    assert brief.too_few_shots(pieces, 1) == []
    (said,) = brief.too_few_shots(pieces, 2)
    assert said == (
        "Your cut has 1 shot; the brief asks for at least 2. 7 pieces go on where the one before "
        "stopped, in the same take: nobody sees a cut there."
    )
    flashes = (
        Cut("flashes", rushes=bin_)
        .add("1A-1", 0, "24f")
        .add("4A-1", 0, "3f")
        .add("1A-1", "24f", "48f")
    )
    assert brief.too_few_shots(flashes, 3) == [
        "Your cut has 2 shots; the brief asks for at least 3. 1 piece lasts under 4 frames: most "
        "eyes see a flash and no shot."
    ]
    between = (
        Cut("black between", rushes=bin_)
        .add("1A-1", 0, "24f")
        .black("00:02")
        .add("1A-1", "24f", "48f")
    )
    dissolved = (
        Cut("a dissolve", rushes=bin_).add("1A-1", 0, "24f").add("1A-1", "24f", "48f", dissolve=6)
    )
    for seen in (between, dissolved):
        assert brief.too_few_shots(seen, 2) == []


def test_holes_and_overruns_are_found_where_they_are(cut, bin_):
    assert brief.holes(cut.copy().lift(2)) == ["At 00:00:02:00 there is a gap of 48 frames."]
    beyond = Cut.from_text("1A-1 00:00 02:00\n4A-1 09:00 11:00", bin_)
    assert brief.holes(beyond) == [
        "At 00:00:02:00: 4A-1 ends at 00:00:10:00, and your shot goes on after it."
    ]


def test_a_slate_in_the_picture_is_found(bin_):
    clip = bin_["1A-1"]
    truth = SimpleNamespace(first_picture=24)
    take = SimpleNamespace(name="5A-1", clip=clip, frames=240, rate=clip.rate, truth=truth)
    assert brief.holes(Cut("slate").add(take, "20f", "80f")) == [
        "At 00:00:00:00 the slate of 5A-1 is in the picture: it ends at 00:00:01:00 of the take."
    ]
    assert brief.holes(Cut("a handle is not a slate").add(take, "24f", "80f")) == []
    assert brief.holes(Cut("at another rate", rate=12).add(take, 1.0, 3.0)) == []


def test_an_edit_is_held_against_its_own_text(cut, bin_):
    assert brief.not_its_text(cut, bin_) == []
    only = {"1A-1": bin_["1A-1"]}
    assert "can't be read again" in brief.not_its_text(cut, only)[0]


def test_a_film_that_is_not_its_cut_is_found_out(cut, bin_, tmp_path):
    other = cut.copy().slip(3, 30)
    film = other.render(tmp_path / "other.mp4", progress=False)
    assert "something else than shot 3" in brief.film_differs(cut, film)[0]
    short = cut.copy().trim(8, out="04:00").render(tmp_path / "short.mp4", progress=False)
    assert "Render it again" in brief.film_differs(cut, short)[0]


def test_a_film_of_another_size_is_held_against_its_cut(cut, tmp_path):
    small = cut.render(tmp_path / "small.mp4", size=(160, 90), progress=False)
    assert brief.film_differs(cut, small) == []
    assert "shot 3" in brief.film_differs(cut.copy().slip(3, 30), small)[0]


def test_frames_that_are_drawn_small_still_show_a_slip_of_two_frames(cut, monkeypatch):
    slipped = cut.copy().slip(5, 2)
    drawn = brief.pictures_at
    monkeypatch.setattr(brief, "pictures_at", lambda _, *rest: drawn(slipped, *rest))
    assert "shot 5" in brief.film_differs(cut)[0]
