"""The rooms of a memory test spoken to as a browser speaks to them."""

import cv2
import numpy as np
import pytest
from made import place, view, write

import kuleshov as ku
from kuleshov import folders
from kuleshov.comparison.attention_log import read_log
from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.show.rooms.attention import Waiting
from kuleshov.show.rooms.piece_films import WIDTH, film_of, size_of, still_of

from .conftest import Browser

SECONDS = 2.5


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """Sixteen films, each of a place of its own."""
    folder = tmp_path_factory.mktemp("places")
    still = lambda n: view(place(n), 0.5, 0.5, 1).astype(np.uint8)  # noqa: E731
    return [Clip(write(folder / f"{n}.mp4", [still(n)] * 60)) for n in range(16)]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    """How the films look is kept there: one test reads them, the others find it."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def trial(films, tmp_path, monkeypatch, read_once):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(read_once))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return ku.attention(films, seed=3, pieces=8)  # the feed comes first


def browser(room):
    """Speak to a room; what it does in another thread, it does at once."""
    room._workers = lambda message: None
    return Browser(room)


def take(room, at=0):
    return room.state["pieces"][at]["take"]


def test_a_whole_trial_is_kept_and_scored(trial):
    assert trial.first == "feed"
    rooms = [trial.feed(), trial.dark(), trial.test()]
    feed, dark, test = (browser(room) for room in rooms)
    for number in range(4):
        assert feed.do("on", take=take(rooms[0], number), seconds=2.5)["ok"]
    assert rooms[0].state["spent"] == 10.0
    assert feed.do("over", seconds=10.0, why="all seen")["ok"]
    assert rooms[1].state["closed"] == "", "the other room is told at once"
    for number in range(4):
        assert dark.do("on", take=take(rooms[1], number), seconds=2.5)["ok"]
    assert dark.do("over", seconds=12.0, why="all seen")["ok"]
    assert test.do("filler", seconds=12.5)["ok"] and test.do("recalled", words=" a \n lamp ")["ok"]
    left = rooms[2].state["left"]
    assert sorted(left) == list(range(16))
    for picture in left:  # a perfect memory
        assert not rooms[2].state["done"] and "after the test" in trial.coins
        assert test.do("said", picture=picture, old=not trial.is_lure(picture), seconds=1.2)["ok"]
    found = trial.result
    assert (found.feed.hits, found.feed.old, found.feed.false_alarms, found.feed.new) == (
        4,
        4,
        0,
        4,
    )
    assert (found.dark.hits, found.dark.false_alarms) == (4, 0)
    assert (found.filler, found.recalled) == (12.5, "a lamp")
    assert rooms[2].state["done"] and "Seed 3" in rooms[2].state["coins"]
    told = str(rooms[2].state)
    assert not any(line.strip() in told for line in str(found).splitlines()), "a guess comes first"
    [file] = (folders.studio() / "attention").glob("*.txt")
    assert read_log(file).done


def test_the_browser_knows_of_the_test_only_numbers(trial):
    state = trial.test().state
    assert set(state) == {"v", "room", "stage", "closed", "home", "file", "filler", "recalled", "left", "asked", "done", "coins", "credits"}  # fmt: skip
    assert state["left"] == [] and state["closed"]
    assert set(trial.feed().state["pieces"][0]) == {"take", "seconds", "sound", "on"}


def test_the_sheet_has_what_was_on_screen_or_before_that_all_that_is_dealt(trial):
    dealt = trial.seen()
    assert list(dealt) == list(range(1, 9)) and "nobody has watched" in repr(dealt)
    feed = browser(trial.feed())
    first = take(feed.room)
    feed.do("on", take=first, seconds=1.0)
    seen = trial.seen()
    assert len(seen) == 1 and "on your screen" in repr(seen)
    piece = trial.piece(int(first))
    assert seen[1].duration == pytest.approx(piece.seconds, abs=0.05)
    page = dealt._repr_mimebundle_()["text/html"]
    assert page.count("<img") == 8 and ">8</figcaption>" in page
    for none in (0, 2, "1"):
        with pytest.raises(KuleshovError, match="numbers from 1 to 1"):
            seen[none]


def test_what_comes_at_the_wrong_time_is_refused_in_a_sentence(trial):
    feed, dark, test = (browser(one()) for one in (trial.feed, trial.dark, trial.test))
    own = take(feed.room)
    said = dark.do("on", take=take(dark.room), seconds=1.0)
    assert not said["ok"] and "put the feed first" in said["problem"]
    assert "opens after" in test.do("still", picture=0)["problem"]
    assert "doesn't show piece" in feed.do("on", take=take(dark.room), seconds=1.0)["problem"]
    for bad in ({"take": own, "seconds": -1}, {"take": own, "seconds": "2"}, {"take": "x", "seconds": 1}):  # fmt: skip
        assert "missing or out of range" in feed.do("on", **bad)["problem"]
    assert "missing or out of range" in feed.do("over", seconds=1, why="bored")["problem"]
    assert not trial.file.exists(), "nothing of it was kept"
    feed.do("over", seconds=0, why="left")
    assert "This room is over" in feed.do("on", take=own, seconds=1.0)["problem"]
    assert feed.do("over", seconds=5, why="time is up")[
        "ok"
    ]  # another view, later: the first counts
    assert trial.log.over["feed"] == (0.0, "left")


def test_a_message_that_comes_twice_is_kept_once(trial):
    feed = browser(trial.feed())
    for _ in range(2):
        assert feed.do("on", "the-same", take=take(feed.room), seconds=1.5)["ok"]
    assert trial.log.on == [("feed", int(take(feed.room)), 1.5)]


def test_an_answer_is_given_once_and_only_to_what_is_asked(trial):
    trial.keep("over, feed, 0, left", "over, dark, 0, left")
    test = browser(trial.test())
    lure, shown = (next(n for n in trial.sets.asked if trial.is_lure(n) is kind) for kind in (True, False))  # fmt: skip
    assert test.do("said", picture=lure, old=True, seconds=1)["ok"]
    assert "has its answer" in test.do("said", picture=lure, old=False, seconds=1)["problem"]
    assert "not asked for" in test.do("said", picture=shown, old=True, seconds=1)["problem"]
    assert "no picture 99" in test.do("still", picture=99)["problem"]
    assert len(test.room.state["left"]) == 7 and test.room.state["asked"] == 8


def test_who_comes_back_goes_on(trial, films):
    trial.keep(f"on, feed, {trial.sets.feed[0].number}, 3.0")
    again = ku.attention(films, seed=3, pieces=8).feed()
    assert [one["on"] for one in again.state["pieces"]] == [3.0, 0, 0, 0]
    said = trial.forget()
    assert trial.file.name in said
    assert trial.feed().state["spent"] == 0


def test_without_a_seed_each_viewer_has_another_one(films, trial):
    seeds = set()
    for name in ("befo", "dagu"):
        (folders.studio() / "viewer.txt").write_text(name)
        one, other = (ku.attention(films, pieces=8).sets.seed for _ in range(2))
        assert one == other
        seeds.add(one)
    assert len(seeds) == 2


def test_a_piece_is_a_film_of_its_own_and_its_picture_the_one_that_is_asked_for(trial):
    feed = browser(trial.feed())
    told = feed.do("media", take=take(feed.room))["media"]
    assert told["sound"] is False and told["size"] > 0
    piece = trial.sets.feed[0].shown
    film = film_of(piece)
    assert str(film.path) == told["path"]
    assert film.frames == piece.stop - piece.first and film.rate == piece.clip.rate
    assert (film.width, film.height) == size_of(piece.clip) == (320, 180)
    answer = feed.do("chunk", take=take(feed.room), kind="film", start=0)
    assert answer["size"] == len(feed.heard[-1][1][0]) == film.path.stat().st_size
    shown = film[film.frames // 2].astype(float)
    asked = cv2.imdecode(np.frombuffer(still_of(piece), np.uint8), 1)[..., ::-1].astype(float)
    assert np.abs(shown - asked).mean() < 6
    lure = cv2.imdecode(np.frombuffer(still_of(trial.sets.feed[0].lure), np.uint8), 1)
    assert np.abs(shown - lure[..., ::-1]).mean() > 20


def test_pieces_of_the_rushes_keep_their_sound_and_are_small(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    rushes = ku.rushes("understudy")
    takes = [rushes[n] for n in ("2A-1", "3A-1", "4A-1", "5A-1", "7A-1", "8A-1", "6B-1", "6D-1")]
    piece = ku.attention(takes, seed=1, pieces=8, seconds=2.5).sets.feed[0].shown
    film = film_of(piece)
    assert film.width == WIDTH and film.sound is not None and film.duration == pytest.approx(2.5)
    assert film.path.stat().st_size < 300_000
    heard = film.read_sound(0.5, 1.5)[:, 0]
    own = piece.clip.read_sound(piece.first / 24 + 0.5, piece.first / 24 + 1.5)[:, 0]
    assert np.sqrt((heard**2).mean()) == pytest.approx(np.sqrt((own**2).mean()), rel=0.25)


def test_where_work_is_graded_there_is_a_sentence(trial, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "1")
    for room in (trial.feed(), trial.dark(), trial.test()):
        assert isinstance(room, Waiting) and "by hand" in repr(room)


def test_without_hands_the_rooms_say_what_to_do(trial):
    assert "Each has a lure" in repr(trial) and "sent nowhere" in repr(trial)
    assert repr(trial.feed()).startswith("The feed, by hand: run this cell")
    assert not trial.result and trial.simulated().simulated
