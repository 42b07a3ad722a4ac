"""Lesson 12 shows four critiques without their levels, and one film on three evenings."""

import pandas
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.lessons import lesson_12
from kuleshov.lessons.ten_films import shorts
from kuleshov.timecode import to_frame


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    return lesson_12.Ten(shorts(tmp_path_factory.mktemp("ten") / "films"))


@pytest.fixture(autouse=True)
def own_studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))


@pytest.fixture(scope="module")
def film():
    return ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")


def holding(found):
    return len({one.text for one in found.citations if one.holds})


def test_the_one_with_the_most_that_holds_is_not_the_best_and_no_text_tells_its_level(film):
    read = lesson_12.readings(film)
    table = lesson_12.counted(holding, read, "DBCA")
    assert isinstance(table, pandas.DataFrame) and table["hold"].is_monotonic_decreasing
    assert table["meant: evidence"].iloc[0] == "decorated"
    best = table[table["meant: evidence"] == "shown"]
    assert len(best) == 1 and best["hold"].iloc[0] < table["hold"].iloc[0]
    assert list(table["your place"]) == [4, 2, 1, 3] and set(table["your claim"]) == {"no level"}
    assert set(table["meant: claim"]) == {"at risk", "a claim", "a topic", "missing"}
    for name, sheet in read.items():
        assert sheet.name == f"critique {name}" and "decorated" not in sheet.words
        assert [one.id for one in sheet.rubric.criteria] == ["critique_claim", "critique_evidence"]


def test_what_the_reader_levelled_stands_beside(film):
    read = lesson_12.readings(film)
    read["A"].level("The claim", "a topic").level("The evidence", "shown")
    again = lesson_12.readings(film)
    for wrong in (lambda found: None, lambda found: "3", lambda found: 10**9, lambda found: 1 / 0):
        table = lesson_12.counted(wrong, again, [])
        assert list(table.loc["A"])[:4] == [18, "–", "a topic", "shown"], (
            "ours counts until theirs is right"
        )
    for order in (None, 5, {"A": 1}):
        assert set(lesson_12.counted(holding, again, order)["your place"]) == {"–"}


def test_shuffled_sentences_hold_as_much(film, capsys):
    texts = lesson_12.shuffled(lesson_12.readings(film))
    whole, mixed = (ku.critique(text, film) for text in texts)
    assert holding(whole) == holding(mixed) > 5
    one, other = (text.split() for text in texts)
    assert sorted(one) == sorted(other) and one != other
    lesson_12.why_meant("A", "C")
    told = capsys.readouterr().out
    assert "A, evidence: decorated." in told and "C, claim: missing." in told and "B, " not in told


def test_the_coin_is_thrown_once_and_each_evening_says_where_its_lamp_begins(
    films, capsys, monkeypatch
):
    chosen = {lesson_12._dealt(films) for _ in range(8)}
    assert len(chosen) == 1
    rendered = lesson_12._rendered
    # the cut says what is seen there; of the three one is rendered, and its picture looked at
    monkeypatch.setattr(lesson_12, "_rendered", lambda cut: cut)
    for name, told in films.evenings.items():
        evening = lesson_12.evening(films, name)
        said = capsys.readouterr().out
        at = said.rpartition("begins at ")[2].strip().rstrip(".")
        place = told["films"].index("lamp") + 1
        assert f"number {place} of 10" in said
        number = to_frame(at, evening.rate)
        span = next(one for one in evening.edit.picture() if one.start == number)
        assert (span.shot.take, span.offset) == ("lamp", 0)
    monkeypatch.setattr(lesson_12, "_rendered", rendered)
    evening = lesson_12.evening(films, name)
    shown, lamp = evening.frame(number + 30), films["lamp"].frame(30)
    assert abs(shown.astype(int) - lamp).mean() < 3, "the lamp's own frame stands there"
    again = lesson_12.evening(films, name)
    assert again.path == evening.path
    with pytest.raises(KuleshovError, match="no evening 'monday'; there are bright-to-dark"):
        lesson_12.evening(films, "monday")


def test_the_lamp_has_other_neighbours_on_each_evening(films):
    shown = lesson_12.evenings(films, "<b>sad</b>")
    around = [shown.neighbours(name) for name in films.evenings]
    assert len({before for before, _ in around}) == 3
    page = shown._repr_mimebundle_()["text/html"]
    assert page.count("Evening: ") == 3 and "<b>sad" not in page and "&lt;b&gt;sad" in page
    assert repr(shown).count("your evening") == 1
    assert "haven't written" in repr(lesson_12.evenings(films, "unasked"))


def test_an_evening_of_one_s_own_is_a_page(films, tmp_path):
    names = [*films][::-1]
    mine = lesson_12.in_order(films, names)
    assert [shot.take for shot in mine] == names
    made = lesson_12.page(films, mine, "Come in.", curator="Ada")
    assert [one.folder for one in made.works] == names and made.sheet.note == "Come in."
    assert not made.left_out and made.blind and (made.site / "index.html").is_file()
    assert [one.folder for one in lesson_12.page(films, lesson_12.in_order(films), "x").works] == [
        *films
    ]


def test_what_can_be_cited_has_a_value(films):
    named, measured = lesson_12.citable(films["moth"]), ku.measure(films["moth"])
    assert "asl" in named and "lag1" not in named, "six shots are too few for it"
    assert all(measured[name].reason == "" for name in named)


def test_what_is_no_evening_is_said(films):
    with pytest.raises(KuleshovError, match=r"None of the ten is called 'mot'. Did you mean moth"):
        lesson_12.in_order(films, ["mot"])
    with pytest.raises(KuleshovError, match="moth stands there twice"):
        lesson_12.in_order(films, ["moth", "moth"])
    with pytest.raises(KeyError, match="no film 'x'"):
        films["x"]
    gone = lesson_12.Ten(films.folder / "nowhere")
    with pytest.raises(KuleshovError, match=r"moth is gone from .* Delete that folder and run"):
        gone["moth"]


def test_what_somebody_says_of_a_film_can_be_answered(films):
    got = lesson_12.received()
    assert got.complete and "Reply" not in str(got)
    cited = ku.critique(got.said["short_film"].why, film=films["moth"])
    assert cited.moments and all(one.holds for one in cited.citations)
    assert "**Reply**\n\nYes." in str(got.reply("Yes."))
    assert not lesson_12.received().answer


def test_the_ten_show_themselves(films):
    shown = films._repr_mimebundle_()
    assert shown["text/html"].count("<img") == 10 and shown["text/plain"].count("\n") == 9
    assert len(films) == 10 and films.title("moth") == "The Last of It" and films.words("moth")
