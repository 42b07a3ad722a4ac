"""A programme in real Chromium: from a folder and from a server, on a phone, in the dark, blind."""

import functools
import json
import re
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from made import programme as made

import kuleshov as ku

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
ROOT = Path(__file__).resolve().parents[2]
SCHEMES = ("light", "dark")
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The same ten films twice: open, and blind."""
    home = tmp_path_factory.mktemp("programme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_HOME", str(ROOT))
        patch.setenv("KULESHOV_STUDIO", str(home / "studio"))
        made.make_class(home / "films")
        ku.programme(home / "films", home / "open")
        ku.programme(home / "films", home / "blind", blind=True)
    return home


class Host(SimpleHTTPRequestHandler):
    """A plain web server that remembers what it was asked."""

    def __init__(self, *arguments, asked, **more):
        self.asked = asked
        super().__init__(*arguments, **more)

    def log_message(self, _, *words):
        self.asked.append(words)


@contextmanager
def hosted(folder):
    """Serve a folder; yield the address, and what was asked of it."""
    asked = []
    answer = functools.partial(Host, directory=folder, asked=asked)
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def served(sites):
    """The sites behind a plain web server, below a path."""
    with hosted(sites) as (address, _):
        yield address


@pytest.fixture
def visit(browser):
    """Open a page as somebody new; what it asks for and complains of is kept."""
    contexts = []

    def opened(address, size=LAPTOP, scheme="light", **more):
        context = browser.new_context(viewport=size, color_scheme=scheme, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def of(kind, sites, served, site):
    """Return a page's address, and what everything that it asks for begins with."""
    home = f"file://{sites}/{site}/" if kind == "file" else f"{served}/{site}/"
    return f"{home}index.html", home


PLAY = """async (video) => {
  video.muted = true;
  const cue = new Promise((done) => (video.textTracks[0].oncuechange = done));
  await video.play();
  await Promise.race([cue, new Promise((_, fail) => setTimeout(() => fail("no cue came"), 8000))]);
  const words = [...video.textTracks[0].activeCues].map((one) => one.getCueAsHTML().textContent);
  return [words, video.textTracks[0].mode, video.videoWidth];
}"""


@pytest.mark.parametrize("kind", ["file", "http"])
@pytest.mark.parametrize("site", ["open", "blind"])
def test_films_play_with_their_captions_and_no_other_host_is_asked(
    sites, served, visit, kind, site
):
    address, home = of(kind, sites, served, site)
    page = visit(address)
    words, mode, width = page.locator("video").first.evaluate(PLAY)
    assert words == ["Again & again <b>"] and mode == "showing" and width == 64
    page.locator("video").nth(4).evaluate(
        "async (video) => { video.muted = true; await video.play(); }"
    )
    page.wait_for_function("document.querySelector('video').paused")  # one at a time
    for place in range(10):
        assert page.locator("video").nth(place).evaluate("video => !!video.poster && !video.error")
    page.wait_for_load_state("networkidle")
    assert page.asked and all(one.startswith((home, "data:")) for one in page.asked)
    assert len([one for one in page.asked if one.endswith("poster.jpg")]) == 10
    assert page.said == [] and page.title() == made.TITLE
    assert page.context.cookies() == []
    assert page.evaluate(
        "location.protocol === 'file:' || localStorage.length + sessionStorage.length === 0"
    )


BREAK_OUT = """async ([how, away]) => {
  const stopped = new Promise((done) => document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective)));
  const put = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
  ({ picture: () => put("img", { src: away }), film: () => put("video", { src: away, preload: "auto" }),
     words: () => fetch(away).catch(() => 0), frame: () => put("iframe", { src: away }),
     script: () => put("script", { textContent: "document.title = 'hostile'" }),
     handler: () => { document.body.setAttribute("onclick", "document.title = 'hostile'"); document.body.click(); },
     form: () => { put("form", { action: away, id: "f" }); document.querySelector("#f").submit(); },
  })[how]();
  return Promise.race([stopped, new Promise((done) => setTimeout(() => done("nothing was stopped"), 3000))]);
}"""


