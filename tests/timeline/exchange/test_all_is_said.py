"""What the kit writes comes back as it was, or the difference is said; and not at length."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.exchange.split_edits import Stretch, with_splits
from kuleshov.timeline.take_names import reel_name

TITLE, BLACK, GAP = Shot("title", 0, 40, text="Again"), Shot("black", 0, 40), Shot("gap", 0, 40)


def reel(name):
    return SimpleNamespace(name=name, rate=Fraction(25), frames=250, path=Path(f"/r/{name}.mp4"))


BIN = {name: reel(name) for name in ("A", "BL")}


def through(folder, suffix, *shots):
    """Return an edit's shots after saving and loading, and all that was said of both."""
    cut = Cut.from_edit(Edit("any", Fraction(25), shots), BIN)
    again = Cut.load(cut.save(folder / f"any{suffix}"), BIN)
    return again.shots, f"{cut.said} {again.said}".strip()


@pytest.mark.parametrize("suffix", [".otio", ".otioz"])
def test_a_split_between_two_cards_is_kept(tmp_path, suffix):
    for split in (-7, 7):
        shots = TITLE, replace(BLACK, split=split), replace(GAP, split=split), Shot("A", 9, 30)
        assert through(tmp_path, suffix, *shots) == (shots, "")


@pytest.mark.parametrize("suffix", [".edl", ".xml", ".fcpxml", ".otio"])
def test_a_take_whose_reel_would_be_black_is_none(tmp_path, suffix):
    shots = Shot("BL", 1, 40, fade_out=5), Shot("BL", 60, 90, fade_in=3)
    shots = (shots[0], BLACK, shots[1])
    assert through(tmp_path, suffix, *shots) == (shots, "")
    assert reel_name("BL") == reel_name("black") == "AX"


@pytest.mark.parametrize("words", ["100", "1984", "3.5", "nan"])
def test_a_title_that_is_a_number_is_read(tmp_path, words):
    shots = (Shot("title", 0, 40, text=words), Shot("A", 0, 30))
    assert through(tmp_path, ".xml", *shots) == (shots, "")


def test_a_gap_s_note_is_a_marker_in_fcp_7_xml(tmp_path):
    shots = Shot("A", 0, 30), replace(GAP, note="a hole: why"), Shot("A", 50, 60, note="hers")
    cut = Cut.from_edit(Edit("any", Fraction(25), shots), BIN)
    again = Cut.load(cut.save(tmp_path / "any.xml"), BIN)
    assert [shot.note for shot in again] == ["", "", "hers"] and again.said == ""
    assert [(one.at, one.text) for one in again.markers] == [(30, "a hole: why")]


@pytest.mark.parametrize(("suffix", "shots", "sentence"), [
    (".xml", (Shot("A", 0, 30), GAP), "the gap at its end"),
    (".xml", (GAP, GAP, BLACK), "the cut between the gaps 1 and 2"),
    (".xml", (Shot("A", 0, 30), replace(BLACK, dissolve=8)), "shot 2, which is a fade there"),
    (".xml", (GAP, replace(BLACK, dissolve=8)), "shot 2, from black to black"),
    (".xml", (TITLE, replace(BLACK, split=8)), "split edit between the cards 1 and 2"),
    (".xml", (replace(TITLE, text=""), BLACK), "titles without words"),
    (".fcpxml", (GAP, GAP, BLACK), "cuts between two gaps"),
    (".fcpxml", (TITLE, replace(BLACK, split=8)), "split edits between two cards"),
    (".fcpxml", (Shot("A", 9, 30), replace(GAP, dissolve=1)), "of one frame into a gap"),
    (".fcpxml", (BLACK, Shot("A", 2, 30, split=5)), "at shot 2 asks for sound that its take"),
    (".fcpxml", (Shot("A", 9, 248), replace(BLACK, split=-5)), "at shot 1 asks for sound that"),
])  # fmt: skip
def test_what_does_not_come_back_is_said(tmp_path, suffix, shots, sentence):
    again, said = through(tmp_path, suffix, *shots)
    assert again != shots and sentence in said


@pytest.mark.parametrize("suffix", [".xml", ".fcpxml"])
def test_a_dissolve_of_one_frame_after_a_shot_of_one_frame_stays_at_its_cut(tmp_path, suffix):
    shots = Shot("A", 0, 30), Shot("A", 60, 61), Shot("A", 90, 91, dissolve=1), Shot("A", 9, 12)
    assert through(tmp_path, suffix, *shots) == (shots, "")


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".fcpxml"])
@pytest.mark.parametrize("split", [-2, -1, 9])
def test_a_split_in_a_take_that_is_cut_through_is_kept_before_silence(tmp_path, suffix, split):
    shots = (
        Shot("A", 0, 10), Shot("A", 10, 13, split=split), replace(BLACK, split=-4), Shot("A", 50, 60)
    )  # fmt: skip
    assert through(tmp_path, suffix, *shots) == (shots, "")


def test_of_a_hundred_losses_a_few_are_named(tmp_path):
    cut = Cut.from_edit(Edit("any", Fraction(25), (Shot("A", 0, 30),) + 99 * (
        Shot("A", 0, 30, dissolve=6),)), BIN)  # fmt: skip
    cut.save(tmp_path / "many.edl")
    assert cut.said.endswith("the dissolve into shot 9 and 91 more.")


def test_a_cutaway_takes_no_sound_from_a_later_shot_of_its_take_in_the_same_scene():
    # one scene from two sides, all in sync: B looks on while A speaks, and is heard later
    edit = Edit("scene", Fraction(25), (
        Shot("A", 0, 40), Shot("B", 40, 60), Shot("C", 60, 90), Shot("B", 90, 130),
    ))  # fmt: skip
    heard = [Stretch("A", 0, 60, 0), Stretch("C", 60, 90, 60), Stretch("B", 90, 130, 90)]
    split, left, said = with_splits(edit, heard)
    assert [shot.picture_only for shot in split.shots] == [False, True, False, False]
    assert [(s.number, s.start, s.stop) for s in split.sound()] == [
        (1, 0, 60),
        (3, 60, 90),
        (4, 90, 130),
    ]
    assert not left and not said


def test_of_a_hundred_shots_without_sound_a_few_are_named():
    edit = Edit("any", Fraction(25), 100 * (Shot("A", 0, 30),))
    _, _, said = with_splits(edit, [Stretch("A", 7, 30, 0)])
    assert said[7:9] == [
        "Shot 8 (A) has no sound of its own in step: it is silent here (level -96 dB).",
        "So it is with 92 more shots.",
    ]  # fmt: skip
