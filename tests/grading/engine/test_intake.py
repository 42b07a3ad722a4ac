"""What is handed in, before anything of it runs."""

import base64
import io
import json
import os
import time
import zipfile

import pytest
from grading.handed_in import RELEASE, SOURCE, cell, notebook

from kuleshov.grading.engine import intake
from kuleshov.grading.engine.intake import (
    MAX_BYTES,
    Manifest,
    Submission,
    collect,
    read_manifest,
    read_regular,
)
from kuleshov.grading.engine.notebook_cells import (
    MAX_CELLS,
    MAX_SOURCE,
    Cell,
    Unreadable,
    missing_pictures,
    read_cells,
    written,
)
from kuleshov.grading.times import parse_time

MANIFEST = Manifest("a1.ipynb", ("data.csv", "deep/log.csv"), max_bytes=5000)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\0" * 4096, "is empty"),
        (b"PK\3\4...", "no notebook but a zip"),
        (b"\x1f\x8b...", "packed by gzip"),
        (b"Rar!...", "a RAR archive"),
        (b"7z\xbc\xaf...", "a 7z archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\n<!DOCTYPE html><html>", "a web page"),
        (b"[InternetShortcut]\nURL=https://colab", "a link to one"),
        (b"L\0\0\0\1\x14\2", "a link to one"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS's pointer"),
        (b'{"url": "https://colab", "doc_id": "x"}', "no cells"),
        (b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> main\n]}', "a merge conflict"),
        (b'{"cells": [{"cell_type": "code", "sou', "its end is missing"),
        (b"# In[1]:\nimport numpy", "no JSON"),
        (b"[1]", "no notebook"),
        (b"{}", "no cells"),
        (b'{"cells": 3}', "no cells"),
        (b"[" * 200_000, "no JSON|nested"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_what_is_no_notebook_is_said_to_the_student(data, words):
    with pytest.raises(Unreadable, match=words):
        read_cells(data)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda text: text.encode(), ""),
        (lambda text: text.encode("utf-8-sig"), ""),
        (lambda text: text.encode("utf-16"), ""),
        (lambda text: text.encode("utf-16-be"), ""),
        (lambda text: text.encode() + b"\0" * 512 + b"\x1a", ""),
        (lambda text: text.encode("cp1252"), "not written in UTF-8"),
        (lambda text: (text + text).encode(), "goes on behind its end"),
        (lambda text: (text + "\n}").encode(), "goes on behind its end"),
    ],
)
def test_a_notebook_is_read_however_it_was_saved(make, said):
    told = []
    text = json.dumps({"cells": [cell("é = 1\r\nf = 2\rg = 3", "work")]}, ensure_ascii=False)
    (one,) = read_cells(make(text), told)
    assert one.source == "é = 1\nf = 2\ng = 3"
    assert said in " ".join(told) and len(told) == bool(said)


PNG = b"\x89PNG\r\n\x1a\n and more"
PNG_64 = base64.b64encode(PNG).decode()
JPEG_64 = base64.b64encode(b"\xff\xd8\xff and more").decode()


@pytest.mark.parametrize(
    ("source", "pictures", "becomes"),
    [
        # Names that nbconvert doesn't find, or finds no end of.
        ("![a](attachment:a b.png)", ["a b.png"], "![a](attachment:a-b.png)"),
        ("![a](attachment:a%20b.png)", ["a b.png"], "![a](attachment:a-b.png)"),
        ("![a](<attachment:a b.png>)", ["a b.png"], "![a](<attachment:a-b.png>)"),
        ("![a](attachment:a%20b.png)", ["a%20b.png"], "![a](attachment:a-20b.png)"),
        ("![a](attachment:shot(1).png)", ["shot(1).png"], "![a](attachment:shot-1-.png)"),
        ("![a](attachment:aä.png)", ["aä.png"], "![a](attachment:a-.png)"),
        ("![a](attachment:a%C3%A4.png)", ["aä.png"], "![a](attachment:a-.png)"),
        ("![a](attachment:a b.png) ![b](attachment:a-b.png)", ["a b.png", "a-b.png"],
         "![a](attachment:a-b.png) ![b](attachment:1-a-b.png)"),
        # One name that begins as another does.
        ("![a](attachment:a.png.png)", ["a.png", "a.png.png"], "![a](attachment:a.png.png)"),
        # Pictures that were made smaller, as HTML.
        ('<img src="attachment:a.png" width="300">', ["a.png"], "![picture](attachment:a.png)"),
        ("<img width=9 src='attachment:a b.png'/>", ["a b.png"], "![picture](attachment:a-b.png)"),
        # Colab's, in the text itself.
        (f"See ![a](data:image/png;base64,{PNG_64}).", [], "See ![a](attachment:pasted-1-1.png)."),
        (f"<img src='data:image/jpeg;base64,{JPEG_64}'>", [], "![picture](attachment:pasted-1-1.jpeg)"),
    ],
)  # fmt: skip
def test_a_picture_is_found_whatever_its_name(source, pictures, becomes):
    sent = cell(source, "words", kind="markdown")
    sent["attachments"] = {name: {"image/png": PNG_64} for name in pictures}
    told = []
    (one,) = read_cells(json.dumps({"cells": [sent]}).encode(), told)
    assert one.source == becomes and not told
    assert missing_pictures(one.source, one.pictures) == (becomes, [])
    assert read_cells(written([one])) == [one], "and once more it is the same"
    assert "missing" not in markdown2html(becomes, one.pictures)


