"""Twelve critiques stand for the levels of the critique's rubric, and what they cite holds."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kuleshov.criticism import anchors, rubrics
from kuleshov.criticism.anchors import AnchorError, lesson_anchors, load_anchors, read_anchor
from kuleshov.criticism.citations import CITATION, critique
from kuleshov.grading.checks.a7_fair_comparison import wrong_citations
from kuleshov.library import rushes
from kuleshov.media import Clip

RUBRICS = Path(__file__).resolve().parents[2] / "grading" / "rubrics"
FOLDER = RUBRICS / "anchors" / "critique"
RUBRIC = rubrics.load(RUBRICS / "critique.yaml")
TWELVE = {anchor.name: anchor for anchor in load_anchors(FOLDER)}
WORDS = {4: (400, 700), 3: (400, 700), 1: (300, 700), 0: (80, 300)}  # of a whole text
EVIDENCE = (150, 260)  # a7 asks for about 300 and for 60 at least


@pytest.fixture(scope="module")
def film():
    return Clip(rushes("understudy").path / "editors-cut.mp4")


@pytest.fixture(scope="module")
def looked_up(film):
    return {name: critique(anchor.text, film) for name, anchor in TWELVE.items()}


def at(points):
    return [anchor for anchor in TWELVE.values() if anchor.points == points]


def holding(found):
    return {citation.text for citation in found.citations if citation.holds}


def sentences(text):
    plain = CITATION.sub("", re.sub(r"^## .*$", "", text, flags=re.MULTILINE))
    return {
        " ".join(re.findall(r"\w+", one)).casefold() for one in re.split(r"(?<=[.!?:])\s", plain)
    } - {"", "first", "then"}


@pytest.mark.parametrize("criterion", RUBRIC.criteria, ids=lambda one: one.id)
@pytest.mark.parametrize("points", [4, 3, 1, 0])
def test_three_stand_for_each_level_of_each_row(criterion, points):
    three = at(points)
    levels = [anchor.levels[criterion.id].level.points for anchor in three]
    assert len(three) == 3
    assert levels.count(points) >= 2


def test_at_most_two_of_a_level_have_one_row_that_is_one_level_off():
    ladder = [level.points for level in RUBRIC.criteria[0].levels]
    for points in ladder:
        off = {}
        for anchor in at(points):
            others = [j.level.points for j in anchor.levels.values() if j.level.points != points]
            off[anchor.name] = len(others)
            assert len(others) <= 1, anchor.name
            for other in others:
                assert abs(ladder.index(other) - ladder.index(points)) == 1, anchor.name
        assert sorted(off.values()) == [0, 1, 1]


@pytest.mark.parametrize("anchor", TWELVE.values(), ids=lambda one: one.name)
def test_what_they_cite_holds_or_the_reason_names_it(anchor, looked_up):
    found = looked_up[anchor.name]
    assert not found.unread
    failing = {citation.text for citation in found.citations if not citation.holds}
    if anchor.points:
        assert not failing
    else:
        assert all(text in anchor.levels["critique_evidence"].why for text in failing)


@pytest.mark.parametrize("anchor", TWELVE.values(), ids=lambda one: one.name)
def test_a7s_check_lets_the_upper_levels_through_and_nothing_missing(anchor, film):
    wrong = wrong_citations(anchor.parts["critique_evidence"], film, moments=5, measures=3)
    assert bool(wrong) == (anchor.points == 0), wrong


@pytest.mark.parametrize("anchor", TWELVE.values(), ids=lambda one: one.name)
def test_none_is_much_longer_or_shorter_than_asked(anchor):
    least, most = WORDS[int(anchor.points)]
    assert least <= len(CITATION.sub("", anchor.text).split()) <= most
    if anchor.points:
        evidence = CITATION.sub("", anchor.parts["critique_evidence"]).split()
        assert EVIDENCE[0] <= len(evidence) <= EVIDENCE[1]


def test_a_decorated_one_cites_more_that_holds_than_those_that_show(looked_up):
    counts = {name: len(holding(found)) for name, found in looked_up.items()}
    most = max(counts[anchor.name] for anchor in at(1))
    assert sum(counts[anchor.name] < most for anchor in at(4)) >= 2


def test_no_two_share_a_sentence():
    said = Counter(one for anchor in TWELVE.values() for one in sentences(anchor.text))
    assert not [one for one, often in said.items() if often > 1]
    whys = [judged.why for anchor in TWELVE.values() for judged in anchor.levels.values()]
    assert len(set(whys)) == len(whys) == 12 * 5


def test_the_lesson_shows_one_a_level_each_level_through_and_the_most_decorated(looked_up):
    shown = lesson_anchors()
    for anchor in shown:
        assert {judged.level.points for judged in anchor.levels.values()} == {anchor.points}
    points = [anchor.points for anchor in shown]
    assert sorted(points) == [0, 1, 3, 4]
    assert points not in (sorted(points), sorted(points, reverse=True))
    counts = {name: len(holding(found)) for name, found in looked_up.items()}
    most = max(counts, key=counts.get)
    assert [one.name for one in shown if one.points == 1] == [most]


def test_the_text_has_all_parts_and_gives_no_level_away():
    for anchor in TWELVE.values():
        assert all(words in anchor.text for words in anchor.parts.values())
        assert "level:" not in anchor.text
        assert not any(judged.why in anchor.text for judged in anchor.levels.values())


GOOD = (FOLDER / "02-pace-and-feeling.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\n", "", "at the top, between two lines"),
        ("rubric: critique", "rubric: [", "can't be read as YAML"),
        ("rubric: critique", "rubric: statement", "for the rubric statement, not for critique"),
        ("rubric: critique\n", "", "wants rubric"),
        ("written_for:", "written_by:", "no student's work is an anchor"),
        ("levels:", "level:", "one for each criterion of critique"),
        ("level: a topic", "level: sublime", "no level 'sublime'; it has at risk"),
        ("  critique_claim:", "  critique_title:", "no such criterion"),
        ("level: named, why:", "level: named, how:", "a level and a why for critique_form"),
        ("## The claim", "## The point", "in this order; it has The point, The evidence"),
        ("## The claim", "A word before.\n\n## The claim", "in this order"),
        ("This critique examines", "x" * 20_000, "over 20,000 letters"),
    ],
)
def test_a_file_that_is_no_anchor_gets_one_sentence(tmp_path, old, new, says):
    path = tmp_path / "wrong.md"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert old in GOOD
    with pytest.raises(AnchorError, match=re.escape(says)) as said:
        read_anchor(path, RUBRIC)
    assert "\n" not in str(said.value)


def test_a_part_without_words_a_file_of_bytes_and_none_at_all(tmp_path):
    empty = re.sub(r"(## The prose\n).*", r"\1", GOOD, flags=re.DOTALL)
    (tmp_path / "empty.md").write_text(empty, encoding="utf-8")
    (tmp_path / "bytes.md").write_bytes(b"\xff\xfe\xfa")
    for name, says in {
        "empty": "nothing under The prose",
        "bytes": "can't be read as text",
        "none": "There is no anchor at",
    }.items():
        with pytest.raises(AnchorError, match=says):
            read_anchor(tmp_path / f"{name}.md", RUBRIC)


def test_a_folder_without_anchors_has_none(tmp_path):
    (tmp_path / "README.md").write_text("What they are.", encoding="utf-8")
    assert load_anchors(tmp_path) == load_anchors(tmp_path / "none") == ()


def test_the_rubric_is_the_one_beside_them():
    first = anchors.read_anchor(FOLDER / "02-pace-and-feeling.md")
    assert first.levels["critique_claim"].level == RUBRIC["critique_claim"].level("a topic")
    assert first.film == "editors-cut"
