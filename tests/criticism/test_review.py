"""A review is levels by a rubric and why, kept at once, as Markdown that is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.criticism.reviewing import read_reviews
from kuleshov.criticism.rubrics import Criterion, Level, Rubric
from kuleshov.errors import KuleshovError

RUBRIC = Rubric(
    "short",
    ("a8",),
    (
        Criterion(
            "film", "The film", 4, (Level(4, "held", "It holds."), Level(0, "missing", "Not."))
        ),
        Criterion(
            "words", "The statement", 2, (Level(2, "weighed", "Yes."), Level(0, "missing", "No."))
        ),
    ),
)
WORDS = "The lamp waits, and so do we."


@pytest.fixture(autouse=True)
def own_studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))


def begun(name="k3f9", words=WORDS):
    return ku.review(None, RUBRIC, words=words, name=name)


def test_a_row_is_named_as_people_name_it_and_a_level_too():
    sheet = begun()
    sheet.level("the FILM", "Held", "At 00:00:02:00 it waits.").level("words", 2, "All three.")
    assert sheet.complete
    assert sheet.said["film"].level == "held" and sheet.said["words"].level == "weighed"


def test_what_lacks_is_said_row_by_row():
    sheet = begun().level("film", "held")
    assert sheet.missing == [
        "The film is held: say why, so that its author can use it.",
        "The statement has no level yet.",
    ]
    assert not sheet.complete and "no level yet" in repr(sheet) and "no level" not in str(sheet)


def test_it_is_kept_at_once_and_goes_on():
    begun().level("film", "held", "It waits.").reply("I would cut it at 00:00:01:12.")
    again = begun()
    assert again.said["film"].why == "It waits." and again.answer.startswith("I would cut")
    again.level("film", "missing")
    assert begun().said["film"] == again.said["film"]
    assert again.said["film"].why == "It waits.", "a level that changes takes no words away"
    assert begun().because("film", "").said["film"].why == ""
    assert begun().level("film", "").said["film"].level == ""


def test_levels_are_data_and_words():
    sheet = begun().level("film", "held", "It waits.")
    assert sheet.to_frame().loc["The film"].to_list() == ["held", 4.0, 4, "It waits."]
    assert sheet.to_frame()["points"].isna().to_list() == [False, True]
    assert sheet.table().loc["The statement"].to_list() == ["", ""]


def test_another_version_of_a_work_has_a_review_of_its_own_and_the_old_one_is_named(clip):
    begun().level("film", "held", "It waits.")
    new = begun(words="The lamp runs.")
    assert not new.said and len(new.earlier) == 1 and new.earlier[0].name in repr(new)
    filmed = ku.review(clip, RUBRIC, words=WORDS, name="k3f9")
    assert not filmed.said and len(filmed.earlier) == 1
    assert begun(name="k3f").earlier == (), "another name that begins alike is another work"


@pytest.fixture
def clip():
    return ku.rushes("understudy")["KA-1"]


def test_a_folder_as_it_is_handed_out_is_read(tmp_path, clip):
    folder = tmp_path / "k3f9"
    folder.mkdir()
    (folder / "film.mp4").write_bytes(clip.path.read_bytes())
    (folder / "words.md").write_text("It waits.", "utf-8")
    sheet = ku.review(folder, RUBRIC)
    assert (sheet.name, sheet.words) == ("k3f9", "It waits.") and sheet.film.frames == clip.frames
    (folder / "other.mp4").write_bytes(b"")
    with pytest.raises(KuleshovError, match=r"2 films. Which is meant: film.mp4 or other.mp4"):
        ku.review(folder, RUBRIC)


def test_rows_that_peers_leave_out_are_not_asked():
    course = ku.review(None, "critique", words=WORDS, name="x")
    assert course.rubric.criteria[0].id == "critique_claim"


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (
            lambda s: s.level("The flim", "held"),
            "no row 'The flim'; it has The film or The statement",
        ),
        (lambda s: s.level("The film", "great"), "no level 'great'; it has held"),
        (lambda s: s.level("The film", "held", "x" * 20_001), "20,001 letters"),
        (lambda _: ku.review(None, RUBRIC), "nothing to review"),
        (lambda _: ku.review(None, RUBRIC, words=WORDS), "what the work is called"),
        (lambda _: ku.review(None, "nothing", words=WORDS, name="x"), "no rubric nothing.yaml"),
    ],
)
def test_what_cannot_be_is_said(do, words):
    with pytest.raises(KuleshovError, match=words):
        do(begun())


def test_a_file_that_is_no_review_is_never_overwritten():
    sheet = begun().level("film", "held")
    sheet.path.write_text("my notes", "utf-8")
    with pytest.raises(KuleshovError, match="isn't a review that can be read"):
        begun()
    assert sheet.path.read_text("utf-8") == "my notes"


def test_two_reviews_in_one_text_and_what_is_wrong_in_them():
    text = f"{begun('a').level('film', 'held', 'Yes.')}\n\n## Review of b\n\n**The flim**\n\nlevel: held"
    text += "\n\n**The statement**\n\nlevel: superb\nwhy: It is."
    found, problems = read_reviews(f"Here they are.\r\n\r\n{text}", RUBRIC)
    assert [one.name for one in found] == ["a", "b"] and found[0].said["film"].why == "Yes."
    assert (
        len(problems) == 2 and problems[0].startswith("b: The rubric") and "superb" in problems[1]
    )
    assert read_reviews("", RUBRIC) == ([], [])


LINES = st.lists(
    st.sampled_from(
        [
            "level: held",
            "why: no",
            "**The film**",
            "**Reply**",
            "## Review of z",
            "a",
            " b ",
            "",
            "- c",
        ]
    ),
    max_size=6,
).map("\n".join)


@given(LINES, LINES, LINES)
def test_no_words_of_anybody_s_are_read_as_another_row(one, two, reply):
    sheet = begun()
    sheet.path = None
    sheet.level("film", "held").because("film", one).level("words", 2).because("words", two).reply(
        reply
    )
    found, problems = read_reviews(sheet.markdown, RUBRIC)
    assert len(found) == 1 and not problems

    def spoken(text):
        return [line.strip() for line in text.splitlines() if line.strip()]

    assert {k: s.level for k, s in found[0].said.items()} == {"film": "held", "words": "weighed"}
    for id in ("film", "words"):
        assert spoken(found[0].said[id].why) == spoken(sheet.said[id].why)
    assert spoken(found[0].answer) == spoken(sheet.answer)
