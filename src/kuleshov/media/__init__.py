"""Film files in and out.

===================  ==================================================================
:class:`Clip`        a film: numbers, frames by number, one-pass planes, sound
:func:`sound`        a sound file, or the sound of a film
:class:`Writer`      H.264 and AAC, written whole or not at all
:func:`probe`        what a file is, without decoding it
:func:`remux`        the same film with other notes in it
:class:`Captions`    what is said and heard, as text with times: WebVTT in and out
:func:`traces`       what programs and cameras left in a file about who made it
:class:`Grade`       another exposure and white balance, of a picture
===================  ==================================================================
"""

from ..errors import MediaError as MediaError
from .captions import Caption as Caption
from .captions import Captions as Captions
from .channels import downmix as downmix
from .clip import Clip as Clip
from .clip import FilmLike as FilmLike
from .facts import PLAYS as PLAYS
from .grade import Grade as Grade
from .grade import graded as graded
from .picture import Planes as Planes
from .picture import letterboxed as letterboxed
from .picture import scaled as scaled
from .probe import Colour as Colour
from .probe import Probe as Probe
from .probe import probe as probe
from .sound import Sound as Sound
from .sound import sound as sound
from .still import Region as Region
from .still import StillLike as StillLike
from .traces import Traces as Traces
from .traces import leave_traces as leave_traces
from .traces import remove_traces as remove_traces
from .traces import sign as sign
from .traces import traces as traces
from .tracks import SoundInfo as SoundInfo
from .writing import Writer as Writer
from .writing import read_metadata as read_metadata
from .writing import remux as remux

__all__ = [
    "PLAYS",
    "Clip",
    "Colour",
    "FilmLike",
    "Grade",
    "MediaError",
    "Planes",
    "Probe",
    "Region",
    "Sound",
    "SoundInfo",
    "StillLike",
    "Traces",
    "Writer",
    "downmix",
    "graded",
    "leave_traces",
    "letterboxed",
    "probe",
    "read_metadata",
    "remove_traces",
    "remux",
    "scaled",
    "sign",
    "sound",
    "traces",
]
