"""A screening room spoken to as a browser speaks to it."""

import json

import nbformat
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.show.rooms.notes import Note
from kuleshov.show.rooms.screening_room import Still, screening_room

HALF = {"choice": 1, "why": "it waits", "seen": [0.9, 0.5]}


class Browser:
    """Speaks to a room, and keeps what it hears."""

    def __init__(self, room):
        self.room, self.heard, self.count = room, [], 0
        room.send = lambda content, buffers=None: self.heard.append((content, buffers))

    def do(self, name, message_id=None, **args):
        self.count += 1
        name_of = message_id or f"b-{self.count}"
        self.room._arrived(self.room, {"v": 1, "id": name_of, "do": name, "args": args}, [])
        return self.heard[-1][0] if self.heard else None


@pytest.fixture
def browser(rushes):
    return Browser(screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"]))


@pytest.fixture
def blind(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    return Browser(screening_room(**films, blind=True, viewer="zeta"))


def test_two_films_and_no_other_number(rushes):
    one = rushes["4A-1"]
    for films in ((), (one,), (one, one, one), (one, None)):
        with pytest.raises(KuleshovError, match="two films"):
            screening_room(*films)
    assert screening_room(one, theirs=rushes["5A-1"])._order == ["a", "theirs"]


def test_a_note_is_a_citation_and_is_found_again(browser, rushes):
    assert browser.do("note", take="1", frame=30, words="  It   waits. ")["ok"]
    assert str(browser.room.notes) == "[theirs@00:00:01:06] It waits."
    again = screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"])
    assert str(again.notes) == str(browser.room.notes)
    critique = ku.critique(str(again.notes), theirs=rushes["5A-1"].clip)
    assert critique.moments[0].holds and critique.moments[0].frame == 30
    noted = again.state["notes"][0]
    Browser(again).do("unnote", take="1", frame=noted["frame"], words=noted["words"])
    assert len(again.notes) == 0 and again.notes.path.read_text() == ""


def test_nothing_of_a_blind_film_reaches_the_browser(blind):
    told = json.dumps(blind.room.state)
    media = [blind.do("media", take=side)["media"] for side in "01"]
    for secret in ("mine", "theirs", "4A-1", "5A-1"):
        assert secret not in told and secret not in json.dumps(media)
    assert "mine" not in repr(blind.room)
    first = blind.do("chunk", take="0", kind="film", start=0)
    assert first["size"] == media[0]["size"] and blind.heard[-1][1][0][4:8] == b"ftyp"


def test_sides_are_drawn(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    orders = {tuple(screening_room(**films, blind=True)._order) for _ in range(40)}
    assert len(orders) == 2  # one in 10**12 that chance gives one only


def test_a_vote_wants_both_films_and_is_cast_once(blind, tmp_path):
    assert "See both films" in blind.do("vote", **HALF)["problem"]
    assert blind.room.vote is None
    assert blind.do("vote", **{**HALF, "seen": [1, 0.9]})["ok"]
    assert blind.room.state["hidden"] is False
    assert {film["name"] for film in blind.room.state["films"]} == {"mine", "theirs"}
    assert "it is cast" in blind.do("vote", **{**HALF, "seen": [1, 1]})["problem"]
    kept = ku.preferences(tmp_path / "studio" / "preferences")
    assert [j.viewer for j in kept.judgements] == ["zeta"]
    assert kept.judgements[0].why == "it waits"


def test_a_vote_that_is_sent_again_is_answered_as_before(blind):
    vote = {**HALF, "seen": [1, 1]}
    first = blind.do("vote", "v", **vote)
    assert first["ok"] and blind.do("vote", "v", **vote) == first


def test_a_note_that_is_sent_again_late_does_not_come_back(browser):
    note = {"take": "0", "frame": 12, "words": "look"}
    browser.do("note", "n", **note)
    browser.do("unnote", **note)
    browser.do("note", "n", **note)
    assert len(browser.room.notes) == 0


def test_a_second_sitting_does_not_change_the_first_vote(blind, rushes, tmp_path):
    blind.do("vote", **{**HALF, "seen": [1, 1]})
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    again = Browser(screening_room(**films, blind=True, viewer="zeta"))
    again.do("vote", choice=-1, why="changed my mind", seen=[1, 1])
    assert "keeps your first vote" in again.room.state["problem"]
    kept = ku.preferences(tmp_path / "studio" / "preferences").judgements
    assert [j.why for j in kept] == ["it waits"]


def test_a_viewer_without_a_name_gets_one_and_keeps_it(rushes, tmp_path):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    Browser(screening_room(**films, blind=True)).do("vote", choice=0, why="", seen=[1, 1])
    name = (tmp_path / "studio" / "viewer.txt").read_text().strip()
    assert (tmp_path / "studio" / "preferences" / f"{name}.txt").exists()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("media", {"take": "2"}),
        ("media", {"take": ["0"]}),
        ("chunk", {"take": "0", "kind": "film", "start": -1}),
        ("note", {"take": "0", "frame": 1.5, "words": "x"}),
        ("note", {"take": "0", "frame": 1, "words": "x" * 900}),
        ("vote", {"choice": 2, "why": "", "seen": [1, 1]}),
        ("vote", {"choice": 1, "why": "", "seen": [1]}),
        ("vote", {"choice": True, "why": "", "seen": [1, 1]}),
        ("trim", {"number": 1}),
        ("series", {"take": "0", "id": "median"}),
        ("note", {"take": "0", "frame": 1, "words": "  "}),
    ],
)
def test_what_is_no_message_is_refused_in_a_sentence(browser, name, args):
    browser.do(name, **args)
    for _ in range(100):  # series answer from a thread
        if browser.heard:
            break
        import time

        time.sleep(0.05)
    answer = browser.heard[-1][0]
    assert not answer["ok"] and answer["problem"].endswith(".")


def test_where_work_is_graded_it_is_a_picture(rushes, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    still = screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"])
    assert isinstance(still, Still)
    bundle = still._repr_mimebundle_()
    nbformat.v4.new_output("display_data", bundle)
    assert "mine" in bundle["text/html"]


def test_notes_made_blind_do_not_say_which_film_they_are_of(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    screening_room(**films).notes.add(Note("mine", 12, "an older note"))
    room = screening_room(**films, blind=True, viewer="zeta")
    told = Browser(room)
    told.do("note", take="0", frame=30, words="It waits.")
    assert str(room.notes) == repr(room.notes) == "[Film A@00:00:01:06] It waits."
    assert [note.film for note in room.notes] == ["Film A"]
    told.do("vote", choice=0, why="", seen=[1, 1])
    assert "[mine@00:00:00:12] an older note" in str(room.notes) and len(room.notes) == 2
    assert "Film A" not in str(room.notes)


@pytest.mark.parametrize("problem", [KuleshovError, OSError, ValueError])
def test_no_problem_names_a_blind_film(blind, monkeypatch, problem):
    def fails(name, clip):
        raise problem(f"{clip.path} ({clip.name}, {name}) can't be read.")

    monkeypatch.setattr(blind.room._films, "of", fails)
    answers = [blind.do("media", take=side) for side in "01"]
    for secret in ("mine", "theirs", "4A-1", "5A-1"):
        assert secret not in json.dumps(answers)
    assert not answers[0]["ok"] and "Film A" in answers[0]["problem"]
    assert all(answer["problem"].endswith(".") for answer in answers)


def test_two_rooms_on_one_pair_keep_each_others_notes(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    one, other = (Browser(screening_room(**films)) for _ in range(2))
    one.do("note", take="0", frame=3, words="first")
    other.do("note", take="1", frame=4, words="second")
    one.do("note", take="0", frame=5, words="third")
    one.do("unnote", take="0", frame=3, words="first")
    kept = "[mine@00:00:00:05] third\n[theirs@00:00:00:04] second"
    assert str(one.room.notes) == str(screening_room(**films).notes) == kept


def test_lines_in_a_notes_file_that_are_no_notes_stay(browser):
    path = browser.room.notes.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"# for the seminar\n[other@00:00:01:00] of another film\nlatin \xe9\n")
    browser.do("note", take="0", frame=3, words="mine")
    browser.do("note", take="0", frame=3, words="  mine ")
    lines = path.read_bytes().splitlines()
    assert lines == [
        b"[mine@00:00:00:03] mine",
        b"# for the seminar",
        b"[other@00:00:01:00] of another film",
        b"latin \xe9",
    ]


def test_a_note_lies_inside_its_film(browser):
    frames = browser.room.state["films"][0]["frames"]
    assert browser.do("note", take="0", frame=frames - 1, words="the end")["ok"]
    assert "no frame" in browser.do("note", take="0", frame=frames, words="beyond")["problem"]


def test_half_a_sign_is_no_word(browser):
    answer = browser.do("note", take="0", frame=1, words="broken \ud83d")
    assert not answer["ok"] and len(browser.room.notes) == 0


@pytest.mark.parametrize("viewer", ["../x", "a, b", "#me", "two words", "a-b", "x" * 41])
def test_a_viewer_is_one_word(rushes, viewer):
    with pytest.raises(KuleshovError, match="no pseudonym"):
        screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"], viewer=viewer)


@pytest.mark.parametrize("name", ["4A-1", "a, b", "a > b", "a]"])
def test_a_film_has_a_name_that_can_be_cited(rushes, name):
    with pytest.raises(KuleshovError, match="can't be cited"):
        screening_room(**{name: rushes["4A-1"], "theirs": rushes["5A-1"]})


def test_what_else_stands_in_a_file_of_votes_stays(blind, tmp_path):
    folder = tmp_path / "studio" / "preferences"
    folder.mkdir(parents=True)
    (folder / "zeta.txt").write_text("# seen on Tuesday\neta, mine > theirs, merged")
    blind.do("vote", **{**HALF, "seen": [1, 1]})
    lines = (folder / "zeta.txt").read_text().splitlines()
    assert lines[:2] == ["# seen on Tuesday", "eta, mine > theirs, merged"]
    assert lines[2].startswith("zeta, ") and blind.room.state["problem"] == ""


def test_without_blindness_there_is_no_vote(browser):
    assert "seen blind" in browser.do("vote", **{**HALF, "seen": [1, 1]})["problem"]


def test_a_proxy_that_fails_says_so_once(rushes, monkeypatch, tmp_path):
    from kuleshov.show.rooms import delivery

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kuleshov.media.Writer", full)
    proxy = delivery.Proxy(tmp_path / "none.mp4")
    delivery._make(proxy, rushes["4A-1"].clip)
    assert proxy.problem.endswith("could be made: No space left on device.")
