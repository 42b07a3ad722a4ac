"""What the page that a marker reads shows beside the text."""

from made.odd import film, phone_times, pictures, timed

from kuleshov.criticism.citations import Citation
from kuleshov.grading.review import reading_page
from kuleshov.media import Clip


def test_a_still_leads_to_its_moment_also_in_an_uneven_film(tmp_path):
    times = phone_times(fast=10, slow=10)
    uneven = Clip(timed(tmp_path / "phone.mp4", pictures(20, (64, 36)), times))
    even = Clip(film(tmp_path / "even.mp4", pictures(20, (64, 36))))
    for clip, rate, tick in ((even, 24, 15), (uneven, 30, round(times[15] * 30))):
        sheet = reading_page.Sheet("a", "b", [], clip, stills={15: "data:"})
        said = Citation("[film@00:00:00:15]", "film", "moment", True, "frame 15.", frame=15)
        assert f'data-frame="{tick}"' in reading_page._moment(said, sheet)
        assert f'data-rate="{float(rate)}"' in reading_page._film(sheet)
