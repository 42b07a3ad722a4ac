"""Papers, roll and publication say the same, whatever was copied, swapped, cut again or moved."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made import make_take

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.files import sha256
from kuleshov.library.credit import Credit, signed
from kuleshov.library.ledger import add, entries, fill, film_made

pytestmark = pytest.mark.usefixtures("home")

FACTS = {
    "kind": "human", "made_by": "Ada", "made_with": "a phone", "made_on": "2026",
    "source": "her kitchen", "likeness": "nobody", "consent": "nobody is seen",
    "licence": "CC BY 4.0", "edits": "none",
}  # fmt: skip

AClip = Callable[..., Path]
AFilm = Callable[..., Path]


@pytest.fixture
def clip(home: Path) -> AClip:
    """Return a function that makes a clip with complete papers, but for what it is told."""

    def made(name: str, **other: str) -> Path:
        path = home / "studio" / f"{name}.mp4"
        path.write_bytes(name.encode())
        fill(path, **{**FACTS, **other}, title=name)
        return path

    return made


@pytest.fixture
def cut(home: Path) -> AFilm:
    """Return a function that writes a film down as cut from others, signed where it is told."""

    def made(name: str, *clips: object, **said: str) -> Path:
        path = home / "studio" / f"{name}.mp4"
        path.write_bytes(b"a film: " + name.encode())
        film_made(path, name, clips)
        if said:
            fill(path, **said)
        return path

    return made


def imported(film: Path) -> Path:
    (done,) = ku.import_footage(film)
    assert done.clip is not None
    return Path(done.clip.path)


def refused(film: Path | ku.Clip, home: Path) -> str:
    with pytest.raises(Refused) as why:
        ku.publish(film, home / "out")
    assert not (home / "out").exists()
    return str(why.value)


def test_a_film_under_another_films_name_has_its_own_roll(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    fa = cut("fa", clip("a"), made_by="me")
    fb = cut("fb", clip("b", made_by="Ben"), made_by="me")
    shutil.copy(fb, fa)
    done = ku.publish(fa, home / "out")
    assert "b, by Ben" in done.roll.read_text("utf-8")
    assert "Ada" not in done.roll.read_text("utf-8") + done.page.read_text("utf-8")


def test_a_film_that_was_put_back_names_its_clips(clip: AClip, cut: AFilm, home: Path) -> None:
    film = cut("f", clip("a"), made_by="me")
    whole = film.read_bytes()
    film.write_bytes(b"something else")
    fill(film, **FACTS)
    film.write_bytes(whole)
    assert "a, by Ada, made with a phone, CC BY 4.0" in ku.credits(film).text


def test_the_film_between_has_its_row_its_maker_and_its_licence(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    bens = cut("bens", clip("a", licence="CC0"))
    mine = cut("mine", bens, made_by="me", licence="CC0")
    assert "bens: nobody has said who made it" in refused(mine, home)
    fill(bens, made_by="Ben", licence="CC BY-NC 4.0")
    assert "mine: CC0 allows commerce" in refused(mine, home)
    fill(mine, licence="CC BY-NC 4.0")
    roll = ku.publish(mine, home / "out").roll.read_text("utf-8")
    assert "bens, by Ben, made with Kuleshov, CC BY-NC 4.0" in roll
    assert "a, by Ada, made with a phone, CC0" in roll
    assert roll.endswith("This film: CC BY-NC 4.0\n")
    shutil.rmtree(home / "out")
    bens.write_bytes(b"changed")
    assert "bens.mp4 is not the file that was written down" in refused(mine, home)


def test_a_film_whose_bytes_changed_in_their_place_is_still_cut_from_its_clips(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    film = cut("gappy", clip("a"), clip("b", made_by=""), made_by="me")
    film.write_bytes(film.read_bytes() + b"x")
    fill(film, **FACTS, title="Mine alone")
    assert "b: nobody has said who made it" in refused(film, home)


def test_the_bytes_that_were_cut_count_and_not_the_name_that_they_had(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    ada = clip("a")
    own, nicked = ada.read_bytes(), b"nicked"
    carried = signed(ku.rushes(ada.parent)["a"], ku.rushes(ada.parent)["a"].credit)
    ada.write_bytes(nicked)
    film = cut("swap", ku.rushes(ada.parent)["a"], made_by="me")
    ada.write_bytes(own)
    assert carried.credit.maker == "Ada"
    assert "nobody has said who made it" in refused(film, home)
    ada.unlink()
    assert "nobody has said who made it" in refused(film, home)
    assert ku.papers(film).clips[0].credit.maker == ""


def test_what_a_later_entry_leaves_open_stays_in_papers_and_roll(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    path = clip("a")
    add(path, "", "", "", "", "", notes="seen by Ben")
    film = cut("f", path, made_by="me")
    assert ku.papers(path).complete
    assert (
        "a, by Ada, made with a phone, CC BY 4.0" in ku.publish(film, home / "out").roll.read_text()
    )
    assert fill(path, notes="and by Eve").made_by == "Ada"
    assert ku.ledger().latest()[0].licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("licence", "says"),
    [
        ("all rights reserved", "All rights in a are reserved"),
        ("words of my own", "does not know"),
        ("yours to choose", "nobody has chosen"),
        ("CC BY-ND 4.0", ""),
        ("CC0", ""),
    ],
)
def test_a_clip_that_is_published_alone_has_a_licence_that_lets_it(
    clip: AClip, home: Path, licence: str, says: str
) -> None:
    path = clip("a", licence=licence)
    if says:
        assert says in refused(path, home)
        return
    done = ku.publish(path, home / "out")
    assert done.roll.read_text("utf-8").endswith(f"This film: {licence}\n")
    assert f"Licence: <bdi>{licence}</bdi>." in done.page.read_text("utf-8")


def test_the_roll_shows_the_licence_that_the_films_maker_chose(
    clip: AClip, cut: AFilm, home: Path
) -> None:
    film = cut("f", clip("a", licence="own work"), made_by="me", licence="CC BY-NC-SA 4.0")
    assert ku.publish(film, home / "out").roll.read_text("utf-8").endswith(
        "This film: CC BY-NC-SA 4.0\n"
    )  # fmt: skip


def test_the_roll_says_no_while_any_answer_is_open(clip: AClip, cut: AFilm) -> None:
    film = cut("f", clip("a", made_on=""), made_by="me")
    assert ku.credits(film).lines[-4:] == [
        "Not known:", "1 more answer, named in its papers.", "", "This film: not for publication yet",
    ]  # fmt: skip


def test_a_film_that_is_rendered_again_learns_what_was_said_of_its_clips(home: Path) -> None:
    a = make_take(home / "studio" / "a.mp4", "a", frames=8)
    cut = ku.Cut("Again").add(ku.Clip(a), 0.0, 0.2)
    fill(cut.render(progress=False), made_by="me")
    fill(a, **{**FACTS, "licence": "CC BY-SA 4.0"})
    film = cut.render(progress=False)
    assert ku.papers(film).complete and film.credit.licence == "CC BY-SA 4.0"
    assert film.credit.maker == "me"
    lines = len(entries())
    cut.render(progress=False)
    assert len(entries()) == lines


@pytest.fixture
def gappy(home: Path) -> Path:
    """A rendered film with one clip that nobody wrote down, signed."""
    ada, nobody = (make_take(home / "studio" / f"{name}.mp4", name, frames=8) for name in "ab")
    fill(ada, **FACTS)
    film = ku.Cut("Gappy").add(ku.Clip(ada), 0.0, 0.2).add(ku.Clip(nobody), 0.0, 0.2)
    rendered = film.render(progress=False)
    fill(rendered, made_by="me", licence="CC BY 4.0")
    return Path(rendered.path)


@pytest.mark.parametrize("how", ["remove_traces", "leave_traces", "import_footage"])
def test_a_copy_that_the_kit_makes_has_the_gaps_of_its_film(
    gappy: Path, home: Path, how: str
) -> None:
    copy = home / "studio" / "copy.mp4"
    if how == "import_footage":
        copy = imported(gappy)
    elif how == "leave_traces":
        ku.leave_traces(gappy, copy, notes={"comment": "mine"})
    else:
        ku.remove_traces(gappy, copy)
    fill(copy, **FACTS, title="Mine")
    assert sha256(copy) != sha256(gappy)
    assert "b: nobody has said" in refused(copy, home)


def test_a_signed_copy_has_the_gaps_of_its_film(gappy: Path, home: Path) -> None:
    pytest.importorskip("c2pa")
    signed_copy = ku.sign(gappy, home / "studio" / "s.mp4", "Ada", source_type="digitalCreation")
    fill(signed_copy, **FACTS)
    assert "b: nobody has said" in refused(signed_copy, home)


def test_a_film_cut_with_another_ledger_says_so_until_somebody_answers(
    gappy: Path, home: Path
) -> None:
    (home / "studio" / "ledger.json").unlink()
    fill(gappy, **FACTS)
    assert "what it was cut from is not known here" in refused(gappy, home)
    fill(gappy, answer=".")
    assert "what it was cut from is not known here" in refused(gappy, home)
    fill(gappy, answer="Two takes of my own, cut on Ben's machine.")
    assert ku.papers(gappy).complete
    proxy = imported(gappy)
    fill(proxy, **FACTS, answer="")
    assert "what it was cut from is not known here" in refused(proxy, home)


def test_a_film_rendered_outside_of_the_studio_has_its_clips(
    gappy: Path, home: Path, tmp_path: Path
) -> None:
    clips = [ku.Clip(home / "studio" / f"{name}.mp4") for name in "ab"]
    outside = ku.Cut("Out").add(clips[0], 0.0, 0.2).add(clips[1], 0.0, 0.2)
    film = outside.render(tmp_path / "elsewhere" / "x.mp4", progress=False)
    fill(film, **FACTS)
    assert "b: nobody has said" in refused(film, home)


def test_a_film_of_cards_alone_is_signed_and_given_a_licence(home: Path) -> None:
    film = ku.Cut("Cards").title_card("Hello", 0.5).render("cards.mp4", progress=False)
    found = refused(film, home)
    assert found.count("\n- ") == 2
    assert "nobody has said who made it" in found and "nobody has chosen" in found
    fill(film, made_by="me", licence="CC0")
    assert ku.publish(film, home / "out").roll.read_text("utf-8").endswith("This film: CC0\n")


def test_a_comment_alone_makes_no_film_a_render(gappy: Path, home: Path) -> None:
    comment = ku.Clip(gappy).metadata["comment"]
    nicked = make_take(home / "nicked.mp4", "c", frames=8)
    gappy.unlink()
    ku.leave_traces(nicked, gappy, notes={"comment": comment})
    before = sha256(gappy)
    clips = [ku.Clip(home / "studio" / f"{name}.mp4") for name in "ab"]
    ku.Cut("Gappy").add(clips[0], 0.0, 0.2).add(clips[1], 0.0, 0.2).render(progress=False)
    assert sha256(gappy) != before


def test_what_was_taken_back_does_not_come_back(clip: AClip, home: Path) -> None:
    path = clip("a")
    old = signed(ku.rushes(path.parent)["a"], Credit("a", "Ada", "a phone", licence="CC BY 4.0"))
    fill(path, licence="")
    assert fill(old, notes="x").licence == ""
    assert [fact.name for fact in ku.papers(path)[0].lacking] == ["licence"]
    assert [fact.name for fact in ku.papers(ku.rushes(path.parent)["a"])[0].lacking] == ["licence"]
