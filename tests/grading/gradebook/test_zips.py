"""What Moodle and Canvas hand an instructor goes to where it is graded from."""

import csv
import io
import warnings
import zipfile

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.gradebook import zips
from kuleshov.grading.gradebook.exporters import Grade, canvas, moodle
from kuleshov.grading.gradebook.zips import collect_zip

MOODLE = {
    "Ada Lovelace_1234567_assignsubmission_file_/a2-first-cut.ipynb": b"ada",
    "Ada Lovelace_1234567_assignsubmission_file_/notes/why.txt": b"because",
    "Ada Lovelace_1234567_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Bø d'Or-Smith_88_assignsubmission_file_/A2 (1).ipynb": b"bo",
}
FLAT = {
    "Ada Lovelace_1234567_assignsubmission_file_a2-first-cut.ipynb": b"ada",
    "Participant 88_88_assignsubmission_file_a2-first-cut.ipynb": b"bo",
}
CANVAS = {
    "lovelaceada_101_5550_a2-first-cut.ipynb": b"ada",
    "lovelaceada_101_5551_why.txt": b"because",
    "borbo_LATE_102_5552_a2-first-cut-1.ipynb": b"bo",
}
SENT = "_assignsubmission_file_/"
FOLDERS = {"ada/a2-first-cut.ipynb": b"ada", "bo.smith/a2-first-cut.ipynb": b"bo"}


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def lying(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def collect(tmp_path, files, name="all.zip"):
    path = zipped(tmp_path / name, files)
    return collect_zip(path, "a2-first-cut", tmp_path / "submitted", tmp_path / "aside")


@pytest.mark.parametrize(
    ("files", "there", "names"),
    [
        (MOODLE, {"1234567": {"a2-first-cut.ipynb", "notes/why.txt", "onlinetext.html"}, "88": {"A2 (1).ipynb"}},
         {"1234567": "Ada Lovelace", "88": "Bø d'Or-Smith"}),
        (FLAT, {"1234567": {"a2-first-cut.ipynb"}, "88": {"a2-first-cut.ipynb"}},
         {"1234567": "Ada Lovelace", "88": ""}),
        (CANVAS, {"101": {"a2-first-cut.ipynb", "why.txt"}, "102": {"a2-first-cut-1.ipynb"}},
         {"101": "", "102": ""}),
        (FOLDERS, {"ada": {"a2-first-cut.ipynb"}, "bo.smith": {"a2-first-cut.ipynb"}},
         {"ada": "", "bo.smith": ""}),
        ({f"submissions/{name}": data for name, data in MOODLE.items()},
         {"1234567": {"a2-first-cut.ipynb", "notes/why.txt", "onlinetext.html"}, "88": {"A2 (1).ipynb"}},
         {"1234567": "Ada Lovelace", "88": "Bø d'Or-Smith"}),
    ],
    ids=["moodle", "moodle without folders", "canvas", "folders", "one folder more"],
)  # fmt: skip
def test_each_students_files_lie_where_they_are_graded_from(tmp_path, files, there, names):
    found = collect(tmp_path, files)
    wanted = {f"{who}/a2-first-cut/{name}" for who, all_ in there.items() for name in all_}
    assert set(lying(tmp_path / "submitted")) == wanted and found.students == names
    assert found.left == [] and found.sentences[0] == "2 students handed in something."


def test_who_is_late_for_canvas_is_named_and_nothing_is_taken_off(tmp_path):
    (said,) = [one for one in collect(tmp_path, CANVAS).sentences if "late" in one]
    assert "Canvas calls late: 102." in said and "nothing is taken off" in said


def test_a_second_zip_replaces_and_loses_nothing(tmp_path):
    collect(tmp_path, CANVAS)
    again = collect(tmp_path, CANVAS | {"borbo_102_5560_a2-first-cut-2.ipynb": b"newer"})
    assert again.unchanged == ["101"] and again.replaced == ["102"]
    third = collect(tmp_path, {"borbo_102_5561_a2-first-cut-3.ipynb": b"newest"})
    assert third.replaced == ["102"]
    assert set(lying(tmp_path / "submitted" / "102")) == {"a2-first-cut/a2-first-cut-3.ipynb"}
    assert set(lying(tmp_path / "aside")) == {
        "102/a2-first-cut/a2-first-cut-1.ipynb",
        "102/a2-first-cut-2/a2-first-cut-1.ipynb", "102/a2-first-cut-2/a2-first-cut-2.ipynb",
    }  # fmt: skip


def test_no_file_leaves_its_students_folder(tmp_path):
    evil = {
        "x_1_assignsubmission_file_/../../../up.ipynb": b"1",
        "x_1_assignsubmission_file_//etc/passwd": b"2",
        "x_1_assignsubmission_file_/a\\..\\..\\b.ipynb": b"3",
        "__MACOSX/x_1_assignsubmission_file_/._a.ipynb": b"4",
    }
    collect(tmp_path, evil)
    assert set(lying(tmp_path)) == {
        "all.zip", "submitted/1/a2-first-cut/up.ipynb", "submitted/1/a2-first-cut/etc/passwd",
        "submitted/1/a2-first-cut/a/b.ipynb",
    }  # fmt: skip


def test_no_folder_of_a_zip_is_a_place_of_the_class(tmp_path):
    evil = {"../a2.ipynb": b"1", "./a2.ipynb": b"2", "ada///tmp/a2.ipynb": b"3"}
    assert collect(tmp_path, evil).left == ["../a2.ipynb", "./a2.ipynb"]
    assert set(lying(tmp_path)) == {"all.zip", "submitted/ada/a2-first-cut/tmp/a2.ipynb"}


OWN = {"a8-your-short.ipynb": b"ben", "short/short.mp4": b"film", "short/short.vtt": b"words"}


@pytest.mark.parametrize("around", ["", "a8-your-short/"])
def test_what_one_student_zipped_makes_nobody_a_student(tmp_path, around):
    files = {around + name: data for name, data in OWN.items()}
    with pytest.raises(
        KuleshovError, match=r"what one student handed in: .*a8-your-short.ipynb lies"
    ):
        collect(tmp_path, files)
    assert set(lying(tmp_path)) == {"all.zip"}
    found = collect(tmp_path, {f"ben/{name}": data for name, data in OWN.items()})
    assert list(found.students) == ["ben"]


@pytest.mark.parametrize("between", ["/", ""], ids=["moodle", "moodle without folders"])
def test_no_name_of_a_file_makes_it_another_students(tmp_path, between):
    hers = f"Ada_1_assignsubmission_file_{between}Bo_2_assignsubmission_file_{between}a2.ipynb"
    files = {hers: b"ada", f"Bo_2_assignsubmission_file_{between}a2.ipynb": b"bo"}
    found = collect(tmp_path, files)
    assert found.students == {"1": "Ada", "2": "Bo"}
    assert lying(tmp_path / "submitted" / "2") == {"a2-first-cut/a2.ipynb": b"bo"}


def test_when_a_work_came_is_the_classs_to_say(tmp_path):
    """A student's own timestamp.txt is left; an instructor's stays when the zip comes again."""
    files = {
        "borbo_LATE_102_5552_a2.ipynb": b"bo",
        "borbo_LATE_102_5553_timestamp.txt": b"2020-01-01 12:00 UTC",
    }
    found = collect(tmp_path, files)
    assert found.late == ["102"] and "timestamp.txt (when it came is not" in found.left[0]
    place = tmp_path / "submitted" / "102" / "a2-first-cut"
    assert set(lying(place)) == {"a2.ipynb"}
    (place / "timestamp.txt").write_text("2026-12-02 12:00 UTC")
    assert collect(tmp_path, files).unchanged == ["102"]
    assert set(lying(place)) == {"a2.ipynb", "timestamp.txt"}
    collect(tmp_path, {"borbo_102_5554_a2.ipynb": b"newer"})
    assert set(lying(place)) == {"a2.ipynb"}, "another work came at another time"
    by_hand = {"ada/timestamp.txt": b"2026-12-01 12:00 UTC", "ada/a2.ipynb": b"ada"}
    assert collect(tmp_path, by_hand).left == [], "a class's own folders bring their times"


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_that_came_damaged_is_left_and_named(tmp_path, way):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("ada/a2.ipynb", b"".join(bytes([n % 251]) * 7 for n in range(999)))
        archive.writestr("bo/a2.ipynb", b"bo")
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    found = collect_zip(path, "a2", tmp_path / "submitted", tmp_path / "aside")
    assert list(found.students) == ["bo"]
    assert found.left == ["ada/a2.ipynb (damaged, or locked by a password)"]


def test_who_was_marked_blind_has_no_name(tmp_path):
    for n, who in enumerate(("Participant", "Teilnehmerin", "Participant {}")):
        files = {f"{who.format(k)}_{k}_assignsubmission_file_/a2.ipynb": b"" for k in (12, 13)}
        assert collect(tmp_path, files, f"{n}.zip").students == {"12": "", "13": ""}


def test_what_bears_no_number_is_left_and_named(tmp_path):
    found = collect(tmp_path, CANVAS | {"readme.pdf": b"?"})
    assert found.left == ["readme.pdf"] and "Left in the zip: readme.pdf." in found.sentences
    with pytest.raises(KuleshovError, match=r"Nothing in b\.zip bears .*: readme\.pdf"):
        collect(tmp_path, {"readme.pdf": b"?"}, "b.zip")
    with pytest.raises(KuleshovError, match="it is empty"):
        collect(tmp_path, {}, "c.zip")


def test_what_is_no_zip_is_said(tmp_path):
    (tmp_path / "half.zip").write_bytes(zipped(tmp_path / "all.zip", CANVAS).read_bytes()[:100])
    for name, words in (
        ("half.zip", "is no zip, or was not downloaded whole"),
        ("no.zip", "There is no file"),
        (".", "is no zip"),
    ):
        with pytest.raises(KuleshovError, match=words):
            collect_zip(tmp_path / name, "a2-first-cut", tmp_path / "submitted", tmp_path / "aside")


def test_marks_go_back_by_the_numbers_that_came(tmp_path):
    """Whatever Moodle calls a participant in its language, the number is the student's."""
    given = [
        Grade(who, "a2-first-cut", points, 0.0, 22.0, "", False)
        for who, points in (("101", 7), ("88", 9))
    ]
    sheet = "Identifier,Full name,Grade\r\nTeilnehmer/in88,Bo,\r\nParticipant 101,Ada,\r\nParticipant 8,Cy,\r\n"
    rows = list(csv.DictReader(io.StringIO(moodle(sheet, given).text)))
    assert [row["Grade"] for row in rows] == ["9.00", "7.00", ""]
    book = "Student,ID,SIS User ID,SIS Login ID,Section\r\nAda,101,S1,ada,F\r\nBo,88,S2,bo,F\r\n"
    assert [row[-1] for row in csv.reader(io.StringIO(canvas(book, given).text))] == [
        "a2-first-cut",
        "7",
        "9",
    ]


@pytest.mark.parametrize(
    ("files", "there"),
    [
        # Two of one name: by the platform, by a tool that added to a zip, a file where a folder is.
        ([("ada_101_5550_a2.ipynb", b"1"), ("ada_101_5551_a2.ipynb", b"2")],
         {"101": {"a2.ipynb": b"1", "2/a2.ipynb": b"2"}}),
        ([("ada_101_5550_a2.ipynb", b"1")] * 2, {"101": {"a2.ipynb": b"1", "2/a2.ipynb": b"1"}}),
        ([(f"A_1{SENT}a", b"1"), (f"A_1{SENT}a/b", b"2")], {"1": {"a": b"1", "2/a/b": b"2"}}),
        ([(f"A_1{SENT}a/b", b"1"), (f"A_1{SENT}a", b"2")], {"1": {"a/b": b"1", "2/a": b"2"}}),
        # One number under two names, as where a group hands in.
        ([(f"A_1{SENT}a", b"1"), (f"B_1{SENT}a", b"2")], {"1": {"a": b"1", "2/a": b"2"}}),
        # A name that no disk takes; only what Jupyter kept; made by Windows; a folder around all.
        ([(f"A_1{SENT}{'x' * 300}.ipynb", b"1")], {"1": {f"{'x' * 20}..{'x' * 12}.ipynb": b"1"}}),
        ([(f"A_1{SENT}.ipynb_checkpoints/a.ipynb", b"1"), (f"A_1{SENT}.git/HEAD", b"2")],
         {"1": {".ipynb_checkpoints/a.ipynb": b"1"}}),
        ([("ada\\w\\a", b"1"), ("bo\\a", b"2")], {"ada": {"w/a": b"1"}, "bo": {"a": b"2"}}),
        ([("all/ada/a", b"1"), ("all/bo/a", b"2")], {"ada": {"a": b"1"}, "bo": {"a": b"2"}}),
        ([("ada/work/a", b"1"), ("ada/b", b"2")], {"ada": {"work/a": b"1", "b": b"2"}}),
        # Moodle's folders aren't taken for students' own because of what else lies there.
        ([(f"A_1{SENT}a", b"1"), ("B_2_assignfeedback_file_/f", b"2")], {"1": {"a": b"1"}}),
        # A file whose name pretends to be another student's.
        ([(f"A_1{SENT}B_88{SENT}a", b"1")], {"1": {f"B_88{SENT}a": b"1"}}),
        ([(f"A_1{SENT[:-1]}B_88{SENT[:-1]}a", b"1")], {"1": {f"B_88{SENT[:-1]}a": b"1"}}),
        ([("ada_101_5550_bo_102_6_a", b"1"), ("cy_103_6_x\\bo_102_6_a", b"2")],
         {"101": {"bo_102_6_a": b"1"}, "103": {"x/bo_102_6_a": b"2"}}),
        # A student has a name, and no place elsewhere.
        ([("../a", b"1"), (" .. /a", b"1"), ("./ada/a", b"1")], {"ada": {"a": b"1"}}),
    ],
)  # fmt: skip
def test_nothing_of_anybody_is_lost_or_put_to_another(tmp_path, files, there):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two of one name
        for name, data in files:
            archive.writestr(name, data)
    collect_zip(tmp_path / "all.zip", "a2", tmp_path / "in" / "submitted", tmp_path / "aside")
    assert lying(tmp_path / "in") == {
        f"submitted/{who}/a2/{name}": data
        for who, theirs in there.items()
        for name, data in theirs.items()
    }


def test_a_zip_of_too_many_files_is_called_that(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MAX_FILES", 2)
    with pytest.raises(KuleshovError, match="holds 3 files; at most 2 are taken"):
        collect(tmp_path, CANVAS)
