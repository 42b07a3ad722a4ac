"""An edit is known again by several signs, and two versions of it are never decided in silence."""

import gc
import json
from types import SimpleNamespace

import pytest

import kuleshov as ku
from kuleshov.folders import studio
from kuleshov.show.rooms import session as sessions
from kuleshov.show.rooms import signs as signing
from kuleshov.show.rooms.messages import Message
from kuleshov.show.rooms.saving import read_record
from kuleshov.show.rooms.session import _SESSIONS, session_of
from kuleshov.show.rooms.signs import Signs, signs_of

NAMES = {"cut": "cut", "rushes": "rushes"}


@pytest.fixture
def opened(rushes, monkeypatch, tmp_path):
    """Open the room of a cut in a cell of a notebook, as often as it is run."""
    runs = iter(range(1000))

    def open_(title="A", cell="c1", name="cut", notebook="nb", start=("24f", "72f"), **options):
        path = tmp_path / f"{notebook}.ipynb"
        path.touch()
        run = options.pop("run", f"r{next(runs)}")
        signs = Signs(str(path), cell, name, title, run)
        monkeypatch.setattr(sessions, "signs_of", lambda *_: signs)
        cut = options.pop("cut", None) or ku.Cut(title, rushes=rushes)
        if start:
            cut.add("4A-1", *start)
        return session_of(cut, NAMES | {"cut": name}, lambda _: options.get("bound", False))

    return open_


def restart():
    _SESSIONS.clear()
    gc.collect()


def do(session, name, **args):
    takes = {"4A-1": session.cut.take("4A-1")}
    answer = session.apply(Message(f"m-{id(args)}", name, args), takes)
    assert answer["ok"], answer
    return answer["lines"]


def trimmed(session, out=60):
    do(session, "trim", number=1, out=out)
    return session


def outs(session):
    return [shot.out for shot in session.cut]


@pytest.mark.parametrize("start", [("24f", "72f"), None])
@pytest.mark.parametrize("restarted", [True, False])
def test_a_new_title_loses_nothing(opened, start, restarted):
    session = opened("Put yours in", start=start)
    if not start:
        do(session, "add", take="4A-1", in_=24, out=72)
    trimmed(session)
    if restarted:
        restart()
    again = opened("Who taught you that", start=start)
    assert outs(again) == [60] and again.cut.title == "Who taught you that"
    assert "Taken up where you left it by hand on" in again.cut.said
    assert again.shelf.path == session.shelf.path and again.question is None


@pytest.mark.parametrize("cut_too", [True, False])
@pytest.mark.parametrize("again", ["cell", "restart", "copy"])
def test_a_title_by_hand_outlives_the_cell_run_again_and_a_restart(opened, cut_too, again):
    session = opened("Put yours in")
    lines = do(session, "rename", title=" Who taught  you that ")
    assert lines == ['cut.rename(" Who taught  you that ")']
    if cut_too:
        trimmed(session)
    if again != "cell":
        restart()
    found = opened("Put yours in", notebook="nb2" if again == "copy" else "nb")
    assert found.cut.title == "Who taught you that" and outs(found) == [60 if cut_too else 72]
    assert "Taken up where you left it by hand" in found.cut.said and found.question is None
    do(found, "undo")  # what code says: one gesture, however many operations it came to
    assert found.cut.title == "Put yours in" and outs(found) == [72]


def test_a_title_that_code_gives_afterwards_counts(opened):
    do(trimmed(opened("A")), "rename", title="B")
    restart()
    found = opened("C")
    assert found.cut.title == "C" and outs(found) == [60]


def test_the_room_s_own_cell_has_the_title_by_hand_and_is_known_by_it(opened):
    session = trimmed(opened("A"))
    do(session, "rename", title="B")
    restart()
    found = opened(
        "B", cell="c2", cut=session.cut.copy(), start=()
    )  # "Put into a cell": it is code's own now
    assert found.cut.title == "B" and found.shelf.path == session.shelf.path
    assert outs(found) == [60] and found.question is None


