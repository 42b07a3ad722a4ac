"""Papers say what is known, what nobody said and what contradicts what, and nothing else."""

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from made.marked import film

import kuleshov as ku
from kuleshov.errors import LibraryError
from kuleshov.files import sha256
from kuleshov.library import credits, papers
from kuleshov.library.credit import Credit
from kuleshov.library.facts import BY_NAME, FACTS
from kuleshov.library.ledger import add, add_credit, entries, fill, film_made
from kuleshov.library.papers import CONFLICT, GAP, NOT_ASKED

pytestmark = pytest.mark.usefixtures("home")

WHOLE = {
    "kind": "generated", "made_by": "Ada", "made_with": "Kling", "version": "1.6",
    "prompt": "a kitchen at night", "seed": "not shown by the tool", "made_on": "2026-11-20",
    "source": "a photograph of my own kitchen", "rights": "the photograph is mine",
    "likeness": "nobody can be recognised", "consent": "nobody to ask", "licence": "CC BY 4.0",
    "edits": "cropped, slowed to half",
}  # fmt: skip
MODELS = {"version", "prompt", "seed", "rights"}


@dataclass
class ClipOnDisk:
    """What papers need of a clip: a place and a credit."""

    path: Path
    credit: Credit | None = None


@pytest.fixture
def kitchen(home: Path) -> Path:
    path = home / "studio" / "kitchen.mp4"
    path.write_bytes(b"a kitchen")
    return path


def a_credit(**other: str) -> Credit:
    facts = {**WHOLE, **other}
    return Credit("Kitchen", facts.pop("made_by"), **facts)


def test_what_is_filled_in_is_complete_and_stands_in_the_ledger(kitchen: Path) -> None:
    entry = fill(kitchen, **WHOLE)
    assert {name: getattr(entry, name) for name in WHOLE} == WHOLE
    assert entries() == [entry]
    assert papers(kitchen).complete
    assert papers(str(kitchen)).gaps == papers([kitchen]).gaps == []


@pytest.mark.parametrize("fact", WHOLE)
@pytest.mark.parametrize("no_answer", ["", "unknown", "?"])
def test_each_fact_that_lacks_is_one_gap_that_names_clip_and_fact(
    kitchen: Path, fact: str, no_answer: str
) -> None:
    fill(kitchen, **{**WHOLE, fact: no_answer}, title="My kitchen")
    found = papers(kitchen)
    assert not found.complete
    # where nobody knows the kind, nobody knows either that a seed is to be asked for
    assert len(found.gaps) == 1 and found.conflicts == []
    assert found.gaps[0].startswith("My kitchen: nobody has said")
    assert f"ku.ledger.fill(clip, {fact}=" in found.gaps[0]


@pytest.mark.parametrize(
    "no_answer",
    ["\u200b", "\u2060", "—", "...", "??", "unknown.", "(Unknown)", "N.A.", "null", "TBD", "don't know",
     "don’t know", "Unbekannt", "weiß nicht", "inconnu", "je ne sais pas", "desconocido", "no sé",
     "неизвестно", "не знаю", "未知", "不知道"],
)  # fmt: skip
def test_dots_and_no_idea_in_any_language_are_no_answers(kitchen: Path, no_answer: str) -> None:
    fill(kitchen, **{**WHOLE, "made_by": no_answer})
    assert [fact.name for fact in papers(kitchen)[0].lacking] == ["made_by"]


@pytest.mark.parametrize(
    "answer", ["0", "张三", "Нина", "हिन्दी", "not known, asked in March", "No One"]
)
def test_a_name_a_nought_and_that_somebody_asked_are_answers(kitchen: Path, answer: str) -> None:
    fill(kitchen, **{**WHOLE, "made_by": answer})
    assert papers(kitchen).complete


