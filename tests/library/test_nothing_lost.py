"""Nothing that somebody wrote is lost, and nothing is written that nobody can have meant."""

import os
from pathlib import Path
from typing import Any

import pytest

import kuleshov as ku
from kuleshov.criticism.screening.papers_beside import owed_by
from kuleshov.errors import LibraryError
from kuleshov.files import sha256
from kuleshov.library.ledger import add, entries, fill

ROOT = Path(__file__).resolve().parents[2]
FACTS = {
    "kind": "human", "made_by": "Ada", "made_with": "a phone", "made_on": "2026",
    "source": "her kitchen", "likeness": "nobody", "consent": "nobody is seen",
    "licence": "CC BY 4.0", "edits": "none",
}  # fmt: skip


@pytest.fixture
def studio(home: Path) -> Path:
    return home / "studio"


@pytest.fixture
def kitchen(studio: Path) -> Path:
    path = studio / "kitchen.mp4"
    path.write_bytes(b"a kitchen")
    return path


def test_what_the_course_says_of_its_own_is_not_taken_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    take = ku.rushes("understudy")["KB-1"]
    with pytest.raises(
        LibraryError, match=r"Of KB-1\.mp4 the course says itself, consent: 'Nobody"
    ):
        fill(take, consent="")
    assert entries() == []
    assert fill(take, consent=take.credit.consent).consent == take.credit.consent


def test_another_films_publication_stays(kitchen: Path, studio: Path, home: Path) -> None:
    fill(kitchen, **FACTS)
    done = ku.publish(kitchen, home / "out")
    other = studio / "sub" / "kitchen.mp4"
    other.parent.mkdir()
    other.write_bytes(b"another kitchen")
    fill(other, **FACTS)
    with pytest.raises(LibraryError, match="there already and not empty"):
        ku.publish(other, home / "out", replace=True)
    assert done.film.read_bytes() == b"a kitchen"
    kitchen.write_bytes(b"a kitchen, cut shorter")
    fill(kitchen, edits="cut shorter")
    ku.publish(kitchen, home / "out", replace=True)
    assert done.film.read_bytes() == b"a kitchen, cut shorter"


WORDS = "WEBVTT\n\n00:01.000 --> 00:02.500\n{}\n"


def test_captions_go_along_in_each_language_and_other_films_do_not(
    kitchen: Path, home: Path
) -> None:
    fill(kitchen, **FACTS)
    for name in ("kitchen.vtt", "kitchen.de.vtt", "kitchen.pt-BR.VTT", "kitchenette.vtt"):
        kitchen.with_name(name).write_text(WORDS.format(name))
    kitchen.with_name("kitchen.srt").write_text("1\n00:00:01,000 --> 00:00:02,500\nNo.\n")
    done = ku.publish(kitchen, home / "out")
    assert {one.name for one in done.folder.iterdir()} == {
        "kitchen.mp4", "kitchen.vtt", "kitchen.de.vtt", "kitchen.pt-BR.VTT", "credits.txt", "papers.html",
    }  # fmt: skip
    assert [one.name for one in done.captions] == [
        "kitchen.vtt", "kitchen.de.vtt", "kitchen.pt-BR.VTT",
    ]  # fmt: skip
    assert done.captions[1].read_text() == WORDS.format("kitchen.de.vtt")
    assert "kitchen.mp4, kitchen.vtt, kitchen.de.vtt," in repr(done)
    kitchen.with_suffix(".vtt").write_text(WORDS.format("mended"))
    again = ku.publish(kitchen, home / "out", replace=True)
    assert again.captions[0].read_text() == WORDS.format("mended")


def test_captions_that_nobody_can_read_are_said_and_nothing_is_written(
    kitchen: Path, home: Path
) -> None:
    fill(kitchen, **FACTS)
    kitchen.with_suffix(".vtt").write_text("WEBVTT\n\n00:01.000 --> soon\nNo.\n")
    with pytest.raises(ku.MediaError, match=r"kitchen\.vtt, line 3"):
        ku.publish(kitchen, home / "out")
    assert not (home / "out").exists()


def test_what_is_written_by_hand_in_a_publication_stays(kitchen: Path, home: Path) -> None:
    fill(kitchen, **FACTS)
    (home / "out").mkdir()
    consent = home / "out" / "consent.txt"
    consent.write_text("I agree: Ada, 2026-11-28")
    out = ku.publish(kitchen, home / "out").folder
    assert consent.read_text() == "I agree: Ada, 2026-11-28"
    (out / "kitchen.de.vtt").write_text(WORDS.format("Nein."))
    kitchen.write_bytes(b"a kitchen, cut shorter")
    fill(kitchen, edits="cut shorter")
    done = ku.publish(kitchen, out, replace=True)
    assert done.film.read_bytes() == b"a kitchen, cut shorter"
    assert consent.read_text() == "I agree: Ada, 2026-11-28"
    assert done.captions[0].read_text() == WORDS.format("Nein.")


