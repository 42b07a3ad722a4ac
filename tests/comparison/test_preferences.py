"""Pairs seen blind: an order with intervals, agreement, and files that merge."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.comparison import ranking
from kuleshov.comparison.agreement import kendall_u
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


def u_of(*judgements):
    """Return the agreement of judgements written as text."""
    return preferences("\n".join(judgements)).agreement


@pytest.mark.parametrize(
    ("table", "u"),
    [
        ([[1], [1]], 1),
        ([[1], [-1]], -1),
        ([[1], [1], [-1]], -1 / 3),  # one of three pairs of viewers agrees: 2 / 3 - 1
        ([[1], [1], [-1], [-1]], -1 / 3),  # two of six: the least that four can
        ([[1, 1], [1, -1]], 0),
        ([[1, -1, 1], [1, -1, 1], [1, -1, -1]], 5 / 9),  # 7 of 9: 14 / 9 - 1
    ],
)
def test_agreement_is_kendalls_by_hand(table, u):
    # Kendall and Babington Smith (1940): twice the share of pairs of viewers who agree, less 1.
    assert kendall_u(np.array(table, float)) == pytest.approx(u)


def test_agreement_is_what_counting_agreeing_viewers_gives():
    chance = np.random.default_rng(2)
    for viewers, pairs in ((2, 6), (3, 4), (7, 15)):
        table = chance.choice([-1.0, 1.0], (viewers, pairs))
        agree = sum(
            a == b for column in table.T for a, b in combinations(column, 2)
        )  # the sum that the paper calls capital sigma
        most = pairs * viewers * (viewers - 1) / 2
        assert kendall_u(table) == pytest.approx(2 * agree / most - 1)


def counted(table):
    """Return agreement by its definition: all pairs of judgements, each written both ways."""
    seen = [column[np.isfinite(column)] for column in table.T]
    seen = [column for column in seen if len(column) > 1]
    every = np.concatenate(seen)
    found = sum(
        sum(a != b for a, b in permutations(column, 2)) / (len(column) - 1) for column in seen
    ) / len(every)
    ways = [a != way * b for a, b in permutations(every, 2) for way in (1, -1)]
    return 1 - found / np.mean(ways)


def test_agreement_with_gaps_and_ties_is_what_its_definition_gives():
    chance = np.random.default_rng(3)
    for viewers, pairs in ((2, 6), (3, 4), (5, 9)):
        table = chance.integers(-1, 2, (viewers, pairs)).astype(float)
        table[chance.random(table.shape) < 0.2] = np.nan
        assert kendall_u(table) == pytest.approx(counted(table))
        turned = table * chance.choice([-1, 1], pairs)  # some pairs written the other way
        assert kendall_u(turned) == pytest.approx(kendall_u(table))


@pytest.mark.parametrize("ties", [0, 0.3])
def test_dice_agree_about_nothing_whatever_films_are_called(ties):
    chance = np.random.default_rng(1)
    found = []
    for _ in range(300):
        table = chance.choice([-1.0, 0, 1], (4, 6), p=[(1 - ties) / 2, ties, (1 - ties) / 2])
        found.append(kendall_u(table))
    assert abs(np.nanmean(found)) < 3 * np.nanstd(found) / len(found) ** 0.5


def test_agreement_of_three_reaches_the_lowest_that_is_told_and_lower_with_neither():
    assert kendall_u(np.array([[1.0] * 20, [1.0] * 20, [-1.0] * 20])) == pytest.approx(-1 / 3)
    assert kendall_u(np.array([[1.0] * 20, [0.0] * 20, [-1.0] * 20])) < -1 / 3


def test_agreement_knows_no_names():
    # Six films whose true order is 0 to 5, judged by three viewers with some noise.
    chance = np.random.default_rng(5)
    lines = [
        (viewer, a, b, chance.normal(b - a, 2) > 0)
        for viewer in range(3) for a, b in combinations(range(6), 2)
    ]  # fmt: skip
    found = set()
    for _ in range(20):
        names = chance.permutation(list("abcdef"))
        text = [f"v{v}, {names[a]} {'>' if won else '<'} {names[b]}" for v, a, b, won in lines]
        found.add(round(u_of(*chance.permutation(text)), 9))
    assert len(found) == 1


def test_one_dissent_in_thirty_six_costs_little_and_unanimity_is_one():
    pairs = [f"{a} > {b}" for a, b in combinations("abcd", 2)]
    all_alike = [f"v{v}, {pair}" for v in range(6) for pair in pairs]
    assert u_of(*all_alike) == 1
    dissent = [all_alike[0].replace(">", "<"), *all_alike[1:]]
    assert u_of(*dissent) == pytest.approx(1 - 2 * 5 / 90)  # 5 of 90 pairs of viewers differ
    assert u_of("v1, a > b", "v2, b < a") == 1 and u_of("v1, b < a", "v2, b > a") == -1


def test_where_nobody_can_agree_there_is_no_number():
    assert np.isnan(kendall_u(np.full((3, 3), np.nan)))
    assert np.isnan(kendall_u(np.zeros((3, 3)))), "nobody preferred anything"
    assert np.isnan(kendall_u(np.array([[1.0, np.nan], [np.nan, 0.0]])))


@pytest.fixture
def soon(monkeypatch):
    """Strengths are as near as a percentage shows, and found many times as soon."""
    monkeypatch.setattr(ranking, "_STILL", 1e-3)


def test_a_known_order_is_found_and_the_interval_holds_it(soon):
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
    assert found.choices.tolist() == [[1.0], [1.0], [0.0]]
    assert found.reasons("mine") == [("v1", "it waits, and then it cuts")]


def test_a_classs_files_are_merged(tmp_path):
    for viewer, sign in (("ada", ">"), ("bo", "<")):
        (tmp_path / f"{viewer}.txt").write_text(f"{viewer}, a {sign} b\n")
    assert len(preferences(tmp_path)) == 2
    assert len(preferences(tmp_path / "ada.txt", [Judgement("cy", "a", "b", 0)])) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v1, a > b\nv1 a > b", "Line 2 is no judgement"),
        ("v1, a > a", "Line 1"),
        (", a > b", "Line 1"),
        ("v1, a > b > c", "Line 1"),
        (
            "v1, a > b\n\nv1, b < a",
            r"v1 has judged b against a twice: Line 1, and Line 3\. Delete one",
        ),
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


def test_every_viewer_has_a_row_and_every_pair_a_column():
    seen = preferences("bo, c < a\nada, b > a, sharp\nada, c = b\nbo, b < a, softer, and slower")
    assert (seen.viewers, seen.films, len(seen)) == (["ada", "bo"], ["a", "b", "c"], 4)
    nan = np.nan  # the pairs are a and b, a and c, b and c
    np.testing.assert_array_equal(seen.choices, [[-1, nan, 0], [1, 1, nan]])
    assert seen.reasons("a") == [("bo", "softer, and slower")]
    assert seen.reasons("b") == [("ada", "sharp")] and seen.reasons("c") == seen.reasons("z") == []
    assert seen.to_text() == (
        "bo, c < a\nada, b > a, sharp\nada, c = b\nbo, b < a, softer, and slower\n"
    )
    # Two saw a and b, and they differ: dice would in half of such cases.
    assert seen.agreement == kendall_u(seen.choices) == -1
    assert Judgement("v", "a", "b", 1, " it \n waits ").line() == "v, a > b, it waits"


def test_judgements_are_said_with_what_there_is_of_intervals_and_agreement(soon):
    few = str(preferences("v1, a > b\nv2, a = b")).splitlines()
    # Odds p of 1.53: 2 wins, the half beforehand counted, are 2 p² / (p² + 1) + p / (p + 1).
    said = "  a: won 1.5 of 2; estimated to be preferred in 70% of pairs"
    assert few[0] == "2 judgements by 2 viewers" and few[1] == said
    assert few[-1] == "agreement (Kendall's u): 0.00"
    alike = [f"v{n}, a > b" for n in range(5)]
    many = str(preferences("\n".join(alike))).splitlines()
    assert many[1].startswith("  a: won 5 of 5; estimated to be preferred in 9")
    assert many[1].endswith("% of pairs"), "no interval: whoever is drawn again says the same"
    assert many[-1] == "agreement (Kendall's u): 1.00"
    some = str(preferences("\n".join([*alike, "v5, a < b"]))).splitlines()
    assert some[1].endswith("%]")


def test_files_may_have_a_mark_empty_lines_and_remarks_and_up_to_two_megabytes(tmp_path):
    file = tmp_path / "b.txt"
    text = "# seen blind\n\n  # > no judgement\nbo,a>b\n"
    file.write_text(text, encoding="utf-8-sig")
    assert preferences(file).judgements == (Judgement("bo", "a", "b", 1, ""),)
    (tmp_path / "a.txt").write_text("ada, a > b\n")
    (tmp_path / "a.csv").write_text("cy, a > b\n")
    assert [one.viewer for one in preferences(str(tmp_path)).judgements] == ["ada", "bo"]
    file.write_text("# x\n" * 500_000)
    assert len(preferences(file)) == 0
    file.write_text("# x\n" * 500_000 + "\n")
    with pytest.raises(KuleshovError, match="too large"):
        preferences(file)
    file.write_text("bo, a > b\nno judgement\n")
    with pytest.raises(KuleshovError, match=r"^b.txt, line 2 is no judgement"):
        preferences(file)


def test_a_pair_is_judged_once_by_each_viewer_in_all_sources_together(tmp_path):
    one = preferences("v1, a > b\nv1, a > c\nv2, b > a")
    assert len(one) == 3
    with pytest.raises(KuleshovError, match=r"v2 has judged a against b twice: Line 1\. Delete"):
        preferences(one.judgements, "v2, a = b")
    with pytest.raises(KuleshovError, match=r"v1 has judged a against b twice\.$"):
        preferences(one.judgements, one.judgements)
    for name in ("ann.txt", "copy.txt"):
        (tmp_path / name).write_text("# Tuesday\nv1, a > b\n")
    with pytest.raises(KuleshovError, match=r"twice: ann\.txt, line 2, and copy\.txt, line 2\."):
        preferences(tmp_path)
