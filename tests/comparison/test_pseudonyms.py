"""Names that can be said aloud: drawn once, kept in a file, and checked when they are read."""

import pytest

from kuleshov.comparison import pseudonyms
from kuleshov.comparison.pseudonyms import own_pseudonym, spoken
from kuleshov.errors import KuleshovError


def test_a_word_takes_a_consonant_and_a_vowel_in_turn():
    # The 14 consonants and 5 vowels come round again: 255 is 18 times 14 and 3.
    assert spoken(bytes([0, 0, 13, 4, 14, 5, 255])) == "bazubag"
    assert spoken(b"") == "" and spoken(bytes([1])) == "d"


def test_a_name_is_drawn_once_and_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(pseudonyms.secrets, "token_bytes", lambda n: bytes(range(n)))
    folder = tmp_path / "studio" / "votes"
    name = own_pseudonym(folder)
    assert name == spoken(bytes(range(8))) and len(name) == 8
    assert (folder / "viewer.txt").read_text() == f"{name}\n"
    monkeypatch.undo()
    assert own_pseudonym(folder) == name
    (tmp_path / "there").mkdir()
    assert len(own_pseudonym(tmp_path / "there")) == 8


@pytest.mark.parametrize(
    ("held", "name"),
    [(b" v17 \n", "v17"), (b"x" * 40, "x" * 40), (b"x" * 41, None), (b"two words", None),
     (b"", None), (b"\n", None), ("J\u00fcrg".encode(), "J\u00fcrg"), (b"J\xfcrg", None)],
)  # fmt: skip
def test_a_file_holds_one_word_of_forty_letters_at_most(tmp_path, held, name):
    (tmp_path / "viewer.txt").write_bytes(held)
    if name:
        assert own_pseudonym(tmp_path) == name
    else:
        with pytest.raises(
            KuleshovError, match=r"viewer\.txt must hold one word .* delete the file"
        ):
            own_pseudonym(tmp_path)