def markdown2html(source, pictures):
    """Make HTML as nbgrader's feedback does, which raises where a picture is missing."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=pictures)).render(
        source
    )


@pytest.mark.parametrize(
    "source",
    ["![x](attachment:gone.png)", "![a [b] c](attachment:gone)", "![x][1]\n\n[1]: attachment:gone",
     "![x](<attachment:gone>)", "![x]( attachment:gone )", "![x](\nattachment:gone)", "![x](attachment\\:gone)",
     "![x](attachment:a.png.gone)", "![x](attachment:a.png%20)", '<img src="attachment:gone">',
     "![x](attachment:)"],
)  # fmt: skip
def test_a_reference_to_no_picture_ends_nothing(source):
    source, lost = missing_pictures(source, {"a.png": {"image/png": PNG_64}})
    assert "picture" in source or " :" in source or "<img" in source
    assert markdown2html(source, {"a.png": {"image/png": PNG_64}})
    assert lost or "attachment :)" in source


@pytest.mark.parametrize(
    ("kinds", "real"),
    [
        ({"image/png": [PNG_64[:8], PNG_64[8:]]}, "image/png"),
        ({"image/png": PNG_64[:8] + "\n" + PNG_64[8:]}, "image/png"),
        ({"image/png": JPEG_64}, "image/jpeg"),
        ({"image/jpg": JPEG_64}, "image/jpeg"),
        ({"image/svg+xml": "<svg/>", "image/png": PNG_64}, "image/png"),
    ],
)
def test_a_picture_is_what_it_is_and_not_what_it_is_called(kinds, real):
    told = []
    sent = cell("![a](attachment:a)", "words", kind="markdown") | {"attachments": {"a": kinds}}
    (one,) = read_cells(json.dumps({"cells": [sent]}).encode(), told)
    assert one.pictures == {"a": {real: "".join(one.pictures["a"][real].split())}} and not told


def test_what_makes_patterns_slow_is_read_at_once():
    began = time.monotonic()
    for text in (
        "![",
        "<img ",
        "![a](attachment:",
        "attachment\\",
        "data:image/png;base64,",
        "<img src=attachment:a ",
        "![a](",
    ):
        (one,) = read_cells(
            json.dumps({"cells": [cell(text * 20_000, "", kind="markdown")]}).encode()
        )
        missing_pictures(one.source, one.pictures)
    assert time.monotonic() - began < 3, "each alone took seconds"


def test_cells_of_any_shape_are_read_or_left():
    odd = [3, None, {"cell_type": []}, {"source": 5}, {"source": ["a", 3, "b"]},
           {"cell_type": "code", "source": "x", "metadata": {"nbgrader": [1]}},
           {"cell_type": "code", "source": "\ud800", "metadata": None}]  # fmt: skip
    cells = read_cells(json.dumps({"cells": odd}).encode())
    assert [c.source for c in cells] == ["", "", "ab", "x", "?"]


def test_a_folder_is_read_without_following_anything(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("grades")
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "a1.ipynb").write_bytes(json.dumps(SOURCE).encode())
    (folder / "data.csv").symlink_to(secret)
    (folder / "deep").symlink_to(tmp_path)
    (tmp_path / "log.csv").write_text("elsewhere")
    (folder / "other.csv").write_text("not named")
    found = collect(folder, MANIFEST)
    assert found.notebook and found.files == {}
    assert any("data.csv is a link" in one for one in found.said)
    assert any("lies behind a link" in one for one in found.said)


def test_a_pattern_names_each_file_that_is_called_so(tmp_path):
    folder = tmp_path / "ada" / "short"
    folder.mkdir(parents=True)
    for name in ("short.de.vtt", "SHORT.en.vtt", "short.vtt", "shorter.de.vtt", "short.srt"):
        (folder / name).write_text(name)
    found = collect(tmp_path / "ada", Manifest("a1.ipynb", ("short.*.vtt",)))
    assert found.files == {"short.de.vtt": b"short.de.vtt", "short.en.vtt": b"SHORT.en.vtt"}
    assert found.look == []
    for number in range(12):
        (folder / f"short.{number}.vtt").write_text("x")
    found = collect(tmp_path / "ada", Manifest("a1.ipynb", ("short.*.vtt",)))
    assert len(found.files) == 8 and "14 files are called like short.*.vtt; 8 of" in found.look[0]


def test_a_pipe_a_folder_and_a_giant_are_no_notebooks(tmp_path):
    for name, make in (
        ("pipe", lambda place: os.mkfifo(place)),
        ("folder", lambda place: place.mkdir()),
        ("giant", lambda place: place.write_bytes(b" " * 6000)),
    ):
        folder = tmp_path / name
        folder.mkdir()
        make(folder / "a1.ipynb")
        found = collect(folder, MANIFEST)
        assert found.notebook is None and found.why


def test_a_link_to_a_folder_is_no_submission(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "ada").symlink_to(tmp_path / "real")
    assert collect(tmp_path / "ada", MANIFEST).why == "Nothing was handed in."


def test_a_notebook_of_another_name_is_known_by_its_cells(tmp_path):
    (tmp_path / "mine (2).ipynb").write_bytes(json.dumps(RELEASE).encode())
    found = collect(tmp_path, MANIFEST, RELEASE)
    assert found.notebook and "was named 'mine (2).ipynb'" in found.said[0]


def test_the_same_work_has_the_same_digest_and_other_work_another(tmp_path):
    digests = []
    for text in ("a", "a", "b"):
        made = notebook(cell(text, "work") | {"outputs": [{"text": str(len(digests))}]})
        (tmp_path / "a1.ipynb").write_text(json.dumps(made))
        digests.append(collect(tmp_path, MANIFEST).digest)
    (tmp_path / "data.csv").write_text("1")
    digests.append(collect(tmp_path, MANIFEST).digest)
    assert digests[0] == digests[1] and len(set(digests)) == 3


def test_a_manifest_says_what_a_submission_may_hold(tmp_path):
    place = tmp_path / "manifest.yaml"
    place.write_text("assignment: a1\nnotebook: a1.ipynb\nfiles: [data.csv]\nmax_bytes: 10\n")
    assert read_manifest(place, "a1") == Manifest("a1.ipynb", ("data.csv",), 10)
    assert read_manifest(tmp_path / "none", "a2").notebook == "a2.ipynb"


def test_a_manifest_may_say_little(tmp_path):
    place = tmp_path / "manifest.yaml"
    assert read_manifest(place, "a2") == Manifest("a2.ipynb", (), 20_000_000)
    assert Manifest("x") == Manifest("x", (), MAX_BYTES)
    for text, made in (
        ("", Manifest("a2.ipynb")), ("files:\n", Manifest("a2.ipynb")),
        ("files: [1, x]", Manifest("a2.ipynb", ("1", "x"))), ("notebook: 3", Manifest("3")),
        ("max_bytes: '7'", Manifest("a2.ipynb", (), 7)),
    ):  # fmt: skip
        place.write_text(text)
        assert read_manifest(place, "a2") == made


def test_a_file_is_read_to_its_last_byte_and_not_beyond_what_is_taken(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "log").write_bytes(b"12345")
    assert read_regular(tmp_path, "in/log", 5) == b"12345"
    with pytest.raises(Unreadable, match=r"in/log has 0.0 MB; at most 0.0 are taken"):
        read_regular(tmp_path, "in/log", 4)
    (tmp_path / "large").write_bytes(b" " * 2_500_000)
    with pytest.raises(Unreadable, match=r"large has 2.5 MB; at most 1.3 are taken"):
        read_regular(tmp_path, "large", 1_300_000)
    with pytest.raises(Unreadable, match="none can't be read: No such file"):
        read_regular(tmp_path, "none", 4)
    with pytest.raises(Unreadable, match="in is no ordinary file"):
        read_regular(tmp_path, "in", 4)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="pipe is no ordinary file"):
        read_regular(tmp_path, "pipe", 4)  # and it waits for nobody who writes
    (tmp_path / "in" / "link").symlink_to(tmp_path / "large")
    with pytest.raises(Unreadable, match="in/link is a link; the file itself"):
        read_regular(tmp_path, "in/link", 9)
    (tmp_path / "away").symlink_to(tmp_path / "in")
    with pytest.raises(Unreadable, match="away/log lies behind a link"):
        read_regular(tmp_path, "away/log", 9)
    (tmp_path / "in" / "away").symlink_to(tmp_path)
    with pytest.raises(Unreadable, match="in/away/large lies behind a link"):
        read_regular(tmp_path, "in/away/large", 9_000_000)


def test_named_files_are_taken_and_what_is_wrong_with_them_is_said(tmp_path):
    (tmp_path / "a1.ipynb").write_bytes(named())
    (tmp_path / "log.csv").write_text("1")
    (tmp_path / "data.csv").write_text("x" * 51)
    (tmp_path.parent / "up.csv").write_text("x")
    found = collect(
        tmp_path, Manifest("a1.ipynb", ("../up.csv", "none", "data.csv", "log.csv"), 50)
    )
    assert found.files == {"log.csv": b"1"} and read_cells(found.notebook) == []
    assert [one[:13] for one in found.said] == ["data.csv has "] and found.look == found.said
    for place in ("log.csv", "gone"):
        assert collect(tmp_path / place, MANIFEST) == Submission(why="Nothing was handed in.")


def named(*names, source="given out"):
    return json.dumps(notebook(*(cell(f"{name} {source}", name) for name in names))).encode()


def mine(*names):
    return named(*names, source="mine")


GIVEN = notebook(*(cell(f"{name} given out", name, solution=name in "pq") for name in "pqrs"))


@pytest.mark.parametrize(
    ("files", "taken", "said"),
    [
        ({}, None, "No a1.ipynb was handed in."),
        ({"report.pdf": b"%", "timestamp.txt": b"2026-02-01"}, None,
         "No a1.ipynb was handed in; there is report.pdf."),
        ({f"{n}.png": b"" for n in range(5)}, None,
         "No a1.ipynb was handed in; there is 0.png, 1.png, 2.png, ..."),
        ({"a1.ipynb": b"{"}, None, "The notebook is damaged: its end is missing."),
        # Over half of the assignment's four cells make it the assignment's notebook.
        ({"b.ipynb": mine("p", "q", "r")}, "b.ipynb", "Your notebook was named 'b.ipynb'; it was"),
        ({"b.ipynb": mine("p", "q")}, None, "b.ipynb is not this assignment's notebook."),
        ({"c.ipynb": mine("p", "q", "r"), "b.ipynb": mine("p", "q", "r", "s")}, "b.ipynb", "Your"),
        ({"b.ipynb": mine("p", "q", "r"), "c.ipynb": mine("p", "q", "r", "s")}, "c.ipynb", "Your"),
        ({"b.ipynb": b"[", "c.ipynb": mine("s", "q", "r")}, "c.ipynb", "b.ipynb: The notebook is damaged"),
        ({"a1.ipynb": b"[", "c.ipynb": mine("s", "q", "r")}, "c.ipynb", "The notebook is damaged"),
        ({"a1.ipynb": b"[", "c.ipynb": named("z")}, None, "The notebook is damaged"),
        # Whatever a browser, a mail program or a learning platform made of the name.
        ({"a1.ipynb.json": mine("p", "q", "r")}, "a1.ipynb.json", "Your"),
        ({"a1.ipynb.txt": mine("p", "q", "r")}, "a1.ipynb.txt", "Your"),
        ({"a1.json": mine("p", "q", "r")}, "a1.json", "Your"),
        ({"A1.IPYNB": mine("p", "q", "r")}, "A1.IPYNB", "Your"),
        ({"a1/a1.ipynb": mine("p", "q", "r")}, "a1/a1.ipynb", "Your"),
        ({"w/x/y/z/a1.ipynb": mine("p", "q", "r")}, "w/x/y/z/a1.ipynb", "Your"),
        ({"a1.ipynb.ipynb": mine("p", "q", "r")}, "a1.ipynb.ipynb", "Your"),
        ({"a1": mine("p", "q", "r")}, "a1", "Your"),
        ({"a1.ipynb ": mine("p", "q", "r")}, "a1.ipynb ", "Your"),
        ({"a1.ipynb.part": mine("p", "q", "r")}, "a1.ipynb.part", "Your"),
        ({"a1.ipynb.download": mine("p", "q", "r")}, "a1.ipynb.download", "Your"),
        ({"a1.ipynb/Lo\u0308sung(1)(2).ipynb": mine("p", "q", "r")}, "a1.ipynb/Lo\u0308sung(1)(2).ipynb", "Your"),
    ],
)  # fmt: skip
def test_the_notebook_is_found_by_its_name_or_by_its_cells(tmp_path, files, taken, said):
    put(tmp_path, files)
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert bool(found.notebook) == bool(taken)
    if taken:
        assert read_cells(found.notebook) == read_cells(files[taken]) and not found.why
        broken = sum(data == b"[" for data in files.values())
        assert found.said[0].startswith(said) and len(found.said) == 1 + broken + (
            len(files) - broken > 1
        )
    else:
        assert found.why.startswith(said) and not found.said


def put(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


DONE = named("p", "q", "r", "s", source="mine")


@pytest.mark.parametrize(
    ("files", "taken", "flagged"),
    [
        # An untouched file beside one that was worked on: what was worked on is meant.
        ({"a1.ipynb": named(*"pqrs"), "a1 (1).ipynb": DONE}, "a1 (1).ipynb", ""),
        ({"a1.ipynb": DONE, "a1 (1).ipynb": named(*"pqrs")}, "a1.ipynb", ""),
        # Both were worked on: the right name holds, and a person looks.
        ({"a1.ipynb": DONE, "a1 (1).ipynb": named(*"pqrs", source="newer")}, "a1.ipynb",
         "a1.ipynb was taken; a1 (1).ipynb was worked on, too"),
        ({"a1.ipynb": DONE, "a1 (1).ipynb": DONE}, "a1.ipynb", ""),
        # Right name, wrong notebook.
        ({"a1.ipynb": named("z", source="other"), "copy.ipynb": DONE}, "copy.ipynb", "a1.ipynb was worked on"),
    ],
)  # fmt: skip
def test_of_several_notebooks_the_one_that_was_worked_on_is_taken(tmp_path, files, taken, flagged):
    put(tmp_path, files)
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert read_cells(found.notebook) == read_cells(files[taken])
    assert flagged in " ".join(found.look) and bool(found.look) == bool(flagged)
    assert ("was named" in str(found.said)) == (taken != "a1.ipynb")


def test_what_was_given_out_with_a_notebook_and_comes_back_is_nothing_to_look_at(tmp_path):
    put(
        tmp_path,
        {"a1.ipynb": named(*"pqrs"), "pair-1.jpg": b"J", "manifest.yaml": b"m", "b.rar": b"R"},
    )
    found = collect(tmp_path, MANIFEST, GIVEN, given=["pair-1.jpg", "pair-2.jpg"])
    assert found.look[0].endswith("as it was given out; beside it there is b.rar.")
    (tmp_path / "b.rar").unlink()
    assert collect(tmp_path, MANIFEST, GIVEN, given=["pair-1.jpg"]).look[0].endswith("given out.")


@pytest.mark.parametrize(
    ("files", "taken", "looks"),
    [
        # Nothing was written into what is there; what else is there is named.
        ({"a1.ipynb": named(*"pqrs")}, "a1.ipynb", ["Nothing was written into a1.ipynb: it is as it was given out."]),
        ({"a1.ipynb": named(*"pqrs", source="given  \r\n out ".replace("  \r\n ", " ") + " \r\n")}, "a1.ipynb",
         ["Nothing was written into a1.ipynb: it is as it was given out."]),
        ({"a1.ipynb": named(*"pqrs"), "a1.rar": b"Rar!", "a1.py": b"1"}, "a1.ipynb",
         ["as it was given out; beside it there is a1.py, a1.rar."]),
        # What can't be read could be what was meant.
        ({"a1.ipynb": DONE, "a1 (1).ipynb": b"{"}, "a1.ipynb", ["a1 (1).ipynb: The notebook is damaged: its end"]),
        ({"a1.ipynb": DONE, "a1.ipynb.html": b"<html>"}, "a1.ipynb", []),
        ({"b.ipynb": b"PK\3\4"}, None, []),
        # Copies that Jupyter kept, only where nothing else was worked on.
        ({"a1.ipynb": DONE, ".ipynb_checkpoints/a1.ipynb": named(*"pqrs", source="old")}, "a1.ipynb", []),
        ({"a1.ipynb": named(*"pqrs"), ".ipynb_checkpoints/a1.ipynb": DONE}, ".ipynb_checkpoints/a1.ipynb",
         ["is a copy that Jupyter kept"]),
        ({"a1.ipynb": b"{", ".ipynb_checkpoints/a1.ipynb": DONE}, ".ipynb_checkpoints/a1.ipynb",
         ["its end is missing", "is a copy that Jupyter kept"]),
        ({".ipynb_checkpoints/a1.ipynb": DONE}, ".ipynb_checkpoints/a1.ipynb", ["is a copy that Jupyter kept"]),
        ({".ipynb_checkpoints/a1.ipynb": named(*"pqrs")}, None, []),
        ({".git/a1.ipynb": DONE}, None, []),
        # Another assignment's, or last year's, under the right name; and given cells that were deleted.
        ({"a1.ipynb": named("x", "y", source="=\n" * 9)}, "a1.ipynb", ["holds 0 of this assignment's 2 answers; maybe it is another"]),
        ({"a1.ipynb": mine("p", "q")}, "a1.ipynb", []),
    ],
)  # fmt: skip
def test_a_person_looks_where_another_file_may_be_meant(tmp_path, files, taken, looks):
    put(tmp_path, files)
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert [look in one for look, one in zip(looks, found.look, strict=True)] == [True] * len(looks)
    assert bool(found.notebook) == bool(taken) and bool(found.why) != bool(taken)
    if taken:
        assert read_cells(found.notebook) == read_cells(files[taken])


def test_a_picture_that_lies_beside_the_notebook_comes_with_the_answer(tmp_path):
    shown = "![a](my%20still.PNG) ![b](./gone.png) ![c](no.gif) ![d](https://x/y.png)"
    given = notebook(*GIVEN["cells"], cell("![e](given.png)", "t", kind="markdown"))
    sent = json.loads(DONE)
    sent["cells"] += [cell(shown, "", kind="markdown"), given["cells"][-1]]
    put(tmp_path, {"a1.ipynb": json.dumps(sent).encode(), "x/my still.png": PNG, "no.gif": b"<"})
    (tmp_path / "link.png").symlink_to(tmp_path / "x")
    found = collect(tmp_path, MANIFEST, given)
    *_, one, last = read_cells(found.notebook)
    assert one.source == shown.replace("my%20still.PNG", "attachment:file-1.png")
    assert (
        one.pictures == {"file-1.png": {"image/png": PNG_64}} and last.source == "![e](given.png)"
    )
    assert [look.partition(" in an answer ")[2] for look in found.look] == [
        "was not handed in with it.", "is no GIF.",
    ]  # fmt: skip


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_zip_is_looked_into_and_never_unpacked(tmp_path):
    inside = {
        "__MACOSX/a1.ipynb": named("z"),
        "work/a1.ipynb": DONE,
        "work/data.csv": b"1",
        "a/up.csv": b"2",
        "../../over.csv": b"3",
    }
    put(tmp_path, {"a1.zip": zipped(inside)})
    found = collect(tmp_path, Manifest("a1.ipynb", ("data.csv", "deep/up.csv", "over.csv")), GIVEN)
    assert read_cells(found.notebook) == read_cells(DONE)
    assert found.files == {"data.csv": b"1", "deep/up.csv": b"2"}
    assert "was named 'a1.zip/work/a1.ipynb'" in found.said[0]
    assert "data.csv was taken from a1.zip/work/data.csv." in found.said
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a1.zip"]


def test_a_zip_in_a_zip_one_from_windows_and_two_of_one_name_are_read(tmp_path):
    for name, inside in (
        ("in", {"inner.zip": zipped({"a1.ipynb": DONE})}),
        ("windows", {"work\\a1.ipynb": DONE}),
        ("twice", {"./a1.ipynb": named(*"pqrs"), ".//a1.ipynb": DONE}),
    ):
        put(tmp_path, {f"{name}/all.zip": zipped(inside)})
        assert read_cells(collect(tmp_path / name, MANIFEST, GIVEN).notebook) == read_cells(DONE)
    bomb = zipped({"a1.ipynb": DONE})
    for _ in range(5):
        bomb = zipped({"a.zip": bomb})
    put(tmp_path, {"bomb/all.zip": bomb})
    assert "there is all.zip, all.zip/a.zip" in collect(tmp_path / "bomb", MANIFEST, GIVEN).why


@pytest.mark.parametrize(
    "way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_damaged_anywhere_is_said_and_never_raised(tmp_path, way):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        archive.writestr("ä/a1.ipynb", DONE)
    whole = made.getvalue()
    for at in range(0, len(whole), 3):
        for value in (0, 255):
            (tmp_path / "a1.zip").write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
            found = collect(tmp_path, MANIFEST, GIVEN)
            assert found.notebook or found.why


def test_what_a_password_locks_is_named(tmp_path):
    data = bytearray(zipped({"a1.ipynb": DONE}))
    data[6] |= 1
    data[data.rfind(b"PK\1\2") + 8] |= 1
    put(tmp_path, {"all.zip": bytes(data)})
    assert "can't be taken out of its zip" in collect(tmp_path, MANIFEST, GIVEN).why
    put(tmp_path, {"a1.ipynb": named(*"pqrs")})
    assert "can't be taken out of its zip" in collect(tmp_path, MANIFEST, GIVEN).look[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "a1.zip is no zip."),
        (zipped({"a1.ipynb": b" " * 5_000_000 + b"{}"})[:-80], "no zip"),
    ],
)
def test_a_broken_zip_is_said(tmp_path, data, said):
    put(tmp_path, {"a1.zip": data})
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert found.notebook is None and said in found.look[0]
    assert found.why == "No a1.ipynb was handed in; there is a1.zip."


def test_what_is_read_of_one_submission_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "MAX_READ", 20_000)
    monkeypatch.setattr(intake, "MAX_FILE", 8_000)
    put(
        tmp_path,
        {"a.zip": zipped({f"{n}.ipynb": b" " * 7_000 for n in range(9)}), "a1.ipynb": DONE},
    )
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert (
        found.notebook is None
        and found.why == "a1.ipynb lies unread: what was handed in is too large."
    )
    monkeypatch.setattr(intake, "MAX_FOUND", 5)
    assert "More than 5 files were handed in" in collect(tmp_path, MANIFEST, GIVEN).look[0]


@pytest.mark.parametrize("files", [5, 6])
@pytest.mark.parametrize("packed", [False, True])
def test_as_many_files_as_are_taken_are_not_too_many(tmp_path, monkeypatch, files, packed):
    monkeypatch.setattr(intake, "MAX_FOUND", 5)
    there = {f"{n}.txt": b"" for n in range(files - packed)}  # the zip is one itself
    put(tmp_path, {"all.zip": zipped(there)} if packed else there)
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert found.look == ["More than 5 files were handed in; the others lie unread."] * (files - 5)


def test_half_signs_in_names_stop_nobody(tmp_path):
    """A lone surrogate in an id, a name or a picture's name can be written into no file."""
    odd = cell("x \ud800", "p") | {
        "id": "\udfff",
        "attachments": {"\ud800.png": {"image/png": "x"}},
    }
    odd["metadata"]["nbgrader"]["grade_id"] = "p\ud800"
    put(tmp_path, {"a1.ipynb": json.dumps(notebook(odd)).encode()})
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert [(one.id, one.name, one.source) for one in read_cells(found.notebook)] == [
        ("?", "p?", "x ?")
    ]
    "".join(found.said).encode()


