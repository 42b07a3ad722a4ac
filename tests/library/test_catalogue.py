"""The catalogue that the course carries: every clip pinned, hashed, licensed and credited."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kuleshov.errors import LibraryError
from kuleshov.library import papers
from kuleshov.library.catalogue import Catalogue, catalog, clips_folder, read_catalogue
from kuleshov.library.lessons import LESSONS

CARRIED = Path(__file__).parents[2] / "datasets" / "catalog.csv"


@pytest.fixture
def carried(home: Path) -> Catalogue:
    """The real catalogue, in a course of its own."""
    (home / "datasets" / "catalog.csv").write_bytes(CARRIED.read_bytes())
    return catalog()


def test_every_address_is_pinned_to_a_commit(carried: Catalogue) -> None:
    pinned = r"https://raw\.githubusercontent\.com/[\w.-]+/[\w.-]+/[0-9a-f]{40}/.+"
    assert [entry.id for entry in carried.values() if not re.fullmatch(pinned, entry.url)] == []


def test_every_entry_says_what_must_arrive_and_whose_it_is(carried: Catalogue) -> None:
    for entry in carried.values():
        assert re.fullmatch("[0-9a-f]{64}", entry.sha256), entry.id
        assert entry.bytes > 1000, entry.id
        assert entry.licence and entry.licence_evidence and entry.attribution, entry.id
        assert entry.maker and entry.title, entry.id


def test_every_film_has_a_picture_a_rate_and_a_length(carried: Catalogue) -> None:
    films = [entry for entry in carried.values() if entry.kind != "table"]
    assert len(films) == 78
    for film in films:
        assert film.width >= 256 and film.height >= 256 and film.fps > 5, film.id
        assert film.duration_s > 1, film.id


def test_no_two_entries_share_a_file(carried: Catalogue) -> None:
    assert len({entry.sha256 for entry in carried.values()}) == len(carried)
    assert len({entry.filename for entry in carried.values()}) == len(carried)


def test_four_briefs_went_to_nine_generators_each(carried: Catalogue) -> None:
    for brief in ("srs", "cutin", "cutout", "angle"):
        answers = carried.where(kind="generated", brief=brief)
        assert len({entry.model for entry in answers.values()}) == 9
        assert len({entry.asked for entry in answers.values()}) == 1


def test_every_lesson_fetches_what_the_catalogue_has(carried: Catalogue) -> None:
    assert [id for ids in LESSONS.values() for id in ids if id not in carried] == []
    assert list(LESSONS) == [f"lesson-{number:02d}" for number in range(13)]


def test_a_generated_clip_names_the_gap_that_nobody_can_close(carried: Catalogue) -> None:
    credit = carried["g_k5_piano10"].credit
    assert "Kandinsky" in credit.line and "CC BY-SA 4.0" in credit.line
    assert [gap for gap in credit.gaps if "agreed is not stated" in gap] == credit.gaps


def test_what_to_see_in_a_clip_is_not_given_away_by_the_list(carried: Catalogue) -> None:
    assert "never cuts" in carried["g_sd_srs_wan22"].notes
    assert "never cuts" not in repr(carried) + repr(carried["g_sd_srs_wan22"])


def test_a_clip_that_was_fetched_is_marked_in_the_list(carried: Catalogue) -> None:
    assert carried["h_nasa"].path is None
    place = clips_folder() / "h_nasa.mp4"
    place.write_bytes(b"another film")
    assert carried["h_nasa"].path is None
    place.write_bytes(b"film")
    film = replace(carried["h_nasa"], bytes=4, sha256=hashlib.sha256(b"film").hexdigest())
    (line,) = repr(Catalogue([film])).splitlines()[1:]
    assert line.startswith("h_nasa ") and line.endswith("here")


def test_filters_take_capitals_and_hyphens_lightly(carried: Catalogue) -> None:
    assert list(catalog(licence="apache 2.0")) == list(catalog(licence="Apache-2.0"))
    assert {entry.kind for entry in catalog(kind="Human").values()} == {"human"}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"brief": "crane"}, r"No clip has brief 'crane'\. There are: angle, cutin, cutout, srs\."),
        ({"colour": "red"}, r"has no field 'colour'\. It has id, kind"),
    ],
)
def test_a_filter_that_leaves_nothing_says_what_there_is(
    carried: Catalogue, wanted: dict[str, str], words: str
) -> None:
    with pytest.raises(LibraryError, match=words):
        catalog(**wanted)


def test_an_unknown_clip_is_answered_with_near_names(carried: Catalogue) -> None:
    with pytest.raises(LibraryError, match=r"Did you mean g_k5_piano10 or g_k5_piano5\?"):
        carried["piano"]
    with pytest.raises(LibraryError, match="shows what it has"):
        carried["xyzzy"]


@pytest.mark.parametrize("text", ["", "id,kind\nmoth,human\n", "\x00\x01"])
def test_a_damaged_catalogue_is_named(home: Path, text: str) -> None:
    path = home / "datasets" / "catalog.csv"
    path.write_text(text)
    with pytest.raises(LibraryError, match="is damaged"):
        read_catalogue(path)


def test_a_catalogue_that_is_missing_is_named(home: Path) -> None:
    with pytest.raises(LibraryError, match="can't be opened"):
        catalog()


def test_a_catalogue_of_nothing_is_a_frame_of_nothing():
    assert list(Catalogue({}).to_frame().columns) == list(catalog().to_frame().columns)
    assert len(Catalogue({}).to_frame()) == len(Catalogue({}).table()) == 0


def test_what_is_known_of_a_clips_making_stands_in_its_credit(carried: Catalogue) -> None:
    wan = carried["g_sd_srs_wan22"].credit
    assert (wan.version, wan.made_on, wan.edits) == (
        "2.2",
        "2025",
        "none since its makers published it",
    )
    assert wan.prompt.startswith("not published; in short: a woman and a man converse")
    assert carried["g_k5_horse"].credit.prompt == ""
    assert wan.seed == wan.rights == wan.likeness == wan.consent == ""


def test_a_version_is_stated_only_where_the_models_name_holds_it(carried: Catalogue) -> None:
    for entry in carried.values():
        assert entry.version in entry.model


def test_nobody_is_said_to_be_seen_only_where_it_was_said_before(carried: Catalogue) -> None:
    stated = [entry for entry in carried.values() if entry.likeness]
    assert {entry.likeness for entry in stated} == {
        "nobody was filmed: it is animated",
        "nobody is in the picture",
    }
    assert all(entry.likeness == entry.consent for entry in stated)


@pytest.mark.parametrize(
    ("id", "lacks"),
    [
        ("h_bbb_480p", []),
        ("h_mdn_crystal", ["made_on"]),
        ("h_nasa", ["made_on", "likeness", "consent"]),
        ("g_sd_srs_wan22", ["seed", "rights", "likeness", "consent"]),
        ("g_k5_piano10", ["prompt", "seed", "rights", "likeness", "consent"]),
        ("g_ct_kitchen", ["version", "prompt", "seed", "rights", "likeness", "consent"]),
        ("cutting", []),
    ],
)
def test_the_papers_of_a_clip_say_exactly_what_lacks(
    carried: Catalogue, id: str, lacks: list[str]
) -> None:
    (paper,) = papers([carried[id].credit])
    assert [fact.name for fact in paper.lacking] == lacks
    assert paper.conflicts == ()
