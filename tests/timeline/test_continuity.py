"""The sheet of a script supervisor: what was noted is kept, breaks are named, truth judges."""

import csv

import pytest

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.timeline.continuity_truth import known

RUSHES = ku.rushes("understudy")


@pytest.fixture(autouse=True)
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    return tmp_path


def scene(title="scene"):
    """Wide, Filament close, Diode close, and from the wrong side of the line."""
    cut = ku.Cut(title, rushes=RUSHES)
    for take, start in (("1A-1", 21.0), ("4A-1", 22.0), ("5A-1", 23.0), ("8A-1", 24.0)):
        first = RUSHES[take].truth.frame_at(start)
        cut.add(take, f"{first}f", f"{first + 24}f")
    return cut


def test_what_was_noted_is_there_again_and_follows_its_shot(studio):
    sheet = ku.continuity(scene())
    sheet.note(2, "Filament", lit="Yes", looks="right").note(2, "filament", at="ends", lit="no")
    sheet.answer(2, "Filament", "lit", "its bulb is heard to die")
    again = ku.continuity(scene())
    assert again.notes == sheet.notes and again.subjects == ["Filament"]
    assert again.table().loc["Filament, lit", "2 4A-1"] == "yes > no"
    shorter = scene().remove(1)  # what was shot 2 is shot 1 now
    moved = ku.continuity(shorter)
    assert {note.shot for note in moved.notes} == {1} and moved.notes[0].answer
    without = scene().remove(2)
    left = ku.continuity(without).note(1, "cup", stands="by the window")
    assert (
        left.lost == ("4A-1 288 to 312: its notes are kept, and it isn't in the film.",)
        or left.lost
    )
    assert len(ku.continuity(scene()).notes) == 3  # and they come back with the shot


def test_the_file_is_a_table_that_other_programs_read(studio):
    sheet = ku.continuity(scene()).note(1, '=2+5, a "cup"', stands="left,\nof it")
    with sheet.path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["take"] == "1A-1" and row["begins"] == row["ends"] == "left, of it"
    assert ku.continuity(scene()).subjects == ['=2+5, a "cup"']


def test_a_change_between_two_shots_is_a_break_and_one_within_is_none():
    sheet = ku.continuity(scene())
    sheet.note(1, "Diode", lit="yes", side="right").note(1, "Diode", at="ends", lit="no")
    sheet.note(2, "Diode", seen="no").note(3, "Diode", lit="yes", side="middle")
    found = sheet.check()
    assert [(b.before, b.after, b.fact, b.was, b.becomes) for b in found] == [
        (1, 3, "side", "right", "middle"), (1, 3, "lit", "no", "yes"),
    ]  # fmt: skip
    assert str(found[1]).startswith("At 00:00:02:00, shots 1 and 3: Diode is lit: no, then: yes.")
    sheet.answer(1, "diode", "lit", "it is switched on, off screen")
    assert len(sheet.check().open) == 1 and "Your answer: it is switched on" in str(sheet.check())
    assert repr(ku.continuity(scene("another")).check()).startswith("Nothing that was noted")


def test_a_note_is_taken_back():
    sheet = ku.continuity(scene()).note(1, "Diode", lit="yes")
    assert len(sheet.note(1, "Diode", at="begins", lit="").notes) == 1
    assert sheet.note(1, "Diode", lit="").notes == [] and ku.continuity(scene()).notes == []


@pytest.mark.parametrize(
    ("shot", "subject", "facts", "sentence"),
    [
        (5, "Diode", {"lit": "yes"}, "shots 1 to 4"),
        (0, "Diode", {"lit": "yes"}, "There is no shot 0"),
        (1, " ", {"lit": "yes"}, "Say who"),
        (1, "Diode", {"lit": "maybe"}, "lit is yes or no"),
        (1, "Diode", {"light": "on"}, "is not asked"),
        (1, "Diode", {"lit": True}, "words"),
        (1, "Diode", {"stands": "x" * 401}, "400 letters"),
        (1, "Diode", {"at": "middle", "lit": "yes"}, "begins"),
    ],
)
def test_what_cannot_be_noted_is_said_and_nothing_is_written(
    studio, shot, subject, facts, sentence
):
    sheet = ku.continuity(scene())
    with pytest.raises(EditError, match=sentence):
        sheet.note(shot, subject, **facts)
    assert not sheet.path.exists()
    with pytest.raises(EditError, match="note it first"):
        sheet.answer(1, "Diode", "lit", "because")


