"""Given a file that is being written, a reader sees the old one or the new one, never half."""

import threading

import pytest

from kuleshov.files import clear_drafts, draft_of, one_writer, whole, write_whole


def test_who_reads_the_old_file_reads_it_to_its_end(tmp_path):
    place = tmp_path / "votes.txt"
    place.write_text("old, and long enough to be cut off")
    with place.open() as reader:
        write_whole(place, "new")
        assert reader.read() == "old, and long enough to be cut off"
    assert place.read_text() == "new"


def test_until_the_block_ends_the_old_file_is_there(tmp_path):
    place = tmp_path / "log.csv"
    place.write_text("old")
    with whole(place) as draft:
        draft.write_text("half")
        assert place.read_text() == "old"
        assert draft.name.startswith(".") and draft.suffix == ".csv" and draft.parent == tmp_path
    assert place.read_text() == "half"


def test_a_block_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    place = tmp_path / "log.csv"
    place.write_text("old")
    with pytest.raises(OSError, match="full"), whole(place) as draft:
        draft.write_text("half")
        raise OSError("the disk is full")
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]
    assert place.read_text() == "old"


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_file_gets_the_permissions_that_are_asked_for(tmp_path, mode):
    with whole(tmp_path / "class.yaml", mode=mode) as draft:
        draft.write_text("secret: none")
    assert (tmp_path / "class.yaml").stat().st_mode & 0o777 == mode


def test_words_that_no_file_can_hold_cost_a_question_mark_and_line_ends_stay(tmp_path):
    write_whole(tmp_path / "note.txt", "a\ud800b\r\nc\n")
    assert (tmp_path / "note.txt").read_bytes() == b"a?b\r\nc\n"


def test_what_a_killed_run_left_goes_and_all_else_stays(tmp_path):
    for name in (
        "ada.json",
        "ada.written",
        ".lock",
        ".ledger.json.lock",
        ".hidden",
        "notes.v2.txt",
    ):
        (tmp_path / name).touch()
    before = sorted(path.name for path in tmp_path.iterdir())
    draft_of(tmp_path / "ada.json")
    draft_of(tmp_path / "README")
    clear_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_one_at_a_time_writes(tmp_path):
    place, order = tmp_path / "ledger.json", []

    def second():
        with one_writer(place):
            order.append("second")

    with one_writer(place):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