def test_what_lies_too_deep_is_named(tmp_path):
    put(tmp_path, {"a1.ipynb": DONE, "v/w/x/y/z/more.ipynb": DONE})
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert found.notebook and found.look == [
        "What lies in v/w/x/y/z was not looked at: it lies too deep."
    ]


def test_what_is_used_is_weighed_and_not_what_was_shown(tmp_path):
    shown = json.loads(DONE)
    shown["cells"][0]["outputs"] = [{"data": {"image/png": "x" * 60_000}}]
    shown["metadata"]["widgets"] = {"state": "x" * 60_000}
    put(tmp_path, {"a1.ipynb": json.dumps(shown).encode()})
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert read_cells(found.notebook) == read_cells(DONE) and len(found.notebook) < 1000
    put(tmp_path, {"a1.ipynb": named(*"pqrs", source="é" * 624 + "a")})
    assert collect(tmp_path, MANIFEST, GIVEN).why.startswith(
        "a1.ipynb has 0.0 MB of text without its outputs; at most 0.0 are taken."
    )
    put(tmp_path, {"a1.ipynb": named(*"pqrs", source="é" * 624)})
    assert collect(tmp_path, MANIFEST, GIVEN).notebook, "4 times 2 + 1,248 bytes are 5,000"


def test_a_file_is_found_in_a_folder_and_whatever_its_case(tmp_path):
    put(tmp_path, {"a1.ipynb": DONE, "work/DATA.CSV": b"1"})
    found = collect(tmp_path, MANIFEST, GIVEN)
    assert found.files == {"data.csv": b"1"} and found.said == [
        "data.csv was taken from work/DATA.CSV."
    ]
    put(tmp_path, {"home/data.csv": b"3"})
    (look,) = collect(tmp_path, MANIFEST, GIVEN).look
    assert look.startswith("data.csv was there 2 times: home/data.csv, work/DATA.CSV")
    put(tmp_path, {"data.csv": b"2"})
    assert collect(tmp_path, MANIFEST, GIVEN).files == {"data.csv": b"2"}