def test_null_in_a_ledger_by_hand_is_no_answer(kitchen: Path) -> None:
    lines = [{"path": "kitchen.mp4", **dict.fromkeys(WHOLE), "kind": "human"}]
    (kitchen.parent / "ledger.json").write_text(json.dumps({"entries": lines}))
    found = papers(kitchen)[0]
    assert len(found.lacking) == len(found.asked) - 1


@pytest.mark.parametrize("answer", ["not shown by the tool", "not kept", "none"])
@pytest.mark.parametrize("fact", ["seed", "prompt", "version", "edits"])
def test_that_there_is_none_is_an_answer_and_shown_as_one(
    kitchen: Path, fact: str, answer: str
) -> None:
    fill(kitchen, **{**WHOLE, fact: answer})
    found = papers(kitchen)
    assert found.complete
    assert found.table()[BY_NAME[fact].label][0] == answer


def test_of_what_people_made_nobody_asks_for_a_seed() -> None:
    filmed = papers([replace(a_credit(kind="human"), version="", prompt="", seed="", rights="")])
    assert filmed.complete
    told = papers([a_credit(kind="human"), a_credit()]).table()
    assert {fact.name for fact in FACTS if not fact.asked_of("human")} == MODELS
    assert list(told["seed"]) == ["not shown by the tool"] * 2
    assert papers([Credit("Moth", kind="human"), a_credit()]).table()["seed"][0] == NOT_ASKED


def test_a_kind_that_is_none_is_refused(kitchen: Path) -> None:
    with pytest.raises(LibraryError, match=r'"generated".*"human".*not .AI.'):
        fill(kitchen, kind="AI")
    assert entries() == []


def test_a_seed_may_be_any_number(kitchen: Path) -> None:
    assert fill(kitchen, seed=np.int64(42), version=1.6).seed == "42"


def test_filling_keeps_what_stood_before(kitchen: Path) -> None:
    add(
        kitchen,
        "Ada",
        "Kling",
        "my kitchen",
        "CC BY 4.0",
        "",
        title="Kitchen",
        notes="the third try",
    )
    entry = fill(kitchen, seed=42)
    assert (entry.made_by, entry.notes, entry.title, entry.seed) == (
        "Ada", "the third try", "Kitchen", "42",
    )  # fmt: skip
    assert [one.seed for one in entries()] == ["", "42"]


def test_filling_nothing_or_no_file_is_a_sentence(kitchen: Path, home: Path) -> None:
    with pytest.raises(LibraryError, match=r"Nothing was filled in. There are kind, made_by"):
        fill(kitchen)
    with pytest.raises(LibraryError, match="There is no file"):
        fill(home / "nowhere.mp4", seed="4")
    with pytest.raises(LibraryError, match="A int has no entry"):
        fill(3, seed="4")


def test_a_clip_in_the_hand_learns_what_was_filled_in(kitchen: Path) -> None:
    clip = ClipOnDisk(kitchen, Credit("Kitchen", "Ada", licence="CC0"))
    fill(clip, licence="CC BY 4.0", kind="human")
    assert clip.credit is not None and clip.credit.licence == "CC BY 4.0"
    assert clip.credit.maker == "Ada"
    assert papers(clip).conflicts == []


def test_two_entries_that_differ_are_a_conflict_until_somebody_says_which_is_right(
    kitchen: Path, home: Path
) -> None:
    fill(kitchen, **WHOLE)
    shutil.copy(kitchen, home / "studio" / "copy.mp4")
    add(home / "studio" / "copy.mp4", "Ben", "Kling", "", "", "", kind="generated")
    found = papers(kitchen)
    assert not found.complete and len(found.conflicts) == 1
    assert "says both 'Ada' and 'Ben'" in found.conflicts[0]
    assert found.table()["made by"][0].startswith(CONFLICT)
    fill(kitchen, **{**WHOLE, "made_by": "Ben"})
    settled = papers(kitchen)
    assert settled.complete
    assert settled.corrected == ["kitchen: made by was 'Ada', and is now 'Ben'."]


