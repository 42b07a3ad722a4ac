"""A round of review of films: each reader gets films without names, and reviews come back in two ways."""

import json
import os
import shutil

import nbformat
import pytest
from made import small_shorts as shorts
from made.small_shorts import PEOPLE, SECRET, SHOWN, hand_ins

import kuleshov as ku
from kuleshov.criticism import rubrics
from kuleshov.criticism.reviewing import read_reviews
from kuleshov.errors import KuleshovError
from kuleshov.grading.review.blind_works import inert
from kuleshov.grading.review.review_round import Round


def round_of(own):
    rubric = rubrics.load(own.parent / "rubrics" / "short.yaml")
    return Round(hand_ins(own), rubric, SECRET)


def drawn(own):
    return json.loads((own / "reviews" / shorts.NAME / "draw.json").read_text())["drawn"]


def forms(own):
    return own / "reviews" / shorts.NAME / "forms"


def test_a_reader_gets_films_and_words_and_nobodys_name(own):
    statement = own / "submitted" / "ada" / shorts.NAME
    shorts.write(
        statement, "Lamp", more='<img src="https://x.example/a.png"> ![b](https://x.example/b.png)'
    )
    round_ = round_of(own)
    assert len(round_.draw(2, 1)) == 4 and not round_.left_out and not round_.notes
    for reader, authors in drawn(own).items():
        folder = forms(own) / reader
        there = {SHOWN[author] for author in authors}
        assert {one.name for one in folder.iterdir()} == there | {f"{shorts.NAME}-review.ipynb"}
        for name in there:
            assert {one.name for one in (folder / name).iterdir()} == {
                "short.mp4", "short.vtt", "words.md",
            }  # fmt: skip
            assert ku.traces(folder / name / "short.mp4").found == ()
        held = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
        for student, (_, author) in PEOPLE.items():
            assert author.encode() not in held and f'"{student}"'.encode() not in held
        for hostile in (b"<img", b"](https", b"!["):
            assert hostile not in held
    film = ku.Clip(own / "submitted" / "bo" / shorts.NAME / "short" / "short.mp4")
    copy = next(forms(own).glob(f"*/{SHOWN['bo']}/short.mp4"))
    assert (ku.Clip(copy).frame(3) == film.frame(3)).all()
    assert "[click]" in copy.with_suffix(".vtt").read_text("utf-8")


def test_words_stand_under_the_rubrics_names_without_what_was_asked(own):
    round_of(own).draw(2, 1)
    words = next(forms(own).glob(f"*/{SHOWN['bo']}/words.md")).read_text("utf-8")
    assert words.startswith(
        "## Film\n\nTitle: Moth\n\nLogline: It wants.\n\n## Statement\n\nI chose."
    )
    assert "Write here" not in words and "Review one" not in words


def test_a_form_shows_the_film_and_asks_for_the_rows_of_peers(own):
    round_of(own).draw(2, 1)
    reader, authors = next(iter(drawn(own).items()))
    path = forms(own) / reader / f"{shorts.NAME}-review.ipynb"
    form = nbformat.reads(path.read_text("utf-8"), as_version=4)
    nbformat.validate(form)
    code = [cell.source for cell in form.cells if cell.cell_type == "code"]
    assert code == ["import kuleshov as ku", *(f"ku.Clip('{SHOWN[a]}/short.mp4')" for a in authors)]
    asked = [c.metadata.kuleshov.review.criterion for c in form.cells if "kuleshov" in c.metadata]
    assert asked == ["short_film", "short_statement", "short_continuity"] * 2
    assert "Review one" not in path.read_text("utf-8")


def no_film(folder):
    (folder / "short" / "short.mp4").unlink()


def linked(folder):
    shutil.move(folder / "short" / "short.mp4", folder.parents[1] / "elsewhere.mp4")
    (folder / "short" / "short.mp4").symlink_to(folder.parents[1] / "elsewhere.mp4")


def piped(folder):
    no_film(folder)
    os.mkfifo(folder / "short" / "short.mp4")


def enormous(folder):
    with (folder / "short" / "short.mp4").open("r+b") as file:
        file.truncate(50_000_000_000)  # a hole: no disk is filled


def words(folder):
    (folder / "short" / "short.mp4").write_text("words")


def no_notebook(folder):
    (folder / f"{shorts.NAME}.ipynb").unlink()


def damaged(folder):
    (folder / f"{shorts.NAME}.ipynb").write_text("{")


