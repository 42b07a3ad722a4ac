"""The command line as a person meets it: what it prints, how it ends, and no traceback ever."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import make_take, odd
from server import serve

from kuleshov.cli import main
from kuleshov.files import sha256

HEADER = (
    "id,kind,title,maker,model,brief,asked,year,url,sha256,bytes,width,height,fps,duration_s,"
    "codec,has_audio,shots,licence,licence_evidence,attribution,consent,notes"
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty course of its own; the command line is started in it."""
    for folder in ("course", "datasets/rushes", "studio", "cache"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setenv("KULESHOV_HOME", str(tmp_path))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("KULESHOV_MIRROR", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def kuleshov(home, capsys):
    """Run a command; return its exit code, what it printed, and what it complained of."""

    def run(*words):
        try:
            main([str(word) for word in words])
            code = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run


def one_line(complaint):
    """Whether a complaint is one line, which begins with the program's name and ends in a stop."""
    lines = complaint.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("kuleshov: ") and lines[0][-1] in ".?"


def test_without_a_command_it_says_what_there_is(kuleshov):
    code, out, err = kuleshov()
    assert code == 2
    for command in ("lab", "fetch", "import", "measure", "build", "pack", "unpack", "doctor"):
        assert command in out + err


def test_a_misspelled_command_is_named(kuleshov):
    code, _, err = kuleshov("mesure", "film.mp4")
    assert code == 2 and "mesure" in err


# doctor


def test_the_doctor_looks_at_everything_and_is_content_with_a_whole_course(kuleshov, monkeypatch):
    root = Path(__file__).resolve().parents[2]
    monkeypatch.setenv("KULESHOV_HOME", str(root))
    code, out, _ = kuleshov("doctor")
    looked_at = ["course", "footage", "coding", "playing", "fonts", "memory", "disk", "sandbox"]
    assert [line.split(":")[0].split()[-1] for line in out.splitlines()] == looked_at
    assert code == 0, out


def test_the_doctor_says_what_is_missing_and_still_looks_at_the_rest(kuleshov):
    code, out, _ = kuleshov("doctor")
    assert code == 1
    assert "bad  footage:" in out and "good  coding:" in out and "disk:" in out


def test_the_doctor_finds_no_room_and_no_memory(kuleshov, monkeypatch):
    from kuleshov import doctor

    monkeypatch.setattr(doctor, "_memory_limit", lambda: 2**29)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 5))
    _, out, _ = kuleshov("doctor")
    assert "bad  memory: 0.5 GiB; lessons need 1 GiB" in out
    assert "bad  disk: 0.0 GiB free" in out


# build


@pytest.fixture
def authored(home):
    """A course of one lesson, written and built."""
    root = Path(__file__).resolve().parents[2]
    for name in ("uv.lock", "pyproject.toml", "environment.yml"):
        shutil.copy(root / name, home)
    (home / "course" / "source").mkdir()
    (home / "course" / "source" / "00-start.py").write_text("# %% [markdown]\n# # Start\n")
    return home


def test_build_writes_once_and_check_is_content(kuleshov, authored):
    code, out, _ = kuleshov("build")
    made = out.splitlines()
    assert code == 0 and "built course/00-start.ipynb" in made and "built docs/measures.md" in made
    assert kuleshov("build")[:2] == (0, "")
    assert kuleshov("build", "--check")[0] == 0


def test_a_notebook_changed_by_hand_is_refused_by_its_name(kuleshov, authored):
    kuleshov("build")
    notebook = authored / "course" / "00-start.ipynb"
    notebook.write_text(notebook.read_text().replace("Start", "Stop"))
    code, _, err = kuleshov("build", "--check")
    assert code == 1 and one_line(err)
    assert "course/00-start.ipynb is not what its source makes" in err


# pack, unpack


def test_what_was_made_goes_home_and_comes_back(kuleshov, home, monkeypatch):
    (home / "studio" / "notes.txt").write_text("the lamp waits")
    code, out, _ = kuleshov("pack", "mine.zip")
    assert code == 0 and "mine.zip (1 file)" in out
    monkeypatch.setenv("KULESHOV_STUDIO", str(home / "elsewhere"))
    assert kuleshov("unpack", "mine.zip")[:2] == (0, "restored notes.txt\n")
    assert (home / "elsewhere" / "notes.txt").read_text() == "the lamp waits"


def test_a_notebook_that_was_run_goes_home_too(kuleshov, home, monkeypatch):
    ran = '{"cells": [{"cell_type": "code", "execution_count": 3, "source": "word = 1"}]}'
    (home / "course" / "02-the-cut.ipynb").write_text(ran)
    (home / "course" / "03-rhythm.ipynb").write_text(ran.replace("3", "null"))
    _, out, _ = kuleshov("pack", "mine.zip")
    assert "kept" in out and "mine.zip (1 file)" in out
    monkeypatch.setenv("KULESHOV_STUDIO", str(home / "elsewhere"))
    kuleshov("unpack", "mine.zip")
    assert (home / "elsewhere" / "notebooks" / "02-the-cut.ipynb").read_text() == ran


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pack",), "nothing in"),
        (("pack", "nowhere/mine.zip"), "no folder"),
        (("unpack", "none.zip"), "no pack"),
        (("unpack", "damaged.zip"), "damaged"),
    ],
)
def test_packing_gone_wrong_is_one_line(kuleshov, home, words, said):
    (home / "damaged.zip").write_bytes(b"PK\x03\x04 and then nothing")
    code, _, err = kuleshov(*words)
    assert code == 1 and said in err and one_line(err)


