"""The engine's side of a film that was handed in, with the process that looks at it played by the test."""

import threading

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.criticism.brief import Brief, Check, Delivery
from kuleshov.errors import KuleshovError, MediaError
from kuleshov.grading.engine import handed_films
from kuleshov.grading.engine.handed_films import HandedFilms
from kuleshov.grading.engine.process_pair import ProcessPair
from kuleshov.grading.engine.sandbox import Limits
from kuleshov.grading.inside.tests_process import RemoteStudent
from kuleshov.grading.wire.channel import Channel
from kuleshov.grading.wire.handed_files import Files, unpacked
from kuleshov.grading.wire.values import WireError, plain, restore

OWN = {"short/short.mp4": b"a film", "short/consent.txt": b"yes", "short/evil.py": b"1 / 0"}
ASKED = {"ask": "delivery", "place": "short/short.mp4", "v": [None, None]}
WELL = {"v": ["as it was sent"]}


class Box:
    """Stands in for a sandbox: each fork answers as the test says, in a thread."""

    def __init__(self, play=lambda channel, message: channel.send(WELL), end=""):
        self.play, self.end = play, end
        self.sides, self.limits, self.heard, self.killed, self.cpu = [], [], [], [], 0.0

    def fork(self, side, host, line=None, limits=None):
        self.sides.append((side, line))
        self.limits.append(limits)
        theirs = Channel(host.dup())

        def serve():
            message, buffers = theirs.receive(5)
            self.heard.append((message, buffers))
            self.play(theirs, message)
            theirs.close()

        threading.Thread(target=serve, daemon=True).start()
        return len(self.sides)

    def kill(self, number, why="killed"):
        self.killed.append((number, why))

    def ending(self, number):
        return {"ended": self.end, "peak": 7.0}


def nothing(place, there):
    return {}, []


def films(box, own=OWN, seconds=4.0, limits=None):
    return HandedFilms(box, own, seconds, limits or Limits())


def test_nothing_is_forked_before_a_test_asks_and_a_question_is_answered_once():
    box = Box()
    one = films(box)
    assert box.sides == []
    for _ in range(3):
        assert one.ask(ASKED, [], nothing) == (WELL, [])
    assert box.sides == [("film", None)] and box.killed == [(1, "killed")]
    one.ask(ASKED | {"v": [0, None]}, [], nothing)
    one.ask(ASKED, [b"another edit"], nothing)
    assert len(box.sides) == 3 and one.lost == [] and one.peak == 7.0


def test_it_gets_what_was_handed_in_with_the_film_and_nothing_else():
    box = Box()
    films(box, limits=Limits(cpu=600)).ask(ASKED, [b"the edit"], nothing)
    ((message, buffers),) = box.heard
    assert message["files"] == 2 and buffers[2:] == [b"the edit"]
    assert unpacked(message["own"], buffers) == {"short.mp4": b"a film", "consent.txt": b"yes"}
    assert (message["seconds"], message["place"]) == (2.0, "short/short.mp4")
    assert box.limits[0].cpu == 3 and box.limits[0].memory == Limits().memory


def test_what_a_cell_wrote_counts_where_nothing_was_handed_in_and_nowhere_else():
    box = Box()
    asked = []

    def bring(place, there):
        asked.append((place, there))
        return {"short.mp4": b"forged", "short.vtt": b"WEBVTT", "x.py": b"", "../up.vtt": b""}, []

    films(box).ask(ASKED, [], bring)
    ((message, buffers),) = box.heard
    assert asked == [("short/short.mp4", ["consent.txt", "short.mp4"])]
    assert unpacked(message["own"], buffers) == {
        "short.mp4": b"a film", "short.vtt": b"WEBVTT", "consent.txt": b"yes",
    }  # fmt: skip
    one = films(box, own={})
    one.ask(ASKED, [], bring)
    one.ask(ASKED, [], lambda *_: ({"short.mp4": b"rendered anew"}, []))
    assert len(box.heard) == 3, "what a cell wrote may change between two tests"


@pytest.mark.parametrize(
    ("place", "large", "words"),
    [
        ("short/short.mp4", [], 'belongs into the folder short beside the notebook. ku.publish(film, "short")'),
        ("short.mp4", [], "belongs into the notebook's folder."),
        ("short/short.mp4", ["short.mp4"], "has more than 100 MB. Render it smaller"),
        ("../short.mp4", [], "'../short.mp4' is no place beside the notebook."),
        (None, [], "None is no place"),
    ],
)  # fmt: skip
def test_a_film_that_is_not_there_is_said_and_nothing_is_forked(place, large, words):
    box = Box()
    answer, _ = films(box, own={}).ask(ASKED | {"place": place}, [], lambda *_: ({}, large))
    assert words in answer["error"] and box.sides == []