def test_without_a_release_no_notebook_of_another_name_is_known(tmp_path):
    (tmp_path / "b.ipynb").write_bytes(named("p"))
    assert collect(tmp_path, MANIFEST, notebook(cell("x", "p"))).notebook, "its one cell is enough"
    found = collect(tmp_path, MANIFEST)
    assert found.notebook is None and found.why == "b.ipynb is not this assignment's notebook."


@pytest.mark.parametrize(
    ("text", "time"),
    [("2026-02-01 12:00:00.000000 UTC\n", "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00", "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00 +0200", "2026-02-01T12:00:00+02:00"),
     ("\xef\xbb\xbf2026-02-01 12:00\r\n", "2026-02-01T12:00:00+00:00"), ("01.02.2026 12:00", None),
     ("2026-02-01 12:00" + " " * 184, "2026-02-01T12:00:00+00:00"),
     ("2026-02-01 12:00" + " " * 185, None), ("soon", None), ("\xff", None), ("9" * 40, None)],
)  # fmt: skip
def test_the_time_of_handing_in_is_read_or_unknown(tmp_path, text, time):
    (tmp_path / "a1.ipynb").write_bytes(named())
    assert collect(tmp_path, MANIFEST).handed_in == ""
    (tmp_path / "timestamp.txt").write_bytes(text.encode("latin-1"))
    found = collect(tmp_path, MANIFEST)
    assert found.handed_in == (time or "")
    said = "The time of handing in can't be read; it counts as unknown."
    assert found.said == ([] if time else [said]) == found.look
    if time and len(text) < 50 and text.isascii():
        assert parse_time(text).isoformat() == time