def test_a_film_of_no_known_cell_is_known_by_the_title_that_hands_gave(opened):
    session = trimmed(opened("A", cell=""))
    do(session, "rename", title="B")
    restart()
    found = opened("B", cell="c2")
    assert found.shelf.path == session.shelf.path and outs(found) == [60]


def test_another_film_of_the_title_that_hands_gave_is_another_film(opened):
    session = trimmed(opened("A"))
    do(session, "rename", title="B")
    restart()
    found = opened("B", cell="c2")
    assert found.shelf.path != session.shelf.path and outs(found) == [72]


def test_a_title_that_only_the_browser_knows_is_taken_over(opened):
    session = trimmed(opened("A"))
    edit = json.loads(session.cut.to_json()) | {"title": "B"}
    kept = {"lineage": session.record.lineage, "gestures": session.record.gestures + 1}
    session.meet([read_record(kept | {"edit": edit, "when": "now"})])
    assert session.cut.title == "B" and session.record.title == "B"


def test_a_title_that_code_gives_meanwhile_is_told_to_the_room(opened):
    session = trimmed(opened("A"))
    session.cut.rename("B")
    assert session.follow() and not session.follow()
    assert session.record.title == "B"


def test_who_keeps_the_hands_work_keeps_its_title(opened):
    do(trimmed(opened("A")), "rename", title="B")
    restart()
    other = opened("A", start=("24f", "70f"))
    assert other.cut.title == "A" and other.question
    become, rename = do(other, "take_up")
    assert become.startswith("cut.become(") and rename == 'cut.rename("B")'
    assert other.cut.title == "B" and outs(other) == [60]


@pytest.mark.parametrize(
    "new", [{"name": "scene"}, {"cell": "c2"}, {"cell": ""}, {"cell": "", "name": ""}]
)
def test_any_one_sign_may_change_or_lack(opened, new):
    trimmed(opened())
    restart()
    assert outs(opened(**new)) == [60]


def test_another_edit_under_the_same_variable_is_no_rename(opened):
    do(opened("A", "c1", start=None), "add", take="4A-1", in_=24, out=60)
    other = opened("B", "c2", start=None)
    assert len(other.cut) == 0 and other.question is None and other.cut.said == ""


def test_where_only_the_variable_and_the_data_agree_it_is_asked(opened):
    trimmed(opened("A", cell=""))
    restart()
    other = opened("B", cell="")
    assert outs(other) == [72]
    assert other.question["differences"][0].startswith("Shot 1 (4A-1) runs from")


def test_two_edits_of_one_run_of_a_cell_stay_two(opened):
    one, two = trimmed(opened("A", run="r")), trimmed(opened("B", run="r"), 50)
    assert (outs(one), outs(two)) == ([60], [50]) and one.shelf.path != two.shelf.path
    restart()
    assert [outs(opened(title, run="s")) for title in ("A", "B")] == [[60], [50]]


def test_a_copy_of_the_notebook_goes_on_by_itself(opened):
    first = trimmed(opened())
    restart()
    copy = opened(notebook="nb copy")
    assert outs(copy) == [60] and "left it by hand in nb.ipynb on" in copy.said
    trimmed(copy, 50)
    restart()
    assert (outs(opened()), outs(opened(notebook="nb copy"))) == ([60], [50])
    assert first.shelf.path != copy.shelf.path


def test_a_notebook_that_was_renamed_keeps_its_work(opened, tmp_path):
    first = trimmed(opened())
    (tmp_path / "nb.ipynb").unlink()
    restart()
    again = opened(notebook="scene")
    assert outs(again) == [60] and again.shelf.path == first.shelf.path


def test_two_notebooks_with_one_title_have_nothing_to_do_with_each_other(opened):
    trimmed(opened())
    for new in ({"cell": "c9"}, {"title": "B"}):  # books that are built give their cells like names
        other = opened(notebook="other", **new)
        assert outs(other) == [72] and other.question is None


