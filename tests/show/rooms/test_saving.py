"""Nothing that a hand did is lost: not by a kernel that dies, nor by a page that closes."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

import kuleshov as ku
from kuleshov.folders import studio
from kuleshov.show.rooms import saving
from kuleshov.show.rooms.saving import Record, begun, fingerprint, newer, read_record
from kuleshov.show.rooms.session import _SESSIONS, session_of

NAMES = {"cut": "cut", "rushes": "rushes"}


def fresh(rushes, title="by hand"):
    return ku.Cut(title, rushes=rushes).add("4A-1", "24f", "72f").add("5A-1", "24f", "96f")


@pytest.fixture
def restart():
    """Forget what a kernel knows, as its death does."""

    def forget():
        _SESSIONS.clear()
        gc.collect()

    return forget


def by_hand(session, name="trim", **args):
    from kuleshov.show.rooms.messages import Message

    known = {"4A-1": session.cut.take("4A-1")}
    message = Message(f"m-{time.monotonic_ns()}", name, args or {"number": 1, "out": 60})
    return session.apply(message, known)


def test_each_gesture_is_on_disk_when_it_is_answered(rushes):
    session = session_of(fresh(rushes), NAMES)
    assert not (studio() / "by-hand").exists(), "looking alone writes nothing"
    by_hand(session)
    record = read_record(json.loads(session.shelf.path.read_text()))
    assert record.cut() == session.cut.edit and record.gestures == 1
    assert ku.Cut.load(session.shelf.otio, rushes) == session.cut
    assert [p for p in session.shelf.path.parent.iterdir() if p.name.startswith(".")] == []


def test_after_a_restart_the_same_cells_find_the_same_edit(rushes, restart):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    wanted = session.cut.edit
    restart()
    again = session_of(fresh(rushes), NAMES)
    assert again.cut.edit == wanted and "Taken up where you left it" in again.said
    assert again.record.gestures == 1
    by_hand(again, "undo")
    assert again.cut == fresh(rushes), "one undo goes back to what the code says"


def test_a_notebook_saved_some_gestures_ago_is_known_as_the_same_work(rushes, restart):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    text = session.cut.to_text()
    by_hand(session, number=1, out=50)
    wanted = session.cut.edit
    restart()
    assert session_of(ku.Cut.from_text(text, rushes), NAMES).cut.edit == wanted


def test_two_edits_of_one_title_do_not_write_over_each_other(rushes):
    one, two = fresh(rushes), fresh(rushes)
    sessions = [session_of(cut, NAMES) for cut in (one, two)]
    for session, out in zip(sessions, (60, 50), strict=True):
        by_hand(session, number=1, out=out)
    assert sessions[0].shelf.path != sessions[1].shelf.path
    for session in sessions:
        assert ku.Cut.load(session.shelf.otio, rushes) == session.cut


def test_a_cell_run_again_hands_the_work_to_the_new_cut(rushes):
    old, new = fresh(rushes), fresh(rushes)
    session = session_of(old, NAMES)
    by_hand(session)
    after = session_of(new, NAMES, bound=lambda cut: cut is new)
    assert after.cut is new and new.edit == old.edit


def test_a_cut_without_a_name_keeps_its_place_when_another_room_opens(rushes):
    """As in `ku.cutting_room(rushes, scene.copy("by hand"))`, and then a room for another edit."""
    session = session_of(fresh(rushes), NAMES)
    place = session.shelf.path
    other = session_of(
        ku.Cut("another", rushes=rushes).add("5A-1", "24f", "48f"), NAMES, lambda _: False
    )
    assert session.shelf is not None and session.shelf.path == place != other.shelf.path
    by_hand(session)
    assert ku.Cut.load(place.with_suffix(".otio"), rushes) == session.cut


def test_what_only_the_browser_knows_is_taken_over(rushes):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    later = fresh(rushes).trim(1, out="40f")
    found = Record(session.record.lineage, 3, later.to_json(), (), "2026-11-21 09:00")
    session.meet([found])
    assert session.cut == later and session.record.gestures == 3
    assert session.lines[-1].startswith("# 2 more by hand")
    session.meet([found])
    assert session.record.gestures == 3


def test_another_works_record_and_older_ones_are_not(rushes):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    other = ku.Cut("x").black(1.0).to_json()
    before = session.cut.edit
    session.meet([Record("another", 99, other), Record(session.record.lineage, 1, other)])
    session.meet([])
    assert session.cut.edit is before


def test_what_a_closing_page_left_is_found_by_the_next_kernel(rushes, restart):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    later = fresh(rushes).trim(1, out="40f")
    left = {"lineage": session.record.lineage, "gestures": 2, "edit": json.loads(later.to_json())}
    session.shelf.browser.write_text(json.dumps(left))
    restart()
    assert session_of(fresh(rushes), NAMES).cut == later


@pytest.mark.parametrize(
    "words", ["", "{", "[]", '{"lineage": 3}', '{"lineage": "a", "gestures": 1, "edit": "{}"}']
)
def test_a_damaged_record_is_no_record(rushes, restart, words):
    session = session_of(fresh(rushes), NAMES)
    by_hand(session)
    session.shelf.path.write_text(words)
    restart()
    again = session_of(fresh(rushes), NAMES)
    assert again.cut == fresh(rushes)
    by_hand(again)
    assert again.shelf.problem == ""


def test_a_disk_that_refuses_is_said_and_stops_nothing(rushes, monkeypatch):
    session = session_of(fresh(rushes), NAMES)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "write_whole", full)
    assert by_hand(session)["ok"]
    assert session.shelf.problem == "This edit could not be saved: No space left on device."


def test_marks_tell_states_apart_by_all_data_but_the_title(rushes):
    cut = fresh(rushes)
    assert fingerprint(cut.edit) == fingerprint(fresh(rushes, "another title").edit)
    others = [
        fresh(rushes).split(2, 3), fresh(rushes).note(1, "look"), fresh(rushes).marker(1, "look"),
        fresh(rushes).master(-2), fresh(rushes).lane("tone").lay("4A-1", 1, 2).cut,
    ]  # fmt: skip
    marks = {fingerprint(each.edit) for each in [cut, *others]}
    assert len(marks) == 6
    own = begun(cut.edit)
    assert newer(own, None) is own


SCRIPT = """
import sys
import kuleshov as ku
from kuleshov.show.rooms.messages import Message
from kuleshov.show.rooms.session import session_of
rushes = ku.rushes(sys.argv[1])
cut = ku.Cut("by hand", rushes=rushes).add("4A-1", 1, 3).add("5A-1", 1, 4)
session = session_of(cut, {"cut": "cut", "rushes": "rushes"})
for n in range(100000):
    by = 1 if n % 2 else -1
    session.apply(Message(f"m-{n}", "slip", {"number": 1, "by": by if n < 4000 else 0}), {})
    print(session.record.gestures, flush=True)
