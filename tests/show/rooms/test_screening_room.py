"""A screening room spoken to as a browser speaks to it."""

import json

import nbformat
import pytest

import kuleshov as ku
from kuleshov import folders
from kuleshov.errors import KuleshovError
from kuleshov.show.rooms.notes import Note
from kuleshov.show.rooms.screening_room import Still, screening_room

SECRETS = ("mine", "theirs", "shuffled", "4A-1", "5A-1", "1A-1")


class Browser:
    """Speaks to a room, and keeps what it hears."""

    def __init__(self, room):
        self.room, self.heard, self.count = room, [], 0
        room.send = lambda content, buffers=None: self.heard.append((content, buffers))

    def do(self, name, message_id=None, /, **args):
        self.count += 1
        name_of = message_id or f"b-{self.count}"
        self.room._arrived(self.room, {"v": 1, "id": name_of, "do": name, "args": args}, [])
        return self.heard[-1][0] if self.heard else None

    @property
    def takes(self):
        """What the two films are called that are shown now."""
        return [film["take"] for film in self.room.state["films"]]

    def vote(self, message_id=None, **args):
        vote = {"take": self.takes[0], "choice": 1, "why": "it waits", "seen": [1, 0.9]}
        return self.do("vote", message_id, **{**vote, **args})