def test_a_pack_overwrites_nothing_of_yours(kuleshov, home):
    (home / "studio" / "notes.txt").write_text("first")
    kuleshov("pack", "mine.zip")
    assert kuleshov("pack", "mine.zip")[0] == 1
    (home / "studio" / "notes.txt").write_text("second")
    code, _, err = kuleshov("unpack", "mine.zip")
    assert code == 1 and "notes.txt" in err
    assert (home / "studio" / "notes.txt").read_text() == "second"


# fetch


@pytest.fixture
def upstream(home, monkeypatch):
    """A server on this machine, and a catalogue that knows its one clip."""
    folder = home / "upstream"
    folder.mkdir()
    path = make_take(folder / "moth.mp4", frames=24)
    facts = dict.fromkeys(HEADER.split(","), "")
    facts |= {"id": "moth", "kind": "generated", "title": "Moth", "licence": "CC BY 4.0"}
    facts |= {"url": "https://example.org/moth.mp4", "sha256": sha256(path), "has_audio": "yes"}
    facts |= {"bytes": str(path.stat().st_size), "attribution": "Ana"}
    rows = [HEADER, ",".join(facts.values())]
    (home / "datasets" / "catalog.csv").write_text("\n".join(rows) + "\n")
    monkeypatch.setenv("KULESHOV_RETRY_PAUSE", "0.01")
    monkeypatch.setenv("KULESHOV_PATIENCE", "0.2")
    with serve(folder) as server:
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        yield server


def test_a_clip_is_fetched_once(kuleshov, upstream, home):
    code, out, err = kuleshov("fetch", "moth")
    assert (code, err) == (0, "") and "moth" in out
    assert (home / "cache" / "clips" / "moth.mp4").is_file()


def test_a_clip_that_cannot_be_had_is_named_and_counted(kuleshov, upstream):
    upstream.mishap("moth.mp4", "gone")
    code, out, err = kuleshov("fetch", "moth")
    assert code == 1 and "moth" in out
    assert err == "kuleshov: 1 of 1 clip could not be had.\n"


def test_asked_to_go_on_it_ends_well_without_a_clip_but_not_without_a_lesson(kuleshov, upstream):
    upstream.mishap("moth.mp4", "gone")
    code, out, err = kuleshov("fetch", "--go-on", "moth")
    assert code == 0 and "moth is gone" in out and "1 of 1 clip could not be had" in err
    assert kuleshov("fetch", "--go-on", "lesson-99")[0] == 1


def test_a_lesson_that_shows_no_clips_says_so(kuleshov, upstream):
    code, out, _ = kuleshov("fetch", "lesson-02")
    assert code == 0 and out.startswith("lesson-02 shows no clips")


def test_an_id_that_nobody_knows_brings_a_near_one(kuleshov, upstream):
    code, _, err = kuleshov("fetch", "mth")
    assert code == 1 and one_line(err) and "Did you mean moth?" in err


# import, measure


def test_footage_comes_in_and_what_is_no_film_is_named(kuleshov, home):
    make_take(home / "phone.mp4", frames=48)
    (home / "memo.txt").write_text("not a film")
    code, out, _ = kuleshov("import", "phone.mp4", "memo.txt")
    assert code == 0
    assert "phone" in out and "memo.txt" in out
    code, out, _ = kuleshov("import", "memo.txt")
    assert code == 1 and "memo.txt" in out


def test_another_sound_track_is_taken_where_it_is_asked_for(kuleshov, home):
    odd.film(home / "obs.mkv", odd.pictures(12), [odd.tone(0.5), odd.tone(0.5)])
    code, out, _ = kuleshov("import", "--sound-track", "2", "obs.mkv")
    assert code == 0 and "sound track 2 taken" in out
    assert kuleshov("import", "--sound-track", "5", "obs.mkv")[0] == 1


def test_a_film_is_measured_as_a_table_and_as_json(kuleshov, home):
    make_take(home / "film.mp4", frames=48)
    code, out, _ = kuleshov("measure", "film.mp4")
    assert code == 0 and "Loudness" in out and "LUFS" in out
    numbers = json.loads(kuleshov("measure", "film.mp4", "--json")[1])
    assert {"id", "value", "unit"} <= set(numbers["measures"][0])


@pytest.mark.parametrize("name", ["none.mp4", "studio", "memo.mp4", "empty.mp4"])
def test_what_cannot_be_measured_is_one_line(kuleshov, home, name):
    (home / "memo.mp4").write_text("not a film")
    (home / "empty.mp4").touch()
    code, _, err = kuleshov("measure", name)
    assert code == 1 and one_line(err), err


