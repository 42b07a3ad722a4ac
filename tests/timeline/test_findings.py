"""What an editor answers to what was found, and where it goes."""

import pytest

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.timeline import Cut
from kuleshov.timeline.findings import KINDS, Finding, answered, found, statement
from kuleshov.timeline.lanes import Marker


def jump(frame):
    return Finding("jump cut", frame, "00:00:02:00", (1, 2), "It jumps.")


@pytest.fixture
def cut():
    cut = Cut("jumps", rushes=ku.rushes("understudy"))
    return cut.add("KA-1", 1.5, 2.5).add("KA-1", 3, 4).add("KA-1", 4.75, 5.75)


def test_an_answer_is_kept_in_the_edit_and_undone_like_all_else(cut):
    first, second = cut.check(sound=False)
    cut.answer(first, " He has made\nup his mind. ")
    one, other = cut.check(sound=False)
    assert one.answer == "He has made up his mind." and other.answer == ""
    assert str(one).endswith("Your answer: He has made up his mind.")
    assert cut.check(sound=False).open == [other] == [second]
    again = Cut.from_text(cut.to_text(), ku.rushes("understudy"))
    assert again.check(sound=False)[0] == one
    cut.answer(one, "Or not.")
    assert [marker.text for marker in cut.markers] == ["Or not."]
    assert cut.undo().undo().check(sound=False) == [first, second]
    with pytest.raises(EditError, match="answered in words"):
        cut.answer(first, " ")


def test_an_answer_follows_its_cut(cut):
    cut.answer(cut.check(sound=False)[1], "Time passes.")
    cut.add("KB-1", 2, 3)
    for change in (
        lambda: cut.trim(1, out="02:18"), lambda: cut.black(2, before=1), lambda: cut.roll(3, 5),
        lambda: cut.roll(3, -10),
    ):  # fmt: skip
        change()
        answers = {f.shots: f.answer for f in cut.check(sound=False) if f.answer}
        assert list(answers.values()) == ["Time passes."]
    said = next(finding for finding in cut.check(sound=False) if finding.answer)
    assert said.answered_at != said.frame
    assert [marker.at for marker in cut.answer(said, "Much of it.").markers] == [said.answered_at]


def test_the_nearest_of_its_kind_is_answered_and_only_one():
    near = answered(
        [jump(48), jump(40), jump(80)], [Marker(46, "a", "jump cut"), Marker(47, "b", "jump cut")]
    )
    assert [(one.frame, one.answer) for one in near] == [(40, "b"), (48, "a"), (80, "")]
    assert [one.answer for one in answered([jump(48)], [Marker(61, "far", "jump cut")])] == [""]
    assert [one.answer for one in answered([jump(48)], [Marker(48, "else", "gap")])] == [""]
    assert [one.answer for one in answered([jump(48)], [Marker(48, "a plain one")])] == [""]


def test_the_statement_cites_what_a_critique_can_look_up(cut, tmp_path):
    assert "No finding is answered yet" in repr(cut.statement())
    first, second = cut.check(sound=False)
    cut.answer(second, "Here as well.").answer(first, "He has made up his mind.")
    lines = cut.statement("mine")
    assert repr(lines) == (
        "[mine@00:00:01:00] He has made up his mind.\n[mine@00:00:02:00] Here as well."
    )
    looked_up = ku.critique(repr(lines), mine=ku.rushes("understudy")["4A-1"])
    assert [citation.frame for citation in looked_up.citations] == [24, 48]
    with pytest.raises(EditError, match="by one word"):
        statement([], "my film")


def test_every_kind_that_is_found_says_what_it_is():
    """The rules' own names, as they stand in their modules."""
    import re
    from pathlib import Path

    from kuleshov.timeline import checks, slates, spoken

    words = "".join(Path(module.__file__).read_text() for module in (checks, slates, spoken))
    named = set(re.findall(r'_finding\(\s*cut, "([^"]+)"', words))
    named |= set(re.findall(r'found\(\s*"([^"]+)"', words))
    assert named == set(KINDS)
    assert found("gap", 24, ku.Cut().rate, [1], "x").timecode == "00:00:01:00"


def test_one_word_answers_what_is_found_at_one_moment():
    """Two people who are cut off at once: each finding had taken the other's words."""
    both = [Finding("line cut off", 48, "00:00:02:00", (1,), who) for who in ("Ana", "Ben")]
    later = Finding("line cut off", 54, "00:00:02:06", (2,), "Ana again")
    held = answered([*both, later], [Marker(48, "A slap.", answers="line cut off")])
    assert [each.answer for each in held] == ["A slap.", "A slap.", ""]
    assert statement(held) == ["[film@00:00:02:00] A slap."]
