"""The form writes what it is told into the sheet, shows two answers as two, and names what changes."""

import pytest

import kuleshov as ku

RUSHES = ku.rushes("understudy")


@pytest.fixture(autouse=True)
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))


@pytest.fixture
def sheet():
    return ku.continuity(ku.Cut("scene", rushes=RUSHES).add("1A-1", 21, 22).add("4A-1", 12, 13))


def noted(form, name):
    form.new.value = name
    form.add.click()


def test_what_is_chosen_is_noted_at_once_and_is_there_in_another_form(sheet):
    form = sheet.form()
    noted(form, " the   cup ")
    form.fields["the cup", "stands"].value = "by the window"
    form.fields["the cup", "seen"].value = "yes"
    assert "Saved. the cup, seen: yes (shot 1, in the whole shot)." in form.said.value
    form.shot.value = 2
    assert form.fields["the cup", "stands"].value == ""
    form.fields["the cup", "stands"].value = "<b>on the sheet</b>"
    assert "Who moved it?" in form.found.value and "<b>on" not in form.found.value
    again = ku.continuity(ku.Cut("scene", rushes=RUSHES).add("1A-1", 21, 22).add("4A-1", 12, 13))
    other = again.form()
    assert other.fields["the cup", "seen"].value == "yes"
    other.fields["the cup", "seen"].value = ""
    assert "seen taken back" in other.said.value
    assert [(n.shot, n.fact) for n in again.notes] == [(1, "stands"), (2, "stands")]


def test_a_thing_that_changes_within_a_shot_has_two_answers_and_none_is_lost(sheet):
    form = sheet.form()
    noted(form, "Diode")
    form.when.value = "when it begins"
    form.fields["Diode", "lit"].value = "yes"
    form.when.value = "when it ends"
    assert form.fields["Diode", "lit"].value == ""
    form.fields["Diode", "lit"].value = "no"
    form.when.value = "in the whole shot"
    field = form.fields["Diode", "lit"]
    assert field.value == "" and field.options[0][0].startswith("two answers")
    (note,) = sheet.notes
    assert (note.begins, note.ends) == ("yes", "no"), "looking at it changes nothing"


def test_names_are_taken_up_once_and_a_nameless_thing_is_refused(sheet):
    form = sheet.form()
    noted(form, "")
    assert "first" in form.said.value
    for name in ("Diode", "diode", "DIODE "):
        noted(form, name)
    assert {subject for subject, _ in form.fields} == {"Diode"}
    form.fields["Diode", "stands"].value = "x" * 500
    assert "Not noted" in form.said.value and sheet.notes == []


def test_both_frames_of_a_shot_are_shown(sheet):
    form = sheet.form()
    page = form.stills if hasattr(form, "stills") else form.children[1]
    assert page.value.count("<img") == 2 and "as it ends" in page.value
    assert (sheet.still(2) == RUSHES["4A-1"].clip.frame(sheet[1].in_)).all()
    assert (sheet.still(2, "ends") == RUSHES["4A-1"].clip.frame(sheet[1].out - 1)).all()