def test_the_same_words_in_other_capitals_are_no_conflict(kitchen: Path, home: Path) -> None:
    fill(kitchen, **WHOLE)
    add(kitchen, "ada", "KLING", "", "", "")
    assert papers(kitchen).conflicts == []


def test_a_name_in_two_of_unicodes_spellings_is_no_conflict(kitchen: Path) -> None:
    add(kitchen, "Andr\u00e9", "", "", "", "")
    add(kitchen, "Andre\u0301", "", "", "", "")
    assert papers(kitchen).conflicts == []


def test_a_hash_by_hand_may_stand_in_capitals(kitchen: Path) -> None:
    lines = [{"path": "elsewhere.mp4", "sha256": sha256(kitchen).upper(), **WHOLE}]
    (kitchen.parent / "ledger.json").write_text(json.dumps({"entries": lines}))
    assert papers(kitchen).complete


def test_a_credit_that_the_clip_carries_is_held_against_the_ledger(kitchen: Path) -> None:
    fill(kitchen, **WHOLE)
    found = papers(ClipOnDisk(kitchen, a_credit(licence="CC BY-ND 4.0")))
    assert len(found.conflicts) == 1
    assert "the ledger says 'CC BY 4.0'" in found.conflicts[0]
    assert "the clip's own credit says 'CC BY-ND 4.0'" in found.conflicts[0]


def test_a_take_from_before_a_correction_is_no_conflict(kitchen: Path) -> None:
    old = ClipOnDisk(kitchen, a_credit(made_by="Ben"))
    add_credit(kitchen, a_credit(made_by="Ben"))
    fill(kitchen, made_by="Ada")
    assert papers(old).conflicts == []
    assert papers(old)[0].credit.maker == "Ada"
    assert credits([old]).lines[2].startswith("Kitchen, by Ada,")


def test_what_was_filled_in_of_a_clip_with_a_credit_of_its_own_counts(kitchen: Path) -> None:
    """A clip of the catalogue carries a credit with gaps; its maker may answer later."""
    carried = Credit(
        "Ship", "A lab", "A model", "https://example.org", "CC BY 4.0", kind="generated"
    )
    fill(ClipOnDisk(kitchen, carried), consent="their letter of 2026-11-20")
    again = ClipOnDisk(kitchen, carried)
    assert credits([again]).gaps == ()
    assert papers([again])[0].credit.consent == "their letter of 2026-11-20"
    film_made(kitchen.with_name("film.mp4"), "Film", [again])
    assert [one.consent for one in entries() if one.path == "kitchen.mp4"][-1].startswith("their")


def test_bytes_that_changed_are_told_and_settled_by_saying_what_was_done(kitchen: Path) -> None:
    fill(kitchen, **WHOLE)
    kitchen.write_bytes(b"another kitchen")
    (conflict,) = papers(kitchen).conflicts
    assert "kitchen.mp4 is not the file that was written down" in conflict
    fill(kitchen, edits="cut shorter")
    assert papers(kitchen).complete


@pytest.mark.parametrize(
    ("likeness", "consent", "conflict"),
    [
        ("my sister's face", "none", True),
        ("my sister's face", "not asked", True),
        ("my sister's face", "No", True),
        ("my sister's face", "Refused.", True),
        ("my sister's face", "he said no", True),
        ("my sister's face", "never asked", True),
        ("my sister's face", "Nobody was asked.", True),
        ("Nobody but my sister", "none", True),
        ("no faces but her hands", "not asked", True),
        ("Ada and Ben", "None objected; both signed", False),
        ("Ada and Ben", "No objections: both signed", False),
        ("my sister's face", "not asked on the day, and she agreed on 2026-11-20", False),
        ("nobody: two lamps", "none", False),
        ("nobody is in the picture", "none", False),
        ("Nobody can be recognized.", "none", False),
        ("my sister's face", "she agreed on 2026-11-19", False),
        ("nobody can be recognised", "none", False),
        ("no one", "none", False),
    ],
)
def test_somebody_who_is_seen_was_asked(
    kitchen: Path, likeness: str, consent: str, conflict: bool
) -> None:
    fill(kitchen, **{**WHOLE, "likeness": likeness, "consent": consent})
    assert [likeness in one for one in papers(kitchen).conflicts] == [True] * conflict


