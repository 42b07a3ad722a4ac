"""A phone's uneven film in an edit: pictures lie at their own times, and so with their sound."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from made import find_clicks, make_take, read_barcode, shot
from made.odd import phone_times, pictures, timed
from PIL import Image

from kuleshov.library import rushes
from kuleshov.media import Clip
from kuleshov.media.animation import film_of_animation
from kuleshov.timeline import Cut

TIMES = phone_times(fast=30, slow=15)  # 2.5 s, a click at 0, 1 and 2


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phone")
    return make_take(folder / "VID_1.mp4", frames=len(TIMES), size=(160, 90), times=TIMES)


def seen_at(second: float) -> int:
    """Return which frame a player shows then."""
    return max(number for number, begins in enumerate(TIMES) if begins <= second)


@pytest.mark.parametrize("rate", [24, Fraction(30000, 1001)])
def test_an_edit_shows_what_a_player_shows_and_keeps_in_step(
    phone: Path, tmp_path: Path, rate: Fraction
) -> None:
    cut = Cut("v", rate, rushes=rushes(phone.parent)).add("VID_1", "0.5")
    film = cut.render(tmp_path / "out.mp4", progress=False)
    player = cut.to_moviepy()
    for frame in range(0, film.frames, 3):
        wanted = seen_at(0.5 + (frame + 0.5) / float(rate))
        assert read_barcode(film[frame])[1] == wanted
        assert read_barcode(player.get_frame(frame / float(rate)))[1] == wanted
    assert find_clicks(film.read_sound()) == pytest.approx([0.5, 1.5], abs=0.001)
    at = np.arange(0, 1.9, 1 / 48000)
    assert find_clicks(player.audio.get_frame(at)) == pytest.approx([0.5, 1.5], abs=0.001)


def test_a_film_back_to_an_edit_has_its_cuts_in_time_and_says_its_rate(tmp_path: Path) -> None:
    frames = [*shot(1, 40, "none", 1), *shot(2, 20, "none", 2)]
    times = phone_times(fast=30, slow=30)  # the cut lies at 2.0 s
    clip = Clip(timed(tmp_path / "phone.mp4", frames, times))
    cut = Cut.from_film(clip)
    assert cut.rate == 30
    assert [shot.in_ for shot in cut.shots] == [0, 60]
    assert cut.frames == pytest.approx(clip.duration * 30, abs=1)
    assert "frames of phone lie unevenly in time; this edit counts 30 a second" in cut.said


def test_a_picture_that_stands_to_the_end_can_be_cut_as_long_as_it_stands(tmp_path: Path) -> None:
    first, *rest = (Image.fromarray(picture) for picture in pictures(5, (64, 36)))
    first.save(tmp_path / "a.gif", save_all=True, append_images=rest, duration=[100] * 4 + [2000])
    take = rushes(tmp_path)["a"]
    assert take.frames / take.rate == Fraction("2.4")
    assert repr(take) == "Take('a', 00:00:02:04)"
    assert Cut.from_film(take).frames == 24
    assert Cut("v", 24, rushes=rushes(tmp_path)).add("a").frames == 57  # 2.4 s, whole frames


def test_a_single_picture_that_stands_has_a_rate_to_cut_it_at(tmp_path: Path) -> None:
    Image.fromarray(pictures(1, (64, 36))[0]).save(tmp_path / "a.webp")
    clip = Clip(film_of_animation(tmp_path / "a.webp", tmp_path / "a.mov"))
    assert (clip.frames, clip.duration, clip.frames / clip.rate) == (1, 0.1, Fraction("0.1"))
    assert clip.edit_rate > 0