def hangs(channel, message):
    threading.Event().wait(6)


def damaged(channel, message):
    channel.sock.sendall(b"x" * 200)


def hangs_up(channel, message):
    pass


@pytest.mark.parametrize(
    ("play", "end", "words", "killed"),
    [
        (hangs, "", "it took longer than a film may", "time"),
        (damaged, "", "what came back could not be read", "damaged"),
        (hangs_up, "signal 11", "the decoder crashed", "killed"),
        (hangs_up, "cpu", "it took longer than a film may", "killed"),
        (hangs_up, "memory", "it used more memory than a film may", "killed"),
        (hangs_up, "exit 3", "the process that did was ended", "killed"),
    ],
)
def test_a_film_that_ends_its_process_is_named_and_not_looked_at_again(
    monkeypatch, play, end, words, killed
):
    monkeypatch.setattr(handed_films, "GRACE", 0.2)
    box = Box(play, end)
    one = films(box, seconds=0.4)
    answer, _ = one.ask(ASKED, [], nothing)
    assert answer["error"].startswith(f"short.mp4 could not be looked at: {words}.")
    assert one.lost == [f"short.mp4 could not be looked at: {words}."]
    assert box.killed == [(1, killed)]
    again, _ = one.ask(ASKED | {"v": [1, 1]}, [], nothing)
    assert again["error"] == one.lost[0] and len(box.sides) == 1


def test_another_film_is_looked_at_though_one_was_lost():
    def play(channel, message):
        if message["place"] == "short/short.mp4":
            channel.send({"error": "It failed.", "look": True})
        else:
            channel.send(WELL)

    one = films(Box(play), own=OWN | {"short/other.mp4": b"another"})
    assert one.ask(ASKED, [], nothing)[0] == {"error": "It failed."}
    assert one.ask(ASKED | {"place": "short/other.mp4"}, [], nothing) == (WELL, [])
    assert one.lost == ["It failed."]


def test_a_film_that_no_take_vouches_for_is_named_for_a_person_once():
    one = films(Box(lambda channel, _: channel.send(WELL | {"unheld": True})))
    for edit in ([0, None], [1, None]):
        assert one.ask(ASKED | {"v": edit}, [], nothing) == (WELL, [])
    (said,) = one.lost
    assert said.startswith("No shot of short.mp4 could be held against a take")


def test_of_two_files_of_one_name_the_one_in_the_films_folder_counts():
    box = Box()
    both = {"short/short.vtt": b"right", "a/short.vtt": b"other", "short/short.mp4": b"a film"}
    films(box, own=both).ask(ASKED, [], nothing)
    ((message, buffers),) = box.heard
    assert unpacked(message["own"], buffers)["short.vtt"] == b"right"


def test_what_nobody_foresaw_is_named_for_a_person():
    box = Box(lambda channel, _: channel.send({"error": "It failed (KeyError).", "look": True}))
    one = films(box)
    assert one.ask(ASKED, [], nothing)[0] == {"error": "It failed (KeyError)."}
    assert one.lost == ["It failed (KeyError)."]


# The tests' side ---------------------------------------------------------------------------------


def test_an_edit_crosses_as_plain_data_and_a_delivery_comes_back():
    found = Delivery("short", (Check("length", "60 s", "61 s", False, "Cut it."),), Brief())
    asked = []

    def ask(question, buffers):
        asked.append((question["place"], restore(question["v"], buffers)))
        node, data = plain(found)
        return {"v": node}, data

    rushes = ku.rushes("understudy")
    cut = ku.Cut("short", rushes=rushes).add("4A-1", 2, 3)
    cut._takes["own"] = ku.Clip(rushes["KB-1"].path)  # stands for a film on the student's side
    made = RemoteStudent(ask).delivery("short/short.mp4", cut, Brief(programme="Ten"))
    assert made == found and made.open == list(found)
    ((place, (edit, brief)),) = asked
    assert place == "short/short.mp4" and brief == Brief(programme="Ten")
    assert edit.edit == cut.edit and edit.take("4A-1").name == "4A-1"
    assert "own" not in edit._takes


