"""A review by hand: what is chosen and written is kept, and what is shown is escaped."""

import pytest

import kuleshov as ku
from kuleshov.show.review_form import review_bundle

NASTY = "<img src=x onerror=alert(1)> [film@00:00:01:00]"


@pytest.fixture(autouse=True)
def own_studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))


def test_what_is_chosen_and_written_is_kept():
    sheet = ku.review(None, "critique", words="The lamp waits.", name="k3f9")
    form = sheet.form()
    assert form.levels["critique_claim"].value is None
    form.levels["critique_claim"].value = "a topic"
    form.whys["critique_claim"].value = "It tells."
    again = ku.review(None, "critique", words="The lamp waits.", name="k3f9")
    assert again.said["critique_claim"].level == "a topic"
    assert again.form().levels["critique_claim"].value == "a topic"
    assert again.form().whys["critique_claim"].value == "It tells."
    assert "4 rows to go" in form.said.value
    form.whys["critique_claim"].value = ""
    assert sheet.said["critique_claim"].why == ""


def test_words_that_are_too_long_are_refused_in_the_form_and_nothing_is_lost():
    sheet = ku.review(None, "critique", words="The lamp waits.", name="k3f9")
    form = sheet.form()
    form.whys["critique_claim"].value = "x" * 20_001
    assert "Not saved." in form.said.value and "20,001" in form.said.value
    assert form.whys["critique_claim"].value == "x" * 20_001


def test_a_form_that_is_still_open_shows_and_keeps_what_another_one_saved():
    words = {"words": "The lamp waits.", "name": "k3f9"}
    old, new = (ku.review(None, "critique", **words).form() for _ in range(2))
    old.whys["critique_prose"].value = "x" * 20_001  # refused, and not to be lost
    new.whys["critique_claim"].value = "It tells."
    new.levels["critique_evidence"].value = new.levels["critique_evidence"].options[0]
    old.levels["critique_claim"].value = "a topic"
    said = ku.review(None, "critique", **words).said
    assert (said["critique_claim"].level, said["critique_claim"].why) == ("a topic", "It tells.")
    assert said["critique_evidence"].level == old.levels["critique_evidence"].value
    assert old.whys["critique_claim"].value == "It tells."
    assert old.whys["critique_prose"].value == "x" * 20_001


def test_when_all_is_said_the_form_says_what_to_do():
    sheet = ku.review(None, "critique", words="The lamp waits.", name="k3f9")
    form = sheet.form()
    for one in sheet.rubric.criteria:
        form.levels[one.id].value = one.levels[0].name
        form.whys[one.id].value = "So."
    assert "complete" in form.said.value


def test_a_film_its_words_and_the_frames_they_cite_are_shown_and_nothing_runs():
    take = ku.rushes("understudy")["KA-1"]
    cited = review_bundle(ku.review(take, "critique", words=NASTY, name="<b>k"))["text/html"]
    assert "data:image/jpeg" in cited and "<img src=x" not in cited and "<b>k" not in cited
    plain = review_bundle(ku.review(take, "critique", words="<script>", name="k"))["text/html"]
    assert "<video" in plain and "<script" not in plain
    sheet = (
        ku.review(None, "critique", words="w", name="k").level("The claim", 4, "<i>").reply("<u>")
    )
    shown = review_bundle(sheet)["text/html"]
    assert "<i>" not in shown and "<u>" not in shown and "&lt;u&gt;" in shown
