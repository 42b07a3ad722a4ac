"""Votes that visitors hand in: counted with the place at which each film stood, and never believed blindly."""

import json
from pathlib import Path

import pandas as pd
import pytest

import kuleshov as ku
from kuleshov.cli import main
from kuleshov.criticism.screening import Programme
from kuleshov.criticism.screening.papers_beside import Owed
from kuleshov.criticism.screening.sheet import Sheet
from kuleshov.criticism.screening.work import Work
from kuleshov.errors import LibraryError
from kuleshov.show.programme_page import programme_page

TITLE = "Three <small> films"
FILMS = {"aa": "=1+1", "bb": "Moth\nball", "cc": '"><script>'}


def work(id, title):
    owed = Owed("", "", (), ())
    return Work(id, id, Path("film.mp4"), title, (), "", (), owed, (), b"", 1.0, (64, 48), ())


@pytest.fixture
def site(tmp_path):
    """The page of three films, as the kit writes it, in a site's folder."""
    made = Programme(Sheet(TITLE), tuple(work(*one) for one in FILMS.items()), blind=True)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(programme_page(made), "utf-8")
    return tmp_path / "site"


@pytest.fixture
def votes(tmp_path):
    (tmp_path / "votes").mkdir()
    return tmp_path / "votes"


def cast(order="aa bb cc", marks=(1, None, 5), programme=TITLE, **more):
    """Return a file as the page saves it."""
    rows = [
        {"place": at, "film": film, "title": "as they say", "vote": vote}
        for at, (film, vote) in enumerate(zip(order.split(), marks, strict=True), 1)
    ]
    return {"programme": programme, "order": order.split(), "votes": rows, **more}


def put(folder, name, told):
    (folder / name).write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")


def test_each_film_has_its_votes_their_median_and_where_it_stood(votes, site):
    put(votes, "votes.json", cast(ballot="1"))
    put(votes, "votes (1).json", cast(marks=(3, None, 2), ballot="2"))
    put(votes, "votes (2).json", cast("cc bb aa", (4, None, 4), ballot="3"))
    found = ku.programme_votes(votes, site)
    frame = found.to_frame().set_index("film")
    assert list(frame.index) == list(FILMS)
    assert frame["votes"].to_dict() == {"aa": 3, "bb": 0, "cc": 3}
    assert frame.loc["aa", "median"] == 3 and frame.loc["cc", "median"] == 4
    # aa stood first twice and third once; cc the other way round.
    assert frame.loc["aa", "place"] == pytest.approx(5 / 3)
    assert frame.loc["cc", "place"] == pytest.approx(7 / 3)
    assert frame["median"].isna()["bb"]
    assert found.table().iloc[1].tolist() == ["Moth ball", "0", "-", "-"]
    assert found.left_out == ()
    told = str(found)
    assert told.startswith(f"{TITLE}: 3 visitors, 2 orders") and "All saw one order" not in told
    each = found.each()
    assert each[each.film == "cc"][["place", "vote"]].values.tolist() == [[3, 2], [1, 4], [3, 5]]


def test_one_order_is_said(votes, site):
    put(votes, "a.json", cast())
    assert "All saw one order." in str(ku.programme_votes(votes, site))


def test_two_visitors_who_agree_are_two_and_one_file_handed_in_twice_is_one(votes, site):
    put(votes, "a.json", cast(ballot="1"))
    put(votes, "b.json", cast(ballot="2"))
    (votes / "later").mkdir()
    put(votes / "later", "a.json", cast(ballot="1"))
    put(votes, "old.json", cast())
    put(votes, "old again.json", cast())  # from a page that drew no number
    found = ku.programme_votes(votes, site)
    assert len(found.ballots) == 3
    assert [one for one in found.left_out if "counts once" in one] == [
        "later/a.json: it is the same visitor's file as a.json, and counts once.",
        "old.json: it is the same visitor's file as old again.json, and counts once.",
    ]