def test_cells_are_read_with_their_kind_id_and_name():
    long = "x" * (MAX_SOURCE + 1)
    cells = [
        {"cell_type": "markdown", "source": ["a\n", "b"], "id": "one"},
        {"cell_type": "raw", "source": "c", "id": 3, "metadata": {"nbgrader": {"grade_id": 3}}},
        {"cell_type": "heading", "input": "d", "metadata": {"nbgrader": {"grade_id": "work"}}},
        {"cell_type": "code", "source": long}, {"cell_type": "code"},
    ]  # fmt: skip
    assert MAX_SOURCE == 200_000 and read_cells(json.dumps({"cells": cells}).encode()) == [
        Cell("markdown", "a\nb", "one"), Cell("raw", "c"), Cell("raw", "d", "", "work"),
        Cell("code", "x" * 200_000), Cell("code", ""),
    ]  # fmt: skip
    sheets = {"worksheets": [{"cells": cells[:1]}, 3, {"cells": [*cells[1:2], None]}, {}]}
    assert [one.source for one in read_cells(json.dumps(sheets).encode())] == ["a\nb", "c"]
    for empty in ({"worksheets": []}, {"worksheets": 0}, {"cells": None}, {"cells": {}}):
        with pytest.raises(Unreadable, match="holds no cells"):
            read_cells(json.dumps(empty).encode())
    assert read_cells(b'{"worksheets": 3}') == [] == read_cells(b'{"cells": []}')
    assert (
        MAX_CELLS == 1000 and len(read_cells(json.dumps({"cells": [{}] * 1000}).encode())) == 1000
    )
    with pytest.raises(Unreadable, match="has 1001 cells; at most 1000 are taken"):
        read_cells(json.dumps({"cells": [{}] * 1001}).encode())


def test_the_digest_counts_the_notebook_and_the_files_by_their_names():
    made = [
        Submission(), Submission(b"a"), Submission(b"a", {"x": b"1"}), Submission(b"a", {"x": b"2"}),
        Submission(b"a", {"y": b"1"}), Submission(b"a", {"x": b"", "y": b"1"}),
    ]  # fmt: skip
    assert len({one.digest for one in made}) == len(made)
    assert Submission(b"a", {}, ["said"], "now").digest == made[1].digest
    assert Submission(b"").digest == made[0].digest
