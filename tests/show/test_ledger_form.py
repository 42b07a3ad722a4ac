"""The form asks, shows what the file claims and what lacks, and writes only what it is told to."""

from pathlib import Path

import pytest
from made.marked import film

import kuleshov as ku
from kuleshov.errors import LibraryError
from kuleshov.library.facts import BY_NAME, FACTS
from kuleshov.library.ledger import add, entries, fill


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("course", "datasets/rushes", "studio", "cache"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setenv("KULESHOV_HOME", str(tmp_path))
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def kitchen(home: Path) -> Path:
    return film(home / "studio" / "kitchen.mp4", {})


def words(box) -> str:
    """Return all HTML that a box shows."""
    inner = "".join(words(child) for child in getattr(box, "children", ()))
    return inner + (box.value if type(box).__name__ == "HTML" else "")


def row_of(box, name):
    return next(one for one in box.children if box.fields[name] in all_in(one))


def all_in(box):
    return [box, *(one for child in getattr(box, "children", ()) for one in all_in(child))]


def is_shown(box, name) -> bool:
    return row_of(box, name).layout.display != "none"


def test_each_fact_has_a_labelled_field_with_a_sentence_and_an_example(kitchen: Path) -> None:
    form = ku.ledger.form(kitchen)
    told = words(form)
    for fact in FACTS:
        field = form.fields[fact.name]
        assert field.description == fact.label
        assert fact.means.replace("'", "&#x27;") in told
        if fact.name != "kind":
            assert fact.example in field.placeholder


def test_a_kind_decides_what_else_is_asked_and_what_lacks_is_said_while_one_types(
    kitchen: Path,
) -> None:
    form = ku.ledger.form(kitchen)
    assert not is_shown(form, "seed")
    assert "9 gaps" in form.lacks.value
    form.fields["kind"].value = "generated"
    assert is_shown(form, "seed") and is_shown(form, "rights")
    assert "12 gaps" in form.lacks.value and "seed" in form.lacks.value
    form.fields["seed"].value = "unknown"
    assert "12 gaps" in form.lacks.value
    form.fields["seed"].value = "not shown by the tool"
    assert "11 gaps" in form.lacks.value
    form.fields["kind"].value = "human"
    assert not is_shown(form, "seed") and "8 gaps" in form.lacks.value
    assert entries() == [], "nothing is written before Save is pressed"


def test_what_is_saved_stands_in_the_ledger_and_is_said(kitchen: Path) -> None:
    add(kitchen, "Ada", "a phone", "my kitchen", "", "", title="Kitchen")
    form = ku.ledger.form(kitchen)
    assert form.fields["made_by"].value == "Ada"
    form.fields["licence"].value = " CC BY 4.0 "
    form.fields["kind"].value = "human"
    form.save.click()
    last = entries()[-1]
    assert (last.licence, last.kind, last.made_by) == ("CC BY 4.0", "human", "Ada")
    assert last.filled == ("kind", "licence")
    assert "Saved in the ledger: kind, licence." in form.said.value
    form.save.click()
    assert "Nothing was changed" in form.said.value and len(entries()) == 2


def test_what_the_file_claims_stands_beside_and_is_never_filled_in(home: Path) -> None:
    plain = film(home / "plain.mp4", {})
    marked = home / "studio" / "marked.mp4"
    notes = {"location": "+52.5200+013.4050/"}
    ku.leave_traces(
        plain,
        marked,
        source_type="trainedAlgorithmicMedia",
        tool="Sora 2 +52.5200+013.4050/",
        notes=notes,
    )
    form = ku.ledger.form(marked)
    assert "The file claims: <bdi>trainedAlgorithmicMedia</bdi>" in words(row_of(form, "kind"))
    assert "Sora 2" in words(row_of(form, "made_with"))
    assert "52.52" not in words(form) and "13.405" not in words(form)
    assert {field.value for field in form.fields.values()} == {""}
    form.fields["kind"].value = "human"
    form.save.click()
    assert "the file itself claims that a model did" in form.said.value
    form.fields["answer"].value = "I put the mark there"
    form.save.click()
    assert entries()[-1].answer == "I put the mark there"
    assert "claims" not in form.said.value


def test_a_file_that_claims_nothing_asks_for_no_answer(home: Path) -> None:
    plain = home / "studio" / "no-film.mp4"
    plain.write_bytes(b"no film at all")
    form = ku.ledger.form(plain)
    assert "answer" not in form.fields


def test_of_a_film_that_was_cut_here_only_its_own_facts_are_asked(kitchen: Path) -> None:
    part = fill(kitchen, made_by="Ada")
    night = film(kitchen.with_name("night.mp4"), {"title": "night"})
    add(night, "", "Kuleshov", "", "CC BY 4.0", "", parts=[part.sha256])
    form = ku.ledger.form(night)
    asked = [name for name in BY_NAME if is_shown(form, name)]
    assert asked == ["made_by", "made_with", "made_on", "licence"]


def test_hostile_words_stay_words(kitchen: Path) -> None:
    fill(kitchen, title="<script>alert(1)</script>", made_with="<img src=x>")
    form = ku.ledger.form(kitchen)
    form.fields["made_by"].value = "<b>Ada</b>"
    form.save.click()
    assert "<script" not in words(form) and "<img" not in words(form)


def test_a_file_that_is_not_there_is_a_sentence(home: Path) -> None:
    with pytest.raises(LibraryError, match="There is no file"):
        ku.ledger.form(home / "nowhere.mp4")


def test_a_ledger_that_can_not_be_written_is_said_under_the_button(kitchen: Path) -> None:
    form = ku.ledger.form(kitchen)
    form.fields["made_by"].value = "Ada"
    (kitchen.parent / "ledger.json").write_text("{")
    form.save.click()
    assert "Not saved. The ledger" in form.said.value


def test_of_a_proxy_the_form_says_what_its_source_claimed(home: Path) -> None:
    marked = home / "marked.mp4"
    ku.leave_traces(film(home / "plain.mp4", {}), marked, tool="Sora 2")
    (done,) = ku.import_footage(marked, progress=False)
    told = words(ku.ledger.form(done.clip))
    assert "The file that it was made from claimed: tool " in told and "Sora 2" in told
    assert "The file that it was made from" not in words(ku.ledger.form(marked))


def test_two_forms_of_one_clip_take_nothing_from_each_other(kitchen: Path) -> None:
    one, other = ku.ledger.form(kitchen), ku.ledger.form(kitchen)
    one.fields["licence"].value = "CC0"
    one.save.click()
    for name in ("Ada", "Ada Lima"):
        other.fields["made_by"].value = name
        other.save.click()
    assert other.fields["licence"].value == "CC0"
    one.fields["made_with"].value = "a phone"
    one.save.click()
    last = entries()[-1]
    assert (last.licence, last.made_by, last.made_with) == ("CC0", "Ada Lima", "a phone")
    assert one.fields["made_by"].value == "Ada Lima"


def test_a_kind_that_is_none_of_two_is_left_alone(home: Path) -> None:
    numbers = home / "studio" / "shots.csv"
    numbers.write_text("a,b\n1,2\n")
    add(numbers, "", "", "her count", "CC0", "nobody is in it", kind="table")
    form = ku.ledger.form(numbers)
    form.fields["made_by"].value = "Ada"
    form.save.click()
    assert (entries()[-1].kind, entries()[-1].filled) == ("table", ("made_by",))