@pytest.mark.parametrize("later", ["there", "beside", "neither"])
def test_captions_that_were_changed_in_the_publication_are_named(
    kitchen: Path, home: Path, later: str
) -> None:
    fill(kitchen, **FACTS)
    beside = kitchen.with_suffix(".vtt")
    beside.write_text(WORDS.format("No."))
    (there,) = ku.publish(kitchen, home / "out").captions
    ku.publish(kitchen, home / "out", replace=True)
    there.write_text(WORDS.format("Never."))
    for one in {"there": [there], "beside": [beside], "neither": []}[later]:
        os.utime(one, (there.stat().st_mtime + 60,) * 2)
    with pytest.raises(
        LibraryError, match=r"out.kitchen\.vtt holds something else than .*studio.kitchen\.vtt"
    ):
        ku.publish(kitchen, home / "out", replace=True)
    assert there.read_text() == WORDS.format("Never.")
    there.write_bytes(beside.read_bytes())
    beside.write_text(WORDS.format("Not."))
    ku.publish(kitchen, home / "out", replace=True)
    assert there.read_text() == WORDS.format("Not.")


@pytest.mark.parametrize("name", ["credits.txt", "papers.html"])
def test_what_was_written_into_the_roll_or_the_papers_is_named(
    kitchen: Path, home: Path, name: str
) -> None:
    fill(kitchen, **FACTS)
    out = ku.publish(kitchen, home / "out").folder
    written = (out / name).read_bytes()
    (out / name).write_bytes(written + b"With thanks to my grandmother\n")
    kitchen.write_bytes(b"a kitchen, cut shorter")
    fill(kitchen, edits="cut shorter")
    with pytest.raises(LibraryError, match=f"{name} was changed since ku.publish wrote it"):
        ku.publish(kitchen, out, replace=True)
    assert (out / name).read_bytes() == written + b"With thanks to my grandmother\n"
    assert (out / "kitchen.mp4").read_bytes() == b"a kitchen", "nothing else is written either"
    (out / name).unlink()
    ku.publish(kitchen, out, replace=True)
    assert b"cut shorter" in (out / "papers.html").read_bytes()


def test_a_publication_that_was_moved_is_still_known(kitchen: Path, home: Path) -> None:
    fill(kitchen, **FACTS)
    out = ku.publish(kitchen, home / "out").folder.rename(home / "elsewhere")
    fill(kitchen, notes="A kitchen at night.")
    assert (
        ku.publish(kitchen, out, "At night", replace=True).roll.read_text().startswith("At night")
    )


def test_papers_of_many_prompts_are_read_again_where_they_are_handed_in(
    kitchen: Path, home: Path
) -> None:
    fill(kitchen, **{**FACTS, "edits": "A kitchen, seen from the window. " * 3_000})
    done = ku.publish(kitchen, home / "out")
    assert done.page.stat().st_size > 64 * 1024
    assert owed_by(done.film, ledger=False).maker == "Ada"


@pytest.mark.parametrize("first", [True, False])
def test_what_lies_beside_a_film_by_right_stays(kitchen: Path, home: Path, first: bool) -> None:
    fill(kitchen, **FACTS)
    out = home / "out"
    if first:
        ku.publish(kitchen, out)
    held = {"poster.jpg", "statement.md", "consent.txt", ".DS_Store", ".ipynb_checkpoints/a.txt"}
    for name in held:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(f"mine: {name}")
    (out / ".latest").symlink_to("nowhere")
    ku.publish(kitchen, out, replace=first)
    assert {name: (out / name).read_text() for name in held} == {n: f"mine: {n}" for n in held}
    assert (out / ".latest").is_symlink() and (out / "papers.html").is_file()


@pytest.mark.parametrize("name", ["diary.txt", "another.vtt", "consent.md"])
def test_a_publication_with_anything_else_in_it_stays(kitchen: Path, home: Path, name: str) -> None:
    fill(kitchen, **FACTS)
    out = ku.publish(kitchen, home / "out").folder
    (out / name).write_text("mine")
    with pytest.raises(LibraryError, match=f"there already and not empty: it holds {name}"):
        ku.publish(kitchen, out, replace=True)
    assert (out / name).read_text() == "mine"


