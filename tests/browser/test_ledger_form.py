"""A clip's papers are filled in by hand, with the keyboard, in a real notebook."""

import json
import time

import pytest
from browser.rooms import Room

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CELLS = [
    "import shutil\nimport kuleshov as ku\nfrom pathlib import Path\n"
    "Path('../studio').mkdir(exist_ok=True)\n"
    "plain = shutil.copy(ku.rushes('understudy')['6E-1'].path, '../studio/plain.mp4')\n"
    "clip = ku.leave_traces(plain, '../studio/kitchen.mp4', replace=True,\n"
    "    source_type='trainedAlgorithmicMedia', tool='Sora 2')",
    "form = ku.ledger.form('../studio/kitchen.mp4')\nform",
    "ku.papers('../studio/kitchen.mp4')",
]


def test_a_form_is_filled_in_with_the_keyboard_and_saved(hub, page, course, axe):
    room = Room(page, hub, course, "papers", CELLS)
    room.start()
    form = page.locator(".ku-form")
    form.wait_for()
    form.get_by_text("9 gaps").wait_for()
    form.get_by_text("The file claims: trainedAlgorithmicMedia").wait_for()
    room.picture("form-empty")

    kind = form.get_by_label("kind", exact=True)
    kind.scroll_into_view_if_needed()
    kind.focus()
    page.keyboard.type("g")  # as a list of choices is gone through by keys
    form.get_by_text("12 gaps").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.type("Kling")
    form.get_by_text("10 gaps").wait_for()
    assert form.get_by_label("made with", exact=True).input_value() == "Kling"
    room.picture("form-typed")

    form.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    form.get_by_text("Saved in the ledger: kind, made by, made with.").wait_for()
    form.get_by_text("the file itself claims 'Sora 2'").wait_for()
    form.get_by_role("button", name="Save").scroll_into_view_if_needed()
    room.picture("form-saved")
    until = time.monotonic() + 20
    ledger = course / "studio" / "ledger.json"
    while not ledger.is_file():
        assert time.monotonic() < until
        page.wait_for_timeout(100)
    last = json.loads(ledger.read_text("utf-8"))["entries"][-1]
    assert (last["kind"], last["made_by"], last["made_with"]) == ("generated", "Ada", "Kling")

    page.evaluate(axe)
    page.evaluate("document.body.style.height = '100vh'")
    found = page.evaluate(
        "axe.run({include: ['.ku-form']}).then(found => found.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    assert found == []
