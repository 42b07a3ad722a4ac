"""How much films differ and whose differences they are, on tables worked out by hand."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import variety


def test_a_film_is_summed_up_in_the_middles_of_equal_parts():
    luma = np.arange(24, dtype=np.uint8)[:, None, None] * np.ones((24, 45, 80), np.uint8)
    colour = np.stack([np.full((2, 9, 16), n, np.uint8) for n in range(24)])
    assert variety.summary(luma, colour).shape == (8, 3, 9, 16)
    found = variety.summary(luma, colour, moments=3)
    assert found[:, :, 0, 0].tolist() == [[4, 4, 4], [12, 12, 12], [20, 20, 20]]
    assert variety.summary(luma[:1], colour[:1])[:, 0, 0, 0].tolist() == [0] * 8


def test_a_layout_is_the_mean_of_five_by_five_pixels():
    luma = np.random.default_rng(1).integers(0, 255, (45, 80), np.uint8)
    colour = np.random.default_rng(2).integers(0, 255, (2, 9, 16), np.uint8)
    found = variety.layout(luma, colour)
    for row, column in ((0, 0), (8, 15), (3, 7)):
        own = luma[5 * row : 5 * row + 5, 5 * column : 5 * column + 5]
        assert found[0, row, column] == pytest.approx(own.mean())
    assert (found[1:] == colour).all()


@pytest.mark.parametrize(
    ("table", "shares"),
    [
        # Row means 1 and 5, column means 2 and 4: 2 (4 + 4), 2 (1 + 1), and nothing is left.
        ([[0, 2], [4, 6]], (16 / 20, 4 / 20, 0)),
        # Row means 1 and 7, column means 2 and 6, 4 over all: 36 and 16, 1 in each cell is left.
        ([[0, 2], [4, 10]], (36 / 56, 16 / 56, 4 / 56)),
        ([[0, 0, 3], [0, 0, 3]], (0, 1, 0)),
        ([[5, 5], [5, 5]], (0, 0, 0)),
    ],
)
def test_shares_are_those_of_the_sums_of_squares(table, shares):
    for cells in (np.array(table), np.array(table)[..., None, None] * np.ones((2, 3))):
        assert variety.two_way(cells, 9)[:3] == pytest.approx(shares)


def test_a_table_is_held_against_shuffles_within_the_other_factor():
    """Two columns turned round, or not, together: half of the shuffles reach all of it."""
    found = variety.two_way(np.array([[0, 1], [40, 41]]))
    assert found.p_rows == pytest.approx(0.5, abs=0.05) == found.p_columns
    assert 1000 * found.p_rows == pytest.approx(round(1000 * found.p_rows))
    table = np.arange(6.0)[:, None] * np.ones((6, 4)) + np.array([0, 0.1, 0, 0.1])
    found = variety.two_way(table, 199)
    assert found.p_rows == 1 / 200, "no shuffle puts all rows back"
    assert found.p_columns == pytest.approx(1 / 200 + 0, abs=0.01)
    assert variety.two_way(np.ones((3, 3)), 9)[3:] == (1, 1)
    assert variety.two_way(table, 0)[3:] == (1, 1)
    assert variety.two_way(table[:3, :2], 99, seed=4) != variety.two_way(table[:3, :2], 99)
    assert variety.two_way(table[:3, :2], 99, 1925) == variety.two_way(table[:3, :2], 99)


def test_diversity_is_over_pairs_of_takes():
    mean, apart = variety.diversity(np.array([[[0.0, 0.0]], [[3.0, 5.0]], [[3.0, 5.0]]]))
    assert mean == pytest.approx(8 / 3)
    assert apart.tolist() == [[0, 4, 4], [4, 0, 0], [4, 0, 0]]
