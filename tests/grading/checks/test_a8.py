"""Assignment a8: what a student is told of a short, where it is made and where it is only looked at."""

from types import SimpleNamespace

import pytest

import kuleshov as ku
from kuleshov.criticism.brief import Check, Delivery
from kuleshov.criticism.edit_checks import takes_away
from kuleshov.errors import EditError, LibraryError, MediaError
from kuleshov.grading.checks import a8_short as short

TEXT = "title: x\nblack 00:12\n4A-1 02:00 04:00\n5A-1 02:00 04:00\n4A-1 06:00 08:00\nblack 00:12\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A notebook's folder, with a studio beside it."""
    (tmp_path / "notebook").mkdir()
    monkeypatch.chdir(tmp_path / "notebook")
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return tmp_path


@pytest.fixture
def cut():
    return ku.Cut.from_text(TEXT, ku.rushes("understudy"))


class Student:
    """Answers with these checks, and remembers what was asked."""

    def __init__(self, *checks):
        self.checks = checks

    def delivery(self, place, edit=None, brief=None):
        self.place, self.edit = place, edit
        return Delivery("short", self.checks)


GOOD = Check("length", "60 to 120 s", "61.00 s", True)
BAD = Check("loudness", "-23 LUFS", "-20.0 LUFS", False, "Make it 3.0 dB softer.")


def test_what_holds_is_not_told_and_what_is_open_is_found_asked_and_to_be_done(cut):
    student = Student(GOOD, BAD)
    assert short.missing(student, cut, "length") == []
    (said,) = short.missing(student, cut, "length", "loudness")
    assert said == "loudness: -20.0 LUFS. Asked: -23 LUFS. Make it 3.0 dB softer."
    assert student.place == "short/short.mp4"


@pytest.mark.parametrize(
    ("name", "said"),
    [("lines", "Captions come first."), ("consent", "'I agree: '"), ("papers", "not be looked at")],
)
def test_a_check_that_nobody_could_make_is_open(cut, name, said):
    (told,) = short.missing(Student(GOOD), cut, name)
    assert said in told


@pytest.mark.parametrize("work", [None, 0, "title: x", [], ku.Cut("empty")])
def test_without_an_edit_nothing_holds(work):
    assert short.missing(Student(GOOD), work, "length") and short.no_short(Student(GOOD), work)


def test_a_film_that_is_not_there_is_told_with_where_it_belongs(cut):
    def delivery(*_, **__):
        raise MediaError("There is no short.mp4. Did you mean short.vtt?")

    (said,) = short.missing(SimpleNamespace(delivery=delivery), cut, "length")
    assert said.startswith("There is no short.mp4. Did you mean short.vtt? The folder short,")


def test_the_edit_is_asked_about_with_the_courses_takes_whatever_names_the_student_gave(cut):
    other = ku.rushes("understudy")["KB-1"]
    student = Student(GOOD)
    faked = ku.Cut.from_text(TEXT, {"4A-1": other, "5A-1": other})
    short.missing(student, faked, "length")
    assert student.edit.edit == faked.edit
    assert student.edit.take("4A-1").path == ku.rushes("understudy")["4A-1"].path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4A-1 02:00 04:00\n5A-1 02:00 04:00\n", "has 2 shots"),
        ("4A-1 02:00 04:00\n4A-1 04:00 06:00\n4A-1 06:00 08:00\n", "has 1 shot"),
        (TEXT + "black 07:00\n", "8 s of 14 are black"),
        (TEXT + "gap 07:00\n", "8 s of 14 are black"),
    ],
)
def test_too_few_shots_and_too_much_black_are_no_short(text, said):
    edit = ku.Cut.from_text(text, ku.rushes("understudy"))
    whole = Student(Check("the edit", "", "", True), Check("pictures", "", "", True))
    assert said in short.no_short(whole, edit)[0]
    assert short.no_short(whole, ku.Cut.from_text(TEXT, ku.rushes("understudy"))) == []


def test_a_film_of_another_edit_or_of_one_picture_is_no_short(cut):
    other = Student(
        Check("the edit", "a", "b", False, "Again."), Check("pictures", "a", "b", False)
    )
    assert [one.partition(":")[0] for one in short.no_short(other, cut)] == ["the edit", "pictures"]


def test_a_short_is_made_where_nothing_was_handed_in(cut, capsys):
    assert short.at_work(cut) and capsys.readouterr().out == ""
    assert not short.at_work(None) and "still empty" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["short/short.mp4", "short.mp4"])
