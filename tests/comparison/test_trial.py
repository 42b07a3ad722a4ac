"""A trial on two sets: what is open when, what is still asked, what is kept and found again."""

import pytest

from kuleshov.comparison.matched_sets import Item, Sets
from kuleshov.comparison.trial import Trial


class Piece:
    """What a trial knows of a piece."""

    def __init__(self, name):
        self.clip = type(
            "Clip", (), {"sha256": name, "sound": "loud" if name == "shown0" else None}
        )
        self.first, self.stop, self.name = 0, 96, name
        self.origin = ("film 3",) if name in ("shown3", "lure3") else (name,)
        self.seconds = 4.0 if name == "shown3" else 2.5

    def __repr__(self):
        return self.name


def sets(feed_first=True, seed=7):
    items = [Item(2 * n, Piece(f"shown{n}"), Piece(f"lure{n}")) for n in range(4)]
    return Sets(tuple(items[:2]), tuple(items[2:]), feed_first, (3, 0, 7, 4, 2, 5, 6, 1), seed)


@pytest.fixture
def trial(tmp_path):
    return Trial(sets(), "befo", tmp_path / "attention")


def test_rooms_open_in_the_order_of_the_coin_and_the_test_comes_last(trial, tmp_path):
    assert trial.first == "feed" and trial.closed("feed") == ""
    assert "put the feed first" in trial.closed("dark")
    assert trial.closed("test") == "The test opens after the feed and the dark room."
    trial.keep("on, feed, 0, 3.0", "over, feed, 3.0, all seen")
    assert trial.closed("dark") == "" and "after the dark room" in trial.closed("test")
    trial.keep("over, dark, 0.0, left")
    assert trial.closed("test") == ""
    other = Trial(sets(feed_first=False), "befo", tmp_path)
    assert other.first == "dark" and "put the dark room first" in other.closed("feed")


def test_asked_are_lures_and_what_was_on_screen_each_once(trial):
    trial.keep("on, feed, 0, 3.0", "on, dark, 6, 0.4")
    assert trial.asked() == [3, 0, 7, 5, 6, 1]  # 2 and 4 were never seen, and are no question
    trial.keep("said, 3, feed, new, new, 1.0")
    assert trial.asked() == [0, 7, 5, 6, 1]
    assert [trial.is_lure(n) for n in (0, 1)] == [False, True]
    assert (repr(trial.piece(2)), repr(trial.piece(3))) == ("shown1", "lure1")


def test_what_was_kept_is_found_again_by_the_same_pieces_and_seed_alone(trial, tmp_path):
    trial.keep("on, feed, 0, 3.0")
    text = trial.file.read_text()
    assert "viewer, befo\nseed, 7\npieces, 2\nfirst, feed\non, feed, 0, 3.0\n" in text
    folder = tmp_path / "attention"
    assert Trial(sets(), "befo", folder).log.on == [("feed", 0, 3.0)]
    assert Trial(sets(seed=8), "befo", folder).log.on == []
    assert Trial(sets(), "dagu", folder).log.on == []


def test_coins_are_told_after_the_test_and_not_before(trial):
    assert "shown" not in trial.coins and "after the test" in trial.coins
    assert "feed came first" not in repr(trial)
    assert "2 pieces for the feed and 2 for the dark room, of 4 s at most" in repr(trial)
    assert "the dark room takes 8 s" in repr(trial)  # 2.5 s and 4 s, and half a second after each
    assert "1 of the 4 has sound" in repr(trial)
    assert "1 of the 4 lures are another moment of the same film" in repr(trial)
    trial.keep("done")
    assert trial.coins == (
        "Seed 7: the feed came first. Shown in the feed: shown0, shown1; the dark room: shown2, shown3."
    )


def test_watched_is_what_was_on_screen_each_room_in_its_order(trial):
    assert trial.watched() == ()
    trial.keep("on, dark, 6, 0.4", "on, feed, 2, 3.0", "on, feed, 0, 1.0", "on, feed, 2, 0.2")
    assert [repr(one) for one in trial.watched()] == ["shown0", "shown1", "shown3"]


def test_forgetting_deletes_the_file_and_says_where_it_lay(trial):
    assert "Nothing was kept" in trial.forget()
    trial.keep("on, feed, 0, 3.0")
    assert trial.forget().endswith(f"{trial.file.name} is deleted.")
    assert not trial.file.exists() and list(trial.file.parent.iterdir()) == []
    assert trial.log.on == [] and not trial.result


def test_a_file_deleted_by_hand_is_begun_anew(trial):
    trial.keep("on, feed, 0, 3.0")
    trial.file.unlink()
    trial.keep("on, feed, 2, 1.0")
    assert trial.log.on == [("feed", 2, 1.0)]
    assert trial.file.read_text().count("viewer, befo") == 1
