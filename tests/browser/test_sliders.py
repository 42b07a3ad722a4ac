"""Sliders on a market in a real JupyterLab: moved by the keyboard, heard by a screen reader."""

import pytest
from browser.rooms import Room

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
CALL = """import kuleshov as ku
desk = ku.market("mixed", years=1, people=300, works=2000, slots=30).sliders()
desk"""
STATUS = "document.querySelector('.jp-OutputArea [role=status]')"


def test_a_slider_moves_by_keys_and_what_comes_out_is_said(lab, page, course, axe):
    room = Room(page, lab, course, "sliders", [CALL, "desk.market.rules.push"])
    room.start()
    page.wait_for_selector(".jp-OutputArea [role=status]")
    room.picture("market-sliders")
    said = page.evaluate(f"{STATUS}.innerText")
    names = page.locator(".widget-hslider .widget-label").all_inner_texts()
    assert names[0].startswith("push: how strongly popularity") and len(names) == 5
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    room.until(f"{STATUS}.innerText !== {said!r}")
    page.evaluate(axe)
    faults = page.evaluate(
        "axe.run({include: [['.jp-OutputArea [role=group]']]}).then((r) => r.violations.map((v) => v.id))"
    )
    assert faults == []
