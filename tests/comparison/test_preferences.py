"""Pairs seen blind: an order with intervals, agreement, and files that merge."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuleshov.comparison.agreement import krippendorff
from kuleshov.comparison.preferences import Judgement, preferences
from kuleshov.comparison.ranking import rank, strengths
from kuleshov.errors import KuleshovError

# Citations between four journals, 1987-88 (Stigler 1994): rows cite, columns are cited.
JOURNALS = ["Biometrika", "Comm. Statist.", "JASA", "JRSS-B"]
CITED = np.array(
    [[714, 730, 498, 221], [33, 425, 68, 17], [320, 813, 1072, 142], [284, 276, 325, 188]]
)


def test_strengths_are_the_published_ones():
    # Being cited counts as a win. Agresti, "Categorical Data Analysis", and R's BradleyTerry2.
    wins = CITED.astype(float)
    np.fill_diagonal(wins, 0)
    found = strengths(wins, prior=0)
    np.testing.assert_allclose(found - found[0], [0, -2.9491, -0.4796, 0.2690], atol=5e-4)


def test_alpha_is_krippendorffs_own():
    # His example of four observers and twelve units, with gaps; nominal alpha 0.743.
    n = np.nan
    table = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
            [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
        ]
    )
    assert krippendorff(table) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_dice_is_about_nothing():
    chance = np.random.default_rng(1)
    found = [krippendorff(chance.integers(-1, 2, (8, 40)).astype(float)) for _ in range(40)]
    assert abs(np.mean(found)) < 0.02


def test_alpha_is_not_made_up():
    assert np.isnan(krippendorff(np.full((3, 3), np.nan)))
    assert np.isnan(krippendorff(np.ones((3, 3))))
    assert np.isnan(krippendorff(np.array([[1.0, np.nan], [np.nan, 0.0]])))


def test_a_known_order_is_found_and_the_interval_holds_it():
    truth = np.array([1.0, 0.3, -0.3, -1.0])
    beats = 1 / (1 + np.exp(truth[None, :] - truth[:, None]))
    right = np.array([(beats[n].sum() - 0.5) / 3 for n in range(4)])
    held, order = 0, 0
    for seed in range(12):
        chance = np.random.default_rng(seed)
        duels = [
            (viewer, i, j, 1 if chance.random() < beats[i, j] else -1)
            for viewer in range(25)
            for i in range(4)
            for j in range(i + 1, 4)
        ]
        found = {one.film: one for one in rank(list("abcd"), np.array(duels), resamples=60)}
        held += sum(found[f].low <= right[n] <= found[f].high for n, f in enumerate("abcd"))
        order += list(found) == list("abcd")
    assert 0.85 <= held / 48 <= 1.0
    assert order >= 8


def test_a_film_that_won_every_pair_is_strong_but_not_infinitely():
    found = rank(["a", "b"], np.array([(v, 0, 1, 1) for v in range(3)]))
    assert 0.6 < found[0].share < 1 and found[0].low is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.integers(-1, 1)))
)
def test_any_judgements_give_shares(rows):
    duels = np.array([row for row in rows if row[1] != row[2]], int).reshape(-1, 4)
    for one in rank(list("abcd"), duels, resamples=5):
        assert 0 <= one.share <= 1


TEXT = """# seen blind
v1, mine > theirs, it waits, and then it cuts
v2, theirs < mine
v3, mine = theirs, could not tell
"""


def test_text_is_read_and_written_and_means_the_same():
    found = preferences(TEXT)
    assert [j.choice for j in found.judgements] == [1, -1, 0]
    assert preferences(found.to_text()) == found
    assert found.ranking[0].film == "mine"
    assert found.table.tolist() == [[1.0], [1.0], [0.0]]
    assert found.reasons("mine") == [("v1", "it waits, and then it cuts")]


def test_a_classs_files_are_merged(tmp_path):
    for viewer, sign in (("ada", ">"), ("bo", "<")):
        (tmp_path / f"{viewer}.txt").write_text(f"{viewer}, a {sign} b\n")
    assert len(preferences(tmp_path)) == 2
    assert len(preferences(tmp_path / "ada.txt", [Judgement("cy", "a", "b", 0)])) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v1, a > b\nv1 a > b", "line 2 is no judgement"),
        ("v1, a > a", "line 1"),
        (", a > b", "line 1"),
        ("v1, a > b > c", "line 1"),
        ("v1, a > b\nv1, b < a", "already"),
    ],
)
def test_a_line_that_is_no_judgement_is_named(text, says):
    with pytest.raises(KuleshovError, match=says):
        preferences(text)


def test_an_empty_text_holds_no_judgement(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("no judgement\n")
    assert len(preferences("")) == 0


def test_without_a_source_it_is_what_was_voted_here(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    assert len(preferences()) == 0
    assert "0 judgements" in str(preferences())
    (tmp_path / "preferences").mkdir()
    (tmp_path / "preferences" / "zeta.txt").write_text("zeta, a > b\n")
    assert preferences().viewers == ["zeta"]


def test_a_file_that_is_none_is_named(tmp_path):
    with pytest.raises(KuleshovError, match="no file"):
        preferences(tmp_path / "none.txt")
    (tmp_path / "film.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KuleshovError, match="UTF-8"):
        preferences(tmp_path / "film.txt")
