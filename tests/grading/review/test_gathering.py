"""A class's films gathered for a programme: with consent alone, again and again, and the curator's work stays."""

import json
import os
import shutil

import pytest
from made import programme as made
from made import small_shorts as shorts
from made.small_shorts import CELLS, PEOPLE, SECRET, SHOWN, hand_ins

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.grading.review.gathering import gather, statement

EVERYTHING = {"short.mp4", "short.vtt", "credits.txt", "papers.html", "consent.txt", "statement.md"}


def gathered(own, to, title="", secret=SECRET):
    return gather(hand_ins(own), list(CELLS), to, secret, title)


def of(own, student):
    return own / "submitted" / student / shorts.NAME


@pytest.fixture
def to(tmp_path):
    return tmp_path / "spring"


def test_each_film_lies_under_a_pseudonym_with_all_that_was_handed_in(own, to):
    found = gathered(own, to)
    assert (found.title, found.folders, found.left_out) == (made.TITLE, SHOWN, {})
    folders = {one.name for one in to.iterdir() if one.is_dir()}
    assert folders == set(SHOWN.values())
    for student, name in SHOWN.items():
        assert {one.name for one in (to / name).iterdir()} == EVERYTHING
        film = to / name / "short.mp4"
        assert film.read_bytes() == (of(own, student) / "short" / "short.mp4").read_bytes()
    assert (to / SHOWN["bo"] / "statement.md").read_text() == "# Moth\n\nIt wants.\n\nI chose.\n"
    assert not [one for one in own.iterdir() if one.name.startswith(".gathering")]


def test_the_programme_is_begun_and_the_page_can_be_made_of_it(own, to, tmp_path):
    said = gathered(own, to).said
    assert "spring/programme.md is begun: put your name behind 'Curator:'" in said[0]
    done = ku.programme(to, tmp_path / "site")
    assert sorted(one.title for one in done.works) == ["Door", "Lamp", "Moth", "Rain"]
    assert [one.folder for one in done.works] == sorted(SHOWN.values())
    assert done.left_out == () and all("1 NOTE block" in one for one in done.notes)
    assert (done.sheet.curator, done.sheet.note) == ("", "")
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert not [
        one for one in (*PEOPLE, *SHOWN.values()) if f">{one}<" in page or f'"{one}"' in page
    ]


def test_what_the_curator_wrote_and_changed_stays(own, to):
    gathered(own, to)
    name = SHOWN["ada"]
    (to / "programme.md").write_text(f"# {made.TITLE}\nCurator: Kim\n\n## Order\n1. {name}\n")
    (to / name / "statement.md").write_text("# Lamp\n\nA shorter one.")
    (to / name / "poster.jpg").write_bytes(b"mine")
    shorts.write(of(own, "ada"), "Lamp", more="Another version.")
    shorts.write(of(own, "bo"), "The Moth")
    before = (to / "programme.md").read_bytes()
    said = gathered(own, to).said
    assert said == [
        f"{name}/statement.md was changed here, and stays. Delete it to have the author's again."
    ]
    assert (to / "programme.md").read_bytes() == before
    assert (to / name / "statement.md").read_text() == "# Lamp\n\nA shorter one."
    assert (to / name / "poster.jpg").read_bytes() == b"mine"
    assert (to / SHOWN["bo"] / "statement.md").read_text().startswith("# The Moth\n")
    assert gathered(own, to).said == said  # and it stays at a third time
    (to / name / "statement.md").unlink()
    assert gathered(own, to).said == []
    assert "Another version." in (to / name / "statement.md").read_text()


def test_what_was_handed_in_anew_replaces_what_was_there(own, to):
    gathered(own, to)
    (of(own, "bo") / "short" / "short.vtt").unlink()
    film = of(own, "bo") / "short" / "short.mp4"
    film.write_bytes(film.read_bytes() + b"\0\0\0\x08free")
    gathered(own, to)
    there = to / SHOWN["bo"]
    assert {one.name for one in there.iterdir()} == EVERYTHING - {"short.vtt"}
    assert (there / "short.mp4").read_bytes() == film.read_bytes()


