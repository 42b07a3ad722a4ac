"""How far a reader's levels can move a result, and when a person should look."""

import pytest

from kuleshov.grading.review.reviews import Review, aggregate

LEVELS = (0.2, 0.4, 0.6, 0.8)


def agreeing(works, readers="ab"):
    """Return reviews of readers who say the same of every work."""
    return [
        Review(reader, f"w{n:03}", "c", LEVELS[n % len(LEVELS)])
        for n in range(works)
        for reader in readers
    ]


def weight_after(works):
    return aggregate(agreeing(works))[1][0].weight


def test_trust_grows_with_agreement_but_not_without_end():
    few, more, many = (weight_after(works) for works in (5, 10, 60))
    assert 1 < few < more == pytest.approx(many), "fifty more works make nobody a judge"


def test_without_anything_to_hold_them_against_readers_are_usual():
    (reader,) = aggregate([Review("a", "w", "c", 0.4)])[1]
    assert (reader.weight, reader.bias, reader.reviews) == (1.0, 0.0, 0)


def test_a_reader_who_always_gives_the_same_level_counts_a_tenth():
    def weights(level_of):
        reviews = [Review(r, f"w{n}", "c", level_of(n)) for n in range(12) for r in "ab"]
        return aggregate(reviews)[1][0].weight

    assert weights(lambda n: 0.6) == pytest.approx(weights(lambda n: LEVELS[n % 4]) / 10)


@pytest.mark.parametrize(("works", "told"), [(5, 1.0), (6, 0.1)])
def test_after_six_equal_levels_they_tell_nothing(works, told):
    same = aggregate([Review(r, f"w{n}", "c", 0.6) for n in range(works) for r in "ab"])[1][0]
    other = aggregate(agreeing(works))[1][0]
    assert same.weight == pytest.approx(told * other.weight)


@pytest.mark.parametrize(
    ("levels", "look"),
    [
        ((0.25, 0.75), ""),
        ((0.2, 0.75), "readers are far apart"),
        ((0.4, 0.8), ""),
        ((0.2, 0.5, 0.9), "readers are far apart"),
        ((0.5,), "only one reader"),
    ],
)
def test_readers_who_are_more_than_half_the_points_apart_are_pointed_at(levels, look):
    reviews = [Review(f"r{n}", "w", "c", level) for n, level in enumerate(levels)]
    (result,) = aggregate(reviews)[0]
    assert (result.look, result.readers) == (look, len(levels))
    assert result.spread == pytest.approx(max(levels) - min(levels))


def test_a_bias_is_drawn_towards_none_by_two_reviews_worth_of_a_usual_reader():
    reviews = [
        Review(r, f"w{n}", "c", LEVELS[n % 4] + (0.1 if r == "b" else 0))
        for n in range(20)
        for r in "ab"
    ]
    bias = {one.reviewer: one.bias for one in aggregate(reviews)[1]}
    assert bias["b"] == pytest.approx(-bias["a"], abs=0.01)
    assert 0.03 < bias["b"] < 0.05, "half of the distance is each one's, a little less is believed"
