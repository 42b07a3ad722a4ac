"""A caption desk spoken to as a browser speaks to it: lines get their times, and nothing is lost."""

import base64

import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError, MediaError
from kuleshov.media import Captions
from kuleshov.show.player import player
from kuleshov.show.rooms.caption_desk import StillCaptions, captions, split_first, split_speaker

RUSHES = ku.rushes("understudy")


@pytest.fixture(autouse=True)
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))


class Browser:
    """Speaks to a desk, and keeps what it hears."""

    def __init__(self, desk):
        self.desk, self.heard, self.bytes = desk, [], []
        desk.send = self.hear

    def hear(self, content, buffers=None):
        self.heard.append(content)
        self.bytes.append(buffers)

    def do(self, gesture, /, id=None, **args):
        message = {"v": 1, "id": id or f"b-{len(self.heard)}", "do": gesture, "args": args}
        self.desk._arrived(self.desk, message, [])
        return self.heard[-1]


@pytest.fixture
def film():
    return ku.Cut("talk", rushes=RUSHES).add("4A-1", "12.0", "16.0").render("talk.mp4")


@pytest.fixture
def browser(film):
    return Browser(captions(film))


def test_lines_get_their_times_one_after_the_other(browser, film):
    assert browser.do("lines", words="Filament: No.\n\nDiode: No.\n[a click]")["ok"]
    assert browser.do("time", start=0.1, stop=1.2)["ok"]
    assert browser.do("time", start=1.5, stop=2.5)["ok"]
    desk = browser.desk
    assert [(one.speaker, one.text) for one in desk.captions] == [
        ("Filament", "No."),
        ("Diode", "No."),
    ]
    assert desk.state["lines"] == "[a click]" and desk.lines_path.read_text() == "[a click]"
    assert Captions.load(film.path.with_suffix(".vtt")) == desk.captions
    assert browser.do("time", start=3.0, stop=3.1)["ok"]
    assert desk.captions[2].stop == pytest.approx(3.833)  # long enough to be read
    assert not desk.lines_path.exists()
    refused = browser.do("time", start=3.0, stop=3.5)
    assert not refused["ok"] and "write what is said first" in refused["problem"]
    assert len(desk.captions) == 3


def test_what_was_done_is_there_again_and_done_once(browser, film):
    browser.do("lines", words="Diode: Again.\nDiode: Stop.")
    browser.do("time", id="same", start=0.5, stop=1.5)
    browser.do("time", id="same", start=0.5, stop=1.5)  # sent again after a silence
    assert len(browser.desk.captions) == 1
    again = captions(film)
    assert again.captions == browser.desk.captions and again.state["lines"] == "Diode: Stop."


def test_a_caption_is_changed_and_its_words_wait_when_it_is_taken_out(browser):
    browser.do("lines", words="Filament: Who taught you that?\nDiode: No one.")
    browser.do("time", start=0.2, stop=1.4)
    browser.do("time", start=2.0, stop=3.0)
    assert browser.do("change", number=2, start=1.6, stop=3.0, text="No one.", speaker="")["ok"]
    assert browser.desk.captions[1].start == 1.6 and browser.desk.captions[1].speaker == ""
    for number, start, sentence in ((3, 0.1, "no caption 3"), (1, 2.0, "ends at")):
        refused = browser.do("change", number=number, start=start, stop=1.0, text="a", speaker="")
        assert not refused["ok"] and sentence in refused["problem"]
    assert not browser.do("change", number=1, start=0.0, stop=1.0, text=" ", speaker="")["ok"]
    assert len(browser.desk.captions) == 2
    browser.do("remove", number=1)
    assert browser.desk.state["lines"] == "Filament: Who taught you that?"
    assert [one.text for one in browser.desk.captions] == ["No one."]


def test_the_end_of_the_film_is_the_end_of_a_caption_and_findings_are_told(browser, film):
    browser.do("lines", words="Diode: Late.\nthis is read by nobody in so short a time as that")
    browser.do("time", start=3.9, stop=9.0)
    assert browser.desk.captions[0].stop <= film.duration + 0.001
    browser.do("time", start=0.0, stop=1.0)
    assert any("letters a second" in words for words in browser.desk.state["findings"])


def test_a_draft_begins_a_desk_and_never_writes_over_what_is_there(film):
    cut = ku.Cut("talk", rushes=RUSHES).add("4A-1", "12.0", "16.0")
    desk = captions(film, draft=cut.captions())
    assert [one.text for one in desk.captions] == [line.text for line in cut.lines()]
    assert not desk.path.exists()  # nothing was done yet
    Browser(desk).do("remove", number=1)
    assert len(captions(film, draft=cut.captions()).captions) == len(cut.lines()) - 1


def test_a_film_from_elsewhere_keeps_its_folder_clean():
    take = RUSHES["4A-1"].clip
    desk = captions(take)
    assert desk.path.parent.name == "captions" and "studio" in str(desk.path)
    browser = Browser(desk)
    browser.do("lines", words="Diode: Again.")
    browser.do("time", start=1.0, stop=2.0)
    assert desk.path.is_file() and not take.path.with_suffix(".vtt").exists()


def test_the_films_bytes_come_and_no_others(browser, film):
    asked = browser.desk._on_media("0")[0]["media"]
    assert asked["size"] == film.path.stat().st_size and asked["sound"]
    answer, (data,) = browser.desk._on_chunk("0", "film", 0)
    assert film.path.read_bytes().startswith(data) and answer["size"] == asked["size"]
    for name in ("1", "../x"):
        with pytest.raises(KuleshovError, match="shows one film"):
            browser.desk._on_chunk(name, "film", 0)


def test_what_cannot_be_read_is_said_and_left_alone(film):
    path = film.path.with_suffix(".vtt")
    path.write_text("WEBVTT\n\n00:01.000 --> soon\nNo.\n", encoding="utf-8")
    with pytest.raises(MediaError, match="line 3"):
        captions(film)
    assert "soon" in path.read_text("utf-8") and "<track" not in player(film)


def test_a_player_shows_the_captions_that_lie_beside_its_film(browser, film):
    assert "<track" not in player(film)
    browser.do("lines", words='Diode: </track><script>alert("x")</script>')
    browser.do("time", start=0.1, stop=2.0)
    page = player(film)
    (data,) = [part.split('"')[0] for part in page.split("base64,") if part.startswith("V0VCVlRU")]
    told = Captions.from_text(base64.b64decode(data).decode())
    assert told == browser.desk.captions and "<script>" not in page


def test_where_nobody_is_there_it_is_text(film, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    desk = captions(film, draft=Captions().add(0, 1, "No."))
    assert isinstance(desk, StillCaptions) and repr(desk).endswith("No.")


@pytest.mark.parametrize(
    ("lines", "first", "rest"),
    [("", "", ""), ("\n \n", "", ""), ("a", "a", ""), ("\n a \nb\nc", "a", "b\nc")],
)
def test_the_first_line_that_waits(lines, first, rest):
    assert split_first(lines) == (first, rest)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Diode: Again.", ("Diode", "Again.")),
        ("[Diode: click]", ("", "[Diode: click]")),
        ("10:30", ("", "10:30")),
        (
            "a name that is far too long to be one: x",
            ("", "a name that is far too long to be one: x"),
        ),
        ("Diode:  ", ("", "Diode:")),
    ],
)
def test_who_speaks_stands_before_a_colon(line, found):
    assert split_speaker(line) == found
