"""What a file comes to: counts by hand, what isn't scored, what chance does, a class pooled."""

from statistics import mean

import numpy as np
import pytest
from scipy.stats import fisher_exact, ttest_rel

import kuleshov as ku
from kuleshov.comparison.attention_log import AttentionLog, write_lines
from kuleshov.comparison.recognition import Recognition
from kuleshov.comparison.remembered import Remembered, RememberedBy, score, simulated
from kuleshov.errors import KuleshovError, Refused


def log_of(on, said, done=True, **more):
    """Return a log: (room, piece, seconds) and (picture, room, old, called old)."""
    lines = [f"pieces, {more.get('pieces', 3)}", "first, dark", "viewer, befo"]
    lines += [f"on, {room}, {piece}, {seconds}" for room, piece, seconds in on]
    lines += [
        "over, feed, 9, all seen",
        "over, dark, 9, all seen",
        "filler, 60",
        "recalled, a lamp",
    ]
    words = {True: "old", False: "new"}
    lines += [
        f"said, {n}, {room}, {words[old]}, {words[called]}, 1" for n, room, old, called in said
    ]
    log = AttentionLog()
    for line in [*lines, *(["done"] if done else [])]:
        log.take_in(line)
    return log


ON = [("feed", 0, 5.0), ("feed", 2, 1.2), ("feed", 2, 0.8), ("feed", 4, 1.9), ("dark", 6, 2.0), ("dark", 8, 3.0)]  # fmt: skip
SAID = [
    (0, "feed", True, True), (2, "feed", True, False), (4, "feed", True, True),
    (1, "feed", False, True), (3, "feed", False, False), (5, "feed", False, False),
    (6, "dark", True, True), (8, "dark", True, True),
    (7, "dark", False, False), (9, "dark", False, False), (11, "dark", False, False),
]  # fmt: skip


def test_only_what_was_on_screen_for_two_seconds_in_all_is_scored():
    found = score(log_of(ON, SAID))
    assert found.feed == Recognition(1, 2, 1, 3)  # piece 4 was seen for 1.9 s, piece 2 twice: 2.0
    assert found.dark == Recognition(2, 2, 0, 3)
    assert found.seconds == {"feed": 8.9, "dark": 5.0}
    assert found.short == {"feed": 1, "dark": 1}  # of the third in the dark nothing is known
    assert (found.first, found.filler, found.recalled, found.viewer) == (
        "dark",
        60.0,
        "a lamp",
        "befo",
    )
    assert found and "1 of the feed and 1 of the dark room" in found.finding
    assert "so few pieces can't tell that from nothing" in found.finding


def test_before_the_test_there_is_a_sentence_and_no_error():
    found = score(AttentionLog())
    assert not found and "watch the feed and the dark room first" in str(found)
    half = AttentionLog()
    half.take_in("over, feed, 90, time is up")
    assert "watch the dark room first" in str(score(half))
    assert "11 pictures of the test have an answer" in str(score(log_of(ON, SAID, done=False)))
    with pytest.raises(Refused, match="Nothing was tested yet"):
        found.plot()
    assert np.isnan(found.to_frame().d_prime).all() and list(found.table()["d'"]) == ["–", "–"]


def test_who_skipped_all_has_nothing_to_score():
    found = score(
        log_of([("feed", 0, 0.3), *ON[4:]], [one for one in SAID if one[0] not in (2, 4)])
    )
    assert not found and found.why.endswith("2 s in the feed.")


def test_a_simulated_viewer_has_the_memory_that_was_asked_for_and_says_what_it_is():
    many = [simulated(24, 1.0, 2.0, seed=n) for n in range(400)]
    assert mean(one.feed.d_prime for one in many) == pytest.approx(1.0, abs=0.07)
    assert mean(one.dark.d_prime for one in many) == pytest.approx(1.96, abs=0.08)  # 2, drawn in
    shy = [simulated(24, 1.0, 1.0, seed=n, bias=0.5) for n in range(200)]
    assert mean(one.feed.hits for one in shy) < mean(one.feed.hits for one in many) - 3
    assert all(one.simulated and "A simulated viewer" in one.finding for one in many[:3])
    assert simulated(seed=4) == simulated(seed=4) != simulated(seed=5)
    with pytest.raises(KuleshovError, match="none to remember"):
        simulated(0)


def handed_over(folder, name, log_lines):
    write_lines(folder / f"{name}.txt", f"viewer, {name}", "pieces, 2", *log_lines)