@pytest.mark.parametrize("name", ["kitchen.mp4", "credits.txt", "papers.html", "consent.txt"])
def test_a_folder_in_a_files_place_stays(kitchen: Path, home: Path, name: str) -> None:
    fill(kitchen, **FACTS)
    out = ku.publish(kitchen, home / "out").folder
    (out / name).unlink(missing_ok=True)
    (out / name).mkdir()
    (out / name / "diary.txt").write_text("mine")
    with pytest.raises(LibraryError, match="there already and not empty"):
        ku.publish(kitchen, out, replace=True)
    assert (out / name / "diary.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["credits.txt", "papers.html", "Credits.TXT"])
def test_a_film_has_not_its_rolls_name(studio: Path, home: Path, name: str) -> None:
    path = studio / name
    path.write_bytes(b"a film")
    fill(path, **FACTS)
    with pytest.raises(LibraryError, match="A film can't be called"):
        ku.publish(path, home / "out")
    assert not (home / "out").exists()


def test_a_page_is_written_over_no_film(kitchen: Path) -> None:
    with pytest.raises(LibraryError, match=r"ends in \.html, and kitchen.mp4 doesn't"):
        ku.papers([]).page(kitchen)
    assert kitchen.read_bytes() == b"a kitchen"


def test_a_claim_is_not_lost_by_another_entry(kitchen: Path) -> None:
    claim = "source type trainedAlgorithmicMedia | tool Sora"
    add(kitchen, "", "", "", "", "", claims=claim)
    fill(kitchen, **FACTS)
    assert len(ku.papers(kitchen).conflicts) == 2
    add(kitchen, "Ada", "a phone", "her kitchen", "CC BY 4.0", "nobody is seen", kind="human")
    found = ku.papers(kitchen)
    assert len(found.conflicts) == 2 and found[0].claims == claim


@pytest.mark.parametrize(
    ("answer", "open_"), [(".", 2), ("no", 2), ("??", 2), ("I wrote it in.", 0)]
)
def test_a_claim_is_answered_in_words(kitchen: Path, answer: str, open_: int) -> None:
    add(kitchen, "", "", "", "", "", claims="source type trainedAlgorithmicMedia | tool Sora")
    fill(kitchen, **FACTS, answer=answer)
    assert len(ku.papers(kitchen).conflicts) == open_


def test_a_generated_clip_whose_file_names_a_camera_is_a_conflict(kitchen: Path) -> None:
    add(kitchen, "", "", "", "", "", claims="camera iPhone 15")
    model = {"version": "1", "prompt": "a kitchen", "seed": "4", "rights": "mine"}
    fill(kitchen, **{**FACTS, "kind": "generated", "made_with": "Kling"}, **model)
    (conflict,) = ku.papers(kitchen).conflicts
    assert "claims that it was recorded" in conflict


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"sha256": "zz"}, "sha256= takes a SHA-256"),
        ({"parts": "deadbeef"}, "parts= takes a list of hashes"),
        ({"parts": ["deadbeef"]}, "parts= takes a SHA-256"),
        ({"parts": [3]}, "parts= takes a SHA-256"),
        ({"licence": None}, "licence= takes words"),
        ({"title": ["CC0"]}, "title= takes words"),
        ({"kind": "table"}, "is no table of numbers"),
    ],
)
def test_what_nobody_can_have_meant_is_refused(
    kitchen: Path, given: dict[str, Any], says: str
) -> None:
    facts: dict[str, Any] = dict.fromkeys(
        ("made_by", "made_with", "source", "licence", "consent"), ""
    )
    with pytest.raises(LibraryError, match=says):
        add(kitchen, **{**facts, **given})
    assert entries() == []


def test_a_film_is_not_cut_from_itself_and_its_clips_are_not_written_over(kitchen: Path) -> None:
    with pytest.raises(LibraryError, match="isn't cut from itself"):
        add(kitchen, "", "", "", "", "", parts=[sha256(kitchen)])
    add(kitchen, "", "", "", "", "", parts=["A" * 64])
    with pytest.raises(LibraryError, match="can't be written over"):
        add(kitchen, "", "", "", "", "", parts=["b" * 64])
    assert add(kitchen, "Ada", "", "", "", "").parts == ("a" * 64,)


def test_only_a_table_is_asked_as_one(studio: Path, kitchen: Path) -> None:
    numbers = studio / "shots.csv"
    numbers.write_text("a,b\n1,2\n")
    add(numbers, "Ada", "", "her count", "CC0", "nobody is in it", kind="table", made_on="2026")
    assert ku.papers(numbers).complete
    with pytest.raises(LibraryError, match="is no table of numbers"):
        fill(kitchen, kind="table")
    line = {"path": "kitchen.mp4", "kind": "table"}
    (studio / "ledger.json").write_text(f'{{"entries": [{line}]}}'.replace("'", '"'))
    assert ku.papers(kitchen)[0].kind == ""
