"""The same shots at another tempo: what each becomes, and what is said of it."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov import at_tempo
from kuleshov.errors import EditError

RUSHES = ku.rushes("understudy")
ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "assignments" / "text" / "a2-first-cut.py"
EDITORS = ROOT / "datasets" / "rushes" / "understudy" / "editors-cut.edit"


def scene():
    cut = ku.Cut("scene", rushes=RUSHES)
    return cut.add("4A-1", "60f", "84f").add("5A-1", "70f", "118f").add("4A-1", "90f", "114f")


def test_twice_the_tempo_is_half_the_length_about_the_same_middle():
    cut = scene()
    fast = at_tempo(cut, 2)
    assert [len(shot) for shot in fast] == [12, 24, 12]
    assert [s.in_ + s.out for s in fast] == [s.in_ + s.out for s in cut]
    assert at_tempo(cut, 1).edit == cut.edit
    assert (cut.title, fast.title, fast.said) == ("scene", "scene, tempo 2", "")


@pytest.mark.parametrize("tempo", [4, 2, 0.5, 0.25])
def test_the_model_cut_of_a2_goes_at_any_tempo_and_shows_no_slate(tempo):
    text = MODEL.read_text("utf-8").split('from_text(\n    """')[1].split('"""')[0]
    cut = ku.Cut.from_text(text, RUSHES)
    assert any(shot.fade_out for shot in cut), "it fades at its end"
    made = at_tempo(cut, tempo)
    assert "slate" not in {finding.kind for finding in made.check(sound=False)}
    assert "beyond take" not in {finding.kind for finding in made.check(sound=False)}
    assert made.shots[-1].fade_out == round(
        cut.shots[-1].fade_out * len(made.shots[-1]) / len(cut.shots[-1])
    )


@settings(max_examples=60)
@given(st.data(), st.floats(0.25, 4))
def test_a_shot_stays_inside_what_its_take_can_show(data, tempo):
    take = RUSHES["KA-1"]
    start = data.draw(st.integers(0, take.frames - 1))
    stop = data.draw(st.integers(start + 1, take.frames))
    cut = ku.Cut("one", rushes=RUSHES).add("KA-1", f"{start}f", f"{stop}f")
    (shot,) = at_tempo(cut, tempo).shots
    low, high = min(take.first, start), max(take.last, stop)
    assert low <= shot.in_ < shot.out <= high
    wanted = max(min(6, stop - start), round((stop - start) / tempo))
    assert len(shot) == min(wanted, high - low)


@pytest.mark.parametrize("rate", [12, "24000/1001", 25, 48, 60])
def test_a_quarter_of_a_second_is_the_least_at_any_rate(rate):
    cut = ku.Cut("other", rate=rate, rushes=RUSHES).add("KA-1", 2.0, 2.5).add("4A-1", 2.0, 6.0)
    assert at_tempo(cut, 4).shot_lengths == pytest.approx([0.25, 1.0], abs=0.02)


@st.composite
def edits(draw):
    """Draw an edit with what edits have: cards, cutaways, splits, dissolves, fades, lanes, marks."""
    cut, frames = ku.Cut("drawn", rushes=RUSHES), st.integers(1, 70)
    for _ in range(draw(st.integers(1, 7))):
        length = draw(frames)
        name = draw(st.sampled_from(["KA-1", "4A-1", "5A-1", "1A-1", "black", "title"]))
        if name in ("black", "title"):
            cut.black(f"{length}f") if name == "black" else cut.title_card("Later", f"{length}f")
            continue
        start = draw(st.integers(0, RUSHES[name].frames - length))
        away = len(cut) > 0 and draw(st.booleans())
        cut.add(name, f"{start}f", f"{start + length}f", picture_only=away)
        fade = draw(st.integers(0, length // 2))
        if not away and draw(st.booleans()):
            cut.fade(len(cut), fade, fade)
        elif len(cut) > 1:
            for one in (cut.split, cut.dissolve):
                with contextlib.suppress(EditError):
                    one(len(cut), draw(st.integers(0, 12)))
    cut.marker(f"{draw(st.integers(0, cut.frames - 1))}f", "here")
    for at in draw(st.lists(st.integers(0, 200), max_size=3, unique=True)):
        with contextlib.suppress(EditError):
            cut.lane("tone").lay("1A-1", "900f", f"{900 + draw(frames)}f", at=f"{at}f")
    return cut


@settings(max_examples=50, deadline=None)
@given(edits(), st.floats(0.25, 4))
def test_any_edit_keeps_its_shots_in_order_its_takes_in_bounds_and_its_undo(cut, tempo):
    before = cut.edit
    made = at_tempo(cut, tempo)
    kept = [(shot.take, shot.picture_only, shot.gain, shot.text) for shot in cut]
    assert [(shot.take, shot.picture_only, shot.gain, shot.text) for shot in made] == kept
    for old, new in zip(cut, made, strict=True):
        take = None if new.is_card else RUSHES[new.take]
        assert take is None or min(take.first, old.in_) <= new.in_
        assert take is None or new.out <= max(take.last, old.out)
        assert len(new) == len(old) if new.take == "title" else len(new) >= min(6, len(old))
    heard = [sum(map(len, lane.sounds)) for edit in (cut, made) for lane in edit.lanes]
    assert len(set(heard)) < 2 or " lane tone" in made.said, "what a lane loses is told"
    again = ku.Cut.from_text(made.to_text(), RUSHES)
    assert (again.edit, again.markers) == (made.edit, made.markers)
    assert cut.edit == before == made.undo().edit
    assert cut.undo().redo().edit == before


def test_what_the_editor_did_beside_the_pictures_is_told():
    cut = scene().split(2, 20).dissolve(3, 12).title_card("Later", "2.0").black("1.0")
    fast = at_tempo(cut, 4)
    assert [len(shot) for shot in fast] == [6, 12, 6, 48, 6]
    assert not any(shot.split or shot.dissolve for shot in fast)
    assert fast.said == (
        "1 split and 1 dissolve became straight cuts. "
        "Titles stay as long as they were, for they are read."
    )
    assert at_tempo(scene(), 4).said == ""
    assert at_tempo(ku.Cut("short", rushes=RUSHES).add("KA-1", "60f", "70f"), 4).said == (
        "Not shortened below a quarter of a second: shot 1."
    )


def test_a_cutaway_stays_silent_and_the_sound_under_it_inside_its_take():
    cut = ku.Cut("away", rushes=RUSHES).add("KA-1", "100f", "124f")
    cut.add("KB-1", "60f", "78f", picture_only=True)
    slow = at_tempo(cut, 0.5)
    assert [shot.picture_only for shot in slow] == [False, True]
    heard = slow.edit.sound()[0]
    assert heard.offset + len(heard) <= RUSHES["KA-1"].last


def test_a_sound_in_a_lane_goes_with_its_picture():
    cut = scene()
    cut.lane("tone").lay("1A-1", "34.0", "34.5", at="24f")
    fast = at_tempo(cut, 2)
    (sound,) = fast.lanes[0].sounds
    assert (sound.at, len(sound)) == (12, 12)
    assert "Sounds in lanes keep their length" in fast.said
    cut.lane("tone").lay("1A-1", "35.0", "35.5", at="36f")
    assert "Shortened in lane tone: 1A-1" in at_tempo(cut, 4).said


@pytest.mark.parametrize("tempo", [0, 0.2, 4.5, float("nan"), "2", None, True, 2j])
def test_a_tempo_that_is_none_is_refused(tempo):
    with pytest.raises(EditError, match=r"between 0.25 and 4, not"):
        at_tempo(scene(), tempo)


@pytest.mark.parametrize("other", [RUSHES["KA-1"].clip, "4A-1 02:00 03:00", [1.0, 2.0], None])
def test_what_is_no_cut_has_no_tempo_and_no_other_order(other):
    for function in (lambda given: at_tempo(given, 2), ku.shuffled, ku.tempo):
        with pytest.raises(EditError, match=f"This takes a Cut, not a {type(other).__name__}"):
            function(other)


def test_lines_are_counted_whole_or_not():
    cut = ku.Cut.load(EDITORS, RUSHES)
    assert [line.whole for line in cut.lines()] == [True] * 12
    fast = at_tempo(cut, 2)
    cut_off = [one for one in fast.check(sound=False) if one.kind == "line cut off"]
    heard = fast.lines()
    assert sum(not line.whole for line in heard) >= len(cut_off) > 5