ONE = ["on, feed, 0, 4", "on, dark, 2, 4", "said, 0, feed, old, old, 1", "said, 1, feed, new, new, 1",
       "said, 2, dark, old, old, 1", "said, 3, dark, new, new, 1", "done"]  # fmt: skip


def test_a_class_hands_over_files(tmp_path):
    handed_over(tmp_path, "befo", ONE)
    handed_over(tmp_path, "dagu", ONE)
    handed_over(tmp_path, "kiri", ONE[:3])  # not done: left out, and counted
    found = ku.remembered_by(tmp_path)
    assert [one.viewer for one in found.viewers] == ["befo", "dagu"] and found.left_out == 1
    assert ku.remembered_by(sorted(tmp_path.glob("*.txt"))).differences == found.differences
    assert len(ku.remembered_by(tmp_path / "befo.txt")) == 1
    assert "an anecdote" in ku.remembered_by(tmp_path / "befo.txt").finding
    with pytest.raises(KuleshovError, match="befo comes twice"):
        ku.remembered_by([tmp_path / "befo.txt", tmp_path / "befo.txt"])
    with pytest.raises(Refused, match="Nothing was tested yet"):
        ku.remembered_by(tmp_path / "kiri.txt")
    with pytest.raises(Refused, match="no file of a memory test"):
        ku.remembered_by(tmp_path / "empty") if (tmp_path / "empty").mkdir() is None else None
    with pytest.raises(KuleshovError, match="no file of a memory test at"):
        ku.remembered_by(tmp_path / "nowhere.txt")


def test_the_interval_of_a_class_is_that_of_a_paired_t_test():
    viewers = [simulated(12, 1.0, 1.5, seed=n) for n in range(20)]
    found = RememberedBy(tuple(viewers))
    assert found.left_out == 0
    wanted = ttest_rel([v.dark.d_prime for v in viewers], [v.feed.d_prime for v in viewers])
    assert found.difference[1:] == pytest.approx(tuple(wanted.confidence_interval()))
    assert found.difference[0] == pytest.approx(mean(found.differences))
    frame = found.to_frame()
    assert list(frame.index) == list(range(40)) and list(frame)[:3] == ["viewer", "first", "room"]


def test_a_result_is_kept_as_it_is_told():
    found = Remembered(Recognition(10, 12, 2, 12), Recognition(3, 12, 2, 12))
    assert found.difference[0] < 0 and "lower in the dark" in found.finding
    assert (
        "more than chance, for one viewer"
        in Remembered(Recognition(0, 24, 0, 24), Recognition(24, 24, 0, 24)).finding
    )


def power(pieces, feed, dark, viewers, classes=600):
    """Return in how many classes of a hundred the interval leaves nothing out."""
    told = 0
    for one in range(classes):
        seeds = range(viewers * one, viewers * (one + 1))
        _, low, high = ku.remembered_by(simulated(pieces, feed, dark, n) for n in seeds).difference
        told += low > 0 or high < 0
    return 100 * told / classes


def test_one_viewer_of_a_dozen_pieces_tells_nothing_by_hits_alone():
    """What the course says of 9 against 6 and of 20 against 12, by Fisher's exact test."""
    assert fisher_exact([[9, 3], [6, 6]])[1] == pytest.approx(0.40, abs=0.005)
    assert fisher_exact([[20, 4], [12, 12]])[1] == pytest.approx(0.03, abs=0.001)
    few = Remembered(Recognition(6, 12, 2, 12), Recognition(9, 12, 2, 12))
    assert "can't tell" in few.finding
    # Lures make d' less sure than hits alone: 24 pieces tell 20 from 12 only if few are taken for known.
    assert (
        "can't tell" in Remembered(Recognition(12, 24, 4, 24), Recognition(20, 24, 4, 24)).finding
    )


@pytest.mark.proof
def test_a_class_finds_what_one_viewer_cannot():
    """A gain from 70 to 80 of 100 right answers, d' 1.05 to 1.68, with nothing else that differs."""
    assert 8 < power(12, 1.05, 1.68, 5, classes=300) < 60
    assert power(12, 1.05, 1.68, 20) == pytest.approx(92, abs=4)
    assert power(24, 1.05, 1.68, 20, classes=300) > 97
    assert power(12, 1.05, 1.05, 20) == pytest.approx(5, abs=2.5)  # where there is nothing to find
