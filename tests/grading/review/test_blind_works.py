"""What of a hand-in reaches whoever reads it."""

from kuleshov.grading.engine.intake import Manifest, Submission, collect
from kuleshov.grading.review.blind_works import captions_in

ONE = b"WEBVTT\n\n00:01.000 --> 00:02.000\n"


def test_captions_of_any_language_reach_whoever_reads_and_the_films_own_come_first():
    files = {"short.de.vtt": ONE + b"Nein.", "short.vtt": ONE + b"No.", "other.de.vtt": ONE + b"x"}
    held, lacks = captions_in(Submission(files=files), "short.mp4")
    assert [(name, one[0].text) for name, one in held.items()] == [
        ("short.vtt", "No."), ("short.de.vtt", "Nein."),
    ]  # fmt: skip
    assert lacks == []
    del files["short.vtt"]
    assert list(captions_in(Submission(files=files), "short.mp4")[0]) == ["short.de.vtt"]


def test_those_that_cant_be_read_or_were_not_taken_are_said(tmp_path):
    found = Submission(files={"short.de.vtt": "für".encode("latin-1"), "short.en.vtt": b"words"})
    held, lacks = captions_in(found, "short.mp4")
    assert held == {} and "no text in UTF-8" in lacks[0] and "short.en.vtt holds no" in lacks[1]
    (tmp_path / "short.de.vtt").write_bytes(bytes(100))
    large = collect(tmp_path, Manifest("a.ipynb", ("short.*.vtt",), max_bytes=10))
    assert "short.de.vtt has" in captions_in(large, "short.mp4")[1][0]
