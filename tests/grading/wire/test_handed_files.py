"""Files that are handed over with an assignment: none leaves its folder, none is replaced."""

from kuleshov.grading.wire.handed_files import Files


def test_files_go_over_only_under_plain_names_and_over_no_given_one(tmp_path):
    files = Files(tmp_path)
    files.give({"data.csv": b"given"})
    outside = tmp_path.parent / "outside.txt"
    files.take({"data.csv": b"x", "../outside.txt": b"x", "/etc/x": b"x", "a/b.csv": b"ok", 3: b""})
    files.take(dict.fromkeys(["./data.csv", "data.csv/", ".//data.csv", "a/../data.csv"], b"x"))
    assert (tmp_path / "data.csv").read_bytes() == b"given" and not outside.exists()
    assert (tmp_path / "a" / "b.csv").read_bytes() == b"ok"
    (tmp_path / "new.csv").write_bytes(b"new")
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    assert files.changed() == {"new.csv": b"new"} and files.changed() == {}
