"""A screening room spoken to as a browser speaks to it."""

import json

import nbformat
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.show.rooms.screening_room import Still, screening_room

HALF = {"choice": 1, "why": "it waits", "seen": [0.9, 0.5]}


class Browser:
    """Speaks to a room, and keeps what it hears."""

    def __init__(self, room):
        self.room, self.heard, self.count = room, [], 0
        room.send = lambda content, buffers=None: self.heard.append((content, buffers))

    def do(self, name, **args):
        self.count += 1
        self.room._arrived(
            self.room, {"v": 1, "id": f"b-{self.count}", "do": name, "args": args}, []
        )
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