def test_a_brief_of_other_things_than_numbers_is_refused():
    node, data = plain(Brief(pictures="three"))
    with pytest.raises(WireError):
        restore(node, data)


@pytest.mark.parametrize("edit", [0, "4A-1 02:00 03:00", [], np.array([]), lambda: None])
def test_what_is_no_edit_is_said_and_asks_nothing(edit):
    with pytest.raises(KuleshovError, match="no edit: give a Cut"):
        RemoteStudent(None).delivery("short.mp4", edit)


@pytest.mark.parametrize("answer", [{"error": "short.mp4 is empty."}, {}, {"error": ""}])
def test_what_could_not_be_looked_at_is_an_error_of_one_sentence(answer):
    with pytest.raises(MediaError, match=r"short\.mp4 (is empty|could not be looked at)\."):
        RemoteStudent(lambda *_: (answer, [])).delivery("short.mp4")


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3}, {"checks": [1]}, {"checks": ("well",)}, {"brief": None},
        {"checks": (Check("a", "b", "c", 1),)}, {"checks": (Check("a", "b", None, True),)},
        {"checks": (Check("a", "b", "c" * 20_000, True),)}, {"brief": Brief(peak="low")},
        {"checks": (Check("a", "b", "c", True),) * 101},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_delivery_is_refused(change):
    made = Delivery("short", (), Brief())
    for name, value in change.items():
        object.__setattr__(made, name, value)
    with pytest.raises((WireError, TypeError)):
        restore(*plain(made))


# The student's side ------------------------------------------------------------------------------


def test_a_film_that_a_cell_wrote_is_sent_with_what_goes_with_it(tmp_path):
    folder = tmp_path / "short"
    folder.mkdir()
    for name, size in (("short.mp4", 60), ("short.vtt", 20), ("short.py", 1), ("ledger.csv", 1)):
        (folder / name).write_bytes(b"x" * size)
    (folder / "credits.txt").symlink_to("/etc/passwd")
    work = Files(tmp_path)
    found, large = work.lying_with("short/short.mp4", [])
    assert sorted(found) == ["short.mp4", "short.vtt"] and large == ["credits.txt"]
    assert work.lying_with("short/short.mp4", ["short.mp4"])[0].keys() == {"short.vtt"}
    assert work.lying_with("short/short.mp4", [], most=79)[1] == ["credits.txt", "short.mp4"]
    for place in ("elsewhere/short.mp4", "../short.mp4", "/etc/passwd"):
        assert work.lying_with(place, []) == ({}, [])


class Sides(Box):
    """A sandbox of which the student's and the tests' side are played, too."""

    def fork(self, side, host, line=None, limits=None):
        self.sides.append((side, line is not None))
        setattr(self, side, Channel(host.dup()))
        return len(self.sides)


@pytest.mark.parametrize(
    ("answer", "over"),
    [
        ({"own": {"short.mp4": 0}, "large": []}, ""),
        ({"own": {"short.mp4": 9}, "large": []}, "it sent what nobody can read."),
        ({"own": 3, "large": []}, "it sent what nobody can read."),
        ({}, "it sent what nobody can read."),
        (None, "it ended itself."),
    ],
)
def test_a_student_who_brings_nonsense_is_ended_and_the_test_is_answered(answer, over):
    box = Sides()
    with ProcessPair(box, {}, {}, []) as pair:
        for side in (box.student, box.tests if hasattr(box, "tests") else box.test):
            side.receive(1)
        if answer is None:
            box.student.close()
        else:
            box.student.send(answer, [b"a film"])
        found, large = pair._bring("short/short.mp4", [])
        assert (found == {"short.mp4": b"a film"}) is (not over) and large == []
        assert pair.over == over


def test_a_given_cell_may_ask_as_a_test_does():
    box = Sides()
    with ProcessPair(box, {}, {}, []) as pair:
        box.student.send({"outputs": [], "ok": True})
        box.student.send({"own": {}, "large": []})
        box.test.send(ASKED)
        box.test.send({"outputs": [], "ok": True})
        assert pair.run("found = student.delivery('short/short.mp4')", given=True)["ok"]
        orders = [box.test.receive(1)[0] for _ in range(3)]
        assert [one.get("do") for one in orders[:2]] == ["files", "given"]
        assert "not among what was handed in" in orders[2]["error"]