def test_a_poster_comes_along_and_the_curators_own_wins(own, to):
    for student in ("ada", "bo"):
        (of(own, student) / "short" / "poster.jpg").write_bytes(b"the author's")
    gathered(own, to)
    assert (to / SHOWN["ada"] / "poster.jpg").read_bytes() == b"the author's"
    (to / SHOWN["ada"] / "poster.jpg").write_bytes(b"the curator's")
    (to / SHOWN["cy"] / "poster.jpg").write_bytes(b"the curator's")
    (of(own, "cy") / "short" / "poster.jpg").write_bytes(b"the author's")
    (of(own, "bo") / "short" / "poster.jpg").unlink()
    said = gathered(own, to).said
    assert len(said) == 2 and all("poster.jpg was changed here, and stays" in one for one in said)
    for student in ("ada", "cy"):
        assert (to / SHOWN[student] / "poster.jpg").read_bytes() == b"the curator's"
    assert not (to / SHOWN["bo"] / "poster.jpg").exists()


def test_whoever_takes_consent_back_is_gone_and_it_is_said(own, to):
    gathered(own, to)
    name = SHOWN["cy"]
    (to / name / "statement.md").write_text("the curator's words about it")
    (of(own, "cy") / "short" / "consent.txt").unlink()
    found = gathered(own, to)
    assert not (to / name).exists() and "cy" not in found.folders
    assert found.left_out["cy"].startswith("there is no consent.txt")
    assert f"{name} (cy) was shown before and is gone." in found.said
    assert (
        f"programme.md still names {name}, which isn't there: take that line out, then make the page again. One that you made before still shows it."
        in found.said
    )
    made.agree(of(own, "cy") / "short", "Cy Day")
    assert gathered(own, to).folders == SHOWN
    (to / name / "my notes.txt").write_text("keep")
    shutil.rmtree(of(own, "cy").parent)
    found = gathered(own, to)
    assert [one.name for one in (to / name).iterdir()] == ["my notes.txt"]
    assert f"{name} still holds my notes.txt, which somebody put there." in found.said
    assert (
        f"{name} (somebody who has handed in nothing now) was shown before and is gone."
        in found.said
    )


def spoilt(folder, name, data=None):
    (folder / "short" / name).unlink()
    if data is not None:
        (folder / "short" / name).write_bytes(data)


def gap(folder):
    page = folder / "short" / "papers.html"
    page.write_text(
        page.read_text("utf-8").replace("a phone", '<span class="gap">○ gap: nobody said</span>'),
        "utf-8",
    )


def piped(folder):
    spoilt(folder, "credits.txt")
    os.mkfifo(folder / "short" / "credits.txt")