STOPPED = {
    "picture": "img-src", "film": "media-src", "words": "connect-src", "frame": "frame-src",
    "script": "script-src-elem", "handler": "script-src-attr", "form": "form-action",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["file", "http"])
def test_even_what_got_into_the_page_could_ask_no_other_host(sites, served, visit, kind, tmp_path):
    with hosted(tmp_path) as (stranger, asked):
        for how, directive in STOPPED.items():
            page = visit(of(kind, sites, served, "open")[0])
            assert page.evaluate(BREAK_OUT, [how, f"{stranger}/x"]) == directive
            assert page.title() != "hostile"
        assert asked == []
        visit(f"{stranger}/x")
        assert asked  # it would have heard


def test_names_come_after_the_votes_and_the_votes_are_the_visitors_file(sites, visit, tmp_path):
    page = visit(f"file://{sites}/blind/index.html", PHONE, accept_downloads=True)
    for name in ("Ana Lund", "Hugo Ruiz", "CC BY 4.0"):
        assert name not in page.locator("body").inner_text()
    page.click("#save")  # with no vote
    assert "haven't voted" in page.locator("#said").inner_text()
    assert "Ana Lund" not in page.locator("body").inner_text()
    page.locator("#work-1 input").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.locator("#work-5 label").nth(4).click()
    page.locator("#save").focus()
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    assert caught.value.suggested_filename == "votes.json"
    votes = json.loads(Path(caught.value.path()).read_text("utf-8"))
    assert votes["programme"] == made.TITLE and re.fullmatch("[0-9a-f]{16}", votes["ballot"])
    (tmp_path / "ours.json").write_text(json.dumps(votes), "utf-8")
    read = ku.programme_votes(tmp_path, sites / "blind")
    assert read.left_out == () and list(read.ballots[0].votes.values()) == [3, 5]
    assert [one["film"] for one in votes["votes"]] == votes["order"] and len(
        set(votes["order"])
    ) == 10
    assert {one["place"]: one["vote"] for one in votes["votes"] if one["vote"]} == {1: 3, 5: 5}
    assert [one["title"] for one in votes["votes"]] == [
        each.strip() for each in page.locator("h2[id]").all_inner_texts()
    ]
    for name in ("Ana Lund", "Hugo Ruiz", "CC BY 4.0", 'Emil "</script>" Ek'):
        assert name in page.locator("body").inner_text()
    assert "2 of 10 films" in page.locator("#said").inner_text()
    assert page.locator(".scale input:enabled").count() == 0
    assert page.evaluate("document.activeElement.id") == "said"
    assert page.title() == made.TITLE and page.said == []
    page.reload()
    assert "Ana Lund" not in page.locator("body").inner_text()
    assert page.locator("input:checked").count() == 0


def test_names_can_be_had_without_a_vote(sites, visit):
    page = visit(f"file://{sites}/blind/index.html")
    page.click("#skip")
    assert "Ana Lund" in page.locator("#work-1").inner_text()
    assert "Nothing was saved" in page.locator("#said").inner_text()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("site", ["open", "blind"])
def test_axe_finds_nothing_and_a_phone_scrolls_one_way(sites, visit, axe, scheme, site):
    for size in (LAPTOP, PHONE):
        page = visit(f"file://{sites}/{site}/index.html", size, scheme)
        for state in ("as it opens", "all of it"):
            if state == "all of it":
                if site == "blind":
                    page.click("#skip")
                page.evaluate(
                    "document.querySelectorAll('details').forEach((one) => (one.open = true))"
                )
            page.evaluate(axe)
            found = page.evaluate(
                "axe.run().then((r) => r.violations.map((one) => [one.id, one.nodes[0].html]))"
            )
            assert found == [], (state, size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_it_prints_as_a_leaflet_without_what_only_a_screen_can_do(sites, visit):
    page = visit(f"file://{sites}/blind/index.html", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("video", "fieldset", "details", ".hand-in"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator("img.printed").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert "Ana Lund" not in page.locator("body").inner_text()
    page.emulate_media(media="screen")
    page.click("#skip")
    page.emulate_media(media="print")
    assert "Ana Lund" in page.locator("body").inner_text()