def test_a_damaged_sheet_is_named_and_left_alone():
    sheet = ku.continuity(scene()).note(1, "Diode", lit="yes")
    broken = sheet.path.read_text("utf-8").replace("1A-1,", "1A-1,x")
    sheet.path.write_text(broken, "utf-8")
    with pytest.raises(EditError, match="can't be read"):
        ku.continuity(scene())
    assert sheet.path.read_text("utf-8") == broken


def test_an_edit_without_shots_has_no_sheet_and_a_film_without_truth_no_judge(tmp_path):
    with pytest.raises(EditError, match="no shots yet"):
        ku.continuity(ku.Cut("empty", rushes=RUSHES))
    cut = ku.Cut("two", rushes=RUSHES).add("4A-1", 12, 13).add("5A-1", 13, 14)
    film = cut.render(tmp_path / "two.mp4")
    sheet = ku.continuity(film)
    assert [(shot.start, shot.timecode) for shot in sheet] == [
        (0, "00:00:00:00"),
        (24, "00:00:01:00"),
    ]
    sheet.note(1, "a grey", stands="dark").note(2, "a grey", stands="light")
    assert len(sheet.check()) == 1
    with pytest.raises(EditError, match="nothing is known"):
        sheet.judged()


def test_truth_agrees_with_what_is_seen_on_stills():
    """Looked at, take by take, at one moment in which both lamps are lit."""
    at = {name: RUSHES[name].truth for name in ("1A-1", "4A-1", "5A-1", "7A-1", "8A-1")}
    seen = {name: {lamp: known(t, t.frame_at(22.0 if name == "8A-1" else 19.0), lamp)
                   for lamp in ("filament", "diode")} for name, t in at.items()}  # fmt: skip
    for name in ("1A-1", "7A-1"):
        assert (
            "left" in seen[name]["filament"]["side"] and "right" in seen[name]["filament"]["looks"]
        )
        assert "right" in seen[name]["diode"]["side"] and "left" in seen[name]["diode"]["looks"]
    assert "left" in seen["8A-1"]["diode"]["side"] and "left" in seen["8A-1"]["filament"]["looks"]
    assert seen["4A-1"]["diode"]["seen"] == ("no",) and "side" not in seen["4A-1"]["diode"]
    dark = at["1A-1"]
    assert known(dark, dark.frame_at(34), "filament")["lit"] == ("no",)
    assert known(dark, dark.frame_at(41), "diode")["lit"] == ("yes",)


def test_the_rushes_judge_their_lamps_and_nothing_else():
    sheet = ku.continuity(scene())
    sheet.note(1, "Filament", seen="yes", lit="yes", side="left").note(2, "Diode", seen="yes")
    sheet.note(3, "the cup", stands="by the window").note(4, "Filament", looks="right")
    judged = sheet.judged()
    assert len(judged) == 10 and judged.right == 6
    assert not judged.table().query("subject == 'the cup'").size
    wrong = {(one.shot, one.fact) for one in judged if not one.agrees}
    assert wrong == {(2, "seen"), (4, "looks")} and "you noted Diode, seen: yes; it is no" in repr(
        judged
    )
    none = ku.continuity(scene("b")).note(1, "the cup", stands="here").judged()
    assert "name the lamps" in repr(none)


def test_the_cut_across_the_line_is_a_break_of_the_truths_own_notes():
    """Filled in from truth, the sheet finds the crossed line between shots 3 and 4, and no other."""
    sheet, cut = ku.continuity(scene("true")), scene("true")
    for shot in sheet:
        truth = cut.take(shot.take).truth
        for lamp in ("filament", "diode"):
            for at, frame in (("begins", shot.in_), ("ends", shot.out - 1)):
                facts = {fact: right[0] for fact, right in known(truth, frame, lamp).items()}
                sheet.note(shot.number, lamp, at=at, **facts)
    assert sheet.judged().right == len(sheet.judged()) > 20
    crossed = [b for b in sheet.check() if b.fact == "looks"]
    assert {(b.before, b.after) for b in crossed} == {(2, 4), (3, 4)}
    assert not [b for b in sheet.check() if b.fact == "lit"]


def test_a_note_finds_its_shot_among_several_of_one_take():
    def cut(out=21.0):
        return ku.Cut("twice", rushes=RUSHES).add("4A-1", 12, 13).add("4A-1", 20.5, out)

    ku.continuity(cut()).note(2, "Filament", lit="no")
    assert [note.shot for note in ku.continuity(cut(22.0)).notes] == [2]