LEFT_OUT = {
    no_film: "there is no short.mp4 in what was handed in",
    linked: "short.mp4 is a link; the file itself is asked for",
    piped: "short.mp4 is no ordinary file",
    enormous: "short.mp4 has 50000.0 MB; at most 1.0 are taken. Render it smaller",
    words: "short.mp4",
    no_notebook: "no notebook of theirs was found",
    damaged: "is damaged",
}


@pytest.mark.parametrize("spoil", LEFT_OUT, ids=lambda one: one.__name__)
def test_what_isnt_a_film_is_said_and_the_round_goes_on(own, spoil):
    spoil(own / "submitted" / "cy" / shorts.NAME)
    round_ = round_of(own)
    assert len(round_.draw(2, 1)) == 3
    assert list(round_.left_out) == ["cy"] and LEFT_OUT[spoil] in round_.left_out["cy"]
    assert "named.mp4" not in round_.left_out["cy"]
    assert not list(own.rglob(f"*/{SHOWN['cy']}"))


def test_a_film_in_a_zip_or_in_another_folder_is_found(own):
    folder = own / "submitted" / "cy" / shorts.NAME
    shutil.make_archive(str(folder / "all"), "zip", folder, "short")
    shutil.rmtree(folder / "short")
    shutil.move(
        own / "submitted" / "bo" / shorts.NAME / "short",
        own / "submitted" / "bo" / shorts.NAME / "My Film",
    )
    round_ = round_of(own)
    assert len(round_.draw(2, 1)) == 4 and not round_.left_out


def test_captions_that_cant_be_read_are_said_and_the_film_is_read_without(own):
    (own / "submitted" / "cy" / shorts.NAME / "short" / "short.vtt").write_text("words")
    round_ = round_of(own)
    round_.draw(2, 1)
    assert not round_.left_out and round_.notes == [
        f"cy: {note}" for note in [round_.notes[0].removeprefix("cy: ")]
    ]
    assert "short.vtt holds no captions" in round_.notes[0]
    assert not list(forms(own).glob(f"*/{SHOWN['cy']}/short.vtt"))


def test_too_few_say_why(own):
    for student in ("ada", "bo"):
        no_film(own / "submitted" / student / shorts.NAME)
    with pytest.raises(KuleshovError, match=r"(?s)there are 2.*- ada: there is no short\.mp4"):
        round_of(own).draw(2, 1)
    assert not forms(own).exists()


def test_another_draw_leaves_nothing_of_the_first(own):
    round_of(own).draw(2, 1)
    no_film(own / "submitted" / "cy" / shorts.NAME)
    round_of(own).draw(1, 2)
    assert len(list(forms(own).glob("*/*/short.mp4"))) == 3
    assert not (forms(own) / "cy").exists()
    assert not [one for one in forms(own).parent.iterdir() if one.name.startswith(".")]


def review(name, levels=("full", "half", "none"), why="A moment at 00:00:00:04."):
    rows = zip(("Film", "Statement", "Continuity"), levels, strict=True)
    return "\n\n".join([f"## Review of {name}", *(f"**{row}**\n\nlevel: {level}\nwhy: {why}" for row, level in rows)])  # fmt: skip


def results(own):
    import csv

    with (own / "reviews" / shorts.NAME / "results.csv").open() as file:
        return {(row["student"], row["criterion"]): row for row in csv.DictReader(file)}


def test_reviews_in_ones_own_notebook_count_for_those_whom_one_was_given(own):
    round_of(own).draw(2, 1)
    reader, authors = next(iter(drawn(own).items()))
    stranger = next(one for one in PEOPLE if one not in (reader, *authors))
    folder = own / "submitted" / reader / shorts.NAME
    both = f"{review(SHOWN[authors[1]], ('none', 'none', 'great'))}\n\n{review(SHOWN[stranger])}"
    shorts.paste(folder, review(SHOWN[authors[0]]), both)
    said = "\n".join(round_of(own).collect())
    found = results(own)
    assert found[authors[0], "short_film"]["points"] == "6.00"
    assert found[authors[0], "short_statement"]["points"] == "2.00"
    assert found[authors[1], "short_film"]["points"] == "0.00"
    assert (authors[1], "short_continuity") not in found
    assert not [one for one in found if one[0] == stranger]
    assert f"{reader}: a review of '{SHOWN[stranger]}', which wasn't theirs to read" in said
    assert (
        "has no level 'great'" in said and f"{SHOWN[authors[1]]}: no level for Continuity." in said
    )
    assert "has no row" not in said  # what was asked in bold stands in the cells, too
    others = [one for one in drawn(own) if one != reader]
    assert all(f"{one} has not reviewed yet." in said for one in others)