"""


def test_a_kernel_killed_amid_gestures_leaves_a_whole_file(rushes, takes, restart):
    command = [sys.executable, "-c", SCRIPT, str(takes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as kernel:
        for line in kernel.stdout:
            if int(line) >= 25:
                kernel.send_signal(signal.SIGKILL)
                break
        answered = max([int(line) for line in kernel.stdout] or [25])
    again = session_of(fresh(rushes), NAMES)
    assert again.record.gestures >= answered, "what was answered is on the disk"
    assert again.cut.shots[0].in_ in (23, 24)


def test_a_cut_becomes_another_in_one_step(rushes):
    cut, other = fresh(rushes), ku.Cut("x").add(rushes["1A-1"], 0, "24f")
    assert cut.become(other).shots == other.shots and cut.title == "by hand"
    assert cut.take("1A-1") is other.take("1A-1")
    assert cut.undo() == fresh(rushes)
    with cut.held():
        assert cut.trim(1, out="60f").shots[0].out == 60, "its own thread goes on"


@pytest.mark.parametrize("gestures", ["1e999", "-1e999", "NaN"])
def test_a_record_with_no_number_of_gestures_is_none(rushes, gestures):
    record = asdict(begun(fresh(rushes).edit)) | {"gestures": 1, "marks": []}
    words = json.dumps(record).replace('"gestures": 1', f'"gestures": {gestures}')
    assert gestures in words and read_record(json.loads(words)) is None
