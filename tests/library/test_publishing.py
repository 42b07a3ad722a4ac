"""A film leaves the studio with its roll and its papers, whole, or not at all."""

from pathlib import Path

import pytest
from made.marked import film

import kuleshov as ku
from kuleshov.errors import LibraryError, Refused
from kuleshov.files import sha256
from kuleshov.library.ledger import add, fill

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A studio of its own beside the course's real rushes."""
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    return tmp_path / "studio"


@pytest.fixture
def cut(studio: Path) -> ku.Cut:
    rushes = ku.rushes("understudy")
    return ku.Cut("Lamps", rushes=rushes).add("4A-1", 2.0, 2.5).add("KB-1", 2.0, 2.5)


def test_a_film_of_the_rushes_alone_is_published_once_its_maker_signs(
    cut: ku.Cut, studio: Path, tmp_path: Path
) -> None:
    film = cut.render(progress=False)
    with pytest.raises(Refused, match="nothing was written") as refused:
        ku.publish(film, tmp_path / "out")
    assert str(refused.value).count("\n- ") == 1
    assert "Lamps: nobody has said who made it (made by)" in str(refused.value)
    assert not (tmp_path / "out").exists()
    ku.ledger.fill(film, made_by="Ada")
    done = ku.publish(film, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "credits.txt", "lamps.mp4", "papers.html",
    ]  # fmt: skip
    assert sha256(done.film) == sha256(film.path)
    assert done.roll.read_text("utf-8").startswith("Lamps\nby Ada\n\nThe Understudy (rushes)")
    assert "The Kuleshov authors" in done.page.read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".pub")] == []


def test_what_lacks_never_keeps_a_film_from_being_rendered_measured_or_shown(
    cut: ku.Cut, studio: Path
) -> None:
    studio.mkdir()
    own = studio / "mine.mp4"
    own.write_bytes(ku.rushes("understudy")["6E-1"].path.read_bytes() + b"\0\0\0\x08free")
    add(own, "", "", "", "", "")
    mixed = cut.add(ku.rushes(studio)["mine"], 2.0, 2.5)
    assert not ku.papers(mixed).complete
    film = mixed.render(progress=False)
    assert ku.measure(film)["asl"] is not None
    assert "not for publication" in ku.credits(film).text
    with pytest.raises(Refused, match=r"mine: nobody has said"):
        ku.publish(film, studio / "out")


def test_a_folder_that_holds_something_is_left_alone(cut: ku.Cut, tmp_path: Path) -> None:
    film = cut.render(progress=False)
    fill(film, made_by="Ada")
    (tmp_path / "out").mkdir()
    assert ku.publish(film, tmp_path / "out").film.is_file()
    with pytest.raises(LibraryError, match="there already and not empty"):
        ku.publish(film, tmp_path / "out")


def test_an_edit_is_rendered_first(cut: ku.Cut, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Render the edit first"):
        ku.publish(cut, tmp_path / "out")


def test_the_whole_ledger_of_a_film_outside_the_studio_is_asked_for(
    cut: ku.Cut, tmp_path: Path
) -> None:
    film = cut.render(tmp_path / "elsewhere" / "lamps.mp4", progress=False)
    with pytest.raises(Refused, match="nobody has said"):
        ku.publish(film, tmp_path / "out")


def test_a_generated_film_and_a_dream_bring_complete_papers(studio: Path) -> None:
    rushes = ku.rushes("understudy")
    dream = ku.dream(rushes["6E-1"], seconds=0.5, states=5, seed=3)
    made = ku.generate("4A", "the flicker", seconds=0.5, seed=7)
    for clip, seed in ((dream, "3"), (made, "7")):
        found = ku.papers(clip)
        assert found.complete, found
        assert found[0].kind == "generated"
        assert found[0].credit.seed == seed
    assert "the flicker" in ku.papers(made)[0].credit.prompt
    assert ku.papers(ku.generate("4A", "the flicker", seconds=0.5, seed=7)).complete


def test_every_take_of_the_rushes_brings_complete_papers(studio: Path) -> None:
    found = ku.papers(ku.rushes("understudy"))
    assert found.complete and len(found) == 1
    assert len(found[0].files) == 38


def test_a_film_that_tells_where_it_was_filmed_stays_until_that_is_taken_out(
    studio: Path, tmp_path: Path
) -> None:
    studio.mkdir()
    plain = film(tmp_path / "plain.mp4", {})
    phone = studio / "phone.mp4"
    ku.leave_traces(plain, phone, notes={"location": "+52.5200+013.4050/"})
    facts = {
        "kind": "human", "made_by": "Ada", "made_with": "a phone", "made_on": "2026-11-20",
        "source": "my kitchen", "likeness": "nobody", "consent": "nobody to ask",
        "licence": "CC BY 4.0", "edits": "none",
    }  # fmt: skip
    fill(phone, **facts)
    with pytest.raises(Refused, match="holds the place where it was filmed"):
        ku.publish(phone, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    clean = ku.remove_traces(phone, studio / "clean.mp4")
    fill(clean, **facts)
    assert "52" not in repr(ku.traces(ku.publish(clean, tmp_path / "out").film).place)