def test_where_code_and_hand_disagree_it_is_asked_and_both_are_kept(opened):
    by_hand = trimmed(opened())
    restart()
    other = opened(start=("24f", "80f"))
    asked = other.question
    assert outs(other) == [80] and other.cut.said == asked["why"]
    assert asked["why"].startswith("The code and what you cut by hand on ")
    assert asked["differences"] == [
        "Shot 1 (4A-1) runs from 00:00:01:00 to 00:00:02:12 instead of 00:00:01:00 to 00:00:03:08.",
        "The film is 20 frames shorter: 00:00:01:12.",
    ]
    assert (asked["take"], asked["keep"]) == ("Keep mine by hand", "Take the code's")
    trimmed(other, 70)
    assert other.question["take"] == "Take the other", "both are by hand now"
    assert other.shelf.path != by_hand.shelf.path
    restart()
    again = opened(start=("24f", "80f"))
    assert outs(again) == [70] and again.question["name"] == by_hand.shelf.path.stem
    assert read_record(json.loads(by_hand.shelf.path.read_text())).cut().shots[0].out == 60


def test_who_keeps_the_hands_work_goes_on_where_it_lay(opened, rushes):
    by_hand = trimmed(opened())
    restart()
    other = opened(start=("24f", "80f"))
    line = do(other, "take_up")[0]
    assert outs(other) == [60] and other.question is None
    assert other.shelf.path == by_hand.shelf.path
    assert other.record.lineage == by_hand.record.lineage
    loaded = eval(line.removeprefix("cut.become"), {"ku": ku, "rushes": rushes})
    assert loaded == other.cut
    do(other, "undo")
    assert outs(other) == [80]
    do(other, "redo")
    restart()
    for start in (("24f", "80f"), ("24f", "72f")):
        again = opened(start=start)
        assert outs(again) == [60] and again.question is None, "both codes are its past now"
        restart()


def test_who_takes_the_codes_is_not_asked_about_it_again(opened):
    by_hand = trimmed(opened())
    restart()
    other = opened(start=("24f", "80f"))
    assert do(other, "leave") == [f"# what was cut by hand stays in {by_hand.shelf.otio.name}"]
    assert outs(other) == [80] and other.question is None
    restart()
    for out in ("80f", "90f"):
        again = opened(start=("24f", out))
        assert outs(again) == [int(out[:-1])] and again.question is None
        restart()
    assert ku.Cut.load(by_hand.shelf.otio).shots[0].out == 60, "and it is still there"
    assert outs(opened()) == [60], "also for the code that it began with"


def test_there_is_nothing_to_answer_where_nothing_was_asked(opened):
    session = opened()
    for name in ("take_up", "leave"):
        answer = session.apply(Message("m", name, {}), {})
        assert not answer["ok"] and "no other version" in answer["problem"]


def test_what_code_did_alone_is_not_hand_work(opened):
    session = opened()
    session.cut.trim(1, out="60f")
    assert session.follow() and not (studio() / "by-hand").exists()
    restart()
    assert outs(opened()) == [72]
    assert opened(start=("24f", "80f")).question is None


@pytest.mark.parametrize("same_kernel", [True, False])
def test_two_tabs_never_write_over_each_other(opened, same_kernel):
    first = trimmed(opened())
    if not same_kernel:
        restart()
    second = opened()
    assert outs(second) == [60]
    trimmed(second, 50)
    trimmed(first, 40)
    assert first.shelf.path != second.shelf.path
    assert "in another tab or kernel as well" in first.said
    assert first.question["take"] == "Take the other"
    kept = [ku.Cut.load(each.shelf.otio).shots[0].out for each in (first, second)]
    assert kept == [40, 50]
    trimmed(first, 39)
    assert outs(trimmed(second, 49)) == [49] and second.question is None
    do(first, "take_up")
    assert outs(first) == [49] and first.question is None


def test_looking_and_saving_part_nothing(opened):
    first = trimmed(opened())
    second = trimmed(opened(), 50)
    first.save()
    assert first.shelf.path == second.shelf.path and first.question is None