LEFT_OUT = {
    "no film": (lambda f: spoilt(f, "short.mp4"), "there is no short.mp4 in what was handed in."),
    "no consent": (lambda f: spoilt(f, "consent.txt"), "there is no consent.txt"),
    "consent to another": (lambda f: made.agree(f / "short", "Cy Day", programme="Spring"), "is about 'Spring'"),
    "somebody else's": (lambda f: made.agree(f / "short", "Ada Lund"), "holds no consent of 'cy day'"),
    "a gap": (gap, "the papers have gaps: Door: made with (○ gap: nobody said)"),
    "no papers": (
        lambda f: (spoilt(f, "credits.txt"), spoilt(f, "papers.html")), "there are no papers beside it (credits.txt, papers.html)",
    ),
    "a pipe": (piped, "papers.html is there and credits.txt isn't"),
    "no film at all": (lambda f: spoilt(f, "short.mp4", b"words"), "short.mp4"),
    "captions that are none": (lambda f: spoilt(f, "short.vtt", b"words"), "short.vtt holds no captions"),
    "a book": (lambda f: shorts.write(f, "Door", more="a" * 70_000), "statement.md is longer than 64 KiB"),
    "the same film": (
        lambda f: (shutil.rmtree(f / "short"), shutil.copytree(f.parents[1] / "bo" / shorts.NAME / "short", f / "short")),
        "it is the same film as bo's, which is shown.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LEFT_OUT)
def test_who_is_left_out_is_said_and_nothing_of_theirs_is_there(own, to, what):
    spoil, words = LEFT_OUT[what]
    spoil(of(own, "cy"))
    found = gathered(own, to)
    assert list(found.left_out) == ["cy"] and words in found.left_out["cy"]
    assert len(found.folders) == 3 and not (to / SHOWN["cy"]).exists()
    assert not list(to.rglob(f"{SHOWN['cy']}*"))


def test_a_file_that_isnt_taken_is_said(own, to):
    piped(of(own, "cy"))
    assert "cy: short/credits.txt is no ordinary file." in gathered(own, to).said


def test_a_film_without_a_notebook_is_shown_without_a_statement(own, to, tmp_path):
    (of(own, "cy") / f"{shorts.NAME}.ipynb").unlink()
    found = gathered(own, to)
    assert not found.left_out and not (to / SHOWN["cy"] / "statement.md").exists()
    assert "Door" in {one.title for one in ku.programme(to, tmp_path / "site").works}


def test_the_title_is_what_most_agreed_to_or_what_one_says(own, to, tmp_path):
    made.agree(of(own, "cy") / "short", "Cy Day", programme="Spring")
    assert gathered(own, to).title == made.TITLE
    found = gathered(own, tmp_path / "other", title="spring")
    assert found.title == "spring" and list(found.folders) == ["cy"]
    with pytest.raises(KuleshovError, match="Leave --title out"):
        gathered(own, to, title="Spring")
    for student in PEOPLE:
        (of(own, student) / "short" / "consent.txt").write_text("I agree: Ada Lund, 2026-11-28")
    with pytest.raises(KuleshovError, match=r"names a programme\. Give its title: --title"):
        gathered(own, tmp_path / "third")
    assert not (tmp_path / "third").exists()


def test_whoever_wants_a_film_shown_nowhere_is_left_out_and_gives_no_programme_its_title(own, to):
    for student in ("ada", "cy"):
        made.agree(of(own, student) / "short", "Ada Lund", programme="None")
    found = gathered(own, to)
    assert found.title == made.TITLE
    assert "its authors want it shown nowhere" in found.left_out["ada"]
    assert "ada" not in found.folders and "cy" not in found.folders


def test_a_title_that_nobody_agreed_to_takes_nothing_away(own, to):
    gathered(own, to)
    (to / "programme.md").write_text("# Ten films")
    for title in ("", "Ten films"):
        with pytest.raises(
            KuleshovError, match="Nobody agreed to be shown in 'Ten films'; most agreed to"
        ):
            gathered(own, to, title)
    assert (to / SHOWN["ada"] / "short.mp4").is_file()


def test_only_a_folder_of_this_class_is_brought_up_to_date(own, to, tmp_path):
    gathered(own, to)
    with pytest.raises(KuleshovError, match="was filled for another class or assignment"):
        gathered(own, to, secret="another class's")
    assert (to / SHOWN["ada"] / "short.mp4").is_file()
    mark = to / ".gathered.json"
    kept = json.loads(mark.read_text())
    for name in ("../submitted", "..", "a/b"):
        mark.write_text(json.dumps(kept | {"folders": {name: {"x": ""}}}))
        with pytest.raises(KuleshovError, match="names places outside"):
            gathered(own, to)
    mark.write_text("{")
    with pytest.raises(KuleshovError, match="it isn't known what was put there"):
        gathered(own, to)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(KuleshovError, match="is no folder"):
        gathered(own, tmp_path / "file")


def test_a_folder_that_somebody_made_stays_theirs(own, to):
    (to / SHOWN["ada"]).mkdir(parents=True)
    (to / SHOWN["ada"] / "short.mp4").write_text("mine")
    found = gathered(own, to)
    assert (
        found.said[0]
        == f"{SHOWN['ada']} was there already, by somebody's hand, and stays. Move it away first."
    )
    assert (to / SHOWN["ada"] / "short.mp4").read_text() == "mine"


STATEMENTS = {
    "Title: Moth\n\nLogline: It wants.": "# Moth\n\nIt wants.",
    "**Title:** Moth\n**Logline:** It wants.": "# Moth\n\nIt wants.",
    "# Moth\n\nIt wants.": "# Moth\n\nIt wants.",
    "- title : *Moth*": "# Moth",
    "# My short\n\nTitle: Moth\n\nIt wants.": "# Moth\n\n# My short\n\n\nIt wants.",
    "It wants.": "It wants.",
    "Title:\n\nIt wants.": "It wants.",
    "Title: Moth\n\nTitle: again": "# Moth\n\nTitle: again",
    "": "",
}


@pytest.mark.parametrize("words", STATEMENTS)
def test_a_title_is_found_however_it_is_written(words):
    assert statement({"short_film": words}) == STATEMENTS[words]


def test_an_assignment_without_a_film_has_nothing_to_show(own, to):
    manifest = own.parents[1] / "assignments" / "source" / shorts.NAME / "manifest.yaml"
    manifest.write_text("files: [notes.txt]")
    with pytest.raises(KuleshovError, match="asks for no film"):
        gathered(own, to)