# lab, and how a command ends


def test_a_lesson_that_is_not_there_is_said(kuleshov, home):
    (home / "course" / "00-start.ipynb").write_text("{}")
    code, _, err = kuleshov("lab", "7")
    assert (code, err) == (1, "kuleshov: There is no lesson '7'; there are 00.\n")


def test_a_full_disk_ends_a_command_with_a_sentence(kuleshov, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "studio.zip")

    monkeypatch.setattr("kuleshov.library.pack.pack", full)
    code, _, err = kuleshov("pack")
    assert (code, err) == (1, "kuleshov: studio.zip: No space left on device.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_command_quietly(home):
    script = "import time, kuleshov.authoring as a; from kuleshov.cli import main; "
    script += "a.build = lambda root: (print('go', flush=True), time.sleep(30)); main(['build'])"
    command = [sys.executable, "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout.readline() == "go\n"
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in err and len(err.strip().splitlines()) <= 1


def test_the_installed_program_says_its_sentence(home):
    program = Path(sys.executable).with_name("kuleshov")
    done = subprocess.run([program, "measure", "none.mp4"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == "" and one_line(done.stderr)


def test_python_dash_m_is_the_command(home):
    done = subprocess.run(
        [sys.executable, "-m", "kuleshov", "--help"], capture_output=True, text=True, check=True
    )
    assert "python -m kuleshov" in done.stdout and "A film school in notebooks" in done.stdout


# ledger


@pytest.fixture
def shows_the_moth(monkeypatch):
    """A course whose one lesson shows one clip."""
    monkeypatch.setattr("kuleshov.library.verifying.LESSONS", {"lesson-00": ("moth",)})
    monkeypatch.setattr("kuleshov.library.verifying.ASSIGNMENTS", {})


def complete(home, **facts):
    """State in the catalogue what the moth's row lacks."""
    place = home / "datasets" / "catalog.csv"
    head, row = place.read_text().splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True)) | facts
    place.write_text(f"{head}\n{','.join(told.values())}\n")


def test_the_ledger_is_shown(kuleshov, home):
    assert kuleshov("ledger") == (0, "The ledger is empty: no clip has entered a film yet.\n", "")
    make_take(home / "phone.mp4", frames=48)
    kuleshov("import", "phone.mp4")
    code, out, _ = kuleshov("ledger")
    assert code == 0 and "phone" in out and "no licence is stated" in out


def test_what_the_course_shows_is_verified_and_what_is_wrong_named(
    kuleshov, upstream, home, shows_the_moth
):
    code, out, _ = kuleshov("ledger", "verify")
    assert code == 1
    assert "wrong: moth: nobody has said made by." in out
    complete(home, maker="Ana")
    kuleshov("fetch", "moth")
    code, out, _ = kuleshov("ledger", "verify")
    assert code == 0
    assert out.splitlines()[-1] == (
        "1 clip of the course, 0 files in your ledger; 1 of them are here and had their bytes read. "
        "0 wrong, 1 with gaps."
    )
    assert kuleshov("ledger", "verify", "--strict")[0] == 1
    place = home / "cache" / "clips" / "moth.mp4"
    place.write_bytes(place.read_bytes()[:-1] + b"\1")
    code, out, _ = kuleshov("ledger", "verify")
    assert code == 1
    assert "wrong: moth.mp4 is not the file that was written down." in out


def test_a_file_of_yours_that_was_changed_is_named(kuleshov, upstream, home, shows_the_moth):
    complete(home, maker="Ana")
    make_take(home / "phone.mp4", frames=48)
    kuleshov("import", "phone.mp4")
    assert kuleshov("ledger", "verify")[0] == 0
    (home / "studio" / "footage" / "phone.mp4").unlink()
    code, out, _ = kuleshov("ledger", "verify")
    assert code == 1 and "wrong: footage/phone.mp4: it is in your ledger and not where" in out


def test_a_page_is_written_of_all_or_of_one_film(kuleshov, home):
    make_take(home / "phone.mp4", frames=48)
    kuleshov("import", "phone.mp4")
    assert kuleshov("ledger", "page") == (0, "Wrote papers.html.\n", "")
    assert "<h1><bdi>The ledger</bdi></h1>" in (home / "papers.html").read_text("utf-8")
    code, _, _ = kuleshov("ledger", "page", "studio/footage/phone.mp4", "--to", "one.html")
    assert code == 0 and "phone" in (home / "one.html").read_text("utf-8")
    code, _, err = kuleshov("ledger", "page", "--to", "no/such/folder.html")
    assert code == 1 and one_line(err)


def test_a_damaged_ledger_is_one_line(kuleshov, home):
    (home / "studio" / "ledger.json").write_text("{")
    for words in (("ledger",), ("ledger", "page")):
        code, _, err = kuleshov(*words)
        assert code == 1 and one_line(err)