def test_browsers_that_went_two_ways_are_both_kept(opened):
    session = trimmed(opened())

    def went(out, gestures):
        twin = session.cut.copy().trim(1, out=f"{out}f")
        told = {"lineage": session.record.lineage, "gestures": gestures}
        return told | {"edit": json.loads(twin.to_json()), "when": "2026-11-21 09:00"}

    records = [read_record(went(out, count)) for out, count in ((50, 2), (40, 3), (60, 1))]
    session.meet(records)
    assert outs(session) == [40] and session.question["differences"][0].endswith("00:00:01:16.")
    left = session.shelf.path.with_name(session.question["name"] + ".otio")
    assert ku.Cut.load(left).shots[0].out == 50
    session.meet(records)
    assert len(session.record.asks) == 1, "once is enough"


def test_each_tab_leaves_its_own_record_as_it_is_closed(opened):
    session = trimmed(opened())
    for tab, out, count in (("ab", 50, 2), ("cd", 40, 3)):
        twin = session.cut.copy().trim(1, out=f"{out}f")
        told = {"lineage": session.record.lineage, "gestures": count, "edit": twin.to_json()}
        place = session.shelf.browser.name.replace(".browser", f".{tab}.browser")
        session.shelf.browser.with_name(place).write_text(json.dumps(told))
    restart()
    again = opened()
    assert outs(again) == [40] and again.question is not None
    trimmed(again, 30)
    names = sorted(path.name for path in session.shelf.path.parent.glob("*.browser.json"))
    assert names == [], "what was read is in the records now"


def test_a_note_a_lane_and_a_marker_outlive_a_restart(opened):
    session = opened()
    do(session, "note", number=1, words="he hears it first")
    do(session, "marker", at=12, words="why?")
    session.cut.lane("tone").lay("4A-1", 1, 2)
    session.follow()
    wanted = session.cut.to_text()
    restart()
    assert opened().cut.to_text() == wanted


def test_older_records_are_known_by_their_files_names(opened):
    session = trimmed(opened())
    kept = json.loads(session.shelf.path.read_text())
    for new in ("signs", "by_hand", "asks", "answered"):
        del kept[new]
    session.shelf.path.write_text(json.dumps(kept))
    restart()
    assert outs(opened()) == [60]


def test_the_signs_of_a_running_cell(monkeypatch):
    message = {"metadata": {"cellId": "c7"}, "header": {"msg_id": "m1"}}
    monkeypatch.setattr(signing, "_shell", lambda: SimpleNamespace(get_parent=lambda: message))
    assert signs_of("t", "cut", "/w/nb.ipynb") == Signs("/w/nb.ipynb", "c7", "cut", "t", "m1")
    monkeypatch.setattr(signing, "_shell", lambda: SimpleNamespace(get_parent=dict))
    assert signs_of("t", "cut", "/w/nb-jvsc-1f-2e.ipynb") == Signs("/w/nb.ipynb", "", "cut", "t")
    monkeypatch.setattr(signing, "_shell", lambda: None)
    assert signs_of("t", "cut", "") == Signs(name="cut", title="t")


def test_what_browsers_left_beside_the_hands_work_is_kept_when_it_is_taken(opened):
    """The record that goes on takes the browsers' files away: what they held has to be set aside."""
    session = trimmed(opened())
    for tab, out, count in (("ab", 50, 2), ("cd", 40, 3)):
        twin = session.cut.copy().trim(1, out=f"{out}f")
        told = {"lineage": session.record.lineage, "gestures": count, "edit": twin.to_json()}
        place = session.shelf.browser.name.replace(".browser", f".{tab}.browser")
        session.shelf.browser.with_name(place).write_text(json.dumps(told))
    restart()
    other = opened(start=("24f", "80f"))
    do(other, "take_up")
    assert outs(other) == [40] and other.question["differences"][0].endswith("00:00:01:16.")
    left = other.shelf.path.with_name(other.question["name"] + ".otio")
    assert ku.Cut.load(left).shots[0].out == 50


def test_a_gesture_that_is_refused_half_way_leaves_what_was_undone(opened):
    session = opened()
    do(session, "level", number=1, gain=-3)
    do(session, "undo")
    refused = session.apply(Message("m", "lift", {"numbers": [1, 9]}), {})
    assert not refused["ok"] and outs(session) == [72]
    do(session, "redo")
    assert [(shot.take, shot.gain) for shot in session.cut] == [("4A-1", -3)]
