"""A critique's citations are looked up: moments in the film, numbers measured again."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import make_take, read_barcode
from made.odd import phone_times

from kuleshov.criticism import critique
from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.metrics import Measure
from kuleshov.show.side_by_side import critique_html


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return Clip(make_take(tmp_path_factory.mktemp("film") / "film.mp4", frames=120))


def test_a_moment_in_the_film_holds_and_has_its_picture(film):
    said = critique("Look at the lamp [film@00:00:02:12]. It waits.", film)
    (citation,) = said.citations
    assert (citation.holds, citation.frame) == (True, 60)
    assert (said.picture(citation) == film.frame(60)).all()
    assert [sentence for sentence, _ in said.sentences] == [
        "Look at the lamp [film@00:00:02:12].",
        "It waits.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[film@00:00:05:00]", "film ends at 00:00:05:00; this moment lies after it"),
        ("[film@00:00:02:24]", "a second that has 24"),
        ("[film@48]", "is written as timecode"),
        ("[other@00:00:01:00]", "no film called other here; there is film"),
        ("{film.beauty = 9}", "no measure called 'beauty'"),
    ],
)
def test_what_does_not_hold_says_why(film, text, says):
    (citation,) = critique(f"I saw it {text}.", film).citations
    assert not citation.holds
    assert says in citation.sentence


def test_a_number_is_measured_again(film):
    found = critique("{film.asl = 5.0 s} and {film.asl = 2.0 s} and {film.asl = 5.0 dB}", film)
    right, wrong, unit = found.citations
    assert right.holds and right.measured == pytest.approx(5.0)
    assert not wrong.holds and "not 2" in wrong.sentence
    assert not unit.holds and "is measured in s" in unit.sentence


def test_a_large_number_is_written_out(film, monkeypatch):
    found = Measure("floor_transfer", "Gap between speakers", 1234.0, "ms")
    monkeypatch.setattr("kuleshov.metrics.measure", lambda clip, id: found)
    (citation,) = critique("It waits {film.floor_transfer = 900 ms}.", film=film).citations
    assert citation.sentence == "Gap between speakers measures 1234 ms, not 900."


def test_several_films_by_their_names(film):
    said = critique("[mine@00:00:01:00] against [theirs@00:00:01:00]", mine=film, theirs=film)
    assert [c.film for c in said.citations] == ["mine", "theirs"]
    assert len(said.moments) == 2 and not said.measures


def test_nothing_written_and_no_film_get_a_sentence(film):
    with pytest.raises(KuleshovError, match="Nothing is written"):
        critique("  ", film)
    with pytest.raises(KuleshovError, match="about a film"):
        critique("words")


@given(st.text(max_size=300))
def test_any_text_can_be_looked_up(film, text):
    if text.strip() and not text.endswith((".txt", ".md")):
        for citation in critique(text, film).citations:
            assert citation.sentence


def test_a_number_with_a_point_ends_no_sentence_and_loses_no_citation(film):
    text = "See [film@00:00:00:12] for 3.2 s of it. Then example.mp4 ends!\nNo stop here"
    said = critique(text, film)
    assert [sentence for sentence, _ in said.sentences] == [
        "See [film@00:00:00:12] for 3.2 s of it.", "Then example.mp4 ends!", "No stop here",
    ]  # fmt: skip
    assert [c.text for c in said.citations] == ["[film@00:00:00:12]"]


@pytest.mark.parametrize(
    "words", ["{a.b=1" + " " * 90_000, "a" * 90_000 + ".b", "{a.b = 1 " * 9_000]
)
def test_a_hostile_text_is_read_in_one_pass(film, words):
    # Reading it again from every letter takes minutes: the program has a tenth of that.
    program = f"import kuleshov as ku, sys; ku.critique(sys.stdin.read(), {str(film.path)!r})"
    subprocess.run([sys.executable, "-c", program], input=words, text=True, check=True, timeout=30)


def test_a_critique_may_be_a_path_and_a_missing_film_is_left_out(tmp_path, film):
    file = tmp_path / "mine.txt"
    file.write_text("Look [film@00:00:00:12].", encoding="utf-8-sig")
    assert critique(file, film, theirs=None).text == "Look [film@00:00:00:12]."
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KuleshovError, match="can't be read as text"):
        critique(file, film)
    with pytest.raises(KuleshovError, match="A critique is words"):
        critique(None, film)


def test_a_moment_of_an_uneven_film_is_the_picture_that_shows_near_it(tmp_path):
    times = phone_times(fast=30, slow=15)
    path = make_take(tmp_path / "phone.mp4", frames=45, size=(160, 90), times=times, sound=False)
    clip = Clip(path)
    said = critique("There [film@00:00:02:00] and [film@00:00:03:00].", clip)
    moment, late = said.citations
    assert read_barcode(said.picture(moment))[1] == times.index(2.0)
    assert not late.holds and late.sentence.startswith(f"film ends at {clip.timecode(45)}")


def test_what_looks_like_a_citation_and_is_none_is_named(film):
    text = "Here [film@00:00:00:12]. There [film @ 12 s], {film.asl at 3 = 2 s} and [a word]."
    said = critique(text, film)
    assert [c.text for c in said.citations] == ["[film@00:00:00:12]"]
    assert said.unread == ["[film @ 12 s]", "{film.asl at 3 = 2 s}"]
    assert "[film @ 12 s] was not looked up. A moment is [film@00:00:12:08]" in str(said)
    assert "{film.asl at 3 = 2 s} was not looked up." in critique_html(said)


def test_a_text_without_a_citation_is_told_how_one_is_written(film):
    said = critique("It waits.", mine=film)
    assert said.advice == [
        "Nothing is cited yet. A moment is [mine@00:00:12:08], a number {mine.asl = 3.2 s}."
    ]
    assert critique("It waits [film@00:00:00:12].", film).advice == []