HOSTILE = {
    "no JSON": ("votes", "isn't JSON"),
    "too deep": ("[" * 100_000, "isn't JSON"),
    "a number without end": ('{"programme": ' + "9" * 10_000 + "}", "isn't JSON"),
    "a list": ("[1]", "names no programme"),
    "another programme": (cast(programme="Spring\x1b[2J"), r"it is of the programme 'Spring\x1b"),
    "no order": (cast() | {"order": None}, "in which order"),
    "an order of numbers": (cast() | {"order": [1, 2, 3]}, "in which order"),
    "a film twice": (cast("aa aa bb"), "names a film twice"),
    "votes of another order": (cast() | {"order": ["cc", "bb", "aa"]}, "changed by hand"),
    "votes that are words": (cast() | {"votes": ["aa"]}, "no list of votes"),
    "no votes": (cast(marks=(None, None, None)), "holds no vote for any of the 3 films"),
    "six": (cast(marks=(6, 1, 1)), "a vote is 1 to 5, and not '6'"),
    "true": (cast(marks=(True, 1, 1)), "and not 'True'"),
    "a half": (cast(marks=(2.5, 1, 1)), "and not '2.5'"),
    "not a number": (cast(marks=(float("nan"), 1, 1)), "and not 'nan'"),
    "films of nowhere": (cast("xx yy zz"), "holds no vote for any of the 3 films"),
    "huge": (" " * 1_100_000 + json.dumps(cast()), "longer than 1024 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_the_page_never_saved_is_left_out_by_name(votes, site, what):
    told, words = HOSTILE[what]
    put(votes, "bad.json", told)
    put(votes, "good.json", cast())
    found = ku.programme_votes(votes, site)
    assert [one.name for one in found.ballots] == ["good.json"]
    (line,) = found.left_out
    assert line.startswith("bad.json: ") and words in line


def test_links_folders_and_other_files_are_said(votes, site, tmp_path):
    put(tmp_path, "elsewhere.json", cast())
    (votes / "link.json").symlink_to(tmp_path / "elsewhere.json")
    (votes / "folder.json").mkdir()
    put(votes, "votes.json.txt", cast())
    (votes / ".hidden").write_text("")
    found = ku.programme_votes(votes, site)
    assert found.ballots == () and len(found.left_out) == 3
    told = str(found)
    assert "link.json: link.json is no file of its own" in told
    assert "folder.json: folder.json is no file of its own" in told
    assert "votes.json.txt: it doesn't end in .json." in told


def test_a_film_that_is_shown_no_more_takes_its_votes_with_it_and_no_others(votes, site):
    put(votes, "a.json", cast("gone aa bb", (5, 2, 3)))
    found = ku.programme_votes(votes, site)
    assert found.ballots[0].votes == {"aa": 2, "bb": 3} and found.ballots[0].place("aa") == 2
    assert "1 vote is for a film that this site doesn't show; the others count" in found.left_out[0]


def test_what_is_no_site_or_no_folder_is_a_sentence(votes, site, tmp_path):
    with pytest.raises(LibraryError, match="is no folder"):
        ku.programme_votes(tmp_path / "nowhere", site)
    for wrong in (votes, tmp_path / "nowhere"):
        with pytest.raises(LibraryError, match="is no site of a programme"):
            ku.programme_votes(votes, wrong)
    (site / "index.html").write_text('<script id="programme">[]</script>')
    with pytest.raises(LibraryError, match="is no site of a programme"):
        ku.programme_votes(votes, site)


def test_the_command_writes_every_vote_and_no_formula(votes, site, tmp_path, capsys):
    put(votes, "a.json", cast())
    with pytest.raises(SystemExit) as ended:
        main(["votes", str(votes), str(site), "--to", str(tmp_path / "votes.csv")])
    assert not ended.value.code and "1 visitor, 1 order" in capsys.readouterr().out
    table = pd.read_csv(tmp_path / "votes.csv")
    assert table.values.tolist() == [[1, "aa", "'=1+1", 1, 1], [1, "cc", '"><script>', 3, 5]]