def test_somebody_who_is_seen_and_of_whom_nothing_is_said_stands_in_the_gap(kitchen: Path) -> None:
    fill(kitchen, **{**WHOLE, "likeness": "my sister", "consent": ""})
    (gap,) = papers(kitchen).gaps
    assert "(consent)" in gap and "it shows somebody: my sister" in gap


def test_a_film_is_traced_to_its_clips_and_asks_its_maker_to_sign(
    kitchen: Path, home: Path
) -> None:
    fill(kitchen, **WHOLE)
    film = home / "studio" / "night.mp4"
    film.write_bytes(b"night")
    film_made(film, "Night", [kitchen])
    found = papers(film)
    assert (found.title, len(found), found.film is found[0]) == ("Night", 2, True)
    assert [one.credit.title for one in found.clips] == ["kitchen"]
    assert found.gaps == [
        'Night: nobody has said who made it (made by). Say it: ku.ledger.fill(film, made_by="...").'
    ]
    fill(film, made_by="Ada")
    assert papers(film).complete
    assert credits(film).lines[:2] == ["Night", "by Ada"]
    assert (
        "kitchen, by Ada, made with Kling 1.6, changed: cropped, slowed to half, CC BY 4.0"
        in credits(film).lines
    )


def test_signing_with_add_leaves_a_film_its_clips(kitchen: Path, home: Path) -> None:
    fill(kitchen, **WHOLE)
    film = home / "studio" / "night.mp4"
    film.write_bytes(b"night")
    film_made(film, "Night", [kitchen])
    add(film, "Ada", "Kuleshov", "", "CC BY 4.0", "", title="Night")
    assert len(papers(film)) == 2 and papers(film).complete


def test_a_film_in_a_film_and_a_film_of_itself_end(kitchen: Path, home: Path) -> None:
    entry = fill(kitchen, **WHOLE)
    first, second = home / "studio" / "1.mp4", home / "studio" / "2.mp4"
    first.write_bytes(b"1")
    second.write_bytes(b"2")
    one = add(first, "Ada", "Kuleshov", "", "CC BY 4.0", "", parts=[entry.sha256])
    add(second, "Ada", "Kuleshov", "", "CC BY 4.0", "", parts=[one.sha256], made_on="2026-11-28")
    assert [row.credit.title for row in papers(second)] == ["2", "1", "kitchen"]


def test_a_circle_that_holds_no_clip_is_never_complete(home: Path) -> None:
    film = home / "studio" / "1.mp4"
    film.write_bytes(b"1")
    other = add(home / "x.mp4", "Ada", "", "", "CC0", "", sha256="a" * 64, parts=[sha256(film)])
    add(film, "Ada", "Kuleshov", "", "CC0", "", parts=[other.sha256], made_on="2026")
    found = papers(film)
    assert [row.credit.title for row in found] == ["1", "x"]
    assert "leads back to itself, and to no clip" in found.conflicts[0]


def test_a_part_that_nobody_wrote_down_is_all_gaps(home: Path) -> None:
    film = home / "studio" / "night.mp4"
    film.write_bytes(b"night")
    add(film, "Ada", "Kuleshov", "", "CC BY 4.0", "", parts=["0" * 64], made_on="2026")
    found = papers(film)
    assert not found.complete
    assert all("not in the ledger (00000000)" in gap for gap in found.gaps)
    assert len(found.gaps) == sum(fact.asked_of("") for fact in FACTS) == 9


