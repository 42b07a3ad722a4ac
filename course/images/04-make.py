"""Make lesson 04's opening picture: three shots of one bench, in one of which a thing was moved.

python course/images/04-make.py
"""

from pathlib import Path

import matplotlib.pyplot as plt

import kuleshov as ku
from kuleshov.lessons import lesson_04
from kuleshov.show.style import GREY_ON_INK, INK
from kuleshov.timecode import timecode

HERE = Path(__file__).resolve().parent
TAKES = ("1A-1", "7A-1", "C1b")


def main() -> None:
    rushes = ku.rushes("understudy")
    figure, axes = plt.subplots(1, 3, figsize=(12.0, 2.6), facecolor=INK)
    figure.subplots_adjust(0.005, 0.1, 0.995, 0.995, wspace=0.02)
    for axis, name in zip(axes, TAKES, strict=True):
        frame = lesson_04.frame_of(rushes[name])
        axis.imshow(rushes[name].clip.frame(frame))
        axis.set_axis_off()
        words = f"{name}  {timecode(frame, rushes[name].rate)}"
        axis.set_title(words, y=-0.13, fontsize=9, color=GREY_ON_INK)
    figure.savefig(HERE / "04-three.png", dpi=130, facecolor=INK)


if __name__ == "__main__":
    main()
