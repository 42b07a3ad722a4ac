"""Lesson 10's own parts: what files were read to say, what a copy loses, and what stands in."""

import csv
import sys

import av
import pytest

import kuleshov as ku
from kuleshov.lessons import lesson_10
from kuleshov.lessons.lesson_10 import OURS, READ, STATEMENTS
from kuleshov.media.traces.found import Trace

RUSHES = ku.rushes("understudy")


def test_every_file_of_the_catalogue_still_says_what_the_lesson_prints(test_data):
    files = sorted((test_data / "clips" / "files").iterdir())
    found = [
        (file.stem, ku.catalog()[file.stem].credit.kind, one.what, one.says)
        for file in files
        for one in (ku.traces(file) or [Trace("", "", "", 0)])
    ]
    with READ.open(encoding="utf-8", newline="") as table:
        rows = [tuple(row.values()) for row in csv.DictReader(table)]
    assert [(id, kind, what) for id, kind, what, _ in found] == [row[:3] for row in rows]
    assert all(told in said for (_, _, _, said), (*_, told) in zip(found, rows, strict=True))


def test_none_of_the_generated_says_so_and_most_name_their_packer():
    table = lesson_10.what_files_say()
    assert list(table.columns) == ["made by a model (57)", "made by people (6)"]
    assert list(table["made by a model (57)"]) == [0, 47, 47, 3, 7]
    assert list(table["made by people (6)"]) == [0, 6, 4, 2, 0]
    with READ.open(encoding="utf-8", newline="") as rows:
        tools = {r["says"][:4] for r in csv.DictReader(rows) if r["what"] == "tool" and r["kind"] == "generated"}  # fmt: skip
    assert tools == {"Lavf", "Lavc"}  # FFmpeg's, and no generator's


def remux_with_notes(film, to):
    """Copy as FFmpeg does unasked, with the notes that PyAV shows."""
    with av.open(str(film)) as source, av.open(str(to), "w") as copy:
        copy.metadata.update(source.metadata)
        tracks = {track.index: copy.add_stream_from_template(track) for track in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = tracks[packet.stream.index]
                copy.mux(packet)
    return to


def test_a_plain_copy_has_the_same_pictures_and_loses_every_claim(tmp_path):
    film = ku.Cut("two", rushes=RUSHES).add("4A-1", 12, 13).render(tmp_path / "film.mp4")
    marked = ku.leave_traces(
        film, tmp_path / "marked.mp4", source_type="trainedAlgorithmicMedia", tool="Dream-o-matic",
        aigc={"Label": "1"}, notes={"comment": "sad"},
    )  # fmt: skip
    copied = lesson_10.plain_copy(marked, tmp_path / "copied.mp4")
    assert {one.what for one in ku.traces(copied)} == {"tool"}
    assert not ku.traces(copied).says_generated and ku.traces(marked).says_generated
    before, after = ku.Clip(marked), ku.Clip(copied)
    assert before.frames == after.frames
    assert (before[before.frames - 1] == after[after.frames - 1]).all()
    handed_on = remux_with_notes(marked, tmp_path / "handed-on.mp4")
    assert {one.what for one in ku.traces(handed_on)} == {"tool", "rights", "words"}
    table = lesson_10.what_each_says({"marked": marked, "copied": copied})
    assert list(table.index) == [k for k in table.index if table["marked"][k]]
    assert table["copied"]["AIGC label"] == "" and "Label 1" in table["marked"]["AIGC label"]


def test_each_statement_has_our_answer_and_a_reason():
    assert list(OURS) == list(STATEMENTS)
    assert "follows" not in [verdict for verdict, _ in OURS.values()]  # "none follows"
    shown = lesson_10.conclusions({"learnt": "<b>follows</b>"})
    assert "<b>" not in shown.page and "You: <b>follows</b>." in shown.words
    assert shown.words.count("nothing yet") == len(STATEMENTS) - 1


def test_stills_stand_in_for_a_coast_that_is_not_here(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    films = lesson_10.coasts([])
    assert "tilt down and zoom and pan: not here" in capsys.readouterr().out
    assert all(
        film.duration == 2 and film.credit.licence == "Apache-2.0" for film in films.values()
    )
    assert "frame" in lesson_10.rocks().words


@pytest.fixture
def bare(tmp_path):
    film = ku.Cut("two", rushes=RUSHES).add("4A-1", 12, 13).render(tmp_path / "film.mp4")
    return ku.remove_traces(film, tmp_path / "bare.mp4")


def test_what_the_lesson_says_of_gaps_holds(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))
    made = ku.generate("4A", "the flicker", seconds=3, seed=1)
    clip = ku.Clip(ku.remove_traces(made, tmp_path / "bare.mp4"))
    assert len(ku.papers(clip).gaps) == 9
    coast = lesson_10.coasts([])["tilt down"]
    assert 9 + 2 + len(ku.papers(coast).gaps) == 16, "beside them the film's own maker and licence"
    ku.ledger.fill(clip, kind="generated")
    assert len(ku.papers(clip).gaps) == 9 + 4 - 1, "four things more are asked, one is answered"


def test_without_the_extra_the_answers_are_told_and_nothing_is_signed(bare, monkeypatch):
    monkeypatch.setitem(sys.modules, "c2pa", None)
    told = lesson_10.signed_and_changed(bare, "<Lev>")
    assert "nothing was signed" in told.words and "<Lev>" in told.words and "<Lev>" not in told.page
    assert not bare.with_name("signed.mp4").exists()


def test_what_stands_in_for_a_signature_is_what_is_read_of_one(bare, monkeypatch):
    pytest.importorskip("c2pa")
    told = lesson_10.signed_and_changed(bare, "Lev Kuleshov")
    assert ku.traces(bare.with_name("signed.mp4")).of("source type") == ["digitalCapture"]
    assert ku.traces(bare.with_name("changed.mp4")).of("source type") == ["digitalCapture"]
    monkeypatch.setitem(sys.modules, "c2pa", None)
    stand_in = lesson_10.signed_and_changed(bare, "Lev Kuleshov")
    assert stand_in.words.splitlines()[1:] == told.words.splitlines()
    assert "hold: intact | changed" in told.words and "signer: not known | not known" in told.words


def test_other_refusals_of_a_signature_are_not_taken_for_that_one(tmp_path):
    pytest.importorskip("c2pa")
    said = ku.leave_traces(RUSHES["C1a"], tmp_path / "a.mp4", source_type="trainedAlgorithmicMedia")
    with pytest.raises(ku.MediaError, match="model made it"):
        lesson_10.signed_and_changed(said, "Lev")


def test_what_the_lesson_says_of_nearness_holds():
    dreamt = ku.generate("4A", "the flicker", seconds=3, seed=1)
    table = lesson_10.yardsticks(dreamt, lesson_10.coasts([])["tilt down"])
    half, nine, furthest = (table[head] for head in table)
    made, take, coast = table.index
    assert half[take] < half[made] < 10 < 40 < half[coast]
    assert (
        furthest[made] < 12 < nine[take] < furthest[take]
    )  # "the generated film has no such moment"
