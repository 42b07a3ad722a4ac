"""A class's films as one site: who is shown, in which order, and who is left out by name."""

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest
from made import programme as made
from made.marked import film as marked

import kuleshov as ku
from kuleshov.cli import main
from kuleshov.criticism.screening.sheet import sheet_of
from kuleshov.errors import LibraryError
from kuleshov.files import sha256

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Ten films with their papers; made once."""
    home = tmp_path_factory.mktemp("class")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_HOME", str(ROOT))
        patch.setenv("KULESHOV_STUDIO", str(home / "studio"))
        made.make_class(home / "films")
    return home


@pytest.fixture
def films(once, tmp_path, monkeypatch):
    """A copy of the ten films that a test may change."""
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    shutil.copytree(once, tmp_path / "here")
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "here" / "studio"))
    return tmp_path / "here" / "films"


def page_of(done):
    return (done.site / "index.html").read_text("utf-8")


def reason(done, name):
    return dict(done.left_out)[name]


def test_ten_films_are_shown_in_the_order_that_was_written(films, tmp_path):
    done = ku.programme(films, tmp_path / "site")
    assert [one.folder for one in done.works] == list(made.FILMS)
    assert done.left_out == ()
    assert {one.title for one in done.works} >= {"Lamp", "灯", "المصباح الأخير"}
    assert sum(one.title == "Lamp" for one in done.works) == 2
    for one in done.works:
        assert sha256(done.site / one.address) == sha256(one.film)
        assert (done.site / one.poster_address).read_bytes()[:2] == b"\xff\xd8"
    assert len({one.address for one in done.works}) == 10
    assert page_of(done).count("<video") == 10


def test_three_orders_of_the_same_films_know_each_film_by_the_same_name(films, tmp_path):
    ids = {}
    for number, (name, order) in enumerate(made.ORDERS.items()):
        done = ku.programme(films, tmp_path / f"site-{number}", order=name, blind=True)
        assert [one.folder for one in done.works] == list(order)
        told = page_of(done).split('id="programme">')[1].split("</script>")[0]
        assert json.loads(told) == {"title": made.TITLE, "order": [one.id for one in done.works]}
        ids[name] = {one.folder: one.id for one in done.works}
    assert ids["backwards.md"] == ids["as-handed-in.md"] == ids["lamps-last.md"]
    assert len(set(ids["backwards.md"].values())) == 10


def test_two_hand_ins_of_the_same_bytes_stay_two(films, tmp_path):
    shutil.copytree(films / "hugo", films / "hugo again")
    done = ku.programme(films, tmp_path / "site")
    twins = [one for one in done.works if one.folder.startswith("hugo")]
    assert len(twins) == 2 and twins[0].id != twins[1].id
    assert "hugo again isn't in the order, and comes after it" in done.notes
    assert done.works[-1].folder == "hugo again"


class Elements(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_a_moment_in_a_statement_is_shown_as_visitors_know_time(films, tmp_path):
    words = "It waits [film@00:01:22:10], and *then* [film @ 0:00:05:00]. [x@y] stays."
    (films / "ida" / "statement.md").write_text(words, "utf-8")
    page = page_of(ku.programme(films, tmp_path / "site"))
    assert "It waits 1:22, and <em>then</em> 0:05. [x@y] stays." in page


@pytest.mark.parametrize("blind", [False, True])
def test_hostile_words_change_nothing(films, tmp_path, blind):
    (films / "ida" / "statement.md").write_text(
        "<svg onload=alert(1)>\n\n[a](https://x.example/\"onclick=alert(1)) `</template><b>`\n"
        "<!-- --></article></main></body>\n[b](https://x.example/a_b_c*d*e)", "utf-8",
    )  # fmt: skip
    page = page_of(ku.programme(films, tmp_path / "site", blind=blind))
    read = Elements()
    read.feed(page)
    tags = [tag for tag, _ in read.seen]
    # The page's own: one that runs, one that is data; a still for each film; no more.
    assert tags.count("script") == 2 and tags.count("img") == 10 and tags.count("article") == 10
    assert not {"svg", "iframe", "object", "form", "b"} & set(tags)
    assert not [name for _, attrs in read.seen for name in attrs if name.startswith("on")]
    assert [
        attrs["href"] for tag, attrs in read.seen if tag == "a" and attrs["href"][0] != "#"
    ] == ["https://x.example/a_b_c*d*e"]
    for tag, attrs in read.seen:
        for name in ("src", "poster"):
            assert attrs.get(name, "works/").startswith(("works/", "data:text/vtt")), (tag, attrs)


def test_a_programmes_own_title_ends_no_script(films, tmp_path):
    title = "</script ><!--<script>document.title=4</script>"
    (films / "programme.md").write_text(f"# {title}\n", "utf-8")
    made.agree(films / "hugo", "Hugo Ruiz", programme=title)
    page = page_of(ku.programme(films, tmp_path / "site", blind=True))
    read = Elements()
    read.feed(page)
    assert [tag for tag, _ in read.seen].count("script") == 2
    told = page.split('id="programme">')[1].split("</script>")[0]
    assert "<" not in told and json.loads(told)["title"] == title


def test_names_of_files_and_folders_are_shown_to_nobody(films, tmp_path):
    (films / "jo" / "film.mp4").rename(films / "jo" / "jo's secret.mp4")
    papers = films / "jo" / "papers.html"
    papers.write_text(
        papers.read_text("utf-8").replace("film.mp4", "jo&#x27;s secret.mp4"), "utf-8"
    )
    done = ku.programme(films, tmp_path / "site")
    assert done.left_out == ()
    page = page_of(done)
    assert "secret" not in page and "fay &amp; co" not in page and "film.mp4</" not in page


def test_captions_stand_in_the_page_itself(films, tmp_path):
    import base64

    read = Elements()
    read.feed(page_of(ku.programme(films, tmp_path / "site")))
    tracks = [attrs for tag, attrs in read.seen if tag == "track"]
    assert len(tracks) == 1 and tracks[0]["srclang"] == "en" and "default" in tracks[0]
    words = base64.b64decode(tracks[0]["src"].partition(",")[2]).decode()
    assert ku.Captions.from_text(words) == ku.Captions.load(films / "ana-lamp" / "film.en.vtt")


def test_the_poster_is_the_middle_of_the_longest_shot_or_the_one_that_lies_there(films, tmp_path):
    (films / "jo" / "poster.jpg").write_bytes(
        cv2.imencode(".jpg", np.full((40, 60, 3), (200, 30, 30), np.uint8))[1].tobytes()
    )
    done = {one.folder: one for one in ku.programme(films, tmp_path / "site").works}
    own = cv2.imdecode(np.frombuffer(done["jo"].poster, np.uint8), cv2.IMREAD_COLOR)
    assert own.shape == (40, 60, 3) and abs(int(own[20, 30, 0]) - 200) < 6
    # The first shot lasts 8 frames and is green below, the second 16 and is dark.
    middle = cv2.imdecode(np.frombuffer(done["ana-lamp"].poster, np.uint8), cv2.IMREAD_COLOR)
    assert middle[45, 5].max() < 60


def test_its_numbers_are_those_of_a_film_whose_cut_is_known(films, tmp_path):
    page = page_of(ku.programme(films, tmp_path / "site"))
    first = page.split('id="work-2"')[0]
    # One second of 24 frames, cut once from green to black: two shots, half a second on average.
    assert "<dt>Shots</dt><dd>2</dd>" in first
    assert "<dt>Average shot length</dt><dd>0.50 s</dd>" in first
    assert "<dt>Loudness</dt><dd>not measured, for the film has no sound" in page


def test_a_blind_page_keeps_names_out_of_sight_until_they_are_asked_for(films, tmp_path):
    page = page_of(ku.programme(films, tmp_path / "site", blind=True))
    outside = "".join(part.split("</template>")[-1] for part in page.split("<template"))
    for word in ("Ana Lund", "Ben Oke", "Hugo Ruiz", "CC BY 4.0", "wants"):
        assert word in page and word not in outside
    assert "How much did it stay with you?" not in page_of(ku.programme(films, tmp_path / "open"))


BROKEN = {
    "no consent": (lambda f: (f / "consent.txt").unlink(), "no author's consent is recorded"),
    "consent to another programme": (
        lambda f: made.agree(f, "Hugo Ruiz", programme="Spring"), "is about 'Spring'; this one is called",
    ),
    "somebody else's consent": (
        lambda f: made.agree(f, "Ida Berg"), "'Hugo Ruiz' made it, and consent.txt holds no consent of 'hugo ruiz'",
    ),
    "consent without a day": (
        lambda f: (f / "consent.txt").write_text(f"Programme: {made.TITLE}\nI agree: Hugo Ruiz"), "isn't 'I agree: '",
    ),
    "a day that isn't": (
        lambda f: (f / "consent.txt").write_text(
            f"Programme: {made.TITLE}\nI agree: Hugo Ruiz, 2026-02-30"), "the calendar doesn't: 2026-02-30",
    ),
    "nobody agreed": (lambda f: made.agree(f), "holds nobody's 'I agree: '"),
    "no film": (lambda f: (f / "film.mp4").unlink(), "there is no film in it"),
    "two films": (lambda f: shutil.copy(f / "film.mp4", f / "b.mp4"), "it holds 2 films"),
    "no film at all in it": (lambda f: (f / "film.mp4").write_bytes(b"words"), "film.mp4"),
    "half a publication": (lambda f: (f / "credits.txt").unlink(), "papers.html is there and credits.txt isn't"),
    "a roll with gaps": (
        lambda f: (f / "credits.txt").write_text("Moth\n\nNot known:\nx\n\nThis film: not for publication"),
        "the papers have gaps: credits.txt says",
    ),
    "papers with a gap": (
        lambda f: (f / "papers.html").write_text(
            (f / "papers.html").read_text("utf-8").replace("a phone", '<span class="gap">○ gap: nobody said</span>'), "utf-8"),
        "the papers have gaps: Moth: made with (○ gap: nobody said)",
    ),
    "papers of another film": (
        lambda f: (f / "film.mp4").rename(f / "moth.mp4"), "papers.html is about film.mp4 and not about moth.mp4",
    ),
    "papers of nothing": (lambda f: (f / "papers.html").write_text("<h1>x</h1>"), "holds nobody's papers"),
    "no papers anywhere": (
        lambda f: [(f / "papers.html").unlink(), (f / "credits.txt").unlink(),
                   (f / "film.mp4").write_bytes((f / "film.mp4").read_bytes() + b"\0\0\0\x08free")],
        "the papers have gaps: ",
    ),
    "a long statement": (lambda f: (f / "statement.md").write_text("a" * 70_000), "longer than 64 KiB"),
    "a statement in another coding": (lambda f: (f / "statement.md").write_bytes(b"caf\xe9"), "no text in UTF-8"),
    "a statement from elsewhere": (lambda f: (f / "statement.md").symlink_to("/etc/hostname"), "is no file of its own"),
    "captions that are none": (lambda f: (f / "a.vtt").write_text("words"), "a.vtt"),
    "a poster that is none": (lambda f: (f / "poster.jpg").write_bytes(b"words"), "poster.jpg can't be read"),
    "a poster of no bytes": (lambda f: (f / "poster.jpg").write_bytes(b""), "poster.jpg can't be read"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_film_that_lacks_anything_is_left_out_by_name_with_the_reason(films, tmp_path, what):
    spoil, words = BROKEN[what]
    spoil(films / "hugo")
    done = ku.programme(films, tmp_path / "site")
    assert len(done.works) == 9
    assert words in reason(done, "hugo")
    beside = (tmp_path / "site-left-out.txt").read_text("utf-8")
    assert f"- hugo: {reason(done, 'hugo')}" in beside
    assert "Left out: hugo" in str(done)
    assert "Hugo" not in page_of(done) and "hugo" not in page_of(done)


def test_every_reason_is_said_at_once(films, tmp_path):
    (films / "hugo" / "consent.txt").unlink()
    (films / "hugo" / "credits.txt").unlink()
    told = reason(ku.programme(films, tmp_path / "site"), "hugo")
    assert "consent" in told and "credits.txt" in told and told.count(" / ") == 1


def test_a_film_that_tells_where_it_was_filmed_is_left_out(films, tmp_path):
    placed = marked(tmp_path / "placed.mp4", {"location": "+52.5200+013.4050/"})
    shutil.copy(placed, films / "ida" / "film.mp4")
    made.sign(films / "ida" / "film.mp4", "Door", "Ida Berg")
    assert "holds the place where it was filmed" in reason(
        ku.programme(films, tmp_path / "site"), "ida"
    )


def test_all_authors_of_a_film_have_to_agree(films, tmp_path):
    made.sign(films / "ida" / "film.mp4", "Door", "Ida Berg and Kim Ode")
    first = ku.programme(films, tmp_path / "site")
    assert "no consent of 'kim ode'" in reason(first, "ida")
    made.agree(films / "ida", "Kim Ode", "Ida Berg")
    done = ku.programme(films, tmp_path / "site")
    assert done.left_out == ()
    assert "by <bdi>Kim Ode, Ida Berg</bdi>" in page_of(done)
    assert "Nothing was left out." in (tmp_path / "site-left-out.txt").read_text("utf-8")


def test_where_no_papers_lie_there_the_ledger_is_asked_and_its_gaps_are_named(films, tmp_path):
    made.film(films / "kim" / "film.mp4", 7)
    made.agree(films / "kim", "Kim Ode")
    ku.ledger.fill(films / "kim" / "film.mp4", title="Sill", kind="human", made_by="Kim Ode")
    told = reason(ku.programme(films, tmp_path / "site"), "kim")
    assert told.startswith("the papers have gaps: Sill: nobody has said") and "more" in told
    made.sign(films / "kim" / "film.mp4", "Sill", "Kim Ode")
    done = ku.programme(films, tmp_path / "site")
    assert done.left_out == () and done.works[-1].title == "Sill"
    assert done.works[-1].owed.maker == "Kim Ode"


def test_only_its_own_site_is_replaced(films, tmp_path):
    site = tmp_path / "site"
    first = page_of(ku.programme(films, site))
    again = ku.programme(films, site, order="backwards.md")
    assert again.works[0].folder == "jo" and page_of(again) != first
    (site / "index.html").write_text("mine now", "utf-8")
    with pytest.raises(LibraryError, match=r"was changed since it was written \(index\.html\)"):
        ku.programme(films, site)
    assert (site / "index.html").read_text("utf-8") == "mine now"
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years")
    with pytest.raises(LibraryError, match="holds something that this command didn't write"):
        ku.programme(films, other)
    (other / "programme.json").write_text('{"made_by": "kuleshov programme", "files": {}}')
    with pytest.raises(LibraryError, match=r"changed since it was written \(thesis\.txt\)"):
        ku.programme(films, other)
    (tmp_path / "link").symlink_to(other)
    with pytest.raises(LibraryError, match="is no folder"):
        ku.programme(films, tmp_path / "link")
    assert (other / "thesis.txt").read_text() == "years"
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".programme")]


def test_a_file_of_that_name_that_is_somebody_elses_is_left_alone(films, tmp_path):
    (tmp_path / "site-left-out.txt").write_text("my notes")
    with pytest.raises(LibraryError, match="holds somebody's own words"):
        ku.programme(films, tmp_path / "site")
    assert (tmp_path / "site-left-out.txt").read_text() == "my notes"
    assert not (tmp_path / "site").exists()


def test_no_title_or_name_steers_a_terminal(films, tmp_path):
    (films / "ida" / "statement.md").write_text("# Do\x1b[2Jor\x07\n", "utf-8")
    (films / "hugo").rename(films / "hu\x1b]0;go")
    for name in made.ORDERS:
        (films / name).write_text(f"# {made.TITLE}\n", "utf-8")
    (films / "programme.md").write_text(f"# {made.TITLE}\n", "utf-8")
    (films / "hu\x1b]0;go" / "consent.txt").unlink()
    done = ku.programme(films, tmp_path / "site")
    assert "Do[2Jor" in str(done) and "hu]0;go" in str(done) and "\x1b" not in str(done)
    assert "\x1b" not in (tmp_path / "site-left-out.txt").read_text("utf-8")


SHEETS = {
    "": "has no title",
    "Ten films": "has no title",
    "# Ten\n\n## Order\n1. hugo\n2. hugo": "names hugo twice",
    "# Ten\n\n## Order\nfirst the lamps": "isn't '1. ' and a folder's name: 'first the lamps'",
}


@pytest.mark.parametrize("words", SHEETS)
def test_a_programme_that_cant_be_read_says_what_to_write(films, tmp_path, words):
    (films / "programme.md").write_text(words, "utf-8")
    with pytest.raises(LibraryError, match=SHEETS[words]):
        ku.programme(films, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_name_of_the_order_without_a_folder_is_left_out_and_the_site_is_made_anew(
    films, tmp_path
):
    """Whoever takes a film back takes it off the page, whatever the order still says."""
    order = f"# {made.TITLE}\n\n## Order\n1. hugoo\n2. dalia\n3. ida\n"
    (films / "programme.md").write_text(order, "utf-8")
    first = ku.programme(films, tmp_path / "site")
    told = dict(first.left_out)["hugoo"]
    assert told.startswith("the order names it") and "Did you mean hugo?" in told
    assert "ida" in [one.folder for one in first.works]
    shutil.rmtree(films / "ida")
    again = ku.programme(films, tmp_path / "site")
    assert "ida" not in [one.folder for one in again.works] and "ida" in dict(again.left_out)
    assert "- ida: the order names it" in (tmp_path / "site-left-out.txt").read_text("utf-8")


def test_a_line_for_a_curator_who_hasnt_signed_yet_is_no_part_of_the_note():
    sheet = sheet_of("# Ten\nCurator:\n\nDark to light.\n")
    assert (sheet.curator, sheet.note) == ("", "Dark to light.")


def test_what_isnt_a_hand_in_is_said_or_refused(films, tmp_path):
    shutil.copy(films / "ida" / "film.mp4", films / "loose.mp4")
    (films / "linked").symlink_to(films / "ida")
    done = ku.programme(films, tmp_path / "site")
    assert "lies loose" in reason(done, "loose.mp4") and "is a link" in reason(done, "linked")
    with pytest.raises(LibraryError, match="lies among the hand-ins"):
        ku.programme(films, films / "site")
    with pytest.raises(LibraryError, match="is no folder"):
        ku.programme(tmp_path / "nowhere")
    shutil.copytree(films / "jo", films / "gu\u0308l #1")
    with pytest.raises(LibraryError, match="Two folders are both called gül #1"):
        ku.programme(films, tmp_path / "site")


def test_where_no_film_can_be_shown_nothing_is_written(films, tmp_path):
    for name in made.FILMS:
        (films / name / "consent.txt").unlink()
    with pytest.raises(
        LibraryError, match=r"(?s)nothing was written.*- hugo: there is no consent.txt"
    ):
        ku.programme(films, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_command_says_what_it_did(films, capsys):
    (films / "jo" / "consent.txt").unlink()
    with pytest.raises(SystemExit) as ended:
        main(["programme", str(films), "--blind", "--order", str(films / "backwards.md")])
    assert not ended.value.code
    said = capsys.readouterr().out
    assert said.startswith(f"{made.TITLE}: 9 films, in ")
    assert "1. Door (ida)" in said and "Left out: jo, for there is no consent.txt" in said
    assert "Note: ida has no captions" in said
    assert (films.with_name("films-site") / "index.html").is_file()


def test_the_guides_own_files_are_understood(films, tmp_path):
    guide = (ROOT / "docs" / "programme.md").read_text("utf-8")
    sheet = guide.split("```\n# Ten small films")[1].split("```")[0]
    consent = guide.split("```\nProgramme: ")[1].split("```")[0]
    (films / "programme.md").write_text("# Ten small films" + sheet, "utf-8")
    for name in ("ben-and-chen", "ana"):
        shutil.copytree(films / "ben-lamp", films / name)
        (films / name / "consent.txt").write_text("Programme: " + consent, "utf-8")
    done = ku.programme(films, tmp_path / "site")
    assert [one.folder for one in done.works] == ["ben-and-chen", "ana"]
    assert done.sheet.curator == "Ada Moss" and len(done.left_out) == 10
    assert done.works[0].authors == ("Ben Oke", "Chen Jing")


def test_a_film_of_another_form_keeps_it(films, tmp_path):
    (films / "kim").mkdir()
    marked(films / "kim" / "Sill.WEBM", {}, form="webm")
    made.sign(films / "kim" / "Sill.WEBM", "Sill", "Kim Ode")
    made.agree(films / "kim", "Kim Ode")
    done = ku.programme(films, tmp_path / "site")
    assert done.left_out == () and done.works[-1].address.endswith("/film.webm")
    assert (done.site / done.works[-1].address).is_file()
