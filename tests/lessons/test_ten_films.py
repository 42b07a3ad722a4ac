"""Ten small films of a made class: ten that differ, whole, shown in three orders, made once."""

import shutil
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import kuleshov as ku
from kuleshov.criticism.screening.papers_beside import owed_by
from kuleshov.errors import KuleshovError
from kuleshov.lessons import ten_films
from kuleshov.lessons.ten_films import captions_of, cut_of, made, shorts
from kuleshov.media import Captions

ROOT = Path(__file__).resolve().parents[2]
PLAN = made()
FILMS, ORDERS = PLAN["films"], PLAN["orders"]
HANDED_IN = {
    "short.mp4", "short.vtt", "credits.txt", "papers.html", "statement.md", "consent.txt",
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A reader's machine, on which the films were made: what is written lies in it."""
    home = tmp_path_factory.mktemp("shorts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_HOME", str(ROOT))
        patch.setenv("KULESHOV_STUDIO", str(home / "studio"))
        patch.setenv("KULESHOV_CACHE", str(home / "cache"))
        patch.chdir(home)
        shorts("class")
        yield home


@pytest.fixture(scope="module")
def home(place):
    return place / "class"


@pytest.fixture
def little(tmp_path, monkeypatch):
    """A class of one film, the shortest: for what goes wrong, or is made again."""
    plan = PLAN | {"films": {"lamp": FILMS["lamp"]}, "orders": {}}
    monkeypatch.setattr(ten_films, "made", lambda: plan)
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return tmp_path / "class"


def state(folder):
    """Return all that lies in a folder, with when it was written."""
    return {
        one.relative_to(folder).as_posix(): (one.stat().st_mtime_ns, one.is_file() and one.read_bytes())
        for one in folder.rglob("*")
    }  # fmt: skip


def test_ten_films_are_handed_in_whole_and_nothing_else_is_written(place, home):
    assert len(FILMS) == 10 and {one.name for one in place.iterdir()} <= {"class", "cache"}
    assert {one.name for one in home.iterdir()} == {
        *FILMS, "programme.md", "bright-to-dark.md", "by-pairs.md", "as-a-story.md"
    }  # fmt: skip
    for name in FILMS:
        assert {one.name for one in (home / name).iterdir()} == HANDED_IN, name


def test_a_readers_own_ledger_knows_nothing_of_them(little):
    ku.ledger.add(ROOT / "datasets/rushes/understudy/6E-1.mp4", "me", "", "", "", "", title="mine")
    studio = ku.ledger().path.parent
    before = state(studio)
    shorts(little)
    assert state(studio) == before


@pytest.mark.parametrize("name", FILMS)
def test_a_film_can_be_played_and_read(home, name):
    film = ku.Clip(home / name / "short.mp4")
    assert 8 <= film.duration <= 20 and film.duration == cut_of(FILMS[name]).duration
    assert (film.width, film.height, film.rate) == (480, 270, 24)
    assert (film.codec, film.pixel_format, film.sound.channels) == ("h264", "yuv420p", 2)
    held = Captions.load(home / name / "short.vtt")
    assert held == captions_of(FILMS[name]) and len(held) > 0 and held.check(film.duration) == []


@pytest.mark.parametrize("name", FILMS)
def test_every_line_has_its_caption_and_noises_keep_off_them(name):
    held, lines = captions_of(FILMS[name]), cut_of(FILMS[name]).lines()
    assert Counter(one.text for one in held if one.speaker) == Counter(one.text for one in lines)
    assert all(one.whole for one in lines)
    assert all(early.stop <= late.start + 1e-6 for early, late in pairwise(held))


@pytest.mark.parametrize("name", FILMS)
def test_its_papers_are_whole_and_say_that_its_maker_is_made_up(home, name):
    owed = owed_by(home / name / "short.mp4")
    assert (owed.title, owed.maker) == (FILMS[name]["title"], FILMS[name]["author"])
    assert "made up" in dict(dict(owed.facts)[FILMS[name]["title"]])["made with"]
    assert any("The Understudy" in line and "CC BY 4.0" in line for line in owed.roll)
    assert 25 <= len(FILMS[name]["statement"].split()) <= 60


def frames_of(name):
    """Return which frames of which takes are seen in a film."""
    return {
        (shot.take, frame)
        for shot in cut_of(FILMS[name])
        if not shot.is_card
        for frame in range(shot.in_, shot.out)
    }


def test_no_two_films_show_the_same():
    seen = {name: frames_of(name) for name in FILMS}
    for one, other in combinations(FILMS, 2):
        shared = len(seen[one] & seen[other])
        assert shared <= min(len(seen[one]), len(seen[other])) / 3, (one, other)
    for field in ("title", "author", "statement"):
        assert len({film[field] for film in FILMS.values()}) == 10


def test_the_lamp_that_does_nothing_shows_one_take_and_no_other_film_shows_it(home):
    lamp = cut_of(FILMS["lamp"])
    assert {(shot.take, shot.grade, shot.fade_in, shot.fade_out) for shot in lamp} == {
        ("KA-1", None, 0, 0)
    }
    assert lamp.lines() == []
    assert not any(
        take == "KA-1" for name in FILMS if name != "lamp" for take, _ in frames_of(name)
    )
    film = ku.Clip(home / "lamp" / "short.mp4")
    first = film.frame(0).astype(int)
    moved = [abs(film.frame(n).astype(int) - first).mean() for n in range(0, film.frames, 9)]
    assert max(moved) < 3  # of 255 levels: grain, and the cut isn't seen


def test_none_is_louder_by_accident(home):
    heard = {
        name: ku.measure(home / name / "short.mp4", ["loudness"])["loudness"] for name in FILMS
    }
    spoken = {name for name in FILMS if cut_of(FILMS[name]).lines()}
    assert spoken == {"manners", "said", "waits"}
    for name, found in heard.items():
        peak = next(one.value for one in found.beside if one.name == "true peak")
        assert peak <= -1, name
        low, high = (-25, -22.5) if name in spoken else (-31.5, -25)
        assert name == "lamp" or low <= found.value <= high, (name, found.value)
    assert heard["lamp"].value < min(one.value for name, one in heard.items() if name != "lamp")


def test_no_film_flickers_faster_than_eyes_can_bear():
    """At most three flashes a second (WCAG 2.3.1): a flash is two cuts, there and back."""
    for name, film in FILMS.items():
        cuts = cut_of(film).cuts
        assert all(late - early > 24 for early, late in zip(cuts, cuts[6:], strict=False)), name


@pytest.mark.parametrize("order", ORDERS)
def test_a_programme_shows_all_ten_in_its_order_and_leaves_none_out(home, tmp_path, order):
    shown = ku.programme(home, tmp_path / "site", order=f"{order}.md")
    assert [one.folder for one in shown.works] == ORDERS[order]["films"]
    assert (
        shown.left_out == ()
        and shown.notes == ()
        and sorted(ORDERS[order]["films"]) == sorted(FILMS)
    )
    assert shown.sheet.curator == ORDERS[order]["curator"]
    assert shown.sheet.note.startswith(ORDERS[order]["note"].strip())
    assert "made up" in (tmp_path / "site" / "index.html").read_text("utf-8").split("<h2")[0]
    assert "Nothing was left out." in (tmp_path / "site-left-out.txt").read_text("utf-8")


def test_nobody_has_chosen_an_order_in_programme_md(home, tmp_path):
    shown = ku.programme(home, tmp_path / "site")
    assert [one.folder for one in shown.works] == sorted(FILMS)
    assert shown.sheet.curator == "" and shown.sheet.note.startswith("Nobody has chosen")


def test_the_lamp_comes_after_another_film_in_each_order():
    before = [order["films"][order["films"].index("lamp") - 1] for order in ORDERS.values()]
    assert len(set(before)) == 3 and all(order["films"][0] != "lamp" for order in ORDERS.values())
    assert set(before) == {"manners", "moth", "door"}


def test_bright_to_dark_is_what_it_says(home):
    def light(name):
        film = ku.Clip(home / name / "short.mp4")
        frames = range(0, film.frames, 12)
        return sum(film.frame(n).mean() for n in frames) / len(frames)

    levels = [light(name) for name in ORDERS["bright-to-dark"]["films"]]
    assert all(late < early + 1 for early, late in pairwise(levels)), levels  # of 255: by eye
    assert levels[0] > 2.5 * levels[-1]


def test_what_is_there_stays_as_it_is(home):
    before = state(home)
    shorts(home)
    assert state(home) == before


def test_what_a_reader_changed_stays_and_what_they_deleted_is_made_again(little):
    shorts(little)
    film = (little / "lamp" / "short.mp4").read_bytes()
    (little / "programme.md").write_text("# Mine\n", "utf-8")
    (little / "lamp" / "consent.txt").unlink()  # it was taken back
    shorts(little)
    assert (little / "programme.md").read_text("utf-8") == "# Mine\n"
    assert not (little / "lamp" / "consent.txt").exists()
    shutil.rmtree(little / "lamp")
    shorts(little)
    assert (little / "lamp" / "consent.txt").exists()
    assert (little / "lamp" / "short.mp4").read_bytes() == film


def test_a_film_is_there_as_a_whole_or_not_at_all(little, monkeypatch):
    def stopped(*_):
        raise KuleshovError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(ten_films, "publish", stopped)
        with pytest.raises(KuleshovError, match="disk is full"):
            shorts(little)
    assert list(little.iterdir()) == []
    shorts(little)
    assert {one.name for one in little.iterdir()} == {"lamp", "programme.md"}


def test_two_notebooks_may_make_them_at_once(little, monkeypatch):
    publish = ten_films.publish

    def slow(*given):
        (little / "lamp").mkdir()
        (little / "lamp" / "short.mp4").write_bytes(b"the other one's")
        return publish(*given)

    monkeypatch.setattr(ten_films, "publish", slow)
    shorts(little)
    assert (little / "lamp" / "short.mp4").read_bytes() == b"the other one's"
    assert {one.name for one in little.iterdir()} == {"lamp", "programme.md"}


def test_where_a_file_has_the_folders_name_that_is_said(little):
    little.write_text("my notes", "utf-8")
    with pytest.raises(KuleshovError, match="class is a file"):
        shorts(little)
    assert little.read_text("utf-8") == "my notes"
