"""What is done to a picture after rendering: print, vignette, the clinic's gains, grain.

Grain is photographic: luminance mostly, soft over a pixel, strongest in the middle tones. It is
new in every frame, so that a pose that is held stays alive, and numbered, so that it is the
same grain when the take is made again. `sigma` is its standard deviation in 8-bit levels
before the tone curve of its strength (0.55 in black and white, 1.2 at mid grey).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

Image = NDArray[np.uint8]
LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
GAMMA, VIGNETTE, SOFT = 0.92, 0.16, 0.75


@cache
def _vignette(height: int, width: int) -> NDArray[np.float32]:
    y, x = np.mgrid[0:height, 0:width]
    far = ((x - width / 2) / (width / 2)) ** 2 * 0.75
    far = far + ((y - height / 2) / (height / 2)) ** 2 * 0.45
    return (1 - VIGNETTE * np.clip(far, 0, 1.4) ** 1.2)[..., None].astype(np.float32)


def grain(height: int, width: int, seed: int, sigma: float) -> NDArray[np.float32]:
    """Return grain, shape (height, width, 3), 8-bit levels."""
    chance = np.random.default_rng(seed)
    light = gaussian_filter(chance.standard_normal((height, width), dtype=np.float32), SOFT)
    colour = chance.standard_normal((height, width, 3), dtype=np.float32)
    colour = gaussian_filter(colour, (SOFT, SOFT, 0))
    return sigma * (0.92 * light[..., None] / light.std() + 0.28 * colour / colour.std())


def strength(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how strong grain is at a luma from 0 to 1."""
    luma = np.clip(luma, 0, 1)
    return 0.55 + 0.9 * np.sqrt(luma) * (1 - luma) ** 0.7


def _gained(levels: NDArray[np.float32], gains: tuple[float, float, float]) -> NDArray[np.float32]:
    """Multiply linear light: a white balance that was set wrong."""
    linear = (levels / 255) ** 2.2 * np.array(gains, dtype=np.float32)
    return 255 * np.clip(linear, 0, 1) ** (1 / 2.2)


def finish(
    image: Image, seed: int, sigma: float, gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
) -> Image:
    """Print, darken the corners, and put grain on a picture.

    Parameters
    ----------
    image : array of uint8, shape (height, width, 3)
        Display-referred.
    seed : int
        Names the grain.
    sigma : float
        8-bit levels; 0 for none.
    gains : tuple of float
        Linear red, green and blue.
    """
    levels = 255 * (image.astype(np.float32) / 255) ** GAMMA
    if gains != (1.0, 1.0, 1.0):
        levels = _gained(levels, gains)
    height, width, _ = image.shape
    levels = levels * _vignette(height, width)
    if sigma:
        luma = levels @ LUMA / 255
        levels = levels + grain(height, width, seed, sigma) * strength(luma)[..., None]
    return np.clip(levels + 0.5, 0, 255).astype(np.uint8)
