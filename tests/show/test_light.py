"""Light as a picture: what the title and the words say."""

import re

import numpy as np
import pytest

import kuleshov as ku
from kuleshov import plots
from kuleshov.metrics import Drift, apart
from kuleshov.show import light
from kuleshov.show.light import apart_bundle, drift_bundle, pair

CLIP = ku.rushes("understudy")["6E-1"].clip


def curve(stops):
    """Return a drift whose curve is given, over the first seconds of a take."""
    bright = 0.1 * 2.0 ** np.asarray(stops, float)
    code = 255 * (1.055 * bright ** (1 / 2.4) - 0.055)
    frames = len(stops)
    return Drift(CLIP, 0, frames, CLIP.times()[:frames], np.repeat(code[:, None], 3, axis=1))


def test_the_title_says_what_each_does_and_the_words_every_second():
    up, dip = curve(np.linspace(0, 1, 96)), curve(np.r_[np.zeros(36), -np.ones(24), np.zeros(36)])
    drawn = plots.light({"rises": up, "dips": dip})
    assert drawn.alt.startswith(
        "rises: net +0.8 stops, range 0.8; dips: net +0.0 stops, range 0.5. "
    )
    assert drawn.alt.count(",") >= 8 and "rises, a second each: +0.00, +0.25" in drawn.alt
    axis = drawn.figure.axes[0]
    curves = [line for line in axis.lines if len(line.get_xdata()) == 96]
    assert len(curves) == 2 and curves[0].get_linestyle() != curves[1].get_linestyle()
    assert np.allclose(curves[0].get_ydata(), up.stops)
    assert plots.light({"a": up}, "It rises").figure.axes[0].get_title(loc="left") == "It rises"


def test_two_pictures_are_shown_with_their_numbers():
    found = ku.apart(np.full((36, 64, 3), 120, np.uint8), np.full((36, 64, 3), 60, np.uint8))
    page = apart_bundle(found)
    assert page["text/html"].count("<img") == 2
    for words in page.values():
        assert "stops" in words and "dE" in words
    framed = ku.apart(*found.pictures, region=(0.25, 0.25, 0.5, 0.5))
    assert pair(framed, ("a", "b")) != pair(found, ("a", "b")), "the region is framed"
    assert (found.pictures[0] == 120).all(), "and nothing is drawn into the picture itself"


def test_each_still_has_the_frame_of_its_own_part():
    picture = np.full((90, 160, 3), 60, np.uint8)
    found = apart(picture, picture, region=(0.1, 0.1, 0.2, 0.2), against=(0.6, 0.6, 0.2, 0.2))
    shown = [
        light._over_median(p, c, part)
        for p, c, part in zip(
            found.pictures, found.colours, (found.region, found.against), strict=True
        )
    ]
    drawn = [np.argwhere((one[:90] != 60).any(axis=2)).mean(axis=0) / (90, 160) for one in shown]
    assert drawn[0] == pytest.approx([0.2, 0.2], abs=0.02)
    assert drawn[1] == pytest.approx([0.7, 0.7], abs=0.02)
    page = light.apart_bundle(found)["text/html"]
    stills = re.findall(r"base64,([A-Za-z0-9+/=]+)", page)
    assert len(stills) == 2 and stills[0] != stills[1]


def test_a_drift_shows_its_curve():
    page = drift_bundle(curve(np.zeros(72)))
    assert "<img" in page["text/html"] and "net +0.00 stops" in page["text/plain"].replace(
        "-0.00", "+0.00"
    )
