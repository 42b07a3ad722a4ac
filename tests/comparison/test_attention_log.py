"""What a viewer did, as lines: read as they were written, and anything else refused by its line."""

import pytest

from kuleshov.comparison.attention_log import HEAD, AttentionLog, Said, read_log, write_lines
from kuleshov.errors import KuleshovError

LINES = """viewer, befo
seed, 7
pieces, 12
first, dark
on, dark, 14, 4.0
over, dark, 4.0, left
on, feed, 12, 4.3
on, feed, 12, 0.4
over, feed, 90.0, time is up
filler, 12.5
recalled, a lamp, and a moon
said, 12, feed, old, new, 1.4
said, 13, feed, new, old, 0.9
done""".splitlines()


def test_a_file_is_read_as_it_was_written_line_by_line(tmp_path):
    file = tmp_path / "mine.txt"
    for line in LINES:
        write_lines(file, line)
    assert file.read_text().splitlines() == [HEAD, *LINES]
    log = read_log(file)
    assert (log.viewer, log.seed, log.pieces, log.first) == ("befo", 7, 12, "dark")
    assert log.on == [("dark", 14, 4.0), ("feed", 12, 4.3), ("feed", 12, 0.4)]
    assert log.seconds("feed") == {12: pytest.approx(4.7)} and log.seconds("dark") == {14: 4.0}
    assert log.over == {"dark": (4.0, "left"), "feed": (90.0, "time is up")}
    assert (log.filler, log.recalled, log.done) == (12.5, "a lamp, and a moon", True)
    assert log.said == [Said(12, "feed", True, False, 1.4), Said(13, "feed", False, True, 0.9)]


@pytest.mark.parametrize(
    "line",
    [
        "on, feed, 12", "on, bath, 12, 4.3", "on, feed, twelve, 4.3", "on, feed, 12, -1",
        "on, feed, 12, nan", "on, feed, 12, inf", "on, feed, -12, 4", "over, feed, 90, bored",
        "said, 12, feed, old, maybe, 1.4", "said, 12, feed, 1, new, 1", "first, test", "seed, x",
        "filler, soon", "done, really", "hello", "", "seed, ٣",
    ],
)  # fmt: skip
def test_what_is_no_line_is_named_and_nothing_is_written(line, tmp_path):
    file = tmp_path / "mine.txt"
    write_lines(file, "seed, 7")
    before = file.read_text()
    with pytest.raises(KuleshovError, match="is no line of a test"):
        write_lines(file, "on, feed, 12, 4.3", line)
    assert file.read_text() == before
    if line:
        file.write_text(f"{HEAD}\n\n{line}\n")
        with pytest.raises(KuleshovError, match=r"mine.txt, line 3: .* is no line of a test"):
            read_log(file)


def test_a_picture_has_one_answer():
    log = AttentionLog()
    log.take_in("said, 12, feed, old, new, 1.4")
    with pytest.raises(KuleshovError):
        log.take_in("said, 12, feed, old, old, 1.4")