def fill(own, reader, level):
    form = (forms(own) / reader / f"{shorts.NAME}-review.ipynb").read_text("utf-8")
    filled = own / "reviews" / shorts.NAME / "filled" / reader / f"{shorts.NAME}-review.ipynb"
    filled.parent.mkdir(parents=True)
    filled.write_text(form.replace("level: ", f"level: {level}"), "utf-8")


def test_where_form_and_notebook_say_different_things_the_form_counts(own):
    round_of(own).draw(2, 1)
    reader, authors = next(iter(drawn(own).items()))
    names = [SHOWN[one] for one in authors]
    shorts.paste(own / "submitted" / reader / shorts.NAME, *map(review, names))
    fill(own, reader, "half")
    said = round_of(own).collect()
    assert {row["points"] for row in results(own).values()} == {"3.00", "2.00"}
    differ = [one for one in said if "the form counts" in one]
    assert len(differ) == 4  # film and continuity of two works; of the statement both say half
    assert f"{reader}: {names[0]}, Film: the form says something else than the notebook; the form counts." in differ  # fmt: skip


def test_words_that_have_no_place_and_a_second_review_are_said(own):
    round_of(own).draw(2, 1)
    reader, authors = next(iter(drawn(own).items()))
    first, second = (SHOWN[one] for one in authors)
    lost = review(first).replace("why: ", "Because ", 1)
    shorts.paste(own / "submitted" / reader / shorts.NAME, lost, f"{review(second)}\n\n{review(second, why='No.')}")  # fmt: skip
    said = "\n".join(round_of(own).collect())
    assert f"{reader}: {first}: line " in said and "'Because " in said
    assert f"{reader}: {second}, Film: another review says something else; the first one counts." in said  # fmt: skip
    form = forms(own) / reader / f"{shorts.NAME}-review.ipynb"
    fill(own, reader, "half\\nBecause it moves.")
    assert form.is_file() and "'Because it moves.', stands in no level" in "\n".join(
        round_of(own).collect()
    )


def test_each_author_gets_what_readers_said_and_not_who_they_are(own):
    round_of(own).draw(2, 1)
    why = "See <b>this</b> ![x](https://x.example/a.png).\n## A heading\nlevel: full"
    for reader, authors in drawn(own).items():
        sheets = [review(SHOWN[one], why=f"{why} {SHOWN[one]}") for one in authors]
        shorts.paste(own / "submitted" / reader / shorts.NAME, *sheets)
    round_of(own).collect()
    for student, name in SHOWN.items():
        words = (own / "reviews" / shorts.NAME / "back" / student / "reviews.md").read_text("utf-8")
        assert not [one for one in (*SHOWN, *SHOWN.values()) if one != name and f" {one}" in words]
        assert "<b" not in words and "](https" not in words
        rubric = rubrics.load(own.parent / "rubrics" / "short.yaml")
        both, problems = read_reviews(words, rubric)
        assert (len(both), problems) == (2, [])
        assert {one.said["short_statement"].level for one in both} == {"half"}
    shorts.write(own / "submitted" / reader / shorts.NAME, "Lamp")  # takes the reviews out again
    round_of(own).collect()
    both, _ = read_reviews((own / "reviews" / shorts.NAME / "back" / authors[0] / "reviews.md").read_text(), rubric)  # fmt: skip
    assert len(both) == 1


def test_another_draw_would_orphan_reviews_in_notebooks(own):
    round_of(own).draw(2, 1)
    reader, authors = next(iter(drawn(own).items()))
    shorts.paste(own / "submitted" / reader / shorts.NAME, review(SHOWN[authors[0]]))
    with pytest.raises(KuleshovError, match=f"come back already \\({reader}\\)"):
        round_of(own).draw(2, 2)


def test_words_without_end_are_cut_and_it_is_said():
    told = inert("a" * 9_000)
    assert len(told) < 8_100 and "1,000 more letters stand in the notebook" in told


def test_the_folder_is_what_ku_review_takes(own, tmp_path, monkeypatch):
    round_of(own).draw(2, 1)
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    reader, authors = next(iter(drawn(own).items()))
    folder = forms(own) / reader / SHOWN[authors[0]]
    sheet = ku.review(folder, rubrics.load(own.parent / "rubrics" / "short.yaml"))
    assert sheet.name == SHOWN[authors[0]] and "I chose." in sheet.words and sheet.film is not None
    for row in ("Film", "Statement", "Continuity"):
        sheet.level(row, "full", why="It holds.")
    shorts.paste(own / "submitted" / reader / shorts.NAME, sheet.markdown)
    round_of(own).collect()
    assert results(own)[authors[0], "short_film"]["points"] == "6.00"
