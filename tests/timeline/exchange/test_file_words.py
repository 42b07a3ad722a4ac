"""Text is read in any of the codings that editing programs write."""

import pytest

from kuleshov.errors import EditError
from kuleshov.timeline.exchange.file_words import as_words, file_words

WORDS = "TITLE: Größe “eins”\n* FROM CLIP NAME: Straße\n"


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_same_words_in_every_coding(coding):
    assert as_words(WORDS.encode(coding)) == WORDS


def test_a_mark_of_big_end_first():
    assert as_words(b"\xfe\xff" + WORDS.encode("utf-16-be")) == WORDS


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03\x04", b"\x89PNG\r\n\x1a\n\x00\x00", b"\x81\x02"]
)
def test_what_is_no_text_is_said_without_jargon(tmp_path, data):
    path = tmp_path / "a.edl"
    path.write_bytes(data)
    with pytest.raises(EditError) as refused:
        file_words(path)
    assert str(refused.value) == "a.edl can't be read as text."


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(EditError, match="can't be read as text"):
        file_words(tmp_path / "none.edl")
    assert as_words(b"") == ""