@pytest.mark.parametrize(
    ("clips", "film", "says"),
    [
        (("CC BY-SA 4.0",), "CC BY 4.0", "not share-alike"),
        (("CC BY-NC 4.0",), "CC BY 4.0", "allows commerce"),
        (("CC BY 4.0",), "CC0", "gives away the names"),
        (("CC BY-ND 4.0",), "CC BY 4.0", "not cut into another film"),
        (("CC BY-SA 4.0", "CC BY-NC 4.0"), "CC BY-SA 4.0", "No licence gives both"),
        (("CC BY 4.0",), "my own words", "does not know"),
        (("CC BY 4.0", "CC0"), "CC BY-ND 4.0", ""),
        (("CC BY-SA 4.0",), "CC BY-SA 4.0", ""),
        (("CC BY-NC 4.0",), "CC BY-NC-SA 4.0", ""),
    ],
)  # fmt: skip
def test_a_film_has_no_licence_that_its_clips_forbid(
    home: Path, clips: tuple[str, ...], film: str, says: str
) -> None:
    """As Creative Commons' chart for adapters has it."""
    parts = []
    for number, licence in enumerate(clips):
        place = home / "studio" / f"{number}.mp4"
        place.write_bytes(bytes([number]))
        parts.append(fill(place, **{**WHOLE, "licence": licence}, title=f"Clip {number}").sha256)
    target = home / "studio" / "night.mp4"
    target.write_bytes(b"night")
    add(target, "Ada", "Kuleshov", "", film, "", parts=parts, title="Night", made_on="2026-11-28")
    found = papers(target)
    assert found.gaps == []
    assert len(found.conflicts) == bool(says)
    assert not says or says in found.conflicts[0]


def test_clips_that_can_not_be_cut_together_say_so_before_they_are() -> None:
    one, other = (
        a_credit(licence="CC BY-SA 4.0"),
        replace(a_credit(), title="B", licence="CC BY-NC 4.0"),
    )
    assert papers([one]).complete
    found = papers([one, other])
    assert found.title == "2 clips" and not found.complete
    assert "No licence gives both" in found.conflicts[0]


def test_they_are_words_a_table_and_a_frame(kitchen: Path) -> None:
    fill(kitchen, **{**WHOLE, "seed": ""})
    found = papers(kitchen)
    told = repr(found)
    assert told.startswith("The papers of kitchen\n")
    assert f"seed            {GAP}" in told
    assert "1 gap, 0 conflicts:" in told
    assert list(found.table().columns) == ["clip", *(fact.label for fact in FACTS)]
    row = found.to_frame().iloc[0]
    assert (row["title"], row["files"], row["asked_as"], row["seed"], row["version"]) == (
        "kitchen", 1, "generated", "", "1.6",
    )  # fmt: skip


def test_what_is_no_clip_is_refused_and_nothing_is_not_complete() -> None:
    with pytest.raises(LibraryError, match="A int has no"):
        papers(3)
    with pytest.raises(LibraryError, match="A int has no papers"):
        papers([3])
    assert not papers([]).complete


def test_a_real_take_that_was_filled_in_says_so_at_once(home: Path) -> None:
    folder = home / "studio" / "footage"
    folder.mkdir()
    film(folder / "1A-1.mp4", {})
    take = ku.rushes(folder)["1A-1"]
    fill(take, made_by="Ada", kind="human")
    assert (take.credit.maker, take.clip.credit.kind) == ("Ada", "human")
    assert ku.rushes(folder)["1A-1"].credit.maker == "Ada"


def test_a_licence_that_is_ones_own_to_choose_has_to_be_chosen(kitchen: Path, home: Path) -> None:
    fill(kitchen, **{**WHOLE, "licence": "CC0"})
    night = home / "studio" / "night.mp4"
    night.write_bytes(b"night")
    film_made(night, "Night", [kitchen])
    fill(night, made_by="Ada")
    found = papers(night)
    assert found.conflicts == [
        "Night: its licence is yours to choose, and nobody has chosen. For example: "
        'ku.ledger.fill(film, licence="CC BY 4.0").'
    ]
    fill(night, licence="CC BY-NC 4.0")
    assert papers(night).complete
