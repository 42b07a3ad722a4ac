"""Peer review: a fair draw, and a result that a careless reader can't move."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import KuleshovError
from kuleshov.grading.review.reviews import Review, aggregate, allocate


@given(st.integers(2, 60), st.integers(1, 6), st.integers(0, 10_000))
def test_everybody_reads_and_is_read_equally_and_never_themselves(n, k, seed):
    students = [f"s{i}" for i in range(n)]
    if n <= k:
        with pytest.raises(KuleshovError, match="handed in"):
            allocate(students, k, seed)
        return
    drawn = allocate(students, k, seed)
    read = [author for authors in drawn.values() for author in authors]
    assert sorted(drawn) == sorted(students)
    assert all(
        len(set(authors)) == k and reader not in authors for reader, authors in drawn.items()
    )
    assert all(read.count(student) == k for student in students)
    if n > 2 * k:
        assert not any(
            reader in drawn[author] for reader, authors in drawn.items() for author in authors
        )


def test_a_draw_is_repeatable_and_another_seed_is_another_draw():
    students = [f"s{i}" for i in range(30)]
    assert allocate(students, 3, 5) == allocate(students[::-1], 3, 5)
    assert allocate(students, 3, 5) != allocate(students, 3, 6)


LEVELS = np.array([0, 1 / 3, 2 / 3, 1])


def class_of(careless, seed, n=30, k=3):
    """Return true shares and reviews, by levels, of a class in which some readers are careless."""
    chance = np.random.default_rng(seed)
    students = [f"s{i:02}" for i in range(n)]
    truth = {(s, c): chance.beta(3, 2) for s in students for c in "abc"}
    harsh = dict(zip(students, chance.normal(0, 0.08, n), strict=True))
    reviews = []
    for reader, authors in allocate(students, k, seed).items():
        for author in authors:
            for c in "abc":
                said = truth[author, c] + harsh[reader] + chance.normal(0, 0.12)
                if int(reader[1:]) < len(careless):
                    said = careless[int(reader[1:])](chance)
                share = LEVELS[np.abs(LEVELS - said).argmin()]
                reviews.append(Review(reader, author, c, float(share)))
    return truth, reviews


def off(truth, found):
    return float(np.mean([abs(found[item] - truth[item]) for item in truth]))


def dice(chance):
    return chance.random()


def full_marks(chance):
    return 1.0


def test_dice_and_full_marks_count_for_little_and_the_result_lies_nearer_the_truth():
    gains = []
    for seed in range(12):
        truth, reviews = class_of([dice, full_marks, dice, full_marks, dice], seed)
        results, readers = aggregate(reviews)
        weight = {reader.reviewer: reader.weight for reader in readers}
        careful = np.median([w for name, w in weight.items() if int(name[1:]) >= 5])
        assert np.mean([weight[f"s{i:02}"] for i in range(5)]) < 0.45 * careful
        found = {(r.author, r.criterion): r.share for r in results}
        mean = {
            item: np.mean([r.share for r in reviews if (r.author, r.criterion) == item])
            for item in truth
        }
        touched = {(r.author, r.criterion) for r in reviews if int(r.reviewer[1:]) < 5}
        part = {item: truth[item] for item in touched}
        gains.append(1 - off(part, found) / off(part, mean))
    assert np.mean(gains) > 0.15 and min(gains) > 0


def test_a_careful_class_is_not_made_worse():
    truth, reviews = class_of([], 3)
    found = {(r.author, r.criterion): r.share for r in aggregate(reviews)[0]}
    mean = {
        item: np.mean([r.share for r in reviews if (r.author, r.criterion) == item])
        for item in truth
    }
    assert off(truth, found) < off(truth, mean) + 0.005


def test_a_generous_reader_is_known_for_it():
    _, reviews = class_of([], 4)
    reviews = [
        Review(r.reviewer, r.author, r.criterion, min(1.0, r.share + (r.reviewer == "s07") / 3))
        for r in reviews
    ]
    bias = {reader.reviewer: reader.bias for reader in aggregate(reviews)[1]}
    assert bias["s07"] > 0.12 and bias["s07"] == max(bias.values())


def test_the_instructor_has_the_last_word():
    reviews = [Review("a", "x", "c", 1.0), Review("b", "x", "c", 0.0), Review("a", "y", "c", 1.0)]
    results, _ = aggregate(reviews, {("x", "c"): 0.25})
    assert (results[0].share, results[0].look) == (0.25, "")
    results, _ = aggregate(reviews)
    assert [r.look for r in results] == ["readers are far apart", "only one reader"]


def test_a_second_review_of_one_reader_replaces_the_first():
    results, _ = aggregate([Review("a", "x", "c", 0.0), Review("a", "x", "c", 1.0)])
    assert (results[0].share, results[0].readers) == (1.0, 1)


def test_nobody_has_reviewed_yet():
    assert aggregate([]) == ([], [])