@pytest.fixture
def browser(rushes):
    return Browser(screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"]))


@pytest.fixture
def blind(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    return Browser(screening_room(**films, blind=True, viewer="zeta"))


@pytest.fixture
def three(rushes):
    return {"mine": rushes["4A-1"], "theirs": rushes["5A-1"], "shuffled": rushes["1A-1"]}


def voted(viewer="zeta"):
    """Return a viewer's votes as they stand on the disk."""
    return ku.preferences(folders.studio() / "preferences" / f"{viewer}.txt").judgements


def test_two_films_and_no_other_number(rushes):
    one = rushes["4A-1"]
    for films in ((), (one,), (one, one, one), (one, None)):
        with pytest.raises(KuleshovError, match="two films"):
            screening_room(*films)
    assert screening_room(one, theirs=rushes["5A-1"])._order == ("a", "theirs")


def test_blind_there_are_two_films_or_more_each_with_its_name(rushes):
    one = rushes["4A-1"]
    for films, named in (((), {}), ((one,), {}), ((one, one, None), {}), ((one, one), {"a": one})):
        with pytest.raises(KuleshovError, match="two films or more"):
            screening_room(*films, blind=True, **named)
    assert "3 films, seen blind" in repr(screening_room(one, one, one, blind=True))


def test_a_note_is_a_citation_and_is_found_again(browser, rushes):
    assert browser.do("note", take=browser.takes[1], frame=30, words="  It   waits. ")["ok"]
    assert str(browser.room.notes) == "[theirs@00:00:01:06] It waits."
    again = screening_room(mine=rushes["4A-1"], theirs=rushes["5A-1"])
    assert str(again.notes) == str(browser.room.notes)
    critique = ku.critique(str(again.notes), theirs=rushes["5A-1"].clip)
    assert critique.moments[0].holds and critique.moments[0].frame == 30
    noted = again.state["notes"][0]
    Browser(again).do(
        "unnote", take=again.state["films"][1]["take"], frame=noted["frame"], words=noted["words"]
    )
    assert len(again.notes) == 0 and again.notes.path.read_text() == ""


def test_nothing_of_a_blind_film_reaches_the_browser_before_the_last_vote(three):
    blind = Browser(screening_room(**three, blind=True, viewer="zeta"))
    for left in (3, 2, 1):
        assert blind.room.state["left"] == left and blind.room.state["pairs"] == 3
        media = [blind.do("media", take=take)["media"] for take in blind.takes]
        chunk = blind.do("chunk", take=blind.takes[0], kind="film", start=0)
        assert chunk["size"] == media[0]["size"] and blind.heard[-1][1][0][4:8] == b"ftyp"
        blind.do("note", take=blind.takes[0], frame=left, words="It waits.")
        reached = json.dumps([blind.room.state, [said for said, _ in blind.heard]])
        for secret in SECRETS:
            assert secret not in reached and secret not in repr(blind.room) + str(blind.room.notes)
        assert blind.vote()["ok"]
    assert {film["name"] for film in blind.room.state["films"]} < {*three}
    told = [vote["words"] for vote in blind.room.state["votes"]]
    assert told == [f"{vote.first}, not {vote.second}" for vote in voted()] and len(told) == 3
    assert len(blind.room.notes) == 3 and "Film A" not in blind.room.state["citations"]


def test_two_films_of_one_size_do_not_share_an_address(three):
    blind = Browser(screening_room(**three, blind=True, viewer="zeta"))
    paths = [blind.do("media", take=take)["media"]["path"] for take in blind.takes]
    blind.vote()
    paths += [blind.do("media", take=take)["media"]["path"] for take in blind.takes]
    other = Browser(screening_room(**three, blind=True, viewer="eta"))
    paths += [other.do("media", take=take)["media"]["path"] for take in other.takes]
    assert len(set(paths)) == 6


def test_pairs_and_sides_are_drawn(three):
    def begun():
        return screening_room(**three, blind=True, viewer="zeta")._order

    assert len({begun() for _ in range(80)}) == 6  # one in 300,000 that chance leaves one out


def test_what_belongs_to_a_pair_that_is_over_is_refused(three):
    blind = Browser(screening_room(**three, blind=True, viewer="zeta"))
    old = blind.takes[0]
    blind.vote()
    late = {"note": {"frame": 1, "words": "x"}, "chunk": {"kind": "film", "start": 0}, "media": {}}
    for name, args in late.items():
        assert "That pair is over" in blind.do(name, take=old, **args)["problem"]
    assert "That pair is over" in blind.vote(take=old)["problem"]
    assert len(voted()) == 1 and blind.room.state["left"] == 2


def test_each_vote_is_written_at_once_and_who_comes_back_goes_on(three):
    first = Browser(screening_room(**three, blind=True, viewer="zeta"))
    first.vote(choice=-1, why="it  looks back")
    (vote,) = voted()
    assert (vote.choice, vote.why) == (-1, "it looks back")
    again = Browser(screening_room(**three, blind=True, viewer="zeta"))
    assert again.room.state["left"] == 2
    again.vote(choice=0)
    again.vote()
    pairs = {frozenset((vote.first, vote.second)) for vote in voted()}
    assert len(voted()) == len(pairs) == 3
    words = [vote["words"] for vote in again.room.state["votes"]]
    assert words[0] == f"{vote.second}, not {vote.first}" and words[1].startswith("neither ")


def test_who_has_seen_all_is_shown_no_names_and_the_next_viewer_begins(three):
    done = Browser(screening_room(**three, blind=True, viewer="zeta"))
    assert "when all pairs" in done.do("viewer", name="eta")["problem"]
    for _ in range(3):
        done.vote()
    room = Browser(screening_room(**three, blind=True, viewer="zeta"))
    assert room.room.state["left"] == 0 and room.room.state["hidden"]
    assert not any(secret in json.dumps(room.room.state) for secret in SECRETS)
    for seat in (room, done):  # also where names have been shown
        assert "no pseudonym" in seat.do("viewer", name="two words")["problem"]
        assert seat.do("viewer", name=" eta ")["ok"]
        assert seat.room.state["left"] == 3 and seat.room.state["viewer"] == "eta"
        assert not any(secret in json.dumps(seat.room.state) for secret in SECRETS)
    done.vote()
    assert [vote.viewer for vote in voted("eta")] == ["eta"] and len(voted()) == 3


def test_a_note_on_one_pair_is_not_told_beside_the_next(three):
    blind = Browser(screening_room(**three, blind=True, viewer="zeta"))
    blind.do("note", take=blind.takes[0], frame=30, words="It waits.")
    assert str(blind.room.notes) == "[Film A@00:00:01:06] It waits."
    blind.vote()
    assert str(blind.room.notes) == "" and blind.room.state["notes"] == []
    blind.vote()
    blind.vote()
    assert len(blind.room.notes) == 1 and "Film" not in str(blind.room.notes)


def test_sides_are_drawn(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    orders = {tuple(screening_room(**films, blind=True)._order) for _ in range(40)}
    assert len(orders) == 2  # one in 10**12 that chance gives one only


def test_a_vote_wants_both_films_and_is_cast_once(blind):
    assert "See both films" in blind.vote(seen=[0.9, 0.5])["problem"]
    assert blind.room.state["hidden"] and blind.room.state["left"] == 1
    assert blind.vote()["ok"]
    assert blind.room.state["hidden"] is False
    assert {film["name"] for film in blind.room.state["films"]} == {"mine", "theirs"}
    assert "are cast" in blind.vote()["problem"]
    assert [(vote.viewer, vote.why) for vote in voted()] == [("zeta", "it waits")]


def test_a_vote_that_is_sent_again_is_answered_as_before(three):
    blind = Browser(screening_room(**three, blind=True, viewer="zeta"))
    old = blind.takes[0]
    first = blind.vote("v")
    assert first["ok"] and blind.vote("v", take=old) == first and len(voted()) == 1


def test_two_rooms_do_not_vote_twice_on_a_pair(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    one, other = (Browser(screening_room(**films, blind=True, viewer="zeta")) for _ in range(2))
    one.vote()
    other.vote(choice=-1, why="changed my mind")
    assert "keeps your first vote" in other.room.state["problem"]
    assert [vote.why for vote in voted()] == ["it waits"]


def test_a_vote_that_can_not_be_kept_is_not_cast(blind, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("kuleshov.show.rooms.screening_room.write_whole", full)
        assert "No space left" in blind.vote()["problem"]
    assert blind.room.state["hidden"] and blind.vote()["ok"] and len(voted()) == 1


def test_a_note_that_is_sent_again_late_does_not_come_back(browser):
    note = {"take": browser.takes[0], "frame": 12, "words": "look"}
    browser.do("note", "n", **note)
    browser.do("unnote", **note)
    browser.do("note", "n", **note)
    assert len(browser.room.notes) == 0


def test_a_viewer_without_a_name_gets_one_and_keeps_it(rushes, tmp_path):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    Browser(screening_room(**films, blind=True)).vote(choice=0, why="")
    name = (tmp_path / "studio" / "viewer.txt").read_text().strip()
    assert (tmp_path / "studio" / "preferences" / f"{name}.txt").exists()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("media", {"take": "9"}),
        ("media", {"take": ["0"]}),
        ("media", {"take": "-1"}),
        ("media", {"take": "\u00b2"}),
        ("viewer", {"name": "eta"}),
        ("chunk", {"take": "0", "kind": "film", "start": -1}),
        ("note", {"take": "0", "frame": 1.5, "words": "x"}),
        ("note", {"take": "0", "frame": 1, "words": "x" * 900}),
        ("vote", {"take": "0", "choice": 2, "why": "", "seen": [1, 1]}),
        ("vote", {"take": "0", "choice": 1, "why": "", "seen": [1]}),
        ("vote", {"take": "0", "choice": True, "why": "", "seen": [1, 1]}),
        ("trim", {"number": 1}),
        ("series", {"take": "0", "id": "median"}),
        ("note", {"take": "0", "frame": 1, "words": "  "}),
    ],
)
def test_what_is_no_message_is_refused_in_a_sentence(browser, name, args):
    browser.do(name, None, **args)
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
    told.do("note", take=told.takes[0], frame=30, words="It waits.")
    assert str(room.notes) == repr(room.notes) == "[Film A@00:00:01:06] It waits."
    assert [note.film for note in room.notes] == ["Film A"]
    told.vote(choice=0, why="")
    assert "[mine@00:00:00:12] an older note" in str(room.notes) and len(room.notes) == 2
    assert "Film A" not in str(room.notes)


@pytest.mark.parametrize("problem", [KuleshovError, OSError, ValueError])
def test_no_problem_names_a_blind_film(blind, monkeypatch, problem):
    def fails(clip):
        raise problem(f"{clip.path} ({clip.name}, mine, theirs) can't be read.")

    monkeypatch.setattr(blind.room._films, "of", fails)
    answers = [blind.do("media", take=take) for take in blind.takes]
    for secret in ("mine", "theirs", "4A-1", "5A-1"):
        assert secret not in json.dumps(answers)
    assert not answers[0]["ok"] and "Film A" in answers[0]["problem"]
    assert all(answer["problem"].endswith(".") for answer in answers)


def test_two_rooms_on_one_pair_keep_each_others_notes(rushes):
    films = {"mine": rushes["4A-1"], "theirs": rushes["5A-1"]}
    one, other = (Browser(screening_room(**films)) for _ in range(2))
    left, right = one.takes
    one.do("note", take=left, frame=3, words="first")
    other.do("note", take=right, frame=4, words="second")
    one.do("note", take=left, frame=5, words="third")
    one.do("unnote", take=left, frame=3, words="first")
    kept = "[mine@00:00:00:05] third\n[theirs@00:00:00:04] second"
    assert str(one.room.notes) == str(screening_room(**films).notes) == kept


def test_lines_in_a_notes_file_that_are_no_notes_stay(browser):
    path = browser.room.notes.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"# for the seminar\n[other@00:00:01:00] of another film\nlatin \xe9\n")
    browser.do("note", take=browser.takes[0], frame=3, words="mine")
    browser.do("note", take=browser.takes[0], frame=3, words="  mine ")
    lines = path.read_bytes().splitlines()
    assert lines == [
        b"[mine@00:00:00:03] mine",
        b"# for the seminar",
        b"[other@00:00:01:00] of another film",
        b"latin \xe9",
    ]


def test_a_note_lies_inside_its_film(browser):
    frames = browser.room.state["films"][0]["frames"]
    assert browser.do("note", take=browser.takes[0], frame=frames - 1, words="the end")["ok"]
    assert (
        "no frame"
        in browser.do("note", take=browser.takes[0], frame=frames, words="beyond")["problem"]
    )


def test_half_a_sign_is_no_word(browser):
    answer = browser.do("note", take=browser.takes[0], frame=1, words="broken \ud83d")
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
    blind.vote()
    lines = (folder / "zeta.txt").read_text().splitlines()
    assert lines[:2] == ["# seen on Tuesday", "eta, mine > theirs, merged"]
    assert lines[2].startswith("zeta, ") and blind.room.state["problem"] == ""


def test_without_blindness_there_is_no_vote(browser):
    assert "seen blind" in browser.vote()["problem"]


def test_a_proxy_that_fails_says_so_once(rushes, monkeypatch, tmp_path):
    from kuleshov.show.rooms import delivery

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kuleshov.media.Writer", full)
    proxy = delivery.Proxy(tmp_path / "none.mp4")
    delivery._make(proxy, rushes["4A-1"].clip)
    assert proxy.problem.endswith("could be made: No space left on device.")
