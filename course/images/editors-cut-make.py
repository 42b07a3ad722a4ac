"""Make the README's picture: the editor's cut on its timeline, with four stills above it.

Chromium draws it, by way of Playwright::

    python course/images/editors-cut-make.py
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

import kuleshov as ku
from kuleshov.show import html
from kuleshov.show.edit_picture import timeline_svg
from kuleshov.show.pictures import jpeg
from kuleshov.timecode import timecode

HERE = Path(__file__).resolve().parent
FOOTAGE = HERE.parents[1] / "datasets" / "rushes" / "understudy"
MOMENTS = {
    "00:00:04:11": "1A-1",
    "00:00:27:03": "4A-1",
    "00:00:40:09": "6C-1",
    "00:00:50:18": "6D-1",
}


def page() -> str:
    """Return the picture as a page."""
    cut = ku.Cut.load(FOOTAGE / "editors-cut.edit", ku.rushes("understudy"))
    film = ku.Clip(FOOTAGE / "editors-cut.mp4")
    stills = [
        html.still(jpeg(film.frame(film.frame_number(at)), 460), f"{at} {take}", take, 223)
        for at, take in MOMENTS.items()
    ]
    head = html.heading(cut.title, f"{len(cut)} shots, {timecode(cut.frames, cut.rate)}")
    body = head + html.row(stills) + '<div style="height:22px"></div>' + timeline_svg(cut)
    return f'<body style="margin:0;background:transparent">{html.card(body, cut.title)}</body>'


def main() -> None:
    """Draw it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        sheet = chromium.new_page(viewport={"width": 944, "height": 320}, device_scale_factor=1.5)
        sheet.set_content(page())
        sheet.wait_for_timeout(500)
        sheet.locator("[role=group]").first.screenshot(path=HERE / "editors-cut.png")
        chromium.close()


if __name__ == "__main__":
    main()
