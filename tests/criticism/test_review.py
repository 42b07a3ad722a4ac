"""A review is levels by a rubric and why, kept at once, as Markdown that is read again."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.criticism.reviewing import Said, read_reviews
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
    sheet = ku.review(None, "short", words=WORDS, name="x")
    rows = ["short_film", "short_statement", "short_continuity"]
    assert [one.id for one in sheet.rubric.criteria] == rows
    for id in rows:
        sheet.level(id, 0, "Nothing is there.")
    assert sheet.complete and "First review" not in sheet.markdown


def test_two_forms_of_one_work_keep_each_other_s_answers():
    one, other = begun(), begun()
    one.level("film", "held", "It waits.")
    other.level("words", "weighed", "All three.").reply("Yes.")
    one.because("film", "It waits at 00:00:02:00.")
    for sheet in (one, begun()):
        assert sheet.said["film"].why == "It waits at 00:00:02:00."
        assert sheet.said["words"].level == "weighed" and sheet.answer == "Yes."
    one.level("film", "missing")
    other.because("film", "No.")
    assert begun().said["film"] == Said("missing", "No."), "level and why are two answers"


def test_an_answer_that_could_not_be_saved_is_saved_with_the_next():
    sheet = begun().level("film", "held", "It waits.")
    whole = sheet.path.read_text("utf-8")
    sheet.path.write_text(f"{whole}\n**Nobody's**\n\nlevel: held", "utf-8")
    with pytest.raises(KuleshovError, match="line 13"):
        sheet.level("words", "weighed", "All three.")
    assert sheet.said["words"].level == "weighed"
    sheet.path.write_text(whole, "utf-8")
    sheet.because("film", "It waits twice.")
    again = begun()
    assert (again.said["words"].level, again.said["film"].why) == ("weighed", "It waits twice.")


HELD = "## Review of k3f9\n\n**The film**\n\nlevel: held\nwhy: Yes.\n\n**The statement**\n\nlevel: weighed\nwhy: All.\n"


@pytest.mark.parametrize(
    ("was", "is_now", "said"),
    [
        ("\n\n**The film", "\n\nMind the lamp.\n\n**The film", "line 3, 'Mind the lamp.', stands in no"),
        ("why: Yes.", "Because of the lamp.", "line 6, 'Because of the lamp.', stands"),
        ("why: All.", "why: All.\n\n## Review of z\n\nMine.", "line 13 begins a second review"),
        ("**The statement**", "**The film**", "line 8: The film is there twice"),
        ("## Review", "A note.\n\n## Review", "line 1, 'A note.', stands"),
        ("why: Yes.", "why: Yes.\nlevel: missing", "line 7, 'level: missing', stands"),
        ("k3f9", "k3f8", "line 1 names 'k3f8'"),
        ("level: held", "level: great", "line 3: The film has no level 'great'"),
    ],
)  # fmt: skip
def test_words_that_have_no_place_are_named_and_never_written_over(was, is_now, said):
    sheet = begun().level("film", "held", "Yes.").level("words", "weighed", "All.")
    assert sheet.path.read_text("utf-8") == HELD
    changed = HELD.replace(was, is_now, 1)
    sheet.path.write_text(changed, "utf-8")
    for go_on in (begun, lambda: sheet.because("film", "No.")):
        with pytest.raises(KuleshovError, match=f"nothing is written over it: {re.escape(said)}"):
            go_on()
        assert sheet.path.read_text("utf-8") == changed


def test_a_file_of_another_code_page_is_left_alone():
    sheet = begun().level("film", "held", "für")
    held = sheet.path.read_text("utf-8").encode("latin-1")
    sheet.path.write_bytes(held)
    for go_on in (begun, lambda: sheet.because("film", "No.")):
        with pytest.raises(KuleshovError, match="line 6 is no text in UTF-8"):
            go_on()
    assert sheet.path.read_bytes() == held


def test_what_is_pasted_without_its_place_is_said_to_whoever_reads_it():
    text = f"The film.\n\n{HELD.replace('why: Yes.', 'Because of the lamp.')}"
    (one,), problems = read_reviews(text, RUBRIC)
    assert problems == [
        "k3f9: line 8, 'Because of the lamp.', stands in no level and no why. Write it behind a row's "
        "why: or take it out."
    ]
    assert one.said["words"].level == "weighed"
    headless = HELD.partition("\n")[2]
    assert "line 2 is about nobody's work" in read_reviews(headless, RUBRIC)[1][0]
    assert read_reviews("A **bold** statement.\n\n**Loudly**", RUBRIC) == ([], [])
    assert "the rest isn't read" in read_reviews(HELD + "x" * 400_000, RUBRIC)[1][0]


@pytest.mark.parametrize("names", [("a:b", "a?b"), ("C#", "C"), ("🎬", "🎞"), ("k", "K")])
def test_works_of_other_names_have_reviews_of_their_own(names):
    one, other = (begun(name=name).level("film", "held", name) for name in names)
    assert one.path != other.path
    for name in names:
        again = begun(name=name)
        assert again.said["film"].why == name and again.earlier == ()
        assert read_reviews(again.markdown, RUBRIC)[0][0].name == name


@pytest.mark.parametrize("name", ["../../x", "my/rubric", "x" * 300, "ह" * 300])
def test_a_rubric_of_any_name_keeps_its_reviews_in_the_studio(name, tmp_path):
    sheet = ku.review(None, replace(RUBRIC, name=name), words=WORDS, name="ह" * 300)
    assert sheet.level("film", "held").path.parent == tmp_path / "studio" / "reviews"


def test_a_review_by_some_of_the_rows_is_another_review():
    begun().level("film", "held").level("words", "weighed")
    part = ku.review(None, replace(RUBRIC, criteria=RUBRIC.criteria[:1]), words=WORDS, name="k3f9")
    assert part.said == {} and part.earlier == ()


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
        len(problems) == 2
        and problems[0].startswith("b: line 17: The rubric")
        and "superb" in problems[1]
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
