"""Votes: a text file, one vote a line; shares with the interval that so few votes allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from kuleshov.comparison import votes
from kuleshov.comparison.votes import wilson
from kuleshov.errors import KuleshovError

THREE = """
# which feeling?
v1, A, Sad
v2, B, hungry
v3, C, sad
"""


def test_votes_are_counted_by_film_and_word(tmp_path):
    path = tmp_path / "votes.txt"
    path.write_text(THREE)
    for said in (votes(THREE), votes(path)):
        assert (len(said), said.films, said.words) == (3, ["A", "B", "C"], ["sad", "hungry"])
        assert said.count("A", "sad") == 1
        assert said.share("B", "hungry")[0] == 1.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v1, A", "Line 1 is no vote"),
        ("v1, A, sad, very", "Line 1 is no vote"),
        ("v1, A, sad\n\n# B\nv2, , sad", "Line 4 is no vote"),
        (", A, sad", "Line 1 is no vote"),
        ("v1, A,", "Line 1 is no vote"),
        ("v1\nv2", "Line 1 is no vote"),
        (
            "v1, A, sad\nv1, A, glad",
            r"Line 2: v1 has voted on A already \(Line 1\)\. Delete one of",
        ),
        ("nowhere.txt", "no file of votes"),
    ],
)
def test_what_is_no_vote_is_named(text, says):
    with pytest.raises(KuleshovError, match=says):
        votes(text)


def test_wilsons_interval_agrees_with_published_values():
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score):
    # 81/263 gives 0.2553 to 0.3662; 15/148 gives 0.0624 to 0.1605; 0/20 gives 0 to 0.1611.
    for hits, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):  # fmt: skip
        _, a, b = wilson(hits, n)
        assert (a, b) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share_and_stays_within_0_and_1(n, data):
    share, low, high = wilson(data.draw(st.integers(0, n)), n)
    assert 0 <= low <= share <= high <= 1


def test_a_spreadsheets_file_is_read_and_other_bytes_are_named(tmp_path):
    file = tmp_path / "votes, monday.csv"
    file.write_text("v1, A, grief\nv1, B, hunger\n", encoding="utf-8-sig")
    assert votes(file).cast == (("v1", "A", "grief"), ("v1", "B", "hunger"))
    file.write_bytes(b"v1, A, \xff\xfe\n")
    with pytest.raises(KuleshovError, match="can't be read as text"):
        votes(file)
    with pytest.raises(KuleshovError, match="no file of votes"):
        votes("x" * 5000)


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (5, 3), (-1, 3), (0, -2)])
def test_what_is_no_share_has_no_interval(hits, n):
    with pytest.raises(KuleshovError, match=f"{hits} of {n} is no share"):
        wilson(hits, n)


def test_wilsons_interval_is_scipys_and_takes_in_nothing_and_all_exactly():
    for hits, n in ((1, 1), (2, 3), (7, 20), (0, 4), (60, 61)):
        share, *ends = wilson(hits, n)
        assert share == hits / n
        assert ends == pytest.approx(tuple(binomtest(hits, n).proportion_ci(method="wilson")))
        wide = binomtest(hits, n).proportion_ci(0.99, method="wilson")
        assert wilson(hits, n, 2.5758293)[1:] == pytest.approx(tuple(wide))
    for n in range(1, 300):
        assert wilson(0, n)[1] == 0 and wilson(n, n)[2] == 1


def test_votes_are_counted_said_and_kept_as_they_came():
    said = votes("v1, B, Sad\nv2, B, glad\nv3, A, glad\nv1, A, glad\n  # v4, A, none\n")
    assert len(said) == 4 and said.cast[0] == ("v1", "B", "sad")
    assert (said.films, said.words) == (["A", "B"], ["glad", "sad"])
    assert [said.count(*one) for one in (("A", "glad"), ("B", "glad"), ("A", "sad"), ("C", "sad"))] == [2, 1, 0, 0]  # fmt: skip
    assert said.share("B", "sad") == wilson(1, 2) and said.share("A", "sad") == wilson(0, 2)
    assert str(said) == "4 votes\n  A: glad 2\n  B: glad 1, sad 1"
    with pytest.raises(KuleshovError, match="Nobody has voted on 'C'"):
        said.share("C", "sad")


def test_a_line_that_is_no_vote_is_named_with_its_file_and_a_huge_file_is_refused(tmp_path):
    file = tmp_path / "monday.txt"
    file.write_text("v1, A, grief\nv2\n")
    with pytest.raises(KuleshovError, match=r"^monday\.txt, line 2 is no vote"):
        votes(file)
    file.write_text("# x\n" * 500_001)
    with pytest.raises(KuleshovError, match="too large for a file of votes"):
        votes(file)
