"""Channels of a sound: what they are called, and any arrangement brought to stereo or to one."""

import numpy as np

_SIDES = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (0.7071, 0.7071),
    "BC": (0.5, 0.5),
    "LFE": (0.0, 0.0),
    "LFE2": (0.0, 0.0),
    # Ambisonics: all that is heard, and left against right; two cardioids to the sides.
    "AMBI0": (0.5, 0.5),
    "AMBI1": (0.5, -0.5),
}


def downmix(sound: np.ndarray, layout: str) -> np.ndarray:
    """Bring any layout to stereo.

    Centre and surrounds come in at -3 dB (a single back centre at -6 dB) and the low-frequency
    channel is left out, as ITU-R BS.775 does; all is then scaled so that full level in every
    channel stays within 1.

    Parameters
    ----------
    sound : ndarray of float32 (samples, channels)
        From -1 to 1.
    layout : str
        As in :class:`SoundInfo`, such as ``"5.1"``; it isn't looked at for one or two channels.

    Returns
    -------
    ndarray of float32 (samples, 2)
        Stereo as it came; mono on both sides.

    Examples
    --------
    A centre at full level comes in as loud on either side:

    >>> centre = np.array([[0, 0, 1, 0, 0, 0]], np.float32)
    >>> [round(float(side), 3) for side in downmix(centre, "5.1")[0]]
    [0.293, 0.293]
    """
    if sound.shape[1] == 1:
        return np.repeat(sound, 2, axis=1)
    if sound.shape[1] == 2:
        return sound
    names = channel_names(layout, sound.shape[1])
    mix = np.array([_sides(name) for name in names], np.float32)
    mix /= max(1.0, float(np.abs(mix).sum(axis=0).max()))
    return (sound @ mix).astype(np.float32)


def as_mono(sound: np.ndarray, layout: str) -> np.ndarray:
    """Bring any layout to one channel: the mean of the two that :func:`downmix` makes.

    Parameters
    ----------
    sound : ndarray of float32 (samples, channels)
        From -1 to 1.
    layout : str
        As in :class:`SoundInfo`; it isn't looked at for one or two channels.

    Returns
    -------
    ndarray of float32 (samples, 1)

    Examples
    --------
    >>> as_mono(np.array([[1, 0], [0.5, 0.5]], np.float32), "stereo").ravel().tolist()
    [0.5, 0.5]
    >>> rumble = np.array([[0, 0, 0, 1, 0, 0]], np.float32)
    >>> as_mono(rumble, "5.1").tolist()  # the low-frequency channel is left out
    [[0.0]]
    """
    return sound if sound.shape[1] == 1 else downmix(sound, layout).mean(axis=1, keepdims=True)


def channel_names(layout: str, channels: int) -> list[str]:
    """Return what FFmpeg calls the channels of a layout.

    Parameters
    ----------
    layout : str
        As in :class:`SoundInfo`.
    channels : int
        How many there are.

    Returns
    -------
    list of str (channels,)
        All "NONE" where the layout has another number, or is unknown.

    Examples
    --------
    >>> channel_names("5.1", 6), channel_names("5.1", 3)
    (['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'], ['NONE', 'NONE', 'NONE'])
    """
    from av import AudioLayout

    try:
        names = [channel.name for channel in AudioLayout(layout).channels]
    except ValueError:
        names = []
    return names if len(names) == channels else ["NONE"] * channels


def _sides(name: str) -> tuple[float, float]:
    """Return how much of a channel comes in left and right, by FFmpeg's name for it."""
    if name.startswith("AMBI"):
        return _SIDES.get(name, (0.0, 0.0))
    left, right = "L" in name, "R" in name  # back, side, top, wide, front of centre
    beside = (0.7071 * left, 0.7071 * right) if left != right else (0.5, 0.5)
    return _SIDES.get(name, beside)
