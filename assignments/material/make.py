"""Make the stills of generated clips that assignment a4 is built from.

Run it where the catalogue can be fetched::

    python assignments/material/make.py

Whose they are, and by which licence, stands in sources.md.
"""

from pathlib import Path

import cv2

import kuleshov as ku

HERE = Path(__file__).parent
WIDTH, HEIGHT = 480, 276
STILLS = {  # the second of each shot at which its two subjects are plainly seen
    ("a4-space-and-light", "srs-shotdirector"): ("g_sd_srs_shotdirector", 1.2, 3.9),
    ("a4-space-and-light", "angle-syncammaster"): ("g_sd_angle_syncammaster", 1.2, 3.9),
}

if __name__ == "__main__":
    for (assignment, name), (clip, *seconds) in STILLS.items():
        film = ku.fetch(clip)
        for letter, second in zip("ab", seconds, strict=True):
            picture = film.frame(film.frame_at(second))[..., ::-1]
            small = cv2.resize(picture, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
            place = HERE / assignment / f"{name}-{letter}.jpg"
            cv2.imwrite(str(place), small, [cv2.IMWRITE_JPEG_QUALITY, 94])
            print(place.relative_to(HERE))