def test_a_film_that_this_studio_never_made_is_left_as_it_is(cut, place, where, capsys):
    film = ku.Cut("x").title_card("Night", "3f").render("short.mp4", size=(64, 36))
    handed = place / "notebook" / where
    handed.parent.mkdir(exist_ok=True)
    handed.write_bytes(film.path.read_bytes())
    assert short.handed_in().resolve() == handed.resolve() and short.at_work(cut)
    handed.write_bytes(film.path.read_bytes() + b"\0\0\0\x08free")  # somebody else's
    assert not short.at_work(cut)
    said = capsys.readouterr().out
    assert "as it was handed in" in said and f"lay {where} somewhere else" in said


def test_where_a_film_was_handed_in_an_edit_may_name_takes_that_are_away(place):
    text = TEXT.replace("5A-1", "kitchen")
    handed = place / "notebook" / "short.mp4"
    handed.write_bytes(b"somebody else's")
    takes = short.takes(ku.rushes("understudy"))
    cut = ku.Cut.from_text(text, takes).to_loudness(-23)
    assert "kitchen can't be heard on this machine" in cut.said and cut.edit.level == 0
    assert takes_away(cut) == ["kitchen"] and [line.text for line in cut.lines()]
    coded = ku.Cut("x", rushes=takes).add("kitchen", 0, 20.0).add("4A-1", 2.0, 4.0)
    coded.overwrite("1.0", "kitchen", 0, to="2.0").lane("music").lay("kitchen", 0, 2.0, at=0)
    assert coded.trim(1, out="0.5").slip(1, 30).shots[0].take == "kitchen"
    with pytest.raises(EditError, match="nobody here knows where it ends"):
        coded.add("kitchen")
    with pytest.raises(LibraryError, match="isn't on this machine"):
        coded.render("short.mp4")
    handed.unlink()
    with pytest.raises(EditError, match="no take 'kitchen'"):
        ku.Cut("x", rushes=short.takes(ku.rushes("understudy"))).add("kitchen", 0, 20.0)


def test_what_was_imported_is_there_to_cut_and_the_courses_names_stay_the_courses(place, capsys):
    rushes = ku.rushes("understudy")
    assert short.takes(rushes) is rushes
    footage = place / "studio" / "footage"
    footage.mkdir(parents=True)
    for name in ("kitchen.mp4", "4A-1.mp4"):
        (footage / name).write_bytes(rushes["KB-1"].path.read_bytes())
    found = short.takes(rushes)
    assert found["kitchen"].path == footage / "kitchen.mp4" and len(found) == len(rushes) + 1
    assert found["4A-1"].path == rushes["4A-1"].path
    assert "4A-1 has the name of a take of the course" in capsys.readouterr().out


def test_consent_is_written_beside_the_film_and_not_before_there_is_one(place):
    with pytest.raises(LibraryError, match="Publish the film first"):
        short.agree("Programme: x\nI agree: Ana, 2026-12-01")
    (place / "notebook" / "short").mkdir()
    with pytest.raises(LibraryError, match="Nobody has agreed"):
        short.agree("\n")
    path = short.agree("\nProgramme: x\nI agree: Ana, 2026-12-01\n\n")
    assert path.read_text() == "Programme: x\nI agree: Ana, 2026-12-01\n"


def test_what_others_signed_stays_and_says_yes_to_no_other_programme(place):
    path = place / "notebook" / "short" / "consent.txt"
    path.parent.mkdir()
    path.write_text("Programme: x\nI agree: Ben Oke, 2026-11-30\nI agree:  ana lund, 2026-11-01\n")
    short.agree("Programme: X\nI agree: Ana Lund, 2026-12-01")
    both = "Programme: X\nI agree: Ana Lund, 2026-12-01\nI agree: Ben Oke, 2026-11-30\n"
    assert path.read_text() == both
    with pytest.raises(
        LibraryError, match=r"holds 'I agree: Ben Oke, .* hasn't agreed to this one"
    ):
        short.agree("Programme: another\nI agree: Ana Lund, 2026-12-01")
    assert path.read_text() == both
    short.agree("Programme: none\nI agree: Ana Lund, 2026-12-02")
    assert path.read_text().startswith("Programme: none\n") and "Ben Oke" in path.read_text()
    short.agree("I agree: Ben Oke, 2026-12-02")
    assert path.read_text().startswith(
        "Programme: none\nI agree: Ben Oke, 2026-12-02\nI agree: Ana"
    )


def test_consent_is_written_through_no_link(place):
    path = place / "notebook" / "short" / "consent.txt"
    path.parent.mkdir()
    path.symlink_to(place / "elsewhere.txt")
    (place / "elsewhere.txt").write_text("mine")
    with pytest.raises(LibraryError, match="no file of its own"):
        short.agree("Programme: x\nI agree: Ana, 2026-12-01")
    assert (place / "elsewhere.txt").read_text() == "mine"
